"""Somebody whom a provider has named: their account here, with the roles that their groups give."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from hashlib import sha256

from sqlalchemy import Connection

from registry.actions.accounts import follow_groups
from registry.actions.open_register import Register
from registry.actions.refusals import SENTENCES
from registry.actions.sign_in import Entered, begin
from registry.errors import NotSignedIn
from registry.settings import Provider, WrongSetting
from registry.storage import accounts
from registry.storage.accounts import Account
from registry.storage.engine import writing
from registry.values.access import Level, Whence, fits
from registry.values.moments import written
from registry.values.people import Grant, Role


def grants_by_group(provider: Provider) -> tuple[tuple[str, Grant], ...]:
    """The setting as grants; a role that there is not, or for no place, stops the start."""
    found = []
    for group, role, place in provider.groups:
        grant = Grant(Role(role), place) if role in set(Role) else None
        if grant is None or not fits(grant):
            raise WrongSetting(
                f"REGISTRY_OIDC_GROUPS gives {group[:60]!r} the role {role[:40]!r} for "
                f"{place[:40]!r}, and there is no such role for such a place.",
                hint=f"The roles are {', '.join(Role)}; all but those of the whole register "
                "name a place, as registrar:PHL.",
            )
        found.append((group, grant))
    return tuple(found)


def enter_as(
    subject: str, name: str, groups: Iterable[str], whence: Whence, register: Register
) -> Entered:
    """Begin a session for whom the provider names; an e-mail address alone never joins accounts."""
    provider = register.settings.provider
    if provider is None:
        raise NotSignedIn(SENTENCES["provider-wrong"])
    held = set(groups)
    wanted = frozenset(grant for group, grant in grants_by_group(provider) if group in held)
    with writing(register.engine) as connection:
        account = accounts.by_subject(connection, provider.issuer, subject)
        if account is None:
            account = _new(connection, provider.issuer, subject, name, register)
        if account.ended_at is not None:
            raise NotSignedIn(SENTENCES["not-to-ended"])
        accounts.change(connection, account.id, name=name[:200] or account.login)
        account = follow_groups(connection, account, wanted, register)
        return begin(connection, account, "provider", Level.FULL, whence, register.now())


def _new(
    connection: Connection, issuer: str, subject: str, name: str, register: Register
) -> Account:
    mark = sha256(f"{issuer} {subject}".encode()).hexdigest()[:12]
    at = written(register.now())
    account = Account(f"p-{secrets.token_hex(8)}", f"provider:{mark}", name[:200], at, None, issuer)
    accounts.add(connection, account, subject=subject)
    return account
