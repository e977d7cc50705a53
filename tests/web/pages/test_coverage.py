"""The coverage pages say what the interface says, and stay honest about what is missing."""

from __future__ import annotations

import csv
import gzip
import re
from io import StringIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from registry.values.language import OFFERED
from tests.web.pages.reading import Reading

TABLES = ("occupations", "countries")
PAGES = ("/coverage", "/coverage/occupations", "/coverage/countries")


def document(client: FlaskClient) -> Any:
    answer = client.get("/api/v1/coverage")
    assert answer.status_code == 200
    return answer.get_json()


def cells(html: str) -> list[list[str]]:
    """The words of each row of a table's body."""
    body = html.partition("<tbody>")[2].partition("</tbody>")[0]
    plain = [
        [
            re.sub(r"<[^>]+>", "", cell).split(":")[0].strip()
            for cell in re.split(r"<t[hd]", line)[1:]
        ]
        for line in body.split("</tr>")
        if "<td" in line
    ]
    return [[cell.partition(">")[2] or cell for cell in line] for line in plain]


def file(client: FlaskClient, name: str) -> list[dict[str, str]]:
    text = client.get(f"/coverage/{name}.csv").text
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.mark.parametrize("language", OFFERED)
@pytest.mark.parametrize("address", PAGES)
def test_a_coverage_page_is_well_made_and_light(
    client: FlaskClient, address: str, language: str
) -> None:
    answer = client.get(f"{address}?lang={language}")
    page = Reading(answer.text)
    assert answer.status_code == 200
    assert page.faults == []
    assert page.attributes["html"]["lang"] == language
    assert page.title.startswith(page.h1)
    assert len(gzip.compress(answer.data)) < 60 * 1024


def test_the_overview_tells_the_numbers_of_the_interface(client: FlaskClient) -> None:
    told, words = document(client), Reading(client.get("/coverage?lang=en").text).words
    pairs = len(told["occupations"]) * len(told["destinations"])
    counted = sum(len(each["destinations"]) for each in told["occupations"])
    missing = len(told["gaps"]["pairs_without_row"])
    assert re.search(rf"Pairs of occupation and destination ?{pairs}", words)
    assert f"with an entry that counts: {counted}" in words
    assert f"without an entry, so unknown: {missing}" in words
    for kind, heading in (("authority", "Authorities"), ("provision", "Provisions on recognition")):
        grades = told["confidence"][kind]
        numbers = f"{grades['high']} {grades['medium']} {grades['low']}"
        assert re.search(rf"{heading} ?{numbers.replace(' ', ' ?')}", words), kind
    for gap in ("origins_without_qualification", "destinations_without_authority"):
        assert f"here ({len(told['gaps'][gap])})" in words


def test_the_table_of_occupations_tells_the_numbers_of_the_interface(client: FlaskClient) -> None:
    told = document(client)["occupations"]
    rows = cells(client.get("/coverage/occupations?lang=en").text)
    assert [line[1:] for line in rows] == [
        [
            str(number)
            for number in (
                each["essential_skills"],
                len(each["label_languages"]),
                each["qualifications"],
                len(each["countries_of_qualifications"]),
                len(each["destinations"]),
                len(each["destinations_unverified"]),
                len(each["destinations_missing"]),
                *(each["regulated"][status] for status in ("yes", "no", "partly", "unknown")),
                *each["named"].values(),
            )
        ]
        for each in told
    ]


def test_the_table_of_countries_tells_the_numbers_of_the_interface(client: FlaskClient) -> None:
    told = {each["labels"]["en"]: each for each in document(client)["countries"]}
    rows = cells(client.get("/coverage/countries?lang=en").text)
    assert len(rows) == len(told)
    for name, qualifications, *described in rows:
        each = told[name.replace("&amp;", "&")]
        assert int(qualifications) == each["qualifications"]
        assert [int(number) for number in described[:5]] == list(each["described"].values())
        assert int(described[8]) == each["authority_rows"]
        assert int(described[9]) == len(each["occupations"])


@pytest.mark.parametrize("name", TABLES)
def test_a_file_holds_every_row_of_the_interface(client: FlaskClient, name: str) -> None:
    told, rows = document(client)[name], file(client, name)
    key = "code" if name == "occupations" else "country"
    assert [row[key] for row in rows] == [each[key] for each in told]
    assert [int(row["qualifications"]) for row in rows] == [each["qualifications"] for each in told]
    assert all(row["labels_ar"] for row in rows)


@pytest.mark.parametrize("name", TABLES)
def test_a_file_is_marked_as_utf_8_if_asked(client: FlaskClient, name: str) -> None:
    plain, marked = (client.get(f"/coverage/{name}.csv{query}") for query in ("", "?bom=1"))
    assert marked.data == b"\xef\xbb\xbf" + plain.data
    assert plain.content_type == "text/csv; charset=utf-8"
    assert f"coverage-{name}.csv" in plain.headers["Content-Disposition"]


def words(client: FlaskClient, query: str) -> str:
    page = Reading(client.get(f"/coverage?lang=en&{query}").text)
    assert page.faults == []
    return page.words


def test_a_missing_pair_is_told_as_unknown_and_not_as_free(client: FlaskClient) -> None:
    told = document(client)["gaps"]["pairs_without_row"][0]
    said = words(client, f"occupation={told['occupation']}&country={told['destination']}")
    assert "Not on this register" in said
    assert "It does not mean that no licence is needed" in said


def test_a_pair_of_low_confidence_is_told_as_unverified(client: FlaskClient) -> None:
    told = next(o for o in document(client)["occupations"] if o["destinations_unverified"])
    place = told["destinations_unverified"][0]
    said = words(client, f"occupation={told['code']}&country={place}")
    assert "Only entries of low confidence are held." in said


def test_a_pair_with_an_entry_leads_to_it(client: FlaskClient) -> None:
    page = Reading(client.get("/coverage?occupation=2221&country=DEU").text)
    assert "/occupations/2221#deu" in page.links
    assert "/qualifications/deu-pflegefachperson" in page.links


def test_one_occupation_is_told_with_its_destinations(client: FlaskClient) -> None:
    each = next(o for o in document(client)["occupations"] if o["destinations_missing"])
    said = words(client, f"occupation={each['code'].removeprefix('isco:')}")
    assert f"Entries that count ({len(each['destinations'])})" in said
    assert f"Without an entry, so unknown ({len(each['destinations_missing'])})" in said


def test_one_country_is_told_as_origin_and_as_destination(client: FlaskClient) -> None:
    assert "Entries that count (" in words(client, "country=DEU")
    assert "No authority of this country is on the register." in words(client, "country=phl")
    page = Reading(client.get("/coverage?country=PHL").text)
    assert {"/qualifications/phl-bsn-nursing", "/frameworks/phl-pqf"} <= set(page.links)


@pytest.mark.parametrize("query", ["occupation=0000", "country=XXX", "country=ATA"])
def test_what_is_not_on_the_register_is_not_found(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/coverage?{query}", headers={"Accept": "text/html"})
    assert answer.status_code == 404


def test_the_question_flow_and_the_foot_of_every_page_lead_here(client: FlaskClient) -> None:
    for address in ("/equivalence", "/", "/handbook"):
        assert "/coverage" in Reading(client.get(address).text).links
