"""Awarding bodies and credit systems as they are read: what arrives, and what is told of faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from registry.catalogue.memberships import Memberships
from registry.errors import InvalidDocument
from registry.linked.loading import load_knowledge
from registry.recognition.bodies import AwardingBody
from registry.recognition.knowledge import Knowledge
from registry.recognition.qualification import BodyStatus, Kind
from registry.recognition.table import NO_TABLE
from registry.values.dates import parse_date
from tests.linked.turtle import by_record, store

BODY = """
<body/phl-test> a mob:AwardingBody ;
    skos:prefLabel "Test Authority"@en, "Awtoridad ng Pagsubok"@fil ;
    skos:altLabel "TA"@en ;
    mob:country "PHL" ; mob:awardsKind "vocational" ; mob:established "1994" ;
    mob:hasStanding [ a mob:BodyStanding ; mob:bodyStatus "recognised" ;
        mob:from "1994" ; mob:until "2014-09-30" ;
        mob:asOf "2026-11-25"^^xsd:date ; dct:source "law" ; mob:confidence "high" ] ;
    mob:hasStanding [ a mob:BodyStanding ; mob:bodyStatus "displaced" ;
        mob:from "2014-10" ;
        mob:asOf "2026-11-25"^^xsd:date ; dct:source "decree" ; mob:confidence "medium" ] .
"""
SYSTEM = """
<credit-system/test> a mob:CreditSystem ;
    skos:prefLabel "test points"@en ; mob:leastHours 10 ; mob:mostHours 12 ;
    dct:source "rules" ; mob:confidence "high" .
"""


def _load(folder: Path, body: str) -> Knowledge:
    return load_knowledge(store(folder, body), Memberships(()), NO_TABLE, "v1")


def _problems(folder: Path, body: str) -> dict[str, list[str]]:
    with pytest.raises(InvalidDocument) as caught:
        _load(folder, body)
    return by_record(caught.value.problems)


def _named(known: Knowledge, country: str, name: str) -> AwardingBody | None:
    return known.bodies.named(country, name)


def test_a_body_arrives_with_its_names_kinds_and_spells(tmp_path: Path) -> None:
    body = _load(tmp_path, BODY).bodies.by_id["phl-test"]
    assert body.kinds == {Kind.VOCATIONAL}
    assert [(each.standing, str(each.first)) for each in body.spells] == [
        (BodyStatus.RECOGNISED, "1994"),
        (BodyStatus.DISPLACED, "2014-10"),
    ]
    assert body.spells[0].source.text == "law"


@pytest.mark.parametrize("name", ["test authority", "AWTORIDAD NG PAGSUBOK", "T.A.", "phl-test"])
def test_a_body_is_found_by_any_of_its_names_in_any_form(name: str, tmp_path: Path) -> None:
    assert _named(_load(tmp_path, BODY), "PHL", name)


@pytest.mark.parametrize(
    ("country", "name"),
    [
        ("IDN", "Test Authority"),
        ("PHL", "The Test Authority"),
        ("PHL", "Test Authorty"),
        ("PHL", "Test"),
        ("PHL", ""),
        ("PHL", "Test Authority" + " " * 300 + "of Mills"),
    ],
)
def test_no_other_name_and_no_other_country_finds_it(
    country: str, name: str, tmp_path: Path
) -> None:
    assert _named(_load(tmp_path, BODY), country, name) is None


def test_a_month_between_two_spells_is_not_held(tmp_path: Path) -> None:
    body = _load(tmp_path, BODY).bodies.by_id["phl-test"]
    assert body.on(parse_date("2014-10-15")) is None
    assert body.on(parse_date("1994-06-01")) is None
    later = body.on(parse_date("2014-11"))
    assert later and later.standing is BodyStatus.DISPLACED


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        pytest.param(
            '"2014-09-30"', '"2014-12-31"',
            "The standing from 1994 runs into the one from 2014-10.", id="overlap",
        ),
        pytest.param(
            'mob:from "2014-10" ;', "",
            "mob:from is missing: a standing begins on a day, in a month or a year.", id="no start",
        ),
        pytest.param(
            '"2014-10"', '"2014~"',
            "mob:from is '2014~'; write a day, a month or a year that is sure.", id="doubt",
        ),
        pytest.param(
            '"vocational"', '"dubious"',
            "mob:awardsKind is 'dubious'; it must be one of higher-education, vocational, "
            "professional.", id="kind",
        ),
        pytest.param(
            '"PHL"', '"PHI"',
            "mob:country is 'PHI'; write an ISO 3166-1 alpha-3 code such as PHL.", id="country",
        ),
        pytest.param(
            '"displaced"', '"closed"',
            "mob:bodyStatus is 'closed'; it must be one of recognised, not-recognised, disputed, "
            "displaced.", id="status",
        ),
    ],
)  # fmt: skip
def test_a_fault_of_a_body_is_told(old: str, new: str, said: str, tmp_path: Path) -> None:
    assert said in _problems(tmp_path, BODY.replace(old, new, 1))["body/phl-test"]


def test_a_name_of_two_bodies_of_one_country_is_refused(tmp_path: Path) -> None:
    other = BODY.replace("body/phl-test", "body/phl-other").replace("Test Authority", "Other")
    (said,) = _problems(tmp_path, BODY + other.replace("Awtoridad ng Pagsubok", "Iba"))[
        "body/phl-test"
    ]
    assert said == "The name 'ta' is that of phl-other in PHL too."


def test_hours_of_a_credit_need_both_bounds_in_order(tmp_path: Path) -> None:
    said = "mob:leastHours and mob:mostHours must both be told, the least first."
    for fault in (SYSTEM.replace("mob:mostHours 12 ;", ""), SYSTEM.replace("12", "9")):
        assert _problems(tmp_path, fault)["credit-system/test"] == [said]


def test_a_credit_system_is_found_by_its_exact_name(tmp_path: Path) -> None:
    systems = _load(tmp_path, SYSTEM).credit_systems
    found = systems.named("Test Points")
    assert found and found.hours == (10, 12) and found.per_year is None
    assert systems.named("test point") is None
