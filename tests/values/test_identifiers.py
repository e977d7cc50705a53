"""Serials that catch a slip of the pen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from registry.values.identifiers import check_character, is_slug, make_serial, read_serial

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(st.binary(min_size=32, max_size=32))
def test_a_serial_reads_back_whatever_the_case_and_the_hyphens(digest: bytes) -> None:
    serial = make_serial(digest)
    assert read_serial(serial) == serial
    assert read_serial(serial.lower().replace("-", " ")) == serial


@given(
    st.binary(min_size=32, max_size=32),
    st.integers(0, 12),
    st.sampled_from(_ALPHABET),
)
def test_every_single_changed_character_is_caught(digest: bytes, place: int, other: str) -> None:
    plain = make_serial(digest)[3:].replace("-", "")
    changed = plain[:place] + other + plain[place + 1 :]
    if changed != plain:
        assert read_serial("MR" + changed) is None


@given(st.text(alphabet=_ALPHABET, min_size=12, max_size=12), st.integers(0, 10))
def test_swapped_neighbours_are_caught(body: str, place: int) -> None:
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    if swapped != body:
        assert check_character(swapped) != check_character(body)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    read = read_serial(text)
    assert read is None or read.startswith("MR-")


def test_an_id_is_lower_case_words() -> None:
    assert is_slug("tw-phl") and is_slug("ind-nsqf-4.5")
    assert not is_slug("-x") and not is_slug("a--b") and not is_slug("é") and not is_slug("a" * 121)
