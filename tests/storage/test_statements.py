"""Kept statements and papers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from registry.errors import Conflict
from registry.statements.statement import KEPT_DAYS, Statement
from registry.storage import statements
from registry.storage.engine import open_engine, writing
from registry.storage.migrations import upgrade
from registry.storage.tables import JournalRow, PaperRow

MADE = date(2026, 11, 24)
ONE = Statement(
    "MR-0000-0000-0000-0", "d1", MADE, {"kind": "information", "limits": ["حدود", None, 1.5, True]}
)


@pytest.fixture
def engine(database_url: str):
    opened = open_engine(database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


def _keep(engine, statement):
    with writing(engine) as connection:
        return statements.keep(connection, statement)


def test_a_kept_statement_is_found_as_it_was(engine):
    assert _keep(engine, ONE)
    with engine.connect() as connection:
        assert statements.find(connection, ONE.serial) == ONE
        assert statements.find(connection, "MR-1111-1111-1111-1") is None


def test_keeping_the_same_statement_twice_keeps_one(engine):
    assert _keep(engine, ONE)
    later = Statement(ONE.serial, ONE.digest, MADE + timedelta(days=1), ONE.document)
    assert not _keep(engine, later)
    with engine.connect() as connection:
        kept = statements.find(connection, ONE.serial)
    assert kept is not None
    assert kept.made_on == MADE


def test_a_number_is_never_given_to_another_content(engine):
    _keep(engine, ONE)
    other = Statement(ONE.serial, "d2", MADE, {"kind": "information"})
    with pytest.raises(Conflict):
        _keep(engine, other)


def test_a_paper_is_kept_byte_for_byte_and_the_first_one_stays(engine):
    _keep(engine, ONE)
    with writing(engine) as connection:
        statements.keep_paper(connection, ONE.serial, "en", "AAAA-AAAA", b"%PDF first")
        statements.keep_paper(connection, ONE.serial, "en", "AAAA-AAAA", b"%PDF second")
        found = statements.find_paper(connection, ONE.serial, "en", "AAAA-AAAA")
        assert found == b"%PDF first"
        assert statements.find_paper(connection, ONE.serial, "ar", "AAAA-AAAA") is None


def test_a_paper_whose_code_no_longer_opens_it_is_made_anew(engine):
    with writing(engine) as connection:
        statements.keep(connection, ONE)
        statements.keep_paper(connection, ONE.serial, "en", "AAAA-AAAA", b"%PDF old key")
        assert statements.find_paper(connection, ONE.serial, "en", "BBBB-BBBB") is None
        statements.keep_paper(connection, ONE.serial, "en", "BBBB-BBBB", b"%PDF new key")
        found = statements.find_paper(connection, ONE.serial, "en", "BBBB-BBBB")
        assert found == b"%PDF new key"


def test_what_is_over_is_forgotten_with_its_papers_and_not_a_day_earlier(engine):
    _keep(engine, ONE)
    with writing(engine) as connection:
        statements.keep_paper(connection, ONE.serial, "en", "AAAA-AAAA", b"%PDF")
        last = MADE + timedelta(days=KEPT_DAYS)
        assert statements.forget_expired(connection, last) == 0
        assert statements.find(connection, ONE.serial) is not None
        assert statements.forget_expired(connection, last + timedelta(days=1)) == 1
        assert statements.find(connection, ONE.serial) is None
        assert connection.scalar(select(func.count()).select_from(PaperRow)) == 0


def test_the_journal_tells_what_was_done_and_nothing_of_what_was_said(engine):
    _keep(engine, ONE)
    with engine.connect() as connection:
        row = connection.execute(select(JournalRow.what, JournalRow.subject, JournalRow.at)).one()
    assert row.what == "statement kept"
    assert row.subject == ONE.serial
    assert row.at
