"""R9: who decides whether the person may practise, and when the language is checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from registry.recognition.binding import bonds, host_of, sides
from registry.recognition.case import Case
from registry.recognition.findings import Country, Criterion, Finding, Value, Verdict, found
from registry.recognition.occupations import LanguageChecked, Regulated
from registry.recognition.provisions import Provision
from registry.recognition.question import Purpose
from registry.values.evidence import Source

_REASONS = {
    LanguageChecked.BEFORE_APPLICATION: "language-before-application",
    LanguageChecked.WITH_APPLICATION: "language-with-application",
    LanguageChecked.BEFORE_LICENCE: "language-before-licence",
    LanguageChecked.AFTER_RECOGNITION: "language-after-recognition",
    LanguageChecked.NOT_ASKED: "language-not-asked",
}


def professional_right(case: Case) -> Finding:
    """Regulated and decided by a named authority, free at high confidence, or not known."""
    if case.question.purpose is Purpose.FURTHER_STUDY:
        return found("R9", Criterion.RIGHT, Verdict.NOT_APPLICABLE, "right-not-asked")
    regulators = case.regulators
    values: dict[str, Value] = {
        "host": Country(host_of(case)),
        "authority": regulators.authority,
        "procedure": regulators.told("procedure") or "",
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
            asks=("destination_unit",) if regulators.units else (),
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


def language_checked(
    case: Case, applying: Iterable[Provision]
) -> tuple[LanguageChecked, tuple[Source, ...]] | None:
    """When the language is checked, and who says so: the law that applies before the host."""
    for provision in applying:
        for by_law in _by_law(case, provision):
            return by_law, (provision.source,)
    told = case.regulators.told("language_checked")
    sources = tuple(row.source_of("language_checked") for row in case.regulators.rows)
    if told is None or not all(source.confidence.counts for source in sources):
        return None
    return told, tuple(dict.fromkeys(sources))


def _by_law(case: Case, provision: Provision) -> Iterator[LanguageChecked]:
    """What the law says for the groups in which it binds both sides."""
    for side in sides(case, provision):
        for bond in bonds(case, provision, side, host_of(case)):
            if bond.group and bond.group.language_checked:
                yield bond.group.language_checked


def language(case: Case, applying: Iterable[Provision]) -> Finding:
    """When proof of language is asked for on the way to a licence."""
    if case.question.purpose is Purpose.FURTHER_STUDY:
        return found("R9", Criterion.LANGUAGE, Verdict.NOT_APPLICABLE, "right-not-asked")
    if case.regulated is Regulated.NO:
        wording = "language-without-licence"
        return found(
            "R9", Criterion.LANGUAGE, Verdict.NOT_APPLICABLE, "unregulated", wording=wording
        )
    host: dict[str, Value] = {"host": Country(host_of(case))}
    checked = language_checked(case, applying)
    if checked is None:
        return found("R9", Criterion.LANGUAGE, Verdict.UNKNOWN, "language-check-unknown", host)
    when, sources = checked
    verdict = Verdict.MET if when is LanguageChecked.NOT_ASKED else Verdict.PARTLY
    return found("R9", Criterion.LANGUAGE, verdict, _REASONS[when], host, sources=sources)
