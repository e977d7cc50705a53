"""``/handbook``: the manual, written in Markdown and served by the product itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from flask import Blueprint, Flask, Response
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from registry.errors import NotOnRegister
from registry.paths import HANDBOOK
from registry.values.identifiers import is_slug
from registry.web.pages.rendering import Renderer

_UNSAID = re.compile(r"[^\w\s-]")
_SPACES = re.compile(r"[\s_]+")
_PAGE_LINK = re.compile(r"(?:\./)?([a-z0-9-]+)\.md(#.*)?\Z")
_FIRST = "index"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the handbook: its title, its headings as (id, text), and its text."""

    name: str
    title: str
    headings: tuple[tuple[str, str], ...]
    text: Markup


def add(app: Flask, render: Renderer) -> None:
    """The chapters that are written; others are not found."""
    room = Blueprint("handbook", __name__, url_prefix="/handbook")

    def shown(name: str) -> Response:
        chapter = _chapter(name)
        return render.page(
            "handbook/chapter.html",
            section="handbook",
            chapter=chapter,
            chapters=_contents(),
        )

    @room.get("")
    def first() -> Response:
        if (HANDBOOK / f"{_FIRST}.md").is_file():
            return shown(_FIRST)
        return render.page("handbook/contents.html", section="handbook", chapters=_contents())

    @room.get("/<name>")
    def chapter(name: str) -> Response:
        return shown(name)

    app.register_blueprint(room)


def _contents() -> list[tuple[str, str]]:
    """Name and title of every chapter, in the order of their names."""
    names = sorted(path.stem for path in HANDBOOK.glob("*.md") if path.stem != _FIRST)
    return [(name, _chapter(name).title) for name in names]


def _chapter(name: str) -> Chapter:
    path = HANDBOOK / f"{name}.md"
    if not is_slug(name) or not path.is_file():
        raise NotOnRegister(
            f"The handbook has no page {name[:60]!r}.", hint="See /handbook for the pages it has."
        )
    return _read(path, path.stat().st_mtime_ns)


@cache
def _read(path: Path, _: int) -> Chapter:
    """A chapter as it is on disk; it is read anew when the file changes."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(path.read_text(encoding="utf-8"))
    title, rest = _title(tokens, path.stem)
    headings = tuple(_name_headings(rest))
    _point_links(rest)
    text = Markup(parser.renderer.render(rest, parser.options, {}))  # noqa: S704  our own files, raw HTML is off
    return Chapter(path.stem, title, headings, text)


def _title(tokens: list[Token], name: str) -> tuple[str, list[Token]]:
    """The first heading is the page's own; the rest is its text."""
    if tokens and tokens[0].type == "heading_open" and tokens[0].tag == "h1":
        return tokens[1].content, tokens[3:]
    return name.replace("-", " ").capitalize(), tokens


def slug_of(heading: str, taken: Mapping[str, object]) -> str:
    """The id of a heading, as it is linked to.

    >>> slug_of("Where data lies", {}), slug_of("`REGISTRY_HOME`", {})
    ('where-data-lies', 'registry-home')
    """
    plain = _SPACES.sub("-", _UNSAID.sub("", heading).strip().lower()) or "section"
    number = 1
    slug = plain
    while slug in taken:
        number += 1
        slug = f"{plain}-{number}"
    return slug


def _name_headings(tokens: list[Token]) -> list[tuple[str, str]]:
    taken: dict[str, str] = {}
    shown: list[tuple[str, str]] = []
    for opened, inline in pairwise(tokens):
        if opened.type == "heading_open":
            text = inline.content.replace("`", "")
            slug = slug_of(inline.content, taken)
            taken[slug] = text
            opened.attrSet("id", slug)
            if opened.tag == "h2":
                shown.append((slug, text))
    return shown


def _point_links(tokens: list[Token]) -> None:
    """Links between the files become links between the pages."""
    for token in tokens:
        for child in token.children or ():
            found = _PAGE_LINK.match(str(child.attrGet("href") or ""))
            if found:
                child.attrSet("href", f"/handbook/{found.group(1)}{found.group(2) or ''}")
