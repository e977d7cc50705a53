"""The structure of the database, version by version (Alembic)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from registry.errors import Unavailable
from registry.storage.engine import writing
from registry.storage.metadata import METADATA

# The newest version; a test holds it against the files.
HEAD = "0005"
_FOLDER = Path(__file__).resolve().parent


def is_current(engine: Engine) -> bool:
    """Whether the structure is that of this release."""
    with engine.connect() as connection:
        return version_of(connection) == HEAD


def upgrade(engine: Engine) -> None:
    """Bring the structure up to date; nothing happens where it is. All or nothing."""
    if is_current(engine):
        return
    with writing(engine) as connection:
        upgrade_in(connection)


def upgrade_in(connection: Connection) -> None:
    """The same, in the transaction of somebody who goes on writing."""
    version = version_of(connection)
    if version != HEAD:  # else another process was faster
        check(connection)
        _run(connection)


def known_structures() -> set[str]:
    """All that this release knows."""
    return {path.name.partition("_")[0] for path in (_FOLDER / "versions").glob("*.py")}


def check(connection: Connection) -> None:
    """Refuse a database that a later release or another program has made."""
    version = version_of(connection)
    if version is not None and version not in known_structures():
        raise Unavailable(
            f"The database has the structure {version[:40]!r}, which this release does not know.",
            hint="A later release has written it: install that release, or restore a backup.",
        )
    if version is None and set(inspect(connection).get_table_names()) & set(METADATA.tables):
        raise Unavailable(
            "The database belongs to something else.",
            hint="Name an empty one: set REGISTRY_HOME or REGISTRY_DATABASE_URL.",
        )


def version_of(connection: Connection) -> str | None:
    """The structure that a database has; None if it has none of the register's."""
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
