"""``/annex-listings``, ``/equivalences``, ``/regimes``: what a finding of law can rest on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Flask, Response

from registry.catalogue.memberships import Membership
from registry.recognition.equivalences import Equivalence
from registry.values.speech import Speech
from registry.web.pages.choices import qualification_name
from registry.web.pages.days import vague_day
from registry.web.pages.law_records import not_on_register, occupation_name
from registry.web.pages.rendering import Renderer
from registry.web.pages.words import EFFECTS, EQUIVALENCE_STANDINGS


def add(app: Flask, render: Renderer) -> None:
    """Single records of lists."""
    room = Blueprint("listed-pages", __name__)
    register = render.register
    known = register.knowledge

    @room.get("/annex-listings/<key>")
    def annex_listing(key: str) -> Response:
        """What an annex lists for one country and occupation, and from which day on."""
        each = next((row for row in known.listings if row.id == key), None)
        if each is None:
            raise not_on_register(f"No entry of an annex {key[:60]!r} is on the register.")
        return render.page(
            "records/annex_listing.html",
            each=each,
            occupation=occupation_name(each.isco, render),
            place=render.speech.country(each.country),
            first=render.speech.day(each.reference_date),
            last=render.speech.day(each.last) if each.last else "",
        )

    @room.get("/equivalences/<key>")
    def equivalence(key: str) -> Response:
        """A published equivalence: both sides, its effect, basis, days and standing."""
        each = next((row for row in known.equivalences if row.id == key), None)
        if each is None:
            raise not_on_register(f"No equivalence {key[:60]!r} is on the register.")
        return render.page("records/equivalence.html", each=each, **_equivalence(each, render))

    @room.get("/regimes/<key>")
    def regime(key: str) -> Response:
        """A regional regime: who was inside, since when and until when."""
        spells = register.memberships.members(key)
        if not spells:
            raise not_on_register(f"No regime {key[:60]!r} is on the register.")
        return render.page(
            "records/regime.html",
            name=register.memberships.name(key, render.speech.language),
            rows=_spells(spells, render.speech),
        )

    app.register_blueprint(room)


def _equivalence(each: Equivalence, render: Renderer) -> dict[str, Any]:
    speech, register = render.speech, render.register
    return {
        "held": qualification_name(each.held, register, speech),
        "host": qualification_name(each.host, register, speech),
        "effect": speech.message(EFFECTS[each.effect.value]) if each.effect.decides else "",
        "standing": speech.message(EQUIVALENCE_STANDINGS[each.status.value]),
        "contested": speech.listing([speech.country(code) for code in each.contested_by]),
        "first": speech.day(each.first) if each.first else "",
        "last": speech.day(each.last) if each.last else "",
    }


def _spells(spells: Sequence[Membership], speech: Speech) -> list[dict[str, Any]]:
    """By name, each country's spells in their order; the first of them carries the anchor."""
    rows = sorted(spells, key=lambda s: (speech.country(s.country), s.first.earliest))
    anchors: set[str] = set()
    found = []
    for spell in rows:
        anchor = "" if spell.country in anchors else spell.country.lower()
        anchors.add(spell.country)
        found.append(
            {
                "id": anchor,
                "name": speech.country(spell.country),
                "first": vague_day(spell.first, speech),
                "last": vague_day(spell.last, speech) if spell.last else "",
                "spell": spell,
            }
        )
    return found
