"""A template with its words: what every page needs to know of the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Request, Response, request
from jinja2 import Environment
from markupsafe import Markup, escape

from registry.actions.open_register import Register
from registry.paths import STATIC
from registry.values.dates import NotADate
from registry.values.language import OFFERED, Labels, best, direction
from registry.values.speech import Speech, speech
from registry.web import csrf
from registry.web.identity import visitor_of
from registry.web.language import chosen, remember, suggested
from registry.web.pages.days import written_day

LANGUAGE_NAMES = {"en": "English", "ar": "العربية"}
_SUGGESTIONS = {
    "en": "This page can be read in English.",
    "ar": "يمكن قراءة هذه الصفحة بالعربية.",
}
# A run of Latin script inside right-to-left text, with the digits and signs that belong to it.
_LATIN = re.compile(r"[A-Za-zÀ-ɏ](?:[^\u0590-\u08ff\u200f]*[A-Za-zÀ-ɏ0-9)])?")

_HIDDEN = Markup('<input type="hidden" name="{}" value="{}">')


def fill(text: str, /, **values: Any) -> Markup:
    """A message with its values, each escaped; a value that is markup stays markup."""
    return Markup(escape(text)).format(**values)  # noqa: S704  the message is escaped


def mixed(text: str | None, running: str) -> Markup:
    """A text whose Latin runs are set apart where the page runs right to left."""
    if not text:
        return Markup()
    if running != "rtl":
        return Markup(escape(text))  # noqa: S704  escaped
    pieces, end = [], 0
    for run in _LATIN.finditer(text):
        latin = _balanced(run.group())
        pieces.append(escape(text[end : run.start()]))
        pieces.append(ltr(latin))
        end = run.start() + len(latin)
    pieces.append(escape(text[end:]))
    return Markup().join(pieces)


def _balanced(run: str) -> str:
    """A run without brackets at its end that were opened before it."""
    while run.endswith(")") and run.count(")") > run.count("("):
        run = run[:-1]
    return run


def ltr(text: str) -> Markup:
    """A code, a number of many parts or a Latin run: it reads left to right on every page."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)


def data(text: str | None, language: str = "en", page: str = "en") -> Markup:
    """A text of the data in its own language, marked where the page is in another."""
    if not text:
        return Markup()
    if language == page or not language:
        return Markup(escape(text))  # noqa: S704  escaped
    return Markup('<bdi lang="{}" dir="{}">{}</bdi>').format(language, direction(language), text)


def named(labels: Labels, page: str) -> Markup:
    """A name in the reader's language, else in another one, marked as such."""
    language, text = best(labels, page)
    return data(text, language, page)


def _written(text: str, spoken: Speech) -> str | Markup:
    """A day as a document writes it, in words; what is no day stays as it is written."""
    try:
        return written_day(text, spoken)
    except NotADate:
        return ltr(text)


def apart(text: str | Markup) -> Markup:
    """A value that keeps its own direction where it stands inside a sentence."""
    return Markup("<bdi>{}</bdi>").format(text)


def same_address(asked: Request, language: str) -> str:
    """This page in another language, its other parameters kept."""
    kept = [(k, v) for k, v in asked.args.items(multi=True) if k != "lang"]
    return f"{asked.path}?{urlencode([*kept, ('lang', language)])}"


@dataclass(frozen=True)
class Renderer:
    """Makes pages; ``words_for`` holds what is the same for every page in a language."""

    environment: Environment
    register: Register
    words_for: dict[str, dict[str, Any]]

    @property
    def speech(self) -> Speech:
        """The reader's language."""
        return speech(chosen(request))

    def text(self, template: str, /, **values: Any) -> str:
        """A page as text."""
        language = chosen(request)
        words = self.words_for[language]
        other = words["other_language"]
        wanted = suggested(request, language)
        visitor = visitor_of(request)
        return self.environment.get_template(template).render(
            words,
            switch_address="/" if request.method == "POST" else same_address(request, other),
            suggestion=wanted,
            suggestion_words=_SUGGESTIONS.get(wanted or "", ""),
            someone=visitor.actor,
            form_mark=lambda: _HIDDEN.format(csrf.FIELD, visitor.form_mark()),
            **values,
        )

    def page(self, template: str, status: int = 200, /, **values: Any) -> Response:
        """A page as an answer."""
        return self.answer(self.text(template, **values), status)

    def answer(self, text: str, status: int = 200) -> Response:
        """A rendered page as an answer; a language that was asked for is remembered."""
        answer = Response(text, status, content_type="text/html; charset=utf-8")
        answer.headers["Vary"] = "Cookie, Accept-Language"
        secure = self.register.settings.base_url.startswith("https:")
        remember(request, answer, secure=secure)
        return answer


def renderer(app: Flask, register: Register) -> Renderer:
    """Give the application's templates their filters, and each language its words."""
    environment = app.jinja_env
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.auto_reload = False
    environment.filters["fill"] = fill
    digest = sha256((STATIC / "style.css").read_bytes()).hexdigest()[:12]
    shared = {"stylesheet": f"/static/style.css?v={digest}"}
    words = {language: {**shared, **_words(speech(language), language)} for language in OFFERED}
    return Renderer(environment, register, words)


def _words(spoken: Speech, language: str) -> dict[str, Any]:
    other = next(each for each in OFFERED if each != language)
    running = direction(language)
    say: Callable[[str], str] = spoken.message
    return {
        "_": say,
        "country": spoken.country,
        "date": spoken.day,
        "day_written": lambda text: _written(str(text), spoken),
        "ltr": ltr,
        "mixed": lambda text: mixed(text, running),
        "data": lambda text, own="en": data(text, own, language),
        "named": lambda labels: named(labels, language),
        "language": language,
        "direction": running,
        "other_language": other,
        "other_direction": direction(other),
        "other_language_name": LANGUAGE_NAMES[other],
    }
