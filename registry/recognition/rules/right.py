"""R9: who decides whether the person may practise; always a block of its own."""

from __future__ import annotations

from registry.recognition.binding import host_of
from registry.recognition.case import Case
from registry.recognition.findings import Country, Criterion, Finding, Value, Verdict, found
from registry.recognition.occupations import Regulated
from registry.recognition.question import Purpose


def professional_right(case: Case) -> Finding:
    """Regulated and decided by a named authority, free at high confidence, or not known."""
    if case.question.purpose is Purpose.FURTHER_STUDY:
        return found("R9", Criterion.RIGHT, Verdict.NOT_APPLICABLE, "right-not-asked")
    regulators = case.regulators
    values: dict[str, Value] = {
        "host": Country(host_of(case)),
        "authority": regulators.authority,
        "procedure": regulators.main.procedure if regulators.main else "",
    }
    sources = tuple(dict.fromkeys(row.source for row in regulators.rows))
    status = regulators.status
    if status is Regulated.NO:
        return found("R9", Criterion.RIGHT, Verdict.MET, "unregulated", values, sources=sources)
    if status in (Regulated.YES, Regulated.PARTLY) and regulators.authority:
        wording = "" if status is Regulated.YES else "partly-regulated"
        return found(
            "R9",
            Criterion.RIGHT,
            Verdict.PARTLY,
            "regulated-refer-authority",
            values,
            wording=wording,
            sources=sources,
        )
    said_free = any(row.regulated is Regulated.NO for row in regulators.rows)
    return found(
        "R9",
        Criterion.RIGHT,
        Verdict.UNKNOWN,
        "regulation-unknown",
        values,
        wording="no-licence-known" if said_free else "",
        sources=sources,
        asks=("destination_unit",) if regulators.units else (),
    )
