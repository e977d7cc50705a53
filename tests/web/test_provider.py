"""Signing in by a provider that runs as a process of its own, honest and otherwise."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from sqlalchemy import select

from registry.actions import accounts as people
from registry.actions.open_register import Register
from registry.actions.sign_in_elsewhere import grants_by_group
from registry.errors import InvalidDocument
from registry.settings import Provider, WrongSetting, read_settings
from registry.storage import accounts
from registry.storage.identity_tables import AccountRow
from registry.values.people import Grant, Role
from tests.web.desk import OPERATOR, REGISTRAR, Desk, errors, fill, hidden, mark_of, open_desk

GROUPS = (
    ("ministry-registrars", "registrar", "PHL"),
    ("ministry-publishers", "publisher", "PHL"),
    ("admins", "operator", ""),
)
DOOR = "/desk/sign-in/provider"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of the provider's process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.web.oidc_process", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(150):
        try:
            requests.get(f"{address}/jwks", timeout=2)
            break
        except requests.ConnectionError:
            assert process.poll() is None
            time.sleep(0.1)
    yield address
    process.terminate()
    process.wait(timeout=10)


@pytest.fixture
def desk(register: Register, database_url: str, issuer: str) -> Iterator[Desk]:
    """A desk that knows the provider; its clock is that of the machine, as the provider's is."""
    provider = Provider(issuer, "the-registry", "the-secret", GROUPS)
    opened = open_desk(register, database_url, provider=provider)
    opened.clock.at = datetime.now(UTC)
    cheat(issuer, "nothing")
    yield opened
    opened.register.engine.dispose()


def cheat(issuer: str, how: str) -> None:
    requests.post(f"{issuer}/cheat/{how}", timeout=5)


def is_somebody(issuer: str, subject: str, **claims: object) -> None:
    requests.put(f"{issuer}/users/{subject}", json=claims, timeout=5).raise_for_status()


def sent_on(client, **fields: str) -> str:
    """Press the button; gives the provider's address."""
    page = fill(client, "/desk/sign-in", to=DOOR, **fields)
    assert page.status_code == 200, errors(page)
    return page.headers["Refresh"].partition("url=")[2]


def agreed(address: str, subject: str) -> str:
    """The person agrees at the provider; gives the address back here."""
    answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=5)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"].partition("8000")[2]


def come_in(client, subject: str):
    return client.get(agreed(sent_on(client), subject))


def grants(desk: Desk, subject: str) -> frozenset[Grant]:
    with desk.register.engine.connect() as connection:
        account = connection.scalar(select(AccountRow.id).where(AccountRow.subject == subject))
        return accounts.find(connection, account).grants


def test_somebody_comes_in_with_the_roles_of_their_groups(desk: Desk, issuer: str):
    is_somebody(issuer, "ana", name="Ana Cruz", groups=["ministry-registrars", "choir"])
    client = desk.browser()
    came = come_in(client, "ana")
    assert (came.status_code, came.headers["Location"]) == (303, "/desk")
    page = client.get("/desk/account")
    assert "Ana Cruz" in page.text and "Registrar, Philippines" in page.text
    assert grants(desk, "ana") == {REGISTRAR}


def test_roles_follow_the_groups_at_each_sign_in(desk: Desk, issuer: str):
    is_somebody(issuer, "ben", name="Ben", groups=["ministry-registrars"])
    come_in(desk.browser(), "ben")
    is_somebody(issuer, "ben", name="Ben", groups=["ministry-publishers"])
    come_in(desk.browser(), "ben")
    assert grants(desk, "ben") == {Grant(Role.PUBLISHER, "PHL")}
    is_somebody(issuer, "ben", name="Ben")
    come_in(desk.browser(), "ben")
    assert grants(desk, "ben") == frozenset()


def test_groups_that_clash_give_one_of_the_roles_and_never_both(desk: Desk, issuer: str):
    is_somebody(issuer, "eve", name="Eve", groups=["admins", "ministry-publishers"])
    come_in(desk.browser(), "eve")
    assert len(grants(desk, "eve")) == 1


def test_the_address_asks_for_a_code_with_pkce_state_and_nonce(desk: Desk):
    asked = parse_qs(urlsplit(sent_on(desk.browser())).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 43 and len(asked["nonce"][0]) >= 43
    assert asked["redirect_uri"] == ["http://127.0.0.1:8000/desk/sign-in/provider"]


@pytest.mark.parametrize("how", ["nonce", "issuer", "signature", "none", "userinfo"])
def test_an_answer_that_does_not_hold_lets_nobody_in(desk: Desk, issuer: str, how: str):
    is_somebody(issuer, "ana", name="Ana", **({} if how == "userinfo" else {"groups": ["admins"]}))
    client = desk.browser()
    cheat(issuer, how)
    refused = come_in(client, "ana")
    assert refused.status_code == 401
    assert client.get_cookie("desk") is None
    cheat(issuer, "nothing")
    assert come_in(client, "ana").status_code == 303


def test_a_provider_that_calls_itself_otherwise_is_not_gone_to(desk: Desk, issuer: str):
    cheat(issuer, "discovery")
    assert fill(desk.browser(), "/desk/sign-in", to=DOOR).status_code == 401


@pytest.mark.parametrize("change", ["state", "no state", "no code", "issuer", "browser", "late"])
def test_an_answer_that_was_not_asked_for_here_lets_nobody_in(desk: Desk, issuer: str, change: str):
    is_somebody(issuer, "ana", name="Ana", groups=["admins"])
    client = desk.browser()
    back = urlsplit(agreed(sent_on(client), "ana"))
    told = {name: values[0] for name, values in parse_qs(back.query).items()}
    if change == "state":
        told["state"] = told["state"][::-1]
    elif change == "issuer":
        told["iss"] = "https://evil.example"
    elif change == "browser":
        client = desk.browser()
    elif change == "late":
        desk.clock.pass_by(minutes=11)
    else:
        del told[change.partition(" ")[2]]
    assert client.get(f"{back.path}?{urlencode(told)}").status_code == 401
    assert client.get_cookie("desk") is None


def test_an_answer_works_once(desk: Desk, issuer: str):
    is_somebody(issuer, "ana", name="Ana")
    client = desk.browser()
    back = agreed(sent_on(client), "ana")
    assert client.get(back).status_code == 303
    assert client.get(back).status_code == 401


def test_the_same_e_mail_address_does_not_join_accounts(desk: Desk, issuer: str):
    local = desk.account("ana@example.org", OPERATOR)
    is_somebody(issuer, "ana@example.org", email="ana@example.org", email_verified=True)
    come_in(desk.browser(), "ana@example.org")
    with desk.register.engine.connect() as connection:
        rows = connection.execute(select(AccountRow.id, AccountRow.subject)).all()
    assert len(rows) == 2 and grants(desk, "ana@example.org") == frozenset()
    assert local.id in {row.id for row in rows if row.subject is None}


def test_roles_of_an_account_of_the_provider_are_not_given_by_hand(desk: Desk, issuer: str):
    is_somebody(issuer, "ana", name="Ana")
    come_in(desk.browser(), "ana")
    with desk.register.engine.connect() as connection:
        account = connection.scalar(select(AccountRow.id))
    with pytest.raises(InvalidDocument, match="follow its groups"):
        people.give_role(account, REGISTRAR, people.TERMINAL, desk.register)


def test_an_ended_account_does_not_come_back_by_the_provider(desk: Desk, issuer: str):
    is_somebody(issuer, "ana", name="Ana", groups=["ministry-registrars"])
    come_in(desk.browser(), "ana")
    with desk.register.engine.connect() as connection:
        account = connection.scalar(select(AccountRow.id))
    people.end_account(account, people.TERMINAL, desk.register)
    assert come_in(desk.browser(), "ana").status_code == 401


def test_a_form_waits_while_its_owner_is_at_the_provider(desk: Desk, issuer: str):
    is_somebody(issuer, "ana", name="Ana", groups=["admins"])
    client = desk.browser()
    come_in(client, "ana")
    mark = mark_of(client.get("/desk/people/invite"))
    desk.clock.pass_by(minutes=31)
    ended = client.post("/desk/people/invite", data={"form-mark": mark, "login": "carla"})
    desk.clock.at = datetime.now(UTC)
    told = {"form-mark": mark_of(ended), "kept-form": hidden(ended, "kept-form")}
    there = client.post(DOOR, data={**told, "next": "/desk/people/invite"})
    back = client.get(agreed(there.headers["Refresh"].partition("url=")[2], "ana"))
    assert back.headers["Location"] == "/desk/people/invite"
    assert 'value="carla"' in client.get("/desk/people/invite").text


def test_without_a_provider_there_is_no_button_and_no_address(register: Register, database_url):
    plain = open_desk(register, database_url)
    assert DOOR not in plain.browser().get("/desk/sign-in").text
    assert plain.browser().get(DOOR).status_code == 404
    plain.register.engine.dispose()


def test_a_provider_that_is_silent_leaves_the_password(register: Register, database_url):
    nowhere = Provider("http://127.0.0.1:9", "x", "y", GROUPS)
    desk = open_desk(register, database_url, provider=nowhere)
    page = fill(desk.browser(), "/desk/sign-in", to=DOOR)
    assert page.status_code == 503 and "does not answer" in page.text
    desk.register.engine.dispose()


@pytest.mark.parametrize(
    "groups",
    [
        "admins",
        "admins=",
        "=operator",
        "admins=king:PHL",
        "admins=operator:PHL",
        "staff=registrar",
    ],
)
def test_a_group_that_maps_to_nothing_stops_the_start(groups: str):
    told = {
        "REGISTRY_OIDC_ISSUER": "https://sso.example",
        "REGISTRY_OIDC_CLIENT_ID": "a",
        "REGISTRY_OIDC_CLIENT_SECRET": "b",
        "REGISTRY_OIDC_GROUPS": groups,
    }
    with pytest.raises(WrongSetting):
        grants_by_group(read_settings(told).provider)


@pytest.mark.parametrize(
    "told",
    [
        {"REGISTRY_OIDC_ISSUER": "https://sso.example"},
        {
            "REGISTRY_OIDC_ISSUER": "http://sso.example",
            "REGISTRY_OIDC_CLIENT_ID": "a",
            "REGISTRY_OIDC_CLIENT_SECRET": "b",
            "REGISTRY_OIDC_GROUPS": "a=operator",
        },
        {"REGISTRY_PROXIES": "many"},
    ],
)
def test_settings_that_cannot_be_meant_are_refused(told: dict[str, str]):
    with pytest.raises(WrongSetting):
        read_settings(told)
