"""People and drafts for tests of the desk: made up, every one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Engine

from registry.actions.drafting import Seen, Sitting, begin_registration, submit
from registry.actions.publishing import publish, review
from registry.storage import drafts
from registry.values.people import Actor, Grant, Role

REGIMES = frozenset({"ecowas"})


def person(name: str, *roles: Role, place: str = "PHL") -> Actor:
    """Somebody with roles for one place."""
    return Actor(f"id-{name}", name, frozenset(Grant(role, place) for role in roles))


ANA = person("ana", Role.REGISTRAR)
BEN = person("ben", Role.REVIEWER)
CIA = person("cia", Role.PUBLISHER)
# Everything at once, for the place: only the separation of people is in the way.
DAN = person("dan", Role.REGISTRAR, Role.REVIEWER, Role.PUBLISHER)
EVA = person("eva", Role.REGISTRAR, Role.REVIEWER, Role.PUBLISHER, place="DEU")
FAY = person("fay", Role.PUBLISHER)


def document(slug: str = "phl-deu-2026", **changed: Any) -> dict[str, Any]:
    """A small agreement between the Philippines and Germany."""
    return {
        "id": slug,
        "title": {"en": "Memorandum on nurses"},
        "type": "mou",
        "form": "bilateral",
        "bindingness": "non-binding",
        "parties": [{"code": "PHL", "role": "origin"}, {"code": "DEU", "role": "destination"}],
        "parties_complete": True,
        "actions": [{"kind": "signed", "date": "2026-03-19"}],
        "sources": [{"name": "Made-up gazette", "confidence": "high"}],
        "confidence": "high",
        **changed,
    }


def sitting(engine: Engine, actor: Actor) -> Sitting:
    """Somebody at the desk of a register."""
    return Sitting(engine, actor, REGIMES)


def seen(engine: Engine, key: str) -> Seen:
    """A draft as it stands."""
    with engine.connect() as connection:
        return Seen(key, drafts.get(connection, key).revision)


def submitted(engine: Engine, told: Mapping[str, Any], by: Actor = ANA, place: str = "PHL") -> str:
    """A draft that waits for its review."""
    key = begin_registration(sitting(engine, by), place, told)
    submit(sitting(engine, by), seen(engine, key), "complete")
    return key


def passed(engine: Engine, key: str, people: Iterable[Actor] = (BEN, CIA)) -> None:
    """Review a draft and publish it."""
    reviewer, publisher = people
    review(sitting(engine, reviewer), seen(engine, key), "review", "read against the text")
    publish(sitting(engine, publisher), seen(engine, key), "cleared")


def published(engine: Engine, told: Mapping[str, Any]) -> str:
    """A draft that went all the way; its id."""
    key = submitted(engine, told)
    passed(engine, key)
    return key
