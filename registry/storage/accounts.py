"""Accounts and the roles that they hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from registry.storage.identity_tables import AccountRow, RoleGrantRow
from registry.values.access import needs_second_factor
from registry.values.people import Actor, Grant, Role


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in, with the roles held now."""

    id: str
    login: str
    name: str
    made_at: str
    ended_at: str | None = None
    issuer: str | None = None
    password: str | None = None
    secret: bytes | None = None
    grants: frozenset[Grant] = field(default_factory=frozenset)

    @property
    def actor(self) -> Actor:
        """The person as actions look at them."""
        return Actor(self.id, self.name, self.grants)

    @property
    def roles(self) -> frozenset[Role]:
        """The roles held, wherever."""
        return frozenset(grant.role for grant in self.grants)

    @property
    def needs_second_factor(self) -> bool:
        """Whether a role asks for it; a provider has asked for its own."""
        return self.issuer is None and needs_second_factor(self.grants)


_COLUMNS = (
    AccountRow.id,
    AccountRow.login,
    AccountRow.name,
    AccountRow.made_at,
    AccountRow.ended_at,
    AccountRow.issuer,
    AccountRow.password,
    AccountRow.secret,
)


def find(connection: Connection, account: str) -> Account | None:
    """The account with an id."""
    return _one(connection, AccountRow.id == account)


def by_login(connection: Connection, login: str) -> Account | None:
    """The account with a folded login."""
    return _one(connection, AccountRow.login == login)


def by_subject(connection: Connection, issuer: str, subject: str) -> Account | None:
    """The account of whom a provider names so."""
    return _one(connection, (AccountRow.issuer == issuer) & (AccountRow.subject == subject))


def everybody(connection: Connection) -> list[Account]:
    """All accounts, by login."""
    held = _grants(connection, None)
    rows = connection.execute(select(*_COLUMNS).order_by(AccountRow.login))
    return [Account(*row, grants=held.get(row.id, frozenset())) for row in rows]


def has_operator(connection: Connection) -> bool:
    """Whether somebody can come in who may let others in."""
    held = (
        select(func.count())
        .select_from(RoleGrantRow)
        .join(AccountRow, AccountRow.id == RoleGrantRow.account)
        .where(RoleGrantRow.role == Role.OPERATOR.value, AccountRow.ended_at.is_(None))
        .where(AccountRow.password.is_not(None) | AccountRow.issuer.is_not(None))
    )
    return bool(connection.scalar(held))


def add(connection: Connection, account: Account, *, subject: str | None = None) -> None:
    """A new account without a password; its roles are given one by one."""
    connection.execute(
        insert(AccountRow).values(
            id=account.id,
            login=account.login,
            name=account.name,
            made_at=account.made_at,
            issuer=account.issuer,
            subject=subject,
        )
    )


def change(connection: Connection, account: str, **values: str | bytes | int | None) -> None:
    """Set columns of an account."""
    connection.execute(update(AccountRow).where(AccountRow.id == account).values(**values))


def use_step(connection: Connection, account: str, step: int) -> bool:
    """Take a step of the codes; False if it or a later one was used before."""
    taken = (
        update(AccountRow).where(AccountRow.id == account, AccountRow.step < step).values(step=step)
    )
    return connection.execute(taken).rowcount == 1


def give(connection: Connection, account: str, grant: Grant, by: str, at: str) -> None:
    """Give a role for a place."""
    connection.execute(
        insert(RoleGrantRow).values(
            account=account, role=grant.role.value, place=grant.place, given_by=by, given_at=at
        )
    )


def take(connection: Connection, account: str, grants: Iterable[Grant]) -> None:
    """Take roles away."""
    for grant in grants:
        connection.execute(
            delete(RoleGrantRow).where(
                RoleGrantRow.account == account,
                RoleGrantRow.role == grant.role.value,
                RoleGrantRow.place == grant.place,
            )
        )


def _one(connection: Connection, condition: ColumnElement[bool]) -> Account | None:
    row = connection.execute(select(*_COLUMNS).where(condition)).first()
    if row is None:
        return None
    return Account(*row, grants=_grants(connection, row.id).get(row.id, frozenset()))


def _grants(connection: Connection, account: str | None) -> dict[str, frozenset[Grant]]:
    asked = select(RoleGrantRow.account, RoleGrantRow.role, RoleGrantRow.place)
    if account is not None:
        asked = asked.where(RoleGrantRow.account == account)
    held: dict[str, set[Grant]] = {}
    for row in connection.execute(asked):
        held.setdefault(row.account, set()).add(Grant(Role(row.role), row.place))
    return {each: frozenset(grants) for each, grants in held.items()}
