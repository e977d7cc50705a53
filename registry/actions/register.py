"""Take a corpus of agreements over into the register, and give it back as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, Engine

from registry import __version__
from registry.actions.proposing import propose
from registry.actions.showing import show
from registry.catalogue.agreement import Agreement
from registry.errors import InvalidDocument, RegistryError
from registry.schemas.agreement import Known, load_agreement
from registry.storage import agreements, corpus, journal, versions
from registry.storage.engine import writing
from registry.storage.journal import Entry
from registry.storage.preparing import MANNER
from registry.storage.sectors import SECTORS_FILE, shipped_sectors
from registry.storage.yaml_strict import read_yaml

Progress = Callable[[int, int], None]
_LOADED = "corpus"
_MANNER, _SCHEME = "prepared", "scheme"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What loading did: ids that are new or have a new version, and how many were as before."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    unchanged: int = 0

    def __str__(self) -> str:
        said = f"{len(self.added)} added, {len(self.changed)} changed, {self.unchanged} unchanged."
        if self.proposed:
            said += f" {len(self.proposed)} are kept by the desk: the change is proposed to it."
        return said


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which agreements are new, which have another document, and which the desk keeps, so that a
    changed file is only proposed to it."""

    added: tuple[Agreement, ...]
    changed: tuple[Agreement, ...]
    proposed: tuple[Agreement, ...]
    unchanged: int


def read_corpus(folder: Path, *, on_register: frozenset[str] = frozenset()) -> list[Agreement]:
    """Every agreement of a corpus, or all problems of all files together.

    Problems are keyed ``file#pointer``. What a document names must be in the corpus, or among
    the ids ``on_register``.
    """
    files = corpus.agreement_files(folder)
    known = Known(
        sectors=shipped_sectors(),
        regimes=corpus.read_memberships(folder).regimes,
        agreements=on_register | {path.stem for path in files},
    )
    problems: dict[str, list[str]] = {}
    found: dict[str, Agreement] = {}
    for path in files:
        name = path.relative_to(folder).as_posix()
        try:
            agreement = _read(path, known, found)
        except InvalidDocument as error:
            problems.update({f"{name}#{at}": said for at, said in error.problems.items()})
        except RegistryError as error:
            problems[name] = [error.sentence]
        else:
            found[agreement.id] = agreement
    if problems:
        raise InvalidDocument(
            "The corpus is not in order; nothing was taken over.",
            hint="Mend the places named under problems.",
            problems=problems,
        )
    return list(found.values())


def _read(path: Path, known: Known, found: dict[str, Agreement]) -> Agreement:
    agreement = load_agreement(read_yaml(path), known)
    said = []
    if agreement.id != path.stem:
        said.append(f"The file is called {path.name}; by its id it is {agreement.id}.yaml.")
    if agreement.id in found:
        said.append(f"Another file has the id {agreement.id} as well.")
    if said:
        raise InvalidDocument("The file is not in its place.", problems={"/id": said})
    return agreement


def corpus_is_loaded(folder: Path, engine: Engine) -> bool:
    """Whether the register took over exactly this corpus before."""
    with engine.connect() as connection:
        return agreements.fact(connection, _LOADED) == _digest(folder)


def load_corpus(folder: Path, engine: Engine, *, progress: Progress | None = None) -> LoadReport:
    """Validate everything, then take over what is new or changed, in one transaction.

    Loading twice changes nothing. What is on the register and not in the corpus stays. A changed
    file of an agreement that the desk keeps becomes a proposal to the desk.
    """
    with engine.connect() as connection:
        held = frozenset(versions.standing(connection))
    found = read_corpus(folder, on_register=held | _shown(engine))
    with writing(engine) as connection:
        versions.begin(connection, agreements.numbered(connection))
        plan = _plan(connection, found)
        _take_over(connection, plan)
        proposals = [p for p in (propose(connection, each) for each in plan.proposed) if p]
        due = _due(connection, plan)
        show(connection, due, (lambda done: progress(done, len(due))) if progress else _silent)
        agreements.set_fact(connection, _LOADED, _digest(folder))
        agreements.set_fact(connection, _MANNER, MANNER)
    return LoadReport(
        tuple(each.id for each in plan.added),
        tuple(each.id for each in plan.changed),
        tuple(proposals),
        plan.unchanged,
    )


def _silent(_: int) -> None:
    """Nobody watches."""


def _shown(engine: Engine) -> frozenset[str]:
    with engine.connect() as connection:
        return frozenset(agreements.hashes(connection))


def _plan(connection: Connection, found: Sequence[Agreement]) -> _Plan:
    standing = versions.standing(connection)
    added, changed, proposed, unchanged = [], [], [], 0
    for each in found:
        _, digest, origin = standing.get(each.id, (0, "", ""))
        if not digest:
            added.append(each)
        elif digest == versions.digest_of(each):
            unchanged += 1
        elif origin == versions.DESK:
            proposed.append(each)
        else:
            changed.append(each)
    return _Plan(tuple(added), tuple(changed), tuple(proposed), unchanged)


def _take_over(connection: Connection, plan: _Plan) -> None:
    standing = versions.standing(connection)
    taken = [
        versions.plain(connection, each, standing.get(each.id, (0,))[0] + 1, versions.CORPUS)
        for each in (*plan.added, *plan.changed)
    ]
    versions.add(connection, taken)
    said = {each.id: "agreement added" for each in plan.added}
    said |= {each.id: "agreement changed" for each in plan.changed}
    entries = [Entry(said[each.agreement], each.agreement, each.digest) for each in taken]
    journal.note(connection, "", entries)


def _due(connection: Connection, plan: _Plan) -> tuple[str, ...]:
    """What has to be shown anew: what changed, and everything where the way of preparing did."""
    prepared_by = agreements.fact(connection, _MANNER), agreements.fact(connection, _SCHEME)
    now = MANNER, _scheme()
    agreements.set_fact(connection, _SCHEME, now[1])
    if prepared_by != now:
        return tuple(versions.standing(connection))
    return tuple(each.id for each in (*plan.added, *plan.changed))


def _scheme() -> str:
    """What a row rests on beside its document: the sectors and the release."""
    sectors = sha256(SECTORS_FILE.read_bytes()).hexdigest()
    return sha256(f"{sectors} {__version__}".encode()).hexdigest()


def _digest(folder: Path) -> str:
    """Everything that loading looks at."""
    return sha256(f"{corpus.digest(folder)} {_scheme()} {MANNER}".encode()).hexdigest()


def export_corpus(engine: Engine, folder: Path) -> int:
    """Write the newest version of every agreement to a folder, whole; how many.

    The files are canonical. They hold what is not public, too.
    """
    count = 0
    with engine.connect() as connection, closing(versions.newest_of_all(connection)) as newest:
        for version in newest:
            corpus.write_agreement(folder, version.record)
            count += 1
    return count
