"""Files of the corpus: where they belong and what they are read as."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from registry.catalogue.agreement import Form
from registry.catalogue.memberships import RegimeKind
from registry.errors import InvalidDocument, Unreadable
from registry.paths import AGREEMENTS
from registry.storage.corpus import (
    agreement_files,
    digest,
    path_of,
    read_memberships,
    write_agreement,
)
from registry.storage.sectors import read_sectors, shipped_sectors
from tests.catalogue.builders import in_force

REGIME = """\
regime: eu
name:
  en: European Union
kind: organisation
spells:
  - country: GBR
    from: 1973-01-01
    to: 2020-01-31
    note: Left.
    source: Official journal
    confidence: high
  - country: CHL
    from: "2009"
    to: null
    not_applied_to:
      - country: COL
        since: "2019"
    source: Official journal
    confidence: medium
"""


@pytest.mark.parametrize(
    ("form", "slug", "parties", "regimes", "path"),
    [
        (Form.BILATERAL, "tw-phl", ("PHL", "DEU"), (), "bilateral/deu-phl/tw-phl.yaml"),
        (Form.BILATERAL, "ca", ("CA-AB", "PHL"), (), "bilateral/can-phl/ca.yaml"),
        (Form.PLURILATERAL, "palm", ("AUS",), (), "plurilateral/palm.yaml"),
        (Form.PLURILATERAL, "reg-eu-tfeu", ("DEU",), (), "regional/eu/reg-eu-tfeu.yaml"),
        (Form.REGIONAL, "new", ("DEU",), ("sadc",), "regional/sadc/new.yaml"),
        (Form.REGIONAL, "new", ("DEU",), (), "regional/other/new.yaml"),
        (Form.MULTILATERAL_OPEN, "rec-lisbon", (), (), "multilateral/rec-lisbon.yaml"),
    ],
)
def test_every_agreement_has_its_place(form, slug, parties, regimes, path):
    made = replace(in_force(id=slug, parties=parties, regimes=regimes), form=form)
    assert path_of(made).as_posix() == path


def test_templates_hidden_files_and_memberships_are_no_agreements(tmp_path):
    write_agreement(tmp_path, in_force())
    (tmp_path / "_template.yaml").write_text("id: x\n")
    (tmp_path / ".hidden.yaml").write_text("id: x\n")
    (tmp_path / "memberships").mkdir()
    (tmp_path / "memberships" / "eu.yaml").write_text(REGIME)
    assert [path.stem for path in agreement_files(tmp_path)] == ["aaa-bbb-2000"]


def test_the_digest_changes_with_every_file(tmp_path):
    path = write_agreement(tmp_path, in_force())
    before = digest(tmp_path)
    path.write_text(path.read_text() + "\n")
    assert digest(tmp_path) != before
    path.rename(path.with_name("other.yaml"))
    assert digest(tmp_path) != before


def test_memberships_are_read_with_their_notes_and_exclusions(tmp_path):
    (tmp_path / "memberships").mkdir()
    (tmp_path / "memberships" / "eu.yaml").write_text(REGIME)
    for folder in (tmp_path, tmp_path / "memberships"):
        known = read_memberships(folder)
        assert known.is_member("eu", "GBR", date(2020, 1, 31)).note == "Left."
        assert known.regime("eu").kind is RegimeKind.ORGANISATION
        chile = known.spells("CHL")[0]
        assert chile.excludes("COL", date(2020, 1, 1))
        assert not chile.excludes("COL", date(2018, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("kind: organisation", "kind: club", "eu.yaml#/kind"),
        ("to: 2020-01-31", "to: 1960-01-01", "eu.yaml#/spells/0/to"),
        ("country: GBR", "country: UK", "eu.yaml#/spells/0/country"),
        ("note: Left.", "remark: Left.", "eu.yaml#/spells/0/remark"),
        ("regime: eu", "regime: eu\nregime: eu", "eu.yaml"),
    ],
)
def test_memberships_that_break_the_contract_are_refused_with_their_place(
    tmp_path, old, new, where
):
    (tmp_path / "memberships").mkdir()
    (tmp_path / "memberships" / "eu.yaml").write_text(REGIME.replace(old, new, 1))
    with pytest.raises(InvalidDocument) as refused:
        read_memberships(tmp_path)
    assert where in refused.value.problems


def test_agreements_without_memberships_go_by_those_that_ship(tmp_path):
    """A folder with one agreement in it was read as if the agreement were a regime."""
    (tmp_path / "aaa-bbb-2000.yaml").write_text("id: aaa-bbb-2000\n")
    assert read_memberships(tmp_path).regimes == read_memberships(AGREEMENTS).regimes
    assert digest(tmp_path) != digest(AGREEMENTS)


def test_sectors_that_are_no_turtle_are_refused(tmp_path):
    (tmp_path / "sectors.ttl").write_text("<a> <b>")
    with pytest.raises(Unreadable, match=r"sectors\.ttl"):
        read_sectors(tmp_path / "sectors.ttl")


def test_a_sector_without_limits_leaves_open_which_work_it_reaches() -> None:
    sectors = shipped_sectors()
    assert sectors.may_cover(["engineering"], "2142")
    assert not sectors.may_cover(["engineering"], "7411")
    assert not sectors.may_cover(["domestic-work", "nursing"], "7411")
    assert sectors.may_cover(["engineering", "agriculture"], "7411")
    assert sectors.may_cover(["all", "domestic-work"], "2221")
    assert sectors.may_cover([], "2221")


def test_a_sector_reaches_every_group_that_it_names() -> None:
    limited = [each for each in shipped_sectors().by_slug.values() if each.only]
    assert limited
    for each in limited:
        assert all(isco.startswith(each.only) for isco in each.isco), each.slug
