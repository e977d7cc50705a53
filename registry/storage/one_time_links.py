"""Links that open one thing once: the first operator, an invitation, a way back in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from registry.storage.identity_tables import OneTimeLinkRow
from registry.values.moments import written


class Opens(StrEnum):
    """What a link opens."""

    FIRST_OPERATOR = "first-operator"
    INVITATION = "invitation"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class OneTimeLink:
    """A link that can still be used; ``account`` is missing for the first operator."""

    opens: Opens
    account: str | None
    made_by: str


def add(
    connection: Connection,
    token: str,
    link: OneTimeLink,
    made: datetime,
    ends: datetime,
) -> None:
    """Keep a link (the hash of its token) in place of an earlier one for the same."""
    connection.execute(
        delete(OneTimeLinkRow).where(
            OneTimeLinkRow.used_at.is_(None),
            OneTimeLinkRow.account == link.account
            if link.account
            else OneTimeLinkRow.opens == link.opens.value,
        )
    )
    connection.execute(
        insert(OneTimeLinkRow).values(
            token=token,
            opens=link.opens.value,
            account=link.account,
            made_by=link.made_by,
            made_at=written(made),
            ends_at=written(ends),
        )
    )


def find(connection: Connection, token: str, at: datetime) -> OneTimeLink | None:
    """The link, if it can be used now."""
    row = connection.execute(
        select(OneTimeLinkRow.opens, OneTimeLinkRow.account, OneTimeLinkRow.made_by).where(
            OneTimeLinkRow.token == token,
            OneTimeLinkRow.used_at.is_(None),
            OneTimeLinkRow.ends_at > written(at),
        )
    ).first()
    return None if row is None else OneTimeLink(Opens(row.opens), row.account, row.made_by)


def use(connection: Connection, token: str, at: datetime) -> bool:
    """Use a link up; False if somebody was faster or its time is over."""
    used = (
        update(OneTimeLinkRow)
        .where(
            OneTimeLinkRow.token == token,
            OneTimeLinkRow.used_at.is_(None),
            OneTimeLinkRow.ends_at > written(at),
        )
        .values(used_at=written(at))
    )
    return connection.execute(used).rowcount == 1


def withdraw(connection: Connection, account: str) -> None:
    """Forget the links of an account that were not used."""
    connection.execute(
        delete(OneTimeLinkRow).where(
            OneTimeLinkRow.account == account, OneTimeLinkRow.used_at.is_(None)
        )
    )
