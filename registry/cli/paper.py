"""``registry statement``: make and verify papers from a terminal."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import IO

import click

from registry.actions.derive_again import derive_again
from registry.actions.issue_statement import make_information, verify
from registry.actions.load import opened
from registry.actions.open_register import Register
from registry.cli.files import write_paper
from registry.errors import InvalidDocument, NotOnRegister
from registry.schemas.question import load_question
from registry.statements.statement import Statement


@click.group()
def statement() -> None:
    """Information statements."""


@statement.command()
@click.argument("request", type=click.File("rb"))
@click.option("--pdf", type=click.Path(dir_okay=False, path_type=Path), help="Write the paper too.")
@click.option("--lang", default="en", type=click.Choice(["en", "ar"]), show_default=True)
def issue(request: IO[bytes], pdf: Path | None, lang: str) -> None:
    """Make a statement from an assessment REQUEST (JSON file, - for standard input)."""
    register = opened()
    try:
        document = json.load(request)
    except ValueError as error:
        raise InvalidDocument(f"The request is not JSON: {error}.") from error
    except RecursionError as error:
        raise InvalidDocument("The request is nested too deeply to be read.") from error
    issued = make_information(load_question(document, today=register.today()), register)
    click.echo(f"{issued.statement.serial} {issued.code}")
    if pdf:
        from registry.issuing.paper import render_pdf

        base = register.settings.base_url
        write_paper(pdf, render_pdf(issued.statement, issued.code, lang, base))


@statement.command(name="verify")
@click.argument("serial")
@click.argument("code")
def verify_command(serial: str, code: str) -> None:
    """Say what a paper says and how it stands."""
    register = opened()
    found = _kept(serial, code, register)
    json.dump(
        {
            "serial": found.serial,
            "made_on": found.made_on.isoformat(),
            "standing": found.standing(register.today()),
            "document": found.document,
        },
        sys.stdout,
        ensure_ascii=False,
        indent=2,
    )
    click.echo()


@statement.command(name="derive")
@click.argument("serial")
@click.argument("code")
def derive_command(serial: str, code: str) -> None:
    """Derive the verdict of a paper again from the release that it names; ends with 1 if it is
    another one."""
    register = opened()
    derived = derive_again(_kept(serial, code, register), register)
    for name, made_by in derived.made_by.items():
        now = derived.derived_by[name]
        click.echo(f"{name}: {made_by}" + ("" if made_by == now else f", derived by {now}"))
    if derived.differences:
        click.echo("Derived again, the verdict differs at:")
        for place in derived.differences:
            click.echo(f"  {place}")
        sys.exit(1)
    click.echo("Derived again, the verdict is the same to the letter.")


def _kept(serial: str, code: str, register: Register) -> Statement:
    found = verify(serial, code, register)
    if found is None:
        raise NotOnRegister(
            "No paper answers to this number and code.",
            hint="Type both as they are printed at the top of the paper.",
        )
    return found
