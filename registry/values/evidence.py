"""How sure a fact is, and who says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Confidence(StrEnum):
    """high: printed in a source that was read; medium: well established; low: to be verified.

    Low confidence is shown and never counted.
    """

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def counts(self) -> bool:
        """Whether a rule may rest on the fact."""
        return self is not Confidence.LOW

    @property
    def rank(self) -> int:
        """0 for low to 2 for high."""
        return ("low", "medium", "high").index(self.value)


def weakest(*grades: Confidence) -> Confidence:
    """The lowest of several confidences; a chain is as sure as its weakest link.

    >>> weakest(Confidence.HIGH, Confidence.MEDIUM)
    <Confidence.MEDIUM: 'medium'>
    """
    return min(grades, key=lambda grade: grade.rank)


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where a fact was found: ``text`` for people, ``address`` of the record that carries it.

    ``address`` is relative to the register (``/agreements/tw-phl``) or empty.
    """

    text: str
    confidence: Confidence = Confidence.MEDIUM
    address: str = ""
    as_of: str = ""


NO_SOURCE = Source("", Confidence.LOW)
