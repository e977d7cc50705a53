"""Information statements: made once, verified by number and code, and nobody's name in them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

REQUEST = {
    "kind": "information",
    "held": {"qualification": "phl-bsn-nursing", "title": "My own words"},
    "destination": "DEU",
}


@pytest.fixture
def made(client: FlaskClient) -> Any:
    answer = client.post("/api/v1/statements", json=REQUEST)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return answer.get_json()


def standing(client: FlaskClient, serial: str, code: str) -> Any:
    return client.get(f"/api/v1/statements/{serial}", query_string={"c": code})


def test_the_same_request_has_the_same_number_code_and_document(
    client: FlaskClient, made: Any
) -> None:
    again = client.post("/api/v1/statements", json=REQUEST).get_json()
    assert again == made
    other = client.post("/api/v1/statements", json={**REQUEST, "destination": "AUS"}).get_json()
    assert other["serial"] != made["serial"]


def test_number_and_code_tell_what_the_paper_says_and_that_nothing_was_checked(
    client: FlaskClient, made: Any
) -> None:
    told = standing(client, made["serial"], made["code"]).get_json()
    assert told["standing"] == "standing"
    assert told["kind"] == "information"
    assert told["checked"] == []
    assert told["document"]["answer"]["outcome"] == "insufficient-evidence"
    assert len(told["digest"]) == 64


def test_nothing_that_the_person_wrote_is_kept(client: FlaskClient, made: Any) -> None:
    told = standing(client, made["serial"], made["code"])
    assert "My own words" not in told.get_data(as_text=True)


def test_a_nationality_is_used_and_not_kept(client: FlaskClient) -> None:
    request = {
        "kind": "information",
        "held": {
            "qualification": "rou-asistent-medical-generalist",
            "training_started_on": "2010-10-01",
        },
        "nationality": "ROU",
        "destination": "DEU",
    }
    made = client.post("/api/v1/statements", json=request).get_json()
    document = standing(client, made["serial"], made["code"]).get_json()["document"]
    assert document["answer"]["outcome"] == "comparable"
    assert document["asked"]["nationality_told"] is True
    assert "nationality" not in document["asked"]


def test_every_sentence_of_the_document_is_there_in_both_languages(
    client: FlaskClient, made: Any
) -> None:
    document = standing(client, made["serial"], made["code"]).get_json()["document"]
    for finding in document["answer"]["findings"]:
        assert finding["because"]["en"]
        assert finding["because"]["ar"]
        assert finding["because"]["ar"] != finding["because"]["en"]


def test_a_changed_character_a_wrong_code_and_an_unknown_number_are_answered_alike(
    client: FlaskClient, made: Any
) -> None:
    serial, code = made["serial"], made["code"]
    changed = serial[:4] + ("0" if serial[4] != "0" else "1") + serial[5:]
    answers = [
        standing(client, changed, code),
        standing(client, serial, "AAAA-AAAA"),
        standing(client, serial, ""),
        standing(client, "MR-0000-0000-0000-0", code),
        standing(client, "x" * 500, code),
        standing(client, serial, "é" * 500),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1


def test_a_wrong_code_asks_the_store_as_an_unknown_number_does(
    client: FlaskClient, made: Any
) -> None:
    """Reading the document of a number that exists took a tenth of a millisecond longer."""
    asked: list[Any] = []

    def listen(*call: Any) -> None:
        asked.append((call[2], call[3]))

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        standing(client, made["serial"], "AAAA-AAAA")
        wrong, asked = asked, []
        standing(client, "MR-0000-0000-0000-1", "AAAA-AAAA")
    finally:
        event.remove(Engine, "before_cursor_execute", listen)
    assert wrong and wrong == asked


def test_the_paper_and_its_document_open_with_the_code_only(client: FlaskClient, made: Any) -> None:
    path = made["credential"].removeprefix("http://127.0.0.1:8000")
    document = client.get(path)
    assert document.status_code == 200
    assert json.loads(document.data)["kind"] == "information"
    assert client.get(path.split("?")[0]).status_code == 404


@pytest.mark.paper
def test_the_pdf_is_the_same_each_time(client: FlaskClient, made: Any) -> None:
    path = made["pdf"].removeprefix("http://127.0.0.1:8000")
    first = client.get(path)
    assert first.status_code == 200
    assert first.content_type == "application/pdf"
    assert first.data.startswith(b"%PDF-")
    assert client.get(path).data == first.data
    arabic = client.get(path + "&lang=ar")
    assert arabic.status_code == 200
    assert arabic.data != first.data


def test_only_information_statements_can_be_made_here(client: FlaskClient) -> None:
    answer = client.post("/api/v1/statements", json={**REQUEST, "kind": "decision"})
    assert answer.status_code == 422
    assert "/kind" in answer.get_json()["problems"]
