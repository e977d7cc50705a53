"""Empty databases for tests: a SQLite file each, or a database on the PostgreSQL server named."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, make_url, text


class Files:
    """SQLite files; a database belongs to a home."""

    def new(self, home: Path) -> str:
        """The address of an empty one."""
        return f"sqlite:///{home / 'registry.sqlite'}"

    def done(self, url: str) -> None:
        """The test is over; pytest removes the folder."""

    def close(self) -> None:
        """All tests are over."""


class Server:
    """Databases of a PostgreSQL server; making and dropping one is slow, emptying it is not."""

    def __init__(self, address: str) -> None:
        self._address = make_url(address)
        self._engine = create_engine(address, isolation_level="AUTOCOMMIT")
        self._numbers = count()
        self._made: list[str] = []
        self._empty: list[str] = []

    def new(self, _: Path) -> str:
        """The address of an empty one."""
        if self._empty:
            return self._empty.pop()
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        self._execute(f"CREATE DATABASE {name}")
        self._made.append(name)
        return self._address.set(database=name).render_as_string(hide_password=False)

    def done(self, url: str) -> None:
        """The test is over; the next one may have it."""
        self._execute(f"ALTER DATABASE {make_url(url).database} RESET ALL")
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
        self._empty.append(url)

    def close(self) -> None:
        """All tests are over."""
        for name in self._made:
            self._execute(f"DROP DATABASE {name} WITH (FORCE)")
        self._engine.dispose()

    def _execute(self, statement: str) -> None:
        with self._engine.connect() as connection:
            connection.execute(text(statement))
