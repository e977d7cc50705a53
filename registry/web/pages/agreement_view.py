"""One agreement as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from registry.catalogue.agreement import (
    Action,
    ActionKind,
    Agreement,
    Party,
    Role,
    said_by,
)
from registry.catalogue.corridors import REGIME_PREFIX
from registry.catalogue.memberships import Memberships
from registry.catalogue.timeline import SENTENCES as BECAUSE
from registry.catalogue.timeline import Status, status_on
from registry.recognition.occupations import Occupation
from registry.values.countries import BODIES, HISTORICAL, country_of
from registry.values.evidence import Source
from registry.values.speech import Speech
from registry.web.pages.days import machine_day, vague_day
from registry.web.pages.rendering import data, named
from registry.web.pages.schemes import Schemes
from registry.web.pages.words import (
    ACTIONS,
    BINDING,
    CONFIDENCE,
    FORMS,
    INVERSE,
    RELATIONS,
    ROLES,
    STATUS_TONES,
    STATUSES,
    TYPES,
)


@dataclass(frozen=True, slots=True)
class StatusShown:
    """A status as a tag and a sentence."""

    words: str
    tone: str
    sure: str
    because: str


@dataclass(frozen=True, slots=True)
class Happened:
    """One claim about what happened."""

    when: str
    machine: str
    what: str
    party: str
    by: str
    by_title: Markup
    note: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a page about agreements looks things up in."""

    schemes: Schemes
    occupations: Mapping[str, Occupation]
    memberships: Memberships
    titles: Mapping[str, Any]
    """Titles of the agreements that are named, by id."""


def status_tag(value: str, sure: str, speech: Speech) -> tuple[str, str]:
    """The words and the tone of a status: what is unverified never looks as if it were met."""
    words, tone = speech.message(STATUSES[value]), STATUS_TONES.get(value, "unknown")
    if sure != "low" or value in ("unknown", "presumed-in-force"):
        return words, tone
    unverified = speech.message("{status}, unverified").format(status=words)
    return unverified, "partly" if tone == "met" else tone


def show_status(status: Status, speech: Speech) -> StatusShown:
    """A status in words, with its shape."""
    value, sure = status.value.value, status.confidence.value
    words, tone = status_tag(value, sure, speech)
    return StatusShown(
        words,
        tone,
        sure,
        speech.message(BECAUSE[status.because]),
    )


def agreement_view(
    agreement: Agreement,
    pointing: Sequence[tuple[str, str]],
    day: date,
    shelf: Shelf,
    speech: Speech,
) -> dict[str, Any]:
    """All that the page says; ``pointing`` are the relations of others to this one, as
    (kind, id)."""
    say = speech.message
    return {
        "agreement": agreement,
        "on": day,
        "kind": say(TYPES[agreement.type.value]),
        "form": say(FORMS[agreement.form.value]),
        "binding": say(BINDING[agreement.bindingness.value]),
        "certainty": say(CONFIDENCE[agreement.confidence.value]),
        "status": show_status(status_on(agreement, day), speech),
        "parties": [_party(each, speech) for each in agreement.parties],
        "regimes": [shelf.memberships.name(r, speech.language) for r in agreement.regimes],
        "sides": [_side(side, shelf.memberships, speech) for side in agreement.sides],
        "sectors": [
            {"slug": s, "name": _label(shelf.schemes.sectors, s, speech)}
            for s in agreement.coverage.sectors
        ],
        "occupations": [
            {"code": code, "name": _occupation(shelf.occupations.get(code), speech)}
            for code in agreement.coverage.occupations
        ],
        "objectives": [
            {"number": n, "name": _label(shelf.schemes.objectives, str(n), speech, plain=True)}
            for n in agreement.objectives
        ],
        "happened": [_happened(each, agreement, shelf, speech) for each in _in_order(agreement)],
        "conflicts": _conflicts(agreement),
        "entry_unknown": agreement.entry_into_force is None,
        "relations": list(_relations(agreement, pointing, shelf, speech)),
        "sources": [
            {"text": said_by(each), "grade": say(CONFIDENCE[each.confidence.value])}
            for each in agreement.sources
        ],
        "corridors": _corridors(agreement, speech),
    }


def _label(
    labels: Mapping[str, Any], key: str, speech: Speech, *, plain: bool = False
) -> Markup | str:
    known = labels.get(key)
    if known:
        return named(known, speech.language)
    return "" if plain else key.replace("-", " ")


def _occupation(known: Occupation | None, speech: Speech) -> Markup | str:
    return named(known.labels, speech.language) if known else ""


def _party(party: Party, speech: Speech) -> dict[str, Any]:
    return {
        "name": named(party.name, speech.language) if party.name else speech.country(party.code),
        "role": speech.message(ROLES[party.role.value]) if party.role else "",
        "authority": party.authority,
    }


def _side(side: Iterable[str], memberships: Memberships, speech: Speech) -> str:
    return speech.listing(
        [
            memberships.name(member.removeprefix(REGIME_PREFIX), speech.language)
            if member.startswith(REGIME_PREFIX)
            else speech.country(member)
            for member in side
        ]
    )


def _in_order(agreement: Agreement) -> list[Action]:
    """By what they may mean at the earliest; claims without a date come last."""
    return sorted(
        agreement.actions,
        key=lambda a: (a.date is None, a.date.earliest if a.date else date.max),
    )


def _title_of(key: str, shelf: Shelf, speech: Speech) -> Markup:
    """An agreement by its title; by its id where the register has it under none."""
    title = shelf.titles.get(key)
    return named(title, speech.language) if title else data(key)


def _happened(action: Action, agreement: Agreement, shelf: Shelf, speech: Speech) -> Happened:
    what = speech.message(ACTIONS[action.kind.value])
    if action.manner:
        what = f"{what}: {speech.message(ACTIONS[action.manner.value])}"
    return Happened(
        vague_day(action.date, speech) if action.date else "",
        machine_day(action.date) if action.date else "",
        what,
        speech.country(action.party) if action.party else "",
        action.by,
        _title_of(action.by, shelf, speech),
        action.note,
        agreement.sources_of(action),
    )


def _conflicts(agreement: Agreement) -> bool:
    """Whether sources give different dates for what happens once."""
    for kind in (ActionKind.SIGNED, ActionKind.ENTERED_INTO_FORCE):
        dates = {a.date.text for a in agreement.claims(kind) if a.date}
        if len(dates) > 1:
            return True
    return False


def _relations(
    agreement: Agreement,
    pointing: Sequence[tuple[str, str]],
    shelf: Shelf,
    speech: Speech,
) -> Iterator[dict[str, Any]]:
    own = [(each.kind.value, each.to, each.note) for each in agreement.relations]
    others = [(INVERSE[kind], other, "") for kind, other in pointing]
    for kind, other, note in (*own, *others):
        yield {
            "words": speech.message(RELATIONS[kind]),
            "id": other,
            "title": _title_of(other, shelf, speech),
            "note": note,
        }


def _corridors(agreement: Agreement, speech: Speech) -> list[dict[str, str]]:
    """The corridor pages of an agreement between two states of today."""
    states = [p for p in agreement.parties if p.code not in BODIES and p.code not in HISTORICAL]
    codes = list(dict.fromkeys(country_of(p.code) for p in states))
    if len(codes) != 2:
        return []
    roles = {country_of(p.code): p.role for p in states}
    ways = [(codes[0], codes[1]), (codes[1], codes[0])]
    return [
        {
            "address": f"/corridors/{origin}/{destination}",
            "origin": speech.country(origin),
            "destination": speech.country(destination),
        }
        for origin, destination in ways
        if roles[origin] is not Role.DESTINATION and roles[destination] is not Role.ORIGIN
    ]
