"""A source as documents tell it."""

from __future__ import annotations

from registry.values.evidence import Source


def dump_source(source: Source) -> dict[str, str]:
    """Where a fact was found."""
    return {
        "text": source.text,
        "confidence": source.confidence.value,
        **({"address": source.address} if source.address else {}),
        **({"as_of": source.as_of} if source.as_of else {}),
    }
