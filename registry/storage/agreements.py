"""The store of agreements: one by its id, a list by filters, all of them; and how they get in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    and_,
    cast,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.sql.elements import SQLColumnExpression

from registry.catalogue.agreement import Agreement
from registry.catalogue.search import MOST_PARTIES, Filters, Page
from registry.errors import NotOnRegister
from registry.schemas.agreement import agreement_of
from registry.storage import search
from registry.storage.preparing import Prepared
from registry.storage.tables import (
    AgreementObjectiveRow,
    AgreementOccupationRow,
    AgreementPartyRow,
    AgreementRelationRow,
    AgreementRow,
    AgreementSectorRow,
    AgreementStatusSpanRow,
    FactRow,
)
from registry.storage.types import moment

_STATE = "agreements"
_SUM = "agreements sum"
_MODULUS = 1 << 256
_FEW = 200
_CHANGED = "agreements changed"
_Passing = Select[str, str, str, str]
_Part = (
    AgreementPartyRow
    | AgreementSectorRow
    | AgreementOccupationRow
    | AgreementObjectiveRow
    | AgreementStatusSpanRow
    | AgreementRelationRow
)
_PARTS: dict[str, type[_Part]] = {
    "party": AgreementPartyRow,
    "sector": AgreementSectorRow,
    "occupation": AgreementOccupationRow,
    "objective": AgreementObjectiveRow,
    "span": AgreementStatusSpanRow,
    "relation": AgreementRelationRow,
}


@dataclass(frozen=True, slots=True)
class Stored:
    """An agreement as it is kept: its canonical JSON, and which version of it this is."""

    agreement: Agreement
    document: bytes
    version: int
    content_hash: str
    linked_from: tuple[tuple[str, str], ...]
    """Agreements that link here, as (relation, id)."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the list: each item as JSON, and the counts over the whole filtered set."""

    total: int
    items: tuple[bytes, ...]
    facets: Mapping[str, Mapping[str, int]]

    def body(self, page: Page) -> bytes:
        """The whole answer as API.md gives it."""
        return orjson.dumps(
            {
                "items": [orjson.Fragment(item) for item in self.items],
                "page": page.number,
                "page_size": page.size,
                "total": self.total,
                "facets": self.facets,
            }
        )


_READ_STATE = text(f"SELECT value FROM fact WHERE name = '{_STATE}'")  # noqa: S608  our own word


def state(connection: Connection) -> str:
    """A fingerprint of all agreements and of what is derived from them.

    Every page asks it, so the statement is made once.
    """
    return connection.execute(_READ_STATE).scalar() or "empty"


def fact(connection: Connection, name: str) -> str | None:
    """A fact about this database."""
    return connection.scalar(select(FactRow.value).where(FactRow.name == name))


def changed(connection: Connection) -> datetime | None:
    """When the agreements last changed here."""
    said = fact(connection, _CHANGED)
    return datetime.fromisoformat(said).replace(tzinfo=UTC) if said else None


def set_fact(connection: Connection, name: str, value: str | ColumnElement[Any]) -> None:
    """Put down a fact about this database."""
    connection.execute(delete(FactRow).where(FactRow.name == name))
    connection.execute(insert(FactRow).values(name=name, value=value))


def get(connection: Connection, slug: str) -> Stored:
    """The agreement of an id."""
    row = connection.execute(
        select(AgreementRow.document, AgreementRow.version, AgreementRow.content_hash).where(
            AgreementRow.id == slug
        )
    ).first()
    if row is None:
        raise NotOnRegister(
            f"No agreement {slug[:120]!r} is on the register.",
            hint="Look it up in the list of agreements.",
        )
    links = connection.execute(
        select(AgreementRelationRow.kind, AgreementRelationRow.agreement)
        .where(AgreementRelationRow.to == slug)
        .order_by(AgreementRelationRow.agreement, AgreementRelationRow.kind)
    ).all()
    return Stored(
        _agreement(row.document),
        row.document.encode(),
        row.version,
        row.content_hash,
        tuple((link.kind, link.agreement) for link in links),
    )


def all_agreements(connection: Connection) -> list[Agreement]:
    """Every agreement that the public knows, in the order of ids."""
    return [agreement for agreement, _ in numbered(connection)]


def numbered(connection: Connection) -> list[tuple[Agreement, int]]:
    """The same, each with the number of its version."""
    found = select(AgreementRow.document, AgreementRow.version).order_by(AgreementRow.id)
    return [(_agreement(row.document), row.version) for row in connection.execute(found)]


def count(connection: Connection) -> int:
    """How many agreements are on the register."""
    return connection.scalar(select(func.count()).select_from(AgreementRow)) or 0


@lru_cache(maxsize=8192)
def _agreement(document: str) -> Agreement:
    """A stored document was validated on its way in; the same text is the same agreement."""
    return agreement_of(orjson.loads(document))


def hashes(connection: Connection) -> dict[str, tuple[str, str]]:
    """What every agreement is kept as: id to (content hash, hash with all that is derived)."""
    found = select(AgreementRow.id, AgreementRow.content_hash, AgreementRow.prepared)
    return {row.id: (row.content_hash, row.prepared) for row in connection.execute(found)}


# The list ----------------------------------------------------------------------------------


def find(connection: Connection, filters: Filters, page: Page) -> Listing:
    """The agreements that pass all filters, in the order of ids; two statements, no objects."""
    passing = _passing(filters, search.condition(connection, filters.words))
    counts = _facets(connection, passing)
    rows = connection.execute(
        passing.with_only_columns(
            AgreementRow.item_head,
            AgreementRow.item_tail,
            AgreementStatusSpanRow.status,
            AgreementStatusSpanRow.confidence,
        )
        .order_by(AgreementRow.id)
        .limit(page.size)
        .offset(page.offset)
    )
    on = filters.on.isoformat()
    items = tuple(
        f'{head}{{"value":"{status}","confidence":"{confidence}","on":"{on}"}}{tail}'.encode()
        for head, tail, status, confidence in rows
    )
    return Listing(sum(counts["form"].values()), items, counts)


def _passing(filters: Filters, words: ColumnElement[bool] | None) -> _Passing:
    """The filtered set as id, type, form and the status of the day."""
    on = filters.on.isoformat()
    span, agreement = AgreementStatusSpanRow, AgreementRow
    conditions: list[ColumnElement[bool]] = [span.first <= on, span.last >= on]
    conditions += [_takes_part(code) for code in filters.parties]
    if words is not None:
        conditions.append(words)
    exact: list[tuple[SQLColumnExpression[Any], str | None]] = [
        (agreement.type, filters.type),
        (agreement.form, filters.form),
        (span.status, filters.status),
    ]
    conditions += [where == wanted for where, wanted in exact if wanted is not None]
    if filters.sector is not None:
        conditions.append(_has(AgreementSectorRow, AgreementSectorRow.sector == filters.sector))
    if filters.objective is not None:
        objective = AgreementObjectiveRow.objective == filters.objective
        conditions.append(_has(AgreementObjectiveRow, objective))
    if filters.occupation is not None:
        conditions.append(_is_about(filters.occupation))
    return (
        select(agreement.id, agreement.type, agreement.form, span.status)
        .join(span, span.agreement == agreement.id)
        .where(and_(*conditions))
    )


def _has(
    part: type[_Part],
    condition: ColumnElement[bool],
) -> ColumnElement[bool]:
    return AgreementRow.id.in_(select(part.agreement).where(condition))


def _takes_part(code: str) -> ColumnElement[bool]:
    """A country takes part itself or through one of its units."""
    party = AgreementPartyRow
    return _has(party, or_(party.country == code, party.code == code))


def _is_about(occupation: str) -> ColumnElement[bool]:
    """A code is meant by itself, by the groups it lies in, and by what lies in it."""
    isco = AgreementOccupationRow.isco
    groups = [occupation[:length] for length in range(1, len(occupation) + 1)]
    inside = isco.startswith(occupation, autoescape=True)
    return _has(AgreementOccupationRow, or_(isco.in_(groups), inside))


def _facets(connection: Connection, passing: _Passing) -> dict[str, dict[str, int]]:
    hits = passing.cte("hits")
    found: dict[str, dict[str, int]] = {
        name: {} for name in ("type", "status", "sector", "objective", "form", "party")
    }
    whole = union_all(
        *(_counted(name, hits.c[name]) for name in ("type", "status", "form")),
        _counted("sector", AgreementSectorRow.sector, hits.c.id == AgreementSectorRow.agreement),
        _counted(
            "objective",
            cast(AgreementObjectiveRow.objective, Text),
            hits.c.id == AgreementObjectiveRow.agreement,
        ),
        _counted("party", AgreementPartyRow.country, hits.c.id == AgreementPartyRow.agreement),
    )
    rows = connection.execute(whole).all()
    for name, value, count in sorted(rows, key=lambda row: (-row[2], row[1])):
        if name != "party" or len(found[name]) < MOST_PARTIES:
            found[name][value] = count
    return found


def _counted(
    name: str, value: SQLColumnExpression[Any], joined: ColumnElement[bool] | None = None
) -> Select[Any]:
    counted = select(literal(name), value, func.count()).group_by(value)
    return counted if joined is None else counted.where(joined)


# On the way in -----------------------------------------------------------------------------


def put_all(
    connection: Connection,
    wanted: Sequence[tuple[Prepared, int]],
    removed: Iterable[str] = (),
    progress: Callable[[int], None] = lambda _: None,
) -> None:
    """Show agreements to the public, each with the number of its version, and show others no more.

    The caller's transaction.
    """
    gone = tuple(removed)
    held = _prepared(connection, [each.id for each, _ in wanted] + list(gone))
    for slug in gone:
        _remove(connection, slug)
    for done, (each, number) in enumerate(wanted, start=1):
        if each.id in held:
            _remove(connection, each.id)
        connection.execute(insert(AgreementRow).values(**each.row, version=number))
        for name, rows in each.parts.items():
            if rows:
                connection.execute(insert(_PARTS[name]), list(rows))
        search.learn(connection, each.id, each.row["words"])
        progress(done)
    shown = {each.id: str(each.row["prepared"]) for each, _ in wanted}
    _note_state(connection, held, shown)


def _remove(connection: Connection, slug: str) -> None:
    for part in _PARTS.values():
        connection.execute(delete(part).where(part.agreement == slug))
    connection.execute(delete(AgreementRow).where(AgreementRow.id == slug))
    search.forget(connection, slug)


def held(connection: Connection, slug: str) -> bool:
    """Whether the public knows of an agreement."""
    return connection.scalar(select(AgreementRow.id).where(AgreementRow.id == slug)) is not None


def _prepared(connection: Connection, wanted: Sequence[str]) -> dict[str, str]:
    """What some agreements are kept as; all are read at once where many are asked for."""
    found = select(AgreementRow.id, AgreementRow.prepared)
    if len(wanted) <= _FEW:
        found = found.where(AgreementRow.id.in_(wanted))
    asked = frozenset(wanted)
    return {row.id: row.prepared for row in connection.execute(found) if row.id in asked}


def _note_state(connection: Connection, before: Mapping[str, str], now: Mapping[str, str]) -> None:
    """Put down the new state, and when it came about, if it is another.

    The state is a sum over all agreements, so that a change of one costs the same in a register
    of any size.
    """
    was = fact(connection, _SUM)
    if was is None:
        whole = ((slug, prepared) for slug, (_, prepared) in hashes(connection).items())
        total = sum(map(_weight, whole))
    else:
        total = int(was, 16) - sum(map(_weight, before.items())) + sum(map(_weight, now.items()))
    said = f"{total % _MODULUS:064x}"
    if before or now:
        set_fact(connection, _SUM, said)
    known = said[:16]
    if known != state(connection):
        set_fact(connection, _STATE, known)
        set_fact(connection, _CHANGED, moment())


def _weight(kept: tuple[str, str]) -> int:
    return int(sha256(" ".join(kept).encode()).hexdigest(), 16)
