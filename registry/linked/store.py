"""The ontology as a store: Turtle files read into one, and immutable snapshots of it on disk.

A snapshot is named by the content of the files it was made from. It is built beside the others
and swapped in by one rename, so a reader never meets half of one. Files that the rules rest on and
that are not RDF (decision table, memberships) are kept in it as they were, so that an old answer
can be derived again.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
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
_NAME = re.compile(r"[0-9a-f]{16}", re.ASCII)
_REMAINS = re.compile(r"\.building-([0-9]{1,9})-.*", re.ASCII | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One release of the ontology on disk; ``hash`` is also its version on papers."""

    hash: str
    folder: Path

    @property
    def path(self) -> Path:
        """Where its store lies."""
        return self.folder / "store"

    @property
    def beside(self) -> Path:
        """Where the files lie that belong to it and are not RDF."""
        return self.folder / "beside"

    def open(self) -> Store:
        """The store, read only: several processes may hold it at once."""
        try:
            return Store.read_only(str(self.path))
        except (OSError, RuntimeError) as error:  # RuntimeError: its files do not fit together
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


def parse_text(store: Store, text: str, name: str) -> None:
    """Add Turtle that is not in a file yet, as if it were the file ``name``."""
    store.load(text.encode(), format=RdfFormat.TURTLE, to_graph=NamedNode(GRAPH + name))


def as_graph(store: Store) -> Graph:
    """The whole store as one rdflib graph, named graphs put together."""
    graph = Graph()
    triples = serialize((quad.triple for quad in store), format=RdfFormat.N_TRIPLES)
    graph.parse(data=triples, format="nt")
    return graph


# Snapshots ---------------------------------------------------------------------------------


def content_hash(folder: Path, beside: Mapping[str, Path]) -> str:
    """The name of what the files say: 16 hexadecimal digits over their names and bytes."""
    digest = hashlib.sha256()
    named = [(path.relative_to(folder).as_posix(), path) for path in turtle_files(folder)]
    for name, path in (*named, *sorted(beside.items())):
        content = path.read_bytes()
        digest.update(b"%d %s %d " % (len(name.encode()), name.encode(), len(content)))
        digest.update(content)
    return digest.hexdigest()[:16]


def build_snapshot(folder: Path, home: Path, beside: Mapping[str, Path]) -> Snapshot:
    """Make the snapshot of ``folder`` under ``home/ontology`` and point to it.

    ``beside`` names the files that belong to the release and are not RDF.
    Building from unchanged files changes nothing. Faulty records are refused, and a build that
    dies leaves the old snapshot in place; its remains are cleared by the next one. A snapshot
    that cannot be opened any more is made anew.
    """
    snapshots = home / "ontology"
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        snapshots.mkdir(exist_ok=True)
        _clear_remains(snapshots)
        name = content_hash(folder, beside)
        snapshot = Snapshot(name, snapshots / name)
        if not _is_whole(snapshot):
            _build(folder, snapshot.folder, beside)
        if _pointed(snapshots) != snapshot.hash:
            _point(snapshots, snapshot.hash)
    except OSError as error:
        raise Unavailable(
            f"The folder {snapshots} cannot be written to: {error.strerror or error}.",
            hint="Give this user the right and the room to write there, or name another home: "
            "REGISTRY_HOME.",
        ) from error
    return snapshot


def current_snapshot(home: Path) -> Snapshot:
    """The snapshot in use."""
    snapshots = home / "ontology"
    try:
        name = _pointed(snapshots)
        there = name is not None and _NAME.fullmatch(name) and (snapshots / name).is_dir()
    except OSError as error:
        raise Unavailable(
            f"The folder {snapshots} cannot be read: {error.strerror}.",
            hint="Give this user the right to read it, or name another home: REGISTRY_HOME.",
        ) from error
    if not name or not there:
        raise Unavailable(
            "No ontology has been loaded yet.", hint="Load it: registry ontology load."
        )
    return Snapshot(name, snapshots / name)


def kept_snapshot(home: Path, name: str) -> Snapshot | None:
    """A release by its name, in use or not; None where it is not kept here."""
    snapshot = Snapshot(name, home / "ontology" / name)
    return snapshot if _NAME.fullmatch(name) and _is_whole(snapshot) else None


def open_snapshot(home: Path) -> tuple[Snapshot, Store]:
    """The snapshot in use with its store, read only."""
    snapshot = current_snapshot(home)
    return snapshot, snapshot.open()


def _build(folder: Path, path: Path, beside: Mapping[str, Path]) -> None:
    building = path.parent / f"{_BUILDING}{os.getpid()}-{path.name}"
    shutil.rmtree(building, ignore_errors=True)
    memory = parse_folder(folder)
    check_records(memory)
    made = Snapshot(path.name, building)
    for name, file in beside.items():
        (made.beside / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, made.beside / name)
    _write(memory, made.path)
    try:
        building.replace(path)
    except OSError:
        if not path.is_dir():
            raise
        _give_way(building, path)


def _give_way(building: Path, path: Path) -> None:
    """Where a snapshot stands already: one that is whole stays, a broken one makes room.

    The same name means the same content, so one that another process finished first is as good.
    """
    if not _is_whole(Snapshot(path.name, path)):
        path.replace(building.with_name(f"{building.name}-broken"))
        building.replace(path)
    _clear(building)
    _clear(building.with_name(f"{building.name}-broken"))


def _is_whole(snapshot: Snapshot) -> bool:
    """Whether a snapshot is there and can be opened."""
    if not snapshot.path.is_dir():  # as those of earlier layouts are not
        return False
    try:
        snapshot.open()
    except Unavailable:
        return False
    return True


def _write(memory: Store, path: Path) -> None:
    """Write and let go of the store, so that the directory is whole before it is renamed."""
    path.mkdir(parents=True)
    disk = Store(str(path))
    disk.bulk_extend(iter(memory))
    disk.optimize()
    disk.flush()


def _pointed(snapshots: Path) -> str | None:
    with suppress(FileNotFoundError, NotADirectoryError, UnicodeDecodeError):
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
        _clear(path)


def _clear(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _remains(snapshots: Path) -> Iterator[Path]:
    """What builders that no longer run left behind."""
    for path in snapshots.glob(f"{_BUILDING}*"):
        named = _REMAINS.fullmatch(path.name)
        if named is None:
            continue
        try:
            os.kill(int(named.group(1)), 0)
        except ProcessLookupError:
            yield path
        except PermissionError:
            continue
