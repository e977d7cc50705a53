"""What a person has told so far: it travels in the form from page to page and is not stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from registry.actions.open_register import Register
from registry.recognition.occupations import Regulated
from registry.recognition.question import EvidenceKind, EvidenceState, Question
from registry.schemas.question import load_question

# Everything that may travel; what is not named here is dropped at the door.
NAMES = (
    "to", "origin", "held", "title", "level", "meant", "purpose", "occupation", "unit", "years",
    "months", "practice", "skills", "nationality", "started-day", "started-month",
    "started-year", "registered", "standing", "on-day", "on-month", "on-year", "done",
)  # fmt: skip
# What may stand in a link that is passed on: ids of records, nothing about a person.
PUBLIC = ("to", "origin", "held", "purpose", "occupation", "unit")
NO_PAPER, NOT_LISTED, NONE_OF_THESE = "none", "other", "none"
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by name; ``done`` lists the pages that were answered or skipped, in order."""

    told: Mapping[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """The answer to a name, empty where there is none."""
        values = self.told.get(name, ())
        return values[0] if values else ""

    def many(self, name: str) -> tuple[str, ...]:
        """All answers to a name."""
        return self.told.get(name, ())

    def number(self, name: str) -> int | None:
        """A whole number, None where none was told."""
        text = self.one(name)
        return int(text) if text.isascii() and text.isdigit() else None

    def day(self, name: str) -> date | None:
        """The day written in three fields, None where it is none."""
        parts = [self.number(f"{name}-{part}") for part in ("year", "month", "day")]
        try:
            return date(*(part or 0 for part in parts))
        except (ValueError, OverflowError):
            return None

    @property
    def done(self) -> tuple[str, ...]:
        """Pages answered or skipped."""
        return self.many("done")

    def without(self, names: Iterable[str]) -> Answers:
        """These answers with some taken out."""
        gone = frozenset(names)
        return Answers({name: values for name, values in self.told.items() if name not in gone})

    def having(self, **values: tuple[str, ...]) -> Answers:
        """These answers with some set."""
        return Answers({**self.told, **values})

    def finished(self, step: str) -> Answers:
        """These answers with one more page done."""
        return self.having(done=(*(each for each in self.done if each != step), step))

    def pairs(self, leave_out: Iterable[str] = ()) -> Iterator[tuple[str, str]]:
        """Name and value of each hidden field."""
        gone = frozenset(leave_out)
        for name in NAMES:
            if name not in gone:
                for value in self.told.get(name, ()):
                    yield name, value


def read_answers(form: MultiDict[str, str], names: Iterable[str] = NAMES) -> Answers:
    """The answers in a form or an address; over-long ones and unknown names are dropped."""
    told: dict[str, tuple[str, ...]] = {}
    for name in names:
        values = tuple(v.strip()[: _LONGEST + 1] for v in form.getlist(name) if v.strip())
        if values:
            told[name] = tuple(dict.fromkeys(values))
    return Answers(told)


def practice_months(answers: Answers) -> int | None:
    """Practice in months, None where nothing was told."""
    years, months = answers.number("years"), answers.number("months")
    if years is None and months is None:
        return None
    return (years or 0) * 12 + (months or 0)


def purpose_of(answers: Answers, register: Register) -> str:
    """The purpose as the rules know it.

    Nobody can be expected to know whether work is regulated somewhere: the register says so.
    """
    if answers.one("purpose") == "further-study":
        return "further-study"
    isco = answers.one("occupation").removeprefix("isco:")
    found = register.knowledge.regulators(answers.one("to"), answers.one("unit") or None, isco)
    return "unregulated-work" if found.status is Regulated.NO else "regulated-practice"


def _held(answers: Answers) -> dict[str, Any]:
    held, told = answers.one("held"), dict[str, Any]()
    if held not in (NO_PAPER, NOT_LISTED, ""):
        told["qualification"] = held
    elif held == NOT_LISTED:
        told["title"] = answers.one("title") or None
        framework, _, level = answers.one("level").rpartition(":")
        told["level"] = {"framework": framework, "level": level} if framework else None
        told["country"] = answers.one("origin") or None
    else:
        told["country"] = answers.one("origin") or None
    started = answers.day("started")
    told["training_started_on"] = started.isoformat() if started else None
    told["skills"] = list(answers.many("skills"))
    return told


def _occupation(answers: Answers) -> str | None:
    occupation = answers.one("occupation")
    return occupation if occupation.startswith("isco:") else None


def document(answers: Answers, register: Register) -> dict[str, Any]:
    """The answers as the request that the interface takes."""
    occupation, day = _occupation(answers), answers.day("on")
    months = practice_months(answers)
    return {
        "held": _held(answers),
        "registered_in": list(answers.many("registered")),
        "nationality": answers.one("nationality") or None,
        "destination": answers.one("to"),
        "destination_unit": answers.one("unit") or None,
        "target": {"occupation": occupation} if occupation else None,
        "purpose": purpose_of(answers, register),
        "evidence": list(_evidence(answers)),
        "experience": [{"occupation": occupation, "months": months}]
        if occupation and months is not None
        else [],
        "as_of": day.isoformat() if day else None,
    }


# Papers that a page asks for, and how its answers are read; "no" is told as well.
_PAPERS = {
    "standing": EvidenceKind.GOOD_STANDING,
    "practice": EvidenceKind.ACQUIRED_RIGHTS,
}
_STATES = {"yes": EvidenceState.CLAIMED, "no": EvidenceState.UNAVAILABLE}


def _evidence(answers: Answers) -> Iterator[dict[str, str]]:
    for name, kind in _PAPERS.items():
        state = _STATES.get(answers.one(name))
        if state:
            yield {"kind": kind.value, "state": state.value}


def question_from(answers: Answers, register: Register) -> Question:
    """The answers as a question; ``InvalidDocument`` where a hidden field was tampered with."""
    return load_question(document(answers, register), today=register.today())
