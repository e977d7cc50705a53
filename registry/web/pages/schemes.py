"""Names of what agreements are coded with (sectors, objectives), read from the ontology once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from registry.paths import ONTOLOGY
from registry.values.language import Labels

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_BASE = "https://mobility-registry.example/id/"


@dataclass(frozen=True, slots=True)
class Schemes:
    """Labels by slug."""

    sectors: Mapping[str, Labels]
    objectives: Mapping[str, Labels]


def read_schemes() -> Schemes:
    """The sector scheme and the objectives of the Global Compact."""
    return Schemes(_labels("sectors"), _by_number(_labels("gcm-objectives")))


def _labels(scheme: str) -> dict[str, dict[str, str]]:
    path = ONTOLOGY / "schemes" / f"{scheme}.ttl"
    if not path.is_file():
        return {}
    found: dict[str, dict[str, str]] = {}
    for quad in parse(path=str(path), format=RdfFormat.TURTLE, base_iri=_BASE):
        _take(quad, found)
    return found


def _take(quad: Quad, found: dict[str, dict[str, str]]) -> None:
    node, label = quad.subject, quad.object
    if (
        isinstance(node, NamedNode)
        and isinstance(label, Literal)
        and quad.predicate.value == f"{_SKOS}prefLabel"
        and not node.value.startswith(f"{_BASE}scheme/")
    ):
        slug = node.value.rpartition("/")[2]
        found.setdefault(slug, {})[label.language or "en"] = label.value


def _by_number(labels: Mapping[str, Labels]) -> dict[str, Labels]:
    return {slug.rpartition("-")[2]: each for slug, each in labels.items()}
