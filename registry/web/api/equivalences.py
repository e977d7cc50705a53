"""``/equivalences``: what authorities have said of two qualifications."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import fields, validate

from registry.actions.open_register import Register
from registry.recognition.equivalences import Equivalence, Status
from registry.schemas.answers import ListSchema
from registry.schemas.paging import PageSchema, page_of
from registry.schemas.records import dump_equivalence
from registry.values.identifiers import SLUG
from registry.web.api.room import Room
from registry.web.negotiation import json_answer

_ID = [validate.Length(max=120), validate.Regexp(f"^{SLUG.pattern}\\Z")]


class EquivalenceQuerySchema(PageSchema):
    """Filters: the qualification ``held``, the one of the ``host``, and ``status``."""

    held = fields.String(load_default=None, validate=_ID)
    host = fields.String(load_default=None, validate=_ID)
    status = fields.String(
        load_default=None, validate=validate.OneOf([each.value for each in Status])
    )


def matches(each: Equivalence, held: str | None, host: str | None, status: str | None) -> bool:
    """Whether an equivalence passes the filters."""
    asked = ((held, each.held), (host, each.host), (status, each.status.value))
    return all(wanted in (None, told) for wanted, told in asked)


def blueprint(register: Register) -> Blueprint:
    """The addresses of this noun."""
    room = Room("equivalences", "Published equivalences of qualifications")

    @room.get("/equivalences", query=EquivalenceQuerySchema, answers=ListSchema)
    def equivalences(asked: dict[str, Any]) -> Response:
        """Equivalences in the order of their ids, whole; those that do not count as well."""
        today = register.today()
        found = [
            dump_equivalence(each, today)
            for each in register.knowledge.equivalences
            if matches(each, asked["held"], asked["host"], asked["status"])
        ]
        return json_answer(
            page_of(found, asked["page"], asked["page_size"]),
            cache=True,
            modified=register.modified(),
        )

    return room.blueprint
