"""Published equivalences in and out as SSSOM tables.

An import writes a Turtle file into the ontology's folder, for a person to read and commit: the
files are the master, and the hash of the ontology on a paper must name what it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Store

from registry.errors import Conflict, InvalidDocument
from registry.linked.equivalences import place_of, stored_equivalences, to_turtle
from registry.linked.loading import check_records
from registry.linked.mappings import COLUMNS, WrongRow, header_faults, header_of, read_row, rows_of
from registry.linked.store import parse_folder, parse_text
from registry.recognition.equivalences import Equivalence, Pairs
from registry.storage.sssom import Table, read_table, write_table
from registry.values.identifiers import is_slug

_FOLDER = "mappings"


@dataclass(slots=True)
class _Gate:
    """The records of one file that were read so far, by id, with all that is wrong by line."""

    name: str
    records: dict[str, Equivalence] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    pairs: Pairs = field(default_factory=Pairs)
    problems: dict[str, list[str]] = field(default_factory=dict)

    def place(self, line: int) -> str:
        """A line as it is named to people."""
        return f"{self.name}, line {line}"

    def wrong(self, line: int, sentence: str) -> None:
        """Note what is wrong with a row."""
        self.problems.setdefault(self.place(line), []).append(sentence)


def import_mappings(path: Path, folder: Path) -> tuple[Path, int]:
    """Hold a table against the ontology of ``folder`` and write it there as Turtle.

    Gives the file and the number of its records. Nothing is written unless every row may stand:
    both qualifications are on the register, status and source are told, and no row contradicts
    another or what is there already.
    """
    target = _target(path, folder)
    table, store = read_table(path), parse_folder(folder)
    faults = list(header_faults(table.header, table.columns))
    if not table.rows:
        faults.append("There is no row under the columns.")
    if faults:
        raise InvalidDocument("The table cannot be read.", hint=_HINT, problems={path.name: faults})
    gate = _Gate(path.name)
    _read(table, gate)
    _compare(gate, folder, store)
    turtle = to_turtle(gate.records.values())
    _hold_against(store, turtle, target.name, gate)
    if gate.problems:
        raise InvalidDocument("Nothing was imported.", hint=_HINT, problems=gate.problems)
    target.parent.mkdir(exist_ok=True)
    target.write_text(turtle, encoding="utf-8")
    return target, len(gate.records)


_HINT = "The handbook says under data.md how the table is read."


def _target(path: Path, folder: Path) -> Path:
    stem = path.name.partition(".")[0]
    target = folder / _FOLDER / f"{stem}.ttl"
    if not is_slug(stem):
        raise InvalidDocument(
            f"{stem!r} cannot name a file of the ontology.",
            hint="Name the table with lower-case words joined by hyphens.",
        )
    if target.exists():
        raise Conflict(
            f"{target} is there already.", hint="Change that file, or name the table otherwise."
        )
    return target


def _read(table: Table, gate: _Gate) -> None:
    for line, row in table.rows.items():
        try:
            record = read_row(row, table.header)
        except WrongRow as fault:
            gate.wrong(line, str(fault))
            continue
        if record.id in gate.records:
            first = gate.place(gate.lines[record.id])
            gate.wrong(line, f"The record {record.id} stands at {first} already.")
            continue
        for other in gate.pairs.against(record):
            gate.wrong(line, f"It contradicts {other.id} ({gate.place(gate.lines[other.id])}).")
        gate.records[record.id], gate.lines[record.id] = record, line
        gate.pairs.add(record)


def _compare(gate: _Gate, folder: Path, store: Store) -> None:
    """What the rows say must not be there already, nor stand against what is there."""
    for there in stored_equivalences(store):
        if there.id in gate.records:
            place = place_of(there.id, store, folder)
            gate.wrong(gate.lines[there.id], f"The record {there.id} stands in {place} already.")
        for record in gate.pairs.against(there):
            place = place_of(there.id, store, folder)
            gate.wrong(gate.lines[record.id], f"It contradicts {there.id} ({place}).")


def _hold_against(store: Store, turtle: str, name: str, gate: _Gate) -> None:
    """What the register itself says of the rows, as of any file of the ontology."""
    if gate.problems:
        return
    parse_text(store, turtle, f"{_FOLDER}/{name}")
    try:
        check_records(store)
    except InvalidDocument as error:
        for record, said in error.problems.items():
            line = gate.lines.get(record.rpartition("equivalence/")[2])
            gate.problems[gate.place(line) if line else record] = list(said)


def export_mappings(equivalences: tuple[Equivalence, ...]) -> str:
    """The records as an SSSOM table."""
    return write_table(header_of(), COLUMNS, rows_of(equivalences))
