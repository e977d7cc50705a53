"""What the forms of the desk share: errors at their fields, and where to go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Request

from registry.errors import InvalidDocument, RegistryError
from registry.storage.account_events import Happened
from registry.storage.accounts import Account
from registry.values.countries import is_party
from registry.values.moments import read
from registry.values.people import Grant
from registry.values.speech import Speech
from registry.web.identity import local
from registry.web.pages.desk_words import EVENTS, ROLE_NAMES


def at_fields(error: RegistryError, otherwise: str) -> dict[str, str]:
    """The sentences of an error by field; what names no field stands at ``otherwise``."""
    if isinstance(error, InvalidDocument) and error.problems:
        return {pointer.strip("/"): said[0] for pointer, said in error.problems.items()}
    return {otherwise: error.sentence}


def going_on(asked: Request) -> str:
    """Where somebody was going when they were asked to sign in."""
    return local(asked.values.get("next", "") or "/desk")


def shown_grants(grants: Iterable[Grant], spoken: Speech) -> list[dict[str, Any]]:
    """Roles with their places in the reader's language, in a steady order."""
    return [
        {
            "role": grant.role,
            "place": grant.place,
            "role_name": ROLE_NAMES[grant.role],
            "place_name": spoken.country(grant.place) if is_party(grant.place) else grant.place,
        }
        for grant in sorted(grants, key=lambda each: (each.role, each.place))
    ]


def shown_events(
    events: Iterable[Happened], named: Mapping[str, Account], spoken: Speech
) -> list[dict[str, Any]]:
    """Entries of the audit in words; whoever is not an account is named as it is."""
    return [
        {
            "day": spoken.day(read(event.at).date()),
            "time": f"{event.at[11:16]} UTC",
            "what": EVENTS[event.what],
            "who": _name(event.account, named),
            "by": "" if event.by == event.account else _name(event.by, named),
            "how": event.how,
            "network": event.network,
        }
        for event in events
    ]


def _name(account: str | None, named: Mapping[str, Account]) -> str:
    known = named.get(account or "")
    return known.name if known else account or ""
