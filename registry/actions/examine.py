"""Examine a machine: what the product needs, whether it is there, and how to mend it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

from registry.errors import RegistryError
from registry.issuing.paper import missing_parts
from registry.linked.store import current_snapshot
from registry.settings import Settings
from registry.storage.engine import file_of, open_engine
from registry.storage.migrations import is_current


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the machine; ``mend`` is the command that helps."""

    name: str
    fine: bool
    said: str
    mend: str = ""


def examine(settings: Settings) -> Iterator[Part]:
    """Every part, fine or not."""
    missing = missing_parts()
    if missing:
        for each in missing:
            yield Part(each.name, fine=False, said=each.why, mend=each.mend)
    else:
        yield Part("paper", fine=True, said="pango, harfbuzz-subset and the fonts are there")
    yield _home(settings)
    yield _database(settings)
    yield _store(settings)


def _home(settings: Settings) -> Part:
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        probe = settings.home / ".probe"
        probe.touch()
        probe.unlink()
    except OSError as error:
        return Part(
            "home",
            fine=False,
            said=f"{settings.home} cannot be written: {error.strerror}",
            mend="make the folder writable, or set REGISTRY_HOME to one that is",
        )
    return Part("home", fine=True, said=str(settings.home))


def _database(settings: Settings) -> Part:
    try:
        engine = open_engine(settings.database_url)
        current = is_current(engine)
        engine.dispose()
        locked = _cannot_be_written(settings.database_url)
    except RegistryError as error:
        return Part("database", fine=False, said=error.sentence, mend=error.hint)
    if locked:
        mend = f"let this user write {locked}"
        return Part("database", fine=False, said=f"{locked} cannot be written", mend=mend)
    said = "up to date" if current else "not up to date"
    return Part("database", fine=current, said=said, mend="registry database upgrade")


def _cannot_be_written(url: str) -> str:
    """The file of an embedded database that this user may not write, empty where there is none."""
    path = file_of(url)
    return str(path) if path and path.exists() and not os.access(path, os.W_OK) else ""


def _store(settings: Settings) -> Part:
    try:
        snapshot = current_snapshot(settings.home)
        snapshot.open()
    except RegistryError as error:
        return Part("ontology", fine=False, said=error.sentence, mend="registry ontology load")
    return Part("ontology", fine=True, said=f"snapshot {snapshot.hash}")
