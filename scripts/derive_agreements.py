#!/usr/bin/env python3
"""Make the corpus of agreements and memberships from the seed tables.

Usage: scripts/derive_agreements.py FOLDER_OF_SEED_TABLES [CORPUS]
       scripts/derive_agreements.py --schema [CORPUS]

The seed was compiled for this project. The corpus is what registrars edit from then on: run this
again only to start over. ``--schema`` writes the JSON Schema and nothing else.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from registry.paths import AGREEMENTS
from registry.schemas.agreement import load_agreement
from registry.schemas.json_schema import agreement_json_schema
from registry.schemas.membership import load_regime
from registry.storage.corpus import MEMBERSHIPS, write_agreement
from registry.storage.sectors import shipped_sectors
from registry.storage.yaml_strict import read_yaml, write_yaml
from registry.values.dates import parse_date

COMPILED_ON = "2026-11-23"
DATA_SET = "Chilton and Woda"
JUDGED: Mapping[str, Any] = read_yaml(Path(__file__).with_name("agreement_judgements.yaml"))
Row = Mapping[str, str]
Document = dict[str, Any]

_ENDED = ("terminated", "superseded", "expired")
_OTHER_FILES = re.compile(r"(?:\. )?Dated membership stands in regional-memberships\.csv \([^)]*\)")


def kebab(word: str) -> str:
    """``non_binding_or_mixed`` as it is written here."""
    return word.replace("_", "-")


def main(arguments: list[str]) -> None:
    """Write the corpus, or its schema."""
    only_schema = "--schema" in arguments
    folders = [Path(each) for each in arguments if each != "--schema"]
    corpus = folders[-1] if folders[(0 if only_schema else 1) :] else AGREEMENTS
    write_schema(corpus)
    if only_schema:
        return
    seed = folders[0]
    agreements = [load_agreement(document_of(row)) for row in rows(seed / "agreements.csv")]
    for agreement in agreements:
        write_agreement(corpus, agreement)
    regimes = list(regime_documents(rows(seed / "regional-memberships.csv")))
    for document in regimes:
        load_regime(document)
        path = corpus / MEMBERSHIPS / f"{document['regime']}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(write_yaml(document), encoding="utf-8", newline="\n")
    print(f"{len(agreements)} agreements and {len(regimes)} regimes written to {corpus}")


def write_schema(corpus: Path) -> None:
    """The JSON Schema beside the files it describes."""
    corpus.mkdir(parents=True, exist_ok=True)
    text = json.dumps(agreement_json_schema(), indent=2, ensure_ascii=False) + "\n"
    (corpus / "schema.json").write_text(text, encoding="utf-8", newline="\n")


def rows(path: Path) -> list[Row]:
    """The rows of a seed table."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# Agreements --------------------------------------------------------------------------------


def document_of(row: Row) -> Document:
    """The document of one row."""
    slug, confidence = row["id"].lower(), row["confidence"]
    codes = [code for code in row["parties"].split(";") if code]
    regimes = regimes_of(slug, row)
    document: Document = {
        "id": slug,
        "title": {"en": row["title"]},
        "type": kebab(row["type"]),
        "form": kebab(row["form"]),
        "bindingness": kebab(row["bindingness"]),
        "parties": [party(slug, kebab(row["type"]), code) for code in codes],
        "parties_complete": row["parties_complete"] == "yes",
        "sides": sides(slug, row["sides"]),
        "membership": {"regimes": regimes} if regimes else None,
        "actions": actions(slug, row),
        "coverage": {"sectors": sectors(row["sectors"])},
        "objectives": sorted(int(each) for each in row["gcm_objectives"].split(";") if each),
        "relations": JUDGED["relations"].get(slug),
        "notes": [{"text": note} for note in notes(slug, row["note"])],
        "sources": sources(row),
        "confidence": confidence,
    }
    return {key: value for key, value in document.items() if value not in (None, [], {})} | {
        "parties": document["parties"]
    }


def party(slug: str, kind: str, code: str) -> Document:
    """A party with its role and authority where they are known."""
    code = JUDGED["units"].get(slug, {}).get(code, code)
    found: Document = {"code": code}
    role = role_of(slug, kind, code)
    if role:
        found["role"] = role
    authority = JUDGED["authorities"].get(slug, {}).get(code)
    if authority:
        found["authority"] = authority
    return found


def role_of(slug: str, kind: str, code: str) -> str | None:
    """Origin or destination where somebody judged it, both where the type says so."""
    for destination, patterns in JUDGED["destinations"].items():
        if any(fnmatch(slug, pattern) for pattern in patterns):
            return "destination" if code == destination else "origin"
    if slug in JUDGED["role_unknown"]:
        return None
    reciprocal = kind in JUDGED["reciprocal"] or slug in JUDGED["reciprocal_ids"]
    return "both" if reciprocal else None


def sides(slug: str, cell: str) -> list[list[str]]:
    """Hub and spokes; ``EU`` is the dated membership."""
    if not cell:
        return []
    units = JUDGED["units"].get(slug, {})
    return [
        ["regime:eu" if code == "EU" else units.get(code, code) for code in side.split(";")]
        for side in cell.split("|")
    ]


def regimes_of(slug: str, row: Row) -> list[str]:
    """The memberships that decide who is bound; the conventions keep their own parties."""
    named = row["membership_regime"].lower()
    own = [named] if named and named != "recognition-conventions" else []
    return own + list(JUDGED["more_regimes"].get(slug, []))


def sectors(cell: str) -> list[str]:
    """Slugs of the sector scheme for the spellings of the table."""
    known = shipped_sectors().by_name()
    return list(dict.fromkeys(known[name.strip().casefold()] for name in cell.split(";") if name))


def actions(slug: str, row: Row) -> list[Document]:
    """Everything that happened or was reported, in the order of days, reports last."""
    dated = list(dated_actions(slug, row))
    main = {action["kind"]: _day(action) for action in dated}
    found = [*dated, *noted_actions(slug, row), *reported_actions(row)]
    # Another claim about the same thing follows the one that the table prefers.
    return sorted(
        found,
        key=lambda a: (
            a["kind"].startswith("reported-"),
            max(_day(a), main.get(a["kind"], _day(a))),
        ),
    )


def _day(action: Document) -> Any:
    return parse_date(action["date"]).earliest


def dated_actions(slug: str, row: Row) -> Iterator[Document]:
    """What the columns of dates say."""
    if row["signed_date"]:
        adopted = slug in JUDGED["adopted"]
        yield {"kind": "adopted" if adopted else "signed", "date": row["signed_date"]}
    if row["ratified_date_in_source"]:
        yield {
            "kind": "ratified",
            "date": row["ratified_date_in_source"],
            "note": "The date that this data set gives as ratification; by whom is not said.",
            "sources": [cited(DATA_SET, row["dataset_ref"], "low")],
            "confidence": "low",
        }
    if row["entry_into_force_date"]:
        yield {"kind": "entered-into-force", "date": row["entry_into_force_date"]}


def noted_actions(slug: str, row: Row) -> Iterator[Document]:
    """What somebody read out of the note."""
    for judged in JUDGED["actions"].get(slug, []):
        action = {key: value for key, value in judged.items() if key not in ("source", "ref")}
        confidence = judged.get("confidence", row["confidence"])
        if judged.get("source") == "cw":
            action["sources"] = [cited(DATA_SET, judged.get("ref", ""), confidence)]
        elif judged.get("source") == "other":
            action["sources"] = [cited("Other sources, not named", "", confidence)]
        if action.get("confidence") == row["confidence"]:
            del action["confidence"]
        yield action


def reported_actions(row: Row) -> Iterator[Document]:
    """The status on the day the table was compiled."""
    status = row["status"]
    if status == "signed":
        return
    kind = "reported-ended" if status in _ENDED else f"reported-{kebab(status)}"
    action: Document = {"kind": kind, "date": COMPILED_ON}
    if status in _ENDED:
        action["manner"] = status
    if row["status_confidence"] != row["confidence"]:
        action["confidence"] = row["status_confidence"]
    yield action


def notes(slug: str, cell: str) -> list[str]:
    """Our remarks, one for each; what only points to another file is left out."""
    text = _OTHER_FILES.sub("", cell).strip()
    text = text.replace(
        "No list of parties here or in qualifications/recognition-conventions.csv",
        "No list of parties is held here",
    )
    text = text.replace(
        "Parties with dates stand in qualifications/recognition-conventions.csv",
        "Parties and their dates are kept with the recognition conventions",
    )
    above = JUDGED["notes"]["as_above"].get(slug)
    if above:
        text = text.replace("As above", above).replace("As for medical practitioners", above)
    parts = re.split(r"; (?![^()]*\))", text) if text else []
    return [sentence(part) for part in parts] + list(JUDGED["notes"]["more"].get(slug, []))


def sentence(part: str) -> str:
    """A remark as a sentence that says which data set it means."""
    said = re.sub(r"\b([Tt]he )?[Dd]ata set\b", f"the {DATA_SET} data set", part.strip())
    said = re.sub(r"^(coded duration 1) years", r"\1 year", said)
    said = re.sub(r"^coded duration (.*)", rf"Duration as coded by {DATA_SET}: \1", said)
    said = said[0].upper() + said[1:]
    return said if said.endswith(".") else said + "."


def sources(row: Row) -> list[Document]:
    """Who says so, each with the reference inside it."""
    found = []
    for part in row["source_name"].split(";"):
        name = part.strip()
        ref = re.match(rf"{DATA_SET} (CW-\d+)", name)
        if name.startswith(DATA_SET):
            found.append(
                cited(DATA_SET, ref.group(1) if ref else row["dataset_ref"], row["confidence"])
            )
        else:
            found.append(cited(name[0].upper() + name[1:], "", row["confidence"]))
    return found


def cited(name: str, ref: str, confidence: str) -> Document:
    """A source entry."""
    return {"name": name, **({"ref": ref} if ref else {}), "confidence": confidence}


# Memberships -------------------------------------------------------------------------------


def regime_documents(table: list[Row]) -> Iterator[Document]:
    """One document for each regime, its spells in the order of the table."""
    for slug, judged in JUDGED["regimes"].items():
        spells = [spell(slug, row) for row in table if row["regime"].lower() == slug]
        head = {"regime": slug, "name": judged["name"], "kind": judged["kind"]}
        extra = {key: judged[key] for key in ("follows", "hub") if key in judged}
        yield {**head, **extra, "spells": spells}


def spell(slug: str, row: Row) -> Document:
    """One spell of membership."""
    excluded = JUDGED["exclusions"].get(slug, {}).get(row["country"])
    found: Document = {"country": row["country"], "from": row["from"], "to": row["to"] or None}
    if excluded:
        found["not_applied_to"] = excluded
    if row["note"]:
        found["note"] = row["note"]
    return {**found, "source": without_files(row["source"]), "confidence": row["confidence"]}


def without_files(source: str) -> str:
    """A source without names of seed tables."""
    said = re.sub(
        r"agreements\.csv rows? ([A-Z0-9-]+(?: and [A-Z0-9-]+)*)",
        lambda found: f"register: {found.group(1).lower()}",
        source,
    )
    said = said.replace("regional_blocs.csv", "list of regional blocs")
    return said[0].upper() + said[1:]


if __name__ == "__main__":
    main(sys.argv[1:])
