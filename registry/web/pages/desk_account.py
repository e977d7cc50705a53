"""``/desk/account``: one's own password, second factor, passkeys, sessions, keys and sign-ins."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, Flask, Response, request

from registry.actions.accounts import change_password, export_account
from registry.actions.api_keys import LONGEST, end_key, make_key
from registry.actions.passkeys import keep_passkey, remove_passkey
from registry.actions.refusals import SENTENCES, refused
from registry.actions.second_factor import make_recovery_codes
from registry.actions.sign_in import confirm_password, end_session
from registry.errors import InvalidDocument, NotSignedIn, TooManyRequests
from registry.storage import account_events, api_keys, factors, sessions
from registry.storage.accounts import Account
from registry.storage.sessions import Session
from registry.values.access import CARRIES, Scope
from registry.web.identity import actor, kept_form, see, signed_in, visitor_of
from registry.web.negotiation import json_answer
from registry.web.pages.desk_forms import at_fields, shown_events, shown_grants
from registry.web.pages.desk_passkeys import Passkeys, shown
from registry.web.pages.desk_words import SCOPE_NAMES
from registry.web.pages.rendering import Renderer
from registry.web.problems import status_of

_ROOM = "/desk/account"
_TROUBLES = (InvalidDocument, NotSignedIn, TooManyRequests)


def add(app: Flask, render: Renderer) -> None:
    """The addresses of one's own account; all of them for whoever is signed in."""
    room = Blueprint("account", __name__)
    own = Own(render)
    for path, view, method in (
        ("", own.overview, "GET"),
        ("/password", own.password, "GET"),
        ("/password", own.change_password, "POST"),
        ("/recovery-codes", own.recovery_codes, "GET"),
        ("/recovery-codes", own.make_recovery_codes, "POST"),
        ("/passkeys", own.passkeys, "GET"),
        ("/passkeys", own.keep_passkey, "POST"),
        ("/passkeys/remove", own.remove_passkey, "POST"),
        ("/sessions", own.sessions, "GET"),
        ("/sessions", own.end_session, "POST"),
        ("/keys", own.keys, "GET"),
        ("/keys", own.make_key, "POST"),
        ("/keys/end", own.end_key, "POST"),
        ("/sign-ins", own.sign_ins, "GET"),
        ("/data.json", own.data, "GET"),
    ):
        guarded = signed_in()(view)
        room.add_url_rule(
            f"{_ROOM}{path}", view_func=guarded, methods=[method], endpoint=view.__name__
        )
    app.register_blueprint(room)


class Own:
    """Everything that people may see and change of their own account."""

    def __init__(self, render: Renderer) -> None:
        self.render = render
        self.register = render.register
        self.keeper = Passkeys(render)

    def _me(self) -> tuple[Session, Account]:
        found = visitor_of(request).signed_in
        if found is None:
            raise NotSignedIn(SENTENCES["session-over"])
        return found

    def _confirm(self, account: Account) -> None:
        typed = request.form.get("current", "")
        confirm_password(account, typed, visitor_of(request).whence, self.register)

    def _try(
        self, do: Callable[[], Response], form: Callable[..., Response], otherwise: str
    ) -> Response:
        """Do it, or show the form again with what is wrong."""
        try:
            return do()
        except _TROUBLES as error:
            return form(status_of(error), errors=at_fields(error, otherwise))

    def overview(self) -> Response:
        """What the account has, and where to change it."""
        session, account = self._me()
        with self.register.engine.connect() as connection:
            day = self.register.now().date().isoformat()
            counts = {
                "passkeys": len(factors.passkeys(connection, account.id)),
                "codes_left": factors.codes_left(connection, account.id),
                "sessions": len(sessions.of_account(connection, account.id)),
                "keys": sum(k.works(day) for k in api_keys.of_account(connection, account.id)),
            }
        return self.render.page(
            "desk/account.html",
            section="desk",
            account=account,
            how=session.how,
            grants=shown_grants(account.grants, self.render.speech),
            passkeys_possible=self.keeper.possible,
            **counts,
        )

    def password(self) -> Response:
        """The form for a new password."""
        return self._password_form()

    def _password_form(self, status: int = 200, /, **values: Any) -> Response:
        _, account = self._me()
        shown = {"errors": {}, "account": account, "section": "desk", **values}
        return self.render.page("desk/password.html", status, **shown)

    def change_password(self) -> Response:
        """A new password."""

        def change() -> Response:
            session, account = self._me()
            if account.password is None:
                raise refused("current", "of-provider")
            current, new = (request.form.get(name, "") for name in ("current", "password"))
            change_password(session, account, current, new, self.register)
            return see(f"{_ROOM}?done=password")

        return self._try(change, self._password_form, "current")

    def recovery_codes(self) -> Response:
        """The form for new recovery codes."""
        return self._recovery_form()

    def _recovery_form(self, status: int = 200, /, **values: Any) -> Response:
        _, account = self._me()
        with self.register.engine.connect() as connection:
            left = factors.codes_left(connection, account.id)
        shown = {"errors": {}, "account": account, "left": left, "section": "desk", **values}
        return self.render.page("desk/recovery_form.html", status, **shown)

    def make_recovery_codes(self) -> Response:
        """New recovery codes in place of the old ones."""

        def make() -> Response:
            _, account = self._me()
            self._confirm(account)
            codes = make_recovery_codes(account, self.register)
            return self.render.page("desk/recovery.html", codes=codes, next=_ROOM)

        return self._try(make, self._recovery_form, "current")

    def passkeys(self) -> Response:
        """The passkeys, and the form for another one."""
        return self._passkey_form()

    def _passkey_form(self, status: int = 200, /, **values: Any) -> Response:
        _, account = self._me()
        with self.register.engine.connect() as connection:
            held = factors.passkeys(connection, account.id)
        template = "desk/passkeys.html"
        asks = account.password is not None
        known = {"errors": {}, "held": held, "section": "desk", "ask_password": asks, **values}
        return self.keeper.to_keep(template, status, account, **known)

    def keep_passkey(self) -> Response:
        """A passkey that a device has made."""

        def keep() -> Response:
            _, account = self._me()
            self._confirm(account)
            name = request.form.get("name", "")
            keep_passkey(account, name, *shown(), register=self.register)
            return see(f"{_ROOM}/passkeys")

        return self._try(keep, self._passkey_form, "passkey")

    def remove_passkey(self) -> Response:
        """Forget a passkey."""

        def remove() -> Response:
            _, account = self._me()
            remove_passkey(account, request.form.get("passkey", ""), self.register)
            return see(f"{_ROOM}/passkeys")

        return self._try(remove, self._passkey_form, "passkey")

    def sessions(self) -> Response:
        """Where one is signed in."""
        session, account = self._me()
        with self.register.engine.connect() as connection:
            held = sessions.of_account(connection, account.id)
        return self.render.page("desk/sessions.html", section="desk", held=held, mine=session.id)

    def end_session(self) -> Response:
        """End one of one's sessions."""
        _, account = self._me()
        end_session(account.id, request.form.get("session", ""), self.register)
        return see(f"{_ROOM}/sessions")

    def keys(self) -> Response:
        """The keys, and the form for another one."""
        return self._key_form()

    def _key_form(self, status: int = 200, /, **values: Any) -> Response:
        _, account = self._me()
        with self.register.engine.connect() as connection:
            held = api_keys.of_account(connection, account.id)
        day = self.register.now().date()
        told = kept_form(request) or request.form
        known = {
            "errors": {},
            "held": held,
            "day": day.isoformat(),
            "longest": (day + LONGEST).isoformat(),
            "account": account,
            "scopes": _scopes_of(account),
            "chosen": told.getlist("scope"),
            "told": told,
            "scope_names": SCOPE_NAMES,
            "made": "",
            "section": "desk",
        }
        return self.render.page("desk/keys.html", status, **{**known, **values})

    def make_key(self) -> Response:
        """A new key, shown once."""

        def make() -> Response:
            _, account = self._me()
            self._confirm(account)
            offered = {scope.value for scope in _scopes_of(account)}
            asked = {each for each in request.form.getlist("scope") if each in offered}
            scopes = frozenset(Scope(each) for each in asked)
            name, last = request.form.get("name", ""), _day(request.form.get("ends_on", ""))
            return self._key_form(made=make_key(account, name, scopes, last, self.register))

        return self._try(make, self._key_form, "name")

    def end_key(self) -> Response:
        """End one of one's keys."""
        me = actor(request)
        end_key(me.id, request.form.get("key", ""), me, self.register)
        return see(f"{_ROOM}/keys")

    def sign_ins(self) -> Response:
        """Who came in by this account, and what was done to it."""
        _, account = self._me()
        with self.register.engine.connect() as connection:
            events = account_events.newest(connection, account=account.id)
        return self.render.page(
            "desk/events.html",
            section="desk",
            own=True,
            events=shown_events(events, {account.id: account}, self.render.speech),
        )

    def data(self) -> Response:
        """All that is held of oneself."""
        me = actor(request)
        return json_answer(export_account(me.id, me, self.register))


def _scopes_of(account: Account) -> list[Scope]:
    """The scopes that can carry anything of what somebody is."""
    return [scope for scope, roles in CARRIES.items() if roles & account.roles]


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise refused("ends_on", "no-day") from error
