"""What holds for every question: evidence never hurts, time is obeyed, levels are in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.recognition.assess import assess
from registry.recognition.findings import Criterion, Verdict
from registry.recognition.knowledge import Knowledge
from registry.recognition.levels import Comparison
from registry.recognition.qualification import LevelRef
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
from registry.recognition.table import Outcome

DAY = date(2026, 11, 24)
_RANK = (
    Outcome.INSUFFICIENT_EVIDENCE,
    Outcome.NOT_COMPARABLE,
    Outcome.PARTIAL,
    Outcome.ALTERNATIVE,
    Outcome.CONDITIONAL,
    Outcome.COMPARABLE,
)
_WORSE_THAN_UNKNOWN = {Outcome.NOT_COMPARABLE}
PLACES = ["DEU", "ROU", "AUS", "NZL", "PHL", "SGP", "ARE", "IND", "POL", "CHE", "GBR", "IRL", "JPN"]


@st.composite
def questions(draw: st.DrawFn, knowledge: Knowledge) -> Question:
    held = draw(st.sampled_from([None, *sorted(knowledge.qualifications)]))
    return Question(
        held=Held(
            qualification=held,
            country=draw(st.sampled_from([None, *PLACES])) if held is None else None,
            training_started_on=draw(st.none() | st.dates(date(1970, 1, 1), date(2020, 1, 1))),
            skills=draw(
                st.frozensets(st.sampled_from(sorted(knowledge.skills.by_id)), max_size=25)
            ),
        ),
        destination=draw(st.sampled_from(PLACES)),
        as_of=draw(st.dates(date(2000, 1, 1), DAY)),
        purpose=draw(st.sampled_from(list(Purpose))),
        target_occupation=draw(st.sampled_from([None, *sorted(knowledge.occupations)])),
        registered_in=tuple(draw(st.lists(st.sampled_from(PLACES), max_size=2))),
        nationality=draw(st.sampled_from([None, *PLACES])),
        experience=tuple(
            draw(
                st.lists(
                    st.builds(
                        Experience,
                        st.sampled_from(sorted(knowledge.occupations)),
                        st.integers(0, 200),
                    ),
                    max_size=2,
                )
            )
        ),
    )


_CALM = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@_CALM
@given(data=st.data())
def test_the_same_question_has_the_same_answer(data: st.DataObject, knowledge: Knowledge) -> None:
    question = data.draw(questions(knowledge))
    assert assess(question, knowledge).findings == assess(question, knowledge).findings


@_CALM
@given(data=st.data())
def test_every_rule_speaks_and_every_finding_has_words(
    data: st.DataObject, knowledge: Knowledge
) -> None:
    answer = assess(data.draw(questions(knowledge)), knowledge)
    assert {finding.criterion for finding in answer.findings} == set(Criterion)
    assert answer.steps or answer.outcome is not Outcome.INSUFFICIENT_EVIDENCE


@_CALM
@given(data=st.data())
def test_better_evidence_with_the_same_content_never_worsens_an_outcome(
    data: st.DataObject, knowledge: Knowledge
) -> None:
    question = data.draw(questions(knowledge))
    kinds = (
        EvidenceKind.IDENTITY,
        EvidenceKind.DIPLOMA,
        EvidenceKind.GOOD_STANDING,
        EvidenceKind.REGISTRATION,
    )
    weak = replace(
        question,
        basis=Basis.ASSESSED,
        evidence=tuple(Evidence(kind, EvidenceState.CLAIMED) for kind in kinds),
    )
    strong = replace(
        weak,
        evidence=tuple(Evidence(kind, EvidenceState.VERIFIED_WITH_ISSUER) for kind in kinds),
    )
    before, after = assess(weak, knowledge).outcome, assess(strong, knowledge).outcome
    unknown = before is Outcome.INSUFFICIENT_EVIDENCE
    assert unknown or _RANK.index(after) >= _RANK.index(before)


@_CALM
@given(data=st.data())
def test_a_provision_never_applies_before_its_first_day(
    data: st.DataObject, knowledge: Knowledge
) -> None:
    question = data.draw(questions(knowledge))
    answer = assess(question, knowledge)
    by_id = {provision.id: provision for provision in knowledge.provisions}
    for finding in answer.findings:
        if finding.criterion is Criterion.PROVISION and finding.verdict is Verdict.MET:
            provision = by_id[finding.provision or ""]
            assert (provision.first or date(2020, 1, 1)) <= question.as_of
            assert provision.source.confidence.counts


@_CALM
@given(data=st.data())
def test_comparable_is_never_said_while_something_required_is_unknown(
    data: st.DataObject, knowledge: Knowledge
) -> None:
    answer = assess(data.draw(questions(knowledge)), knowledge)
    if answer.outcome is Outcome.COMPARABLE and answer.right is None:
        assert answer.signals["required"] == "known"
        level = next(f for f in answer.findings if f.criterion is Criterion.LEVEL)
        assert level.verdict is Verdict.MET


def test_levels_of_one_framework_are_in_order(knowledge: Knowledge) -> None:
    for framework in knowledge.levels.frameworks.values():
        codes = [level.code for level in framework.levels]
        for lower, upper in pairwise(codes):
            one, other = LevelRef(framework.id, lower), LevelRef(framework.id, upper)
            found = knowledge.levels.compare(one, other, DAY).comparison
            back = knowledge.levels.compare(other, one, DAY).comparison
            assert (found, back) == (Comparison.ONE_BELOW, Comparison.HIGHER)


@pytest.mark.parametrize("level", range(1, 11))
def test_a_mapping_that_is_not_for_recognition_never_changes_an_answer(
    level: int, knowledge: Knowledge
) -> None:
    held = LevelRef("nzl-nzqcf", str(level))
    for host in knowledge.levels.frameworks["are-qfemirates"].levels:
        found = knowledge.levels.compare(held, LevelRef("are-qfemirates", host.code), DAY)
        assert found.comparison in (Comparison.NOT_ENDORSED, Comparison.UNKNOWN)


def test_an_empty_cell_of_a_direct_table_is_not_filled_by_a_chain(knowledge: Knowledge) -> None:
    for host in knowledge.levels.frameworks["hkg-hkqf"].levels:
        found = knowledge.levels.compare(
            LevelRef("nzl-nzqcf", "8"), LevelRef("hkg-hkqf", host.code), DAY
        )
        assert found.comparison is Comparison.NO_AGREEMENT


def test_a_lapsed_table_is_shown_and_not_counted(knowledge: Knowledge) -> None:
    scotland, germany = LevelRef("gb-sct-scqf", "9"), LevelRef("deu-dqr", "6")
    before = knowledge.levels.compare(scotland, germany, date(2020, 12, 31))
    assert before.comparison is Comparison.SAME
    after = knowledge.levels.compare(scotland, germany, date(2021, 1, 1))
    assert after.route != "regional"
