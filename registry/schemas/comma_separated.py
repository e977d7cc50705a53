"""Tables as comma-separated values (RFC 4180) that a spreadsheet can open without harm."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BOM = b"\xef\xbb\xbf"


def comma_separated(rows: Iterable[Sequence[Any]], *, bom: bool = False) -> bytes:
    """Rows in UTF-8; with ``bom`` some spreadsheets need no question about the encoding."""
    text = StringIO(newline="")
    csv.writer(text).writerows([_harmless(cell) for cell in row] for row in rows)
    return (BOM if bom else b"") + text.getvalue().encode()


def _harmless(cell: Any) -> Any:
    """A text that would be read as a formula begins with an apostrophe; numbers stay.

    >>> _harmless("=1+1"), _harmless(-1), _harmless("isco:2221")
    ("'=1+1", -1, 'isco:2221')
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
