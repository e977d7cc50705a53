"""Every page keeps the same rules: one heading, labelled fields, no scripts, light."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from registry.actions.open_register import Register
from registry.values.language import OFFERED
from tests.web.pages import flow
from tests.web.pages.reading import Reading

PAGES = (
    "/",
    "/agreements",
    "/agreements?party=PHL&party=DEU&type=&q=",
    "/agreements?q=seasonal&page_size=200",
    "/agreements/tw-phl",
    "/agreements/rec-lisbon",
    "/corridors",
    "/corridors/PHL/DEU",
    "/corridors/NER/GHA?on=2025-06-01",
    "/corridors/GBR/FRA?on=2021-06-01",
    "/equivalence",
    "/equivalence/question",
    "/equivalence/answer?held=phl-bsn-nursing&to=DEU&occupation=isco:2221",
    "/s",
    "/qualifications",
    "/qualifications?country=PHL",
    "/qualifications?country=ISL",
    "/qualifications/phl-bsn-nursing",
    "/frameworks",
    "/frameworks/deu-dqr",
    "/occupations/2221",
    "/provisions/eu-pqd-auto-nurse",
    "/conventions/rec-lisbon",
    "/coverage",
    "/coverage/occupations",
    "/coverage/countries",
    "/coverage?occupation=2221",
    "/coverage?country=DEU",
    "/coverage?occupation=2221&country=DEU",
    "/handbook",
)
ABSENT = (
    "/nowhere",
    "/agreements/nowhere",
    "/corridors/PHL/YUG",
    "/handbook/nowhere",
    "/handbook/..%2fregistry",
    "/qualifications/nowhere",
    "/frameworks/nowhere",
    "/occupations/0000",
    "/provisions/nowhere",
    "/conventions/nowhere",
    "/id/qualification/nowhere",
    "/id/nothing/nowhere",
    "/recruitment",
    "/desk/nowhere",
)
JOURNEYS = {
    "a Filipino nurse": flow.FILIPINO_NURSE,
    "a Romanian nurse": flow.ROMANIAN_NURSE,
    "a Romanian nurse of old": flow.ROMANIAN_NURSE_OF_OLD,
    "a New Zealand electrician": flow.NEW_ZEALAND_ELECTRICIAN,
    "an Indian welder": flow.INDIAN_WELDER,
    "an unknown diploma": flow.UNKNOWN_DIPLOMA,
}


def check(html: str, language: str) -> Reading:
    """A page that breaks no rule."""
    page = Reading(html)
    assert page.faults == []
    assert page.attributes["html"]["lang"] == language
    assert page.attributes["html"]["dir"] == ("rtl" if language == "ar" else "ltr")
    return page


def with_language(address: str, language: str) -> str:
    """An address that asks for a language."""
    return f"{address}{'&' if '?' in address else '?'}lang={language}"


@pytest.mark.parametrize("language", OFFERED)
@pytest.mark.parametrize("address", PAGES)
def test_a_page_keeps_the_rules(client: FlaskClient, address: str, language: str) -> None:
    answer = client.get(with_language(address, language))
    assert answer.status_code == 200
    assert "script" not in answer.headers["Content-Security-Policy"]
    check(answer.text, language)


@pytest.mark.parametrize("language", OFFERED)
@pytest.mark.parametrize("address", ABSENT)
def test_what_is_absent_is_a_page_too(client: FlaskClient, address: str, language: str) -> None:
    answer = client.get(with_language(address, language), headers={"Accept": "text/html"})
    assert answer.status_code == 404
    check(answer.text, language)


@pytest.mark.parametrize("language", OFFERED)
@pytest.mark.parametrize("who", JOURNEYS)
def test_every_question_keeps_the_rules(client: FlaskClient, who: str, language: str) -> None:
    done = flow.walk(client, JOURNEYS[who], language)
    for page in (*done.pages, done.page):
        assert page.faults == []
        assert page.attributes["html"]["lang"] == language


def test_an_address_that_leads_nowhere_is_told_in_the_words_of_the_reader(
    client: FlaskClient,
) -> None:
    english = Reading(client.get("/nowhere", headers={"Accept": "text/html"}).text)
    assert "There is no page at this address." in english.words
    assert "openapi" not in english.words
    arabic = Reading(client.get("/nowhere?lang=ar", headers={"Accept": "text/html"}).text)
    assert "لا توجد صفحة في هذا العنوان." in arabic.words


def test_every_link_of_ours_opens(client: FlaskClient) -> None:
    """One step from each page: nothing leads nowhere."""
    found = {
        link.partition("#")[0].removeprefix("http://127.0.0.1:8000")
        for address in PAGES
        for link in Reading(client.get(address).text).links
        if link.startswith(("/", "http://127.0.0.1:8000"))
    }
    broken = [link for link in sorted(found) if client.get(link).status_code >= 400]
    assert broken == []


def test_every_chapter_of_the_handbook_opens(client: FlaskClient) -> None:
    chapters = re.findall(r'href="(/handbook/[a-z-]+)"', client.get("/handbook").text)
    assert chapters
    for address in dict.fromkeys(chapters):
        answer = client.get(address)
        assert answer.status_code == 200
        page = check(answer.text, "en")
        inside = [link[1:] for link in page.links if link.startswith("#")]
        assert set(inside) <= set(page.ids)


def test_every_record_has_a_page(client: FlaskClient, register: Register) -> None:
    known = register.knowledge
    addresses = [f"/qualifications/{key}" for key in known.qualifications]
    addresses += [f"/occupations/{key}" for key in known.occupations]
    addresses += [f"/provisions/{each.id}" for each in known.provisions]
    addresses += [f"/conventions/{each.id}" for each in known.conventions]
    addresses += [f"/frameworks/{key}" for key in known.levels.frameworks]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        faults = [f for f in Reading(answer.text).faults if not f.startswith("it weighs")]
        assert faults == [], address


def test_every_agreement_has_a_page(client: FlaskClient) -> None:
    listed = [client.get(f"/agreements?page_size=200&page={n}").text for n in (1, 2)]
    found = re.findall(r'<h2><a href="(/agreements/[^"]+)"', "".join(listed))
    assert len(found) >= 331
    for address in found:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert Reading(answer.text).faults == [], address


def test_a_language_that_was_chosen_is_remembered(client: FlaskClient) -> None:
    client.get("/?lang=ar")
    assert Reading(client.get("/corridors").text).attributes["html"]["lang"] == "ar"
    client.get("/?lang=en")
    assert Reading(client.get("/corridors").text).attributes["html"]["lang"] == "en"


def test_a_browser_only_suggests_a_language(app: Flask) -> None:
    answer = app.test_client().get("/", headers={"Accept-Language": "ar-EG,ar;q=0.9"})
    page = Reading(answer.text)
    assert page.attributes["html"]["lang"] == "en"
    assert page.links.count("/?lang=ar") == 2


def test_an_unknown_language_is_english(client: FlaskClient) -> None:
    assert Reading(client.get("/?lang=xx").text).attributes["html"]["lang"] == "en"


def test_only_doors_that_open_are_shown(client: FlaskClient) -> None:
    links = Reading(client.get("/").text).links
    assert "/equivalence" in links
    assert not {"/recruitment", "/desk"} & set(links)


def test_markup_in_an_address_stays_text(client: FlaskClient) -> None:
    for address in ("/agreements?q=<script>x</script>", "/s/<script>?c=1", "/handbook/<script>"):
        answer = client.get(address, headers={"Accept": "text/html"})
        assert "<script>" not in answer.text
        assert Reading(answer.text).faults == []


def test_links_between_chapters_lead_to_headings_that_are_there(client: FlaskClient) -> None:
    chapters = re.findall(r'href="(/handbook/[a-z-]+)"', client.get("/handbook").text)
    pages = {each: Reading(client.get(each).text) for each in {"/handbook", *chapters}}
    links = {
        link
        for page in pages.values()
        for link in page.links
        if link.startswith("/handbook/") and "lang=" not in link
    }
    broken = [
        link
        for link in sorted(links)
        if link.partition("#")[0] not in pages
        or (link.partition("#")[2] or "main") not in pages[link.partition("#")[0]].ids
    ]
    assert broken == []
