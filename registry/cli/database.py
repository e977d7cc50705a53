"""``registry database``: its structure, and moving, keeping and restoring what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from registry.cli.files import writable
from registry.settings import read_settings
from registry.storage import backup, copying
from registry.storage.engine import file_of, open_engine
from registry.storage.migrations import upgrade

_FORCE = click.option("--force", is_flag=True, help="Write over what is there.")
_KEY = "The secret key is not in the database: keep it as well, in another place."


@click.group()
def database() -> None:
    """The register's database: its structure, copies and backups."""


@database.command(name="upgrade")
def upgrade_command() -> None:
    """Bring the database's structure up to date."""
    upgrade(open_engine(read_settings().database_url))
    click.echo("The database is up to date.")


@database.command(name="copy")
@click.argument("source")
@click.argument("target")
def copy_command(source: str, target: str) -> None:
    """Copy the register at the address SOURCE into the empty database at TARGET, and compare."""
    path = file_of(source)
    if path is not None and not path.is_file():
        raise click.BadParameter(f"there is no file {path}", param_hint="SOURCE")
    with _bars() as progress:
        found = copying.copy(open_engine(source), open_engine(target), progress)
    _tell(found)
    click.echo("Both databases hold the same.")


@database.command(name="backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_FORCE
def backup_command(file: Path, *, force: bool) -> None:
    """Write the whole database to FILE, while the site goes on."""
    with writable(file):
        manifest = backup.back_up(read_settings().database_url, file, force=force)
    _tell(manifest.tables)
    click.echo(f"{file} holds it. {_KEY}")


@database.command(name="restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_FORCE
def restore_command(file: Path, *, force: bool) -> None:
    """Put the backup FILE into the database, and compare."""
    with writable(file):
        manifest = backup.restore(read_settings().database_url, file, force=force)
    _tell(manifest.tables)
    click.echo(f"The database holds what it held at {manifest.made} UTC.")


@contextmanager
def _bars() -> Iterator[copying.Progress]:
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as bars:
        tasks: dict[str, object] = {}

        def progress(table: str, rows: int) -> None:
            if table not in tasks:
                tasks[table] = bars.add_task(table, total=None)
            bars.advance(tasks[table], rows)  # type: ignore[arg-type]

        yield progress


def _tell(found: Sequence[copying.Holding]) -> None:
    for each in found:
        click.echo(f"{each.table:<24} {each.rows:>9} rows  {each.sha256}")
