"""Marks on forms: what is sent in somebody's name was shown to them by this site."""

from __future__ import annotations

import hmac
from enum import Enum

from registry.storage.sealing import marked

FIELD = "form-mark"
_PURPOSE = "form marks"
_NOBODY = "-"


class Mark(Enum):
    """What a mark on a form says."""

    OWN = "of this session"
    VISIT = "of a visit without a session"
    STALE = "genuine, of another session"
    NONE = "missing or made by somebody else"


def of_session(key: bytes, account: str, session: str) -> str:
    """The mark on every form of a session."""
    return _signed(key, account, session)


def of_visit(key: bytes, visit: str) -> str:
    """The mark on forms that are shown before anybody signs in."""
    return _signed(key, _NOBODY, marked(key, "visits", visit)[:32])


def read(key: bytes, mark: str, *, session: str | None, visit: str | None) -> tuple[Mark, str]:
    """What a mark says, and the account that its form was shown to."""
    account, _, rest = mark.partition(".")
    shown_in, _, _ = rest.partition(".")
    if not hmac.compare_digest(mark.encode(), _signed(key, account, shown_in).encode()):
        return Mark.NONE, ""
    if account == _NOBODY:
        own = visit is not None and mark == of_visit(key, visit)
        return (Mark.VISIT if own else Mark.NONE), ""
    return (Mark.OWN if shown_in == session else Mark.STALE), account


def _signed(key: bytes, account: str, shown_in: str) -> str:
    return f"{account}.{shown_in}.{marked(key, _PURPOSE, f'{account}.{shown_in}')}"
