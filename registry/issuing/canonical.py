"""The one byte form of a document: JSON Canonicalization Scheme (RFC 8785)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import rfc8785


def canonical(document: Mapping[str, Any]) -> bytes:
    """The bytes that are hashed; equal documents have equal bytes."""
    return rfc8785.dumps(dict(document))
