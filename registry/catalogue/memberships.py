"""Dated membership of regional regimes: who was inside on a day, since when and until when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from registry.values.dates import VagueDate
from registry.values.evidence import Confidence
from registry.values.language import Labels, best


class RegimeKind(StrEnum):
    """What being inside means."""

    ORGANISATION = "organisation"
    """Membership of an organisation or of a treaty."""
    RULES = "rules"
    """Spells in which rules apply, without a membership (the United Kingdom in 2020)."""
    ANNOUNCED = "announced"
    """An application that was announced after a withdrawal; no membership and no promise."""


@dataclass(frozen=True, slots=True)
class Regime:
    """A regional regime.

    ``follows`` names the one whose rules go on under it; with a ``hub`` the regime holds only
    between that country and the others, never among the others.
    """

    id: str
    name: Labels
    kind: RegimeKind = RegimeKind.ORGANISATION
    follows: str = ""
    hub: str = ""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A member does not apply the regime to nationals of ``code``; ``since`` where it once did."""

    code: str
    since: VagueDate | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """One spell. ``last`` is the last day inside; None means still inside as far as known."""

    regime: str
    country: str
    first: VagueDate
    last: VagueDate | None
    note: str
    source: str
    confidence: Confidence
    exclusions: tuple[Exclusion, ...] = ()

    @property
    def key(self) -> str:
        """The regime and the member, as ``ttmra-nzl``."""
        return f"{self.regime}-{self.country.lower()}"

    def covers(self, day: date) -> bool:
        """Whether the spell covers the day for certain: a year alone counts from its last day
        at the beginning, and up to its first day at the end."""
        return self.first.latest <= day and (self.last is None or day <= self.last.earliest)

    def excludes(self, country: str, day: date) -> bool:
        """Whether the member does not apply the regime to nationals of a country on a day."""
        return any(
            e.code == country and (e.since is None or e.since.earliest <= day)
            for e in self.exclusions
        )

    def over(self, day: date) -> bool:
        """Whether the spell had ended for certain before the day."""
        return self.last is not None and self.last.latest < day


@dataclass(frozen=True)
class Memberships:
    """All spells of all regimes, indexed by regime and by country."""

    all: tuple[Membership, ...]
    regimes: Mapping[str, Regime] = field(default_factory=dict)
    _by_country: dict[str, list[Membership]] = field(default_factory=dict, repr=False)
    _by_regime: dict[str, list[Membership]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for spell in self.all:
            self._by_country.setdefault(spell.country, []).append(spell)
            self._by_regime.setdefault(spell.regime, []).append(spell)

    @classmethod
    def of(cls, spells: Iterable[Membership], regimes: Iterable[Regime] = ()) -> Memberships:
        """Memberships from any spells and the regimes that they belong to."""
        return cls(tuple(spells), {regime.id: regime for regime in regimes})

    def is_member(self, regime: str, country: str, day: date) -> Membership | None:
        """The spell that makes a country a member on a day."""
        for spell in self._by_country.get(country, ()):
            if spell.regime == regime and spell.covers(day):
                return spell
        return None

    def spells(self, country: str, regime: str | None = None) -> tuple[Membership, ...]:
        """All spells of a country, at any time, in one regime or in all."""
        return tuple(
            s for s in self._by_country.get(country, ()) if regime is None or s.regime == regime
        )

    def members(self, regime: str) -> tuple[Membership, ...]:
        """All spells of a regime, at any time."""
        return tuple(self._by_regime.get(regime, ()))

    def left(self, regime: str, country: str, day: date) -> Membership | None:
        """The last spell that had ended before a day, for a country that is no member on it."""
        over = [spell for spell in self.spells(country, regime) if spell.over(day)]
        if not over or self.is_member(regime, country, day):
            return None
        return max(over, key=lambda spell: spell.first.earliest)

    def regime(self, slug: str) -> Regime:
        """What is known of a regime; one that has only spells is called by its slug."""
        return self.regimes.get(slug) or Regime(slug, {"en": slug.upper()})

    def name(self, slug: str, language: str = "en") -> str:
        """The name of a regime."""
        return best(self.regime(slug).name, language)[1]
