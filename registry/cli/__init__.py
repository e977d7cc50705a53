"""The ``registry`` command: what operators and maintainers run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from registry import __version__
from registry.cli import accounts, ask, data, database, doctor, ontology, paper, serve
from registry.errors import InvalidDocument, RegistryError
from registry.settings import WrongSetting


class _Speaking(click.Group):
    """Turns the errors of the product into words and exit codes; a bug keeps its traceback."""

    def invoke(self, ctx: click.Context) -> object:
        with _words():
            return super().invoke(ctx)


@contextmanager
def _words() -> Iterator[None]:
    try:
        yield
    except (RegistryError, WrongSetting) as error:
        click.secho(_seen(error.sentence), fg="red", err=True)
        if isinstance(error, InvalidDocument):
            for pointer, sentences in error.problems.items():
                for sentence in sentences:
                    click.echo(f"  {_seen(pointer)}: {_seen(sentence)}", err=True)
        if error.hint:
            click.echo(error.hint, err=True)
        sys.exit(2 if isinstance(error, InvalidDocument) else 1)


def _seen(text: str) -> str:
    """A text whose control characters can be seen and do nothing to the terminal."""
    return "".join(c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in text)


@click.group(cls=_Speaking, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="registry")
def main() -> None:
    """A register of labour mobility agreements and of what qualifications are worth elsewhere."""


for command in (
    serve.serve,
    database.database,
    data.load,
    data.export,
    data.check_data,
    ask.assess,
    paper.statement,
    ontology.ontology,
    accounts.accounts,
    doctor.doctor,
):
    main.add_command(command)
