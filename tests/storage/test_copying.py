"""Moving a register from one database to another: everything, unchanged, or nothing."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, LargeBinary, delete, insert, select, text, update
from sqlalchemy.dialects import postgresql

from registry.catalogue.search import Filters, Page
from registry.errors import Conflict, Unavailable
from registry.storage import agreements, journal, statements
from registry.storage.copying import copy, holdings, same
from registry.storage.engine import open_engine, writing
from registry.storage.journal import Entry
from registry.storage.migrations import upgrade
from registry.storage.preparing import prepare
from registry.storage.tables import Base, FactRow, JournalRow, PaperRow, StatementRow
from registry.storage.types import JSONDocument
from tests.actions.desk import document, published
from tests.storage.test_agreements import ALL, SECTORS, TODAY
from tests.storage.test_statements import ONE

ODD = [
    "plain",
    "'; DROP TABLE fact; --",
    '\\N \\t %s {} " `',
    "\r\n\t tabs and lines \x01\x7f",
    "\u202eright to left\u202c \u200b\ufeff",
    "e\u0301 and \u00e9 are two",
    "\U0001f600\U000e0001\uffff",
    "ا لعمال العرب",
    "",
]
BYTES = bytes(range(256)) * 40


@contextmanager
def opened(url: str):
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def source(database_url: str):
    with opened(database_url) as engine:
        fill(engine)
        yield engine


@pytest.fixture
def target(other_database_url: str):
    with opened(other_database_url) as engine:
        yield engine


@pytest.fixture
def file(tmp_path):
    with opened(f"sqlite:///{tmp_path / 'file' / 'registry.sqlite'}") as engine:
        yield engine


def fill(engine: Engine) -> None:
    """The public's tables and those of the desk get rows, with all that is awkward."""
    upgrade(engine)
    with writing(engine) as connection:
        agreements.put_all(connection, [(prepare(each, SECTORS), 1) for each in ALL])
        statements.keep(connection, ONE)
        statements.keep_paper(connection, ONE.serial, "en", "AAAA-AAAA", BYTES)
        statements.keep_paper(connection, ONE.serial, "ar", "AAAA-AAAA", b"")
        journal.note(connection, "", [Entry(each, "odd", str(n)) for n, each in enumerate(ODD)])
        for each in ODD:
            agreements.set_fact(connection, f"odd {each}", each)
    published(engine, document(notes=[{"text": "\u0627 zwj\u200d"}]))


def held(engine: Engine):
    with engine.connect() as connection:
        return holdings(connection)


def whole(engine: Engine):
    with engine.connect() as connection:
        tables = Base.metadata.sorted_tables
        return {t.name: sorted(map(repr, connection.execute(select(t)).all())) for t in tables}


def test_everything_is_copied_and_counted_and_compared(source, target):
    copied = copy(source, target)
    assert copied == held(source) == held(target)
    assert {each.table for each in copied} == set(Base.metadata.tables)
    filled = {each.table for each in copied if each.rows}
    assert {"agreement_party", "paper", "journal", "agreement_version", "draft_part"} < filled
    assert whole(source) == whole(target)


def test_from_a_file_into_this_database_and_back_into_a_file_nothing_changes(
    file, target, tmp_path
):
    fill(file)
    copy(file, target)
    with opened(f"sqlite:///{tmp_path / 'back' / 'registry.sqlite'}") as back:
        copy(target, back)
        assert whole(back) == whole(file)
        with back.connect() as connection:
            assert statements.find(connection, ONE.serial) == ONE
            found = statements.find_paper(connection, ONE.serial, "en", "AAAA-AAAA")
        assert found == BYTES


def test_a_copy_is_a_register_that_goes_on(source, target):
    copy(source, target)
    with writing(target) as connection:
        found = agreements.find(connection, Filters(TODAY, words="unions"), Page())
        assert found.total == 1
        last = connection.scalar(select(JournalRow.id).order_by(JournalRow.id.desc()).limit(1))
        journal.note(connection, "", [Entry("after", "")])
        newest = connection.scalar(select(JournalRow.id).where(JournalRow.what == "after"))
        assert newest == last + 1
        assert agreements.state(connection) != "empty"


def test_links_are_checked_again_after_a_copy(source, target):
    copy(source, target)
    row = {"serial": "MR-9", "language": "en", "sha256": "", "content": b"", "opened_by": ""}
    with pytest.raises(Exception, match=r"(?i)foreign key"), writing(target) as connection:
        connection.execute(insert(PaperRow).values(row))


def test_a_target_that_holds_something_is_refused_and_stays_as_it_is(source, target):
    upgrade(target)
    with writing(target) as connection:
        connection.execute(insert(FactRow).values(name="mine", value=""))
    before = held(target)
    with pytest.raises(Conflict, match="not empty"):
        copy(source, target)
    with pytest.raises(Conflict, match="not empty"):
        copy(source, source)
    assert held(target) == before


def test_a_source_of_another_structure_is_refused(target, file):
    with pytest.raises(Unavailable, match="structure") as refused:
        copy(file, target)
    assert "registry database upgrade" in refused.value.hint
    with target.connect() as connection:
        assert holdings(connection) == ()


def test_a_copy_that_fails_leaves_nothing_behind(source, target):
    class Stop(Exception):
        pass

    def stop(table: str, _: int) -> None:
        if table == "statement":
            raise Stop

    with pytest.raises(Stop):
        copy(source, target, stop)
    with target.connect() as connection:
        assert holdings(connection) == ()


@pytest.mark.postgresql
def test_a_value_that_only_sqlite_takes_is_told_with_its_table(file, target):
    fill(file)
    with writing(file) as connection:
        connection.execute(insert(FactRow).values(name="a\x00b", value=""))
    with pytest.raises(Conflict, match="A value of fact cannot be kept by postgresql"):
        copy(file, target)
    with target.connect() as connection:
        assert holdings(connection) == ()


def test_progress_is_told_for_every_row(source, target):
    told: dict[str, int] = {}

    def progress(table: str, rows: int) -> None:
        told[table] = told.get(table, 0) + rows

    copied = copy(source, target, progress)
    assert told == {each.table: each.rows for each in copied if each.rows}


@pytest.mark.parametrize(
    "change",
    [
        update(PaperRow).where(PaperRow.language == "en").values(content=BYTES[:-1] + b"\x00"),
        update(FactRow).where(FactRow.name == "odd plain").values(value="plain "),
        update(StatementRow).values(document={"limits": [], "kind": "information"}),
        delete(FactRow).where(FactRow.name == f"odd {ODD[0]}"),
    ],
    ids=["a byte", "a blank", "a document", "a row"],
)
def test_whatever_differs_is_found(source, change):
    before = held(source)
    with writing(source) as connection:
        connection.execute(change)
    after = held(source)
    with pytest.raises(Conflict, match="Not the same") as refused:
        same(before, after)
    assert change.table.name in refused.value.sentence


def test_an_empty_value_and_none_are_two(source):
    before = held(source)
    with writing(source) as connection:
        connection.execute(text("UPDATE agreement_party SET role = '' WHERE role IS NULL"))
    assert held(source) != before


def test_every_column_is_of_a_type_that_is_the_same_everywhere():
    """``storage.types`` says which; a copy is only compared byte for byte with these."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            kind = column.type.compile(postgresql.dialect())
            known = isinstance(column.type, JSONDocument | LargeBinary)
            assert known or kind in {'TEXT COLLATE "C"', "INTEGER", "BIGINT", "BOOLEAN", "FLOAT"}, (
                column
            )
