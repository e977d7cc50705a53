"""The desk: four eyes, versions for good, nobody gets what is not theirs, nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest
from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import DatabaseError

from registry.actions.drafting import (
    Seen,
    abandon,
    begin_change,
    begin_registration,
    gaps,
    known_names,
    save,
    submit,
)
from registry.actions.publishing import (
    confirm_withdrawal,
    end_lapsed,
    publish,
    review,
    send_back,
    speak,
    withdraw_at_once,
)
from registry.catalogue.search import Filters, Page
from registry.catalogue.workflow import Kind, Part, State
from registry.errors import Conflict, InvalidDocument, NotAllowed, NotOnRegister
from registry.storage import agreements, claims, drafts, journal, versions, withdrawals
from registry.storage.claims import Stance, Word
from registry.storage.desk_tables import (
    AgreementVersionRow,
    DraftMoveRow,
    DraftPartRow,
    ReviewStepRow,
)
from registry.storage.engine import open_engine, writing
from registry.storage.migrations import upgrade
from registry.storage.tables import JournalRow
from registry.values.people import Role
from tests.actions.desk import (
    ANA,
    BEN,
    CIA,
    DAN,
    EVA,
    FAY,
    document,
    passed,
    person,
    published,
    seen,
    sitting,
    submitted,
)
from tests.storage.test_agreements import TODAY

SLUG = "phl-deu-2026"


@pytest.fixture
def engine(database_url: str):
    opened = open_engine(database_url)
    upgrade(opened)
    yield opened
    opened.dispose()


def shown(engine: Engine, **asked: object) -> list[str]:
    """The ids that the public finds."""
    with engine.connect() as connection:
        found = agreements.find(connection, Filters(**{"on": TODAY, **asked}), Page())
    return [orjson.loads(item)["id"] for item in found.items]


def draft_of(engine: Engine, key: str) -> drafts.Draft:
    with engine.connect() as connection:
        return drafts.get(connection, key)


def test_three_people_bring_a_draft_to_the_public(engine):
    key = submitted(engine, document())
    assert shown(engine) == []
    passed(engine, key)
    assert shown(engine) == [SLUG]
    assert draft_of(engine, key).state is State.PUBLISHED
    with engine.connect() as connection:
        version = versions.get(connection, SLUG, 1)
        parts = drafts.parts(connection, key)
    assert (version.origin, version.draft) == (versions.DESK, key)
    assert (version.reviewed_by, version.published_by) == (BEN.id, CIA.id)
    assert parts == {ANA.id: Part.AUTHOR, BEN.id: Part.REVIEWER, CIA.id: Part.PUBLISHER}


def test_nobody_passes_what_is_their_own_whatever_roles_they_hold(engine):
    key = submitted(engine, document(), by=DAN)
    with pytest.raises(NotAllowed, match="author"):
        review(sitting(engine, DAN), seen(engine, key), "review", "mine")
    with pytest.raises(NotAllowed, match="wrote this draft yourself"):
        send_back(sitting(engine, DAN), seen(engine, key), "mine")
    review(sitting(engine, BEN), seen(engine, key), "review", "read")
    with pytest.raises(NotAllowed, match="author"):
        publish(sitting(engine, DAN), seen(engine, key), "mine")
    both = replace(BEN, grants=BEN.grants | CIA.grants)
    with pytest.raises(NotAllowed, match="reviewer"):
        publish(sitting(engine, both), seen(engine, key), "read and cleared")
    assert shown(engine) == []


def test_the_database_holds_to_the_separation_of_people_by_itself(engine):
    key = published(engine, document())
    with engine.connect() as connection:
        version = versions.get(connection, SLUG, 1)
    for wrong in (
        replace(version, number=2, reviewed_by=ANA.id),
        replace(version, number=2, published_by=BEN.id),
        replace(version, number=2, published_by=ANA.id),
        replace(version, number=2, reviewed_by=None),
        replace(version, number=2, published_by="nobody"),
    ):
        with pytest.raises(DatabaseError), writing(engine) as connection:
            versions.add(connection, [wrong])
    part = {"draft": key, "account": ANA.id, "part": "reviewer"}
    with pytest.raises(DatabaseError), writing(engine) as connection:
        connection.execute(insert(DraftPartRow).values(part))


@pytest.mark.parametrize("table", [AgreementVersionRow, DraftMoveRow, JournalRow])
def test_what_is_published_and_what_was_done_is_never_changed(engine, table):
    published(engine, document())
    column = next(c for c in table.__table__.columns if c.name in ("reason", "what"))
    for change in (update(table).values({column: "nothing"}), delete(table)):
        with pytest.raises(DatabaseError, match="stays as it is"), writing(engine) as connection:
            connection.execute(change)


def test_another_countrys_people_change_nothing_and_read_no_draft(engine):
    key = submitted(engine, document())
    for attempt in (
        lambda: save(sitting(engine, EVA), seen(engine, key), document()),
        lambda: review(sitting(engine, EVA), seen(engine, key), "review", "ours"),
        lambda: send_back(sitting(engine, EVA), seen(engine, key), "ours"),
        lambda: publish(sitting(engine, EVA), seen(engine, key), "ours"),
        lambda: begin_registration(sitting(engine, EVA), "PHL", document()),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    passed(engine, key)
    other = person("gil", Role.REGISTRAR, place="NPL")
    with pytest.raises(Conflict, match="no agreement of NPL"):
        begin_change(sitting(engine, other), "NPL", SLUG)


def test_a_draft_is_saved_with_its_gaps_and_submitted_without(engine):
    key = begin_registration(sitting(engine, ANA), "PHL", {"id": SLUG, "title": {"en": "Begun"}})
    with engine.connect() as connection:
        known = known_names(connection, frozenset())
    assert "/parties" in gaps(draft_of(engine, key).document, known)
    with pytest.raises(InvalidDocument):
        submit(sitting(engine, ANA), seen(engine, key), "try")
    save(sitting(engine, ANA), seen(engine, key), document())
    assert gaps(draft_of(engine, key).document, known) == {}
    assert submit(sitting(engine, ANA), seen(engine, key), "now").state is State.SUBMITTED


def test_the_second_of_two_editors_is_told_and_loses_nothing(engine):
    key = begin_registration(sitting(engine, ANA), "PHL", document())
    both = seen(engine, key)
    save(sitting(engine, ANA), both, document(bindingness="binding"))
    with pytest.raises(Conflict, match="in the meantime"):
        save(sitting(engine, DAN), both, document(bindingness="mixed"))
    kept = draft_of(engine, key)
    assert kept.document["bindingness"] == "binding"
    save(sitting(engine, DAN), Seen(key, kept.revision), document(bindingness="mixed"))
    assert draft_of(engine, key).document["bindingness"] == "mixed"


def test_a_decision_about_another_text_than_the_one_read_is_refused(engine):
    key = submitted(engine, document())
    read = seen(engine, key)
    send_back(sitting(engine, BEN), read, "the date is missing")
    save(sitting(engine, ANA), seen(engine, key), document(bindingness="binding"))
    submit(sitting(engine, ANA), seen(engine, key), "again")
    with pytest.raises(Conflict, match="since you opened it"):
        review(sitting(engine, BEN), read, "review", "as before")


def test_every_check_of_the_ministry_is_passed_by_another_person(engine):
    with writing(engine) as connection:
        for position, name in enumerate(("legal check", "foreign ministry")):
            step = {"place": "PHL", "position": position, "name": name}
            connection.execute(insert(ReviewStepRow).values(step))
    key = submitted(engine, document())
    review(sitting(engine, BEN), seen(engine, key), "foreign ministry", "cleared")
    assert draft_of(engine, key).state is State.SUBMITTED
    with pytest.raises(NotAllowed, match="another check"):
        review(sitting(engine, BEN), seen(engine, key), "legal check", "cleared")
    with pytest.raises(Conflict, match="not due"):
        review(sitting(engine, BEN), seen(engine, key), "foreign ministry", "twice")
    review(sitting(engine, person("hal", Role.REVIEWER)), seen(engine, key), "legal check", "fine")
    assert draft_of(engine, key).state is State.REVIEWED
    send_back(sitting(engine, FAY), seen(engine, key), "title is wrong")
    submit(sitting(engine, ANA), seen(engine, key), "mended")
    with engine.connect() as connection:
        assert drafts.passed(connection, draft_of(engine, key)) == ()


def test_an_amendment_is_a_new_version_and_the_old_one_stays(engine):
    published(engine, document())
    key = begin_change(sitting(engine, ANA), "PHL", SLUG)
    late = begin_change(sitting(engine, DAN), "PHL", SLUG)
    save(sitting(engine, ANA), seen(engine, key), document(bindingness="binding"))
    submit(sitting(engine, ANA), seen(engine, key), "binding after all")
    passed(engine, key)
    with engine.connect() as connection:
        assert versions.get(connection, SLUG, 1).document["bindingness"] == "non-binding"
        assert versions.get(connection, SLUG, 2).document["bindingness"] == "binding"
        assert agreements.get(connection, SLUG).version == 2
        assert versions.known_at(connection, SLUG, "2000-01-01 00:00:00") is None
    with pytest.raises(Conflict, match="Version 2 was published since"):
        submit(sitting(engine, DAN), seen(engine, late), "too late")


def test_an_id_that_is_taken_or_changed_is_refused(engine):
    published(engine, document())
    key = begin_registration(sitting(engine, ANA), "PHL", document())
    with pytest.raises(InvalidDocument) as caught:
        submit(sitting(engine, ANA), seen(engine, key), "again")
    assert "/id" in caught.value.problems
    changed = begin_change(sitting(engine, ANA), "PHL", SLUG)
    save(sitting(engine, ANA), seen(engine, changed), document("phl-deu-2027"))
    with pytest.raises(InvalidDocument, match="cannot go on"):
        submit(sitting(engine, ANA), seen(engine, changed), "renamed")


def test_a_draft_without_its_own_ministry_among_the_parties_is_refused(engine):
    parties = [{"code": "NPL"}, {"code": "DEU"}]
    key = begin_registration(sitting(engine, ANA), "PHL", document(parties=parties))
    with pytest.raises(InvalidDocument) as caught:
        submit(sitting(engine, ANA), seen(engine, key), "ours")
    assert "/parties" in caught.value.problems


def test_nothing_is_done_without_a_reason(engine):
    key = begin_registration(sitting(engine, ANA), "PHL", document())
    with pytest.raises(InvalidDocument, match="reason"):
        submit(sitting(engine, ANA), seen(engine, key), "  ")
    assert abandon(sitting(engine, ANA), seen(engine, key), "doubled").state is State.ABANDONED


def test_a_withdrawal_takes_it_off_and_its_versions_stay(engine):
    published(engine, document())
    key = begin_change(sitting(engine, ANA), "PHL", SLUG, kind=Kind.WITHDRAWAL)
    submit(sitting(engine, ANA), seen(engine, key), "registered by mistake")
    assert shown(engine) == [SLUG]
    passed(engine, key)
    assert shown(engine) == []
    with engine.connect() as connection:
        assert withdrawals.of(connection, SLUG).reason == "cleared"
        assert versions.latest(connection, SLUG).number == 1


def test_an_emergency_takes_it_off_at_once_and_lapses_without_a_second_person(engine):
    published(engine, document())
    withdraw_at_once(sitting(engine, CIA), "PHL", SLUG, "names of workers in the annex")
    assert shown(engine) == []
    with pytest.raises(NotAllowed, match="another person"):
        confirm_withdrawal(sitting(engine, CIA), "PHL", SLUG)
    assert end_lapsed(engine) == ()
    assert end_lapsed(engine, "2999-01-01 00:00:00") == (SLUG,)
    assert shown(engine) == [SLUG]
    withdraw_at_once(sitting(engine, CIA), "PHL", SLUG, "again")
    confirm_withdrawal(sitting(engine, FAY), "PHL", SLUG)
    assert end_lapsed(engine, "2999-01-01 00:00:00") == ()
    assert shown(engine) == []


def test_an_emergency_of_another_country_is_none(engine):
    published(engine, document())
    with pytest.raises(NotAllowed):
        withdraw_at_once(sitting(engine, EVA), "PHL", SLUG, "theirs")
    with pytest.raises(NotOnRegister):
        withdraw_at_once(
            sitting(engine, person("gil", Role.PUBLISHER, place="NPL")), "NPL", SLUG, "x"
        )
    assert shown(engine) == [SLUG]


def test_the_other_party_confirms_or_contests_and_both_are_kept(engine):
    published(engine, document())
    speak(sitting(engine, EVA), "DEU", SLUG, Word(Stance.CONFIRMS))
    contest = Word(Stance.CONTESTS, "/actions/0", "Signed on 20 March 2026.")
    speak(sitting(engine, EVA), "DEU", SLUG, contest)
    with pytest.raises(Conflict, match="Your own ministry"):
        speak(sitting(engine, CIA), "PHL", SLUG, Word(Stance.CONFIRMS))
    with pytest.raises(InvalidDocument, match="what holds"):
        speak(sitting(engine, EVA), "DEU", SLUG, Word(Stance.CONTESTS, "/notes"))
    speak(sitting(engine, EVA), "DEU", SLUG, replace(contest, said="Signed on 21 March 2026."))
    with engine.connect() as connection:
        said = claims.of(connection, SLUG)
    assert [(each.stance, each.pointer) for each in said] == [
        (Stance.CONFIRMS, ""), (Stance.CONTESTS, "/actions/0"),
    ]  # fmt: skip
    assert said[1].said == "Signed on 21 March 2026."


def test_the_journal_is_a_chain_that_tells_who_did_it(engine):
    published(engine, document())
    with engine.connect() as connection:
        chain = journal.verify(connection)
        rows = connection.execute(select(JournalRow.what, JournalRow.actor)).all()
    assert chain.broken is None and chain.entries == len(rows) == 5
    assert rows[-1] == ("agreement published", CIA.id)
