"""The door for questions: a request becomes a ``Question``, or says what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, validate

from registry.errors import InvalidDocument
from registry.recognition.qualification import LevelRef
from registry.recognition.question import (
    Basis,
    Evidence,
    EvidenceKind,
    EvidenceState,
    Experience,
    Held,
    Purpose,
    Question,
)
from registry.schemas.fields import (
    REQUIRED,
    Day,
    StrictSchema,
    choice,
    listed,
    nested,
    slug,
    string,
    text,
)
from registry.schemas.problems import pointers
from registry.values.countries import HISTORICAL, country_name, is_country, is_unit
from registry.values.dates import NotADate, parse_date

_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 12, 31)


def known_country(code: str) -> None:
    """Refuse what is not a country of today."""
    if code in HISTORICAL:
        today = ", ".join(HISTORICAL[code][1])
        raise ValidationError(
            f"{country_name(code)} ({code}) is no country of today: write the one where the place "
            f"is now, of {today}."
        )
    if not is_country(code):
        raise ValidationError(
            f"{code[:20]!r} is not a country: write its ISO 3166-1 alpha-3 code, as PHL."
        )


def known_unit(code: str) -> None:
    """Refuse what does not look like a unit of a known country."""
    if not is_unit(code):
        raise ValidationError(f"{code[:20]!r} is not a unit: write its ISO 3166-2 code, as DE-BY.")


def known_place(code: str) -> None:
    """Refuse what is neither a country nor a unit."""
    if not is_country(code) and not is_unit(code):
        raise ValidationError(
            f"{code[:20]!r} is neither a country (PHL) nor a unit of one (AU-NSW)."
        )


def plausible_day(day: date) -> None:
    """Refuse days outside of what a person can have lived or be planning."""
    if not _EARLIEST <= day <= _LATEST:
        raise ValidationError("The date must lie between 1900 and 2200.")


def awarding_day(text: str) -> None:
    """Refuse what is no day, month, year or interval that can be compared with others."""
    try:
        told = parse_date(text)
    except NotADate as error:
        raise ValidationError(str(error)) from error
    if text[-1] in "?~%":
        raise ValidationError("Write what is sure: a day, a month, a year, or 2013/2015.")
    plausible_day(told.earliest)
    plausible_day(told.latest)


OCCUPATION_CODE = validate.Regexp(
    r"isco:[0-9]{4}\Z", error="Write the occupation as isco: and four digits, as isco:2221."
)
_FIELD_CODE = validate.Regexp(r"[0-9]{2,4}\Z", error="Write the ISCED-F code: two to four digits.")


def _optional(check: Any) -> fields.String:
    return string(check, allow_none=True, load_default=None)


def _told(most: int = 300) -> fields.String:
    return text(most=most, allow_none=True, load_default=None)


def day() -> Day:
    """An optional day."""
    messages: dict[str, Any] = {"invalid": "Write the day as 2013-03-19."}
    return Day(allow_none=True, load_default=None, validate=plausible_day, error_messages=messages)


def _months(most: int, **options: Any) -> fields.Integer:
    said = f"Give whole months, at most {most}."
    return fields.Integer(
        strict=True,
        validate=validate.Range(0, most, error=said),
        error_messages={"invalid": said, "required": REQUIRED, "null": said},
        **options,
    )


class LevelSchema(StrictSchema):
    """A level as a person names it: the framework's id or code, and the level's own code."""

    framework = text(most=60, required=True)
    level = text(most=40, required=True)


class HeldSchema(StrictSchema):
    """What is held: a qualification of the register, or claims, and skills."""

    qualification = slug(allow_none=True, load_default=None)
    occupation = _optional(OCCUPATION_CODE)
    title = _told()
    country = _optional(known_country)
    unit = _optional(known_unit)
    level = nested(LevelSchema, allow_none=True, load_default=None)
    field = _optional(_FIELD_CODE)
    awarded_on = string(awarding_day, allow_none=True, load_default=None)
    training_started_on = day()
    duration_months = _months(240, allow_none=True, load_default=None)
    credits = _told(40)
    awarding_body = _told()
    skills = listed(slug(), most=300)


class TargetSchema(StrictSchema):
    """What is aimed at: a qualification of the destination, or an occupation."""

    qualification = slug(allow_none=True, load_default=None)
    occupation = _optional(OCCUPATION_CODE)


class EvidenceSchema(StrictSchema):
    """A piece of evidence and how far it has come."""

    kind = choice(EvidenceKind, required=True)
    state = choice(EvidenceState, required=True)


class ExperienceSchema(StrictSchema):
    """Practice in an occupation, in months."""

    occupation = string(OCCUPATION_CODE, required=True)
    months = _months(800, required=True)
    state = choice(EvidenceState, load_default=EvidenceState.CLAIMED.value)


class QuestionSchema(StrictSchema):
    """A request for an assessment; anonymous, nothing of it is stored."""

    held = nested(HeldSchema, required=True)
    registered_in = listed(string(known_place), most=20)
    nationality = _optional(known_country)
    destination = string(known_country, required=True)
    destination_unit = _optional(known_unit)
    target = nested(TargetSchema, allow_none=True, load_default=None)
    purpose = choice(Purpose, load_default=Purpose.REGULATED_PRACTICE.value)
    evidence = listed(nested(EvidenceSchema), most=40)
    experience = listed(nested(ExperienceSchema), most=40)
    as_of = day()


_SCHEMA = QuestionSchema()


def load_question(document: Any, *, today: date, basis: Basis = Basis.TOLD) -> Question:
    """A request as a question; ``as_of`` is ``today`` where none is given."""
    try:
        loaded = _SCHEMA.load(document)
    except ValidationError as error:
        raise InvalidDocument(
            "The question cannot be read.",
            hint="Mend the fields named under problems.",
            problems=pointers(error.messages),
        ) from error
    return question_of(loaded, today=today, basis=basis)


def question_of(loaded: Mapping[str, Any], *, today: date, basis: Basis = Basis.TOLD) -> Question:
    """A validated request as a question; the law of a day to come is not known."""
    if loaded["as_of"] and loaded["as_of"] > today:
        raise InvalidDocument(
            "The question is about a day to come.",
            hint="Leave as_of out for today, or name a day that has been.",
            problems={"/as_of": ["The law of a day to come is not known."]},
        )
    target = loaded["target"] or {}
    return Question(
        held=_held(loaded["held"]),
        destination=loaded["destination"],
        as_of=loaded["as_of"] or today,
        purpose=Purpose(loaded["purpose"]),
        basis=basis,
        destination_unit=loaded["destination_unit"],
        target_qualification=target.get("qualification"),
        target_occupation=_isco(target.get("occupation")),
        registered_in=tuple(loaded.get("registered_in", ())),
        nationality=loaded["nationality"],
        evidence=tuple(
            Evidence(EvidenceKind(item["kind"]), EvidenceState(item["state"]))
            for item in loaded.get("evidence", ())
        ),
        experience=tuple(
            Experience(
                _isco(item["occupation"]) or "", item["months"], EvidenceState(item["state"])
            )
            for item in loaded.get("experience", ())
        ),
    )


def _isco(occupation: str | None) -> str | None:
    return occupation.removeprefix("isco:") if occupation else None


def _held(loaded: Mapping[str, Any]) -> Held:
    level = loaded["level"]
    return Held(
        **{
            **loaded,
            "occupation": _isco(loaded["occupation"]),
            "awarded_on": loaded["awarded_on"] and parse_date(loaded["awarded_on"]),
            "level": LevelRef(level["framework"], level["level"]) if level else None,
            "skills": frozenset(loaded.get("skills", ())),
        }
    )


def dump_question(question: Question, *, body: str | None = None) -> dict[str, Any]:
    """The structured inputs that a statement keeps: no free text, nothing empty.

    A title that the register does not know, and a nationality, are kept as the fact that they
    were told; ``body`` is the awarding body as the register knows it.
    """
    held = question.held
    kept: dict[str, Any] = {
        "qualification": held.qualification,
        "occupation": f"isco:{held.occupation}" if held.occupation else None,
        "title_not_on_register": True if held.title and not held.qualification else None,
        "country": held.country,
        "unit": held.unit,
        "level": {"framework": held.level.framework, "level": held.level.code}
        if held.level
        else None,
        "field": held.field,
        "awarded_on": held.awarded_on and str(held.awarded_on),
        "training_started_on": held.training_started_on and held.training_started_on.isoformat(),
        "duration_months": held.duration_months,
        "awarding_body": body,
        "skills": sorted(held.skills),
    }
    return _without_empty(
        {
            "held": _without_empty(kept),
            "registered_in": list(question.registered_in),
            "nationality_told": True if question.nationality else None,
            "destination": question.destination,
            "destination_unit": question.destination_unit,
            "target": _without_empty(
                {
                    "qualification": question.target_qualification,
                    "occupation": f"isco:{question.target_occupation}"
                    if question.target_occupation
                    else None,
                }
            ),
            "purpose": question.purpose.value,
            "evidence": [{"kind": e.kind, "state": e.state.value} for e in question.evidence],
            "experience": [
                {"occupation": f"isco:{e.occupation}", "months": e.months, "state": e.state.value}
                for e in question.experience
            ],
            "as_of": question.as_of.isoformat(),
        }
    )


def _without_empty(document: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if value not in (None, [], {})}
