"""Kept statements and papers: structured inputs and verdicts, no names, twelve months long."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from sqlalchemy import Connection, delete, select

from registry.errors import Conflict
from registry.statements.statement import Statement
from registry.storage import journal
from registry.storage.engine import insert_once
from registry.storage.journal import Entry
from registry.storage.tables import PaperRow, StatementRow


def keep(connection: Connection, statement: Statement) -> bool:
    """Keep a statement; False if it is kept already. The same content has the same number."""
    row = {
        "serial": statement.serial,
        "digest": statement.digest,
        "document": statement.document,
        "made_on": statement.made_on.isoformat(),
        "kept_until": statement.kept_until.isoformat(),
    }
    if insert_once(connection, StatementRow, row):
        journal.note(connection, "", [Entry("statement kept", statement.serial, statement.digest)])
        return True
    held = connection.scalar(
        select(StatementRow.digest).where(StatementRow.serial == statement.serial)
    )
    if held != statement.digest:
        raise Conflict(f"The number {statement.serial} belongs to another statement.")
    return False


def find(connection: Connection, serial: str) -> Statement | None:
    """The statement of a serial, as long as it is kept."""
    row = connection.execute(
        select(
            StatementRow.serial, StatementRow.digest, StatementRow.made_on, StatementRow.document
        ).where(StatementRow.serial == serial)
    ).first()
    if row is None:
        return None
    return Statement(row.serial, row.digest, date.fromisoformat(row.made_on), row.document)


def keep_paper(
    connection: Connection, serial: str, language: str, code: str, content: bytes
) -> None:
    """Keep the bytes of a paper, so that the next copy is the same.

    The first one stays, unless it prints a code that no longer opens it.
    """
    mark = _mark(code)
    of_paper = (PaperRow.serial == serial, PaperRow.language == language)
    connection.execute(delete(PaperRow).where(*of_paper, PaperRow.opened_by != mark))
    row = {
        "serial": serial,
        "language": language,
        "opened_by": mark,
        "sha256": sha256(content).hexdigest(),
        "content": content,
    }
    insert_once(connection, PaperRow, row)


def find_paper(connection: Connection, serial: str, language: str, code: str) -> bytes | None:
    """The bytes of a paper that was handed out and that ``code`` opens."""
    return connection.scalar(
        select(PaperRow.content).where(
            PaperRow.serial == serial,
            PaperRow.language == language,
            PaperRow.opened_by == _mark(code),
        )
    )


def _mark(code: str) -> str:
    return sha256(code.encode()).hexdigest()


def forget_expired(connection: Connection, day: date) -> int:
    """Forget the statements and papers whose time was over before ``day``; how many."""
    over = StatementRow.kept_until < day.isoformat()
    expired = select(StatementRow.serial).where(over)
    connection.execute(delete(PaperRow).where(PaperRow.serial.in_(expired)))
    forgotten = connection.execute(delete(StatementRow).where(over)).rowcount
    if forgotten:
        said = f"{forgotten} until {day.isoformat()}"
        journal.note(connection, "", [Entry("statements forgotten", said)])
    return forgotten
