"""A source as documents tell it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from registry.values.evidence import Source


def dump_source(source: Source) -> dict[str, str]:
    """Where a fact was found."""
    return {
        "text": source.text,
        "confidence": source.confidence.value,
        **({"address": source.address} if source.address else {}),
        **({"as_of": source.as_of} if source.as_of else {}),
    }


def dump_cited(cited: Mapping[Source, Iterable[str]]) -> list[dict[str, Any]]:
    """Sources with the facts that each tells by itself; ``for`` is empty for the rest."""
    return [{**dump_source(source), "for": [*facts]} for source, facts in cited.items()]
