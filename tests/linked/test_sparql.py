"""Asking in SPARQL: read only, in time, and at home."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from registry.errors import InvalidDocument, Unavailable
from registry.linked.sparql import query, refuse_service
from registry.linked.store import build_snapshot
from tests.linked.turtle import GOOD, store, write

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture
def asked(tmp_path: Path) -> Store:
    return store(tmp_path, GOOD)


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    return build_snapshot(write(tmp_path / "ontology", GOOD), tmp_path / "home", {}).path


def test_prefixes_and_record_addresses_need_no_declaration(asked: Store) -> None:
    answer = query(asked, "SELECT ?code { <level/phl-pqf-2> mob:levelCode ?code }", timeout=5)
    assert answer.rows == ({"code": {"type": "literal", "value": "2"}},)


def test_named_graphs_are_asked_as_one(asked: Store) -> None:
    assert query(asked, "ASK { <skill/care> a mob:Skill }", timeout=5).truth is True


def test_a_construct_gives_turtle(asked: Store) -> None:
    text = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER (?s = <skill/care>) }"
    triples = query(asked, text, timeout=5).triples
    assert triples is not None
    assert '"رعاية"@ar' in triples


def test_answers_can_be_written_as_a_table(asked: Store) -> None:
    answer = query(
        asked, "SELECT ?l ?x ?n { <skill/care> skos:prefLabel ?l . "
        "<level/phl-pqf-2> mob:position ?n OPTIONAL { ?l mob:no ?x } } ORDER BY ?l", timeout=5,
    )  # fmt: skip
    assert answer.variables == ("l", "x", "n")
    assert {row["l"]["xml:lang"] for row in answer.rows} == {"ar", "en"}
    assert answer.rows[0]["n"]["datatype"].endswith("#integer")
    assert answer.as_csv().startswith("l,x,n")
    assert query(asked, "ASK {}", timeout=5).truth is True


def test_only_so_many_rows_are_given_and_the_rest_is_told(asked: Store) -> None:
    answer = query(asked, "SELECT * { ?s ?p ?o }", timeout=5, most=3)
    assert len(answer.rows) == 3
    assert answer.cut
    assert query(asked, "CONSTRUCT WHERE { ?s ?p ?o }", timeout=5, most=3).cut


@pytest.mark.parametrize(
    "text",
    ["INSERT DATA { <a> <b> <c> }", "DELETE WHERE { ?s ?p ?o }", "CLEAR ALL", "SELEC", ""],
)
def test_nothing_but_a_query_is_read(asked: Store, text: str) -> None:
    before = len(asked)
    with pytest.raises(InvalidDocument, match="not a query"):
        query(asked, text, timeout=5)
    assert len(asked) == before


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://example.com/> { ?s ?p ?o } }",
        "SELECT * { service silent <http://example.com/> { ?s ?p ?o } }",
        "# it's a trick\nSELECT * { SERVICE <http://example.com/> { ?s ?p 'x' } }",
        "SELECT * { <a> ex:b\\'c ?o . SERVICE <http://example.com/> { ?s ?p 'x' } }",
        'SELECT * { ?s ?p """a"b""" . SERVICE <http://example.com/> { ?s ?p ?o } }',
        "SELECT * { \\u0053ERVICE <http://example.com/> { ?s ?p ?o } }",
    ],
)
def test_another_server_is_never_asked(text: str) -> None:
    with pytest.raises(InvalidDocument, match="not allowed"):
        refuse_service(text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s rdfs:label "customer service" }',
        "SELECT ?service { ?service a mob:Skill }",
        "SELECT * { ?s a <http://example.com/service> } # service",
        "SELECT * { ?s mob:service ?o }",
    ],
)
def test_the_word_service_alone_is_no_fault(text: str) -> None:
    refuse_service(text)


def test_waiting_ends_at_the_time_limit(tmp_path: Path) -> None:
    many = "\n".join(f'<skill/s{n}> rdfs:label "{n}" .' for n in range(60))
    with pytest.raises(Unavailable, match=r"longer than 0\.2 seconds"):
        query(store(tmp_path, many), ENDLESS, timeout=0.2)
