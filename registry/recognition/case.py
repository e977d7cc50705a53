"""A question with everything it names looked up, so that rules only look and say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from registry.recognition.bodies import AwardingBody
from registry.recognition.facts import Fact, counted
from registry.recognition.knowledge import Knowledge
from registry.recognition.occupations import Occupation, Regulated, Regulators
from registry.recognition.qualification import LevelRef, Qualification
from registry.recognition.question import Basis, Purpose, Question


@dataclass(frozen=True, slots=True)
class Case:
    """What the rules look at.

    ``held`` is None where the register does not know what is held. ``host`` is the qualification
    of the destination that it is compared with, None where the register has none. ``isco`` is the
    occupation aimed at, empty where none is named nor follows.
    """

    question: Question
    knowledge: Knowledge
    held: Qualification | None
    host: Qualification | None
    isco: str
    regulators: Regulators
    body: AwardingBody | None = None
    """The awarding body named, where the register knows one of exactly that name."""

    @property
    def day(self) -> date:
        """The day the law is taken of."""
        return self.question.as_of

    @property
    def origin(self) -> str | None:
        """The country of what is held, as known or as told."""
        return self.held.country if self.held else self.question.held.country

    @property
    def occupation(self) -> Occupation | None:
        """The occupation aimed at, where the register knows it."""
        return self.knowledge.occupations.get(self.isco)

    @property
    def held_level(self) -> Fact[LevelRef] | None:
        """The level that may be counted; a level somebody claims is not."""
        return counted(self.held.level) if self.held else None

    @property
    def held_skills(self) -> frozenset[str]:
        """Skills of the qualification together with those told.

        Skills told beside a paper for another occupation are not counted: that paper does not
        vouch for them, and its level says nothing about them.
        """
        of_paper = counted(self.held.skills) if self.held else None
        heard = self.question.basis is Basis.TOLD and not self.skills_aside
        told = self.question.held.skills if heard else frozenset()
        return (of_paper.value if of_paper else frozenset()) | told

    @property
    def skills_aside(self) -> bool:
        """Whether skills were told beside a paper for another occupation."""
        return bool(self.question.held.skills) and self.for_the_occupation is False

    @property
    def for_the_occupation(self) -> bool | None:
        """Whether the paper prepares for the occupation aimed at; None where that is not known."""
        if self.held is None or not self.held.occupations:
            return None
        return self.isco in self.held.occupations

    @property
    def regulated(self) -> Regulated:
        """Whether the occupation is regulated at the destination."""
        return self.regulators.status

    @property
    def purpose(self) -> Purpose:
        """The purpose whose criteria are asked.

        Unregulated work in an occupation that is regulated, partly so or unknown at the
        destination asks the criteria of regulated practice.
        """
        asked = self.question.purpose
        if asked is Purpose.UNREGULATED_WORK and self.regulated is not Regulated.NO:
            return Purpose.REGULATED_PRACTICE
        return asked


def _target_isco(question: Question, held: Qualification | None, host: Qualification | None) -> str:
    """The occupation named, else that of the target, else that of what is held."""
    if question.target_occupation:
        return question.target_occupation
    for known in (host, held):
        if known and known.occupations:
            return known.occupations[0]
    if question.held.occupation:
        return question.held.occupation
    return question.experience[0].occupation if question.experience else ""


def _most_comparable(
    knowledge: Knowledge, question: Question, held: Qualification | None, isco: str
) -> Qualification | None:
    """The host's qualification for the occupation: same field and kind first, then by level."""
    if held and held.country == question.destination:
        return None
    same_kind = question.purpose is Purpose.FURTHER_STUDY
    return knowledge.hosts.comparable(question.destination, isco, held, same_kind=same_kind)


def resolve(question: Question, knowledge: Knowledge) -> Case:
    """Look up what a question names; ids that the register lacks simply stay unknown."""
    held = knowledge.qualifications.get(question.held.qualification or "")
    named = knowledge.qualifications.get(question.target_qualification or "")
    isco = _target_isco(question, held, named)
    host = named or _most_comparable(knowledge, question, held, isco)
    return Case(
        question,
        knowledge,
        held,
        host,
        isco,
        knowledge.regulators(question.destination, question.destination_unit, isco),
        knowledge.bodies.named(
            held.country if held else question.held.country, question.held.awarding_body
        ),
    )
