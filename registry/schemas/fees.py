"""The document of fee rules, and how a rule is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, validate

from registry.catalogue.fees import FeeKind, FeeRule, Side
from registry.errors import InvalidDocument
from registry.schemas.fields import (
    Day,
    StrictSchema,
    choice,
    confidence,
    edtf,
    listed,
    nested,
    party_code,
    plain_list,
    slug,
    string,
    text,
)
from registry.schemas.problems import pointers
from registry.schemas.sources import dump_source
from registry.values.dates import parse_date
from registry.values.evidence import Confidence, Source

_PREFIX = validate.Regexp(r"[0-9]{1,4}\Z", error="Write one to four digits of ISCO-08.")
_AMOUNT = validate.Regexp(
    r"[0-9]+(\.[0-9]+)? [A-Z]{3}\Z", error="Write a number and a currency: 10000 NPR."
)


class FeeRuleSchema(StrictSchema):
    """One rule."""

    id = slug(required=True)
    place = party_code(required=True)
    side = choice(Side, required=True)
    kind = choice(FeeKind, required=True)
    rule = text(required=True)
    scope = text(required=True)
    destinations = listed(party_code())
    except_destinations = listed(party_code())
    occupations = listed(string(_PREFIX))
    except_occupations = listed(string(_PREFIX))
    amount = string(_AMOUNT)
    from_ = edtf(data_key="from")
    legal_basis = text(required=True)
    sources = listed(text(), least=1)
    confidence = confidence(required=True)
    note = text()


class FeeRulesSchema(StrictSchema):
    """All rules, and the day for which they were compiled."""

    as_of = Day(required=True)
    rules = plain_list(nested(FeeRuleSchema), required=True)


_SCHEMA = FeeRulesSchema()
_LISTS = ("destinations", "except_destinations", "occupations", "except_occupations")


def load_fees(document: Any) -> tuple[FeeRule, ...]:
    """The rules of a document, or ``InvalidDocument``; an id may stand once."""
    try:
        loaded = _SCHEMA.load(document)
    except ValidationError as error:
        raise InvalidDocument(
            "The fee rules cannot be taken over.",
            hint="Mend the places named under problems.",
            problems=pointers(error.messages),
        ) from error
    as_of = loaded["as_of"].isoformat()
    rules = tuple(_rule(each, as_of) for each in loaded["rules"])
    ids = [rule.id for rule in rules]
    twice = {f"/rules/{ids.index(i)}/id": [f"{i} stands twice."] for i in ids if ids.count(i) > 1}
    if twice:
        raise InvalidDocument("Two fee rules have one id.", problems=twice)
    return rules


def _rule(loaded: Mapping[str, Any], as_of: str) -> FeeRule:
    grade = Confidence(loaded["confidence"])
    return FeeRule(
        id=loaded["id"],
        place=loaded["place"],
        side=Side(loaded["side"]),
        kind=FeeKind(loaded["kind"]),
        rule=loaded["rule"],
        scope=loaded["scope"],
        legal_basis=loaded["legal_basis"],
        sources=tuple(Source(each, grade, as_of=as_of) for each in loaded["sources"]),
        amount=loaded.get("amount", ""),
        note=loaded.get("note", ""),
        first=parse_date(loaded["from_"]) if "from_" in loaded else None,
        **{name: tuple(loaded.get(name, ())) for name in _LISTS},
    )


def dump_fee(rule: FeeRule) -> dict[str, Any]:
    """A rule as it stands beside an answer; texts stay in the language of the data."""
    return {
        "id": rule.id,
        "place": rule.place,
        "side": rule.side.value,
        "kind": rule.kind.value,
        "rule": rule.rule,
        "scope": rule.scope,
        "amount": rule.amount or None,
        "from": str(rule.first) if rule.first else None,
        "legal_basis": rule.legal_basis,
        "note": rule.note or None,
        "sources": [dump_source(source) for source in rule.sources],
    }
