"""Who asks: a browser by its session, a program by its key; and what pages and API require.

Pages stand behind ``@signed_in(...)`` and ask ``actor(request)``; addresses of the API call
``acting(request, scope)``. Everything else is open to everybody.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Flask, Request, Response, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from registry.actions import api_keys
from registry.actions.open_register import Register
from registry.actions.refusals import SENTENCES
from registry.actions.second_factor import is_halfway
from registry.actions.sign_in import Entered, resume
from registry.errors import NotAllowed, NotSignedIn
from registry.storage import sessions
from registry.storage.accounts import Account
from registry.storage.engine import writing
from registry.storage.sessions import Session
from registry.values.access import Scope, Whence, network_of
from registry.values.people import Actor, Role
from registry.web import csrf, kept_forms
from registry.web.csrf import Mark

View = TypeVar("View", bound=Callable[..., Response])
SignInPage = Callable[[str, str, bool], Response]
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SIGN_IN, SECOND_FACTOR = "/desk/sign-in", "/desk/second-factor"
# These forms act in nobody's name and keep nothing of whoever sends them.
IN_NOBODYS_NAME = ("/equivalence", "/recruitment")
_PLACE = "registry.visitor"
_A_DAY = 86_400


class Visitor:
    """Whoever sent this request; looked up when first asked for."""

    def __init__(self, app: Flask, register: Register, asked: Request) -> None:
        self.register = register
        self.asked = asked
        self.new_visit: str | None = None
        self._app = app
        secure = register.settings.base_url.startswith("https:")
        prefix = "__Host-" if secure else ""
        self.secure = secure
        self.cookie, self.visit_cookie = f"{prefix}desk", f"{prefix}visit"
        self.provider_cookie = f"{prefix}provider"

    @cached_property
    def signed_in(self) -> tuple[Session, Account] | None:
        """The living session that the cookie shows, and whose it is."""
        token = self.asked.cookies.get(self.cookie)
        return resume(token, self.register) if token else None

    @property
    def session(self) -> Session | None:
        """The session, also one that waits for the second factor."""
        return self.signed_in[0] if self.signed_in else None

    @property
    def account(self) -> Account | None:
        """Whose session it is."""
        return self.signed_in[1] if self.signed_in else None

    @cached_property
    def actor(self) -> Actor | None:
        """Who acts, once all the way in; on the API, whose key it is."""
        if self.asked.path.startswith("/api/"):
            key = self.key
            return key.actor if key else None
        if self.signed_in is None or is_halfway(self.signed_in[0]):
            return None
        return self.signed_in[1].actor

    @cached_property
    def key(self) -> api_keys.Opened | None:
        """The key that an API request shows; an error if it shows one that opens nothing."""
        kind, _, token = self.asked.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            return None
        return api_keys.open_key(token.strip(), self.whence, self.register)

    @property
    def whence(self) -> Whence:
        """Network and program."""
        return Whence(network_of(self.asked.remote_addr), self.asked.user_agent.string)

    @cached_property
    def mark(self) -> tuple[Mark, str]:
        """What the mark on a posted form says, and to whom the form was shown."""
        return csrf.read(
            self.register.key,
            self.asked.form.get(csrf.FIELD, ""),
            session=self.session.id if self.session else None,
            visit=self.asked.cookies.get(self.visit_cookie),
        )

    def form_mark(self) -> str:
        """The mark for the forms of this answer."""
        if self.session is not None:
            return csrf.of_session(self.register.key, self.session.account, self.session.id)
        visit = self.asked.cookies.get(self.visit_cookie) or self.new_visit
        if not visit:
            visit = self.new_visit = secrets.token_urlsafe(16)
        return csrf.of_visit(self.register.key, visit)

    def way_in(self) -> Response | None:
        """The answer that leads to signing in, or None for somebody who is in."""
        if self.asked.method in SAFE:
            if self.actor is not None:
                return None
            place = SECOND_FACTOR if self.session else SIGN_IN
            return see(f"{place}?{urlencode({'next': self.asked.full_path.rstrip('?')})}")
        mark, shown_to = self.mark
        if self.actor is not None and mark is Mark.OWN:
            self._let_go_of_kept()
            return None
        if mark not in {Mark.OWN, Mark.STALE}:
            raise _foreign()
        return self._keep_form(shown_to)

    def _keep_form(self, shown_to: str) -> Response:
        at, key = self.register.now(), self.register.key
        path = self.asked.path
        sealed = kept_forms.keep(key, shown_to, path, self.asked.form, at)
        if self.session is None:
            page: SignInPage = self._app.extensions["sign-in-page"]
            return page(sealed or "", path, sealed is None)
        self.remember(sealed or "")
        return see(path if self.actor else f"{SECOND_FACTOR}?{urlencode({'next': path})}")

    def remember(self, sealed: str) -> str | None:
        """Put a sealed form into the session of whom it was shown to; gives where it is shown."""
        kept = kept_forms.open_kept(self.register.key, sealed, self.register.now())
        if kept is None or self.session is None or self.session.account != kept["account"]:
            return None
        with writing(self.register.engine, alone=False) as connection:
            sessions.change(connection, self.session.id, kept=kept)
        return local(kept["path"])

    def _let_go_of_kept(self) -> None:
        session = self.session
        if session and session.kept and session.kept["path"] == self.asked.path:
            with writing(self.register.engine, alone=False) as connection:
                sessions.change(connection, session.id, kept=None)


def _foreign() -> NotAllowed:
    return NotAllowed(SENTENCES["foreign"], hint=SENTENCES["foreign-hint"])


def add(app: Flask, register: Register) -> None:
    """Let every request know its visitor; forms that write carry a mark."""

    @app.before_request
    def look() -> None:
        visitor = Visitor(app, register, request)
        request.environ[_PLACE] = visitor
        known = request.routing_exception is None
        if known and request.method not in SAFE and not _is_open(request.path):
            _check_mark(visitor)

    @app.after_request
    def keep_private(response: Response) -> Response:
        if request.path.startswith("/desk"):
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex"
        visitor = request.environ.get(_PLACE)
        if visitor is not None and visitor.new_visit:
            _set(response, visitor, visitor.visit_cookie, visitor.new_visit)
        return response


def _is_open(path: str) -> bool:
    """The API takes no cookie, so nobody can be made to send one."""
    return path.startswith("/api/") or path.startswith(IN_NOBODYS_NAME)


def _check_mark(visitor: Visitor) -> None:
    told = visitor.asked.form
    if any("\0" in each for pair in told.items(multi=True) for each in pair):
        raise BadRequest("A field holds a character that no text has.")
    if visitor.asked.headers.get("Sec-Fetch-Site") == "cross-site":
        raise _foreign()
    mark, _ = visitor.mark
    if mark is Mark.NONE:
        raise _foreign()


def visitor_of(asked: Request) -> Visitor:
    """Who sent a request."""
    visitor: Visitor = asked.environ[_PLACE]
    return visitor


def actor_of(asked: Request) -> Actor | None:
    """Who acts, or None for the public."""
    return visitor_of(asked).actor


def actor(asked: Request) -> Actor:
    """Who acts, behind ``signed_in``."""
    found = actor_of(asked)
    if found is None:
        raise NotSignedIn(SENTENCES["session-over"])
    return found


def signed_in(*roles: Role) -> Callable[[View], View]:
    """A page for people who are signed in, and hold one of the roles if any are named.

    What was posted when a session had ended is not lost: see ``kept_form``.
    """

    def behind(view: View) -> View:
        @wraps(view)
        def guarded(*parts: Any, **named: Any) -> Response:
            away = visitor_of(request).way_in()
            if away is not None:
                return away
            _check_roles(actor(request), roles)
            return view(*parts, **named)

        return guarded  # type: ignore[return-value]

    return behind


def acting(asked: Request, scope: Scope) -> Actor:
    """Who acts by the key of an API request, if it has the scope; the key's own limits are set."""
    key = shown_key(asked)
    if scope not in key.scopes:
        raise NotAllowed(
            f"This key is not for {scope}.", hint="Make a key with that scope at /desk/account."
        )
    return key.actor


def shown_key(asked: Request) -> api_keys.Opened:
    """The key of an API request; each use is counted."""
    key = visitor_of(asked).key
    if key is None:
        raise NotSignedIn(
            "This address needs a key.", hint="Send it as Authorization: Bearer <key>."
        )
    api_keys.count_use(key, asked.endpoint or "", visitor_of(asked).register)
    return key


def kept_form(asked: Request) -> MultiDict[str, str] | None:
    """What somebody had typed into the form of this page when their session ended."""
    session = visitor_of(asked).session
    if session is None or not session.kept or session.kept["path"] != asked.path:
        return None
    return kept_forms.fields_of(session.kept)


def see(address: str) -> Response:
    """The way to another page of this site."""
    return Response(status=303, headers={"Location": address})


def local(address: str) -> str:
    """An address of the desk; anything else becomes its first page."""
    plain = address.startswith("/desk") and address.isascii() and address.isprintable()
    return address if plain and not set(address) & set("\\ \"'<>") else "/desk"


def let_in(response: Response, entered: Entered, asked: Request) -> Response:
    """Give the browser its token."""
    visitor = visitor_of(asked)
    _set(response, visitor, visitor.cookie, entered.token)
    return response


def let_out(response: Response, asked: Request) -> Response:
    """Take the token away."""
    visitor = visitor_of(asked)
    response.delete_cookie(visitor.cookie, secure=visitor.secure, httponly=True, samesite="Lax")
    return response


def _set(response: Response, visitor: Visitor, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=_A_DAY, secure=visitor.secure, httponly=True, samesite="Lax"
    )


def _check_roles(who: Actor, roles: tuple[Role, ...]) -> None:
    if roles and not any(who.places(role) for role in roles):
        raise NotAllowed(SENTENCES["other-roles"], hint=SENTENCES["other-roles-hint"])
