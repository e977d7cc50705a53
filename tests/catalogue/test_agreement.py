"""What an agreement says of itself."""

from __future__ import annotations

from registry.catalogue.agreement import Relation, RelationKind
from registry.values.evidence import Confidence
from tests.catalogue.builders import JOURNAL, action, agreement


def test_a_claim_without_its_own_source_and_confidence_has_those_of_the_agreement():
    claim = action("signed", "2013-03-19")
    known = agreement(claim, confidence=Confidence.MEDIUM)
    assert known.confidence_of(claim) is Confidence.MEDIUM
    assert known.sources_of(claim)[0].text == "Official journal, No. 7"
    own = Relation(RelationKind.AMENDS, "other", sources=(JOURNAL,), confidence=Confidence.LOW)
    assert known.confidence_of(own) is Confidence.LOW


def test_the_best_claim_gives_the_date_of_signature():
    known = agreement(
        action("signed", "2019-07-01", "low"),
        action("signed", "2019", "medium"),
        action("signed", "2019-05-20", "medium"),
    )
    assert known.signed is not None
    assert known.signed.text == "2019"


def test_what_is_adopted_and_not_signed_has_the_date_of_adoption():
    known = agreement(action("adopted", "2018-01-29"))
    assert known.signed is not None
    assert known.signed.text == "2018-01-29"
    assert known.entry_into_force is None
