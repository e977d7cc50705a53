"""What governs a movement between two countries on a day."""

from __future__ import annotations

from datetime import date

import pytest

from registry.catalogue.agreement import Relation, RelationKind
from registry.catalogue.corridors import RegimeStanding, Standing, Via, governing
from registry.values.evidence import Confidence
from tests.catalogue.builders import action, agreement, in_force, memberships, party, spell

EUROPE = memberships(
    spell("eu", "DEU", "1958-01-01"),
    spell("eu", "FRA", "1958-01-01"),
    spell("eu", "ROU", "2007-01-01"),
    spell("eu", "HRV", "2013-07-01", note="Access of workers could be restricted."),
    spell("eu", "GBR", "1973-01-01", "2020-01-31", note="Left at the end of the day."),
    spell("eu-wa-transition", "GBR", "2020-02-01", "2020-12-31", note="Rules went on."),
    *(spell("ch-eu-afmp", code, "2002-06-01") for code in ("CHE", "DEU", "FRA")),
    spell("ch-eu-afmp", "ROU", "2009-06-01"),
    spell("ch-eu-afmp", "HRV", "2017-01-01"),
)
TREATY = in_force(
    id="eu-treaty",
    parties=("DEU", "FRA", "ROU", "HRV", "GBR"),
    regimes=("eu", "eu-wa-transition"),
)
SWISS = in_force(
    id="eu-che",
    parties=("DEU", "FRA", "ROU", "HRV", "CHE"),
    regimes=("ch-eu-afmp",),
    sides=(("regime:eu",), ("CHE",)),
)
WEST_AFRICA = memberships(
    spell("ecowas", "GHA", "1975-05-28"),
    spell("ecowas", "CPV", "1977", confidence=Confidence.LOW),
    spell("ecowas", "BFA", "1975-05-28", "2025-01-28", note="Withdrew."),
    spell("ecowas", "NER", "1975-05-28", "2025-01-28", note="Withdrew."),
    spell("ecowas-continued", "BFA", "2025-01-29", note="Members were asked to go on."),
    spell("ecowas-continued", "NER", "2025-01-29", note="Members were asked to go on."),
)
PROTOCOL = in_force(
    id="ecowas-1979",
    parties=("GHA", "CPV", "BFA", "NER"),
    regimes=("ecowas", "ecowas-continued"),
)


def _corridor(agreements, known, origin, destination, day):
    return governing(agreements, known, origin, destination, date.fromisoformat(day))


def _standing(agreement_, known, origin, destination, day):
    found = _corridor([agreement_], known, origin, destination, day).agreements
    return found[0].standing.value if found else None


def test_a_bilateral_agreement_governs_between_its_parties_and_nobody_else():
    known = memberships()
    assert _standing(in_force(), known, "PHL", "DEU", "2026-11-24") == "governs"
    assert _standing(in_force(), known, "PHL", "FRA", "2026-11-24") is None


def test_an_agreement_for_workers_in_one_direction_does_not_govern_the_other():
    one_way = in_force(parties=(party("PHL", "origin"), party("DEU", "destination")))
    found = _corridor([one_way], memberships(), "DEU", "PHL", "2026-11-24")
    assert found.agreements == ()
    assert [each.agreement.id for each in found.other_way] == ["aaa-bbb-2000"]


def test_an_agreement_without_a_known_role_is_listed_both_ways():
    assert _standing(in_force(), memberships(), "DEU", "PHL", "2026-11-24") == "governs"


def test_what_nobody_had_signed_yet_is_not_listed():
    assert _standing(in_force(), memberships(), "PHL", "DEU", "1980-01-01") is None


def test_what_is_signed_and_not_in_force_is_marked():
    signed = agreement(action("signed", "2024-09-13"))
    assert _standing(signed, memberships(), "PHL", "DEU", "2026-11-24") == "not-yet"


def test_what_has_ended_is_listed_as_ended():
    over = agreement(action("signed", "1961-10-30"), action("terminated", "1973-11-23"))
    assert _standing(over, memberships(), "PHL", "DEU", "2026-11-24") == "ended"


def test_a_low_status_is_a_presumption():
    weak = agreement(action("signed", "2008"), action("reported-in-force", "2026-11-23", "low"))
    assert _standing(weak, memberships(), "PHL", "DEU", "2026-11-24") == "presumed"


def test_a_suspended_agreement_is_marked():
    halted = agreement(action("signed", "2008-01-01"), action("suspended", "2020-01-01"))
    assert _standing(halted, memberships(), "PHL", "DEU", "2026-11-24") == "suspended"


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        ("2006-12-31", None),
        ("2007-01-01", "governs"),
    ],
)
def test_accession_is_dated(day, standing):
    assert _standing(TREATY, EUROPE, "ROU", "DEU", day) == standing


@pytest.mark.parametrize(
    ("day", "standing", "regime"),
    [
        ("2020-01-31", "governs", {"eu": "members"}),
        ("2020-02-01", "governs", {"eu": "ended", "eu-wa-transition": "rules-apply"}),
        ("2020-12-31", "governs", {"eu": "ended", "eu-wa-transition": "rules-apply"}),
        ("2021-01-01", "ended", {"eu": "ended"}),
    ],
)
def test_the_united_kingdom_leaves_and_the_rules_go_on_for_a_transition(day, standing, regime):
    found = _corridor([TREATY], EUROPE, "GBR", "DEU", day)
    assert found.agreements[0].standing.value == standing
    assert {each.regime: each.standing.value for each in found.regimes} == regime


def test_the_note_of_the_transition_explains_the_end_of_membership():
    found = _corridor([TREATY], EUROPE, "GBR", "DEU", "2020-06-01")
    ended = next(each for each in found.regimes if each.standing is RegimeStanding.ENDED)
    assert ended.notes == ("Left at the end of the day.", "Rules went on.")
    assert [each.country for each in ended.spells] == ["GBR", "DEU"]


@pytest.mark.parametrize(
    ("destination", "day", "standing"),
    [
        ("DEU", "2013-06-30", None),
        ("DEU", "2013-07-01", "governs"),
    ],
)
def test_croatia_joins_the_union_in_2013(destination, day, standing):
    assert _standing(TREATY, EUROPE, "HRV", destination, day) == standing


@pytest.mark.parametrize(("day", "standing"), [("2016-12-31", None), ("2017-01-01", "governs")])
def test_croatia_joins_the_swiss_agreement_only_in_2017(day, standing):
    assert _standing(SWISS, EUROPE, "HRV", "CHE", day) == standing


def test_hub_and_spoke_does_not_govern_inside_one_side():
    found = _corridor([SWISS], EUROPE, "ROU", "DEU", "2026-11-24")
    assert found.agreements == ()
    assert "ch-eu-afmp" not in {each.regime for each in found.regimes}
    assert _standing(SWISS, EUROPE, "ROU", "CHE", "2026-11-24") == "governs"
    assert _standing(SWISS, EUROPE, "CHE", "ROU", "2026-11-24") == "governs"


def test_spokes_by_name_have_nothing_from_each_other():
    scheme = in_force(parties=("AUS", "FJI", "TON"), sides=(("AUS",), ("FJI", "TON")))
    assert _standing(scheme, memberships(), "FJI", "AUS", "2026-11-24") == "governs"
    assert _standing(scheme, memberships(), "FJI", "TON", "2026-11-24") is None


def test_a_side_that_is_a_regime_binds_its_members_of_the_day():
    deal = in_force(parties=("EUE", "GBR", "FRA"), sides=(("regime:eu",), ("GBR",)))
    assert _standing(deal, EUROPE, "HRV", "GBR", "2010-01-01") is None
    assert _standing(deal, EUROPE, "HRV", "GBR", "2021-01-01") == "governs"
    assert _standing(deal, EUROPE, "HRV", "DEU", "2021-01-01") is None


def test_after_the_withdrawal_from_ecowas_only_what_was_announced_is_told():
    before = _corridor([PROTOCOL], WEST_AFRICA, "BFA", "GHA", "2025-01-28")
    assert before.agreements[0].standing is Standing.GOVERNS
    after = _corridor([PROTOCOL], WEST_AFRICA, "BFA", "GHA", "2025-01-29")
    assert after.agreements[0].standing is Standing.ANNOUNCED
    announced = next(r for r in after.regimes if r.standing is RegimeStanding.ANNOUNCED)
    assert announced.notes == ("Members were asked to go on.", "Withdrew.")
    assert {each.regime for each in announced.spells} == {"ecowas", "ecowas-continued"}


def test_an_announcement_to_two_countries_gives_them_nothing_from_each_other():
    found = _corridor([PROTOCOL], WEST_AFRICA, "BFA", "NER", "2025-06-01")
    assert [each.standing for each in found.agreements] in ([], [Standing.ENDED])
    assert RegimeStanding.ANNOUNCED not in {each.standing for each in found.regimes}


def test_an_announcement_to_one_who_left_gives_nothing_to_another_who_left_before():
    known = memberships(
        *WEST_AFRICA.all, spell("ecowas", "MRT", "1975-05-28", "2000-12-31", note="Left.")
    )
    found = _corridor([], known, "MRT", "BFA", "2025-06-01")
    assert {each.regime: each.standing.value for each in found.regimes} == {"ecowas": "ended"}


def test_a_low_membership_is_a_presumption():
    found = _corridor([PROTOCOL], WEST_AFRICA, "CPV", "GHA", "2010-01-01")
    assert found.agreements[0].standing is Standing.PRESUMED
    assert found.agreements[0].confidence is Confidence.LOW
    assert found.regimes[0].confidence is Confidence.LOW


def test_an_agreement_of_a_unit_shows_on_the_corridor_of_its_country():
    alberta = in_force(parties=("CA-AB", "PHL"))
    found = _corridor([alberta], memberships(), "PHL", "CAN", "2026-11-24").agreements
    assert found[0].units == ("CA-AB",)
    assert found[0].destination.via is Via.UNIT


def test_two_units_do_not_make_a_corridor_of_a_country_with_itself_twice():
    units = in_force(parties=("CA-AB", "CA-BC"))
    assert _standing(units, memberships(), "PHL", "CAN", "2026-11-24") is None


def test_a_body_as_a_party_reaches_its_members_as_a_presumption():
    partnership = in_force(parties=("ARM", "EUE"), complete=False)
    found = _corridor([partnership], EUROPE, "ARM", "FRA", "2026-11-24").agreements
    assert found[0].destination.via is Via.BODY
    assert found[0].standing is Standing.PRESUMED
    assert _standing(partnership, EUROPE, "FRA", "DEU", "2026-11-24") is None


def test_a_body_reaches_nobody_where_all_parties_are_named():
    partnership = in_force(parties=("MAR", "EUE", "FRA"))
    assert _standing(partnership, EUROPE, "MAR", "DEU", "2026-11-24") is None
    assert _standing(partnership, EUROPE, "MAR", "FRA", "2026-11-24") == "governs"


def test_whether_a_successor_state_is_bound_is_not_known():
    old = in_force(parties=("DEU", "YUG"))
    found = _corridor([old], memberships(), "HRV", "DEU", "2026-11-24").agreements
    assert found[0].origin.via is Via.PREDECESSOR
    assert found[0].standing is Standing.UNKNOWN
    assert _standing(old, memberships(), "HRV", "SRB", "2026-11-24") is None


def test_a_party_that_joined_later_is_bound_only_since_then():
    pact = agreement(
        action("signed", "2018-03-08"),
        action("entered-into-force", "2018-12-30"),
        action("reported-in-force", "2026-11-23"),
        action("acceded", "2024-12-15", party="GBR"),
        parties=("AUS", "GBR"),
    )
    assert _standing(pact, memberships(), "GBR", "AUS", "2024-12-14") is None
    assert _standing(pact, memberships(), "GBR", "AUS", "2024-12-15") == "governs"


def test_a_party_whose_accession_is_known_to_the_year_is_presumed_within_it():
    pact = agreement(
        action("entered-into-force", "1990-01-01"),
        action("acceded", "2024", party="GBR"),
        parties=("AUS", "GBR"),
    )
    assert _standing(pact, memberships(), "GBR", "AUS", "2024-06-01") == "presumed"


def test_who_acceded_without_being_listed_is_bound_since_the_last_possible_day():
    old = agreement(
        action("entered-into-force", "1952-03-12"),
        action("acceded", "1956/1961", party="SWE"),
        parties=("BEL", "FRA"),
    )
    assert _standing(old, memberships(), "SWE", "FRA", "1960-01-01") is None
    assert _standing(old, memberships(), "SWE", "FRA", "1962-01-01") == "governs"


def test_a_party_that_withdrew_is_listed_as_ended():
    left = agreement(
        action("entered-into-force", "1990-01-01"),
        action("withdrawn", "2010-05-01", party="PHL"),
    )
    assert _standing(left, memberships(), "PHL", "DEU", "2010-04-30") == "governs"
    assert _standing(left, memberships(), "PHL", "DEU", "2010-05-01") == "ended"


def test_a_member_that_does_not_apply_a_regime_to_some_nationals_is_told():
    known = memberships(
        spell("residence", "CHL", "2009-07-28", not_for=("COL",)),
        spell("residence", "COL", "2012-06-29"),
    )
    residence = in_force(parties=("CHL", "COL"), regimes=("residence",))
    assert _standing(residence, known, "COL", "CHL", "2026-11-24") == "not-applied"
    assert _standing(residence, known, "CHL", "COL", "2026-11-24") == "governs"


def test_only_parties_are_bound_by_membership_where_all_parties_are_named():
    known = memberships(spell("nordic", "ISL", "1983-08-01"), spell("nordic", "SWE", "1954-07-01"))
    old = in_force(parties=("SWE", "NOR"), regimes=("nordic",))
    assert _standing(old, known, "ISL", "SWE", "2026-11-24") is None
    open_ended = in_force(parties=("SWE", "NOR"), regimes=("nordic",), complete=False)
    assert _standing(open_ended, known, "ISL", "SWE", "2026-11-24") == "governs"


def test_relations_between_the_listed_agreements_are_told():
    newer = in_force(id="newer", relations=(Relation(RelationKind.SUPERSEDES, "aaa-bbb-2000"),))
    found = _corridor([in_force(), newer], memberships(), "PHL", "DEU", "2026-11-24")
    assert [(r.subject, r.kind.value, r.to) for r in found.relations] == [
        ("newer", "supersedes", "aaa-bbb-2000")
    ]
    alone = _corridor([newer], memberships(), "PHL", "DEU", "2026-11-24")
    assert alone.relations == ()


def test_what_governs_is_listed_before_what_has_ended():
    over = agreement(action("signed", "1961-10-30"), action("terminated", "1973-11-23"), id="a-old")
    found = _corridor([over, in_force()], memberships(), "PHL", "DEU", "2026-11-24")
    assert [each.agreement.id for each in found.agreements] == ["aaa-bbb-2000", "a-old"]
