"""Keys for programs: made by a person for a while and for a purpose, shown once."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import date, timedelta

from registry.actions.open_register import Register
from registry.actions.refusals import SENTENCES, refused
from registry.actions.sign_in import attempt, note
from registry.errors import NotAllowed, NotSignedIn, TooManyRequests
from registry.storage import accounts, allowances, api_keys
from registry.storage.accounts import Account
from registry.storage.api_keys import ApiKey
from registry.storage.engine import writing
from registry.storage.sealing import hashed
from registry.values.access import Event, Scope, Whence, carried
from registry.values.moments import written
from registry.values.people import EVERYWHERE, Actor, Role

LONGEST = timedelta(days=365)
_BEGINS = "mrk"
_NO_KEY = "This key opens nothing: it is mistyped, has ended, or its owner has."
# So many requests at once to one address by one key, and so many a second in the long run.
_AT_ONCE, _PER_SECOND = 120, 2.0


@dataclass(frozen=True, slots=True)
class Opened:
    """A key that works: for what, and as whom it acts."""

    id: str
    scopes: frozenset[Scope]
    ends_on: str
    actor: Actor


def make_key(
    account: Account, name: str, scopes: frozenset[Scope], last: date, register: Register
) -> str:
    """A new key, whole; only its hash is kept."""
    day = register.now().date()
    if not name.strip():
        raise refused("name", "no-name")
    if not scopes:
        raise refused("scope", "no-scope")
    if not day < last <= day + LONGEST:
        raise refused("ends_on", "no-day")
    identifier, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    at = register.now()
    key = ApiKey(
        id=identifier,
        account=account.id,
        name=name.strip()[:100],
        secret=hashed(secret),
        scopes=scopes,
        made_at=written(at),
        ends_on=last.isoformat(),
    )
    with writing(register.engine, alone=False) as connection:
        api_keys.add(connection, key)
        note(connection, Event.KEY_MADE, account.id, at, how=identifier)
    return f"{_BEGINS}_{identifier}_{secret}"


def end_key(account: str, key: str, by: Actor, register: Register) -> None:
    """End a key: its owner may, and an operator."""
    if by.id != account and not by.holds(Role.OPERATOR, EVERYWHERE):
        raise NotAllowed("Only its owner or an operator may end a key.")
    at = register.now()
    with writing(register.engine, alone=False) as connection:
        if api_keys.end(connection, account, written(at), key):
            note(connection, Event.KEY_ENDED, account, at, by=by.id, how=key)


def open_key(token: str, whence: Whence, register: Register) -> Opened:
    """Who acts by this key. A wrong one counts as an attempt from its network."""
    found = _find(token, register)
    if found is None:
        with attempt("a key", whence, register, kind="key"):
            raise NotSignedIn(
                _NO_KEY, hint="Make a new key at /desk/account, and keep it out of addresses."
            )
    key, account = found
    day = register.now().date().isoformat()
    if key.used_on != day:
        with writing(register.engine, alone=False) as connection:
            api_keys.note_use(connection, key.id, day)
    actor = replace(account.actor, grants=carried(account.grants, key.scopes))
    return Opened(key.id, key.scopes, key.ends_on, actor)


def count_use(key: Opened, address: str, register: Register) -> None:
    """Refuse a key that asks one address more often than it may."""
    at = register.now().timestamp()
    with writing(register.engine, alone=False) as connection:
        name = f"use {key.id} {address}"
        many = allowances.pour(connection, name, at, per_second=_PER_SECOND)
    if many > _AT_ONCE:
        seconds = int((many - _AT_ONCE) / _PER_SECOND) + 1
        raise TooManyRequests(SENTENCES["too-often"], seconds=seconds)


def _find(token: str, register: Register) -> tuple[ApiKey, Account] | None:
    begins, _, rest = token.partition("_")
    identifier, _, secret = rest.partition("_")
    with register.engine.connect() as connection:
        known = begins == _BEGINS and identifier.isalnum()
        key = api_keys.find(connection, identifier) if known else None
        kept = key.secret if key else hashed("")
        holds = hmac.compare_digest(kept, hashed(secret))
        if key is None or not holds or not key.works(register.now().date().isoformat()):
            return None
        account = accounts.find(connection, key.account)
    return None if account is None or account.ended_at else (key, account)
