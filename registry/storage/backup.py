"""Backups: the whole database in one file, with what it must hold when it is put back.

The file is a ZIP archive. ``manifest.json`` names the database, its structure, and the rows and
hash of each table; beside it lies the database as its own tools know it: a SQLite file, or a dump
of PostgreSQL in its custom format.
"""

from __future__ import annotations

import os
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import orjson
from sqlalchemy import Connection, Engine, create_engine, select

from registry import __version__
from registry.errors import Conflict, NotOnRegister, Unavailable, Unreadable
from registry.storage import dumps
from registry.storage.copying import Holding, holdings, is_empty, same, table_names
from registry.storage.engine import file_of, open_engine
from registry.storage.migrations import check, known_structures, upgrade, version_of
from registry.storage.troubles import is_damage
from registry.storage.types import moment

_MANIFEST = "manifest.json"
_NAMES: Mapping[str, str] = {"sqlite": "registry.sqlite", "postgresql": "registry.dump"}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    database: str
    structure: str
    release: str
    made: str
    tables: tuple[Holding, ...]


def back_up(url: str, path: Path, *, force: bool = False) -> Manifest:
    """Write everything that the database holds at one moment, while others go on writing."""
    engine = open_engine(url)
    with (
        _written(path, force=force) as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        engine.connect() as connection,
    ):
        structure = _structure(connection)
        made = str(connection.scalar(select(moment())))
        put = _put_sqlite if engine.dialect.name == "sqlite" else _put_dump
        tables = put(connection, archive, path.parent)
        manifest = Manifest(engine.dialect.name, structure, __version__, made, tables)
        archive.writestr(_MANIFEST, orjson.dumps(asdict(manifest), option=orjson.OPT_INDENT_2))
    engine.dispose()
    return manifest


def restore(url: str, path: Path, *, force: bool = False) -> Manifest:
    """Put a backup back, verify it, and bring it up to date.

    What the database held before is lost, which needs ``force``. A SQLite file that is damaged
    is moved aside.
    """
    with _opened(path) as archive:
        manifest = _manifest(archive, path)
        engine = _target(url, force=force)
        if manifest.database != engine.dialect.name:
            raise Conflict(
                f"This is a backup of {manifest.database}; the database is {engine.dialect.name}.",
                hint="Restore it where it came from, then use registry database copy.",
            )
        take = _take_sqlite if manifest.database == "sqlite" else _take_dump
        take(archive, engine, manifest)
    engine.dispose()
    with engine.connect() as connection:
        same(manifest.tables, holdings(connection))
    upgrade(engine)
    engine.dispose()
    return manifest


def _structure(connection: Connection) -> str:
    check(connection)
    version = version_of(connection)
    if version is None:
        raise NotOnRegister("The database holds no register.", hint="There is nothing to keep.")
    return version


def _target(url: str, *, force: bool) -> Engine:
    """The database to restore into, which is empty or may be lost."""
    path = file_of(url)
    try:
        engine = open_engine(url)
        with engine.connect() as connection:
            check(connection)
            empty = is_empty(connection)
    except Unavailable as error:
        if path is None or not force or not is_damage(error.__cause__):
            raise
        _move_aside(path)
        return open_engine(url)
    if not empty and not force:
        raise Conflict(
            "The database is not empty.",
            hint="Back it up first; then --force puts the backup in its place.",
        )
    return engine


def _move_aside(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        part = path.with_name(path.name + end)
        if part.exists():
            part.replace(path.with_name(f"{path.name}.damaged{end}"))


# The file ----------------------------------------------------------------------------------


@contextmanager
def _written(path: Path, *, force: bool) -> Iterator[IO[bytes]]:
    """A file for the eyes of this user only, which is there when it is whole."""
    if path.exists() and not force:
        raise Conflict(f"{path} is there already.", hint="Choose another name, or add --force.")
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _opened(path: Path) -> zipfile.ZipFile:
    """The archive, every byte of it checked before anything is done with it."""
    try:
        archive = zipfile.ZipFile(path)
        broken = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        broken, archive = str(error), None
    if broken is not None or archive is None:
        raise Unreadable(
            f"{path} is damaged, or no backup.", hint="Take another one; nothing was changed."
        )
    return archive


def _manifest(archive: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        read = orjson.loads(archive.read(_MANIFEST))
        tables = tuple(Holding(**each) for each in read.pop("tables"))
        manifest = Manifest(**read, tables=tables)
        archive.getinfo(_NAMES[manifest.database])
    except (KeyError, TypeError, AttributeError, orjson.JSONDecodeError) as error:
        raise Unreadable(f"{path} is no backup of a register.") from error
    if manifest.structure not in known_structures():
        raise Unavailable(
            f"The backup has the structure {manifest.structure[:40]!r}, which is not known here.",
            hint="A later release has made it: install that release.",
        )
    return manifest


# What lies in it ---------------------------------------------------------------------------


def _put_sqlite(
    connection: Connection, archive: zipfile.ZipFile, folder: Path
) -> tuple[Holding, ...]:
    name = _NAMES["sqlite"]
    with TemporaryDirectory(dir=folder) as beside:
        copied = Path(beside) / name
        with closing(sqlite3.connect(copied)) as into:
            _raw(connection).backup(into)
            into.execute("PRAGMA journal_mode = DELETE")
        found = _sound(copied)
        archive.write(copied, name)
    return found


def _take_sqlite(archive: zipfile.ZipFile, engine: Engine, manifest: Manifest) -> None:
    """SQLite does it in one transaction, beside a site that runs."""
    with TemporaryDirectory(dir=Path(str(engine.url.database)).parent) as beside:
        extracted = Path(archive.extract(_NAMES["sqlite"], beside))
        same(manifest.tables, _sound(extracted))
        with closing(sqlite3.connect(extracted)) as source, engine.connect() as connection:
            source.backup(_raw(connection), progress=_stop_if_busy)


def _stop_if_busy(status: int, *_: int) -> None:
    if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        raise Unavailable(
            "The database is busy with another process.", hint="Stop the site, and try again."
        )


def _raw(connection: Connection) -> sqlite3.Connection:
    raw: Any = connection.connection.dbapi_connection
    return raw  # type: ignore[no-any-return]


def _sound(path: Path) -> tuple[Holding, ...]:
    """What a file holds that nobody writes to, if it is sound."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
            raise Unreadable("The database is damaged.", hint="Take an earlier backup.")
        found = holdings(connection)
    engine.dispose()
    return found


def _put_dump(connection: Connection, archive: zipfile.ZipFile, _: Path) -> tuple[Holding, ...]:
    with archive.open(_NAMES["postgresql"], "w", force_zip64=True) as member:
        dumps.dump(connection, member)
    return holdings(connection)


def _take_dump(archive: zipfile.ZipFile, engine: Engine, _: Manifest) -> None:
    with engine.connect() as connection:
        there = dumps.parts_of(connection, [*table_names(connection), "alembic_version"])
    with archive.open(_NAMES["postgresql"]) as member:
        dumps.load(member, engine, there)
