"""``/desk``: the doors that open to whoever is signed in."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, request

from registry.values.people import Actor, Role
from registry.web.identity import actor, signed_in
from registry.web.pages.desk_words import BEHIND, DOORS
from registry.web.pages.rendering import Renderer, apart

# Address, its word, and the roles that it is for (none: everybody).
_DOORS: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("/desk/people", "people", (Role.OPERATOR, Role.DATA_PROTECTION_OFFICER)),
    ("/desk/account", "account", ()),
)


def add(app: Flask, render: Renderer) -> None:
    """The first page of the desk."""
    room = Blueprint("desk", __name__)

    @room.get("/desk", endpoint="desk")
    @signed_in()
    def desk() -> Response:
        me = actor(request)
        return render.page("desk/desk.html", name=apart(me.name), doors=list(_open_to(me)))

    app.register_blueprint(room)


def _open_to(me: Actor) -> list[tuple[str, str, str]]:
    return [
        (address, DOORS[name], BEHIND[name])
        for address, name, roles in _DOORS
        if not roles or any(me.places(role) for role in roles)
    ]
