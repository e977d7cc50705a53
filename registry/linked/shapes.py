"""The gate: every record is held against its shape, and a shape that met no record is a fault.

SHACL conforms vacuously when nothing is of the class that a shape looks for (a class misspelt, a
file not read), so the least number of nodes that each shape must meet is part of the gate.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml
from pyshacl import validate
from rdflib import RDF, RDFS, SH, BNode, Graph, Literal
from rdflib.term import Node

from registry.errors import Unreadable
from registry.linked.namespaces import short
from registry.paths import ONTOLOGY

SHAPES = ONTOLOGY / "shapes"
_EXPECTED = "expected.yaml"


@dataclass(frozen=True, slots=True, order=True)
class ShapeProblem:
    """One record that breaks a shape; ``record`` is empty where a shape met too few nodes."""

    record: str
    shape: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ShapesReport:
    """Whether all is well; ``focus_nodes`` counts the nodes that each shape looked at."""

    conforms: bool
    problems: tuple[ShapeProblem, ...]
    focus_nodes: Mapping[str, int]


def check(graph: Graph, *, folder: Path = SHAPES) -> ShapesReport:
    """Hold a graph against the shapes of a folder and the counts that go with them."""
    shapes = read_shapes(folder)
    counts = dict(sorted(_focus_nodes(graph, shapes)))
    with _quiet():
        problems = {*_broken(graph, shapes), *_too_few(counts, read_expected(folder / _EXPECTED))}
    return ShapesReport(not problems, tuple(sorted(problems)), counts)


@contextmanager
def _quiet() -> Iterator[None]:
    """rdflib logs a trace for each value that is not of its datatype; the shapes tell of them."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def read_shapes(folder: Path) -> Graph:
    """All shapes of a folder."""
    shapes = Graph()
    for path in sorted(folder.glob("*.ttl")):
        shapes.parse(path, format="turtle")
    return shapes


def read_expected(path: Path) -> dict[str, int]:
    """The least number of nodes that each shape must meet."""
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(told, dict) or not all(type(count) is int for count in told.values()):
        raise Unreadable(
            f"{path.name} is not a list of shapes with whole numbers.",
            hint="Write one line for each shape, as SkillShape: 150.",
        )
    return {str(shape): count for shape, count in told.items()}


def _name(shape: Node) -> str:
    return str(shape).rpartition("#")[2]


# Counting ----------------------------------------------------------------------------------


def _focus_nodes(graph: Graph, shapes: Graph) -> Iterator[tuple[str, int]]:
    for shape in shapes.subjects(RDF.type, SH.NodeShape, unique=True):
        found: set[Node] = set()
        for target in shapes.objects(shape, SH.targetClass):
            for kind in graph.transitive_subjects(RDFS.subClassOf, target):
                found.update(graph.subjects(RDF.type, kind))
        yield _name(shape), len(found)


def _too_few(counts: Mapping[str, int], expected: Mapping[str, int]) -> Iterator[ShapeProblem]:
    for shape in sorted(counts.keys() | expected.keys()):
        if shape not in expected:
            yield ShapeProblem("", shape, f"{_EXPECTED} does not say how many nodes it must meet.")
        elif shape not in counts:
            yield ShapeProblem("", shape, f"{_EXPECTED} names a shape that does not exist.")
        elif counts[shape] < expected[shape]:
            met, least = counts[shape], expected[shape]
            yield ShapeProblem("", shape, f"It met {met} nodes; at least {least} were expected.")


# Validating --------------------------------------------------------------------------------


def _broken(graph: Graph, shapes: Graph) -> Iterator[ShapeProblem]:
    conforms, report, _ = validate(
        graph, shacl_graph=shapes, inplace=True, meta_shacl=False, advanced=False
    )
    if conforms:
        return
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = report.value(result, SH.focusNode)
        source = report.value(result, SH.sourceShape)
        yield ShapeProblem(_record(graph, focus), _owner(shapes, source), _sentence(report, result))


def _sentence(report: Graph, result: Node) -> str:
    """The shape's own message, and the value or property that it is about."""
    message = str(report.value(result, SH.resultMessage) or "It breaks a shape.")
    path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
    about = _name(path) if path is not None and not isinstance(path, BNode) else ""
    if isinstance(value, Literal):
        about += f" {str(value)!r}"
    elif value is not None and not isinstance(value, BNode):
        about += f" {short(str(value))}"
    return f"{about.strip()}: {message}" if about.strip() else message


def _record(graph: Graph, node: Node | None) -> str:
    """The named record that a blank node is part of."""
    seen: set[Node] = set()
    while isinstance(node, BNode) and node not in seen:
        seen.add(node)
        node = next(graph.subjects(None, node), None)
    return short(str(node)) if node is not None else ""


def _owner(shapes: Graph, shape: Node | None) -> str:
    """The named shape that a property shape is part of."""
    seen: set[Node] = set()
    while isinstance(shape, BNode) and shape not in seen:
        seen.add(shape)
        shape = next(shapes.subjects(None, shape), None)
    return _name(shape) if shape is not None else ""
