"""The store of withdrawals: for good, or at once in an emergency until somebody stands by it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from registry.errors import Conflict
from registry.storage.desk_tables import WithdrawalRow as Row
from registry.storage.types import now


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """``until`` is None for a withdrawal that stands; moments are in UTC."""

    id: int
    agreement: str
    reason: str
    at: str
    by: str
    until: str | None
    confirmed_by: str | None

    @property
    def emergency(self) -> bool:
        """Whether one person made it, and another has yet to stand by it."""
        return self.until is not None and self.confirmed_by is None


def _open() -> Any:
    return (
        select(Row.id, Row.agreement, Row.reason, Row.at, Row.by, Row.until, Row.confirmed_by)
        .where(Row.ended_at.is_(None))
        .order_by(Row.id)
    )


def take_off(
    connection: Connection, agreement: str, reason: str, by: str, *, until: str | None = None
) -> None:
    """Put down that an agreement is off the register."""
    if of(connection, agreement) is not None:
        raise Conflict(f"{agreement} is off the register already.")
    connection.execute(
        insert(Row).values(
            agreement=agreement, reason=reason, at=now(connection), by=by, until=until
        )
    )


def of(connection: Connection, agreement: str) -> Withdrawal | None:
    """The withdrawal that stands, or waits to be confirmed."""
    row = connection.execute(_open().where(Row.agreement == agreement)).mappings().first()
    return Withdrawal(**row) if row else None


def emergencies(connection: Connection) -> tuple[Withdrawal, ...]:
    """Those that wait for a second person."""
    waiting = _open().where(Row.until.is_not(None), Row.confirmed_by.is_(None))
    return tuple(Withdrawal(**row) for row in connection.execute(waiting).mappings())


def taken_off(connection: Connection) -> frozenset[str]:
    """The ids that are off the register."""
    return frozenset(connection.scalars(select(Row.agreement).where(Row.ended_at.is_(None))))


def confirm(connection: Connection, withdrawal: Withdrawal, by: str) -> None:
    """A second person stands by an emergency: it stays."""
    connection.execute(
        update(Row)
        .where(Row.id == withdrawal.id, Row.confirmed_by.is_(None))
        .values(confirmed_by=by, confirmed_at=now(connection))
    )


def end(connection: Connection, agreement: str) -> None:
    """The agreement comes back."""
    connection.execute(
        update(Row)
        .where(Row.agreement == agreement, Row.ended_at.is_(None))
        .values(ended_at=now(connection))
    )


def lapse(connection: Connection, moment: str) -> tuple[str, ...]:
    """End the emergencies that nobody stood by in time; the agreements that come back."""
    over = (
        Row.ended_at.is_(None),
        Row.confirmed_by.is_(None),
        Row.until.is_not(None),
        Row.until <= moment,
    )
    lapsed = tuple(connection.scalars(select(Row.agreement).where(*over)))
    connection.execute(update(Row).where(*over).values(ended_at=now(connection)))
    return lapsed
