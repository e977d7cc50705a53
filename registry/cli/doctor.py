"""``registry doctor``: what is missing on this machine, and how to mend it."""

from __future__ import annotations

import sys

import click

from registry.actions.examine import examine
from registry.settings import read_settings


@click.command()
def doctor() -> None:
    """Say what is missing and how to mend it; ends with 1 if something is."""
    healthy = True
    for part in examine(read_settings()):
        healthy = healthy and part.fine
        mark = click.style("ok", fg="green") if part.fine else click.style("missing", fg="red")
        click.echo(f"{mark:>16}  {part.name}: {part.said}")
        if part.mend and not part.fine:
            click.echo(f"         mend it: {part.mend}")
    sys.exit(0 if healthy else 1)
