"""A fact of a procedure keeps the source that tells it, and a route the occupations it is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from registry.catalogue.memberships import Memberships
from registry.errors import InvalidDocument
from registry.linked.loading import load_knowledge
from registry.recognition.knowledge import Knowledge
from registry.recognition.occupations import LanguageChecked, Regulation
from registry.recognition.table import DecisionTable
from registry.values.evidence import Confidence
from tests.linked.turtle import ALL, by_record, store

ROW = '    mob:regulated "yes" ; mob:asOf "2024-06-25"^^xsd:date ;\n'
CLAIM = """    mob:claim [ a mob:ProcedureClaim ; mob:papers ( "diploma" "passport" ) ;
        mob:languageChecked "before-licence" ; dct:source "the list" ;
        mob:confidence "medium" ; mob:asOf "2025-01-01"^^xsd:date ] ;
"""
FEE = """    mob:claim [ a mob:ProcedureClaim ; mob:fee "100 euros" ; dct:source "the tariff" ;
        mob:confidence "low" ; mob:asOf "2025-01-01"^^xsd:date ] ;
"""


def route(key: str, *, more: str = "", country: str = "DEU") -> str:
    return f"""<appeal/{key}> a mob:AppealRoute ; mob:country "{country}" ; {more}
    mob:procedure "way {key}" ; mob:legalBasis "law {key}" ; mob:asOf "2025-01-01"^^xsd:date ;
    dct:source "test" ; mob:confidence "high" .
"""


def _load(folder: Path, more: str = "", routes: str = "") -> Knowledge:
    body = ALL.replace(ROW, ROW + more) + routes
    assert body != ALL or not (more or routes)
    return load_knowledge(store(folder, body), Memberships(()), DecisionTable("", (), {}), "v1")


def _row(folder: Path, more: str) -> Regulation:
    return _load(folder, more).regulations[0]


def _problems(folder: Path, more: str = "", routes: str = "") -> dict[str, list[str]]:
    with pytest.raises(InvalidDocument) as caught:
        _load(folder, more, routes)
    return by_record(caught.value.problems)


def test_papers_keep_their_order_and_each_fact_its_source(tmp_path: Path) -> None:
    row = _row(tmp_path, CLAIM + FEE)
    assert row.papers == ("diploma", "passport")
    assert row.language_checked is LanguageChecked.BEFORE_LICENCE
    assert row.fee == "100 euros"
    assert [(source.text, facts) for source, facts in row.sources.items()] == [
        ("test", ()),
        ("the list", ("papers", "language_checked")),
        ("the tariff", ("fee",)),
    ]
    assert row.source_of("fee").confidence is Confidence.LOW
    assert row.source_of("steps") == row.source


def test_a_row_may_tell_a_fact_with_its_own_source(tmp_path: Path) -> None:
    row = _row(tmp_path, '    mob:languageChecked "after-recognition" ;\n')
    assert row.language_checked is LanguageChecked.AFTER_RECOGNITION
    assert row.source_of("language_checked") == row.source


def test_what_nobody_tells_is_unknown(tmp_path: Path) -> None:
    row = _row(tmp_path, "")
    assert (row.papers, row.language_checked, row.claimed) == ((), None, {})


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (CLAIM + CLAIM.replace("diploma", "degree"), "papers: told twice; keep one."),
        (FEE + '    mob:fee "90 euros" ;\n', "fee: told twice; keep one."),
        (CLAIM.replace("before-licence", "sometime"), "mob:languageChecked is 'sometime'"),
        (CLAIM.replace('dct:source "the list" ;', ""), "has no source"),
    ],
)
def test_a_claim_that_cannot_be_used_is_told_under_its_row(
    more: str, said: str, tmp_path: Path
) -> None:
    told = _problems(tmp_path, more)["regulation/de-by-2221"]
    assert any(said in sentence for sentence in told), told


def test_the_way_of_the_profession_comes_before_the_general_one(tmp_path: Path) -> None:
    named = "mob:occupation <occupation/isco-2221> ;"
    routes = route("deu") + route("deu-nurses", more=named)
    routes += route("de-by-nurses", more=f'{named} mob:unit "DE-BY" ;')
    known = _load(tmp_path, routes=routes)

    def way(unit: str | None, isco: str) -> str:
        found = known.appeal("DEU", unit, isco)
        return found.procedure if found else ""

    assert way(None, "2221") == "way deu-nurses"
    assert way("DE-SN", "2221") == "way deu-nurses"
    assert way("DE-BY", "2221") == "way de-by-nurses"
    assert way("DE-BY", "7411") == "way deu"
    assert known.appeal("FRA", None, "2221") is None


def test_two_routes_for_the_same_decision_are_refused(tmp_path: Path) -> None:
    told = _problems(tmp_path, routes=route("deu") + route("deu-too"))
    assert "two appeal routes" in told["appeal/deu-too"][0]
    named = "mob:occupation <occupation/isco-2221> ;"
    both = route("one", more=named) + route("two", more=named)
    assert "for 2221" in _problems(tmp_path / "b", routes=both)["appeal/two"][0]
