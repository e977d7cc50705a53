"""The agreement document: what is refused, and that nothing is lost on the way through."""

from __future__ import annotations

import copy
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.catalogue.agreement import (
    ActionKind,
    AgreementType,
    Bindingness,
    Form,
    RelationKind,
    Role,
    TextKind,
)
from registry.errors import InvalidDocument
from registry.paths import AGREEMENTS
from registry.schemas.agreement import MANNERS, Known, dump_agreement, load_agreement
from registry.schemas.json_schema import agreement_json_schema
from registry.storage.yaml_strict import parse_yaml, read_yaml, write_yaml
from registry.values.countries import ALPHA2
from registry.values.evidence import Confidence

GOOD = parse_yaml("""\
id: tw-phl
title:
  en: Agreement concerning the placement of health professionals
type: placement-agreement
form: bilateral
bindingness: agency-level
parties:
  - code: DEU
    role: destination
    authority: Federal Employment Agency
  - code: PHL
    role: origin
parties_complete: true
actions:
  - kind: signed
    date: 2013-03-19
  - kind: entered-into-force
    date: null
  - kind: reported-in-force
    date: 2026-11-23
    confidence: medium
coverage:
  sectors: [nursing]
  occupations: ["2221"]
objectives: [5, 6]
relations:
  - kind: supplements
    to: deu-phl-2022
notes:
  - text: Trade unions sit in the joint committee.
sources:
  - name: Chilton and Woda
    ref: CW-0511
    confidence: high
confidence: high
""")


def _changed(pointer: str, value: object) -> dict:
    document = copy.deepcopy(GOOD)
    *steps, last = [int(s) if s.isdigit() else s for s in pointer.strip("/").split("/")]
    place = document
    for step in steps:
        place = place[step]
    place[last] = value
    return document


def _problems(document: object, known: Known = Known()) -> dict:  # noqa: B008  frozen
    with pytest.raises(InvalidDocument) as refused:
        load_agreement(document, known)
    return refused.value.problems


def test_a_document_comes_back_as_it_went_in():
    assert dump_agreement(load_agreement(GOOD)) == GOOD
    assert list(dump_agreement(load_agreement(GOOD))) == list(GOOD)


def test_a_claim_without_sources_inherits_those_of_the_agreement():
    agreement = load_agreement(GOOD)
    signed = agreement.claims(ActionKind.SIGNED)[0]
    assert agreement.sources_of(signed)[0].text == "Chilton and Woda, CW-0511"
    assert agreement.confidence_of(signed) is Confidence.HIGH


@pytest.mark.parametrize(
    ("pointer", "value", "word"),
    [
        ("/id", "TW_PHL", "lower-case"),
        ("/title", {"ar": "اتفاق"}, "English"),
        ("/title", "A title", "by language"),
        ("/title/en", " ", "blanks"),
        ("/title/EN!", "x", "language"),
        ("/title/en", "a\u202eb", "control"),
        ("/type", "treaty", "one of"),
        ("/form", "bilateral ", "one of"),
        ("/parties/0/code", "XYZ", "no party"),
        ("/parties/0/code", "DE", "no party"),
        ("/parties/0/code", 5, "text"),
        ("/parties/0/role", "host", "one of"),
        ("/parties/0/rol", "origin", "no such field"),
        ("/parties_complete", "yes", "true or false"),
        ("/parties_complete", 1, "true or false"),
        ("/actions/0/kind", "signature", "one of"),
        ("/actions/0/date", "19.3.2013", "not a date"),
        ("/actions/0/date", "2013-13", "month"),
        ("/actions/0/date", 2013, "text"),
        ("/actions/0/manner", "expired", "reported end"),
        ("/actions/0/party", "FRA", "among the parties"),
        ("/actions/2/date", None, "day of the report"),
        ("/actions/2/date", "2026", "day of the report"),
        ("/coverage/occupations/0", "isco:2221", "digits"),
        ("/objectives/0", 24, "1 to 23"),
        ("/objectives/0", "5", "whole number"),
        ("/objectives/1", 5, "twice"),
        ("/relations/0/kind", "superseded-by", "one of"),
        ("/relations/0/to", "tw-phl", "itself"),
        ("/sources", [], "entries"),
        ("/sources/0/confidence", "certain", "one of"),
        ("/notes/0/text", "x" * 5000, "longer"),
        ("/sides", [["DEU"]], "two sides"),
        ("/sides", [["DEU"], ["regime:"]], "neither"),
        ("/texts", [{"language": "en", "kind": "authentic", "address": "here"}], "address"),
        ("/remark", "x", "no such field"),
    ],
)
def test_what_breaks_the_contract_is_refused_at_its_place(pointer, value, word):
    problems = _problems(_changed(pointer, value))
    said = [s for at, found in problems.items() for s in found if pointer.startswith(at)]
    said += [s for at, found in problems.items() for s in found if at.startswith(pointer)]
    assert any(word in sentence for sentence in said), problems


def test_a_reported_end_says_how_it_ended():
    assert list(_problems(_changed("/actions/2/kind", "reported-ended"))) == ["/actions/2/manner"]


@pytest.mark.parametrize("name", ["id", "title", "type", "parties", "sources", "confidence"])
def test_what_must_be_there_is_asked_for(name):
    document = {key: value for key, value in GOOD.items() if key != name}
    assert _problems(document) == {f"/{name}": ["This must be given."]}


@pytest.mark.parametrize("document", [None, 5, "text", [], [GOOD]])
def test_what_is_no_document_is_refused(document):
    assert _problems(document)


def test_a_bilateral_agreement_has_two_different_parties():
    assert "/form" in _problems(_changed("/parties", [{"code": "PHL"}]))
    assert "/parties" in _problems(_changed("/parties", [{"code": "PHL"}, {"code": "PHL"}]))


def test_names_of_other_records_are_held_against_the_register():
    document = _changed("/actions/0/by", "nobody")
    document["membership"] = {"regimes": ["atlantis"]}
    document["sides"] = [["regime:atlantis"], ["PHL"]]
    document["coverage"]["sectors"] = ["magic"]
    problems = _problems(
        document, Known(sectors={"nursing"}, regimes={"eu"}, agreements={"tw-phl"})
    )
    assert set(problems) == {
        "/actions/0/by",
        "/coverage/sectors/0",
        "/membership/regimes/0",
        "/relations/0/to",
        "/sides/0/0",
    }


def test_the_json_schema_in_the_corpus_is_fresh():
    shipped = json.loads((AGREEMENTS / "schema.json").read_text("utf-8"))
    assert shipped == agreement_json_schema(), "run scripts/derive_agreements.py --schema"


def test_the_template_for_registrars_is_a_good_document():
    agreement = load_agreement(read_yaml(AGREEMENTS / "_template.yaml"))
    assert agreement.signed is not None


# Any document there may be ----------------------------------------------------------------

CODES = st.sampled_from([*sorted(ALPHA2), "EUE", "YUG", "CA-AB"])
SLUGS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,3}", fullmatch=True)
WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60).map(
    lambda text: f"x{text}x"
)
GRADES = st.sampled_from([each.value for each in Confidence])
DAY = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)
EDTF = DAY.flatmap(lambda d: st.sampled_from([d, d[:7], d[:4], f"{d[:4]}/..", f"{d[:3]}X"]))


def _of(kinds):
    return st.sampled_from([each.value for each in kinds])


SOURCES = st.lists(
    st.fixed_dictionaries({"name": WORDS, "confidence": GRADES}, optional={"ref": WORDS}),
    min_size=1,
    max_size=3,
    unique_by=lambda source: source["name"],
)
_CLAIM = {"note": WORDS, "sources": SOURCES, "confidence": GRADES}
EVENTS = st.fixed_dictionaries(
    {
        "kind": _of(kind for kind in ActionKind if not kind.is_report),
        "date": st.none() | EDTF,
    },
    optional={"by": SLUGS, **_CLAIM},
)
REPORTS = st.fixed_dictionaries(
    {"kind": st.just("reported-ended"), "date": DAY, "manner": _of(MANNERS)}, optional=_CLAIM
)


def _distinct(items, most=3):
    return st.lists(
        items, min_size=1, max_size=most, unique_by=lambda x: json.dumps(x, sort_keys=True)
    )


DOCUMENTS = st.fixed_dictionaries(
    {
        "id": SLUGS.map(lambda slug: f"a-{slug}"),
        "title": st.dictionaries(st.sampled_from(["ar", "fr"]), WORDS).flatmap(
            lambda more: WORDS.map(lambda english: {"en": english, **more})
        ),
        "type": _of(AgreementType),
        "form": _of(form for form in Form if form is not Form.BILATERAL),
        "bindingness": _of(Bindingness),
        "parties": st.lists(
            st.fixed_dictionaries(
                {"code": CODES}, optional={"role": _of(Role), "authority": WORDS}
            ),
            max_size=5,
            unique_by=lambda party: party["code"],
        ),
        "parties_complete": st.booleans(),
        "sources": SOURCES,
        "confidence": GRADES,
    },
    optional={
        "sides": st.just([["regime:eu"], ["GBR", "CHE"]]),
        "membership": st.just({"regimes": ["eu", "eea"]}),
        "actions": _distinct(EVENTS | REPORTS, 5),
        "coverage": st.fixed_dictionaries({"sectors": st.just(["all"])}),
        "objectives": st.lists(st.integers(1, 23), min_size=1, unique=True),
        "relations": _distinct(
            st.fixed_dictionaries({"kind": _of(RelationKind), "to": SLUGS}, optional=_CLAIM)
        ),
        "texts": _distinct(
            st.fixed_dictionaries(
                {
                    "language": st.sampled_from(["en", "pt-BR"]),
                    "kind": _of(TextKind),
                    "address": st.just("https://example.org/text"),
                }
            )
        ),
        "notes": _distinct(st.fixed_dictionaries({"text": WORDS})),
    },
)


@given(DOCUMENTS)
def test_any_good_document_survives_the_register_and_the_file(document):
    agreement = load_agreement(document)
    assert dump_agreement(agreement) == document
    written = write_yaml(dump_agreement(agreement))
    assert load_agreement(parse_yaml(written)) == agreement
    assert write_yaml(dump_agreement(load_agreement(parse_yaml(written)))) == written


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@given(st.sampled_from([*GOOD, "sides", "membership", "texts"]), JUNK)
def test_junk_in_any_place_is_refused_with_a_place_or_taken_over_whole(name, junk):
    try:
        agreement = load_agreement({**GOOD, name: junk})
    except InvalidDocument as refused:
        places = list(refused.problems)
        assert places, "a refusal names a place"
        assert all(place.startswith("/") for place in places)
    else:
        assert load_agreement(dump_agreement(agreement)) == agreement
