"""Moments as they are kept: UTC to the second, as text that sorts as they do."""

from __future__ import annotations

from datetime import UTC, datetime

_FORM = "%Y-%m-%d %H:%M:%S"


def written(moment: datetime) -> str:
    """A moment as text.

    >>> written(datetime(2026, 11, 24, 9, 5, tzinfo=UTC))
    '2026-11-24 09:05:00'
    """
    return moment.astimezone(UTC).strftime(_FORM)


def read(text: str) -> datetime:
    """The moment that a text means."""
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC)
