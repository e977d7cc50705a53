"""Answer a question whole: the assessment, the agreements of the corridor, and the versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from registry import __version__
from registry.actions.assess_equivalence import assess_equivalence
from registry.actions.governing import governing_summaries
from registry.actions.open_register import Register
from registry.recognition.assess import Assessment
from registry.recognition.question import Question
from registry.schemas.assessment import Saying, dump_assessment
from registry.storage import agreements

# The version of the words and the order of the paper; it changes with them.
TEMPLATE_VERSION = "information-2"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with everything that it rests on."""

    assessment: Assessment
    governing: Sequence[Mapping[str, Any]]
    versions: Mapping[str, str]

    def document(self, put: Saying) -> dict[str, Any]:
        """The answer as API.md gives it."""
        document = dump_assessment(self.assessment, put, self.versions)
        document["agreements"] = list(self.governing)
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
        if origin is None or origin == question.destination:
            return Answer(assessment, (), versions)
        destination, day = question.destination, question.as_of
        agreements_of = governing_summaries(register, connection, origin, destination, day, state)
    return Answer(assessment, agreements_of, versions)
