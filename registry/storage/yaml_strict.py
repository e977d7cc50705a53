"""A strict part of YAML: what a person reads in the file is what the register gets.

Only ``true`` and ``false`` are booleans, only plain decimal integers are numbers, dates stay
text; NO is two letters, 12:30 and 010 are text. Duplicate keys, anchors, aliases, tags and a
second document are refused, with line and column.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from registry.errors import Unreadable

LARGEST = 2_000_000
DEEPEST = 40
_HINT = "Write plain YAML: mappings, lists, text, whole numbers, true, false and null."
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def read_yaml(path: Path) -> Any:
    """The content of a file."""
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"{path.name} is larger than {LARGEST} bytes.")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path.name} is not UTF-8 text.", hint="Save it as UTF-8.") from error
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be read: {error.strerror}.") from error
    return parse_yaml(text, path.name)


def parse_yaml(text: str, name: str = "text") -> Any:
    """The content of a text; ``name`` says in errors where it came from."""
    if len(text) > LARGEST:
        raise Unreadable(f"{name} is larger than {LARGEST} characters.")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Reader(yaml.parse(text, Loader=loader), name).document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f", line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise Unreadable(f"{name}{where}: {error.problem or error}.", hint=_HINT) from error
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise Unreadable(f"{name} is not YAML: {error}", hint=_HINT) from error


class _Reader:
    """Builds values from parse events, so that nothing is resolved behind our back."""

    def __init__(self, events: Iterator[Event], name: str) -> None:
        self._events = events
        self._name = name

    def document(self) -> Any:
        """The one value of the one document."""
        self._next(StreamStartEvent)
        start = next(self._events)
        if not isinstance(start, DocumentStartEvent):
            raise Unreadable(f"{self._name} is empty.", hint=_HINT)
        value = self._value(next(self._events), 0)
        self._next(DocumentEndEvent)
        end = next(self._events)
        if not isinstance(end, StreamEndEvent):
            raise self._refused(end, "a second document starts here")
        return value

    def _next(self, kind: type[Event]) -> None:
        event = next(self._events)
        if not isinstance(event, kind):
            raise self._refused(event, "this is not expected here")

    def _value(self, event: Event, depth: int) -> Any:
        self._check(event, depth)
        if isinstance(event, ScalarEvent):
            return _plain(event.value) if event.implicit[0] else event.value
        if isinstance(event, SequenceStartEvent):
            return self._sequence(depth)
        if isinstance(event, MappingStartEvent):
            return self._mapping(depth)
        raise self._refused(event, "this is not expected here")

    def _check(self, event: Event, depth: int) -> None:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise self._refused(event, "anchors and aliases are not used here")
        if getattr(event, "tag", None):
            raise self._refused(event, "tags are not used here")
        if depth > DEEPEST:
            raise self._refused(event, "this is nested too deeply")

    def _sequence(self, depth: int) -> list[Any]:
        values = []
        while not isinstance(event := next(self._events), SequenceEndEvent):
            values.append(self._value(event, depth + 1))
        return values

    def _mapping(self, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._key(event)
            if key in values:
                raise self._refused(event, f"the key {key!r} stands here a second time")
            values[key] = self._value(next(self._events), depth + 1)
        return values

    def _key(self, event: Event) -> str:
        self._check(event, 0)
        if not isinstance(event, ScalarEvent) or not event.value:
            raise self._refused(event, "a key must be text")
        if event.value == "<<":
            raise self._refused(event, "merge keys are not used here")
        return str(event.value)

    def _refused(self, event: Event, why: str) -> Unreadable:
        mark = event.start_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "end"
        return Unreadable(f"{self._name}, {where}: {why}.", hint=_HINT)


def _plain(text: str) -> Any:
    """An unquoted scalar: null, true, false, a whole number, or else the text as it stands."""
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INTEGER.fullmatch(text) else text


# Writing -----------------------------------------------------------------------------------

# What may stand without quotes: it starts with a letter or digit, and holds nothing that YAML
# reads as a mark. Everything else is quoted as JSON quotes it, which is YAML as well.
_BARE = re.compile(
    r"[^\W_](?:[^:#\[\]{}\"'`,&*!|>%@\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*[^\W_.)])?[.)]?"
)
_ESCAPED = re.compile(r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
# YAML 1.1 words of other readers, quoted so that no tool mistakes them.
_MISTAKEN = re.compile(
    r"(?i:y|n|yes|no|on|off|true|false|null|nan|inf)|[-+.\d][-+.\d_:eExXoO]*", re.ASCII
)
_DATE = re.compile(r"\d{4}(?:-\d\d){1,2}")
_WIDTH = 96


def write_yaml(document: Mapping[str, Any]) -> str:
    """The document as YAML, always the same for the same document; ``read_yaml`` gives it back."""
    return "\n".join(_mapping_lines(document, 0)) + "\n"


def _mapping_lines(mapping: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, value in mapping.items():
        yield from _entry(f"{' ' * indent}{_scalar(key)}:", value, indent + 2)


def _entry(head: str, value: Any, indent: int) -> Iterator[str]:
    """``head`` with its value on the same line where it is short, else below it."""
    flow = _flow(value)
    if flow is not None and (not isinstance(value, list) or len(head) + len(flow) < _WIDTH):
        yield f"{head} {flow}"
        return
    yield head
    if isinstance(value, Mapping):
        yield from _mapping_lines(value, indent)
    else:
        yield from _sequence_lines(value, indent)


def _sequence_lines(values: Sequence[Any], indent: int) -> Iterator[str]:
    for value in values:
        flow = _flow(value)
        if flow is not None:
            yield f"{' ' * indent}- {flow}"
            continue
        inner = indent + 2
        below = (
            _mapping_lines(value, inner)
            if isinstance(value, Mapping)
            else _sequence_lines(value, inner)
        )
        first, *rest = list(below)
        yield f"{' ' * indent}- {first.lstrip(' ')}"
        yield from rest


def _flow(value: Any) -> str | None:
    """The value on one line: scalars, lists of them, and what is empty."""
    if isinstance(value, Mapping):
        return None if value else "{}"
    if not isinstance(value, list | tuple):
        return _scalar(value)
    inner = [_flow(each) for each in value]
    if any(each is None or len(each) > _WIDTH // 2 for each in inner):
        return None
    return f"[{', '.join(each for each in inner if each is not None)}]"


def _scalar(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return text if _is_bare(text) else _quoted(text)


def _is_bare(text: str) -> bool:
    if _DATE.fullmatch(text):
        return True
    return _BARE.fullmatch(text) is not None and _MISTAKEN.fullmatch(text) is None


def _quoted(text: str) -> str:
    plain = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", plain)
