"""The corpus as it ships: in its place, in its one form, and what it says."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from registry.actions.register import read_corpus
from registry.catalogue.agreement import Agreement, AgreementType
from registry.catalogue.corridors import Standing, governing
from registry.catalogue.memberships import Memberships
from registry.catalogue.timeline import StatusValue, spans, status_on
from registry.paths import AGREEMENTS, ONTOLOGY
from registry.schemas.agreement import dump_agreement
from registry.storage.corpus import membership_files, path_of, read_memberships
from registry.storage.sectors import shipped_sectors
from registry.storage.yaml_strict import read_yaml, write_yaml
from registry.values.countries import country_of

COMPILED = date(2026, 11, 23)


@pytest.fixture(scope="module")
def corpus() -> Mapping[str, Agreement]:
    return {agreement.id: agreement for agreement in read_corpus(AGREEMENTS)}


@pytest.fixture(scope="module")
def known() -> Memberships:
    return read_memberships(AGREEMENTS)


def _standings(corpus, known, origin: str, destination: str, day: str) -> dict[str, Standing]:
    found = governing(corpus.values(), known, origin, destination, date.fromisoformat(day))
    return {each.agreement.id: each.standing for each in found.agreements}


def test_every_file_is_in_its_place_and_in_its_one_form(corpus):
    for agreement in corpus.values():
        path = AGREEMENTS / path_of(agreement)
        assert path.read_text("utf-8") == write_yaml(dump_agreement(agreement)), path


def test_every_file_of_memberships_is_named_after_its_regime_and_in_its_one_form():
    for path in membership_files(AGREEMENTS):
        document = read_yaml(path)
        assert document["regime"] == path.stem
        assert path.read_text("utf-8") == write_yaml(document), path


def test_no_note_or_source_points_to_a_file_that_does_not_ship():
    for path in AGREEMENTS.rglob("*.yaml"):
        text = path.read_text("utf-8")
        assert ".csv" not in text, path
        assert "/work" not in text, path


def test_every_sector_and_type_has_a_label_in_both_languages():
    for sector in shipped_sectors().by_slug.values():
        assert {"en", "ar"} <= set(sector.labels), sector.slug
    types = (ONTOLOGY / "schemes" / "agreement-types.ttl").read_text("utf-8")
    for kind in AgreementType:
        if kind is not AgreementType.SKILLS_MOBILITY_PARTNERSHIP:
            assert f"<agreement-type/{kind}>" in types
    objectives = (ONTOLOGY / "schemes" / "gcm-objectives.ttl").read_text("utf-8")
    assert all(f"<gcm-objective/{number}>" in objectives for number in range(1, 24))


def test_nothing_enters_into_force_before_it_is_signed(corpus):
    for agreement in corpus.values():
        signed, entered = agreement.signed, agreement.entry_into_force
        if signed and entered:
            assert signed.earliest <= entered.latest, agreement.id


def test_nothing_is_in_force_on_a_day_before_anything_happened(corpus):
    for agreement in corpus.values():
        first = spans(agreement)[0]
        assert first.status is StatusValue.UNKNOWN, agreement.id


def test_ecowas_after_the_withdrawals_of_2025(corpus, known):
    before = _standings(corpus, known, "BFA", "GHA", "2025-01-28")
    after = _standings(corpus, known, "BFA", "GHA", "2025-01-29")
    assert before["reg-ecowas-1979"] is Standing.GOVERNS
    assert after["reg-ecowas-1979"] is Standing.ANNOUNCED
    among = _standings(corpus, known, "NER", "MLI", "2025-06-01")
    assert "reg-ecowas-1979" not in among or among["reg-ecowas-1979"] is Standing.ENDED
    assert among["reg-uemoa"] is Standing.GOVERNS


def test_the_united_kingdom_and_the_union(corpus, known):
    days = {
        day: _standings(corpus, known, "GBR", "DEU", day)
        for day in ("2020-01-31", "2020-12-31", "2021-01-01", "2026-11-24")
    }
    assert days["2020-01-31"]["reg-eu-tfeu"] is Standing.GOVERNS
    assert days["2020-12-31"]["reg-eu-tfeu"] is Standing.GOVERNS
    assert days["2020-12-31"]["trd-eu-gbr-tca"] is Standing.NOT_YET
    assert days["2021-01-01"]["reg-eu-tfeu"] is Standing.ENDED
    assert days["2021-01-01"]["trd-eu-gbr-tca"] is Standing.GOVERNS
    assert days["2026-11-24"]["reg-eu-tfeu"] is Standing.ENDED


def test_croatia(corpus, known):
    assert "reg-eu-tfeu" not in _standings(corpus, known, "HRV", "DEU", "2013-06-30")
    assert "reg-eu-tfeu" in _standings(corpus, known, "HRV", "DEU", "2013-07-01")
    assert "reg-eu-che" not in _standings(corpus, known, "HRV", "CHE", "2016-12-31")
    assert "reg-eu-che" in _standings(corpus, known, "HRV", "CHE", "2017-01-01")


def test_the_swiss_agreement_does_not_govern_romania_to_germany(corpus, known):
    assert "reg-eu-che" not in _standings(corpus, known, "ROU", "DEU", "2026-11-24")
    assert "reg-eu-che" in _standings(corpus, known, "ROU", "CHE", "2026-11-24")


def test_seasonal_spokes_have_nothing_from_each_other(corpus, known):
    assert "palm" in _standings(corpus, known, "FJI", "AUS", "2026-11-24")
    assert "palm" not in _standings(corpus, known, "FJI", "TON", "2026-11-24")
    assert "palm" not in _standings(corpus, known, "AUS", "FJI", "2026-11-24")


def test_filipino_nurses_to_germany(corpus, known):
    found = _standings(corpus, known, "PHL", "DEU", "2026-11-24")
    assert found == {"deu-phl-2022": Standing.GOVERNS, "tw-phl": Standing.GOVERNS}
    assert _standings(corpus, known, "DEU", "PHL", "2026-11-24") == {}


def test_provinces_show_on_the_corridor_of_canada(corpus, known):
    found = _standings(corpus, known, "PHL", "CAN", "2026-11-24")
    assert {"can-phl-ab", "can-phl-bc", "can-phl-sk"} <= set(found)
    assert found["can-phl-mb"] is Standing.ENDED


# Against the seed tables ------------------------------------------------------------------


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


@pytest.mark.shared_data
def test_every_row_of_the_seed_is_there_with_its_facts(corpus, shared_data):
    rows = list(_rows(shared_data / "agreements" / "agreements.csv"))
    assert {row["id"].lower() for row in rows} == set(corpus)
    for row in rows:
        agreement = corpus[row["id"].lower()]
        codes = {code for code in row["parties"].split(";") if code}
        assert {country_of(party.code) for party in agreement.parties} == codes
        assert agreement.title["en"] == row["title"]
        assert (agreement.signed.text if agreement.signed else "") == row["signed_date"]
        entered = agreement.entry_into_force
        assert (entered.text if entered else "") == row["entry_into_force_date"]
        assert agreement.objectives == tuple(
            sorted(int(n) for n in row["gcm_objectives"].split(";"))
        )
        assert len(agreement.coverage.sectors) <= len(row["sectors"].split(";"))
        assert bool(agreement.sides) == bool(row["sides"])


@pytest.mark.shared_data
def test_the_status_of_the_day_it_was_compiled_is_the_one_of_the_seed(corpus, shared_data):
    for row in _rows(shared_data / "agreements" / "agreements.csv"):
        found = status_on(corpus[row["id"].lower()], COMPILED)
        said = (row["status"].replace("_", "-"), row["status_confidence"])
        assert (found.value.value, found.confidence.value) == said, row["id"]


@pytest.mark.shared_data
def test_every_spell_of_the_seed_is_there(known, shared_data):
    rows = list(_rows(shared_data / "agreements" / "regional-memberships.csv"))
    assert len(known.all) == len(rows)
    held = {
        (s.regime, s.country, s.first.text, s.last.text if s.last else "", s.confidence.value)
        for s in known.all
    }
    for row in rows:
        key = (row["regime"].lower(), row["country"], row["from"], row["to"], row["confidence"])
        assert key in held
