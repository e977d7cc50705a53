"""How an answer of the register stands to what an authority or a court really decided."""

from __future__ import annotations

from enum import StrEnum

from registry.recognition.table import Outcome


class Stands(StrEnum):
    """From the aim to the defect.

    ``reproduced``: the register says what was decided. ``abstained``: it says that it does not
    know. ``stricter``: it says less. ``looser``: it says more, and leaves the decision to the
    authority. ``false-full``: it says yes where less was decided.
    """

    REPRODUCED = "reproduced"
    ABSTAINED = "abstained"
    STRICTER = "stricter"
    LOOSER = "looser"
    FALSE_FULL = "false-full"


DECIDED = {
    "full": 4,
    "right": 4,
    "entitled": 4,
    "measures": 3,
    "sent-back": 3,
    "partial": 2,
    "level-only": 2,
    "alternative": 1,
    "refused": 0,
}
"""The closed list of what can have been decided, by strength. A court that sends a case back says
that the authority must compare and may ask for measures, which is what ``conditional`` says."""

_SAID = {
    Outcome.COMPARABLE: 4,
    Outcome.CONDITIONAL: 3,
    Outcome.PARTIAL: 2,
    Outcome.ALTERNATIVE: 1,
    Outcome.NOT_COMPARABLE: 0,
}


def stands(decided: str, level: str | None, outcome: Outcome, found: str) -> Stands:
    """Compare what was decided with what was said.

    ``level`` is where an authority that spoke of the level alone put what is held, beside the
    host's; ``found`` is the register's own signal of it. Such a statement is reproduced where the
    two agree and the register says no yes.
    """
    if outcome is Outcome.COMPARABLE:
        return Stands.REPRODUCED if DECIDED[decided] == _SAID[outcome] else Stands.FALSE_FULL
    if decided == "level-only" and level == found:
        return Stands.REPRODUCED
    if outcome is Outcome.INSUFFICIENT_EVIDENCE:
        return Stands.ABSTAINED
    if _SAID[outcome] == DECIDED[decided]:
        return Stands.REPRODUCED
    return Stands.STRICTER if _SAID[outcome] < DECIDED[decided] else Stands.LOOSER
