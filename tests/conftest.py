"""What every test may ask for: one real register, loaded once, and things made from it.

Registers are made in SQLite files. Where ``REGISTRY_TEST_DATABASE_URL`` names a PostgreSQL server
on which databases may be made, each is made there instead, in a database of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from registry.actions.load import bring_up_to_date
from registry.actions.open_register import Register, open_register
from registry.app import create_app
from registry.recognition.knowledge import Knowledge
from registry.settings import Settings, read_settings
from tests.databases import Files, Server

SERVER = os.environ.get("REGISTRY_TEST_DATABASE_URL", "")


_TESTS = Path(__file__).parent
# Their tests take the knowledge of a register, in which no database has a part.
_PURE = frozenset({"catalogue", "recognition", "schemas", "statements", "values"})


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a database, and skip what is about one that this run does not use."""
    for item in items:
        room = item.path.relative_to(_TESTS).parts[0] if item.path.is_relative_to(_TESTS) else ""
        if "databases" in getattr(item, "fixturenames", ()) and room not in _PURE:
            item.add_marker("database")
        for name in ("sqlite", "postgresql"):
            if item.get_closest_marker(name) and bool(SERVER) != (name == "postgresql"):
                item.add_marker(pytest.mark.skip(f"this is about {name}, which is not in use here"))


@pytest.fixture(scope="session")
def databases() -> Iterator[Files | Server]:
    """Where registers are made."""
    made = Server(SERVER) if SERVER else Files()
    yield made
    made.close()


@pytest.fixture
def database_url(databases: Files | Server, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    url = databases.new(tmp_path / "home")
    yield url
    databases.done(url)


@pytest.fixture
def other_database_url(databases: Files | Server, tmp_path: Path) -> Iterator[str]:
    """The address of a second one."""
    url = databases.new(tmp_path / "other")
    yield url
    databases.done(url)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, databases: Files | Server) -> Settings:
    """A home of its own, on a fixed day."""
    home = tmp_path_factory.mktemp("home")
    return read_settings(
        {
            "REGISTRY_HOME": str(home),
            "REGISTRY_DATABASE_URL": databases.new(home),
            "REGISTRY_TODAY": "2026-11-24",
            "REGISTRY_SECRET_KEY": "only-for-these-tests",
            "REGISTRY_BASE_URL": "http://127.0.0.1:8000",
        }
    )


@pytest.fixture(scope="session")
def register(settings: Settings) -> Iterator[Register]:
    """The whole register with its real corpus and ontology."""
    list(bring_up_to_date(settings))
    opened = open_register(settings)
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="session")
def knowledge(register: Register) -> Knowledge:
    """What the rules look at."""
    return register.knowledge


@pytest.fixture(scope="session")
def app(register: Register) -> Flask:
    """The real application over the real register."""
    made = create_app(register.settings)
    made.config["TESTING"] = False
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without a screen."""
    return app.test_client()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of source data; without it the test is skipped, visibly."""
    folder = os.environ.get("REGISTRY_TEST_DATA")
    if not folder:
        pytest.skip("REGISTRY_TEST_DATA does not name the folder of source data")
    return Path(folder)
