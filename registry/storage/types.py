"""The column types that every table is made of: the same values and order on either database.

Days and moments are kept as ISO text, documents as the JSON that was hashed. So a row reads the
same everywhere, and copies can be compared byte for byte.
"""

from __future__ import annotations

from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy import Connection, Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator

# PostgreSQL would sort by the language that its server was set up for.
Text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


class JSONDocument(TypeDecorator[Any]):
    """A document as JSON text: the order of keys and every number stay as they were put in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """As text."""
        return None if value is None else orjson.dumps(value).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """As it was put in."""
        return None if value is None else orjson.loads(value)


class moment(FunctionElement[str]):  # noqa: N801  it is called as a function of SQL
    """The moment of the transaction by the clock of the database, in UTC, to the second."""

    type = sa.Text()
    inherit_cache = True


def now(connection: Connection) -> str:
    """The moment by the clock of the database, as ``2026-11-25 04:12:41`` in UTC."""
    return connection.execute(sa.select(moment())).scalar_one()


@compiles(moment)
def _moment(*_: Any, **__: Any) -> str:
    return "CURRENT_TIMESTAMP"


@compiles(moment, "postgresql")
def _moment_of_postgresql(*_: Any, **__: Any) -> str:
    return "to_char(CURRENT_TIMESTAMP AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"
