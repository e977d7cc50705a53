"""One release of all that the rules rest on: made from the files, opened from the snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from registry.actions.decision_table import OWN_TABLE, TABLE_FILE, new_table, read_table
from registry.catalogue.fees import FeeRule
from registry.linked.loading import load_knowledge
from registry.linked.store import Snapshot, build_snapshot
from registry.paths import AGREEMENTS, ONTOLOGY
from registry.recognition.knowledge import Knowledge
from registry.storage.corpus import (
    FEES_FILE,
    MEMBERSHIPS,
    membership_files,
    read_fees,
    read_memberships,
)


@dataclass(frozen=True, slots=True)
class Release:
    """What one snapshot says: the knowledge of the rules, and the rules on fees."""

    knowledge: Knowledge
    fees: tuple[FeeRule, ...]


def make_release(home: Path, ontology: Path = ONTOLOGY, *, table: Path | None = None) -> Snapshot:
    """Check an ontology and make it the snapshot in use, with everything that belongs to it.

    ``table`` is a decision table in place of the folder's; a folder that brings none goes by the
    one that ships.
    """
    of_folder = ontology / TABLE_FILE
    chosen = table or (of_folder if of_folder.is_file() else OWN_TABLE)
    new_table(chosen)
    beside = {
        TABLE_FILE.as_posix(): chosen,
        FEES_FILE.as_posix(): AGREEMENTS / FEES_FILE,
    }
    beside |= {f"{MEMBERSHIPS}/{path.name}": path for path in membership_files(AGREEMENTS)}
    return build_snapshot(ontology, home, beside)


def open_release(snapshot: Snapshot) -> Release:
    """Read a release, the one in use or an old one."""
    table = read_table(snapshot.beside / TABLE_FILE)
    memberships = read_memberships(snapshot.beside)
    knowledge = load_knowledge(snapshot.open(), memberships, table, snapshot.hash)
    return Release(knowledge, read_fees(snapshot.beside))
