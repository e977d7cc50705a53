"""Dumps of PostgreSQL, by the client programs that belong to it: pg_dump, pg_restore and psql."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from tempfile import TemporaryFile
from typing import IO

from sqlalchemy import URL, Connection, Engine, func, select, text

from registry.errors import Unavailable
from registry.settings import environment_with

_OURS = ("--no-owner", "--no-privileges")
_DUMP = ("pg_dump", "--format=custom", *_OURS)
_AS_SCRIPT = ("pg_restore", "--clean", "--if-exists", *_OURS, "--file=-")
_RUN_SCRIPT = (
    "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-",
)  # fmt: skip
_FUNCTIONS = text("SELECT DISTINCT tgfoid::regprocedure FROM pg_trigger WHERE NOT tgisinternal")


def dump(connection: Connection, into: IO[bytes]) -> None:
    """Write the database as this transaction sees it."""
    snapshot = connection.scalar(select(func.pg_export_snapshot()))
    with TemporaryFile() as said:
        command = (*_DUMP, f"--snapshot={snapshot}")
        with _running(command, connection.engine, said, stdout=subprocess.PIPE) as dumping:
            shutil.copyfileobj(_pipe(dumping.stdout), into)


def parts_of(connection: Connection, tables: Sequence[str]) -> list[str]:
    """Tables and the functions of triggers, as DROP names them."""
    quoted = connection.dialect.identifier_preparer.quote
    functions = connection.scalars(_FUNCTIONS)
    return [
        *(f"TABLE IF EXISTS {quoted(name)}" for name in tables),
        *(f"FUNCTION IF EXISTS {each}" for each in functions),
    ]


def load(dumped: IO[bytes], engine: Engine, instead_of: Sequence[str]) -> None:
    """Put a dump in the place of these parts, in one transaction."""
    drop = [f"DROP {part} CASCADE;" for part in instead_of]
    first = "\n".join(["SET lock_timeout = '60s';", "SET client_min_messages = 'error';", *drop])
    with (
        TemporaryFile() as said,
        _running(
            _RUN_SCRIPT, engine, said, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
        ) as script,
    ):
        lines = _pipe(script.stdin)
        with suppress(BrokenPipeError):
            lines.write(f"{first}\n".encode())
            lines.flush()
        with (
            _running(_AS_SCRIPT, None, said, stdin=subprocess.PIPE, stdout=lines) as reading,
            suppress(BrokenPipeError),
            _pipe(reading.stdin) as stream,
        ):
            shutil.copyfileobj(dumped, stream)


@contextmanager
def _running(
    command: Sequence[str],
    engine: Engine | None,
    said: IO[bytes],
    stdin: int | None = None,
    stdout: int | IO[bytes] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """A program beside this one: killed if something else fails, and its failure told in words."""
    address = _address(engine) if engine else []
    environment = environment_with(PGPASSWORD=str(engine.url.password or "") if engine else "")
    try:
        process = subprocess.Popen(  # noqa: S603  our own words, and the address of the settings
            [*command, *address], stdin=stdin, stdout=stdout, stderr=said, env=environment
        )
    except FileNotFoundError as error:
        raise Unavailable(
            f"{command[0]} is missing, which this needs for PostgreSQL.",
            hint="Type: sudo apt-get install -y postgresql-client",
        ) from error
    with process:
        try:
            yield process
        except BaseException:
            process.kill()
            raise
        finally:
            if process.stdin is not None:
                with suppress(BrokenPipeError):
                    process.stdin.close()
    if process.returncode:
        raise Unavailable(
            f"{command[0]} failed: {_last_words(said)}",
            hint="The programs must not be older than the server; nothing was changed.",
        )


def _address(engine: Engine) -> list[str]:
    """The database without its password, which everybody on the machine could read."""
    url = engine.url
    plain = URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, url.query
    )
    return ["--dbname", plain.render_as_string()]


def _last_words(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read().decode(errors="replace").strip().splitlines() or ["it says nothing"]
    return next((line for line in lines if "ERROR" in line or "FATAL" in line), lines[-1])


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise ValueError("the program was started without this pipe")
    return stream
