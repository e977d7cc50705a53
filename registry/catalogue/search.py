"""What the list of agreements can be asked: filters, facets and pages, in words of the field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.catalogue.timeline import StatusValue

FACETS = ("type", "status", "sector", "objective", "form", "party")
MOST_PARTIES = 60


@dataclass(frozen=True, slots=True)
class Filters:
    """Everything asked of the list; all of it must hold.

    ``parties`` all take part (a country also through its units); ``sector`` includes the sectors
    below it; ``occupation`` is an ISCO-08 code; ``on`` is the day of the status.
    """

    on: date
    parties: tuple[str, ...] = ()
    type: str | None = None
    form: str | None = None
    status: StatusValue | None = None
    sector: str | None = None
    occupation: str | None = None
    objective: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of the list."""

    number: int = 1
    size: int = 50

    @property
    def offset(self) -> int:
        """How many items come before it."""
        return (self.number - 1) * self.size
