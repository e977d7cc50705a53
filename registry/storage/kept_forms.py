"""Forms, sealed, that wait while their owner signs in at the provider."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert

from registry.storage.identity_tables import KeptFormRow
from registry.values.moments import written

_LONGEST = timedelta(hours=1)


def keep(connection: Connection, token: str, sealed: str, at: datetime) -> None:
    """Keep a form under the hash of a token, and forget those that nobody came back for."""
    connection.execute(delete(KeptFormRow).where(KeptFormRow.at < written(at - _LONGEST)))
    connection.execute(insert(KeptFormRow).values(token=token, sealed=sealed, at=written(at)))


def take(connection: Connection, token: str) -> str | None:
    """The form, once."""
    gone = delete(KeptFormRow).where(KeptFormRow.token == token).returning(KeptFormRow.sealed)
    return connection.scalar(gone)
