"""``/desk/invitation/<token>``: what a one-time link opens; looking at it does not use it up."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, request

from registry.actions.accounts import Taking, accept, opened_by
from registry.errors import InvalidDocument, NotOnRegister
from registry.storage.accounts import Account
from registry.storage.one_time_links import OneTimeLink
from registry.web.identity import visitor_of
from registry.web.pages.desk_forms import at_fields
from registry.web.pages.desk_sign_in import Door
from registry.web.pages.rendering import Renderer
from registry.web.problems import status_of


def add(app: Flask, render: Renderer) -> None:
    """The address of a link."""
    room = Blueprint("invitation", __name__)
    links = Links(render)
    path = "/desk/invitation/<token>"
    room.add_url_rule(path, view_func=links.page, methods=["GET"], endpoint="page")
    room.add_url_rule(path, view_func=links.accept, methods=["POST"], endpoint="accept")
    app.register_blueprint(room)


class Links:
    """The first operator, an invitation, a way back in."""

    def __init__(self, render: Renderer) -> None:
        self.render = render
        self.register = render.register
        self.door = Door(render)

    def page(self, token: str) -> Response:
        """The form, or that the link opens nothing."""
        found = opened_by(token, self.register)
        return self._form(token, *found) if found else self._none()

    def accept(self, token: str) -> Response:
        """Take the account over."""
        told = Taking(*(request.form.get(name, "") for name in ("login", "name", "password")))
        try:
            whence = visitor_of(request).whence
            entered = accept(token, told, whence, self.register)
        except NotOnRegister:
            return self._none()
        except InvalidDocument as error:
            found = opened_by(token, self.register)
            if found is None:
                return self._none()
            return self._form(token, *found, told=told, error=error)
        return self.door.inside(entered)

    def _form(
        self,
        token: str,
        link: OneTimeLink,
        account: Account | None,
        *,
        told: Taking | None = None,
        error: InvalidDocument | None = None,
    ) -> Response:
        login, name = (told.login, told.name) if told else ("", "")
        if account and not told and account.name != account.login:
            name = account.name
        return self.render.page(
            "desk/invitation.html",
            status_of(error) if error else 200,
            token=token,
            opens=link.opens.value,
            login_given=account is not None,
            login=account.login if account else login[:200],
            name=name[:200],
            errors=at_fields(error, "password") if error else {},
        )

    def _none(self) -> Response:
        return self.render.page("desk/no_link.html", 404)
