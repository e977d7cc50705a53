"""The decision table's document: read strictly, and proved total before it decides anything.

A set of combinations is kept as the bits of one integer, so that all quarter of a million of them
are tried in milliseconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar

from registry.errors import InvalidDocument
from registry.recognition.findings import Criterion
from registry.recognition.provisions import Effect
from registry.recognition.question import Purpose
from registry.recognition.table import SIGNALS, DecisionTable, Outcome, Row, Signals

E = TypeVar("E", bound=StrEnum)

_ROW_KEYS = frozenset({"id", "says", "when", "either", "outcome"})
_ANY = "*"


@dataclass
class _Problems:
    """Sentences by JSON pointer."""

    told: dict[str, list[str]] = field(default_factory=dict)

    def tell(self, pointer: str, sentence: str) -> None:
        self.told.setdefault(pointer, []).append(sentence)


def load_table(document: Any, file: str = "") -> DecisionTable:
    """The table of a parsed document; refuses what is unknown, gaps and rows that never decide.

    Faults name the ``file`` it is from.
    """
    problems = _Problems()
    table = _table(document, problems)
    if table is not None and not problems.told:
        for pointer, sentence in faults(table):
            problems.tell(pointer, sentence)
    if table is None or problems.told:
        named = f"The decision table {file}".rstrip()
        raise InvalidDocument(
            f"{named} cannot be used.",
            hint="Mend the places named; every combination needs a row, and every row a use.",
            problems=problems.told,
        )
    return table


# Reading -----------------------------------------------------------------------------------


def _table(document: Any, problems: _Problems) -> DecisionTable | None:
    if not isinstance(document, Mapping):
        problems.tell("/", "The table must be a mapping with version, required and rows.")
        return None
    for key in sorted(set(document) - {"version", "required", "rows"}):
        problems.tell(f"/{key}", f"{key!r} is not part of a decision table.")
    version, rows = document.get("version"), document.get("rows")
    if not isinstance(version, str) or not version:
        problems.tell("/version", "The version is missing; write the day of the table in quotes.")
    if not isinstance(rows, list) or not rows:
        problems.tell("/rows", "There are no rows.")
        rows = []
    read = [_row(row, f"/rows/{place}", problems) for place, row in enumerate(rows)]
    ids = [row.id for row in read]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        problems.tell("/rows", f"Two rows are called {name!r}.")
    return DecisionTable(str(version), tuple(read), _required(document.get("required"), problems))


def _required(told: Any, problems: _Problems) -> dict[Purpose, tuple[Criterion, ...]]:
    told = told if isinstance(told, Mapping) else {}
    for key in sorted(set(map(str, told)) - {purpose.value for purpose in Purpose}):
        problems.tell(f"/required/{key}", f"{key!r} is no purpose.")
    required = {}
    for purpose in Purpose:
        pointer = f"/required/{purpose.value}"
        criteria = _choices(told.get(purpose.value), Criterion, pointer, problems)
        if not criteria:
            problems.tell(pointer, f"What {purpose.value} requires is not told.")
        required[purpose] = criteria
    return required


def _choices(told: Any, options: type[E], pointer: str, problems: _Problems) -> tuple[E, ...]:
    known = {option.value: option for option in options}
    values = told if isinstance(told, list) else []
    for value in values:
        if value not in known:
            problems.tell(pointer, f"{value!r} is not one of {', '.join(known)}.")
    return tuple(known[value] for value in values if value in known)


def _row(told: Any, pointer: str, problems: _Problems) -> Row:
    told = told if isinstance(told, Mapping) else {}
    for key in sorted(set(map(str, told)) - _ROW_KEYS):
        problems.tell(f"{pointer}/{key}", f"{key!r} is not part of a row.")
    for key in ("id", "says"):
        if not isinstance(told.get(key), str) or not told[key]:
            problems.tell(f"{pointer}/{key}", f"The row's {key} is missing.")
    when = _signals(told.get("when"), f"{pointer}/when", problems)
    return Row(
        id=str(told.get("id", "")),
        when=when,
        either=_signals(told.get("either"), f"{pointer}/either", problems),
        outcomes=_outcomes(told.get("outcome"), when, f"{pointer}/outcome", problems),
        says=str(told.get("says", "")),
    )


def _signals(told: Any, pointer: str, problems: _Problems) -> dict[str, frozenset[str]]:
    if told is None:
        return {}
    if not isinstance(told, Mapping):
        problems.tell(pointer, "Write the signals as a mapping of lists.")
        return {}
    read = {}
    for name, values in told.items():
        if name not in SIGNALS:
            problems.tell(f"{pointer}/{name}", f"There is no signal called {name!r}.")
            continue
        read[name] = _values(name, values, f"{pointer}/{name}", problems)
    return read


def _values(name: str, told: Any, pointer: str, problems: _Problems) -> frozenset[str]:
    if not isinstance(told, list) or not told:
        problems.tell(pointer, f"Write the values of {name} as a list.")
        return frozenset()
    unknown = [value for value in told if value not in SIGNALS[name]]
    if unknown:
        said = ", ".join(map(repr, unknown))
        problems.tell(pointer, f"{name} cannot be {said}; it is {', '.join(SIGNALS[name])}.")
    return frozenset(value for value in told if value in SIGNALS[name])


def _outcomes(
    told: Any, when: Mapping[str, frozenset[str]], pointer: str, problems: _Problems
) -> dict[str, Outcome]:
    if not isinstance(told, Mapping):
        return _outcome(_ANY, told, pointer, problems)
    effects = when.get("provision", frozenset())
    if set(told) != effects:
        said = ", ".join(sorted(effects)) or "the effects that when: provision names"
        problems.tell(pointer, f"By effect, an outcome is needed for exactly: {said}.")
    read: dict[str, Outcome] = {}
    for effect, outcome in told.items():
        read |= _outcome(str(effect), outcome, f"{pointer}/{effect}", problems)
    return read


def _outcome(key: str, told: Any, pointer: str, problems: _Problems) -> dict[str, Outcome]:
    known = {outcome.value: outcome for outcome in Outcome}
    if told not in known:
        problems.tell(pointer, f"{told!r} is no outcome; there are {', '.join(known)}.")
        return {}
    return {key: known[told]}


# Proving -----------------------------------------------------------------------------------


def faults(table: DecisionTable) -> Iterator[tuple[str, str]]:
    """What is wrong with a table as (JSON pointer, sentence), after trying every combination."""
    left = _everything()
    for place, row in enumerate(table.rows):
        decides = _matched(row) & left
        if not decides:
            yield (
                f"/rows/{place}",
                f"The row {row.id!r} never decides: rows above take all it says.",
            )
        yield from ((f"/rows/{place}/outcome", sentence) for sentence in _dangers(row, decides))
        left &= ~decides
    if left:
        yield "/rows", f"No row decides, for example, {_said(_example(left))}."


def decided(table: DecisionTable) -> dict[str, int]:
    """How many combinations each row of a proved table decides."""
    left, found = _everything(), {}
    for row in table.rows:
        decides = _matched(row) & left
        found[row.id] = decides.bit_count()
        left &= ~decides
    return found


def _dangers(row: Row, decides: int) -> Iterator[str]:
    """Answers that no table may give, whoever writes it."""
    without_law = _where("provision", ["none"])
    unknown = _where("required", ["unknown"]) | _where("level", ["unknown"])
    silent = _where("admissible", ["unusable"]) | (without_law & unknown)
    unrecognised = without_law & _where("body", ["not-recognised"])
    comparable = decides & _giving(row, Outcome.COMPARABLE)
    if comparable & silent:
        yield f"Silence is never comparable: {_said(_example(comparable & silent))}."
    if comparable & unrecognised:
        said = _said(_example(comparable & unrecognised))
        yield f"What a body without recognition awarded is never comparable: {said}."
    for effect in (Effect.RECOGNITION_WITH_MEASURES, Effect.ELIGIBLE_TO_APPLY):
        given = row.outcomes.get(effect.value)
        if given is Outcome.COMPARABLE:
            yield f"{effect.value} leaves the decision to the authority: it is never comparable."


def _giving(row: Row, outcome: Outcome) -> int:
    """The combinations for which a row gives the outcome, by effect where it tells one."""
    if row.outcomes.get(_ANY) is outcome:
        return _everything()
    return _where("provision", [effect for effect, o in row.outcomes.items() if o is outcome])


def _matched(row: Row) -> int:
    found = _everything()
    for name, values in row.when.items():
        found &= _where(name, values)
    if row.either:
        one = 0
        for name, values in row.either.items():
            one |= _where(name, values)
        found &= one
    return found


@cache
def _size() -> int:
    count = 1
    for values in SIGNALS.values():
        count *= len(values)
    return count


@cache
def _everything() -> int:
    return (1 << _size()) - 1


@cache
def _strides() -> dict[str, int]:
    """How many combinations lie between one value of a signal and its next."""
    strides, stride = {}, 1
    for name, values in SIGNALS.items():
        strides[name] = stride
        stride *= len(values)
    return strides


@cache
def _mask(name: str, value: str) -> int:
    """The combinations in which a signal says ``value``, one bit each."""
    stride, period = _strides()[name], _strides()[name] * len(SIGNALS[name])
    block = ((1 << stride) - 1) << (stride * SIGNALS[name].index(value))
    return block * (_everything() // ((1 << period) - 1))


def _where(name: str, values: Sequence[str] | frozenset[str]) -> int:
    found = 0
    for value in values:
        found |= _mask(name, value)
    return found


def _example(combinations: int) -> Signals:
    """The first of a set of combinations."""
    place = (combinations & -combinations).bit_length() - 1
    return {
        name: values[place // _strides()[name] % len(values)] for name, values in SIGNALS.items()
    }


def _said(signals: Signals) -> str:
    return ", ".join(f"{name} {value}" for name, value in signals.items())
