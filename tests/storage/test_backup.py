"""Backups: one file, complete, for the eyes of its owner, put back as it was or not at all."""

from __future__ import annotations

import json
import os
import stat
import threading
import zipfile
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import delete, insert, make_url, text

from registry.errors import Conflict, NotOnRegister, Unavailable, Unreadable
from registry.storage import backup
from registry.storage.engine import writing
from registry.storage.migrations import configuration, is_current, upgrade
from registry.storage.tables import AgreementRow, FactRow, JournalRow
from tests.storage.test_copying import fill, held, opened, whole


@pytest.fixture
def engine(database_url: str):
    with opened(database_url) as made:
        fill(made)
        yield made


@pytest.fixture
def path(tmp_path: Path, engine, database_url: str) -> Path:
    """A backup of the filled register."""
    assert is_current(engine)
    made = tmp_path / "kept" / "register.zip"
    made.parent.mkdir()
    backup.back_up(database_url, made)
    return made


_FAILING = 'echo "SELECT 1;"\necho "ERROR: out of luck" >&2\nexit 1'


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Puts a script in the place of a program."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", os.pathsep.join([str(folder), os.environ["PATH"]]))

    def put(name: str, script: str) -> None:
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)

    return put


def spoil(engine) -> None:
    with writing(engine) as connection:
        connection.execute(delete(AgreementRow))
        connection.execute(insert(FactRow).values(name="spoiled", value=""))


def test_a_backup_is_put_back_over_what_was_spoiled(engine, path, database_url):
    before = whole(engine)
    spoil(engine)
    manifest = backup.restore(database_url, path, force=True)
    assert whole(engine) == before
    assert held(engine) == manifest.tables
    assert is_current(engine)


def test_a_backup_is_put_into_an_empty_database(engine, path, other_database_url):
    backup.restore(other_database_url, path)
    with opened(other_database_url) as other:
        assert whole(other) == whole(engine)


def test_what_is_put_back_goes_on(path, other_database_url):
    backup.restore(other_database_url, path)
    with opened(other_database_url) as other, writing(other) as connection:
        connection.execute(insert(JournalRow).values(what="after", subject="", digest=""))


def test_a_backup_is_one_file_for_its_owner_and_leaves_nothing_beside_it(path):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_backup_says_what_it_holds_and_its_parts_can_be_used_without_us(engine, path, tmp_path):
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        names = set(archive.namelist()) - {"manifest.json"}
        archive.extractall(tmp_path / "plain")
    assert manifest["database"] == engine.dialect.name
    assert {each["table"]: each["rows"] for each in manifest["tables"]}["statement"] == 1
    if engine.dialect.name == "sqlite":
        assert names == {"registry.sqlite"}
        with opened(f"sqlite:///{tmp_path / 'plain' / 'registry.sqlite'}") as plain:
            assert whole(plain) == whole(engine)
    else:
        assert names == {"registry.dump"}
        assert (tmp_path / "plain" / "registry.dump").read_bytes().startswith(b"PGDMP")


def test_nothing_is_written_over_unless_it_is_meant(engine, path, database_url):
    before = path.read_bytes()
    with pytest.raises(Conflict, match="there already"):
        backup.back_up(database_url, path)
    assert path.read_bytes() == before
    with writing(engine) as connection:
        connection.execute(insert(FactRow).values(name="newer", value=""))
    with pytest.raises(Conflict, match="not empty"):
        backup.restore(database_url, path)
    assert "newer" in str(whole(engine)["fact"])
    backup.back_up(database_url, path, force=True)
    backup.restore(database_url, path, force=True)
    assert "newer" in str(whole(engine)["fact"])


def test_a_backup_is_of_one_moment_while_others_write(engine, database_url, tmp_path):
    """Each writer adds two rows that belong together; a backup never holds one of them."""
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            with writing(engine) as connection:
                for half in ("left", "right"):
                    row = {"what": half, "subject": str(number), "digest": ""}
                    connection.execute(insert(JournalRow).values(row))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backup.back_up(database_url, tmp_path / "busy.zip")
    finally:
        stop.set()
        writer.join(30)
    backup.restore(database_url, tmp_path / "busy.zip", force=True)
    with engine.connect() as connection:
        counted = text("SELECT count(*) FROM journal WHERE what = :half")
        left, right = (connection.scalar(counted, {"half": half}) for half in ("left", "right"))
    assert left == right


def test_a_site_that_runs_sees_what_was_put_back(engine, path, database_url):
    spoil(engine)
    with engine.connect() as reader:
        assert reader.scalar(text("SELECT count(*) FROM agreement")) == 0
        reader.rollback()
        backup.restore(database_url, path, force=True)
        assert reader.scalar(text("SELECT count(*) FROM agreement")) == 5


def _inside(path: Path) -> int:
    """A place in the middle of the largest part; heads of parts hold what nobody reads."""
    with zipfile.ZipFile(path) as whole_file:
        largest = max(whole_file.infolist(), key=lambda part: part.compress_size)
    head = 30 + len(largest.filename)
    return largest.header_offset + head + largest.compress_size // 2


@pytest.mark.parametrize("harm", ["cut", "changed", "empty", "letter"])
def test_a_damaged_file_is_told_before_anything_is_touched(engine, path, database_url, harm):
    before = whole(engine)
    content = path.read_bytes()
    middle = _inside(path)
    path.write_bytes(
        {
            "cut": content[:-200],
            "changed": content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
            "empty": b"",
            "letter": b"Dear registrar, " * 100,
        }[harm]
    )
    with pytest.raises(Unreadable, match="damaged"):
        backup.restore(database_url, path, force=True)
    assert whole(engine) == before


def rewritten(path: Path, **changes: object) -> Path:
    """The backup with another manifest."""
    other = path.with_name("other.zip")
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(other, "w") as made:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "manifest.json":
                content = json.dumps({**json.loads(content), **changes}).encode()
            made.writestr(name, content)
    return other


def test_a_backup_of_a_later_release_or_of_something_else_is_told(engine, path, database_url):
    before = whole(engine)
    with pytest.raises(Unavailable, match="not known here"):
        backup.restore(database_url, rewritten(path, structure="0999"), force=True)
    with pytest.raises(Unreadable, match="no backup"):
        backup.restore(database_url, rewritten(path, tables=[{"rows": 1}]), force=True)
    with pytest.raises(Unreadable, match="no backup"):
        backup.restore(database_url, rewritten(path, database="oracle"), force=True)
    assert whole(engine) == before


def test_contents_that_are_not_those_of_the_manifest_are_told(path, database_url):
    tables = json.loads(zipfile.ZipFile(path).read("manifest.json"))["tables"]
    tables[-1]["sha256"] = "0" * 64
    with pytest.raises(Conflict, match="Not the same"):
        backup.restore(database_url, rewritten(path, tables=tables), force=True)


def test_a_backup_of_the_other_database_is_told_with_the_way(engine, path, database_url, tmp_path):
    if engine.dialect.name == "sqlite":
        other = rewritten(path, database="postgresql")
        with zipfile.ZipFile(other, "a") as archive:
            archive.writestr("registry.dump", b"PGDMP")
        url = database_url
    else:
        other, url = path, f"sqlite:///{tmp_path / 'file.sqlite'}"
    with pytest.raises(Conflict, match="backup of postgresql") as refused:
        backup.restore(url, other, force=True)
    assert "registry database copy" in refused.value.hint


def test_a_backup_of_an_earlier_release_is_brought_up_to_date(
    engine, database_url, other_database_url, tmp_path
):
    with writing(engine) as connection:
        command.downgrade(configuration(connection), "0002")
    backup.back_up(database_url, tmp_path / "old.zip")
    backup.restore(other_database_url, tmp_path / "old.zip")
    upgrade(engine)
    with opened(other_database_url) as other:
        assert is_current(other)
        assert whole(other) == whole(engine)


def test_a_backup_of_an_earlier_release_may_take_the_place_of_a_register(
    engine, path, database_url, other_database_url, tmp_path
):
    """What later releases have added goes, tables and triggers, and comes again."""
    backup.restore(other_database_url, path)
    with opened(other_database_url) as other, writing(other) as connection:
        command.downgrade(configuration(connection), "0003")
    backup.back_up(other_database_url, tmp_path / "old.zip")
    backup.restore(database_url, tmp_path / "old.zip", force=True)
    assert is_current(engine)
    with opened(other_database_url) as other:
        upgrade(other)
        assert whole(other) == whole(engine)


def test_a_database_without_a_register_has_no_backup(other_database_url, tmp_path):
    with pytest.raises(NotOnRegister):
        backup.back_up(other_database_url, tmp_path / "none.zip")
    assert not list(tmp_path.glob("*none*"))


@pytest.mark.sqlite
def test_a_damaged_database_is_moved_aside_for_the_backup(engine, path, database_url, tmp_path):
    before = whole(engine)
    engine.dispose()
    file = tmp_path / "home" / "registry.sqlite"
    file.write_bytes(b"no longer a database " * 4000)
    with pytest.raises(Unavailable):
        backup.restore(database_url, path)
    backup.restore(database_url, path, force=True)
    assert whole(engine) == before
    assert file.with_name("registry.sqlite.damaged").read_bytes().startswith(b"no longer")


@pytest.mark.sqlite
def test_a_writer_in_the_way_of_a_backup_being_put_back_is_told(
    engine, path, database_url, monkeypatch
):
    monkeypatch.setattr("registry.storage.engine._PRAGMAS", ("PRAGMA busy_timeout=10",))
    with writing(engine), pytest.raises(Unavailable, match="busy"):
        backup.restore(database_url, path, force=True)


@pytest.mark.postgresql
def test_without_the_programs_of_postgresql_a_backup_says_what_to_install(
    engine, path, database_url, tmp_path, monkeypatch
):
    before = whole(engine)
    monkeypatch.setenv("PATH", str(tmp_path))
    for attempt in (
        lambda: backup.back_up(database_url, tmp_path / "x.zip"),
        lambda: backup.restore(database_url, path, force=True),
    ):
        with pytest.raises(Unavailable, match="is missing") as refused:
            attempt()
        assert "postgresql-client" in refused.value.hint
    assert not (tmp_path / "x.zip").exists()
    assert whole(engine) == before


@pytest.mark.postgresql
def test_a_dump_that_fails_midway_is_told_and_leaves_nothing(
    engine, database_url, tmp_path, programs
):
    programs("pg_dump", _FAILING)
    with pytest.raises(Unavailable, match="out of luck"):
        backup.back_up(database_url, tmp_path / "x.zip")
    assert not (tmp_path / "x.zip").exists() and is_current(engine)


@pytest.mark.postgresql
@pytest.mark.parametrize("name", ["pg_restore", "psql"])
def test_a_program_that_fails_midway_is_told_and_nothing_is_changed(
    engine, path, database_url, programs, name
):
    before = whole(engine)
    programs(name, _FAILING)
    with pytest.raises(Unavailable, match="out of luck"):
        backup.restore(database_url, path, force=True)
    assert whole(engine) == before


@pytest.mark.postgresql
def test_a_password_is_given_to_the_programs_and_shown_to_nobody(
    engine, database_url, tmp_path, programs
):
    assert is_current(engine)
    programs("pg_dump", f'echo "$*" >{tmp_path}/said\necho "$PGPASSWORD" >{tmp_path}/secret')
    url = make_url(database_url).set(password="a-password")
    backup.back_up(url.render_as_string(hide_password=False), tmp_path / "x.zip")
    assert "a-password" not in (tmp_path / "said").read_text()
    assert (tmp_path / "secret").read_text().strip() == "a-password"
