"""``/s`` and ``/statements``: check a paper, and have it again as PDF or for machines."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, request
from markupsafe import Markup

from registry.actions.issue_statement import verify
from registry.errors import NotOnRegister
from registry.issuing import paper
from registry.issuing.canonical import canonical
from registry.statements.numbering import code_of
from registry.statements.statement import Statement
from registry.storage import statements
from registry.storage.engine import writing
from registry.values.identifiers import read_serial
from registry.values.language import OFFERED
from registry.values.speech import Speech
from registry.web.language import chosen
from registry.web.pages.rendering import Renderer
from registry.web.pages.verdict import in_language, verdict_view

_FOR_ONE = "private, no-store"


def add(app: Flask, render: Renderer) -> None:
    """The pages of papers; a wrong code and a number that does not exist are answered alike."""
    room = Blueprint("statement-pages", __name__)
    papers = Papers(render)
    room.add_url_rule("/s", view_func=papers.typed, endpoint="typed")
    room.add_url_rule("/s/<serial>", view_func=papers.page, endpoint="verify")
    room.add_url_rule("/statements/<serial>.pdf", view_func=papers.pdf, endpoint="pdf")
    room.add_url_rule("/statements/<serial>.json", view_func=papers.document, endpoint="document")
    app.register_blueprint(room)


class Papers:
    """Everything that a number and its code open."""

    def __init__(self, render: Renderer) -> None:
        self.render = render
        self.register = render.register

    def typed(self) -> Response:
        """The form that asks for number and code, and the way from it to the page."""
        serial, code = request.args.get("serial", ""), request.args.get("c", "")
        if not serial:
            return self.render.page("statements/check.html")
        known = read_serial(serial)
        if known is None:
            return self._unknown(serial)
        address = f"/s/{known}?{urlencode({'c': code[:60]})}"
        return Response(status=303, headers={"Location": address})

    def page(self, serial: str) -> Response:
        """Who made it and when, what was only told, what it says, and its standing now."""
        code = request.args.get("c", "")
        statement = verify(serial, code, self.register)
        if statement is None:
            return self._unknown(serial)
        answer = self.render.page(
            "statements/statement.html",
            code=code.upper(),
            made="made" in request.args,
            **self._view(statement),
        )
        answer.headers["Cache-Control"] = _FOR_ONE
        return answer

    def pdf(self, serial: str) -> Response:
        """The paper in one language; made once and kept."""
        statement = self._opened(serial)
        wanted = request.args.get("lang", "")
        language = wanted if wanted in OFFERED else chosen(request)
        # The code as it is made, whatever way it was typed.
        code = code_of(statement.serial, self.register.key)
        with self.register.engine.connect() as connection:
            kept = statements.find_paper(connection, statement.serial, language, code)
        if kept is None:
            kept = paper.render_pdf(statement, code, language, self.register.settings.base_url)
            with writing(self.register.engine, alone=False) as connection:
                statements.keep_paper(connection, statement.serial, language, code, kept)
        name = f"{statement.serial}-{language}.pdf"
        return _file(kept, "application/pdf", name)

    def document(self, serial: str) -> Response:
        """The canonical statement document, byte for byte what the digest is of."""
        statement = self._opened(serial)
        return _file(
            canonical(dict(statement.document)), "application/json", f"{statement.serial}.json"
        )

    def _opened(self, serial: str) -> Statement:
        statement = verify(serial, request.args.get("c", ""), self.register)
        if statement is None:
            raise NotOnRegister(
                "No paper answers to this number and code.",
                hint="Type both as they are printed at the top of the paper.",
            )
        return statement

    def _unknown(self, typed: str) -> Response:
        return self.render.page("statements/unknown.html", 404, typed_serial=typed[:60])

    def _view(self, statement: Statement) -> dict[str, Any]:
        speech = self.render.speech
        return {
            **_standing(statement, self.register.today, speech),
            **verdict_view(
                in_language(statement.document["answer"], speech.language),
                asked=statement.document["asked"],
                agreements=statement.document["agreements"],
                register=self.register,
                speech=speech,
            ),
            "limits": in_language(statement.document["limits"], speech.language),
        }


def _standing(statement: Statement, today: Any, speech: Speech) -> dict[str, Any]:
    day = today()
    return {
        "serial": statement.serial,
        "number": Markup('<bdi dir="ltr" class="number">{}</bdi>').format(statement.serial),
        "digest": statement.digest,
        "made_on": speech.day(statement.made_on),
        "kept_until": speech.day(statement.kept_until),
        "today": speech.day(day),
        "standing": statement.standing(day),
    }


def _file(data: bytes, kind: str, name: str) -> Response:
    answer = Response(data, content_type=kind)
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    answer.headers["Cache-Control"] = _FOR_ONE
    return answer
