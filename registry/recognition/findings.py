"""What a rule found: a verdict with its because, its sources and the way to read it aloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from registry.values.evidence import Source
from registry.values.language import Labels


class Verdict(StrEnum):
    """Unknown is a verdict of its own: missing evidence is never a difference."""

    MET = "met"
    NOT_MET = "not-met"
    PARTLY = "partly"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


class Criterion(StrEnum):
    """What is looked at."""

    ADMISSIBLE = "admissible"
    PROVISION = "provision"
    CONVENTION = "convention"
    BODY = "body"
    LEVEL = "level"
    FIELD = "field"
    OUTCOMES = "outcomes"
    WORKLOAD = "workload"
    PROFILE = "profile"
    ACCESS = "access"
    RIGHT = "professional-right"
    LANGUAGE = "language"
    EXPERIENCE = "experience"


@dataclass(frozen=True, slots=True)
class Country:
    """A country as a value in a sentence: each language has its own name for it."""

    code: str


# What may stand in a sentence: names in several languages, countries, days, numbers, sentences
# of our own, and data texts, which stay in the language they were written in. A tuple is a list.
Atom: TypeAlias = "str | int | date | Country | Sentence | Labels"
Value: TypeAlias = "Atom | tuple[Atom, ...]"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as its key in the wording and the values that go into it."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer; ``reason`` is also the key of its handbook entry."""

    rule: str
    criterion: Criterion
    verdict: Verdict
    reason: str
    because: Sentence
    held: Sentence | None = None
    host: Sentence | None = None
    provision: str | None = None
    sources: tuple[Source, ...] = ()
    asks: tuple[str, ...] = ()
    """Inputs that would settle an unknown, as they are named in the question."""


NO_VALUES: Mapping[str, Value] = {}


def found(  # noqa: PLR0913  a finding has this many parts; all but five are named
    rule: str,
    criterion: Criterion,
    verdict: Verdict,
    reason: str,
    values: Mapping[str, Value] = NO_VALUES,
    *,
    wording: str = "",
    held: Sentence | None = None,
    host: Sentence | None = None,
    provision: str | None = None,
    sources: tuple[Source, ...] = (),
    asks: tuple[str, ...] = (),
) -> Finding:
    """A finding; ``wording`` names its sentence where one reason can be read in several ways."""
    because = Sentence(wording or reason, values)
    return Finding(rule, criterion, verdict, reason, because, held, host, provision, sources, asks)
