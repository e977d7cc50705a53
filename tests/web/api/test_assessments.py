"""Asking through the interface: the journeys of the README, and what cannot be asked."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from registry.schemas.answers import ProfessionalRightSchema

NURSE = {"held": {"qualification": "phl-bsn-nursing"}, "destination": "DEU"}
ROMANIAN = {
    "held": {"qualification": "rou-asistent-medical-generalist"},
    "destination": "DEU",
    "target": {"occupation": "isco:2221"},
}


def ask(client: FlaskClient, request: Any, **query: str) -> Any:
    answer = client.post("/api/v1/assessments", json=request, query_string=query)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def test_a_filipino_nurse_is_told_that_no_table_links_the_frameworks(client: FlaskClient) -> None:
    answer = ask(client, NURSE)
    assert answer["outcome"] == "insufficient-evidence"
    assert answer["referred_to"]["authority"]
    level = next(f for f in answer["findings"] if f["rule"] == "R4")
    assert (level["verdict"], level["reason"]) == ("unknown", "level-unknown")
    assert answer["professional_right"]["language"]
    assert answer["grade"] == "C"


def test_a_romanian_nurse_is_asked_what_the_directive_depends_on(client: FlaskClient) -> None:
    answer = ask(client, ROMANIAN)
    assert answer["outcome"] == "insufficient-evidence"
    asked = {each["input"] for each in answer["asks"]}
    assert {"nationality", "training_started_on"} <= asked


def test_training_after_the_reference_date_is_recognised_automatically(
    client: FlaskClient,
) -> None:
    held = {**ROMANIAN["held"], "training_started_on": "2010-10-01"}
    answer = ask(client, {**ROMANIAN, "held": held, "nationality": "ROU"})
    assert (answer["outcome"], answer["table_row"]) == ("comparable", "provision")
    assert answer["professional_right"]["gives_right_to_practise"]
    assert answer["referred_to"] is None


def test_training_before_2007_goes_through_acquired_rights(client: FlaskClient) -> None:
    held = {**ROMANIAN["held"], "training_started_on": "2003-10-01"}
    request = {**ROMANIAN, "held": held, "nationality": "ROU"}
    wanted = "evidence.acquired-rights-certificate"
    assert wanted in {each["input"] for each in ask(client, request)["asks"]}
    practised = [{"occupation": "isco:2221", "months": 40}]
    answer = ask(client, {**request, "experience": practised})
    assert answer["outcome"] == "insufficient-evidence"
    certified = [{"kind": "acquired-rights-certificate", "state": "claimed"}]
    answer = ask(client, {**request, "evidence": certified})
    assert answer["outcome"] == "comparable"
    assert "acquired-rights" in {finding["reason"] for finding in answer["findings"]}


def test_there_was_no_such_right_the_day_before_accession(client: FlaskClient) -> None:
    held = {**ROMANIAN["held"], "training_started_on": "2003-10-01"}
    request = {**ROMANIAN, "held": held, "nationality": "ROU", "as_of": "2006-12-31"}
    answer = ask(client, request)
    assert answer["outcome"] == "insufficient-evidence"
    assert answer["table_row"] != "provision"
    assert "agreement-not-in-force" in {finding["reason"] for finding in answer["findings"]}


def test_the_way_to_contest_a_decision_is_told_where_an_authority_decides(
    client: FlaskClient,
) -> None:
    right = ask(client, ROMANIAN)["professional_right"]
    assert "within one month" in right["appeal"]["procedure"]
    assert right["appeal"]["sources"][0]["confidence"] == "medium"
    assert right["appeal"]["general"]
    nobody = {"held": {"occupation": "isco:7212"}, "destination": "ARE"}
    assert ask(client, nobody)["professional_right"]["appeal"] is None


def test_the_law_of_a_day_to_come_is_not_asked(client: FlaskClient) -> None:
    response = client.post("/api/v1/assessments", json={**ROMANIAN, "as_of": "2126-01-01"})
    assert response.status_code == 422
    assert "/as_of" in response.get_json()["problems"]


def test_a_registered_electrician_of_new_zealand_is_entitled_to_register(
    client: FlaskClient,
) -> None:
    request = {
        "held": {"qualification": "nzl-electrical-trade-l4"},
        "registered_in": ["NZL"],
        "destination": "AUS",
    }
    answer = ask(client, request)
    assert (answer["outcome"], answer["table_row"]) == ("comparable", "provision")
    assert not answer["professional_right"]["gives_right_to_practise"]
    assert "you may practise" not in answer["headline"]


def test_a_welder_without_paper_is_shown_what_is_asked(client: FlaskClient) -> None:
    request = {
        "held": {"country": "IND"},
        "experience": [{"occupation": "isco:7212", "months": 120}],
        "destination": "ARE",
        "target": {"occupation": "isco:7212"},
    }
    answer = ask(client, request)
    assert (answer["outcome"], answer["grade"]) == ("insufficient-evidence", "D")
    assert answer["skills"]["missing"] and not answer["skills"]["covered"]
    assert answer["next_steps"]


def test_a_claimed_level_is_shown_and_not_counted(client: FlaskClient) -> None:
    request = {
        "held": {
            "title": "Diploma nobody knows",
            "country": "PHL",
            "level": {"framework": "PQF", "level": "6"},
        },
        "destination": "DEU",
        "target": {"occupation": "isco:2221"},
    }
    answer = ask(client, request)
    assert answer["outcome"] == "insufficient-evidence"
    level = next(finding for finding in answer["findings"] if finding["rule"] == "R4")
    assert level["verdict"] == "unknown" and "6" in level["held"]
    assert "Diploma nobody knows" not in str(answer)


def test_the_same_request_has_the_same_bytes(client: FlaskClient) -> None:
    first = client.post("/api/v1/assessments", json=NURSE).data
    assert client.post("/api/v1/assessments", json=NURSE).data == first


def test_the_answer_speaks_arabic(client: FlaskClient) -> None:
    answer = ask(client, NURSE, lang="ar")
    assert "ألمانيا" in answer["headline"]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"destination": "XYZ"}, "/destination"),
        ({"destination": None}, "/destination"),
        ({"destination": "NO"}, "/destination"),
        ({"held": {"qualification": "no-such-thing"}}, "/held/qualification"),
        ({"held": {"qualification": 7}}, "/held/qualification"),
        ({"held": "a nurse"}, "/held"),
        ({"held": {"awarded_on": "2024-02-30"}}, "/held/awarded_on"),
        ({"held": {"awarded_on": "0001-01-01"}}, "/held/awarded_on"),
        ({"held": {"title": "\u202eevil"}}, "/held/title"),
        ({"held": {"title": "x" * 301}}, "/held/title"),
        ({"held": {"title": "a\x00b"}}, "/held/title"),
        ({"held": {"skills": ["no-such-skill"]}}, "/held/skills"),
        (
            {"held": {"country": "PHL", "level": {"framework": "PQF", "level": "12"}}},
            "/held/level/level",
        ),
        ({"held": {"level": {"framework": "nonsense", "level": "1"}}}, "/held/level/framework"),
        ({"target": {"qualification": "aus-uee30820"}}, "/target/qualification"),
        ({"target": {"occupation": "nurse"}}, "/target/occupation"),
        ({"purpose": "fame"}, "/purpose"),
        ({"experience": [{"occupation": "isco:2221", "months": -1}]}, "/experience/0/months"),
        ({"experience": [{"occupation": "isco:2221", "months": True}]}, "/experience/0/months"),
        ({"evidence": [{"kind": "diploma", "state": "sure"}]}, "/evidence/0/state"),
        ({"evidence": [{"kind": "maria-born-1990", "state": "claimed"}]}, "/evidence/0/kind"),
        ({"registered_in": ["Mars"]}, "/registered_in/0"),
        ({"destination_unit": "AU-NSW"}, "/destination_unit"),
        ({"nickname": "x"}, "/nickname"),
    ],
)
def test_what_cannot_be_asked_is_answered_with_the_place_and_a_sentence(
    client: FlaskClient, change: dict[str, Any], pointer: str
) -> None:
    answer = client.post("/api/v1/assessments", json={**NURSE, **change})
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    problem = answer.get_json()
    assert {"type", "title", "status", "detail", "code", "hint", "problems"} <= problem.keys()
    assert pointer in problem["problems"], problem["problems"]
    assert all(sentence.endswith((".", "?")) for sentence in problem["problems"][pointer])


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b"[]", "application/json", 422),
        (b"null", "application/json", 422),
        (b'"text"', "application/json", 422),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b" " * (1024 * 1024 + 1), "application/json", 413),
        (b"held=x", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
    ],
)
def test_a_body_that_is_no_request_is_refused_as_a_problem(
    client: FlaskClient, body: bytes, kind: str, status: int
) -> None:
    answer = client.post("/api/v1/assessments", data=body, content_type=kind)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"


def test_the_wrong_method_names_the_right_ones(client: FlaskClient) -> None:
    answer = client.put("/api/v1/assessments")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_impossible_dates_are_an_answer_not_an_error(client: FlaskClient) -> None:
    held = {**NURSE["held"], "training_started_on": "2015-01-01", "awarded_on": "2014-01-01"}
    answer = ask(client, {**NURSE, "held": held})
    assert answer["table_row"] == "unusable"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"\\ud800": 1}', "is not text"),
        (b'{"held": {"\\udfff": 1}, "destination": "DEU"}', "is not text"),
        (b'{"held": {"duration_months": ' + b"9" * 5000 + b"}}", "30 digits"),
        (b'{"held": {}, "destination": "DEU", "destination": "FRA"}', "'destination' stands twice"),
        (b'{"held": {"duration_months": NaN}}', "NaN is not a number"),
        (b'{"held": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"held": {"skills": [' + b'"a",' * 1000 + b'"b"]}}', "more than 1000 entries"),
        (b'{"held": \xff}', "not UTF-8"),
        (b'\xef\xbb\xbf{"held": {}}', "not JSON"),
        (b'{"held":\n {"x" 1}}', "line 2, column 7"),
    ],
)
@pytest.mark.parametrize("address", ["/api/v1/assessments", "/api/v1/statements"])
def test_a_body_that_can_be_read_in_no_way_or_in_two_is_refused_in_words(
    client: FlaskClient, address: str, body: bytes, said: str
) -> None:
    answer = client.post(address, data=body, content_type="application/json")
    assert answer.status_code == 400, answer.get_data(as_text=True)
    assert said in answer.get_json()["detail"]


def test_a_large_body_sent_in_pieces_is_too_large(client: FlaskClient) -> None:
    answer = client.post(
        "/api/v1/assessments",
        input_stream=BytesIO(b" " * (2 * 1024 * 1024)),
        content_type="application/json",
        environ_overrides={"wsgi.input_terminated": True},
    )
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too-large")


def test_a_very_long_list_is_refused_at_once(client: FlaskClient) -> None:
    request = {**NURSE, "held": {"skills": [f"skill-{n}" for n in range(900)]}}
    answer = client.post("/api/v1/assessments", json=request)
    assert answer.get_json()["problems"]["/held/skills"] == ["Give 0 to 300 entries."]


def test_the_procedure_is_told_with_the_source_of_each_fact(client: FlaskClient) -> None:
    request = {"held": {"qualification": "ken-krchn-diploma"}, "destination": "GBR"}
    right = ask(client, {**request, "target": {"occupation": "isco:2221"}})["professional_right"]
    assert len(right["papers"]) > 3
    assert right["language_checked"] == "before-licence"
    assert not right["appeal"]["general"]
    assert "article 37" in right["appeal"]["legal_basis"]
    told = {tuple(each["for"]) for each in right["sources"]}
    assert told == {("papers", "language_checked"), ()}


def test_law_that_applies_tells_when_the_language_is_checked(client: FlaskClient) -> None:
    held = {**ROMANIAN["held"], "training_started_on": "2010-10-01"}
    right = ask(client, {**ROMANIAN, "held": held, "nationality": "ROU"})["professional_right"]
    assert right["language_checked"] == "after-recognition"
    cited = next(each for each in right["sources"] if "language_checked" in each["for"])
    assert "/provision/" in cited["address"]


def test_of_units_that_differ_only_what_they_share_is_told(client: FlaskClient) -> None:
    canada = {**NURSE, "destination": "CAN", "target": {"occupation": "isco:2221"}}
    whole, province = ask(client, canada), ask(client, {**canada, "destination_unit": "CA-ON"})
    assert whole["professional_right"]["steps"] == []
    assert "destination_unit" in {each["input"] for each in whole["asks"]}
    assert province["professional_right"]["steps"]
    assert "Appeal and Review Board" in province["professional_right"]["appeal"]["procedure"]


def test_no_licence_has_no_language_check_of_an_authority(client: FlaskClient) -> None:
    request = {"held": {"country": "PHL"}, "destination": "NZL"}
    answer = ask(client, {**request, "target": {"occupation": "isco:5321"}})
    assert answer["professional_right"]["language_checked"] is None
    assert "language-not-asked" not in {each["reason"] for each in answer["findings"]}


def test_the_procedure_is_as_the_interface_describes_it(client: FlaskClient) -> None:
    for request in (NURSE, ROMANIAN, {**NURSE, "destination": "CAN"}):
        right = ask(client, request)["professional_right"]
        assert ProfessionalRightSchema(unknown="raise").validate(right) == {}


@pytest.mark.parametrize(
    ("code", "name", "one"),
    [
        ("YUG", "Yugoslavia", "SVN"),
        ("CSK", "Czechoslovakia", "SVK"),
        ("SUN", "Soviet Union", "UKR"),
        ("DDR", "German Democratic Republic", "DEU"),
    ],
)
def test_a_country_that_is_no_more_is_named_with_those_of_today(
    client: FlaskClient, code: str, name: str, one: str
) -> None:
    asked = {"held": {"title": "Diploma", "country": code}, "destination": "AUT"}
    answer = client.post("/api/v1/assessments", json=asked)
    assert answer.status_code == 422
    [said] = answer.json["problems"]["/held/country"]
    assert f"{name} ({code}) is no country of today" in said and one in said


@pytest.mark.parametrize("length", [301, 100_000])
def test_a_title_without_end_is_refused_at_its_place(client: FlaskClient, length: int) -> None:
    asked = {"held": {"title": "x" * length, "country": "PHL"}, "destination": "DEU"}
    answer = client.post("/api/v1/assessments", json=asked)
    assert answer.status_code == 422
    assert list(answer.json["problems"]) == ["/held/title"]


@pytest.mark.parametrize(
    "title",
    ["Nurs\u0435 Медсестра", "BSc تمريض Nursing", "看護師 Nurse"],
)
def test_a_title_in_mixed_scripts_is_no_guess(client: FlaskClient, title: str) -> None:
    asked = {
        "held": {"title": title, "country": "PHL"},
        "destination": "DEU",
        "target": {"occupation": "isco:2221"},
    }
    answer = client.post("/api/v1/assessments", json=asked)
    assert answer.status_code == 200
    assert answer.json["outcome"] == "insufficient-evidence"
    assert answer.json["held"] is None


def test_a_half_level_counts_only_where_the_framework_has_it(client: FlaskClient) -> None:
    def asked(level: str) -> Any:
        held = {"title": "Diploma", "country": "IND"}
        held["level"] = {"framework": "ind-nsqf", "level": level}  # type: ignore[assignment]
        return client.post("/api/v1/assessments", json={"held": held, "destination": "DEU"})

    assert asked("4.5").status_code == 200
    for level in ("4.25", "4-5", "level 4"):
        assert list(asked(level).json["problems"]) == ["/held/level/level"]


def test_what_is_missing_is_told_by_group_with_the_usual_measures(client: FlaskClient) -> None:
    answer = ask(client, NURSE)
    groups = answer["bridging"]["groups"]
    told = {each["id"] for key in ("related", "missing") for each in answer["skills"][key]}
    assert told == {skill["id"] for group in groups for skill in group["skills"]}
    assert all(group["label"] for group in groups)
    assert answer["bridging"]["measures"][0]["sources"]


def test_those_without_papers_are_told_of_ways_with_their_legal_basis(client: FlaskClient) -> None:
    request = {
        "held": {"occupation": "isco:5120"},
        "experience": [{"occupation": "isco:5120", "months": 60}],
        "destination": "FRA",
    }
    answer = ask(client, request)
    (route,) = answer["prior_learning"]
    assert "L. 6411-1" in route["legal_basis"] and route["sources"][0]["confidence"] == "medium"
    assert any(route["name"] in step for step in answer["next_steps"])


def test_the_year_of_the_award_is_enough_where_it_settles_the_standing(
    client: FlaskClient,
) -> None:
    def body(**held: str) -> Any:
        told = {"title": "Degree", "country": "GBR", "awarding_body": "CNAA", **held}
        answer = ask(client, {"held": told, "destination": "IRL"})
        return next(f for f in answer["findings"] if f["rule"] == "R3"), answer["asks"]

    said, _ = body(awarded_on="1990")
    assert "was recognised at the time of the award" in said["because"]
    said, asks = body(awarded_on="1993")
    assert "must be known" in said["because"] and {"input": "awarded_on", "provision": None} in asks
    said, _ = body(awarded_on="1995")
    assert "its standing on the day of the award is not: 1995" in said["because"]


@pytest.mark.parametrize("day", ["2014~", "../2014", "14", "2014-13", "2015/2014"])
def test_a_day_of_award_that_says_nothing_sure_is_refused(client: FlaskClient, day: str) -> None:
    request = {"held": {"title": "x", "awarded_on": day}, "destination": "DEU"}
    answer = client.post("/api/v1/assessments", json=request)
    assert answer.status_code == 422
    assert "/held/awarded_on" in answer.get_json()["problems"]
