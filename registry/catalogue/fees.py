"""Who may charge a worker what for recruitment, by place, side of the corridor and day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from registry.catalogue.memberships import Memberships
from registry.values.countries import country_of
from registry.values.dates import VagueDate
from registry.values.evidence import Source

UNION, UNION_REGIME = "EUE", "eu"


class Side(StrEnum):
    """Whose rule it is."""

    ORIGIN = "origin"
    DESTINATION = "destination"


class FeeKind(StrEnum):
    """What a rule does about charging a worker."""

    PROHIBITED = "prohibited"
    PROHIBITED_MOSTLY = "prohibited-mostly"
    CAP = "cap"
    CAP_SET_BY_ORDER = "cap-set-by-order"
    STATE_CHANNEL = "state-channel"
    EMPLOYER_LEVY = "employer-levy"


@dataclass(frozen=True, slots=True)
class FeeRule:
    """One rule; ``scope`` says in words whom it is for, the lists say it for the machine.

    ``occupations`` are ISCO-08 prefixes. Without a first day it is not known since when it holds.
    """

    id: str
    place: str
    """Alpha-3, an ISO 3166-2 unit, or EUE for the European Union."""
    side: Side
    kind: FeeKind
    rule: str
    scope: str
    legal_basis: str
    sources: tuple[Source, ...]
    amount: str = ""
    """A number and a currency (ISO 4217), where the rule names a sum."""
    note: str = ""
    first: VagueDate | None = None
    destinations: tuple[str, ...] = ()
    except_destinations: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    except_occupations: tuple[str, ...] = ()

    def stands_on(self, day: date) -> bool:
        """Whether it may be law on the day: from the first day that it can have begun."""
        return self.first is None or self.first.earliest <= day

    def fits(self, destination: str, isco: str) -> bool:
        """Whether it is for a destination and an occupation; an occupation not told fits all."""
        here = not self.destinations or destination in self.destinations
        if not here or destination in self.except_destinations:
            return False
        if not isco:
            return True
        if any(isco.startswith(prefix) for prefix in self.except_occupations):
            return False
        return not self.occupations or any(isco.startswith(prefix) for prefix in self.occupations)


@dataclass(frozen=True, slots=True)
class Movement:
    """Who moves where: the occupation is empty and the unit None where they are not told."""

    origin: str | None
    destination: str
    unit: str | None
    isco: str
    day: date


def fees_between(
    rules: Iterable[FeeRule], movement: Movement, memberships: Memberships
) -> tuple[FeeRule, ...]:
    """The rules that bear on a movement, those of the origin first; none is said to prevail."""
    bearing = [
        rule
        for rule in rules
        if rule.stands_on(movement.day)
        and rule.fits(movement.destination, movement.isco)
        and _of_the_corridor(rule, movement, memberships)
    ]
    return tuple(sorted(bearing, key=lambda rule: (rule.side is Side.DESTINATION, rule.id)))


def _of_the_corridor(rule: FeeRule, movement: Movement, memberships: Memberships) -> bool:
    if rule.side is Side.ORIGIN:
        return rule.place == movement.origin
    if rule.place == UNION:
        return memberships.is_member(UNION_REGIME, movement.destination, movement.day) is not None
    if rule.place != country_of(rule.place):
        inside = country_of(rule.place) == movement.destination
        return inside and movement.unit in (None, rule.place)
    return rule.place == movement.destination
