"""The structure of the database, version by version (Alembic)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from registry.errors import Unavailable
from registry.storage.engine import writing
from registry.storage.identity_tables import AccountRow

# The newest version; a test holds it against the files.
HEAD = "0005"
_FOLDER = Path(__file__).resolve().parent


def is_current(engine: Engine) -> bool:
    """Whether the structure is that of this release."""
    with engine.connect() as connection:
        return _version(connection) == HEAD


def upgrade(engine: Engine) -> None:
    """Bring the structure up to date; nothing happens where it is. All or nothing."""
    if is_current(engine):
        return
    with writing(engine) as connection:
        version = _version(connection)
        if version == HEAD:  # another process was faster
            return
        _check(connection, version)
        _run(connection)


def _versions() -> set[str]:
    return {path.name.partition("_")[0] for path in (_FOLDER / "versions").glob("*.py")}


def _check(connection: Connection, version: str | None) -> None:
    """Refuse a database that a later release or another program has made."""
    if version is not None and version not in _versions():
        raise Unavailable(
            f"The database has the structure {version[:40]!r}, which this release does not know.",
            hint="A later release has written it: install that release, or restore a backup.",
        )
    if version is None and set(inspect(connection).get_table_names()) & set(
        AccountRow.metadata.tables
    ):
        raise Unavailable(
            "The database belongs to something else.",
            hint="Name an empty one: set REGISTRY_HOME or REGISTRY_DATABASE_URL.",
        )


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def _run(connection: Connection) -> None:
    # Alembic takes longer to import than a current database takes to open.
    from alembic import command  # noqa: PLC0415

    command.upgrade(configuration(connection), "head")


def configuration(connection: Connection) -> Any:
    """What Alembic's commands are given, to work in the transaction of ``connection``."""
    from alembic.config import Config  # noqa: PLC0415

    config: Any = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
