"""The door of the decision table: nothing unknown, no gap, no idle row, no dangerous answer."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from registry.errors import InvalidDocument
from registry.paths import ONTOLOGY
from registry.recognition.findings import Criterion
from registry.recognition.question import Purpose
from registry.recognition.table import combinations
from registry.schemas.decision_table import load_table

REAL: dict[str, Any] = yaml.safe_load(
    (ONTOLOGY / "parameters" / "decision-table.yaml").read_text(encoding="utf-8")
)


def _problems(change: Callable[[dict[str, Any]], object]) -> dict[str, list[str]]:
    document = copy.deepcopy(REAL)
    change(document)
    with pytest.raises(InvalidDocument) as caught:
        load_table(document)
    return caught.value.problems


def _row(document: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(row for row in document["rows"] if row["id"] == name)
    return found


def test_the_table_of_the_register_is_sound() -> None:
    table = load_table(REAL)
    assert table.version == REAL["version"]
    assert table.required[Purpose.UNREGULATED_WORK] == (Criterion.LEVEL, Criterion.FIELD)


def test_the_proof_agrees_with_trying_each_combination() -> None:
    document = copy.deepcopy(REAL)
    document["rows"].pop()
    with pytest.raises(InvalidDocument) as caught:
        load_table(document)
    rows = load_table(REAL).rows[:-1]
    first = next(s for s in combinations() if not any(row.matches(s) for row in rows))
    (said,) = caught.value.problems["/rows"]
    named = dict(pair.split(" ") for pair in said.split("example, ")[1].rstrip(".").split(", "))
    assert set(named) == set(first)
    assert not any(row.matches(named) for row in rows)


def test_an_unknown_signal_is_refused() -> None:
    problems = _problems(lambda d: _row(d, "body")["when"].update(mood=["good"]))
    assert problems == {"/rows/3/when/mood": ["There is no signal called 'mood'."]}


def test_an_unknown_value_is_refused_with_the_known_ones() -> None:
    problems = _problems(lambda d: _row(d, "body")["when"].update(body=["fake"]))
    assert problems == {
        "/rows/3/when/body": ["body cannot be 'fake'; it is recognised, not-recognised, unknown."]
    }


def test_an_unknown_outcome_is_refused() -> None:
    problems = _problems(lambda d: _row(d, "none").update(outcome="refused"))
    (said,) = problems["/rows/8/outcome"]
    assert said.startswith("'refused' is no outcome; there are comparable, conditional")


def test_a_gap_is_told_by_an_example() -> None:
    problems = _problems(lambda d: d["rows"].pop())
    (said,) = problems["/rows"]
    assert said.startswith("No row decides, for example, admissible usable, provision none")


def test_a_row_that_never_decides_is_told() -> None:
    problems = _problems(lambda d: d["rows"].insert(0, d["rows"].pop()))
    assert problems["/rows/1"] == ["The row 'unusable' never decides: rows above take all it says."]


def test_silence_may_not_be_made_comparable() -> None:
    problems = _problems(lambda d: _row(d, "unknown").update(outcome="comparable"))
    said = problems["/rows/2/outcome"][0]
    assert said.startswith("Silence is never comparable: admissible usable, provision none")


def test_an_unknown_level_may_not_be_made_comparable() -> None:
    problems = _problems(
        lambda d: _row(d, "comparable")["when"].update(level=["same", "higher", "unknown"])
    )
    (said,) = problems["/rows/5/outcome"]
    assert said.startswith("Silence is never comparable: ") and "level unknown" in said


def test_what_a_body_without_recognition_awarded_may_not_be_made_comparable() -> None:
    problems = _problems(lambda d: d["rows"].append(d["rows"].pop(3)))
    said = problems["/rows/4/outcome"][0]
    assert said.startswith("What a body without recognition awarded is never comparable: ")


def test_a_chance_to_apply_may_not_be_made_comparable() -> None:
    problems = _problems(
        lambda d: _row(d, "provision")["outcome"].update({"eligible-to-apply": "comparable"})
    )
    assert problems == {
        "/rows/1/outcome": [
            "eligible-to-apply leaves the decision to the authority: it is never comparable."
        ]
    }


def test_every_effect_of_a_row_needs_an_outcome() -> None:
    problems = _problems(lambda d: _row(d, "provision")["outcome"].pop("eligible-to-apply"))
    (said,) = problems["/rows/1/outcome"]
    assert said.startswith("By effect, an outcome is needed for exactly: eligible-to-apply")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        pytest.param(lambda d: d.pop("version"), "/version", id="version"),
        pytest.param(lambda d: d.update(version=1), "/version", id="number"),
        pytest.param(lambda d: d.pop("required"), "/required/further-study", id="required"),
        pytest.param(
            lambda d: d["required"].update(tourism=["level"]), "/required/tourism", id="purpose"
        ),
        pytest.param(
            lambda d: d["required"].update({"further-study": ["luck"]}),
            "/required/further-study",
            id="criterion",
        ),
        pytest.param(lambda d: d.update(rows=[]), "/rows", id="no rows"),
        pytest.param(lambda d: d.update(extra=1), "/extra", id="extra"),
        pytest.param(lambda d: d["rows"][0].update(because="x"), "/rows/0/because", id="row key"),
        pytest.param(lambda d: d["rows"][0].pop("says"), "/rows/0/says", id="says"),
        pytest.param(lambda d: d["rows"][0].update(id="none"), "/rows", id="twice"),
        pytest.param(lambda d: d["rows"][0].update(when=["x"]), "/rows/0/when", id="when"),
        pytest.param(
            lambda d: d["rows"][0].update(when={"level": "same"}), "/rows/0/when/level", id="list"
        ),
    ],
)
def test_a_fault_is_told_where_it_stands(
    change: Callable[[dict[str, Any]], object], pointer: str
) -> None:
    assert pointer in _problems(change)


@pytest.mark.parametrize("document", [None, [], "table", 3])
def test_something_else_is_no_table(document: object) -> None:
    with pytest.raises(InvalidDocument) as caught:
        load_table(document)
    assert "/" in caught.value.problems
