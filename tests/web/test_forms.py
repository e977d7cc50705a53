"""Marks on forms, and forms whose session ends on the way."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from registry.actions import accounts as people
from registry.storage import accounts
from registry.values.people import Grant, Role
from registry.web import kept_forms
from tests.web.desk import OPERATOR, PASSWORD, REGISTRAR, Desk, fill, hidden, mark_of
from tests.web.test_sign_in import READER, sign_in, with_codes

TOLD = {"login": "carla", "name": 'Carla "C" <c>', "role": "registrar", "place": "PHL"}
INVITE = "/desk/people/invite"


def posted(client, mark: str | None, **headers: str):
    told = {**TOLD, **({"form-mark": mark} if mark is not None else {})}
    return client.post(INVITE, data=told, headers=headers)


def invited(desk: Desk) -> bool:
    with desk.register.engine.connect() as connection:
        return accounts.by_login(connection, "carla") is not None


@pytest.mark.parametrize("kind", ["missing", "made up", "of a visit", "of another account"])
def test_a_form_without_the_mark_of_the_session_does_nothing(desk: Desk, kind: str):
    operator = desk.signed_in("ana", OPERATOR)
    other = desk.signed_in("eve", OPERATOR)
    marks = {
        "missing": None,
        "made up": mark_of(operator.get(INVITE))[:-1] + "x",
        "of a visit": mark_of(desk.browser().get("/desk/sign-in")),
        "of another account": mark_of(other.get(INVITE)),
    }
    answer = posted(operator, marks[kind])
    assert answer.status_code in {403, 303}
    assert not invited(desk)
    assert posted(operator, mark_of(operator.get(INVITE))).status_code == 200
    assert invited(desk)


def test_a_form_of_another_account_is_not_shown_to_this_one(desk: Desk):
    operator, eve = desk.signed_in("ana", OPERATOR), desk.signed_in("eve", OPERATOR)
    posted(operator, mark_of(eve.get(INVITE)))
    assert "Carla" not in operator.get(INVITE).text


def test_a_form_that_another_site_sends_does_nothing_even_with_the_right_mark(desk: Desk):
    operator = desk.signed_in("ana", OPERATOR)
    mark = mark_of(operator.get(INVITE))
    answer = posted(operator, mark, **{"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403 and not invited(desk)


def test_signing_in_asks_for_the_mark_of_the_same_visit(desk: Desk):
    """Nobody is signed in to somebody else's account by a form of another site."""
    desk.account("ana", READER)
    mark = mark_of(desk.browser().get("/desk/sign-in"))
    victim = desk.browser()
    victim.get("/desk/sign-in")
    told = {"login": "ana", "password": PASSWORD, "form-mark": mark}
    assert victim.post("/desk/sign-in", data=told).status_code == 403
    assert victim.get_cookie("desk") is None


def test_a_form_that_writes_is_refused_as_json_to_a_program(desk: Desk):
    answer = desk.browser().post("/desk/sign-in", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["code"]) == (403, "not-allowed")


def test_what_was_typed_when_a_session_ends_is_shown_again_after_signing_in(desk: Desk):
    client, secret, _ = with_codes(desk, "ana", Grant(Role.OPERATOR, ""))
    mark = mark_of(client.get(INVITE))
    desk.clock.pass_by(minutes=31)
    ended = posted(client, mark)
    assert ended.status_code == 401 and "What you wrote is kept" in ended.text
    assert not invited(desk)
    told = {
        "form-mark": mark_of(ended),
        "kept-form": hidden(ended, "kept-form"),
        "next": hidden(ended, "next"),
        "login": "ana",
        "password": PASSWORD,
    }
    came = client.post("/desk/sign-in", data=told)
    second = client.get(came.headers["Location"])
    code = {"form-mark": mark_of(second), "next": hidden(second, "next")}
    back = client.post("/desk/second-factor", data={**code, "code": desk.code(secret)})
    assert back.headers["Location"] == INVITE
    page = client.get(INVITE)
    assert 'value="carla"' in page.text and "Carla &#34;C&#34; &lt;c&gt;" in page.text
    assert '<option value="PHL" selected>' in page.text
    assert not invited(desk)
    assert posted(client, mark_of(page)).status_code == 200
    assert invited(desk)
    assert 'value="carla"' not in client.get(INVITE).text


def test_what_one_person_typed_is_not_shown_to_the_next_one(desk: Desk):
    client, _, _ = with_codes(desk, "ana", Grant(Role.OPERATOR, ""))
    _, secret, _ = with_codes(desk, "eve", Grant(Role.OPERATOR, ""))
    mark = mark_of(client.get(INVITE))
    desk.clock.pass_by(minutes=31)
    ended = posted(client, mark)
    kept = {"kept-form": hidden(ended, "kept-form"), "form-mark": mark_of(ended)}
    came = client.post("/desk/sign-in", data={**kept, "login": "eve", "password": PASSWORD})
    second = client.get(came.headers["Location"])
    told = {"form-mark": mark_of(second), "code": desk.code(secret)}
    assert client.post("/desk/second-factor", data=told).status_code == 303
    assert "Carla" not in client.get(INVITE).text
    assert "Carla" not in client.get("/desk").text


def test_a_kept_form_that_was_changed_on_the_way_is_dropped(desk: Desk):
    client = desk.signed_in("ana", OPERATOR)
    mark = mark_of(client.get(INVITE))
    desk.clock.pass_by(minutes=31)
    kept = hidden(posted(client, mark), "kept-form")
    key, at = desk.register.key, desk.clock()
    assert kept_forms.open_kept(key, kept, at)["path"] == INVITE
    broken = kept[:40] + ("A" if kept[40] != "A" else "B") + kept[41:]
    for wrong in (broken, "", "%%%", kept[:30]):
        assert kept_forms.open_kept(key, wrong, at) is None
    desk.clock.pass_by(days=2)
    assert kept_forms.open_kept(key, kept, desk.clock()) is None


def test_passwords_and_codes_do_not_travel_in_a_kept_form(desk: Desk):
    account = desk.account("ana", READER)
    client = desk.let_in(account)
    mark = mark_of(client.get("/desk/account/password"))
    desk.clock.pass_by(minutes=31)
    told = {"form-mark": mark, "current": PASSWORD, "password": "new long words", "why": "x"}
    ended = client.post("/desk/account/password", data=told)
    kept = kept_forms.open_kept(desk.register.key, hidden(ended, "kept-form"), desk.clock())
    assert kept["fields"] == [["why", "x"]]


def test_a_form_too_large_to_travel_is_told_before_it_is_lost(desk: Desk):
    client = desk.signed_in("ana", OPERATOR)
    mark = mark_of(client.get(INVITE))
    desk.clock.pass_by(minutes=31)
    body = urlencode({"form-mark": mark, "name": "x" * 450_000})
    kind = "application/x-www-form-urlencoded"
    ended = client.post(INVITE, data=body, content_type=kind)
    assert ended.status_code in {401, 413}
    assert "too large" in ended.text or ended.status_code == 413


def test_a_form_of_a_tab_that_outlived_its_session_is_shown_again_in_the_new_one(desk: Desk):
    account = desk.account("ana", READER)
    client = desk.let_in(account)
    old = mark_of(client.get("/desk"))
    fill(client, "/desk", to="/desk/sign-out")
    sign_in(client, "ana")
    answer = client.post("/desk/account/keys", data={"form-mark": old, "name": "a script"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/account/keys")


def test_a_role_that_was_taken_away_is_gone_with_the_next_request(desk: Desk):
    account = desk.account("ben", REGISTRAR, Grant(Role.OPERATOR, ""), password=None)
    desk.account("ana", OPERATOR)
    client = desk.let_in(account)
    assert client.get(INVITE).status_code == 200
    people.take_role(account.id, OPERATOR, people.TERMINAL, desk.register)
    assert client.get(INVITE).status_code == 403


def test_a_character_that_no_text_has_is_refused_in_words(desk: Desk):
    client = desk.browser()
    mark = mark_of(client.get("/desk/sign-in"))
    told = {"form-mark": mark, "login": "a\0b", "password": "x"}
    answer = client.post("/desk/sign-in", data=told)
    assert answer.status_code == 400 and "<h1" in answer.text
