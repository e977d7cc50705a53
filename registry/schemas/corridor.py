"""A corridor as a document: what governs a movement on a day, and how it is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from registry.catalogue.agreement import Agreement
from registry.catalogue.corridors import Binding, CommonRegime, Corridor, Governing
from registry.catalogue.fees import FeeRule
from registry.catalogue.memberships import Membership
from registry.catalogue.timeline import Status
from registry.recognition.conventions import Convention
from registry.schemas.fees import dump_fee
from registry.schemas.sources import dump_source
from registry.values.dates import VagueDate


def _text(day: VagueDate | None) -> str | None:
    return day.text if day else None


def _status(status: Status, on: str) -> dict[str, Any]:
    return {"value": status.value.value, "confidence": status.confidence.value, "on": on}


def summarise_governing(governing: Governing) -> dict[str, Any]:
    """An agreement of a corridor as answers and papers list it."""
    agreement: Agreement = governing.agreement
    return {
        "id": agreement.id,
        "title": dict(agreement.title),
        "signed": _text(agreement.signed),
        "entry_into_force": _text(agreement.entry_into_force),
        "status": _status(governing.status, governing.status.on.isoformat()),
        "standing": governing.standing.value,
        "type": agreement.type.value,
        "sectors": list(agreement.coverage.sectors),
        "confidence": governing.confidence.value,
    }


def _binding(binding: Binding) -> dict[str, Any]:
    return {
        "country": binding.country,
        "via": binding.via.value,
        "party": binding.code,
        "role": binding.role.value if binding.role else None,
        "membership": _spell(binding.spell) if binding.spell else None,
    }


def _spell(spell: Membership) -> dict[str, Any]:
    return {
        "regime": spell.regime,
        "country": spell.country,
        "from": spell.first.text,
        "to": _text(spell.last),
        "note": spell.note or None,
        "source": spell.source,
        "confidence": spell.confidence.value,
    }


def _governing(governing: Governing) -> dict[str, Any]:
    return {
        **summarise_governing(governing),
        "origin": _binding(governing.origin),
        "destination": _binding(governing.destination),
        "units": list(governing.units),
    }


def _regime(regime: CommonRegime) -> dict[str, Any]:
    return {
        "id": regime.regime,
        "name": regime.name,
        "standing": regime.standing.value,
        "membership": {spell.country: _spell(spell) for spell in regime.spells},
        "note": " ".join(regime.notes) or None,
        "confidence": regime.confidence.value,
    }


def _convention(convention: Convention, corridor: Corridor) -> dict[str, Any]:
    sides = (corridor.origin, corridor.destination)
    return {
        "id": convention.id,
        "name": dict(convention.labels),
        "in_force": {
            side: day.isoformat() if (day := convention.parties[side].in_force) else None
            for side in sides
        },
        "sources": [dump_source(convention.parties[side].source) for side in sides],
    }


def dump_corridor(
    corridor: Corridor, conventions: Iterable[Convention], fees: Iterable[FeeRule]
) -> dict[str, Any]:
    """The whole corridor, with the recognition conventions that bind both and what recruitment may
    cost."""
    return {
        "origin": corridor.origin,
        "destination": corridor.destination,
        "on": corridor.day.isoformat(),
        "agreements": [_governing(each) for each in corridor.agreements],
        "other_direction": [_governing(each) for each in corridor.other_way],
        "regimes": [_regime(each) for each in corridor.regimes],
        "recognition_conventions": [_convention(each, corridor) for each in conventions],
        "relations": [
            {
                "from": each.subject,
                "kind": each.kind.value,
                "to": each.to,
                "note": each.note or None,
                "confidence": each.confidence.value,
            }
            for each in corridor.relations
        ],
        "fees": [dump_fee(each) for each in fees],
        "note": "All that bear on the movement are listed. The register does not decide which "
        "prevails.",
    }
