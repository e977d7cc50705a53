"""``/key``: what the key that is shown may do, so that a program can ask before it begins."""

from __future__ import annotations

from flask import Blueprint, Response, request

from registry.actions.open_register import Register
from registry.schemas.keys import KeySchema
from registry.web.api.room import Room
from registry.web.identity import shown_key
from registry.web.negotiation import json_answer


def blueprint(_: Register) -> Blueprint:
    """The address of this noun."""
    room = Room("key", "The key that is shown")

    @room.get("/key", answers=KeySchema)
    @room.keyed()
    def key() -> Response:
        """What the key may do: its scopes, and the roles that they carry."""
        opened = shown_key(request)
        answer = json_answer(
            {
                "id": opened.id,
                "scopes": sorted(opened.scopes),
                "ends_on": opened.ends_on,
                "acts_as": opened.actor.id,
                "roles": [
                    {"role": grant.role, "place": grant.place}
                    for grant in sorted(opened.actor.grants, key=str)
                ],
            }
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer

    return room.blueprint
