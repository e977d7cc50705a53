"""Provisions of law and agreement that bear on recognition, and what each turns on.

An effect is one of a closed list, because recognition regimes differ in what they give: a right
to practise, an entitlement to register, a chance to apply, or nothing but information.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from registry.recognition.occupations import LanguageChecked
from registry.values.evidence import Source


class Effect(StrEnum):
    """What a provision gives; the order of the first four is their strength."""

    RIGHT_TO_PRACTISE = "right-to-practise"
    ENTITLED_TO_REGISTER = "entitled-to-register"
    RECOGNITION_WITH_MEASURES = "recognition-with-measures"
    ELIGIBLE_TO_APPLY = "eligible-to-apply"
    LEVEL_RECOGNISED = "level-recognised"
    ENTRY_RIGHT = "entry-right"
    EDUCATIONAL_BASE = "educational-base"
    PRESUMPTION = "presumption"
    INFORMATION_ONLY = "information-only"
    NOT_FOR_RECOGNITION = "not-for-recognition"
    NO_AGREEMENT = "no-agreement"

    @property
    def decides(self) -> bool:
        """Whether the effect can give an outcome."""
        return self in DECIDING

    @property
    def strength(self) -> int:
        """0 for the strongest."""
        return _EFFECTS.index(self)


_EFFECTS = tuple(Effect)
DECIDING = (
    Effect.RIGHT_TO_PRACTISE,
    Effect.ENTITLED_TO_REGISTER,
    Effect.RECOGNITION_WITH_MEASURES,
    Effect.ELIGIBLE_TO_APPLY,
)
# Said of a comparison that its makers take back or never made; no provision of law has them.
MARKS = (Effect.NOT_FOR_RECOGNITION, Effect.NO_AGREEMENT)


class ConditionKind(StrEnum):
    """What a provision may turn on; each is asked for only where such a provision is in play."""

    NATIONALITY = "nationality-of-territory"
    ANNEX_TITLE = "annex-title-listed"
    TRAINING_START = "training-after-reference-date"
    AUTOMATIC_EXCLUDED = "automatic-route-excluded"
    HOST_REGULATES = "host-regulates"
    QUALIFIED = "qualified-for-occupation"
    TITLE_OUTSIDE = "title-from-outside"
    REGISTERED = "registered-in-territory"
    REGISTERED_IN_UNIT = "registered-in-other-unit"
    PRACTICE = "practice-months"
    GOOD_STANDING = "good-standing"
    NOT_HELD = "terms-not-held"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition; ``months`` for practice, ``text`` for terms that the register does not hold."""

    kind: ConditionKind
    months: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Membership regimes that count as one (the EU with the transition of 2020), and the day from
    which the provision binds their members, where that is later than the provision's own."""

    regimes: tuple[str, ...]
    first: date | None = None
    language_checked: LanguageChecked | None = None
    """When the host may check the language, where the law that binds the group says so."""


@dataclass(frozen=True, slots=True)
class Territory:
    """Where a provision binds.

    Both sides must be inside the same one of ``groups``. ``countries`` are bound by name.
    ``within`` holds between the units of one country.
    """

    groups: tuple[Group, ...] = ()
    countries: tuple[str, ...] = ()
    within: str = ""
    excluded: tuple[str, ...] = ()
    """Members of a regime for which it is not verified that the provision binds them."""


# An empty start is not known: the row was compiled as law of today and is counted from 2020 on.
UNDATED_FROM = date(2020, 1, 1)


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision for one profession; ``occupations`` are ISCO prefixes, empty means all."""

    id: str
    regime: str
    name: str
    legal_basis: str
    profession: str
    effect: Effect
    gives: str
    terms: str
    territory: Territory
    source: Source
    occupations: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    agreements: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None

    def stands_on(self, day: date) -> bool:
        """Whether it is law on ``day``."""
        started = (self.first or UNDATED_FROM) <= day
        return started and (self.last is None or day <= self.last)

    def covers(self, isco: str) -> bool:
        """Whether the occupation falls under it."""
        if any(isco.startswith(prefix) for prefix in self.excluded):
            return False
        return not self.occupations or any(isco.startswith(p) for p in self.occupations)


@dataclass(frozen=True, slots=True)
class AnnexListing:
    """A country's entry in an annex: training begun on or after ``reference_date`` is covered."""

    id: str
    country: str
    isco: str
    annex: str
    reference_date: date
    titles: tuple[str, ...]
    complete: bool
    source: Source
    last: date | None = None
    acquired: str = "Directive 2005/36/EC, Article 23"
    """The article by which earlier training counts."""
