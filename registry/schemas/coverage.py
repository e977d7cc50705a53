"""What the register covers, as a document and as the rows of two tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from marshmallow import Schema, fields

from registry.recognition.coverage_report import (
    NAMED,
    CountryCovered,
    CoverageReport,
    OccupationCovered,
)
from registry.values.countries import country_name
from registry.values.language import OFFERED

_FACTS = {
    "level": "level",
    "field": "field",
    "months": "duration",
    "awarding": "awarding_system",
    "skills": "skills",
}


class CoverageSchema(Schema):
    """What the register covers on a day; counts only, nothing is ranked."""

    as_of = fields.Date(required=True)
    version = fields.String(required=True)
    destinations = fields.List(fields.String(), required=True)
    occupations = fields.List(fields.Dict(), required=True)
    countries = fields.List(fields.Dict(), required=True)
    confidence = fields.Dict(required=True)
    gaps = fields.Dict(required=True)
    appeals = fields.List(fields.String(), required=True)
    authority_rows = fields.Integer(required=True)
    named = fields.Dict(required=True)


def dump_coverage(report: CoverageReport) -> dict[str, Any]:
    """The whole report."""
    gaps = report.gaps
    return {
        "as_of": report.day.isoformat(),
        "version": report.version,
        "destinations": list(report.destinations),
        "occupations": [dump_occupation_covered(each) for each in report.occupations],
        "countries": [dump_country_covered(each) for each in report.countries],
        "confidence": {
            kind: {"high": each.high, "medium": each.medium, "low": each.low}
            for kind, each in report.sureness.items()
        },
        "gaps": {
            "occupations_without_profile": _codes(gaps.occupations_without_profile),
            "origins_without_qualification": list(gaps.origins_without_qualification),
            "destinations_without_authority": list(gaps.destinations_without_authority),
            "pairs_without_row": [
                {"occupation": f"isco:{isco}", "destination": country}
                for isco, country in gaps.pairs_without_row
            ],
        },
        "appeals": list(report.appeals),
        "authority_rows": report.rows,
        "named": {what: report.named[what] for what in NAMED},
    }


def dump_occupation_covered(each: OccupationCovered) -> dict[str, Any]:
    """What is held of an occupation; ``essential_skills`` is null without a profile."""
    return {
        "code": f"isco:{each.isco}",
        "labels": dict(sorted(each.labels.items())),
        "label_languages": sorted(each.labels),
        "has_skill_profile": each.essential_skills is not None,
        "essential_skills": each.essential_skills,
        "qualifications": len(each.qualifications),
        "countries_of_qualifications": list(each.origins),
        "destinations": [pair.country for pair in each.pairs],
        "regulated": {status.value: number for status, number in each.regulated.items()},
        "named": dict(each.named),
        "destinations_unverified": list(each.unverified),
        "destinations_missing": list(each.missing),
    }


def dump_country_covered(each: CountryCovered) -> dict[str, Any]:
    """What is held of a country."""
    return {
        "country": each.country,
        "labels": {language: country_name(each.country, language) for language in OFFERED},
        "qualifications": len(each.qualifications),
        "described": {_FACTS[what]: number for what, number in each.described.items()},
        "frameworks": list(each.frameworks),
        "referenced_to": list(each.regional),
        "conventions": list(each.conventions),
        "authority_rows": each.authority_rows,
        "occupations": _codes([pair.isco for pair in each.pairs]),
        "occupations_unverified": _codes(each.unverified),
        "occupations_missing": _codes(each.missing),
    }


def _codes(occupations: Sequence[str]) -> list[str]:
    return [f"isco:{isco}" for isco in occupations]


def table_of(documents: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Documents of one kind as a table: a row of names, then a row for each document.

    >>> table_of([{"code": "isco:1", "labels": {"en": "x"}, "named": {"fee": 0}, "to": ["A", "B"]}])
    [['code', 'labels_en', 'named_fee', 'to'], ['isco:1', 'x', 0, 'A B']]
    """
    rows = [dict(_cells(each)) for each in documents]
    names = list(dict.fromkeys(name for row in rows for name in row))
    return [names, *([row.get(name, "") for name in names] for row in rows)]


def _cells(document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in document.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}_{key}", inner) for key, inner in value.items())
        elif isinstance(value, list):
            yield name, " ".join(value)
        elif isinstance(value, bool):
            yield name, "true" if value else "false"
        else:
            yield name, "" if value is None else value
