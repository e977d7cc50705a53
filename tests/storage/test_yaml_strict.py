"""Strict YAML: what a person reads is what the register gets."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import Unreadable
from registry.storage.yaml_strict import LARGEST, parse_yaml, read_yaml, write_yaml


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("5", 5),
        ("-7", -7),
        ("0", 0),
        ("NO", "NO"),
        ("yes", "yes"),
        ("off", "off"),
        ("True", "True"),
        ("12:30", "12:30"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("1e3", "1e3"),
        ("2.50", "2.50"),
        ("2013-03-19", "2013-03-19"),
        ("2013-03", "2013-03"),
        ('"5"', "5"),
        ("'true'", "true"),
        ('""', ""),
    ],
)
def test_only_plain_words_and_numbers_are_more_than_text(written, meant):
    read = parse_yaml(f"value: {written}\n")["value"]
    assert read == meant
    assert type(read) is type(meant)


def test_a_value_that_is_left_out_is_null():
    assert parse_yaml("date:\nnote: x\n") == {"date": None, "note": "x"}


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ("a: 1\nb: 2\na: 3\n", "line 3, column 1", "second time"),
        ("a: &x 1\n", "line 1, column 4", "anchors"),
        ("a: 1\nb: *x\n", "line 2, column 4", ""),
        ("a: !!python/name:os.system x\n", "line 1, column 4", "tags"),
        ("a: !!str 5\n", "line 1, column 4", "tags"),
        ("<<: {b: 1}\n", "line 1, column 1", "merge"),
        ("a: 1\n---\nb: 2\n", "line 2, column 1", "second document"),
        ("[a]: 1\n", "line 1, column 1", "key"),
        ("a: [1, 2\nb: 3\n", "line 2", ""),
        ("a:\n\t- 1\n", "line 2", ""),
    ],
)
def test_what_is_refused_is_refused_with_its_place(text, where, why):
    with pytest.raises(Unreadable) as refused:
        parse_yaml(text, "some.yaml")
    assert refused.value.sentence.startswith("some.yaml")
    assert where in refused.value.sentence
    assert why in refused.value.sentence
    assert refused.value.hint


@pytest.mark.parametrize("text", ["", "# nothing\n", "\x00", "a: \ud800"])
def test_an_empty_or_unreadable_text_is_refused(text):
    with pytest.raises(Unreadable):
        parse_yaml(text)


def test_a_text_that_is_too_large_or_too_deep_is_refused(tmp_path):
    with pytest.raises(Unreadable):
        parse_yaml("a" * (LARGEST + 1))
    with pytest.raises(Unreadable, match="deeply"):
        parse_yaml("[" * 60 + "]" * 60)
    big = tmp_path / "big.yaml"
    big.write_bytes(b"a: " + b"x" * LARGEST)
    with pytest.raises(Unreadable, match="larger"):
        read_yaml(big)


def test_a_file_that_is_missing_or_not_utf_8_is_refused(tmp_path):
    with pytest.raises(Unreadable, match="cannot be read"):
        read_yaml(tmp_path / "none.yaml")
    other = tmp_path / "latin.yaml"
    other.write_bytes("a: ñ".encode("latin-1"))
    with pytest.raises(Unreadable, match="UTF-8"):
        read_yaml(other)


def test_dates_and_plain_words_are_written_without_quotes_and_what_could_mislead_with():
    written = write_yaml(
        {"date": "2013-03-19", "year": "2013", "word": "nursing", "unit": "NO", "code": "010"}
    )
    assert written == 'date: 2013-03-19\nyear: "2013"\nword: nursing\nunit: "NO"\ncode: "010"\n'


def test_lists_of_documents_are_indented_and_short_lists_stand_on_one_line():
    written = write_yaml({"parties": [{"code": "PHL"}, {"code": "DEU"}], "objectives": [5, 6]})
    assert written == "parties:\n  - code: PHL\n  - code: DEU\nobjectives: [5, 6]\n"


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
    | st.sampled_from(["NO", "010", "12:30", "- x", "a: b", "#x", "x #y", "'", '"', "|", "é ", ""])
)
KEYS = st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=5))
def test_everything_that_is_written_reads_back_the_same(document):
    written = write_yaml(document)
    assert parse_yaml(written) == document
    assert write_yaml(parse_yaml(written)) == written


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_and_never_anything_else(text):
    with suppress(Unreadable):
        parse_yaml(text)
