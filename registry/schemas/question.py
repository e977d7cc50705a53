"""The door for questions: a request becomes a ``Question``, or says what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from registry.errors import InvalidDocument
from registry.recognition.qualification import LevelRef
from registry.recognition.question import (
    Basis,
    Evidence,
    EvidenceState,
    Experience,
    Held,
    Purpose,
    Question,
)
from registry.schemas.problems import pointers
from registry.values.countries import is_country, is_unit
from registry.values.identifiers import is_slug

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_EARLIEST, _LATEST = date(1900, 1, 1), date(2200, 12, 31)


def clean_text(text: str) -> None:
    """Refuse control and direction-override characters; markup is text like any other."""
    if _CONTROL.search(text):
        raise ValidationError("Remove the control characters from this text.")


def known_country(code: str) -> None:
    """Refuse what is not a country of today."""
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


def slug(text: str) -> None:
    """Refuse what cannot be an id."""
    if not is_slug(text):
        raise ValidationError("An id is made of lower-case letters, digits, hyphens and dots.")


OCCUPATION_CODE = validate.Regexp(
    r"isco:[0-9]{4}\Z", error="Write the occupation as isco: and four digits, as isco:2221."
)


class _Strict(Schema):
    class Meta:
        unknown = RAISE


def _text(length: int = 300) -> fields.String:
    return fields.String(
        allow_none=True, load_default=None, validate=[validate.Length(max=length), clean_text]
    )


def _day() -> fields.Date:
    return fields.Date(allow_none=True, load_default=None, validate=plausible_day)


class LevelSchema(_Strict):
    """A level as a person names it: the framework's id or code, and the level's own code."""

    framework = fields.String(required=True, validate=[validate.Length(1, 60), clean_text])
    level = fields.String(required=True, validate=[validate.Length(1, 40), clean_text])


class HeldSchema(_Strict):
    """What is held: a qualification of the register, or claims, and skills."""

    qualification = fields.String(allow_none=True, load_default=None, validate=slug)
    occupation = fields.String(allow_none=True, load_default=None, validate=OCCUPATION_CODE)
    title = _text()
    country = fields.String(allow_none=True, load_default=None, validate=known_country)
    unit = fields.String(allow_none=True, load_default=None, validate=known_unit)
    level = fields.Nested(LevelSchema, allow_none=True, load_default=None)
    field = fields.String(
        allow_none=True,
        load_default=None,
        validate=validate.Regexp(r"[0-9]{2,4}\Z", error="Write the ISCED-F code: two to four digits."),
    )
    awarded_on = _day()
    training_started_on = _day()
    duration_months = fields.Integer(
        strict=True, allow_none=True, load_default=None, validate=validate.Range(1, 240)
    )
    credits = _text(40)
    awarding_body = _text()
    skills = fields.List(
        fields.String(validate=slug), load_default=list, validate=validate.Length(max=300)
    )


class TargetSchema(_Strict):
    """What is aimed at: a qualification of the destination, or an occupation."""

    qualification = fields.String(allow_none=True, load_default=None, validate=slug)
    occupation = fields.String(allow_none=True, load_default=None, validate=OCCUPATION_CODE)


class EvidenceSchema(_Strict):
    """A piece of evidence and how far it has come."""

    kind = fields.String(required=True, validate=[validate.Length(1, 60), slug])
    state = fields.Enum(EvidenceState, by_value=True, required=True)


class ExperienceSchema(_Strict):
    """Practice in an occupation, in months."""

    occupation = fields.String(required=True, validate=OCCUPATION_CODE)
    months = fields.Integer(strict=True, required=True, validate=validate.Range(0, 800))
    state = fields.Enum(EvidenceState, by_value=True, load_default=EvidenceState.CLAIMED)


class QuestionSchema(_Strict):
    """A request for an assessment; anonymous, nothing of it is stored."""

    held = fields.Nested(HeldSchema, required=True)
    registered_in = fields.List(
        fields.String(validate=known_place), load_default=list, validate=validate.Length(max=20)
    )
    nationality = fields.String(allow_none=True, load_default=None, validate=known_country)
    destination = fields.String(required=True, validate=known_country)
    destination_unit = fields.String(allow_none=True, load_default=None, validate=known_unit)
    target = fields.Nested(TargetSchema, allow_none=True, load_default=None)
    purpose = fields.Enum(Purpose, by_value=True, load_default=Purpose.REGULATED_PRACTICE)
    evidence = fields.List(
        fields.Nested(EvidenceSchema), load_default=list, validate=validate.Length(max=40)
    )
    experience = fields.List(
        fields.Nested(ExperienceSchema), load_default=list, validate=validate.Length(max=40)
    )
    as_of = _day()


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
    """A validated request as a question."""
    target = loaded["target"] or {}
    return Question(
        held=_held(loaded["held"]),
        destination=loaded["destination"],
        as_of=loaded["as_of"] or today,
        purpose=loaded["purpose"],
        basis=basis,
        destination_unit=loaded["destination_unit"],
        target_qualification=target.get("qualification"),
        target_occupation=_isco(target.get("occupation")),
        registered_in=tuple(dict.fromkeys(loaded["registered_in"])),
        nationality=loaded["nationality"],
        evidence=tuple(Evidence(**item) for item in loaded["evidence"]),
        experience=tuple(
            Experience(_isco(item["occupation"]) or "", item["months"], item["state"])
            for item in loaded["experience"]
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
            "level": LevelRef(level["framework"], level["level"]) if level else None,
            "skills": frozenset(loaded["skills"]),
        }
    )


def dump_question(question: Question) -> dict[str, Any]:
    """The structured inputs that a statement keeps: no free text, nothing empty.

    A title that the register does not know is kept as the fact that there was one.
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
        "awarded_on": held.awarded_on and held.awarded_on.isoformat(),
        "training_started_on": held.training_started_on and held.training_started_on.isoformat(),
        "duration_months": held.duration_months,
        "skills": sorted(held.skills),
    }
    return _without_empty(
        {
            "held": _without_empty(kept),
            "registered_in": list(question.registered_in),
            "nationality": question.nationality,
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
