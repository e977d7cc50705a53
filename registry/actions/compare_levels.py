"""See a level from another country: every level there that a table relates it to, and how."""

from __future__ import annotations

from datetime import date
from typing import Any

from registry.actions.assess_equivalence import find_level
from registry.errors import InvalidDocument
from registry.recognition.knowledge import Knowledge
from registry.recognition.levels import Comparison, LevelFinding
from registry.recognition.qualification import LevelRef
from registry.schemas.records import dump_referencing
from registry.values.countries import country_of


def read_level(text: str, knowledge: Knowledge) -> LevelRef:
    """``PHL:PQF:6`` (country, framework's code, level) or ``phl-pqf:6`` as a level."""
    place, _, code = text.rpartition(":")
    country, _, framework = place.rpartition(":")
    found = find_level(framework, code, country_of(country) or None, knowledge)
    if isinstance(found, str):
        raise InvalidDocument(found, hint="Write from=PHL:PQF:6.", problems={"/from": [found]})
    return found


def compare_levels(level: LevelRef, to: str, day: date, knowledge: Knowledge) -> dict[str, Any]:
    """What the tables say on ``day`` about ``level`` at ``to``; shown and counted kept apart.

    ``levels`` are those that a table sets beside it, counted or not; ``referencings`` are all
    tables that start at the level, lapsed ones too.
    """
    levels = knowledge.levels
    answers: list[dict[str, Any]] = []
    for framework in sorted(levels.frameworks.values(), key=lambda each: each.id):
        if framework.territory and country_of(framework.territory) == to:
            hosts = [LevelRef(framework.id, each.code) for each in framework.levels]
            found = [(host, levels.compare(level, host, day)) for host in hosts]
            answers += [_answer(host, each, day) for host, each in found if _beside(host, each)]
            empty = next((e for _, e in found if e.comparison is Comparison.NO_AGREEMENT), None)
            if empty:
                answers.append({**_answer(hosts[0], empty, day), "level": None})
    return {
        "from": {"framework": level.framework, "level": level.code},
        "to": to,
        "on": day.isoformat(),
        "levels": answers,
        "linked": any(each["counted"] for each in answers),
        "note": None if answers else "No table on this register links the two frameworks.",
        "referencings": [
            dump_referencing(cell, day) for cell in levels.referencings if cell.origin == level
        ],
    }


def _beside(host: LevelRef, found: LevelFinding) -> bool:
    """Whether a table says "this one": being above or below all others says nothing."""
    if found.comparison is Comparison.NOT_ENDORSED:
        return any(host in (cell.target, cell.origin) for cell in found.path)
    return found.comparison in (Comparison.SAME, Comparison.OVERLAP)


def _answer(host: LevelRef, found: LevelFinding, day: date) -> dict[str, Any]:
    counted = found.comparison in (Comparison.SAME, Comparison.OVERLAP)
    return {
        "framework": host.framework,
        "level": host.code,
        "comparison": found.comparison.value,
        "route": found.route,
        "counted": counted,
        "status_of_use": sorted({cell.status.value for cell in found.path}),
        "grade": ("B" if found.official else "C") if counted else None,
        "path": [dump_referencing(cell, day) for cell in found.path],
        "sources": [{"text": s.text, "confidence": s.confidence.value} for s in found.sources],
    }
