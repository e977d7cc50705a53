"""``/assessments``: ask what is worth what; anonymous, nothing is stored."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from registry.actions.answer import answer_question
from registry.actions.open_register import Register
from registry.schemas.answers import AssessmentSchema
from registry.schemas.assessment import in_one
from registry.schemas.question import QuestionSchema, question_of
from registry.values.language import OFFERED
from registry.values.speech import speech
from registry.web.api.room import Room
from registry.web.negotiation import json_answer


def blueprint(register: Register) -> Blueprint:
    """The addresses of this noun."""
    room = Room("assessments", "What a qualification is worth elsewhere")

    @room.post("/assessments", body=QuestionSchema, answers=AssessmentSchema)
    def ask(loaded: dict[str, Any]) -> Response:
        """Answer a question; add ``?lang=ar`` for Arabic sentences."""
        question = question_of(loaded, today=register.today())
        wanted = request.args.get("lang", "en")
        put = in_one(speech(wanted if wanted in OFFERED else "en"))
        return json_answer(answer_question(question, register).document(put))

    return room.blueprint
