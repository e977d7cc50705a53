"""Coming in at the desk: links, passwords, codes, sessions, and everybody who should not."""

from __future__ import annotations

import re
from statistics import median
from time import perf_counter

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from registry.actions import accounts as people
from registry.errors import Conflict
from registry.storage import account_events, sessions
from registry.storage.engine import writing
from registry.storage.identity_tables import AccountEventRow, AccountRow, SessionRow
from registry.values.access import Event
from registry.values.people import EVERYWHERE, Grant, Role
from tests.web.desk import (
    OPERATOR,
    PASSWORD,
    REGISTRAR,
    Desk,
    errors,
    fill,
    hidden,
    mark_of,
    open_desk,
)
from tests.web.pages.reading import Reading

READER = Grant(Role.AUDITOR, "DEU")


def path(link: str) -> str:
    return link.partition("8000")[2]


def sign_in(client, login: str, password: str = PASSWORD, **more):
    return fill(client, "/desk/sign-in", login=login, password=password, **more)


def set_up_codes(desk: Desk, client) -> tuple[str, list[str]]:
    """Go through the page of codes; gives the secret and the recovery codes."""
    page = client.get("/desk/second-factor/codes")
    secret = re.search(r'mono key">([^<]+)<', page.text)[1].replace(" ", "")
    done = client.post(
        "/desk/second-factor/codes",
        data={
            "form-mark": mark_of(page),
            "sealed": hidden(page, "sealed"),
            "code": desk.code(secret),
        },
    )
    assert done.status_code == 200, errors(done)
    return secret, re.findall(r'class="mono">([^<]+)<', done.text)


def with_codes(desk: Desk, login: str, *grants: Grant):
    """Somebody who signs in by password and code, and the secret and recovery codes."""
    desk.account(login, *grants)
    client = desk.browser()
    assert sign_in(client, login).status_code == 303
    secret, codes = set_up_codes(desk, client)
    desk.clock.pass_by(minutes=2)
    return client, secret, codes


def test_the_first_operator_comes_by_a_link_and_invites_a_registrar_who_comes_in(desk: Desk):
    link = path(people.operator_link(desk.register))
    client = desk.browser()
    taken = fill(client, link, login="Ana@Example.org", name="Ana Cruz", password=PASSWORD)
    assert taken.headers["Location"].startswith("/desk/second-factor/codes")
    set_up_codes(desk, client)
    assert "Ana Cruz" in client.get("/desk").text
    invited = fill(
        client, "/desk/people/invite", login="ben", name="Ben", role="registrar", place="PHL"
    )
    second = path(re.search(r'class="key" dir="ltr">([^<]+)<', invited.text)[1])
    other = desk.browser()
    assert fill(other, second, name="Ben B", password=PASSWORD).status_code == 303
    set_up_codes(desk, other)
    home = other.get("/desk")
    assert "Ben B" in home.text and "/desk/people" not in home.text
    assert other.get("/desk/people").status_code == 403


def test_the_link_of_the_first_operator_works_once_and_only_while_there_is_none(desk: Desk):
    first = path(people.operator_link(desk.register))
    second = path(people.operator_link(desk.register))
    assert desk.browser().get(first).status_code == 404
    told = {"login": "ana", "name": "Ana", "password": PASSWORD}
    assert fill(desk.browser(), second, **told).status_code == 303
    assert desk.browser().get(second).status_code == 404
    with pytest.raises(Conflict):
        people.operator_link(desk.register)


def test_a_link_that_was_only_looked_at_still_works_and_ends_after_its_time(desk: Desk):
    link = path(people.invite("ben", "", frozenset(), people.TERMINAL, desk.register))
    assert [desk.browser().get(link).status_code for _ in range(3)] == [200, 200, 200]
    desk.clock.pass_by(days=7, seconds=1)
    assert desk.browser().get(link).status_code == 404


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("elevenchars", "at least 12"),
        ("ana.cruz is my name", "own login or name"),
        ("passwordpassword", "somebody would try"),
        ("ababababababab", "somebody would try"),
        ("x1" * 600, "at most 1,000"),
    ],
)
def test_a_password_that_others_would_guess_is_refused(desk: Desk, password: str, said: str):
    link = path(people.invite("ana.cruz", "", frozenset(), people.TERMINAL, desk.register))
    page = fill(desk.browser(), link, name="Ana", password=password)
    assert page.status_code == 422 and said in errors(page)[0]
    assert password not in page.text


def test_a_password_of_words_without_digits_and_capitals_is_taken(desk: Desk):
    desk.account("ana", READER, password="blauer elefant im schnee")
    assert sign_in(desk.browser(), " ANA ", "blauer elefant im schnee").status_code == 303


def test_unknown_accounts_and_wrong_passwords_are_told_alike(desk: Desk):
    desk.account("ana", READER)
    unknown = sign_in(desk.browser(), "nobody", "wrong but long enough")
    wrong = sign_in(desk.browser(), "ana", "wrong but long enough")
    ended = desk.account("old", READER)
    people.end_account(ended.id, people.TERMINAL, desk.register)
    over = sign_in(desk.browser(), "old", PASSWORD)
    for page in (unknown, wrong, over):
        assert page.status_code == 401
        assert errors(page) == ["Login or password is wrong."]


def test_an_unknown_account_takes_as_long_as_a_wrong_password(desk: Desk):
    desk.account("ana", READER)
    client = desk.browser()
    times: dict[str, list[float]] = {"ana": [], "nobody": []}
    mark = mark_of(client.get("/desk/sign-in"))
    for _ in range(8):
        for login, taken in times.items():
            desk.clock.pass_by(hours=3)
            told = {"form-mark": mark, "login": login, "password": "wrong but long enough"}
            began = perf_counter()
            assert client.post("/desk/sign-in", data=told).status_code == 401
            taken.append(perf_counter() - began)
    known, unknown = (median(taken) for taken in times.values())
    assert 0.6 < known / unknown < 1.7


def test_attempts_are_held_off_longer_and_longer_and_never_for_good(desk: Desk):
    desk.account("ana", READER)
    client = desk.browser()
    for _ in range(5):
        assert sign_in(client, "ana", "wrong but long enough").status_code == 401
    waits = []
    for _ in range(4):
        held = sign_in(client, "ana", PASSWORD)
        assert held.status_code == 429 and "too many attempts" in errors(held)[0]
        waits.append(int(held.headers["Retry-After"]))
        desk.clock.pass_by(seconds=waits[-1])
        assert sign_in(client, "ana", "wrong but long enough").status_code == 401
    assert waits == sorted(waits) and waits[-1] > 3 * waits[0]
    desk.clock.pass_by(seconds=900)
    assert sign_in(client, "ana", PASSWORD).status_code == 303


def test_who_does_not_exist_is_held_off_like_everybody(desk: Desk):
    client = desk.browser()
    answers = [sign_in(client, "nobody", "wrong but long enough") for _ in range(7)]
    assert [page.status_code for page in answers] == [401] * 5 + [429] * 2


def test_somebody_elsewhere_still_comes_in_while_one_network_is_held_off(desk: Desk):
    desk.account("ana", READER)
    for _ in range(7):
        sign_in(desk.browser("198.51.100.7"), "ana", "wrong but long enough")
    assert sign_in(desk.browser("198.51.100.9"), "ana", PASSWORD).status_code == 429
    assert sign_in(desk.browser("203.0.113.5"), "ana", PASSWORD).status_code == 303


def test_one_network_that_tries_many_names_is_held_off(desk: Desk):
    client = desk.browser()
    codes = {sign_in(client, f"name{n}", "short").status_code for n in range(60)}
    assert codes == {401, 429}


def test_a_role_that_writes_opens_nothing_before_the_second_factor(desk: Desk):
    desk.account("ben", REGISTRAR)
    client = desk.browser()
    came = sign_in(client, "ben")
    assert came.headers["Location"].startswith("/desk/second-factor/codes")
    away = client.get("/desk/account")
    assert (away.status_code, away.headers["Location"][:20]) == (303, "/desk/second-factor?")
    assert '/desk"' not in client.get("/").text.replace('/desk/sign-in"', "")


def test_a_code_works_once_and_codes_of_the_steps_beside_it_are_taken(desk: Desk):
    _, secret, _ = with_codes(desk, "ben", REGISTRAR)
    code = desk.code(secret)
    first = desk.browser()
    sign_in(first, "ben")
    desk.clock.pass_by(seconds=20)
    assert fill(first, "/desk/second-factor", code=code).status_code == 303
    second = desk.browser()
    sign_in(second, "ben")
    again = fill(second, "/desk/second-factor", code=code)
    assert again.status_code == 422 and "used before" in errors(again)[0]
    desk.clock.pass_by(seconds=40)
    assert fill(second, "/desk/second-factor", code=desk.code(secret)).status_code == 303
    assert second.get("/desk").status_code == 200


def test_a_recovery_code_works_once_however_it_is_typed(desk: Desk):
    _, _, codes = with_codes(desk, "ben", REGISTRAR)
    assert len(set(codes)) == 10
    typed = codes[0].upper().replace("-", " ")
    for expected in (303, 422):
        client = desk.browser()
        sign_in(client, "ben")
        assert fill(client, "/desk/second-factor", code=typed).status_code == expected


def test_guessing_codes_is_held_off(desk: Desk):
    with_codes(desk, "ben", REGISTRAR)
    client = desk.browser()
    sign_in(client, "ben")
    answers = [fill(client, "/desk/second-factor", code="000000").status_code for _ in range(7)]
    assert answers == [422] * 5 + [429] * 2


def test_the_secret_of_codes_is_not_in_the_database(desk: Desk):
    _, secret, codes = with_codes(desk, "ben", REGISTRAR)
    with desk.register.engine.connect() as connection:
        kept = connection.scalar(select(AccountRow.secret).where(AccountRow.login == "ben"))
        everything = repr(
            [
                connection.execute(select(table)).all()
                for table in AccountRow.metadata.sorted_tables
                if table.name not in {"statement", "paper"}
            ]
        )
    assert secret.encode() not in kept
    for said in (secret, PASSWORD, *codes):
        assert said not in everything


def test_a_token_given_before_signing_in_is_worth_nothing_after(desk: Desk):
    """Session fixation: what an attacker planted never becomes a session."""
    desk.account("ana", READER)
    client = desk.browser()
    client.set_cookie("desk", "planted-by-somebody-else")
    sign_in(client, "ana")
    assert client.get_cookie("desk").value != "planted-by-somebody-else"
    thief = desk.browser()
    thief.set_cookie("desk", "planted-by-somebody-else")
    assert thief.get("/desk").status_code == 303


def test_the_token_changes_with_the_second_factor_and_the_old_one_dies(desk: Desk):
    _, secret, _ = with_codes(desk, "ben", REGISTRAR)
    client = desk.browser()
    sign_in(client, "ben")
    halfway = client.get_cookie("desk").value
    fill(client, "/desk/second-factor", code=desk.code(secret))
    assert client.get_cookie("desk").value != halfway
    thief = desk.browser()
    thief.set_cookie("desk", halfway)
    assert thief.get("/desk/second-factor").status_code == 401


def test_only_the_hash_of_a_token_is_kept(desk: Desk):
    client = desk.signed_in("ana", READER)
    with desk.register.engine.connect() as connection:
        kept = connection.scalars(select(SessionRow.token)).all()
    assert client.get_cookie("desk").value not in kept and len(kept[0]) == 64


def test_a_session_ends_when_it_is_idle_and_when_it_is_long(desk: Desk):
    idle, busy = desk.signed_in("ana", READER), desk.signed_in("ben", READER)
    for _ in range(25):
        desk.clock.pass_by(minutes=29)
        last = busy.get("/desk").status_code
        if last != 200:
            break
    assert idle.get("/desk").status_code == 303
    assert desk.clock.at.hour == 21 and last == 303


def test_signing_out_ends_the_session_for_whoever_holds_the_token(desk: Desk):
    client = desk.signed_in("ana", READER)
    token = client.get_cookie("desk").value
    assert fill(client, "/desk", to="/desk/sign-out").status_code == 303
    assert client.get_cookie("desk") is None
    client.set_cookie("desk", token)
    assert client.get("/desk").status_code == 303


def test_a_new_password_ends_every_other_session(desk: Desk):
    account = desk.account("ana", READER)
    mine, other = desk.let_in(account), desk.let_in(account)
    new = "seven purple trains at dawn"
    wrong = fill(mine, "/desk/account/password", current="not this one", password=new)
    assert errors(wrong) == ["The password is wrong."]
    done = fill(mine, "/desk/account/password", current=PASSWORD, password=new)
    assert done.status_code == 303
    assert (mine.get("/desk").status_code, other.get("/desk").status_code) == (200, 303)
    assert sign_in(desk.browser(), "ana", new).status_code == 303


def test_one_can_end_a_session_of_ones_own_and_of_nobody_else(desk: Desk):
    account = desk.account("ana", READER)
    mine, lost = desk.let_in(account), desk.let_in(account)
    other = desk.signed_in("ben", READER)
    with desk.register.engine.connect() as connection:
        kept = connection.execute(select(SessionRow.id, SessionRow.account)).all()
    for session in kept:
        fill(mine, "/desk", to="/desk/account/sessions", session=session.id)
        if mine.get("/desk").status_code != 200:
            mine = desk.let_in(account)
    assert lost.get("/desk").status_code == 303
    assert other.get("/desk").status_code == 200


def test_whoever_was_going_somewhere_gets_there_and_nowhere_else(desk: Desk):
    desk.account("ana", READER)
    away = desk.browser().get("/desk/account/keys?x=1")
    assert away.headers["Location"] == "/desk/sign-in?next=%2Fdesk%2Faccount%2Fkeys%3Fx%3D1"
    for asked, came in {
        "/desk/account/keys?x=1": "/desk/account/keys?x=1",
        "https://evil.example/desk": "/desk",
        "//evil.example": "/desk",
        "/desk\\evil": "/desk",
        "/desk\r\nSet-Cookie: a=b": "/desk",
    }.items():
        client = desk.browser()
        answer = sign_in(client, "ana", next=asked)
        assert answer.headers["Location"] == came


def test_the_cookie_is_kept_from_scripts_and_other_sites_and_on_https_from_other_hosts(
    desk: Desk, register, other_database_url
):
    desk.account("ana", READER)
    plain = sign_in(desk.browser(), "ana").headers["Set-Cookie"]
    assert plain.startswith("desk=") and "HttpOnly" in plain and "SameSite=Lax" in plain
    secure = open_desk(register, other_database_url, base_url="https://r.example")
    secure.account("ana", READER)
    client = secure.browser()
    page = client.get("/desk/sign-in", base_url="https://r.example")
    told = {"form-mark": mark_of(page), "login": "ana", "password": PASSWORD}
    came = client.post("/desk/sign-in", data=told, base_url="https://r.example")
    cookie = came.headers["Set-Cookie"]
    assert cookie.startswith("__Host-desk=") and "Secure" in cookie and "Path=/" in cookie
    assert "Domain" not in cookie
    secure.register.engine.dispose()


def test_the_audit_tells_who_came_and_from_which_network_and_no_secret(desk: Desk):
    desk.account("ana", READER)
    client = desk.browser("203.0.113.77")
    sign_in(client, "ana", "wrong but long enough")
    sign_in(client, "ana")
    with desk.register.engine.connect() as connection:
        told = account_events.newest(connection)
        words = repr(connection.execute(select(AccountEventRow)).all())
    assert [each.what for each in told[:2]] == [Event.SIGNED_IN, Event.REFUSED]
    assert {each.network for each in told[:2]} == {"203.0.113.0/24"}
    for secret in (PASSWORD, "wrong but", "113.77", client.get_cookie("desk").value):
        assert secret not in words
    assert "203.0.113.0/24" in client.get("/desk/account/sign-ins").text


def test_sign_ins_are_forgotten_after_twelve_months_and_roles_given_are_not(desk: Desk):
    desk.account("ana", READER)
    sign_in(desk.browser(), "ana")
    with writing(desk.register.engine) as connection:
        connection.execute(update(AccountEventRow).values(at="2025-01-01 00:00:00"))
        account_events.forget_sign_ins(connection, "2025-11-24 00:00:00")
        left = {each.what for each in account_events.newest(connection)}
    assert Event.SIGNED_IN not in left and Event.ROLE_GIVEN in left


def test_a_reset_ends_the_old_way_in_and_needs_a_new_second_factor(desk: Desk):
    client, _, _ = with_codes(desk, "ben", REGISTRAR)
    with desk.register.engine.connect() as connection:
        account = connection.scalar(select(AccountRow.id).where(AccountRow.login == "ben"))
    link = path(people.invite_again(account, people.TERMINAL, desk.register))
    assert client.get("/desk").status_code == 200
    new = "seven purple trains at dawn"
    back = fill(desk.browser(), link, name="Ben", password=new)
    assert back.headers["Location"].startswith("/desk/second-factor/codes")
    assert client.get("/desk").status_code == 303
    assert sign_in(desk.browser(), "ben", PASSWORD).status_code == 401


def test_a_hash_of_weaker_numbers_is_made_anew_at_sign_in(desk: Desk):
    account = desk.account("ana", READER)
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with writing(desk.register.engine) as connection:
        connection.execute(update(AccountRow).values(password=weak))
    assert sign_in(desk.browser(), "ana").status_code == 303
    with desk.register.engine.connect() as connection:
        kept = connection.scalar(select(AccountRow.password).where(AccountRow.id == account.id))
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_of_signing_in_keep_the_rules_of_every_page(desk: Desk, language: str):
    client = desk.browser()
    link = path(people.operator_link(desk.register))
    fresh = [client.get(f"{each}?lang={language}") for each in ("/desk/sign-in", link)]
    operator = desk.signed_in("ana", OPERATOR, Grant(Role.DATA_PROTECTION_OFFICER, EVERYWHERE))
    other = desk.account("ben", REGISTRAR)
    inside = [
        operator.get(f"{each}?lang={language}")
        for each in (
            "/desk",
            "/desk/account",
            "/desk/account/password",
            "/desk/account/recovery-codes",
            "/desk/account/passkeys",
            "/desk/account/sessions",
            "/desk/account/keys",
            "/desk/account/sign-ins",
            "/desk/second-factor/codes",
            "/desk/people",
            "/desk/people/invite",
            "/desk/people/sign-ins",
            f"/desk/people/{other.id}",
        )
    ]
    for page in (*fresh, *inside):
        assert page.status_code == 200
        reading = Reading(page.text)
        assert reading.faults == []
        assert reading.attributes["html"]["lang"] == language
        assert page.headers["Cache-Control"] == "no-store"
        assert "script" not in page.headers["Content-Security-Policy"]


def test_sessions_that_are_over_are_forgotten(desk: Desk):
    desk.signed_in("ana", READER)
    desk.clock.pass_by(days=1)
    desk.signed_in("ben", READER)
    with desk.register.engine.connect() as connection:
        kept = connection.execute(select(SessionRow.account)).all()
        assert len(kept) == 1
        assert sessions.of_account(connection, kept[0].account)
