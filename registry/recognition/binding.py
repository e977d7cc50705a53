"""Where and when a provision binds: which sides are inside its territory on a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from registry.catalogue.memberships import Membership
from registry.recognition.case import Case
from registry.recognition.provisions import ConditionKind, Group, Provision
from registry.values.countries import country_of, is_unit
from registry.values.evidence import Source


@dataclass(frozen=True, slots=True)
class Bond:
    """Two places bound by a provision; ``group`` is None where it names them itself."""

    group: Group | None
    sources: tuple[Source, ...] = ()


def host_of(case: Case) -> str:
    """Where the person wants to work: the unit where it is told, else the country."""
    return case.question.destination_unit or case.question.destination


def bonds(case: Case, provision: Provision, origin: str, host: str) -> Iterator[Bond]:
    """The ways in which a provision binds two places on the day, none where it does not."""
    if names(provision, origin) and names(provision, host):
        yield Bond(None)
    for group in provision.territory.groups:
        if group.first and case.day < group.first:
            continue
        one = _member(case, provision, group, origin, case.day)
        other = _member(case, provision, group, host, case.day)
        if one and other:
            yield Bond(group, tuple(_source(spell) for spell in (one, other)))


def inside(case: Case, provision: Provision, group: Group, code: str) -> bool:
    """Whether a place is inside one of a provision's groups on the day."""
    return _member(case, provision, group, code, case.day) is not None


def names(provision: Provision, code: str) -> bool:
    """Whether a provision names a place, or the country of a unit."""
    named = provision.territory.countries
    return code in named or (is_unit(code) and country_of(code) in named)


def sides(case: Case, provision: Provision) -> list[str]:
    """The holder's side: where the title is from, or where the person is registered, if the
    provision turns on that; only places that the provision has ever bound."""
    registered = any(each.kind is ConditionKind.REGISTERED for each in provision.conditions)
    told = [code for code in (case.origin, case.question.held.unit) if code]
    if registered:
        told = [*case.question.registered_in, *told]
    destination = case.question.destination
    apart = [code for code in told if country_of(code) != destination]
    return [side for side in dict.fromkeys(apart) if has_bound(case, provision, side)]


def has_bound(case: Case, provision: Provision, code: str) -> bool:
    """Whether a place was ever bound; a unit counts by its country unless units are named."""
    named = provision.territory.countries
    if any(is_unit(each) and country_of(each) == country_of(code) for each in named):
        return code in named
    return case.knowledge.has_bound(provision, country_of(code))


def _member(
    case: Case, provision: Provision, group: Group, code: str, day: date
) -> Membership | None:
    """The spell that puts a place inside one of a group's regimes on the day."""
    if country_of(code) in provision.territory.excluded:
        return None
    for regime in group.regimes:
        spell = case.knowledge.memberships.is_member(regime, country_of(code), day)
        if spell is not None and spell.confidence.counts:
            return spell
    return None


def _source(spell: Membership) -> Source:
    said = f"{spell.country} in {spell.regime.upper()}: {spell.source}"
    return Source(said, spell.confidence, f"/id/membership/{spell.key}")
