"""What the public gets of an agreement: all of it, its outline, or nothing.

Everything that leaves the desk is made from the record that this room returns, never from the
whole one: lists, counts, search, pages, formats and feeds cannot tell what they do not have.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import replace
from typing import TypeVar

from registry.catalogue.agreement import Action, Agreement, Confidentiality, Coverage

_Item = TypeVar("_Item")
# What can be withheld field by field; the rest is what makes a record one. A place is written as
# it is in the document.
WITHHOLDABLE = re.compile(
    r"/(coverage|objectives|relations|texts|notes)\Z"
    r"|/(relations|texts|notes|actions)/(0|[1-9][0-9]{0,3})\Z"
    r"|/actions/(0|[1-9][0-9]{0,3})/note\Z"
    r"|/parties/(0|[1-9][0-9]{0,3})/authority\Z"
    r"|/sources/(0|[1-9][0-9]{0,3})/ref\Z",
    re.ASCII,
)


def disclosed(agreement: Agreement, hidden: Container[str] = frozenset()) -> Agreement | None:
    """The public record, None where not even its existence is public.

    ``hidden`` are the ids of which the public does not know; links to them are left out.
    """
    if agreement.confidentiality is Confidentiality.RESTRICTED:
        return None
    shown = _without(agreement, frozenset(agreement.withheld))
    if agreement.confidentiality is Confidentiality.SUMMARY:
        shown = _outline(shown)
    shown = _unlinked(shown, hidden)
    part = shown != agreement
    return replace(shown, withheld=(), public_part=part)


def _outline(agreement: Agreement) -> Agreement:
    """Who, what and when: neither texts nor remarks nor what it covers in detail."""
    return replace(
        agreement,
        parties=tuple(replace(party, authority="") for party in agreement.parties),
        actions=tuple(replace(action, note="") for action in agreement.actions),
        relations=tuple(replace(relation, note="") for relation in agreement.relations),
        coverage=replace(agreement.coverage, occupations=()),
        texts=(),
        notes=(),
    )


def _unlinked(agreement: Agreement, hidden: Container[str]) -> Agreement:
    return replace(
        agreement,
        relations=tuple(r for r in agreement.relations if r.to not in hidden),
        actions=tuple(_unnamed(action, hidden) for action in agreement.actions),
    )


def _unnamed(action: Action, hidden: Container[str]) -> Action:
    return replace(action, by="") if action.by in hidden else action


def _without(agreement: Agreement, places: frozenset[str]) -> Agreement:
    def kept(name: str, items: tuple[_Item, ...]) -> tuple[_Item, ...]:
        if f"/{name}" in places:
            return ()
        return tuple(each for n, each in enumerate(items) if f"/{name}/{n}" not in places)

    def blank(place: str, said: str) -> str:
        return "" if place in places else said

    return replace(
        agreement,
        parties=tuple(
            replace(party, authority=blank(f"/parties/{n}/authority", party.authority))
            for n, party in enumerate(agreement.parties)
        ),
        actions=tuple(
            replace(action, note=blank(f"/actions/{n}/note", action.note))
            for n, action in enumerate(agreement.actions)
            if f"/actions/{n}" not in places
        ),
        sources=tuple(
            replace(source, ref=blank(f"/sources/{n}/ref", source.ref))
            for n, source in enumerate(agreement.sources)
        ),
        coverage=Coverage() if "/coverage" in places else agreement.coverage,
        objectives=() if "/objectives" in places else agreement.objectives,
        relations=kept("relations", agreement.relations),
        texts=kept("texts", agreement.texts),
        notes=kept("notes", agreement.notes),
    )
