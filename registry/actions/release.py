"""One release of all that the rules rest on: made from the files, opened from the snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from registry.catalogue.fees import FeeRule
from registry.linked.loading import load_knowledge
from registry.linked.store import Snapshot, build_snapshot
from registry.paths import AGREEMENTS, ONTOLOGY
from registry.recognition.knowledge import Knowledge
from registry.recognition.table import DecisionTable
from registry.schemas.decision_table import load_table
from registry.storage.corpus import (
    FEES_FILE,
    MEMBERSHIPS,
    membership_files,
    read_fees,
    read_memberships,
)
from registry.storage.yaml_strict import read_yaml

TABLE_FILE = Path("parameters", "decision-table.yaml")


@dataclass(frozen=True, slots=True)
class Release:
    """What one snapshot says: the knowledge of the rules, and the rules on fees."""

    knowledge: Knowledge
    fees: tuple[FeeRule, ...]


def make_release(home: Path, ontology: Path = ONTOLOGY) -> Snapshot:
    """Check an ontology and make it the snapshot in use, with everything that belongs to it.

    A folder that brings no decision table goes by the one that ships.
    """
    table = ontology / TABLE_FILE
    beside = {
        TABLE_FILE.as_posix(): table if table.is_file() else ONTOLOGY / TABLE_FILE,
        FEES_FILE.as_posix(): AGREEMENTS / FEES_FILE,
    }
    beside |= {f"{MEMBERSHIPS}/{path.name}": path for path in membership_files(AGREEMENTS)}
    read_table(beside[TABLE_FILE.as_posix()])
    return build_snapshot(ontology, home, beside)


def read_table(path: Path) -> DecisionTable:
    """The decision table of a file."""
    return load_table(read_yaml(path), path.name)


def open_release(snapshot: Snapshot) -> Release:
    """Read a release, the one in use or an old one."""
    table = read_table(snapshot.beside / TABLE_FILE)
    memberships = read_memberships(snapshot.beside)
    knowledge = load_knowledge(snapshot.open(), memberships, table, snapshot.hash)
    return Release(knowledge, read_fees(snapshot.beside))
