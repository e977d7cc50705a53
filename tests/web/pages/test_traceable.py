"""From every sentence of an answer to what it rests on, in two clicks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from flask.testing import FlaskClient

from registry.actions.open_register import Register
from registry.recognition.assess import assess
from registry.recognition.findings import Criterion, Finding, Verdict
from registry.recognition.knowledge import Knowledge
from registry.values.speech import speech
from registry.web.pages.addresses import links
from tests.recognition.test_cases import ALL, _question

# What these criteria say rests on what the person told, and on the rule.
_TOLD = {Criterion.ADMISSIBLE, Criterion.EXPERIENCE}
# Each speaks of something that is not there.
_ABSENT = {"no-binding-provision", "no-convention", "convention-unknown"}


@pytest.fixture(scope="module")
def findings(knowledge: Knowledge) -> list[Finding]:
    """Each finding of each expert case once; cases that assume facts of their own aside."""
    plain = (case for _, case in ALL if not case.get("assume"))
    return [f for case in plain for f in assess(_question(case), knowledge).findings]


def test_every_record_that_a_finding_names_has_its_page(
    findings: list[Finding], register: Register, client: FlaskClient
) -> None:
    addresses = {s.address for f in findings for s in f.sources if s.address}
    addresses |= {f"/id/provision/{f.provision}" for f in findings if f.provision}
    assert len(addresses) > 100
    astray = [each for each in sorted(addresses) if not _arrives(each, register, client)]
    assert astray == []


def _arrives(address: str, register: Register, client: FlaskClient) -> bool:
    found = links([address], register, speech("en"))
    page, _, anchor = found[0].address.partition("#") if found else ("", "", "")
    return bool(page) and (not anchor or f'id="{anchor}"' in _read(page, client))


@cache
def _read(page: str, client: FlaskClient) -> str:
    answered = client.get(page)
    assert answered.status_code == 200, page
    return answered.get_data(as_text=True)


def test_what_is_compared_has_a_source(findings: list[Finding]) -> None:
    bare = {
        (f.criterion.value, f.reason)
        for f in findings
        if f.verdict in (Verdict.MET, Verdict.PARTLY, Verdict.NOT_MET)
        and not f.sources
        and f.criterion not in _TOLD
        and f.reason not in _ABSENT
    }
    assert bare == set()


def test_every_source_of_a_law_or_a_table_leads_to_its_record(findings: list[Finding]) -> None:
    lost = {s.text for f in findings for s in f.sources if not s.address}
    assert lost == set()


def test_every_reason_and_every_row_has_its_place_in_the_handbook(
    findings: list[Finding], knowledge: Knowledge, client: FlaskClient
) -> None:
    reasons, method = _read("/handbook/reasons", client), _read("/handbook/method", client)
    assert [f.reason for f in findings if f'id="{f.reason}"' not in reasons] == []
    assert [r.id for r in knowledge.table.rows if f'id="row-{r.id}"' not in method] == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_of_an_answer_carries_the_links(client: FlaskClient, language: str) -> None:
    asked = {"held": "rou-asistent-medical-generalist", "to": "ITA", "occupation": "isco:2221"}
    asked |= {"origin": "ROU", "purpose": "work", "lang": language}
    page = client.get("/equivalence/answer", query_string=asked).get_data(as_text=True)
    assert _hrefs(page, "/handbook/reasons#") != []
    assert _hrefs(page, "/handbook/method#row-") != []
    assert _hrefs(page, "/qualifications/") != []
    assert _hrefs(page, "/occupations/2221#ita") != []


def _hrefs(page: str, start: str) -> list[Any]:
    return re.findall(rf'href="({re.escape(start)}[^"]*)"', page)


def _pages(register: Register) -> Iterator[str]:
    yield from (f"/regimes/{key}" for key in register.memberships.regimes)
    yield from (f"/annex-listings/{each.id}" for each in register.knowledge.listings)
    yield from (f"/bodies/{key}" for key in register.knowledge.bodies.by_id)
    yield from (f"/credit-systems/{key}" for key in register.knowledge.credit_systems.by_id)
    yield from (f"/prior-learning/{each.id}" for each in register.knowledge.prior_learning)


def test_the_pages_of_regimes_and_annexes_answer_and_others_do_not(
    register: Register, client: FlaskClient
) -> None:
    pages = [p for p in _pages(register) if "/regimes/" not in p or _has_spells(p, register)]
    assert len(pages) > 30
    assert [page for page in pages if client.get(page).status_code != 200] == []
    for kind in (
        "regimes", "annex-listings", "equivalences", "bodies", "credit-systems", "prior-learning",
    ):  # fmt: skip
        assert client.get(f"/{kind}/nobody").status_code == 404


def _has_spells(page: str, register: Register) -> bool:
    return bool(register.memberships.members(page.rpartition("/")[2]))
