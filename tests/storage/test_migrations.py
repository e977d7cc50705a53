"""The structure, version by version: there and back with data, and the same as the tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, insert, inspect, select, text

from registry.catalogue.search import Filters, Page
from registry.storage import agreements, journal, statements
from registry.storage.engine import open_engine, writing
from registry.storage.journal import Entry
from registry.storage.migrations import HEAD, configuration, is_current, upgrade
from registry.storage.preparing import prepare
from registry.storage.tables import Base, JournalRow, PaperRow, StatementRow
from tests.storage.test_agreements import ALL, SECTORS, TODAY
from tests.storage.test_statements import ONE

_COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, l.collname,
           pg_get_expr(d.adbin, d.adrelid)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'S')
      AND a.attnum > 0 AND NOT a.attisdropped
"""
_INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'"
_CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
"""


@pytest.fixture
def engine(database_url: str):
    opened = open_engine(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def other(other_database_url: str):
    opened = open_engine(other_database_url)
    yield opened
    opened.dispose()


def structure(engine: Engine) -> set[tuple[Any, ...]]:
    """Everything that a database says of its tables, but not the order of columns."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            asked = (_COLUMNS, _INDEXES, _CONSTRAINTS)
            rows = [tuple(row) for each in asked for row in connection.execute(text(each))]
            return {row for row in rows if "alembic_version" not in str(row)}
        return set(_structure_of_sqlite(connection))


def _structure_of_sqlite(connection: Connection):
    names = [name for name in inspect(connection).get_table_names() if name in Base.metadata.tables]
    yield from names
    for name in names:
        for pragma in ("table_info", "foreign_key_list", "index_list"):
            for row in connection.execute(text(f"PRAGMA {pragma}({name})")).mappings():
                yield (name, pragma, *(f"{k}={v}" for k, v in row.items() if k not in _PLACES))
        for index in inspect(connection).get_indexes(name):
            yield (name, str(index["name"]), tuple(index["column_names"]))


_PLACES = {"cid", "seq", "id"}


def _run(engine: Engine, step: Callable[..., None], version: str) -> None:
    with writing(engine) as connection:
        step(configuration(connection), version)


def _fill(engine: Engine) -> None:
    with writing(engine) as connection:
        agreements.put_all(connection, [(prepare(each, SECTORS), 1) for each in ALL])
        statements.keep(connection, ONE)
        statements.keep_paper(connection, ONE.serial, "en", "AAAA-AAAA", b"%PDF \x00\xff")


def _found(engine: Engine, words: str) -> int:
    with engine.connect() as connection:
        return agreements.find(connection, Filters(TODAY, words=words), Page()).total


def _rows(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """All that every table holds, but not the chain of the journal, which structures before 0004
    do not have."""
    with engine.connect() as connection:
        return {
            table.name: sorted(
                tuple(row)
                for row in connection.execute(
                    select(*(c for c in table.columns if (table.name, c.name) not in _CHAIN))
                )
            )
            for table in Base.metadata.sorted_tables
        }


_CHAIN = {("journal", name) for name in ("actor", "previous", "hash")}


def test_the_migrations_make_the_structure_that_the_tables_describe(engine, other):
    upgrade(engine)
    with writing(other) as connection:
        Base.metadata.create_all(connection)
    assert structure(engine) == structure(other)
    assert any("agreement_party" in str(each) for each in structure(engine))


# Alembic cannot compare an index over an expression on SQLite, which has none of it.
@pytest.mark.filterwarnings("ignore:autogenerate skipping")
def test_alembic_finds_nothing_to_add(engine):
    upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _: (
                    kind != "table" or name in Base.metadata.tables
                ),
            },
        )
        assert compare_metadata(context, Base.metadata) == []


def test_the_versions_are_one_line_that_ends_with_the_newest(engine):
    with engine.connect() as connection:
        scripts = ScriptDirectory.from_config(configuration(connection))
    assert scripts.get_heads() == [HEAD]
    assert scripts.get_bases() == ["0001"]


def test_up_down_and_up_with_data_inside_loses_nothing(engine):
    upgrade(engine)
    _fill(engine)
    whole, before = structure(engine), _rows(engine)
    _run(engine, command.downgrade, "0002")
    assert not is_current(engine)
    assert structure(engine) != whole or engine.dialect.name == "sqlite"
    upgrade(engine)
    assert structure(engine) == whole
    assert _rows(engine) == before
    assert _found(engine, "unions") == 1 and _found(engine, "") == len(ALL)


def test_all_the_way_down_leaves_nothing_and_up_again_is_a_register(engine):
    upgrade(engine)
    _fill(engine)
    whole = structure(engine)
    _run(engine, command.downgrade, "base")
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    upgrade(engine)
    assert structure(engine) == whole
    _fill(engine)
    assert _found(engine, "unions") == 1


@pytest.mark.parametrize("version", ["0001", "0002"])
def test_a_register_of_an_earlier_release_is_brought_up_to_date_with_all_that_it_holds(
    engine, version
):
    """Papers of 0001 carry no code, so that they are made anew."""
    _run(engine, command.upgrade, version)
    with writing(engine) as connection:
        for each in ALL:
            ready = prepare(each, SECTORS)
            connection.execute(insert(agreements.AgreementRow).values(**ready.row, version=3))
        if engine.dialect.name == "sqlite":
            words = "INSERT INTO agreement_words (id, words) SELECT id, words FROM agreement"
            connection.execute(text(words))
        for what in ("made", "kept"):
            entry = {"what": what, "subject": "é", "digest": "x"}
            connection.execute(insert(JournalRow.__table__).values(entry))
        statement = {
            "serial": ONE.serial, "digest": ONE.digest, "document": dict(ONE.document),
            "made_on": ONE.made_on.isoformat(), "kept_until": ONE.kept_until.isoformat(),
        }  # fmt: skip
        connection.execute(insert(StatementRow.__table__).values(statement))
        paper = {"serial": ONE.serial, "language": "en", "sha256": "", "content": b"%PDF"}
        connection.execute(insert(PaperRow.__table__).values(paper))
    upgrade(engine)
    with engine.connect() as connection:
        assert agreements.get(connection, ALL[0].id).version == 3
        assert statements.find(connection, ONE.serial) == ONE
        assert connection.execute(select(PaperRow.content, PaperRow.opened_by)).one() == (
            b"%PDF",
            "",
        )
        hits = agreements.search.condition(connection, "unions")
        found = connection.scalars(select(agreements.AgreementRow.id).where(hits))
        assert list(found) == ["deu-phl-nurses"]
        assert len(connection.scalars(select(JournalRow.at)).all()) == 2
        assert journal.verify(connection).unchained == 2
    with writing(engine) as connection:
        journal.note(connection, "", [Entry("seen", "é")])
        chain = journal.verify(connection)
    assert (chain.entries, chain.unchained, chain.broken) == (3, 2, None)
