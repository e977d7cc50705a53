"""Coming in: a password, then a second factor, then a session; each attempt is counted."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from registry.actions.open_register import Register
from registry.actions.passwords import hash_password, is_old, password_holds
from registry.actions.refusals import SENTENCES, refused
from registry.errors import NotSignedIn, RegistryError, TooManyRequests
from registry.storage import account_events, accounts, allowances, factors, sessions
from registry.storage.account_events import Happened
from registry.storage.accounts import Account
from registry.storage.engine import writing
from registry.storage.sealing import hashed, marked
from registry.storage.sessions import Session
from registry.values.access import Event, Level, Patience, Whence, fold_login
from registry.values.moments import written

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
HALFWAY = timedelta(minutes=30)
_A_MINUTE = timedelta(minutes=1)
_AGENT = 120

# One person at one place; one login from anywhere; one network whoever is meant.
_HERE = Patience(free=5, forgets_one_in=600)
_LOGIN = Patience(free=25, forgets_one_in=600)
_NETWORK = Patience(free=50, forgets_one_in=30)


@dataclass(frozen=True, slots=True)
class Entered:
    """A session that was begun, and the token that a browser shows for it."""

    session: Session
    token: str
    account: Account


def enter(login: str, password: str, whence: Whence, register: Register) -> Entered:
    """Begin a session with a password. Who is unknown and who mistypes are answered alike."""
    typed = fold_login(login)
    with attempt(typed, whence, register) as counted:
        with register.engine.connect() as connection:
            account = accounts.by_login(connection, typed)
        known = account if account and account.ended_at is None else None
        if not password_holds(known.password if known else None, password) or known is None:
            raise NotSignedIn(SENTENCES["wrong"])
        counted.holds()
    return _begin_with_password(known, password, whence, register)


def _begin_with_password(
    account: Account, password: str, whence: Whence, register: Register
) -> Entered:
    with writing(register.engine) as connection:
        if account.password and is_old(account.password):
            accounts.change(connection, account.id, password=hash_password(password))
        asked = account.needs_second_factor or has_second_factor(connection, account)
        level = Level.PASSWORD if asked else Level.FULL
        return begin(connection, account, "password", level, whence, register.now())


def has_second_factor(connection: Connection, account: Account) -> bool:
    """Whether codes or a passkey are set up."""
    return account.secret is not None or bool(factors.passkeys(connection, account.id))


def begin(  # noqa: PLR0913, PLR0917  the parts of a session
    connection: Connection,
    account: Account,
    how: str,
    level: Level,
    whence: Whence,
    at: datetime,
    *,
    kept: Any = None,
) -> Entered:
    """A new session with a new token; whoever has come all the way in is noted."""
    token = secrets.token_urlsafe(32)
    session = Session(
        id=secrets.token_hex(8),
        account=account.id,
        level=level,
        how=how,
        made_at=at,
        seen_at=at,
        ends_at=at + (LONGEST if level is Level.FULL else HALFWAY),
        network=whence.network,
        agent=whence.agent[:_AGENT],
        kept=kept,
    )
    sessions.forget_over(connection, at)
    sessions.add(connection, session, hashed(token))
    if level is Level.FULL:
        note(connection, Event.SIGNED_IN, account.id, at, how=how, whence=whence)
    return Entered(session, token, account)


def go_on(
    connection: Connection, session: Session, account: Account, factor: str, register: Register
) -> Entered:
    """The same person, now all the way in: a new session takes the place of the old one."""
    sessions.end(connection, session.id)
    whence = Whence(session.network, session.agent)
    how = f"{session.how}, {factor}"
    at = register.now()
    return begin(connection, account, how, Level.FULL, whence, at, kept=session.kept)


def lives(session: Session, at: datetime) -> bool:
    """Whether a session still opens anything."""
    return at < session.ends_at and at - session.seen_at < IDLE


def resume(token: str, register: Register) -> tuple[Session, Account] | None:
    """Who shows this token; None if the session is over or the account has ended."""
    at = register.now()
    with register.engine.connect() as connection:
        session = sessions.find(connection, hashed(token))
        if session is None or not lives(session, at):
            return None
        account = accounts.find(connection, session.account)
    if account is None or account.ended_at is not None:
        return None
    if at - session.seen_at >= _A_MINUTE:
        with writing(register.engine, alone=False) as connection:
            sessions.change(connection, session.id, seen_at=written(at))
        session = replace(session, seen_at=at)
    return session, account


def leave(session: Session, register: Register) -> None:
    """End one's own session."""
    with writing(register.engine, alone=False) as connection:
        sessions.end(connection, session.id)
        whence = Whence(session.network, "")
        note(connection, Event.SIGNED_OUT, session.account, register.now(), whence=whence)


def end_session(account: str, session: str, register: Register) -> None:
    """End another session of the same account."""
    with writing(register.engine, alone=False) as connection:
        mine = {each.id for each in sessions.of_account(connection, account)}
        if session in mine:
            sessions.end(connection, session)
            note(connection, Event.SESSION_ENDED, account, register.now())


def confirm_password(account: Account, password: str, whence: Whence, register: Register) -> None:
    """Ask once more before something that matters; who has no password came by a provider."""
    if account.password is None:
        return
    with attempt(account.login, whence, register) as counted:
        if not password_holds(account.password, password):
            raise refused("current", "wrong-password")
        counted.holds()


class Counted:
    """An attempt that counts as failed until it is said to hold."""

    def __init__(self) -> None:
        self.held = False

    def holds(self) -> None:
        """It was right."""
        self.held = True


@contextmanager
def attempt(
    login: str, whence: Whence, register: Register, *, kind: str = "password"
) -> Iterator[Counted]:
    """Count an attempt before it is looked at, so that many at once are many; forget it if it
    holds. The wait grows with each failure and never stays."""
    keys = _keys(login, whence, kind, register.key)
    at = register.now()
    _count(keys, login, whence, at, register)
    counted = Counted()
    try:
        yield counted
    except RegistryError:
        with writing(register.engine, alone=False) as connection:
            known = accounts.by_login(connection, login)
            who = known.id if known else None
            note(connection, Event.REFUSED, who, at, how=kind, whence=whence)
        raise
    if counted.held:
        with writing(register.engine, alone=False) as connection:
            allowances.clear(connection, [key for key in keys if keys[key] is not _NETWORK])


def _keys(login: str, whence: Whence, kind: str, key: bytes) -> dict[str, Patience]:
    """What is typed is not kept: somebody may type a password in the place of a login."""
    who = marked(key, "attempts", login)[:32]
    return {
        f"{kind} {who} {whence.network}": _HERE,
        f"{kind} {who}": _LOGIN,
        f"{kind} {whence.network}": _NETWORK,
    }


def _count(
    keys: dict[str, Patience], login: str, whence: Whence, at: datetime, register: Register
) -> None:
    moment = at.timestamp()
    with writing(register.engine) as connection:
        longest = max(
            allowances.waits(connection, key, patience, moment) for key, patience in keys.items()
        )
        if not longest:
            for key, patience in keys.items():
                allowances.count(connection, key, patience, moment)
            return
        known = accounts.by_login(connection, login)
        note(connection, Event.HELD_OFF, known.id if known else None, at, whence=whence)
    raise TooManyRequests(SENTENCES["held-off"], seconds=int(longest) + 1)


def note(  # noqa: PLR0913  the parts of an entry
    connection: Connection,
    what: Event,
    account: str | None,
    at: datetime,
    *,
    by: str = "",
    how: str = "",
    whence: Whence | None = None,
) -> None:
    """Write to the audit; by default the person did it."""
    network = whence.network if whence else ""
    happened = Happened(written(at), what, account, by or account or "", how, network)
    account_events.note(connection, happened)
