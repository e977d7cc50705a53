"""Walking through the question flow as a browser without scripts does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask.testing import FlaskClient

from tests.web.pages.reading import Reading

Told = Mapping[str, Mapping[str, str | list[str]]]
_MOST = 25


@dataclass
class Walk:
    """Where the walk ended, and the pages it went through."""

    client: FlaskClient
    page: Reading
    asked: list[str] = field(default_factory=list)
    pages: list[Reading] = field(default_factory=list)


def walk(client: FlaskClient, told: Told, language: str = "en") -> Walk:
    """From the first question to the answer; a page that nothing is told for is skipped."""
    page = Reading(client.get(f"/equivalence/question?lang={language}").text)
    steps = Walk(client, page)
    for _ in range(_MOST):
        form = page.form()
        at = dict(form.hidden).get("at")
        steps.pages.append(page)
        if at is None:
            answer = client.post("/equivalence/answer", data=form.with_answers())
            steps.page = Reading(answer.text)
            return steps
        steps.asked.append(at)
        sent = form.with_answers(**told.get(at, {"skip": "1"}))
        page = Reading(client.post("/equivalence", data=sent).text)
    raise AssertionError(f"The flow does not end: {steps.asked}")


def nurse(origin: str, held: str, **more: Mapping[str, str | list[str]]) -> Told:
    """A nurse who wants to work as one in Germany."""
    return {
        "destination": {"to": "DEU"},
        "origin": {"origin": origin},
        "held": {"held": held},
        "purpose": {"purpose": "work"},
        "occupation": {"occupation": "isco:2221"},
        "unit": {},
        **more,
    }


FILIPINO_NURSE = nurse("PHL", "phl-bsn-nursing")
ROMANIAN_NURSE = nurse(
    "ROU",
    "rou-asistent-medical-generalist",
    nationality={"nationality": "ROU"},
    started={"started_day": "1", "started_month": "10", "started_year": "2010"},
)
ROMANIAN_NURSE_OF_OLD = nurse(
    "ROU",
    "rou-asistent-medical-generalist",
    nationality={"nationality": "ROU"},
    started={"started_day": "1", "started_month": "10", "started_year": "2003"},
    practice={"practice": "yes"},
)
NEW_ZEALAND_ELECTRICIAN: Told = {
    "destination": {"to": "AUS"},
    "origin": {"origin": "NZL"},
    "held": {"held": "nzl-electrical-trade-l4"},
    "purpose": {"purpose": "work"},
    "occupation": {"occupation": "isco:7411"},
    "unit": {},
    "registered": {"registered": "NZL"},
}
INDIAN_WELDER: Told = {
    "destination": {"to": "ARE"},
    "origin": {"origin": "IND"},
    "held": {"held": "none"},
    "purpose": {"purpose": "work"},
    "occupation": {"occupation": "isco:7212"},
    "unit": {},
    "experience": {"years": "10"},
}
UNKNOWN_DIPLOMA: Told = {
    "destination": {"to": "DEU"},
    "origin": {"origin": "IND"},
    "held": {"held": "other"},
    "claims": {"title": "Diploma of <b>Nowhere</b>", "level": "ind-nsqf:5"},
    "purpose": {"purpose": "work"},
    "occupation": {"occupation": "isco:2512"},
}
