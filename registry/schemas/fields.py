"""Fields that every document shares; what they refuse, they refuse in a sentence that helps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from registry.values.countries import is_party
from registry.values.dates import NotADate, parse_date
from registry.values.evidence import Confidence
from registry.values.identifiers import is_slug

REQUIRED = "This must be given."
_MESSAGES: dict[str, Any] = {"required": REQUIRED, "null": "This must not be empty."}
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z"
LONGEST = 4000


class StrictSchema(Schema):
    """A document that holds what it may hold and nothing else."""

    class Meta:
        unknown = RAISE

    error_messages = {  # noqa: RUF012  marshmallow's own way to say it
        "unknown": "There is no such field here.",
        "type": "This must be a mapping of names to values.",
    }


class StrictBoolean(fields.Boolean):
    """true or false; no word that means one of them."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("Write true or false.")
        return value


def no_control_characters(text: str) -> None:
    """Refuse characters that cannot be seen and change what can."""
    if _CONTROL.search(text):
        raise ValidationError("Remove the control characters from this text.")


def not_blank(text: str) -> None:
    """Refuse empty text, and blanks at either end."""
    if not text or text != text.strip():
        raise ValidationError("Write some text, without blanks before or after it.")


def _slug(text: str) -> None:
    if not is_slug(text):
        raise ValidationError("An id is made of lower-case letters, digits, hyphens and dots.")


def _party(code: str) -> None:
    if not is_party(code):
        raise ValidationError(
            f"{code[:20]!r} is no party: write a country (PHL), a unit (CA-AB), "
            "a regional body (EUE) or a historical state (YUG)."
        )


def _edtf(text: str) -> None:
    try:
        parse_date(text)
    except NotADate as error:
        raise ValidationError(str(error)) from error


def string(check: Callable[[str], None] | validate.Validator, **options: Any) -> fields.String:
    """A string that passes ``check``; a number is no string."""
    messages: dict[str, Any] = {**_MESSAGES, "invalid": "Write this as text."}
    return fields.String(validate=[check], error_messages=messages, **options)


def text(*, most: int = LONGEST, **options: Any) -> fields.String:
    """Free text that is not blank and holds no control characters."""
    messages: dict[str, Any] = {**_MESSAGES, "invalid": "Write this as text."}
    length = validate.Length(max=most, error=f"This is longer than {most} characters.")
    checks: list[Callable[[str], Any]] = [not_blank, no_control_characters, length]
    return fields.String(validate=checks, error_messages=messages, **options)


def slug(**options: Any) -> fields.String:
    """An id of a record."""
    return string(_slug, metadata={"pattern": r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$"}, **options)


def party_code(**options: Any) -> fields.String:
    """A party: country, unit, regional body, historical state."""
    return string(_party, metadata={"pattern": "^[A-Z0-9-]{3,6}$"}, **options)


def edtf(**options: Any) -> fields.String:
    """A date of EDTF level 1: ``2013-03-19``, ``2013-03``, ``2013``, an interval."""
    return string(_edtf, metadata={"description": "EDTF level 1"}, **options)


def choice(values: type[StrEnum] | Iterable[StrEnum], **options: Any) -> fields.String:
    """One of a closed list."""
    allowed = [member.value for member in values]
    said = f"This must be one of: {', '.join(allowed)}."
    return string(validate.OneOf(allowed, error=said), **options)


def confidence(**options: Any) -> fields.String:
    """high, medium or low."""
    return choice(Confidence, **options)


def plain_list(item: fields.Field[Any], **options: Any) -> fields.List[Any]:
    """A list in which an entry may come back."""
    messages: dict[str, Any] = {**_MESSAGES, "invalid": "Write this as a list."}
    return fields.List(item, error_messages=messages, **options)


def listed(item: fields.Field[Any], *, least: int = 0, most: int = 500) -> fields.List[Any]:
    """A list without repetitions."""
    length = validate.Length(least, most, error=f"Give {least} to {most} entries.")
    return plain_list(
        item,
        validate=[length, _no_repetition(most)],
        required=least > 0,
        metadata={"uniqueItems": True},
    )


def nested(schema: type[Schema], **options: Any) -> fields.Nested:
    """A document inside a document."""
    messages: dict[str, Any] = {**_MESSAGES, "type": "This must be a mapping of names to values."}
    return fields.Nested(schema, error_messages=messages, **options)


class Labels(fields.Dict):
    """Texts by language; what is wrong with one is said at its language."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> dict[str, str]:
        if not isinstance(value, Mapping):
            raise ValidationError("Write this as texts by language, as en: ...")
        problems = {str(key): said for key in value if (said := _wrong_label(key, value[key]))}
        if problems:
            raise ValidationError(problems)
        return dict(value)


_LABEL = text(most=500)


def _wrong_label(language: Any, label: Any) -> list[Any]:
    if not isinstance(language, str) or not re.match(LANGUAGE, language):
        return ["Write a language code, as en or pt-BR."]
    try:
        _LABEL.deserialize(label)
    except ValidationError as error:
        return list(error.messages)
    return []


def labels(**options: Any) -> Labels:
    """Texts by language."""
    return Labels(values=text(most=500), error_messages=dict(_MESSAGES), **options)


def in_english(names: Mapping[str, str]) -> None:
    """Refuse labels without English, the language that all data has."""
    if "en" not in names:
        raise ValidationError("Give it in English (en) at least.")


def _no_repetition(most: int) -> Callable[[list[Any]], None]:
    """Refuse an entry that comes back; a list longer than ``most`` is refused for its length."""

    def check(values: list[Any]) -> None:
        seen: list[Any] = []
        for value in values if len(values) <= most else ():
            if value in seen:
                raise ValidationError("An entry stands here twice.")
            seen.append(value)

    return check
