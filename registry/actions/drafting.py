"""Write a draft: begin it, save it as often as one likes, submit it when it has no gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import orjson
from sqlalchemy import Connection, Engine

from registry.actions.permissions import Desk, require, require_role
from registry.catalogue.agreement import Agreement
from registry.catalogue.workflow import Kind, Move, State, after
from registry.errors import Conflict, InvalidDocument
from registry.schemas.agreement import Known, load_agreement
from registry.storage import drafts, journal, versions, withdrawals
from registry.storage.drafts import Draft, HeldFile, Moved
from registry.storage.engine import writing
from registry.storage.journal import Entry
from registry.storage.sectors import shipped_sectors
from registry.storage.types import now
from registry.values.people import Actor, Role


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody at the desk: who it is, the database, and the regimes that documents may name."""

    engine: Engine
    actor: Actor
    regimes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Seen:
    """A draft as somebody has it before them: its id, and the count of saves they saw."""

    key: str
    revision: int

    def draft(self, connection: Connection) -> Draft:
        """The draft, refused where it was changed since it was seen."""
        draft = drafts.get(connection, self.key)
        if draft.revision != self.revision:
            raise Conflict(
                "This draft was changed since you opened it.",
                hint="Read it again before you decide.",
            )
        return draft


def begin_registration(sitting: Sitting, place: str, document: Mapping[str, Any]) -> str:
    """A draft of an agreement that the register does not have; the id of the draft."""
    require_role(sitting.actor, {Role.REGISTRAR}, place)
    with writing(sitting.engine) as connection:
        slug = str(document.get("id", ""))
        made = drafts.new(connection, slug, place, document)
        return _create(connection, replace(made, changed_by=sitting.actor.id))


def begin_change(sitting: Sitting, place: str, slug: str, *, kind: Kind = Kind.AMENDMENT) -> str:
    """A draft that amends the newest version of an agreement, or takes the agreement off."""
    require_role(sitting.actor, {Role.REGISTRAR}, place)
    with writing(sitting.engine) as connection:
        newest = versions.latest(connection, slug)
        if newest is None or place not in places_of(newest.record):
            raise Conflict(
                f"{slug[:80]!r} is no agreement of {place}.",
                hint="Only a party to an agreement changes it; the other one confirms or contests.",
            )
        made = drafts.new(connection, slug, place, newest.document)
        draft = replace(made, kind=kind, base=newest.number, changed_by=sitting.actor.id)
        return _create(connection, draft)


def _create(connection: Connection, draft: Draft) -> str:
    drafts.create(connection, draft)
    journal.note(connection, draft.changed_by, [Entry("draft begun", draft.id)])
    return draft.id


def save(sitting: Sitting, seen: Seen, document: Mapping[str, Any]) -> Draft:
    """Keep a document, gaps and all.

    Refused with ``Conflict`` where somebody else has saved in the meantime: nothing is lost, both
    documents can be compared.
    """
    with writing(sitting.engine, alone=False) as connection:
        draft = drafts.get(connection, seen.key)
        require(sitting.actor, Move.SAVE, desk_of(connection, draft))
        slug = str(document.get("id", draft.agreement)) if draft.base is None else draft.agreement
        draft = replace(draft, revision=seen.revision)
        return drafts.save(connection, draft, document, sitting.actor.id, agreement=slug)


def gaps(document: Mapping[str, Any], known: Known) -> dict[str, list[str]]:
    """What a document still lacks before it can be submitted, by JSON pointer."""
    try:
        load_agreement(dict(document), known)
    except InvalidDocument as error:
        return error.problems
    return {}


def known_names(connection: Connection, regimes: frozenset[str]) -> Known:
    """What a document may name."""
    slugs = frozenset(versions.standing(connection))
    return Known(sectors=shipped_sectors(), regimes=regimes, agreements=slugs)


def submit(sitting: Sitting, seen: Seen, reason: str) -> Draft:
    """Hand a draft over to those who check it; its document has to be whole."""
    with writing(sitting.engine) as connection:
        draft = seen.draft(connection)
        checked(connection, draft, sitting.regimes)
        return move(connection, sitting.actor, draft, Made(Move.SUBMIT, reason))


def abandon(sitting: Sitting, seen: Seen, reason: str) -> Draft:
    """Give a draft up; it stays to be read."""
    with writing(sitting.engine) as connection:
        draft = seen.draft(connection)
        return move(connection, sitting.actor, draft, Made(Move.ABANDON, reason))


def hold_file(sitting: Sitting, key: str, file: HeldFile, content: bytes) -> None:
    """Keep a file with a draft; what it is was checked by its content before."""
    with writing(sitting.engine, alone=False) as connection:
        draft = drafts.get(connection, key)
        require(sitting.actor, Move.SAVE, desk_of(connection, draft))
        drafts.hold_file(connection, key, file, content)


# Shared with what happens to a draft afterwards --------------------------------------------


def desk_of(connection: Connection, draft: Draft) -> Desk:
    """What a decision about a draft looks at."""
    return Desk(draft.place, draft.state, draft.kind, drafts.parts(connection, draft.id))


def places_of(agreement: Agreement) -> tuple[str, ...]:
    """The parties whose ministries may keep it."""
    return tuple(party.code for party in agreement.parties)


def checked(connection: Connection, draft: Draft, regimes: frozenset[str]) -> Agreement:
    """The agreement of a draft, or what is wrong with it; the register may have moved on."""
    agreement = load_agreement(dict(draft.document), known_names(connection, regimes))
    problems: dict[str, list[str]] = {}
    newest = versions.latest(connection, agreement.id)
    if draft.place not in places_of(agreement):
        problems["/parties"] = [f"{draft.place}, which keeps this draft, is not among the parties."]
    if draft.base is None and newest is not None:
        problems["/id"] = [f"{agreement.id} is on the register already: amend it, or choose again."]
    if draft.base is not None and agreement.id != draft.agreement:
        problems["/id"] = [f"The id stays {draft.agreement}."]
    if problems:
        raise InvalidDocument("The draft cannot go on.", problems=problems)
    if draft.base is not None and (newest is None or newest.number != draft.base):
        raise Conflict(
            f"Version {newest.number if newest else 0} was published since this draft was begun "
            f"from version {draft.base}.",
            hint="Begin again from the newest version, and take over what you changed.",
        )
    if withdrawals.of(connection, agreement.id) is not None:
        raise Conflict(f"{agreement.id} was taken off the register.")
    return agreement


@dataclass(frozen=True, slots=True)
class Made:
    """A move with the reason that is given for it; ``step`` names the check of a review."""

    move: Move
    reason: str
    step: str = ""


def move(connection: Connection, actor: Actor, draft: Draft, made: Made) -> Draft:
    """Make a move that leads from one state to the next, with its reason, for good."""
    reason = reason_of(made.reason)
    part = require(actor, made.move, desk_of(connection, draft))
    if part is not None:
        drafts.take_part(connection, draft.id, actor.id, part)
    submits = made.move is Move.SUBMIT
    moved = Moved(
        made.move, made.step, draft.round + int(submits), actor.id, reason,
        digest_of(draft.document), now(connection),
    )  # fmt: skip
    drafts.note_move(connection, draft, moved)
    state = _next(connection, draft, made.move)
    entry = Entry(f"draft: {made.move.value}", draft.id, moved.digest)
    journal.note(connection, actor.id, [entry])
    return drafts.stand(connection, draft, state, actor.id, new_round=submits)


def reason_of(said: str) -> str:
    """A reason in words; nothing is done at the desk without one."""
    if not said.strip():
        raise InvalidDocument(
            "A reason is missing.", problems={"/reason": ["Say in a few words why."]}
        )
    return said.strip()


def _next(connection: Connection, draft: Draft, made: Move) -> State:
    steps = drafts.steps(connection, draft.place)
    return after(made, draft.state, steps, drafts.passed(connection, draft))


def digest_of(document: Mapping[str, Any]) -> str:
    """The hash of a document as a draft holds it."""
    return sha256(orjson.dumps(document)).hexdigest()
