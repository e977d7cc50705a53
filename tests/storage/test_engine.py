"""Opening the database and bringing its structure up to date."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.exc import OperationalError

from registry.errors import Unavailable
from registry.storage.engine import open_engine, writing
from registry.storage.migrations import HEAD, is_current, upgrade
from registry.storage.tables import Base


@pytest.fixture
def engine(tmp_path: Path):
    opened = open_engine(f"sqlite:///{tmp_path / 'home' / 'registry.sqlite'}")
    yield opened
    opened.dispose()


def _pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.scalar(text(f"PRAGMA {name}"))


def test_the_folder_is_made_and_sqlite_is_set_up_for_many_readers(engine):
    assert _pragma(engine, "journal_mode") == "wal"
    assert _pragma(engine, "foreign_keys") == 1
    assert _pragma(engine, "busy_timeout") == 15000


def test_a_home_that_cannot_be_made_is_told_with_a_way_out(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Unavailable) as refused:
        open_engine(f"sqlite:///{tmp_path / 'file' / 'registry.sqlite'}")
    assert "REGISTRY_HOME" in refused.value.hint


def test_a_home_on_a_file_system_that_cannot_be_written_is_told():
    with pytest.raises(Unavailable):
        open_engine("sqlite:////proc/registry.sqlite")


def test_something_that_is_no_database_is_told(tmp_path):
    (tmp_path / "registry.sqlite").write_text("this is a letter, not a database " * 100)
    with pytest.raises(Unavailable, match="cannot be opened"):
        open_engine(f"sqlite:///{tmp_path / 'registry.sqlite'}")


@pytest.mark.parametrize("url", ["nonsense", "oracle+nothing://x/y", "mysql+nodriver://x/y"])
def test_an_address_that_cannot_be_used_is_told(url):
    with pytest.raises(Unavailable, match="address"):
        open_engine(url)


def test_an_upgrade_makes_the_structure_that_the_tables_describe(engine):
    assert not is_current(engine)
    upgrade(engine)
    assert is_current(engine)
    found = inspect(engine)
    for name, table in Base.metadata.tables.items():
        made = {column["name"]: column for column in found.get_columns(name)}
        assert list(made) == [column.name for column in table.columns], name
        for column in table.columns:
            assert made[column.name]["nullable"] == column.nullable, f"{name}.{column.name}"
            assert str(made[column.name]["type"]) == str(column.type), f"{name}.{column.name}"
        made_indexes = {index["name"] for index in found.get_indexes(name)}
        assert made_indexes == {index.name for index in table.indexes}, name


def test_upgrading_twice_changes_nothing(engine):
    upgrade(engine)
    with engine.connect() as connection:
        before = connection.execute(text("SELECT sql FROM sqlite_master ORDER BY name")).all()
    upgrade(engine)
    with engine.connect() as connection:
        assert (
            connection.execute(text("SELECT sql FROM sqlite_master ORDER BY name")).all() == before
        )


@pytest.mark.parametrize("version", ["0009", "*", "../0001"])
def test_a_database_of_a_later_release_is_told_and_left_alone(engine, version):
    upgrade(engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": version})
    with pytest.raises(Unavailable, match="does not know") as refused:
        upgrade(engine)
    assert "later release" in refused.value.hint
    assert not is_current(engine)


def test_a_database_of_another_program_is_left_alone(engine):
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE agreement (x TEXT)"))
    with pytest.raises(Unavailable, match="something else"):
        upgrade(engine)
    assert inspect(engine).get_table_names() == ["agreement"]


def test_the_newest_version_is_the_one_that_the_files_lead_to(engine):
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == HEAD


def test_two_processes_may_upgrade_at_once(tmp_path):
    program = (
        "import sys\n"
        "from registry.storage.engine import open_engine\n"
        "from registry.storage.migrations import upgrade\n"
        "upgrade(open_engine(sys.argv[1]))\n"
    )
    url = f"sqlite:///{tmp_path / 'registry.sqlite'}"
    running = [subprocess.Popen([sys.executable, "-c", program, url]) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    engine = open_engine(url)
    assert is_current(engine)
    engine.dispose()


def test_a_failed_transaction_leaves_nothing_behind(engine):
    upgrade(engine)

    class Stop(Exception):
        pass

    def fail() -> None:
        with writing(engine) as connection:
            connection.execute(text("INSERT INTO fact (name, value) VALUES ('a', 'b')"))
            connection.execute(text("CREATE TABLE extra (x TEXT)"))
            raise Stop

    with pytest.raises(Stop):
        fail()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM fact")) == 0
        assert not inspect(connection).has_table("extra")


def test_a_writer_waits_for_another_and_readers_do_not(engine, tmp_path):
    upgrade(engine)
    done = []

    def write() -> None:
        with writing(engine) as connection:
            connection.execute(text("INSERT INTO fact (name, value) VALUES ('second', '')"))
        done.append(True)

    with writing(engine) as connection:
        connection.execute(text("INSERT INTO fact (name, value) VALUES ('first', '')"))
        other = threading.Thread(target=write)
        other.start()
        with engine.connect() as reader:
            assert reader.scalar(text("SELECT count(*) FROM fact")) == 0
        assert not done
    other.join(20)
    assert done
    path = tmp_path / "home" / "registry.sqlite"
    plain = sqlite3.connect(path)
    assert plain.execute("SELECT count(*) FROM fact").fetchone() == (2,)
    plain.close()


def test_the_database_is_for_the_eyes_of_its_owner(engine, tmp_path):
    upgrade(engine)
    home = tmp_path / "home"
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    with engine.connect():
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()}
    assert modes["registry.sqlite"] == 0o600
    assert set(modes.values()) == {0o600}


def test_the_rights_that_an_operator_gave_stay(tmp_path):
    path = tmp_path / "registry.sqlite"
    path.touch()
    path.chmod(0o640)
    open_engine(f"sqlite:///{path}").dispose()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_full_disk_is_told_and_nothing_is_half_kept(engine):
    upgrade(engine)

    def fill() -> None:
        with writing(engine) as connection:
            pages = connection.scalar(text("PRAGMA page_count"))
            connection.execute(text(f"PRAGMA max_page_count={pages}"))
            for number in range(5000):
                row = {"name": f"{number}", "value": "x" * 500}
                connection.execute(text("INSERT INTO fact VALUES (:name, :value)"), row)

    with pytest.raises(Unavailable, match="disk is full") as refused:
        fill()
    assert "Make room" in refused.value.hint
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM fact")) == 0


def test_a_database_that_somebody_else_holds_is_told(engine, tmp_path):
    upgrade(engine)
    other = sqlite3.connect(tmp_path / "home" / "registry.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with engine.connect() as connection:
        connection.execute(text("PRAGMA busy_timeout=10"))
        connection.rollback()
        with pytest.raises(Unavailable, match="busy"):
            connection.execute(text("DELETE FROM fact"))
    other.close()


def test_a_damaged_database_is_told_with_the_way_out(engine, tmp_path):
    upgrade(engine)
    engine.dispose()
    path = tmp_path / "home" / "registry.sqlite"
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(Unavailable, match="damaged") as refused:
        upgrade(open_engine(f"sqlite:///{path}"))
    assert "backup" in refused.value.hint


def test_a_wrong_statement_stays_a_bug(engine):
    with engine.connect() as connection, pytest.raises(OperationalError):
        connection.execute(text("SELECT nothing FROM nowhere"))
