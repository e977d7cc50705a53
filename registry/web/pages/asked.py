"""What an address asks for: countries and days, or an answer that says what is wrong."""

from __future__ import annotations

from datetime import date

from registry.errors import InvalidDocument, NotOnRegister
from registry.values.countries import is_country


def country_asked(code: str) -> str:
    """A country named in an address, in whatever case."""
    known = code.upper()
    if not is_country(known):
        raise NotOnRegister(
            f"{code[:20]!r} is not a country.",
            hint="Countries are named by their ISO 3166-1 alpha-3 codes, as PHL or DEU.",
        )
    return known


def day_asked(text: str | None, today: date) -> date:
    """A day named in an address, else today."""
    if not text:
        return today
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not date(1900, 1, 1) <= day <= date(2200, 12, 31):
        raise InvalidDocument(
            f"{text[:20]!r} is not a day between 1900 and 2200.",
            hint="Write it as 2026-11-24.",
            problems={"/on": ["Write a day between 1900 and 2200 as 2026-11-24."]},
        )
    return day
