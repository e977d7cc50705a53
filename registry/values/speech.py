"""Saying things in a language: our messages, names of countries, days, lists and numbers.

Messages are looked up in ``locale/<language>.po`` by their English text; what has no translation
is said in English and counted as missing by a test, so nothing is translated silently.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.pofile import read_po

from registry.paths import LOCALE
from registry.values.countries import UNITS, country_name, country_of
from registry.values.language import Labels, best, direction


@dataclass(frozen=True, slots=True)
class Speech:
    """One language's way of saying things."""

    language: str
    messages: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return direction(self.language)

    def message(self, text: str) -> str:
        """Our own words, translated where a translation exists."""
        return self.messages.get(text) or text

    def country(self, code: str) -> str:
        """The name of a country, unit, body or historical state; a unit with its country."""
        if code in UNITS:
            return f"{self.message(UNITS[code])} ({self.country(country_of(code))})"
        return country_name(code, self.language)

    def day(self, day: date) -> str:
        """A day written out, with Western digits in every language."""
        return format_date(day, "d MMMM y", locale=Locale.parse(self.language, sep="-"))

    def name(self, labels: Labels) -> str:
        """The label in this language, else in English, else any."""
        return best(labels, self.language)[1]

    def listing(self, items: Sequence[str]) -> str:
        """Items joined as the language joins them."""
        return format_list(list(items), locale=Locale.parse(self.language, sep="-"))


def read_messages(path: Path) -> dict[str, str]:
    """The translated messages of a catalogue, unreviewed ones (``fuzzy``) left out."""
    with path.open("rb") as stream:
        catalogue = read_po(stream)
    return {
        str(message.id): str(message.string)
        for message in catalogue
        if message.id and message.string and not message.fuzzy
    }


@cache
def speech(language: str) -> Speech:
    """The speech of one of the offered languages; an unknown one is English."""
    path = LOCALE / f"{language}.po"
    if language == "en" or not path.is_file():
        return Speech("en")
    return Speech(language, read_messages(path))
