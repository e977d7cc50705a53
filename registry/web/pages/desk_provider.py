"""``/desk/sign-in/provider``: to the provider, and back with whom it has named."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, request

from registry.actions.sign_in_elsewhere import enter_as, grants_by_group
from registry.settings import Provider
from registry.storage import kept_forms
from registry.storage.engine import writing
from registry.storage.sealing import hashed
from registry.web.identity import let_in, see, visitor_of
from registry.web.kept_forms import FIELD_OF_FORM, open_kept
from registry.web.pages.desk_forms import going_on
from registry.web.pages.rendering import Renderer
from registry.web.provider import ProviderDoor

_TEN_MINUTES = 600
_PATH = "/desk/sign-in/provider"


def add(app: Flask, render: Renderer) -> None:
    """The two addresses, where a provider is set."""
    provider = render.register.settings.provider
    if provider is None:
        return
    grants_by_group(provider)
    room = Blueprint("provider", __name__)
    way = Way(render, provider)
    room.add_url_rule(_PATH, view_func=way.there, methods=["POST"], endpoint="there")
    room.add_url_rule(_PATH, view_func=way.back, methods=["GET"], endpoint="back")
    app.register_blueprint(room)


class Way:
    """There and back."""

    def __init__(self, render: Renderer, provider: Provider) -> None:
        self.render = render
        self.register = register = render.register
        self.door = ProviderDoor(provider, register.settings.base_url, register.key, register.now)

    def there(self) -> Response:
        """A page that leads on by itself: a form may not be answered by another site."""
        address, state, sealed = self.door.begin(going_on(request))
        kept, at = request.form.get(FIELD_OF_FORM, ""), self.register.now()
        if kept and open_kept(self.register.key, kept, at):
            with writing(self.register.engine, alone=False) as connection:
                kept_forms.keep(connection, hashed(state), kept, at)
        answer = self.render.page("desk/provider.html", address=address)
        answer.headers["Refresh"] = f"0;url={address}"
        visitor = visitor_of(request)
        answer.set_cookie(
            visitor.provider_cookie,
            sealed,
            max_age=_TEN_MINUTES,
            secure=visitor.secure,
            httponly=True,
            samesite="Lax",
        )
        return answer

    def back(self) -> Response:
        """Begin a session for whom the provider has named."""
        visitor = visitor_of(request)
        sealed = request.cookies.get(visitor.provider_cookie, "")
        named, going = self.door.finish(request.args, sealed)
        entered = enter_as(named.subject, named.name, named.groups, visitor.whence, self.register)
        visitor.signed_in = (entered.session, entered.account)
        with writing(self.register.engine, alone=False) as connection:
            kept = kept_forms.take(connection, hashed(request.args.get("state", "")))
        answer = let_in(see((kept and visitor.remember(kept)) or going), entered, request)
        answer.delete_cookie(
            visitor.provider_cookie, secure=visitor.secure, httponly=True, samesite="Lax"
        )
        return answer
