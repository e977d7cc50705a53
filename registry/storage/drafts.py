"""The store of drafts: saved with a count, so that nobody overwrites what they have not seen."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from registry.catalogue.workflow import REVIEW, Kind, Move, Part, Review, State
from registry.errors import Conflict, NotOnRegister
from registry.storage.desk_tables import (
    DraftFileRow,
    DraftMoveRow,
    DraftPartRow,
    DraftRow,
    FileRow,
    ReviewStepRow,
)
from registry.storage.engine import insert_once
from registry.storage.types import now


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it stands; its document may have gaps until it is submitted."""

    id: str
    agreement: str
    place: str
    kind: Kind
    base: int | None
    document: Mapping[str, Any]
    state: State
    revision: int
    round: int
    made_at: str
    changed_at: str
    changed_by: str


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that was done to a draft."""

    move: Move
    step: str
    round: int
    account: str
    reason: str
    digest: str
    at: str


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file that the register holds."""

    sha256: str
    media_type: str
    size: int
    name: str


_COLUMNS = (
    DraftRow.id, DraftRow.agreement, DraftRow.place, DraftRow.kind, DraftRow.base,
    DraftRow.document, DraftRow.state, DraftRow.revision, DraftRow.round, DraftRow.made_at,
    DraftRow.changed_at, DraftRow.changed_by,
)  # fmt: skip


def new(connection: Connection, of: str, place: str, document: Mapping[str, Any]) -> Draft:
    """The draft of a registration, not kept yet; ``of`` is the agreement that it is about."""
    key, at = secrets.token_hex(6), now(connection)
    kind, state = Kind.REGISTRATION, State.DRAFT
    return Draft(key, of, place, kind, None, document, state, 1, 0, at, at, "")


def create(connection: Connection, draft: Draft) -> None:
    """Keep a new draft; who made it is its author, the register itself (empty) is nobody."""
    row = {name: getattr(draft, name) for name in Draft.__slots__}
    connection.execute(
        insert(DraftRow).values(**{**row, "kind": draft.kind.value, "state": draft.state.value})
    )
    if draft.changed_by:
        take_part(connection, draft.id, draft.changed_by, Part.AUTHOR)


def get(connection: Connection, key: str) -> Draft:
    """The draft of an id."""
    row = connection.execute(select(*_COLUMNS).where(DraftRow.id == key)).mappings().first()
    if row is None:
        raise NotOnRegister(f"There is no draft {key[:40]!r}.", hint="See /desk.")
    return _draft(row)


def of_places(
    connection: Connection, places: Iterable[str], *, states: Iterable[State]
) -> tuple[Draft, ...]:
    """The drafts kept for some places, those changed last first."""
    rows = connection.execute(
        select(*_COLUMNS)
        .where(DraftRow.place.in_(tuple(places)))
        .where(DraftRow.state.in_(tuple(state.value for state in states)))
        .order_by(DraftRow.changed_at.desc(), DraftRow.id)
    )
    return tuple(_draft(row) for row in rows.mappings())


def of_agreement(connection: Connection, agreement: str) -> tuple[Draft, ...]:
    """Every draft of an agreement, the newest first."""
    rows = connection.execute(
        select(*_COLUMNS)
        .where(DraftRow.agreement == agreement)
        .order_by(DraftRow.made_at.desc(), DraftRow.id)
    )
    return tuple(_draft(row) for row in rows.mappings())


def _draft(row: Any) -> Draft:
    return Draft(**{**row, "kind": Kind(row["kind"]), "state": State(row["state"])})


def save(
    connection: Connection, draft: Draft, document: Mapping[str, Any], by: str, *, agreement: str
) -> Draft:
    """Keep a changed document, if the draft is still as it was when it was read."""
    _change(connection, draft, by, document=document, agreement=agreement)
    take_part(connection, draft.id, by, Part.AUTHOR)
    return get(connection, draft.id)


def stand(connection: Connection, draft: Draft, state: State, by: str, *, new_round: bool) -> Draft:
    """Put a draft into another state, if it is still as it was when it was read."""
    _change(connection, draft, by, state=state.value, round=draft.round + int(new_round))
    return get(connection, draft.id)


def _change(connection: Connection, draft: Draft, by: str, **values: Any) -> None:
    changed = connection.execute(
        update(DraftRow)
        .where(DraftRow.id == draft.id, DraftRow.revision == draft.revision)
        .values(**values, revision=draft.revision + 1, changed_by=by, changed_at=now(connection))
    )
    if changed.rowcount == 0:
        raise Conflict(
            "Somebody else has changed this draft in the meantime.",
            hint="Compare both, and save what you want to keep.",
        )


def take_part(connection: Connection, draft: str, account: str, part: Part) -> None:
    """Put down who has which part; somebody who has another one is refused."""
    row = {"draft": draft, "account": account, "part": part.value}
    if insert_once(connection, DraftPartRow, row):
        return
    held = parts(connection, draft).get(account)
    if held is not part:
        raise Conflict(
            f"One person cannot be {part.value} and {held} of the same draft.",
            hint="Ask another person of your ministry to do it.",
        )


def parts(connection: Connection, draft: str) -> dict[str, Part]:
    """Who has which part in a draft, by account."""
    rows = connection.execute(
        select(DraftPartRow.account, DraftPartRow.part).where(DraftPartRow.draft == draft)
    )
    return {row.account: Part(row.part) for row in rows}


def note_move(connection: Connection, draft: Draft, moved: Moved) -> None:
    """Put down what was done, for good."""
    connection.execute(
        insert(DraftMoveRow).values(
            draft=draft.id, move=moved.move.value, step=moved.step, round=moved.round,
            account=moved.account, reason=moved.reason, digest=moved.digest, at=moved.at,
        )
    )  # fmt: skip


def moves(connection: Connection, draft: str) -> tuple[Moved, ...]:
    """What was done to a draft, the first thing first."""
    rows = connection.execute(
        select(
            DraftMoveRow.move, DraftMoveRow.step, DraftMoveRow.round, DraftMoveRow.account,
            DraftMoveRow.reason, DraftMoveRow.digest, DraftMoveRow.at,
        )
        .where(DraftMoveRow.draft == draft)
        .order_by(DraftMoveRow.id)
    )  # fmt: skip
    return tuple(Moved(**{**row, "move": Move(row["move"])}) for row in rows.mappings())


def passed(connection: Connection, draft: Draft) -> tuple[Review, ...]:
    """The reviews of the present round."""
    return tuple(
        Review(each.step, each.account)
        for each in moves(connection, draft.id)
        if each.move is Move.REVIEW and each.round == draft.round
    )


def steps(connection: Connection, place: str) -> tuple[str, ...]:
    """The checks that a ministry makes; one where it has named none."""
    named = connection.scalars(
        select(ReviewStepRow.name)
        .where(ReviewStepRow.place == place)
        .order_by(ReviewStepRow.position)
    )
    return tuple(named) or (REVIEW,)


# Files -------------------------------------------------------------------------------------


def hold_file(connection: Connection, draft: str, file: HeldFile, content: bytes) -> None:
    """Keep a file with a draft; the same content is kept once."""
    stored = {"sha256": file.sha256, "media_type": file.media_type, "size": file.size}
    insert_once(connection, FileRow, {**stored, "content": content})
    insert_once(
        connection, DraftFileRow, {"draft": draft, "sha256": file.sha256, "name": file.name}
    )


def files(connection: Connection, draft: str) -> tuple[HeldFile, ...]:
    """The files of a draft, by name."""
    rows = connection.execute(
        select(FileRow.sha256, FileRow.media_type, FileRow.size, DraftFileRow.name)
        .join(DraftFileRow, DraftFileRow.sha256 == FileRow.sha256)
        .where(DraftFileRow.draft == draft)
        .order_by(DraftFileRow.name, FileRow.sha256)
    )
    return tuple(HeldFile(**row) for row in rows.mappings())


def content(connection: Connection, sha256: str) -> tuple[str, bytes] | None:
    """Media type and bytes of a file; whether somebody may have it is decided elsewhere."""
    row = connection.execute(
        select(FileRow.media_type, FileRow.content).where(FileRow.sha256 == sha256)
    ).first()
    return (row.media_type, row.content) if row else None
