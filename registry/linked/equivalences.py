"""Published equivalences: from triples to records, and back to Turtle that a person can review."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Store

from registry.linked.instruments import read_conditions
from registry.linked.namespaces import BASE, GRAPH
from registry.linked.nodes import TYPE, Node, Nodes, Problems
from registry.linked.qualifications import read_qualifications
from registry.recognition.equivalences import TURNS_ON, Equivalence, Pairs, Status
from registry.recognition.provisions import Condition, ConditionKind, Effect
from registry.recognition.qualification import Qualification
from registry.values.cells import cell_fault
from registry.values.countries import is_party

KIND = "mob:PublishedEquivalence"
_HEAD = """\
@base <https://mobility-registry.example/id/> .
@prefix mob: <https://mobility-registry.example/vocab#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


# Reading -----------------------------------------------------------------------------------


def read_equivalences(
    nodes: Nodes, qualifications: Mapping[str, Qualification]
) -> tuple[Equivalence, ...]:
    """All equivalences in the order of their ids; the two sides must be on the register."""
    told: list[Equivalence] = []
    pairs = Pairs()
    laws = {each.id for each in nodes.all("mob:RecognitionProvision")}
    for node in nodes.all(KIND):
        equivalence = _equivalence(node, qualifications)
        if equivalence is None:
            continue
        for other in pairs.against(equivalence):
            node.wrong(f"It contradicts equivalence/{other.id}: keep one, or end one.")
        if equivalence.id in laws:
            node.wrong("A provision has the same id; choose another one.")
        pairs.add(equivalence)
        told.append(equivalence)
    return tuple(told)


def _equivalence(node: Node, qualifications: Mapping[str, Qualification]) -> Equivalence | None:
    held = _side(node, "mob:heldQualification", qualifications)
    host = _side(node, "mob:hostQualification", qualifications)
    effect, status = node.choice("mob:effect", Effect), node.choice("mob:equivalenceStatus", Status)
    if held is None or host is None or effect is None or status is None:
        return None
    if held.country == host.country:
        node.wrong("Both sides are of the same country: between countries only.")
    found = Equivalence(
        id=node.id,
        held=held.id,
        host=host.id,
        effect=effect,
        status=status,
        basis=node.text("mob:legalBasis", required=True),
        source=node.source(),
        article=node.text("mob:article"),
        conditions=tuple(read_conditions(node)),
        first=node.day("mob:validFrom", required=status is Status.PUBLISHED),
        last=node.day("mob:validUntil"),
        contested_by=node.texts("mob:contestedBy"),
        note=node.text("mob:note"),
        license=node.text("dct:license"),
    )
    for fault in _faults(found):
        node.wrong(fault)
    return found


def _side(
    node: Node, name: str, qualifications: Mapping[str, Qualification]
) -> Qualification | None:
    ref = node.ref(name)
    if ref is None:
        node.wrong(f"{name} must name a qualification.")
        return None
    if not node.known(ref, name, "mob:Qualification"):
        return None
    return qualifications[node.follow(ref).id]


def _faults(each: Equivalence) -> Iterator[str]:
    if bool(each.contested_by) is not (each.status is Status.CONTESTED):
        yield "The status is contested exactly where mob:contestedBy names who contests it."
    if each.first and each.last and each.last < each.first:
        yield "It ends before it begins."
    for code in each.contested_by:
        if not is_party(code):
            yield f"{code!r} is no country."
    for condition in each.conditions:
        if condition.kind not in TURNS_ON:
            yield f"An equivalence cannot turn on {condition.kind.value}."
        if "|" in condition.text:
            yield "The words of a condition hold a |, which parts conditions in a table."
    texts = (each.basis, each.article, each.note, each.license, each.source.text)
    for text in (*texts, each.source.as_of, *(one.text for one in each.conditions)):
        if fault := cell_fault(text):
            yield f"{text[:40]!r} {fault}."


def stored_equivalences(store: Store) -> tuple[Equivalence, ...]:
    """The equivalences of a store, without what is wrong with it."""
    nodes = Nodes(store, Problems())
    return read_equivalences(nodes, read_qualifications(nodes))


def place_of(key: str, store: Store, folder: Path) -> str:
    """The file and the line where a record is told."""
    subject = NamedNode(f"{BASE}equivalence/{key}")
    for quad in store.quads_for_pattern(subject, NamedNode(TYPE), None):
        name = str(quad.graph_name).strip("<>").removeprefix(GRAPH)
        lines = (folder / name).read_text(encoding="utf-8").splitlines()
        told = (i for i, line in enumerate(lines, 1) if f"equivalence/{key}>" in line)
        return f"{name}, line {next(told, 1)}"
    return f"equivalence/{key}"


# Writing -----------------------------------------------------------------------------------


def to_turtle(equivalences: Iterable[Equivalence]) -> str:
    """The records as a Turtle file, always the same for the same records."""
    records = (_record(each) for each in sorted(equivalences, key=lambda each: each.id))
    return "\n".join([_HEAD, *records])


def _record(each: Equivalence) -> str:
    lines = [
        f"mob:heldQualification <qualification/{each.held}>",
        f"mob:hostQualification <qualification/{each.host}>",
        f"mob:effect <effect/{each.effect}>",
        f"mob:equivalenceStatus {_text(each.status)}",
        f"mob:legalBasis {_text(each.basis)}",
        *_told("mob:article", each.article),
        *(f"mob:condition {_condition(i, one)}" for i, one in enumerate(each.conditions, 1)),
        *_day("mob:validFrom", each.first),
        *_day("mob:validUntil", each.last),
        *(f"mob:contestedBy {_text(code)}" for code in each.contested_by),
        *_told("mob:note", each.note),
        *_told("dct:license", each.license),
        f"dct:source {_text(each.source.text)}",
        f"mob:confidence {_text(each.source.confidence)}",
        *(f"{line}^^xsd:date" for line in _told("mob:asOf", each.source.as_of)),
    ]
    return f"<equivalence/{each.id}> a {KIND} ;\n    " + " ;\n    ".join(lines) + " .\n"


def _condition(position: int, condition: Condition) -> str:
    parts = [
        "a mob:Condition",
        f"mob:position {position}",
        f"mob:conditionKind {_text(condition.kind)}",
        *([f"mob:months {condition.months}"] if condition.kind is ConditionKind.PRACTICE else []),
        *_told("mob:missingTerms", condition.text),
    ]
    return f"[ {' ; '.join(parts)} ]"


def _told(name: str, text: str) -> list[str]:
    return [f"{name} {_text(text)}"] if text else []


def _day(name: str, day: date | None) -> list[str]:
    return [f'{name} "{day.isoformat()}"^^xsd:date'] if day else []


def _text(text: str) -> str:
    return str(Literal(str(text)))
