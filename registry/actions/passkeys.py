"""Passkeys (WebAuthn, level 3): a device keeps the secret, the register only the public half."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Connection
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.authentication.verify_authentication_response import VerifiedAuthentication
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from registry.actions.open_register import Register
from registry.actions.refusals import SENTENCES, refused
from registry.actions.second_factor import ISSUER
from registry.actions.sign_in import Entered, attempt, begin, go_on, note
from registry.errors import NotSignedIn, Unavailable
from registry.settings import Settings
from registry.storage import accounts, allowances, factors
from registry.storage.accounts import Account
from registry.storage.engine import writing
from registry.storage.factors import Passkey
from registry.storage.sealing import hashed, seal, unseal
from registry.storage.sessions import Session
from registry.values.access import Event, Level, Whence
from registry.values.moments import read, written

_PURPOSE = "challenges"
_TIME = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a browser is asked (JSON), and the sealed challenge that comes back with the answer."""

    options: str
    challenge: str


def possible(settings: Settings) -> bool:
    """Browsers keep passkeys for names, not for numbered addresses."""
    host = urlsplit(settings.base_url).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return bool(host)
    return False


def offer_to_keep(account: Account, register: Register) -> Offer:
    """Ask a device to make a passkey for an account."""
    with register.engine.connect() as connection:
        held = factors.passkeys(connection, account.id)
    options = generate_registration_options(
        rp_id=_host(register),
        rp_name=ISSUER,
        user_id=account.id.encode(),
        user_name=account.login,
        user_display_name=account.name,
        exclude_credentials=[_descriptor(each) for each in held],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.PREFERRED,
        ),
    )
    return _offer(options_to_json(options), options.challenge, account.id, register)


def offer_to_use(account: Account | None, register: Register) -> Offer:
    """Ask for a passkey: any that the device keeps for this site, or one of an account."""
    held: list[Passkey] = []
    if account is not None:
        with register.engine.connect() as connection:
            held = factors.passkeys(connection, account.id)
    wish = UserVerificationRequirement
    options = generate_authentication_options(
        rp_id=_host(register),
        allow_credentials=[_descriptor(each) for each in held],
        user_verification=wish.PREFERRED if account else wish.REQUIRED,
    )
    owner = account.id if account else ""
    return _offer(options_to_json(options), options.challenge, owner, register)


def keep_passkey(account: Account, name: str, answer: str, sealed: str, register: Register) -> None:
    """Keep the public half of a passkey that a device has just made."""
    challenge = _challenge(sealed, account.id, register)
    try:
        made = verify_registration_response(
            credential=_document(answer),
            expected_challenge=challenge,
            expected_rp_id=_host(register),
            expected_origin=_origin(register),
        )
    except WebAuthnException as error:
        raise refused("passkey", "wrong-passkey") from error
    at = register.now()
    passkey = Passkey(
        id=bytes_to_base64url(made.credential_id),
        account=account.id,
        name=name.strip()[:100] or "Passkey",
        public_key=made.credential_public_key,
        count=made.sign_count,
        made_at=written(at),
    )
    with writing(register.engine) as connection:
        _use_up(connection, challenge, register)
        if factors.passkey(connection, passkey.id):
            raise refused("passkey", "wrong-passkey")
        factors.add_passkey(connection, passkey)
        note(connection, Event.PASSKEY_ADDED, account.id, at)


def remove_passkey(account: Account, passkey: str, register: Register) -> None:
    """Forget a passkey; the last second factor of who needs one stays."""
    with writing(register.engine) as connection:
        held = factors.passkeys(connection, account.id)
        if account.needs_second_factor and account.secret is None and len(held) == 1:
            raise refused("passkey", "last-factor")
        if factors.remove_passkey(connection, account.id, passkey):
            note(connection, Event.PASSKEY_REMOVED, account.id, register.now())


def enter_by_passkey(answer: str, sealed: str, whence: Whence, register: Register) -> Entered:
    """Begin a session with a passkey alone: the device has asked for a finger, a face or a PIN."""
    with attempt("a passkey", whence, register, kind="passkey") as counted:
        passkey = _named(answer, register)
        challenge = _challenge(sealed, "", register)
        used = _verified(answer, passkey, challenge, register, verified_by_device=True)
        with writing(register.engine) as connection:
            account = accounts.find(connection, passkey.account)
            if account is None or account.ended_at is not None:
                raise NotSignedIn(SENTENCES["wrong-passkey"])
            _note_use(connection, passkey, used, challenge, register)
            entered = begin(connection, account, "passkey", Level.FULL, whence, register.now())
        counted.holds()
    return entered


def use_passkey(
    session: Session, account: Account, answer: str, sealed: str, register: Register
) -> Entered:
    """Come all the way in by a passkey after the password."""
    whence = Whence(session.network, session.agent)
    with attempt(account.login, whence, register, kind="code") as counted:
        passkey = _named(answer, register)
        if passkey.account != account.id:
            raise NotSignedIn(SENTENCES["wrong-passkey"])
        challenge = _challenge(sealed, account.id, register)
        used = _verified(answer, passkey, challenge, register, verified_by_device=False)
        with writing(register.engine) as connection:
            _note_use(connection, passkey, used, challenge, register)
            entered = go_on(connection, session, account, "passkey", register)
        counted.holds()
    return entered


def _offer(options: str, challenge: bytes, of: str, register: Register) -> Offer:
    told = json.dumps({"c": bytes_to_base64url(challenge), "at": written(register.now())})
    sealed = seal(register.key, _PURPOSE, told, of=of)
    return Offer(options, urlsafe_b64encode(sealed).decode())


def _challenge(sealed: str, of: str, register: Register) -> bytes:
    try:
        opened = unseal(register.key, _PURPOSE, urlsafe_b64decode(sealed.encode()), of=of)
    except (Unavailable, Error, ValueError) as error:
        raise NotSignedIn(SENTENCES["wrong-passkey"]) from error
    told = json.loads(opened)
    if register.now() - read(told["at"]) > _TIME:
        raise NotSignedIn(SENTENCES["wrong-passkey"])
    return base64url_to_bytes(told["c"])


def _verified(
    answer: str,
    passkey: Passkey,
    challenge: bytes,
    register: Register,
    *,
    verified_by_device: bool,
) -> VerifiedAuthentication:
    try:
        return verify_authentication_response(
            credential=_document(answer),
            expected_challenge=challenge,
            expected_rp_id=_host(register),
            expected_origin=_origin(register),
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.count,
            require_user_verification=verified_by_device,
        )
    except WebAuthnException as error:
        raise NotSignedIn(SENTENCES["wrong-passkey"]) from error


def _note_use(
    connection: Connection,
    passkey: Passkey,
    used: VerifiedAuthentication,
    challenge: bytes,
    register: Register,
) -> None:
    _use_up(connection, challenge, register)
    day = register.now().date().isoformat()
    factors.use_passkey(connection, passkey.id, used.new_sign_count, day)


def _use_up(connection: Connection, challenge: bytes, register: Register) -> None:
    """Each challenge is answered once, whichever process is asked."""
    key = f"challenge {hashed(bytes_to_base64url(challenge))}"
    if allowances.pour(connection, key, register.now().timestamp(), per_second=0.0) > 1:
        raise NotSignedIn(SENTENCES["wrong-passkey"])


def _named(answer: str, register: Register) -> Passkey:
    identifier = str(_document(answer).get("id"))
    with register.engine.connect() as connection:
        found = factors.passkey(connection, identifier) if identifier.isprintable() else None
    if found is None:
        raise NotSignedIn(SENTENCES["wrong-passkey"])
    return found


def _document(answer: str) -> dict[str, Any]:
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise NotSignedIn(SENTENCES["wrong-passkey"]) from error
    if not isinstance(told, dict):
        raise NotSignedIn(SENTENCES["wrong-passkey"])
    return told


def _descriptor(passkey: Passkey) -> PublicKeyCredentialDescriptor:
    return PublicKeyCredentialDescriptor(id=base64url_to_bytes(passkey.id))


def _host(register: Register) -> str:
    return urlsplit(register.settings.base_url).hostname or ""


def _origin(register: Register) -> str:
    parts = urlsplit(register.settings.base_url)
    return f"{parts.scheme}://{parts.netloc}"
