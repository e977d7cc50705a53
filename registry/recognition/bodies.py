"""Awarding bodies and their standing on a day, found by their exact name and never by likeness."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registry.recognition.folding import LONGEST, fold
from registry.recognition.qualification import BodyStatus, Kind
from registry.values.dates import VagueDate
from registry.values.evidence import Source
from registry.values.language import Labels


@dataclass(frozen=True, slots=True)
class Spell:
    """One standing from a day to a day; without a last day it still holds."""

    standing: BodyStatus
    first: VagueDate
    last: VagueDate | None
    source: Source

    def holds_throughout(self, day: VagueDate) -> bool:
        """Whether it surely holds on every day that ``day`` can mean."""
        begun = self.first.latest <= day.earliest
        return begun and (self.last is None or day.latest <= self.last.earliest)

    def may_hold(self, day: VagueDate) -> bool:
        """Whether it can hold on one of the days that ``day`` can mean."""
        begun = self.first.earliest <= day.latest
        return begun and (self.last is None or day.earliest <= self.last.latest)


@dataclass(frozen=True, slots=True)
class AwardingBody:
    """A body that awards; ``names`` are all its names, folded when they are looked up."""

    id: str
    country: str
    labels: Labels
    names: tuple[str, ...]
    spells: tuple[Spell, ...]
    kinds: frozenset[Kind] = frozenset()
    """What it may award."""
    established: VagueDate | None = None
    also_in: frozenset[str] = frozenset()
    """Other countries where it awards."""

    def on(self, awarded: VagueDate | None) -> Spell | None:
        """The one spell that surely holds on the day of the award, None where none does.

        Without a day it is the standing that the body has had for as long as it has existed.
        """
        if awarded is None:
            return None if self.changed else self.spells[0]
        possible = [each for each in self.spells if each.may_hold(awarded)]
        sure = len(possible) == 1 and possible[0].holds_throughout(awarded)
        return possible[0] if sure else None

    @property
    def changed(self) -> bool:
        """Whether its standing may have been another one at some time of its existence."""
        if len(self.spells) != 1 or self.spells[0].last or self.established is None:
            return True
        return self.spells[0].first.text != self.established.text

    def turns_on(self, awarded: VagueDate | None) -> bool:
        """Whether a more exact day of award could settle the standing."""
        if awarded is None:
            return True
        return not awarded.exact and any(each.may_hold(awarded) for each in self.spells)


class Bodies:
    """The register of awarding bodies."""

    def __init__(self, bodies: Iterable[AwardingBody] = ()) -> None:
        self.by_id: Mapping[str, AwardingBody] = {each.id: each for each in bodies}
        self._at_home: dict[tuple[str, str], AwardingBody] = {}
        self._abroad: dict[tuple[str, str], AwardingBody] = {}
        for body in self.by_id.values():
            for name in {fold(each) for each in (body.id, *body.names)}:
                self._at_home[body.country, name] = body
                self._abroad.update({(country, name): body for country in body.also_in})

    def named(self, country: str | None, name: str | None) -> AwardingBody | None:
        """The body of that country that has exactly this name, else one that awards there."""
        if not country or not name or len(name) > LONGEST:
            return None
        key = (country, fold(name))
        return self._at_home.get(key) or self._abroad.get(key)
