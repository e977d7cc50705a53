"""Days as people know them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.values.dates import NotADate, VagueDate, parse_date


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2013-03-19", date(2013, 3, 19), date(2013, 3, 19), "day"),
        ("2013-02", date(2013, 2, 1), date(2013, 2, 28), "month"),
        ("2016", date(2016, 1, 1), date(2016, 12, 31), "year"),
        ("201X", date(2010, 1, 1), date(2019, 12, 31), "interval"),
        ("2007/2009-06", date(2007, 1, 1), date(2009, 6, 30), "interval"),
        ("2020/..", date(2020, 1, 1), date.max, "interval"),
        ("../1999", date.min, date(1999, 12, 31), "interval"),
        ("2016~", date(2016, 1, 1), date(2016, 12, 31), "year"),
    ],
)
def test_a_text_means_every_day_between_its_bounds(
    text: str, first: date, last: date, precision: str
) -> None:
    read = parse_date(text)
    assert (read.earliest, read.latest, read.precision) == (first, last, precision)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2013-13", "2013-02-30", "0000", "2013-3-1", "2009/2007", "../..", "1/2/3",
     "2013-03-19T10:00", "20130319", "２０１３"],
)  # fmt: skip
def test_what_is_no_date_is_refused_in_words(text: str) -> None:
    with pytest.raises(NotADate):
        parse_date(text)


def test_a_bare_year_is_not_later_than_a_day_in_another_century() -> None:
    assert parse_date("1950").latest < date(2015, 1, 1)


def test_an_approximate_day_is_not_an_exact_one() -> None:
    assert not parse_date("2013-03-19~").exact
    assert parse_date("2013-03-19").exact


@given(st.dates())
def test_a_day_written_out_reads_back_as_itself(day: date) -> None:
    if day.year >= 1000:
        assert parse_date(day.isoformat()) == VagueDate(day.isoformat(), day, day)
