"""Take a corpus of agreements over into the register, and give it back as files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, Engine

from registry import __version__
from registry.catalogue.agreement import Agreement
from registry.errors import InvalidDocument, RegistryError
from registry.schemas.agreement import Known, load_agreement
from registry.storage import agreements, corpus
from registry.storage.engine import writing
from registry.storage.preparing import MANNER, Prepared, prepare
from registry.storage.sectors import SECTORS_FILE, shipped_sectors
from registry.storage.yaml_strict import read_yaml

Progress = Callable[[int, int], None]
_LOADED = "corpus"
_MANNER = "prepared"


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What loading did: ids that are new or have a new version, and how many were as before."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: int = 0

    def __str__(self) -> str:
        return f"{len(self.added)} added, {len(self.changed)} changed, {self.unchanged} unchanged."


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which prepared agreements are new, which have another document, which only need indexing."""

    added: tuple[Prepared, ...]
    changed: tuple[Prepared, ...]
    indexed: tuple[Prepared, ...]
    unchanged: int

    @property
    def report(self) -> LoadReport:
        return LoadReport(
            tuple(each.id for each in self.added),
            tuple(each.id for each in self.changed),
            self.unchanged + len(self.indexed),
        )


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

    Loading twice changes nothing. What is on the register and not in the corpus stays.
    """
    with engine.connect() as connection:
        held = frozenset(agreements.hashes(connection))
    prepared = [prepare(each, shipped_sectors()) for each in read_corpus(folder, on_register=held)]
    with writing(engine) as connection:
        prepared += _out_of_date(connection, {each.id for each in prepared})
        plan = _plan(prepared, agreements.hashes(connection))
        total = len(plan.added) + len(plan.changed) + len(plan.indexed)
        agreements.put_all(
            connection,
            plan.added,
            (*plan.changed, *plan.indexed),
            (lambda done: progress(done, total)) if progress else lambda _: None,
        )
        agreements.note(connection, _entries(plan))
        agreements.set_fact(connection, _LOADED, _digest(folder))
        agreements.set_fact(connection, _MANNER, MANNER)
    return plan.report


def _out_of_date(connection: Connection, given: set[str]) -> list[Prepared]:
    """Agreements outside of the corpus, where an earlier release has prepared them."""
    if agreements.fact(connection, _MANNER) == MANNER:
        return []
    held = agreements.all_agreements(connection)
    return [prepare(each, shipped_sectors()) for each in held if each.id not in given]


def _digest(folder: Path) -> str:
    """The corpus, the sectors and the release together: what is prepared depends on them."""
    scheme = SECTORS_FILE.read_bytes()
    whole = f"{corpus.digest(folder)} {sha256(scheme).hexdigest()} {__version__} {MANNER}"
    return sha256(whole.encode()).hexdigest()


def _plan(prepared: list[Prepared], held: dict[str, tuple[str, str]]) -> _Plan:
    added, changed, indexed, unchanged = [], [], [], 0
    for each in prepared:
        kept = held.get(each.id)
        if kept is None:
            added.append(each)
        elif kept[0] != each.hashes[0]:
            changed.append(each)
        elif kept != each.hashes:
            indexed.append(each)
        else:
            unchanged += 1
    return _Plan(tuple(added), tuple(changed), tuple(indexed), unchanged)


def _entries(plan: _Plan) -> Iterator[tuple[str, str, str]]:
    for what, which in (("agreement added", plan.added), ("agreement changed", plan.changed)):
        for each in which:
            yield what, each.id, each.hashes[0]


def export_corpus(engine: Engine, folder: Path) -> int:
    """Write every agreement of the register to a folder; how many. The files are canonical."""
    with engine.connect() as connection:
        found = agreements.all_agreements(connection)
    for agreement in found:
        corpus.write_agreement(folder, agreement)
    return len(found)
