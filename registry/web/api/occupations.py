"""``/occupations``: ISCO-08 unit groups, searched in any language we hold."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response

from registry.actions.open_register import Register
from registry.errors import NotOnRegister
from registry.recognition.occupations import Occupation
from registry.schemas.answers import ListSchema, OccupationSchema
from registry.schemas.paging import SearchSchema, page_of
from registry.schemas.records import dump_occupation, summarise_occupation
from registry.values.language import best
from registry.web.api.room import Room
from registry.web.negotiation import json_answer


def _matches(occupation: Occupation, words: str) -> bool:
    names = (*occupation.labels.values(), *(name for _, name in occupation.alternatives))
    text = f"isco:{occupation.isco} {' '.join(names)}".casefold()
    return all(word in text for word in words.casefold().split())


def blueprint(register: Register) -> Blueprint:
    """The addresses of this noun."""
    room = Room("occupations", "Occupations by ISCO-08")
    known = register.knowledge.occupations

    @room.get("/occupations", query=SearchSchema, answers=ListSchema)
    def occupations(asked: dict[str, Any]) -> Response:
        """Occupations in the order of their codes; ``label`` is in ``lang`` where it exists."""
        found = [
            {**summarise_occupation(each), "label": best(each.labels, asked["lang"])[1]}
            for _, each in sorted(known.items())
            if _matches(each, asked["q"])
        ]
        return json_answer(
            page_of(found, asked["page"], asked["page_size"]),
            cache=True,
            modified=register.modified(),
        )

    @room.get("/occupations/<code>", answers=OccupationSchema)
    def occupation(code: str) -> Response:
        """One occupation (``isco:2221``): its skills, and who regulates it where."""
        isco = code.removeprefix("isco:")
        if isco not in known:
            raise NotOnRegister(
                f"No occupation {code[:40]!r} is on the register.", hint="See /api/v1/occupations."
            )
        return json_answer(
            dump_occupation(known[isco], register.knowledge.regulations),
            cache=True,
            modified=register.modified(),
        )

    return room.blueprint
