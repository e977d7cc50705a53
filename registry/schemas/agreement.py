"""The agreement document: the same in the file, in the API and in the database.

``load_agreement`` refuses what breaks the contract, with a sentence for each place;
``dump_agreement`` gives the one canonical form: keys in a fixed order, nothing that is empty.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from registry.catalogue.agreement import (
    Action,
    ActionKind,
    Agreement,
    AgreementType,
    Bindingness,
    CitedSource,
    Confidentiality,
    Coverage,
    Form,
    Party,
    Relation,
    RelationKind,
    Role,
    Text,
    TextKind,
)
from registry.catalogue.disclosure import WITHHOLDABLE
from registry.errors import InvalidDocument
from registry.schemas.fields import (
    LANGUAGE,
    StrictBoolean,
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
    string,
    text,
)
from registry.schemas.problems import pointers
from registry.values.countries import is_party
from registry.values.dates import parse_date
from registry.values.evidence import Confidence

REGIME_PREFIX = "regime:"
MANNERS = (ActionKind.TERMINATED, ActionKind.EXPIRED, ActionKind.SUPERSEDED)


class SourceSchema(StrictSchema):
    """Who says so."""

    name = text(most=300, required=True)
    ref = text(most=200)
    confidence = confidence(required=True)


class PartySchema(StrictSchema):
    """Who takes part; leave the role out where it is not known."""

    code = party_code(required=True)
    role = choice(Role)
    authority = text(most=300)
    name = labels()


class ActionSchema(StrictSchema):
    """What happened, or was reported; a date of null is a date that is not known."""

    kind = choice(ActionKind, required=True)
    date = edtf(required=True, allow_none=True)
    party = party_code()
    by = slug()
    manner = choice(MANNERS)
    note = text()
    sources = listed(nested(SourceSchema))
    confidence = confidence()

    @validates_schema(skip_on_field_errors=True)
    def _report(self, data: Mapping[str, Any], **_: Any) -> None:
        kind = ActionKind(data["kind"])
        if kind.is_report and (data["date"] is None or not parse_date(data["date"]).exact):
            raise ValidationError("A report needs the day of the report.", "date")
        if ("manner" in data) != (kind is ActionKind.REPORTED_ENDED):
            raise ValidationError(
                "A reported end, and nothing else, says how it ended: "
                "terminated, expired or superseded.",
                "manner",
            )


class RelationSchema(StrictSchema):
    """How it stands to an agreement that is older or wider; the other direction is derived."""

    kind = choice(RelationKind, required=True)
    to = slug(required=True)
    note = text()
    sources = listed(nested(SourceSchema))
    confidence = confidence()


class CoverageSchema(StrictSchema):
    """Whom it is about."""

    sectors = listed(slug())
    occupations = listed(
        string(validate.Regexp(r"\d{1,4}\Z", error="Write one to four digits of ISCO-08, quoted."))
    )


class MembershipSchema(StrictSchema):
    """The dated memberships that decide who is bound on a day."""

    regimes = listed(slug(), least=1)


class TextSchema(StrictSchema):
    """Where a text of it can be read."""

    language = string(
        validate.Regexp(LANGUAGE, error="Write a language code, as en or pt-BR."), required=True
    )
    kind = choice(TextKind, required=True)
    address = string(validate.URL(schemes={"http", "https"}, error="Write a whole web address."))
    file = string(
        validate.Regexp(r"[0-9a-f]{64}\Z", error="Write the SHA-256 of a file that is held here.")
    )
    prevailing = StrictBoolean()

    @validates_schema(skip_on_field_errors=True)
    def _somewhere(self, data: Mapping[str, Any], **_: Any) -> None:
        if "address" not in data and "file" not in data:
            raise ValidationError("Say where the text can be read, or hold its file.", "address")


class NoteSchema(StrictSchema):
    """A remark in our own words."""

    text = text(required=True)


def _side_member(member: str) -> None:
    known = is_party(member)
    if member.startswith(REGIME_PREFIX):
        known = len(member) > len(REGIME_PREFIX)
    if not known:
        raise ValidationError(f"{member[:30]!r} is neither a party nor a regime: (as regime:eu).")


class AgreementSchema(StrictSchema):
    """An agreement; the fields in the order in which they are written."""

    id = slug(required=True)
    title = labels(required=True, validate=in_english)
    type = choice(AgreementType, required=True)
    form = choice(Form, required=True)
    bindingness = choice(Bindingness, required=True)
    parties = plain_list(nested(PartySchema), required=True)
    parties_complete = StrictBoolean(required=True)
    sides = plain_list(
        listed(string(_side_member), least=1),
        validate=validate.Length(2, 10, error="Give two sides or more, or leave this out."),
    )
    membership = nested(MembershipSchema)
    actions = listed(nested(ActionSchema))
    coverage = nested(CoverageSchema)
    objectives = listed(
        fields.Integer(
            strict=True,
            validate=validate.Range(1, 23, error="GCM objectives run from 1 to 23."),
            error_messages={"invalid": "Write a whole number."},
        )
    )
    relations = listed(nested(RelationSchema))
    texts = listed(nested(TextSchema))
    notes = listed(nested(NoteSchema))
    sources = listed(nested(SourceSchema), least=1, most=50)
    confidence = confidence(required=True)
    confidentiality = choice(Confidentiality)
    withheld = listed(
        string(validate.Regexp(WITHHOLDABLE, error="This place cannot be withheld by itself."))
    )
    public_part = StrictBoolean()

    @validates_schema(skip_on_field_errors=True)
    def _consistent(self, data: Mapping[str, Any], **_: Any) -> None:
        problems = dict(_inconsistencies(data))
        if problems:
            raise ValidationError(problems)


def _inconsistencies(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    codes = [party["code"] for party in data["parties"]]
    if len(set(codes)) < len(codes):
        yield "parties", ["A party stands here twice."]
    if data["form"] == Form.BILATERAL and len(codes) != 2:
        yield "form", ["A bilateral agreement has two parties; this one has another number."]
    if data.get("public_part"):
        yield "public_part", ["This is the public part of a record; take over the whole one."]
    if sum(text.get("prevailing", False) for text in data.get("texts", ())) > 1:
        yield "texts", ["Only one text can prevail."]
    astray = {
        place: ["There is no such place in this document."]
        for place, pointer in enumerate(data.get("withheld", ()))
        if not _there(data, pointer)
    }
    if astray:
        yield "withheld", astray
    if any(relation["to"] == data["id"] for relation in data.get("relations", ())):
        yield "relations", ["An agreement has no relation to itself."]
    stray = {
        place: {"party": ["This is not among the parties."]}
        for place, action in enumerate(data.get("actions", ()))
        if action.get("party") not in (None, *codes) and action["kind"] != ActionKind.ACCEDED
    }
    if stray:
        yield "actions", stray


def _there(document: Any, pointer: str) -> bool:
    for part in pointer.split("/")[1:]:
        if isinstance(document, list):
            if int(part) >= len(document):
                return False
            document = document[int(part)]
        elif part in document:
            document = document[part]
        else:
            return False
    return True


_SCHEMA = AgreementSchema()


@dataclass(frozen=True, slots=True)
class Known:
    """What a document may name besides itself; None stands for anything."""

    sectors: Container[str] | None = None
    regimes: Container[str] | None = None
    agreements: Container[str] | None = None


ANYTHING = Known()


def load_agreement(document: Any, known: Known = ANYTHING) -> Agreement:
    """The agreement of a document, or ``InvalidDocument`` with every problem by JSON pointer."""
    try:
        loaded = _SCHEMA.load(document)
    except ValidationError as error:
        problems = pointers(error.messages)
    else:
        problems = dict(_unknown_names(loaded, known))
        if not problems:
            return agreement_of(loaded)
    raise InvalidDocument(
        "The agreement cannot be taken over.",
        hint="Mend the places named under problems.",
        problems=problems,
    )


def _unknown_names(document: Mapping[str, Any], known: Known) -> Iterator[tuple[str, list[str]]]:
    for pointer, name, held, what in _names(document, known):
        if held is not None and name not in held:
            yield pointer, [f"There is no {what} {name!r} on the register."]


def _names(
    document: Mapping[str, Any], known: Known
) -> Iterator[tuple[str, str, Container[str] | None, str]]:
    for place, sector in enumerate(document.get("coverage", {}).get("sectors", ())):
        yield f"/coverage/sectors/{place}", sector, known.sectors, "sector"
    for place, regime in enumerate(document.get("membership", {}).get("regimes", ())):
        yield f"/membership/regimes/{place}", regime, known.regimes, "regime"
    for outer, side in enumerate(document.get("sides", ())):
        for inner, member in enumerate(side):
            if member.startswith(REGIME_PREFIX):
                name = member.removeprefix(REGIME_PREFIX)
                yield f"/sides/{outer}/{inner}", name, known.regimes, "regime"
    for place, relation in enumerate(document.get("relations", ())):
        yield f"/relations/{place}/to", relation["to"], known.agreements, "agreement"
    for place, action in enumerate(document.get("actions", ())):
        if "by" in action:
            yield f"/actions/{place}/by", action["by"], known.agreements, "agreement"


# Documents to objects ----------------------------------------------------------------------


def agreement_of(document: Mapping[str, Any]) -> Agreement:
    """The agreement of a document that has been validated."""
    coverage = document.get("coverage", {})
    return Agreement(
        id=document["id"],
        title=dict(document["title"]),
        type=AgreementType(document["type"]),
        form=Form(document["form"]),
        bindingness=Bindingness(document["bindingness"]),
        parties=tuple(_party(each) for each in document["parties"]),
        parties_complete=document["parties_complete"],
        sides=tuple(tuple(side) for side in document.get("sides", ())),
        regimes=tuple(document.get("membership", {}).get("regimes", ())),
        actions=tuple(_action(each) for each in document.get("actions", ())),
        coverage=Coverage(
            tuple(coverage.get("sectors", ())), tuple(coverage.get("occupations", ()))
        ),
        objectives=tuple(document.get("objectives", ())),
        relations=tuple(_relation(each) for each in document.get("relations", ())),
        texts=tuple(
            Text(
                each["language"],
                TextKind(each["kind"]),
                each.get("address", ""),
                each.get("file", ""),
                each.get("prevailing", False),
            )
            for each in document.get("texts", ())
        ),
        notes=tuple(each["text"] for each in document.get("notes", ())),
        sources=_sources(document),
        confidence=Confidence(document["confidence"]),
        confidentiality=Confidentiality(document.get("confidentiality", "public")),
        withheld=tuple(document.get("withheld", ())),
        public_part=document.get("public_part", False),
    )


def _party(document: Mapping[str, Any]) -> Party:
    role = document.get("role")
    return Party(
        document["code"],
        Role(role) if role else None,
        document.get("authority", ""),
        dict(document.get("name", {})),
    )


def _action(document: Mapping[str, Any]) -> Action:
    manner = document.get("manner")
    return Action(
        kind=ActionKind(document["kind"]),
        date=parse_date(document["date"]) if document["date"] else None,
        party=document.get("party", ""),
        by=document.get("by", ""),
        manner=ActionKind(manner) if manner else None,
        note=document.get("note", ""),
        sources=_sources(document),
        confidence=_confidence(document),
    )


def _relation(document: Mapping[str, Any]) -> Relation:
    return Relation(
        RelationKind(document["kind"]),
        document["to"],
        document.get("note", ""),
        _sources(document),
        _confidence(document),
    )


def _sources(document: Mapping[str, Any]) -> tuple[CitedSource, ...]:
    return tuple(
        CitedSource(each["name"], Confidence(each["confidence"]), each.get("ref", ""))
        for each in document.get("sources", ())
    )


def _confidence(document: Mapping[str, Any]) -> Confidence | None:
    said = document.get("confidence")
    return Confidence(said) if said else None


# Objects to documents ----------------------------------------------------------------------


def dump_agreement(agreement: Agreement) -> dict[str, Any]:
    """The canonical document of an agreement."""
    coverage = agreement.coverage
    whole = {
        "id": agreement.id,
        "title": dict(agreement.title),
        "type": agreement.type.value,
        "form": agreement.form.value,
        "bindingness": agreement.bindingness.value,
        "parties": [_dump_party(party) for party in agreement.parties],
        "parties_complete": agreement.parties_complete,
        "sides": [list(side) for side in agreement.sides],
        "membership": _filled({"regimes": list(agreement.regimes)}),
        "actions": [_dump_action(action) for action in agreement.actions],
        "coverage": _filled(
            {"sectors": list(coverage.sectors), "occupations": list(coverage.occupations)}
        ),
        "objectives": list(agreement.objectives),
        "relations": [_dump_relation(relation) for relation in agreement.relations],
        "texts": [
            _filled(
                {
                    "language": each.language,
                    "kind": each.kind.value,
                    "address": each.address,
                    "file": each.file,
                    "prevailing": each.prevailing or None,
                }
            )
            for each in agreement.texts
        ],
        "notes": [{"text": note} for note in agreement.notes],
        "sources": _dump_sources(agreement.sources),
        "confidence": agreement.confidence.value,
        "confidentiality": _unless_public(agreement.confidentiality),
        "withheld": list(agreement.withheld),
        "public_part": agreement.public_part or None,
    }
    kept = _filled(whole)
    kept["parties"] = whole["parties"]
    return {key: kept[key] for key in whole if key in kept}


def _filled(document: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty; false is not empty."""
    return {key: value for key, value in document.items() if value not in (None, "", [], {})}


def _unless_public(confidentiality: Confidentiality) -> str | None:
    return None if confidentiality is Confidentiality.PUBLIC else confidentiality.value


def _dump_party(party: Party) -> dict[str, Any]:
    return _filled(
        {
            "code": party.code,
            "role": party.role and party.role.value,
            "authority": party.authority,
            "name": dict(party.name),
        }
    )


def _dump_action(action: Action) -> dict[str, Any]:
    rest = {
        "party": action.party,
        "by": action.by,
        "manner": action.manner and action.manner.value,
        "note": action.note,
        **_dump_claim(action),
    }
    return {
        "kind": action.kind.value,
        "date": action.date.text if action.date else None,
        **_filled(rest),
    }


def _dump_relation(relation: Relation) -> dict[str, Any]:
    said = {"kind": relation.kind.value, "to": relation.to, "note": relation.note}
    return _filled({**said, **_dump_claim(relation)})


def _dump_claim(claim: Action | Relation) -> dict[str, Any]:
    return {
        "sources": _dump_sources(claim.sources),
        "confidence": claim.confidence and claim.confidence.value,
    }


def _dump_sources(sources: tuple[CitedSource, ...]) -> list[dict[str, Any]]:
    return [
        _filled({"name": each.name, "ref": each.ref, "confidence": each.confidence.value})
        for each in sources
    ]


def summarise_agreement(agreement: Agreement) -> dict[str, Any]:
    """The agreement as an item of a list (API.md), but for its status, which hangs on a day."""
    signed, entered = agreement.signed, agreement.entry_into_force
    return {
        "id": agreement.id,
        "title": agreement.title["en"],
        "type": agreement.type.value,
        "form": agreement.form.value,
        "parties": [
            {"code": party.code, "role": party.role and party.role.value}
            for party in agreement.parties
        ],
        "signed": signed.text if signed else None,
        "entry_into_force": entered.text if entered else None,
        "status": None,
        "sectors": list(agreement.coverage.sectors),
        "objectives": list(agreement.objectives),
        "confidence": agreement.confidence.value,
        "sources": _dump_sources(agreement.sources),
    }
