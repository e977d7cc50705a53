"""Who is signed in, kept at the server's side; only the hash of a token is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from registry.storage.identity_tables import SessionRow
from registry.values.access import Level
from registry.values.moments import read, written


@dataclass(frozen=True, slots=True)
class Session:
    """One browser that is signed in."""

    id: str
    account: str
    level: Level
    how: str
    made_at: datetime
    seen_at: datetime
    ends_at: datetime
    network: str
    agent: str
    challenge: str | None = None
    kept: Any = None


_COLUMNS = (
    SessionRow.id,
    SessionRow.account,
    SessionRow.level,
    SessionRow.how,
    SessionRow.made_at,
    SessionRow.seen_at,
    SessionRow.ends_at,
    SessionRow.network,
    SessionRow.agent,
    SessionRow.challenge,
    SessionRow.kept,
)


def add(connection: Connection, session: Session, token: str) -> None:
    """Keep a session under the hash of its token."""
    connection.execute(
        insert(SessionRow).values(
            token=token,
            id=session.id,
            account=session.account,
            level=session.level.value,
            how=session.how,
            made_at=written(session.made_at),
            seen_at=written(session.seen_at),
            ends_at=written(session.ends_at),
            network=session.network,
            agent=session.agent,
            kept=session.kept,
        )
    )


def find(connection: Connection, token: str) -> Session | None:
    """The session under the hash of a token, whether or not it is over."""
    row = connection.execute(select(*_COLUMNS).where(SessionRow.token == token)).first()
    return None if row is None else _session(row)


def of_account(connection: Connection, account: str) -> list[Session]:
    """All sessions of an account, the one seen last first."""
    asked = select(*_COLUMNS).where(SessionRow.account == account)
    return [_session(row) for row in connection.execute(asked.order_by(SessionRow.seen_at.desc()))]


def change(connection: Connection, session: str, **values: Any) -> None:
    """Set columns of a session."""
    connection.execute(update(SessionRow).where(SessionRow.id == session).values(**values))


def end(connection: Connection, session: str) -> None:
    """Forget a session."""
    connection.execute(delete(SessionRow).where(SessionRow.id == session))


def end_all(connection: Connection, account: str, *, but: str = "") -> None:
    """Forget every session of an account, but for one."""
    connection.execute(
        delete(SessionRow).where(SessionRow.account == account, SessionRow.id != but)
    )


def forget_over(connection: Connection, at: datetime) -> None:
    """Forget sessions whose last moment has passed."""
    connection.execute(delete(SessionRow).where(SessionRow.ends_at < written(at)))


def _session(row: Any) -> Session:
    return Session(
        id=row.id,
        account=row.account,
        level=Level(row.level),
        how=row.how,
        made_at=read(row.made_at),
        seen_at=read(row.seen_at),
        ends_at=read(row.ends_at),
        network=row.network,
        agent=row.agent,
        challenge=row.challenge,
        kept=row.kept,
    )
