"""Agreements and memberships made for a test, with nothing in them but what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from registry.catalogue.agreement import (
    Action,
    ActionKind,
    Agreement,
    AgreementType,
    Bindingness,
    CitedSource,
    Form,
    Party,
    Relation,
    Role,
)
from registry.catalogue.memberships import Exclusion, Membership, Memberships, Regime, RegimeKind
from registry.values.dates import parse_date
from registry.values.evidence import Confidence

JOURNAL = CitedSource("Official journal", Confidence.HIGH, "No. 7")


def action(kind: str, date: str | None, confidence: str = "", **rest: Any) -> Action:
    return Action(
        ActionKind(kind),
        parse_date(date) if date else None,
        confidence=Confidence(confidence) if confidence else None,
        **rest,
    )


def agreement(
    *actions: Action,
    id: str = "aaa-bbb-2000",  # noqa: A002  the word of the field
    parties: Iterable[str | Party] = ("PHL", "DEU"),
    complete: bool = True,
    sides: Sequence[Sequence[str]] = (),
    regimes: Sequence[str] = (),
    relations: Sequence[Relation] = (),
    confidence: Confidence = Confidence.HIGH,
) -> Agreement:
    return Agreement(
        id=id,
        title={"en": f"The agreement {id}"},
        type=AgreementType.BLA,
        form=Form.PLURILATERAL,
        bindingness=Bindingness.BINDING,
        parties=tuple(p if isinstance(p, Party) else Party(p) for p in parties),
        parties_complete=complete,
        sources=(JOURNAL,),
        confidence=confidence,
        sides=tuple(tuple(side) for side in sides),
        regimes=tuple(regimes),
        actions=actions,
        relations=tuple(relations),
    )


def in_force(**parts: Any) -> Agreement:
    """In force since 1990 and reported so."""
    return agreement(
        action("signed", "1989-05-01"),
        action("entered-into-force", "1990-01-01"),
        action("reported-in-force", "2026-11-23"),
        **parts,
    )


def spell(
    regime: str,
    country: str,
    first: str,
    last: str | None = None,
    *,
    note: str = "",
    confidence: Confidence = Confidence.HIGH,
    not_for: Sequence[str] = (),
) -> Membership:
    return Membership(
        regime,
        country,
        parse_date(first),
        parse_date(last) if last else None,
        note,
        "Official journal",
        confidence,
        tuple(Exclusion(code) for code in not_for),
    )


def memberships(*spells: Membership) -> Memberships:
    """With the kinds of regime that behave differently."""
    return Memberships.of(
        spells,
        (
            Regime("eu", {"en": "European Union"}),
            Regime("eu-wa-transition", {"en": "Transition"}, RegimeKind.RULES, "eu"),
            Regime("ecowas", {"en": "ECOWAS"}),
            Regime("ecowas-continued", {"en": "Continued"}, RegimeKind.ANNOUNCED, "ecowas"),
            Regime("ch-eu-afmp", {"en": "Swiss-EU agreement"}, hub="CHE"),
        ),
    )


def party(code: str, role: str) -> Party:
    return Party(code, Role(role))
