"""What to do next, what would change the answer, and what else the person is close to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from registry.recognition.binding import host_of
from registry.recognition.case import Case
from registry.recognition.facts import counted
from registry.recognition.findings import Country, Criterion, Finding, Sentence, Verdict
from registry.recognition.levels import Comparison
from registry.recognition.occupations import Regulated, Regulators
from registry.recognition.prior_learning import PriorLearningRoute
from registry.recognition.provisions import Effect, Provision
from registry.recognition.qualification import Qualification
from registry.recognition.question import EvidenceKind, EvidenceState, Purpose
from registry.recognition.skills import Coverage
from registry.recognition.table import DecisionTable, Outcome, Row, Signals, signal_of

# What more evidence could turn out to be, at best; the law of the host is not among it.
_AT_BEST = {
    "admissible": "usable",
    "body": "recognised",
    "level": "same",
    "field": "same",
    "outcomes": "covered",
    "workload": "comparable",
    "access": "given",
}
# An occupation is shown as close where this share of its weight is covered (policy parameter).
CLOSE_SHARE = 1 / 2
_GIVES = (Effect.RIGHT_TO_PRACTISE, Effect.ENTITLED_TO_REGISTER)
_BETTER = (
    Outcome.INSUFFICIENT_EVIDENCE,
    Outcome.NOT_COMPARABLE,
    Outcome.PARTIAL,
    Outcome.ALTERNATIVE,
    Outcome.CONDITIONAL,
    Outcome.COMPARABLE,
)


@dataclass(frozen=True, slots=True)
class Change:
    """A criterion as it is read now, and as it could turn out."""

    criterion: str
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """The smallest changes that would lead to another row, and the outcome there."""

    changes: tuple[Change, ...]
    row: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class NextBest:
    """An occupation that more of the skills fit: a search aid, never an answer."""

    isco: str
    covered: int
    total: int
    regulators: Regulators
    step: Sentence
    """What to do next about it at the destination."""


def why_not(
    table: DecisionTable,
    signals: Signals,
    unknown: Sequence[Criterion],
    row: Row,
    *,
    fixed: frozenset[Criterion],
) -> tuple[Counterfactual, ...]:
    """What would have to turn out for a better outcome; ``fixed`` cannot turn out otherwise.

    What is unknown has to become known first, all of it at once; after that, or where nothing
    required is unknown, each single change counts by itself.
    """
    rank = _BETTER.index(row.outcome(signals))
    if signals["required"] == "unknown" and row.when.get("required"):
        groups = [tuple(_settled(signals, unknown))]
    else:
        groups = [(change,) for change in _single(signals)]
    settled = (changes for changes in groups if not any(c.criterion in fixed for c in changes))
    found = (_follow(table, signals, changes) for changes in settled)
    return tuple(each for each in found if _BETTER.index(each.outcome) > rank)


def _settled(signals: Signals, unknown: Sequence[Criterion]) -> Iterator[Change]:
    for criterion in unknown:
        signal = signal_of(criterion)
        now = signals[signal] if signal else "unknown"
        yield Change(criterion.value, now, _AT_BEST[signal] if signal else "known")


def _single(signals: Signals) -> Iterator[Change]:
    for signal, then in _AT_BEST.items():
        if signals[signal] not in (then, "not-asked", "higher"):
            yield Change(signal, signals[signal], then)


def _follow(table: DecisionTable, signals: Signals, changes: tuple[Change, ...]) -> Counterfactual:
    changed = {**signals, "required": "known"}
    for change in changes:
        changed[signal_of(Criterion(change.criterion)) or change.criterion] = change.then
    row = table.decide({name: changed[name] for name in signals})
    return Counterfactual(changes, row.id, row.outcome(changed))


def next_steps(
    case: Case, findings: Sequence[Finding], decisive: Provision | None
) -> tuple[Sentence, ...]:
    """What to do, in the order to do it; there is always something."""
    steps = tuple(_steps(case, findings, decisive))
    return steps or (Sentence("step-ask", {"host": Country(host_of(case))}),)


def _steps(
    case: Case, findings: Sequence[Finding], decisive: Provision | None
) -> Iterator[Sentence]:
    nothing_told = findings[0].because.key == "evidence-missing"
    if findings[0].verdict is Verdict.NOT_MET and not nothing_told:
        yield Sentence("step-correct")
    if case.question.purpose is Purpose.FURTHER_STUDY:
        yield Sentence("step-apply-study")
        yield from _comparing(case, findings, decisive)
        return
    host = Country(host_of(case))
    authority = case.regulators.authority
    if decisive and decisive.effect in _GIVES:
        wording = "step-register" if authority else "step-register-unnamed"
        yield Sentence(wording, {"authority": authority, "host": host})
    else:
        yield from _settle(findings)
        if authority:
            yield Sentence("step-apply", {"authority": authority, "host": host})
        elif case.regulated is not Regulated.NO:
            yield Sentence("step-ask", {"host": host})
    yield from _procedure(case, decisive)
    yield from _comparing(case, findings, decisive)
    yield from _without_a_paper(case)


def _settle(findings: Sequence[Finding]) -> Iterator[Sentence]:
    """What the strongest provision in play still asks."""
    for finding in findings:
        undecided = finding.verdict is Verdict.UNKNOWN and finding.asks
        if finding.criterion is Criterion.PROVISION and undecided:
            yield Sentence("step-settle", finding.because.values)
            return


def _procedure(case: Case, decisive: Provision | None) -> Iterator[Sentence]:
    gives = decisive is not None and decisive.effect in _GIVES
    measures, language = (case.regulators.told(fact) for fact in ("measures", "language"))
    if measures and not gives:
        yield Sentence("step-measures", {"measures": measures})
    if language:
        yield Sentence("step-language", {"language": language})


def _comparing(
    case: Case, findings: Sequence[Finding], decisive: Provision | None
) -> Iterator[Sentence]:
    if decisive:
        return
    by_criterion = {finding.criterion: finding for finding in findings}
    told = case.question.held
    if case.held is None and (told.title or told.level or told.field):
        yield Sentence("step-identify")
    if case.held is None and case.regulators.authority:
        yield Sentence("step-papers-lost")
    if by_criterion[Criterion.OUTCOMES].verdict is not Verdict.MET:
        shown = "step-prove-skills" if told.skills else "step-show-skills"
        yield Sentence("step-syllabus" if case.held else shown)
    if by_criterion[Criterion.EXPERIENCE].verdict is Verdict.UNKNOWN:
        yield Sentence("step-prove-experience")


def prior_learning(case: Case) -> tuple[PriorLearningRoute, ...]:
    """The host's routes for those who hold no paper, or cannot have it; they decide nothing."""
    question, told = case.question, case.question.held
    named = case.held or told.title or told.level or question.registered_in
    unavailable = EvidenceState.UNAVAILABLE in question.states(EvidenceKind.DIPLOMA)
    if question.purpose is Purpose.FURTHER_STUDY or (named and not unavailable):
        return ()
    return tuple(
        each
        for each in case.knowledge.prior_learning
        if each.serves(question.destination, case.isco) and each.source.confidence.counts
    )


def _without_a_paper(case: Case) -> Iterator[Sentence]:
    for route in prior_learning(case):
        yield Sentence(
            "step-prior-learning",
            {"route": route.name, "provider": route.provider, "basis": route.legal_basis},
        )


def closest(case: Case, *, most: int = 3) -> tuple[NextBest, ...]:
    """Occupations of which at least half is covered, rare skills weighing more than common ones.

    Otherwise what every trade shares, such as protective equipment, would make all trades close.
    """
    held = case.held_skills
    if not held:
        return ()
    ranked: list[tuple[float, str, Coverage]] = []
    for occupation in case.knowledge.occupations.values():
        essential = counted(occupation.essential)
        if essential and occupation.isco != case.isco:
            covered = case.knowledge.skills.cover(held, essential.value)
            ranked.append((_share(case, covered), occupation.isco, covered))
    useful = [each for each in ranked if each[0] >= CLOSE_SHARE]
    useful.sort(key=lambda each: (-each[0], each[1]))
    return tuple(_next_best(case, isco, covered) for _, isco, covered in useful[:most])


def _next_best(case: Case, isco: str, coverage: Coverage) -> NextBest:
    question = case.question
    regulators = case.knowledge.regulators(question.destination, question.destination_unit, isco)
    host = Country(host_of(case))
    step = Sentence("step-ask", {"host": host})
    if regulators.status is Regulated.NO:
        step = Sentence("step-check-entry", {"host": host})
    elif regulators.authority:
        step = Sentence("step-apply", {"authority": regulators.authority, "host": host})
    return NextBest(isco, len(coverage.covered), coverage.total, regulators, step)


def _share(case: Case, coverage: Coverage) -> float:
    """The covered part of the weight of all that is asked."""
    weight = case.knowledge.rarity
    covered = sum(weight.get(skill, 0.0) for skill in coverage.covered)
    rest = sum(weight.get(skill, 0.0) for skill in (*coverage.related, *coverage.missing))
    return covered / (covered + rest) if covered else 0.0


def nearest_host(case: Case) -> Qualification | None:
    """The destination's qualification at the level held, in the same broad field first."""
    level = case.held_level
    if case.held is None or level is None:
        return None
    field = case.held.field.value[:2] if case.held.field else "any"
    same = [
        held
        for of_host, held in case.knowledge.hosts.levels(case.question.destination).items()
        if case.knowledge.levels.compare(level.value, of_host, case.day).comparison
        is Comparison.SAME
    ]
    in_field = [held[field] for held in same if field in held]
    return min(in_field or [held["any"] for held in same], key=lambda each: each.id, default=None)
