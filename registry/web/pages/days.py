"""Days as a page says them: exact, to the month, to the year, between two, or not known."""

from __future__ import annotations

from datetime import date

from babel import Locale
from babel.dates import format_date

from registry.values.dates import VagueDate, parse_date
from registry.values.speech import Speech

_PATTERNS = {"day": "d MMMM y", "month": "MMMM y", "year": "y"}


def vague_day(day: VagueDate, speech: Speech) -> str:
    """A vague date in words, without more precision than it has."""
    doubt = day.text[-1:]
    if day.precision == "interval":
        said = _between(day, speech)
    else:
        locale = Locale.parse(speech.language, sep="-")
        said = format_date(day.earliest, _PATTERNS[day.precision], locale=locale)
    if doubt in ("?", "%"):
        return speech.message("{date} (doubtful)").format(date=said)
    return speech.message("about {date}").format(date=said) if doubt == "~" else said


def _between(day: VagueDate, speech: Speech) -> str:
    first, last = speech.day(day.earliest), speech.day(day.latest)
    if day.earliest == date.min:
        return speech.message("until {date}").format(date=last)
    if day.latest == date.max:
        return speech.message("from {date}").format(date=first)
    return speech.message("between {first} and {last}").format(first=first, last=last)


def written_day(text: str | None, speech: Speech) -> str:
    """A date of a document (EDTF) in words, empty where there is none."""
    return vague_day(parse_date(text), speech) if text else ""


def machine_day(day: VagueDate) -> str:
    """What a ``time`` element may carry: year, month or day; empty for anything vaguer."""
    return day.text if day.precision != "interval" and day.text[-1].isdigit() else ""
