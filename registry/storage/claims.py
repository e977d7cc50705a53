"""The store of what parties say of published versions: that they hold, or what holds instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, insert, select, update

from registry.storage.desk_tables import PartyClaimRow as Row
from registry.storage.types import now
from registry.storage.versions import Version


class Stance(StrEnum):
    """Whether a party stands by what is published."""

    CONFIRMS = "confirms"
    CONTESTS = "contests"


@dataclass(frozen=True, slots=True)
class Claim:
    """A party's word; ``pointer`` is the place it speaks of, empty for the whole version."""

    number: int
    place: str
    stance: Stance
    pointer: str
    said: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Word:
    """What is said: of the whole version, or of the place that ``pointer`` names."""

    stance: Stance
    pointer: str = ""
    said: str = ""


def say(connection: Connection, version: Version, place: str, word: Word, by: str) -> None:
    """Put down a party's word; what it said before of the same place of the agreement ends."""
    at = now(connection)
    connection.execute(
        update(Row)
        .where(
            Row.agreement == version.agreement,
            Row.place == place,
            Row.pointer == word.pointer,
            Row.ended_at.is_(None),
        )
        .values(ended_at=at)
    )
    connection.execute(
        insert(Row).values(
            agreement=version.agreement, number=version.number, place=place,
            stance=word.stance.value, pointer=word.pointer, said=word.said.strip(), at=at, by=by,
        )
    )  # fmt: skip


def of(connection: Connection, agreement: str) -> tuple[Claim, ...]:
    """What parties say of an agreement today, in the order in which they said it."""
    rows = connection.execute(
        select(Row.number, Row.place, Row.stance, Row.pointer, Row.said, Row.at, Row.by)
        .where(Row.agreement == agreement, Row.ended_at.is_(None))
        .order_by(Row.id)
    )
    return tuple(Claim(**{**row, "stance": Stance(row["stance"])}) for row in rows.mappings())
