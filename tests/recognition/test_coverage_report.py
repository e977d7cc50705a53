"""What a small release covers is counted by hand, and the report must say the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from registry.recognition.conventions import Convention, ConventionParty
from registry.recognition.coverage_report import (
    CountryCovered,
    CoverageReport,
    Ends,
    OccupationCovered,
    Sureness,
    report_on,
)
from registry.recognition.facts import Fact
from registry.recognition.knowledge import Knowledge
from registry.recognition.levels import (
    Framework,
    FrameworkLevel,
    LevelReferencing,
    Levels,
    Relation,
    StatusOfUse,
)
from registry.recognition.occupations import Occupation, Regulated, Regulation
from registry.recognition.qualification import LevelRef, Qualification
from registry.recognition.skills import Skills
from registry.values.evidence import Confidence, Source

DAY = date(2026, 11, 24)
HIGH, MEDIUM, LOW = (Source("made for this test", each) for each in Confidence)


def row(country: str, isco: str, regulated: str, source: Source = HIGH, **told: str) -> Regulation:
    unit = told.pop("unit", None)
    return Regulation(country, unit, isco, Regulated(regulated), source=source, **told)  # type: ignore[arg-type]


def cell(level: str, source: Source, first: date | None) -> LevelReferencing:
    return LevelReferencing(
        id=level,
        origin=LevelRef("phl-pqf", level),
        reference_framework="aqrf",
        target=LevelRef("aqrf", level),
        relation=Relation.SAME_LEVEL,
        status=StatusOfUse.REFERENCED,
        said="made",
        source=source,
        first=first,
    )


NURSING = Qualification(
    id="phl-nursing",
    labels={"en": "Nursing"},
    country="PHL",
    occupations=("2221",),
    level=Fact(LevelRef("phl-pqf", "6"), (HIGH,)),
    field=Fact("0913", (LOW,)),
    months=Fact(48, (MEDIUM,)),
)
ROWS = (
    row("DEU", "2221", "yes", procedure="apply", language="German B2"),
    row("DEU", "2221", "yes", unit="DE-BY", fee="100 euros"),
    row("ARE", "2221", "yes", unit="AE-DU", time="two months"),
    row("ARE", "2221", "no", unit="AE-AZ"),
    row("SAU", "2221", "no", MEDIUM),
    row("QAT", "2221", "yes", LOW, procedure="apply"),
    row("DEU", "7212", "partly"),
)


@pytest.fixture
def report(knowledge: Knowledge) -> CoverageReport:
    levels = (FrameworkLevel("6", "six"),)
    framework = Framework("phl-pqf", "PQF", "Philippine framework", "PHL", levels)
    scottish = Framework("gb-sct", "SCQF", "Scottish framework", "GB-SCT", levels)
    regional = Framework("aqrf", "AQRF", "ASEAN framework", "", levels)
    small = replace(
        knowledge,
        qualifications={NURSING.id: NURSING},
        occupations={
            "2221": Occupation(
                "2221",
                {"en": "Nurses", "ar": "ممرضون"},
                essential=Fact(frozenset({"a", "b"}), (MEDIUM,)),
            ),
            "7212": Occupation("7212", {"en": "Welders"}, essential=Fact(frozenset({"c"}), (LOW,))),
        },
        skills=Skills(()),
        levels=Levels(
            (framework, scottish, regional),
            (cell("6", HIGH, date(2019, 1, 1)), cell("5", LOW, date(2019, 1, 1))),
        ),
        provisions=(),
        listings=(),
        conventions=(
            Convention(
                id="bangkok",
                slug="bangkok",
                labels={"en": "Bangkok"},
                first=date(1985, 1, 1),
                sets_burden=False,
                parties={
                    "PHL": ConventionParty("PHL", True, date(2003, 1, 1), DAY, HIGH),
                    "JPN": ConventionParty("JPN", False, None, DAY, HIGH),
                },
            ),
        ),
        regulations=ROWS,
        version="small",
    )
    ends = Ends(frozenset({"PHL", "IND"}), frozenset({"DEU", "QAT", "KWT"}))
    return report_on(small, ends, DAY)


def occupation(report: CoverageReport, isco: str) -> OccupationCovered:
    return next(each for each in report.occupations if each.isco == isco)


def country(report: CoverageReport, code: str) -> CountryCovered:
    return next(each for each in report.countries if each.country == code)


def test_an_occupation_is_counted_with_its_skills_and_qualifications(
    report: CoverageReport,
) -> None:
    nurses, welders = occupation(report, "2221"), occupation(report, "7212")
    assert nurses.essential_skills == 2
    assert sorted(nurses.labels) == ["ar", "en"]
    assert nurses.qualifications == ("phl-nursing",) and nurses.origins == ("PHL",)
    assert welders.essential_skills is None, "a profile of low confidence is not counted"
    assert welders.qualifications == () == welders.origins


def test_destinations_are_counted_unverified_or_missing(report: CoverageReport) -> None:
    nurses, welders = occupation(report, "2221"), occupation(report, "7212")
    assert report.destinations == ("ARE", "DEU", "QAT", "SAU")
    assert [pair.country for pair in nurses.pairs] == ["ARE", "DEU", "SAU"]
    assert nurses.unverified == ("QAT",) and nurses.missing == ()
    assert [pair.country for pair in welders.pairs] == ["DEU"]
    assert welders.missing == ("ARE", "QAT", "SAU")


def test_a_no_below_high_confidence_is_unknown_and_units_that_differ_are_partly(
    report: CoverageReport,
) -> None:
    assert occupation(report, "2221").regulated == {
        Regulated.YES: 1,
        Regulated.NO: 0,
        Regulated.PARTLY: 1,
        Regulated.UNKNOWN: 1,
    }


def test_what_a_unit_names_counts_for_its_destination_once(report: CoverageReport) -> None:
    nurses = occupation(report, "2221")
    assert {what for what, number in nurses.named.items() if number} == {"fee", "time", "language"}
    assert nurses.pairs[1].named == ("fee", "language")


def test_a_country_is_counted_as_origin_and_as_destination(report: CoverageReport) -> None:
    origin, destination = country(report, "PHL"), country(report, "DEU")
    assert origin.qualifications == ("phl-nursing",)
    assert origin.described == {"level": 1, "field": 0, "months": 1, "awarding": 0, "skills": 0}
    assert origin.frameworks == ("phl-pqf",) and origin.regional == ("aqrf",)
    assert origin.conventions == ("bangkok",)
    assert origin.pairs == () == origin.missing
    assert destination.authority_rows == 3
    assert [pair.isco for pair in destination.pairs] == ["2221", "7212"]
    assert country(report, "SAU").missing == ("7212",)
    assert country(report, "QAT").unverified == ("2221",)


def test_a_framework_of_a_unit_belongs_to_its_country(report: CoverageReport) -> None:
    assert country(report, "GBR").frameworks == ("gb-sct",)
    assert country(report, "GBR").regional == ()


def test_a_state_that_is_no_party_is_not_bound(report: CoverageReport) -> None:
    assert country(report, "JPN").conventions == ()


def test_claims_are_counted_by_kind_and_confidence(report: CoverageReport) -> None:
    assert report.sureness["level"] == Sureness(high=1)
    assert report.sureness["field"] == Sureness(low=1)
    assert report.sureness["essential-skills"] == Sureness(medium=1, low=1)
    assert report.sureness["level-referencing"] == Sureness(high=1, low=1)
    assert report.sureness["authority"] == Sureness(high=5, medium=1, low=1)
    assert report.sureness["authority"].total == len(ROWS)
    assert report.sureness["provision"].total == 0


def test_gaps_are_named(report: CoverageReport) -> None:
    gaps = report.gaps
    assert gaps.occupations_without_profile == ("7212",)
    assert gaps.origins_without_qualification == ("IND",)
    assert gaps.destinations_without_authority == ("KWT", "QAT")
    assert gaps.pairs_without_row == (("7212", "ARE"), ("7212", "QAT"), ("7212", "SAU"))


def test_the_same_release_gives_the_same_report(knowledge: Knowledge) -> None:
    assert report_on(knowledge, Ends(), DAY) == report_on(knowledge, Ends(), DAY)


def test_every_pair_is_counted_unverified_or_missing_and_only_once(knowledge: Knowledge) -> None:
    report = report_on(knowledge, Ends(), DAY)
    for each in report.occupations:
        places = [*(pair.country for pair in each.pairs), *each.unverified, *each.missing]
        assert sorted(places) == list(report.destinations)
        assert sum(each.regulated.values()) == len(each.pairs)
