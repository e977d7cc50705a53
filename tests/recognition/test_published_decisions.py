"""What was really decided, beside what the register says; the handbook's page is kept in step."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
import yaml

from registry.paths import HANDBOOK, PACKAGE
from registry.recognition.assess import Assessment, assess
from registry.recognition.knowledge import Knowledge
from registry.recognition.table import Outcome
from tests.recognition.comparing import DECIDED, Stands, stands
from tests.recognition.test_cases import _question

CASES: list[dict[str, Any]] = yaml.safe_load(
    (PACKAGE.parent / "tests" / "cases" / "published-decisions.yaml").read_text("utf-8")
)
PAGE = HANDBOOK / "decisions.md"
_KEYS = {"outcome", "body", "date", "citation", "confidence", "read"}


@pytest.fixture(scope="module")
def answers(knowledge: Knowledge) -> list[tuple[dict[str, Any], Assessment]]:
    """Each case with the register's answer to it."""
    return [(case, assess(_question(case), knowledge)) for case in CASES]


def standing(case: dict[str, Any], answer: Assessment) -> Stands:
    decided = case["decided"]
    found = answer.signals["level"]
    return stands(decided["outcome"], decided.get("level"), answer.outcome, found)


def line(case: dict[str, Any], answer: Assessment) -> str:
    """A case as a row of the page's table."""
    decided = case["decided"]
    cited = f"{decided['body']}, {decided['citation']}"
    if decided.get("address"):
        cited = f"[{cited.replace('[', '(').replace(']', ')')}]({decided['address']})"
    if not decided["read"]:
        cited += " (not read)"
    cells = (case["title"], cited, decided["outcome"], answer.outcome.value)
    return f"| {' | '.join(cells)} | {standing(case, answer)} |"


def figures(answers: list[tuple[dict[str, Any], Assessment]]) -> list[str]:
    counted = Counter(standing(case, answer) for case, answer in answers)
    return [f"| {each} | {counted[each]} |" for each in Stands]


def test_the_register_never_says_yes_where_less_was_decided(answers):
    wrong = [c["id"] for c, answer in answers if standing(c, answer) is Stands.FALSE_FULL]
    assert wrong == []


def test_there_are_enough_decisions_and_each_says_where_it_stands():
    assert len(CASES) >= 30
    for case in CASES:
        decided = case["decided"]
        assert _KEYS <= set(decided) <= _KEYS | {"address", "level"}, case["id"]
        assert decided["outcome"] in DECIDED, case["id"]
        assert ("level" in decided) == (decided["outcome"] == "level-only"), case["id"]
        assert decided["read"] or decided["confidence"] != "high", case["id"]


def test_decisions_are_spread_over_places_outcomes_and_purposes():
    places = {case["asked"]["destination"] for case in CASES}
    occupations = {case["asked"]["target"]["occupation"] for case in CASES}
    assert len(places) >= 10
    assert len(occupations) >= 10
    assert {case["decided"]["outcome"] for case in CASES} == set(DECIDED) - {"alternative"}
    assert len({case["asked"]["purpose"] for case in CASES}) == 3


def test_the_page_shows_every_decision_as_the_register_answers_it(answers):
    rows = re.findall(r"^\| .* \|$", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    wanted = [*figures(answers), *(line(case, answer) for case, answer in answers)]
    assert [row for row in wanted if row not in rows] == []
    heads = 4  # two tables, each with a head of two lines
    assert len(rows) == len(wanted) + heads


@pytest.mark.parametrize(
    ("decided", "said", "expected"),
    [
        ("right", Outcome.COMPARABLE, Stands.REPRODUCED),
        ("measures", Outcome.COMPARABLE, Stands.FALSE_FULL),
        ("level-only", Outcome.COMPARABLE, Stands.FALSE_FULL),
        ("sent-back", Outcome.CONDITIONAL, Stands.REPRODUCED),
        ("refused", Outcome.CONDITIONAL, Stands.LOOSER),
        ("full", Outcome.PARTIAL, Stands.STRICTER),
        ("full", Outcome.INSUFFICIENT_EVIDENCE, Stands.ABSTAINED),
        ("refused", Outcome.NOT_COMPARABLE, Stands.REPRODUCED),
    ],
)
def test_an_answer_is_held_against_the_decision(decided: str, said: Outcome, expected: Stands):
    level = "lower" if decided == "level-only" else None
    assert stands(decided, level, said, "lower") is expected


def test_a_statement_on_the_level_is_reproduced_only_by_the_same_level():
    unknown = Outcome.INSUFFICIENT_EVIDENCE
    assert stands("level-only", "higher", unknown, "higher") is Stands.REPRODUCED
    assert stands("level-only", "higher", unknown, "unknown") is Stands.ABSTAINED
    assert stands("level-only", "higher", Outcome.ALTERNATIVE, "lower") is Stands.STRICTER
