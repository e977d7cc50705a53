"""Who was inside a regime on a day."""

from __future__ import annotations

from datetime import date

from tests.catalogue.builders import memberships, spell

KNOWN = memberships(
    spell("eu", "DEU", "1958-01-01"),
    spell("eu", "GBR", "1973-01-01", "2020-01-31"),
    spell("eu-wa-transition", "GBR", "2020-02-01", "2020-12-31"),
    spell("sadc", "SYC", "1997-09-08", "2004-07-01"),
    spell("sadc", "SYC", "2008"),
    spell("comesa", "LSO", "1994-12-08", "1997"),
)


def test_the_last_day_of_membership_is_inside():
    assert KNOWN.is_member("eu", "GBR", date(2020, 1, 31))
    assert KNOWN.is_member("eu", "GBR", date(2020, 2, 1)) is None


def test_the_transition_is_a_spell_of_its_own_and_no_membership():
    assert KNOWN.is_member("eu-wa-transition", "GBR", date(2020, 12, 31))
    assert KNOWN.is_member("eu-wa-transition", "GBR", date(2021, 1, 1)) is None
    assert KNOWN.is_member("eu", "GBR", date(2020, 12, 31)) is None


def test_a_year_counts_from_its_last_day_and_to_its_first():
    assert KNOWN.is_member("sadc", "SYC", date(2008, 6, 1)) is None
    assert KNOWN.is_member("sadc", "SYC", date(2009, 1, 1))
    assert KNOWN.is_member("comesa", "LSO", date(1997, 1, 1))
    assert KNOWN.is_member("comesa", "LSO", date(1997, 6, 1)) is None


def test_a_country_may_leave_and_come_back():
    assert len(KNOWN.spells("SYC", "sadc")) == 2
    left = KNOWN.left("sadc", "SYC", date(2006, 1, 1))
    assert left is not None
    assert left.first.text == "1997-09-08"
    assert KNOWN.left("sadc", "SYC", date(2010, 1, 1)) is None


def test_the_members_of_a_day_are_those_whose_spell_covers_it():
    assert KNOWN.is_member("eu", "GBR", date(2019, 1, 1))
    assert not KNOWN.is_member("eu", "GBR", date(2021, 1, 1))


def test_a_regime_that_has_only_spells_is_called_by_its_slug():
    assert KNOWN.name("eu") == "European Union"
    assert KNOWN.name("sadc") == "SADC"
