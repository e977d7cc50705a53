"""The corpus on disk: one YAML file for each agreement and for each regime's memberships."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from registry.catalogue.agreement import Agreement, Form
from registry.catalogue.fees import FeeRule
from registry.catalogue.memberships import Membership, Memberships, Regime
from registry.errors import InvalidDocument, Unreadable
from registry.paths import AGREEMENTS
from registry.schemas.agreement import dump_agreement
from registry.schemas.fees import load_fees
from registry.schemas.membership import load_regime
from registry.storage.yaml_strict import read_yaml, write_yaml
from registry.values.countries import country_of

MEMBERSHIPS = "memberships"
STANDARDS = "standards"
FEES_FILE = Path(STANDARDS, "fees.yaml")


def agreement_files(folder: Path) -> list[Path]:
    """The files of agreements below a folder, in a fixed order.

    Files and folders that begin with an underscore, memberships and standards are something else.
    """
    return sorted(
        path
        for path in folder.rglob("*.yaml")
        if not any(part.startswith(("_", ".")) for part in path.relative_to(folder).parts)
        and path.relative_to(folder).parts[0] not in (MEMBERSHIPS, STANDARDS)
    )


def membership_files(folder: Path) -> list[Path]:
    """The files of regimes of a corpus, or of the folder of memberships itself.

    A folder of agreements that brings no memberships goes by those that ship.
    """
    inside = folder if folder.name == MEMBERSHIPS else folder / MEMBERSHIPS
    if not inside.is_dir():
        inside = AGREEMENTS / MEMBERSHIPS
    return sorted(inside.glob("[!_.]*.yaml"))


def digest(folder: Path) -> str:
    """A fingerprint of everything that loading looks at."""
    whole = sha256()
    named = [(path.relative_to(folder).as_posix(), path) for path in agreement_files(folder)]
    named += [(f"{MEMBERSHIPS}/{path.name}", path) for path in membership_files(folder)]
    for name, path in named:
        whole.update(name.encode() + b"\0")
        whole.update(sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def read_memberships(folder: Path) -> Memberships:
    """All dated memberships of a corpus."""
    problems: dict[str, list[str]] = {}
    regimes: list[Regime] = []
    spells: list[Membership] = []
    for path in membership_files(folder):
        try:
            regime, found = load_regime(read_yaml(path))
        except Unreadable as error:
            problems[path.name] = [error.sentence]
        except InvalidDocument as error:
            problems.update({f"{path.name}#{at}": said for at, said in error.problems.items()})
        else:
            regimes.append(regime)
            spells.extend(found)
    if problems:
        raise InvalidDocument("The memberships are not in order.", problems=problems)
    return Memberships.of(spells, regimes)


def read_fees(folder: Path) -> tuple[FeeRule, ...]:
    """The rules on what a worker may be charged."""
    return load_fees(read_yaml(folder / FEES_FILE))


def path_of(agreement: Agreement) -> Path:
    """Where the file of an agreement belongs in a corpus."""
    return Path(*_folders(agreement), f"{agreement.id}.yaml")


def _folders(agreement: Agreement) -> Iterator[str]:
    if agreement.form is Form.BILATERAL:
        codes = sorted(country_of(party.code).lower() for party in agreement.parties)
        yield from ("bilateral", "-".join(codes))
    elif agreement.form is Form.MULTILATERAL_OPEN:
        yield "multilateral"
    elif agreement.id.startswith("reg-"):
        yield from ("regional", agreement.id.split("-")[1])
    elif agreement.form is Form.REGIONAL:
        yield from ("regional", (*agreement.regimes, "other")[0])
    else:
        yield "plurilateral"


def write_agreement(folder: Path, agreement: Agreement) -> Path:
    """Write the one canonical file of an agreement."""
    path = folder / path_of(agreement)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write_yaml(dump_agreement(agreement)), encoding="utf-8", newline="\n")
    return path
