"""``registry serve``: bring the register up to date and run the site."""

from __future__ import annotations

import os
import socket

import click

from registry.actions.load import bring_up_to_date, way_in
from registry.errors import Unavailable
from registry.settings import hand_on, read_settings, served_at


class _Port(click.ParamType[int]):
    """A port as a number, and a sentence for what is none."""

    name = "port"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        text = str(value)
        if not (text.isascii() and text.isdecimal() and 1 <= int(text[:6]) <= 65535):
            self.fail(
                f"{text[:20]!r} is no port: choose a number from 1 to 65535, "
                "as in PORT=8001 scripts/serve",
                param,
                ctx,
            )
        return int(text)


_WORKERS = os.cpu_count() or 1


@click.command()
@click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True)
@click.option(
    "--port",
    envvar="PORT",
    default=8000,
    show_default=True,
    type=_Port(),
    metavar="NUMBER",
)
@click.option("--workers", default=_WORKERS, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Load what changed, then serve the site until stopped."""
    address = _address(host, port)
    _check_port(address, port)
    hand_on(host, port)
    settings = read_settings()
    for line in bring_up_to_date(settings):
        click.echo(line, err=True)
    click.secho(f"The register is on {served_at(host, port)}", fg="green", err=True)
    for line in way_in(settings):
        click.echo(line, err=True)
    _run(address, port, workers)


def _address(host: str, port: int) -> str:
    """The IP address behind a name; the server itself takes only addresses."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (OSError, UnicodeError) as error:
        raise Unavailable(
            f"HOST is {host[:60]!r}, and there is no machine of that name.",
            hint="Leave HOST away to serve this machine only, or write 0.0.0.0 for every network.",
        ) from error
    return str(found[0][4][0])


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Unavailable(
                f"{host}:{port} cannot be used: {error.strerror}.",
                hint="Stop what runs there, or choose another port: PORT=8001 scripts/serve",
            ) from error


def _run(host: str, port: int, workers: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "registry.app:create_app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        log_level=LogLevels.warning,
        websockets=False,
        workers_kill_timeout=5,  # a worker that is still starting does not hear the first signal
    ).serve()
