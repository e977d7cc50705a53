"""Answer a question whole: the assessment, the agreements of the corridor, and the versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from registry import __version__
from registry.actions.assess_equivalence import assess_equivalence
from registry.actions.governing import governing_summaries
from registry.actions.open_register import Register
from registry.catalogue.fees import FeeRule, Movement, fees_between
from registry.recognition.assess import Assessment
from registry.recognition.question import Purpose, Question
from registry.schemas.assessment import Saying, dump_assessment
from registry.schemas.fees import dump_fee
from registry.storage import agreements

# The version of the words and the order of the paper; it changes with them.
TEMPLATE_VERSION = "information-2"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with everything that it rests on."""

    assessment: Assessment
    governing: Sequence[Mapping[str, Any]]
    versions: Mapping[str, str]
    fees: Sequence[FeeRule]

    def document(self, put: Saying) -> dict[str, Any]:
        """The answer as API.md gives it."""
        document = dump_assessment(self.assessment, put, self.versions)
        document["agreements"] = list(self.governing)
        document["fees"] = [dump_fee(each) for each in self.fees]
        return document


def answer_question(question: Question, register: Register) -> Answer:
    """Assess, and say which agreements govern the movement; nothing is stored."""
    assessment = assess_equivalence(question, register.knowledge)
    origin = assessment.case.origin
    with register.engine.connect() as connection:
        state = agreements.state(connection)
        versions = {
            "data": f"{register.knowledge.version}.{state}",
            "rules": __version__,
            "table": register.knowledge.table.version,
            "template": TEMPLATE_VERSION,
        }
        fees = _fees(assessment, register)
        if origin is None or origin == question.destination:
            return Answer(assessment, (), versions, fees)
        destination, day = question.destination, question.as_of
        agreements_of = governing_summaries(register, connection, origin, destination, day, state)
    return Answer(assessment, agreements_of, versions, fees)


def _fees(assessment: Assessment, register: Register) -> tuple[FeeRule, ...]:
    """What a recruiter may charge for this work; nothing is recruited for further study."""
    case, question = assessment.case, assessment.case.question
    if question.purpose is Purpose.FURTHER_STUDY:
        return ()
    movement = Movement(
        case.origin, question.destination, question.destination_unit, case.isco, question.as_of
    )
    return fees_between(register.fees, movement, register.memberships)
