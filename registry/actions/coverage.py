"""What the register covers today: its knowledge beside the countries that its agreements name."""

from __future__ import annotations

from collections.abc import Iterable

from registry.actions.open_register import Register
from registry.catalogue.agreement import Agreement, Role
from registry.recognition.coverage_report import CoverageReport, Ends, report_on
from registry.storage import agreements
from registry.values.countries import country_of, is_country


def coverage(register: Register) -> CoverageReport:
    """The report of the day; worked out once for each state of the data."""
    with register.engine.connect() as connection:
        key = (agreements.state(connection), register.today())
        known = register.reports.get(key)
        if known is None:
            ends = ends_of(agreements.all_agreements(connection))
            known = report_on(register.knowledge, ends, register.today())
            register.reports.put(key, known)
    return known


def ends_of(known: Iterable[Agreement]) -> Ends:
    """Countries of today that agreements name as origin or destination, whatever their status.

    A party without a known role is neither; members of a party that is a body are not named.
    """
    found = [
        (country_of(party.code), party.role)
        for each in known
        for party in each.parties
        if is_country(country_of(party.code))
    ]
    return Ends(
        origins=frozenset(code for code, role in found if role in (Role.ORIGIN, Role.BOTH)),
        destinations=frozenset(
            code for code, role in found if role in (Role.DESTINATION, Role.BOTH)
        ),
    )
