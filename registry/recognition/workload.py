"""How long a training is: months, or credits turned into years or hours as their system declares.

A credit of one system is never read by the rule of another: two sides are compared in study time
where both can be told in it, else in hours of work, else not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from registry.recognition.facts import counted
from registry.recognition.findings import Sentence, Value
from registry.recognition.folding import LONGEST, fold
from registry.recognition.qualification import Credits, Qualification
from registry.values.evidence import Source
from registry.values.language import Labels

MONTHS, HOURS = "months", "hours"
_YEAR = 12
# A number may have two decimals; 1,500 could be meant as one and a half, and is not read.
_CREDITS = re.compile(r"\s*(\d{1,5}(?:[.,]\d{1,2})?)(?![\d.,])\s*(\S.*)", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class CreditSystem:
    """What its own rules declare that a credit stands for; None where they declare nothing."""

    id: str
    labels: Labels
    names: tuple[str, ...]
    hours: tuple[int, int] | None
    """The fewest and the most hours of one credit."""
    per_year: int | None
    """The credits of a full-time year."""
    source: Source


class CreditSystems:
    """The systems by every name they have; a name of two systems is a name of none."""

    def __init__(self, systems: Iterable[CreditSystem] = ()) -> None:
        self.by_id: Mapping[str, CreditSystem] = {each.id: each for each in systems}
        self._by_name: dict[str, CreditSystem | None] = {}
        for system in self.by_id.values():
            for name in {fold(each) for each in system.names}:
                self._by_name[name] = None if name in self._by_name else system

    def named(self, name: str) -> CreditSystem | None:
        """The system of exactly this name that may be counted."""
        system = self._by_name.get(fold(name)) if len(name) <= LONGEST else None
        return system if system and system.source.confidence.counts else None


def read_credits(text: str) -> Credits | None:
    """Credits as somebody writes them.

    >>> read_credits("180 ECTS")
    Credits(amount=180.0, system='ECTS')
    >>> read_credits("about 3 years") is None
    True
    """
    found = _CREDITS.fullmatch(text)
    if not found:
        return None
    return Credits(float(found[1].replace(",", ".")), found[2].strip())


@dataclass(frozen=True, slots=True)
class Length:
    """A length of training in one unit, between two bounds, with the way to say it."""

    unit: str
    least: float
    most: float
    said: Sentence
    sources: tuple[Source, ...]


Lengths = Mapping[str, Length]


def lengths_of(qualification: Qualification, systems: CreditSystems) -> Lengths:
    """What the register knows: its own months before those that credits stand for."""
    months, earned = counted(qualification.months), counted(qualification.credits)
    found = dict(_of_credits(earned.value, systems, earned.sources)) if earned else {}
    if months:
        found[MONTHS] = _months(months.value, months.sources)
    return found


def lengths_told(months: int | None, earned: str | None, systems: CreditSystems) -> Lengths:
    """What somebody tells, which no source carries."""
    read = read_credits(earned) if earned else None
    found = dict(_of_credits(read, systems, ())) if read else {}
    if months is not None:
        found[MONTHS] = _months(months, ())
    return {
        unit: replace(length, said=Sentence("as-told", {"what": length.said}))
        for unit, length in found.items()
    }


def _months(months: int, sources: tuple[Source, ...]) -> Length:
    return Length(MONTHS, months, months, Sentence("months", {"months": months}), sources)


def _of_credits(
    told: Credits, systems: CreditSystems, sources: tuple[Source, ...]
) -> Iterable[tuple[str, Length]]:
    system = systems.named(told.system)
    if system is None:
        return
    cited = (*sources, system.source)
    values: dict[str, Value] = {"credits": f"{told.amount:g}", "system": system.labels}
    if system.per_year:
        months = told.amount / system.per_year * _YEAR
        said: dict[str, Value] = {"per_year": system.per_year, "months": f"{round(months, 1):g}"}
        sentence = Sentence("credits-as-months", {**values, **said})
        yield MONTHS, Length(MONTHS, months, months, sentence, cited)
    if system.hours:
        least, most = (told.amount * each for each in system.hours)
        spoken = f"{least:g}" if least == most else f"{least:g}–{most:g}"
        sentence = Sentence("credits-as-hours", {**values, "hours": spoken})
        yield HOURS, Length(HOURS, least, most, sentence, cited)


def comparable_units(ours: Lengths, theirs: Lengths) -> tuple[Length, Length] | None:
    """Both lengths in the first unit that both are known in."""
    for unit in (MONTHS, HOURS):
        if unit in ours and unit in theirs:
            return ours[unit], theirs[unit]
    return None


def much_shorter(ours: Length, theirs: Length, share: float) -> bool | None:
    """Whether ``ours`` is less than a share of ``theirs``; None where the bounds leave it open."""
    if ours.most < theirs.least * share:
        return True
    return False if ours.least >= theirs.most * share else None
