"""``registry accounts``: who may sign in, from a terminal. No password is ever typed here."""

from __future__ import annotations

import click

from registry.actions import accounts as people
from registry.actions.load import opened
from registry.actions.open_register import Register
from registry.errors import NotOnRegister
from registry.storage import accounts as kept
from registry.storage.accounts import Account
from registry.values.access import fold_login
from registry.values.people import EVERYWHERE, OF_THE_REGISTER, Grant, Role

_ROLES = click.Choice([role.value for role in Role])


@click.group()
def accounts() -> None:
    """People who may sign in at the desk."""


@accounts.command(name="operator-link")
def operator_link() -> None:
    """Print a link by which somebody becomes an operator; it works once, for 24 hours."""
    register = opened()
    click.echo(people.operator_link(register))


@accounts.command()
@click.argument("login")
@click.option("--role", "roles", type=_ROLES, multiple=True, required=True)
@click.option("--place", default=EVERYWHERE, help="A party's code (PHL) or an authority's name.")
@click.option("--name", default="", help="The person's name.")
def invite(login: str, roles: tuple[str, ...], place: str, name: str) -> None:
    """Make an account and print the link by which the person takes it over within 7 days."""
    asked = {Role(role) for role in roles}
    grants = frozenset(
        Grant(role, EVERYWHERE if role in OF_THE_REGISTER else place) for role in asked
    )
    click.echo(people.invite(login, name, grants, people.TERMINAL, opened()))


@accounts.command(name="list")
def list_command() -> None:
    """Print every account: login, name, standing, roles."""
    with opened().engine.connect() as connection:
        for account in kept.everybody(connection):
            held = ", ".join(sorted(f"{g.role} {g.place}".strip() for g in account.grants))
            click.echo(f"{account.login}\t{account.name}\t{_standing(account)}\t{held}")


@accounts.command()
@click.argument("login")
def end(login: str) -> None:
    """Close an account for good; sessions, keys and links end."""
    register = opened()
    people.end_account(_known(login, register).id, people.TERMINAL, register)
    click.echo(f"The account {login} has ended.")


@accounts.command()
@click.argument("login")
def reset(login: str) -> None:
    """Print a link by which somebody comes back in with a new password and second factor."""
    register = opened()
    click.echo(people.invite_again(_known(login, register).id, people.TERMINAL, register))


def _standing(account: Account) -> str:
    if account.ended_at:
        return "ended"
    if account.issuer:
        return "by a provider"
    return "open" if account.password else "invited"


def _known(login: str, register: Register) -> Account:
    with register.engine.connect() as connection:
        account = kept.by_login(connection, fold_login(login))
    if account is None:
        raise NotOnRegister(
            "There is no such account.", hint="registry accounts list names all accounts."
        )
    return account
