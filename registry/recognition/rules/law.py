"""R1: provisions that bind, on the day, with all that they turn on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from registry.recognition.binding import bonds, has_bound, host_of, sides
from registry.recognition.case import Case
from registry.recognition.conditions import ACQUIRED, APPLIES, Checked, check, papers, together
from registry.recognition.findings import (
    Country,
    Criterion,
    Finding,
    Sentence,
    Value,
    Verdict,
    found,
)
from registry.recognition.provisions import UNDATED_FROM, ConditionKind, Provision
from registry.recognition.question import Purpose
from registry.values.countries import country_of
from registry.values.evidence import Source

NONE = "no-binding-provision"


def provisions(case: Case) -> list[Finding]:
    """One finding for each provision in play, or one that says there is none."""
    findings = [
        finding
        for provision in case.knowledge.provisions_on(case.isco, case.question.destination)
        for finding in _look(case, provision)
    ]
    if findings:
        return findings
    return [
        found(
            "R1",
            Criterion.PROVISION,
            Verdict.NOT_APPLICABLE,
            NONE,
            {"host": Country(host_of(case))},
        )
    ]


def not_looked_at() -> Finding:
    """A treaty does not apply to what cannot be used (decision table, row 1)."""
    return found("R1", Criterion.PROVISION, Verdict.NOT_APPLICABLE, "provision-not-looked-at")


def _look(case: Case, provision: Provision) -> Iterator[Finding]:
    """The finding on one provision; nothing where it never bound the two sides, or decides
    nothing and is not law on the day."""
    standing = _standing(case, provision)
    if standing is None:
        return
    study = case.question.purpose is Purpose.FURTHER_STUDY
    if study or not provision.effect.decides:
        if standing.verdict is Verdict.MET or not provision.source.confidence.counts:
            wording = "not-for-study" if study else provision.effect.value
            shown = Checked(Verdict.NOT_APPLICABLE, "shown-not-counted", wording=wording)
            yield _finding(provision, shown, standing.sources)
        return
    if standing.verdict is not Verdict.MET:
        yield _finding(provision, standing, ())
        return
    checks = [papers(case), *(check(case, provision, each) for each in provision.conditions)]
    yield _finding(provision, together(checks), standing.sources, checks)


def _finding(
    provision: Provision,
    said: Checked,
    sources: tuple[Source, ...],
    checks: Sequence[Checked] = (),
) -> Finding:
    conditions = tuple(
        Sentence(each.wording or each.reason, each.values or {})
        for each in checks
        if said.verdict is Verdict.UNKNOWN and each.verdict is Verdict.UNKNOWN
    )
    values: dict[str, Value] = {
        "provision": provision.name,
        "basis": provision.legal_basis,
        "profession": provision.profession,
        "gives": provision.gives,
        "terms": provision.terms,
        "conditions": conditions,
        **(said.values or {}),
    }
    if provision.effect.decides:
        values["effect"] = Sentence(f"effect:{provision.effect}")
    own = tuple(source for each in checks for source in each.sources)
    return found(
        "R1",
        Criterion.PROVISION,
        said.verdict,
        said.reason,
        values,
        wording=_wording(provision, said),
        provision=provision.id,
        sources=tuple(dict.fromkeys((provision.source, *own, *sources))),
        asks=said.asks,
        host=Sentence("plain", {"text": provision.legal_basis}),
    )


def _wording(provision: Provision, said: Checked) -> str:
    """A provision that applies is told with its terms, so that nobody reads it as bare."""
    if said.reason in (APPLIES, ACQUIRED) and said.verdict is Verdict.MET and provision.terms:
        return f"{said.reason}-terms"
    return said.wording if said.verdict is not Verdict.UNKNOWN else ""


def _standing(case: Case, provision: Provision) -> Checked | None:
    """Whether the provision stands between the two sides on the day; None if never in play."""
    if not _in_play(case, provision):
        return None
    if not provision.source.confidence.counts:
        return Checked(Verdict.UNKNOWN, "provision-unverified")
    if provision.stands_on(case.day):
        if provision.territory.within:
            return Checked(Verdict.MET, APPLIES)
        for side in sides(case, provision):
            for bond in bonds(case, provision, side, host_of(case)):
                return Checked(Verdict.MET, APPLIES, sources=bond.sources)
    values: dict[str, Value] = {"day": case.day}
    if provision.first is None and case.day < UNDATED_FROM:
        return Checked(Verdict.UNKNOWN, "provision-start-unknown", values=values)
    return Checked(Verdict.NOT_MET, "agreement-not-in-force", values=values)


def _in_play(case: Case, provision: Provision) -> bool:
    """Whether a provision has ever bound the two sides.

    One between the units of a country is in play for people from there, or registered there; one
    for titles from outside is not in play for those from inside.
    """
    within = provision.territory.within
    if within:
        from_there = [case.origin, *map(country_of, case.question.registered_in)]
        return case.question.destination == within and within in from_there
    outside = any(each.kind is ConditionKind.TITLE_OUTSIDE for each in provision.conditions)
    if outside and case.origin and has_bound(case, provision, case.origin):
        return False
    return bool(sides(case, provision)) and has_bound(case, provision, host_of(case))
