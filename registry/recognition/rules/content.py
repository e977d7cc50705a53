"""R3, R5 to R8 and R10: awarding body, field, outcomes, workload, profile, experience."""

from __future__ import annotations

from registry.recognition.case import Case
from registry.recognition.facts import counted
from registry.recognition.findings import (
    Criterion,
    Finding,
    Sentence,
    Value,
    Verdict,
    found,
)
from registry.recognition.qualification import BodyStatus
from registry.recognition.question import Basis, Purpose
from registry.recognition.skills import Coverage


def body(case: Case) -> Finding:
    """R3: the awarding body's standing; the register has no list of bodies yet, so what it knows
    is the awarding system of the qualifications on it."""
    standing = counted(case.held.body) if case.held else None
    if standing and standing.value is BodyStatus.DISPUTED:
        return found(
            "R3", Criterion.BODY, Verdict.UNKNOWN, "body-status-unknown",
            wording="body-disputed", sources=standing.sources,
        )  # fmt: skip
    if standing and standing.value is BodyStatus.NOT_RECOGNISED:
        return found(
            "R3", Criterion.BODY, Verdict.NOT_MET, "body-not-recognised", sources=standing.sources
        )
    awarding = counted(case.held.awarding) if case.held else None
    if awarding is None:
        return found(
            "R3", Criterion.BODY, Verdict.UNKNOWN, "body-status-unknown",
            asks=("held.qualification",) if case.held is None else (),
        )  # fmt: skip
    return found(
        "R3", Criterion.BODY, Verdict.MET, "body-recognised", {"system": awarding.value},
        wording="body-named-unchecked" if case.question.held.awarding_body else "",
        sources=awarding.sources,
    )  # fmt: skip


def field(case: Case) -> Finding:
    """R5: ISCED-F, detailed before narrow before broad; counts where both sides name a field."""
    ours = counted(case.held.field) if case.held else None
    theirs = counted(case.host.field) if case.host else None
    claimed = case.question.held.field
    if ours is None or theirs is None:
        shown = Sentence("claimed", {"text": claimed}) if claimed and case.held is None else None
        return found("R5", Criterion.FIELD, Verdict.UNKNOWN, "field-unknown", held=shown)
    same = sum(1 for one, other in zip(ours.value, theirs.value, strict=False) if one == other)
    shared = ours.value[:2] == theirs.value[:2]
    verdict, reason = Verdict.NOT_MET, "field-different"
    if ours.value == theirs.value:
        verdict, reason = Verdict.MET, "field-same"
    elif shared and same >= 2:
        verdict, reason = Verdict.PARTLY, "field-related"
    labels = case.knowledge.fields
    values: dict[str, Value] = {
        "held": labels.get(ours.value, {"en": ours.value}),
        "host": labels.get(theirs.value, {"en": theirs.value}),
    }
    return found(
        "R5", Criterion.FIELD, verdict, reason, values,
        held=Sentence("plain", {"text": labels.get(ours.value, {"en": ours.value})}),
        host=Sentence("plain", {"text": labels.get(theirs.value, {"en": theirs.value})}),
        sources=(*ours.sources, *theirs.sources),
    )  # fmt: skip


def essential_skills(case: Case) -> frozenset[str] | None:
    """What the occupation asks, transversal skills set aside; None where that is not known."""
    essential = counted(case.occupation.essential) if case.occupation else None
    if essential is None:
        return None
    by_id = case.knowledge.skills.by_id
    return frozenset(s for s in essential.value if s not in by_id or not by_id[s].transversal)


def coverage(case: Case) -> Coverage | None:
    """How the essential skills stand, nothing shown included; None where they are not known."""
    asked = essential_skills(case)
    return None if asked is None else case.knowledge.skills.cover(case.held_skills, asked)


def outcomes(case: Case) -> Finding:
    """R6: coverage of the essential skills; a gap list, never alone a refusal."""
    covered = coverage(case) if case.held_skills or case.skills_aside else None
    if covered is None:
        return found(
            "R6", Criterion.OUTCOMES, Verdict.UNKNOWN, "outcomes-unknown", asks=("held.skills",)
        )
    by_id = case.knowledge.skills.by_id
    missing = (*covered.related, *covered.missing)
    values: dict[str, Value] = {
        "covered": len(covered.covered),
        "total": covered.total,
        "missing": tuple(by_id[skill].labels for skill in missing if skill in by_id),
    }
    sources = tuple(
        source
        for fact in (
            case.occupation.essential if case.occupation else None,
            counted(case.held.skills) if case.held else None,
        )
        if fact
        for source in fact.sources
    )
    if not missing:
        return found(
            "R6", Criterion.OUTCOMES, Verdict.MET, "outcomes-covered", values, sources=sources
        )
    if not case.held_skills:
        return found(
            "R6", Criterion.OUTCOMES, Verdict.UNKNOWN, "outcomes-unknown", values,
            wording="skills-aside", sources=sources,
        )  # fmt: skip
    verdict = Verdict.PARTLY if covered.covered else Verdict.NOT_MET
    wording = "" if covered.covered else "outcomes-none"
    if case.skills_aside:
        wording = "skills-aside"
    return found(
        "R6", Criterion.OUTCOMES, verdict, "outcome-missing-essential", values,
        wording=wording, sources=sources,
    )  # fmt: skip


# Length by itself is no substantial difference above this share of the host's (policy parameter).
WORKLOAD_SHARE = 2 / 3


def workload(case: Case) -> Finding:
    """R7: length of training; alone never substantial above two thirds of the host's."""
    ours = counted(case.held.months) if case.held else None
    theirs = counted(case.host.months) if case.host else None
    if ours is None or theirs is None:
        return found("R7", Criterion.WORKLOAD, Verdict.UNKNOWN, "workload-unknown")
    values: dict[str, Value] = {"held": ours.value, "host": theirs.value}
    shorter = ours.value < theirs.value * WORKLOAD_SHARE
    return found(
        "R7",
        Criterion.WORKLOAD,
        Verdict.NOT_MET if shorter else Verdict.MET,
        "workload-substantially-shorter" if shorter else "workload-comparable",
        values,
        held=Sentence("months", {"months": ours.value}),
        host=Sentence("months", {"months": theirs.value}),
        sources=(*ours.sources, *theirs.sources),
    )


def profile(case: Case) -> Finding:
    """R8: academic, professional or research, where it is known on both sides."""
    ours = counted(case.held.profile) if case.held else None
    theirs = counted(case.host.profile) if case.host else None
    if ours is None or theirs is None:
        return found("R8", Criterion.PROFILE, Verdict.UNKNOWN, "profile-unknown")
    values: dict[str, Value] = {
        "held": Sentence(f"profile:{ours.value}"),
        "host": Sentence(f"profile:{theirs.value}"),
    }
    same = ours.value == theirs.value
    return found(
        "R8",
        Criterion.PROFILE,
        Verdict.MET if same else Verdict.NOT_MET,
        "profile-same" if same else "profile-different",
        values,
        sources=(*ours.sources, *theirs.sources),
    )


def access(case: Case) -> Finding:
    """R8, second half: what the qualification opens at home against what the host's opens."""
    if case.purpose is not Purpose.FURTHER_STUDY:
        return found("R8", Criterion.ACCESS, Verdict.NOT_APPLICABLE, "access-not-asked")
    ours = counted(case.held.access) if case.held else None
    theirs = counted(case.host.access) if case.host else None
    if ours is None or (case.host and theirs is None):
        return found("R8", Criterion.ACCESS, Verdict.UNKNOWN, "access-unknown")
    values: dict[str, Value] = {"opens": Sentence(f"cycle:{ours.value}")}
    lower = theirs is not None and ours.value < theirs.value
    return found(
        "R8",
        Criterion.ACCESS,
        Verdict.NOT_MET if lower else Verdict.MET,
        "no-access-to-next-cycle" if lower else "access-at-home",
        values,
        sources=ours.sources,
    )


# Verified practice of this length in the same occupation closes gaps on the assessed basis
# (policy parameter; the three years of Directive 2005/36/EC Art. 23 were the model).
EXPERIENCE_MONTHS = 36
# The share of the essential skills that must be covered without it (policy parameter).
COVERED_SHARE = 1 / 2


def experience(case: Case) -> Finding:
    """R10: practice may make up for part of the outcomes; what is only told closes nothing, in
    whatever state the person says it is."""
    own = [item for item in case.question.experience if item.occupation == case.isco]
    if not own:
        return found("R10", Criterion.EXPERIENCE, Verdict.NOT_APPLICABLE, "no-experience-told")
    assessed = case.question.basis is Basis.ASSESSED
    verified = [item.months for item in own if assessed and item.state.verified]
    if verified and max(verified) >= EXPERIENCE_MONTHS:
        closes = _mostly_covered(case) and case.for_the_occupation is not False
        return found(
            "R10",
            Criterion.EXPERIENCE,
            Verdict.MET if closes else Verdict.PARTLY,
            "gap-closed-by-experience" if closes else "experience-closes-part",
            {"months": max(verified)},
        )
    seen = any(assessed and item.state.seen for item in own)
    return found(
        "R10",
        Criterion.EXPERIENCE,
        Verdict.PARTLY if seen else Verdict.UNKNOWN,
        "experience-not-proven",
        {"months": max(item.months for item in own)},
    )


def _mostly_covered(case: Case) -> bool:
    """Directive 2005/36/EC Art. 14(5): practice offsets single differences, not a training."""
    covered = coverage(case)
    return covered is not None and len(covered.covered) >= covered.total * COVERED_SHARE
