"""``/desk/people``: operators let people in and out; data-protection officers export and erase."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Flask, Response, request

from registry.actions.accounts import (
    end_account,
    erase_account,
    export_account,
    give_role,
    invite,
    invite_again,
    take_role,
)
from registry.actions.api_keys import end_key
from registry.actions.refusals import SENTENCES, refused
from registry.errors import InvalidDocument, NotOnRegister
from registry.storage import account_events, accounts, api_keys
from registry.storage.accounts import Account
from registry.values.countries import BODIES, countries
from registry.values.people import EVERYWHERE, OF_THE_REGISTER, Grant, Role
from registry.web.identity import actor, kept_form, see, signed_in
from registry.web.negotiation import json_answer
from registry.web.pages.desk_forms import at_fields, shown_events, shown_grants
from registry.web.pages.desk_words import ROLE_NAMES
from registry.web.pages.rendering import Renderer
from registry.web.problems import status_of

_ROOM = "/desk/people"
_OPERATOR = (Role.OPERATOR,)
_OFFICER = (Role.DATA_PROTECTION_OFFICER,)
_BOTH = (*_OPERATOR, *_OFFICER)


def add(app: Flask, render: Renderer) -> None:
    """The addresses, each with the roles that it is for."""
    room = Blueprint("people", __name__)
    people = People(render)
    for path, view, method, roles in (
        ("", people.everybody, "GET", _BOTH),
        ("/invite", people.invitation, "GET", _OPERATOR),
        ("/invite", people.invite, "POST", _OPERATOR),
        ("/sign-ins", people.sign_ins, "GET", _BOTH),
        ("/<account>", people.one, "GET", _BOTH),
        ("/<account>/give", people.give, "POST", _OPERATOR),
        ("/<account>/take", people.take, "POST", _OPERATOR),
        ("/<account>/link", people.link, "POST", _OPERATOR),
        ("/<account>/end", people.end, "POST", _OPERATOR),
        ("/<account>/end-key", people.end_key, "POST", _OPERATOR),
        ("/<account>/data.json", people.data, "GET", _OFFICER),
        ("/<account>/erase", people.erase, "POST", _OFFICER),
    ):
        guarded = signed_in(*roles)(view)
        room.add_url_rule(
            f"{_ROOM}{path}", view_func=guarded, methods=[method], endpoint=view.__name__
        )
    app.register_blueprint(room)


class People:
    """Everybody who may sign in."""

    def __init__(self, render: Renderer) -> None:
        self.render = render
        self.register = render.register

    def everybody(self) -> Response:
        """All accounts."""
        with self.register.engine.connect() as connection:
            found = accounts.everybody(connection)
        speech = self.render.speech
        rows = [(each, shown_grants(each.grants, speech)) for each in found]
        return self.render.page(
            "desk/people.html", section="desk", rows=rows, can_invite=self._holds(Role.OPERATOR)
        )

    def invitation(self) -> Response:
        """The form for an invitation."""
        return self._invite_form()

    def _invite_form(self, status: int = 200, /, **values: Any) -> Response:
        told = kept_form(request) or request.form
        shown = {"errors": {}, "link": "", "told": told, **self._choices(), **values}
        return self.render.page("desk/invite.html", status, section="desk", **shown)

    def invite(self) -> Response:
        """A new account; its link is shown once."""
        login, name = (request.form.get(each, "") for each in ("login", "name"))
        try:
            grants = frozenset({_grant()})
            link = invite(login, name, grants, actor(request), self.register)
        except InvalidDocument as error:
            return self._invite_form(status_of(error), errors=at_fields(error, "login"))
        return self._invite_form(link=link)

    def one(self, account: str) -> Response:
        """One account: its roles, its keys, what was done to it."""
        return self._page(account)

    def _page(self, account: str, status: int = 200, /, **values: Any) -> Response:
        found = self._found(account)
        speech = self.render.speech
        with self.register.engine.connect() as connection:
            day = self.register.now().date().isoformat()
            keys = [k for k in api_keys.of_account(connection, account) if k.works(day)]
            events = account_events.newest(connection, account=account, most=50)
            named = {each.id: each for each in accounts.everybody(connection)}
        shown = {
            "errors": {},
            "link": "",
            "account": found,
            "grants": shown_grants(found.grants, speech),
            "keys": keys,
            "events": shown_events(events, named, speech),
            "operator": self._holds(Role.OPERATOR),
            "officer": self._holds(Role.DATA_PROTECTION_OFFICER),
            "myself": account == actor(request).id,
            "told": request.form,
            **self._choices(),
        }
        return self.render.page("desk/person.html", status, section="desk", **{**shown, **values})

    def give(self, account: str) -> Response:
        """Give a role."""
        return self._try(
            account, lambda: give_role(account, _grant(), actor(request), self.register)
        )

    def take(self, account: str) -> Response:
        """Take a role."""
        return self._try(
            account, lambda: take_role(account, _grant(), actor(request), self.register)
        )

    def end(self, account: str) -> Response:
        """End the account for good."""
        return self._try(account, lambda: end_account(account, actor(request), self.register))

    def erase(self, account: str) -> Response:
        """Forget who it is."""
        return self._try(account, lambda: erase_account(account, actor(request), self.register))

    def end_key(self, account: str) -> Response:
        """End a key of the account."""
        key, me = request.form.get("key", ""), actor(request)
        return self._try(account, lambda: end_key(account, key, me, self.register))

    def _try(self, account: str, do: Callable[[], None]) -> Response:
        try:
            do()
        except InvalidDocument as error:
            told = at_fields(error, "role")
            return self._page(account, status_of(error), errors=told)
        return see(f"{_ROOM}/{account}")

    def link(self, account: str) -> Response:
        """A fresh link, shown once."""
        try:
            link = invite_again(account, actor(request), self.register)
        except InvalidDocument as error:
            return self._page(account, status_of(error), errors=at_fields(error, "role"))
        return self._page(account, link=link)

    def data(self, account: str) -> Response:
        """All that is held of a person."""
        return json_answer(export_account(account, actor(request), self.register))

    def sign_ins(self) -> Response:
        """Who came in and what was done to accounts, the newest first."""
        with self.register.engine.connect() as connection:
            events = account_events.newest(connection)
            named = {each.id: each for each in accounts.everybody(connection)}
        return self.render.page(
            "desk/events.html",
            section="desk",
            own=False,
            events=shown_events(events, named, self.render.speech),
        )

    def _found(self, account: str) -> Account:
        with self.register.engine.connect() as connection:
            found = accounts.find(connection, account)
        if found is None:
            raise NotOnRegister(SENTENCES["no-account"])
        return found

    def _holds(self, role: Role) -> bool:
        return actor(request).holds(role, EVERYWHERE)

    def _choices(self) -> dict[str, Any]:
        language = self.render.speech.language
        bodies = [(names.get(language, names["en"]), code) for code, names in BODIES.items()]
        return {"role_names": ROLE_NAMES, "places": [*bodies, *countries(language)]}


def _grant() -> Grant:
    """The role and place that a form names; a typed place goes before a chosen one."""
    try:
        role = Role(request.form.get("role", ""))
    except ValueError as error:
        raise refused("role", "no-role") from error
    place = request.form.get("other_place", "").strip() or request.form.get("place", "")
    return Grant(role, EVERYWHERE if role in OF_THE_REGISTER else place)
