"""What proves a second time who somebody is: recovery codes and passkeys."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from registry.storage.identity_tables import PasskeyRow, RecoveryCodeRow


@dataclass(frozen=True, slots=True)
class Passkey:
    """The public half of a passkey; ``count`` is how often the device says it was used."""

    id: str
    account: str
    name: str
    public_key: bytes
    count: int
    made_at: str
    used_on: str | None = None


_COLUMNS = (
    PasskeyRow.id,
    PasskeyRow.account,
    PasskeyRow.name,
    PasskeyRow.public_key,
    PasskeyRow.count,
    PasskeyRow.made_at,
    PasskeyRow.used_on,
)


def replace_codes(connection: Connection, account: str, codes: Iterable[str]) -> None:
    """New recovery codes (hashes) in place of all old ones."""
    connection.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account == account))
    connection.execute(
        insert(RecoveryCodeRow), [{"account": account, "code": code} for code in codes]
    )


def codes_left(connection: Connection, account: str) -> int:
    """How many recovery codes were not used yet."""
    unused = select(func.count()).where(
        RecoveryCodeRow.account == account, RecoveryCodeRow.used_at.is_(None)
    )
    return connection.scalar(unused) or 0


def use_code(connection: Connection, account: str, code: str, at: str) -> bool:
    """Use a recovery code (its hash); False if there is no such code or it was used."""
    used = (
        update(RecoveryCodeRow)
        .where(
            RecoveryCodeRow.account == account,
            RecoveryCodeRow.code == code,
            RecoveryCodeRow.used_at.is_(None),
        )
        .values(used_at=at)
    )
    return connection.execute(used).rowcount == 1


def add_passkey(connection: Connection, passkey: Passkey) -> None:
    """Keep a passkey."""
    values = {column.key: getattr(passkey, column.key) for column in _COLUMNS}
    connection.execute(insert(PasskeyRow).values(**values))


def passkeys(connection: Connection, account: str) -> list[Passkey]:
    """The passkeys of an account, the oldest first."""
    asked = select(*_COLUMNS).where(PasskeyRow.account == account)
    rows = connection.execute(asked.order_by(PasskeyRow.made_at, PasskeyRow.id))
    return [Passkey(*row) for row in rows]


def passkey(connection: Connection, identifier: str) -> Passkey | None:
    """The passkey with an id."""
    row = connection.execute(select(*_COLUMNS).where(PasskeyRow.id == identifier)).first()
    return None if row is None else Passkey(*row)


def use_passkey(connection: Connection, identifier: str, count: int, day: str) -> None:
    """Note that a passkey was used."""
    connection.execute(
        update(PasskeyRow).where(PasskeyRow.id == identifier).values(count=count, used_on=day)
    )


def remove_passkey(connection: Connection, account: str, identifier: str) -> bool:
    """Forget a passkey of an account; whether there was one."""
    gone = delete(PasskeyRow).where(PasskeyRow.account == account, PasskeyRow.id == identifier)
    return connection.execute(gone).rowcount == 1


def forget_all(connection: Connection, account: str) -> None:
    """Forget every passkey and recovery code of an account."""
    connection.execute(delete(PasskeyRow).where(PasskeyRow.account == account))
    connection.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account == account))
