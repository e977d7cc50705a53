"""Who may do what at the desk, as lists: role x place x state x separation of people.

Everything that is not on a list is refused. The roles are those of USERS.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registry.catalogue.workflow import FROM, Kind, Move, Part, State
from registry.errors import NotAllowed
from registry.values.people import EVERYWHERE, Actor, Role

# Who makes each move, and which part they take by it; None leaves them without one.
MOVES: Mapping[Move, tuple[frozenset[Role], Part | None]] = {
    Move.SAVE: (frozenset({Role.REGISTRAR}), Part.AUTHOR),
    Move.SUBMIT: (frozenset({Role.REGISTRAR}), Part.AUTHOR),
    Move.ABANDON: (frozenset({Role.REGISTRAR}), Part.AUTHOR),
    Move.REVIEW: (frozenset({Role.REVIEWER}), Part.REVIEWER),
    Move.RETURN: (frozenset({Role.REVIEWER, Role.PUBLISHER}), None),
    Move.PUBLISH: (frozenset({Role.PUBLISHER}), Part.PUBLISHER),
}
# Who reads what is not public, for the places of theirs.
READERS = frozenset({Role.REGISTRAR, Role.REVIEWER, Role.PUBLISHER, Role.TRANSLATOR})
# Who says of a published claim that it holds or does not, for a party to it.
SPEAKERS = frozenset({Role.PUBLISHER})
# Who names the checks that a ministry makes.
STEP_NAMERS = frozenset({Role.PUBLISHER})
# Who takes a version off the page at once, and who stands by it within 72 hours.
EMERGENCY = frozenset({Role.PUBLISHER})


@dataclass(frozen=True, slots=True)
class Desk:
    """What a decision looks at: where the draft is kept, how it stands, and who had which part."""

    place: str
    state: State
    kind: Kind
    parts: Mapping[str, Part]


def may(actor: Actor, move: Move, desk: Desk) -> bool:
    """Whether somebody may make a move on a draft."""
    return _why_not(actor, move, desk) == ""


def require(actor: Actor, move: Move, desk: Desk) -> Part | None:
    """The part that a move gives, or ``NotAllowed`` with the reason."""
    why = _why_not(actor, move, desk)
    if why:
        raise NotAllowed(why, hint="Ask somebody of your ministry who holds the role.")
    return MOVES[move][1]


def _why_not(actor: Actor, move: Move, desk: Desk) -> str:
    roles, part = MOVES[move]
    if not any(actor.holds(role, desk.place) for role in roles):
        named = " or ".join(sorted(role.value for role in roles))
        return f"This is for a {named} of {desk.place}."
    if desk.state not in FROM[move]:
        return f"The draft is {desk.state.value}."
    had = desk.parts.get(actor.id)
    if part is None:
        return "You wrote this draft yourself." if had is Part.AUTHOR else ""
    if had is not None and had is not part:
        return f"You have been the {had.value} of this draft: another person has to do this."
    return ""


def may_read(actor: Actor | None, places: Iterable[str]) -> bool:
    """Whether somebody may read what is not public of an agreement between ``places``."""
    if actor is None:
        return False
    return any(actor.holds(role, place) for role in READERS for place in places)


def require_role(actor: Actor, roles: Iterable[Role], place: str = EVERYWHERE) -> None:
    """``NotAllowed`` unless one of the roles is held for the place."""
    wanted = sorted(roles)
    if not any(actor.holds(role, place) for role in wanted):
        named = " or ".join(role.value for role in wanted)
        of = f" of {place}" if place else ""
        raise NotAllowed(f"This is for a {named}{of}.")
