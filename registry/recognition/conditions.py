"""What a provision turns on: each condition looked at by itself; unknown is not met."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from registry.recognition.binding import bonds, host_of, inside, names, sides
from registry.recognition.case import Case
from registry.recognition.facts import counted
from registry.recognition.findings import Country, Value, Verdict
from registry.recognition.occupations import Regulated
from registry.recognition.provisions import AnnexListing, Condition, ConditionKind, Provision
from registry.recognition.qualification import BodyStatus
from registry.recognition.question import Basis, EvidenceKind, EvidenceState
from registry.values.countries import country_of, is_unit
from registry.values.dates import months_between
from registry.values.evidence import Source

APPLIES = "binding-provision-applies"
ACQUIRED = "acquired-rights"
BEYOND = "terms-not-held"
_TOLERANCE = 4  # months: three school years from October to June are 32 months
ACQUIRED_MONTHS = 36  # Directive 2005/36/EC Art. 23(1): three consecutive years in the last five


@dataclass(frozen=True, slots=True)
class Checked:
    """One condition looked at: what came out, how to say it, what would settle it."""

    verdict: Verdict
    reason: str
    asks: tuple[str, ...] = ()
    values: Mapping[str, Value] | None = None
    wording: str = ""
    sources: tuple[Source, ...] = ()


def check(case: Case, provision: Provision, condition: Condition) -> Checked:
    """Look at one condition of a provision."""
    return _CHECKS[condition.kind](case, provision, condition)


def together(checks: Sequence[Checked]) -> Checked:
    """A failed condition decides; then an unknown one; then the provision applies.

    Nothing is asked for a provision that also turns on terms which nobody here can tell.
    """
    for each in checks:
        if each.verdict is Verdict.NOT_MET:
            return each
    unknown = [each for each in checks if each.verdict is Verdict.UNKNOWN]
    if unknown:
        asks = tuple(dict.fromkeys(name for each in unknown for name in each.asks))
        if any(each.reason == BEYOND for each in unknown):
            asks = ()
        return Checked(Verdict.UNKNOWN, "condition-unknown", asks)
    acquired = [each for each in checks if each.reason == ACQUIRED]
    return acquired[0] if acquired else Checked(Verdict.MET, APPLIES)


def papers(case: Case) -> Checked:
    """Whether there is a paper that a provision could rest on.

    Where the diploma cannot be had, no provision is applied to it; nor is it refused: Lisbon
    Recognition Convention, section VII.
    """
    diploma = case.question.states(EvidenceKind.DIPLOMA)
    if EvidenceState.NAME_MISMATCH in diploma | case.question.states(EvidenceKind.IDENTITY):
        return Checked(
            Verdict.UNKNOWN, "name-mismatch-open", (f"evidence.{EvidenceKind.IDENTITY}",)
        )
    if EvidenceState.UNAVAILABLE in diploma and not any(state.seen for state in diploma):
        return Checked(Verdict.UNKNOWN, "papers-unavailable", (f"evidence.{EvidenceKind.DIPLOMA}",))
    return _awarding(case) or Checked(Verdict.MET, "papers-told")


def _awarding(case: Case) -> Checked | None:
    """A provision speaks of papers that their country stands behind: it waits where the awarding
    body is known and is not known to have been recognised on the day of the award."""
    claimed = counted(case.held.body) if case.held else None
    if claimed and claimed.value is not BodyStatus.RECOGNISED:
        return Checked(Verdict.UNKNOWN, "awarding-body-open")
    named, awarded = case.body, case.question.held.awarded_on
    spell = named.on(awarded) if named else None
    recognised = spell and spell.source.confidence.counts
    if named is None or (recognised and spell and spell.standing is BodyStatus.RECOGNISED):
        return None
    asks = ("awarded_on",) if spell is None and named.turns_on(awarded) else ()
    return Checked(Verdict.UNKNOWN, "awarding-body-open", asks)


# The person ---------------------------------------------------------------------------------


def _nationality(case: Case, provision: Provision, _: Condition) -> Checked:
    """The nationality must belong to the territory that binds the two sides, not to another one
    of the same provision."""
    nationality = case.question.nationality
    if nationality is None:
        return Checked(Verdict.UNKNOWN, "nationality-unknown", ("nationality",))
    between = [
        bond
        for side in sides(case, provision)
        for bond in bonds(case, provision, side, host_of(case))
    ]
    covered = any(
        inside(case, provision, bond.group, nationality)
        if bond.group
        else names(provision, nationality)
        for bond in between
    )
    if covered:
        return Checked(Verdict.MET, "in-personal-scope")
    said = {"nationality": Country(nationality)}
    return Checked(Verdict.NOT_MET, "out-of-personal-scope", values=said)


def _qualified(case: Case, _: Provision, __: Condition) -> Checked:
    """Directive 2005/36/EC Art. 1, 4 and 13: what is recognised is a qualification for the same
    profession; a paper for another one opens nothing."""
    if case.for_the_occupation is None:
        asks = ("held.qualification",)
        return Checked(Verdict.UNKNOWN, "qualified-for-occupation-unknown", asks)
    if case.for_the_occupation:
        return Checked(Verdict.MET, "qualified-for-occupation")
    return Checked(Verdict.NOT_MET, "condition-not-met", wording="qualified-for-another-occupation")


def _title_outside(case: Case, _: Provision, __: Condition) -> Checked:
    """The title comes from no place that the provision has ever bound: others are not in play."""
    if case.origin is None:
        return Checked(Verdict.UNKNOWN, "title-not-in-hand", ("held.qualification",))
    return Checked(Verdict.MET, "title-from-outside")


def _practice_months(case: Case, _: Provision, condition: Condition) -> Checked:
    months = _practice(case)
    values: dict[str, Value] = {"months": condition.months}
    if months is None:
        return Checked(Verdict.UNKNOWN, "practice-unknown", ("experience",), values)
    if months >= condition.months:
        return Checked(Verdict.MET, "practice-shown", values=values)
    return Checked(Verdict.NOT_MET, "condition-practice-years", values=values)


def _practice(case: Case) -> int | None:
    """Months of practice in the occupation that count on this basis; None if nothing was said.

    The longest spell: practice must be continuous, and spells may overlap.
    """
    return max(_spells(case), default=None)


def _practice_told(case: Case) -> int | None:
    """All months of practice in the occupation together; None if nothing was said."""
    spells = _spells(case)
    return sum(spells) if spells else None


def _spells(case: Case) -> list[int]:
    own = [item for item in case.question.experience if item.occupation == case.isco]
    return [item.months for item in own if case.question.believed(item.state)]


def _good_standing(case: Case, _: Provision, __: Condition) -> Checked:
    if case.question.shows(EvidenceKind.GOOD_STANDING):
        return Checked(Verdict.MET, "good-standing-shown")
    asks = (f"evidence.{EvidenceKind.GOOD_STANDING}",)
    return Checked(Verdict.UNKNOWN, "good-standing-unknown", asks)


# The title ----------------------------------------------------------------------------------


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
    acquired rights."""
    listing = _listing(case)
    start = case.question.held.training_started_on
    if listing is None:
        return Checked(Verdict.UNKNOWN, "reference-date-not-held", ("held.qualification",))
    values: dict[str, Value] = {"reference_date": listing.reference_date}
    if start is None:
        asks = ("training_started_on",)
        return Checked(Verdict.UNKNOWN, "training-start-unknown", asks, values)
    if start < listing.reference_date:
        return _acquired_rights(case, {**values, "article": listing.acquired}, listing.source)
    return _whole_training(case) or Checked(
        Verdict.MET, "training-after-reference-date", sources=(listing.source,)
    )


def _whole_training(case: Case) -> Checked | None:
    """A training shorter than its regular length may not meet the minimum of the directive
    (Art. 24 to 46); whether earlier study was credited is not told."""
    held = case.question.held
    months = counted(case.held.months) if case.held else None
    if months is None or held.awarded_on is None or held.training_started_on is None:
        return None
    lasted = months_between(held.training_started_on, held.awarded_on.earliest)
    if lasted >= months.value - _TOLERANCE:
        return None
    said: dict[str, Value] = {"months": months.value}
    asks = ("training_started_on", "awarded_on")
    return Checked(Verdict.UNKNOWN, "training-length-open", asks, said)


def _acquired_rights(case: Case, values: Mapping[str, Value], source: Source) -> Checked:
    """Three consecutive years in the five before, certified by the home authority (Art. 23(1),
    and articles of their own for some countries).

    Months of practice have no dates, so they can rule the years out and never show them.
    """
    kind = EvidenceKind.ACQUIRED_RIGHTS
    practised, awarded = _practice_told(case), case.question.held.awarded_on
    too_short = practised is not None and practised < ACQUIRED_MONTHS
    if too_short or (awarded and months_between(awarded.earliest, case.day) < ACQUIRED_MONTHS):
        return Checked(
            Verdict.NOT_MET, "reference-date-not-met", values=values, wording="practice-too-short"
        )
    if case.question.shows(kind):
        return Checked(Verdict.MET, ACQUIRED, values=values, sources=(source,))
    if EvidenceState.UNAVAILABLE in case.question.states(kind):
        return Checked(Verdict.NOT_MET, "reference-date-not-met", values=values)
    asks = (f"evidence.{kind}",)
    return Checked(Verdict.UNKNOWN, "acquired-rights-practice-unknown", asks, values)


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
        outcome = together(
            [
                check(case, other, condition)
                for condition in other.conditions
                if condition.kind is not ConditionKind.NATIONALITY
            ]
        )
        if outcome.verdict is Verdict.MET:
            return Checked(Verdict.NOT_MET, "condition-not-met", wording="automatic-route-open")
        if outcome.verdict is Verdict.UNKNOWN:
            return Checked(Verdict.UNKNOWN, "automatic-route-not-settled", outcome.asks)
    return Checked(Verdict.MET, "automatic-route-excluded")


# The host and the registration --------------------------------------------------------------


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
    destination = case.question.destination
    abroad = [code for code in case.question.registered_in if country_of(code) != destination]
    if not any(next(bonds(case, provision, code, host_of(case)), None) for code in abroad):
        return Checked(Verdict.UNKNOWN, "registration-unknown", ("registered_in",))
    return _for_the_occupation(case)


def _registered_in_unit(case: Case, provision: Provision, _: Condition) -> Checked:
    """Registered in another unit of the country than the one aimed at."""
    within, aim = provision.territory.within, case.question.destination_unit
    told = [code for code in case.question.registered_in if is_unit(code)]
    units = [code for code in told if country_of(code) == within]
    if not units:
        return Checked(Verdict.UNKNOWN, "unit-of-registration-unknown", ("registered_in",))
    if aim is None:
        return Checked(Verdict.UNKNOWN, "unit-aimed-at-unknown", ("destination_unit",))
    if aim in units:
        return Checked(Verdict.NOT_MET, "condition-not-met", wording="same-unit")
    return _for_the_occupation(case)


def _for_the_occupation(case: Case) -> Checked:
    """A registration is for one occupation: it counts where what is held or practised is the
    occupation asked, and on the assessed basis where somebody has seen it."""
    held = case.held.occupations if case.held else (case.question.held.occupation,)
    practised = [
        item.occupation
        for item in case.question.experience
        if item.months and case.question.believed(item.state)
    ]
    if case.isco not in (*held, *practised):
        wanted = ("registered_in", "experience")
        return Checked(Verdict.UNKNOWN, "registration-of-another-occupation", wanted)
    silent = not case.question.states(EvidenceKind.REGISTRATION)
    told = case.question.basis is Basis.TOLD and silent
    if told or case.question.shows(EvidenceKind.REGISTRATION):
        return Checked(Verdict.MET, "registered-in-territory")
    asks = (f"evidence.{EvidenceKind.REGISTRATION}",)
    return Checked(Verdict.UNKNOWN, "evidence-not-seen", asks)


def _not_held(_: Case, __: Provision, condition: Condition) -> Checked:
    return Checked(Verdict.UNKNOWN, BEYOND, values={"missing": condition.text})


_CHECKS: Mapping[ConditionKind, Callable[[Case, Provision, Condition], Checked]] = {
    ConditionKind.NATIONALITY: _nationality,
    ConditionKind.QUALIFIED: _qualified,
    ConditionKind.TITLE_OUTSIDE: _title_outside,
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
