"""R5 to R8 and R10: field, outcomes, workload, profile, access, experience."""

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
from registry.recognition.question import Basis, Purpose
from registry.recognition.skills import Coverage
from registry.recognition.workload import (
    Lengths,
    comparable_units,
    lengths_told,
    much_shorter,
)


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
    ours = _length_held(case)
    theirs = case.knowledge.lengths(case.host)
    both = comparable_units(ours, theirs)
    if case.held is None or both is None:
        return _length_unknown(case, ours, theirs)
    here, there = both
    shorter = much_shorter(here, there, WORKLOAD_SHARE)
    verdict, reason = Verdict.MET, "workload-comparable"
    if shorter is None:
        verdict, reason = Verdict.UNKNOWN, "workload-unknown"
    elif shorter:
        verdict, reason = Verdict.NOT_MET, "workload-substantially-shorter"
    return found(
        "R7", Criterion.WORKLOAD, verdict, reason, {"held": here.said, "host": there.said},
        wording="workload-open" if shorter is None else "",
        held=here.said, host=there.said, sources=(*here.sources, *there.sources),
    )  # fmt: skip


def _length_held(case: Case) -> Lengths:
    """The length that the register knows, else the one told."""
    held, knowledge = case.question.held, case.knowledge
    told = lengths_told(held.duration_months, held.credits, knowledge.credit_systems)
    return knowledge.lengths(case.held) or told


def _length_unknown(case: Case, ours: Lengths, theirs: Lengths) -> Finding:
    """What was told for a title that the register does not know is shown; credits that no system
    of the register declares a conversion for stay what they are."""
    held = case.question.held
    claimed: Value | None = held.credits
    if held.duration_months is not None:
        claimed = Sentence("months", {"months": held.duration_months})
    shown = Sentence("claimed", {"text": claimed}) if claimed and case.held is None else None
    unlike = bool(case.held and ours and theirs)
    return found(
        "R7", Criterion.WORKLOAD, Verdict.UNKNOWN, "workload-unknown",
        wording="workload-units-differ" if unlike else "", held=shown,
    )  # fmt: skip


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
