"""Whatever the register says in its own words, it can say in every language that it offers."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from registry.issuing.blocks import LABELS
from registry.paths import LOCALE, PACKAGE, TEMPLATES
from registry.statements import wording
from registry.values.evidence import Confidence
from registry.values.language import OFFERED
from registry.values.speech import read_messages
from registry.web.pages import corridors
from registry.web.pages.words import every_word

LANGUAGES = tuple(language for language in OFFERED if language != "en")
# Under these names a message is asked for: in templates, in pages and commands, in pages.
SAYS = frozenset({"_", "message", "say"})
# The register's own name stays as it is, and so does what only arranges values.
SAME_IN_ALL = frozenset({"Mobility Registry"})
LEGAL = "unreviewed translation; the English text prevails"
VOWEL_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
DIRECTION_MARKS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def of_wording() -> Iterator[str]:
    """Sentences, outcomes, headlines, verdicts, criteria, grades and limits."""
    for name, value in vars(wording).items():
        if name.isupper():
            yield from _texts(value)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from value.values()
    else:
        yield from value


def of_lists() -> Iterator[str]:
    """Words that are looked up by a code: the paper's labels, the pages' words, confidences."""
    yield from LABELS.values()
    yield from every_word()
    yield from corridors._VIA.values()
    yield from (each.value for each in Confidence)


def of_templates() -> Iterator[str]:
    """``_("...")`` in templates."""
    environment = Environment(autoescape=True)
    for path in sorted(TEMPLATES.rglob("*.html")):
        for call in environment.parse(path.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name in SAYS and call.args:
                yield from _chosen(call.args[0])


def _chosen(told: nodes.Expr) -> Iterator[str]:
    """The texts that an argument can be: one, or one of two."""
    if isinstance(told, nodes.CondExpr):
        for each in (told.expr1, told.expr2):
            if each is not None:
                yield from _chosen(each)
    elif isinstance(told, nodes.Const) and isinstance(told.value, str):
        yield told.value


def of_code() -> Iterator[str]:
    """``message("...")`` and ``message(WORDS[code])`` in our own code, and their short names."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and _name(node.func) in SAYS:
                yield from _said(node.args[0], module.removesuffix(".__init__"))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _said(told: ast.expr, module: str) -> Iterator[str]:
    if isinstance(told, ast.IfExp):
        yield from _said(told.body, module)
        yield from _said(told.orelse, module)
    elif isinstance(told, ast.Constant) and isinstance(told.value, str):
        yield told.value
    elif isinstance(told, ast.Subscript) and isinstance(told.value, ast.Name):
        words = getattr(import_module(module), told.value.id, None)
        yield from words.values() if isinstance(words, Mapping) else ()


SOURCES = {
    "wording": of_wording,
    "lists": of_lists,
    "templates": of_templates,
    "code": of_code,
}


def catalogue(language: str) -> Catalog:
    """The catalogue as it stands in the repository."""
    with path_of(language).open("rb") as stream:
        return read_po(stream)


def path_of(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALE / f"{language}.po"


def entries(language: str) -> dict[str, str]:
    """What is translated, by the English text; unreviewed (``fuzzy``) entries are left out."""
    return read_messages(path_of(language))


def placeholders(text: str) -> Counter[str]:
    """The names that a message leaves open, each as often as it stands there."""
    return Counter(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def offending(marks: re.Pattern[str], texts: Iterable[str]) -> list[str]:
    """The texts in which one of the marks stands."""
    return [text for text in texts if marks.search(text)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(SOURCES))
def test_every_message_has_a_translation(kind: str, language: str) -> None:
    asked = set(SOURCES[kind]())
    translated = entries(language)
    assert asked or kind == "code"
    assert sorted(text for text in asked if not translated.get(text, "").strip()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_leaves_open_what_the_message_leaves_open(language: str) -> None:
    broken = {
        text: translated
        for text, translated in entries(language).items()
        if placeholders(text) != placeholders(translated)
    }
    assert broken == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_not_the_english_text(language: str) -> None:
    """What holds no word but names of values may stay; a brand stays by its name."""
    same = {text for text, translated in entries(language).items() if text == translated}
    worded = {text for text in same if re.search(r"[A-Za-z]", re.sub(r"\{\w+\}", "", text))}
    assert worded <= SAME_IN_ALL


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_left_over(language: str) -> None:
    asked = {text for source in SOURCES.values() for text in source()}
    known = {str(message.id) for message in catalogue(language) if message.id}
    assert sorted(known - asked) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_names_its_language_and_holds_nothing_half_done(language: str) -> None:
    held = catalogue(language)
    assert str(held.locale) == language
    assert [str(message.id) for message in held if message.id and message.fuzzy] == []
    assert dict(held.obsolete) == {}


def test_arabic_stands_without_vowel_marks_and_stretching() -> None:
    """The text layer of a PDF is exact only without them."""
    assert offending(VOWEL_MARKS, entries("ar").values()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_direction_is_never_steered_by_hidden_characters(language: str) -> None:
    """Direction is told by markup; hidden characters travel into copies and searches."""
    assert offending(DIRECTION_MARKS, entries(language).values()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_translation_of_legal_wording_is_marked_as_unreviewed(language: str) -> None:
    marked = {str(m.id) for m in catalogue(language) if LEGAL in m.user_comments}
    legal = {text for text in of_wording() if re.search(r"[A-Za-z]", text)}
    assert sorted(legal - marked) == []
