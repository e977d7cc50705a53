"""The decision table: findings are read as signals, the first row that matches decides.

The table is data (``ontology/parameters/decision-table.yaml``), versioned, and a ministry may
replace it; the signals and what they may say are fixed here, so that a table can be checked for
totality, reachability and order by trying every combination.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from registry.recognition.findings import Criterion, Finding, Verdict
from registry.recognition.provisions import DECIDING, Effect
from registry.recognition.question import Basis, Purpose


class Outcome(StrEnum):
    """There are six; who decides is told beside the outcome and is not a seventh."""

    COMPARABLE = "comparable"
    CONDITIONAL = "conditional"
    ALTERNATIVE = "alternative"
    PARTIAL = "partial"
    NOT_COMPARABLE = "not-comparable"
    INSUFFICIENT_EVIDENCE = "insufficient-evidence"


# Every signal with all it may say; a table speaks of nothing else.
SIGNALS: Mapping[str, tuple[str, ...]] = {
    "admissible": ("usable", "unusable"),
    "provision": (*(effect.value for effect in DECIDING), "none"),
    "required": ("known", "unknown"),
    "body": ("recognised", "not-recognised", "unknown"),
    "level": ("same", "higher", "lower", "unknown"),
    "field": ("same", "related", "different", "unknown"),
    "profile": ("same", "different", "unknown"),
    "outcomes": ("covered", "partly", "none", "not-asked", "unknown"),
    "workload": ("comparable", "shorter", "unknown"),
    "access": ("given", "lacking", "unknown"),
    "measure": ("available", "none"),
}

Signals = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """``when`` must all hold, and one of ``either`` where it names any.

    ``outcomes`` maps a provision's effect to its outcome where the row rests on one, else it
    holds the single key ``*``.
    """

    id: str
    when: Mapping[str, frozenset[str]]
    either: Mapping[str, frozenset[str]]
    outcomes: Mapping[str, Outcome]
    says: str

    def matches(self, signals: Signals) -> bool:
        """Whether the signals meet the row."""
        if not all(signals[name] in values for name, values in self.when.items()):
            return False
        if not self.either:
            return True
        return any(signals[name] in values for name, values in self.either.items())

    def outcome(self, signals: Signals) -> Outcome:
        """The row's outcome, by effect where it rests on a provision."""
        return self.outcomes.get(signals["provision"]) or self.outcomes["*"]


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Rows in order; ``required`` lists per purpose the criteria that may not be unknown."""

    version: str
    rows: tuple[Row, ...]
    required: Mapping[Purpose, tuple[Criterion, ...]]

    def decide(self, signals: Signals) -> Row:
        """The first row that matches; a checked table always has one."""
        return next(row for row in self.rows if row.matches(signals))

    def gaps(self) -> Iterator[Signals]:
        """Combinations that no row matches: a table with any is not fit for use."""
        return (s for s in combinations() if not any(row.matches(s) for row in self.rows))


NO_TABLE = DecisionTable("", (), {})
"""For reading data where nothing is decided."""


def combinations() -> Iterator[dict[str, str]]:
    """Every combination of what the signals may say."""
    names = tuple(SIGNALS)
    for values in product(*SIGNALS.values()):
        yield dict(zip(names, values, strict=True))


_READ: Mapping[Criterion, tuple[str, Mapping[str, str]]] = {
    Criterion.BODY: (
        "body",
        {"body-recognised": "recognised", "body-not-recognised": "not-recognised"},
    ),
    Criterion.LEVEL: (
        "level",
        {
            "level-same": "same",
            "level-by-chain": "same",
            "level-higher": "higher",
            "level-one-below": "lower",
            "level-lower": "lower",
        },
    ),
    Criterion.FIELD: (
        "field",
        {"field-same": "same", "field-related": "related", "field-different": "different"},
    ),
    Criterion.PROFILE: (
        "profile",
        {"profile-same": "same", "profile-different": "different"},
    ),
    Criterion.OUTCOMES: ("outcomes", {"outcomes-covered": "covered"}),
    Criterion.WORKLOAD: (
        "workload",
        {"workload-comparable": "comparable", "workload-substantially-shorter": "shorter"},
    ),
    Criterion.ACCESS: (
        "access",
        {
            "access-at-home": "given",
            "access-not-asked": "given",
            "no-access-to-next-cycle": "lacking",
        },
    ),
}


def read_signals(
    findings: Sequence[Finding],
    effects: Sequence[Effect],
    *,
    required: Sequence[Criterion],
    measure: bool,
) -> dict[str, str]:
    """Findings as signals; ``effects`` are those of provisions that apply."""
    by_criterion = {finding.criterion: finding for finding in findings}
    signals = {
        signal: reasons.get(by_criterion[criterion].reason, "unknown")
        for criterion, (signal, reasons) in _READ.items()
    }
    asked = Criterion.OUTCOMES in required
    signals["outcomes"] = _outcomes(by_criterion) if asked else "not-asked"
    signals["admissible"] = (
        "unusable" if by_criterion[Criterion.ADMISSIBLE].verdict is Verdict.NOT_MET else "usable"
    )
    strongest = min(effects, key=DECIDING.index, default=None)
    signals["provision"] = strongest.value if strongest else "none"
    unknown = unknown_criteria(findings, required)
    signals["required"] = "unknown" if unknown else "known"
    signals["measure"] = "available" if measure else "none"
    return signals


def unknown_criteria(
    findings: Sequence[Finding], required: Sequence[Criterion]
) -> tuple[Criterion, ...]:
    """The criteria that the purpose requires and that are not known, in the table's order."""
    verdicts = {finding.criterion: finding.verdict for finding in findings}
    return tuple(each for each in required if verdicts[each] is Verdict.UNKNOWN)


def signal_of(criterion: Criterion) -> str | None:
    """The signal that a criterion is read as, where it has one of its own."""
    return _READ[criterion][0] if criterion in _READ else None


def _outcomes(by_criterion: Mapping[Criterion, Finding]) -> str:
    verdict = by_criterion[Criterion.OUTCOMES].verdict
    closed = by_criterion[Criterion.EXPERIENCE].verdict is Verdict.MET
    if closed and verdict is Verdict.PARTLY:
        return "covered"
    return {
        Verdict.MET: "covered",
        Verdict.PARTLY: "partly",
        Verdict.NOT_MET: "none",
    }.get(verdict, "unknown")


def required_criteria(table: DecisionTable, purpose: Purpose, basis: Basis) -> list[Criterion]:
    """What the purpose asks; an assessed answer asks for identity as well."""
    asked = list(table.required[purpose])
    return [Criterion.ADMISSIBLE, *asked] if basis is Basis.ASSESSED else asked
