"""Opening the database and bringing its structure up to date."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading

import pytest
from sqlalchemy import Engine, insert, inspect, make_url, select, text
from sqlalchemy.exc import DBAPIError

from registry.errors import Unavailable
from registry.storage.engine import open_engine, writing
from registry.storage.migrations import HEAD, is_current, upgrade
from registry.storage.tables import FactRow, StatementRow


@pytest.fixture
def engine(database_url: str):
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


def _pragma(engine: Engine, name: str) -> object:
    with engine.connect() as connection:
        return connection.scalar(text(f"PRAGMA {name}"))


@pytest.mark.sqlite
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


def test_two_processes_may_upgrade_at_once(database_url):
    program = (
        "import sys\n"
        "from registry.storage.engine import open_engine\n"
        "from registry.storage.migrations import upgrade\n"
        "upgrade(open_engine(sys.argv[1]))\n"
    )
    command = [sys.executable, "-c", program, database_url]
    running = [subprocess.Popen(command) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    engine = open_engine(database_url)
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


def test_a_writer_waits_for_another_and_readers_do_not(engine):
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
    with engine.connect() as reader:
        assert reader.scalar(text("SELECT count(*) FROM fact")) == 2


def test_what_is_read_in_one_transaction_is_of_one_moment(engine):
    upgrade(engine)
    with engine.connect() as reader:
        before = reader.scalar(text("SELECT count(*) FROM fact"))
        with writing(engine) as connection:
            connection.execute(text("INSERT INTO fact (name, value) VALUES ('later', '')"))
        assert reader.scalar(text("SELECT count(*) FROM fact")) == before


def test_text_sorts_by_code_point(engine):
    upgrade(engine)
    names = ["Z", "a", "_", "é", "ä", "ب", "-", "a-b", "a b", "ab", "B", "\U0001f600", "\uffee"]
    with writing(engine) as connection:
        for name in names:
            connection.execute(insert(FactRow).values(name=name, value=""))
        assert list(connection.scalars(select(FactRow.name).order_by(FactRow.name))) == sorted(
            names
        )


def test_a_document_comes_back_as_it_was_put_in(engine):
    upgrade(engine)
    document = {"z": 1, "a": [None, True, 0.1, "\x00\U0001f600 ' \\ %s"], "": {"2": {}, "1": []}}
    row = {"serial": "1", "digest": "", "made_on": "", "kept_until": "", "document": document}
    with writing(engine) as connection:
        connection.execute(insert(StatementRow).values(row))
        found = connection.scalar(select(StatementRow.document))
    assert found == document and list(found) == list(document)


@pytest.mark.sqlite
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


@pytest.mark.sqlite
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


@pytest.mark.sqlite
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


@pytest.mark.sqlite
def test_a_damaged_database_is_told_with_the_way_out(engine, tmp_path):
    upgrade(engine)
    engine.dispose()
    path = tmp_path / "home" / "registry.sqlite"
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(Unavailable, match="damaged") as refused:
        upgrade(open_engine(f"sqlite:///{path}"))
    assert "backup" in refused.value.hint


def test_a_wrong_statement_stays_a_bug(engine):
    with engine.connect() as connection, pytest.raises(DBAPIError):
        connection.execute(text("SELECT nothing FROM nowhere"))


# PostgreSQL --------------------------------------------------------------------------------


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("53100", "disk is full"),
        ("55P03", "busy"),
        ("40P01", "busy"),
        ("40001", "busy"),
        ("25006", "read only"),
        ("42501", "does not let"),
        ("53300", "no more connections"),
        ("57P03", "does not answer"),
        ("58030", "disk answers with an error"),
        ("XX001", "damaged"),
    ],
)
def test_what_the_server_says_is_told_in_words(engine, state, said):
    raised = text(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$")
    with engine.connect() as connection, pytest.raises(Unavailable, match=said) as refused:
        connection.execute(raised)
    assert refused.value.hint


@pytest.mark.postgresql
def test_a_turn_that_somebody_else_holds_is_told(engine):
    upgrade(engine)

    def write() -> None:
        with writing(engine):
            pass

    with engine.connect() as connection:
        connection.execute(text("SET SESSION lock_timeout = '10ms'"))
        connection.commit()
        with writing(engine, alone=False) as beside:
            beside.execute(text("INSERT INTO fact (name, value) VALUES ('held', '')"))
            with pytest.raises(Unavailable, match="busy"):
                connection.execute(text("INSERT INTO fact (name, value) VALUES ('held', '')"))
    write()


@pytest.mark.postgresql
def test_a_server_that_was_away_for_a_while_is_found_again(engine):
    upgrade(engine)
    with engine.connect() as other, engine.connect() as connection:
        connection.scalar(text("SELECT 1"))
        mine = connection.scalar(text("SELECT pg_backend_pid()"))
        other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine})
        with pytest.raises(Unavailable, match="does not answer"):
            connection.scalar(text("SELECT 1"))
    assert is_current(engine)


@pytest.mark.postgresql
def test_nobody_notices_that_the_server_was_away_between_two_requests(engine, database_url):
    upgrade(engine)
    assert engine.pool.checkedin() == 1
    with open_engine(database_url).connect() as other:
        other.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    assert is_current(engine)


@pytest.mark.postgresql
def test_a_server_or_database_that_is_not_there_is_told(database_url):
    address = make_url(database_url)
    with pytest.raises(Unavailable, match="does not answer") as refused:
        open_engine(f"{address.set(database='nowhere').render_as_string(hide_password=False)}")
    assert "nowhere" in refused.value.sentence
    with pytest.raises(Unavailable, match="does not answer") as refused:
        open_engine("postgresql+psycopg://registry:a-password@127.0.0.1:1/registry")
    assert "a-password" not in refused.value.sentence
    assert "REGISTRY_DATABASE_URL" in refused.value.hint


@pytest.mark.postgresql
def test_a_database_that_takes_no_writes_can_be_read(engine, database_url):
    upgrade(engine)
    with writing(engine) as connection:
        name = make_url(database_url).database
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    engine.dispose()
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM fact")) == 0

    def write() -> None:
        with writing(engine) as connection:
            connection.execute(text("DELETE FROM fact"))

    with pytest.raises(Unavailable, match="read only"):
        write()
