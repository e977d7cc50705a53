"""Ask what a qualification is worth: names are checked against the register, nothing is stored."""

from __future__ import annotations

from dataclasses import replace

from registry.errors import InvalidDocument
from registry.recognition.assess import Assessment, assess
from registry.recognition.knowledge import Knowledge
from registry.recognition.qualification import LevelRef
from registry.recognition.question import Held, Question
from registry.values.countries import country_of


def assess_equivalence(question: Question, knowledge: Knowledge) -> Assessment:
    """The answer, or an ``InvalidDocument`` where the question names what is not on the register.

    A title that nobody knows is no error: it is answered with what is missing.
    """
    problems: dict[str, list[str]] = {}
    held = _held(question, knowledge, problems)
    _check_target(question, knowledge, problems)
    _check_unit(question, problems)
    if problems:
        raise InvalidDocument(
            "The question names something that is not on the register.",
            hint="Look the ids up at /api/v1/qualifications, /frameworks, /occupations, /skills.",
            problems=problems,
        )
    return assess(replace(question, held=held), knowledge)


def _held(question: Question, knowledge: Knowledge, problems: dict[str, list[str]]) -> Held:
    held = question.held
    if held.qualification and held.qualification not in knowledge.qualifications:
        said = f"No qualification {held.qualification!r} is on the register: "
        problems["/held/qualification"] = [said + "leave it out and tell its title and country."]
    unknown = sorted(held.skills - knowledge.skills.by_id.keys())
    if unknown:
        problems["/held/skills"] = [f"No skill {', '.join(unknown[:5])} is on the register."]
    return replace(held, level=_level(held, knowledge, problems))


def _level(held: Held, knowledge: Knowledge, problems: dict[str, list[str]]) -> LevelRef | None:
    if held.level is None:
        return None
    found = find_level(held.level.framework, held.level.code, held.country, knowledge)
    if isinstance(found, str):
        pointer = (
            "/held/level/level" if found.startswith("The framework") else "/held/level/framework"
        )
        problems[pointer] = [found]
        return None
    return found


def find_level(
    framework: str, code: str, country: str | None, knowledge: Knowledge
) -> LevelRef | str:
    """A level by its framework's id or code (``phl-pqf``, ``PQF``), or why there is none."""
    frameworks = knowledge.levels.frameworks
    wanted = framework.casefold()
    known = frameworks.get(wanted) or next(
        (
            each
            for each in frameworks.values()
            if each.code.casefold() == wanted
            and (country is None or not each.territory or country_of(each.territory) == country)
        ),
        None,
    )
    if known is None:
        return f"No framework {framework!r} is on the register."
    if known.position(code) is None:
        levels = ", ".join(level.code for level in known.levels)
        return f"The framework {known.code} has no level {code!r}; its levels are {levels}."
    return LevelRef(known.id, code)


def _check_target(question: Question, knowledge: Knowledge, problems: dict[str, list[str]]) -> None:
    target = question.target_qualification
    if target is None:
        return
    known = knowledge.qualifications.get(target)
    if known is None:
        problems["/target/qualification"] = [f"No qualification {target!r} is on the register."]
    elif known.country != question.destination:
        problems["/target/qualification"] = [
            f"{target} is a qualification of {known.country}, not of {question.destination}."
        ]


def _check_unit(question: Question, problems: dict[str, list[str]]) -> None:
    unit = question.destination_unit
    if unit and country_of(unit) != question.destination:
        problems["/destination_unit"] = [f"{unit} is not a unit of {question.destination}."]
