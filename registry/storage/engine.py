"""Opening the database: SQLite in one file by default, any other by its URL."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError

from registry.errors import Unavailable

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA busy_timeout=15000",
    "PRAGMA foreign_keys=ON",
)
_HINT = "Set REGISTRY_HOME to a folder that can be written, or REGISTRY_DATABASE_URL."
_WRITES = "registry_writes"
_RESTORE = (
    "Put the database back from its backup. Without one, move the file away and start again: "
    "the agreements are loaded anew, kept statements are lost."
)
# What goes wrong with the machine and not with a statement, by SQLite's primary result code.
_TROUBLES: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        sqlite3.SQLITE_FULL: (
            "The database cannot be written: its disk is full.",
            "Make room on the disk of the database, then do it again; nothing is half kept.",
        ),
        sqlite3.SQLITE_BUSY: (
            "The database is busy with another process.",
            "Try again in a minute. If it stays, look for a load that hangs.",
        ),
        sqlite3.SQLITE_READONLY: (
            "The database cannot be written: it is read only.",
            (
                "Give this user the right to write it, its folder, and -wal and -shm beside it; "
                "or set REGISTRY_HOME to a folder that can be written."
            ),
        ),
        sqlite3.SQLITE_CANTOPEN: ("The database cannot be opened.", _HINT),
        sqlite3.SQLITE_PERM: ("The database cannot be opened: it is not allowed.", _HINT),
        sqlite3.SQLITE_IOERR: (
            "The database cannot be read or written: its disk answers with an error.",
            "Look at the disk that holds the database.",
        ),
        sqlite3.SQLITE_CORRUPT: ("The database cannot be opened: its file is damaged.", _RESTORE),
        sqlite3.SQLITE_NOTADB: (
            "The database cannot be opened: the file is something else.",
            "Move the file away, or name another place by REGISTRY_HOME.",
        ),
    }
)


def open_engine(url: str) -> Engine:
    """An engine that can be connected to; the folder of a SQLite file is made if need be."""
    try:
        address = make_url(url)
        if address.get_backend_name() == "sqlite" and address.database not in (
            None,
            "",
            ":memory:",
        ):
            _make_place(Path(str(address.database)))
        engine = create_engine(address, pool_pre_ping=address.get_backend_name() != "sqlite")
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise Unavailable(f"The database address cannot be used: {error}", hint=_HINT) from error
    prepare(engine)
    _try(engine)
    return engine


def prepare(engine: Engine) -> None:
    """Make every connection of an engine behave as the stores expect."""
    event.listen(engine, "handle_error", _say)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that means to write: it takes its turn at once and is kept or lost whole."""
    with engine.execution_options(**{_WRITES: True}).begin() as connection:
        yield connection


def _make_place(path: Path) -> None:
    """Make the folder and the file, for the eyes of this user only; what is there stays as it is.

    SQLite gives the files beside a database the rights of the database.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            f"The folder {path.parent} cannot be made: {error.strerror}.", hint=_HINT
        ) from error
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError:
        return  # it is there, or opening it says what is wrong


def _try(engine: Engine) -> None:
    try:
        with engine.connect():
            pass
    except (DBAPIError, Unavailable) as error:
        engine.dispose()
        if isinstance(error, Unavailable):
            raise
        raise Unavailable(f"The database cannot be opened: {error.orig}.", hint=_HINT) from error


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
    error = context.original_exception
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
        if code in _TROUBLES:
            sentence, hint = _TROUBLES[code]
            raise Unavailable(sentence, hint=hint) from error
    elif isinstance(context.sqlalchemy_exception, OperationalError):
        raise Unavailable("The database does not answer.", hint=_HINT) from error
