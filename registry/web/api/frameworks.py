"""``/frameworks`` and ``/levels``: national frameworks and how their levels relate on a day."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import Blueprint, Response
from marshmallow import fields, validate

from registry.actions.compare_levels import compare_levels, read_level
from registry.actions.open_register import Register
from registry.errors import NotOnRegister
from registry.schemas.answers import LevelComparisonSchema, ListSchema, RecordSchema
from registry.schemas.fields import no_control_characters
from registry.schemas.paging import SearchSchema, page_of
from registry.schemas.question import known_country, plausible_day
from registry.schemas.records import dump_framework, dump_referencing
from registry.web.api.room import Room
from registry.web.negotiation import json_answer


class LevelQuerySchema(SearchSchema):
    """``from`` as ``PHL:PQF:6``, ``to`` as a country."""

    class Meta:
        include: ClassVar = {
            "from": fields.String(
                required=True,
                validate=[validate.Length(3, 100), no_control_characters],
                attribute="origin",
            )
        }

    to = fields.String(required=True, validate=known_country)
    on = fields.Date(load_default=None, validate=plausible_day)


def blueprint(register: Register) -> Blueprint:
    """The addresses of this noun."""
    room = Room("frameworks", "Qualifications frameworks and levels")
    levels = register.knowledge.levels

    @room.get("/frameworks", query=SearchSchema, answers=ListSchema)
    def frameworks(asked: dict[str, Any]) -> Response:
        """All frameworks, searched by name, code or territory."""
        words = asked["q"].casefold()
        found = [
            {"id": f.id, "code": f.code, "name": f.name, "territory": f.territory or None}
            for _, f in sorted(levels.frameworks.items())
            if words in f"{f.id} {f.code} {f.name} {f.territory}".casefold()
        ]
        return json_answer(
            page_of(found, asked["page"], asked["page_size"]),
            cache=True,
            modified=register.modified(),
        )

    @room.get("/frameworks/<framework_id>", answers=RecordSchema)
    def framework(framework_id: str) -> Response:
        """A framework with its levels and every referencing of them, counted or not."""
        known = levels.frameworks.get(framework_id)
        if known is None:
            raise NotOnRegister(
                f"No framework {framework_id!r} is on the register.", hint="See /api/v1/frameworks."
            )
        cells = [
            dump_referencing(cell, register.today())
            for cell in levels.referencings
            if framework_id in (cell.origin.framework, cell.reference_framework)
        ]
        return json_answer(
            {**dump_framework(known), "referencings": cells},
            cache=True,
            modified=register.modified(),
        )

    @room.get("/levels/compare", query=LevelQuerySchema, answers=LevelComparisonSchema)
    def compare(asked: dict[str, Any]) -> Response:
        """A level seen from another country's frameworks on a day."""
        day = asked["on"] or register.today()
        level = read_level(asked["origin"], register.knowledge)
        return json_answer(
            compare_levels(level, asked["to"], day, register.knowledge),
            cache=True,
            modified=register.modified(),
        )

    return room.blueprint
