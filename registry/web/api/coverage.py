"""``/coverage``: what the register holds, how sure it is, and what it lacks."""

from __future__ import annotations

from flask import Blueprint, Response

from registry.actions.coverage import coverage
from registry.actions.open_register import Register
from registry.schemas.coverage import CoverageSchema, dump_coverage
from registry.web.api.room import Room
from registry.web.negotiation import json_answer


def blueprint(register: Register) -> Blueprint:
    """The address of this noun."""
    room = Room("coverage", "What the register covers, and what it does not")

    @room.get("/coverage", answers=CoverageSchema)
    def covered() -> Response:
        """Counts by occupation, by country and by kind of fact, and the gaps by name.

        Only facts of high or medium confidence are counted. A pair of occupation and destination
        that is missing is unknown, not unregulated.
        """
        return json_answer(dump_coverage(coverage(register)), cache=True)

    return room.blueprint
