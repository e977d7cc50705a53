"""Who may give what to whom, who may forget whom, and what the database itself refuses."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DBAPIError

from registry.actions import accounts as people
from registry.errors import InvalidDocument, NotAllowed
from registry.storage import account_events, accounts
from registry.storage.engine import writing
from registry.storage.identity_tables import AccountEventRow, AccountRow, RoleGrantRow
from registry.values.access import Event
from registry.values.people import EVERYWHERE, Actor, Grant, Role
from tests.web.desk import OFFICER, OPERATOR, PASSWORD, REGISTRAR, Desk, errors, fill
from tests.web.test_sign_in import path, sign_in

PUBLISHER = Grant(Role.PUBLISHER, "PHL")
PAGES = {
    "/desk/people": {Role.OPERATOR, Role.DATA_PROTECTION_OFFICER},
    "/desk/people/sign-ins": {Role.OPERATOR, Role.DATA_PROTECTION_OFFICER},
    "/desk/people/invite": {Role.OPERATOR},
    "/desk/people/{other}": {Role.OPERATOR, Role.DATA_PROTECTION_OFFICER},
    "/desk/people/{other}/data.json": {Role.DATA_PROTECTION_OFFICER},
    "/desk/account": set(Role),
}
ACTS = {
    "give": {Role.OPERATOR},
    "take": {Role.OPERATOR},
    "link": {Role.OPERATOR},
    "end-key": {Role.OPERATOR},
    "end": {Role.OPERATOR},
    "erase": {Role.DATA_PROTECTION_OFFICER},
}


def granted(role: Role) -> Grant:
    whole = role in {Role.OPERATOR, Role.DATA_PROTECTION_OFFICER}
    return Grant(role, EVERYWHERE if whole else "PHL")


def again(desk: Desk, account: str):
    with desk.register.engine.connect() as connection:
        return accounts.find(connection, account)


@pytest.mark.parametrize("role", Role)
def test_every_page_and_act_is_for_its_roles_and_for_no_other(desk: Desk, role: Role):
    desk.account("first", OPERATOR)
    other = desk.account("other", REGISTRAR)
    client = desk.signed_in("myself", granted(role))
    for page, allowed in PAGES.items():
        answer = client.get(page.format(other=other.id))
        assert answer.status_code == (200 if role in allowed else 403), page
    for act, allowed in ACTS.items():
        told = {"role": "auditor", "place": "PHL", "key": "none"}
        answer = fill(client, "/desk", to=f"/desk/people/{other.id}/{act}", **told)
        assert (answer.status_code == 403) is (role not in allowed), act
    assert again(desk, other.id).ended_at is None or role in ACTS["end"] | ACTS["erase"]


def test_nobody_who_is_not_signed_in_sees_any_page_of_the_desk(desk: Desk):
    rules = {str(rule) for rule in desk.app.url_map.iter_rules() if str(rule).startswith("/desk")}
    closed = rules - {"/desk/sign-in", "/desk/invitation/<token>"}
    assert len(closed) > 25
    for rule in closed:
        address = re.sub("<[^>]+>", "x", rule)
        for answer in (desk.browser().get(address), desk.browser().post(address)):
            assert answer.status_code in {303, 401, 403, 405}, (rule, answer.status_code)
            assert "<form" not in answer.text


def test_an_operator_gives_no_role_to_themselves(desk: Desk):
    me = desk.account("ana", OPERATOR)
    with pytest.raises(InvalidDocument, match="to themselves"):
        people.give_role(me.id, REGISTRAR, me.actor, desk.register)
    page = f"/desk/people/{me.id}"
    client = desk.let_in(me)
    answer = fill(client, "/desk", to=f"{page}/give", role="registrar", place="PHL")
    assert answer.status_code == 422 and errors(answer) == [] and "to themselves" in answer.text


@pytest.mark.parametrize(("held", "asked"), [(OPERATOR, PUBLISHER), (PUBLISHER, OPERATOR)])
def test_nobody_both_runs_the_register_and_publishes_in_it(desk: Desk, held: Grant, asked: Grant):
    account = desk.account("ben", held)
    with pytest.raises(InvalidDocument, match="cannot publish"):
        people.give_role(account.id, asked, people.TERMINAL, desk.register)
    with pytest.raises(InvalidDocument, match="cannot publish"):
        people.invite("eve", "", frozenset({held, asked}), people.TERMINAL, desk.register)
    assert again(desk, account.id).grants == {held}


@pytest.mark.parametrize(
    ("first", "second", "by"),
    [
        ("operator", "publisher", "somebody"),
        ("publisher", "operator", "somebody"),
        (None, "registrar", "themselves"),
    ],
)
def test_the_database_keeps_roles_apart_whatever_the_program_does(desk: Desk, first, second, by):
    account = desk.account("ben", *([granted(Role(first))] if first else []))
    row = {"account": account.id, "role": second, "place": "PHL", "given_at": ""}
    row["given_by"] = account.id if by == "themselves" else "somebody"
    with pytest.raises(DBAPIError), writing(desk.register.engine) as connection:
        connection.execute(insert(RoleGrantRow).values(row))


@pytest.mark.parametrize(
    "grant",
    [
        Grant(Role.REGISTRAR, ""),
        Grant(Role.REGISTRAR, "phl"),
        Grant(Role.REGISTRAR, "XXX"),
        Grant(Role.PUBLISHER, "board-of-nursing"),
        Grant(Role.OPERATOR, "PHL"),
        Grant(Role.ASSESSOR, "Board of Nursing"),
    ],
)
def test_a_role_for_a_place_that_there_is_not_is_refused(desk: Desk, grant: Grant):
    with pytest.raises(InvalidDocument, match="Name a party"):
        people.invite("ben", "", frozenset({grant}), people.TERMINAL, desk.register)
    with desk.register.engine.connect() as connection:
        assert accounts.by_login(connection, "ben") is None


def test_an_authority_has_its_assessors(desk: Desk):
    grant = Grant(Role.ASSESSOR, "board-of-nursing")
    assert desk.account("ben", grant).grants == {grant}


def test_the_last_operator_stays(desk: Desk):
    first, second = desk.account("ana", OPERATOR), desk.account("eve", OPERATOR)
    people.end_account(first.id, second.actor, desk.register)
    officer = Actor("x", "x", frozenset({OFFICER}))
    for act in (
        lambda: people.end_account(second.id, second.actor, desk.register),
        lambda: people.take_role(second.id, OPERATOR, second.actor, desk.register),
        lambda: people.erase_account(second.id, officer, desk.register),
    ):
        with pytest.raises(InvalidDocument, match="last operator"):
            act()


def test_every_role_given_and_taken_is_told_with_who_did_it(desk: Desk):
    operator = desk.account("ana", OPERATOR)
    ben = desk.account("ben")
    people.give_role(ben.id, REGISTRAR, operator.actor, desk.register)
    people.take_role(ben.id, REGISTRAR, operator.actor, desk.register)
    with desk.register.engine.connect() as connection:
        told = account_events.newest(connection, account=ben.id)
    assert [(e.what, e.by, e.how) for e in told[:2]] == [
        (Event.ROLE_TAKEN, operator.id, "registrar PHL"),
        (Event.ROLE_GIVEN, operator.id, "registrar PHL"),
    ]


def test_an_ended_account_has_nothing_left_and_does_not_come_back(desk: Desk):
    ben = desk.account("ben", REGISTRAR)
    client = desk.let_in(ben)
    link = path(people.invite_again(ben.id, people.TERMINAL, desk.register))
    people.end_account(ben.id, people.TERMINAL, desk.register)
    assert client.get("/desk").status_code == 303
    assert desk.browser().get(link).status_code == 404
    assert sign_in(desk.browser(), "ben").status_code == 401
    assert again(desk, ben.id).grants == frozenset()
    for act in (
        lambda: people.give_role(ben.id, REGISTRAR, people.TERMINAL, desk.register),
        lambda: people.invite_again(ben.id, people.TERMINAL, desk.register),
    ):
        with pytest.raises(InvalidDocument, match="has ended"):
            act()


def test_what_is_held_of_a_person_is_given_out_without_secrets(desk: Desk):
    ben = desk.account("ben", REGISTRAR)
    officer = desk.signed_in("dora", OFFICER)
    told = officer.get(f"/desk/people/{ben.id}/data.json")
    assert told.get_json()["login"] == "ben"
    assert told.get_json()["roles"] == [{"role": "registrar", "place": "PHL"}]
    assert "argon2" not in told.text and PASSWORD not in told.text
    assert told.headers["Cache-Control"] == "no-store"
    own = desk.let_in(ben).get("/desk/account/data.json")
    assert own.get_json()["id"] == ben.id
    with pytest.raises(NotAllowed):
        people.export_account(ben.id, desk.account("eve", REGISTRAR).actor, desk.register)


def test_an_erased_person_is_in_no_table_and_their_id_stays(desk: Desk):
    ben = desk.account("benjamin.surname@example.org", REGISTRAR)
    sign_in(desk.browser("203.0.113.9"), "benjamin.surname@example.org")
    officer = desk.signed_in("dora", OFFICER)
    page = f"/desk/people/{ben.id}"
    assert fill(officer, page, to=f"{page}/erase").status_code == 303
    with desk.register.engine.connect() as connection:
        words = repr([connection.execute(select(t)).all() for t in (AccountRow, AccountEventRow)])
    assert "surname" not in words.lower() and "203.0.113" not in words
    assert again(desk, ben.id).name == f"erased-{ben.id}"
    with desk.register.engine.connect() as connection:
        events = {each.what for each in account_events.newest(connection, account=ben.id)}
    assert {Event.ROLE_GIVEN, Event.ACCOUNT_ERASED} <= events


def test_a_login_belongs_to_one_person_however_it_is_written(desk: Desk):
    desk.account("ana@example.org", REGISTRAR)
    for written in ("ANA@example.org", " ana@example.org ", "ａna@example.org"):
        with pytest.raises(InvalidDocument, match="taken"):
            people.invite(written, "", frozenset(), people.TERMINAL, desk.register)


@pytest.mark.parametrize("login", ["", "ab", "with blank", "x" * 121, "line\nbreak", "\u202eevil"])
def test_a_login_that_cannot_be_typed_is_refused(desk: Desk, login: str):
    with pytest.raises(InvalidDocument, match="Write a login"):
        people.invite(login, "", frozenset(), people.TERMINAL, desk.register)
