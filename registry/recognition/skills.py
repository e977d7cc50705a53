"""Skills in a hierarchy, and how far what is held covers what is asked.

A narrower skill covers a broader one; a sibling is *related* and never counted as covered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log

from registry.values.language import Labels


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill or a group of skills; ``broader`` are its parents."""

    id: str
    labels: Labels
    broader: frozenset[str] = frozenset()
    transversal: bool = False
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the target's essential skills stand; each list is in the order of the skill ids."""

    covered: tuple[str, ...]
    related: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many were asked."""
        return len(self.covered) + len(self.related) + len(self.missing)


def rarity(profiles: Sequence[frozenset[str]]) -> Mapping[str, float]:
    """How much a skill tells an occupation apart: the logarithm of all profiles over those with it.

    A skill that every occupation asks weighs nothing.
    """
    asked = Counter(skill for profile in profiles for skill in profile)
    return {skill: log(len(profiles) / count) for skill, count in asked.items()}


class Skills:
    """The skills scheme with every skill's ancestors worked out once."""

    def __init__(self, skills: Iterable[Skill]) -> None:
        self.by_id: Mapping[str, Skill] = {skill.id: skill for skill in skills}

    @cached_property
    def ancestors(self) -> Mapping[str, frozenset[str]]:
        """Each skill with itself and everything above it; a cycle simply closes on itself."""
        return {skill: self._above(skill) for skill in self.by_id}

    def _above(self, start: str) -> frozenset[str]:
        seen: set[str] = set()
        waiting = [start]
        while waiting:
            skill = waiting.pop()
            if skill not in seen:
                seen.add(skill)
                waiting.extend(self.by_id[skill].broader if skill in self.by_id else ())
        return frozenset(seen)

    @cached_property
    def _groups(self) -> Mapping[str, frozenset[str]]:
        """Each skill's direct parents, without the tops, which everything of a trade shares."""
        tops = {skill.id for skill in self.by_id.values() if not skill.broader}
        return {
            skill.id: frozenset(each for each in skill.broader if each in self.by_id) - tops
            for skill in self.by_id.values()
        }

    def cover(self, held: frozenset[str], asked: frozenset[str]) -> Coverage:
        """Sort ``asked`` into covered, related (a sibling is held) and missing."""
        return self._cover(held, asked)

    @cached_property
    def _cover(self) -> Callable[[frozenset[str], frozenset[str]], Coverage]:
        return lru_cache(maxsize=4096)(self._covering)

    def _covering(self, held: frozenset[str], asked: frozenset[str]) -> Coverage:
        reached = frozenset[str]().union(*(self.ancestors.get(s, frozenset({s})) for s in held))
        none = frozenset[str]()
        parents = none.union(*(self._groups.get(skill, none) for skill in held))
        covered, related, missing = [], [], []
        for skill in sorted(asked):
            if skill in reached:
                covered.append(skill)
            elif self._groups.get(skill, none) & parents:
                related.append(skill)
            else:
                missing.append(skill)
        return Coverage(tuple(covered), tuple(related), tuple(missing))
