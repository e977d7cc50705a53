"""Check and publish drafts, take agreements off the register, and hear the other party."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from registry.actions.drafting import (
    Made,
    Seen,
    Sitting,
    checked,
    desk_of,
    move,
    places_of,
    reason_of,
)
from registry.actions.permissions import EMERGENCY, SPEAKERS, require, require_role
from registry.actions.showing import show
from registry.catalogue.agreement import Agreement
from registry.catalogue.workflow import Kind, Move, Part, remaining
from registry.errors import Conflict, InvalidDocument, NotAllowed, NotOnRegister
from registry.schemas.agreement import dump_agreement
from registry.storage import claims, drafts, journal, versions, withdrawals
from registry.storage.claims import Stance, Word
from registry.storage.drafts import Draft
from registry.storage.engine import writing
from registry.storage.journal import Entry
from registry.storage.types import now
from registry.storage.versions import Version
from registry.values.people import Actor

# An emergency withdrawal lapses after this time unless a second person stands by it (USERS.md).
EMERGENCY_HOURS = 72
_MOMENT = "%Y-%m-%d %H:%M:%S"


def review(sitting: Sitting, seen: Seen, step: str, reason: str) -> Draft:
    """Pass one of the checks of the ministry; with the last one the draft is reviewed."""
    actor = sitting.actor
    with writing(sitting.engine) as connection:
        draft = seen.draft(connection)
        due = remaining(drafts.steps(connection, draft.place), drafts.passed(connection, draft))
        if step not in due:
            raise Conflict(
                f"The check {step[:60]!r} is not due.", hint=f"Due are: {', '.join(due) or 'none'}."
            )
        if any(each.by == actor.id for each in drafts.passed(connection, draft)):
            raise NotAllowed(
                "You have passed another check of this draft: each is for another person."
            )
        return move(connection, sitting.actor, draft, Made(Move.REVIEW, reason, step))


def send_back(sitting: Sitting, seen: Seen, reason: str) -> Draft:
    """Give a draft back to its authors; all checks begin again."""
    with writing(sitting.engine) as connection:
        return move(connection, sitting.actor, seen.draft(connection), Made(Move.RETURN, reason))


def publish(sitting: Sitting, seen: Seen, reason: str) -> Draft:
    """Publish a reviewed draft, or carry out the withdrawal that it asks for; all or nothing."""
    actor = sitting.actor
    with writing(sitting.engine) as connection:
        draft = seen.draft(connection)
        require(actor, Move.PUBLISH, desk_of(connection, draft))
        agreement = checked(connection, draft, sitting.regimes)
        done = move(connection, sitting.actor, draft, Made(Move.PUBLISH, reason))
        if draft.kind is Kind.WITHDRAWAL:
            withdrawals.take_off(connection, agreement.id, reason, actor.id)
            entry = Entry("agreement withdrawn", agreement.id)
        else:
            version = _version(connection, draft, agreement, actor, reason)
            versions.add(connection, [version])
            entry = Entry(
                "agreement published", f"{agreement.id} v{version.number}", version.digest
            )
        journal.note(connection, actor.id, [entry])
        show(connection, [agreement.id])
        return done


def _version(
    connection: Connection, draft: Draft, agreement: Agreement, actor: Actor, reason: str
) -> Version:
    return Version(
        agreement=agreement.id,
        number=(draft.base or 0) + 1,
        document=dump_agreement(agreement),
        digest=versions.digest_of(agreement),
        origin=versions.DESK,
        reason=reason,
        published_at=now(connection),
        draft=draft.id,
        reviewed_by=_reviewer(connection, draft),
        published_by=actor.id,
    )


def _reviewer(connection: Connection, draft: Draft) -> str:
    """Who passed the last check; the database wants one who is neither author nor publisher."""
    passed = drafts.passed(connection, draft)
    parts = drafts.parts(connection, draft.id)
    return next(each.by for each in reversed(passed) if parts[each.by] is Part.REVIEWER)


# Off the register at once ------------------------------------------------------------------


def withdraw_at_once(sitting: Sitting, place: str, slug: str, reason: str) -> None:
    """Take an agreement off now; it comes back after 72 hours unless another person confirms."""
    actor, reason = sitting.actor, reason_of(reason)
    require_role(actor, EMERGENCY, place)
    with writing(sitting.engine) as connection:
        _of_party(connection, place, slug)
        begun = datetime.strptime(now(connection), _MOMENT)  # noqa: DTZ007  both ends are UTC
        until = (begun + timedelta(hours=EMERGENCY_HOURS)).strftime(_MOMENT)
        withdrawals.take_off(connection, slug, reason, actor.id, until=until)
        journal.note(connection, actor.id, [Entry("agreement withdrawn in emergency", slug)])
        show(connection, [slug])


def confirm_withdrawal(sitting: Sitting, place: str, slug: str) -> None:
    """Stand by an emergency withdrawal as a second person."""
    actor = sitting.actor
    require_role(actor, EMERGENCY, place)
    with writing(sitting.engine) as connection:
        _of_party(connection, place, slug)
        found = withdrawals.of(connection, slug)
        if found is None or not found.emergency:
            raise Conflict(f"No emergency withdrawal of {slug} waits for a second person.")
        if found.by == actor.id:
            raise NotAllowed("You made this withdrawal: another person has to stand by it.")
        withdrawals.confirm(connection, found, actor.id)
        journal.note(connection, actor.id, [Entry("emergency withdrawal confirmed", slug)])


def end_lapsed(engine: Engine, moment: str | None = None) -> tuple[str, ...]:
    """Bring back what nobody stood by in time; the ids. ``moment`` is now unless it is given."""
    with writing(engine) as connection:
        back = withdrawals.lapse(connection, moment or now(connection))
        if back:
            journal.note(
                connection, "", [Entry("emergency withdrawal lapsed", slug) for slug in back]
            )
            show(connection, back)
        return back


def _of_party(connection: Connection, place: str, slug: str) -> Version:
    newest = versions.latest(connection, slug)
    if newest is None or place not in places_of(newest.record):
        raise NotOnRegister(f"There is no agreement {slug[:80]!r} of {place}.")
    return newest


# The other party ---------------------------------------------------------------------------


def speak(sitting: Sitting, place: str, slug: str, word: Word) -> None:
    """A party stands by the newest version, or contests a place of it and says what holds.

    What it said before of the same place it says no more. Not for the party that registered it.
    """
    require_role(sitting.actor, SPEAKERS, place)
    if word.stance is Stance.CONTESTS and not word.said.strip():
        problems = {"/said": ["Say what holds, and where it is found."]}
        raise InvalidDocument("Say what holds instead.", problems=problems)
    with writing(sitting.engine) as connection:
        newest = _of_party(connection, place, slug)
        if newest.draft and drafts.get(connection, newest.draft).place == place:
            raise Conflict(
                "Your own ministry published this version.", hint="Amend it where it is wrong."
            )
        claims.say(connection, newest, place, word, sitting.actor.id)
        entry = Entry(f"party {word.stance.value}", f"{slug} {word.pointer}".strip())
        journal.note(connection, sitting.actor.id, [entry])
