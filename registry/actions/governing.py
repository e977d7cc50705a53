"""Which agreements and regimes govern a movement on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from registry.actions.open_register import Register
from registry.catalogue.corridors import Corridor, governing
from registry.storage import agreements


def corridor(
    register: Register, connection: Connection, origin: str, destination: str, day: date
) -> Corridor:
    """All that governs a movement on a day; worked out once for each state of the data."""
    key = (agreements.state(connection), origin, destination, day)
    known = register.corridors.get(key)
    if known is None:
        everything = agreements.all_agreements(connection)
        known = governing(everything, register.memberships, origin, destination, day)
        register.corridors.put(key, known)
    return known
