"""Which rules on fees bear on a movement, and that their document is read strictly."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from registry.catalogue.fees import FeeRule, Movement, fees_between
from registry.catalogue.memberships import Memberships
from registry.errors import InvalidDocument
from registry.paths import AGREEMENTS
from registry.schemas.fees import load_fees
from registry.storage.corpus import read_fees, read_memberships

DAY = date(2026, 11, 24)


def rule(**told: Any) -> dict[str, Any]:
    return {
        "id": "a-rule",
        "place": "PHL",
        "side": "origin",
        "kind": "cap",
        "rule": "one month",
        "scope": "all",
        "legal_basis": "a law",
        "sources": ["a source"],
        "confidence": "medium",
        **told,
    }


def rules(*documents: dict[str, Any]) -> tuple[FeeRule, ...]:
    return load_fees({"as_of": "2026-11-23", "rules": list(documents)})


def bearing(
    *documents: dict[str, Any],
    to: str = "GBR",
    isco: str = "2221",
    unit: str | None = None,
    day: date = DAY,
) -> list[str]:
    movement = Movement("PHL", to, unit, isco, day)
    memberships = read_memberships(AGREEMENTS)
    return [each.id for each in fees_between(rules(*documents), movement, memberships)]


def test_the_rules_of_both_sides_bear_and_those_of_others_do_not() -> None:
    there = rule(id="there", place="GBR", side="destination")
    other = rule(id="other", place="NPL")
    wrong_side = rule(id="wrong-side", place="GBR", side="origin")
    assert bearing(there, other, wrong_side, rule()) == ["a-rule", "there"]


def test_a_rule_for_some_destinations_or_occupations_is_for_them_alone() -> None:
    gulf = rule(id="gulf", destinations=["SAU"])
    rest = rule(id="rest", except_destinations=["GBR"])
    cooks = rule(id="cooks", occupations=["512"])
    nurses = rule(id="nurses", occupations=["22"])
    not_health = rule(id="not-health", except_occupations=["22"])
    assert bearing(gulf, rest, cooks, nurses, not_health) == ["nurses"]
    assert bearing(cooks, nurses, not_health, isco="") == ["cooks", "not-health", "nurses"]


def test_a_rule_does_not_bear_before_its_first_day() -> None:
    new = rule(**{"from": "2022-02-02"})
    assert bearing(new, day=date(2022, 2, 1)) == []
    assert bearing(new, day=date(2022, 2, 2)) == ["a-rule"]


def test_a_rule_of_the_union_bears_on_its_members_and_one_of_a_unit_on_that_unit() -> None:
    union = rule(id="union", place="EUE", side="destination")
    assert bearing(union, to="DEU") == ["union"]
    assert bearing(union, to="GBR") == []
    ontario = rule(id="ontario", place="CA-ON", side="destination")
    assert bearing(ontario, to="CAN") == ["ontario"]
    assert bearing(ontario, to="CAN", unit="CA-ON") == ["ontario"]
    assert bearing(ontario, to="CAN", unit="CA-QC") == []


@pytest.mark.parametrize(
    ("told", "pointer"),
    [
        ({"amount": "much"}, "/rules/0/amount"),
        ({"kind": "free"}, "/rules/0/kind"),
        ({"place": "Philippines"}, "/rules/0/place"),
        ({"occupations": ["nurses"]}, "/rules/0/occupations/0"),
        ({"sources": []}, "/rules/0/sources"),
        ({"colour": "red"}, "/rules/0/colour"),
    ],
)
def test_what_a_rule_cannot_say_is_named(told: dict[str, Any], pointer: str) -> None:
    with pytest.raises(InvalidDocument) as caught:
        rules(rule(**told))
    assert pointer in caught.value.problems


def test_an_id_stands_once() -> None:
    with pytest.raises(InvalidDocument) as caught:
        rules(rule(), rule())
    assert "/rules/0/id" in caught.value.problems


def test_the_register_holds_rules_that_disagree_side_by_side() -> None:
    held = read_fees(AGREEMENTS)
    assert len(held) >= 43
    ceilings = {each.amount for each in held if each.place == "IND"}
    assert ceilings == {"30000 INR", "20000 INR"}
    nobody = Memberships(())
    movement = Movement("IND", "ARE", None, "7212", DAY)
    assert {each.place for each in fees_between(held, movement, nobody)} == {"IND", "ARE"}
