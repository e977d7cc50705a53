"""Skills in a hierarchy, and how far what is held covers what is asked.

A narrower skill covers a broader one; one that is only similar is *related* and never counted as
covered. Similar is what Lin measured, with what a skill tells taken from the hierarchy itself: the
fewer skills stand below it, the more it tells.
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


# Two skills are related from this similarity on (policy parameter).
RELATED_SHARE = 0.6


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
    def _below(self) -> Mapping[str, tuple[str, ...]]:
        """Each skill with itself and everything below it."""
        found: dict[str, list[str]] = {}
        for skill, above in self.ancestors.items():
            for each in above:
                found.setdefault(each, []).append(skill)
        return {skill: tuple(below) for skill, below in found.items()}

    def _tells(self, skill: str) -> float:
        """Intrinsic information content (Seco, Veale and Hayes 2004): 1 for a skill with nothing
        below it, 0 for one that has everything below it."""
        below, all_of_them = len(self._below.get(skill, (skill,))), len(self.by_id)
        return 1 - log(below) / log(all_of_them) if all_of_them > 1 else 0.0

    def similarity(self, one: str, other: str) -> float:
        """Lin 1998: what the most telling common ancestor tells, against what both tell."""
        both = self.ancestors.get(one, frozenset()) & self.ancestors.get(other, frozenset())
        together = self._tells(one) + self._tells(other)
        shared = max(map(self._tells, both), default=0.0)
        return 2 * shared / together if together else 0.0

    @cached_property
    def _alike(self) -> Callable[[str], frozenset[str]]:
        return lru_cache(maxsize=None)(self._similar)

    def _similar(self, skill: str) -> frozenset[str]:
        """All skills that are similar to one, itself included.

        Only those below an ancestor that tells enough by itself need to be looked at.
        """
        least = RELATED_SHARE * self._tells(skill) / (2 - RELATED_SHARE)
        telling = [each for each in self.ancestors.get(skill, ()) if self._tells(each) >= least]
        near = {each for ancestor in telling for each in self._below[ancestor]}
        return frozenset(each for each in near if self.similarity(skill, each) >= RELATED_SHARE)

    def groups(self, skills: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
        """Skills by the first of their parents that is a group of the scheme, in the order of ids;
        those without one stand under themselves."""
        found: dict[str, list[str]] = {}
        for skill in sorted(skills):
            parents = sorted(self.by_id[skill].broader) if skill in self.by_id else []
            group = next((each for each in parents if each in self.by_id), skill)
            found.setdefault(group, []).append(skill)
        return {group: tuple(found[group]) for group in sorted(found)}

    def cover(self, held: frozenset[str], asked: frozenset[str]) -> Coverage:
        """Sort ``asked`` into covered, related (a similar one is held) and missing."""
        return self._cover(held, asked)

    @cached_property
    def _cover(self) -> Callable[[frozenset[str], frozenset[str]], Coverage]:
        return lru_cache(maxsize=4096)(self._covering)

    def _covering(self, held: frozenset[str], asked: frozenset[str]) -> Coverage:
        reached = frozenset[str]().union(*(self.ancestors.get(s, frozenset({s})) for s in held))
        covered, related, missing = [], [], []
        for skill in sorted(asked):
            if skill in reached:
                covered.append(skill)
            elif self._alike(skill) & held:
                related.append(skill)
            else:
                missing.append(skill)
        return Coverage(tuple(covered), tuple(related), tuple(missing))
