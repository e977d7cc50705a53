"""Opening the database: SQLite in one file by default, any other by its URL."""

from __future__ import annotations

import os
import sqlite3
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.orm import DeclarativeBase

from registry.errors import Unavailable
from registry.storage.troubles import HINT, SILENT, trouble

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA busy_timeout=15000",
    "PRAGMA foreign_keys=ON",
)
_NO_FILE = (None, "", ":memory:")
_WRITES = "registry_writes"
# One writer at a time, as SQLite has it. Any number does that only this product takes.
_TURN = 0x4D6F62696C697479


def open_engine(url: str) -> Engine:
    """An engine that can be connected to; the folder of a SQLite file is made if need be."""
    try:
        path = file_of(url)
        if path is not None:
            _make_place(path)
        engine = create_engine(url, **options(url))
    except ModuleNotFoundError as error:
        raise Unavailable(
            f"The driver of the database is not installed: {error.name}.",
            hint="For PostgreSQL, install mobility-registry[postgresql]; scripts/setup does so.",
        ) from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise Unavailable(f"The database address cannot be used: {error}", hint=HINT) from error
    if engine.dialect.name not in {"sqlite", "postgresql"}:
        raise Unavailable(f"The register does not know {engine.dialect.name}.", hint=HINT)
    prepare(engine)
    _try(engine)
    return engine


def file_of(url: str) -> Path | None:
    """The file of a SQLite database, whether it is there or not; None for any other."""
    address = make_url(url)
    if address.get_backend_name() != "sqlite" or address.database in _NO_FILE:
        return None
    return Path(str(address.database))


def options(url: str) -> dict[str, Any]:
    """How an engine for this address is made: what is read in one transaction is of one moment."""
    if make_url(url).get_backend_name() == "sqlite":
        return {}
    return {"pool_pre_ping": True, "isolation_level": "REPEATABLE READ"}


def prepare(engine: Engine) -> None:
    """Make every connection of an engine behave as the stores expect."""
    # Commands end without closing what they opened.
    weakref.finalize(engine, engine.pool.dispose)
    event.listen(engine, "handle_error", _say)
    if engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _prepare_postgresql)
    elif engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


@contextmanager
def writing(engine: Engine, *, alone: bool = True) -> Iterator[Connection]:
    """One transaction that means to write: it takes its turn at once and is kept or lost whole.

    ``alone``: what it reads stays true until it is done, since nobody else writes. Who only
    inserts or updates what the database itself keeps apart may go beside others where the
    database can do that.
    """
    postgresql = engine.dialect.name == "postgresql"
    # A snapshot from before the turn came would be out of date.
    level = {"isolation_level": "READ COMMITTED"} if postgresql else {}
    with engine.execution_options(**{_WRITES: True}, **level).begin() as connection:
        if postgresql and alone:
            connection.execute(select(func.pg_advisory_xact_lock(_TURN)))
        yield connection


def _make_place(path: Path) -> None:
    """Make the folder and the file, for the eyes of this user only; what is there stays as it is.

    SQLite gives the files beside a database the rights of the database.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            f"The folder {path.parent} cannot be made: {error.strerror}.", hint=HINT
        ) from error
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError:
        return  # it is there, or opening it says what is wrong


def insert_once(connection: Connection, table: type[DeclarativeBase], row: dict[str, Any]) -> bool:
    """Insert unless the key is taken; whether it was inserted."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    key = inspect(table).primary_key[0]
    once = dialect.insert(table).values(row).on_conflict_do_nothing().returning(key)
    return connection.execute(once).first() is not None


def _try(engine: Engine) -> None:
    try:
        with engine.connect():
            pass
    except (DBAPIError, Unavailable) as error:
        engine.dispose()
        if not isinstance(error, Unavailable):
            raise Unavailable(f"The database cannot be opened: {error.orig}.", hint=HINT) from error
        if error.sentence == SILENT.sentence:
            why = " ".join(str(error.__cause__).split())
            raise Unavailable(f"{SILENT.sentence} {why}", hint=SILENT.hint) from error
        raise


def _prepare_postgresql(connection: Any, _: Any) -> None:
    # As long as SQLite waits for a writer.
    connection.execute("SET lock_timeout = '15s'")
    connection.commit()


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # The driver's own way of beginning transactions would leave DDL outside of them.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _say(context: ExceptionContext) -> None:
    """What is wrong with the machine, in words; a wrong statement stays the bug that it is."""
    if context.is_pre_ping:
        return  # the pool takes another connection
    error = context.original_exception
    known = trouble(error)
    if known is None and _is_silence(context):
        known = SILENT
    if known is not None:
        raise Unavailable(known.sentence, hint=known.hint) from error


def _is_silence(context: ExceptionContext) -> bool:
    """A server that cannot be reached gives no state."""
    return (
        not isinstance(context.original_exception, sqlite3.Error)
        and isinstance(context.sqlalchemy_exception, OperationalError)
        and getattr(context.original_exception, "sqlstate", None) is None
    )
