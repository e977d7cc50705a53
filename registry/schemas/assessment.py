"""An assessment as a document, in one language or in several at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from registry.recognition.advice import NextBest
from registry.recognition.assess import Assessment
from registry.recognition.binding import host_of
from registry.recognition.findings import Country, Criterion, Finding, Sentence, Verdict
from registry.recognition.prior_learning import PriorLearningRoute
from registry.recognition.question import Basis
from registry.schemas.sources import dump_cited, dump_source
from registry.statements.wording import (
    BY_EFFECT,
    GRADES,
    HEADLINES,
    HEADLINES_ASSESSED,
    LAW_OPEN,
    OUTCOMES,
    say,
)
from registry.values.evidence import Source
from registry.values.language import Labels
from registry.values.speech import Speech

# How a sentence, a message of ours, or a name is put down: a text, or a text per language.
Saying = Callable[[Callable[[Speech], str]], Any]


def in_one(speech: Speech) -> Saying:
    """Every text as a string in one language."""
    return lambda spoken: spoken(speech)


def in_all(speeches: Mapping[str, Speech]) -> Saying:
    """Every text as an object with one text per language."""
    return lambda spoken: {language: spoken(each) for language, each in speeches.items()}


def dump_finding(finding: Finding, put: Saying) -> dict[str, Any]:
    """One finding, as API.md gives it."""

    def said(sentence: Sentence | None) -> Any:
        return put(lambda speech: say(sentence, speech)) if sentence else None

    return {
        "rule": finding.rule,
        "criterion": finding.criterion.value,
        "verdict": finding.verdict.value,
        "reason": finding.reason,
        "because": said(finding.because),
        "held": said(finding.held),
        "host": said(finding.host),
        "provision": finding.provision,
        "sources": [dump_source(source) for source in finding.sources],
    }


def headline(assessment: Assessment) -> tuple[str, dict[str, Any]]:
    """The template of the answer in one line, and its values."""
    case = assessment.case
    key = assessment.right.effect.value if assessment.right else assessment.outcome.value
    if key == "insufficient-evidence" and assessment.referred:
        key = "insufficient-evidence-referred"
    target: Labels = {}
    if case.host:
        target = {"": case.host.titles[0].value.text} if case.host.titles else case.host.labels
    elif case.occupation:
        target = case.occupation.labels
    open_law = _open_provision(assessment)
    values = {"host": Country(host_of(case)), "target": target, "provision": open_law}
    if open_law and key in _REFUSALS:
        key = "law-open"
    if key == "insufficient-evidence" and not target:
        key = "insufficient-evidence-unnamed"
    words = HEADLINES if case.question.basis is Basis.TOLD else HEADLINES_ASSESSED
    return words[key], values


_REFUSALS = ("alternative", "partial", "not-comparable")


def _open_provision(assessment: Assessment) -> str:
    """The name of a provision that may decide once more is told, empty where there is none."""
    for finding in assessment.findings:
        if finding.provision and finding.verdict is Verdict.UNKNOWN and finding.asks:
            law = assessment.case.knowledge.law(finding.provision)
            return law.name if law else ""
    return ""


def _outcome_words(assessment: Assessment) -> str:
    right = assessment.right
    if assessment.outcome.value in _REFUSALS and _open_provision(assessment):
        return LAW_OPEN
    return (right and BY_EFFECT.get(right.effect.value)) or OUTCOMES[assessment.outcome.value]


def _headline(assessment: Assessment, speech: Speech) -> str:
    template, values = headline(assessment)
    return speech.message(template).format(
        host=speech.country(values["host"].code),
        target=speech.name(values["target"]),
        provision=values["provision"],
    )


def dump_assessment(
    assessment: Assessment, put: Saying, versions: Mapping[str, str]
) -> dict[str, Any]:
    """The whole answer, as API.md gives it, with its words."""
    case = assessment.case
    return {
        "basis": case.question.basis.value,
        "outcome": assessment.outcome.value,
        "headline": put(lambda speech: _headline(assessment, speech)),
        "outcome_words": put(lambda speech: speech.message(_outcome_words(assessment))),
        "grade": assessment.grade,
        "grade_words": put(lambda speech: speech.message(GRADES[assessment.grade])),
        "table_row": assessment.row.id,
        "table_says": assessment.row.says,
        "held": _qualification(case.held, put),
        "compared_with": _qualification(case.host, put),
        "occupation": _occupation(assessment, put),
        "referred_to": _referred(assessment),
        "findings": [dump_finding(finding, put) for finding in assessment.findings],
        "professional_right": _right(assessment),
        "skills": _skills(assessment, put),
        "bridging": _bridging(assessment, put),
        "prior_learning": [_route(each, put) for each in assessment.prior_learning],
        "asks": [{"input": name, "provision": provision} for name, provision in assessment.asks],
        "next_steps": [_step(step, put) for step in assessment.steps],
        "why_not": [
            {
                "changes": [
                    {"criterion": change.criterion, "now": change.now, "then": change.then}
                    for change in each.changes
                ],
                "table_row": each.row,
                "outcome": each.outcome.value,
            }
            for each in assessment.why_not
        ],
        "alternative": _qualification(assessment.nearest, put),
        "next_best": [_next_best(each, assessment, put) for each in assessment.next_best],
        "as_of": case.day.isoformat(),
        "versions": dict(versions),
    }


def _step(step: Sentence, put: Saying) -> Any:
    return put(lambda speech: say(step, speech))


def _next_best(each: NextBest, assessment: Assessment, put: Saying) -> dict[str, Any]:
    occupation = assessment.case.knowledge.occupations[each.isco]
    return {
        "occupation": f"isco:{each.isco}",
        "label": put(lambda speech: speech.name(occupation.labels)),
        "covered": each.covered,
        "essential": each.total,
        "regulated": {"yes": True, "no": False}.get(each.regulators.status.value),
        "status": each.regulators.status.value,
        "authority": each.regulators.authority or None,
        "next_step": _step(each.step, put),
        "sources": [dump_source(row.source) for row in each.regulators.rows],
    }


def _qualification(qualification: Any, put: Saying) -> dict[str, Any] | None:
    if qualification is None:
        return None
    title = qualification.titles[0].value if qualification.titles else None
    return {
        "id": qualification.id,
        "country": qualification.country,
        "title": title.text if title else None,
        "title_language": title.language if title else None,
        "label": put(lambda speech: speech.name(qualification.labels)),
    }


def _occupation(assessment: Assessment, put: Saying) -> dict[str, Any] | None:
    occupation = assessment.case.occupation
    if occupation is None:
        return None
    return {
        "code": f"isco:{occupation.isco}",
        "label": put(lambda speech: speech.name(occupation.labels)),
    }


def _referred(assessment: Assessment) -> dict[str, Any] | None:
    if not assessment.referred:
        return None
    regulators = assessment.case.regulators
    return {
        "authority": regulators.authority,
        "country": assessment.case.question.destination,
        "unit": regulators.main.unit if regulators.main else None,
        "units": {row.unit: row.authority for row in regulators.units},
    }


def _right(assessment: Assessment) -> dict[str, Any]:
    regulators = assessment.case.regulators
    told, checked = regulators.told, assessment.language_checked
    return {
        "regulated": assessment.regulated,
        "status": assessment.case.regulated.value,
        "authority": regulators.authority or None,
        "procedure": told("procedure"),
        "steps": list(told("steps") or ()),
        "papers": list(told("papers") or ()),
        "language": told("language"),
        "language_checked": checked.value if checked else None,
        "measures": [told("measures")] if told("measures") else [],
        "fee": told("fee"),
        "time": told("time"),
        "legal_basis": told("legal_basis"),
        "appeal": _appeal(assessment),
        "provision": assessment.right.id if assessment.right else None,
        "gives_right_to_practise": bool(
            assessment.right and assessment.right.effect.value == "right-to-practise"
        ),
        "sources": dump_cited(_cited(assessment)),
    }


def _cited(assessment: Assessment) -> dict[Source, list[str]]:
    """The sources of the rows, and those of single facts, each with its facts."""
    regulators = assessment.case.regulators
    own: dict[Source, list[str]] = {row.source: [] for row in regulators.rows}
    single: dict[Source, list[str]] = {}
    for row in regulators.rows:
        for fact, source in row.claimed.items():
            if fact != "language_checked" and regulators.told(fact):
                single.setdefault(source, []).append(fact)
    checks = next(f for f in assessment.findings if f.criterion is Criterion.LANGUAGE)
    for source in checks.sources:
        single.setdefault(source, []).append("language_checked")
    return {**{source: facts for source, facts in single.items() if source not in own}, **own}


def _appeal(assessment: Assessment) -> dict[str, Any] | None:
    """The way to contest a decision there; nothing where nobody decides."""
    case = assessment.case
    asked = case.question
    route = case.knowledge.appeal(asked.destination, asked.destination_unit, case.isco)
    if route is None or not case.regulators.authority:
        return None
    return {
        "general": route.general,
        "procedure": route.procedure,
        "legal_basis": route.legal_basis,
        "sources": [dump_source(route.source)],
    }


def _skills(assessment: Assessment, put: Saying) -> dict[str, Any]:
    coverage = assessment.coverage
    by_id = assessment.case.knowledge.skills.by_id

    def named(skills: tuple[str, ...]) -> list[dict[str, Any]]:
        return [
            {"id": s, "label": put(lambda speech, s=s: speech.name(by_id[s].labels))}  # type: ignore[misc]
            for s in skills
            if s in by_id
        ]

    if coverage is None:
        return {"covered": [], "related": [], "missing": []}
    return {
        "covered": named(coverage.covered),
        "related": named(coverage.related),
        "missing": named(coverage.missing),
    }


def _bridging(assessment: Assessment, put: Saying) -> dict[str, Any]:
    """What is still to be shown, by the group of skills it belongs to, and how the host usually
    closes a difference."""
    coverage, skills = assessment.coverage, assessment.case.knowledge.skills
    open_skills = (*coverage.related, *coverage.missing) if coverage else ()
    rows = [row for row in assessment.case.regulators.rows if row.measures] if open_skills else []

    def name(skill: str) -> Any:
        return put(lambda speech: speech.name(skills.by_id[skill].labels))

    return {
        "groups": [
            {
                "id": group,
                "label": name(group),
                "skills": [{"id": each, "label": name(each)} for each in members],
            }
            for group, members in skills.groups(s for s in open_skills if s in skills.by_id).items()
        ],
        "measures": [
            {"text": row.measures, "unit": row.unit, "sources": [dump_source(row.source)]}
            for row in rows
        ],
    }


def _route(route: PriorLearningRoute, put: Saying) -> dict[str, Any]:
    return {
        "id": route.id,
        "name": put(lambda speech: speech.name(route.name)),
        "language": next(iter(route.name), None),
        "provider": route.provider,
        "procedure": route.procedure,
        "occupations": [f"isco:{isco}" for isco in route.occupations],
        "legal_basis": route.legal_basis,
        "sources": [dump_source(route.source)],
    }


def dump_names(assessment: Assessment, put: Saying) -> dict[str, Any]:
    """What the ids in a question and its answer stand for, so that a paper needs no register."""
    case = assessment.case
    known, held = case.knowledge, case.question.held
    labels: dict[str, Labels] = {}
    asked = {name for name, _ in assessment.asks}
    for finding in assessment.findings if asked else ():
        if finding.provision and (law := known.law(finding.provision)):
            labels[law.id] = {"en": law.name}
    if held.level and held.level.framework in known.levels.frameworks:
        labels[held.level.framework] = {"en": known.levels.frameworks[held.level.framework].code}
    if held.field and held.field in known.fields:
        labels[f"isced-f:{held.field}"] = known.fields[held.field]
    practised = [item.occupation for item in case.question.experience]
    for isco in {*practised, case.question.target_occupation, held.occupation, case.isco}:
        if isco and isco in known.occupations:
            labels[f"isco:{isco}"] = known.occupations[isco].labels
    if case.body:
        labels[case.body.id] = case.body.labels
    for skill in held.skills & known.skills.by_id.keys():
        labels[skill] = known.skills.by_id[skill].labels
    return {
        key: put(lambda speech, of=of: speech.name(of))  # type: ignore[misc]
        for key, of in sorted(labels.items())
    }
