"""R2: recognition conventions set who must prove what, and never an outcome."""

from __future__ import annotations

from registry.recognition.case import Case
from registry.recognition.conventions import Convention
from registry.recognition.findings import Country, Criterion, Finding, Value, Verdict, found
from registry.recognition.qualification import Kind


def convention(case: Case) -> Finding:
    """Both states bound on the day puts the burden of proof on the assessing body.

    Lisbon Recognition Convention III.3(5), and its sisters; higher education only. The
    conventions of the first generation (Bangkok 1983, Nice 1976, Europe 1979) bind without saying
    so, and are shown only where none of the later ones does.
    """
    if case.held is None or case.held.kind is None:
        return _r2(Verdict.UNKNOWN, "convention-unknown", wording="kind-unknown")
    same = case.held.country == case.question.destination
    if case.held.kind is not Kind.HIGHER_EDUCATION or same:
        return _r2(Verdict.NOT_APPLICABLE, "convention-not-applicable")
    origin, host = case.held.country, case.question.destination
    said: dict[str, Value] = {"origin": Country(origin), "host": Country(host)}
    binding = [(each, each.binds(origin, host, case.day)) for each in case.knowledge.conventions]
    standing = sorted((c for c, both in binding if both), key=lambda each: not each.sets_burden)
    if standing:
        return _bound(standing[0], origin, host, said)
    if any(both is None for _, both in binding):
        return _r2(Verdict.UNKNOWN, "convention-unknown", said)
    return _r2(Verdict.NOT_MET, "no-convention", said)


def _bound(each: Convention, origin: str, host: str, said: dict[str, Value]) -> Finding:
    sources = tuple(dict.fromkeys(each.parties[country].source for country in (origin, host)))
    return found(
        "R2",
        Criterion.CONVENTION,
        Verdict.MET if each.sets_burden else Verdict.PARTLY,
        f"presumption-{each.slug}" if each.sets_burden else "convention-without-burden",
        {"convention": each.labels, **said},
        wording="presumption" if each.sets_burden else "",
        sources=sources,
    )


def _r2(
    verdict: Verdict, reason: str, values: dict[str, Value] | None = None, *, wording: str = ""
) -> Finding:
    return found("R2", Criterion.CONVENTION, verdict, reason, values or {}, wording=wording)
