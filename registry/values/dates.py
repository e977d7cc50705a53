"""Days as people know them: exact, to the month, to the year, or not at all.

The text is EDTF level 1 (Extended Date/Time Format, ISO 8601-2:2019); the bounds are the first
and the last day it can mean. Comparing always uses the bounds: a year is never compared with a
day. A choice between dates is not one date but two claims.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_POINT = re.compile(r"(\d{3}[\dX]|\d\d[\dX]X)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?([?~%]?)", re.ASCII)


class NotADate(ValueError):
    """A text that is no EDTF level 1 date."""


@dataclass(frozen=True, slots=True)
class VagueDate:
    """An EDTF text with the first (``earliest``) and last (``latest``) day it can mean.

    An open side of an interval (``2020/..``) is ``date.min`` or ``date.max``.
    """

    text: str
    earliest: date
    latest: date

    @property
    def exact(self) -> bool:
        """Whether the text names one day without doubt."""
        return self.earliest == self.latest and self.text[-1] not in "?~%"

    @property
    def precision(self) -> str:
        """``day``, ``month``, ``year`` or ``interval``."""
        if "/" in self.text or "X" in self.text:
            return "interval"
        return ("year", "month", "day")[self.text.count("-")]

    @property
    def said(self) -> date | str:
        """The day where it is exact, else the text: a year or month is not a day."""
        return self.earliest if self.exact else self.text

    def __str__(self) -> str:
        return self.text


def _point(text: str) -> tuple[date, date]:
    found = _POINT.fullmatch(text)
    if not found:
        raise NotADate(f"{text!r} is not a date: write 2013-03-19, 2013-03 or 2013.")
    year, month, day, _ = found.groups()
    years = (int(year.replace("X", "0")), int(year.replace("X", "9")))
    if not years[0]:
        raise NotADate(f"{text!r} is not a date: the year 0000 does not occur here.")
    months = (1, 12) if month in (None, "XX") else (int(month), int(month))
    if not 1 <= months[0] <= 12 or (month == "XX" and day not in (None, "XX")):
        raise NotADate(f"{text!r} is not a date: there is no month {month}.")
    lengths = monthrange(years[0], months[0])[1], monthrange(years[1], months[1])[1]
    days = (1, lengths[1]) if day in (None, "XX") else (int(day), int(day))
    if not 1 <= days[0] <= lengths[0] or not 1 <= days[1] <= lengths[1]:
        raise NotADate(f"{text!r} is not a date: that month has {lengths[0]} days.")
    return date(years[0], months[0], days[0]), date(years[1], months[1], days[1])


def parse_date(text: str) -> VagueDate:
    """Read an EDTF level 1 date or interval.

    >>> parse_date("2013-03").earliest, parse_date("2013-03").latest
    (datetime.date(2013, 3, 1), datetime.date(2013, 3, 31))
    >>> parse_date("200X").latest
    datetime.date(2009, 12, 31)
    >>> parse_date("2007/2009").precision
    'interval'
    """
    if "/" not in text:
        return VagueDate(text, *_point(text))
    start, _, end = text.partition("/")
    earliest = date.min if start in ("", "..") else _point(start)[0]
    latest = date.max if end in ("", "..") else _point(end)[1]
    if earliest > latest or text.count("/") > 1 or start == end == "..":
        raise NotADate(f"{text!r} is not an interval: it must end after it starts.")
    return VagueDate(text, earliest, latest)


def day_before(day: date) -> date:
    """The previous day; the beginning of time has none and stays."""
    return day if day == date.min else day - timedelta(days=1)


def months_between(first: date, last: date) -> float:
    """The months from one day to another, a month being a twelfth of a year.

    >>> round(months_between(date(2020, 1, 1), date(2023, 1, 1)), 1)
    36.0
    """
    return (last - first).days / 30.4375
