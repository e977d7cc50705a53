"""The document of a regional regime: its name and every spell of membership."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validates_schema

from registry.catalogue.memberships import Exclusion, Membership, Regime, RegimeKind
from registry.errors import InvalidDocument
from registry.schemas.fields import (
    StrictSchema,
    choice,
    confidence,
    edtf,
    in_english,
    labels,
    listed,
    nested,
    party_code,
    plain_list,
    slug,
    text,
)
from registry.schemas.problems import pointers
from registry.values.dates import parse_date
from registry.values.evidence import Confidence


class ExclusionSchema(StrictSchema):
    """A country to whose nationals the member does not apply the regime."""

    country = party_code(required=True)
    since = edtf()


class SpellSchema(StrictSchema):
    """``to`` is the last day inside; null means still inside as far as known."""

    country = party_code(required=True)
    from_ = edtf(required=True, data_key="from")
    to = edtf(required=True, allow_none=True)
    not_applied_to = listed(nested(ExclusionSchema))
    note = text()
    source = text(required=True)
    confidence = confidence(required=True)

    @validates_schema(skip_on_field_errors=True)
    def _ordered(self, data: Mapping[str, Any], **_: Any) -> None:
        if data["to"] and parse_date(data["to"]).latest < parse_date(data["from_"]).earliest:
            raise ValidationError("It ends before it starts.", "to")


class RegimeSchema(StrictSchema):
    """A regime; ``follows`` names the one whose rules go on under it, ``hub`` the one country
    towards which alone it holds."""

    regime = slug(required=True)
    name = labels(required=True, validate=in_english)
    kind = choice(RegimeKind, required=True)
    follows = slug()
    hub = party_code()
    spells = plain_list(nested(SpellSchema), required=True)


_SCHEMA = RegimeSchema()


def load_regime(document: Any) -> tuple[Regime, tuple[Membership, ...]]:
    """The regime of a document and its spells, or ``InvalidDocument``."""
    try:
        loaded = _SCHEMA.load(document)
    except ValidationError as error:
        raise InvalidDocument(
            "The regime cannot be taken over.",
            hint="Mend the places named under problems.",
            problems=pointers(error.messages),
        ) from error
    regime = Regime(
        loaded["regime"],
        dict(loaded["name"]),
        RegimeKind(loaded["kind"]),
        loaded.get("follows", ""),
        loaded.get("hub", ""),
    )
    return regime, tuple(_spell(regime.id, each) for each in loaded["spells"])


def _spell(regime: str, loaded: Mapping[str, Any]) -> Membership:
    return Membership(
        regime=regime,
        country=loaded["country"],
        first=parse_date(loaded["from_"]),
        last=parse_date(loaded["to"]) if loaded["to"] else None,
        note=loaded.get("note", ""),
        source=loaded["source"],
        confidence=Confidence(loaded["confidence"]),
        exclusions=tuple(
            Exclusion(each["country"], parse_date(each["since"]) if "since" in each else None)
            for each in loaded.get("not_applied_to", ())
        ),
    )
