"""``/agreements``: the list with its facets, and each agreement whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import orjson
from flask import Blueprint, Response
from marshmallow import fields, validate

from registry.actions.open_register import Register
from registry.catalogue.agreement import AgreementType, Form
from registry.catalogue.search import Filters, Page
from registry.catalogue.timeline import StatusValue, last_verified, status_on
from registry.schemas.answers import ListSchema, RecordSchema
from registry.schemas.fields import choice, party_code, slug, string
from registry.schemas.paging import SearchSchema
from registry.schemas.question import OCCUPATION_CODE, day, plausible_day
from registry.storage import agreements
from registry.web.api.room import Room
from registry.web.negotiation import bytes_answer


class AgreementQuerySchema(SearchSchema):
    """Filters of the list; ``party`` repeated means all, ``on`` is the day of the status."""

    party = fields.List(party_code(), load_default=(), validate=validate.Length(max=20))
    type = choice(AgreementType, load_default=None)
    form = choice(Form, load_default=None)
    status = choice(StatusValue, load_default=None)
    on = day()
    sector = slug(load_default=None)
    occupation = string(OCCUPATION_CODE, load_default=None)
    objective = fields.Integer(load_default=None, validate=validate.Range(1, 23))


class OneAgreementSchema(SearchSchema):
    """The day of the status; today if not given."""

    on = fields.Date(load_default=None, validate=plausible_day)


def filters_of(asked: dict[str, Any], today: date) -> Filters:
    """A loaded query as the filters of the catalogue."""
    return Filters(
        on=asked["on"] or today,
        parties=tuple(dict.fromkeys(asked["party"])),
        type=asked["type"],
        form=asked["form"],
        status=StatusValue(asked["status"]) if asked["status"] else None,
        sector=asked["sector"],
        occupation=(asked["occupation"] or "").removeprefix("isco:") or None,
        objective=asked["objective"],
        words=asked["q"],
    )


def blueprint(register: Register) -> Blueprint:
    """The addresses of this noun."""
    room = Room("agreements", "Agreements on the register")

    @room.get("/agreements", query=AgreementQuerySchema, answers=ListSchema)
    def listed(asked: dict[str, Any]) -> Response:
        """Agreements in the order of their ids, with counts over the whole filtered set."""
        filters = filters_of(asked, register.today())
        page = Page(asked["page"], asked["page_size"])
        with register.engine.connect() as connection:
            key = (agreements.state(connection), filters, page)
            body = register.lists.get(key)
            if body is None:
                body = agreements.find(connection, filters, page).body(page)
                register.lists.put(key, body)
            modified = register.modified(agreements.changed(connection))
        return bytes_answer(body, cache=True, modified=modified)

    @room.get("/agreements/<agreement_id>", query=OneAgreementSchema, answers=RecordSchema)
    def agreement(asked: dict[str, Any], agreement_id: str) -> Response:
        """One agreement whole, with its status on a day and the agreements that point to it."""
        on = asked["on"] or register.today()
        with register.engine.connect() as connection:
            stored = agreements.get(connection, agreement_id)
            modified = register.modified(agreements.changed(connection))
        status = status_on(stored.agreement, on)
        document = orjson.loads(stored.document)
        document["status"] = {
            "value": status.value.value,
            "confidence": status.confidence.value,
            "on": on.isoformat(),
        }
        verified = last_verified(stored.agreement)
        document["last_verified"] = verified.isoformat() if verified else None
        document["version"] = stored.version
        document["linked_from"] = [
            {"kind": kind, "from": other} for kind, other in stored.linked_from
        ]
        for part in ("provisions", "relations", "texts"):
            document.setdefault(part, [])
        return bytes_answer(orjson.dumps(document), cache=True, modified=modified)

    return room.blueprint
