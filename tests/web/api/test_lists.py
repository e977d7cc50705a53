"""The lists and records of the interface."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_smorest import Api

from registry.actions.open_register import Register
from registry.recognition.equivalences import Equivalence, Status
from registry.recognition.provisions import Condition, ConditionKind, Effect
from registry.values.evidence import Confidence, Source
from registry.web.api import equivalences


def get(client: FlaskClient, path: str, **query: Any) -> Any:
    answer = client.get(f"/api/v1/{path}", query_string=query)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


@pytest.mark.parametrize(
    "path", ["agreements", "frameworks", "qualifications", "equivalences", "occupations", "skills"]
)
def test_every_list_has_the_same_frame_and_order(client: FlaskClient, path: str) -> None:
    whole = get(client, path, page_size=200)
    assert {"items", "page", "page_size", "total", "facets"} == whole.keys()
    first = get(client, path, page_size=3)
    second = get(client, path, page_size=3, page=2)
    assert whole["items"][:6] == first["items"] + second["items"]
    beyond = get(client, path, page=1000)
    assert beyond["items"] == [] and beyond["total"] == whole["total"]


@pytest.mark.parametrize(
    "query", [{"page": 0}, {"page": "x"}, {"page_size": 201}, {"q": "\x00"}, {"colour": "red"}]
)
def test_a_list_refuses_what_it_does_not_know(client: FlaskClient, query: Any) -> None:
    answer = client.get("/api/v1/occupations", query_string=query)
    assert answer.status_code == 422
    assert answer.get_json()["problems"]


def test_all_agreements_are_there(client: FlaskClient) -> None:
    assert get(client, "agreements")["total"] == 331


def test_party_named_twice_means_both(client: FlaskClient) -> None:
    found = get(client, "agreements", party=["PHL", "DEU"])
    assert found["total"] >= 2
    for item in found["items"]:
        assert {"PHL", "DEU"} <= {party["code"] for party in item["parties"]}


def test_status_is_told_for_the_day_that_is_asked(client: FlaskClient) -> None:
    old = get(client, "agreements", status="in-force", on="1960-01-01")
    assert 0 < old["total"] < 100
    assert {item["status"]["on"] for item in old["items"]} == {"1960-01-01"}


def test_an_agreement_is_told_whole(client: FlaskClient) -> None:
    agreement = get(client, "agreements/tw-phl")
    assert agreement["id"] == "tw-phl"
    assert any(action["kind"] == "signed" for action in agreement["actions"])


def test_ids_that_do_not_exist_answer_404(client: FlaskClient) -> None:
    for path in ("agreements/x", "frameworks/x", "qualifications/x", "corridors/PHL/XXX"):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 404
        assert answer.content_type == "application/problem+json"


@pytest.mark.parametrize(
    "path", ["agreements", "frameworks", "qualifications", "equivalences", "occupations", "skills"]
)
def test_every_list_says_when_it_last_changed(client: FlaskClient, path: str) -> None:
    first = client.get(f"/api/v1/{path}")
    assert first.last_modified is not None
    again = client.get(
        f"/api/v1/{path}", headers={"If-Modified-Since": first.headers["Last-Modified"]}
    )
    assert again.status_code == 304


def test_a_validator_spares_the_second_answer(client: FlaskClient) -> None:
    first = client.get("/api/v1/agreements")
    again = client.get("/api/v1/agreements", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and not again.data


def test_the_corridor_after_a_withdrawal_tells_what_was_announced(client: FlaskClient) -> None:
    corridor = get(client, "corridors/BFA/GHA", on="2025-06-01")
    standing = {each["id"]: each["standing"] for each in corridor["regimes"]}
    assert standing["ecowas"] == "ended"
    assert standing["ecowas-continued"] == "announced"
    before = get(client, "corridors/BFA/GHA", on="2025-01-28")
    assert any(
        each["id"] == "ecowas" and each["standing"] == "members" for each in before["regimes"]
    )


def test_eu_rules_bind_the_united_kingdom_to_the_end_of_2020(client: FlaskClient) -> None:
    for day, bound in (("2020-06-01", True), ("2021-01-01", False)):
        standing = {
            regime["standing"]
            for regime in get(client, "corridors/POL/GBR", on=day)["regimes"]
            if regime["id"].startswith("eu")
        }
        assert bool(standing & {"members", "rules-apply"}) is bound


def test_a_corridor_names_the_recognition_conventions_that_bind_both(client: FlaskClient) -> None:
    found = get(client, "corridors/POL/DEU")["recognition_conventions"]
    assert "rec-lisbon" in {each["id"] for each in found}
    assert get(client, "corridors/PHL/DEU")["recognition_conventions"] == []


def test_hub_and_spoke_does_not_govern_inside_one_side(client: FlaskClient) -> None:
    ids = {each["id"] for each in get(client, "corridors/ROU/DEU")["agreements"]}
    assert "reg-eu-che" not in ids and "reg-eu-tfeu" in ids


def test_levels_are_compared_with_their_status_of_use(client: FlaskClient) -> None:
    found = get(client, "levels/compare", **{"from": "POL:PRK:6", "to": "DEU"})
    assert [(each["framework"], each["level"]) for each in found["levels"]] == [("deu-dqr", "6")]
    assert found["levels"][0]["counted"]
    none = get(client, "levels/compare", **{"from": "PHL:PQF:6", "to": "DEU"})
    assert none["levels"] == [] and not none["linked"] and none["note"]
    pilot = get(client, "levels/compare", **{"from": "NZL:NZQCF:7", "to": "ARE"})
    assert [each["level"] for each in pilot["levels"]] == ["7"]
    assert not pilot["linked"]
    empty = get(client, "levels/compare", **{"from": "NZL:NZQCF:8", "to": "HKG"})
    assert [each["comparison"] for each in empty["levels"]] == ["no-agreement-at-level"]
    lapsed = get(client, "levels/compare", **{"from": "GB-SCT:SCQF:9", "to": "DEU"})
    british = [each for each in lapsed["referencings"] if each["to"]["framework"] == "eqf"]
    assert british
    assert not any(each["counted"] for each in british)


@pytest.mark.parametrize("level", ["PHL:PQF:9", "PHL:XXX:1", "6", ":::", "PHL:PQF:"])
def test_a_level_that_its_framework_lacks_is_refused(client: FlaskClient, level: str) -> None:
    answer = client.get("/api/v1/levels/compare", query_string={"from": level, "to": "DEU"})
    assert answer.status_code == 422
    assert "/from" in answer.get_json()["problems"]


def test_occupations_are_found_in_arabic(client: FlaskClient) -> None:
    label = get(client, "occupations", lang="ar", q="2221")["items"][0]["label"]
    assert get(client, "occupations", q=label.split()[0])["total"] >= 1


def test_an_occupation_tells_its_skills_and_who_regulates_it(client: FlaskClient) -> None:
    nurse = get(client, "occupations/isco:2221")
    assert nurse["essential_skills"]["value"]
    assert {"DEU", "AUS"} <= {row["country"] for row in nurse["regulations"]}
    free = next(
        r for r in get(client, "occupations/isco:7212")["regulations"] if r["country"] == "DEU"
    )
    assert (free["regulated"], free["counted_as"]) == ("no", "unknown")


def test_equivalences_are_found_by_side_and_status(register: Register) -> None:
    """No real record is on the register, so the address is asked over one that is made up."""
    record = Equivalence(
        id="test-eq",
        held="phl-bsn-nursing",
        host="rou-asistent-medical-generalist",
        effect=Effect.ELIGIBLE_TO_APPLY,
        status=Status.PUBLISHED,
        basis="Made-up act",
        source=Source("made up", Confidence.HIGH),
        conditions=(Condition(ConditionKind.PRACTICE, months=24),),
        first=date(2026, 1, 1),
    )
    contested = replace(record, id="test-eq-b", status=Status.CONTESTED, contested_by=("ROU",))
    known = replace(register.knowledge, equivalences=(record, contested))
    app = Flask("made-up")
    app.config.update(API_TITLE="x", API_VERSION="x", OPENAPI_VERSION="3.1.0")
    interface = Api(app)
    room = equivalences.blueprint(replace(register, knowledge=known))
    interface.register_blueprint(room, url_prefix="/api/v1")
    client = app.test_client()
    found = get(client, "equivalences", held="phl-bsn-nursing")["items"]
    assert [(each["id"], each["counted"]) for each in found] == [
        ("test-eq", True),
        ("test-eq-b", False),
    ]
    assert found[0]["conditions"] == [{"kind": "practice-months", "months": 24, "text": None}]
    assert get(client, "equivalences", status="contested")["total"] == 1
    assert get(client, "equivalences", host="phl-bsn-nursing")["total"] == 0


@pytest.mark.parametrize("query", [{"held": "A B"}, {"host": ""}, {"status": "in-force"}])
def test_equivalences_refuse_what_cannot_be(client: FlaskClient, query: Any) -> None:
    assert client.get("/api/v1/equivalences", query_string=query).status_code == 422
