"""Keys for programs: scoped, ending, shown once, and never more than their owner."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask, request
from sqlalchemy import select

from registry.actions import accounts as people
from registry.actions.api_keys import end_key, make_key
from registry.errors import InvalidDocument, NotAllowed
from registry.storage.identity_tables import ApiKeyRow
from registry.values.access import Scope
from registry.values.people import Grant, Role
from registry.web.identity import acting
from registry.web.negotiation import json_answer
from tests.web.desk import OPERATOR, PASSWORD, REGISTRAR, Desk, fill

PUBLISHER = Grant(Role.PUBLISHER, "PHL")


def key_of(desk: Desk, login: str, *grants: Grant, scopes=(Scope.WRITE_AGREEMENTS,), days=30):
    account = desk.account(login, *grants, password=None)
    last = desk.clock().date() + timedelta(days=days)
    return account, make_key(account, "a script", frozenset(scopes), last, desk.register)


def ask(desk: Desk, key: str, address: str = "/api/v1/key"):
    return desk.browser().get(address, headers={"Authorization": f"Bearer {key}"})


def scoped(app: Flask) -> None:
    @app.get("/api/v1/only-to-publish")
    def only_to_publish():
        return json_answer({"id": acting(request, Scope.PUBLISH_AGREEMENTS).id})


def test_a_key_says_what_it_may_do_and_is_only_what_its_scopes_carry(desk: Desk):
    account, key = key_of(desk, "ben", REGISTRAR, PUBLISHER)
    told = ask(desk, key).get_json()
    assert told["acts_as"] == account.id
    assert told["scopes"] == ["agreements:write"]
    assert told["roles"] == [{"role": "registrar", "place": "PHL"}]


def test_an_address_for_another_scope_is_forbidden_and_one_without_a_key_unauthorized(desk: Desk):
    scoped(desk.app)
    _, key = key_of(desk, "ben", REGISTRAR, PUBLISHER)
    _, other = key_of(desk, "eve", PUBLISHER, scopes=[Scope.PUBLISH_AGREEMENTS])
    refused = ask(desk, key, "/api/v1/only-to-publish")
    assert (refused.status_code, refused.get_json()["code"]) == (403, "not-allowed")
    assert refused.content_type == "application/problem+json"
    none = desk.browser().get("/api/v1/only-to-publish")
    assert (none.status_code, none.get_json()["code"]) == (401, "not-signed-in")
    assert none.headers["WWW-Authenticate"].startswith("Bearer")
    assert ask(desk, other, "/api/v1/only-to-publish").status_code == 200


def test_a_browser_that_is_signed_in_is_nobody_to_the_interface(desk: Desk):
    """So no site can make a browser write by the interface."""
    client = desk.signed_in("ben", REGISTRAR)
    assert client.get("/api/v1/key").status_code == 401


@pytest.mark.parametrize("change", ["end", "owner ends", "time", "role", "mistyped", "cut"])
def test_a_key_stops_working(desk: Desk, change: str):
    account, key = key_of(desk, "ben", REGISTRAR)
    assert ask(desk, key).status_code == 200
    if change == "end":
        end_key(account.id, key.split("_")[1], account.actor, desk.register)
    elif change == "owner ends":
        people.end_account(account.id, people.TERMINAL, desk.register)
    elif change == "time":
        desk.clock.pass_by(days=31)
    elif change == "role":
        people.take_role(account.id, REGISTRAR, people.TERMINAL, desk.register)
        assert ask(desk, key).get_json()["roles"] == []
        return
    key = {"mistyped": key[:-1] + "!", "cut": key.rpartition("_")[0]}.get(change, key)
    answer = ask(desk, key)
    assert (answer.status_code, answer.get_json()["code"]) == (401, "not-signed-in")


def test_only_the_hash_of_a_key_is_kept_and_the_day_of_its_last_use(desk: Desk):
    _, key = key_of(desk, "ben", REGISTRAR)
    ask(desk, key)
    with desk.register.engine.connect() as connection:
        kept = connection.execute(select(ApiKeyRow)).mappings().one()
    assert key.rpartition("_")[2] not in repr(kept)
    assert kept["used_on"] == "2026-11-24"


@pytest.mark.parametrize(("days", "works"), [(0, False), (1, True), (365, True), (366, False)])
def test_a_key_lasts_from_a_day_to_a_year(desk: Desk, days: int, works: bool):
    if works:
        assert key_of(desk, "ben", REGISTRAR, days=days)
    else:
        with pytest.raises(InvalidDocument):
            key_of(desk, "ben", REGISTRAR, days=days)


def test_a_key_that_asks_too_often_is_told_when_to_come_again(desk: Desk):
    _, key = key_of(desk, "ben", REGISTRAR)
    _, other = key_of(desk, "eve", REGISTRAR)
    answers = [ask(desk, key) for _ in range(122)]
    assert [each.status_code for each in answers].count(429) == 2
    assert answers[-1].get_json()["code"] == "too-many-requests"
    assert ask(desk, other).status_code == 200
    desk.clock.pass_by(seconds=int(answers[-1].headers["Retry-After"]))
    assert ask(desk, key).status_code == 200


def test_guessing_keys_is_held_off_and_a_right_key_is_not(desk: Desk):
    _, key = key_of(desk, "ben", REGISTRAR)
    wrong = [ask(desk, f"mrk_000000000000_{n}").status_code for n in range(7)]
    assert wrong == [401] * 5 + [429] * 2
    assert ask(desk, key).status_code == 200


def test_a_key_is_made_on_the_page_shown_once_and_ended_there(desk: Desk):
    account = desk.account("ben", REGISTRAR)
    client = desk.let_in(account)
    told = {"name": "nightly", "scope": ["agreements:write"], "ends_on": "2027-05-01"}
    wrong = fill(client, "/desk/account/keys", **told, current="not this one")
    assert wrong.status_code == 422 and 'class="key"' not in wrong.text
    made = fill(client, "/desk/account/keys", **told, current=PASSWORD)
    key = re.search(r'class="key" dir="ltr">([^<]+)<', made.text)[1]
    assert ask(desk, key).status_code == 200
    assert key.rpartition("_")[2] not in client.get("/desk/account/keys").text
    identifier = key.split("_")[1]
    fill(client, "/desk/account/keys", to="/desk/account/keys/end", key=identifier)
    assert ask(desk, key).status_code == 401


def test_a_scope_that_carries_none_of_ones_roles_is_not_given(desk: Desk):
    client = desk.let_in(desk.account("ben", REGISTRAR))
    page = fill(
        client,
        "/desk/account/keys",
        name="x",
        scope=["agreements:publish"],
        ends_on="2027-05-01",
        current=PASSWORD,
    )
    assert page.status_code == 422 and "at least one" in page.text


def test_an_operator_ends_the_key_of_somebody_and_nobody_else_does(desk: Desk):
    account, key = key_of(desk, "ben", REGISTRAR)
    stranger = desk.account("eve", REGISTRAR)
    identifier = key.split("_")[1]
    with pytest.raises(NotAllowed):
        end_key(account.id, identifier, stranger.actor, desk.register)
    operator = desk.signed_in("ana", OPERATOR)
    page = f"/desk/people/{account.id}"
    assert fill(operator, page, to=f"{page}/end-key", key=identifier).status_code == 303
    assert ask(desk, key).status_code == 401


def test_one_network_makes_papers_only_so_fast(desk: Desk):
    """The limit holds before the body is looked at, and another network is not held off."""
    asked = {"kind": "information", "destination": "nowhere"}
    client = desk.browser("203.0.113.4")
    answers = [client.post("/api/v1/statements", json=asked).status_code for _ in range(122)]
    assert answers == [422] * 120 + [429] * 2
    other = desk.browser("198.51.100.4")
    assert other.post("/api/v1/statements", json=asked).status_code == 422
