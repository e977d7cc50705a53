"""Cases that an expert wrote from the law, before and without looking at the rules."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

from registry.paths import PACKAGE
from registry.recognition.assess import Assessment, assess
from registry.recognition.findings import Criterion
from registry.recognition.knowledge import Knowledge
from registry.recognition.question import Basis
from registry.schemas.question import load_question
from tests.recognition.assumed import assume

CASES = sorted((PACKAGE.parent / "tests" / "cases").glob("*.yaml"))
ALL = [(path.stem, case) for path in CASES for case in yaml.safe_load(path.read_text("utf-8"))]


def _json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _json(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_json(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def _question(case: dict[str, Any]) -> Any:
    given, asked = case.get("given", {}), case["asked"]
    held = dict(given.get("held") or {})
    held.update(held.pop("claims", None) or {})
    if level := held.get("level"):
        held["level"] = {"framework": level["framework"], "level": str(level["level"])}
    document = _json({**{k: v for k, v in given.items() if k != "held"}, **asked, "held": held})
    basis = Basis(case.get("basis", "told"))
    return load_question(document, today=date(2026, 11, 24), basis=basis)


@pytest.mark.parametrize("case", [c for _, c in ALL], ids=[f"{t}:{c['id']}" for t, c in ALL])
def test_the_register_answers_as_the_expert_expects(
    case: dict[str, Any], knowledge: Knowledge
) -> None:
    answer = assess(_question(case), assume(knowledge, case.get("assume") or {}))
    assert differences(answer, case["expected"]) == [], case["why"]


def differences(answer: Assessment, expected: dict[str, Any]) -> list[str]:
    told: list[str] = []
    plain = {
        "outcome": answer.outcome.value,
        "table_row": answer.row.id,
        "grade": answer.grade,
        "referred_to": answer.referred,
        "regulated": answer.regulated,
    }
    told += [
        f"{key}: {plain[key]!r}, expected {expected[key]!r}"
        for key in plain
        if key in expected and plain[key] != expected[key]
    ]
    findings = [(f.rule, f.verdict.value, f.reason) for f in answer.findings]
    told += [f"no finding {wanted} in {findings}" for wanted in _missing(answer, expected)]
    reasons = {f.reason for f in answer.findings}
    told += [f"{reason} is there" for reason in expected.get("absent", ()) if reason in reasons]
    steps = [step.key for step in answer.steps]
    told += [f"no step {s} in {steps}" for s in expected.get("steps", ()) if s not in steps]
    if "prior_learning" in expected:
        routes = [route.id for route in answer.prior_learning]
        if routes != expected["prior_learning"]:
            told.append(f"routes {routes}, expected {expected['prior_learning']}")
    asked = {name for name, _ in answer.asks}
    told += [f"does not ask {n}: {asked}" for n in expected.get("asks", ()) if n not in asked]
    shown = {f.provision for f in answer.findings if f.criterion is Criterion.PROVISION}
    told += [
        f"{wanted} not among {shown}"
        for wanted in expected.get("provisions", ())
        if not any(s and s.startswith(wanted) for s in shown)
    ]
    return told


def _missing(answer: Assessment, expected: dict[str, Any]) -> list[dict[str, str]]:
    return [
        wanted
        for wanted in expected.get("findings", ())
        if not any(
            finding.rule == wanted["rule"]
            and wanted.get("verdict", finding.verdict.value) == finding.verdict.value
            and wanted.get("reason", finding.reason) == finding.reason
            and (
                not wanted.get("provision")
                or (finding.provision or "").startswith(wanted["provision"])
            )
            for finding in answer.findings
        )
    ]


def test_there_are_enough_cases_and_each_has_a_name_of_its_own() -> None:
    ids = [case["id"] for _, case in ALL]
    assert len(ids) == len(set(ids)) >= 60


def test_the_cases_reach_every_outcome_and_every_row() -> None:
    outcomes = {case["expected"].get("outcome") for _, case in ALL}
    rows = {case["expected"].get("table_row") for _, case in ALL}
    assert outcomes >= {
        "comparable",
        "conditional",
        "alternative",
        "partial",
        "not-comparable",
        "insufficient-evidence",
    }
    assert rows >= {
        "unusable",
        "provision",
        "unknown",
        "body",
        "field",
        "comparable",
        "measures",
        "partial",
        "none",
    }
