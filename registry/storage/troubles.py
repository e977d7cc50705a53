"""What goes wrong with the machine and not with a statement, in words, for either database."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

HINT = "Set REGISTRY_HOME to a folder that can be written, or REGISTRY_DATABASE_URL."
_RESTORE = (
    "Put the database back from its backup. Without one, move the file away and start again: "
    "the agreements are loaded anew, kept statements are lost."
)


class Trouble(NamedTuple):
    """What happened, and the way out."""

    sentence: str
    hint: str


SILENT = Trouble(
    "The database does not answer.",
    "Look whether its server runs, and whether REGISTRY_DATABASE_URL names it.",
)
_FULL = Trouble(
    "The database cannot be written: its disk is full.",
    "Make room on the disk of the database, then do it again; nothing is half kept.",
)
_BUSY = Trouble(
    "The database is busy with another process.",
    "Try again in a minute. If it stays, look for a load that hangs.",
)
_BY_CODE: Mapping[int, Trouble] = MappingProxyType(
    {
        sqlite3.SQLITE_FULL: _FULL,
        sqlite3.SQLITE_BUSY: _BUSY,
        sqlite3.SQLITE_READONLY: Trouble(
            "The database cannot be written: it is read only.",
            (
                "Give this user the right to write it, its folder, and -wal and -shm beside it; "
                "or set REGISTRY_HOME to a folder that can be written."
            ),
        ),
        sqlite3.SQLITE_CANTOPEN: Trouble("The database cannot be opened.", HINT),
        sqlite3.SQLITE_PERM: Trouble("The database cannot be opened: it is not allowed.", HINT),
        sqlite3.SQLITE_IOERR: Trouble(
            "The database cannot be read or written: its disk answers with an error.",
            "Look at the disk that holds the database.",
        ),
        sqlite3.SQLITE_CORRUPT: Trouble(
            "The database cannot be opened: its file is damaged.", _RESTORE
        ),
        sqlite3.SQLITE_NOTADB: Trouble(
            "The database cannot be opened: the file is something else.",
            "Move the file away, or name another place by REGISTRY_HOME.",
        ),
    }
)
# By SQLSTATE, or by its class where every state of the class means the same (appendix A of the
# PostgreSQL manual). A state that is not here is a bug in a statement.
_BY_STATE: Mapping[str, Trouble] = MappingProxyType(
    {
        "53100": _FULL,
        "53300": Trouble(
            "The database takes no more connections.",
            "Raise max_connections of its server, or run fewer workers.",
        ),
        "55P03": _BUSY,  # a lock was not given in time
        "40P01": _BUSY,  # two transactions waited for each other
        "40001": _BUSY,  # another transaction was faster
        "57014": _BUSY,  # the server stopped a statement that took too long
        "25006": Trouble(
            "The database cannot be written: it is read only.",
            "Name the server that takes writes in REGISTRY_DATABASE_URL.",
        ),
        "42501": Trouble(
            "The database does not let this user do that.",
            "Make the user of REGISTRY_DATABASE_URL the owner of the register's database.",
        ),
        "XX001": Trouble("The database is damaged.", "Put the database back from its backup."),
        "XX002": Trouble("An index of the database is damaged.", "Let its operator REINDEX it."),
        "08": SILENT,
        "57": SILENT,
        "58": Trouble(
            "The database cannot be read or written: its disk answers with an error.",
            "Look at the disk that holds the database.",
        ),
    }
)


def is_damage(error: BaseException | None) -> bool:
    """Whether a SQLite file is broken, or something else."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def trouble(error: BaseException) -> Trouble | None:
    """What an error of a driver means; None for a statement that is wrong."""
    if isinstance(error, sqlite3.Error):
        return _BY_CODE.get(getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF)
    state = getattr(error, "sqlstate", None)
    return (_BY_STATE.get(state) or _BY_STATE.get(state[:2])) if state else None
