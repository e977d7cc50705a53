"""A page as a reader meets it: its structure, its words, its forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

from werkzeug.datastructures import MultiDict

_VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})
_SILENT = frozenset({"submit", "button", "hidden"})


@dataclass
class Form:
    """A form with its address and its hidden fields."""

    action: str
    id: str
    hidden: list[tuple[str, str]] = field(default_factory=list)

    def with_answers(self, **told: str | list[str]) -> MultiDict[str, str]:
        """What a browser would send; underscores in names stand for hyphens."""
        pairs = list(self.hidden)
        for name, value in told.items():
            values = value if isinstance(value, list) else [value]
            pairs += [(name.replace("_", "-"), each) for each in values]
        return MultiDict(pairs)


class Reading(HTMLParser):
    """What a page holds; ``faults`` are breaks of the rules that every page keeps."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.attributes: dict[str, dict[str, str | None]] = {}
        self.title, self.words = "", ""
        self.headings: list[tuple[int, str]] = []
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self._labels: set[str] = set()
        self._fields: list[str] = []
        self._described: list[str] = []
        self.feed(html)
        self.close()
        self._finish(html)

    @property
    def h1(self) -> str:
        """The heading of the page."""
        return next((text for level, text in self.headings if level == 1), "")

    def form(self, key: str = "question") -> Form:
        """A form by its id or address."""
        return next(form for form in self.forms if key in (form.id, form.action))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self._look(tag, told)
        if tag == "html":
            self.attributes["html"] = told
        if tag == "form":
            self.forms.append(Form(told.get("action") or "", told.get("id") or ""))
        if tag == "a":
            self.links.append(told.get("href") or "")
        if tag in {"h1", "h2", "h3"}:
            self.headings.append((int(tag[1]), ""))
        if tag not in _VOID:
            self._open.append((tag, told))

    def _look(self, tag: str, told: dict[str, str | None]) -> None:
        if told.get("id"):
            self.ids.append(str(told["id"]))
        if "style" in told or any(name.startswith("on") for name in told):
            self.faults.append(f"<{tag}> carries a style or a script")
        if tag in {"script", "style", "img"}:
            self.faults.append(f"there is a <{tag}>")
        if tag == "label":
            self._labels.add(told.get("for") or "")
        if tag in {"input", "select", "textarea"}:
            self._field(told)
        for name in ("aria-describedby", "aria-labelledby"):
            self._described.extend((told.get(name) or "").split())

    def _field(self, told: dict[str, str | None]) -> None:
        if told.get("type") == "hidden":
            self.forms[-1].hidden.append((told["name"] or "", told.get("value") or ""))
        elif told.get("type") not in _SILENT:
            self._fields.append(told.get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            self.faults.append(f"</{tag}> closes nothing")
        else:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if "title" in tags:
            self.title += data
        else:
            self.words += data
        if self.headings and any(tag in {"h1", "h2", "h3"} for tag in tags):
            level, text = self.headings[-1]
            self.headings[-1] = (level, text + data)

    def _finish(self, html: str) -> None:
        self.words = " ".join(self.words.split())
        self.headings = [(level, " ".join(text.split())) for level, text in self.headings]
        page = self.attributes.get("html", {})
        checks = {
            "it does not begin with a doctype": not html.startswith("<!doctype html>"),
            "something stays open": bool(self._open),
            "lang is missing": not page.get("lang"),
            "dir is missing": page.get("dir") not in {"ltr", "rtl"},
            "there is not one h1": [level for level, _ in self.headings].count(1) != 1,
            "the title does not hold the h1": self.h1 not in " ".join(self.title.split()),
            "an id stands twice": len(self.ids) != len(set(self.ids)),
            "a field has no label": not set(self._fields) <= self._labels,
            "a description is missing": not set(self._described) <= set(self.ids),
            "a label points to nothing": not self._labels <= set(self.ids),
            "it weighs over 60 KB": len(html.encode()) > 60 * 1024,
        }
        self.faults += [fault for fault, broken in checks.items() if broken]
