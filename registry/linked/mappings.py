"""Equivalences as the rows of an SSSOM table, and rows as equivalences, with every fault told.

The predicate says only that authorities compared the two; what they said stands in extension
slots, which the header declares. So a tool that does not know the slots cannot read a proposal, or
a comparison that must not be used, as a match.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any, TypeVar

from registry.linked.namespaces import BASE, DCT, MOB, SEMAPV, XSD
from registry.recognition.equivalences import TURNS_ON, Equivalence, Status
from registry.recognition.provisions import Condition, ConditionKind, Effect
from registry.values.cells import cell_fault
from registry.values.evidence import Confidence, Source
from registry.values.identifiers import is_slug

E = TypeVar("E", bound=Enum)

PREDICATE = MOB + "comparedByAuthorities"
JUSTIFICATION = SEMAPV + "ManualMappingCuration"
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
# A probability is not a grade of confidence, so only these three are read.
CONFIDENCES = {"1.0": Confidence.HIGH, "0.7": Confidence.MEDIUM, "0.3": Confidence.LOW}

_PREFIXES = {
    "dct": DCT,
    "equivalence": BASE + "equivalence/",
    "mob": MOB,
    "qualification": BASE + "qualification/",
    "semapv": SEMAPV,
    "xsd": XSD,
}
_EXTENSIONS = {
    "effect": (MOB + "effect", "string"),
    "status": (MOB + "equivalenceStatus", "string"),
    "basis": (MOB + "legalBasis", "string"),
    "article": (MOB + "article", "string"),
    "conditions": (MOB + "condition", "string"),
    "valid_from": (MOB + "validFrom", "date"),
    "valid_until": (MOB + "validUntil", "date"),
    "contested_by": (MOB + "contestedBy", "string"),
    "source": (DCT + "source", "string"),
}
_REQUIRED = (
    "record_id",
    "subject_id",
    "predicate_id",
    "object_id",
    "mapping_justification",
    "confidence",
    "effect",
    "status",
    "basis",
    "source",
)
COLUMNS = (
    *_REQUIRED[:6],
    "mapping_date",
    "license",
    *_EXTENSIONS,
    "comment",
)
_NOT_KEPT = ("subject_label", "object_label")
_HEADER = (
    "sssom_version",
    "curie_map",
    "mapping_set_id",
    "mapping_set_title",
    "mapping_set_version",
    "mapping_set_description",
    "license",
    "mapping_date",
    "extension_definitions",
)


class WrongRow(ValueError):
    """What is wrong with one cell, as a sentence."""


# Reading -----------------------------------------------------------------------------------


def header_faults(header: Mapping[str, Any], columns: Sequence[str]) -> Iterator[str]:
    """What is wrong with a header and the columns under it."""
    yield from (
        f"The header names {each!r}, which is not read." for each in header if each not in _HEADER
    )
    for name in ("mapping_set_id", "license"):
        if not isinstance(header.get(name), str):
            yield f"The header has no {name}."
    if not _texts(header.get("curie_map")):
        yield "The header's curie_map is no list of prefixes with addresses."
        return
    known = {*COLUMNS, *_NOT_KEPT}
    yield from (
        f"There is a column {each!r}, which is not read." for each in columns if each not in known
    )
    yield from (f"There is no column {each}." for each in _REQUIRED if each not in columns)
    declared = dict(_declared(header))
    for name in columns:
        meant = _EXTENSIONS.get(name)
        if meant and declared.get(name) != meant[0]:
            yield f"The header's extension_definitions do not declare {name} as {meant[0]}."


def _texts(told: object) -> bool:
    return isinstance(told, dict) and all(isinstance(each, str) for each in told.values())


def _declared(header: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    told = header.get("extension_definitions")
    for each in told if isinstance(told, list) else ():
        if isinstance(each, dict) and isinstance(each.get("property"), str):
            yield str(each.get("slot_name")), _expand(each["property"], header)


def _expand(curie: str, header: Mapping[str, Any]) -> str:
    """A shortened address written out by the header's prefixes; what is no such thing stays."""
    prefix, colon, local = curie.partition(":")
    prefixes = {"semapv": SEMAPV, "xsd": XSD, **header["curie_map"]}
    return str(prefixes[prefix]) + local if colon and prefix in prefixes else curie


def read_row(row: Mapping[str, str], header: Mapping[str, Any]) -> Equivalence:
    """One row as a record, or ``WrongRow``; what the header tells for all rows is added."""
    told = {name: row.get(name, "") for name in COLUMNS}
    for name in ("license", "mapping_date"):
        told[name] = told[name] or str(header.get(name) or "")
    for name, text in told.items():
        if fault := cell_fault(text):
            raise WrongRow(f"The {name} {text[:40]!r} {fault}.")
        if name in _REQUIRED and not text:
            raise WrongRow(f"The {name} is missing.")
    for name, meant in (("predicate_id", PREDICATE), ("mapping_justification", JUSTIFICATION)):
        if _expand(told[name], header) != meant:
            raise WrongRow(f"The {name} is {told[name]!r}; it must be {meant}.")
    return _equivalence(told, header)


def _equivalence(told: Mapping[str, str], header: Mapping[str, Any]) -> Equivalence:
    as_of = _day(told, "mapping_date")
    return Equivalence(
        id=_id(told, "record_id", "equivalence/", header),
        held=_id(told, "subject_id", "qualification/", header),
        host=_id(told, "object_id", "qualification/", header),
        effect=_choice(told, "effect", Effect),
        status=_choice(told, "status", Status),
        basis=told["basis"],
        source=Source(told["source"], _confidence(told), as_of=as_of.isoformat() if as_of else ""),
        article=told["article"],
        conditions=tuple(_condition(each) for each in _many(told["conditions"])),
        first=_day(told, "valid_from"),
        last=_day(told, "valid_until"),
        contested_by=tuple(sorted(_many(told["contested_by"]))),
        note=told["comment"],
        license=told["license"],
    )


def _many(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def _id(told: Mapping[str, str], name: str, kind: str, header: Mapping[str, Any]) -> str:
    address = _expand(told[name], header)
    key = address.removeprefix(BASE + kind)
    if key == address or not is_slug(key):
        raise WrongRow(
            f"The {name} is {told[name]!r}; it must be an address under {BASE}{kind} that ends in "
            "lower-case words joined by hyphens."
        )
    return key


def _choice(told: Mapping[str, str], name: str, options: type[E]) -> E:
    for option in options:
        if option.value == told[name]:
            return option
    known = ", ".join(str(option.value) for option in options)
    raise WrongRow(f"The {name} is {told[name]!r}; it must be one of {known}.")


def _confidence(told: Mapping[str, str]) -> Confidence:
    known = CONFIDENCES.get(told["confidence"])
    if known is None:
        raise WrongRow(
            f"The confidence is {told['confidence']!r}; write 1.0 for high, 0.7 for medium or 0.3 "
            "for low."
        )
    return known


def _day(told: Mapping[str, str], name: str) -> date | None:
    text = told[name]
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        day = None
    if text and (day is None or day.isoformat() != text):
        raise WrongRow(f"The {name} is {text!r}; write a day as 2013-07-01.")
    return day


def _condition(text: str) -> Condition:
    """``good-standing``, or with more to tell: ``practice-months:24``."""
    name, _, more = text.partition(":")
    kind = next((each for each in TURNS_ON if each.value == name), None)
    if kind is None:
        known = ", ".join(sorted(each.value for each in TURNS_ON))
        raise WrongRow(f"The condition {name!r} is none of {known}.")
    if kind is ConditionKind.PRACTICE and more.isascii() and more.isdecimal() and int(more):
        return Condition(kind, months=int(more))
    if kind is ConditionKind.NOT_HELD and more:
        return Condition(kind, text=more)
    if more or kind in (ConditionKind.PRACTICE, ConditionKind.NOT_HELD):
        raise WrongRow(
            f"The condition {text!r} cannot be read: write months as practice-months:24, terms as "
            "terms-not-held:a language test, and nothing after the others."
        )
    return Condition(kind)


# Writing -----------------------------------------------------------------------------------


def header_of() -> dict[str, Any]:
    """The header of what this register exports."""
    return {
        "sssom_version": "1.1",
        "curie_map": _PREFIXES,
        "mapping_set_id": BASE + "equivalences",
        "license": LICENSE,
        "extension_definitions": [
            {"slot_name": name, "property": _shorten(meant), "type_hint": f"xsd:{kind}"}
            for name, (meant, kind) in _EXTENSIONS.items()
        ],
    }


def _shorten(address: str) -> str:
    prefix = next(name for name, space in _PREFIXES.items() if address.startswith(space))
    return f"{prefix}:{address.removeprefix(_PREFIXES[prefix])}"


def rows_of(equivalences: Iterable[Equivalence]) -> list[dict[str, str]]:
    """The records as rows, in the order of their ids."""
    return [_row(each) for each in sorted(equivalences, key=lambda each: each.id)]


def _row(each: Equivalence) -> dict[str, str]:
    confidences = {grade: number for number, grade in CONFIDENCES.items()}
    return {
        "record_id": f"equivalence:{each.id}",
        "subject_id": f"qualification:{each.held}",
        "predicate_id": _shorten(PREDICATE),
        "object_id": f"qualification:{each.host}",
        "mapping_justification": _shorten(JUSTIFICATION),
        "confidence": confidences[each.source.confidence],
        "mapping_date": each.source.as_of,
        "license": each.license,
        "effect": each.effect.value,
        "status": each.status.value,
        "basis": each.basis,
        "article": each.article,
        "conditions": "|".join(_said(one) for one in each.conditions),
        "valid_from": each.first.isoformat() if each.first else "",
        "valid_until": each.last.isoformat() if each.last else "",
        "contested_by": "|".join(each.contested_by),
        "source": each.source.text,
        "comment": each.note,
    }


def _said(condition: Condition) -> str:
    if condition.kind is ConditionKind.PRACTICE:
        return f"{condition.kind}:{condition.months}"
    if condition.kind is ConditionKind.NOT_HELD:
        return f"{condition.kind}:{condition.text}"
    return condition.kind.value
