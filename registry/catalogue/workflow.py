"""How a draft of an agreement becomes a published version: its states, and who takes which part.

draft > submitted > reviewed > published. One person has one part in a draft, so that nobody passes
what is their own; the database holds to it as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from registry.errors import Conflict


class Kind(StrEnum):
    """What a draft is for."""

    REGISTRATION = "registration"
    AMENDMENT = "amendment"
    WITHDRAWAL = "withdrawal"
    """Takes the agreement off the register; its page stays and says so."""
    PROPOSAL = "proposal"
    """A changed file of the corpus, or an import, for a record that the desk keeps."""


class State(StrEnum):
    """Where a draft stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    ABANDONED = "abandoned"

    @property
    def open(self) -> bool:
        """Whether something can still happen to it."""
        return self not in (State.PUBLISHED, State.ABANDONED)


class Part(StrEnum):
    """What somebody did in a draft; nobody has two parts in one."""

    AUTHOR = "author"
    REVIEWER = "reviewer"
    PUBLISHER = "publisher"


class Move(StrEnum):
    """What can be done to a draft."""

    SAVE = "save"
    SUBMIT = "submit"
    RETURN = "return"
    REVIEW = "review"
    PUBLISH = "publish"
    ABANDON = "abandon"

    @property
    def needs_reason(self) -> bool:
        """Whether it is done with a reason in words; saving is what a form does by itself."""
        return self is not Move.SAVE


# From where each move goes; where it leads to is told by ``after``.
FROM: dict[Move, frozenset[State]] = {
    Move.SAVE: frozenset({State.DRAFT}),
    Move.SUBMIT: frozenset({State.DRAFT}),
    Move.RETURN: frozenset({State.SUBMITTED, State.REVIEWED}),
    Move.REVIEW: frozenset({State.SUBMITTED}),
    Move.PUBLISH: frozenset({State.REVIEWED}),
    Move.ABANDON: frozenset({State.DRAFT}),
}
# The check that is made where a ministry has named none of its own.
REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Review:
    """One check that was passed in the present round, and by whom."""

    step: str
    by: str


def after(move: Move, state: State, steps: Sequence[str], passed: Sequence[Review]) -> State:
    """Where a move leads; ``passed`` are the reviews of this round, the one just made included.

    Refused where the draft does not stand there.
    """
    if state not in FROM[move]:
        raise Conflict(
            f"A draft that is {state.value} cannot be {_DONE[move]}.",
            hint="Load the page again: somebody else may have moved it on.",
        )
    if move is Move.REVIEW:
        return State.SUBMITTED if remaining(steps, passed) else State.REVIEWED
    return _LEADS[move]


_LEADS: dict[Move, State] = {
    Move.SAVE: State.DRAFT,
    Move.SUBMIT: State.SUBMITTED,
    Move.RETURN: State.DRAFT,
    Move.PUBLISH: State.PUBLISHED,
    Move.ABANDON: State.ABANDONED,
}
_DONE: dict[Move, str] = {
    Move.SAVE: "changed",
    Move.SUBMIT: "submitted",
    Move.RETURN: "returned",
    Move.REVIEW: "reviewed",
    Move.PUBLISH: "published",
    Move.ABANDON: "abandoned",
}


def remaining(steps: Sequence[str], passed: Sequence[Review]) -> tuple[str, ...]:
    """The checks that are still to be passed, in the order of the ministry."""
    done = {each.step for each in passed}
    return tuple(step for step in steps if step not in done)
