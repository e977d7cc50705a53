"""The body of a request as strict JSON: what cannot be read one way only is refused, in words."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from flask import Request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

_LONGEST_NUMBER = 30
_LONGEST_LIST = 1000


def check_body(asked: Request) -> None:
    """Refuse a body that is not strict JSON; one that is not there has no fields."""
    if not asked.is_json:
        raise UnsupportedMediaType("The body must be application/json.")
    if body := _whole(asked):
        _check_lists(read_json(body))


def read_json(body: bytes) -> Any:
    """The document that a body holds, or the sentence that says why it holds none."""
    try:
        return json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_mapping,
            parse_constant=_no_constant,
            parse_int=_integer,
        )
    except UnicodeDecodeError as error:
        raise BadRequest("The body is not UTF-8 text.") from error
    except json.JSONDecodeError as error:
        raise BadRequest(
            f"The body is not JSON: line {error.lineno}, column {error.colno}: {error.msg}."
        ) from error
    except RecursionError as error:
        raise BadRequest("The document is nested too deeply to be read.") from error


def _whole(asked: Request) -> bytes:
    """The body; one sent in pieces is cut at the limit, so a full measure of it is too much."""
    body = asked.get_data(cache=True)
    limit = asked.max_content_length
    if asked.content_length is None and limit is not None and len(body) >= limit:
        raise RequestEntityTooLarge
    return body


def _check_lists(document: Any) -> None:
    """Refuse a list that no document has; looking for repetitions in it would take for ever."""
    waiting = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            if len(value) > _LONGEST_LIST:
                raise BadRequest(f"A list has more than {_LONGEST_LIST} entries.")
            waiting += value
        elif isinstance(value, dict):
            waiting += value.values()


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A mapping whose names are text, each of them there once."""
    document: dict[str, Any] = {}
    for name, value in pairs:
        if name in document:
            raise BadRequest(f"The name {name[:60]!a} stands twice in one mapping.")
        if not _is_text(name):
            raise BadRequest(f"The name {name[:60]!a} is not text.")
        document[name] = value
    return document


def _is_text(name: str) -> bool:
    """Whether a string can be written; half of a surrogate pair cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in name)


def _integer(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise BadRequest(f"A number has more than {_LONGEST_NUMBER} digits.")
    return int(digits)


def _no_constant(name: str) -> NoReturn:
    raise BadRequest(f"{name} is not a number that JSON has.")
