"""An old verdict derived again: the same from its own release, told where not from another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from registry.actions.derive_again import derive_again
from registry.actions.issue_statement import make_information, verify
from registry.actions.open_register import Register, open_register
from registry.actions.release import make_release
from registry.errors import NotOnRegister
from registry.paths import ONTOLOGY
from registry.schemas.question import load_question
from registry.settings import Settings
from registry.statements.statement import Statement
from registry.storage.migrations import upgrade
from tests.databases import Files, Server

ASKED = {"held": {"qualification": "phl-bsn-nursing"}, "destination": "DEU"}


@pytest.fixture(scope="module")
def home(
    settings: Settings, tmp_path_factory: pytest.TempPathFactory, databases: Files | Server
) -> Iterator[Settings]:
    """A register of its own, without agreements: they are no part of a verdict."""
    folder = tmp_path_factory.mktemp("derived")
    url = databases.new(folder)
    yield replace(settings, home=folder, database_url=url)
    databases.done(url)


@pytest.fixture(scope="module")
def kept(home: Settings) -> Statement:
    """A paper made with the release that ships."""
    make_release(home.home)
    register = open_register(home)
    upgrade(register.engine)
    issued = make_information(load_question(ASKED, today=date(2026, 11, 24)), register)
    found = verify(issued.statement.serial, issued.code, register)
    register.engine.dispose()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def later(
    home: Settings, kept: Statement, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Register]:
    """The register after a release with another decision table and another regulation."""
    assert kept
    ontology = tmp_path_factory.mktemp("later") / "ontology"
    shutil.copytree(ONTOLOGY, ontology)
    german = ontology / "authorities" / "deu.ttl"
    german.write_text(german.read_text().replace("German B2 before", "German C1 before"))
    table = ontology / "parameters" / "decision-table.yaml"
    text = table.read_text()
    version = next(line for line in text.splitlines() if line.startswith("version:"))
    table.write_text(text.replace(version, "version: of-a-ministry"))
    make_release(home.home, ontology)
    register = open_register(home)
    yield register
    register.engine.dispose()


def test_a_verdict_is_derived_again_from_the_release_it_names(
    kept: Statement, later: Register
) -> None:
    assert later.knowledge.table.version == "of-a-ministry"
    derived = derive_again(kept, later)
    assert derived.differences == ()
    assert derived.derived_by["table"] == kept.document["answer"]["versions"]["table"]


def test_a_paper_that_says_something_else_is_found_out(kept: Statement, later: Register) -> None:
    document = {**kept.document, "answer": {**kept.document["answer"], "outcome": "comparable"}}
    assert derive_again(replace(kept, document=document), later).differences == ("/outcome",)


def test_a_later_release_gives_another_answer(kept: Statement, later: Register) -> None:
    """So the first test does not pass merely because both releases say the same."""
    now = derive_again(
        replace(kept, document={**kept.document, "answer": _of(kept, later.knowledge.version)}),
        later,
    )
    assert "/professional_right/language" in now.differences


def _of(kept: Statement, release: str) -> dict[str, object]:
    answer: dict[str, object] = dict(kept.document["answer"])
    return {**answer, "versions": {**kept.document["answer"]["versions"], "data": release}}


@pytest.mark.parametrize("name", ["0123456789abcdef", "../../etc", ""])
def test_a_release_that_is_not_kept_is_named(kept: Statement, later: Register, name: str) -> None:
    with pytest.raises(NotOnRegister, match="not kept here"):
        derive_again(replace(kept, document={**kept.document, "answer": _of(kept, name)}), later)


def test_the_files_of_a_release_lie_in_its_snapshot(home: Settings, later: Register) -> None:
    beside = home.home / "ontology" / later.knowledge.version / "beside"
    names = {path.relative_to(beside).as_posix() for path in beside.rglob("*") if path.is_file()}
    assert {"parameters/decision-table.yaml", "standards/fees.yaml"} < names
    assert any(name.startswith("memberships/") for name in names)
    assert Path(beside, "parameters/decision-table.yaml").read_text().count("of-a-ministry") == 1
