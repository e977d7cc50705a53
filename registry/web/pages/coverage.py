"""``/coverage``: what the register holds, how sure it is, and what it lacks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response, request
from markupsafe import Markup

from registry.actions.coverage import coverage
from registry.errors import NotOnRegister
from registry.recognition.coverage_report import (
    DESCRIBED,
    NAMED,
    CountryCovered,
    CoverageReport,
    OccupationCovered,
    Pair,
    Sureness,
)
from registry.recognition.occupations import Regulated
from registry.schemas.comma_separated import comma_separated
from registry.schemas.coverage import dump_coverage, table_of
from registry.values.speech import Speech
from registry.web.pages.addresses import Link, links
from registry.web.pages.asked import country_asked
from registry.web.pages.rendering import Renderer, data, named
from registry.web.pages.words import (
    CLAIMS,
    DESCRIBED_FACTS,
    NAMED_FACTS,
    REGULATED_SHORT,
)

_BAR = 100


def add(app: Flask, render: Renderer) -> None:
    """The overview with its filter, the two tables, and the tables as files."""
    room = Blueprint("coverage-pages", __name__, url_prefix="/coverage")
    register = render.register

    @room.get("")
    def overview() -> Response:
        """The whole in numbers, or one occupation, one country, one pair."""
        view = View(coverage(register), render)
        occupation, country = view.occupation_asked(), view.country_asked()
        return render.page(
            "coverage/overview.html",
            **view.choices(occupation, country),
            **(view.found(occupation, country) if occupation or country else view.whole()),
        )

    @room.get("/occupations")
    def occupations() -> Response:
        """Every occupation in one table."""
        view = View(coverage(register), render)
        return render.page("coverage/occupations.html", **view.occupation_table())

    @room.get("/countries")
    def countries() -> Response:
        """Every country in one table."""
        view = View(coverage(register), render)
        return render.page("coverage/countries.html", **view.country_table())

    @room.get("/occupations.csv", endpoint="occupations-file")
    def occupations_file() -> Response:
        return _file("occupations", dump_coverage(coverage(register)))

    @room.get("/countries.csv", endpoint="countries-file")
    def countries_file() -> Response:
        return _file("countries", dump_coverage(coverage(register)))

    app.register_blueprint(room)


def _file(name: str, document: dict[str, Any]) -> Response:
    """One table of the report; ``?bom=1`` marks it as UTF-8 for spreadsheets."""
    body = comma_separated(table_of(document[name]), bom=request.args.get("bom") == "1")
    answer = Response(body, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="coverage-{name}.csv"'
    return answer


@dataclass(frozen=True, slots=True)
class View:
    """A report in the reader's language."""

    report: CoverageReport
    render: Renderer

    @property
    def speech(self) -> Speech:
        """The reader's language."""
        return self.render.speech

    def occupation_asked(self) -> OccupationCovered | None:
        """The occupation that the address names, if any."""
        asked = request.args.get("occupation", "").removeprefix("isco:")
        if not asked:
            return None
        for each in self.report.occupations:
            if each.isco == asked:
                return each
        raise NotOnRegister(
            f"No occupation {asked[:60]!r} is on the register.", hint="See /coverage/occupations."
        )

    def country_asked(self) -> CountryCovered | None:
        """The country that the address names, if any; of most countries little is held."""
        asked = request.args.get("country", "")
        if not asked:
            return None
        code = country_asked(asked)
        for each in self.report.countries:
            if each.country == code:
                return each
        raise NotOnRegister(
            f"Nothing of {code} is on the register.", hint="See /coverage/countries."
        )

    def choices(
        self, occupation: OccupationCovered | None, country: CountryCovered | None
    ) -> dict[str, Any]:
        """What can be chosen, and what is."""
        return {
            "occupations": self._by_name(
                (each.isco, self._occupation(each.isco)) for each in self.report.occupations
            ),
            "countries": self._by_name(
                (each.country, self.speech.country(each.country)) for each in self.report.countries
            ),
            "occupation": occupation,
            "country": country,
            "as_of": self.report.day,
        }

    def _by_name(self, options: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        return sorted(options, key=lambda option: option[1])

    def _occupation(self, isco: str) -> str:
        known = self.render.register.knowledge.occupations[isco]
        return self.speech.name(known.labels)

    # The whole -----------------------------------------------------------------------------

    def whole(self) -> dict[str, Any]:
        """The register in numbers, the confidences, and the gaps by name."""
        report, gaps = self.report, self.report.gaps
        return {
            "numbers": self._numbers(),
            "claims": [self._claim(kind, each) for kind, each in report.sureness.items()],
            "appeals": len(report.appeals),
            "rows": report.rows,
            "named": [
                (self.speech.message(NAMED_FACTS[what]), report.named[what]) for what in NAMED
            ],
            "without_profile": [
                (isco, self._occupation(isco)) for isco in gaps.occupations_without_profile
            ],
            "without_qualification": self._countries(gaps.origins_without_qualification),
            "without_authority": self._countries(gaps.destinations_without_authority),
            "without_row": [
                (each.isco, self._occupation(each.isco), self._countries(each.missing))
                for each in report.occupations
                if each.missing
            ],
        }

    def _numbers(self) -> dict[str, int]:
        report = self.report
        framed = [each for each in report.countries if each.frameworks]
        return {
            "occupations": len(report.occupations),
            "profiles": sum(each.essential_skills is not None for each in report.occupations),
            "qualifications": sum(len(each.qualifications) for each in report.countries),
            "origins": sum(bool(each.qualifications) for each in report.countries),
            "destinations": len(report.destinations),
            "pairs": len(report.occupations) * len(report.destinations),
            "counted": sum(len(each.pairs) for each in report.occupations),
            "unverified": sum(len(each.unverified) for each in report.occupations),
            "missing": len(report.gaps.pairs_without_row),
            "framed": len(framed),
            "referenced": sum(bool(each.regional) for each in framed),
        }

    def _claim(self, kind: str, each: Sureness) -> dict[str, Any]:
        return {
            "kind": self.speech.message(CLAIMS[kind]),
            "sure": each,
            "high": _share(each.high, each.total),
            "medium": _share(each.medium, each.total),
        }

    def _countries(self, codes: Iterable[str]) -> list[tuple[str, str]]:
        """Countries as (code, name), in the order of their names."""
        return self._by_name((code, self.speech.country(code)) for code in codes)

    # The tables ----------------------------------------------------------------------------

    def occupation_table(self) -> dict[str, Any]:
        """A row for each occupation, in the order of the codes."""
        return {
            "rows": [
                {
                    "each": each,
                    "name": named(each.labels, self.speech.language),
                    "said": [each.regulated[status] for status in Regulated],
                    "named_counts": [each.named[what] for what in NAMED],
                }
                for each in self.report.occupations
            ],
            "said_words": self._words(Regulated, REGULATED_SHORT),
            "named_words": self._words(NAMED, NAMED_FACTS),
            "appeals": len(self.report.appeals),
            "total": len(self.report.destinations),
            "as_of": self.report.day,
        }

    def country_table(self) -> dict[str, Any]:
        """A row for each country, in the order of the names."""
        rows = [
            {
                "each": each,
                "name": self.speech.country(each.country),
                "described": [each.described[what] for what in DESCRIBED],
                "regional": self._frameworks(each.regional),
            }
            for each in self.report.countries
        ]
        return {
            "rows": sorted(rows, key=lambda row: str(row["name"])),
            "described_words": self._words(DESCRIBED, DESCRIBED_FACTS),
            "as_of": self.report.day,
        }

    def _words(self, codes: Iterable[str], words: Any) -> list[str]:
        return [self.speech.message(words[code]) for code in codes]

    def _frameworks(self, keys: Iterable[str]) -> list[Markup]:
        known = self.render.register.knowledge.levels.frameworks
        return [
            Markup('<a href="/frameworks/{}">{}</a>').format(
                key, data(known[key].code, "en", self.speech.language)
            )
            for key in keys
        ]

    # One occupation, one country, one pair -------------------------------------------------

    def found(
        self, occupation: OccupationCovered | None, country: CountryCovered | None
    ) -> dict[str, Any]:
        """What is held of what was asked."""
        if occupation and country:
            return self._one_pair(occupation, country)
        if occupation:
            return self._one_occupation(occupation)
        return self._one_country(country) if country else {}

    def _one_pair(self, occupation: OccupationCovered, country: CountryCovered) -> dict[str, Any]:
        pair = next((each for each in occupation.pairs if each.country == country.country), None)
        name = f"{self._occupation(occupation.isco)} – {self.speech.country(country.country)}"
        shared = [key for key in occupation.qualifications if key in country.qualifications]
        return {
            "found": "pair",
            "name": name,
            "pairs": [self._row(pair, name)] if pair else [],
            "is_unverified": country.country in occupation.unverified,
            "qualifications": self._qualifications(shared),
        }

    def _one_occupation(self, each: OccupationCovered) -> dict[str, Any]:
        spoken = self.speech.country
        return {
            "found": "occupation",
            "name": self._occupation(each.isco),
            "languages": sorted(each.labels),
            "qualifications": links(
                (f"/id/qualification/{key}" for key in each.qualifications),
                self.render.register,
                self.speech,
            ),
            "pairs": self._rows(each.pairs, lambda pair: spoken(pair.country)),
            "unverified": self._countries(each.unverified),
            "missing": self._countries(each.missing),
        }

    def _one_country(self, each: CountryCovered) -> dict[str, Any]:
        known = self.render.register.knowledge
        return {
            "found": "country",
            "name": self.speech.country(each.country),
            "qualifications": self._qualifications(each.qualifications),
            "described": [
                (self.speech.message(DESCRIBED_FACTS[what]), number)
                for what, number in each.described.items()
            ],
            "frameworks": self._frameworks(each.frameworks),
            "regional": self._frameworks(each.regional),
            "conventions": [
                (one.id, named(one.labels, self.speech.language))
                for one in known.conventions
                if one.id in each.conventions
            ],
            "pairs": self._rows(each.pairs, lambda pair: self._occupation(pair.isco)),
            "unverified": [(isco, self._occupation(isco)) for isco in each.unverified],
            "missing": [(isco, self._occupation(isco)) for isco in each.missing],
            "destination": each.country in self.report.destinations,
        }

    def _rows(self, pairs: Iterable[Pair], name: Callable[[Pair], str]) -> list[dict[str, Any]]:
        return sorted(
            (self._row(pair, name(pair)) for pair in pairs), key=lambda row: str(row["name"])
        )

    def _row(self, pair: Pair, name: str) -> dict[str, Any]:
        return {
            "name": name,
            "address": f"/occupations/{pair.isco}",
            "says": self.speech.message(REGULATED_SHORT[pair.status.value]),
            "names": self.speech.message(", ").join(self._words(pair.named, NAMED_FACTS)),
        }

    def _qualifications(self, keys: Iterable[str]) -> list[Link]:
        known = self.render.register.knowledge.qualifications
        page = self.speech.language
        return [Link(f"/qualifications/{key}", named(known[key].labels, page)) for key in keys]


def _share(part: int, whole: int) -> float:
    """A length on the bar."""
    return round(_BAR * part / whole, 1) if whole else 0
