"""R0: whether the question can be used at all, and what is only claimed in it."""

from __future__ import annotations

from registry.recognition.case import Case
from registry.recognition.findings import Criterion, Finding, Verdict, found
from registry.recognition.question import Basis, EvidenceState

USABLE = "admissible"


def admissible(case: Case) -> Finding:
    """Stop only for what cannot be used.

    On the assessed basis a paper that nobody has tied to its holder stops as well: a treaty does
    not apply to it (decision table, row 1). People cut off from their papers are not refused:
    Lisbon Recognition Convention, section VII.
    """
    for look in (_impossible_dates, _nothing_held, _no_target, _refugee, _identity, _unidentified):
        finding = look(case)
        if finding:
            return finding
    return _r0(Verdict.MET, USABLE)


def _r0(verdict: Verdict, reason: str, wording: str = "", *asks: str) -> Finding:
    return found("R0", Criterion.ADMISSIBLE, verdict, reason, wording=wording, asks=asks)


def _impossible_dates(case: Case) -> Finding | None:
    held, day = case.question.held, case.day
    start, award = held.training_started_on, held.awarded_on
    backwards = start and award and award < start
    future = (start and start > day) or (award and award > day)
    if backwards or future:
        return _r0(Verdict.NOT_MET, "unusable-dates", "", "awarded_on", "training_started_on")
    return None


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


def _refugee(case: Case) -> Finding | None:
    unavailable = EvidenceState.UNAVAILABLE in case.question.states("diploma")
    if unavailable and case.question.states("displacement"):
        return _r0(Verdict.PARTLY, "documents-unavailable-refugee")
    return None


def _identity(case: Case) -> Finding | None:
    if case.question.basis is not Basis.ASSESSED:
        return None
    identity, diploma = case.question.states("identity"), case.question.states("diploma")
    if EvidenceState.NAME_MISMATCH in identity | diploma:
        return _r0(Verdict.NOT_MET, "name-mismatch", "", "evidence")
    if not any(state.seen for state in identity):
        reason = "evidence-unverified" if identity else "evidence-missing"
        return _r0(Verdict.NOT_MET, reason, "identity-not-seen", "evidence")
    if case.question.held.qualification and not any(state.seen for state in diploma):
        reason = "evidence-unverified" if diploma else "evidence-missing"
        return _r0(Verdict.NOT_MET, reason, "diploma-not-seen", "evidence")
    return None


def _unidentified(case: Case) -> Finding | None:
    held = case.question.held
    if case.held is None and (held.title or held.level or held.field):
        return _r0(Verdict.UNKNOWN, "title-not-identified", "", "held.qualification")
    if case.held is None:
        return _r0(Verdict.PARTLY, "no-paper")
    return None
