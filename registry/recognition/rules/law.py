"""R1 and R2: provisions that bind, and conventions that set who must prove what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from registry.catalogue.memberships import Membership
from registry.recognition.case import Case
from registry.recognition.findings import (
    Country,
    Criterion,
    Finding,
    Sentence,
    Value,
    Verdict,
    found,
)
from registry.recognition.occupations import Regulated
from registry.recognition.provisions import (
    UNDATED_FROM,
    AnnexListing,
    Condition,
    ConditionKind,
    Provision,
)
from registry.recognition.qualification import Kind
from registry.recognition.question import Purpose
from registry.values.countries import country_of, is_unit
from registry.values.evidence import Source

APPLIES = "binding-provision-applies"
ACQUIRED = "acquired-rights"
ACQUIRED_MONTHS = 36  # Directive 2005/36/EC Art. 23(1): three consecutive years in the last five


@dataclass(frozen=True, slots=True)
class Checked:
    """One condition looked at: what came out, how to say it, what would settle it."""

    verdict: Verdict
    reason: str
    asks: tuple[str, ...] = ()
    values: dict[str, Value] | None = None
    wording: str = ""
    sources: tuple[Source, ...] = ()


def provisions(case: Case) -> list[Finding]:
    """R1: one finding for each provision in play, or one that says there is none."""
    findings = [
        finding
        for provision in case.knowledge.provisions_on(case.isco, case.question.destination)
        for finding in _look(case, provision)
    ]
    if findings:
        return findings
    return [
        found(
            "R1",
            Criterion.PROVISION,
            Verdict.NOT_APPLICABLE,
            "no-binding-provision",
            {"host": Country(case.question.destination)},
        )
    ]


def not_looked_at() -> Finding:
    """A treaty does not apply to what cannot be used (decision table, row 1)."""
    return found("R1", Criterion.PROVISION, Verdict.NOT_APPLICABLE, "provision-not-looked-at")


def _look(case: Case, provision: Provision) -> Iterator[Finding]:
    """The finding on one provision; nothing where it never bound the two sides."""
    standing = _standing(case, provision)
    if standing is None:
        return
    study = case.question.purpose is Purpose.FURTHER_STUDY
    if study or not provision.effect.decides:
        wording = "not-for-study" if study else provision.effect.value
        shown = Checked(Verdict.NOT_APPLICABLE, "shown-not-counted", wording=wording)
        yield _finding(provision, shown, standing.sources)
        return
    if standing.verdict is not Verdict.MET:
        yield _finding(provision, standing, ())
        return
    checks = [_check(case, provision, condition) for condition in provision.conditions]
    yield _finding(provision, _together(checks), standing.sources, checks)


def _together(checks: Sequence[Checked]) -> Checked:
    """A failed condition decides; then an unknown one; then the provision applies."""
    for check in checks:
        if check.verdict is Verdict.NOT_MET:
            return check
    unknown = [check for check in checks if check.verdict is Verdict.UNKNOWN]
    if unknown:
        asks = tuple(dict.fromkeys(name for check in unknown for name in check.asks))
        return Checked(Verdict.UNKNOWN, "condition-unknown", asks)
    acquired = [check for check in checks if check.reason == ACQUIRED]
    return acquired[0] if acquired else Checked(Verdict.MET, APPLIES)


def _finding(
    provision: Provision,
    said: Checked,
    sources: tuple[Source, ...],
    checks: Sequence[Checked] = (),
) -> Finding:
    conditions = tuple(
        Sentence(check.wording or check.reason, check.values or {})
        for check in checks
        if said.verdict is Verdict.UNKNOWN and check.verdict is Verdict.UNKNOWN
    )
    values: dict[str, Value] = {
        "provision": provision.name,
        "basis": provision.legal_basis,
        "profession": provision.profession,
        "gives": provision.gives,
        "terms": provision.terms,
        "conditions": conditions,
        **(said.values or {}),
    }
    if provision.effect.decides:
        values["effect"] = Sentence(f"effect:{provision.effect}")
    own = tuple(source for check in checks for source in check.sources)
    return found(
        "R1",
        Criterion.PROVISION,
        said.verdict,
        said.reason,
        values,
        wording=said.wording if said.verdict is not Verdict.UNKNOWN else "",
        provision=provision.id,
        sources=tuple(dict.fromkeys((provision.source, *own, *sources))),
        asks=said.asks,
        held=None,
        host=Sentence("plain", {"text": provision.legal_basis}),
    )


# Where a provision binds -------------------------------------------------------------------


def _standing(case: Case, provision: Provision) -> Checked | None:
    """Whether the provision stands between the two sides on the day; None if never in play."""
    if provision.territory.within:
        return _within(case, provision)
    host = case.question.destination_unit or case.question.destination
    sides = _sides(case, provision)
    if not sides or not _ever(case, provision, host):
        return None
    started = (provision.first or UNDATED_FROM) <= case.day and (
        provision.last is None or case.day <= provision.last
    )
    if not provision.source.confidence.counts:
        return Checked(Verdict.UNKNOWN, "provision-unverified")
    spells: list[Source] = []
    for origin in sides:
        inside, sources = _both_inside(case, provision, origin, host, case.day)
        spells.extend(sources)
        if inside and started:
            return Checked(Verdict.MET, APPLIES, sources=tuple(dict.fromkeys(spells)))
    return Checked(
        Verdict.NOT_MET,
        "agreement-not-in-force",
        values={"day": case.day, "host": Country(case.question.destination)},
    )


def _sides(case: Case, provision: Provision) -> list[str]:
    """The holder's side: where the title is from, or where the person is registered, if the
    provision turns on that; only places that the provision has ever bound."""
    registered = any(each.kind is ConditionKind.REGISTERED for each in provision.conditions)
    told = [code for code in (case.origin, case.question.held.unit) if code]
    if registered:
        told = [*case.question.registered_in, *told]
    destination = case.question.destination
    apart = [code for code in told if country_of(code) != destination]
    return [side for side in dict.fromkeys(apart) if _ever(case, provision, side)]


def _names(provision: Provision, code: str) -> bool:
    named = provision.territory.countries
    return code in named or (is_unit(code) and country_of(code) in named)


def _ever(case: Case, provision: Provision, code: str) -> bool:
    """Whether a place was ever bound; a unit counts by its country unless units are named."""
    named = provision.territory.countries
    if any(is_unit(each) and country_of(each) == country_of(code) for each in named):
        return code in named
    return case.knowledge.has_bound(provision, country_of(code))


def _member(
    case: Case, provision: Provision, group: Sequence[str], code: str, day: date
) -> Membership | None:
    """The spell that puts a place inside one of a group's regimes on the day."""
    if country_of(code) in provision.territory.excluded:
        return None
    for regime in group:
        spell = case.knowledge.memberships.is_member(regime, country_of(code), day)
        if spell is not None and spell.confidence.counts:
            return spell
    return None


def _both_inside(
    case: Case, provision: Provision, origin: str, host: str, day: date
) -> tuple[bool, list[Source]]:
    if _names(provision, origin) and _names(provision, host):
        return True, []
    for group in provision.territory.regimes:
        one = _member(case, provision, group, origin, day)
        other = _member(case, provision, group, host, day)
        if one and other:
            return True, [
                Source(
                    f"{spell.country} in {spell.regime.upper()}: {spell.source}", spell.confidence
                )
                for spell in (one, other)
            ]
    return False, []


def _within(case: Case, provision: Provision) -> Checked | None:
    """A provision between the units of one country is in play for people registered in one."""
    country = provision.territory.within
    told = [code for code in case.question.registered_in if country_of(code) == country]
    if case.question.destination != country or not told:
        return None
    started = (provision.first or UNDATED_FROM) <= case.day
    return Checked(
        Verdict.MET if started else Verdict.NOT_MET,
        APPLIES if started else "agreement-not-in-force",
        values={"day": case.day, "host": Country(country)},
    )


# What a provision turns on -----------------------------------------------------------------


def _check(case: Case, provision: Provision, condition: Condition) -> Checked:
    return _CHECKS[condition.kind](case, provision, condition)


def _nationality(case: Case, provision: Provision, _: Condition) -> Checked:
    nationality = case.question.nationality
    if nationality is None:
        return Checked(Verdict.UNKNOWN, "nationality-unknown", ("nationality",))
    inside = _names(provision, nationality) or any(
        _member(case, provision, group, nationality, case.day)
        for group in provision.territory.regimes
    )
    if inside:
        return Checked(Verdict.MET, "in-personal-scope")
    return Checked(
        Verdict.NOT_MET, "out-of-personal-scope", values={"nationality": Country(nationality)}
    )


def _annex_title(case: Case, _: Provision, __: Condition) -> Checked:
    listing = _listing(case)
    if listing is None or case.held is None:
        return Checked(Verdict.UNKNOWN, "title-not-in-hand", ("held.qualification",))
    listed = any(fact.counts and fact.value == listing.annex for fact in case.held.listings)
    if listed:
        return Checked(Verdict.MET, "annex-title-listed", sources=(listing.source,))
    if listing.complete:
        return Checked(Verdict.NOT_MET, "condition-not-met", wording="title-not-listed")
    return Checked(Verdict.UNKNOWN, "title-listing-unknown", ("held.qualification",))


def _listing(case: Case) -> AnnexListing | None:
    if not case.origin:
        return None
    listing = case.knowledge.listing(case.origin, case.isco)
    ended = listing is not None and listing.last is not None and case.day > listing.last
    return None if ended else listing


def _training_start(case: Case, _: Provision, __: Condition) -> Checked:
    """Directive 2005/36/EC Art. 21 and 23: training before the reference date goes through
    acquired rights, which ask three consecutive years of practice in the last five."""
    listing = _listing(case)
    start = case.question.held.training_started_on
    if listing is None:
        return Checked(Verdict.UNKNOWN, "reference-date-not-held", ("held.qualification",))
    values: dict[str, Value] = {"reference_date": listing.reference_date}
    if start is None:
        return Checked(
            Verdict.UNKNOWN,
            "training-start-unknown",
            ("training_started_on",),
            values,
        )
    if start >= listing.reference_date:
        return Checked(Verdict.MET, "training-after-reference-date", sources=(listing.source,))
    return _acquired_rights(case, values, listing.source)


def _acquired_rights(case: Case, values: dict[str, Value], source: Source) -> Checked:
    months = _practice(case)
    if months is None:
        return Checked(Verdict.UNKNOWN, "acquired-rights-practice-unknown", ("experience",), values)
    if months >= ACQUIRED_MONTHS:
        return Checked(Verdict.MET, ACQUIRED, values=values, sources=(source,))
    return Checked(Verdict.NOT_MET, "reference-date-not-met", values=values)


def _practice(case: Case) -> int | None:
    """Months of practice in the occupation that count on this basis; None if nothing was said."""
    own = [item for item in case.question.experience if item.occupation == case.isco]
    believed = [item.months for item in own if case.question.believed(item.state)]
    return max(believed) if believed else None


def _automatic_excluded(case: Case, provision: Provision, _: Condition) -> Checked:
    """Directive 2005/36/EC Art. 10: the general system takes what the automatic route leaves."""
    automatic = [
        other
        for other in case.knowledge.provisions
        if other.regime == provision.regime
        and other.id != provision.id
        and other.occupations
        and any(each.kind is ConditionKind.ANNEX_TITLE for each in other.conditions)
        and other.covers(case.isco)
    ]
    for other in automatic:
        outcome = _together(
            [
                _check(case, other, condition)
                for condition in other.conditions
                if condition.kind is not ConditionKind.NATIONALITY
            ]
        )
        if outcome.verdict is Verdict.MET:
            return Checked(Verdict.NOT_MET, "condition-not-met", wording="automatic-route-open")
        if outcome.verdict is Verdict.UNKNOWN:
            return Checked(Verdict.UNKNOWN, "automatic-route-not-settled", outcome.asks)
    return Checked(Verdict.MET, "automatic-route-excluded")


def _host_regulates(case: Case, _: Provision, __: Condition) -> Checked:
    status = case.regulated
    if status is Regulated.YES:
        return Checked(Verdict.MET, "host-regulates")
    if status is Regulated.NO:
        return Checked(Verdict.NOT_MET, "condition-not-met", wording="host-does-not-regulate")
    asks = ("destination_unit",) if case.regulators.units else ()
    return Checked(Verdict.UNKNOWN, "host-regulation-unknown", asks)


def _registered(case: Case, provision: Provision, _: Condition) -> Checked:
    """Registered on the other side, inside the territory together with the host on the day."""
    host = case.question.destination_unit or case.question.destination
    told = [
        code
        for code in case.question.registered_in
        if country_of(code) != case.question.destination
    ]
    inside = any(_both_inside(case, provision, code, host, case.day)[0] for code in told)
    if inside and _same_occupation(case):
        return _seen(case, "registration", "registered-in-territory")
    return Checked(Verdict.UNKNOWN, "registration-unknown", ("registered_in",))


def _same_occupation(case: Case) -> bool:
    """Whether what is held or practised is the occupation asked: a registration is for one."""
    held = case.held.occupations if case.held else (case.question.held.occupation or case.isco,)
    practised = (item.occupation for item in case.question.experience)
    return case.isco in (*held, *practised)


def _registered_in_unit(case: Case, provision: Provision, _: Condition) -> Checked:
    within = provision.territory.within
    told = [code for code in case.question.registered_in if is_unit(code)]
    units = [code for code in told if country_of(code) == within]
    if not units or case.question.destination_unit is None:
        asks = tuple(
            name
            for name, missing in (
                ("registered_in", not units),
                ("destination_unit", case.question.destination_unit is None),
            )
            if missing
        )
        return Checked(Verdict.UNKNOWN, "unit-unknown", asks)
    if all(code == case.question.destination_unit for code in units):
        return Checked(Verdict.NOT_MET, "condition-not-met", wording="same-unit")
    return _seen(case, "registration", "registered-in-territory")


def _seen(case: Case, kind: str, reason: str) -> Checked:
    """A condition that was told; on the assessed basis evidence of it must have been seen."""
    if case.question.basis.value == "told" or any(s.seen for s in case.question.states(kind)):
        return Checked(Verdict.MET, reason)
    return Checked(Verdict.UNKNOWN, "evidence-not-seen", ("evidence",))


def _practice_months(case: Case, _: Provision, condition: Condition) -> Checked:
    months = _practice(case)
    values: dict[str, Value] = {"months": condition.months}
    if months is None:
        return Checked(Verdict.UNKNOWN, "practice-unknown", ("experience",), values)
    if months >= condition.months:
        return Checked(Verdict.MET, "practice-shown", values=values)
    return Checked(Verdict.NOT_MET, "condition-practice-years", values=values)


def _good_standing(case: Case, _: Provision, __: Condition) -> Checked:
    states = case.question.states("good-standing")
    if any(case.question.believed(state) for state in states):
        return Checked(Verdict.MET, "good-standing-shown")
    return Checked(Verdict.UNKNOWN, "good-standing-unknown", ("evidence",))


def _not_held(_: Case, __: Provision, condition: Condition) -> Checked:
    return Checked(Verdict.UNKNOWN, "terms-not-held", values={"missing": condition.text})


_CHECKS = {
    ConditionKind.NATIONALITY: _nationality,
    ConditionKind.ANNEX_TITLE: _annex_title,
    ConditionKind.TRAINING_START: _training_start,
    ConditionKind.AUTOMATIC_EXCLUDED: _automatic_excluded,
    ConditionKind.HOST_REGULATES: _host_regulates,
    ConditionKind.REGISTERED: _registered,
    ConditionKind.REGISTERED_IN_UNIT: _registered_in_unit,
    ConditionKind.PRACTICE: _practice_months,
    ConditionKind.GOOD_STANDING: _good_standing,
    ConditionKind.NOT_HELD: _not_held,
}


# Conventions -------------------------------------------------------------------------------


def convention(case: Case) -> Finding:
    """R2: both states bound on the day puts the burden of proof on the assessing body.

    Lisbon Recognition Convention III.3(5), and its sisters; higher education only.
    """
    if case.held is None or case.held.kind is None:
        return found(
            "R2",
            Criterion.CONVENTION,
            Verdict.UNKNOWN,
            "convention-unknown",
            wording="kind-unknown",
        )
    if case.held.kind is not Kind.HIGHER_EDUCATION:
        return found(
            "R2", Criterion.CONVENTION, Verdict.NOT_APPLICABLE, "convention-not-applicable"
        )
    origin, host = case.held.country, case.question.destination
    undecided = False
    for each in case.knowledge.conventions:
        both = each.binds(origin, host, case.day)
        if both:
            return found(
                "R2",
                Criterion.CONVENTION,
                Verdict.MET,
                f"presumption-{each.slug}",
                {"convention": each.labels, "origin": Country(origin), "host": Country(host)},
                wording="presumption",
                sources=tuple(dict.fromkeys(each.parties[c].source for c in (origin, host))),
            )
        undecided = undecided or both is None
    reason = "convention-unknown" if undecided else "no-convention"
    return found(
        "R2",
        Criterion.CONVENTION,
        Verdict.UNKNOWN if undecided else Verdict.NOT_MET,
        reason,
        {"origin": Country(origin), "host": Country(host)},
    )
