"""From the address of a record, as sources carry it, to the page where people read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from registry.actions.open_register import Register
from registry.recognition.levels import LevelReferencing
from registry.values.speech import Speech
from registry.web.pages.rendering import data, fill, ltr, named

_Label = Callable[[str, Register, Speech], "str | Markup"]


@dataclass(frozen=True, slots=True)
class Link:
    """A page and what to call it."""

    address: str
    label: str | Markup


def page_of(kind: str, key: str, register: Register) -> str | None:
    """The page of a record, None where there is none (yet)."""
    known = register.knowledge
    here: Mapping[str, Callable[[], bool]] = {
        "qualification": lambda: key in known.qualifications,
        "framework": lambda: key in known.levels.frameworks,
        "occupation": lambda: key.removeprefix("isco-") in known.occupations,
        "provision": lambda: any(each.id == key for each in known.provisions),
        "convention": lambda: any(each.id == key for each in known.conventions),
        "annex-listing": lambda: any(each.id == key for each in known.listings),
        "equivalence": lambda: any(each.id == key for each in known.equivalences),
        "body": lambda: key in known.bodies.by_id,
        "credit-system": lambda: key in known.credit_systems.by_id,
        "prior-learning": lambda: any(each.id == key for each in known.prior_learning),
    }
    if kind in _WITHIN:
        return _WITHIN[kind](key, register)
    if kind not in here or not here[kind]():
        return None
    return f"/{_MANY.get(kind, kind + 's')}/{key.removeprefix('isco-')}"


_MANY = {"body": "bodies", "prior-learning": "prior-learning"}


def _of_regulation(key: str, register: Register) -> str | None:
    place, _, isco = key.rpartition("-")
    return f"/occupations/{isco}#{place}" if isco in register.knowledge.occupations else None


def _of_membership(key: str, register: Register) -> str | None:
    regime, _, country = key.rpartition("-")
    spells = register.memberships.spells(country.upper(), regime)
    return f"/regimes/{regime}#{country}" if spells else None


def _of_referencing(key: str, register: Register) -> str | None:
    cell = find_referencing(key, register)
    return f"/frameworks/{cell.origin.framework}#{key}" if cell else None


def find_referencing(key: str, register: Register) -> LevelReferencing | None:
    """The cell of a table between two frameworks, by its id."""
    cells = register.knowledge.levels.referencings
    return next((cell for cell in cells if cell.id == key), None)


# Records that are shown as a part of the page of another one.
_WITHIN: Mapping[str, Callable[[str, Register], str | None]] = {
    "regulation": _of_regulation,
    "membership": _of_membership,
    "referencing": _of_referencing,
}


def links(addresses: Iterable[str], register: Register, speech: Speech) -> tuple[Link, ...]:
    """The pages behind the addresses of records, each once, with their names."""
    found: dict[str, Link] = {}
    for address in addresses:
        kind, _, key = address.removeprefix("/id/").partition("/")
        page = page_of(kind, key, register) if address.startswith("/id/") else address
        if page:
            found.setdefault(page, Link(page, _label(kind, key, register, speech)))
    return tuple(found.values())


def _label(kind: str, key: str, register: Register, speech: Speech) -> str | Markup:
    make = _LABELS.get(kind)
    return make(key, register, speech) if make else data(key.rpartition("/")[2] or key)


def _qualification(key: str, register: Register, speech: Speech) -> Markup:
    known = register.knowledge.qualifications[key]
    label, country = named(known.labels, speech.language), speech.country(known.country)
    return label if country in label.striptags() else Markup("{}, {}").format(label, country)


def _framework(key: str, register: Register, speech: Speech) -> Markup:
    return data(register.knowledge.levels.frameworks[key].name, "en", speech.language)


def _occupation(key: str, register: Register, speech: Speech) -> Markup:
    known = register.knowledge.occupations[key.removeprefix("isco-")]
    return named(known.labels, speech.language)


def _provision(key: str, register: Register, speech: Speech) -> Markup:
    known = next(each for each in register.knowledge.provisions if each.id == key)
    return data(known.name, "en", speech.language)


def _convention(key: str, register: Register, speech: Speech) -> Markup:
    known = next(each for each in register.knowledge.conventions if each.id == key)
    return named(known.labels, speech.language)


def _regulation(key: str, register: Register, speech: Speech) -> Markup:
    place, _, isco = key.rpartition("-")
    where = speech.country(place.upper())
    return Markup("{}, {}").format(_occupation(isco, register, speech), where)


def _membership(key: str, register: Register, speech: Speech) -> Markup:
    regime, _, country = key.rpartition("-")
    name = register.memberships.name(regime, speech.language)
    return Markup("{}, {}").format(name, speech.country(country.upper()))


def _referencing(key: str, register: Register, _: Speech) -> Markup:
    cell = find_referencing(key, register)
    assert cell is not None  # noqa: S101  links() asked for its page first
    frameworks = register.knowledge.levels.frameworks
    origin, reached = frameworks[cell.origin.framework], frameworks[cell.reference_framework]
    return ltr(f"{origin.code} {cell.origin.code}, {reached.code}")


def _annex_listing(key: str, register: Register, speech: Speech) -> Markup:
    listing = next(each for each in register.knowledge.listings if each.id == key)
    words = speech.message("Annex {annex}, {country}")
    return fill(words, annex=listing.annex, country=speech.country(listing.country))


def _equivalence(key: str, register: Register, speech: Speech) -> Markup:
    record = next(each for each in register.knowledge.equivalences if each.id == key)
    return data(record.basis, "en", speech.language)


def _body(key: str, register: Register, speech: Speech) -> Markup:
    return named(register.knowledge.bodies.by_id[key].labels, speech.language)


def _credit_system(key: str, register: Register, speech: Speech) -> Markup:
    return named(register.knowledge.credit_systems.by_id[key].labels, speech.language)


def _prior_learning(key: str, register: Register, speech: Speech) -> Markup:
    route = next(each for each in register.knowledge.prior_learning if each.id == key)
    return named(route.name, speech.language)


_LABELS: Mapping[str, _Label] = {
    "body": _body,
    "credit-system": _credit_system,
    "prior-learning": _prior_learning,
    "qualification": _qualification,
    "framework": _framework,
    "occupation": _occupation,
    "provision": _provision,
    "convention": _convention,
    "regulation": _regulation,
    "membership": _membership,
    "referencing": _referencing,
    "annex-listing": _annex_listing,
    "equivalence": _equivalence,
}
