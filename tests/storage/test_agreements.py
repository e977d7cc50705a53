"""The store of agreements: one, the list with its filters, and new versions."""

from __future__ import annotations

from datetime import date

import orjson
import pytest

from registry.catalogue.agreement import Agreement, Coverage, Relation, RelationKind
from registry.catalogue.search import Filters, Page
from registry.catalogue.timeline import StatusValue
from registry.errors import NotOnRegister
from registry.schemas.agreement import dump_agreement
from registry.storage import agreements
from registry.storage.engine import open_engine, writing
from registry.storage.migrations import upgrade
from registry.storage.preparing import prepare
from registry.storage.sectors import Sector, Sectors
from tests.catalogue.builders import action, agreement, in_force, party

TODAY = date(2026, 11, 24)
SECTORS = Sectors(
    {
        "health": Sector("health", {"en": "Health", "ar": "الصحة"}),
        "nursing": Sector(
            "nursing", {"en": "Nursing", "ar": "التمريض"}, ("nurses",), ("health",), ("2221",)
        ),
        "mining": Sector("mining", {"en": "Mining"}),
    }
)


def _covering(made: Agreement, *sectors: str, objectives: tuple[int, ...] = (), notes=()):
    from dataclasses import replace  # noqa: PLC0415  only here

    return replace(made, coverage=Coverage(sectors), objectives=objectives, notes=notes)


NURSES = _covering(
    in_force(id="deu-phl-nurses", parties=(party("DEU", "destination"), party("PHL", "origin"))),
    "nursing",
    objectives=(5, 18),
    notes=("Trade unions sit in the joint committee.",),
)
MINERS = _covering(
    agreement(
        action("signed", "1963-12-16"),
        action("terminated", "1977"),
        id="deu-kor-miners",
        parties=("DEU", "KOR"),
        relations=(Relation(RelationKind.RENEWS, "deu-phl-nurses"),),
    ),
    "mining",
    objectives=(5,),
)
ALBERTA = in_force(id="can-phl-ab", parties=("CA-AB", "PHL"))
SOON = agreement(action("signed", "2026-12-01"), id="deu-ken", parties=("DEU", "KEN"))
ALL = (NURSES, MINERS, ALBERTA, SOON)


@pytest.fixture
def engine(database_url: str):
    opened = open_engine(database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def filled(engine):
    _put(engine, ALL)
    return engine


def _put(engine, shown, number=1):
    with writing(engine) as connection:
        agreements.put_all(connection, [(prepare(each, SECTORS), number) for each in shown])


def _ids(engine, page=Page(), **asked):  # noqa: B008  a page is frozen
    with engine.connect() as connection:
        found = agreements.find(connection, Filters(**{"on": TODAY, **asked}), page)
    ids = [orjson.loads(item)["id"] for item in found.items]
    assert len(ids) <= found.total
    return ids


def test_an_agreement_is_found_by_its_id_as_the_document_that_was_put_in(filled):
    with filled.connect() as connection:
        stored = agreements.get(connection, "deu-phl-nurses")
    assert orjson.loads(stored.document) == dump_agreement(NURSES)
    assert stored.agreement == NURSES
    assert stored.version == 1
    assert stored.linked_from == (("renews", "deu-kor-miners"),)


def test_an_id_that_is_not_there_is_told(filled):
    with filled.connect() as connection, pytest.raises(NotOnRegister, match="x-y"):
        agreements.get(connection, "x-y")


def test_the_list_is_in_the_order_of_ids_and_comes_in_pages(filled):
    assert _ids(filled) == ["can-phl-ab", "deu-ken", "deu-kor-miners", "deu-phl-nurses"]
    assert _ids(filled, Page(2, 3)) == ["deu-phl-nurses"]
    assert _ids(filled, Page(9, 50)) == []


def test_a_page_beyond_the_end_still_knows_the_total(filled):
    with filled.connect() as connection:
        assert agreements.find(connection, Filters(TODAY), Page(9, 50)).total == 4


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ({"parties": ("PHL",)}, ["can-phl-ab", "deu-phl-nurses"]),
        ({"parties": ("PHL", "DEU")}, ["deu-phl-nurses"]),
        ({"parties": ("CAN",)}, ["can-phl-ab"]),
        ({"parties": ("CA-AB",)}, ["can-phl-ab"]),
        ({"parties": ("CA-BC",)}, []),
        ({"status": StatusValue.IN_FORCE}, ["can-phl-ab", "deu-phl-nurses"]),
        ({"status": StatusValue.TERMINATED}, ["deu-kor-miners"]),
        ({"status": StatusValue.PRESUMED_IN_FORCE, "on": date(1970, 1, 1)}, ["deu-kor-miners"]),
        ({"status": StatusValue.SIGNED}, []),
        ({"status": StatusValue.SIGNED, "on": date(2026, 12, 1)}, ["deu-ken"]),
        ({"sector": "nursing"}, ["deu-phl-nurses"]),
        ({"sector": "health"}, ["deu-phl-nurses"]),
        ({"occupation": "2221"}, ["deu-phl-nurses"]),
        ({"occupation": "22"}, ["deu-phl-nurses"]),
        ({"occupation": "2222"}, []),
        ({"objective": 18}, ["deu-phl-nurses"]),
        ({"objective": 5}, ["deu-kor-miners", "deu-phl-nurses"]),
        ({"type": "mou"}, []),
        ({"form": "plurilateral", "objective": 18}, ["deu-phl-nurses"]),
        ({"words": "philippines NURS"}, ["deu-phl-nurses"]),
        ({"words": "joint committee"}, ["deu-phl-nurses"]),
        ({"words": "التمريض"}, ["deu-phl-nurses"]),
        ({"words": "تمريض"}, ["deu-phl-nurses"]),
        ({"words": "الفلبين"}, ["can-phl-ab", "deu-phl-nurses"]),
        ({"words": "deu-kor"}, ["deu-kor-miners"]),
        ({"words": "zebra"}, []),
        ({"words": '" OR 1=1 -- *'}, []),
        ({"words": "%"}, []),
        ({"words": "  "}, ["can-phl-ab", "deu-ken", "deu-kor-miners", "deu-phl-nurses"]),
    ],
)
def test_filters_keep_what_they_ask_for(filled, asked, ids):
    assert _ids(filled, **asked) == ids


def test_an_item_has_the_shape_of_the_interface(filled):
    with filled.connect() as connection:
        found = agreements.find(connection, Filters(TODAY, words="nursing"), Page())
    assert orjson.loads(found.items[0]) == {
        "id": "deu-phl-nurses",
        "title": "The agreement deu-phl-nurses",
        "type": "bla",
        "form": "plurilateral",
        "parties": [
            {"code": "DEU", "role": "destination"},
            {"code": "PHL", "role": "origin"},
        ],
        "signed": "1989-05-01",
        "entry_into_force": "1990-01-01",
        "status": {"value": "in-force", "confidence": "high", "on": "2026-11-24"},
        "sectors": ["nursing"],
        "objectives": [5, 18],
        "confidence": "high",
        "sources": [{"name": "Official journal", "ref": "No. 7", "confidence": "high"}],
    }


def test_facets_count_over_the_whole_filtered_set_and_not_the_page(filled):
    with filled.connect() as connection:
        found = agreements.find(connection, Filters(TODAY, parties=("DEU",)), Page(1, 1))
    assert found.facets == {
        "type": {"bla": 3},
        "status": {"in-force": 1, "terminated": 1, "unknown": 1},
        "sector": {"health": 1, "mining": 1, "nursing": 1},
        "objective": {"5": 2, "18": 1},
        "form": {"plurilateral": 3},
        "party": {"DEU": 3, "KEN": 1, "KOR": 1, "PHL": 1},
    }
    body = orjson.loads(found.body(Page(1, 1)))
    assert body["total"] == 3
    assert len(body["items"]) == 1
    assert body["page_size"] == 1


def test_a_facet_counts_what_its_filter_would_find(filled):
    with filled.connect() as connection:
        whole = agreements.find(connection, Filters(TODAY), Page())
    for sector, count in whole.facets["sector"].items():
        assert len(_ids(filled, sector=sector)) == count
    for code, count in whole.facets["party"].items():
        assert len(_ids(filled, parties=(code,))) == count
    for status, count in whole.facets["status"].items():
        assert len(_ids(filled, status=StatusValue(status))) == count


def test_a_changed_document_is_a_new_version_and_is_searched_by_its_new_words(filled):
    before = agreements.state
    with filled.connect() as connection:
        first = before(connection)
    newer = _covering(NURSES, "mining", objectives=(6,), notes=("Zebras are mentioned.",))
    _put(filled, [newer], 2)
    with filled.connect() as connection:
        assert agreements.get(connection, NURSES.id).version == 2
        assert before(connection) != first
        assert agreements.count(connection) == 4
    assert _ids(filled, words="zebras") == [NURSES.id]
    assert _ids(filled, words="unions") == []
    assert _ids(filled, sector="health") == []
    assert _ids(filled, objective=6) == [NURSES.id]


def test_the_state_follows_from_what_is_shown_and_not_from_how_it_came_about(filled):
    def state():
        with filled.connect() as connection:
            return agreements.state(connection)

    before = state()
    _put(filled, [NURSES])
    assert state() == before
    with writing(filled) as connection:
        agreements.put_all(connection, [], [NURSES.id])
    assert state() != before
    _put(filled, [NURSES])
    assert state() == before


def test_all_agreements_come_in_the_order_of_ids(filled):
    with filled.connect() as connection:
        found = agreements.all_agreements(connection)
    assert [each.id for each in found] == sorted(each.id for each in ALL)
    assert set(found[0].title) == {"en"}


def test_an_empty_register_has_a_state_and_an_empty_list(engine):
    with engine.connect() as connection:
        assert agreements.state(connection) == "empty"
    assert _ids(engine) == []
