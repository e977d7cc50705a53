"""Recognition conventions and their parties: they set the burden of proof, never an outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.values.evidence import Source
from registry.values.language import Labels


@dataclass(frozen=True, slots=True)
class ConventionParty:
    """One state's standing under one convention; ``in_force`` None where the day is not known."""

    country: str
    party: bool
    in_force: date | None
    as_of: date
    source: Source


@dataclass(frozen=True, slots=True)
class Convention:
    """A convention with the parties that the register knows.

    ``complete_on`` is the day for which the list is known to be complete, ``date.max`` where it is
    complete throughout (Lisbon): only then is a missing state a non-party.
    """

    id: str
    slug: str
    labels: Labels
    first: date | None
    sets_burden: bool
    """Whether a refusal must show a substantial difference; older conventions do not say so."""
    parties: dict[str, ConventionParty]
    complete_on: date | None = None

    def binds(self, one: str, other: str, day: date) -> bool | None:
        """Whether both states are bound on ``day``; None where that is not known of one of them."""
        if self.first is None or day < self.first:
            return False
        sides = (self.bound(one, day), self.bound(other, day))
        if any(side is False for side in sides):
            return False
        return None if None in sides else True

    def bound(self, country: str, day: date) -> bool | None:
        """Whether ``country`` is bound on ``day``; None is not known."""
        row = self.parties.get(country)
        if row is None:
            complete = self.complete_on is not None and self.complete_on in (date.max, day)
            return False if complete else None
        if not row.party or not row.source.confidence.counts:
            return None if row.party else False
        if row.in_force is None:
            return True if day >= row.as_of else None
        return row.in_force <= day
