"""``/occupations``, ``/provisions``, ``/conventions``: who decides where, and the law behind it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, Response
from markupsafe import Markup

from registry.errors import NotOnRegister
from registry.recognition.conventions import Convention, ConventionParty
from registry.recognition.facts import counted
from registry.recognition.occupations import Regulation
from registry.recognition.provisions import Provision
from registry.statements.wording import LANGUAGE_CHECKED, facts_said
from registry.values.speech import Speech
from registry.web.pages.addresses import page_of
from registry.web.pages.agreements import titles_of
from registry.web.pages.rendering import Renderer, named
from registry.web.pages.words import EFFECTS, REGULATED


def add(app: Flask, render: Renderer) -> None:
    """Single records, and the way to them from their own addresses."""
    room = Blueprint("law-pages", __name__)
    register = render.register
    known = register.knowledge

    @room.get("/id/<kind>/<key>")
    def record(kind: str, key: str) -> Response:
        """A record's own address answers with the page that is about it."""
        page = page_of(kind, key, register)
        if page is None:
            raise not_on_register(f"No page is about the {kind[:30]} {key[:60]!r}.")
        return Response(status=303, headers={"Location": page})

    @room.get("/occupations/<isco>")
    def occupation(isco: str) -> Response:
        """An occupation: its skills, and who decides on it where."""
        each = known.occupations.get(isco)
        if each is None:
            raise not_on_register(f"No occupation {isco[:60]!r} is on the register.")
        return render.page("records/occupation.html", each=each, **_occupation(isco, render))

    @room.get("/provisions/<key>")
    def provision(key: str) -> Response:
        """A provision: what it gives, to whom, and what it turns on."""
        each = next((p for p in known.provisions if p.id == key), None)
        if each is None:
            raise not_on_register(f"No provision {key[:60]!r} is on the register.")
        with register.engine.connect() as connection:
            titles = dict(titles_of(connection, each.agreements))
        rests_on = [
            (agreement, named(titles[agreement], render.speech.language))
            for agreement in each.agreements
            if agreement in titles
        ]
        return render.page(
            "records/provision.html", each=each, rests_on=rests_on, **_provision(each, render)
        )

    @room.get("/conventions/<key>")
    def convention(key: str) -> Response:
        """A recognition convention with the parties that the register knows."""
        each = next((c for c in known.conventions if c.id == key), None)
        if each is None:
            raise not_on_register(f"No convention {key[:60]!r} is on the register.")
        return render.page(
            "records/convention.html", each=each, parties=_parties(each, render.speech)
        )

    app.register_blueprint(room)


def not_on_register(sentence: str) -> NotOnRegister:
    return NotOnRegister(sentence, hint="See /qualifications, /frameworks and /agreements.")


def _occupation(isco: str, render: Renderer) -> dict[str, Any]:
    known, speech = render.register.knowledge, render.speech
    each, skills = known.occupations[isco], known.skills.by_id
    essential = counted(each.essential)
    rows = sorted(
        (_regulation(row, speech) for row in known.regulations if row.isco == isco),
        key=lambda row: str(row["place"]),
    )
    return {
        "isco": isco,
        "skills": [
            named(skills[skill].labels, speech.language)
            for skill in sorted(essential.value if essential else ())
            if skill in skills
        ],
        "sources": essential.sources if essential else (),
        "rows": rows,
    }


def _regulation(row: Regulation, speech: Speech) -> dict[str, Any]:
    place = row.unit or row.country
    return {
        "id": place.lower(),
        "place": speech.country(place),
        "regulated": speech.message(REGULATED[row.status.value]),
        "row": row,
        "language_checked": speech.message(LANGUAGE_CHECKED[row.language_checked.value])
        if row.language_checked
        else "",
        "sources": [(source, facts_said(told, speech)) for source, told in row.sources.items()],
    }


def _provision(each: Provision, render: Renderer) -> dict[str, Any]:
    speech, memberships = render.speech, render.register.memberships
    groups = [
        {
            "names": speech.listing([memberships.name(r, speech.language) for r in group.regimes]),
            "first": speech.day(group.first) if group.first else "",
        }
        for group in each.territory.groups
    ]
    names = [speech.country(code) for code in each.territory.countries]
    return {
        "effect": speech.message(EFFECTS[each.effect.value]),
        "groups": groups,
        "named_places": names,
        "within": speech.country(each.territory.within) if each.territory.within else "",
        "occupations": [occupation_name(isco, render) for isco in each.occupations],
        "first": speech.day(each.first) if each.first else "",
        "last": speech.day(each.last) if each.last else "",
    }


def occupation_name(isco: str, render: Renderer) -> Markup | str:
    known = render.register.knowledge.occupations.get(isco)
    return named(known.labels, render.speech.language) if known else isco


def _parties(each: Convention, speech: Speech) -> list[dict[str, Any]]:
    return sorted(
        (_party(row, speech) for row in each.parties.values()), key=lambda row: str(row["name"])
    )


def _party(row: ConventionParty, speech: Speech) -> dict[str, Any]:
    return {
        "name": speech.country(row.country),
        "bound": row.party,
        "since": speech.day(row.in_force) if row.in_force else "",
        "seen": speech.day(row.as_of),
        "source": row.source,
    }
