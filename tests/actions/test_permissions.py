"""Who may do what, in every combination: the table below was written from USERS.md and the issue of
the desk, not from the rules."""

from __future__ import annotations

from itertools import product

import pytest

from registry.actions.permissions import Desk, may, may_read
from registry.catalogue.workflow import Kind, Move, Part, State
from registry.values.people import Actor, Grant, Role

# Who: in which state of the draft, and which part in it they may have had before (- is none).
ALLOWED = """
registrar  save     draft      - author
registrar  submit   draft      - author
registrar  abandon  draft      - author
reviewer   review   submitted  - reviewer
reviewer   return   submitted  - reviewer publisher
reviewer   return   reviewed   - reviewer publisher
publisher  return   submitted  - reviewer publisher
publisher  return   reviewed   - reviewer publisher
publisher  publish  reviewed   - publisher
"""
_PERMITTED = {
    (role, move, state, part)
    for role, move, state, *parts in map(str.split, ALLOWED.strip().splitlines())
    for part in parts
}
_PLACES = {"own": "PHL", "other": "DEU", "unit": "PH-00", "everywhere": ""}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("where", _PLACES)
def test_every_role_in_every_state_may_do_what_the_table_says(role: Role, where: str) -> None:
    actor = Actor("a", "A", frozenset({Grant(role, _PLACES[where])}))
    for move, state, part, kind in product(Move, State, (None, *Part), Kind):
        desk = Desk("PHL", state, kind, {"a": part} if part else {})
        key = (role.value, move.value, state.value, part.value if part else "-")
        assert may(actor, move, desk) is (where == "own" and key in _PERMITTED), key


@pytest.mark.parametrize("role", Role)
def test_only_the_desk_of_a_party_reads_what_is_not_public(role: Role) -> None:
    reads = role in {Role.REGISTRAR, Role.REVIEWER, Role.PUBLISHER, Role.TRANSLATOR}
    of_party = Actor("a", "A", frozenset({Grant(role, "PHL")}))
    of_another = Actor("a", "A", frozenset({Grant(role, "NPL"), Grant(role, "")}))
    assert may_read(of_party, ("PHL", "DEU")) is reads
    assert not may_read(of_another, ("PHL", "DEU"))
    assert not may_read(None, ("PHL", "DEU"))
