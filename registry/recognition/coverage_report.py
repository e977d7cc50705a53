"""What one release of knowledge covers, how sure it is, and what it lacks; nothing is ranked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from registry.recognition.facts import Fact, counted
from registry.recognition.knowledge import Knowledge
from registry.recognition.occupations import Occupation, Regulated, Regulation, regulators
from registry.recognition.qualification import Qualification
from registry.values.countries import country_of
from registry.values.evidence import Confidence
from registry.values.language import Labels

NAMED = ("steps", "papers", "fee", "time", "language", "language_checked", "appeal")
"""What an authority row may name beside the authority."""
DESCRIBED = ("level", "field", "months", "awarding", "skills")
"""What may be known of a qualification and bears on a comparison."""


@dataclass(frozen=True, slots=True)
class Ends:
    """The countries that agreements name as origins and as destinations of workers."""

    origins: frozenset[str] = frozenset()
    destinations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sureness:
    """How many claims of one kind are high, medium and low."""

    high: int = 0
    medium: int = 0
    low: int = 0

    @property
    def total(self) -> int:
        """All claims of the kind."""
        return self.high + self.medium + self.low


@dataclass(frozen=True, slots=True)
class Pair:
    """An occupation at a destination with a row that counts: what it says, and what it names."""

    isco: str
    country: str
    status: Regulated
    named: tuple[str, ...]
    """Those of ``NAMED`` that at least one of the rows names."""


@dataclass(frozen=True, slots=True)
class OccupationCovered:
    """What is held of one occupation.

    ``pairs`` are the destinations with a row that counts, ``unverified`` have only rows of low
    confidence, ``missing`` have none: whether the work is regulated there is unknown.
    """

    isco: str
    labels: Labels
    essential_skills: int | None
    """None where there is no skill profile that counts."""
    qualifications: tuple[str, ...]
    origins: tuple[str, ...]
    """Countries that these qualifications come from."""
    pairs: tuple[Pair, ...]
    unverified: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def regulated(self) -> Mapping[Regulated, int]:
        """How many destinations say what."""
        said = Counter(pair.status for pair in self.pairs)
        return {status: said[status] for status in Regulated}

    @property
    def named(self) -> Mapping[str, int]:
        """How many destinations name each of ``NAMED``."""
        return {what: sum(what in pair.named for pair in self.pairs) for what in NAMED}


@dataclass(frozen=True, slots=True)
class CountryCovered:
    """What is held of one country, as an origin and as a destination."""

    country: str
    qualifications: tuple[str, ...]
    described: Mapping[str, int]
    """How many qualifications have each of ``DESCRIBED`` with a confidence that counts."""
    frameworks: tuple[str, ...]
    regional: tuple[str, ...]
    """Regional frameworks that its levels are referenced to, as counted on the day."""
    conventions: tuple[str, ...]
    """Recognition conventions known to bind it on the day."""
    authority_rows: int
    """Rows that count, of the country and of its units."""
    pairs: tuple[Pair, ...]
    unverified: tuple[str, ...]
    missing: tuple[str, ...]
    """Occupations without a row; empty for a country that is no destination here."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """What is missing by name; a pair without a row is (occupation, destination)."""

    occupations_without_profile: tuple[str, ...]
    origins_without_qualification: tuple[str, ...]
    destinations_without_authority: tuple[str, ...]
    pairs_without_row: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """The whole report on one release, as of a day."""

    day: date
    version: str
    occupations: tuple[OccupationCovered, ...]
    countries: tuple[CountryCovered, ...]
    destinations: tuple[str, ...]
    """Countries with an authority row of any confidence."""
    appeals: tuple[str, ...]
    """Destinations whose general way to contest a decision is held."""
    named: Mapping[str, int]
    """How many of the authority rows that count have each of ``NAMED``."""
    rows: int
    """All authority rows that count."""
    sureness: Mapping[str, Sureness]
    gaps: Gaps


def report_on(knowledge: Knowledge, ends: Ends, day: date) -> CoverageReport:
    """Count what is held; ``ends`` are the countries that the register's agreements name."""
    destinations = tuple(sorted({row.country for row in knowledge.regulations}))
    occupations = tuple(
        _occupation(each, knowledge, destinations)
        for _, each in sorted(knowledge.occupations.items())
    )
    countries = tuple(
        _country(code, knowledge, occupations, day) for code in _countries(knowledge, ends)
    )
    rows = _counting(knowledge.regulations)
    return CoverageReport(
        day=day,
        version=knowledge.version,
        occupations=occupations,
        countries=countries,
        destinations=destinations,
        appeals=tuple(sorted({each.country for each in knowledge.appeals if each.general})),
        named=MappingProxyType(Counter(what for row in rows for what in _named(row, knowledge))),
        rows=len(rows),
        sureness=sureness(knowledge),
        gaps=_gaps(occupations, countries, ends),
    )


def _countries(knowledge: Knowledge, ends: Ends) -> list[str]:
    """Every country that a record names."""
    found = {each.country for each in knowledge.qualifications.values()}
    found |= {row.country for row in knowledge.regulations}
    found |= {country_of(f.territory) for f in knowledge.levels.frameworks.values() if f.territory}
    found |= {code for convention in knowledge.conventions for code in convention.parties}
    return sorted(found | ends.origins | ends.destinations)


# Occupations -------------------------------------------------------------------------------


def _occupation(
    each: Occupation, knowledge: Knowledge, destinations: Sequence[str]
) -> OccupationCovered:
    essential = counted(each.essential)
    prepared = [
        q for _, q in sorted(knowledge.qualifications.items()) if each.isco in q.occupations
    ]
    rows = _rows_by_country(row for row in knowledge.regulations if row.isco == each.isco)
    counting = {code: kept for code, held in sorted(rows.items()) if (kept := _counting(held))}
    return OccupationCovered(
        isco=each.isco,
        labels=each.labels,
        essential_skills=len(essential.value) if essential else None,
        qualifications=tuple(q.id for q in prepared),
        origins=tuple(sorted({q.country for q in prepared})),
        pairs=tuple(_pair(each.isco, kept, knowledge) for kept in counting.values()),
        unverified=tuple(sorted(rows.keys() - counting.keys())),
        missing=tuple(code for code in destinations if code not in rows),
    )


def _rows_by_country(rows: Iterable[Regulation]) -> dict[str, list[Regulation]]:
    found: dict[str, list[Regulation]] = defaultdict(list)
    for row in rows:
        found[row.country].append(row)
    return found


def _counting(rows: Iterable[Regulation]) -> list[Regulation]:
    return [row for row in rows if row.source.confidence.counts]


def _pair(isco: str, rows: Sequence[Regulation], knowledge: Knowledge) -> Pair:
    told = {what for row in rows for what in _named(row, knowledge)}
    return Pair(
        isco=isco,
        country=rows[0].country,
        status=regulators(rows, None).status,
        named=tuple(what for what in NAMED if what in told),
    )


def _named(row: Regulation, knowledge: Knowledge) -> list[str]:
    """Those of ``NAMED`` that count; the way to appeal may be the general one."""
    appeal = knowledge.appeal(row.country, row.unit, row.isco) if row.authority else None
    told = [what for what in NAMED if what != "appeal" and getattr(row, what)]
    counting = [what for what in told if row.source_of(what).confidence.counts]
    return [*counting, "appeal"] if appeal and appeal.source.confidence.counts else counting


# Countries ---------------------------------------------------------------------------------


def _country(
    code: str, knowledge: Knowledge, occupations: Sequence[OccupationCovered], day: date
) -> CountryCovered:
    own = [q for _, q in sorted(knowledge.qualifications.items()) if q.country == code]
    frameworks = _frameworks(code, knowledge)
    rows = _counting(row for row in knowledge.regulations if row.country == code)
    return CountryCovered(
        country=code,
        qualifications=tuple(q.id for q in own),
        described=MappingProxyType({what: _described(what, own) for what in DESCRIBED}),
        frameworks=frameworks,
        regional=_regional(frameworks, knowledge, day),
        conventions=tuple(c.id for c in knowledge.conventions if c.bound(code, day)),
        authority_rows=len(rows),
        pairs=tuple(pair for o in occupations for pair in o.pairs if pair.country == code),
        unverified=tuple(o.isco for o in occupations if code in o.unverified),
        missing=tuple(o.isco for o in occupations if code in o.missing),
    )


def _described(what: str, qualifications: Iterable[Qualification]) -> int:
    return sum(counted(getattr(each, what)) is not None for each in qualifications)


def _frameworks(country: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The country's frameworks, those of its units among them."""
    return tuple(
        key
        for key, each in sorted(knowledge.levels.frameworks.items())
        if each.territory and country_of(each.territory) == country
    )


def _regional(frameworks: Sequence[str], knowledge: Knowledge, day: date) -> tuple[str, ...]:
    known = knowledge.levels.frameworks
    return tuple(
        sorted(
            {
                cell.reference_framework
                for cell in knowledge.levels.referencings
                if cell.origin.framework in frameworks
                and cell.counts(day)
                and cell.reference_framework in known
                and known[cell.reference_framework].regional
            }
        )
    )


# How sure ----------------------------------------------------------------------------------


def sureness(knowledge: Knowledge) -> Mapping[str, Sureness]:
    """How many claims of each kind of fact are high, medium and low."""
    told = {
        **_of_qualifications(knowledge.qualifications.values()),
        "essential-skills": [
            each.essential.confidence for each in knowledge.occupations.values() if each.essential
        ],
        "level-referencing": [cell.source.confidence for cell in knowledge.levels.referencings],
        "convention-party": [
            party.source.confidence
            for convention in knowledge.conventions
            for party in convention.parties.values()
        ],
        "provision": [each.source.confidence for each in knowledge.provisions],
        "annex-entry": [each.source.confidence for each in knowledge.listings],
        "authority": [row.source.confidence for row in knowledge.regulations],
        "procedure": [
            source.confidence for row in knowledge.regulations for source in row.claimed.values()
        ],
        "appeal": [route.source.confidence for route in knowledge.appeals],
    }
    return MappingProxyType({kind: _tally(grades) for kind, grades in told.items()})


def _of_qualifications(
    qualifications: Iterable[Qualification],
) -> dict[str, list[Confidence]]:
    found: dict[str, list[Confidence]] = {
        "title": [], "level": [], "field": [], "duration": [], "credits": [],
        "awarding-system": [], "skills": [], "access": [],
    }  # fmt: skip
    for each in qualifications:
        for kind, fact in _claims(each):
            if fact is not None:
                found[kind].append(fact.confidence)
    return found


def _claims(each: Qualification) -> Iterator[tuple[str, Fact[Any] | None]]:
    yield from (("title", title) for title in each.titles)
    yield "level", each.level
    yield "field", each.field
    yield "duration", each.months
    yield "credits", each.credits
    yield "awarding-system", each.awarding
    yield "skills", each.skills
    yield "access", each.access


def _tally(grades: Iterable[Confidence]) -> Sureness:
    found = Counter(grades)
    return Sureness(found[Confidence.HIGH], found[Confidence.MEDIUM], found[Confidence.LOW])


# Gaps --------------------------------------------------------------------------------------


def _gaps(
    occupations: Sequence[OccupationCovered], countries: Sequence[CountryCovered], ends: Ends
) -> Gaps:
    described = {each.country for each in countries if each.qualifications}
    decided = {each.country for each in countries if each.authority_rows}
    return Gaps(
        occupations_without_profile=tuple(
            each.isco for each in occupations if each.essential_skills is None
        ),
        origins_without_qualification=tuple(sorted(ends.origins - described)),
        destinations_without_authority=tuple(sorted(ends.destinations - decided)),
        pairs_without_row=tuple(
            (each.isco, country) for each in occupations for country in each.missing
        ),
    )
