"""The decision table of a release: the one of the product, or the file that a ministry names."""

from __future__ import annotations

from pathlib import Path

from registry.errors import InvalidDocument
from registry.paths import ONTOLOGY
from registry.recognition.table import DecisionTable
from registry.schemas.decision_table import load_table
from registry.storage.yaml_strict import read_yaml

TABLE_FILE = Path("parameters", "decision-table.yaml")
OWN_TABLE = ONTOLOGY / TABLE_FILE


def read_table(file: Path) -> DecisionTable:
    """The decision table of a file, proved, or what is wrong with it and where."""
    return load_table(read_yaml(file), str(file))


def new_table(file: Path) -> DecisionTable:
    """A table that is to be used from now on.

    Papers name the version of the table, so an edited one may not go by that of the product.
    """
    table = read_table(file)
    edited = file.read_bytes() != OWN_TABLE.read_bytes()
    if edited and table.version == read_table(OWN_TABLE).version:
        raise InvalidDocument(
            f"The decision table {file} cannot be used.",
            hint="Give an edited table a version of its own.",
            problems={"/version": [f"{table.version!r} is the version of the register's table."]},
        )
    return table
