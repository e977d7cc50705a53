"""The status of an agreement on every day, derived from its actions and never typed in.

Unknown stays unknown: a day between a signature and a report that the agreement is in force is
only presumed, and a report of an end says nothing of the days before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from registry.catalogue.agreement import Action, ActionKind, Agreement
from registry.values.dates import day_before
from registry.values.evidence import Confidence, Source, weakest

# AGREEMENTS.md 4.6: a report is stale after 24 months.
STALE_YEARS = 2


class StatusValue(StrEnum):
    """Where an agreement stands (AGREEMENTS.md 2.2)."""

    PROPOSED = "proposed"
    UNDER_NEGOTIATION = "under-negotiation"
    SIGNED = "signed"
    PRESUMED_IN_FORCE = "presumed-in-force"
    PROVISIONALLY_APPLIED = "provisionally-applied"
    IN_FORCE = "in-force"
    PARTLY_IN_FORCE = "partly-in-force"
    SUSPENDED = "suspended"
    NOT_IN_FORCE = "not-in-force"
    EXPIRED = "expired"
    TERMINATED = "terminated"
    SUPERSEDED = "superseded"
    UNKNOWN = "unknown"

    @property
    def ended(self) -> bool:
        """Whether it is over."""
        return self in ENDED


ENDED = frozenset({StatusValue.EXPIRED, StatusValue.TERMINATED, StatusValue.SUPERSEDED})


class Because(StrEnum):
    """Why a status is what it is; ``SENTENCES`` say it in words."""

    NOTHING_KNOWN = "nothing-known"
    BEFORE_SIGNATURE = "before-signature"
    DATE_VAGUE = "date-vague"
    NEGOTIATED = "negotiated"
    SIGNED = "signed"
    PROVISIONAL = "provisional"
    ENTERED = "entered-into-force"
    ENTRY_VAGUE = "entry-vague"
    REPORTED = "reported"
    BETWEEN_SIGNATURE_AND_REPORT = "between-signature-and-report"
    BETWEEN_SIGNATURE_AND_END = "between-signature-and-end"
    RENEWED = "renewed"
    END_NOT_DATED = "end-not-dated"
    ENDED = "ended"
    SUSPENDED = "suspended"
    AFTER_SUSPENSION = "after-suspension"
    REPORT_STALE = "report-stale"


SENTENCES = {
    Because.NOTHING_KNOWN: "The register holds no dated action for this day.",
    Because.BEFORE_SIGNATURE: "The register knows of no action before this day.",
    Because.DATE_VAGUE: "The date is known only roughly, and this day lies inside it.",
    Because.NEGOTIATED: "It was being negotiated.",
    Because.SIGNED: "It was signed or adopted; no entry into force is known.",
    Because.PROVISIONAL: "It was applied provisionally.",
    Because.ENTERED: "It entered into force.",
    Because.ENTRY_VAGUE: "The date of entry into force is known only roughly.",
    Because.REPORTED: "A source reports it so.",
    Because.BETWEEN_SIGNATURE_AND_REPORT: (
        "It was signed before this day and reported in force after it; "
        "when it entered into force is not known."
    ),
    Because.BETWEEN_SIGNATURE_AND_END: (
        "It was signed before this day and ended after it; when it entered into force is not known."
    ),
    Because.RENEWED: "It was renewed or extended; when it entered into force is not known.",
    Because.END_NOT_DATED: "It had ended when a source reported it; since when is not known.",
    Because.ENDED: "It ended.",
    Because.SUSPENDED: "It was suspended.",
    Because.AFTER_SUSPENSION: "It was suspended, and in force later; since when is not known.",
    Because.REPORT_STALE: "Nobody has reported its status for more than two years.",
}


@dataclass(frozen=True, slots=True)
class StatusSpan:
    """The status from ``first`` to ``last``, both included, and the actions it rests on."""

    status: StatusValue
    confidence: Confidence
    first: date
    last: date
    because: Because
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """The status on one day."""

    value: StatusValue
    confidence: Confidence
    on: date
    because: Because
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class _State:
    status: StatusValue
    confidence: Confidence
    because: Because
    actions: tuple[Action, ...] = ()
    reported: bool = False

    @property
    def running(self) -> bool:
        """In force or presumed so."""
        return self.status in (StatusValue.IN_FORCE, StatusValue.PRESUMED_IN_FORCE)


@dataclass(frozen=True, slots=True)
class _Event:
    """Claims of one kind as one event that happened between two days."""

    kind: ActionKind
    earliest: date
    latest: date
    confidence: Confidence
    actions: tuple[Action, ...]


_NOTHING = _State(StatusValue.UNKNOWN, Confidence.LOW, Because.NOTHING_KNOWN)

_AFTER = {
    ActionKind.NEGOTIATION_OPENED: (StatusValue.UNDER_NEGOTIATION, Because.NEGOTIATED),
    ActionKind.INITIALLED: (StatusValue.UNDER_NEGOTIATION, Because.NEGOTIATED),
    ActionKind.SIGNED: (StatusValue.SIGNED, Because.SIGNED),
    ActionKind.PROVISIONAL_STARTED: (StatusValue.PROVISIONALLY_APPLIED, Because.PROVISIONAL),
    ActionKind.PROVISIONAL_ENDED: (StatusValue.NOT_IN_FORCE, Because.PROVISIONAL),
    ActionKind.ENTERED_INTO_FORCE: (StatusValue.IN_FORCE, Because.ENTERED),
    ActionKind.REPORTED_IN_FORCE: (StatusValue.IN_FORCE, Because.REPORTED),
    ActionKind.REPORTED_NOT_IN_FORCE: (StatusValue.NOT_IN_FORCE, Because.REPORTED),
    ActionKind.REPORTED_SUSPENDED: (StatusValue.SUSPENDED, Because.REPORTED),
    ActionKind.SUSPENDED: (StatusValue.SUSPENDED, Because.SUSPENDED),
    ActionKind.RESUMED: (StatusValue.PRESUMED_IN_FORCE, Because.RENEWED),
    ActionKind.TERMINATED: (StatusValue.TERMINATED, Because.ENDED),
    ActionKind.EXPIRED: (StatusValue.EXPIRED, Because.ENDED),
    ActionKind.SUPERSEDED: (StatusValue.SUPERSEDED, Because.ENDED),
}
_RENEWALS = (ActionKind.EXTENDED, ActionKind.RENEWED, ActionKind.TACITLY_RENEWED)
_ENDS = (ActionKind.TERMINATED, ActionKind.EXPIRED, ActionKind.SUPERSEDED)
_UNDATED_HALTS = (ActionKind.REPORTED_ENDED, ActionKind.REPORTED_SUSPENDED)
_KINDS = (*_AFTER, *_RENEWALS, ActionKind.REPORTED_ENDED)
# On one and the same day: first what begins, then what goes on, then what ends, then reports.
_ORDER = {
    kind: place
    for place, kind in enumerate(
        (
            ActionKind.NEGOTIATION_OPENED,
            ActionKind.INITIALLED,
            ActionKind.SIGNED,
            ActionKind.PROVISIONAL_STARTED,
            ActionKind.PROVISIONAL_ENDED,
            ActionKind.ENTERED_INTO_FORCE,
            *_RENEWALS,
            ActionKind.SUSPENDED,
            ActionKind.RESUMED,
            *_ENDS,
            ActionKind.REPORTED_IN_FORCE,
            ActionKind.REPORTED_NOT_IN_FORCE,
            ActionKind.REPORTED_SUSPENDED,
            ActionKind.REPORTED_ENDED,
        )
    )
}


def spans(agreement: Agreement) -> tuple[StatusSpan, ...]:
    """The status of every day there is, in order and without a gap."""
    return tuple(_joined(_days(_events(agreement))))


def status_on(agreement: Agreement, day: date) -> Status:
    """The status on a day, with the sources of the actions it rests on."""
    span = next(span for span in spans(agreement) if day <= span.last)
    sources = (source for action in span.actions for source in agreement.sources_of(action))
    return Status(span.status, span.confidence, day, span.because, tuple(dict.fromkeys(sources)))


def last_verified(agreement: Agreement) -> date | None:
    """The latest day on which a source reported a status."""
    reports = [a.date.latest for a in agreement.actions if a.kind.is_report and a.date]
    return max(reports, default=None)


# From claims to events ---------------------------------------------------------------------


def _events(agreement: Agreement) -> list[_Event]:
    whole = [a for a in agreement.actions if a.date and not a.party]
    signed = [a for a in whole if a.kind is ActionKind.SIGNED]
    once = {
        ActionKind.SIGNED: signed or [a for a in whole if a.kind is ActionKind.ADOPTED],
        ActionKind.ENTERED_INTO_FORCE: [
            a for a in whole if a.kind is ActionKind.ENTERED_INTO_FORCE
        ],
    }
    events = [_together(agreement, kind, claims) for kind, claims in once.items() if claims]
    events += [
        _together(agreement, a.kind, [a]) for a in whole if a.kind in _KINDS and a.kind not in once
    ]
    return sorted(events, key=lambda e: (e.latest, _ORDER[e.kind], e.earliest))


def _together(agreement: Agreement, kind: ActionKind, claims: Iterable[Action]) -> _Event:
    """Claims that differ are one event between the first and the last day that they name.

    A low claim is shown and does not count beside a better one.
    """
    said = list(claims)
    counted = [a for a in said if agreement.confidence_of(a).counts] or said
    dates = [a.date for a in counted if a.date]
    return _Event(
        kind,
        min(d.earliest for d in dates),
        max(d.latest for d in dates),
        weakest(*(agreement.confidence_of(a) for a in counted)),
        tuple(counted),
    )


# From events to days -----------------------------------------------------------------------


def _days(events: list[_Event]) -> Iterator[StatusSpan]:
    state, day = _NOTHING, date.min
    for event in events:
        if day < event.earliest:
            yield _span(_gap(state, event), day, day_before(event.earliest))
            day = event.earliest
        if day < event.latest:
            yield _span(_inside(state, event), day, day_before(event.latest))
            day = event.latest
        state = _after(state, event)
    yield from _tail(state, day)


def _span(state: _State, first: date, last: date) -> StatusSpan:
    return StatusSpan(state.status, state.confidence, first, last, state.because, state.actions)


def _unknown(because: Because, event: _Event) -> _State:
    return _State(StatusValue.UNKNOWN, Confidence.LOW, because, event.actions)


def _presumed(because: Because, *actions: Action) -> _State:
    return _State(StatusValue.PRESUMED_IN_FORCE, Confidence.LOW, because, actions)


def _gap(state: _State, event: _Event) -> _State:
    """What the days between the last event and the next one were."""
    if state is _NOTHING:
        return _State(StatusValue.UNKNOWN, Confidence.LOW, Because.BEFORE_SIGNATURE, event.actions)
    if state.status.ended or state.status is StatusValue.NOT_IN_FORCE:
        return state
    if event.kind in _UNDATED_HALTS:
        return _unknown(Because.END_NOT_DATED, event)
    if state.status is StatusValue.SIGNED:
        return _since_signature(state, event)
    if event.kind is ActionKind.REPORTED_IN_FORCE:
        return _until_report(state, event)
    return state


def _since_signature(state: _State, event: _Event) -> _State:
    if event.kind is ActionKind.REPORTED_IN_FORCE:
        return _presumed(Because.BETWEEN_SIGNATURE_AND_REPORT, *state.actions, *event.actions)
    if event.kind in (*_ENDS, ActionKind.SUSPENDED, *_RENEWALS):
        return _presumed(Because.BETWEEN_SIGNATURE_AND_END, *state.actions, *event.actions)
    return state


def _until_report(state: _State, event: _Event) -> _State:
    if state.status is StatusValue.SUSPENDED:
        return _unknown(Because.AFTER_SUSPENSION, event)
    if state.status is not StatusValue.IN_FORCE:
        return state
    return _State(
        state.status,
        weakest(state.confidence, event.confidence),
        state.because,
        (*state.actions, *event.actions),
        state.reported,
    )


def _inside(state: _State, event: _Event) -> _State:
    """What the days are that an event with a vague date may or may not have come before."""
    if state.status.ended:
        return state
    if event.kind is ActionKind.ENTERED_INTO_FORCE:
        return _presumed(Because.ENTRY_VAGUE, *event.actions)
    if event.kind in _RENEWALS:
        return state if state.running else _presumed(Because.RENEWED, *event.actions)
    return _unknown(Because.DATE_VAGUE, event)


def _after(state: _State, event: _Event) -> _State:
    if event.kind in _RENEWALS:
        return state if state.running else _presumed(Because.RENEWED, *event.actions)
    if event.kind is ActionKind.REPORTED_ENDED:
        manner = event.actions[-1].manner or ActionKind.TERMINATED
        status, because = _AFTER[manner][0], Because.REPORTED
    else:
        status, because = _AFTER[event.kind]
    confidence = Confidence.LOW if event.kind is ActionKind.RESUMED else event.confidence
    return _State(status, confidence, because, event.actions, event.kind.is_report)


_WHEN_STALE = {
    StatusValue.IN_FORCE: StatusValue.PRESUMED_IN_FORCE,
    StatusValue.NOT_IN_FORCE: StatusValue.UNKNOWN,
    StatusValue.SUSPENDED: StatusValue.UNKNOWN,
}


def _tail(state: _State, day: date) -> Iterator[StatusSpan]:
    """The days after the last event: a report that may change with time becomes stale."""
    stale = _WHEN_STALE.get(state.status) if state.reported else None
    turn = _years_later(day, STALE_YEARS)
    if stale is None or turn is None:
        yield _span(state, day, date.max)
        return
    yield _span(state, day, day_before(turn))
    old = _State(stale, Confidence.LOW, Because.REPORT_STALE, state.actions)
    yield _span(old, turn, date.max)


def _years_later(day: date, years: int) -> date | None:
    if day.year + years > date.max.year:
        return None
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap else day.day)


def _joined(found: Iterable[StatusSpan]) -> list[StatusSpan]:
    """Neighbours that say the same thing for the same reason as one span."""
    joined: list[StatusSpan] = []
    for span in found:
        if joined and _same(joined[-1], span):
            joined[-1] = replace(joined[-1], last=span.last)
        else:
            joined.append(span)
    return joined


def _same(one: StatusSpan, other: StatusSpan) -> bool:
    return (one.status, one.confidence, one.because, one.actions) == (
        other.status,
        other.confidence,
        other.because,
        other.actions,
    )
