"""Ways to have skills looked at without a paper; they are shown and decide nothing."""

from __future__ import annotations

from dataclasses import dataclass

from registry.values.evidence import Source
from registry.values.language import Labels


@dataclass(frozen=True, slots=True)
class PriorLearningRoute:
    """One route of a country; texts but the name are English data."""

    id: str
    country: str
    name: Labels
    provider: str
    procedure: str
    legal_basis: str
    source: Source
    occupations: tuple[str, ...] = ()
    """ISCO-08 unit groups; none where it is open to all."""

    def serves(self, country: str, isco: str) -> bool:
        """Whether it is a route of that country for that occupation."""
        return self.country == country and (not self.occupations or isco in self.occupations)
