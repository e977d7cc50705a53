"""``/qualifications``: what the register knows of each, fact by fact."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from marshmallow import fields

from registry.actions.open_register import Register
from registry.errors import NotOnRegister
from registry.recognition.qualification import Qualification
from registry.schemas.answers import ListSchema, RecordSchema
from registry.schemas.paging import SearchSchema, page_of
from registry.schemas.question import OCCUPATION_CODE, known_country
from registry.schemas.records import dump_qualification, summarise_qualification
from registry.web.api.room import Room
from registry.web.negotiation import json_answer


class QualificationQuerySchema(SearchSchema):
    """Filters: ``country``, ``occupation`` (``isco:2221``) and words."""

    country = fields.String(load_default=None, validate=known_country)
    occupation = fields.String(load_default=None, validate=OCCUPATION_CODE)


def matches(qualification: Qualification, country: str | None, isco: str, words: str) -> bool:
    """Whether a qualification passes the filters."""
    titles = " ".join(fact.value.text for fact in qualification.titles)
    text = f"{qualification.id} {titles} {' '.join(qualification.labels.values())}".casefold()
    return (
        (country is None or qualification.country == country)
        and (not isco or isco in qualification.occupations)
        and all(word in text for word in words.casefold().split())
    )


def blueprint(register: Register) -> Blueprint:
    """The addresses of this noun."""
    room = Room("qualifications", "Qualifications on the register")
    known = register.knowledge.qualifications

    @room.get("/qualifications", query=QualificationQuerySchema, answers=ListSchema)
    def qualifications(asked: dict[str, Any]) -> Response:
        """Qualifications in the order of their ids."""
        isco = (asked["occupation"] or "").removeprefix("isco:")
        found = [
            summarise_qualification(each)
            for _, each in sorted(known.items())
            if matches(each, asked["country"], isco, asked["q"])
        ]
        return json_answer(
            page_of(found, asked["page"], asked["page_size"]),
            cache=True,
            modified=register.modified(),
        )

    @room.get("/qualifications/<qualification_id>", answers=RecordSchema)
    def qualification(qualification_id: str) -> Response:
        """One qualification whole; what is not known is null."""
        if qualification_id not in known:
            raise NotOnRegister(
                f"No qualification {qualification_id!r} is on the register.",
                hint="See /api/v1/qualifications.",
            )
        return json_answer(
            dump_qualification(known[qualification_id]), cache=True, modified=register.modified()
        )

    return room.blueprint
