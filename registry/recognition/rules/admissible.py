"""R0: whether the question can be used at all, and what is only claimed in it."""

from __future__ import annotations

from collections.abc import Iterator

from registry.recognition.case import Case
from registry.recognition.facts import counted
from registry.recognition.findings import Criterion, Finding, Verdict, found
from registry.recognition.question import Basis, EvidenceKind, EvidenceState
from registry.recognition.workload import (
    comparable_units,
    lengths_told,
    much_shorter,
)
from registry.values.countries import country_of
from registry.values.dates import months_between

USABLE = "admissible"
# A training whose length is not known is taken to need at least a year.
UNKNOWN_LENGTH = 12
# A training that lasted less than this share of its regular length was not that training
# (policy parameter; credit for earlier study shortens, but seldom by more than half).
SHORTEST_SHARE = 1 / 2


def admissible(case: Case) -> Finding:
    """Stop only for what cannot be used.

    On the assessed basis a paper that nobody has tied to its holder stops as well: a treaty does
    not apply to it (decision table, row 1). People cut off from their papers are not refused:
    Lisbon Recognition Convention, section VII.
    """
    for look in _LOOKS:
        finding = look(case)
        if finding:
            return finding
    return _r0(Verdict.MET, USABLE)


def _r0(verdict: Verdict, reason: str, wording: str = "", *asks: str) -> Finding:
    return found("R0", Criterion.ADMISSIBLE, verdict, reason, wording=wording, asks=asks)


def _impossible_dates(case: Case) -> Finding | None:
    held, day = case.question.held, case.day
    start, award = held.training_started_on, held.awarded_on
    backwards = start and award and award.latest < start
    future = (start and start > day) or (award and award.earliest > day)
    if backwards or future:
        return _r0(Verdict.NOT_MET, "unusable-dates", "", "awarded_on", "training_started_on")
    return None


def _unfinished(case: Case) -> Finding | None:
    """By its dates the training is not over, or was far too short to be this one."""
    held = case.question.held
    months = counted(case.held.months) if case.held else None
    if case.held is None or held.training_started_on is None:
        return None
    regular = months.value if months else UNKNOWN_LENGTH
    if held.awarded_on is None:
        if months_between(held.training_started_on, case.day) < regular:
            return _r0(Verdict.NOT_MET, "unusable-dates", "training-not-over", "awarded_on")
        return None
    lasted = months_between(held.training_started_on, held.awarded_on.latest)
    if months and lasted < regular * SHORTEST_SHARE:
        asks = ("awarded_on", "training_started_on")
        return _r0(Verdict.NOT_MET, "unusable-dates", "training-too-short", *asks)
    return None


def _contradiction(case: Case) -> Finding | None:
    """What is told twice must agree: no side is taken between two of its readings."""
    question, held = case.question, case.question.held
    if case.held and held.country not in (None, case.held.country):
        return _unusable("another-country-than-the-qualification", "held.country")
    if outside := _outside_the_title(case):
        return _unusable(outside, "awarded_on", "training_started_on")
    for said, of_paper in _told_twice(case):
        if said != of_paper:
            return _unusable("another-thing-than-the-qualification", "held.qualification")
    if held.unit and case.origin and country_of(held.unit) != case.origin:
        return _unusable("unit-of-another-country", "held.unit")
    aim = question.target_occupation
    host = case.host if question.target_qualification else None
    if aim and host and host.occupations and aim not in host.occupations:
        return _unusable("target-of-another-occupation", "target")
    return None


def _outside_the_title(case: Case) -> str:
    """How training or award lie outside the time of the qualification; empty where they do not."""
    since = counted(case.held.since) if case.held else None
    until = counted(case.held.until) if case.held else None
    start, awarded = case.question.held.training_started_on, case.question.held.awarded_on
    at_latest = [day for day in (start, awarded and awarded.latest) if day]
    at_earliest = [day for day in (start, awarded and awarded.earliest) if day]
    if since and any(day < since.value for day in at_latest):
        return "earlier-than-the-qualification"
    if until and any(day > until.value for day in at_earliest):
        return "later-than-the-qualification"
    return ""


def _told_twice(case: Case) -> Iterator[tuple[object, object]]:
    """What was told beside a known qualification, with what the register knows of it."""
    told, paper = case.question.held, case.held
    if paper is None:
        return
    level, field = counted(paper.level), counted(paper.field)
    if told.level and level and told.level.framework == level.value.framework:
        yield told.level, level.value
    if told.field and field:
        yield told.field[:2], field.value[:2]
    length = lengths_told(told.duration_months, told.credits, case.knowledge.credit_systems)
    both = comparable_units(length, case.knowledge.lengths(paper)) if length else None
    if both:
        yield much_shorter(*both, SHORTEST_SHARE) is True, False


def _unusable(wording: str, *asks: str) -> Finding:
    return _r0(Verdict.NOT_MET, "contradiction", wording, *asks)


def _same_country(case: Case) -> Finding | None:
    """Between the units of some countries there is law; within others nothing to recognise."""
    destination = case.question.destination
    in_play = case.knowledge.provisions_on(case.isco, destination)
    between = any(each.territory.within == destination for each in in_play)
    if case.origin != destination or between:
        return None
    return _r0(Verdict.NOT_MET, "same-country", "", "destination")


def _nothing_held(case: Case) -> Finding | None:
    question, held = case.question, case.question.held
    something = (case.held or held.title or held.skills or held.occupation or held.level) or (
        question.experience or question.registered_in
    )
    return None if something else _r0(Verdict.NOT_MET, "evidence-missing", "", "held")


def _no_target(case: Case) -> Finding | None:
    if case.isco in case.knowledge.occupations or case.host:
        return None
    if case.question.purpose.value == "further-study":
        return None
    return _r0(Verdict.NOT_MET, "target-not-known", "", "target")


def _identity(case: Case) -> Finding | None:
    """On the assessed basis somebody must have tied the paper to the person."""
    identity = case.question.states(EvidenceKind.IDENTITY)
    diploma = case.question.states(EvidenceKind.DIPLOMA)
    assessed = case.question.basis is Basis.ASSESSED
    if EvidenceState.NAME_MISMATCH in identity | diploma:
        verdict = Verdict.NOT_MET if assessed else Verdict.PARTLY
        return _r0(verdict, "name-mismatch", "", "evidence.identity")
    if not assessed:
        return None
    if not any(state.seen for state in identity):
        reason = "evidence-unverified" if identity else "evidence-missing"
        return _r0(Verdict.NOT_MET, reason, "identity-not-seen", "evidence.identity")
    if case.question.held.qualification and not any(state.seen for state in diploma):
        if _cut_off(case):
            return None
        reason = "evidence-unverified" if diploma else "evidence-missing"
        return _r0(Verdict.NOT_MET, reason, "diploma-not-seen", "evidence.diploma")
    return None


def _refugee(case: Case) -> Finding | None:
    """The interview route: nothing is refused, and on the assessed basis nothing is decided on a
    paper that nobody can see."""
    if not _cut_off(case):
        return None
    assessed = case.question.basis is Basis.ASSESSED
    verdict = Verdict.UNKNOWN if assessed else Verdict.PARTLY
    return _r0(verdict, "documents-unavailable-refugee")


def _cut_off(case: Case) -> bool:
    """Whether displacement, even if only told, has cut the person off from the paper."""
    diploma = case.question.states(EvidenceKind.DIPLOMA)
    unavailable = EvidenceState.UNAVAILABLE in diploma and not any(s.seen for s in diploma)
    return unavailable and bool(case.question.states(EvidenceKind.DISPLACEMENT))


def _unidentified(case: Case) -> Finding | None:
    held = case.question.held
    if case.held is None and (held.title or held.level or held.field):
        return _r0(Verdict.UNKNOWN, "title-not-identified", "", "held.qualification")
    if case.held is None:
        return _r0(Verdict.PARTLY, "no-paper")
    return None


_LOOKS = (
    _impossible_dates,
    _unfinished,
    _contradiction,
    _nothing_held,
    _no_target,
    _same_country,
    _identity,
    _refugee,
    _unidentified,
)
