"""Agreements and corridors as people read them: unknown is said, conflicts are shown."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.web.pages.reading import Reading


def read(client: FlaskClient, address: str) -> Reading:
    """A page that opens."""
    answer = client.get(address)
    assert answer.status_code == 200
    return Reading(answer.text)


def listed(client: FlaskClient, query: str) -> list[str]:
    """Ids on a page of the list."""
    answer = client.get(f"/agreements?{query}")
    return re.findall(r'<h2><a href="/agreements/([^"]+)"', answer.text)


def test_the_list_holds_fifty_a_page_and_turns(client: FlaskClient) -> None:
    first = read(client, "/agreements")
    assert len(listed(client, "")) == 50
    assert "/agreements?page=2" in first.links
    assert "showing 1 to 50" in first.words
    last = read(client, "/agreements?page=7")
    assert "/agreements?page=6" in last.links
    assert "/agreements?page=8" not in last.links
    assert listed(client, "page=99") == []


def test_parties_must_all_take_part(client: FlaskClient) -> None:
    found = listed(client, "party=PHL&party=DEU")
    assert "tw-phl" in found
    assert set(found) <= set(listed(client, "party=DEU&page_size=200"))


def test_an_empty_form_filters_nothing(client: FlaskClient) -> None:
    assert listed(client, "q=&party=&party=&type=&status=&on=&sector=&objective=&form=")


def test_a_filter_in_use_is_shown_as_chosen(client: FlaskClient) -> None:
    html = client.get("/agreements?type=mou&objective=18").text
    assert re.search(r'<option value="mou" selected>', html)
    assert re.search(r'<option value="18" selected>', html)
    assert "<details open>" in html


def test_words_are_kept_in_the_form(client: FlaskClient) -> None:
    html = client.get('/agreements?q=nurses "x"').text
    assert "nurses &#34;x&#34;" in html


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("status=nothing", "Status:"),
        ("on=2026-02-30", "Status on the day:"),
        ("party=XXX", "Party:"),
        ("objective=99", "Objective of the Global Compact:"),
        ("page=0", "page:"),
        ("colour=red", "colour:"),
    ],
)
def test_a_filter_that_cannot_be_is_refused_with_its_name(
    client: FlaskClient, query: str, name: str
) -> None:
    answer = client.get(f"/agreements?{query}", headers={"Accept": "text/html"})
    assert answer.status_code == 422
    page = Reading(answer.text)
    assert page.faults == []
    assert name in page.words


def test_an_agreement_says_what_is_not_known(client: FlaskClient) -> None:
    page = read(client, "/agreements/tw-phl")
    assert "Entry into force" in page.words
    assert "No source on this register gives the day." in page.words
    assert "19 March 2013" in page.words
    assert "Chilton and Woda, CW-0511" in page.words
    assert "/corridors/PHL/DEU" in page.links
    assert "/corridors/DEU/PHL" not in page.links


def test_the_status_is_that_of_the_day(client: FlaskClient) -> None:
    before = read(client, "/agreements/tw-phl?on=2010-01-01")
    assert "Status not known" in before.words
    assert "on 1 January 2010" in before.words


def test_a_day_that_is_none_is_refused(client: FlaskClient) -> None:
    for address in ("/agreements/tw-phl?on=soon", "/corridors/PHL/DEU?on=0001-01-01"):
        answer = client.get(address, headers={"Accept": "text/html"})
        assert answer.status_code == 422
        assert "1900" in answer.text


def test_two_dates_of_two_sources_are_both_shown(client: FlaskClient) -> None:
    found = [
        key
        for number in (1, 2)
        for key in listed(client, f"page_size=200&page={number}")
        if "Sources give different dates" in client.get(f"/agreements/{key}").text
    ]
    assert found
    page = read(client, f"/agreements/{found[0]}")
    assert page.words.count("Signed") >= 2 or page.words.count("Entered into force") >= 2


def test_a_supersession_is_told_on_both_sides(client: FlaskClient) -> None:
    told = [
        key
        for key in listed(client, "status=superseded&page_size=200")
        if "Superseded by:" in read(client, f"/agreements/{key}").words
    ]
    assert told
    page = read(client, f"/agreements/{told[0]}")
    others = [link for link in page.links if link.startswith("/agreements/")]
    assert any(f"/agreements/{told[0]}" in read(client, other).links for other in others)


def test_after_the_withdrawal_from_ecowas_only_the_announcement_is_told(
    client: FlaskClient,
) -> None:
    before = read(client, "/corridors/NER/GHA?on=2024-06-01")
    after = read(client, "/corridors/NER/GHA?on=2025-06-01")
    assert "In force between the two" in before.words
    assert "In force between the two" not in after.words
    assert "Continued application announced" in after.words
    assert "Niger is no member" in after.words
    assert "28 January 2025" in after.words


def test_the_united_kingdom_left_and_its_rules_went_on_until_the_end_of_2020(
    client: FlaskClient,
) -> None:
    member = read(client, "/corridors/FRA/GBR?on=2019-06-01")
    transition = read(client, "/corridors/FRA/GBR?on=2020-06-01")
    after = read(client, "/corridors/FRA/GBR?on=2021-06-01")
    assert "Both are members" in member.words
    assert "The rules apply between both" in transition.words
    assert "The rules apply between both" not in after.words
    assert "EU-UK Trade and Cooperation Agreement" in after.words


def test_a_corridor_says_that_nothing_is_decided_here(client: FlaskClient) -> None:
    page = read(client, "/corridors/PHL/DEU")
    assert "does not decide which prevails" in page.words
    assert "/corridors/DEU/PHL" in page.links


def test_two_countries_are_looked_up_and_one_is_not_enough(client: FlaskClient) -> None:
    found = client.get("/corridors?from=phl&to=DEU")
    assert found.headers["Location"] == "/corridors/PHL/DEU"
    page = read(client, "/corridors?from=PHL&to=PHL")
    assert "Choose two different countries" in page.words
    answer = client.get("/corridors?from=PHL&to=XXX", headers={"Accept": "text/html"})
    assert answer.status_code == 404


def test_agreements_are_named_by_their_titles_and_not_by_their_ids(client: FlaskClient) -> None:
    amended = read(client, "/agreements/fra-sen-2006")
    assert "by Amendment to the agreement on the concerted management" in amended.words
    assert "fra-sen-2008" not in amended.words
    assert "reg-eea" not in read(client, "/provisions/eu-pqd-auto-nurse").words


def test_a_note_that_several_regimes_carry_is_said_once(client: FlaskClient) -> None:
    page = read(client, "/corridors/SEN/MLI?on=2025-06-01")
    assert page.words.count("Founding member. Withdrawal took effect") == 1


def test_the_list_says_how_many_it_found_and_no_more(client: FlaskClient) -> None:
    found = read(client, "/agreements?party=PHL&party=DEU")
    assert re.search(r"\b\d agreements found", found.words)
    assert "showing" not in found.words
    assert "#found" in found.links


def test_a_list_that_cannot_be_made_names_its_fields_as_the_form_does(client: FlaskClient) -> None:
    refused = client.get("/agreements?on=nonsense&page=x")
    assert refused.status_code == 422
    words = Reading(refused.text).words
    assert "Status on the day:" in words
    assert "page:" in words
