"""What the public gets of an agreement; everything else is made from it."""

from __future__ import annotations

import pytest

from registry.catalogue.disclosure import WITHHOLDABLE, disclosed
from registry.errors import InvalidDocument
from registry.schemas.agreement import dump_agreement, load_agreement
from tests.actions.desk import document

SECRET = "zebra"
WHOLE = document(
    actions=[
        {"kind": "signed", "date": "2026-03-19", "note": f"at {SECRET}"},
        {"kind": "superseded", "date": None, "by": "hidden-one"},
    ],
    coverage={"sectors": ["nursing"], "occupations": ["2221"]},
    objectives=[5, 18],
    relations=[{"kind": "supersedes", "to": "hidden-one"}, {"kind": "renews", "to": "open-one"}],
    texts=[
        {"language": "en", "kind": "authentic", "address": f"https://example.org/{SECRET}"},
        {"language": "de", "kind": "authentic", "file": "ab" * 32, "prevailing": True},
    ],
    notes=[{"text": f"paragraph {SECRET}"}, {"text": "harmless"}],
)
WHOLE["parties"][0]["authority"] = f"Bureau {SECRET}"
WHOLE["sources"][0]["ref"] = f"file {SECRET}"


def shown(hidden: frozenset[str] = frozenset(), **changed: object) -> dict[str, object] | None:
    record = disclosed(load_agreement({**WHOLE, **changed}), hidden)
    return dump_agreement(record) if record else None


def test_a_public_record_is_shown_whole():
    assert shown() == dump_agreement(load_agreement(WHOLE))


def test_of_a_restricted_one_the_public_knows_nothing():
    assert shown(confidentiality="restricted") is None


def test_an_outline_says_who_what_and_when():
    told = shown(confidentiality="summary", withheld=["/sources/0/ref"])
    assert told is not None and SECRET not in str(told)
    assert told["public_part"] is True
    assert told["actions"][0] == {"kind": "signed", "date": "2026-03-19"}
    assert told["coverage"] == {"sectors": ["nursing"]}
    assert "texts" not in told and "notes" not in told


ALL_PLACES = [
    "/coverage", "/objectives", "/relations", "/relations/0", "/texts", "/texts/1", "/notes",
    "/notes/0", "/actions/0", "/actions/0/note", "/parties/0/authority", "/sources/0/ref",
]  # fmt: skip


@pytest.mark.parametrize("place", ALL_PLACES)
def test_a_withheld_place_is_not_there_and_the_rest_is(place):
    told = shown(withheld=[place])
    assert told is not None and "withheld" not in told
    assert told["public_part"] is True
    whole = dump_agreement(load_agreement(WHOLE))
    lost = [key for key in whole if told.get(key) != whole[key]]
    assert lost == [place.split("/")[1]]


def test_withholding_every_place_leaves_no_word_of_what_is_secret():
    told = shown(withheld=ALL_PLACES)
    assert SECRET not in str(told) and "2221" not in str(told)


def test_links_to_what_the_public_does_not_know_are_left_out():
    told = shown(hidden=frozenset({"hidden-one"}))
    assert "hidden-one" not in str(told) and "open-one" in str(told)


@pytest.mark.parametrize(
    "place", ["/id", "/title", "/parties", "/parties/0", "/sources", "/notes/01"]
)
def test_what_makes_a_record_one_cannot_be_withheld(place):
    assert WITHHOLDABLE.match(place) is None
    with pytest.raises(InvalidDocument) as caught:
        load_agreement({**WHOLE, "withheld": [place]})
    assert "/withheld/0" in caught.value.problems


def test_a_place_that_is_not_in_the_document_is_told():
    with pytest.raises(InvalidDocument) as caught:
        load_agreement({**WHOLE, "withheld": ["/notes/7"]})
    assert caught.value.problems == {"/withheld/0": ["There is no such place in this document."]}


def test_the_public_part_of_a_record_is_not_taken_for_the_whole():
    told = shown(confidentiality="summary")
    with pytest.raises(InvalidDocument, match="cannot be taken over"):
        load_agreement(told)


def test_two_texts_cannot_both_prevail():
    texts = [{**text, "prevailing": True} for text in WHOLE["texts"]]
    with pytest.raises(InvalidDocument) as caught:
        load_agreement({**WHOLE, "texts": texts})
    assert "/texts" in caught.value.problems
