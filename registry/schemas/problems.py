"""What is wrong with a document, as sentences keyed by JSON pointer (RFC 6901)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def pointers(messages: Any) -> dict[str, list[str]]:
    """marshmallow's nested messages as ``{"/parties/0/code": ["…"]}``.

    >>> pointers({"parties": {0: {"code": ["Missing data for required field."]}}})
    {'/parties/0/code': ['Missing data for required field.']}
    """
    problems: dict[str, list[str]] = {}
    for pointer, sentence in _walk(messages, ""):
        problems.setdefault(pointer or "/", []).append(sentence)
    return problems


def _walk(messages: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(messages, Mapping):
        for key, inner in messages.items():
            whole = key == "_schema" or (key == "value" and isinstance(inner, Mapping))
            step = "" if whole else "/" + str(key).replace("~", "~0").replace("/", "~1")
            yield from _walk(inner, pointer + step)
    elif isinstance(messages, list | tuple):
        for inner in messages:
            yield from _walk(inner, pointer)
    else:
        yield pointer, str(messages)
