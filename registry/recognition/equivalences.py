"""Published equivalences: what authorities have said of two qualifications, found before comparing.

A record is read in one direction, from the qualification held to the one of the host. Only a
published one that nobody contests can apply; all others are shown and never counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from registry.recognition.provisions import (
    MARKS,
    Condition,
    ConditionKind,
    Effect,
    Provision,
    Territory,
)
from registry.recognition.qualification import Qualification
from registry.values.evidence import Source


class Status(StrEnum):
    """How far the authorities have come; only ``published`` can count."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    PUBLISHED = "published"
    CONTESTED = "contested"
    WITHDRAWN = "withdrawn"


# What an equivalence of two qualifications can turn on; the other kinds speak of annexes, of
# routes of one regime and of units, which such a record does not have.
TURNS_ON = frozenset(
    {
        ConditionKind.NATIONALITY,
        ConditionKind.HOST_REGULATES,
        ConditionKind.QUALIFIED,
        ConditionKind.REGISTERED,
        ConditionKind.PRACTICE,
        ConditionKind.GOOD_STANDING,
        ConditionKind.NOT_HELD,
    }
)


@dataclass(frozen=True, slots=True)
class Equivalence:
    """One record; ``held`` and ``host`` are ids of qualifications, ``basis`` the act that says it.

    ``status`` is the standing today and holds for every day asked: an equivalence that merely
    ended stays published and has a ``last`` day.
    """

    id: str
    held: str
    host: str
    effect: Effect
    status: Status
    basis: str
    source: Source
    article: str = ""
    conditions: tuple[Condition, ...] = ()
    first: date | None = None
    last: date | None = None
    contested_by: tuple[str, ...] = ()
    """Parties that say it does not hold."""
    note: str = ""
    license: str = ""

    @property
    def published(self) -> bool:
        """Whether it is published and nobody contests it."""
        return self.status is Status.PUBLISHED and not self.contested_by

    def stands_on(self, day: date) -> bool:
        """Whether it is in force on ``day``; without a first day nobody can say so."""
        started = self.first is not None and self.first <= day
        return started and (self.last is None or day <= self.last)

    def counts(self, day: date) -> bool:
        """Whether a rule may rest on it on ``day``, its conditions aside."""
        sure = self.source.confidence.counts
        return self.published and sure and self.effect.decides and self.stands_on(day)

    def law(self, held: Qualification, host: Qualification) -> Provision:
        """The same as a provision between the countries of both sides."""
        return Provision(
            id=self.id,
            regime=self.id,
            name=self.basis,
            legal_basis=", ".join(filter(None, (self.basis, self.article))),
            profession=host.labels.get("en", host.id),
            effect=self.effect,
            gives="",
            terms="",
            territory=Territory(countries=(held.country, host.country)),
            source=self.source,
            conditions=self.conditions,
            first=self.first,
            last=self.last,
        )


class Pairs:
    """Records by the two qualifications that they speak of."""

    def __init__(self) -> None:
        self._of: dict[tuple[str, str], list[Equivalence]] = {}

    def add(self, record: Equivalence) -> None:
        """Take a record in."""
        self._of.setdefault((record.held, record.host), []).append(record)

    def against(self, record: Equivalence) -> list[Equivalence]:
        """The records taken in that contradict one."""
        return [e for e in self._of.get((record.held, record.host), ()) if contradict(record, e)]


def contradict(one: Equivalence, other: Equivalence) -> bool:
    """Whether two published records of the same pair cannot both be right on some day.

    One act cannot have two effects, and where one says that there is no agreement no other can
    give a right. Two acts that give different things may stand beside each other.
    """
    if (one.held, one.host) != (other.held, other.host):
        return False
    if not (one.published and other.published and _meet(one, other)):
        return False
    one_act = (one.basis, one.article) == (other.basis, other.article)
    denied = any(a.effect in MARKS and b.effect.decides for a, b in ((one, other), (other, one)))
    return denied or (one_act and one.effect is not other.effect)


def _meet(one: Equivalence, other: Equivalence) -> bool:
    """Whether there is a day on which both are in force."""
    first = max(one.first or date.min, other.first or date.min)
    return first <= min(one.last or date.max, other.last or date.max)
