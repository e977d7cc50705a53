"""Occupations by ISCO-08 unit group, what each asks for, and who regulates it where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from registry.recognition.facts import Fact
from registry.values.evidence import NO_SOURCE, Source
from registry.values.language import Labels


@dataclass(frozen=True, slots=True)
class Occupation:
    """An ISCO-08 unit group with the skills that a full practitioner has."""

    isco: str
    labels: Labels
    alternatives: tuple[tuple[str, str], ...] = ()
    """Other names as (language, name)."""
    essential: Fact[frozenset[str]] | None = None
    optional: frozenset[str] = frozenset()
    links: tuple[str, ...] = ()


class Regulated(StrEnum):
    """Whether somebody needs a licence; ``no`` is only believed at high confidence."""

    YES = "yes"
    NO = "no"
    PARTLY = "partly"
    UNKNOWN = "unknown"


class LanguageChecked(StrEnum):
    """When the language is checked on the way to a licence; where it is not told, it is unknown."""

    BEFORE_APPLICATION = "before-application"
    WITH_APPLICATION = "with-application"
    BEFORE_LICENCE = "before-licence"
    AFTER_RECOGNITION = "after-recognition"
    NOT_ASKED = "not-asked"


FACTS = ("steps", "papers", "fee", "time", "language_checked")
"""What a claim of its own may tell about a procedure, with its own source."""


@dataclass(frozen=True, slots=True)
class Regulation:
    """Who decides on one occupation in one country or unit, and how; texts are English data.

    ``claimed`` holds the source of each of ``FACTS`` that another source tells than ``source``.
    """

    country: str
    unit: str | None
    isco: str
    regulated: Regulated
    authority: str = ""
    procedure: str = ""
    language: str = ""
    measures: str = ""
    steps: tuple[str, ...] = ()
    fee: str = ""
    time: str = ""
    legal_basis: str = ""
    papers: tuple[str, ...] = ()
    language_checked: LanguageChecked | None = None
    source: Source = NO_SOURCE
    claimed: Mapping[str, Source] = field(default_factory=lambda: MappingProxyType({}))

    def source_of(self, fact: str) -> Source:
        """Who tells one of ``FACTS``."""
        return self.claimed.get(fact, self.source)

    @property
    def sources(self) -> Mapping[Source, tuple[str, ...]]:
        """The row's own source, and those of single facts with the facts that each tells."""
        found: dict[Source, tuple[str, ...]] = {self.source: ()}
        for fact, source in self.claimed.items():
            found[source] = (*found.get(source, ()), fact)
        return found

    @property
    def status(self) -> Regulated:
        """What the row is worth: a low row is unknown, a ``no`` below high confidence as well."""
        if not self.source.confidence.counts:
            return Regulated.UNKNOWN
        if self.regulated is Regulated.NO and self.source.confidence.value != "high":
            return Regulated.UNKNOWN
        return self.regulated


@dataclass(frozen=True, slots=True)
class AppealRoute:
    """The way to contest a decision in a country or unit; English data.

    Without ``occupations`` it is the general one of administrative law.
    """

    country: str
    procedure: str
    legal_basis: str
    source: Source
    unit: str | None = None
    occupations: frozenset[str] = frozenset()

    @property
    def general(self) -> bool:
        """Whether it is the way for administrative decisions at large."""
        return not self.occupations


@dataclass(frozen=True, slots=True)
class Regulators:
    """The rows that speak for an occupation at a destination.

    ``main`` is the row of the unit asked for, else of the whole country; ``units`` are the rows
    of the country's units where neither is on the register and the units decide.
    """

    main: Regulation | None
    units: tuple[Regulation, ...] = ()

    @property
    def rows(self) -> tuple[Regulation, ...]:
        """All rows that speak, the main one first."""
        return (self.main,) if self.main else self.units

    @property
    def status(self) -> Regulated:
        """One status for all rows; units that differ are partly regulated."""
        said = {row.status for row in self.rows}
        if not said:
            return Regulated.UNKNOWN
        return said.pop() if len(said) == 1 else Regulated.PARTLY

    def told(self, fact: str) -> Any:
        """A fact of the procedure that all rows tell alike; units that differ tell nothing."""
        values = [getattr(row, fact) for row in self.rows]
        if not values or any(value != values[0] for value in values):
            return None
        return values[0] or None

    @property
    def authority(self) -> str:
        """Who decides, several units joined; empty where the register does not know."""
        return "; ".join(dict.fromkeys(row.authority for row in self.rows if row.authority))


def regulators(rows: Sequence[Regulation], unit: str | None) -> Regulators:
    """Pick the rows that speak for ``unit`` (or the whole country) out of an occupation's rows."""
    of_unit = [row for row in rows if unit and row.unit == unit]
    of_country = [row for row in rows if row.unit is None]
    chosen = of_unit or of_country
    if chosen:
        return Regulators(chosen[0])
    return Regulators(None, tuple(row for row in rows if row.unit and not unit))


def appeal_route(
    routes: Sequence[AppealRoute], country: str, unit: str | None, isco: str
) -> AppealRoute | None:
    """The way to contest a decision: of the profession first, of the unit before the country."""
    fitting = [
        route
        for route in routes
        if route.country == country
        and route.unit in (None, unit)
        and (route.general or isco in route.occupations)
    ]
    return min(fitting, key=lambda route: (route.general, route.unit is None), default=None)
