"""The structure of the database, version by version (Alembic)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from registry.storage.engine import writing

# The newest version; a test holds it against the files.
HEAD = "0001"
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
        if _version(connection) == HEAD:  # another process was faster
            return
        _run(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def _run(connection: Connection) -> None:
    # Alembic takes longer to import than a current database takes to open.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config: Any = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
