"""R4: how the held level stands to the host's, by tables that may be used on the day."""

from __future__ import annotations

from registry.recognition.binding import host_of
from registry.recognition.case import Case
from registry.recognition.findings import Country, Criterion, Finding, Sentence, Verdict, found
from registry.recognition.levels import Comparison, LevelFinding
from registry.recognition.qualification import LevelRef
from registry.values.evidence import Source

_VERDICTS = {
    Comparison.SAME: Verdict.MET,
    Comparison.HIGHER: Verdict.MET,
    Comparison.ONE_BELOW: Verdict.NOT_MET,
    Comparison.LOWER: Verdict.NOT_MET,
}


def compare(case: Case) -> tuple[LevelRef, LevelRef, LevelFinding] | str:
    """The two levels and how they compare, or which of them is not known."""
    held = case.held_level
    if held is None:
        claimed = case.question.held.level
        return "level-claimed" if claimed and case.held is None else "held-level-unknown"
    if case.host is None:
        return "no-host-qualification"
    if case.host.level is None or not case.host.level.counts:
        return "host-level-unknown"
    host = case.host.level.value
    return held.value, host, case.knowledge.levels.compare(held.value, host, case.day)


def level(case: Case) -> Finding:
    """R4a to R4c; a claimed level, ISCED and a title's words are shown and never counted."""
    compared = compare(case)
    if isinstance(compared, str):
        return found(
            "R4",
            Criterion.LEVEL,
            Verdict.UNKNOWN,
            Comparison.UNKNOWN.value,
            {"host": Country(host_of(case))},
            wording=compared,
            held=_shown(case),
            host=_host(case),
            sources=_own_sources(case),
            asks=("held.qualification",) if case.held is None else (),
        )
    held, host, outcome = compared
    reason = outcome.comparison.value
    values = {
        "held": _name(case, held),
        "host": _name(case, host),
        "route": " → ".join(dict.fromkeys(_steps(case, held, host, outcome))),
    }
    chained = outcome.route == "chain" and outcome.comparison in _VERDICTS
    return found(
        "R4",
        Criterion.LEVEL,
        _VERDICTS.get(outcome.comparison, Verdict.UNKNOWN),
        "level-by-chain" if chained and outcome.comparison is Comparison.SAME else reason,
        values,
        wording=reason,
        held=_shown(case),
        host=_host(case),
        sources=tuple(dict.fromkeys((*_own_sources(case), *outcome.sources))),
    )


def _name(case: Case, level: LevelRef) -> str:
    framework = case.knowledge.levels.frameworks.get(level.framework)
    return f"{framework.code if framework else level.framework} {level.code}"


def _steps(case: Case, held: LevelRef, host: LevelRef, outcome: LevelFinding) -> list[str]:
    between = [_name(case, each) for cell in outcome.path for each in (cell.target,) if each]
    return [_name(case, held), *between, _name(case, host)]


def _shown(case: Case) -> Sentence | None:
    if case.held and case.held.level:
        return Sentence("plain", {"text": _name(case, case.held.level.value)})
    claimed = case.question.held.level
    return Sentence("claimed", {"text": _name(case, claimed)}) if claimed else None


def _host(case: Case) -> Sentence | None:
    if case.host and case.host.level:
        return Sentence("plain", {"text": _name(case, case.host.level.value)})
    return None


def _own_sources(case: Case) -> tuple[Source, ...]:
    facts = [each.level for each in (case.held, case.host) if each and each.level]
    return tuple(source for fact in facts for source in fact.sources)
