"""``/statements``: make an information statement, and ask for its standing."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, request
from marshmallow import fields, validate

from registry.actions.issue_statement import make_information, verify
from registry.actions.open_register import Register
from registry.errors import NotOnRegister
from registry.schemas.answers import IssuedSchema, StandingSchema
from registry.schemas.question import QuestionSchema, question_of
from registry.web.api.room import Room
from registry.web.negotiation import json_answer

NO_SUCH_PAPER = "No paper answers to this number and code."


class StatementRequestSchema(QuestionSchema):
    """An assessment request with the kind of paper asked for."""

    kind = fields.String(
        required=True,
        validate=validate.OneOf(
            ["information"],
            error="Only information statements can be made here so far: kind is information.",
        ),
    )


def no_such_paper() -> NotOnRegister:
    """Unknown serial and wrong code are answered alike."""
    return NotOnRegister(
        NO_SUCH_PAPER, hint="Type both as they are printed at the top of the paper."
    )


def blueprint(register: Register) -> Blueprint:
    """The addresses of this noun."""
    room = Room("statements", "Papers that anyone can verify")

    @room.post(
        "/statements", body=StatementRequestSchema, answers=IssuedSchema, status=HTTPStatus.CREATED
    )
    def issue(loaded: dict[str, Any]) -> Response:
        """Make an information statement: structured inputs and verdict are kept for 12 months."""
        question = question_of(loaded, today=register.today())
        issued = make_information(question, register)
        serial, query = issued.statement.serial, f"?c={issued.code}"
        base = register.settings.base_url
        answer = json_answer(
            {
                "serial": serial,
                "code": issued.code,
                "kind": issued.statement.kind,
                "page": f"{base}/s/{serial}{query}",
                "pdf": f"{base}/statements/{serial}.pdf{query}",
                "credential": f"{base}/statements/{serial}.json{query}",
                "kept_until": issued.statement.kept_until.isoformat(),
            },
            201,
        )
        answer.headers["Location"] = f"/s/{serial}{query}"
        return answer

    @room.get("/statements/<serial>", answers=StandingSchema)
    def standing(serial: str) -> Response:
        """What a paper says and how it stands; asks for its code in ``c``."""
        statement = verify(serial, request.args.get("c", ""), register)
        if statement is None:
            raise no_such_paper()
        return json_answer(
            {
                "serial": statement.serial,
                "kind": statement.kind,
                "made_on": statement.made_on.isoformat(),
                "kept_until": statement.kept_until.isoformat(),
                "standing": statement.standing(register.today()),
                "digest": statement.digest,
                "checked": [],
                "document": statement.document,
            }
        )

    return room.blueprint
