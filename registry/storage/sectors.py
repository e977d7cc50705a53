"""The scheme of sectors, read from its Turtle file: slugs, labels, hierarchy, ISCO groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph

from registry.errors import Unreadable
from registry.paths import ONTOLOGY
from registry.values.language import Labels

SECTORS_FILE = ONTOLOGY / "schemes" / "sectors.ttl"
_BASE = "https://mobility-registry.example/id/sector/"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_ISCO = "https://mobility-registry.example/vocab#iscoGroup"
_ONLY = "https://mobility-registry.example/vocab#onlyIsco"


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector of work, or a group of workers that agreements name like one."""

    slug: str
    labels: Labels
    alternatives: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    isco: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    """ISCO-08 groups outside of which the sector names no work; empty where that is open."""


@dataclass(frozen=True, slots=True)
class Sectors:
    """All sectors by slug."""

    by_slug: Mapping[str, Sector]

    def __contains__(self, slug: object) -> bool:
        return slug in self.by_slug

    def upwards(self, slug: str) -> tuple[str, ...]:
        """The sector itself and all that are broader."""
        found: dict[str, None] = {}
        waiting = [slug]
        while waiting:
            each = waiting.pop(0)
            if each in self.by_slug and each not in found:
                found[each] = None
                waiting.extend(self.by_slug[each].broader)
        return tuple(found)

    def may_cover(self, slugs: Iterable[str], isco: str) -> bool:
        """Whether an agreement on these sectors may cover an occupation: all but what surely is
        for other work."""
        limits = [self.by_slug[slug].only if slug in self else () for slug in slugs]
        return not all(limits) or not limits or isco.startswith(tuple(sum(limits, ())))

    def names(self, slug: str) -> tuple[str, ...]:
        """Every name of a sector, for search."""
        sector = self.by_slug.get(slug)
        return (*sector.labels.values(), *sector.alternatives) if sector else (slug,)

    def by_name(self) -> dict[str, str]:
        """Slugs by every English spelling in use."""
        return {
            name.casefold(): sector.slug
            for sector in self.by_slug.values()
            for name in (sector.labels["en"], *sector.alternatives)
        }


def shipped_sectors() -> Sectors:
    """The sectors that ship with the product."""
    return read_sectors(SECTORS_FILE)


@cache
def read_sectors(path: Path) -> Sectors:
    """The sectors of a Turtle file."""
    said: dict[str, dict[str, list[pyoxigraph.Literal | str]]] = {}
    for slug, predicate, value in _statements(path):
        said.setdefault(slug, {}).setdefault(predicate, []).append(value)
    return Sectors({slug: _sector(slug, facts) for slug, facts in sorted(said.items())})


def _statements(path: Path) -> Iterator[tuple[str, str, pyoxigraph.Literal | str]]:
    try:
        for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE):
            if not isinstance(quad.subject, pyoxigraph.NamedNode):
                continue
            if not quad.subject.value.startswith(_BASE):
                continue
            slug = quad.subject.value.removeprefix(_BASE)
            if isinstance(quad.object, pyoxigraph.Literal):
                yield slug, quad.predicate.value, quad.object
            elif isinstance(quad.object, pyoxigraph.NamedNode):
                yield slug, quad.predicate.value, quad.object.value.removeprefix(_BASE)
    except (SyntaxError, OSError) as error:
        raise Unreadable(f"{path.name} cannot be read: {error}") from error


def _sector(slug: str, facts: Mapping[str, list[pyoxigraph.Literal | str]]) -> Sector:
    preferred = [v for v in facts.get(f"{_SKOS}prefLabel", ()) if not isinstance(v, str)]
    other = [v for v in facts.get(f"{_SKOS}altLabel", ()) if not isinstance(v, str)]
    return Sector(
        slug,
        {label.language or "en": label.value for label in preferred},
        tuple(label.value for label in other),
        tuple(v for v in facts.get(f"{_SKOS}broader", ()) if isinstance(v, str)),
        _words(facts.get(_ISCO, ())),
        _words(facts.get(_ONLY, ())),
    )


def _words(values: Iterable[pyoxigraph.Literal | str]) -> tuple[str, ...]:
    return tuple(each.value for each in values if not isinstance(each, str))
