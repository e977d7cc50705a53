"""Limits on attempts, networks and what a key carries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.values.access import (
    APART,
    CARRIES,
    ONLY_READS,
    Patience,
    Scope,
    carried,
    clash,
    fits,
    needs_second_factor,
    network_of,
)
from registry.values.people import EVERYWHERE, OF_THE_REGISTER, Grant, Role

GRANTS = st.frozensets(st.builds(Grant, st.sampled_from(Role), st.sampled_from(["PHL", "DEU"])))
SCOPES = st.frozensets(st.sampled_from(Scope))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("unix", ""),
        (None, ""),
    ],
)
def test_only_the_network_of_an_address_is_told(address: str | None, network: str):
    assert network_of(address) == network


@given(GRANTS, SCOPES)
def test_a_key_carries_no_more_than_its_owner_has(grants, scopes):
    assert carried(grants, scopes) <= grants
    assert carried(grants, ()) == frozenset()


def test_no_scope_carries_the_running_of_the_register():
    assert not OF_THE_REGISTER & frozenset().union(*CARRIES.values())
    assert CARRIES.keys() == set(Scope)


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_wait_grows_with_each_failure_and_never_stays(count: float, since: float):
    patience = Patience(free=5, forgets_one_in=600)
    assert 0 <= patience.wait(count) <= patience.wait(count + 1) <= 900
    assert patience.left(count, since) <= count
    assert patience.left(count, 600 * (count + 1)) == 0
    assert patience.wait(4.9) == 0


@pytest.mark.parametrize("role", Role)
def test_every_role_that_writes_needs_a_second_factor(role: Role):
    assert needs_second_factor([Grant(role, "PHL")]) is (role not in ONLY_READS)


@pytest.mark.parametrize("role", Role)
def test_a_role_is_of_a_place_or_of_the_register(role: Role):
    whole = role in OF_THE_REGISTER
    assert fits(Grant(role, EVERYWHERE)) is whole
    assert fits(Grant(role, "PHL")) is not whole


def test_roles_that_are_apart_keep_each_other_away():
    for one, other in map(tuple, APART):
        assert clash([one], other) is one and clash([other], one) is other
    assert clash([Role.REGISTRAR, Role.REVIEWER], Role.TRANSLATOR) is None
