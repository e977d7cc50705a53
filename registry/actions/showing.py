"""Show the public what it may know of agreements: made anew from their newest versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import Connection

from registry.catalogue.agreement import Confidentiality
from registry.catalogue.disclosure import disclosed
from registry.storage import agreements, versions, withdrawals
from registry.storage.preparing import Prepared, prepare
from registry.storage.sectors import shipped_sectors
from registry.storage.versions import Version


def show(
    connection: Connection,
    slugs: Iterable[str],
    progress: Callable[[int], None] = lambda _: None,
) -> None:
    """Bring what the public gets of some agreements up to date with their newest versions.

    Agreements that name one of them are looked at too where it came into the open or left it.
    """
    wanted = dict.fromkeys(slugs)
    hidden = versions.restricted(connection)
    moved = [slug for slug in wanted if (slug in hidden) == agreements.held(connection, slug)]
    wanted |= dict.fromkeys(versions.naming(connection, moved))
    gone = withdrawals.taken_off(connection)
    shown: list[tuple[Prepared, int]] = []
    removed: list[str] = []
    for slug in wanted:
        newest = versions.latest(connection, slug)
        prepared = None if newest is None or slug in gone else public(newest, hidden)
        if prepared is None or newest is None:
            removed.append(slug)
        else:
            shown.append((prepared, newest.number))
    agreements.put_all(connection, shown, removed, progress)


def public(version: Version, hidden: frozenset[str]) -> Prepared | None:
    """The public's row of a version, None where it gets none."""
    record = disclosed(version.record, hidden)
    return prepare(record, shipped_sectors()) if record else None


def is_public(version: Version) -> bool:
    """Whether the public knows of a version."""
    return version.record.confidentiality is not Confidentiality.RESTRICTED
