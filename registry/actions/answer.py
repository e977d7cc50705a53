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
from registry.storage.sectors import shipped_sectors

# The version of the words and the order of the paper; it changes with them.
TEMPLATE_VERSION = "information-3"


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
        between = governing_summaries(register, connection, origin, destination, day, state)
    agreements_of = [each for each in between if _for_the_work(each, assessment)]
    return Answer(assessment, agreements_of, versions, fees)


def _for_the_work(agreement: Mapping[str, Any], assessment: Assessment) -> bool:
    """Whether an agreement may be about the work asked for; left open for study."""
    case = assessment.case
    if case.question.purpose is Purpose.FURTHER_STUDY or not case.isco:
        return True
    return shipped_sectors().may_cover(agreement["sectors"], case.isco)


def _fees(assessment: Assessment, register: Register) -> tuple[FeeRule, ...]:
    """What a recruiter may charge for this work; nothing is recruited for further study."""
    case, question = assessment.case, assessment.case.question
    if question.purpose is Purpose.FURTHER_STUDY:
        return ()
    movement = Movement(
        case.origin, question.destination, question.destination_unit, case.isco, question.as_of
    )
    return fees_between(register.fees, movement, register.memberships)
