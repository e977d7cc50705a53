"""Sentences of ten corridors that people would act on: none may have to be taken back."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from registry.values.language import OFFERED
from tests.web.pages import flow
from tests.web.pages.reading import Reading


def answer(client: FlaskClient, held: str, to: str, isco: str, language: str = "en") -> Reading:
    """The answer to a question that names records only."""
    asked = f"held={held}&to={to}&occupation=isco:{isco}&lang={language}"
    return Reading(client.get(f"/equivalence/answer?{asked}").text)


def work(origin: str, to: str, isco: str, **more: dict[str, str | list[str]]) -> flow.Told:
    """Somebody without a paper who wants to work."""
    return {
        "destination": {"to": to},
        "origin": {"origin": origin},
        "held": {"held": "none"},
        "purpose": {"purpose": "work"},
        "occupation": {"occupation": f"isco:{isco}"},
        "unit": {},
        **more,
    }


def between(page: Reading, first: str, last: str) -> str:
    """The words of a page between two headings."""
    return page.words.partition(first)[2].partition(last)[0]


def test_an_accord_on_engineers_is_not_listed_for_an_electrician(client: FlaskClient) -> None:
    electrician = answer(client, "aus-uee30820", "NZL", "7411")
    engineer = answer(client, "aus-bachelor-engineering-civil", "NZL", "2142")
    assert "/agreements/rec-washington" not in electrician.links
    assert "/agreements/trd-rcep" in electrician.links
    assert "/agreements/rec-washington" in engineer.links
    corridor = Reading(client.get("/corridors/AUS/NZL").text)
    assert "/agreements/rec-washington" in corridor.links


def test_a_table_is_named_from_left_to_right_on_an_arabic_page(client: FlaskClient) -> None:
    asked = "held=aus-uee30820&to=NZL&occupation=isco:7411&lang=ar"
    text = client.get(f"/equivalence/answer?{asked}").text
    assert '<bdi dir="ltr">NZQCF 3, AQF</bdi>' in text


def test_an_agreement_on_domestic_workers_is_not_listed_for_a_nurse(client: FlaskClient) -> None:
    nurse = answer(client, "ken-krchn-diploma", "SAU", "2221")
    helper = flow.walk(client, work("KEN", "SAU", "9111")).page
    domestic = "Bilateral labour agreement on domestic workers between Kenya and Saudi Arabia"
    assert domestic not in nurse.words
    assert domestic in helper.words


@pytest.mark.parametrize(("origin", "to", "isco"), [("NPL", "QAT", "7112"), ("MEX", "CAN", "9211")])
def test_where_nothing_is_known_of_a_licence_the_first_step_is_to_ask(
    client: FlaskClient, origin: str, to: str, isco: str
) -> None:
    page = flow.walk(client, work(origin, to, isco)).page
    steps = between(page, "What to do next", "Take this answer")
    assert re.search(r"^\W*[\w ]+: ask the labour authority or the embassy", steps.strip())
    assert "Only the authority can" not in page.words
    assert (
        "Whether this work needs a licence, and who would give it, is not known here." in page.words
    )


def test_where_an_authority_decides_nobody_is_sent_elsewhere_to_ask(client: FlaskClient) -> None:
    page = answer(client, "phl-bsn-nursing", "DEU", "2221")
    assert "ask the labour authority or the embassy" not in page.words
    assert "Only the authority can" in page.words


def test_a_doctor_without_papers_is_told_of_another_way(client: FlaskClient) -> None:
    doctor = flow.walk(client, work("SYR", "DEU", "2211")).page
    helper = flow.walk(client, work("PHL", "KWT", "9111")).page
    way = "cannot get its papers, because of war or flight for example, tell the authority why"
    assert way in doctor.words
    assert way not in helper.words


def test_where_the_law_gives_the_right_a_difference_is_not_held_out(client: FlaskClient) -> None:
    page = flow.walk(client, {**flow.NEW_ZEALAND_ELECTRICIAN, "destination": {"to": "AUS"}}).page
    reached = between(
        page, "How we reached this", "Also looked at; this does not change the answer"
    )
    assert "Trans-Tasman" in reached
    assert "Length of training" not in reached
    italy = {**flow.ROMANIAN_NURSE, "destination": {"to": "ITA"}}
    nurse = flow.walk(client, italy).page
    assert "Comparable" in nurse.words
    assert "Usual measures for differences" not in nurse.words
    assert "still to be shown" not in nurse.words
    assert "What you can still tell us" not in nurse.words
    assert "your training does not have to be compared anew" in nurse.words


def test_where_the_authority_may_ask_for_measures_they_are_named(client: FlaskClient) -> None:
    old = {
        **flow.ROMANIAN_NURSE_OF_OLD,
        "destination": {"to": "ITA"},
        "practice": {"practice": "no"},
    }
    page = flow.walk(client, old).page
    assert "The authority must answer" in page.words
    assert "Usual measures for differences" in page.words
    assert "your training does not have to be compared anew" not in page.words
    assert "Any other regulated profession" not in page.words


@pytest.mark.parametrize("to", ["ITA", "IRL"])
def test_an_untold_nationality_is_no_verdict_of_something_else(
    client: FlaskClient, to: str
) -> None:
    page = answer(client, "deu-pflegefachperson", to, "2221")
    assert "The law may decide" in page.words
    assert "Comparable to something else" not in page.words
    assert "may decide this" in page.h1


def test_a_limit_is_not_told_as_leave_to_charge(client: FlaskClient) -> None:
    page = flow.walk(client, work("NPL", "QAT", "7112")).page
    fees = between(page, "What recruitment may cost you", "How we reached this")
    assert "You may be charged" not in fees
    assert "Not more than a limit may be charged" in fees
    assert "ask the labour authorities of both countries before you pay anything" in fees


def test_a_rule_for_farm_visas_is_not_told_to_a_teacher(client: FlaskClient) -> None:
    teacher = flow.walk(client, work("JAM", "USA", "2341")).page
    farmer = flow.walk(client, work("JAM", "USA", "9211")).page
    assert "H-2A" not in teacher.words
    assert "H-2A" in farmer.words


@pytest.mark.parametrize("language", OFFERED)
def test_the_corridor_says_what_recruitment_may_cost_in_the_words_of_the_answer(
    client: FlaskClient, language: str
) -> None:
    corridor = Reading(client.get(f"/corridors/NPL/QAT?lang={language}").text)
    assert corridor.faults == []
    told = flow.walk(client, work("NPL", "QAT", "7112"), language).page
    for words in ("Law 14 of 2004 Art. 33", "10000 NPR", "widely reported as not observed"):
        assert words in corridor.words and words in told.words


def test_a_corridor_without_rules_has_no_heading_on_fees(client: FlaskClient) -> None:
    assert (
        "What recruitment may cost you" not in Reading(client.get("/corridors/CHL/ZAF").text).words
    )


def test_fees_of_a_corridor_are_those_of_every_occupation_on_the_day(client: FlaskClient) -> None:
    def ids(**asked: str) -> set[str]:
        found = client.get("/api/v1/corridors/PHL/GBR", query_string=asked).get_json()
        return {each["id"] for each in found["fees"]}

    assert {"ph-out-gen", "ph-out-dom", "ph-out-sea", "gb-hlt"} <= ids()
    assert "gb-hlt" not in ids(on="2020-01-01")


@pytest.mark.parametrize("language", OFFERED)
def test_a_refused_filter_is_told_in_the_readers_language(
    client: FlaskClient, language: str
) -> None:
    page = Reading(client.get(f"/agreements?on=never&colour=red&lang={language}").text)
    said = {"en": "Write a day between 1900 and 2200", "ar": "اكتب يوما بين 1900 و2200"}
    assert said[language] in page.words
    assert ("There is no such filter" in page.words) is (language == "en")
