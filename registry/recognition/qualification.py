"""A qualification as the register knows it: what is not known is left out, never guessed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from registry.recognition.facts import Fact
from registry.values.language import Labels


class Kind(StrEnum):
    """Which part of an education system the qualification belongs to."""

    HIGHER_EDUCATION = "higher-education"
    VOCATIONAL = "vocational"
    PROFESSIONAL = "professional"


class BodyStatus(StrEnum):
    """Standing of the awarding body and programme on the day of award."""

    RECOGNISED = "recognised"
    NOT_RECOGNISED = "not-recognised"
    DISPUTED = "disputed"
    DISPLACED = "displaced"


@dataclass(frozen=True, slots=True, order=True)
class LevelRef:
    """A level of a framework: ``framework`` is its id (``phl-pqf``), ``code`` the level's own."""

    framework: str
    code: str

    def __str__(self) -> str:
        return f"{self.framework} {self.code}"


@dataclass(frozen=True, slots=True)
class Credits:
    """An amount of credits with the name of their system as it is written."""

    amount: float
    system: str

    def __str__(self) -> str:
        return f"{self.amount:g} {self.system}".strip()


@dataclass(frozen=True, slots=True)
class Title:
    """A title in its original language and script (BCP 47 tag)."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Qualification:
    """One qualification of one country; each fact carries its own sources and confidence."""

    id: str
    labels: Labels
    country: str
    kind: Kind | None = None
    occupations: tuple[str, ...] = ()
    """ISCO-08 unit groups it prepares for, as ``2221``."""
    titles: tuple[Fact[Title], ...] = ()
    level: Fact[LevelRef] | None = None
    field: Fact[str] | None = None
    """ISCED-F 2013, two to four digits."""
    months: Fact[int] | None = None
    credits: Fact[Credits] | None = None
    awarding: Fact[Labels] | None = None
    body: Fact[BodyStatus] | None = None
    skills: Fact[frozenset[str]] | None = None
    access: Fact[str] | None = None
    """The next cycle it opens at home, as ``isced-7``."""
    profile: Fact[str] | None = None
    since: Fact[date] | None = None
    """The first day of its training, or of its award where there is none."""
    until: Fact[date] | None = None
    """The last day of its award, where it has ended."""
    listings: tuple[Fact[str], ...] = ()
    """Annexes of recognition instruments that list its title (``V.5.2.2``)."""
