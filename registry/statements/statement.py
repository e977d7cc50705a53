"""A kept paper: a number, the day it was made, how long it is kept, and its frozen document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

# STATEMENTS.md: an information statement is kept for twelve months.
KEPT_DAYS = 365


@dataclass(frozen=True, slots=True)
class Statement:
    """``document`` is self-contained: every sentence in every language of the paper."""

    serial: str
    digest: str
    made_on: date
    document: Mapping[str, Any]

    @property
    def kind(self) -> str:
        """``information``; other kinds are other papers."""
        return str(self.document["kind"])

    @property
    def kept_until(self) -> date:
        """The last day on which it can be verified."""
        return self.made_on + timedelta(days=KEPT_DAYS)

    def standing(self, day: date) -> str:
        """``standing`` while it is kept, ``ended`` after."""
        return "standing" if day <= self.kept_until else "ended"
