"""Published equivalences in Turtle and as rows: what is told arrives, and what is wrong is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.catalogue.memberships import Memberships
from registry.errors import InvalidDocument
from registry.linked.equivalences import to_turtle
from registry.linked.loading import load_knowledge
from registry.linked.mappings import header_of, read_row, rows_of
from registry.recognition.equivalences import TURNS_ON, Equivalence, Status
from registry.recognition.provisions import Condition, ConditionKind, Effect
from registry.recognition.table import DecisionTable
from registry.values.cells import cell_fault
from registry.values.evidence import Confidence, Source
from tests.linked.turtle import ALL, HEAD, by_record, store

HOST = """
<qualification/sgp-nurse> a mob:Qualification ;
    skos:prefLabel "Nurse (Singapore)"@en, "ممرض"@ar ;
    mob:country "SGP" ; mob:preparesFor <occupation/isco-2221> .
"""
RECORD = Equivalence(
    id="test-nurse",
    held="phl-nurse",
    host="sgp-nurse",
    effect=Effect.ELIGIBLE_TO_APPLY,
    status=Status.PUBLISHED,
    basis='Made-up act "on nurses"',
    source=Source("made up", Confidence.HIGH, as_of="2026-01-02"),
    article="Article 3",
    conditions=(
        Condition(ConditionKind.PRACTICE, months=24),
        Condition(ConditionKind.NOT_HELD, text="a language test"),
        Condition(ConditionKind.GOOD_STANDING),
    ),
    first=date(2026, 1, 1),
    last=date(2030, 12, 31),
    note="made up for a test",
    license="https://creativecommons.org/licenses/by/4.0/",
)
KEY = "equivalence/test-nurse"


def turtle(*records: Equivalence) -> str:
    return ALL + HOST + to_turtle(records).split("\n\n", 1)[1]


def loaded(folder: Path, body: str) -> tuple[Equivalence, ...]:
    known = load_knowledge(store(folder, body), Memberships(()), DecisionTable("", (), {}), "v1")
    return known.equivalences


def problems(folder: Path, body: str) -> dict[str, list[str]]:
    with pytest.raises(InvalidDocument) as caught:
        loaded(folder, body)
    return by_record(caught.value.problems)


def carried(record: Equivalence) -> Equivalence:
    """As the register holds it: its source knows the record that carries it."""
    return replace(record, source=replace(record.source, address=f"/id/equivalence/{record.id}"))


# Turtle ------------------------------------------------------------------------------------


def test_what_is_written_as_turtle_is_read_again(tmp_path: Path) -> None:
    other = Equivalence(
        id="test-other", held="sgp-nurse", host="phl-nurse", effect=Effect.NO_AGREEMENT,
        status=Status.CONTESTED, basis="Made-up act", source=Source("made up", Confidence.LOW),
        contested_by=("PHL", "SGP"),
    )  # fmt: skip
    assert loaded(tmp_path, turtle(other, RECORD)) == (carried(RECORD), carried(other))


def test_the_turtle_is_a_file_of_its_own() -> None:
    assert to_turtle([RECORD]).startswith(HEAD.split("\n", maxsplit=1)[0])
    assert to_turtle([RECORD]) == to_turtle(iter([RECORD]))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"host": "sgp-doctor"}, "which is not on the register"),
        ({"host": "phl-nurse"}, "same country"),
        ({"first": None}, "mob:validFrom is missing"),
        ({"last": date(2025, 1, 1)}, "ends before it begins"),
        ({"status": Status.CONTESTED}, "contestedBy"),
        ({"contested_by": ("SGP",)}, "contestedBy"),
        ({"status": Status.CONTESTED, "contested_by": ("XQZ",)}, "no country"),
        ({"basis": "=1+1"}, "formula"),
        ({"note": "two\nlines"}, "line break"),
        ({"conditions": (Condition(ConditionKind.ANNEX_TITLE),)}, "cannot turn on"),
        ({"conditions": (Condition(ConditionKind.NOT_HELD, text="a|b"),)}, "parts conditions"),
        ({"id": "asean-nursing"}, "provision has the same id"),
        ({"source": Source("", Confidence.HIGH)}, ""),
    ],
)
def test_a_faulty_record_is_refused(tmp_path: Path, changed: dict, said: str) -> None:
    record = replace(RECORD, **changed)
    body = turtle(record).replace('    dct:source "" ;\n', "")
    found = problems(tmp_path, body)[f"equivalence/{record.id}"]
    assert any(said in each for each in found)


@pytest.mark.parametrize("name", ["mob:heldQualification", "mob:hostQualification", "mob:effect"])
def test_a_record_needs_both_sides_and_an_effect(tmp_path: Path, name: str) -> None:
    lines = turtle(RECORD).split("<equivalence/")
    lines[1] = "\n".join(each for each in lines[1].split("\n") if name not in each)
    assert KEY in problems(tmp_path, "<equivalence/".join(lines))


def test_a_mark_of_comparisons_is_no_effect_of_law(tmp_path: Path) -> None:
    body = ALL.replace("<effect/eligible-to-apply>", "<effect/no-agreement>")
    assert "mark" in problems(tmp_path, body)["provision/asean-nursing"][0]


def test_one_act_cannot_say_two_things(tmp_path: Path) -> None:
    other = replace(RECORD, id="test-second", effect=Effect.RIGHT_TO_PRACTISE)
    assert problems(tmp_path, turtle(RECORD, other)).keys() == {"equivalence/test-second"}


@pytest.mark.parametrize(
    "changed",
    [
        {"basis": "Another act"},
        {"status": Status.PROPOSED},
        {"first": date(2031, 1, 1), "last": None},
    ],
)
def test_another_act_another_time_or_a_proposal_contradict_nothing(
    tmp_path: Path, changed: dict
) -> None:
    other = replace(RECORD, id="test-second", effect=Effect.RIGHT_TO_PRACTISE, **changed)
    assert len(loaded(tmp_path, turtle(RECORD, other))) == 2


def test_no_agreement_stands_against_a_right_whatever_the_act(tmp_path: Path) -> None:
    denied = replace(RECORD, id="test-second", effect=Effect.NO_AGREEMENT, basis="Another act")
    assert "equivalence/test-second" in problems(tmp_path, turtle(RECORD, denied))


# Rows --------------------------------------------------------------------------------------

cells = st.text(max_size=40).filter(lambda text: not cell_fault(text))
words = cells.filter(bool)
slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
days = st.none() | st.dates()
conditions = st.one_of(
    st.builds(Condition, st.just(ConditionKind.PRACTICE), months=st.integers(1, 600)),
    st.builds(
        Condition,
        st.just(ConditionKind.NOT_HELD),
        text=words.filter(lambda text: "|" not in text),
    ),
    st.builds(
        Condition,
        st.sampled_from(sorted(TURNS_ON - {ConditionKind.PRACTICE, ConditionKind.NOT_HELD})),
    ),
)
records = st.builds(
    Equivalence,
    id=slugs,
    held=slugs,
    host=slugs,
    effect=st.sampled_from(Effect),
    status=st.sampled_from(Status),
    basis=words,
    source=st.builds(
        Source,
        words,
        st.sampled_from(Confidence),
        as_of=st.just("") | st.dates().map(date.isoformat),
    ),
    article=cells,
    conditions=st.lists(conditions, max_size=3).map(tuple),
    first=days,
    last=days,
    contested_by=st.lists(st.sampled_from(["PHL", "SGP", "GB-SCT"]), unique=True).map(
        lambda codes: tuple(sorted(codes))
    ),
    note=cells,
    license=words,
)


@given(records)
def test_a_record_comes_back_from_its_row(record: Equivalence) -> None:
    (row,) = rows_of([record])
    assert read_row(row, header_of()) == record
