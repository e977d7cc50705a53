"""What is said of a published equivalence: every standing and effect has its sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from registry.recognition.assess import Assessment, assess
from registry.recognition.equivalences import Equivalence, Status
from registry.recognition.knowledge import Knowledge
from registry.recognition.provisions import Condition, ConditionKind, Effect
from registry.recognition.question import Held, Purpose, Question
from registry.schemas.assessment import dump_assessment, dump_names, in_one
from registry.values.evidence import Confidence, Source
from registry.values.language import OFFERED
from registry.values.speech import speech

RECORD = Equivalence(
    id="test-eq",
    held="phl-bsn-nursing",
    host="deu-pflegefachfrau",
    effect=Effect.ENTITLED_TO_REGISTER,
    status=Status.PUBLISHED,
    basis="Made-up act",
    source=Source("made up", Confidence.HIGH),
    article="Article 7",
    first=date(2026, 1, 1),
)


@pytest.fixture
def ask(knowledge: Knowledge) -> Any:
    compared = knowledge.hosts.comparable("DEU", "2221", None, same_kind=False)
    assert compared is not None
    host = compared.id

    def asked(purpose: Purpose = Purpose.REGULATED_PRACTICE, **changed: Any) -> Assessment:
        record = replace(RECORD, host=host, **changed)
        question = Question(
            Held(qualification="phl-bsn-nursing"), "DEU", date(2026, 11, 24), purpose,
            target_occupation="2221",
        )  # fmt: skip
        return assess(question, replace(knowledge, equivalences=(record,)))

    return asked


def sentences(answer: Assessment, language: str) -> list[str]:
    document = dump_assessment(answer, in_one(speech(language)), {})
    found = [f for f in document["findings"] if f["provision"] == "test-eq"]
    return [each["because"] for each in found]


@pytest.mark.parametrize("language", OFFERED)
@pytest.mark.parametrize("status", Status)
def test_every_status_is_said(ask: Any, status: Status, language: str) -> None:
    contested = ("DEU",) if status is Status.CONTESTED else ()
    (said,) = sentences(ask(status=status, contested_by=contested), language)
    assert "Made-up act, Article 7" in said
    assert "{" not in said


@pytest.mark.parametrize("language", OFFERED)
@pytest.mark.parametrize("effect", Effect)
@pytest.mark.parametrize("purpose", [Purpose.REGULATED_PRACTICE, Purpose.FURTHER_STUDY])
def test_every_effect_is_said(ask: Any, effect: Effect, purpose: Purpose, language: str) -> None:
    (said,) = sentences(ask(purpose, effect=effect), language)
    assert "Made-up act, Article 7" in said


def test_an_open_condition_is_told_by_the_name_of_the_act(ask: Any) -> None:
    answer = ask(conditions=(Condition(ConditionKind.GOOD_STANDING),))
    (said,) = sentences(answer, "en")
    assert "Made-up act may apply" in said and "certificate of good standing" in said
    assert dump_names(answer, in_one(speech("en")))["test-eq"] == "Made-up act"
    assert any("Made-up act" in str(step.values) for step in answer.steps)


def test_an_ended_mark_is_not_shown(ask: Any) -> None:
    ended = ask(effect=Effect.NO_AGREEMENT, last=date(2026, 6, 1))
    assert sentences(ended, "en") == []
