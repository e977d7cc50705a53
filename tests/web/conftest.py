"""A desk over an empty register, for tests of people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from registry.actions.open_register import Register
from tests.web.desk import Desk, open_desk


@pytest.fixture
def desk(register: Register, database_url: str) -> Iterator[Desk]:
    """An empty register with a clock that can be set."""
    opened = open_desk(register, database_url)
    yield opened
    opened.register.engine.dispose()
