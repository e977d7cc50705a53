"""Check the data as it lies in the folders: corpus, ontology, shapes, decision table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from registry.actions.decision_table import OWN_TABLE, new_table
from registry.actions.register import read_corpus
from registry.errors import InvalidDocument
from registry.linked.loading import load_knowledge
from registry.linked.nodes import Nodes
from registry.linked.nodes import Problems as Faults
from registry.linked.shapes import check
from registry.linked.store import as_graph, parse_folder
from registry.paths import AGREEMENTS, ONTOLOGY
from registry.recognition.table import NO_TABLE
from registry.storage.corpus import read_fees, read_memberships

Problems = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class DataReport:
    """One check: what was counted, and what is wrong by record."""

    name: str
    counted: str
    problems: Problems = field(default_factory=dict)


def check_all(table: Path | None) -> Iterator[DataReport]:
    """Every check of the data; ``table`` is a decision table in place of the product's."""
    yield _tried("agreements", _agreements)
    yield _tried("fees", lambda: f"{len(read_fees(AGREEMENTS))} rules")
    yield _tried("decision table", lambda: _table(table or OWN_TABLE))
    yield _tried("ontology", _knowledge)
    yield _shapes()


def _tried(name: str, look: Callable[[], str]) -> DataReport:
    try:
        return DataReport(name, look())
    except InvalidDocument as error:
        return DataReport(name, error.sentence, error.problems or {name: [error.sentence]})


def _agreements() -> str:
    return f"{len(read_corpus(AGREEMENTS))} documents"


def _table(file: Path) -> str:
    table = new_table(file)
    return f"version {table.version}, {len(table.rows)} rows"


def _knowledge() -> str:
    memberships = read_memberships(AGREEMENTS)
    known = load_knowledge(parse_folder(ONTOLOGY), memberships, NO_TABLE, "unreleased")
    return (
        f"{len(known.qualifications)} qualifications, {len(known.skills.by_id)} skills, "
        f"{len(known.levels.referencings)} referencings, {len(known.regulations)} authorities, "
        f"{len(known.provisions)} provisions, {len(known.equivalences)} equivalences"
    )


def _shapes() -> DataReport:
    store = parse_folder(ONTOLOGY)
    report, nodes = check(as_graph(store)), Nodes(store, Faults())
    problems: dict[str, list[str]] = {}
    for each in report.problems:
        place = nodes.place(each.record) if each.record else each.shape
        problems.setdefault(place, []).append(each.sentence)
    met = sum(report.focus_nodes.values())
    return DataReport("shapes", f"{len(report.focus_nodes)} shapes met {met} nodes", problems)
