"""Occupations by ISCO-08 unit group, what each asks for, and who regulates it where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

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


@dataclass(frozen=True, slots=True)
class Regulation:
    """Who decides on one occupation in one country or unit, and how; texts are English data."""

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
    source: Source = NO_SOURCE

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
    """The general way to contest an administrative decision in a country; English data."""

    country: str
    procedure: str
    legal_basis: str
    source: Source


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
