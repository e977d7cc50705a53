"""Opening the database: SQLite in one file by default, any other by its URL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from registry.errors import Unavailable

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",
    "PRAGMA busy_timeout=15000",
    "PRAGMA foreign_keys=ON",
)
_HINT = "Set REGISTRY_HOME to a folder that can be written, or REGISTRY_DATABASE_URL."
_WRITES = "registry_writes"


def open_engine(url: str) -> Engine:
    """An engine that can be connected to; the folder of a SQLite file is made if need be."""
    try:
        address = make_url(url)
        if address.get_backend_name() == "sqlite" and address.database not in (
            None,
            "",
            ":memory:",
        ):
            _make_folder(Path(str(address.database)))
        engine = create_engine(address, pool_pre_ping=address.get_backend_name() != "sqlite")
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise Unavailable(f"The database address cannot be used: {error}", hint=_HINT) from error
    prepare(engine)
    _try(engine)
    return engine


def prepare(engine: Engine) -> None:
    """Make every connection of an engine behave as the stores expect."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that means to write: it takes its turn at once and is kept or lost whole."""
    with engine.execution_options(**{_WRITES: True}).begin() as connection:
        yield connection


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unavailable(
            f"The folder {path.parent} cannot be made: {error.strerror}.", hint=_HINT
        ) from error


def _try(engine: Engine) -> None:
    try:
        with engine.connect():
            pass
    except DBAPIError as error:
        engine.dispose()
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
