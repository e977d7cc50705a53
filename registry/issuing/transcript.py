"""A paper as plain text: every sentence that is printed, in the same order."""

from __future__ import annotations

from collections.abc import Iterator

from registry.issuing.blocks import Block, Group, Kind, Paper, Section, Shape, paper, plain
from registry.statements.statement import Statement

_INDENT = "    "


def transcript(statement: Statement, code: str, language: str, base_url: str) -> str:
    """The text of a statement's paper in one language, ready to be read aloud or searched."""
    return transcribe(paper(statement, code, language, base_url))


def transcribe(content: Paper) -> str:
    """The text of a paper; page heads and page numbers are left out."""
    return "\n\n".join("\n".join(_section(section)) for section in content.sections) + "\n"


def _section(section: Section) -> Iterator[str]:
    if section.heading:
        yield plain(section.heading)
        yield ""
    for at, group in enumerate(section.groups):
        if at:
            yield ""
        yield from _group(group)


def _group(group: Group) -> Iterator[str]:
    for number, block in enumerate(group.blocks, start=1):
        yield from _block(block, f"{number}. " if group.shape is Shape.STEPS else "")


def _block(block: Block, mark: str) -> Iterator[str]:
    first, *rest = (plain(text) for text in block.texts)
    yield ("• " if block.kind is Kind.ITEM else mark) + first
    for text in rest:
        yield _INDENT + text
