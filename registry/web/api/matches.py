"""``/matches``: a title as somebody writes it, and the records that may be meant."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import RAISE, Schema, fields

from registry.actions.open_register import Register
from registry.recognition.matching import THRESHOLD, Subject
from registry.schemas.answers import MatchesSchema
from registry.schemas.fields import choice, no_control_characters, string
from registry.schemas.question import known_country
from registry.schemas.records import dump_candidate
from registry.web.api.room import Room
from registry.web.negotiation import json_answer


class MatchQuerySchema(Schema):
    """``title`` in any language or script; ``country`` narrows the qualifications to its own."""

    class Meta:
        unknown = RAISE

    title = string(no_control_characters, required=True)
    country = fields.String(load_default=None, validate=known_country)
    kind = choice(Subject, load_default=None)


def blueprint(register: Register) -> Blueprint:
    """The address of this noun."""
    room = Room("matches", "Titles as people write them")

    @room.get("/matches", query=MatchQuerySchema, answers=MatchesSchema)
    def matches(asked: dict[str, Any]) -> Response:
        """At most five candidates, the best first; none where nothing is like the title."""
        found = register.knowledge.titles.matches(
            asked["title"],
            country=asked["country"],
            kind=Subject(asked["kind"]) if asked["kind"] else None,
        )
        return json_answer(
            {
                "candidates": [dump_candidate(each, register.knowledge) for each in found],
                "threshold": THRESHOLD,
            },
            cache=True,
            modified=register.modified(),
        )

    return room.blueprint
