"""The decision table: total, every row reached, and a changed row is noticed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from registry.recognition.knowledge import Knowledge
from registry.recognition.table import SIGNALS, DecisionTable, Outcome, Row, combinations


@pytest.fixture(scope="module")
def table(knowledge: Knowledge) -> DecisionTable:
    return knowledge.table


@pytest.fixture(scope="module")
def decided(table: DecisionTable) -> dict[tuple[str, ...], tuple[str, Outcome]]:
    """What the table says to every combination of signals."""
    return {
        tuple(signals.values()): (row.id, row.outcome(signals))
        for signals in combinations()
        for row in (table.decide(signals),)
    }


def test_every_combination_has_a_row(table: DecisionTable) -> None:
    assert next(table.gaps(), None) is None


def test_every_row_is_reached_in_the_order_of_the_method(
    table: DecisionTable, decided: dict[tuple[str, ...], tuple[str, Outcome]]
) -> None:
    assert [row.id for row in table.rows] == [
        "unusable",
        "provision",
        "unknown",
        "body",
        "field",
        "comparable",
        "measures",
        "partial",
        "none",
    ]
    assert {row for row, _ in decided.values()} == {row.id for row in table.rows}


def test_silence_is_never_comparable(
    decided: dict[tuple[str, ...], tuple[str, Outcome]],
) -> None:
    names = tuple(SIGNALS)
    unknown, provision = names.index("required"), names.index("provision")
    outcomes = {
        outcome
        for values, (_, outcome) in decided.items()
        if values[unknown] == "unknown" and values[provision] == "none"
    }
    assert outcomes == {Outcome.INSUFFICIENT_EVIDENCE}


def test_an_unusable_question_is_never_answered_by_a_treaty(
    decided: dict[tuple[str, ...], tuple[str, Outcome]],
) -> None:
    place = tuple(SIGNALS).index("admissible")
    rows = {row for values, (row, _) in decided.items() if values[place] == "unusable"}
    assert rows == {"unusable"}


def test_a_higher_level_is_never_held_against_the_holder(
    decided: dict[tuple[str, ...], tuple[str, Outcome]],
) -> None:
    place = tuple(SIGNALS).index("level")
    for values, answer in decided.items():
        if values[place] == "higher":
            assert answer == decided[(*values[:place], "same", *values[place + 1 :])]


def _without_value(row: Row) -> Row:
    if row.when:
        name = max(row.when)
        values = frozenset(sorted(row.when[name])[1:])
        return replace(row, when={**row.when, name: values})
    if row.either:
        return replace(row, either=dict(list(row.either.items())[1:]))
    return replace(row, outcomes={"*": Outcome.PARTIAL})


def _other_outcome(row: Row) -> Row:
    turned = {
        effect: Outcome.PARTIAL if outcome is not Outcome.PARTIAL else Outcome.COMPARABLE
        for effect, outcome in row.outcomes.items()
    }
    return replace(row, outcomes=turned)


@pytest.mark.parametrize("mutate", [_without_value, _other_outcome])
@pytest.mark.parametrize("number", range(9))
def test_a_mutated_row_is_caught(
    table: DecisionTable,
    decided: dict[tuple[str, ...], tuple[str, Outcome]],
    number: int,
    mutate: Callable[[Row], Row],
) -> None:
    rows = list(table.rows)
    rows[number] = mutate(rows[number])
    mutant = replace(table, rows=tuple(rows))
    assert any(_differs(mutant, values, answer) for values, answer in decided.items())


def _differs(mutant: DecisionTable, values: tuple[str, ...], answer: tuple[str, Outcome]) -> bool:
    signals = dict(zip(SIGNALS, values, strict=True))
    row = next((row for row in mutant.rows if row.matches(signals)), None)
    return row is None or (row.id, row.outcome(signals)) != answer


def test_two_rows_that_change_places_are_noticed(
    table: DecisionTable, decided: dict[tuple[str, ...], tuple[str, Outcome]]
) -> None:
    for number in range(len(table.rows) - 1):
        rows = list(table.rows)
        rows[number], rows[number + 1] = rows[number + 1], rows[number]
        mutant = replace(table, rows=tuple(rows))
        assert any(_differs(mutant, values, answer) for values, answer in decided.items())
