"""What the forms of the desk share: errors at their fields, and where to go on."""

from __future__ import annotations

from flask import Request

from registry.errors import InvalidDocument, RegistryError
from registry.web.identity import local


def at_fields(error: RegistryError, otherwise: str) -> dict[str, str]:
    """The sentences of an error by field; what names no field stands at ``otherwise``."""
    if isinstance(error, InvalidDocument) and error.problems:
        return {pointer.strip("/"): said[0] for pointer, said in error.problems.items()}
    return {otherwise: error.sentence}


def going_on(asked: Request) -> str:
    """Where somebody was going when they were asked to sign in."""
    return local(asked.values.get("next", "") or "/desk")
