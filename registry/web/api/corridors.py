"""``/corridors``: everything that governs a movement between two countries on a day."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import RAISE, Schema, ValidationError, fields

from registry.actions.governing import conventions_between, corridor, corridor_fees
from registry.actions.open_register import Register
from registry.errors import NotOnRegister
from registry.schemas.answers import CorridorSchema
from registry.schemas.corridor import dump_corridor
from registry.schemas.question import known_country, plausible_day
from registry.web.api.room import Room
from registry.web.negotiation import json_answer


class CorridorQuerySchema(Schema):
    """The day; today if not given."""

    class Meta:
        unknown = RAISE

    on = fields.Date(load_default=None, validate=plausible_day)


def check_corridor(origin: str, destination: str) -> None:
    """Refuse an address that names no country, or the same one twice."""
    for code in (origin, destination):
        try:
            known_country(code)
        except ValidationError as error:
            raise NotOnRegister(str(error.messages[0]), hint="Write /corridors/PHL/DEU.") from error
    if origin == destination:
        raise NotOnRegister(
            "A corridor has two countries.", hint="Write two different codes, as PHL/DEU."
        )


def blueprint(register: Register) -> Blueprint:
    """The addresses of this noun."""
    room = Room("corridors", "What governs a movement")

    @room.get(
        "/corridors/<origin>/<destination>", query=CorridorQuerySchema, answers=CorridorSchema
    )
    def governs(asked: dict[str, Any], origin: str, destination: str) -> Response:
        """Agreements and regimes that bear on the movement; it is not decided which prevails."""
        check_corridor(origin, destination)
        day = asked["on"] or register.today()
        with register.engine.connect() as connection:
            found = corridor(register, connection, origin, destination, day)
        both = conventions_between(register.knowledge, origin, destination, day)
        fees = corridor_fees(register, origin, destination, day)
        return json_answer(dump_corridor(found, both, fees), cache=True)

    return room.blueprint
