"""``/desk/sign-in``, ``/desk/second-factor``, ``/desk/sign-out``: the way in and out."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, request
from markupsafe import Markup

from registry.actions.passkeys import enter_by_passkey, use_passkey
from registry.actions.refusals import SENTENCES
from registry.actions.second_factor import (
    address_of,
    is_halfway,
    new_secret,
    set_up_codes,
    use_second_factor,
)
from registry.actions.sign_in import (
    Entered,
    confirm_password,
    enter,
    has_second_factor,
    leave,
)
from registry.errors import InvalidDocument, NotSignedIn, TooManyRequests, Unavailable
from registry.issuing.code import qr_svg
from registry.storage.accounts import Account
from registry.storage.sealing import seal, unseal
from registry.storage.sessions import Session
from registry.values.access import Level
from registry.web.identity import SECOND_FACTOR, SIGN_IN, let_in, let_out, see, visitor_of
from registry.web.kept_forms import FIELD_OF_FORM
from registry.web.pages.desk_forms import at_fields, going_on
from registry.web.pages.desk_passkeys import Passkeys, shown
from registry.web.pages.rendering import Renderer
from registry.web.problems import status_of

_CODES = f"{SECOND_FACTOR}/codes"
_PURPOSE = "codes to be set up"


def add(app: Flask, render: Renderer) -> None:
    """The addresses of signing in and out."""
    room = Blueprint("sign-in", __name__)
    door = Door(render)
    for path, view, methods in (
        (SIGN_IN, door.page, "GET"),
        (SIGN_IN, door.enter, "POST"),
        (SECOND_FACTOR, door.second, "GET"),
        (SECOND_FACTOR, door.prove, "POST"),
        (f"{SIGN_IN}/passkey", door.enter_by_passkey, "POST"),
        (f"{SECOND_FACTOR}/passkey", door.prove_by_passkey, "POST"),
        (_CODES, door.codes, "GET"),
        (_CODES, door.set_up, "POST"),
        ("/desk/sign-out", door.leave, "POST"),
    ):
        name = f"{view.__name__}"
        room.add_url_rule(path, view_func=view, methods=[methods], endpoint=name)
    app.register_blueprint(room)
    app.extensions["sign-in-page"] = door.after_the_end


class Door:
    """Signing in: a password, then a second factor."""

    def __init__(self, render: Renderer) -> None:
        self.render = render
        self.register = render.register
        self.passkeys = Passkeys(render)

    def page(self) -> Response:
        """The form; who is in goes on."""
        if visitor_of(request).actor is not None:
            return see(going_on(request))
        return self._form()

    def after_the_end(self, kept: str, path: str, too_large: bool) -> Response:
        """The form for somebody whose session ended while they filled in another one."""
        return self._form(401, kept=kept, next=path, too_large=too_large)

    def _form(self, status: int = 200, /, **values: Any) -> Response:
        blank: dict[str, Any] = {"errors": {}, "login": "", "kept": "", "next": going_on(request)}
        blank["provider"] = self.register.settings.provider
        return self.passkeys.to_use("desk/sign_in.html", status, None, **{**blank, **values})

    def enter(self) -> Response:
        """A password."""
        login = request.form.get("login", "")[:200]
        try:
            whence = visitor_of(request).whence
            entered = enter(login, request.form.get("password", ""), whence, self.register)
        except (NotSignedIn, TooManyRequests) as error:
            return self._refused(error, "login", login=login)
        return self.inside(entered)

    def enter_by_passkey(self) -> Response:
        """A passkey alone."""
        try:
            entered = enter_by_passkey(*shown(), visitor_of(request).whence, self.register)
        except (NotSignedIn, TooManyRequests) as error:
            return self._refused(error, "login")
        return self.inside(entered)

    def _refused(self, error: NotSignedIn | TooManyRequests, where: str, **values: Any) -> Response:
        kept = request.form.get(FIELD_OF_FORM, "")
        said = {where: error.sentence}
        answer = self._form(status_of(error), errors=said, kept=kept, **values)
        if isinstance(error, TooManyRequests):
            answer.headers["Retry-After"] = str(error.seconds)
        return answer

    def inside(self, entered: Entered) -> Response:
        """The next page of somebody who has begun a session."""
        kept = request.form.get(FIELD_OF_FORM, "")
        visitor = visitor_of(request)
        visitor.signed_in = (entered.session, entered.account)
        going = (kept and visitor.remember(kept)) or going_on(request)
        if entered.session.level is Level.FULL:
            return let_in(see(going), entered, request)
        return let_in(see(self._second_place(entered.account, going)), entered, request)

    def _second_place(self, account: Account, going: str) -> str:
        return f"{SECOND_FACTOR if self._has(account) else _CODES}?{urlencode({'next': going})}"

    def second(self) -> Response:
        """The form for a code."""
        session, account = self._halfway()
        if not is_halfway(session):
            return see(going_on(request))
        return self._second_form(account)

    def _second_form(self, account: Account, status: int = 200, /, **values: Any) -> Response:
        if not self._has(account):
            return see(f"{_CODES}?{urlencode({'next': going_on(request)})}")
        known: dict[str, Any] = {
            "errors": {},
            "next": going_on(request),
            "has_codes": bool(account.secret),
        }
        template = "desk/second_factor.html"
        return self.passkeys.to_use(template, status, account, **{**known, **values})

    def prove(self) -> Response:
        """A code, or a recovery code."""
        session, account = self._halfway()
        if not is_halfway(session):
            return see(going_on(request))
        try:
            entered = use_second_factor(
                session, account, request.form.get("code", ""), self.register
            )
        except (InvalidDocument, TooManyRequests) as error:
            return self._second_form(account, status_of(error), errors=at_fields(error, "code"))
        return let_in(see(going_on(request)), entered, request)

    def prove_by_passkey(self) -> Response:
        """A passkey after the password."""
        session, account = self._halfway()
        if not is_halfway(session):
            return see(going_on(request))
        try:
            entered = use_passkey(session, account, *shown(), self.register)
        except (NotSignedIn, TooManyRequests) as error:
            told = {"code" if account.secret else "passkey": error.sentence}
            return self._second_form(account, status_of(error), errors=told)
        return let_in(see(going_on(request)), entered, request)

    def codes(self) -> Response:
        """A new secret for an authenticator; nothing is kept before it has shown a code."""
        session, account = self._halfway()
        if is_halfway(session) and self._has(account):
            return see(SECOND_FACTOR)
        return self._codes_form(session, account, new_secret())

    def _codes_form(
        self, session: Session, account: Account, secret: str, status: int = 200, /, **values: Any
    ) -> Response:
        sealed = seal(self.register.key, _PURPOSE, secret, of=session.id)
        shown = {
            "errors": {},
            "next": going_on(request),
            "picture": Markup(qr_svg(address_of(secret, account))),  # noqa: S704  made by segno
            "spaced": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
            "sealed": urlsafe_b64encode(sealed).decode(),
            "ask_password": not is_halfway(session),
            **values,
        }
        return self.render.page("desk/codes.html", status, **shown)

    def set_up(self) -> Response:
        """The first code of a new authenticator; the recovery codes are shown once."""
        session, account = self._halfway()
        if is_halfway(session) and self._has(account):
            return see(SECOND_FACTOR)
        secret = self._sealed(session)
        if secret is None:
            return see(f"{_CODES}?{urlencode({'next': going_on(request)})}")
        try:
            if not is_halfway(session):
                whence = visitor_of(request).whence
                confirm_password(account, request.form.get("current", ""), whence, self.register)
            typed = request.form.get("code", "")
            entered, codes = set_up_codes(session, account, secret, typed, self.register)
        except (InvalidDocument, TooManyRequests) as error:
            told = at_fields(error, "code")
            return self._codes_form(session, account, secret, status_of(error), errors=told)
        answer = self.render.page("desk/recovery.html", codes=codes, next=going_on(request))
        return let_in(answer, entered, request)

    def _sealed(self, session: Session) -> str | None:
        try:
            sealed = urlsafe_b64decode(request.form.get("sealed", "").encode())
            return unseal(self.register.key, _PURPOSE, sealed, of=session.id)
        except (Unavailable, Error, ValueError):
            return None

    def _has(self, account: Account) -> bool:
        with self.register.engine.connect() as connection:
            return has_second_factor(connection, account)

    def _halfway(self) -> tuple[Session, Account]:
        found = visitor_of(request).signed_in
        if found is None:
            raise NotSignedIn(SENTENCES["session-over"])
        return found

    def leave(self) -> Response:
        """Sign out."""
        session = visitor_of(request).session
        if session is not None:
            leave(session, self.register)
        return let_out(see("/"), request)
