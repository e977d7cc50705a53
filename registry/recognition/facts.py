"""A value with the sources that carry it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from registry.values.evidence import Confidence, Source, weakest

T = TypeVar("T")


@dataclass(frozen=True)
class Fact(Generic[T]):
    """``value`` as told by ``sources``; a fact nobody vouches for is not made."""

    value: T
    sources: tuple[Source, ...]

    @cached_property
    def confidence(self) -> Confidence:
        """As sure as the least sure source."""
        return weakest(*(source.confidence for source in self.sources))

    @property
    def counts(self) -> bool:
        """Low confidence is shown and never counted."""
        return self.confidence.counts


def counted(fact: Fact[T] | None) -> Fact[T] | None:
    """The fact where a rule may rest on it, else None."""
    return fact if fact is not None and fact.counts else None
