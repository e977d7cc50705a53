"""The ontology as a store: Turtle files read into one, and immutable snapshots of it on disk.

A snapshot is named by the content of the files it was made from. It is built beside the others
and swapped in by one rename, so a reader never meets half of one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store, serialize
from rdflib import Graph

from registry.errors import Unavailable, Unreadable
from registry.linked.loading import check_records
from registry.linked.namespaces import GRAPH

# Gates and questions look at the knowledge; they are not part of it.
_NOT_KNOWLEDGE = frozenset({"shapes", "questions", "context"})
_POINTER = "current"
_BUILDING = ".building-"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One release of the ontology on disk; ``hash`` is also its version on papers."""

    hash: str
    path: Path

    def open(self) -> Store:
        """The store, read only: several processes may hold it at once."""
        try:
            return Store.read_only(str(self.path))
        except OSError as error:
            raise Unavailable(
                f"The ontology snapshot {self.hash} cannot be opened.",
                hint="Load the ontology again: registry ontology load.",
            ) from error


# Reading Turtle ----------------------------------------------------------------------------


def turtle_files(folder: Path) -> list[Path]:
    """The files that hold knowledge, in a fixed order."""
    return sorted(
        path
        for path in folder.rglob("*.ttl")
        if _NOT_KNOWLEDGE.isdisjoint(path.relative_to(folder).parts[:-1])
    )


def parse_folder(folder: Path) -> Store:
    """All Turtle of a folder in memory, each file in a named graph of its own."""
    store = Store()
    for path in turtle_files(folder):
        parse_file(store, path, path.relative_to(folder).as_posix())
    return store


def parse_file(store: Store, path: Path, name: str) -> None:
    """Add one Turtle file; a syntax error names the file and the line."""
    try:
        store.load(path=str(path), format=RdfFormat.TURTLE, to_graph=NamedNode(GRAPH + name))
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        place = f"{name}, line {line}" if line else name
        raise Unreadable(
            f"{place}: this is not Turtle. {error.args[0]}",
            hint="Look for a missing full stop, semicolon or quotation mark just before it.",
        ) from error


def as_graph(store: Store) -> Graph:
    """The whole store as one rdflib graph, named graphs put together."""
    graph = Graph()
    triples = serialize((quad.triple for quad in store), format=RdfFormat.N_TRIPLES)
    graph.parse(data=triples, format="nt")
    return graph


# Snapshots ---------------------------------------------------------------------------------


def content_hash(folder: Path) -> str:
    """The name of what the files say: 16 hexadecimal digits over their names and bytes."""
    digest = hashlib.sha256()
    for path in turtle_files(folder):
        name, content = path.relative_to(folder).as_posix().encode(), path.read_bytes()
        digest.update(b"%d %s %d " % (len(name), name, len(content)))
        digest.update(content)
    return digest.hexdigest()[:16]


def build_snapshot(folder: Path, home: Path) -> Snapshot:
    """Make the snapshot of ``folder`` under ``home/ontology`` and point to it.

    Building from unchanged files changes nothing. Faulty records are refused, and a build that
    dies leaves the old snapshot in place; its remains are cleared by the next one.
    """
    snapshots = home / "ontology"
    try:
        snapshots.mkdir(parents=True, exist_ok=True)
        _clear_remains(snapshots)
        snapshot = Snapshot(content_hash(folder), snapshots / content_hash(folder))
        if not snapshot.path.is_dir():
            _build(folder, snapshot.path)
        if _pointed(snapshots) != snapshot.hash:
            _point(snapshots, snapshot.hash)
    except PermissionError as error:
        raise Unavailable(
            f"The folder {snapshots} cannot be written to.",
            hint="Give this user the right to write there, or name another home.",
        ) from error
    return snapshot


def current_snapshot(home: Path) -> Snapshot:
    """The snapshot in use."""
    snapshots = home / "ontology"
    name = _pointed(snapshots)
    if name is None or not (snapshots / name).is_dir():
        raise Unavailable(
            "No ontology has been loaded yet.", hint="Load it: registry ontology load."
        )
    return Snapshot(name, snapshots / name)


def open_snapshot(home: Path) -> tuple[Snapshot, Store]:
    """The snapshot in use with its store, read only."""
    snapshot = current_snapshot(home)
    return snapshot, snapshot.open()


def _build(folder: Path, path: Path) -> None:
    building = path.parent / f"{_BUILDING}{os.getpid()}-{path.name}"
    shutil.rmtree(building, ignore_errors=True)
    memory = parse_folder(folder)
    check_records(memory)
    _write(memory, building)
    try:
        building.replace(path)
    except OSError:
        # Another process finished the same snapshot first: the same name means the same content.
        if not path.is_dir():
            raise
        shutil.rmtree(building, ignore_errors=True)


def _write(memory: Store, path: Path) -> None:
    """Write and let go of the store, so that the directory is whole before it is renamed."""
    disk = Store(str(path))
    disk.bulk_extend(iter(memory))
    disk.optimize()
    disk.flush()


def _pointed(snapshots: Path) -> str | None:
    with suppress(FileNotFoundError):
        return (snapshots / _POINTER).read_text(encoding="ascii").strip()
    return None


def _point(snapshots: Path, name: str) -> None:
    written = snapshots / f"{_BUILDING}{os.getpid()}-{_POINTER}"
    with written.open("w", encoding="ascii") as stream:
        stream.write(name + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    written.replace(snapshots / _POINTER)


def _clear_remains(snapshots: Path) -> None:
    for path in _remains(snapshots):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _remains(snapshots: Path) -> Iterator[Path]:
    """What builders that no longer run left behind."""
    for path in snapshots.glob(f"{_BUILDING}*"):
        builder = int(path.name.removeprefix(_BUILDING).split("-")[0])
        try:
            os.kill(builder, 0)
        except ProcessLookupError:
            yield path
        except PermissionError:
            continue
