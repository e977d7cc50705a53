"""Frameworks, their levels, and the dated records that relate them.

A referencing is a record with a status of use, not a bare equation: New Zealand publishes a
one-to-one table to the UAE framework and says that it must not be used for recognition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from registry.recognition.qualification import LevelRef
from registry.values.evidence import NO_SOURCE, Source
from registry.values.language import Labels


class Relation(StrEnum):
    """How the two levels of a referencing relate."""

    SAME_LEVEL = "same-level"
    CLOSE_MATCH = "close-match"
    BROADER_THAN = "broader-than"
    COMPATIBLE = "compatible"
    APPROXIMATE = "approximate"
    PILOT_MAPPING = "pilot-mapping"
    NO_MATCH = "no-match"


class StatusOfUse(StrEnum):
    """What the bodies that made the referencing let it be used for."""

    REFERENCED = "referenced"
    COMPARED = "compared"
    BILATERAL = "bilateral"
    NOT_FOR_RECOGNITION = "not-for-recognition"
    NO_AGREEMENT = "no-agreement"
    UNVERIFIED = "unverified"


class Comparison(StrEnum):
    """The held level seen from the host's."""

    SAME = "level-same"
    HIGHER = "level-higher"
    ONE_BELOW = "level-one-below"
    LOWER = "level-lower"
    OVERLAP = "level-range-overlap"
    NO_AGREEMENT = "no-agreement-at-level"
    NOT_ENDORSED = "mapping-not-endorsed"
    UNKNOWN = "level-unknown"


@dataclass(frozen=True, slots=True)
class FrameworkLevel:
    """A level; ``isced`` is our assignment by UNESCO's rules, shown and never counted."""

    code: str
    label: str
    typical: tuple[str, ...] = ()
    isced: str = ""
    source: Source = NO_SOURCE


@dataclass(frozen=True, slots=True)
class Framework:
    """A qualifications framework; ``levels`` run from the lowest to the highest."""

    id: str
    code: str
    name: str
    territory: str
    """Alpha-3, an ISO 3166-2 unit, or empty for a regional framework."""
    levels: tuple[FrameworkLevel, ...]
    labels: Labels = field(default_factory=dict)

    def position(self, code: str) -> int | None:
        """Where a level stands from 0; None if the framework lacks it."""
        for index, level in enumerate(self.levels):
            if level.code == code:
                return index
        return None

    @property
    def regional(self) -> bool:
        """Whether it is a framework that others reference to."""
        return not self.territory


@dataclass(frozen=True, slots=True)
class LevelReferencing:
    """One cell of a table between two frameworks; ``target`` is None where the cell is empty."""

    id: str
    origin: LevelRef
    reference_framework: str
    target: LevelRef | None
    relation: Relation
    status: StatusOfUse
    said: str
    source: Source
    first: date | None = None
    last: date | None = None

    def standing(self, day: date) -> bool:
        """Whether the table stood on ``day``; one without a year is not counted."""
        return self.first is not None and self.first <= day and (not self.last or day <= self.last)

    def counts(self, day: date) -> bool:
        """Whether a rule may rest on the cell on ``day``."""
        return (
            self.target is not None
            and self.standing(day)
            and self.source.confidence.counts
            and self.status in (StatusOfUse.REFERENCED, StatusOfUse.COMPARED, StatusOfUse.BILATERAL)
            and self.relation in (Relation.SAME_LEVEL, Relation.CLOSE_MATCH, Relation.BROADER_THAN)
        )


@dataclass(frozen=True, slots=True)
class LevelFinding:
    """Outcome of comparing two levels, with the cells it went through and how good the way is.

    ``official`` is True for same-level cells read forward; close or reversed ones are not.
    """

    comparison: Comparison
    route: str
    path: tuple[LevelReferencing, ...] = ()
    official: bool = False

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where each cell was found."""
        return tuple(dict.fromkeys(cell.source for cell in self.path))


NOTHING = LevelFinding(Comparison.UNKNOWN, "none")


class Levels:
    """All frameworks and referencings, indexed for comparing."""

    def __init__(
        self, frameworks: Iterable[Framework], referencings: Iterable[LevelReferencing]
    ) -> None:
        self.frameworks: Mapping[str, Framework] = {each.id: each for each in frameworks}
        self.referencings = tuple(referencings)
        self._from: dict[LevelRef, list[LevelReferencing]] = defaultdict(list)
        self._to: dict[LevelRef, list[LevelReferencing]] = defaultdict(list)
        for cell in self.referencings:
            self._from[cell.origin].append(cell)
            if cell.target:
                self._to[cell.target].append(cell)

    def compare(self, held: LevelRef, host: LevelRef, day: date) -> LevelFinding:
        """Compare two levels on ``day``; routes in the order of the method, first answer wins.

        Same framework, then a table between the two (which a chain never outranks), then a common
        regional framework, then one framework in between.
        """
        if held.framework == host.framework:
            return LevelFinding(self._place([held], [host]), "same-framework", official=True)
        routes = (self._direct, self._regional, self._chain)
        shown = NOTHING
        for route in routes:
            found = route(held, host, day)
            if found.comparison in (Comparison.NOT_ENDORSED, Comparison.UNKNOWN):
                shown = shown if shown.path else found
                continue
            return found
        return shown

    def place(self, level: LevelRef) -> int:
        """Where a level stands in its framework, from 0; -1 where it is not in it."""
        framework = self.frameworks.get(level.framework)
        position = framework.position(level.code) if framework else None
        return -1 if position is None else position

    def steps(
        self, level: LevelRef, day: date
    ) -> Iterator[tuple[LevelRef, LevelReferencing, bool]]:
        """Counted steps out of a level: (where to, the cell, whether read forward)."""
        for cell in self._from.get(level, ()):
            if cell.target and cell.counts(day):
                yield cell.target, cell, True
        for cell in self._to.get(level, ()):
            if cell.counts(day):
                yield cell.origin, cell, False

    def _place(self, held: list[LevelRef], host: list[LevelRef]) -> Comparison:
        """Compare two ranges of levels of one framework by where they stand in it."""
        framework = self.frameworks.get(held[0].framework)
        if framework is None:
            return Comparison.UNKNOWN
        ours = [place for each in held if (place := framework.position(each.code)) is not None]
        theirs = [place for each in host if (place := framework.position(each.code)) is not None]
        if not ours or not theirs:
            return Comparison.UNKNOWN
        if min(ours) > max(theirs):
            return Comparison.HIGHER
        if max(ours) < min(theirs):
            below = min(theirs) - max(ours)
            return Comparison.ONE_BELOW if below == 1 else Comparison.LOWER
        exact = len(set(ours)) == len(set(theirs)) == 1
        return Comparison.SAME if exact else Comparison.OVERLAP

    def _direct(self, held: LevelRef, host: LevelRef, day: date) -> LevelFinding:
        between = [
            cell
            for cell in (*self._from.get(held, ()), *self._to.get(held, ()))
            if host.framework in (cell.origin.framework, cell.reference_framework)
        ]
        if any(cell.status is StatusOfUse.NO_AGREEMENT and cell.standing(day) for cell in between):
            empty = tuple(cell for cell in between if cell.status is StatusOfUse.NO_AGREEMENT)
            return LevelFinding(Comparison.NO_AGREEMENT, "bilateral", empty)
        there = [
            (target, cell, forward)
            for target, cell, forward in self.steps(held, day)
            if target.framework == host.framework
        ]
        if there:
            return LevelFinding(
                self._place([target for target, _, _ in there], [host]),
                "bilateral",
                tuple(cell for _, cell, _ in there),
                official=all(
                    forward and cell.relation is Relation.SAME_LEVEL for _, cell, forward in there
                ),
            )
        pilots = tuple(c for c in between if c.status is StatusOfUse.NOT_FOR_RECOGNITION)
        return LevelFinding(Comparison.NOT_ENDORSED, "bilateral", pilots) if pilots else NOTHING

    def _regional(self, held: LevelRef, host: LevelRef, day: date) -> LevelFinding:
        ours, theirs = self._by_regional(held, day), self._by_regional(host, day)
        for framework in sorted(ours.keys() & theirs.keys()):
            cells = (*ours[framework], *theirs[framework])
            return LevelFinding(
                self._place(
                    [cell.target for cell in ours[framework] if cell.target],
                    [cell.target for cell in theirs[framework] if cell.target],
                ),
                "regional",
                cells,
                official=all(cell.relation is Relation.SAME_LEVEL for cell in cells),
            )
        return NOTHING

    def _by_regional(self, level: LevelRef, day: date) -> dict[str, list[LevelReferencing]]:
        found: dict[str, list[LevelReferencing]] = defaultdict(list)
        for cell in self._from.get(level, ()):
            known = self.frameworks.get(cell.reference_framework)
            if cell.counts(day) and known and known.regional:
                found[cell.reference_framework].append(cell)
        return found

    def _chain(self, held: LevelRef, host: LevelRef, day: date) -> LevelFinding:
        """One national framework in between; each way must give a single level."""
        for between, first, _ in self.steps(held, day):
            known = self.frameworks.get(between.framework)
            if known is None or known.regional:
                continue
            onward = self._regional(between, host, day)
            if onward.path:
                vague = onward.comparison is Comparison.SAME and self._shared(onward, host, day)
                comparison = Comparison.OVERLAP if vague else onward.comparison
                return LevelFinding(comparison, "chain", (first, *onward.path))
        return NOTHING

    def _shared(self, found: LevelFinding, host: LevelRef, day: date) -> bool:
        """Whether another level of the host's framework stands at the same regional level: then a
        chain cannot tell which of the two is meant."""
        regional = {cell.target for cell in found.path if cell.origin == host and cell.target}
        return any(
            cell.origin.framework == host.framework and cell.origin != host and cell.counts(day)
            for level in regional
            for cell in self._to.get(level, ())
        )
