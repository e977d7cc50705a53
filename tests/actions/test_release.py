"""A release is made whole or not at all: the one in use stays where a file is at fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from registry.actions.release import TABLE_FILE, make_release
from registry.errors import InvalidDocument, Unreadable
from registry.linked.store import current_snapshot, open_snapshot
from registry.paths import ONTOLOGY
from tests.linked.turtle import GOOD, QUALIFICATION, write

CONTRADICTION = QUALIFICATION.replace('"2"', '"1"')


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    """A small ontology with the decision table that ships."""
    return write(tmp_path / "ontology", GOOD, "all.ttl")


def _gap(folder: Path) -> None:
    table = folder / TABLE_FILE
    table.parent.mkdir()
    table.write_text((ONTOLOGY / TABLE_FILE).read_text().partition("  - id: none")[0])


def _twice(folder: Path) -> None:
    write(folder, CONTRADICTION, "again.ttl")


def _torn(folder: Path) -> None:
    write(folder, "<qualification/x> a mob:Qualification", "torn.ttl")


@pytest.mark.parametrize(
    ("spoil", "place"),
    [
        (_gap, "decision-table.yaml"),
        (_twice, "again.ttl and all.ttl: qualification/phl-nurse"),
        (_torn, "torn.ttl, line"),
    ],
)
def test_what_cannot_be_used_leaves_the_release_in_use(
    tmp_path: Path, ontology: Path, spoil: Callable[[Path], None], place: str
) -> None:
    before = make_release(tmp_path / "home", ontology)
    spoil(ontology)
    with pytest.raises((InvalidDocument, Unreadable)) as caught:
        make_release(tmp_path / "home", ontology)
    told = [caught.value.sentence, *getattr(caught.value, "problems", ())]
    assert any(place in each for each in told)
    assert current_snapshot(tmp_path / "home") == before
    assert len(open_snapshot(tmp_path / "home")[1]) > 0
