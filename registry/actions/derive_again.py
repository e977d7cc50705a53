"""Derive the verdict of a kept paper again, from the release that it names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from registry.actions.answer import answer_question
from registry.actions.issue_statement import information_statement
from registry.actions.open_register import Register
from registry.actions.release import open_release
from registry.errors import NotOnRegister
from registry.issuing.canonical import canonical
from registry.linked.store import kept_snapshot
from registry.schemas.question import load_question
from registry.statements.statement import Statement

# What the agreements of a corridor say today is told beside a verdict; it is no part of it.
_OF_TODAY = frozenset({"agreements", "versions"})


@dataclass(frozen=True, slots=True)
class Derivation:
    """A kept verdict beside the one derived again.

    ``differences`` are the places (JSON pointers below ``answer``) where they are not the same,
    none where they agree to the letter. ``made_by`` and ``derived_by`` name their versions.
    """

    made_by: Mapping[str, str]
    derived_by: Mapping[str, str]
    differences: tuple[str, ...]


def derive_again(statement: Statement, register: Register) -> Derivation:
    """Answer the question of a paper again from the ontology, the decision table, the memberships
    and the fee rules of its day.

    The rules are those of this program: where ``versions`` say that others made the paper, a
    difference may come from them. Refused where the release is not kept here.
    """
    kept = statement.document["answer"]
    name = kept["versions"]["data"].partition(".")[0]
    snapshot = kept_snapshot(register.settings.home, name)
    if snapshot is None:
        raise NotOnRegister(
            f"The release {name} of the ontology is not kept here.",
            hint="Check out the files of that release and load them: registry ontology load.",
        )
    release = open_release(snapshot)
    then = replace(register, knowledge=release.knowledge, fees=release.fees)
    question = load_question(statement.document["asked"], today=statement.made_on)
    derived = information_statement(answer_question(question, then), today=statement.made_on)
    again = json.loads(canonical(derived.document))["answer"]
    return Derivation(
        made_by=kept["versions"],
        derived_by=again["versions"],
        differences=tuple(_differences(_verdict(kept), _verdict(again), "")),
    )


def _verdict(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key not in _OF_TODAY}


def _differences(kept: Any, again: Any, at: str) -> Iterator[str]:
    if isinstance(kept, Mapping) and isinstance(again, Mapping):
        for key in sorted(kept.keys() | again.keys()):
            yield from _differences(kept.get(key), again.get(key), f"{at}/{key}")
    elif isinstance(kept, list) and isinstance(again, list) and len(kept) == len(again):
        for number, (one, other) in enumerate(zip(kept, again, strict=True)):
            yield from _differences(one, other, f"{at}/{number}")
    elif kept != again:
        yield at
