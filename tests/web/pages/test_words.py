"""Days, directions and headings: the small things that pages say."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from registry.values.dates import parse_date
from registry.values.speech import Speech, speech
from registry.web.pages.choices import length_of_time, shortened, title_and_label
from registry.web.pages.days import machine_day, vague_day, written_day
from registry.web.pages.handbook import slug_of
from registry.web.pages.rendering import data, fill, mixed, named

ENGLISH = Speech("en")


@pytest.mark.parametrize(
    ("text", "said", "machine"),
    [
        ("2013-03-19", "19 March 2013", "2013-03-19"),
        ("2008-09", "September 2008", "2008-09"),
        ("1968", "1968", "1968"),
        ("1968?", "1968 (doubtful)", ""),
        ("1968~", "about 1968", ""),
        ("200X", "between 1 January 2000 and 31 December 2009", ""),
        ("2007/2009", "between 1 January 2007 and 31 December 2009", ""),
        ("2020/..", "from 1 January 2020", ""),
        ("../2020", "until 31 December 2020", ""),
    ],
)
def test_a_day_is_said_with_the_precision_it_has(text: str, said: str, machine: str) -> None:
    day = parse_date(text)
    assert vague_day(day, ENGLISH) == said
    assert machine_day(day) == machine


def test_a_day_that_is_not_known_is_not_said() -> None:
    assert written_day(None, ENGLISH) == ""


def test_latin_runs_are_set_apart_in_text_from_right_to_left() -> None:
    assert mixed("ألمانيا: German B2 (visa).", "rtl") == (
        'ألمانيا: <bdi dir="ltr">German B2 (visa)</bdi>.'
    )
    assert mixed("الحماية (MIG/MAG) وتنظيف", "rtl") == (
        'الحماية (<bdi dir="ltr">MIG/MAG</bdi>) وتنظيف'
    )
    assert mixed("Bonn & Berlin", "ltr") == "Bonn &amp; Berlin"
    assert mixed(None, "rtl") == ""


def test_a_text_in_another_language_says_so() -> None:
    assert data("Pflegefachfrau", "de", "en") == '<bdi lang="de" dir="ltr">Pflegefachfrau</bdi>'
    assert data("ممرضة", "ar", "en") == '<bdi lang="ar" dir="rtl">ممرضة</bdi>'
    assert data("<b>", "en", "en") == "&lt;b&gt;"
    assert named({"en": "Welder"}, "ar") == '<bdi lang="en" dir="ltr">Welder</bdi>'


def test_a_label_that_holds_the_title_stands_alone() -> None:
    title = data("Pflegefachfrau", "de", "en")
    assert title_and_label(title, Markup("Nurse (Pflegefachfrau)")) == "Nurse (Pflegefachfrau)"
    assert title_and_label(title, Markup("Nurse")) == f"{title} – <bdi>Nurse</bdi>"


@pytest.mark.parametrize(
    ("months", "english", "arabic"),
    [(12, "1 year", "سنة"), (24, "2 years", "سنتان"), (48, "4 years", "4 سنوات")],
)
def test_whole_years_are_said_as_years(months: int, english: str, arabic: str) -> None:
    assert length_of_time(months, ENGLISH) == english
    assert length_of_time(months, speech("ar")) == arabic
    assert length_of_time(months + 1, ENGLISH) == f"{months + 1} months"


def test_an_option_ends_after_a_whole_word() -> None:
    assert shortened("diploma") == "diploma"
    assert shortened("certificate " * 9).endswith("certificate …")


def test_values_are_escaped_and_markup_stays() -> None:
    assert fill("{a} & {b}", a="<b>", b=data("x", "de", "en")) == (
        '&lt;b&gt; &amp; <bdi lang="de" dir="ltr">x</bdi>'
    )


def test_headings_that_are_the_same_get_addresses_of_their_own() -> None:
    assert slug_of("Dates!", {"dates": "Dates"}) == "dates-2"
    assert slug_of("Überblick und Größe", {}) == "überblick-und-größe"
    assert slug_of("!", {}) == "section"


def test_every_page_language_has_a_name() -> None:
    assert speech("ar").direction == "rtl"
