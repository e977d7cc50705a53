"""The second factor: codes of an authenticator (RFC 6238), and recovery codes for a lost one."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime

import pyotp
from sqlalchemy import Connection

from registry.actions.open_register import Register
from registry.actions.refusals import refused
from registry.actions.sign_in import Entered, attempt, go_on, note
from registry.storage import accounts, factors
from registry.storage.accounts import Account
from registry.storage.engine import writing
from registry.storage.sealing import hashed, marked, seal, unseal
from registry.storage.sessions import Session
from registry.values.access import Event, Level, Whence
from registry.values.moments import written

STEP = 30
ISSUER = "Mobility Registry"
_PURPOSE = "codes"
_CODES = 10
# Letters and digits that nobody takes for another one.
_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_secret() -> str:
    """A secret for an authenticator, in letters that can be typed."""
    return pyotp.random_base32()


def address_of(secret: str, account: Account) -> str:
    """What the QR code says to an authenticator."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.login, issuer_name=ISSUER)


def matching_step(secret: str, typed: str, at: datetime) -> int | None:
    """The step of the clock whose code was typed: this one, or one to either side."""
    code = "".join(each for each in typed if each.isdecimal())
    now = int(at.timestamp()) // STEP
    steps = (now - 1, now, now + 1)
    totp = pyotp.TOTP(secret)
    found = [step for step in steps if hmac.compare_digest(totp.at(step * STEP), code)]
    return found[-1] if found and code.isascii() else None


def set_up_codes(
    session: Session, account: Account, secret: str, typed: str, register: Register
) -> tuple[Entered, tuple[str, ...]]:
    """Take an authenticator into use once it has shown a right code; gives recovery codes."""
    step = matching_step(secret, typed, register.now())
    if step is None:
        raise refused("code", "wrong-code")
    sealed = seal(register.key, _PURPOSE, secret, of=account.id)
    with writing(register.engine) as connection:
        accounts.change(connection, account.id, secret=sealed, step=step)
        note(connection, Event.SECOND_FACTOR_SET, account.id, register.now(), how="codes")
        codes = new_recovery_codes(connection, account, register)
        return go_on(connection, session, account, "code", register), codes


def use_second_factor(
    session: Session, account: Account, typed: str, register: Register
) -> Entered:
    """Come all the way in by a code or a recovery code; each works once."""
    whence = Whence(session.network, session.agent)
    with attempt(account.login, whence, register, kind="code") as counted:
        with writing(register.engine) as connection:
            how = _accepted(connection, account, typed, register)
            entered = go_on(connection, session, account, how, register) if how else None
        if entered is None:
            raise refused("code", "wrong-code")
        counted.holds()
    return entered


def _accepted(
    connection: Connection, account: Account, typed: str, register: Register
) -> str | None:
    """What was typed, in the words of the audit; None if it proves nothing."""
    if account.secret is not None:
        secret = unseal(register.key, _PURPOSE, account.secret, of=account.id)
        step = matching_step(secret, typed, register.now())
        if step is not None and accounts.use_step(connection, account.id, step):
            return "code"
    mark = _mark(account, typed, register)
    at = register.now()
    if factors.use_code(connection, account.id, mark, written(at)):
        note(connection, Event.RECOVERY_CODE_USED, account.id, at)
        return "recovery code"
    return None


def new_recovery_codes(
    connection: Connection, account: Account, register: Register
) -> tuple[str, ...]:
    """Ten codes that each stand in once for a lost device; shown now and never again."""
    codes = tuple(_code() for _ in range(_CODES))
    marks = [_mark(account, code, register) for code in codes]
    factors.replace_codes(connection, account.id, marks)
    note(connection, Event.RECOVERY_CODES_MADE, account.id, register.now())
    return codes


def make_recovery_codes(account: Account, register: Register) -> tuple[str, ...]:
    """New recovery codes in place of the old ones."""
    if account.secret is None:
        raise refused("current", "no-second-factor")
    with writing(register.engine) as connection:
        return new_recovery_codes(connection, account, register)


def _code() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(12))
    return "-".join(letters[at : at + 4] for at in (0, 4, 8))


def _mark(account: Account, typed: str, register: Register) -> str:
    plain = "".join(each for each in typed.casefold() if each.isalnum())
    return hashed(marked(register.key, "recovery codes", f"{account.id} {plain}"))


def is_halfway(session: Session) -> bool:
    """Whether the second factor is still to come."""
    return session.level is Level.PASSWORD
