"""Counts that run off with time: attempts to sign in, and requests, for all processes together."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, case, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from registry.storage.identity_tables import AllowanceRow
from registry.values.access import Patience


def waits(connection: Connection, key: str, patience: Patience, at: float) -> float:
    """How many seconds are left until the next attempt may come."""
    row = _row(connection, key)
    if row is None:
        return 0.0
    count = patience.left(row[0], at - row[1])
    return max(0.0, row[1] + patience.wait(count) - at)


def count(connection: Connection, key: str, patience: Patience, at: float) -> float:
    """Count one more, and say how many there are now."""
    return pour(connection, key, at, per_second=1 / patience.forgets_one_in)


def pour(connection: Connection, key: str, at: float, *, per_second: float) -> float:
    """Add one to what has not run off yet, in one step that processes cannot do at once."""
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    rest = AllowanceRow.count - (at - AllowanceRow.at) * per_second
    more = dialect.insert(AllowanceRow).values(key=key, count=1.0, at=at)
    poured = more.on_conflict_do_update(
        index_elements=[AllowanceRow.key],
        set_={"count": case((rest > 0, rest), else_=0.0) + 1.0, "at": at},
    ).returning(AllowanceRow.count)
    return float(connection.execute(poured).scalar_one())


def clear(connection: Connection, keys: Iterable[str]) -> None:
    """Begin anew for these."""
    connection.execute(delete(AllowanceRow).where(AllowanceRow.key.in_(list(keys))))


def forget_old(connection: Connection, before: float) -> None:
    """Forget counts that nobody has added to for long."""
    connection.execute(delete(AllowanceRow).where(AllowanceRow.at < before))


def _row(connection: Connection, key: str) -> tuple[float, float] | None:
    asked = select(AllowanceRow.count, AllowanceRow.at).where(AllowanceRow.key == key)
    row = connection.execute(asked).first()
    return None if row is None else (row[0], row[1])
