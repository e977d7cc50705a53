"""What holds for every question: evidence never hurts, time is obeyed, levels are in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.recognition.assess import assess
from registry.recognition.bodies import AwardingBody, Bodies, Spell
from registry.recognition.findings import Criterion, Verdict
from registry.recognition.knowledge import Knowledge
from registry.recognition.levels import Comparison
from registry.recognition.qualification import BodyStatus, Kind, LevelRef
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
from registry.recognition.skills import RELATED_SHARE
from registry.recognition.table import Outcome
from registry.recognition.workload import (
    MONTHS,
    CreditSystem,
    CreditSystems,
    lengths_told,
    much_shorter,
)
from registry.values.dates import parse_date
from registry.values.evidence import Confidence, Source

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


# Bodies, credits and related skills ---------------------------------------------------------

_WHEN = st.none() | st.sampled_from(["1985", "1995-05-05", "2005", "2010-06", "2010", "2020"])


def _of_its_country(question: Question, knowledge: Knowledge, *spells: Spell) -> Knowledge:
    """The release with one body in the country of what is held, for everything it can award."""
    held = knowledge.qualifications.get(question.held.qualification or "")
    country = held.country if held else question.held.country or "PHL"
    body = AwardingBody("test-body", country, {"en": "Test"}, ("Test",), spells, frozenset(Kind))
    return replace(knowledge, bodies=Bodies([body]))


def _spell(standing: BodyStatus, first: str, last: str | None = None) -> Spell:
    source = Source("assumed by the test", Confidence.HIGH)
    return Spell(standing, parse_date(first), parse_date(last) if last else None, source)


def _awarded(question: Question, when: str | None) -> Question:
    day = parse_date(when) if when else None
    return replace(question, held=replace(question.held, awarding_body="Test", awarded_on=day))


@_CALM
@given(data=st.data(), when=_WHEN)
def test_a_body_without_recognition_never_yields_comparable(
    data: st.DataObject, when: str | None, knowledge: Knowledge
) -> None:
    question = _awarded(data.draw(questions(knowledge)), when)
    never = _of_its_country(question, knowledge, _spell(BodyStatus.NOT_RECOGNISED, "1900"))
    answer = assess(question, never)
    body = next(f for f in answer.findings if f.criterion is Criterion.BODY)
    if body.verdict is Verdict.NOT_MET:
        assert answer.outcome is not Outcome.COMPARABLE
        assert answer.right is None


@_CALM
@given(data=st.data(), when=_WHEN)
def test_no_provision_applies_while_the_standing_of_the_body_is_open(
    data: st.DataObject, when: str | None, knowledge: Knowledge
) -> None:
    question = _awarded(data.draw(questions(knowledge)), when)
    changed = _of_its_country(
        question,
        knowledge,
        _spell(BodyStatus.NOT_RECOGNISED, "1990-01-01", "2010-06-15"),
        _spell(BodyStatus.RECOGNISED, "2010-06-16"),
    )
    answer = assess(question, changed)
    body = next(f for f in answer.findings if f.criterion is Criterion.BODY)
    recognised = when == "2020"
    assert recognised or body.reason != "body-recognised"
    assert recognised or answer.right is None


@given(
    first=st.dates(date(1950, 1, 1), date(2020, 1, 1)),
    last=st.dates(date(1950, 1, 1), date(2020, 1, 1)),
    year=st.integers(1950, 2020),
)
def test_a_year_counts_only_where_every_day_of_it_would(first: date, last: date, year: int) -> None:
    spells = tuple(
        _spell(BodyStatus.RECOGNISED, *map(str, pair)) for pair in [(first, last)] if first <= last
    )
    body = AwardingBody("test-body", "PHL", {"en": "Test"}, ("Test",), spells)
    ends = [date(year, 1, 1), date(year, 12, 31)]
    whole = body.on(parse_date(str(year))) is not None
    assert whole == all(body.on(parse_date(str(day))) is not None for day in ends)


@given(amount=st.integers(1, 600), first=st.integers(1, 200), second=st.integers(1, 200))
def test_a_conversion_is_the_same_in_both_directions(amount: int, first: int, second: int) -> None:
    source = Source("assumed by the test", Confidence.HIGH)
    one = CreditSystem("one", {"en": "one"}, ("one",), None, first, source)
    other = CreditSystem("other", {"en": "other"}, ("other",), None, second, source)
    systems = CreditSystems([one, other])
    here = lengths_told(None, f"{amount} one", systems)[MONTHS]
    there = lengths_told(None, f"{amount} other", systems)[MONTHS]
    back = there.least * second / first
    assert back == pytest.approx(here.least)
    assert not (much_shorter(here, there, 2 / 3) and much_shorter(there, here, 2 / 3))
    if first == second:
        assert much_shorter(here, there, 1) is False is much_shorter(there, here, 1)


@_CALM
@given(data=st.data())
def test_a_related_skill_is_never_counted_as_covered(
    data: st.DataObject, knowledge: Knowledge
) -> None:
    answer = assess(data.draw(questions(knowledge)), knowledge)
    if answer.coverage is None:
        return
    held, above = answer.case.held_skills, knowledge.skills.ancestors
    for skill in answer.coverage.related:
        assert all(skill not in above[each] for each in held)
        assert any(knowledge.skills.similarity(skill, each) >= RELATED_SHARE for each in held)
    met = next(f for f in answer.findings if f.criterion is Criterion.OUTCOMES)
    assert met.verdict is not Verdict.MET or not answer.coverage.related


@_CALM
@given(data=st.data())
def test_ways_without_a_paper_change_nothing_else(
    data: st.DataObject, knowledge: Knowledge
) -> None:
    question = data.draw(questions(knowledge))
    without = assess(question, replace(knowledge, prior_learning=()))
    answer = assess(question, knowledge)
    assert (answer.outcome, answer.row, answer.findings) == (
        without.outcome,
        without.row,
        without.findings,
    )
    kept = [step for step in answer.steps if step.key != "step-prior-learning"]
    assert kept == list(without.steps) or without.steps[0].key == "step-ask"


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
