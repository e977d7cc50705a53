"""The journal: what was done, by whom, in a chain that shows whether anything was changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import Connection, RowMapping, func, insert, select

from registry.storage.tables import JournalRow
from registry.storage.types import now

# One entry after the other, also where transactions write beside each other. Any number does.
_TURN = 0x4A6F75726E616C
_ENTRY = (
    JournalRow.id, JournalRow.at, JournalRow.actor, JournalRow.what, JournalRow.subject,
    JournalRow.digest, JournalRow.previous, JournalRow.hash,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done, to what, and the hash of the result where there is one."""

    what: str
    subject: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """How the journal stands: ``broken`` is the first entry that does not fit, None where all do.

    ``head`` is the hash of the last entry: kept elsewhere, it shows later whether the end was cut.
    """

    entries: int
    unchained: int
    head: str
    broken: int | None
    expected: bool


def note(connection: Connection, actor: str, entries: Iterable[Entry]) -> None:
    """Add entries; ``actor`` is the id of an account, empty for the register itself."""
    wanted = list(entries)
    if not wanted:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_TURN)))
    at, previous = now(connection), _head(connection)
    rows = []
    for each in wanted:
        row = {
            "at": at,
            "actor": actor,
            "what": each.what,
            "subject": each.subject,
            "digest": each.digest,
            "previous": previous,
        }
        previous = row["hash"] = _hash(row)
        rows.append(row)
    connection.execute(insert(JournalRow), rows)


def _hash(row: Mapping[Any, Any]) -> str:
    said = [row[name] for name in ("previous", "at", "actor", "what", "subject", "digest")]
    return sha256(orjson.dumps(said)).hexdigest()


def _head(connection: Connection) -> str:
    """The hash of the last entry; that of all entries before there was a chain, where none is."""
    last = connection.scalar(select(JournalRow.hash).order_by(JournalRow.id.desc()).limit(1))
    return last or _hash_of_unchained(_read(connection))


def _read(connection: Connection) -> Iterator[RowMapping]:
    asked = select(*_ENTRY).order_by(JournalRow.id).execution_options(yield_per=1000)
    with connection.execute(asked) as found:
        yield from found.mappings()


def _hash_of_unchained(rows: Iterable[RowMapping]) -> str:
    whole = sha256()
    for row in rows:
        whole.update(orjson.dumps([row[name] for name in ("at", "what", "subject", "digest")]))
    return whole.hexdigest()


def verify(connection: Connection, expected: str = "") -> Chain:
    """Follow the whole chain; ``expected`` is a head of earlier that has to be in it."""
    before: list[RowMapping] = []
    previous, entries, broken, met = "", 0, None, not expected
    for row in _read(connection):
        entries += 1
        if not previous and not row["hash"]:
            before.append(row)
            continue
        previous = previous or _hash_of_unchained(before)
        if broken is None and (row["previous"] != previous or row["hash"] != _hash(row)):
            broken = row["id"]
        previous = row["hash"]
        met = met or row["hash"] == expected
    return Chain(entries, len(before), previous, broken, met)
