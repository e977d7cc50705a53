"""``registry ontology``: load it, ask it."""

from __future__ import annotations

from pathlib import Path

import click

from registry.cli.files import read_text
from registry.linked.sparql import Answer, query
from registry.linked.store import build_snapshot, open_snapshot
from registry.paths import ONTOLOGY
from registry.settings import read_settings


@click.group()
def ontology() -> None:
    """The skills ontology and everything the rules rest on."""


@ontology.command()
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=ONTOLOGY
)
def load(folder: Path) -> None:
    """Check the Turtle of FOLDER and make it the snapshot in use."""
    snapshot = build_snapshot(folder, read_settings().home)
    click.echo(f"Ontology {snapshot.hash} is in use.")


@ontology.command(name="query")
@click.argument("text")
@click.option("--seconds", default=10, show_default=True, type=click.IntRange(1, 600))
def query_command(text: str, seconds: int) -> None:
    """Ask a SPARQL question (read only); TEXT may be @FILE."""
    asked = read_text(Path(text[1:])) if text.startswith("@") else text
    answer = query(open_snapshot(read_settings().home)[1], asked, timeout=seconds)
    click.echo(answer.triples if answer.triples is not None else _rows(answer), nl=False)


def _rows(answer: Answer) -> str:
    return answer.as_csv() if answer.truth is None else f"{str(answer.truth).lower()}\n"
