"""The store of published versions, whole and for good; who may read them is decided elsewhere."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Connection, Select, Subquery, Text, func, insert, or_, select

from registry.catalogue.agreement import Agreement, Confidentiality
from registry.errors import NotOnRegister
from registry.schemas.agreement import agreement_of, dump_agreement
from registry.storage.desk_tables import AgreementVersionRow as Row
from registry.storage.types import now

CORPUS, DESK, IMPORT = "corpus", "desk", "import"


@dataclass(frozen=True, slots=True)
class Version:
    """A published version; ``published_at`` is when the register came to know it (UTC)."""

    agreement: str
    number: int
    document: Mapping[str, Any]
    digest: str
    origin: str
    reason: str
    published_at: str
    draft: str | None = None
    reviewed_by: str | None = None
    published_by: str | None = None

    @property
    def record(self) -> Agreement:
        """What it says."""
        return agreement_of(self.document)


def digest_of(agreement: Agreement) -> str:
    """The hash of the whole document."""
    return sha256(orjson.dumps(dump_agreement(agreement))).hexdigest()


def add(connection: Connection, versions: Iterable[Version]) -> None:
    """Put versions down; a number that is taken is refused by the database."""
    rows = [
        {
            "agreement": each.agreement,
            "number": each.number,
            "document": each.document,
            "digest": each.digest,
            "confidentiality": each.document.get("confidentiality", Confidentiality.PUBLIC.value),
            "origin": each.origin,
            "reason": each.reason,
            "published_at": each.published_at,
            "draft": each.draft,
            "reviewed_by": each.reviewed_by,
            "reviewer": each.draft and "reviewer",
            "published_by": each.published_by,
            "publisher": each.draft and "publisher",
        }
        for each in versions
    ]
    if rows:
        connection.execute(insert(Row), rows)


def plain(connection: Connection, agreement: Agreement, number: int, origin: str) -> Version:
    """A version that no draft stands behind: of the corpus, or of an import."""
    document = dump_agreement(agreement)
    return Version(
        agreement.id, number, document, digest_of(agreement), origin, "", now(connection)
    )


def begin(connection: Connection, shown: Iterable[tuple[Agreement, int]]) -> None:
    """Give agreements that an earlier release showed without versions the one that they have."""
    known = standing(connection)
    missing = [(each, number) for each, number in shown if each.id not in known]
    add(connection, [plain(connection, each, number, CORPUS) for each, number in missing])


def latest(connection: Connection, slug: str) -> Version | None:
    """The newest version of an agreement."""
    return _one(connection, _all().where(Row.agreement == slug).order_by(Row.number.desc()))


def get(connection: Connection, slug: str, number: int) -> Version:
    """One version by its number."""
    found = _one(connection, _all().where(Row.agreement == slug, Row.number == number))
    if found is None:
        raise NotOnRegister(
            f"There is no version {number} of {slug[:120]!r}.",
            hint="See the versions on the page of the agreement.",
        )
    return found


def known_at(connection: Connection, slug: str, moment: str) -> Version | None:
    """The version that the register knew at a moment (``2026-11-25 23:59:59``)."""
    known = _all().where(Row.agreement == slug, Row.published_at <= moment)
    return _one(connection, known.order_by(Row.number.desc()))


def history(connection: Connection, slug: str) -> tuple[Version, ...]:
    """All versions of an agreement, the newest first."""
    rows = connection.execute(_all().where(Row.agreement == slug).order_by(Row.number.desc()))
    return tuple(Version(**row) for row in rows.mappings())


def standing(connection: Connection) -> dict[str, tuple[int, str, str]]:
    """The newest version of each agreement as (number, digest, origin)."""
    newest = _newest()
    rows = connection.execute(
        select(Row.agreement, Row.number, Row.digest, Row.origin).join(newest, _is(newest))
    )
    return {row.agreement: (row.number, row.digest, row.origin) for row in rows}


def newest_of_all(connection: Connection) -> Generator[Version, None, None]:
    """The newest version of every agreement, in the order of ids."""
    newest = _newest()
    asked = _all().join(newest, _is(newest)).order_by(Row.agreement)
    with connection.execute(asked.execution_options(yield_per=500)) as found:
        for row in found.mappings():
            yield Version(**row)


def restricted(connection: Connection) -> frozenset[str]:
    """The agreements of which the public does not know."""
    newest = _newest()
    return frozenset(
        connection.scalars(
            select(Row.agreement)
            .join(newest, _is(newest))
            .where(Row.confidentiality == Confidentiality.RESTRICTED.value)
        )
    )


def naming(connection: Connection, slugs: Iterable[str]) -> tuple[str, ...]:
    """The agreements whose newest version names one of some others."""
    wanted = tuple(slugs)
    if not wanted:
        return ()
    newest = _newest()
    document = Row.document.cast(Text)
    named = or_(*(document.contains(f'"{slug}"', autoescape=True) for slug in wanted))
    return tuple(connection.scalars(select(Row.agreement).join(newest, _is(newest)).where(named)))


def _newest() -> Subquery:
    return (
        select(Row.agreement, func.max(Row.number).label("number")).group_by(Row.agreement)
    ).subquery()


def _is(newest: Subquery) -> ColumnElement[bool]:
    return (Row.agreement == newest.c.agreement) & (Row.number == newest.c.number)


def _all() -> Select[Any]:
    return select(
        Row.agreement, Row.number, Row.document, Row.digest, Row.origin, Row.reason,
        Row.published_at, Row.draft, Row.reviewed_by, Row.published_by,
    )  # fmt: skip


def _one(connection: Connection, asked: Select[Any]) -> Version | None:
    row = connection.execute(asked.limit(1)).mappings().first()
    return Version(**row) if row else None
