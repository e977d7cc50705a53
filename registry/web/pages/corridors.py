"""``/corridors``: everything that governs a movement between two countries on a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Flask, Response, request
from markupsafe import Markup

from registry.actions.governing import conventions_between, corridor, corridor_fees
from registry.catalogue.corridors import Binding, CommonRegime, Corridor, Governing, Standing, Via
from registry.catalogue.memberships import Membership
from registry.errors import NotOnRegister
from registry.schemas.fees import dump_fee
from registry.values.countries import countries
from registry.values.speech import Speech
from registry.web.pages.agreement_view import show_status
from registry.web.pages.asked import country_asked, day_asked
from registry.web.pages.days import vague_day
from registry.web.pages.fee_rules import shown_fee
from registry.web.pages.rendering import Renderer, named
from registry.web.pages.words import REGIME_STANDINGS, RELATIONS, STANDINGS, TYPES


def add(app: Flask, render: Renderer) -> None:
    """The look-up and the corridor's own page."""
    room = Blueprint("corridor-pages", __name__, url_prefix="/corridors")
    register = render.register

    @room.get("")
    def look_up() -> Response:
        """Two countries to choose; once chosen, their page."""
        origin, destination = request.args.get("from", ""), request.args.get("to", "")
        if origin and destination and origin != destination:
            codes = f"{country_asked(origin)}/{country_asked(destination)}"
            on = request.args.get("on")
            day = f"?on={day_asked(on, register.today()).isoformat()}" if on else ""
            return Response(status=303, headers={"Location": f"/corridors/{codes}{day}"})
        return render.page(
            "corridors/look_up.html",
            section="corridors",
            countries=countries(render.speech.language),
            origin=origin,
            destination=destination,
            incomplete=bool(request.args.keys() & {"from", "to"}),
        )

    @room.get("/<origin>/<destination>")
    def page(origin: str, destination: str) -> Response:
        """All that governs the movement on a day."""
        day = day_asked(request.args.get("on"), register.today())
        one, other = country_asked(origin), country_asked(destination)
        if one == other:
            raise NotOnRegister(
                "A corridor needs two countries.", hint="Choose another country on one side."
            )
        with register.engine.connect() as connection:
            found = corridor(register, connection, one, other, day)
        return render.page(
            "corridors/corridor.html",
            section="corridors",
            conventions=[
                {"id": each.id, "name": render.speech.name(each.labels)}
                for each in conventions_between(register.knowledge, one, other, day)
            ],
            fee_rules=[
                shown_fee(dump_fee(each), render.speech)
                for each in corridor_fees(register, one, other, day)
            ],
            **_view(found, render.speech),
        )

    app.register_blueprint(room)


def _view(found: Corridor, speech: Speech) -> dict[str, Any]:
    shown = {each.agreement.id: each.agreement.title for each in found.agreements}
    return {
        "origin": found.origin,
        "destination": found.destination,
        "on": found.day,
        "groups": [
            {
                "heading": speech.message(STANDINGS[standing.value]),
                "agreements": [_agreement(each, speech) for each in members],
                "folded": standing is Standing.ENDED,
            }
            for standing in Standing
            if (members := [g for g in found.agreements if g.standing is standing])
        ],
        "other_way": [_agreement(each, speech) for each in found.other_way],
        "regimes": _regimes(found.regimes, speech),
        "relations": [
            {
                "subject": named(shown[each.subject], speech.language),
                "subject_id": each.subject,
                "words": speech.message(RELATIONS[each.kind.value]),
                "to": named(shown[each.to], speech.language),
                "to_id": each.to,
                "note": each.note,
                "sure": each.confidence.value,
            }
            for each in found.relations
            if each.subject in shown and each.to in shown
        ],
    }


def _agreement(governing: Governing, speech: Speech) -> dict[str, Any]:
    agreement, status = governing.agreement, show_status(governing.status, speech)
    tone = status.tone if governing.standing in _ITS_OWN else "unknown"
    return {
        "id": agreement.id,
        "title": named(agreement.title, speech.language),
        "kind": speech.message(TYPES[agreement.type.value]),
        "signed": vague_day(agreement.signed, speech) if agreement.signed else "",
        "status": status,
        "tone": tone,
        "treaty_only": governing.standing not in _ITS_OWN,
        "sure": governing.confidence.value,
        "limits": _limits((governing.origin, governing.destination), speech),
    }


def _limits(bindings: Sequence[Binding], speech: Speech) -> list[str | Markup]:
    """What is particular about how a side is bound."""
    said = []
    for each in bindings:
        words = _VIA.get(each.via)
        if words:
            said.append(
                speech.message(words).format(
                    country=speech.country(each.country), party=speech.country(each.code)
                )
            )
    return list(dict.fromkeys(said))


# Where the status of the agreement says what it is worth between the two.
_ITS_OWN = (Standing.GOVERNS, Standing.PRESUMED, Standing.NOT_YET, Standing.SUSPENDED)
_VIA = {
    Via.UNIT: "Limited to {party}.",
    Via.ANNOUNCED: "{country} is no member; a continued application was announced.",
    Via.BODY: "{country} may take part as a member of {party}; whether it does is not known here.",
    Via.LEFT: "{country} has left.",
    Via.PREDECESSOR: "Made by {party}; whether it goes on for {country} is not known here.",
}


def _regimes(regimes: Sequence[CommonRegime], speech: Speech) -> list[dict[str, Any]]:
    """The regimes; a note that several of them carry is said with the first."""
    told: set[str] = set()
    shown = []
    for regime in regimes:
        notes = [note for note in dict.fromkeys(regime.notes) if note not in told]
        told.update(notes)
        shown.append(_regime(regime, notes, speech))
    return shown


def _regime(regime: CommonRegime, notes: Sequence[str], speech: Speech) -> dict[str, Any]:
    return {
        "name": regime.name,
        "standing": speech.message(REGIME_STANDINGS[regime.standing.value]),
        "tone": {"members": "met", "rules-apply": "met", "announced": "partly"}.get(
            regime.standing.value, "not"
        ),
        "spells": [_spell(each, speech) for each in regime.spells],
        "notes": notes,
        "sure": regime.confidence.value,
    }


def _spell(spell: Membership, speech: Speech) -> dict[str, Any]:
    first = vague_day(spell.first, speech)
    if spell.last:
        last = vague_day(spell.last, speech)
        when = speech.message("{first} to {last}").format(first=first, last=last)
    else:
        when = speech.message("since {first}").format(first=first)
    return {
        "country": speech.country(spell.country),
        "regime": spell.regime,
        "when": when,
        "source": spell.source,
        "sure": spell.confidence.value,
    }
