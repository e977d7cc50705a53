"""Places by their codes."""

from __future__ import annotations

from registry.values.countries import (
    HISTORICAL,
    countries,
    country_name,
    country_of,
    is_country,
    is_party,
    is_unit,
)


def test_there_are_249_countries_and_one_user_assigned_code() -> None:
    assert len(countries()) == 250


def test_names_come_in_the_readers_language() -> None:
    assert country_name("DEU") == "Germany"
    assert country_name("DEU", "ar") == "ألمانيا"
    assert country_name("EUE", "ar") == "الاتحاد الأوروبي"


def test_a_state_that_is_no_more_may_be_a_party_but_not_a_destination() -> None:
    assert is_party("YUG") and not is_country("YUG")


def test_a_unit_belongs_to_its_country() -> None:
    assert is_unit("GB-SCT") and country_of("GB-SCT") == "GBR"
    assert not is_unit("ZZ-SCT") and not is_unit("GBSCT")


def test_norway_is_not_a_no() -> None:
    assert is_country("NOR")


def test_states_that_are_no_more_name_the_states_of_today_where_they_were() -> None:
    for code, (labels, today) in HISTORICAL.items():
        assert not is_country(code) and labels["en"] and labels["ar"]
        assert today and all(is_country(each) for each in today)
