"""The gate of shapes: it finds what is wrong, and it finds out when it looked at nothing."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, Namespace

from registry.errors import Unreadable
from registry.linked.namespaces import BASE, MOB
from registry.linked.shapes import SHAPES, ShapeProblem, check, read_expected
from registry.linked.store import as_graph, parse_folder
from registry.paths import ONTOLOGY

VOCAB, ID = Namespace(MOB), Namespace(BASE)


@pytest.fixture(scope="module")
def whole() -> Graph:
    return as_graph(parse_folder(ONTOLOGY))


def test_the_real_ontology_keeps_its_shapes(whole: Graph) -> None:
    started = time.monotonic()
    report = check(whole)
    assert report.problems == ()
    assert report.conforms
    assert report.focus_nodes["LevelReferencingShape"] >= 646
    assert time.monotonic() - started < 60


def test_an_empty_graph_does_not_pass() -> None:
    report = check(Graph())
    assert not report.conforms
    assert {problem.shape for problem in report.problems} >= {"SkillShape", "RegulationShape"}


def test_a_graph_whose_classes_were_lost_does_not_pass(whole: Graph) -> None:
    """As when JSON-LD is read with a context that lacks the classes: nothing left to find."""
    vacuous = Graph()
    for triple in whole:
        if triple[1] != RDF.type:
            vacuous.add(triple)
    report = check(vacuous)
    assert not report.conforms
    assert all(problem.record == "" for problem in report.problems)
    assert ShapeProblem(
        "", "SkillShape", f"It met 0 nodes; at least {_expected('SkillShape')} were expected."
    ) in report.problems  # fmt: skip


def _expected(shape: str) -> int:
    return read_expected(SHAPES / "expected.yaml")[shape]


@pytest.fixture
def changed(whole: Graph) -> Graph:
    copy = Graph()
    copy += whole
    return copy


def _said(graph: Graph) -> set[tuple[str, str]]:
    return {(problem.record, problem.sentence) for problem in check(graph).problems}


def test_a_level_without_a_confidence_is_found(changed: Graph) -> None:
    changed.remove((ID["level/deu-dqr-4"], VOCAB.confidence, None))
    assert _said(changed) == {
        ("level/deu-dqr-4", "confidence: The confidence is high, medium or low.")
    }


def test_a_fault_in_a_claim_is_told_under_its_qualification(changed: Graph) -> None:
    qualification = ID["qualification/deu-pflegefachperson"]
    claim = next(
        each
        for each in changed.objects(qualification, VOCAB.claim)
        if (each, RDF.type, VOCAB.LevelClaim) in changed
    )
    changed.remove((claim, VOCAB.framework, None))
    changed.add((claim, VOCAB.framework, ID["framework/atlantis"]))
    assert _said(changed) == {
        (
            "qualification/deu-pflegefachperson",
            "framework framework/atlantis: The framework is on the register.",
        )
    }


def test_a_value_outside_a_closed_list_is_found(changed: Graph) -> None:
    cell = ID["referencing/deu-dqr-4-to-eqf-4"]
    changed.set((cell, VOCAB.statusOfUse, Literal("official")))
    assert _said(changed) == {
        (
            "referencing/deu-dqr-4-to-eqf-4",
            "statusOfUse 'official': One status of use of the closed list.",
        )
    }


def test_an_empty_cell_must_say_that_it_is_empty(changed: Graph) -> None:
    cell = ID["referencing/deu-dqr-4-to-eqf-4"]
    changed.remove((cell, VOCAB.targetLevel, None))
    ((record, sentence),) = _said(changed)
    assert record == "referencing/deu-dqr-4-to-eqf-4"
    assert sentence.endswith("A cell without a level has the relation no-match.")


def test_every_shape_says_how_many_nodes_it_must_meet(tmp_path: Path, whole: Graph) -> None:
    folder = tmp_path / "shapes"
    shutil.copytree(SHAPES, folder)
    written = (folder / "expected.yaml").read_text()
    (folder / "expected.yaml").write_text(written.replace("SkillShape: ", "SkilShape: "))
    said = {(problem.shape, problem.sentence) for problem in check(whole, folder=folder).problems}
    assert said == {
        ("SkillShape", "expected.yaml does not say how many nodes it must meet."),
        ("SkilShape", "expected.yaml names a shape that does not exist."),
    }


@pytest.mark.parametrize("written", ["- SkillShape", "SkillShape: many", "SkillShape: true"])
def test_expected_numbers_are_whole_numbers(tmp_path: Path, written: str) -> None:
    (tmp_path / "expected.yaml").write_text(written)
    with pytest.raises(Unreadable):
        read_expected(tmp_path / "expected.yaml")
