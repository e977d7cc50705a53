"""The paper of a statement: an HTML page that reads alone, and the same page as a tagged PDF.

WeasyPrint needs libraries and fonts of the system, so it is loaded on the first PDF only; what
lacks then is named with the command that mends it. The PDF aims at PDF/UA-1: it is tagged, titled
and has its language set, page heads are artifacts, and the text layer is checked by tests. No
outside checker has confirmed it, so it carries no mark of conformance.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from registry.errors import Unavailable
from registry.issuing.blocks import LABELS, Paper, paper, printed
from registry.issuing.canonical import canonical
from registry.issuing.code import qr_svg
from registry.issuing.finishing import finisher
from registry.issuing.transcript import transcribe
from registry.paths import TEMPLATES
from registry.statements.statement import Statement
from registry.values.language import direction
from registry.values.speech import speech

MEND = "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-noto-core"
_RELATIONSHIPS = {"statement.json": "Source", "transcript.txt": "Alternative"}
_MAKER = "Mobility Registry"
_FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".local/share/fonts",
    Path.home() / ".fonts",
    Path("/Library/Fonts"),
)
# The faces that the style sheet names. Arabic takes its brackets from Noto Sans Display: a glyph
# keeps one character in the text layer, and brackets of Arabic are drawn with their mirror image.
# The others serve titles in their original script where they are installed.
_NEEDED_FONTS = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoNaskhArabic-Regular.ttf",
    "NotoNaskhArabic-Bold.ttf",
    "NotoSansDisplay-Regular.ttf",
    "NotoSansDisplay-Bold.ttf",
    "NotoSansMath-Regular.ttf",
)
_OTHER_FONTS = (
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansBengali-Regular.ttf",
    "NotoSansSinhala-Regular.ttf",
    "NotoSansTamil-Regular.ttf",
    "NotoSansThai-Regular.ttf",
    "NotoSansEthiopic-Regular.ttf",
    "NotoSansGeorgian-Regular.ttf",
    "NotoSansArmenian-Regular.ttf",
)


@dataclass(frozen=True, slots=True)
class Missing:
    """A part of the machine that papers need: what it is, why, and the command that mends it."""

    name: str
    why: str
    mend: str


# HTML ------------------------------------------------------------------------------------------


def render_html(statement: Statement, code: str, language: str, base_url: str) -> str:
    """The paper as one HTML file: nothing in it is fetched from elsewhere."""
    return _html(paper(statement, code, language, base_url), style=_style())


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / "papers"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=False,
    )
    environment.globals["direction"] = direction
    return environment


@cache
def _style() -> str:
    return (TEMPLATES / "papers" / "paper.css").read_text(encoding="utf-8")


def _html(content: Paper, *, style: str) -> str:
    return (
        _environment()
        .get_template("information.html")
        .render(
            paper=content,
            maker=_MAKER,
            style=Markup(style),  # noqa: S704  our own style sheet
            page_numbers=Markup(_page_numbers(content)),  # noqa: S704  escaped where it is made
            qr=Markup(qr_svg(content.address, title=content.qr_title)),  # noqa: S704  segno escapes
        )
    )


def _page_numbers(content: Paper) -> str:
    """``Page x of y`` as generated content, which is no part of the text."""
    said = content.page.replace("\\", "").replace('"', "").replace("<", "")
    counted = said.replace("{page}", '" counter(page) "').replace("{pages}", '" counter(pages) "')
    return f'@page {{ @bottom-center {{ content: "{counted}"; direction: {content.direction} }} }}'


# PDF -------------------------------------------------------------------------------------------


def render_pdf(statement: Statement, code: str, language: str, base_url: str) -> bytes:
    """The paper as PDF; the same statement, code, language and address give the same bytes."""
    engine = _engine()
    content = paper(statement, code, language, base_url)
    with engine.lock, _without_collector():
        return engine.write(
            _html(printed(content, _printable(language)), style=""),
            content,
            canonical(statement.document),
        )


def missing_parts() -> list[Missing]:
    """What this machine lacks to print papers; empty where nothing does."""
    missing = []
    try:
        from weasyprint.text.ffi import harfbuzz_subset
    except (ImportError, OSError) as error:
        missing.append(Missing("pango", f"The paper cannot be set without it: {error}", MEND))
    else:
        if not harfbuzz_subset:
            missing.append(
                Missing(
                    "harfbuzz-subset",
                    "Without it a paper takes seconds instead of a fraction of one.",
                    MEND,
                )
            )
    lacking = [name for name in _NEEDED_FONTS if name not in _fonts()]
    if lacking:
        missing.append(Missing("fonts", f"The paper is set in them: {', '.join(lacking)}.", MEND))
    return missing


def unprintable(text: str) -> frozenset[str]:
    """The characters of ``text`` that no font of the paper has a glyph for."""
    known = _coverage()
    return frozenset(c for c in text if ord(c) not in known and not c.isspace())


def _printable(language: str) -> Callable[[str], str]:
    """A change that says how many characters cannot be printed, where empty boxes would stand."""
    said = speech(language).message(LABELS["no-glyphs"])

    def change(text: str) -> str:
        lacking = unprintable(text)
        if not lacking:
            return text
        kept, count = [], 0
        for character in text:
            if character in lacking:
                count += 1
                continue
            if count:
                kept.append(said.format(count=count))
                count = 0
            kept.append(character)
        return "".join(kept) + (said.format(count=count) if count else "")

    return change


@cache
def _fonts() -> Mapping[str, Path]:
    """The faces of the style sheet that are installed, by file name."""
    wanted = {*_NEEDED_FONTS, *_OTHER_FONTS}
    found: dict[str, Path] = {}
    for folder in _FONT_FOLDERS:
        for file in sorted(folder.rglob("Noto*.ttf")) if folder.is_dir() else ():
            if file.name in wanted:
                found.setdefault(file.name, file)
    return found


@cache
def _coverage() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    known: set[int] = set()
    for file in _fonts().values():
        with TTFont(file, lazy=True) as face:
            known.update(face.getBestCmap())
    return frozenset(known)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Setting a page makes many objects and no garbage worth looking for meanwhile."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class _Engine:
    """WeasyPrint with what every paper shares: fonts as found, and the style sheet as parsed.

    Pango's font maps are not made for two threads, hence the lock.
    """

    def __init__(self) -> None:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        self.lock = threading.Lock()
        self._weasyprint = weasyprint
        self._fonts = FontConfiguration()
        self._nothing = weasyprint.urls.URLFetcher(allowed_protocols=())
        self._style = weasyprint.CSS(string=_style(), font_config=self._fonts)

    def write(self, html: str, content: Paper, document: bytes) -> bytes:
        page = self._weasyprint.HTML(string=html, url_fetcher=self._nothing)
        written: bytes = page.write_pdf(
            stylesheets=[self._style],
            font_config=self._fonts,
            attachments=self._attachments(content, document),
            pdf_identifier=f"{content.serial}-{content.language}".encode(),
            pdf_tags=True,
            finisher=finisher(_RELATIONSHIPS),
        )
        return written

    def _attachments(self, content: Paper, document: bytes) -> list[Any]:
        made = datetime.combine(content.made_on, time(), tzinfo=UTC)
        files = (
            ("statement.json", document, "The statement as a document (RFC 8785)"),
            ("transcript.txt", transcribe(content).encode(), "The words of this paper (UTF-8)"),
        )
        return [
            self._weasyprint.Attachment(
                file_obj=BytesIO(data),
                name=name,
                description=description,
                created=made,
                modified=made,
            )
            for name, data, description in files
        ]


@cache
def _engine() -> _Engine:
    """The engine, made on the first PDF; without its libraries the way to mend it is told."""
    missing = missing_parts()
    if missing:
        names = ", ".join(part.name for part in missing)
        raise Unavailable(
            f"This machine cannot print papers: {names} missing.",
            hint=f"Run: {MEND}",
        )
    return _Engine()
