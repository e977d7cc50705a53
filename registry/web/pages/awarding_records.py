"""``/bodies``, ``/credit-systems``, ``/prior-learning``: records about awards that answers cite."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response

from registry.recognition.bodies import AwardingBody
from registry.web.pages.days import vague_day
from registry.web.pages.law_records import not_on_register, occupation_name
from registry.web.pages.rendering import Renderer, named
from registry.web.pages.words import BODY_STANDINGS, KINDS


def add(app: Flask, render: Renderer) -> None:
    """One page for each record that an answer can cite."""
    room = Blueprint("awarding-pages", __name__)
    known = render.register.knowledge

    @room.get("/bodies/<key>")
    def body(key: str) -> Response:
        """An awarding body: its names, and its standing from a day to a day."""
        each = known.bodies.by_id.get(key)
        if each is None:
            raise not_on_register(f"No awarding body {key[:60]!r} is on the register.")
        return render.page("records/body.html", each=each, **_body(each, render))

    @room.get("/credit-systems/<key>")
    def credit_system(key: str) -> Response:
        """A credit system: what its own rules declare."""
        each = known.credit_systems.by_id.get(key)
        if each is None:
            raise not_on_register(f"No credit system {key[:60]!r} is on the register.")
        name = named(each.labels, render.speech.language)
        return render.page("records/credit_system.html", each=each, name=name)

    @room.get("/prior-learning/<key>")
    def prior_learning(key: str) -> Response:
        """A way to be looked at without a paper."""
        each = next((route for route in known.prior_learning if route.id == key), None)
        if each is None:
            raise not_on_register(f"No prior-learning route {key[:60]!r} is on the register.")
        return render.page(
            "records/prior_learning.html",
            each=each,
            name=named(each.name, render.speech.language),
            place=render.speech.country(each.country),
            occupations=[occupation_name(isco, render) for isco in each.occupations],
        )

    app.register_blueprint(room)


def _body(each: AwardingBody, render: Renderer) -> dict[str, Any]:
    speech = render.speech
    name = named(each.labels, speech.language)
    return {
        "name": name,
        "others": sorted(set(each.names) - {str(name.striptags())}),
        "place": speech.country(each.country),
        "kinds": [speech.message(KINDS[kind.value]) for kind in sorted(each.kinds)],
        "spells": [
            {
                "standing": speech.message(BODY_STANDINGS[spell.standing.value]),
                "first": vague_day(spell.first, speech),
                "last": vague_day(spell.last, speech) if spell.last else "",
                "source": spell.source,
            }
            for spell in each.spells
        ],
    }
