"""Keys for programs: the part that may be seen, and the hash of the part that may not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from registry.storage.identity_tables import ApiKeyRow
from registry.values.access import Scope


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key; ``secret`` is the hash."""

    id: str
    account: str
    name: str
    secret: str
    scopes: frozenset[Scope]
    made_at: str
    ends_on: str
    ended_at: str | None = None
    used_on: str | None = None

    def works(self, day: str) -> bool:
        """Whether it opens anything on a day."""
        return self.ended_at is None and day <= self.ends_on


_COLUMNS = (
    ApiKeyRow.id,
    ApiKeyRow.account,
    ApiKeyRow.name,
    ApiKeyRow.secret,
    ApiKeyRow.scopes,
    ApiKeyRow.made_at,
    ApiKeyRow.ends_on,
    ApiKeyRow.ended_at,
    ApiKeyRow.used_on,
)


def add(connection: Connection, key: ApiKey) -> None:
    """Keep a key."""
    connection.execute(
        insert(ApiKeyRow).values(
            id=key.id,
            account=key.account,
            name=key.name,
            secret=key.secret,
            scopes=sorted(key.scopes),
            made_at=key.made_at,
            ends_on=key.ends_on,
        )
    )


def find(connection: Connection, key: str) -> ApiKey | None:
    """The key with an id."""
    row = connection.execute(select(*_COLUMNS).where(ApiKeyRow.id == key)).first()
    return None if row is None else _key(row)


def of_account(connection: Connection, account: str) -> list[ApiKey]:
    """The keys of an account, the newest first."""
    asked = select(*_COLUMNS).where(ApiKeyRow.account == account)
    rows = connection.execute(asked.order_by(ApiKeyRow.made_at.desc(), ApiKeyRow.id))
    return [_key(row) for row in rows]


def note_use(connection: Connection, key: str, day: str) -> None:
    """Note the day on which a key was last used."""
    connection.execute(update(ApiKeyRow).where(ApiKeyRow.id == key).values(used_on=day))


def end(connection: Connection, account: str, at: str, key: str | None = None) -> int:
    """End one key of an account, or all of them; how many were ended."""
    ended = update(ApiKeyRow).where(ApiKeyRow.account == account, ApiKeyRow.ended_at.is_(None))
    if key is not None:
        ended = ended.where(ApiKeyRow.id == key)
    return connection.execute(ended.values(ended_at=at)).rowcount


def _key(row: Any) -> ApiKey:
    scopes = frozenset(Scope(each) for each in row.scopes)
    return ApiKey(row.id, row.account, row.name, row.secret, scopes, *row[5:])
