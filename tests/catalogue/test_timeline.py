"""What the status of an agreement is on a day, and why."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.catalogue.agreement import Action, ActionKind
from registry.catalogue.timeline import (
    SENTENCES,
    Because,
    StatusValue,
    last_verified,
    spans,
    status_on,
)
from registry.values.dates import parse_date
from registry.values.evidence import Confidence
from tests.catalogue.builders import action, agreement

REPORT = action("reported-in-force", "2026-11-23", "medium")


def _status(day: str, *actions: Action) -> tuple[str, str]:
    found = status_on(agreement(*actions), date.fromisoformat(day))
    return found.value.value, found.confidence.value


def test_between_signature_and_a_report_it_is_only_presumed_to_be_in_force():
    actions = (action("signed", "2013-03-19"), REPORT)
    assert _status("2013-03-18", *actions) == ("unknown", "low")
    assert _status("2013-03-19", *actions) == ("presumed-in-force", "low")
    assert _status("2026-11-22", *actions) == ("presumed-in-force", "low")
    assert _status("2026-11-23", *actions) == ("in-force", "medium")


def test_a_known_entry_into_force_needs_no_presumption():
    actions = (action("signed", "1992-12-17"), action("entered-into-force", "1994-01-01"))
    assert _status("1993-12-31", *actions) == ("signed", "high")
    assert _status("1994-01-01", *actions) == ("in-force", "high")


def test_an_entry_into_force_known_to_the_month_is_presumed_inside_the_month():
    actions = (action("signed", "2007-07-05"), action("entered-into-force", "2008-09"))
    assert _status("2008-08-31", *actions)[0] == "signed"
    assert _status("2008-09-01", *actions) == ("presumed-in-force", "low")
    assert _status("2008-09-29", *actions) == ("presumed-in-force", "low")
    assert _status("2008-09-30", *actions) == ("in-force", "high")


def test_a_year_is_never_compared_with_a_day():
    actions = (action("signed", "1950"),)
    assert _status("2015-01-01", *actions)[0] == "signed"
    assert _status("1950-06-15", *actions)[0] == "unknown"
    later = (action("signed", "2015-01-01"),)
    assert _status("1950-06-15", *later)[0] == "unknown"


def test_an_agreement_ended_by_a_year_is_unknown_within_it_and_ended_after():
    actions = (action("signed", "2003-05-31"), action("superseded", "2015"))
    assert _status("2014-12-31", *actions) == ("presumed-in-force", "low")
    assert _status("2015-06-01", *actions) == ("unknown", "low")
    assert _status("2015-12-31", *actions) == ("superseded", "high")
    assert _status("2026-01-01", *actions) == ("superseded", "high")


def test_a_reported_end_says_nothing_of_the_days_before_it():
    end = action("reported-ended", "2026-11-23", manner=ActionKind.TERMINATED)
    actions = (action("signed", "1961-10-30"), end)
    assert _status("1965-01-01", *actions) == ("unknown", "low")
    assert _status("2026-11-23", *actions) == ("terminated", "high")
    assert _status("2040-01-01", *actions) == ("terminated", "high")


def test_it_ends_on_the_day_that_it_is_superseded():
    actions = (
        action("signed", "1992-12-17"),
        action("entered-into-force", "1994-01-01"),
        action("superseded", "2020-07-01"),
    )
    assert _status("2020-06-30", *actions) == ("in-force", "high")
    assert _status("2020-07-01", *actions) == ("superseded", "high")


def test_a_later_report_of_another_end_takes_over_from_its_day():
    actions = (
        action("signed", "2006-05-13"),
        action("expired", "2016-05-30"),
        action("reported-ended", "2026-11-23", manner=ActionKind.SUPERSEDED),
    )
    assert _status("2020-01-01", *actions)[0] == "expired"
    assert _status("2026-11-23", *actions)[0] == "superseded"


def test_provisional_application_is_a_status_of_its_own():
    actions = (
        action("signed", "2020-12-30"),
        action("provisional-application-started", "2021-01-01"),
        action("entered-into-force", "2021-05-01"),
    )
    assert _status("2020-12-31", *actions)[0] == "signed"
    assert _status("2021-01-01", *actions)[0] == "provisionally-applied"
    assert _status("2021-05-01", *actions)[0] == "in-force"


def test_after_provisional_application_ends_it_is_not_in_force():
    actions = (
        action("signed", "2020-01-01"),
        action("provisional-application-started", "2020-02-01"),
        action("provisional-application-ended", "2020-03-01"),
        action("entered-into-force", "2021-01-01"),
    )
    assert _status("2020-06-01", *actions)[0] == "not-in-force"
    assert _status("2021-01-01", *actions)[0] == "in-force"


def test_two_dates_of_signature_make_the_days_between_them_unknown():
    actions = (action("signed", "2019-03-25"), action("signed", "2019-03-28"), REPORT)
    assert _status("2019-03-26", *actions)[0] == "unknown"
    assert _status("2019-03-28", *actions)[0] == "presumed-in-force"


def test_a_low_claim_does_not_count_beside_a_better_one():
    actions = (action("signed", "2019-03-25"), action("signed", "2019-03-28", "low"), REPORT)
    assert _status("2019-03-26", *actions)[0] == "presumed-in-force"


def test_the_days_between_a_suspension_and_a_report_in_force_are_unknown():
    actions = (action("signed", "2015-07-01"), action("suspended", "2016-01-10"), REPORT)
    assert _status("2016-01-09", *actions)[0] == "presumed-in-force"
    assert _status("2016-01-10", *actions)[0] == "unknown"
    assert _status("2020-01-01", *actions)[0] == "unknown"
    assert _status("2026-11-23", *actions)[0] == "in-force"


def test_a_suspension_without_a_later_report_lasts_until_it_is_resumed():
    actions = (
        action("signed", "2015-07-01"),
        action("suspended", "2016-01-10"),
        action("resumed", "2016-03-01"),
    )
    assert _status("2016-02-01", *actions) == ("suspended", "high")
    assert _status("2016-03-01", *actions) == ("presumed-in-force", "low")


def test_a_renewal_shows_that_it_was_presumably_applied():
    actions = (action("signed", "2004-07-13"), action("renewed", "2010"))
    assert _status("2006-01-01", *actions) == ("presumed-in-force", "low")
    assert _status("2012-01-01", *actions) == ("presumed-in-force", "low")


def test_a_renewal_changes_nothing_where_it_is_in_force():
    actions = (action("entered-into-force", "2004-07-13"), action("extended", "2010"))
    assert _status("2010-06-01", *actions) == ("in-force", "high")
    assert _status("2012-01-01", *actions) == ("in-force", "high")


def test_a_report_that_it_is_not_in_force_leaves_it_signed_before():
    actions = (action("adopted", "2018-01-29"), action("reported-not-in-force", "2026-11-23"))
    assert _status("2020-01-01", *actions)[0] == "signed"
    assert _status("2026-11-23", *actions)[0] == "not-in-force"


def test_it_is_under_negotiation_from_the_day_that_talks_open():
    actions = (action("negotiation-opened", "2020-01-01"), action("signed", "2021-01-01"))
    assert _status("2020-06-01", *actions)[0] == "under-negotiation"


@pytest.mark.parametrize(
    ("kind", "stale"),
    [
        ("reported-in-force", "presumed-in-force"),
        ("reported-not-in-force", "unknown"),
        ("reported-suspended", "unknown"),
    ],
)
def test_a_report_is_stale_after_two_years(kind, stale):
    actions = (action("signed", "2019-01-01"), action(kind, "2024-02-29"))
    assert _status("2026-02-27", *actions)[1] == "high"
    assert _status("2026-02-28", *actions) == (stale, "low")


def test_a_report_at_the_end_of_time_does_not_become_stale():
    assert _status("9999-06-01", action("reported-in-force", "9998-01-01"))[0] == "in-force"


def test_without_any_dated_action_nothing_is_known():
    found = status_on(agreement(action("signed", None)), date(2020, 1, 1))
    assert found.value is StatusValue.UNKNOWN
    assert found.because is Because.NOTHING_KNOWN
    assert found.sources == ()


def test_what_one_party_does_leaves_the_status_of_the_whole_alone():
    actions = (
        action("entered-into-force", "1980-01-01"),
        action("terminated", "2025-01-29", party="PHL"),
    )
    assert _status("2026-01-01", *actions)[0] == "in-force"


def test_an_amendment_or_a_ratification_leaves_the_status_alone():
    actions = (
        action("signed", "1980-01-01"),
        action("ratified", "1981-01-01"),
        action("amended", "1985"),
    )
    assert _status("1990-01-01", *actions)[0] == "signed"


def test_nothing_brings_an_ended_agreement_back_by_a_vague_date():
    actions = (
        action("signed", "1980-01-01"),
        action("terminated", "1990-01-01"),
        action("superseded", "1995"),
    )
    assert _status("1995-06-01", *actions)[0] == "terminated"
    assert _status("1996-06-01", *actions)[0] == "superseded"


def test_a_status_names_the_sources_of_the_actions_it_rests_on():
    found = status_on(agreement(action("signed", "2013-03-19"), REPORT), date(2020, 1, 1))
    assert [source.text for source in found.sources] == ["Official journal, No. 7"]
    assert found.sources[0].address == "/agreements/aaa-bbb-2000"
    assert found.because is Because.BETWEEN_SIGNATURE_AND_REPORT


def test_the_day_of_the_last_report_is_when_it_was_last_verified():
    assert last_verified(agreement(action("signed", "2013-03-19"), REPORT)) == date(2026, 11, 23)
    assert last_verified(agreement(action("signed", "2013-03-19"))) is None


def test_every_reason_has_a_sentence():
    assert set(SENTENCES) == set(Because)


DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
TEXTS = DAYS.flatmap(
    lambda day: st.sampled_from(
        [
            day.isoformat(),
            day.isoformat()[:7],
            day.isoformat()[:4],
            f"{day.isoformat()}/{(day + timedelta(days=400)).isoformat()}",
            f"{day.isoformat()}/..",
        ]
    )
)


@st.composite
def _actions(draw):
    kind = draw(st.sampled_from(list(ActionKind)))
    text = draw(DAYS).isoformat() if kind.is_report else draw(st.none() | TEXTS)
    return Action(
        kind,
        parse_date(text) if text else None,
        manner=ActionKind.EXPIRED if kind is ActionKind.REPORTED_ENDED else None,
        confidence=draw(st.none() | st.sampled_from(list(Confidence))),
    )


@given(st.lists(_actions(), max_size=8))
def test_every_day_has_exactly_one_status(actions):
    found = spans(agreement(*actions))
    assert found[0].first == date.min
    assert found[-1].last == date.max
    for one, other in pairwise(found):
        assert other.first - one.last == timedelta(days=1)
        assert one.first <= one.last


@given(st.lists(_actions(), max_size=8), st.randoms(use_true_random=False))
def test_the_order_in_which_claims_are_written_does_not_matter(actions, random):
    shuffled = random.sample(actions, len(actions))
    one, other = spans(agreement(*actions)), spans(agreement(*shuffled))
    if len({(a.kind, a.date and a.date.latest) for a in actions}) == len(actions):
        told = [[(s.status, s.confidence, s.first, s.last) for s in each] for each in (one, other)]
        assert _flat(told[0]) == _flat(told[1])


def _flat(told):
    """Without the cuts between neighbours that say the same."""
    flat = []
    for status, confidence, first, _ in told:
        if not flat or flat[-1][:2] != (status, confidence):
            flat.append((status, confidence, first))
    return flat


@given(st.lists(_actions(), max_size=8), DAYS)
def test_in_force_at_more_than_low_confidence_needs_an_action_that_says_so(actions, day):
    found = status_on(agreement(*actions), day)
    if found.value is StatusValue.IN_FORCE:
        said = (ActionKind.ENTERED_INTO_FORCE, ActionKind.REPORTED_IN_FORCE)
        assert any(a.kind in said and a.date and a.date.latest <= day for a in actions)
    if found.value is StatusValue.PRESUMED_IN_FORCE:
        assert found.confidence is Confidence.LOW
