"""Preparing an agreement for the database: its document, what it is searched by, its list item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import orjson

from registry.catalogue.agreement import Agreement, said_by
from registry.catalogue.timeline import spans
from registry.schemas.agreement import dump_agreement, summarise_agreement
from registry.storage.search import searchable
from registry.storage.sectors import Sectors
from registry.values.countries import country_name, country_of
from registry.values.language import OFFERED

MANNER = "2"
"""Another one whenever the same agreement is prepared differently: what is kept is done anew."""
_NO_STATUS = '"status":null'


@dataclass(frozen=True, slots=True)
class Prepared:
    """The row of an agreement and the rows of its parts, by the name of the part."""

    id: str
    row: Mapping[str, Any]
    parts: Mapping[str, Sequence[Mapping[str, Any]]]

    @property
    def hashes(self) -> tuple[str, str]:
        """The hash of the document, and the hash with all that is derived from it."""
        return str(self.row["content_hash"]), str(self.row["prepared"])


def prepare(agreement: Agreement, sectors: Sectors) -> Prepared:
    """Everything the database keeps of an agreement."""
    document = orjson.dumps(dump_agreement(agreement))
    head, tail = orjson.dumps(summarise_agreement(agreement)).decode().split(_NO_STATUS, 1)
    row = {
        "id": agreement.id,
        "type": agreement.type.value,
        "form": agreement.form.value,
        "document": document.decode(),
        "content_hash": sha256(document).hexdigest(),
        "item_head": f'{head}"status":',
        "item_tail": tail,
        "words": searchable(_words(agreement, sectors)),
    }
    parts = _parts(agreement, sectors)
    derived = sha256(orjson.dumps([row, parts])).hexdigest()
    return Prepared(agreement.id, {**row, "prepared": derived}, parts)


def _parts(agreement: Agreement, sectors: Sectors) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = {
        "party": [
            {
                "code": party.code,
                "country": country_of(party.code),
                "role": party.role and party.role.value,
            }
            for party in agreement.parties
        ],
        "sector": list(_sectors(agreement, sectors)),
        "occupation": [{"isco": code} for code in _occupations(agreement, sectors)],
        "objective": [{"objective": number} for number in agreement.objectives],
        "span": [
            {
                "first": span.first.isoformat(),
                "last": span.last.isoformat(),
                "status": span.status.value,
                "confidence": span.confidence.value,
            }
            for span in spans(agreement)
        ],
        "relation": [{"kind": r.kind.value, "to": r.to} for r in _links(agreement)],
    }
    return {
        name: [{"agreement": agreement.id, **row} for row in found] for name, found in rows.items()
    }


def _links(agreement: Agreement) -> Iterator[Any]:
    """Relations, each pair of kind and target once."""
    yield from {(r.kind, r.to): r for r in agreement.relations}.values()


def _sectors(agreement: Agreement, sectors: Sectors) -> Iterator[dict[str, Any]]:
    named = agreement.coverage.sectors
    above = dict.fromkeys(up for slug in named for up in sectors.upwards(slug))
    for slug in dict.fromkeys((*named, *above)):
        yield {"sector": slug, "named": int(slug in named)}


def _occupations(agreement: Agreement, sectors: Sectors) -> list[str]:
    named = list(agreement.coverage.occupations)
    for slug in agreement.coverage.sectors:
        sector = sectors.by_slug.get(slug)
        named.extend(sector.isco if sector else ())
    return list(dict.fromkeys(named))


def _words(agreement: Agreement, sectors: Sectors) -> Iterator[str]:
    """Everything that somebody may type to find the agreement."""
    yield agreement.id
    yield from agreement.title.values()
    for party in agreement.parties:
        yield party.code
        yield party.authority
        yield from party.name.values()
        yield from (country_name(party.code, language) for language in OFFERED)
    for slug in agreement.coverage.sectors:
        yield from sectors.names(slug)
    yield from agreement.notes
    yield from (said_by(source) for source in agreement.sources)
