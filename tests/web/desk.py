"""A desk of its own for a test: an empty register, a clock that can be set, and people."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pyotp
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from registry.actions import accounts as people
from registry.actions.open_register import Register
from registry.actions.sign_in import begin
from registry.paths import STATIC, TEMPLATES
from registry.settings import Settings
from registry.storage import accounts
from registry.storage.accounts import Account
from registry.storage.engine import open_engine, writing
from registry.storage.migrations import upgrade
from registry.values.access import Level, Whence
from registry.values.people import EVERYWHERE, Grant, Role
from registry.web import wire

PASSWORD = "nine green bottles on a wall"
HERE = Whence("127.0.0.0/24", "a test")
OPERATOR = Grant(Role.OPERATOR, EVERYWHERE)
OFFICER = Grant(Role.DATA_PROTECTION_OFFICER, EVERYWHERE)
REGISTRAR = Grant(Role.REGISTRAR, "PHL")


@dataclass
class Clock:
    """The moment that the desk goes by."""

    at: datetime = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **time: float) -> None:
        """Let time pass."""
        self.at += timedelta(**time)


@dataclass
class Desk:
    """The register, its application, and what a test needs to let people in."""

    register: Register
    app: Flask
    clock: Clock
    secrets: dict[str, str] = field(default_factory=dict)

    def browser(self, address: str = "127.0.0.1", agent: str = "a browser") -> FlaskClient:
        """A browser that nobody has signed in with."""
        client = self.app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        client.environ_base["HTTP_USER_AGENT"] = agent
        return client

    def account(self, login: str, *grants: Grant, password: str | None = PASSWORD) -> Account:
        """An account that was taken over, without going through the pages."""
        link = people.invite(login, "", frozenset(grants), people.TERMINAL, self.register)
        if password:
            told = people.Taking(login, login.title(), password)
            people.accept(link.rpartition("/")[2], told, HERE, self.register)
        with self.register.engine.connect() as connection:
            return accounts.by_login(connection, login)

    def signed_in(self, login: str, *grants: Grant) -> FlaskClient:
        """A browser in which somebody with these roles is all the way in."""
        account = self.account(login, *grants, password=None)
        return self.let_in(account)

    def let_in(self, account: Account) -> FlaskClient:
        """A browser with a session of an account."""
        with writing(self.register.engine) as connection:
            entered = begin(connection, account, "a test", Level.FULL, HERE, self.clock())
        client = self.browser()
        client.set_cookie("desk", entered.token)
        return client

    def code(self, secret: str) -> str:
        """What an authenticator shows now."""
        return pyotp.TOTP(secret).at(self.clock())


def open_desk(register: Register, url: str, **settings: object) -> Desk:
    """A desk over an empty database; the ontology is that of ``register``."""
    clock = Clock()
    told: Settings = replace(register.settings, database_url=url, **settings)
    engine = open_engine(url)
    upgrade(engine)
    own = replace(register, settings=told, engine=engine, now=clock)
    app = Flask("registry", static_folder=str(STATIC), template_folder=str(TEMPLATES))
    wire(app, own)
    return Desk(own, app, clock)


def mark_of(page: TestResponse) -> str:
    """The mark on the forms of a page."""
    return re.search(r'name="form-mark" value="([^"]+)"', page.text)[1]


def hidden(page: TestResponse, name: str) -> str:
    """A hidden field of a page."""
    return re.search(rf'name="{name}" value="([^"]*)"', page.text)[1]


def fill(client: FlaskClient, address: str, /, to: str = "", **fields: object) -> TestResponse:
    """Open a page and send a form of it, to its own address or to another one."""
    page = client.get(address)
    assert page.status_code == 200, (page.status_code, page.headers.get("Location"))
    told = {name.replace("__", "-"): value for name, value in fields.items()}
    return client.post(to or address, data={"form-mark": mark_of(page), **told})


def errors(page: TestResponse) -> list[str]:
    """What stands at the fields of a form."""
    return re.findall(r'class="error" id="[^"]+">([^<]+)<', page.text)
