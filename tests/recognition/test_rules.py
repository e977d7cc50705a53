"""Paths of the rules that no real corridor takes yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from registry.recognition.assess import Assessment, assess
from registry.recognition.facts import counted
from registry.recognition.findings import Criterion, Finding, Verdict
from registry.recognition.knowledge import Knowledge
from registry.recognition.question import (
    Basis,
    Evidence,
    EvidenceKind,
    EvidenceState,
    Experience,
    Held,
    Purpose,
    Question,
)
from registry.recognition.skills import RELATED_SHARE, Skill, Skills, rarity
from registry.values.evidence import Confidence
from tests.recognition.assumed import assume

DAY = date(2026, 11, 24)
SEEN = tuple(
    Evidence(kind, EvidenceState.VERIFIED_WITH_ISSUER)
    for kind in (EvidenceKind.IDENTITY, EvidenceKind.DIPLOMA)
)


def question(held: str | None, to: str, **more: object) -> Question:
    return Question(held=Held(qualification=held), destination=to, as_of=DAY, **more)  # type: ignore[arg-type]


def finding(answer: Assessment, criterion: Criterion, provision: str = "") -> Finding:
    return next(
        each
        for each in answer.findings
        if each.criterion is criterion and (not provision or each.provision == provision)
    )


def test_verified_practice_of_three_years_closes_a_gap(knowledge: Knowledge) -> None:
    practised = (Experience("2221", 40, EvidenceState.VERIFIED_WITH_ISSUER),)
    asked = question(
        "phl-bsn-nursing", "DEU", basis=Basis.ASSESSED, evidence=SEEN, experience=practised
    )
    answer = assess(asked, knowledge)
    assert finding(answer, Criterion.EXPERIENCE).reason == "gap-closed-by-experience"
    assert answer.signals["outcomes"] == "covered"


def test_verified_practice_that_is_too_short_is_told_as_such(knowledge: Knowledge) -> None:
    practised = (Experience("2221", 12, EvidenceState.COPY_SEEN),)
    asked = question(
        "phl-bsn-nursing", "DEU", basis=Basis.ASSESSED, evidence=SEEN, experience=practised
    )
    assert finding(assess(asked, knowledge), Criterion.EXPERIENCE).verdict is Verdict.PARTLY


def test_a_registration_counts_on_the_assessed_basis_only_once_it_is_seen(
    knowledge: Knowledge,
) -> None:
    asked = question(
        "nzl-electrical-trade-l4",
        "AUS",
        basis=Basis.ASSESSED,
        evidence=SEEN,
        registered_in=("NZL",),
    )
    assert finding(assess(asked, knowledge), Criterion.PROVISION).verdict is Verdict.UNKNOWN
    shown = Evidence(EvidenceKind.REGISTRATION, EvidenceState.VERIFIED_WITH_ISSUER)
    answer = assess(replace(asked, evidence=(*SEEN, shown)), knowledge)
    assert finding(answer, Criterion.PROVISION).verdict is Verdict.MET
    assert answer.grade == "B"


def test_the_best_grade_needs_a_provision_of_high_confidence_and_verified_papers(
    knowledge: Knowledge,
) -> None:
    sure = tuple(
        replace(each, source=replace(each.source, confidence=Confidence.HIGH))
        for each in knowledge.provisions
    )
    certain = replace(knowledge, provisions=sure)
    for state, grade in (
        (EvidenceState.VERIFIED_WITH_ISSUER, "A"),
        (EvidenceState.ORIGINAL_SEEN, "B"),
        (EvidenceState.COPY_SEEN, "C"),
    ):
        asked = question(
            "nzl-electrical-trade-l4",
            "AUS",
            basis=Basis.ASSESSED,
            evidence=(*SEEN, Evidence(EvidenceKind.REGISTRATION, state)),
            registered_in=("NZL",),
        )
        assert assess(asked, certain).grade == grade


def test_a_complete_list_without_the_title_excludes_it(knowledge: Knowledge) -> None:
    listings = tuple(
        replace(row, complete=True) if row.country == "IRL" else row for row in knowledge.listings
    )
    complete = replace(knowledge, listings=listings)
    asked = question("irl-bsc-nursing", "DEU", nationality="IRL")
    automatic = finding(assess(asked, complete), Criterion.PROVISION, "eu-pqd-auto-nurse")
    assert (automatic.verdict, automatic.reason) == (Verdict.NOT_MET, "condition-not-met")


def test_a_profession_that_needs_no_licence_is_outside_the_general_system(
    knowledge: Knowledge,
) -> None:
    free = {"country": "DEU", "isco": "2512", "regulated": "no", "confidence": "high"}
    known = assume(knowledge, {"authorities": [free]})
    asked = question("pol-inzynier-informatyka", "DEU", nationality="POL")
    general = finding(assess(asked, known), Criterion.PROVISION, "eu-pqd-gen")
    assert general.because.key == "host-does-not-regulate"
    assert finding(assess(asked, known), Criterion.RIGHT).reason == "unregulated"


def test_study_without_an_occupation_asks_nothing_about_practice(knowledge: Knowledge) -> None:
    asked = Question(
        held=Held(title="a diploma", country="KEN"),
        destination="JPN",
        as_of=DAY,
        purpose=Purpose.FURTHER_STUDY,
    )
    answer = assess(asked, knowledge)
    assert finding(answer, Criterion.RIGHT).reason == "right-not-asked"
    assert finding(answer, Criterion.ADMISSIBLE).reason == "title-not-identified"


def test_an_arrangement_with_a_province_needs_the_province(knowledge: Knowledge) -> None:
    france = Held(country="FRA", title="a diploma")
    whole = Question(held=france, destination="CAN", as_of=DAY, target_occupation="2221")
    shown = {each.provision for each in assess(whole, knowledge).findings}
    assert "qc-fr" not in shown
    quebec = replace(whole, destination_unit="CA-QC")
    assert "qc-fr" in {each.provision for each in assess(quebec, knowledge).findings}


def test_an_alternative_names_the_nearest_qualification_of_the_host(knowledge: Knowledge) -> None:
    asked = replace(
        question("pol-inzynier-informatyka", "DEU"),
        target_qualification="deu-fachinformatiker-anwendungsentwicklung",
        purpose=Purpose.FURTHER_STUDY,
    )
    answer = assess(asked, knowledge)
    if answer.outcome.value == "alternative":
        assert answer.nearest
        assert answer.nearest.id == "deu-bachelor-informatik"
    else:
        assert answer.nearest is None


def test_nearest_needs_a_level(knowledge: Knowledge) -> None:
    lower = {
        "id": "test-low",
        "country": "POL",
        "title": "Test",
        "framework": "pol-prk",
        "level": "3",
        "field": "0613",
        "months": 24,
        "isco": "2512",
        "awarding_system": "Test",
        "access": "isced-6",
    }
    known = assume(knowledge, {"qualifications": [lower]})
    asked = replace(
        question("test-low", "DEU"),
        target_qualification="deu-bachelor-informatik",
        purpose=Purpose.FURTHER_STUDY,
    )
    answer = assess(asked, known)
    assert answer.outcome.value == "alternative"
    assert answer.nearest is None or answer.nearest.country == "DEU"


@pytest.mark.parametrize("unit", ["AU-NSW", "AU-VIC"])
def test_a_licence_of_one_state_holds_in_another_and_not_in_its_own(
    unit: str, knowledge: Knowledge
) -> None:
    asked = question("aus-uee30820", "AUS", registered_in=("AU-NSW",), destination_unit=unit)
    met = finding(assess(asked, knowledge), Criterion.PROVISION, "au-mr").verdict
    assert met is (Verdict.NOT_MET if unit == "AU-NSW" else Verdict.MET)


def test_a_skill_that_every_occupation_asks_weighs_nothing() -> None:
    weights = rarity([frozenset({"a", "b"}), frozenset({"a", "c"}), frozenset({"a", "c"})])
    assert weights["a"] == 0.0
    assert weights["b"] > weights["c"] > 0.0


def test_an_occupation_is_close_by_what_is_rare_and_not_by_what_all_share(
    knowledge: Knowledge,
) -> None:
    welder = counted(knowledge.occupations["7212"].essential)
    assert welder
    common = frozenset(
        {"use-hand-tools", "use-protective-equipment", "recognise-workplace-hazards"}
    )
    shared = replace(
        question(None, "ARE", target_occupation="7411"),
        held=Held(skills=common & knowledge.skills.by_id.keys()),
    )
    assert assess(shared, knowledge).next_best == ()
    whole = replace(shared, held=Held(skills=welder.value))
    assert assess(whole, knowledge).next_best[0].isco == "7212"


def _tree(*pairs: tuple[str, str]) -> Skills:
    """A scheme of (skill, parents) with the parents joined by blanks."""
    return Skills(Skill(name, {"en": name}, frozenset(parents.split())) for name, parents in pairs)


def test_a_skill_with_two_parents_is_related_through_the_one_that_tells_more() -> None:
    many = [(f"o{number}", "wide") for number in range(40)]
    skills = _tree(
        ("top", ""), ("wide", "top"), ("narrow", "top"),
        ("a", "wide narrow"), ("b", "narrow"), ("c", "wide"), *many,
    )  # fmt: skip
    assert skills.similarity("a", "b") > RELATED_SHARE > skills.similarity("a", "c")
    assert skills.cover(frozenset({"b"}), frozenset({"a"})).related == ("a",)
    assert skills.cover(frozenset({"c"}), frozenset({"a"})).missing == ("a",)


def test_similarity_is_the_same_both_ways_and_whole_with_itself(knowledge: Knowledge) -> None:
    skills = knowledge.skills
    some = sorted(skills.by_id)[::37]
    for one in some:
        assert skills.similarity(one, one) == pytest.approx(1) or not skills.by_id[one].broader
        for other in some:
            assert skills.similarity(one, other) == skills.similarity(other, one)


def test_what_is_missing_stands_under_its_group() -> None:
    skills = _tree(("care", ""), ("wash", "care"), ("feed", "care"), ("drive", ""))
    assert skills.groups(["wash", "drive", "feed"]) == {
        "care": ("feed", "wash"),
        "drive": ("drive",),
    }


def test_a_close_occupation_says_who_regulates_it_and_what_to_do(knowledge: Knowledge) -> None:
    nurse = counted(knowledge.occupations["2221"].essential)
    assert nurse
    asked = replace(question(None, "DEU", target_occupation="7212"), held=Held(skills=nurse.value))
    (best, *_) = assess(asked, knowledge).next_best
    assert (best.isco, best.regulators.status.value) == ("2221", "yes")
    assert best.step.key == "step-apply"
    unknown = replace(knowledge, regulations=())
    (best, *_) = assess(asked, unknown).next_best
    assert (best.regulators.status.value, best.step.key) == ("unknown", "step-ask")
