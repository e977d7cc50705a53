"""A rule on what recruitment may cost, as answer and corridor pages show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from registry.statements.wording import FEE_KINDS
from registry.values.dates import parse_date
from registry.values.speech import Speech
from registry.web.pages.days import vague_day


def shown_fee(rule: Mapping[str, Any], speech: Speech) -> dict[str, Any]:
    """A rule's document with place, kind and first day in words."""
    return {
        **rule,
        "place": speech.country(rule["place"]),
        "kind": speech.message(FEE_KINDS[rule["kind"]]),
        "tone": "met" if rule["kind"] == "prohibited" else "partly",
        "first": vague_day(parse_date(rule["from"]), speech) if rule["from"] else "",
    }
