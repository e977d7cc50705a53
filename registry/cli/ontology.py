"""``registry ontology``: load it, ask it."""

from __future__ import annotations

from pathlib import Path

import click

from registry.actions.decision_table import OWN_TABLE, new_table
from registry.actions.exchange_mappings import export_mappings, import_mappings
from registry.actions.release import make_release
from registry.cli.files import read_text, writable
from registry.linked.equivalences import stored_equivalences
from registry.linked.sparql import Answer, query
from registry.linked.store import open_snapshot
from registry.paths import ONTOLOGY
from registry.schemas.decision_table import decided
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
    settings = read_settings()
    snapshot = make_release(settings.home, folder, table=settings.decision_table)
    click.echo(f"Ontology {snapshot.hash} is in use.")


@ontology.command(name="query")
@click.argument("text")
@click.option("--seconds", default=10, show_default=True, type=click.IntRange(1, 600))
def query_command(text: str, seconds: int) -> None:
    """Ask a SPARQL question (read only); TEXT may be @FILE."""
    asked = read_text(Path(text[1:])) if text.startswith("@") else text
    answer = query(open_snapshot(read_settings().home)[1], asked, timeout=seconds)
    click.echo(answer.triples if answer.triples is not None else _rows(answer), nl=False)


@ontology.command(name="check-table")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
def check_table(file: Path | None) -> None:
    """Prove the decision table FILE, by default the one in use, and say what each row decides."""
    table = new_table(file or read_settings().decision_table or OWN_TABLE)
    shares = decided(table)
    every = sum(shares.values())
    click.echo(f"Version {table.version}: each of {every} combinations has a row.")
    for number, row in enumerate(table.rows, start=1):
        outcomes = ", ".join(dict.fromkeys(outcome.value for outcome in row.outcomes.values()))
        click.echo(f"{number:>3}  {row.id}: decides {shares[row.id]}, {outcomes}")


@ontology.command(name="import-mappings")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=ONTOLOGY,
    help="The ontology to add to; default the one of the product.",
)
def import_command(file: Path, folder: Path) -> None:
    """Hold the SSSOM table FILE against the ontology and write it there as Turtle."""
    with writable(folder):
        target, count = import_mappings(file, folder)
    click.echo(f"Equivalences written to {target}: {count}.")
    click.echo("Read it, commit it, and load the ontology: registry ontology load.")


@ontology.command(name="export-mappings")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), required=False)
def export_command(file: Path | None) -> None:
    """Write the equivalences of the snapshot in use as an SSSOM table, to FILE or the terminal."""
    _, store = open_snapshot(read_settings().home)
    table = export_mappings(stored_equivalences(store))
    if file is None:
        click.echo(table, nl=False)
        return
    with writable(file):
        file.write_text(table, encoding="utf-8")
    click.echo(f"Written to {file}.")


def _rows(answer: Answer) -> str:
    return answer.as_csv() if answer.truth is None else f"{str(answer.truth).lower()}\n"
