"""R3: the awarding body's standing on the day of the award, which need not be today's."""

from __future__ import annotations

from registry.recognition.bodies import Spell
from registry.recognition.case import Case
from registry.recognition.facts import counted
from registry.recognition.findings import Country, Criterion, Finding, Value, Verdict, found
from registry.recognition.qualification import BodyStatus
from registry.values.evidence import Source

_UNKNOWN = "body-status-unknown"


def body(case: Case) -> Finding:
    """What is said of the qualification's body, then of the body named, then of the system."""
    return _of_the_qualification(case) or _of_the_body_named(case) or _of_the_system(case)


def _of_the_qualification(case: Case) -> Finding | None:
    standing = counted(case.held.body) if case.held else None
    if standing is None or standing.value is BodyStatus.RECOGNISED:
        return None
    if standing.value is BodyStatus.NOT_RECOGNISED:
        return found(
            "R3", Criterion.BODY, Verdict.NOT_MET, "body-not-recognised", sources=standing.sources
        )
    return _unknown("body-disputed", sources=standing.sources)


def _of_the_body_named(case: Case) -> Finding | None:
    """The standing of a body on the register; None where none of that name is."""
    named = case.body
    if named is None:
        return None
    awarded = case.question.held.awarded_on
    values: dict[str, Value] = {"body": named.labels, "day": awarded.said if awarded else ""}
    if named.country != case.origin:
        values |= {"home": Country(named.country), "origin": Country(case.origin or "")}
        return found(
            "R3", Criterion.BODY, Verdict.UNKNOWN, "transnational-provision", values,
            sources=tuple(each.source for each in named.spells),
        )  # fmt: skip
    spell = named.on(awarded)
    if spell is None:
        turns = named.turns_on(awarded)
        wording = "body-day-open" if turns else "body-day-not-held"
        sources = tuple(each.source for each in named.spells)
        return _unknown(wording, values, sources, ("awarded_on",) if turns else ())
    return _on_the_day(case, spell, values)


def _on_the_day(case: Case, spell: Spell, values: dict[str, Value]) -> Finding:
    sources = (spell.source,)
    dated = bool(values["day"])
    if not spell.source.confidence.counts:
        return _unknown("body-unverified", values, sources)
    if spell.standing is BodyStatus.NOT_RECOGNISED:
        return found(
            "R3", Criterion.BODY, Verdict.NOT_MET, "body-not-recognised", values,
            wording="body-not-recognised-then" if dated else "body-not-recognised-throughout",
            sources=sources,
        )  # fmt: skip
    if spell.standing is not BodyStatus.RECOGNISED:
        wording = "body-disputed" if spell.standing is BodyStatus.DISPUTED else "body-displaced"
        return _unknown(wording, values, sources)
    if case.held is None:
        return _unknown("body-title-unknown", values, sources, ("held.qualification",))
    if case.body is None or case.held.kind not in case.body.kinds:
        return _unknown("body-other-awards", values, sources)
    return found(
        "R3", Criterion.BODY, Verdict.MET, "body-recognised", values,
        wording="body-recognised-then" if dated else "body-recognised-throughout", sources=sources,
    )  # fmt: skip


def _of_the_system(case: Case) -> Finding:
    """The awarding system of a qualification on the register; a body that was named beside it
    and is not on the register was not checked."""
    awarding = counted(case.held.awarding) if case.held else None
    if awarding is None:
        return _unknown(asks=("held.qualification",) if case.held is None else ())
    return found(
        "R3", Criterion.BODY, Verdict.MET, "body-recognised", {"system": awarding.value},
        wording="body-named-unchecked" if case.question.held.awarding_body else "",
        sources=awarding.sources,
    )  # fmt: skip


def _unknown(
    wording: str = "",
    values: dict[str, Value] | None = None,
    sources: tuple[Source, ...] = (),
    asks: tuple[str, ...] = (),
) -> Finding:
    return found(
        "R3", Criterion.BODY, Verdict.UNKNOWN, _UNKNOWN, values or {},
        wording=wording, sources=sources, asks=asks,
    )  # fmt: skip
