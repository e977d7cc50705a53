"""From a question to an answer: every rule speaks, the table decides, nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from registry.recognition.advice import (
    Counterfactual,
    NextBest,
    closest,
    nearest_host,
    next_steps,
    prior_learning,
    why_not,
)
from registry.recognition.case import Case, resolve
from registry.recognition.conditions import ACQUIRED
from registry.recognition.findings import Criterion, Finding, Sentence, Verdict
from registry.recognition.knowledge import Knowledge
from registry.recognition.occupations import LanguageChecked, Regulated
from registry.recognition.prior_learning import PriorLearningRoute
from registry.recognition.provisions import ConditionKind, Effect, Provision
from registry.recognition.qualification import Qualification
from registry.recognition.question import (
    Basis,
    EvidenceKind,
    EvidenceState,
    Purpose,
    Question,
)
from registry.recognition.rules import (
    admissible,
    body,
    content,
    convention,
    equivalence,
    law,
    level,
    right,
)
from registry.recognition.skills import Coverage
from registry.recognition.table import (
    Outcome,
    Row,
    read_signals,
    required_criteria,
    unknown_criteria,
)
from registry.values.evidence import Confidence


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answer to one question.

    ``right`` is the provision that gives a right or an entitlement, None where the authority
    decides. ``grade`` runs from A (provision in force and a verified paper) to D (inferred from
    text); what was only told is never better than C.
    """

    case: Case
    findings: tuple[Finding, ...]
    signals: dict[str, str]
    row: Row
    outcome: Outcome
    grade: str
    right: Provision | None
    coverage: Coverage | None
    steps: tuple[Sentence, ...]
    language_checked: LanguageChecked | None
    """By the provision that applies, else as the host does it."""
    why_not: tuple[Counterfactual, ...]
    next_best: tuple[NextBest, ...]
    prior_learning: tuple[PriorLearningRoute, ...]
    nearest: Qualification | None
    """The host qualification at the level held, where the outcome is an alternative."""

    @property
    def referred(self) -> bool:
        """Whether an authority decides beside the outcome."""
        if self.case.question.purpose is Purpose.FURTHER_STUDY:
            return False
        gives = self.right is not None and self.right.effect in _GIVES
        regulated = self.case.regulated in (Regulated.YES, Regulated.PARTLY)
        return regulated and not gives and bool(self.case.regulators.authority)

    @property
    def regulated(self) -> bool | None:
        """True or False where the register knows; None for partly, unknown and unverified."""
        return {Regulated.YES: True, Regulated.NO: False}.get(self.case.regulated)

    @property
    def asks(self) -> tuple[tuple[str, str | None], ...]:
        """Inputs that would settle something, each with the provision it is asked for."""
        asked = [(name, f.provision) for f in self.findings for name in f.asks]
        return tuple(dict.fromkeys(asked))


_GIVES = (Effect.RIGHT_TO_PRACTISE, Effect.ENTITLED_TO_REGISTER)


def assess(question: Question, knowledge: Knowledge) -> Assessment:
    """Answer a question from one release of knowledge; the same inputs give the same answer."""
    case = resolve(question, knowledge)
    binding = _looked_at(case)
    applying = _applying(case, binding)
    findings = tuple(_findings(case, binding, applying))
    required = required_criteria(knowledge.table, case.purpose, question.basis)
    study = question.purpose is Purpose.FURTHER_STUDY
    another = case.for_the_occupation is False
    measure = not (study or another) and any(row.measures for row in case.regulators.rows)
    signals = read_signals(
        findings, [each.effect for each in applying], required=required, measure=measure
    )
    row = knowledge.table.decide(signals)
    checked = right.language_checked(case, applying)
    decisive = applying[0] if applying and "provision" in row.when else None
    return Assessment(
        case=case,
        findings=findings,
        signals=signals,
        row=row,
        outcome=row.outcome(signals),
        grade=_grade(case, findings, decisive),
        right=decisive,
        coverage=content.coverage(case),
        steps=next_steps(case, findings, decisive),
        language_checked=checked[0] if checked else None,
        why_not=why_not(
            knowledge.table, signals, unknown_criteria(findings, required), row, fixed=_fixed(case)
        ),
        next_best=closest(case) if row.outcome(signals) is not Outcome.COMPARABLE else (),
        prior_learning=prior_learning(case),
        nearest=nearest_host(case) if row.outcome(signals) is Outcome.ALTERNATIVE else None,
    )


def _fixed(case: Case) -> frozenset[Criterion]:
    """What nothing that the person shows can settle: the register lacks the host's side."""
    lacks_level = case.host is None or case.host.level is None
    return frozenset({Criterion.LEVEL} if lacks_level else ())


def _looked_at(case: Case) -> list[Finding]:
    """R0, and R1 where what was told can be used."""
    usable = admissible.admissible(case)
    looked = usable.verdict is not Verdict.NOT_MET
    return [usable, *(_binding(case) if looked else [law.not_looked_at()])]


def _findings(
    case: Case, binding: Sequence[Finding], applying: Sequence[Provision]
) -> list[Finding]:
    return [
        *binding,
        convention.convention(case),
        body.body(case),
        level.level(case),
        content.field(case),
        content.outcomes(case),
        content.workload(case),
        content.profile(case),
        content.access(case),
        right.professional_right(case),
        right.language(case, applying),
        content.experience(case),
    ]


def _binding(case: Case) -> list[Finding]:
    """R1: published equivalences, then provisions of law; that nothing binds is said only where
    no equivalence does either."""
    published, binding = equivalence.equivalences(case), law.provisions(case)
    if any(each.verdict is not Verdict.NOT_APPLICABLE for each in published):
        binding = [each for each in binding if each.reason != law.NONE]
    return [*published, *binding]


def _applying(case: Case, findings: Sequence[Finding]) -> list[Provision]:
    """Provisions and equivalences whose conditions are all met, strongest first."""
    met = {
        f.provision
        for f in findings
        if f.criterion is Criterion.PROVISION and f.verdict is Verdict.MET
    }
    known = case.knowledge
    applying = [each for each in known.provisions if each.id in met]
    applying += [known.law_of(each) for each in known.equivalences if each.id in met]
    return sorted(applying, key=lambda each: each.effect.strength)


# What a condition of a provision rests on, beside the diploma.
_RESTS_ON = {
    ConditionKind.REGISTERED: EvidenceKind.REGISTRATION,
    ConditionKind.REGISTERED_IN_UNIT: EvidenceKind.REGISTRATION,
    ConditionKind.GOOD_STANDING: EvidenceKind.GOOD_STANDING,
    ConditionKind.PRACTICE: EvidenceKind.EXPERIENCE,
}


def _grade(case: Case, findings: Sequence[Finding], decisive: Provision | None) -> str:
    """By the weakest link among what the answer rests on.

    What was told caps at C, and so does a paper of which only a copy was seen. A needs a provision
    of high confidence and papers that their issuers stand behind; B an official source for each
    thing compared, or a provision and papers seen in the original.
    """
    if case.held is None:
        return "D"
    kinds = _relied_on(findings, decisive)
    if case.question.basis is Basis.TOLD or not all(_original(case, kind) for kind in kinds):
        return "C"
    if decisive:
        verified = all(any(s.verified for s in case.question.states(kind)) for kind in kinds)
        return "A" if verified and decisive.source.confidence is Confidence.HIGH else "B"
    compared = level.compare(case)
    official = not isinstance(compared, str) and compared[2].official
    awarded = next(f for f in findings if f.criterion is Criterion.BODY)
    return "B" if official and awarded.verdict is Verdict.MET else "C"


def _relied_on(findings: Sequence[Finding], decisive: Provision | None) -> set[EvidenceKind]:
    """The kinds of paper that the answer rests on."""
    kinds = {EvidenceKind.DIPLOMA}
    if decisive:
        kinds |= {_RESTS_ON[c.kind] for c in decisive.conditions if c.kind in _RESTS_ON}
        if any(f.provision == decisive.id and f.reason == ACQUIRED for f in findings):
            kinds.add(EvidenceKind.ACQUIRED_RIGHTS)
    return kinds


def _original(case: Case, kind: EvidenceKind) -> bool:
    states = case.question.states(kind)
    return any(state.verified or state is EvidenceState.ORIGINAL_SEEN for state in states)
