"""Copying a register from one database into another, with the proof that nothing was lost.

It goes by the tables that are there, whatever they are: a new table needs nothing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any

import orjson
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    RowMapping,
    Text,
    column,
    func,
    insert,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.exc import DataError
from sqlalchemy.sql.selectable import TableClause

from registry.errors import Conflict, Unavailable
from registry.storage import search
from registry.storage.engine import writing
from registry.storage.metadata import METADATA
from registry.storage.migrations import is_current, upgrade_in

_AT_ONCE = 200
Progress = Callable[[str, int], None]
"""Told the name of a table and how many rows more are done."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What a table holds: how many rows, and the hash of all that stands in them."""

    table: str
    rows: int
    sha256: str


def holdings(connection: Connection) -> tuple[Holding, ...]:
    """What every table of the register holds; equal exactly if all contents are."""
    return tuple(_holding(connection, name) for name in table_names(connection))


def table_names(connection: Connection) -> list[str]:
    """The register's tables in this database, which may be of an earlier release."""
    return sorted(set(inspect(connection).get_table_names()) & set(METADATA.tables))


def is_empty(connection: Connection) -> bool:
    """Whether no table of the register holds a row."""
    return not any(
        connection.execute(select(_table(connection, name)).limit(1)).first()
        for name in table_names(connection)
    )


def copy(
    source: Engine, target: Engine, progress: Progress = lambda *_: None
) -> tuple[Holding, ...]:
    """Copy everything into an empty database, whole or not at all; what both hold then."""
    if not is_current(source):
        raise Unavailable(
            "The database to copy from has not the structure of this release.",
            hint="Name it in REGISTRY_DATABASE_URL and run registry database upgrade, then copy.",
        )
    with source.connect() as reading, writing(target) as connection:
        upgrade_in(connection)
        if not is_empty(connection):
            raise Conflict(
                "The database to copy to is not empty.", hint="Name one that holds nothing yet."
            )
        with _links_checked_at_the_end(connection):
            for name in table_names(reading):
                _copy_table(reading, connection, name, progress)
        _count_on(connection)
        search.learn_all(connection)
        return same(holdings(reading), holdings(connection))


def same(expected: Sequence[Holding], found: Sequence[Holding]) -> tuple[Holding, ...]:
    """What was found, if it is what was expected."""
    differing = sorted({each.table for each in set(expected) ^ set(found)})
    if differing:
        raise Conflict(
            f"Not the same after it was written: {', '.join(differing)}.",
            hint="Nothing was kept of it. Look at the disk, and report this.",
        )
    return tuple(found)


# Tables as they are ------------------------------------------------------------------------


def _table(connection: Connection, name: str) -> TableClause:
    found = inspect(connection).get_columns(name)
    return table(name, *(column(each["name"], each["type"]) for each in found))


def _in_order(connection: Connection, whole: TableClause) -> list[ColumnElement[Any]]:
    """The columns of the key, by code point."""
    keys = inspect(connection).get_pk_constraint(whole.name)["constrained_columns"]
    ordered: list[ColumnElement[Any]] = []
    for key in (whole.c[name] for name in keys):
        worded = isinstance(key.type, Text) and connection.dialect.name == "postgresql"
        ordered.append(key.collate("C") if worded else key)
    return ordered


def _rows(connection: Connection, whole: TableClause) -> Iterator[RowMapping]:
    asked = select(whole).order_by(*_in_order(connection, whole))
    yield from connection.execute(asked, execution_options={"yield_per": _AT_ONCE}).mappings()


def _holding(connection: Connection, name: str) -> Holding:
    whole = _table(connection, name)
    names = sorted(whole.c.keys())
    digest, rows = sha256(orjson.dumps(names)), 0
    for rows, row in enumerate(_rows(connection, whole), start=1):  # noqa: B007  the last one
        for each in names:
            value = _bytes(row[each])
            digest.update(b"%d:" % len(value) + value)
    return Holding(name, rows, digest.hexdigest())


def _bytes(value: Any) -> bytes:
    """A value as bytes that no other value has."""
    if isinstance(value, bytes):
        return b"b" + value
    return b"j" + orjson.dumps(value, default=str, option=orjson.OPT_SORT_KEYS)


def _copy_table(source: Connection, target: Connection, name: str, progress: Progress) -> None:
    into = insert(_table(target, name))
    rows = _rows(source, _table(source, name))
    while some := [dict(row) for row in islice(rows, _AT_ONCE)]:
        try:
            target.execute(into, some)
        except DataError as error:
            raise Conflict(
                f"A value of {name} cannot be kept by {target.dialect.name}: {error.orig}",
                hint="Nothing was copied. Mend the value where it is, then copy again.",
            ) from error
        progress(name, len(some))


# What differs between databases ------------------------------------------------------------


@contextmanager
def _links_checked_at_the_end(connection: Connection) -> Iterator[None]:
    """Rows may come before those they point to."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        yield
        return
    _alter_links(connection, "DEFERRABLE INITIALLY DEFERRED")
    yield
    connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
    _alter_links(connection, "NOT DEFERRABLE")


def _alter_links(connection: Connection, how: str) -> None:
    quoted = connection.dialect.identifier_preparer.quote
    for name in table_names(connection):
        for link in inspect(connection).get_foreign_keys(name):
            which = f"{quoted(name)} ALTER CONSTRAINT {quoted(str(link['name']))}"
            connection.execute(text(f"ALTER TABLE {which} {how}"))


def _count_on(connection: Connection) -> None:
    """Numbers that PostgreSQL gives out go on after those that were copied."""
    if connection.dialect.name != "postgresql":
        return
    for name in table_names(connection):
        counted = METADATA.tables[name].autoincrement_column
        if counted is not None:
            sequence = func.pg_get_serial_sequence(name, counted.name)
            last = func.max(counted)
            connection.execute(select(func.setval(sequence, func.coalesce(last, 1), last > 0)))
