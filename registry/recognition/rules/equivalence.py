"""R1: what authorities have said of the two qualifications, before anything is compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from registry.recognition.case import Case
from registry.recognition.conditions import Checked, check, papers, together
from registry.recognition.equivalences import Equivalence, Status
from registry.recognition.findings import (
    Country,
    Criterion,
    Finding,
    Sentence,
    Value,
    Verdict,
    found,
)
from registry.recognition.question import Purpose

SHOWN = "equivalence-shown"


def equivalences(case: Case) -> list[Finding]:
    """A finding for each record on the qualification held and the one aimed at."""
    return [
        finding
        for each in case.knowledge.equivalences
        if _between(case, each)
        for finding in _look(case, each)
    ]


def _between(case: Case, each: Equivalence) -> bool:
    """Whether both sides are those of the record, in its direction.

    The host's side is the qualification aimed at; where only an occupation is, it is one that
    prepares for it.
    """
    host = case.knowledge.qualifications[each.host]
    if case.held is None or case.held.id != each.held:
        return False
    if host.country != case.question.destination:
        return False
    named, occupation = case.question.target_qualification, case.question.target_occupation
    if named is None or occupation is not None:
        return named in (None, host.id) and case.isco in host.occupations
    return named == host.id


def _look(case: Case, each: Equivalence) -> Iterator[Finding]:
    """The finding on one record; nothing where it decides nothing and is not in force."""
    study = case.question.purpose is Purpose.FURTHER_STUDY
    if not each.published:
        yield _finding(case, each, _not_published(each))
    elif study or not each.effect.decides:
        if each.stands_on(case.day):
            wording = "equivalence-not-for-study" if study and each.effect.decides else ""
            yield _finding(case, each, Checked(Verdict.NOT_APPLICABLE, SHOWN, wording=wording))
    elif not each.source.confidence.counts:
        yield _finding(case, each, Checked(Verdict.UNKNOWN, "equivalence-unverified"))
    elif not each.stands_on(case.day):
        said: dict[str, Value] = {"day": case.day}
        yield _finding(
            case, each, Checked(Verdict.NOT_MET, "equivalence-not-in-force", values=said)
        )
    else:
        provision = case.knowledge.law_of(each)
        checks = [papers(case), *(check(case, provision, one) for one in each.conditions)]
        yield _finding(case, each, together(checks), checks)


def _not_published(each: Equivalence) -> Checked:
    """Whoever contests it is named, whatever else is told of its standing."""
    status = Status.CONTESTED if each.contested_by else each.status
    said: dict[str, Value] = {"parties": tuple(Country(code) for code in each.contested_by)}
    wording = f"equivalence-{status}"
    return Checked(
        Verdict.NOT_APPLICABLE, "equivalence-not-published", values=said, wording=wording
    )


def _finding(
    case: Case, each: Equivalence, said: Checked, checks: Sequence[Checked] = ()
) -> Finding:
    provision = case.knowledge.law_of(each)
    known = case.knowledge.qualifications
    values: dict[str, Value] = {
        "provision": provision.name,
        "basis": provision.legal_basis,
        "profession": known[each.host].labels,
        "held": known[each.held].labels,
        "host": known[each.host].labels,
        "effect": Sentence(f"effect:{each.effect}"),
        "conditions": tuple(
            Sentence(one.wording or one.reason, one.values or {})
            for one in checks
            if said.verdict is Verdict.UNKNOWN and one.verdict is Verdict.UNKNOWN
        ),
        **(said.values or {}),
    }
    applies = said.verdict is Verdict.MET
    return found(
        "R1",
        Criterion.PROVISION,
        said.verdict,
        "equivalence-applies" if applies else said.reason,
        values,
        wording=said.wording if not applies else "",
        provision=each.id,
        sources=(each.source,),
        asks=said.asks,
        host=Sentence("plain", {"text": provision.legal_basis}),
    )
