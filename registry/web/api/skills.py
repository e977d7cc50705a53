"""``/skills``: the skills scheme, searched in any language we hold."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from registry.actions.open_register import Register
from registry.schemas.answers import ListSchema
from registry.schemas.paging import SearchSchema, page_of
from registry.schemas.records import dump_skill
from registry.values.language import best
from registry.web.api.room import Room
from registry.web.negotiation import json_answer


def blueprint(register: Register) -> Blueprint:
    """The addresses of this noun."""
    room = Room("skills", "Skills and their hierarchy")
    known = register.knowledge.skills.by_id

    @room.get("/skills", query=SearchSchema, answers=ListSchema)
    def skills(asked: dict[str, Any]) -> Response:
        """Skills in the order of their ids; ``label`` is in ``lang`` where it exists."""
        words = asked["q"].casefold().split()
        found = [
            {**dump_skill(each), "label": best(each.labels, asked["lang"])[1]}
            for skill, each in sorted(known.items())
            if all(word in f"{skill} {' '.join(each.labels.values())}".casefold() for word in words)
        ]
        return json_answer(
            page_of(found, asked["page"], asked["page_size"]),
            cache=True,
            modified=register.modified(),
        )

    return room.blueprint
