"""Snapshots of the ontology: named by content, swapped whole, never half there."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import Store

from registry.errors import InvalidDocument, Unavailable, Unreadable
from registry.linked.store import (
    as_graph,
    build_snapshot,
    content_hash,
    current_snapshot,
    open_snapshot,
    parse_folder,
)
from registry.paths import ONTOLOGY, PACKAGE
from tests.linked.turtle import GOOD, SKILLS, write


def _files(folder: Path) -> dict[str, tuple[int, int]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mtime_ns, path.stat().st_size)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_syntax_error_names_the_file_and_the_line(tmp_path: Path) -> None:
    write(tmp_path / "schemes", '<skill/a> a mob:Skill ;\n    mob:confidence "high .\n', "bad.ttl")
    with pytest.raises(Unreadable) as caught:
        parse_folder(tmp_path)
    assert caught.value.sentence.startswith("schemes/bad.ttl, line 8: this is not Turtle.")


def test_each_file_has_a_graph_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, SKILLS, "one.ttl")
    write(tmp_path / "deep", GOOD, "two.ttl")
    graphs = {
        graph.value.rpartition("/graph/")[2] for graph in parse_folder(tmp_path).named_graphs()
    }
    assert graphs == {"one.ttl", "deep/two.ttl"}


def test_shapes_and_questions_are_not_knowledge(tmp_path: Path) -> None:
    write(tmp_path / "shapes", SKILLS)
    assert len(parse_folder(tmp_path)) == 0


def test_the_graph_for_rdflib_has_every_statement_once(tmp_path: Path) -> None:
    write(tmp_path, SKILLS, "one.ttl")
    store = parse_folder(tmp_path)
    assert len(as_graph(store)) == len(store)


def test_the_name_follows_from_what_the_files_say(tmp_path: Path) -> None:
    one, other = write(tmp_path / "one", GOOD), write(tmp_path / "other", GOOD)
    assert content_hash(one, {}) == content_hash(other, {})
    (other / "all.ttl").rename(other / "renamed.ttl")
    assert content_hash(one, {}) != content_hash(other, {})


def test_a_snapshot_can_be_read_again(tmp_path: Path) -> None:
    made = build_snapshot(write(tmp_path / "ontology", GOOD), tmp_path / "home", {})
    snapshot, store = open_snapshot(tmp_path / "home")
    assert snapshot == made
    assert len(store) == len(parse_folder(tmp_path / "ontology"))


def test_building_the_same_twice_changes_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "ontology", GOOD)
    build_snapshot(folder, tmp_path / "home", {})
    before = _files(tmp_path / "home")
    build_snapshot(folder, tmp_path / "home", {})
    assert _files(tmp_path / "home") == before


def test_a_changed_file_gives_a_new_snapshot_and_keeps_the_old_one(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = build_snapshot(write(tmp_path / "ontology", SKILLS), home, {})
    old = first.open()
    second = build_snapshot(write(tmp_path / "ontology", GOOD), home, {})
    assert current_snapshot(home) == second
    assert second.hash != first.hash
    assert len(old) == len(first.open()) < len(second.open())


def test_a_snapshot_cannot_be_written_to(tmp_path: Path) -> None:
    build_snapshot(write(tmp_path / "ontology", SKILLS), tmp_path / "home", {})
    _, store = open_snapshot(tmp_path / "home")
    with pytest.raises(RuntimeError, match="read-write"):
        store.add(next(iter(store)))


def test_faulty_records_never_come_into_use(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = build_snapshot(write(tmp_path / "ontology", GOOD), home, {})
    faulty = GOOD.replace(
        'mob:levelCode "2" ;\n        dct:source', 'mob:levelCode "9" ;\n dct:source'
    )
    with pytest.raises(InvalidDocument):
        build_snapshot(write(tmp_path / "ontology", faulty), home, {})
    assert current_snapshot(home) == first


def test_without_a_snapshot_the_way_out_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        open_snapshot(tmp_path)
    assert "registry ontology load" in caught.value.hint


def test_a_broken_snapshot_is_told(tmp_path: Path) -> None:
    made = build_snapshot(write(tmp_path / "ontology", SKILLS), tmp_path / "home", {})
    (made.path / "CURRENT").unlink()
    with pytest.raises(Unavailable, match="cannot be opened"):
        open_snapshot(tmp_path / "home")


def _cut(path: Path) -> None:
    os.truncate(next(path.glob("*.sst")), 10)


def _take_away(path: Path) -> None:
    next(path.glob("*.sst")).unlink()


def _without_current(path: Path) -> None:
    (path / "CURRENT").unlink()


def _empty(path: Path) -> None:
    for each in path.iterdir():
        each.unlink()


@pytest.mark.parametrize("damage", [_cut, _take_away, _without_current, _empty])
def test_a_damaged_snapshot_is_told_and_made_anew_by_the_next_load(
    tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    folder, home = write(tmp_path / "ontology", SKILLS), tmp_path / "home"
    damage(build_snapshot(folder, home, {}).path)
    with pytest.raises(Unavailable, match="cannot be opened"):
        open_snapshot(home)
    build_snapshot(folder, home, {})
    assert len(open_snapshot(home)[1]) == len(parse_folder(folder))
    assert list((home / "ontology").glob(".building-*")) == []


@pytest.mark.parametrize("pointer", [b"", b"\xff\xfe", b"../..", b"/etc", b"0123456789abcdef"])
def test_a_pointer_to_nothing_is_told_and_mended(tmp_path: Path, pointer: bytes) -> None:
    folder, home = write(tmp_path / "ontology", SKILLS), tmp_path / "home"
    made = build_snapshot(folder, home, {})
    (home / "ontology" / "current").write_bytes(pointer)
    with pytest.raises(Unavailable, match="No ontology has been loaded"):
        current_snapshot(home)
    assert build_snapshot(folder, home, {}) == current_snapshot(home) == made


def test_what_others_put_beside_the_snapshots_stays(tmp_path: Path) -> None:
    for name in (".building-mine", ".building-x-y"):
        (tmp_path / "home" / "ontology" / name).mkdir(parents=True)
    build_snapshot(write(tmp_path / "ontology", SKILLS), tmp_path / "home", {})
    assert (tmp_path / "home" / "ontology" / ".building-mine").is_dir()


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "ontology").write_text("no folder")
    with pytest.raises(Unavailable, match="cannot be written"):
        build_snapshot(ONTOLOGY, tmp_path, {})
    with pytest.raises(Unavailable, match="No ontology"):
        current_snapshot(tmp_path)


def test_a_folder_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tests may run as root, who may read everything: the refusal is the system's own words."""
    build_snapshot(write(tmp_path / "ontology", SKILLS), tmp_path / "home", {})

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(Unavailable, match="cannot be read: Permission denied"):
        current_snapshot(tmp_path / "home")


def test_a_home_is_made_for_the_eyes_of_its_owner(tmp_path: Path) -> None:
    build_snapshot(write(tmp_path / "ontology", SKILLS), tmp_path / "home", {})
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_written_to_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(Unavailable, match="cannot be written"):
        build_snapshot(tmp_path, tmp_path / "home", {})


def test_the_remains_of_a_dead_builder_are_cleared(tmp_path: Path) -> None:
    home = tmp_path / "home"
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                          capture_output=True, text=True, check=True).stdout.strip()  # fmt: skip
    remains = home / "ontology" / f".building-{dead}-abc"
    remains.mkdir(parents=True)
    (home / "ontology" / f".building-{dead}-current").write_text("abc")
    alive = home / "ontology" / f".building-{os.getppid()}-def"
    alive.mkdir()
    build_snapshot(write(tmp_path / "ontology", SKILLS), home, {})
    assert sorted(path.name for path in (home / "ontology").glob(".building-*")) == [alive.name]


def test_a_builder_killed_midway_leaves_the_old_snapshot(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", write(tmp_path / "ontology", SKILLS)
    first = build_snapshot(folder, home, {})
    write(folder, GOOD)
    slow = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from registry.linked import store\n"
        "write = store._write\n"
        "def stuck(memory, path):\n"
        "    write(memory, path)\n"
        "    print('half', flush=True)\n"
        "    time.sleep(60)\n"
        "store._write = stuck\n"
        "store.build_snapshot(Path(sys.argv[1]), Path(sys.argv[2]), {})\n"
    )
    builder = subprocess.Popen(
        [sys.executable, "-c", slow, str(folder), str(home)],
        cwd=PACKAGE.parent,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert builder.stdout is not None
    assert builder.stdout.readline() == "half\n"
    builder.send_signal(signal.SIGKILL)
    builder.communicate()
    assert current_snapshot(home) == first
    assert len(open_snapshot(home)[1]) == len(first.open())
    assert build_snapshot(folder, home, {}) != first
    assert list((home / "ontology").glob(".building-*")) == []


def test_two_processes_read_one_snapshot_at_once(tmp_path: Path) -> None:
    made = build_snapshot(write(tmp_path / "ontology", SKILLS), tmp_path / "home", {})
    here = made.open()
    count = "import sys; from pyoxigraph import Store; print(len(Store.read_only(sys.argv[1])))"
    there = subprocess.run(
        [sys.executable, "-c", count, str(made.path)], capture_output=True, text=True, check=True
    )
    assert int(there.stdout) == len(here)


def test_the_whole_ontology_becomes_a_snapshot_in_seconds(tmp_path: Path) -> None:
    started = time.monotonic()
    made = build_snapshot(ONTOLOGY, tmp_path, {})
    assert time.monotonic() - started < 10
    assert isinstance(made.open(), Store)
