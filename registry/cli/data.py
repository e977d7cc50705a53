"""``registry load | export | check-data``: the register's data in and out."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from registry.actions.check_data import check_all
from registry.actions.register import export_corpus, load_corpus
from registry.actions.release import make_release
from registry.cli.files import writable
from registry.errors import InvalidDocument
from registry.paths import AGREEMENTS
from registry.settings import read_settings
from registry.storage.engine import open_engine
from registry.storage.migrations import upgrade

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=_FOLDER, default=AGREEMENTS)
def load(folder: Path) -> None:
    """Validate every agreement of FOLDER, then take over what is new or changed."""
    settings = read_settings()
    engine = open_engine(settings.database_url)
    upgrade(engine)
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("Agreements", total=None)
        report = load_corpus(
            folder, engine, progress=lambda done, of: bar.update(task, completed=done, total=of)
        )
    click.echo(str(report))
    snapshot = make_release(settings.home, table=settings.decision_table)
    click.echo(f"Ontology {snapshot.hash} is in use.")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def export(folder: Path) -> None:
    """Write every agreement of the register to FOLDER, one document each."""
    with writable(folder):
        count = export_corpus(open_engine(read_settings().database_url), folder)
    click.echo(f"{count} agreements written to {folder}.")


@click.command(name="check-data")
def check_data() -> None:
    """Check corpus, ontology, shapes and decision table as they lie in the folder."""
    problems: dict[str, list[str]] = {}
    for report in check_all(read_settings().decision_table):
        mark = click.style("ok", fg="green") if not report.problems else click.style("no", fg="red")
        click.echo(f"{mark}  {report.name}: {report.counted}")
        problems.update({record: list(said) for record, said in report.problems.items()})
    if problems:
        raise InvalidDocument("The data is not in order.", problems=problems)
