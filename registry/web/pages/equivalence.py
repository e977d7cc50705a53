"""The question flow and its answer: one question a page, the state travels in the form."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, request

from registry.actions.answer import answer_question
from registry.actions.issue_statement import make_information
from registry.actions.open_register import Register
from registry.schemas.assessment import in_one
from registry.web.pages.answers import (
    NOT_LISTED,
    PUBLIC,
    Answers,
    document,
    question_from,
    read_answers,
)
from registry.web.pages.choices import choices_of, told_rows
from registry.web.pages.rendering import Renderer
from registry.web.pages.steps import (
    BY_NAME,
    STEPS,
    Errors,
    Step,
    broken,
    confirmed,
    fingerprint,
    next_step,
    previous_step,
    take,
)
from registry.web.pages.verdict import open_steps, verdict_view
from registry.web.pages.words import ERRORS

_FLOW, _ANSWER = "/equivalence", "/equivalence/answer"


def add(app: Flask, render: Renderer) -> None:
    """``/equivalence``: start, questions, check, answer; and the button that makes a statement."""
    room = Blueprint("equivalence-pages", __name__, url_prefix="/equivalence")
    flow = Flow(render)
    room.add_url_rule("", view_func=flow.start, methods=["GET"], endpoint="start")
    room.add_url_rule("", view_func=flow.go_on, methods=["POST"], endpoint="go-on")
    room.add_url_rule("/question", view_func=flow.first, methods=["GET"], endpoint="first")
    room.add_url_rule("/answer", view_func=flow.linked, methods=["GET"], endpoint="linked")
    room.add_url_rule("/answer", view_func=flow.answered, methods=["POST"], endpoint="answered")
    room.add_url_rule("/statement", view_func=flow.keep, methods=["POST"], endpoint="statement")
    app.register_blueprint(room)


class Flow:
    """The pages of the question flow over one register."""

    def __init__(self, render: Renderer) -> None:
        self.render = render
        self.register: Register = render.register

    def start(self) -> Response:
        """Who this is for, what it takes, what happens with what is told."""
        known = self.register.knowledge
        countries = {each.country for each in known.qualifications.values()}
        return self.render.page(
            "equivalence/start.html",
            section="equivalence",
            qualifications=len(known.qualifications),
            countries=len(countries),
        )

    def first(self) -> Response:
        """The first question; ids of records may be told in the address."""
        answers = self._from_link()
        step = next_step(answers, self.register) or STEPS[0]
        return self._ask(step, answers)

    def go_on(self) -> Response:
        """Take one page's answer and show the next, or say what is wrong with it."""
        answers = read_answers(request.form)
        wanted = BY_NAME.get(request.form.get("go", ""))
        if wanted:
            return self._ask(wanted, answers)
        step = BY_NAME.get(request.form.get("at", ""))
        if step is None:
            return self._onward(answers)
        if "lang" in request.form:
            return self._ask(step, answers)
        if "skip" in request.form and step.optional:
            return self._onward(answers.without(step.fields).finished(step.name))
        errors = step.check(answers, self.register)
        if errors:
            return self._ask(step, answers, errors)
        taken = take(step, answers, request.form.get("was", ""))
        return self._onward(confirmed(taken) if step.name == "meant" else taken)

    def linked(self) -> Response:
        """An answer that can be passed on: nothing in the address is about a person."""
        answers = self._from_link()
        if not answers.one("to") or not (answers.one("held") or answers.one("occupation")):
            return self._see_other(_FLOW)
        return self._answer(answers)

    def answered(self) -> Response:
        """The answer to what the form tells."""
        answers = read_answers(request.form)
        step = broken(answers, self.register) or next_step(answers, self.register)
        if step:
            return self._ask(step, answers)
        return self._answer(answers)

    def keep(self) -> Response:
        """Keep the answer as an information statement and show it."""
        answers = read_answers(request.form)
        issued = make_information(question_from(answers, self.register), self.register)
        return self._see_other(f"/s/{issued.statement.serial}?c={issued.code}&made=1")

    def _from_link(self) -> Answers:
        answers = read_answers(request.args, PUBLIC)
        held = self.register.knowledge.qualifications.get(answers.one("held"))
        if held:
            answers = answers.having(origin=(held.country,))
        if answers.one("purpose") in ("regulated-practice", "unregulated-work"):
            answers = answers.having(purpose=("work",))
        told = tuple(
            step.name
            for step in STEPS
            if fingerprint(step, answers) and not step.check(answers, self.register)
        )
        return answers.having(done=told)

    def _onward(self, answers: Answers) -> Response:
        step = broken(answers, self.register) or next_step(answers, self.register)
        return self._ask(step, answers) if step else self._check(answers)

    def _ask(self, step: Step, answers: Answers, errors: Errors | None = None) -> Response:
        back = previous_step(step, answers)
        return self.render.page(
            f"equivalence/{step.name}.html",
            422 if errors else 200,
            section="equivalence",
            switch_action=_FLOW,
            switch_hidden=[*answers.pairs(), ("at", step.name)],
            step=step,
            answers=answers,
            was=fingerprint(step, answers) if not errors else request.form.get("was", ""),
            hidden=list(answers.pairs(step.fields)),
            back=back.name if back else None,
            errors={field: ERRORS[key] for field, key in (errors or {}).items()},
            **choices_of(step, answers, self.register, self.render.speech),
        )

    def _check(self, answers: Answers) -> Response:
        return self.render.page(
            "equivalence/check.html",
            section="equivalence",
            switch_action=_FLOW,
            switch_hidden=list(answers.pairs()),
            answers=answers,
            hidden=list(answers.pairs()),
            rows=told_rows(answers, self.register, self.render.speech),
        )

    def _answer(self, answers: Answers) -> Response:
        speech = self.render.speech
        answered = answer_question(question_from(answers, self.register), self.register)
        shown = answered.document(in_one(speech))
        return self.render.page(
            "equivalence/answer.html",
            section="equivalence",
            switch_action=_ANSWER if request.method == "POST" else "",
            switch_hidden=list(answers.pairs()),
            hidden=list(answers.pairs()),
            told=told_rows(answers, self.register, speech),
            link=self._link(answers),
            open_inputs=open_steps(shown),
            **verdict_view(
                shown,
                asked=document(answers, self.register),
                agreements=answered.governing,
                register=self.register,
                speech=speech,
            ),
        )

    def _link(self, answers: Answers) -> str:
        """An address for this answer where it rests on ids alone, else empty."""
        if answers.one("held") in ("", NOT_LISTED) or not answers.one("occupation"):
            return ""
        private = [n for n, _ in answers.pairs((*PUBLIC, "done", "origin"))]
        if private:
            return ""
        pairs = "&".join(f"{n}={v}" for n, v in answers.pairs(("done", "origin")))
        return f"{self.register.settings.base_url}/equivalence/answer?{pairs}"

    def _see_other(self, address: str) -> Response:
        return Response(status=303, headers={"Location": address})
