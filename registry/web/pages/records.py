"""``/qualifications``, ``/frameworks``: the records that answers rest on, for reading."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Blueprint, Flask, Response, request
from markupsafe import Markup

from registry.errors import NotOnRegister
from registry.recognition.facts import Fact
from registry.recognition.levels import Framework, LevelReferencing
from registry.recognition.qualification import Qualification
from registry.values.countries import country_of
from registry.values.speech import Speech
from registry.web.pages.asked import country_asked
from registry.web.pages.choices import length_of_time
from registry.web.pages.rendering import Renderer, data, fill, named
from registry.web.pages.words import KINDS, LEVEL_RELATIONS, USES


def add(app: Flask, render: Renderer) -> None:
    """Lists and single records."""
    room = Blueprint("record-pages", __name__)
    known = render.register.knowledge

    @room.get("/qualifications")
    def qualifications() -> Response:
        """How many qualifications each country has here; those of one country by name."""
        speech, asked = render.speech, request.args.get("country", "")
        if asked:
            code = country_asked(asked)
            own = [q for _, q in sorted(known.qualifications.items()) if q.country == code]
            listed = [_in_list(each, speech) for each in own]
            country = speech.country(code)
            return render.page("records/of_country.html", country=country, listed=listed)
        counted = Counter(each.country for each in known.qualifications.values())
        rows = sorted((speech.country(code), code, count) for code, count in counted.items())
        return render.page("records/qualifications.html", rows=rows)

    @room.get("/qualifications/<key>")
    def qualification(key: str) -> Response:
        """One qualification, fact by fact."""
        each = known.qualifications.get(key)
        if each is None:
            raise NotOnRegister(
                f"No qualification {key[:60]!r} is on the register.", hint="See /qualifications."
            )
        return render.page(
            "records/qualification.html",
            each=each,
            kind=kind_words(each, render.speech),
            facts=_facts(each, render),
            title=_title(each, render.speech),
        )

    @room.get("/frameworks")
    def frameworks() -> Response:
        """All frameworks by territory."""
        speech = render.speech
        rows = [
            (speech.country(f.territory) if f.territory else "", f)
            for _, f in sorted(known.levels.frameworks.items())
        ]
        return render.page("records/frameworks.html", rows=sorted(rows, key=lambda row: row[0]))

    @room.get("/frameworks/<key>")
    def framework(key: str) -> Response:
        """One framework: its levels, and every table that relates them to others."""
        each = known.levels.frameworks.get(key)
        if each is None:
            raise NotOnRegister(
                f"No framework {key[:60]!r} is on the register.", hint="See /frameworks."
            )
        return render.page("records/framework.html", each=each, **_tables(each, render))

    app.register_blueprint(room)


def _title(each: Qualification, speech: Speech) -> Markup:
    title = each.titles[0].value if each.titles else None
    if title is None:
        return named(each.labels, speech.language)
    return data(title.text, title.language, speech.language)


def _in_list(each: Qualification, speech: Speech) -> dict[str, Any]:
    title, label = _title(each, speech), named(each.labels, speech.language)
    said_already = label.striptags() in str(title)
    return {"id": each.id, "title": title, "label": "" if said_already else label}


def _facts(each: Qualification, render: Renderer) -> list[dict[str, Any]]:
    """What is known, each with its sources; what is not known is left out."""
    speech = render.speech
    say, page = speech.message, speech.language
    rows: list[tuple[str, Markup | str, Fact[Any] | None]] = [
        (say("Original title"), data(t.value.text, t.value.language, page), t) for t in each.titles
    ]
    levels = render.register.knowledge.levels.frameworks
    if each.level:
        ref = each.level.value
        name = levels[ref.framework].code if ref.framework in levels else ref.framework
        link = Markup('<a href="/frameworks/{}">{}</a>').format(ref.framework, name)
        told = fill(say("{framework}, level {level}"), framework=link, level=ref.code)
        rows.append((say("Level at home"), told, each.level))
    if each.field:
        labels = render.register.knowledge.fields.get(each.field.value, {})
        coded = Markup("{} {}").format(each.field.value, named(labels, page))
        rows.append((say("Field (ISCED-F)"), coded, each.field))
    if each.months:
        told_months = length_of_time(each.months.value, render.speech)
        rows.append((say("Length of training"), told_months, each.months))
    if each.credits:
        rows.append((say("Credits"), str(each.credits.value), each.credits))
    if each.awarding:
        rows.append((say("Who awards it"), named(each.awarding.value, page), each.awarding))
    rows.extend((say("Listed in annex"), fact.value, fact) for fact in each.listings)
    if each.skills:
        rows.append((say("Skills"), _skills(each.skills.value, render), each.skills))
    return [{"label": label, "told": told, "fact": fact} for label, told, fact in rows]


def _skills(skills: frozenset[str], render: Renderer) -> Markup:
    by_id, page = render.register.knowledge.skills.by_id, render.speech.language
    names = [named(by_id[skill].labels, page) for skill in sorted(skills) if skill in by_id]
    return Markup("<ul>{}</ul>").format(
        Markup().join(Markup("<li>{}</li>").format(name) for name in names)
    )


def _tables(each: Framework, render: Renderer) -> dict[str, Any]:
    register, speech = render.register, render.speech
    cells = [
        _cell(cell, each, render)
        for cell in register.knowledge.levels.referencings
        if each.id in (cell.origin.framework, cell.reference_framework)
    ]
    return {
        "cells": cells,
        "place": speech.country(each.territory) if each.territory else "",
        "home": country_of(each.territory) if each.territory else "",
    }


def _cell(cell: LevelReferencing, each: Framework, render: Renderer) -> dict[str, Any]:
    say, known = render.speech.message, render.register.knowledge.levels.frameworks
    names = {key: framework.code for key, framework in known.items()}
    return {
        "origin": cell.origin,
        "origin_name": names.get(cell.origin.framework, cell.origin.framework),
        "framework_name": names.get(cell.reference_framework, cell.reference_framework),
        "framework": cell.reference_framework,
        "level": cell.target.code if cell.target else "",
        "relation": say(LEVEL_RELATIONS[cell.relation.value]),
        "use": say(USES[cell.status.value]),
        "said": cell.said,
        "counted": cell.counts(render.register.today()),
        "source": cell.source.text,
        "own": cell.origin.framework == each.id,
        "id": cell.id,
    }


def kind_words(each: Qualification, speech: Speech) -> str:
    """Which part of an education system it belongs to, empty where that is not known."""
    return speech.message(KINDS[each.kind.value]) if each.kind else ""
