"""Records of the ontology as documents: frameworks, qualifications, occupations, skills."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from registry.recognition.equivalences import Equivalence
from registry.recognition.facts import Fact
from registry.recognition.knowledge import Knowledge
from registry.recognition.levels import Framework, LevelReferencing
from registry.recognition.matching import Candidate, Subject
from registry.recognition.occupations import Occupation, Regulation
from registry.recognition.qualification import Qualification
from registry.recognition.skills import Skill
from registry.schemas.sources import dump_cited, dump_source


def dump_framework(framework: Framework) -> dict[str, Any]:
    """A framework with its levels from the lowest to the highest."""
    return {
        "id": framework.id,
        "code": framework.code,
        "name": framework.name,
        "territory": framework.territory or None,
        "levels": [
            {
                "level": level.code,
                "label": level.label,
                "typical_qualifications": list(level.typical),
                "isced_2011": level.isced or None,
                "sources": [dump_source(level.source)] if level.source.text else [],
            }
            for level in framework.levels
        ],
    }


def dump_referencing(cell: LevelReferencing, day: date) -> dict[str, Any]:
    """One cell of a table between frameworks, with whether it counts on ``day``."""
    return {
        "id": cell.id,
        "from": {"framework": cell.origin.framework, "level": cell.origin.code},
        "to": {
            "framework": cell.reference_framework,
            "level": cell.target.code if cell.target else None,
        },
        "relation": cell.relation.value,
        "status_of_use": cell.status.value,
        "said": cell.said,
        "valid_from": cell.first.isoformat() if cell.first else None,
        "valid_until": cell.last.isoformat() if cell.last else None,
        "counted": cell.counts(day),
        "sources": [dump_source(cell.source)],
    }


def _fact(fact: Fact[Any] | None, value: Any = None) -> dict[str, Any] | None:
    if fact is None:
        return None
    told = fact.value if value is None else value
    return {
        "value": told,
        "confidence": fact.confidence.value,
        "sources": [dump_source(source) for source in fact.sources],
    }


def summarise_qualification(qualification: Qualification) -> dict[str, Any]:
    """A qualification as it stands in a list."""
    title = qualification.titles[0].value if qualification.titles else None
    level = qualification.level
    return {
        "id": qualification.id,
        "title": title.text if title else None,
        "title_language": title.language if title else None,
        "labels": dict(qualification.labels),
        "country": qualification.country,
        "level": {"framework": level.value.framework, "level": level.value.code} if level else None,
        "occupations": [f"isco:{isco}" for isco in qualification.occupations],
    }


def dump_qualification(qualification: Qualification) -> dict[str, Any]:
    """A qualification whole: each fact with its confidence and sources; unknown is null."""
    level, titles, earned = qualification.level, qualification.titles, qualification.credits
    level_value = {"framework": level.value.framework, "level": level.value.code} if level else None
    return {
        **summarise_qualification(qualification),
        "kind": qualification.kind.value if qualification.kind else None,
        "titles": [
            _fact(fact, {"text": fact.value.text, "language": fact.value.language})
            for fact in titles
        ],
        "level_fact": _fact(level, level_value),
        "field": _fact(qualification.field),
        "duration_months": _fact(qualification.months),
        "credits": _fact(earned, str(earned.value) if earned else None),
        "awarding_system": _fact(
            qualification.awarding,
            dict(qualification.awarding.value) if qualification.awarding else None,
        ),
        "skills": _fact(
            qualification.skills,
            sorted(qualification.skills.value) if qualification.skills else None,
        ),
        "gives_access_to": _fact(qualification.access),
        "profile": _fact(qualification.profile),
        "listed_in": [_fact(each) for each in qualification.listings],
    }


def summarise_occupation(occupation: Occupation) -> dict[str, Any]:
    """An occupation as it stands in a list."""
    return {
        "code": f"isco:{occupation.isco}",
        "labels": dict(occupation.labels),
        "links": list(occupation.links),
        "has_skill_profile": occupation.essential is not None,
    }


def dump_occupation(occupation: Occupation, regulations: Iterable[Regulation]) -> dict[str, Any]:
    """An occupation whole: what it asks, and every row on who regulates it."""
    essential = occupation.essential
    return {
        **summarise_occupation(occupation),
        "other_names": [
            {"language": language, "name": name} for language, name in occupation.alternatives
        ],
        "essential_skills": _fact(essential, sorted(essential.value) if essential else None),
        "optional_skills": sorted(occupation.optional),
        "regulations": [dump_regulation(row) for row in regulations if row.isco == occupation.isco],
    }


def dump_candidate(candidate: Candidate, knowledge: Knowledge) -> dict[str, Any]:
    """A record that a title may mean, with the name of it that is like the title."""
    listed = candidate.kind is Subject.QUALIFICATION
    known = knowledge.qualifications if listed else knowledge.occupations
    return {
        "kind": candidate.kind.value,
        "id": candidate.id if listed else f"isco:{candidate.id}",
        "labels": dict(known[candidate.id].labels),
        "country": knowledge.qualifications[candidate.id].country if listed else None,
        "matched": {"text": candidate.text, "language": candidate.language},
        "score": round(candidate.score, 3),
    }


def dump_skill(skill: Skill) -> dict[str, Any]:
    """A skill with its place in the hierarchy."""
    return {
        "id": skill.id,
        "labels": dict(skill.labels),
        "broader": sorted(skill.broader),
        "transversal": skill.transversal,
        "links": list(skill.links),
    }


def dump_equivalence(each: Equivalence, day: date) -> dict[str, Any]:
    """A published equivalence, with whether it counts on ``day``."""
    return {
        "id": each.id,
        "held": each.held,
        "host": each.host,
        "effect": each.effect.value,
        "status": each.status.value,
        "contested_by": list(each.contested_by),
        "conditions": [
            {"kind": one.kind.value, "months": one.months or None, "text": one.text or None}
            for one in each.conditions
        ],
        "basis": each.basis,
        "article": each.article or None,
        "valid_from": each.first.isoformat() if each.first else None,
        "valid_until": each.last.isoformat() if each.last else None,
        "note": each.note or None,
        "license": each.license or None,
        "counted": each.counts(day),
        "sources": [dump_source(each.source)],
    }


def dump_regulation(row: Regulation) -> dict[str, Any]:
    """Who decides on an occupation somewhere, as the source says it."""
    return {
        "country": row.country,
        "unit": row.unit,
        "occupation": f"isco:{row.isco}",
        "regulated": row.regulated.value,
        "counted_as": row.status.value,
        "authority": row.authority or None,
        "procedure": row.procedure or None,
        "language": row.language or None,
        "measures": row.measures or None,
        "steps": list(row.steps),
        "papers": list(row.papers),
        "language_checked": row.language_checked.value if row.language_checked else None,
        "fee": row.fee or None,
        "time": row.time or None,
        "legal_basis": row.legal_basis or None,
        "sources": dump_cited(row.sources),
    }
