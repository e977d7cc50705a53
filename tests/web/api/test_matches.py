"""Titles as people write them, through the interface."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from registry.recognition.matching import THRESHOLD


def ask(client: FlaskClient, **query: Any) -> Any:
    """The candidates for a title."""
    answer = client.get("/api/v1/matches", query_string=query)
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def test_a_title_with_a_typo_finds_the_qualification(client: FlaskClient) -> None:
    found = ask(client, title="bachelor in science nursng", country="PHL", kind="qualification")
    assert found["threshold"] == THRESHOLD
    (only,) = found["candidates"]
    assert only.pop("score") >= THRESHOLD
    assert only == {
        "kind": "qualification",
        "id": "phl-bsn-nursing",
        "labels": {
            "en": "Bachelor of Science in Nursing",
            "ar": "بكالوريوس العلوم في التمريض (الفلبين)",
        },
        "country": "PHL",
        "matched": {"text": "Bachelor of Science in Nursing", "language": "en"},
    }


def test_an_occupation_is_named_by_its_code(client: FlaskClient) -> None:
    (only,) = ask(client, title="لحام معادن", kind="occupation")["candidates"]
    assert only["id"] == "isco:7212" and only["country"] is None


@pytest.mark.parametrize("title", ["Bachelor of Science in Physics", "", " ", "x" * 5000])
def test_what_is_like_nothing_has_no_candidates(client: FlaskClient, title: str) -> None:
    assert ask(client, title=title)["candidates"] == []


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"title": "a\x00b"},
        {"title": "Welder", "country": "XXX"},
        {"title": "Welder", "kind": "skill"},
        {"title": "Welder", "colour": "red"},
    ],
)
def test_what_cannot_be_asked_is_refused_as_a_problem(client: FlaskClient, query: Any) -> None:
    answer = client.get("/api/v1/matches", query_string=query)
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["problems"]
