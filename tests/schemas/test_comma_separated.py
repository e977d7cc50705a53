"""Tables that a spreadsheet opens: what looks like a formula is text, and UTF-8 can be marked."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from registry.schemas.comma_separated import BOM, comma_separated


def read(document: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(document.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-1", "@sum", "\tx", "\rx"])
def test_what_looks_like_a_formula_begins_with_an_apostrophe(cell: str) -> None:
    assert read(comma_separated([[cell]])) == [[f"'{cell}"]]


@pytest.mark.parametrize(
    "cell", ["isco:2221", "a=b", 'say "yes", please', "two\nlines", "ممرضة", ""]
)
def test_any_other_text_comes_back_as_it_was(cell: str) -> None:
    assert read(comma_separated([["first", cell]])) == [["first", cell]]


def test_a_number_stays_a_number() -> None:
    assert comma_separated([[-1, 0]]) == b"-1,0\r\n"


def test_the_mark_of_utf_8_is_there_only_if_asked() -> None:
    assert comma_separated([["ممرضة"]], bom=True).startswith(BOM)
    assert not comma_separated([["ممرضة"]]).startswith(BOM)
