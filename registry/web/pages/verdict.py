"""An answer as the answer page and the verify page show it: the same document, the same words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from registry.actions.open_register import Register
from registry.statements.wording import (
    APPEAL_NOTES,
    CRITERIA,
    LANGUAGE_CHECKED,
    OUTCOMES,
    facts_said,
    missing,
    verdict_words,
)
from registry.values.language import OFFERED, direction
from registry.values.speech import Speech
from registry.web.pages.addresses import Link, links
from registry.web.pages.agreement_view import status_tag
from registry.web.pages.choices import length_of_time, qualification_name, title_and_label
from registry.web.pages.fee_rules import shown_fee
from registry.web.pages.rendering import data, fill, mixed, named
from registry.web.pages.words import (
    CHANGES,
    OUTCOME_TONES,
    REGULATED,
    VERDICT_TONES,
)

# Inputs that a page of the flow asks, by the name that a finding gives them.
STEP_OF: Mapping[str, str] = {
    "nationality": "nationality",
    "registered_in": "registered",
    "training_started_on": "started",
    "experience": "experience",
    "evidence.good-standing": "standing",
    "evidence.acquired-rights-certificate": "practice",
    "destination_unit": "unit",
    "held.qualification": "held",
    "held.skills": "skills",
    "held": "held",
    "target": "occupation",
    "awarded_on": "started",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding as it is shown; ``records`` are pages of this register."""

    heading: str
    tone: str
    verdict: str
    because: Markup
    sources: tuple[Mapping[str, str], ...]
    records: tuple[Link, ...]
    reason: str


def in_language(document: Any, language: str) -> Any:
    """A document that says every text in several languages, in one of them."""
    if isinstance(document, Mapping):
        if document and document.keys() <= frozenset(OFFERED):
            return document.get(language) or document.get("en", "")
        return {key: in_language(value, language) for key, value in document.items()}
    if isinstance(document, list | tuple):
        return [in_language(each, language) for each in document]
    return document


def verdict_view(
    answer: Mapping[str, Any],
    *,
    asked: Mapping[str, Any],
    agreements: Sequence[Mapping[str, Any]],
    register: Register,
    speech: Speech,
) -> dict[str, Any]:
    """What the template of an answer needs; ``answer`` is in the reader's language, the titles of
    ``agreements`` are in all they have."""
    shown = [(each, _finding(each, register, speech)) for each in answer["findings"]]
    decided = _decided(answer)
    return {
        "answer": answer,
        "tone": OUTCOME_TONES[answer["outcome"]],
        "told_in_words": _told(asked, register, speech),
        "compared_with": _compared(answer, speech),
        "decided": decided,
        "findings": [each for finding, each in shown if _weighs(finding, decided=decided)],
        "aside": [each for finding, each in shown if not _weighs(finding, decided=decided)],
        **_procedure(answer, asked, speech),
        "fee_rules": [shown_fee(each, speech) for each in answer.get("fees", ())],
        "right_records": _linked(answer["professional_right"]["sources"], register, speech),
        "changes": _changes(answer, speech),
        "agreements": [_agreement(each, speech) for each in agreements],
        "corridor": _corridor(answer, asked),
        "regulated": lambda status: speech.message(REGULATED[status]),
        "regulated_words": speech.message(REGULATED[answer["professional_right"]["status"]]),
        "as_of": speech.day(date.fromisoformat(answer["as_of"])),
    }


def _procedure(
    answer: Mapping[str, Any], asked: Mapping[str, Any], speech: Speech
) -> dict[str, Any]:
    """The block on the right to practise; it leads where an authority decides."""
    right, units = answer["professional_right"], (answer["referred_to"] or {}).get("units") or {}
    checked, appeal = right.get("language_checked"), right.get("appeal") or {}
    decides = bool(right["authority"]) and right["status"] != "no"
    return {
        "right": right,
        "leads": decides and asked["purpose"] != "further-study",
        "language_checked": speech.message(LANGUAGE_CHECKED[checked]) if checked else "",
        "appeal_note": speech.message(APPEAL_NOTES[appeal.get("general", True)]),
        "by_unit": [(speech.country(unit), units[unit]) for unit in sorted(units) if units[unit]],
        "not_known": facts_said(missing(right), speech) if decides and not units else "",
        "right_sources": [
            {**each, "told": facts_said(each.get("for", ()), speech)}
            for each in _once(right["sources"])
        ],
    }


def _decided(answer: Mapping[str, Any]) -> bool:
    """Whether the law gives the right by itself: then nothing has to be compared."""
    return bool(answer["professional_right"]["provision"] and not answer["referred_to"])


def _weighs(finding: Mapping[str, Any], *, decided: bool) -> bool:
    """What bears on the answer; that nothing binds is told first, that input is fine last."""
    if finding["reason"] == "no-binding-provision":
        return True
    if decided and finding["criterion"] not in ("provision", "professional-right"):
        return False
    return bool(finding["verdict"] != "not-applicable" and finding["reason"] != "admissible")


def _finding(finding: Mapping[str, Any], register: Register, speech: Speech) -> Shown:
    criterion, verdict = finding["criterion"], finding["verdict"]
    words = verdict_words(criterion, verdict)
    return Shown(
        heading=speech.message(CRITERIA[criterion]),
        tone=VERDICT_TONES.get(verdict, "unknown" if criterion == "provision" else ""),
        verdict=speech.message(words),
        because=mixed(finding["because"], direction(speech.language)),
        sources=_once(finding["sources"]),
        records=_records(finding, register, speech),
        reason=finding["reason"],
    )


def _once(sources: Sequence[Mapping[str, str]]) -> tuple[Mapping[str, str], ...]:
    """Sources that say the same words, once."""
    return tuple({each["text"]: each for each in reversed(sources)}.values())[::-1]


def _records(finding: Mapping[str, Any], register: Register, speech: Speech) -> tuple[Link, ...]:
    """The records that a finding rests on: law and agreements first."""
    law = [each for each in register.knowledge.provisions if each.id == finding["provision"]]
    addresses = [{"address": f"/id/provision/{each.id}"} for each in law]
    return _linked((*addresses, *finding["sources"]), register, speech)


def _linked(
    sources: Iterable[Mapping[str, str]], register: Register, speech: Speech
) -> tuple[Link, ...]:
    addresses = (source.get("address", "") for source in sources)
    return links((each for each in addresses if each.startswith("/")), register, speech)


def _told(asked: Mapping[str, Any], register: Register, speech: Speech) -> list[Markup]:
    """What was told, as short phrases."""
    return [phrase for phrase in _phrases(asked, register, speech) if phrase]


def _phrases(asked: Mapping[str, Any], register: Register, speech: Speech) -> list[Markup]:
    held, say = asked.get("held", {}), speech.message
    key, claimed = held.get("qualification"), held.get("title") or held.get("title_not_on_register")
    phrases = []
    if key:
        phrases.append(qualification_name(key, register, speech))
    elif claimed or held.get("level"):
        phrases.append(Markup("{}").format(say("a qualification that is not on the register")))
    else:
        phrases.append(Markup("{}").format(say("no paper")))
    country = held.get("country") or _country_of(key, register)
    if country and not any(speech.country(country) in phrase.striptags() for phrase in phrases):
        phrases.append(Markup("{}").format(speech.country(country)))
    phrases.extend(_practice(asked, speech))
    if held.get("skills"):
        phrases.append(fill(say("{count} skills"), count=len(held["skills"])))
    if held.get("training_started_on"):
        day = speech.day(date.fromisoformat(held["training_started_on"]))
        phrases.append(fill(say("training begun on {day}"), day=day))
    if asked.get("nationality"):
        name = speech.country(asked["nationality"])
        phrases.append(fill(say("nationality: {country}"), country=name))
    phrases.extend(
        fill(say("registered in {place}"), place=speech.country(place))
        for place in asked.get("registered_in", ())
    )
    return phrases


def _practice(asked: Mapping[str, Any], speech: Speech) -> list[Markup]:
    words = speech.message("work experience: {time}")
    return [
        fill(words, time=length_of_time(each["months"], speech))
        for each in asked.get("experience", ())
    ]


def _country_of(key: str | None, register: Register) -> str | None:
    known = register.knowledge.qualifications.get(key or "")
    return known.country if known else None


def _compared(answer: Mapping[str, Any], speech: Speech) -> Markup:
    host = answer.get("compared_with")
    if host is None:
        return Markup()
    label = data(host["label"], speech.language, speech.language)
    if not host["title"] or host["title"] == host["label"]:
        return label
    return title_and_label(data(host["title"], host["title_language"], speech.language), label)


def _changes(answer: Mapping[str, Any], speech: Speech) -> list[str]:
    said = []
    for each in answer["why_not"]:
        changes = [speech.message(CHANGES[change["criterion"]]) for change in each["changes"]]
        words = speech.message("If {changes}, the answer would be: {outcome}.")
        outcome = speech.message(OUTCOMES[each["outcome"]])
        said.append(words.format(changes=speech.listing(changes), outcome=outcome))
    return said


def open_steps(answer: Mapping[str, Any]) -> list[str]:
    """Pages of the flow that would settle something, in the order of the findings; where the law
    has decided, only the place is left, which names the authority."""
    asked = [each["input"] for each in answer["asks"]]
    if _decided(answer):
        asked = [name for name in asked if name == "destination_unit"]
    steps = (STEP_OF.get(name) for name in asked)
    return list(dict.fromkeys(step for step in steps if step))


def _agreement(each: Mapping[str, Any], speech: Speech) -> dict[str, Any]:
    status, tone = status_tag(each["status"]["value"], each["status"]["confidence"], speech)
    return {
        "id": each["id"],
        "title": named(each["title"], speech.language),
        "status": status,
        "tone": tone,
    }


def _corridor(answer: Mapping[str, Any], asked: Mapping[str, Any]) -> str:
    held = answer.get("held")
    origin = held["country"] if held else asked.get("held", {}).get("country")
    if not origin or origin == asked["destination"]:
        return ""
    return f"/corridors/{origin}/{asked['destination']}?on={answer['as_of']}"
