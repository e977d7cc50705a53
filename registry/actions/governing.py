"""Which agreements and regimes govern a movement on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection

from registry.actions.open_register import Register
from registry.catalogue.corridors import Corridor, governing
from registry.catalogue.fees import FeeRule, Movement, fees_between
from registry.recognition.conventions import Convention
from registry.recognition.knowledge import Knowledge
from registry.schemas.corridor import summarise_governing
from registry.storage import agreements


def corridor(  # noqa: PLR0913, PLR0917  a corridor has two ends, a day and a state of the data
    register: Register,
    connection: Connection,
    origin: str,
    destination: str,
    day: date,
    state: str | None = None,
) -> Corridor:
    """All that governs a movement on a day; worked out once for each state of the data."""
    key = (state or agreements.state(connection), origin, destination, day)
    known = register.corridors.get(key)
    if known is None:
        everything = agreements.all_agreements(connection)
        known = governing(everything, register.memberships, origin, destination, day)
        register.corridors.put(key, known)
    return known


def governing_summaries(  # noqa: PLR0913, PLR0917  as for the corridor
    register: Register,
    connection: Connection,
    origin: str,
    destination: str,
    day: date,
    state: str,
) -> tuple[dict[str, Any], ...]:
    """The agreements that govern the movement, as answers and papers list them."""
    key = (state, origin, destination, day)
    known = register.summaries.get(key)
    if known is None:
        found = corridor(register, connection, origin, destination, day, state)
        standing = (each for each in found.agreements if each.standing.governs)
        known = tuple(summarise_governing(each) for each in standing)
        register.summaries.put(key, known)
    return known


def conventions_between(
    knowledge: Knowledge, origin: str, destination: str, day: date
) -> list[Convention]:
    """The recognition conventions known to bind both countries on the day."""
    return [each for each in knowledge.conventions if each.binds(origin, destination, day)]


def corridor_fees(
    register: Register, origin: str, destination: str, day: date
) -> tuple[FeeRule, ...]:
    """What may be charged on a corridor: the rules for every occupation and every unit."""
    movement = Movement(origin, destination, None, "", day)
    return fees_between(register.fees, movement, register.memberships)
