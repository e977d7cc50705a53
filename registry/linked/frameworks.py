"""Qualifications frameworks, their levels, and the dated records that relate them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

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
    told = [
        (node, each)
        for node in nodes.all("mob:LevelReferencing")
        for each in _referencing(node, placed)
    ]
    levels = Levels(frameworks, [each for _, each in told])
    _tell_contradictions(told, levels)
    return levels


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
    first, last = node.day("mob:validFrom"), node.day("mob:validUntil")
    if first and last and last < first:
        node.wrong("It ends before it begins.")
    return LevelReferencing(
        id=name,
        origin=held,
        reference_framework=node.follow(framework).id,
        target=reached,
        relation=relation,
        status=status,
        said=node.text("mob:statusText"),
        source=node.source(f"referencing/{name}"),
        first=first,
        last=last,
    )


# Contradictions ----------------------------------------------------------------------------

_Told = tuple[Node, LevelReferencing]


def _tell_contradictions(told: Sequence[_Told], levels: Levels) -> None:
    """Two records may not set one level at two, nor a higher level below a lower one, where both
    would count on the same days; a record of low confidence is shown and never counted."""
    tables: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    for node, cell in told:
        if cell.counts(cell.first or date.min) and cell.relation is Relation.SAME_LEVEL:
            tables[cell.origin.framework, cell.reference_framework].append((node, cell))
    for table in tables.values():
        for (node, one), (other, another) in combinations(table, 2):
            if node.key != other.key and _at_once(one, another) and _against(one, another, levels):
                other.wrong(
                    f"It sets {_said(another)}, and {node.record} sets {_said(one)} on the same "
                    "days. End one of them, or give the one that is unsure the confidence low."
                )


def _at_once(one: LevelReferencing, other: LevelReferencing) -> bool:
    later = max(one.first or date.min, other.first or date.min)
    return later <= min(one.last or date.max, other.last or date.max)


def _against(one: LevelReferencing, other: LevelReferencing, levels: Levels) -> bool:
    if one.target is None or other.target is None:
        return False
    ours = levels.place(one.origin) - levels.place(other.origin)
    theirs = levels.place(one.target) - levels.place(other.target)
    return bool(theirs) if ours == 0 else ours * theirs < 0


def _said(cell: LevelReferencing) -> str:
    target = cell.target.code if cell.target else "nothing"
    return f"level {cell.origin.code} at {cell.reference_framework} {target}"
