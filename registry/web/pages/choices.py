"""What each question offers, and what was told so far in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from babel import Locale
from babel.units import format_unit
from markupsafe import Markup

from registry.actions.open_register import Register
from registry.recognition.provisions import Provision
from registry.recognition.qualification import Qualification
from registry.values.countries import UNITS, countries, country_of
from registry.values.language import Labels
from registry.values.speech import Speech
from registry.web.pages.answers import NO_PAPER, NOT_LISTED, Answers, practice_months
from registry.web.pages.rendering import apart, data, fill, named
from registry.web.pages.steps import (
    Step,
    meant_by,
    places_of_registration,
    skills_asked,
    still_asked,
    units_of,
)
from registry.web.pages.words import PURPOSES

_LONGEST_OPTION = 70


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose; ``hint`` stands below it."""

    value: str
    label: str | Markup
    hint: str | Markup = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Choices under a heading."""

    label: str | Markup
    choices: tuple[Choice, ...]


def choices_of(step: Step, answers: Answers, register: Register, speech: Speech) -> dict[str, Any]:
    """What the template of a question needs beside the answers."""
    make = _CHOICES.get(step.name)
    return make(answers, register, speech) if make else {}


def _countries(field: str) -> Callable[[Answers, Register, Speech], dict[str, Any]]:
    def make(answers: Answers, _: Register, speech: Speech) -> dict[str, Any]:
        return {"countries": countries(speech.language), "chosen": answers.one(field)}

    return make


def _origins(answers: Answers, register: Register, speech: Speech) -> dict[str, Any]:
    return {
        "countries": countries(speech.language),
        "chosen": answers.one("origin"),
        "to": answers.one("to"),
        "known": sorted(
            {speech.country(each.country) for each in register.knowledge.qualifications.values()}
        ),
    }


def _held(answers: Answers, register: Register, speech: Speech) -> dict[str, Any]:
    origin, chosen, language = answers.one("origin"), answers.one("held"), speech.language
    by_occupation: dict[str, list[Choice]] = {}
    for _, each in sorted(register.knowledge.qualifications.items()):
        if each.country != origin:
            continue
        isco = each.occupations[0] if each.occupations else ""
        by_occupation.setdefault(isco, []).append(_by_title(each, chosen, language))
    known = register.knowledge.occupations
    groups = [
        Group(_occupation_name(known[isco].labels, language) if isco in known else "", tuple(each))
        for isco, each in sorted(by_occupation.items())
    ]
    return {"groups": groups, "origin": origin, "chosen": chosen}


def _by_title(qualification: Qualification, chosen: str, language: str) -> Choice:
    """A qualification by its original title, with the reader's word for it below."""
    label = named(qualification.labels, language)
    key, title = qualification.id, qualification.titles[0].value if qualification.titles else None
    if title is None:
        return Choice(key, label, chosen=key == chosen)
    hint = label if label.striptags() != title.text else ""
    return Choice(key, data(title.text, title.language, language), hint, key == chosen)


def _meant(answers: Answers, register: Register, speech: Speech) -> dict[str, Any]:
    known, chosen = register.knowledge.qualifications, answers.one("meant")
    return {
        "choices": [
            _by_title(known[each.id], chosen, speech.language)
            for each in meant_by(answers, register)
        ],
        "chosen": chosen,
        "title": apart(answers.one("title")),
    }


def _occupation_name(labels: Labels, language: str) -> Markup:
    return named(labels, language)


def _levels(answers: Answers, register: Register, speech: Speech) -> dict[str, Any]:
    origin, chosen = answers.one("origin"), answers.one("level")
    groups = [
        Group(
            f"{framework.name} ({framework.code})",
            tuple(
                Choice(
                    value := f"{framework.id}:{level.code}",
                    _level_label(level.code, level.typical, speech),
                    chosen=value == chosen,
                )
                for level in framework.levels
            ),
        )
        for _, framework in sorted(register.knowledge.levels.frameworks.items())
        if framework.territory and country_of(framework.territory) == origin
    ]
    return {"frameworks": groups, "origin": origin}


def _level_label(code: str, typical: tuple[str, ...], speech: Speech) -> str:
    """A level with what typically stands there; a browser shows options as bare text, so the
    examples are left out where they would run against the page."""
    level = speech.message("Level {level}").format(level=code)
    if not typical or speech.direction == "rtl":
        return level
    return f"{level}: {shortened('; '.join(typical))}"


def shortened(text: str) -> str:
    """A text that ends after a whole word."""
    return text if len(text) <= _LONGEST_OPTION else f"{text[:_LONGEST_OPTION].rsplit(' ', 1)[0]} …"


def _purposes(answers: Answers, _: Register, speech: Speech) -> dict[str, Any]:
    return {"chosen": answers.one("purpose"), "to": answers.one("to"), "speech": speech}


def _occupations(answers: Answers, register: Register, speech: Speech) -> dict[str, Any]:
    held = register.knowledge.qualifications.get(answers.one("held"))
    suggested = f"isco:{held.occupations[0]}" if held and held.occupations else ""
    chosen = answers.one("occupation") or suggested
    listed = [
        Choice(code := f"isco:{isco}", named(each.labels, speech.language), chosen=code == chosen)
        for isco, each in sorted(register.knowledge.occupations.items())
    ]
    listed.sort(key=lambda each: (each.value != suggested, each.label))
    return {
        "choices": listed,
        "chosen": chosen,
        "to": answers.one("to"),
        "study": answers.one("purpose") == "further-study",
    }


def _units(answers: Answers, register: Register, speech: Speech) -> dict[str, Any]:
    to, isco = answers.one("to"), answers.one("occupation").removeprefix("isco:")
    chosen = answers.one("unit")
    listed = []
    for unit in units_of(answers, register):
        row = register.knowledge.regulators(to, unit, isco).main
        hint = data(row.authority, "en", speech.language) if row else ""
        name = speech.message(UNITS[unit]) if unit in UNITS else unit
        listed.append(Choice(unit, name, hint, unit == chosen))
    return {"choices": listed, "chosen": chosen, "to": to}


def _skills(answers: Answers, register: Register, speech: Speech) -> dict[str, Any]:
    skills, chosen = register.knowledge.skills.by_id, frozenset(answers.many("skills"))
    grouped: dict[str, list[Choice]] = {}
    for skill in skills_asked(answers, register):
        known = skills[skill]
        parent = min((p for p in known.broader if p in skills), default="")
        label = named(known.labels, speech.language)
        grouped.setdefault(parent, []).append(Choice(skill, label, chosen=skill in chosen))
    groups = [
        Group(named(skills[p].labels, speech.language) if p else "", tuple(each))
        for p, each in sorted(grouped.items())
    ]
    return {"groups": groups, "occupation": occupation_of(answers, register, speech)}


def occupation_of(answers: Answers, register: Register, speech: Speech) -> Markup:
    """The occupation told, by its name."""
    known = register.knowledge.occupations.get(answers.one("occupation").removeprefix("isco:"))
    return named(known.labels, speech.language) if known else Markup()


def _why(answers: Answers, register: Register, name: str) -> list[Provision]:
    """The provisions that an input is asked for."""
    wanted = register.knowledge.law(still_asked(answers, register).get(name, ""))
    return [wanted] if wanted else []


def _asked(name: str, field: str) -> Callable[[Answers, Register, Speech], dict[str, Any]]:
    def make(answers: Answers, register: Register, speech: Speech) -> dict[str, Any]:
        open_again = answers.without([field, *_PARTS.get(field, ())])
        return {
            "why": _why(open_again, register, name),
            "countries": countries(speech.language),
            "chosen": answers.one(field),
            "occupation": occupation_of(answers, register, speech),
            "units": [
                Choice(code, speech.country(code)) for code, _ in places_of_registration(register)
            ],
        }

    return make


_PARTS: Mapping[str, tuple[str, ...]] = {
    "started": ("started-day", "started-month", "started-year"),
}
_CHOICES: Mapping[str, Callable[[Answers, Register, Speech], dict[str, Any]]] = {
    "destination": _countries("to"),
    "origin": _origins,
    "held": _held,
    "claims": _levels,
    "meant": _meant,
    "purpose": _purposes,
    "occupation": _occupations,
    "unit": _units,
    "experience": _asked("experience", "practice"),
    "practice": _asked("evidence.acquired-rights-certificate", "practice"),
    "skills": _skills,
    "nationality": _asked("nationality", "nationality"),
    "registered": _asked("registered_in", "registered"),
    "started": _asked("training_started_on", "started"),
    "standing": _asked("evidence.good-standing", "standing"),
}


# What was told, in words ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One thing told: the page that asks it, and the answer; empty means skipped."""

    step: str
    told: str | Markup


def told_rows(answers: Answers, register: Register, speech: Speech) -> list[Row]:
    """One row for each page that was answered or skipped, in the order of the flow."""
    return [
        Row(step, say(answers, register, speech))
        for step, say in _TOLD.items()
        if step in answers.done or step == "day"
    ]


def _told_held(answers: Answers, register: Register, speech: Speech) -> str | Markup:
    held = answers.one("held")
    if held == NO_PAPER:
        return speech.message("No paper: work experience or skills")
    if held == NOT_LISTED:
        return speech.message("A qualification that is not on the register")
    return qualification_name(held, register, speech)


def qualification_name(key: str, register: Register, speech: Speech) -> Markup:
    """A qualification by its own title, with the reader's word for it where they differ."""
    known = register.knowledge.qualifications.get(key)
    if known is None:
        return Markup()
    label = named(known.labels, speech.language)
    title = known.titles[0].value if known.titles else None
    if title is None or title.text == label.striptags():
        return label
    return title_and_label(data(title.text, title.language, speech.language), label)


def title_and_label(title: Markup, label: Markup) -> Markup:
    """A title with the reader's word for it; where one holds the other, the longer stands alone."""
    if title.striptags() in label.striptags():
        return label
    if label.striptags() in title.striptags():
        return title
    return Markup("{} – {}").format(title, apart(label))


def _told_claims(answers: Answers, register: Register, speech: Speech) -> Markup:
    framework, _sep, level = answers.one("level").rpartition(":")
    known = register.knowledge.levels.frameworks.get(framework)
    words = speech.message("{framework}, level {level}")
    parts: list[str | Markup] = [apart(answers.one("title"))] if answers.one("title") else []
    if known:
        parts.append(fill(words, framework=apart(known.code), level=level))
    between = Markup("؛ ") if speech.direction == "rtl" else Markup("; ")
    return between.join(parts)


def _told_purpose(answers: Answers, _: Register, speech: Speech) -> str:
    study = answers.one("purpose") == "further-study"
    return speech.message(PURPOSES["further-study" if study else "regulated-practice"])


def _told_occupation(answers: Answers, register: Register, speech: Speech) -> str | Markup:
    name = occupation_of(answers, register, speech)
    return name or speech.message("An occupation that is not on the register")


def _told_experience(answers: Answers, _: Register, speech: Speech) -> str:
    months = practice_months(answers)
    return "" if months is None else length_of_time(months, speech)


def _told_skills(answers: Answers, register: Register, speech: Speech) -> str:
    count = len(answers.many("skills"))
    if not count:
        return ""
    total = len(skills_asked(answers, register))
    return speech.message("{count} of {total} skills").format(count=count, total=total)


def length_of_time(months: int, speech: Speech) -> str:
    """A time as people say it: whole years as years, anything else as months."""
    years, rest = divmod(months, 12)
    if rest or not years:
        return speech.message("{months} months").format(months=months)
    locale = Locale.parse(speech.language, sep="-")
    return str(format_unit(years, "year", locale=locale, numbering_system="latn"))


def _told_yes_or_no(field: str) -> Callable[[Answers, Register, Speech], str]:
    def say(answers: Answers, _: Register, speech: Speech) -> str:
        words = {"yes": speech.message("Yes"), "no": speech.message("No")}
        return words.get(answers.one(field), "")

    return say


def _told_day(field: str) -> Callable[[Answers, Register, Speech], str]:
    def say(answers: Answers, register: Register, speech: Speech) -> str:
        day = answers.day(field)
        if day is None and field == "on":
            return speech.message("{day} (today)").format(day=speech.day(register.today()))
        return speech.day(day) if day else ""

    return say


def _told_place(field: str) -> Callable[[Answers, Register, Speech], str]:
    def say(answers: Answers, _: Register, speech: Speech) -> str:
        return speech.listing(list(_places(answers.many(field), speech)))

    return say


def _places(codes: Iterable[str], speech: Speech) -> Iterable[str]:
    return (speech.country(code) for code in codes)


_TOLD: Mapping[str, Callable[[Answers, Register, Speech], str | Markup]] = {
    "destination": _told_place("to"),
    "origin": _told_place("origin"),
    "held": _told_held,
    "claims": _told_claims,
    "purpose": _told_purpose,
    "occupation": _told_occupation,
    "unit": _told_place("unit"),
    "nationality": _told_place("nationality"),
    "registered": _told_place("registered"),
    "started": _told_day("started"),
    "practice": _told_yes_or_no("practice"),
    "standing": _told_yes_or_no("standing"),
    "experience": _told_experience,
    "skills": _told_skills,
    "day": _told_day("on"),
}
