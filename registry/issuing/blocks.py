"""What an information statement prints, as one list of blocks.

The paper (HTML and PDF) and the transcript both walk this list, so their words and the order of
their words cannot drift apart. Every text is plain: markup that a text may hold is text here.
"""
# ruff: noqa: E501  sentences that are translated stay on one line

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from babel import Locale
from babel.dates import format_date

from registry.issuing.code import address
from registry.statements.statement import Statement
from registry.statements.wording import (
    APPEAL_NOTES,
    CRITERIA,
    FEE_KINDS,
    LANGUAGE_CHECKED,
    facts_said,
    missing,
    verdict_words,
)
from registry.values.dates import NotADate, VagueDate, parse_date
from registry.values.language import direction
from registry.values.speech import Speech, speech

# Every label of the paper itself; the English text is the key of its translation.
LABELS: Mapping[str, str] = MappingProxyType(
    {
        # head and foot of each page
        "register": "Mobility Registry",
        "title": "Information statement",
        "told": "What the person told us; nothing was checked",
        "page": "Page {page} of {pages}",
        "qr": "Square to scan: it opens {address}",
        # what this paper is
        "nature": "This paper is information. It is not a recognition decision, not a licence and not a certificate.",
        "unreviewed": "Unreviewed translation; the English text prevails.",
        "number": "Number",
        "code": "Check code",
        "made-on": "Made on",
        "made-by": "Made by",
        "made-by-machine": "{register} ({address}), by a machine, for a person whose name was not asked. It is not signed.",
        "purpose": "Purpose",
        "regulated-practice": "Work that may need a licence",
        "unregulated-work": "Work that needs no licence",
        "further-study": "Further study",
        "kept-until": "Can be checked until",
        # the answer
        "next-step": "Next step",
        "decides": "Who decides",
        "compared-with": "Compared with",
        "alternative": "Perhaps comparable to",
        "grade": "How sure (A to D)",
        # what was told
        "asked": "What the person told us",
        "asked-note": "Nothing in this list was checked.",
        "qualification": "Qualification",
        "not-on-register": "a qualification that is not on the register",
        "none-named": "none was named",
        "country": "Country of the qualification",
        "unit": "Part of that country",
        "level": "Level, as told",
        "level-of": "{framework}, level {level}",
        "field": "Field, as told",
        "field-code": "ISCED-F code {code}",
        "training-started": "Training began",
        "awarded": "Awarded",
        "awarded-by": "Awarded by",
        "duration": "Length of training, as told",
        "months": "{months} months",
        "occupation-held": "Occupation practised",
        "occupation-code": "ISCO-08 code {code}",
        "skills-told": "Skills told",
        "registered-in": "Registered in",
        "nationality": "Nationality",
        "told-not-kept": "told and used, not kept",
        "experience": "Experience",
        "experience-of": "{occupation}: {months} months",
        "papers": "Papers",
        "papers-told": "{paper}: told, not seen by anybody here",
        "papers-unavailable": "{paper}: cannot be had",
        "papers-name": "{paper}: bears another name",
        "destination": "Destination",
        "target": "Aimed at",
        "as-of": "Law and data as of",
        # kinds of papers
        "paper:identity": "Proof of identity",
        "paper:diploma": "Diploma",
        "paper:registration": "Registration",
        "paper:good-standing": "Certificate of good standing",
        "paper:syllabus": "Syllabus",
        "paper:language": "Language certificate",
        "paper:experience": "Proof of experience",
        "paper:displacement": "Displacement",
        "paper:acquired-rights-certificate": "Certificate of three years of practice in the last five",
        # next steps and findings
        "next": "What to do next",
        "findings": "How this was reached",
        "held": "Yours: {text}",
        "host": "There: {text}",
        "legal-basis": "Legal basis: {text}",
        "source": "Source: {text}",
        "sources": "Sources: {text}",
        "source-as-of": "{text} (as of {day})",
        "source-for": "{facts}: {text}",
        "unverified": "{text} (unverified)",
        # the right to practise
        "right": "The right to practise",
        "no-right": "This statement does not give the right to practise as: {occupation}.",
        "no-right-unnamed": "This statement does not give the right to practise any occupation.",
        "right-by-law": "The provision named above gives the right by law, on what was told here; this paper does not. Register before you start work.",
        "usual-procedure": "The procedure below is the usual one there. The law named in this paper goes before it: the training does not have to be compared anew.",
        "right-free": "The register knows of no licence for this work in {country}. This paper gives no right to enter, to stay or to work.",
        "right-part": "Part of this work is regulated in {country}. Ask the authority before you start.",
        "right-unknown": "Whether this work is regulated in {country} is not known here. Ask before you start.",
        "authority": "Authority",
        "authority-of": "{place}: {authority}",
        "procedure": "Procedure",
        "procedure-steps": "Steps",
        "papers-asked": "Papers asked for",
        "language-asked": "Language asked for",
        "measures": "Usual measures for differences",
        "fee": "Fee",
        "time": "Time",
        "law": "Legal basis",
        "appeal": "If you disagree with the decision",
        "not-known": "Not known here",
        "ask-authority": "{facts}. Ask the authority.",
        "by-unit": "Each part of the country decides in its own way. Ask for its procedure there.",
        # skills
        "skills": "Skills",
        "skills-shown": "Covered, not checked",
        "skills-related": "Of these, related",
        "skills-missing": "Still to be shown",
        "skills-of-group": "{group}: {skills}",
        "prior-learning": "Ways without a paper",
        "prior-learning-note": "Places that look at what you can do. They decide; none of this changes the answer.",
        "prior-learning-route": "{route}. {procedure}. Who offers it: {provider}. Legal basis: {basis}.",
        "others": "Other occupations that your skills fit",
        "others-note": "A search aid, never an answer.",
        "other": "{occupation}: {covered} of {essential} essential skills. {regulated}. {step}",
        "other-regulated:yes": "Regulated there",
        "other-regulated:partly": "Partly regulated there",
        "other-regulated:no": "Not regulated there",
        "other-regulated:unknown": "Whether it is regulated there is not known",
        # law
        "agreements": "Agreements between the two sides",
        "agreements-note": "They stand on that day. Whether one covers this person and this work has to be read in it. The register does not decide which prevails.",
        "agreement-signed": "signed {day}",
        "agreement-in-force": "in force from {day}",
        "agreement-status": "status on {day}: {status}",
        "agreement-status-undated": "status: {status}",
        "status:proposed": "proposed",
        "status:under-negotiation": "under negotiation",
        "status:signed": "signed",
        "status:presumed-in-force": "presumed in force",
        "status:provisionally-applied": "provisionally applied",
        "status:in-force": "in force",
        "status:partly-in-force": "partly in force",
        "status:suspended": "suspended",
        "fees": "What recruitment may cost",
        "fees-note": "Rules of both sides, as far as this register knows them. It does not decide which prevails. Each holds only for those named in it. A rule that forbids charging is no proof that nobody will try.",
        "fees-advice": "Where one rule allows what another forbids, or you are not sure that a rule is for you, ask the labour authorities of both countries before you pay anything.",
        "fee-rule": "{place}: {kind}. Rule: {rule}. For: {scope}. Legal basis: {basis}.",
        "status:not-in-force": "not in force",
        "status:expired": "expired",
        "status:terminated": "terminated",
        "status:superseded": "superseded",
        "status:unknown": "unknown",
        "asks": "Still to be known",
        "asks-note": "Telling us this could settle what is unknown above.",
        "asks-for": "{input} (for {provisions})",
        "input:nationality": "your nationality",
        "input:training_started_on": "the day your training began",
        "input:awarded_on": "the day of the award",
        "input:registered_in": "where you are registered in this occupation",
        "input:destination_unit": "the part of the country where you will work",
        "input:experience": "months of practice in this occupation",
        "input:qualification": "the qualification by its name on this register",
        "input:skills": "the skills that the training gave",
        "input:level": "the level of the qualification",
        "input:target": "the occupation or qualification aimed at",
        # ends
        "limits": "Limits",
        "versions": "Versions of data and rules",
        "version:data": "Data",
        "version:rules": "Rules",
        "version:table": "Decision table",
        "version:template": "Template",
        "verify": "Check this paper",
        "verify-how": "Scan the square at the top of a page, or open this address and type the number and the check code.",
        "verify-says": "The register then tells who made this paper and when, what was only told, what it says, and its standing on that day.",
        "address": "Address",
        "digest": "Digest of the document (SHA-256)",
        "attached": "The PDF carries the document itself (statement.json) and this text (transcript.txt).",
        "languages": "Languages",
        "languages-of": "{languages}. The {language} text prevails.",
        # what the fonts lack
        "no-glyphs": "[{count} characters that cannot be printed here; see the attached transcript]",
    }
)

_TONES: Mapping[str, str] = MappingProxyType(
    {
        "comparable": "met",
        "conditional": "partly",
        "alternative": "partly",
        "partial": "partly",
        "not-comparable": "not-met",
        "insufficient-evidence": "unknown",
    }
)

# Vowel marks and the stretching stroke: orthography allows leaving them out, and the text layer
# of a PDF is only exact without them.
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc]")
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LTR = "A-Za-z\u00c0-\u02af\u0370-\u058f\u0900-\u1fff\u3040-\ud7ff"
_RTL_LETTER, _LTR_LETTER = re.compile(f"[{_RTL}]"), re.compile(f"[{_LTR}]")
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
# What belongs to the word it stands at: a quotation mark before or after, a sign after.
_BEFORE, _AFTER = "'\"‘’“”«»", "'\"‘’“”«»+#%"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text; ``language`` is None where it is the paper's own."""

    text: str
    language: str | None = None


Text = tuple[Span, ...]


class Kind(StrEnum):
    """How a block is set; the order of its texts is the same everywhere."""

    TITLE = "title"
    STRONG = "strong"
    NOTE = "note"
    LEAD = "lead"
    TAG = "tag"
    HEADLINE = "headline"
    PARAGRAPH = "paragraph"
    FACT = "fact"
    STEP = "step"
    ITEM = "item"
    CRITERION = "criterion"
    BECAUSE = "because"
    SIDE = "side"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Block:
    """One sentence, item or labelled fact; a fact has its label and one or more values."""

    kind: Kind
    texts: tuple[Text, ...]
    tone: str = ""


class Shape(StrEnum):
    """What belongs together: it is set as one list, box or entry."""

    PLAIN = "plain"
    ANSWER = "answer"
    FACTS = "facts"
    STEPS = "steps"
    ITEMS = "items"
    FINDING = "finding"
    BOX = "box"


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that are set together."""

    shape: Shape
    blocks: tuple[Block, ...]
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; the first section has none."""

    id: str
    heading: Text | None
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that is printed, in its order; ``head`` is repeated at the top of each page."""

    language: str
    direction: str
    serial: str
    code: str
    address: str
    made_on: date
    title: str
    head: tuple[Text, ...]
    page: str
    qr_title: str
    sections: tuple[Section, ...]


def plain(text: Text) -> str:
    """The characters of a text."""
    return "".join(span.text for span in text)


def clean(text: str) -> str:
    """A text as it is printed: composed, on one line, no control or direction characters."""
    composed = unicodedata.normalize("NFC", _CONTROL.sub("", text))
    return " ".join(_ARABIC_MARKS.sub("", composed).split())


def spans(text: str, language: str) -> Text:
    """A text of the paper's language with what reads the other way set apart.

    >>> [each.text for each in spans("level 6", "en")]
    ['level 6']
    """
    cleaned = clean(text)
    if direction(language) == "ltr":
        return tuple(_set_apart(cleaned, _RTL_LETTER, _LTR_LETTER, "ar"))
    return tuple(_set_apart(cleaned, _LTR_LETTER, _RTL_LETTER, "en"))


def _set_apart(
    text: str, other: re.Pattern[str], own: re.Pattern[str], language: str
) -> Iterator[Span]:
    """Runs of the other direction as spans; digits and signs alone are no run."""
    if text and other.search(text) and not own.search(text):
        yield Span(text, language)
        return
    at = 0
    while found := other.search(text, at):
        start = _start(text, found.start(), at)
        end = _end(text, found.start(), own)
        if start > at:
            yield Span(text[at:start])
        yield Span(text[start:end], language)
        at = end
    if at < len(text):
        yield Span(text[at:])


def _start(text: str, at: int, least: int) -> int:
    """Where the word begins that holds the letter at ``at``, with a digit or quotation mark."""
    while at > least and (text[at - 1].isdigit() or text[at - 1] in "/.-"):
        at -= 1
    while text[at] in "/.-":
        at += 1
    return at - 1 if at > least and text[at - 1] in _BEFORE else at


def _end(text: str, at: int, own: re.Pattern[str]) -> int:
    """Where the run ends: after a letter or digit, with no bracket left open or closed twice."""
    end = at + 1
    closing: list[str] = []
    for place in range(at, len(text)):
        character = text[place]
        if own.match(character) or (character in _CLOSED_BY.values() and not closing):
            break
        if character in _CLOSED_BY:
            closing.append(_CLOSED_BY[character])
        elif closing and character == closing[-1]:
            closing.pop()
            end = place + 1 if not closing else end
        elif not closing and (character.isalnum() or (end == place and character in _AFTER)):
            end = place + 1
    return end


def paper(statement: Statement, code: str, language: str, base_url: str) -> Paper:
    """The paper of a statement in one of its languages."""
    return _Writer(statement, code, language, base_url).paper()


class _Writer:
    """Reads the statement's document and says it, block by block."""

    def __init__(self, statement: Statement, code: str, language: str, base_url: str) -> None:
        self.statement = statement
        self.document = statement.document
        self.answer: Mapping[str, Any] = self.document["answer"]
        self.asked: Mapping[str, Any] = self.document["asked"]
        self.code = code
        self.language = language
        self.base_url = base_url.rstrip("/")
        self.speech: Speech = speech(language)

    # Saying -----------------------------------------------------------------------------------

    def label(self, key: str, **values: str) -> str:
        """A label of the paper in its language."""
        said = self.speech.message(LABELS[key])
        return said.format(**values) if values else said

    def named(self, prefix: str, key: str) -> str:
        """A label for a value of a closed list; a value that has none is shown as it is."""
        known = f"{prefix}:{key}"
        return self.label(known) if known in LABELS else key.replace("_", " ").replace("-", " ")

    def said(self, value: Any) -> str:
        """A text of the document: a string, or a text per language."""
        if isinstance(value, Mapping):
            chosen = value.get(self.language) or value.get(self.document["prevailing_language"])
            return str(chosen or next((text for text in value.values() if text), ""))
        return "" if value is None else str(value)

    def text(self, value: Any) -> Text:
        """A text of the document as spans; one that is in spans already stays as it is."""
        return value if isinstance(value, tuple) else spans(self.said(value), self.language)

    def day(self, written: str | None) -> str:
        """A day or month of the document in words; a year or interval as it is written."""
        if not written:
            return ""
        try:
            read: VagueDate = parse_date(written)
        except NotADate:
            return written
        if read.exact:
            return self.speech.day(read.earliest)
        if read.precision == "month" and written[-1].isdigit():
            return str(format_date(read.earliest, "MMMM y", locale=self.speech.language))
        return written

    def place(self, code: str | None) -> str:
        """A country or unit by its name."""
        return self.speech.country(code) if code else ""

    @cached_property
    def names(self) -> dict[str, Any]:
        """Labels that the document holds, by the id they belong to."""
        known: dict[str, Any] = dict(self.document.get("names") or {})
        for key in ("held", "compared_with", "alternative"):
            if self.answer.get(key):
                known.setdefault(self.answer[key]["id"], self.answer[key]["label"])
        if self.answer.get("occupation"):
            known.setdefault(self.answer["occupation"]["code"], self.answer["occupation"]["label"])
        for skills in self.answer["skills"].values():
            for skill in skills:
                known.setdefault(skill["id"], skill["label"])
        return known

    def name(self, key: str) -> str:
        """What an id stands for, or the id where the document does not say."""
        if key in self.names:
            return self.said(self.names[key])
        if key.startswith("isco:"):
            return self.label("occupation-code", code=key.removeprefix("isco:"))
        return key

    # Setting ----------------------------------------------------------------------------------

    def block(self, kind: Kind, value: Any, tone: str = "") -> Block:
        return Block(kind, (self.text(value),), tone)

    def fact(self, key: str, *values: Any) -> Block | None:
        """A labelled fact; nothing where there is no value."""
        said = tuple(text for text in map(self.text, values) if text)
        return Block(Kind.FACT, (self.text(self.label(key)), *said)) if said else None

    def facts(self, *facts: Block | None) -> tuple[Group, ...]:
        kept = tuple(fact for fact in facts if fact)
        return (Group(Shape.FACTS, kept),) if kept else ()

    def section(self, key: str, *groups: Group) -> Section | None:
        kept = tuple(group for group in groups if group.blocks)
        return Section(key, self.text(self.label(key)), kept) if kept else None

    def items(self, values: Sequence[Any], kind: Kind = Kind.ITEM) -> Group:
        shape = Shape.STEPS if kind is Kind.STEP else Shape.ITEMS
        return Group(shape, tuple(self.block(kind, value) for value in values))

    # The paper --------------------------------------------------------------------------------

    def paper(self) -> Paper:
        opens = address(self.statement.serial, self.code, self.base_url)
        leads = self._leads()
        sections = (
            self._opening(),
            self._right() if leads else None,
            self._next(),
            self._asked(),
            self._findings(),
            None if leads else self._right(),
            self._fees(),
            self._skills(),
            self._prior_learning(),
            self._others(),
            self._agreements(),
            self._asks(),
            self._limits(),
            self._verify(),
        )
        return Paper(
            language=self.language,
            direction=direction(self.language),
            serial=self.statement.serial,
            code=self.code,
            address=opens,
            made_on=self.statement.made_on,
            title=f"{self.label('title')} {self.statement.serial}",
            head=(
                self.text(self.label("register")),
                self.text(f"{self.label('title')}: {self.label('told')}"),
                spans(self.statement.serial, self.language),
                self.text(f"{self.label('code')} {self.code}"),
            ),
            page=self.label("page"),
            qr_title=self.label("qr", address=opens),
            sections=tuple(section for section in sections if section),
        )

    def _opening(self) -> Section:
        heads = [
            self.block(Kind.TITLE, self.label("title")),
            self.block(Kind.STRONG, f"{self.label('told')}."),
            self.block(Kind.NOTE, self.label("nature")),
        ]
        if self.language != self.document["prevailing_language"]:
            notices = dict.fromkeys((self.label("unreviewed"), LABELS["unreviewed"]))
            heads.extend(self.block(Kind.NOTE, notice) for notice in notices)
        facts = self.facts(
            self.fact("number", self.statement.serial),
            self.fact("made-on", self.speech.day(self.statement.made_on)),
            self.fact("purpose", self._purpose()),
        )
        return Section("opening", None, (Group(Shape.PLAIN, tuple(heads)), *facts, self._answer()))

    def _purpose(self) -> str:
        purpose = self.asked["purpose"]
        return self.label(purpose) if purpose in LABELS else str(purpose)

    def _answer(self) -> Group:
        """The plain summary: one outcome, who decides, one next step."""
        tone = _TONES[self.answer["outcome"]]
        steps = self.answer["next_steps"]
        blocks = (
            self.block(Kind.TAG, self.answer["outcome_words"], tone),
            self.block(Kind.HEADLINE, self.answer["headline"]),
            self.fact("decides", *self._deciding()),
            self.fact("next-step", steps[0] if steps else None),
            self.fact("compared-with", *self._titles("compared_with")),
            self.fact("alternative", *self._titles("alternative")),
            self.fact("grade", self.answer["grade_words"]),
        )
        return Group(Shape.ANSWER, tuple(block for block in blocks if block), tone)

    def _deciding(self) -> list[str]:
        """The authority that decides beside the outcome, or those of each part of the country."""
        referred = self.answer["referred_to"]
        if not referred:
            return []
        parts = self._units(referred)
        return parts or [self.said(referred["authority"])]

    def _units(self, referred: Mapping[str, Any]) -> list[str]:
        if referred["unit"] or not referred["units"]:
            return []
        named = set(referred["units"].values())
        if len(named) == 1:
            return []
        return [
            self.label("authority-of", place=self.place(unit), authority=self.said(authority))
            for unit, authority in sorted(referred["units"].items())
        ]

    def _titles(self, key: str) -> list[Text]:
        """The title in its own language and the label; a label that holds the title stands alone."""
        known = self.answer.get(key)
        if not known:
            return []
        title, label = clean(self.said(known["title"])), self.said(known["label"])
        spoken = known["title_language"]
        own = (Span(title, spoken),) if spoken and spoken != self.language else self.text(title)
        if title and title != clean(label) and title in clean(label):
            return [self.text(label)]
        other = () if clean(label) == title else self.text(label)
        return [text for text in (own if title else (), other) if text]

    def _asked(self) -> Section | None:
        held = self.asked.get("held", {})
        note = Group(Shape.PLAIN, (self.block(Kind.NOTE, self.label("asked-note")),))
        return self.section(
            "asked",
            note,
            *self.facts(
                self.fact("qualification", *self._qualification(held)),
                self.fact("country", self.place(held.get("country") or self._home())),
                self.fact("unit", self.place(held.get("unit"))),
                self.fact("level", self._level(held.get("level"))),
                self.fact("field", self._field(held.get("field"))),
                self.fact("training-started", self.day(held.get("training_started_on"))),
                self.fact("awarded", self.day(held.get("awarded_on"))),
                self.fact("awarded-by", *map(self.name, self._list(held, "awarding_body"))),
                self.fact("duration", self._months(held.get("duration_months"))),
                self.fact("occupation-held", *map(self.name, self._list(held, "occupation"))),
                self.fact("skills-told", self._separated(map(self.name, held.get("skills", ())))),
                self.fact("registered-in", *map(self.place, self.asked.get("registered_in", ()))),
                self.fact("nationality", self._nationality()),
                self.fact("experience", *map(self._experience, self.asked.get("experience", ()))),
                self.fact("papers", *map(self._evidence, self.asked.get("evidence", ()))),
                self.fact("destination", *self._destination()),
                self.fact("target", *self._target()),
                self.fact("as-of", self.day(self.asked["as_of"])),
            ),
        )

    def _qualification(self, held: Mapping[str, Any]) -> list[Text]:
        if held.get("title_not_on_register"):
            return [self.text(self.label("not-on-register"))]
        return self._titles("held") or [self.text(self.label("none-named"))]

    def _home(self) -> str | None:
        held = self.answer.get("held")
        return held["country"] if held else None

    def _list(self, held: Mapping[str, Any], key: str) -> list[str]:
        return [held[key]] if held.get(key) else []

    def _listed(self, items: Iterable[str]) -> str:
        every = list(items)
        return self.speech.listing(every) if every else ""

    def _separated(self, items: Iterable[str]) -> str:
        """Items that may hold commas of their own."""
        return ("؛ " if direction(self.language) == "rtl" else "; ").join(items)

    def _level(self, level: Mapping[str, str] | None) -> str:
        if not level:
            return ""
        framework = self.name(level["framework"])
        return self.label("level-of", framework=framework, level=level["level"])

    def _field(self, field: str | None) -> str:
        if not field:
            return ""
        known = f"isced-f:{field}"
        said = self.label("field-code", code=field)
        return f"{self.said(self.names[known])} ({said})" if known in self.names else said

    def _months(self, months: int | None) -> str:
        return self.label("months", months=str(months)) if months else ""

    def _experience(self, experience: Mapping[str, Any]) -> str:
        occupation = self.name(experience["occupation"])
        return self.label("experience-of", occupation=occupation, months=str(experience["months"]))

    def _evidence(self, evidence: Mapping[str, str]) -> str:
        """A paper that was told of; nobody has seen it, whatever state was told."""
        paper = self.named("paper", evidence["kind"])
        states = {"unavailable": "papers-unavailable", "name-mismatch": "papers-name"}
        return self.label(states.get(evidence["state"], "papers-told"), paper=paper)

    def _nationality(self) -> str:
        """A nationality is used and not kept."""
        return self.label("told-not-kept") if self.asked.get("nationality_told") else ""

    def _destination(self) -> list[str]:
        return [self.place(self.asked.get("destination_unit") or self.asked["destination"])]

    def _target(self) -> list[str]:
        target = self.asked.get("target", {})
        return [self.name(each) for each in target.values() if each]

    def _next(self) -> Section | None:
        return self.section("next", self.items(self.answer["next_steps"], Kind.STEP))

    def _findings(self) -> Section | None:
        return self.section("findings", *map(self._finding, self.answer["findings"]))

    def _finding(self, finding: Mapping[str, Any]) -> Group:
        criterion = self.speech.message(CRITERIA[finding["criterion"]])
        words = verdict_words(finding["criterion"], finding["verdict"])
        verdict = self.speech.message(words)
        host = "legal-basis" if finding["criterion"] == "provision" else "host"
        blocks = [
            Block(Kind.CRITERION, (self.text(verdict), self.text(criterion)), finding["verdict"]),
            self.block(Kind.BECAUSE, finding["because"]),
        ]
        for key, side in (("held", "held"), ("host", host)):
            if self.said(finding[key]):
                said = self.label(side, text=self.said(finding[key]))
                blocks.append(self.block(Kind.SIDE, said))
        sources = self._sources(finding["sources"])
        if sources:
            blocks.append(self.block(Kind.SOURCE, sources))
        return Group(Shape.FINDING, tuple(blocks), finding["verdict"])

    def _sources(self, sources: Sequence[Mapping[str, str]]) -> str:
        said = list(dict.fromkeys(map(self._source, sources)))
        return (
            self.label("source" if len(said) == 1 else "sources", text="; ".join(said))
            if said
            else ""
        )

    def _source(self, source: Mapping[str, str]) -> str:
        said = source["text"]
        if source.get("as_of"):
            said = self.label("source-as-of", text=said, day=self.day(source["as_of"]))
        if source.get("for"):
            facts = facts_said(source["for"], self.speech)
            said = self.label("source-for", facts=facts, text=said)
        return self.label("unverified", text=said) if source["confidence"] == "low" else said

    def _leads(self) -> bool:
        """Whether the right to practise comes first: an authority decides on it."""
        studies = self.asked["purpose"] == "further-study"
        return _decided(self.answer["professional_right"]) and not studies

    def _right(self) -> Section | None:
        right = self.answer["professional_right"]
        occupation = self.answer.get("occupation")
        sentences = [
            self.label("no-right", occupation=self.said(occupation["label"]))
            if occupation
            else self.label("no-right-unnamed"),
            *self._regulation(right),
        ]
        box = Group(
            Shape.BOX,
            (
                self.block(Kind.STRONG, sentences[0]),
                *(self.block(Kind.PARAGRAPH, said) for said in sentences[1:]),
                *self._authority(right),
                *(
                    [self.block(Kind.SOURCE, sources)]
                    if (sources := self._sources(right["sources"]))
                    else []
                ),
            ),
        )
        return self.section("right", box)

    def _regulation(self, right: Mapping[str, Any]) -> list[str]:
        country = self.place(self.asked["destination"])
        if right["gives_right_to_practise"]:
            return [self.label("right-by-law")]
        if right["regulated"] is False:
            return [self.label("right-free", country=country)]
        if right["status"] == "partly":
            return [self.label("right-part", country=country)]
        return [] if right["regulated"] else [self.label("right-unknown", country=country)]

    def _authority(self, right: Mapping[str, Any]) -> Iterator[Block]:
        referred = self.answer["referred_to"]
        authorities = (self._units(referred) if referred else []) or [right["authority"]]
        facts = (
            self.fact("authority", *authorities),
            self.fact("procedure", right["procedure"]),
            self.fact("procedure-steps", *right["steps"]),
            self.fact("papers-asked", *right.get("papers", ())),
            self.fact("language-asked", right["language"], self._checked(right)),
            self.fact("fee", right["fee"]),
            self.fact("time", right["time"]),
            self.fact("measures", *(() if self._decided() else right["measures"])),
            self.fact("appeal", *self._appeal(right.get("appeal"))),
            self.fact("law", right["legal_basis"]),
            self.fact("not-known", self._not_known(right)),
        )
        if self._decided() and (right["procedure"] or right["steps"]):
            yield self.block(Kind.PARAGRAPH, self.label("usual-procedure"))
        yield from (fact for fact in facts if fact)

    def _checked(self, right: Mapping[str, Any]) -> str:
        """When the language is checked; papers of an earlier time do not say it."""
        checked = right.get("language_checked")
        return self.speech.message(LANGUAGE_CHECKED[checked]) if checked else ""

    def _not_known(self, right: Mapping[str, Any]) -> str:
        referred = self.answer["referred_to"] or {}
        if referred.get("units"):
            return self.label("by-unit")
        lacking = missing(right) if _decided(right) else []
        facts = facts_said(lacking, self.speech)
        return self.label("ask-authority", facts=facts) if lacking else ""

    def _appeal(self, route: Mapping[str, Any] | None) -> Iterator[str]:
        """The way to contest a decision, and that the decision itself must name it."""
        if route:
            yield f"{route['procedure']} ({route['legal_basis']})"
            yield self.speech.message(APPEAL_NOTES[route.get("general", True)])

    def _skills(self) -> Section | None:
        skills = self.answer["skills"]
        if self._decided():
            return None  # the law decides without them, and a list would look like a demand

        def labels(*keys: str) -> str:
            return self._separated(self.said(s["label"]) for key in keys for s in skills[key])

        return self.section(
            "skills",
            *self.facts(
                self.fact("skills-shown", labels("covered")),
                self.fact("skills-missing", *self._missing(labels("missing", "related"))),
                self.fact("skills-related", labels("related")),
            ),
        )

    def _decided(self) -> bool:
        """Whether the law gives the right by itself: then nothing has to be compared."""
        right = self.answer["professional_right"]
        return bool(right["provision"] and not self.answer["referred_to"])

    def _missing(self, all_of_them: str) -> list[str]:
        """What is still to be shown, by its groups where there are several."""
        groups = (self.answer.get("bridging") or {}).get("groups", ())
        if len(groups) < 2:
            return [all_of_them]
        return [
            self.label(
                "skills-of-group",
                group=self.said(group["label"]),
                skills=self._separated(self.said(each["label"]) for each in group["skills"]),
            )
            for group in groups
        ]

    def _prior_learning(self) -> Section | None:
        routes = self.answer.get("prior_learning") or ()
        if not routes:
            return None
        note = Group(Shape.PLAIN, (self.block(Kind.NOTE, self.label("prior-learning-note")),))
        return self.section("prior-learning", note, self.items([*map(self._route, routes)]))

    def _route(self, route: Mapping[str, Any]) -> str:
        return self.label(
            "prior-learning-route",
            route=self.said(route["name"]),
            procedure=route["procedure"],
            provider=route["provider"],
            basis=route["legal_basis"],
        )

    def _others(self) -> Section | None:
        """Occupations that are close, with what is known of their regulation."""
        others = [each for each in self.answer["next_best"] if each.get("status")]
        if not others:
            return None
        note = Group(Shape.PLAIN, (self.block(Kind.NOTE, self.label("others-note")),))
        return self.section("others", note, self.items([*map(self._other, others)]))

    def _other(self, each: Mapping[str, Any]) -> str:
        return self.label(
            "other",
            occupation=self.said(each["label"]),
            covered=str(each["covered"]),
            essential=str(each["essential"]),
            regulated=self.named("other-regulated", each["status"]),
            step=self.said(each["next_step"]),
        )

    def _fees(self) -> Section | None:
        rules = self.answer.get("fees") or ()
        if not rules:
            return None
        notes = tuple(
            self.block(Kind.NOTE, self.label(key)) for key in ("fees-note", "fees-advice")
        )
        note = Group(Shape.PLAIN, notes)
        return self.section("fees", note, self.items([*map(self._fee, rules)]))

    def _fee(self, rule: Mapping[str, Any]) -> str:
        said = self.label(
            "fee-rule",
            place=self.place(rule["place"]),
            kind=self.speech.message(FEE_KINDS[rule["kind"]]),
            rule=f"{rule['rule']} ({rule['amount']})" if rule["amount"] else rule["rule"],
            scope=rule["scope"],
            basis=rule["legal_basis"],
        )
        low = any(source["confidence"] == "low" for source in rule["sources"])
        return self.label("unverified", text=said) if low else said

    def _agreements(self) -> Section | None:
        agreements = self.document.get("agreements") or ()
        if not agreements:
            return None
        note = Group(Shape.PLAIN, (self.block(Kind.NOTE, self.label("agreements-note")),))
        return self.section("agreements", note, self.items([*map(self._agreement, agreements)]))

    def _agreement(self, agreement: Mapping[str, Any]) -> str:
        signed = self.day(agreement.get("signed"))
        started = self.day(agreement.get("entry_into_force"))
        parts = (
            self.said(agreement.get("title") or agreement["id"]),
            self.label("agreement-signed", day=signed) if signed else "",
            self.label("agreement-in-force", day=started) if started else "",
            self._status(agreement.get("status")),
        )
        return "; ".join(part for part in parts if part)

    def _status(self, status: Any) -> str:
        if not status:
            return ""
        known = status if isinstance(status, Mapping) else {"value": status}
        said = self.named("status", str(known["value"]))
        if known.get("confidence") == "low":
            said = self.label("unverified", text=said)
        if known.get("on"):
            return self.label("agreement-status", day=self.day(str(known["on"])), status=said)
        return self.label("agreement-status-undated", status=said)

    def _asks(self) -> Section | None:
        provisions: dict[str, list[str]] = {}
        for ask in self.answer["asks"]:
            wanted = provisions.setdefault(ask["input"], [])
            if ask["provision"] in self.names:
                wanted.append(self.name(ask["provision"]))
        if not provisions:
            return None
        note = Group(Shape.PLAIN, (self.block(Kind.NOTE, self.label("asks-note")),))
        said = [self._ask(*item) for item in provisions.items()]
        return self.section("asks", note, self.items(said))

    def _ask(self, key: str, provisions: Sequence[str]) -> str:
        kind = "paper" if key.startswith("evidence.") else "input"
        said = self.named(kind, key.rpartition(".")[2])
        if not provisions:
            return said
        return self.label(
            "asks-for", input=said, provisions=self._listed(dict.fromkeys(provisions))
        )

    def _limits(self) -> Section | None:
        return self.section("limits", self.items(self.document["limits"]))

    def _versions(self) -> str:
        versions = sorted(self.answer["versions"].items())
        return "; ".join(f"{self.named('version', key)}: {version}" for key, version in versions)

    def _verify(self) -> Section | None:
        made_by = self.label(
            "made-by-machine", register=self.label("register"), address=self.base_url
        )
        how = [self.label(key) for key in ("verify-how", "verify-says", "attached")]
        return self.section(
            "verify",
            Group(Shape.PLAIN, tuple(self.block(Kind.PARAGRAPH, said) for said in how)),
            *self.facts(
                self.fact("address", f"{self.base_url}/s/{self.statement.serial}"),
                self.fact("number", self.statement.serial),
                self.fact("code", self.code),
                self.fact("made-by", made_by),
                self.fact("kept-until", self.speech.day(self.statement.kept_until)),
                self.fact("languages", self._languages()),
                self.fact("versions", self._versions()),
                self.fact("digest", " ".join(re.findall(".{1,8}", self.statement.digest))),
            ),
        )

    def _languages(self) -> str:
        locale = Locale.parse(self.speech.language, sep="-")

        def spoken(language: str) -> str:
            return str(Locale.parse(language, sep="-").get_display_name(locale) or language)

        return self.label(
            "languages-of",
            languages=self._listed(map(spoken, self.document["languages"])),
            language=spoken(self.document["prevailing_language"]),
        )


def _decided(right: Mapping[str, Any]) -> bool:
    """Whether an authority decides on the right to practise."""
    return bool(right["authority"]) and right["status"] != "no"


def printed(content: Paper, change: Callable[[str], str]) -> Paper:
    """The same paper with every text passed through ``change``."""

    def text(old: Text) -> Text:
        return tuple(Span(change(span.text), span.language) for span in old)

    def block(old: Block) -> Block:
        return Block(old.kind, tuple(map(text, old.texts)), old.tone)

    def group(old: Group) -> Group:
        return Group(old.shape, tuple(map(block, old.blocks)), old.tone)

    sections = tuple(
        Section(old.id, text(old.heading) if old.heading else None, tuple(map(group, old.groups)))
        for old in content.sections
    )
    return Paper(
        **{
            **{name: getattr(content, name) for name in content.__dataclass_fields__},
            "head": tuple(map(text, content.head)),
            "sections": sections,
        }
    )
