"""Texts that go into the cells of a table, and come back from one as they went."""

from __future__ import annotations

# A spreadsheet runs what starts with one of these as a formula.
_STARTS = ("=", "+", "-", "@")


def cell_fault(text: str) -> str:
    """What is wrong with a text that is to stand in one cell; empty where nothing is.

    >>> cell_fault("=1+1")
    'starts like a formula of a spreadsheet'
    >>> cell_fault("Agreement of 2024, Article 3")
    ''
    """
    if text.startswith(_STARTS):
        return "starts like a formula of a spreadsheet"
    if not text.isprintable():
        return "holds a line break, a tab or another sign that cannot be seen"
    return "begins or ends with a space" if text != text.strip() else ""
