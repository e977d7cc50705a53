"""Everything the rules may look at, frozen and indexed: one release of the ontology."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from registry.catalogue.memberships import Memberships
from registry.recognition.bodies import Bodies
from registry.recognition.conventions import Convention
from registry.recognition.equivalences import Equivalence
from registry.recognition.facts import counted
from registry.recognition.hosts import Hosts
from registry.recognition.levels import Levels
from registry.recognition.matching import TitleIndex
from registry.recognition.occupations import (
    AppealRoute,
    Occupation,
    Regulation,
    Regulators,
    appeal_route,
    regulators,
)
from registry.recognition.prior_learning import PriorLearningRoute
from registry.recognition.provisions import AnnexListing, Provision
from registry.recognition.qualification import Qualification
from registry.recognition.skills import Skills, rarity
from registry.recognition.table import DecisionTable
from registry.recognition.workload import CreditSystems, Lengths, lengths_of
from registry.values.countries import country_of


@dataclass(frozen=True)
class Knowledge:
    """One release: records by id, with the look-ups that the rules need."""

    qualifications: Mapping[str, Qualification]
    occupations: Mapping[str, Occupation]
    skills: Skills
    levels: Levels
    provisions: tuple[Provision, ...]
    listings: tuple[AnnexListing, ...]
    conventions: tuple[Convention, ...]
    regulations: tuple[Regulation, ...]
    appeals: tuple[AppealRoute, ...]
    memberships: Memberships
    table: DecisionTable
    equivalences: tuple[Equivalence, ...] = ()
    bodies: Bodies = field(default_factory=Bodies)
    credit_systems: CreditSystems = field(default_factory=CreditSystems)
    prior_learning: tuple[PriorLearningRoute, ...] = ()
    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """ISCED-F labels by code."""
    version: str = ""
    _by_place: dict[tuple[str, str], list[Regulation]] = field(
        default_factory=dict, init=False, repr=False
    )
    _by_corner: dict[tuple[str, str], tuple[Provision, ...]] = field(
        default_factory=dict, init=False, repr=False
    )
    _reach: dict[str, frozenset[str]] = field(default_factory=dict, init=False, repr=False)
    _lengths: dict[str, Lengths] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for row in self.regulations:
            self._by_place.setdefault((row.country, row.isco), []).append(row)

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """How much each skill tells the occupations of the register apart."""
        profiles = [counted(each.essential) for each in self.occupations.values()]
        return rarity([each.value for each in profiles if each])

    @cached_property
    def titles(self) -> TitleIndex:
        """Every name of every record, for those who write one in their own way."""
        return TitleIndex(self.qualifications.values(), self.occupations.values())

    def lengths(self, qualification: Qualification | None) -> Lengths:
        """How long a qualification takes, in every unit that it can be told in."""
        if qualification is None:
            return {}
        known = self._lengths.get(qualification.id)
        if known is None:
            known = self._lengths[qualification.id] = lengths_of(qualification, self.credit_systems)
        return known

    def regulators(self, country: str, unit: str | None, isco: str) -> Regulators:
        """Who decides on an occupation at a destination."""
        return regulators(self._by_place.get((country, isco), ()), unit)

    def appeal(self, country: str, unit: str | None, isco: str) -> AppealRoute | None:
        """How a decision on an occupation can be contested at a destination."""
        return appeal_route(self.appeals, country, unit, isco)

    def provisions_on(self, isco: str, destination: str) -> tuple[Provision, ...]:
        """The provisions that cover an occupation and have ever bound a destination, the
        strongest effect first."""
        known = self._by_corner.get((isco, destination))
        if known is None:
            covering = [
                each
                for each in self.provisions
                if each.covers(isco) and self.has_bound(each, destination)
            ]
            known = tuple(sorted(covering, key=lambda each: each.effect.strength))
            if isco in self.occupations:
                self._by_corner[isco, destination] = known
        return known

    def has_bound(self, provision: Provision, country: str) -> bool:
        """Whether a country, or a unit of it, has ever been inside a provision's territory."""
        reach = self._reach.get(provision.id)
        if reach is None:
            territory = provision.territory
            regimes = {regime for group in territory.groups for regime in group.regimes}
            members = {spell.country for spell in self.memberships.all if spell.regime in regimes}
            named = {country_of(code) for code in territory.countries}
            reach = frozenset(members | named | {territory.within})
            self._reach[provision.id] = reach
        return country in reach

    def law_of(self, equivalence: Equivalence) -> Provision:
        """A published equivalence as a provision between the countries of its two sides."""
        held, host = equivalence.held, equivalence.host
        return equivalence.law(self.qualifications[held], self.qualifications[host])

    def law(self, key: str) -> Provision | None:
        """What a finding rests on, by its id: a provision, or an equivalence as one."""
        for provision in self.provisions:
            if provision.id == key:
                return provision
        return next((self.law_of(each) for each in self.equivalences if each.id == key), None)

    def listing(self, country: str, isco: str) -> AnnexListing | None:
        """The annex entry of a country for an occupation."""
        for row in self.listings:
            if row.country == country and row.isco == isco:
                return row
        return None

    @cached_property
    def hosts(self) -> Hosts:
        """The qualifications by country."""
        return Hosts(self.qualifications.values())
