"""Answer a question whole: the assessment, the agreements of the corridor, and the versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from registry import __version__
from registry.actions.assess_equivalence import assess_equivalence
from registry.actions.governing import corridor
from registry.actions.open_register import Register
from registry.recognition.assess import Assessment
from registry.recognition.question import Question
from registry.schemas.assessment import Saying, dump_assessment
from registry.schemas.corridor import summarise_governing
from registry.storage import agreements

# The version of the words and the order of the paper; it changes with them.
TEMPLATE_VERSION = "information-1"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with everything that it rests on."""

    assessment: Assessment
    governing: Sequence[Mapping[str, Any]]
    versions: Mapping[str, str]

    def document(self, put: Saying) -> dict[str, Any]:
        """The answer as API.md gives it."""
        document = dump_assessment(self.assessment, put, self.versions)
        document["agreements"] = [dict(each) for each in self.governing]
        return document


def answer_question(question: Question, register: Register) -> Answer:
    """Assess, and say which agreements govern the movement; nothing is stored."""
    assessment = assess_equivalence(question, register.knowledge)
    origin = assessment.case.origin
    with register.engine.connect() as connection:
        versions = {
            "data": f"{register.knowledge.version}.{agreements.state(connection)}",
            "rules": __version__,
            "table": register.knowledge.table.version,
            "template": TEMPLATE_VERSION,
        }
        if origin is None or origin == question.destination:
            return Answer(assessment, (), versions)
        found = corridor(register, connection, origin, question.destination, question.as_of)
    standing = [each for each in found.agreements if each.standing.governs]
    return Answer(assessment, [summarise_governing(each) for each in standing], versions)
