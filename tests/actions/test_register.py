"""Taking a corpus over and giving it back: whole or not at all, and twice is once."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select, update

from registry.actions.register import (
    LoadReport,
    corpus_is_loaded,
    export_corpus,
    load_corpus,
    read_corpus,
)
from registry.errors import InvalidDocument
from registry.paths import AGREEMENTS
from registry.storage import agreements
from registry.storage.engine import open_engine, writing
from registry.storage.migrations import upgrade
from registry.storage.tables import AgreementRow, JournalRow

_FEW = ("reg-ecowas-1979", "reg-ecowas-1986", "tw-phl", "npl-are-2007", "npl-are-2019")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Five real agreements, with the memberships they lean on."""
    folder = tmp_path / "corpus"
    shutil.copytree(AGREEMENTS / "memberships", folder / "memberships")
    for slug in _FEW:
        (path,) = AGREEMENTS.rglob(f"{slug}.yaml")
        place = folder / path.relative_to(AGREEMENTS)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, place)
    return folder


@pytest.fixture
def engine(database_url: str):
    opened = open_engine(database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


def _state(engine) -> str:
    with engine.connect() as connection:
        return agreements.state(connection)


def _edit(corpus: Path, slug: str, old: str, new: str) -> None:
    (path,) = corpus.rglob(f"{slug}.yaml")
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_loading_takes_everything_over_and_loading_again_changes_nothing(corpus, engine):
    assert not corpus_is_loaded(corpus, engine)
    first = load_corpus(corpus, engine)
    assert set(first.added) == set(_FEW)
    before = _state(engine)
    again = load_corpus(corpus, engine)
    assert again == LoadReport(unchanged=5)
    assert str(again) == "0 added, 0 changed, 5 unchanged."
    assert _state(engine) == before
    assert corpus_is_loaded(corpus, engine)


def test_a_changed_file_is_a_new_version_and_everything_is_in_the_journal(corpus, engine):
    load_corpus(corpus, engine)
    _edit(corpus, "tw-phl", "joint committee", "joint board")
    assert not corpus_is_loaded(corpus, engine)
    report = load_corpus(corpus, engine)
    assert report.changed == ("tw-phl",)
    assert report.unchanged == 4
    with engine.connect() as connection:
        assert agreements.get(connection, "tw-phl").version == 2
        entries = connection.execute(select(JournalRow.what, JournalRow.subject)).all()
    assert len(entries) == 6
    assert tuple(entries[-1]) == ("agreement changed", "tw-phl")


def test_a_file_that_is_only_written_differently_is_unchanged(corpus, engine):
    load_corpus(corpus, engine)
    _edit(corpus, "tw-phl", "parties_complete: true", "parties_complete: true   # all of them")
    assert load_corpus(corpus, engine) == LoadReport(unchanged=5)


def test_what_is_derived_in_another_way_is_indexed_anew_without_a_new_version(corpus, engine):
    load_corpus(corpus, engine)
    before = _state(engine)
    with writing(engine) as connection:
        connection.execute(update(AgreementRow).values(prepared="by an older release"))
    assert load_corpus(corpus, engine) == LoadReport(unchanged=5)
    assert _state(engine) == before
    with engine.connect() as connection:
        assert agreements.get(connection, "tw-phl").version == 1


def test_what_is_no_longer_in_the_corpus_stays_on_the_register(corpus, engine):
    load_corpus(corpus, engine)
    next(corpus.rglob("npl-are-2007.yaml")).unlink()
    report = load_corpus(corpus, engine)
    assert report.unchanged == 4
    with engine.connect() as connection:
        assert agreements.count(connection) == 5


def test_what_an_earlier_release_prepared_is_done_anew_wherever_it_came_from(corpus, engine):
    load_corpus(corpus, engine)
    next(corpus.rglob("npl-are-2007.yaml")).unlink()
    with writing(engine) as connection:
        connection.execute(update(AgreementRow).values(words="", prepared="by an older release"))
        agreements.set_fact(connection, "prepared", "1")
    assert load_corpus(corpus, engine) == LoadReport(unchanged=4)
    with engine.connect() as connection:
        words = connection.scalars(select(AgreementRow.words)).all()
        assert len(words) == 5 and all(words)
        assert agreements.get(connection, "npl-are-2007").version == 1


def test_problems_of_all_files_are_told_together_and_nothing_is_taken_over(corpus, engine):
    _edit(corpus, "tw-phl", "sectors: [nursing]", "sectors: [magic]")
    _edit(corpus, "npl-are-2007", "date: 2007-07-03", "date: 2007-02-30")
    _edit(corpus, "reg-ecowas-1986", "to: reg-ecowas-1979", "to: nobody")
    _edit(corpus, "reg-ecowas-1979", "confidence: high", "confidence: high\nconfidence: low")
    with pytest.raises(InvalidDocument) as refused:
        load_corpus(corpus, engine)
    problems = refused.value.problems
    assert set(problems) >= {
        "bilateral/deu-phl/tw-phl.yaml#/coverage/sectors/0",
        "bilateral/are-npl/npl-are-2007.yaml#/actions/0/date",
        "regional/ecowas/reg-ecowas-1986.yaml#/relations/0/to",
        "regional/ecowas/reg-ecowas-1979.yaml",
    }
    assert "line" in problems["regional/ecowas/reg-ecowas-1979.yaml"][0]
    assert _state(engine) == "empty"


def test_a_file_is_named_after_its_id_and_an_id_stands_in_one_file(corpus):
    path = next(corpus.rglob("tw-phl.yaml"))
    shutil.copy(path, path.with_name("tw-other.yaml"))
    (corpus / "plurilateral").mkdir()
    shutil.copy(path, corpus / "plurilateral" / "tw-phl.yaml")
    with pytest.raises(InvalidDocument) as refused:
        read_corpus(corpus)
    said = " ".join(sentence for each in refused.value.problems.values() for sentence in each)
    assert "tw-other.yaml" in said
    assert "Another file" in said


def test_a_relation_may_lead_to_what_is_already_on_the_register(corpus, engine):
    load_corpus(corpus, engine)
    next(corpus.rglob("npl-are-2007.yaml")).unlink()
    assert load_corpus(corpus, engine).unchanged == 4
    with pytest.raises(InvalidDocument):
        read_corpus(corpus)


def test_progress_is_told_for_every_agreement(corpus, engine):
    told = []
    load_corpus(corpus, engine, progress=lambda done, of: told.append((done, of)))
    assert told == [(done, 5) for done in range(1, 6)]


_KILLED = """
import os, signal, sys
from pathlib import Path
from registry.actions.register import load_corpus
from registry.storage.engine import open_engine, writing

def progress(done, of):
    if done == 3:
        os.kill(os.getpid(), signal.SIGKILL)

load_corpus(Path(sys.argv[1]), open_engine(sys.argv[2]), progress=progress)
"""


def test_being_killed_midway_leaves_the_register_as_it_was(corpus, engine, database_url):
    load_corpus(corpus, engine)
    before = _state(engine)
    for slug in _FEW:
        _edit(corpus, slug, "parties_complete: true", "parties_complete: false")
    command = [sys.executable, "-c", _KILLED, str(corpus), database_url]
    killed = subprocess.run(command, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert _state(engine) == before
    assert not corpus_is_loaded(corpus, engine)
    with engine.connect() as connection:
        assert {agreements.get(connection, slug).version for slug in _FEW} == {1}
        assert agreements.get(connection, "tw-phl").agreement.parties_complete
    assert len(load_corpus(corpus, engine).changed) == 5


_LOADS = """
import sys
from pathlib import Path
from registry.actions.register import load_corpus
from registry.storage.engine import open_engine

print(load_corpus(Path(sys.argv[1]), open_engine(sys.argv[2])))
"""


def test_two_loads_at_once_take_turns(corpus, engine, database_url):
    command = [sys.executable, "-c", _LOADS, str(corpus), database_url]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = sorted(process.communicate(timeout=60)[0] for process in running)
    unchanged = "0 added, 0 changed, 5 unchanged.\n"
    assert said == [unchanged, unchanged, "5 added, 0 changed, 0 unchanged.\n"]
    with engine.connect() as connection:
        assert len(connection.scalars(select(JournalRow.what)).all()) == 5


def test_export_gives_the_files_of_the_corpus_back_byte_for_byte(engine, tmp_path):
    load_corpus(AGREEMENTS, engine)
    out = tmp_path / "out"
    assert export_corpus(engine, out) == len(read_corpus(AGREEMENTS))
    for path in out.rglob("*.yaml"):
        assert path.read_bytes() == (AGREEMENTS / path.relative_to(out)).read_bytes(), path
