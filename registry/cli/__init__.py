"""The ``registry`` command: what operators and maintainers run."""

from __future__ import annotations

import sys

import click

from registry import __version__
from registry.cli import ask, data, doctor, ontology, paper, serve
from registry.errors import InvalidDocument, RegistryError


class _Speaking(click.Group):
    """Turns the errors of the product into words and exit codes; a bug keeps its traceback."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except RegistryError as error:
            click.secho(error.sentence, fg="red", err=True)
            if isinstance(error, InvalidDocument):
                for pointer, sentences in error.problems.items():
                    for sentence in sentences:
                        click.echo(f"  {pointer}: {sentence}", err=True)
            if error.hint:
                click.echo(error.hint, err=True)
            sys.exit(2 if isinstance(error, InvalidDocument) else 1)


@click.group(cls=_Speaking, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="registry")
def main() -> None:
    """A register of labour mobility agreements and of what qualifications are worth elsewhere."""


for command in (
    serve.serve,
    data.database,
    data.load,
    data.export,
    data.check_data,
    ask.assess,
    paper.statement,
    ontology.ontology,
    doctor.doctor,
):
    main.add_command(command)
