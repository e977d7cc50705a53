"""Qualifications frameworks, their levels, and the dated records that relate them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from registry.linked.nodes import Node, Nodes, Ref
from registry.recognition.levels import (
    Framework,
    FrameworkLevel,
    LevelReferencing,
    Levels,
    Relation,
    StatusOfUse,
)
from registry.recognition.qualification import LevelRef
from registry.values.countries import is_party


def read_levels(nodes: Nodes) -> Levels:
    """All frameworks and referencings; a referencing must name levels that are there."""
    placed = _Placed()
    frameworks = [_framework(node, placed) for node in nodes.all("mob:Framework")]
    referencings = [
        each for node in nodes.all("mob:LevelReferencing") for each in _referencing(node, placed)
    ]
    return Levels(frameworks, referencings)


class _Placed:
    """Which framework has which level node under which code."""

    def __init__(self) -> None:
        self.levels: dict[str, LevelRef] = {}

    def note(self, node: Node, framework: str, code: str) -> None:
        """A level belongs to one framework."""
        if node.key in self.levels:
            node.wrong(f"The level belongs to {self.levels[node.key].framework} and {framework}.")
        self.levels[node.key] = LevelRef(framework, code)

    def level(self, node: Node, ref: Ref, name: str) -> LevelRef | None:
        """The level that a referencing names; a fault if no framework has it."""
        found = self.levels.get(ref)
        if found is None:
            node.wrong(f"{name} names {node.follow(ref).record}, which no framework has.")
        return found


def _framework(node: Node, placed: _Placed) -> Framework:
    territory = node.text("mob:territory")
    if territory and not is_party(territory):
        node.wrong(f"mob:territory is {territory!r}; write a country or unit such as PHL, GB-SCT.")
    node.sources()
    levels = [
        node.follow(ref)
        for ref in node.refs("mob:hasLevel")
        if node.known(ref, "mob:hasLevel", "mob:FrameworkLevel")
    ]
    for level in levels:
        placed.note(level, node.id, level.text("mob:levelCode"))
    _distinct(node, levels)
    labels = node.labels("rdfs:label")
    return Framework(
        id=node.id,
        code=node.text("mob:code", required=True),
        name=labels.get("en", ""),
        territory=territory,
        levels=tuple(_level(level, node) for level in sorted(levels, key=_position)),
        labels=labels,
    )


def _position(level: Node) -> int:
    position = level.number("mob:position")
    if position is None:
        level.wrong("mob:position is missing: levels are numbered from the lowest, which is 1.")
    return position or 0


def _distinct(node: Node, levels: list[Node]) -> None:
    for name in ("mob:position", "mob:levelCode"):
        values = [level.text(name) for level in levels]
        twice = sorted({value for value in values if values.count(value) > 1})
        if twice:
            node.wrong(f"Two levels have the same {name}: {', '.join(twice)}.")


def _level(node: Node, framework: Node) -> FrameworkLevel:
    typical = [_Typical.read(each) for each in node.children("mob:typicalQualification")]
    return FrameworkLevel(
        code=node.text("mob:levelCode", required=True),
        label=node.text("rdfs:label", required=True),
        typical=tuple(each.said for each in typical),
        isced="/".join(sorted({each.isced for each in typical if each.isced})),
        source=node.source(framework.record),
    )


@dataclass(frozen=True, slots=True)
class _Typical:
    """A qualification that people usually have at a level."""

    said: str
    isced: str

    @classmethod
    def read(cls, node: Node) -> _Typical:
        said = node.text("rdfs:label", required=True)
        unverified = "" if node.confidence().counts else " (unverified)"
        return cls(said + unverified, node.text("mob:isced2011"))


def _referencing(node: Node, placed: _Placed) -> Iterator[LevelReferencing]:
    """The cells of one record: one, or one for each level where a cell names a range."""
    targets = node.refs("mob:targetLevel")
    for number, target in enumerate(targets or [None], 1):
        cell = _cell(node, node.id if number == 1 else f"{node.id}-{number}", target, placed)
        if cell is not None:
            yield cell


def _cell(node: Node, name: str, target: Ref | None, placed: _Placed) -> LevelReferencing | None:
    origin, framework = node.ref("mob:sourceLevel"), node.ref("mob:referenceFramework")
    relation = node.choice("mob:relation", Relation)
    status = node.choice("mob:statusOfUse", StatusOfUse)
    if origin is None or framework is None:
        node.wrong("A referencing needs mob:sourceLevel and mob:referenceFramework.")
        return None
    node.known(framework, "mob:referenceFramework", "mob:Framework")
    reached = placed.level(node, target, "mob:targetLevel") if target else None
    if reached and reached.framework != node.follow(framework).id:
        node.wrong(f"mob:targetLevel is a level of {reached.framework}, another framework.")
    held = placed.level(node, origin, "mob:sourceLevel")
    if held is None or relation is None or status is None:
        return None
    return LevelReferencing(
        id=name,
        origin=held,
        reference_framework=node.follow(framework).id,
        target=reached,
        relation=relation,
        status=status,
        said=node.text("mob:statusText"),
        source=node.source(f"referencing/{name}"),
        first=node.day("mob:validFrom"),
        last=node.day("mob:validUntil"),
    )
