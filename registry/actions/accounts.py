"""Accounts: inviting people, giving and taking roles, ending and forgetting them."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from registry.actions.open_register import Register
from registry.actions.passwords import check_password, hash_password
from registry.actions.refusals import SENTENCES, refused
from registry.actions.sign_in import Entered, begin, confirm_password, note
from registry.errors import Conflict, NotAllowed, NotOnRegister
from registry.storage import (
    account_events,
    accounts,
    api_keys,
    factors,
    one_time_links,
    sessions,
)
from registry.storage.accounts import Account
from registry.storage.engine import writing
from registry.storage.one_time_links import OneTimeLink, Opens
from registry.storage.sealing import hashed
from registry.storage.sessions import Session
from registry.values.access import Event, Level, Whence, clash, fits, fold_login
from registry.values.countries import is_party
from registry.values.moments import written
from registry.values.people import EVERYWHERE, Actor, Grant, Role

INVITATION = timedelta(days=7)
SHORT = timedelta(hours=24)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
TERMINAL = Actor("terminal", "the terminal", frozenset({Grant(Role.OPERATOR, EVERYWHERE)}))
PROVIDER = Actor("provider", "the provider", frozenset({Grant(Role.OPERATOR, EVERYWHERE)}))


def operator_link(register: Register) -> str:
    """The address that makes the first operator; the one before stops working."""
    link = OneTimeLink(Opens.FIRST_OPERATOR, None, TERMINAL.id)
    with writing(register.engine) as connection:
        if accounts.has_operator(connection):
            raise Conflict(
                "There is an operator already.",
                hint="Give one a way back in with registry accounts reset LOGIN, or let another "
                "one in with registry accounts invite LOGIN --role operator.",
            )
        return _linked(connection, link, SHORT, register)


def has_operator(register: Register) -> bool:
    """Whether somebody can come in who may let others in."""
    with register.engine.connect() as connection:
        return accounts.has_operator(connection)


def invite(login: str, name: str, grants: frozenset[Grant], by: Actor, register: Register) -> str:
    """A new account with its roles, and the address by which the person takes it over."""
    check_operator(by)
    folded = checked_login(login)
    with writing(register.engine) as connection:
        if accounts.by_login(connection, folded):
            raise refused("login", "login-taken")
        account = _new(connection, folded, name.strip() or folded, register)
        note(connection, Event.INVITED, account.id, register.now(), by=by.id)
        for grant in sorted(grants, key=str):
            _give(connection, account, grant, by, register)
            account = _again(connection, account.id)
        link = OneTimeLink(Opens.INVITATION, account.id, by.id)
        return _linked(connection, link, INVITATION, register)


def invite_again(account: str, by: Actor, register: Register) -> str:
    """A fresh link for somebody who has not come yet, or a way back in for who has.

    What they proved themselves with stays until the link is used.
    """
    check_operator(by)
    with writing(register.engine) as connection:
        found = _again(connection, account)
        _check_open(found)
        came = found.password is not None
        opens, time = (Opens.RESET, SHORT) if came else (Opens.INVITATION, INVITATION)
        event = Event.RESET_OFFERED if came else Event.INVITED
        note(connection, event, account, register.now(), by=by.id)
        return _linked(connection, OneTimeLink(opens, account, by.id), time, register)


def opened_by(token: str, register: Register) -> tuple[OneTimeLink, Account | None] | None:
    """What a link opens now, and for whom; looking does not use it up."""
    with register.engine.connect() as connection:
        link = one_time_links.find(connection, hashed(token), register.now())
        if link is None:
            return None
        account = accounts.find(connection, link.account) if link.account else None
        if link.opens is Opens.FIRST_OPERATOR and accounts.has_operator(connection):
            return None
        return link, account


@dataclass(frozen=True, slots=True)
class Taking:
    """What somebody tells of themselves who takes an account over."""

    login: str
    name: str
    password: str = field(repr=False)


def accept(token: str, taking: Taking, whence: Whence, register: Register) -> Entered:
    """Take an account over by its link: a name and a password of one's own, and a session."""
    found = opened_by(token, register)
    if found is None:
        raise NotOnRegister(SENTENCES["no-link"])
    link, account = found
    folded, name = account.login if account else checked_login(taking.login), taking.name.strip()
    if not name:
        raise refused("name", "no-name")
    check_password(taking.password, own=(folded, name))
    kept = hash_password(taking.password)
    with writing(register.engine) as connection:
        if not one_time_links.use(connection, hashed(token), register.now()):
            raise NotOnRegister(SENTENCES["no-link"])
        owner = account or _first_operator(connection, folded, name, register)
        if link.opens is Opens.RESET:
            accounts.change(connection, owner.id, secret=None)
            factors.forget_all(connection, owner.id)
            api_keys.end(connection, owner.id, written(register.now()))
        accounts.change(connection, owner.id, name=name[:200], password=kept)
        sessions.end_all(connection, owner.id)
        note(connection, Event.PASSWORD_SET, owner.id, register.now(), whence=whence)
        owner = _again(connection, owner.id)
        level = Level.PASSWORD if owner.needs_second_factor else Level.FULL
        return begin(connection, owner, link.opens.value, level, whence, register.now())


def change_password(
    session: Session, account: Account, current: str, password: str, register: Register
) -> None:
    """A new password; every other session ends."""
    whence = Whence(session.network, session.agent)
    confirm_password(account, current, whence, register)
    check_password(password, own=(account.login, account.name))
    kept = hash_password(password)
    with writing(register.engine) as connection:
        accounts.change(connection, account.id, password=kept)
        sessions.end_all(connection, account.id, but=session.id)
        note(connection, Event.PASSWORD_SET, account.id, register.now(), whence=whence)


def give_role(account: str, grant: Grant, by: Actor, register: Register) -> None:
    """Give a role; an operator gives none to themselves, and nobody both runs and publishes."""
    check_operator(by)
    with writing(register.engine) as connection:
        found = _again(connection, account)
        if found.issuer is not None:
            raise refused("role", "of-provider")
        _give(connection, found, grant, by, register)


def take_role(account: str, grant: Grant, by: Actor, register: Register) -> None:
    """Take a role away; it is gone with the next request of whoever held it."""
    check_operator(by)
    with writing(register.engine) as connection:
        found = _again(connection, account)
        if found.issuer is not None:
            raise refused("role", "of-provider")
        if grant.role is Role.OPERATOR:
            _check_other_operator(connection, account)
        _take(connection, found, grant, by, register)


def follow_groups(
    connection: Connection, account: Account, wanted: frozenset[Grant], register: Register
) -> Account:
    """Make the roles of an account those that its provider names; what clashes is left out."""
    for grant in sorted(account.grants - wanted, key=str):
        _take(connection, account, grant, PROVIDER, register)
    held = {grant.role for grant in account.grants & wanted}
    for grant in sorted(wanted - account.grants, key=str):
        if clash(held, grant.role) is None and fits(grant):
            _give(connection, _again(connection, account.id), grant, PROVIDER, register)
            held.add(grant.role)
    return _again(connection, account.id)


def end_account(account: str, by: Actor, register: Register) -> None:
    """Close an account for good: sessions, keys and links end; what it did stays."""
    check_operator(by)
    with writing(register.engine) as connection:
        found = _again(connection, account)
        _check_open(found)
        if Role.OPERATOR in found.roles:
            _check_other_operator(connection, account)
        _close(connection, account, by, Event.ACCOUNT_ENDED, register)


def erase_account(account: str, by: Actor, register: Register) -> None:
    """Forget who somebody is: name and login become a pseudonym, the id stays in the journal."""
    check_officer(by)
    with writing(register.engine) as connection:
        found = _again(connection, account)
        if Role.OPERATOR in found.roles and found.ended_at is None:
            _check_other_operator(connection, account)
        _close(connection, account, by, Event.ACCOUNT_ERASED, register)
        nobody = f"erased-{account}"
        accounts.change(connection, account, login=nobody, name=nobody, issuer=None, subject=None)
        account_events.forget_sign_ins(connection, written(register.now()), account=account)


def export_account(account: str, by: Actor, register: Register) -> dict[str, Any]:
    """All that is held of a person, but no secret and no hash of one."""
    if by.id != account:
        check_officer(by)
    with writing(register.engine, alone=False) as connection:
        found = _again(connection, account)
        note(connection, Event.DATA_EXPORTED, account, register.now(), by=by.id)
        return {
            "id": found.id,
            "login": found.login,
            "name": found.name,
            "made_at": found.made_at,
            "ended_at": found.ended_at,
            "provider": found.issuer,
            "roles": [{"role": g.role, "place": g.place} for g in sorted(found.grants, key=str)],
            "sessions": [
                {
                    "began": written(s.made_at),
                    "seen": written(s.seen_at),
                    "how": s.how,
                    "network": s.network,
                    "agent": s.agent,
                }
                for s in sessions.of_account(connection, account)
            ],
            "passkeys": [
                {"name": p.name, "made_at": p.made_at, "used_on": p.used_on}
                for p in factors.passkeys(connection, account)
            ],
            "keys": [
                {
                    "id": k.id,
                    "name": k.name,
                    "scopes": sorted(k.scopes),
                    "made_at": k.made_at,
                    "ends_on": k.ends_on,
                    "ended_at": k.ended_at,
                    "used_on": k.used_on,
                }
                for k in api_keys.of_account(connection, account)
            ],
            "events": [
                {"at": e.at, "what": e.what, "how": e.how, "network": e.network}
                for e in account_events.newest(connection, account=account, most=10_000)
            ],
        }


def checked_login(typed: str) -> str:
    """A login as it is kept."""
    folded = fold_login(typed)
    if not 3 <= len(folded) <= 120 or not folded.isprintable() or " " in folded:
        raise refused("login", "no-login")
    return folded


def check_operator(by: Actor) -> None:
    """Only an operator lets people in and out."""
    if not by.holds(Role.OPERATOR, EVERYWHERE):
        raise NotAllowed(SENTENCES["only-operator"])


def check_officer(by: Actor) -> None:
    """Only a data-protection officer looks at and forgets what is held of a person."""
    if not by.holds(Role.DATA_PROTECTION_OFFICER, EVERYWHERE):
        raise NotAllowed(SENTENCES["only-officer"])


def _linked(connection: Connection, link: OneTimeLink, time: timedelta, register: Register) -> str:
    token, at = secrets.token_urlsafe(32), register.now()
    one_time_links.add(connection, hashed(token), link, at, at + time)
    return f"{register.settings.base_url}/desk/invitation/{token}"


def _new(connection: Connection, login: str, name: str, register: Register) -> Account:
    account = Account(f"p-{secrets.token_hex(8)}", login, name[:200], written(register.now()))
    accounts.add(connection, account)
    return account


def _first_operator(connection: Connection, login: str, name: str, register: Register) -> Account:
    if accounts.has_operator(connection):
        raise NotOnRegister(SENTENCES["no-link"])
    if accounts.by_login(connection, login):
        raise refused("login", "login-taken")
    account = _new(connection, login, name, register)
    _give(connection, account, Grant(Role.OPERATOR, EVERYWHERE), TERMINAL, register)
    return account


def _give(
    connection: Connection, account: Account, grant: Grant, by: Actor, register: Register
) -> None:
    _check_open(account)
    if by.id == account.id:
        raise refused("role", "not-to-oneself")
    if not fits(grant) or not _is_place(grant):
        raise refused("place", "no-place")
    if clash(account.roles, grant.role):
        raise refused("role", "apart")
    if grant in account.grants:
        return
    at = register.now()
    accounts.give(connection, account.id, grant, by.id, written(at))
    note(connection, Event.ROLE_GIVEN, account.id, at, by=by.id, how=_said(grant))


def _take(
    connection: Connection, account: Account, grant: Grant, by: Actor, register: Register
) -> None:
    if grant in account.grants:
        accounts.take(connection, account.id, [grant])
        note(connection, Event.ROLE_TAKEN, account.id, register.now(), by=by.id, how=_said(grant))


def _close(
    connection: Connection, account: str, by: Actor, event: Event, register: Register
) -> None:
    at = register.now()
    found = _again(connection, account)
    for grant in sorted(found.grants, key=str):
        _take(connection, found, grant, by, register)
    sessions.end_all(connection, account)
    api_keys.end(connection, account, written(at))
    one_time_links.withdraw(connection, account)
    factors.forget_all(connection, account)
    ended = found.ended_at or written(at)
    accounts.change(connection, account, ended_at=ended, password=None, secret=None)
    note(connection, event, account, at, by=by.id)


def _check_other_operator(connection: Connection, account: str) -> None:
    everybody = accounts.everybody(connection)
    others = [
        each
        for each in everybody
        if each.id != account
        and Role.OPERATOR in each.roles
        and not each.ended_at
        and (each.password or each.issuer)
    ]
    if not others:
        raise refused("role", "last-operator")


def _check_open(account: Account) -> None:
    if account.ended_at is not None:
        raise refused("role", "not-to-ended")


def _again(connection: Connection, account: str) -> Account:
    found = accounts.find(connection, account)
    if found is None:
        raise NotOnRegister(SENTENCES["no-account"])
    return found


def _is_place(grant: Grant) -> bool:
    """Authorities are named by their slug; only they have assessors and licence officers."""
    of_authority = grant.role in {Role.ASSESSOR, Role.LICENCE_OFFICER}
    return (
        grant.place == EVERYWHERE
        or is_party(grant.place)
        or (of_authority and _SLUG.fullmatch(grant.place) is not None)
    )


def _said(grant: Grant) -> str:
    return f"{grant.role} {grant.place}".strip()
