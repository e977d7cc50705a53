"""The questions, one a page: when each is needed, what it takes, and what it makes obsolete."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from marshmallow import ValidationError

from registry.actions.assess_equivalence import assess_equivalence, find_level
from registry.actions.open_register import Register
from registry.errors import InvalidDocument, RegistryError
from registry.recognition.facts import counted
from registry.recognition.matching import Candidate, Subject
from registry.recognition.provisions import Effect
from registry.schemas.fields import no_control_characters
from registry.values.countries import is_country
from registry.web.pages.answers import (
    NO_PAPER,
    NONE_OF_THESE,
    NOT_LISTED,
    Answers,
    practice_months,
    question_from,
)

# Problems of a page: the field, and the key of its sentence in ``words.ERRORS``.
Errors = Mapping[str, str]
Needed = Callable[[Answers, Register], bool]
Check = Callable[[Answers, Register], Errors]
_NONE: Errors = {}


@dataclass(frozen=True, slots=True)
class Step:
    """One page: ``fields`` it sets, ``clears`` what rests on them when they change."""

    name: str
    fields: tuple[str, ...]
    needed: Needed
    check: Check
    clears: tuple[str, ...] = ()
    optional: bool = False


def _always(_: Answers, __: Register) -> bool:
    return True


def _never(_: Answers, __: Register) -> bool:
    return False


def _not_listed(answers: Answers, _: Register) -> bool:
    return answers.one("held") == NOT_LISTED


def meant_by(answers: Answers, register: Register) -> tuple[Candidate, ...]:
    """The country's qualifications that the title told may be."""
    return register.knowledge.titles.matches(
        answers.one("title"), country=answers.one("origin"), kind=Subject.QUALIFICATION
    )


def _may_be_listed(answers: Answers, register: Register) -> bool:
    return _not_listed(answers, register) and bool(meant_by(answers, register))


def _works(answers: Answers, _: Register) -> bool:
    """Whether it is about work in an occupation of the register."""
    named = answers.one("occupation").startswith("isco:")
    return answers.one("purpose") != "further-study" and named


def units_of(answers: Answers, register: Register) -> list[str]:
    """Units of the destination that have authorities of their own for the occupation."""
    to, isco = answers.one("to"), answers.one("occupation").removeprefix("isco:")
    rows = register.knowledge.regulations
    return sorted({r.unit for r in rows if r.unit and r.country == to and r.isco == isco})


def _has_units(answers: Answers, register: Register) -> bool:
    return _works(answers, register) and bool(units_of(answers, register))


def skills_asked(answers: Answers, register: Register) -> list[str]:
    """The occupation's essential skills, in the order of their groups."""
    isco = answers.one("occupation").removeprefix("isco:")
    known = register.knowledge.occupations.get(isco)
    essential = counted(known.essential) if known else None
    return sorted(essential.value) if essential else []


def _skills_open(answers: Answers, register: Register) -> bool:
    """Whether what the person can do is not known from the qualification."""
    if not _works(answers, register) or not skills_asked(answers, register):
        return False
    held = register.knowledge.qualifications.get(answers.one("held"))
    isco = answers.one("occupation").removeprefix("isco:")
    if held is not None and (counted(held.skills) or isco not in held.occupations):
        return False
    return bool(answers.many("skills")) or not _decided(answers, register)


def still_asked(answers: Answers, register: Register) -> dict[str, str]:
    """What provisions in play still ask, each with the first provision that asks it."""
    try:
        assessment = assess_equivalence(question_from(answers, register), register.knowledge)
    except InvalidDocument:
        return {}
    asked: dict[str, str] = {}
    for finding in assessment.findings:
        for name in finding.asks if finding.provision else ():
            asked.setdefault(name, finding.provision or "")
    return asked


def _asked(name: str, *fields: str) -> Needed:
    def needed(answers: Answers, register: Register) -> bool:
        told = any(answers.one(each) for each in fields)
        return told or name in still_asked(answers, register)

    return needed


def _decided(answers: Answers, register: Register) -> bool:
    """Whether a provision gives the right already: then nothing has to be compared."""
    try:
        assessment = assess_equivalence(question_from(answers, register), register.knowledge)
    except InvalidDocument:
        return False
    return assessment.right is not None and assessment.right.effect in _GIVES


def _experience_open(answers: Answers, register: Register) -> bool:
    told = practice_months(answers) is not None
    return _works(answers, register) and (told or not _decided(answers, register))


# What each page takes -----------------------------------------------------------------------


def _country(field: str) -> Check:
    def check(answers: Answers, _: Register) -> Errors:
        return _NONE if is_country(answers.one(field)) else {field: field}

    return check


def _check_held(answers: Answers, register: Register) -> Errors:
    held = answers.one("held")
    known = register.knowledge.qualifications.get(held)
    fits = known is not None and known.country == answers.one("origin")
    return _NONE if fits or held in (NO_PAPER, NOT_LISTED) else {"held": "held"}


def _check_claims(answers: Answers, register: Register) -> Errors:
    errors: dict[str, str] = {}
    title, level = answers.one("title"), answers.one("level")
    try:
        no_control_characters(title)
    except ValidationError:
        errors["title"] = "title"
    if len(title) > 300:
        errors["title"] = "title"
    framework, _, code = level.rpartition(":")
    if level and isinstance(find_level(framework, code, None, register.knowledge), str):
        errors["level"] = "level"
    return errors


def _check_meant(answers: Answers, register: Register) -> Errors:
    offered = {each.id for each in meant_by(answers, register)}
    meant = answers.one("meant")
    return _NONE if meant == NONE_OF_THESE or meant in offered else {"meant": "meant"}


def _check_purpose(answers: Answers, _: Register) -> Errors:
    fits = answers.one("purpose") in ("work", "further-study")
    return _NONE if fits else {"purpose": "purpose"}


def _check_occupation(answers: Answers, register: Register) -> Errors:
    occupation = answers.one("occupation")
    known = occupation.removeprefix("isco:") in register.knowledge.occupations
    return _NONE if known or occupation == NOT_LISTED else {"occupation": "occupation"}


def _check_unit(answers: Answers, register: Register) -> Errors:
    unit = answers.one("unit")
    return _NONE if not unit or unit in units_of(answers, register) else {"unit": "unit"}


def _check_experience(answers: Answers, _: Register) -> Errors:
    return {
        name: name
        for name, most in (("years", 60), ("months", 11))
        if answers.one(name) and not 0 <= _whole(answers, name) <= most
    }


def _whole(answers: Answers, name: str) -> int:
    number = answers.number(name)
    return -1 if number is None or len(answers.one(name)) > 4 else number


def _check_skills(answers: Answers, register: Register) -> Errors:
    known = register.knowledge.skills.by_id
    return _NONE if all(each in known for each in answers.many("skills")) else {"skills": "held"}


def _check_nationality(answers: Answers, _: Register) -> Errors:
    told = answers.one("nationality")
    return {"nationality": "nationality"} if told and not is_country(told) else _NONE


def _written(answers: Answers, name: str) -> bool:
    return any(answers.one(f"{name}-{part}") for part in ("day", "month", "year"))


def _check_started(answers: Answers, register: Register) -> Errors:
    if not _written(answers, "started"):
        return _NONE
    day = answers.day("started")
    if day is None or day < date(1900, 1, 1):
        return {"started-day": "started"}
    return {"started-day": "started-future"} if day > register.today() else _NONE


def _check_registered(answers: Answers, register: Register) -> Errors:
    places = {code for code, _ in places_of_registration(register)}
    told = answers.one("registered")
    known = not told or is_country(told) or told in places
    return _NONE if known else {"registered": "registered"}


def places_of_registration(register: Register) -> list[tuple[str, str]]:
    """Units that keep registers of their own, with their country."""
    rows = register.knowledge.regulations
    return sorted({(row.unit, row.country) for row in rows if row.unit})


def _yes_or_no(field: str) -> Check:
    def check(answers: Answers, _: Register) -> Errors:
        return _NONE if answers.one(field) in ("", "yes", "no") else {field: "yes-or-no"}

    return check


def _check_day(answers: Answers, register: Register) -> Errors:
    if not _written(answers, "on"):
        return _NONE
    day = answers.day("on")
    fits = day is not None and date(1900, 1, 1) <= day <= register.today()
    return _NONE if fits else {"on-day": "day"}


_PRACTICE = ("years", "months")
_GIVES = (Effect.RIGHT_TO_PRACTISE, Effect.ENTITLED_TO_REGISTER)
_STARTED = ("started-day", "started-month", "started-year")
_ON = ("on-day", "on-month", "on-year")
_TITLE = ("title", "level", "meant")
_IN_OCCUPATION = ("unit", *_PRACTICE, "practice", "skills", "registered", "standing")

STEPS = (
    Step("destination", ("to",), _always, _country("to"), clears=("unit",)),
    Step(
        "origin",
        ("origin",),
        _always,
        _country("origin"),
        clears=("held", *_TITLE, *_STARTED),
    ),
    Step("held", ("held",), _always, _check_held, clears=(*_TITLE, "skills", *_STARTED)),
    Step(
        "claims",
        ("title", "level"),
        _not_listed,
        _check_claims,
        clears=("meant",),
        optional=True,
    ),
    Step("meant", ("meant",), _may_be_listed, _check_meant),
    Step("purpose", ("purpose",), _always, _check_purpose),
    Step("occupation", ("occupation",), _always, _check_occupation, clears=_IN_OCCUPATION),
    Step("unit", ("unit",), _has_units, _check_unit),
    Step(
        "nationality",
        ("nationality",),
        _asked("nationality", "nationality"),
        _check_nationality,
        optional=True,
    ),
    Step(
        "registered",
        ("registered",),
        _asked("registered_in", "registered"),
        _check_registered,
        optional=True,
    ),
    Step(
        "started",
        _STARTED,
        _asked("training_started_on", "started-year"),
        _check_started,
        optional=True,
    ),
    Step(
        "practice",
        ("practice",),
        _asked("evidence.acquired-rights-certificate", "practice"),
        _yes_or_no("practice"),
        optional=True,
    ),
    Step(
        "standing",
        ("standing",),
        _asked("evidence.good-standing", "standing"),
        _yes_or_no("standing"),
        optional=True,
    ),
    Step("experience", _PRACTICE, _experience_open, _check_experience, optional=True),
    Step("skills", ("skills",), _skills_open, _check_skills, optional=True),
    Step("day", _ON, _never, _check_day, optional=True),
)
# Pages that come up only where a provision in play asks; skipped ones are asked anew when the
# question becomes another one.
_ASKED = ("nationality", "registered", "started", "practice", "standing")
BY_NAME: Mapping[str, Step] = {step.name: step for step in STEPS}


def next_step(answers: Answers, register: Register) -> Step | None:
    """The first page that is needed and not done; None when all is told."""
    done = frozenset(answers.done)
    for step in STEPS:
        if step.name not in done and step.needed(answers, register):
            return step
    return None


def previous_step(step: Step, answers: Answers) -> Step | None:
    """The page before, among those that were answered."""
    earlier = STEPS[: STEPS.index(step)]
    done = frozenset(answers.done)
    return next((each for each in reversed(earlier) if each.name in done), None)


def take(step: Step, answers: Answers, before: str) -> Answers:
    """The answers after a page: where its answer changed, what rested on it is taken out."""
    if before == _fingerprint(step, answers):
        return answers.finished(step.name)
    kept = answers.without(step.clears)
    again = {
        each.name
        for each in STEPS
        if set(each.fields) & set(step.clears)
        or (each.name in _ASKED and not _fingerprint(each, kept))
    }
    return kept.having(done=tuple(e for e in kept.done if e not in again)).finished(step.name)


def confirmed(answers: Answers) -> Answers:
    """The answers with a title that was confirmed as what is held, as if it had been chosen."""
    meant = answers.one("meant")
    if meant in ("", NONE_OF_THESE):
        return answers
    return take(BY_NAME["held"], answers.having(held=(meant,)), NOT_LISTED)


def _fingerprint(step: Step, answers: Answers) -> str:
    return " ".join(value for name in step.fields for value in answers.many(name))


def fingerprint(step: Step, answers: Answers) -> str:
    """What a page's answer was when the page was shown."""
    return _fingerprint(step, answers)


def broken(answers: Answers, register: Register) -> Step | None:
    """The first page whose answer does not hold, where somebody has tampered with the form."""
    for step in STEPS:
        if step.name in answers.done:
            try:
                if step.check(answers, register):
                    return step
            except RegistryError:
                return step
    return None
