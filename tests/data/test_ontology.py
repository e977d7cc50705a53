"""The ontology as it lies in the folder: vocabulary, questions, and every row of its tables."""

from __future__ import annotations

import ast
import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from rdflib import OWL, RDF, RDFS, Graph

from registry.linked.namespaces import BASE, MOB, SKOS, short
from registry.linked.sparql import query
from registry.linked.store import as_graph, parse_folder, turtle_files
from registry.paths import ONTOLOGY, PACKAGE
from registry.recognition.findings import Criterion
from registry.recognition.knowledge import Knowledge
from registry.recognition.levels import Comparison
from registry.recognition.provisions import Effect
from registry.recognition.table import Outcome

QUESTIONS = sorted((ONTOLOGY / "questions").glob("*.rq"))
RULES = [
    *sorted((PACKAGE / "recognition" / "rules").glob("*.py")),
    PACKAGE / "recognition" / "conditions.py",
]


@pytest.fixture(scope="module")
def ontology() -> Store:
    return parse_folder(ONTOLOGY)


@pytest.fixture(scope="module")
def graph(ontology: Store) -> Graph:
    return as_graph(ontology)


# Competency questions ----------------------------------------------------------------------


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_the_ontology_answers_the_question(path: Path, ontology: Store) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# "), "a question begins with its words"
    answer = query(ontology, text, timeout=10)
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    if "truth" in expected:
        assert answer.truth is expected["truth"]
        return
    rows = [[short(row[name]["value"]) for name in answer.variables] for row in answer.rows]
    assert {"variables": list(answer.variables), "rows": rows} == expected


def test_there_are_enough_questions_and_each_has_its_answer() -> None:
    assert len(QUESTIONS) >= 10
    answers = {path.stem for path in (ONTOLOGY / "questions").glob("*.json")}
    assert answers == {path.stem for path in QUESTIONS}


# Vocabulary --------------------------------------------------------------------------------


def test_every_term_of_ours_is_declared_with_names_in_both_languages(graph: Graph) -> None:
    declared = {str(term) for term in graph.subjects(RDFS.isDefinedBy, None)}
    used = {str(p) for p in graph.predicates(unique=True)}
    used |= {str(kind) for kind in graph.objects(None, RDF.type)}
    assert {term for term in used if term.startswith(MOB)} - declared == set()
    for term in graph.subjects(RDFS.isDefinedBy, None):
        languages = sorted(str(label.language) for label in graph.objects(term, RDFS.label))
        assert languages == ["ar", "en"], term


def test_shapes_speak_only_of_terms_that_are_declared(graph: Graph) -> None:
    text = "".join(path.read_text("utf-8") for path in (ONTOLOGY / "shapes").glob("*.ttl"))
    named = {MOB + name for name in re.findall(r"\bmob:(\w+)", text)}
    assert named - {str(term) for term in graph.subjects(RDFS.isDefinedBy, None)} == set()


def test_the_json_context_knows_every_term(graph: Graph) -> None:
    """A context that lacks a term loses its statements silently when JSON-LD is read."""
    written = json.loads((ONTOLOGY / "context" / "mobility.jsonld").read_text(encoding="utf-8"))
    context = written["@context"]
    for term in graph.subjects(RDFS.isDefinedBy, None):
        name = str(term).removeprefix(MOB)
        meant = context[name]["@id"] if isinstance(context[name], dict) else context[name]
        assert meant == f"mob:{name}"
        points = isinstance(context[name], dict) and context[name].get("@type") == "@id"
        assert points == ((term, RDF.type, OWL.ObjectProperty) in graph), name


def test_json_with_the_context_reads_as_the_same_statements() -> None:
    context = json.loads((ONTOLOGY / "context" / "mobility.jsonld").read_text(encoding="utf-8"))
    document = {
        **context,
        "id": "qualification/x",
        "type": "Qualification",
        "prefLabel": {"en": ["X"], "ar": ["س"]},
        "preparesFor": "occupation/isco-2221",
        "claim": {"type": "DurationClaim", "months": 36, "source": "s", "confidence": "high"},
    }
    read = list(parse(json.dumps(document), format=RdfFormat.JSON_LD))
    assert len(read) == 9
    assert {quad.predicate.value.startswith("http") for quad in read} == {True}


# Closed lists ------------------------------------------------------------------------------


def _notations(graph: Graph, kind: str) -> set[str]:
    found = graph.query(f"SELECT ?n {{ ?c a <{MOB}{kind}> ; <{SKOS}notation> ?n }}")
    return {str(row[0]) for row in found if not isinstance(row, bool)}


def test_outcomes_and_effects_are_those_of_the_rules(graph: Graph) -> None:
    assert _notations(graph, "Outcome") == {outcome.value for outcome in Outcome}
    of_tables = {"not-for-recognition", "no-agreement"}
    assert _notations(graph, "Effect") == {effect.value for effect in Effect} | of_tables


def test_every_reason_that_a_rule_gives_has_its_words(graph: Graph, knowledge: Knowledge) -> None:
    given = {code for path in RULES for code in _reasons(ast.parse(path.read_text("utf-8")))}
    given |= {comparison.value for comparison in Comparison}
    given |= {f"presumption-{each.slug}" for each in knowledge.conventions}
    assert len(given) > 60
    assert given - _notations(graph, "Reason") == set()


def _reasons(tree: ast.AST) -> Iterator[str]:
    """The texts that stand where a reason is given: in found(), Checked() and _r0(), and in
    names that hold one."""
    places = {"found": 3, "Checked": 1, "_r0": 1, "_r2": 1}
    constants = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and "reason" in ast.unparse(node.targets[0]):
            yield from _texts(node.value, constants)
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        place = places.get(node.func.id)
        if place is not None and len(node.args) > place:
            yield from _texts(node.args[place], constants)


def _texts(node: ast.expr, constants: dict[str, ast.expr]) -> Iterator[str]:
    codes = {*Criterion, ""}
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in codes:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, constants)
        yield from _texts(node.orelse, constants)
    elif isinstance(node, ast.Tuple):
        for each in node.elts:
            yield from _texts(each, constants)
    elif isinstance(node, ast.Name) and isinstance(constants.get(node.id), ast.Constant):
        yield from _texts(constants[node.id], {})


def test_every_membership_that_a_provision_turns_on_has_members(knowledge: Knowledge) -> None:
    """A regime misspelt would bind nobody, silently."""
    known = {spell.regime for spell in knowledge.memberships.all}
    named = {
        regime
        for provision in knowledge.provisions
        for group in provision.territory.groups
        for regime in group.regimes
    }
    assert named - known == set()


def test_the_files_read_well() -> None:
    for path in turtle_files(ONTOLOGY):
        text = path.read_text(encoding="utf-8")
        assert text.endswith("\n"), path
        assert "\t" not in text, path
        assert "\n\n\n" not in text, path


# Every row of the tables -------------------------------------------------------------------


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "qualifications" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _count(ontology: Store, folder: str, pattern: str) -> Counter[str]:
    """How many nodes match a pattern in each file of a folder, by file name."""
    text = f"SELECT ?g ?s {{ GRAPH ?g {{ {pattern} }} FILTER CONTAINS(STR(?g), '/{folder}/') }}"
    prefixes = {"mob": MOB, "id": BASE}
    found: Any = ontology.query(text, prefixes=prefixes)
    return Counter(row["g"].value.rpartition("/")[2].removesuffix(".ttl") for row in found)


@pytest.mark.shared_data
def test_every_referencing_of_the_table_is_there(shared_data: Path, ontology: Store) -> None:
    rows = _rows(shared_data, "nqf-referencing.csv")
    expected = Counter(row["country_code"].lower() or "regional" for row in rows)
    assert len(rows) == 646
    assert _count(ontology, "frameworks", "?s a mob:LevelReferencing") >= expected


@pytest.mark.shared_data
def test_every_typical_qualification_of_the_table_is_there(
    shared_data: Path, ontology: Store
) -> None:
    rows = _rows(shared_data, "home-frameworks.csv")
    expected = Counter(row["country"].lower() for row in rows)
    assert len(rows) == 470
    assert _count(ontology, "frameworks", "?s a mob:TypicalQualification") >= expected


@pytest.mark.shared_data
def test_every_party_of_the_table_is_there(shared_data: Path, ontology: Store) -> None:
    rows = _rows(shared_data, "recognition-conventions.csv")
    expected = {(row["instrument"].lower(), row["country"], row["status"]) for row in rows}
    text = """SELECT ?convention ?country ?standing {
        ?convention mob:party ?party . ?party mob:country ?country ; mob:standing ?standing }"""
    found = {
        tuple(short(row[name]["value"]).removeprefix("convention/") for name in row)
        for row in query(ontology, text, timeout=10).rows
    }
    assert len(expected) == len(rows) == 192
    assert found >= expected


@pytest.mark.shared_data
def test_every_provision_of_the_table_is_there(shared_data: Path, ontology: Store) -> None:
    rows = _rows(shared_data, "profession-recognition-regimes.csv")
    expected = Counter(row["regime_id"].lower() for row in rows)
    assert len(rows) == 70
    assert _count(ontology, "provisions", "?s a mob:RecognitionProvision") >= expected


@pytest.mark.shared_data
def test_every_annex_entry_of_the_table_is_there(shared_data: Path, ontology: Store) -> None:
    rows = _rows(shared_data, "directive-annex-v-nursing.csv")
    found = _count(ontology, "instruments", "?s a mob:AnnexListing")
    assert found["annex-v-nursing"] >= len(rows) > 30


@pytest.mark.shared_data
def test_every_authority_of_the_table_is_there(shared_data: Path, ontology: Store) -> None:
    rows = _rows(shared_data, "competent-authorities.csv")
    expected = Counter(row["country"].lower() for row in rows)
    assert len(rows) == 461
    assert _count(ontology, "authorities", "?s a mob:Regulation") >= expected


def test_a_file_names_the_graph_that_holds_it(ontology: Store) -> None:
    names = {
        graph.value.rpartition("/graph/")[2]
        for graph in ontology.named_graphs()
        if isinstance(graph, NamedNode)
    }
    assert names == {path.relative_to(ONTOLOGY).as_posix() for path in turtle_files(ONTOLOGY)}
