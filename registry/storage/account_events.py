"""The audit: who came in, and what was done to accounts. No password and no token is ever here."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from registry.storage.identity_tables import AccountEventRow
from registry.values.access import OF_SIGN_INS, Event


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry; ``account`` is missing where nobody is known by what was typed."""

    at: str
    what: Event
    account: str | None
    by: str
    how: str = ""
    network: str = ""


def note(connection: Connection, happened: Happened) -> None:
    """Write an entry."""
    connection.execute(
        insert(AccountEventRow).values(
            at=happened.at,
            what=happened.what.value,
            account=happened.account,
            by=happened.by,
            how=happened.how,
            network=happened.network,
        )
    )


def newest(
    connection: Connection, *, account: str | None = None, most: int = 200
) -> list[Happened]:
    """The newest entries of all accounts or of one, the newest first."""
    asked = select(
        AccountEventRow.at,
        AccountEventRow.what,
        AccountEventRow.account,
        AccountEventRow.by,
        AccountEventRow.how,
        AccountEventRow.network,
    )
    if account is not None:
        asked = asked.where(AccountEventRow.account == account)
    rows = connection.execute(asked.order_by(AccountEventRow.id.desc()).limit(most))
    return [Happened(row[0], Event(row[1]), *row[2:]) for row in rows]


def forget_sign_ins(connection: Connection, before: str, *, account: str | None = None) -> int:
    """Forget sign-ins before a moment; what was done to accounts stays."""
    names = [event.value for event in OF_SIGN_INS]
    gone = delete(AccountEventRow).where(
        AccountEventRow.what.in_(names), AccountEventRow.at < before
    )
    if account is not None:
        gone = gone.where(AccountEventRow.account == account)
    return connection.execute(gone).rowcount
