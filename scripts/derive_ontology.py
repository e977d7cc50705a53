#!/usr/bin/env python3
"""Make the first Turtle of frameworks, instruments and authorities from the compiled tables.

Usage: scripts/derive_ontology.py SHARED_DATA_FOLDER

The same tables always give the same files. Afterwards the Turtle is the master and registrars edit
it; run this again only to start over, and read the difference before keeping it.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from registry.values.countries import country_name  # noqa: E402

Row: TypeAlias = dict[str, str]

HEAD = """\
@base <https://mobility-registry.example/id/> .
@prefix mob: <https://mobility-registry.example/vocab#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


# Writing Turtle ----------------------------------------------------------------------------


def text(value: str, language: str = "") -> str:
    """A literal."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"' + (f"@{language}" if language else "")


def day(value: str) -> str:
    """A day as a literal."""
    return f'"{value}"^^xsd:date'


@dataclass
class Node:
    """A record, or a part of one where ``subject`` is empty."""

    kind: str
    subject: str = ""
    rows: list[tuple[str, list[str | Node]]] = field(default_factory=list)

    def add(self, name: str, *values: str | Node) -> Node:
        """Tell a property; empty values are left out."""
        told = [value for value in values if value]
        if told:
            self.rows.append((name, told))
        return self

    def say(self, name: str, value: str, language: str = "") -> Node:
        """Tell a text, unless it is empty."""
        return self.add(name, text(value, language)) if value else self

    def write(self, indent: str = "    ") -> str:
        """The record as Turtle, objects aligned."""
        kind: tuple[str, list[str | Node]] = ("a", [self.kind])
        rows = self.rows if self.subject else [kind, *self.rows]
        width = max(len(name) for name, _ in rows)
        lines = [
            f"{indent}{name:<{width}} {_objects(values, indent, width)}" for name, values in rows
        ]
        body = " ;\n".join(lines)
        if self.subject:
            return f"<{self.subject}> a {self.kind} ;\n{body} .\n"
        return f"[\n{body}\n{indent[:-4]}]"


def _objects(values: Sequence[str | Node], indent: str, width: int) -> str:
    if any(isinstance(value, Node) for value in values):
        inner = indent + "    "
        return ", ".join(v.write(inner) if isinstance(v, Node) else v for v in values)
    told = [str(value) for value in values]
    short = ", ".join(told)
    if len(short) <= 90:
        return short
    return (",\n" + indent + " " * (width + 1)).join(told)


class Sources:
    """Texts of sources: a long one that several records share becomes a record of its own."""

    def __init__(self, prefix: str, texts: Iterable[str]) -> None:
        counted = Counter(texts)
        shared = sorted(told for told, times in counted.items() if times > 1 and len(told) > 60)
        self.ids: dict[str, str] = {}
        for told in shared:
            stem = f"source/{prefix}-{slug(told)[:48].rstrip('-.')}"
            times = sum(1 for name in self.ids.values() if name.startswith(stem))
            self.ids[told] = f"{stem}-{times + 1}" if times else stem

    def of(self, told: str) -> str:
        """How a record names the source."""
        return f"<{self.ids[told]}>" if told in self.ids else text(told)

    def nodes(self) -> list[Node]:
        """The records of the shared sources."""
        return [
            Node("mob:Source", name).say("rdfs:label", told, "en")
            for told, name in sorted(self.ids.items(), key=lambda item: item[1])
        ]


def write(path: str, about: str, nodes: Iterable[Node]) -> None:
    """Write one file under ontology/."""
    target = ROOT / "ontology" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    parts = [HEAD, f"# {about}\n", *(node.write() for node in nodes)]
    target.write_text("\n".join(parts), encoding="utf-8")


def slug(value: str) -> str:
    """Lower case, other signs as hyphens, accents dropped; ``4+`` is ``4-plus``."""
    plain = unicodedata.normalize("NFKD", value.replace("+", "-plus"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()
    return re.sub(r"-?\.-?$", "", re.sub(r"[^a-z0-9.]+", "-", plain).strip("-."))


def read(folder: Path, name: str) -> list[Row]:
    """A table."""
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


# Frameworks --------------------------------------------------------------------------------

# How the reference column names a framework, where that is not a regional one.
REFERENCE = {
    "NFQ (IE)": "irl-nfq",
    "HKQF": "hkg-hkqf",
    "QFEmirates": "are-qfemirates",
    "AQF": "aus-aqf",
    "SCQF": "gb-sct-scqf",
}

# Codes of the frameworks of home-frameworks.csv, in the order in which a country has them. Where
# the table prints no acronym the code is plain NQF.
HOME_CODES: Mapping[str, tuple[str, ...]] = {
    "IND": ("NSQF",), "NPL": ("NVQF",), "BGD": ("BNQF",), "LKA": ("SLQF", "NVQ"),
    "PAK": ("PQF",), "NGA": ("NSQF",), "GHA": ("NTVETQF",), "KEN": ("KNQF",), "ETH": ("ENQF",),
    "UGA": ("UVQF",), "TZA": ("TzQF",), "MAR": ("CNC",), "KOR": ("KQF",), "HKG": ("HKQF",),
    "ARE": ("QFEmirates",), "SAU": ("SAQF",), "OMN": ("OQF",), "BHR": ("NQF-BH",),
    "COL": ("MNC",), "PER": ("MNCP",), "CHL": ("MCTP",), "DOM": ("MNC-RD",), "JAM": ("NQF-J",),
    "KAZ": ("NRK",), "MDA": ("CNC",), "AZE": ("AzQF",), "FJI": ("FQF",), "TON": ("TQF",),
    "WSM": ("SQF",), "VUT": ("VQF",), "AUS": ("AQF",), "NZL": ("NZQCF",), "ZAF": ("SAQA NQF",),
    "ZWE": ("ZNQF",),
}  # fmt: skip

REGIONAL_LEVELS: Mapping[str, tuple[str, ...]] = {
    "EQF": tuple("12345678"),
    "AQRF": tuple("12345678"),
    "SADCQF": tuple(str(number) for number in range(1, 11)),
    "ACQF": tuple(str(number) for number in range(1, 11)),
    "QF-EHEA": ("Short cycle", "First cycle", "Second cycle", "Third cycle"),
    "ISCED 2011": tuple("012345678"),
}

NUMBER_WORDS = {
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}

RELATIONS = {
    "sameLevel": "same-level",
    "closeMatch": "close-match",
    "broaderThan": "broader-than",
    "compatible": "compatible",
    "approximate": "approximate",
    "pilotMapping": "pilot-mapping",
    "noMatch": "no-match",
}

AR_UNITS = {
    "BE-WAL": "بلجيكا، المجتمع الفرنسي",
    "BE-VLG": "بلجيكا، فلاندرز",
    "BEL": "بلجيكا، المجتمع الناطق بالألمانية",
    "GB-EAW": "المملكة المتحدة، إنجلترا وأيرلندا الشمالية",
    "GB-WLS": "المملكة المتحدة، ويلز",
    "GB-SCT": "المملكة المتحدة، اسكتلندا",
}


@dataclass
class Framework:
    """A framework while it is put together from both tables."""

    id: str
    code: str
    territory: str
    name: str
    remark: str = ""
    levels: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    typical: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    outside: list[Row] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def status_of_use(said: str) -> str:
    """The closed value for what the table says about its use."""
    if "NOT endorsed" in said:
        return "not-for-recognition"
    if "no agreement at this level" in said:
        return "no-agreement"
    if said.startswith("bilateral"):
        return "bilateral"
    if said.startswith(("compared", "stated in")):
        return "compared"
    if said.startswith("referenced") or "; referenced" in said:
        return "referenced"
    return "unverified"


def level_order(code: str) -> tuple[float, float, str]:
    """From the lowest to the highest: A, B (Malta), Entry 1 to 3, then by number.

    The French nomenclature of 1969 runs from V (lowest) to I.
    """
    words = {"V": 1, "IV": 2, "III": 3, "II-Grade de Licence": 4, "I-Master": 5, "I-Doctorat": 6}
    words |= {
        f"{word} cycle": place
        for place, word in enumerate(("Short", "First", "Second", "Third"), 1)
    }
    if code in ("A", "B"):
        return (-2, ord(code), "")
    if code.startswith("Entry"):
        return (-1, float(code.split()[1]), "")
    if code in words:
        return (0, words[code], "")
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(\S*)", code)
    if not found:
        raise SystemExit(f"{code!r} cannot be placed among the levels of its framework.")
    return (0, float(found.group(1)), found.group(2))


def reference_id(name: str) -> str:
    """The id of a framework as the reference column names it."""
    return REFERENCE.get(name) or slug(name)


class Frameworks:
    """All frameworks, gathered from the tables."""

    def __init__(self, folder: Path) -> None:
        self.referencing = read(folder, "nqf-referencing.csv")
        self.home = read(folder, "home-frameworks.csv")
        self.regional = read(folder, "regional-frameworks.csv")
        self.all: dict[str, Framework] = {}
        self.systems: dict[str, list[Row]] = defaultdict(list)
        self._from_regional()
        self._from_referencing()
        self._from_home()
        for framework in self.all.values():
            fill(framework)
        texts = [row["source"] for row in (*self.referencing, *self.home, *self.regional)]
        texts += [best(rows)["source"] for f in self.all.values() for rows in f.levels.values()]
        self.sources = Sources("frameworks", texts)

    def _from_regional(self) -> None:
        isced = {
            "framework": "International Standard Classification of Education 2011",
            "acronym": "ISCED 2011",
            "territory": "global",
            "kind": "classification of programmes, not of outcomes",
            "adopted": "2011",
            "link_to_others": "",
            "source": "UNESCO Institute for Statistics, ISCED 2011",
            "confidence": "high",
        }
        for row in (*self.regional, isced):
            code = row["acronym"]
            remark = "; ".join(
                f"{name}: {row[key]}"
                for name, key in (
                    ("territory", "territory"),
                    ("kind", "kind"),
                    ("adopted", "adopted"),
                    ("levels", "levels"),
                    ("link", "link_to_others"),
                )
                if row.get(key)
            )
            framework = Framework(slug(code), code, "", row["framework"], remark, rows=[row])
            for level in REGIONAL_LEVELS.get(code, ()):
                framework.levels[level].append(row)
            self.all[framework.id] = framework

    def _from_referencing(self) -> None:
        for row in self.referencing:
            code, territory = row["framework"], row["country_code"]
            own = f"{territory.lower()}-{slug(code)}" if territory else slug(code)
            framework = self.all.setdefault(
                own, Framework(own, code, territory, f"{code} ({row['country']})")
            )
            framework.rows.append(row)
            if territory:
                framework.levels[row["level"]].append(row)

    def _from_home(self) -> None:
        names: dict[str, list[str]] = defaultdict(list)
        for row in self.home:
            country, name = row["country"], row["framework"]
            if name.startswith("none"):
                self.systems[country].append(row)
                continue
            if name not in names[country]:
                names[country].append(name)
            code = HOME_CODES.get(country, ("NQF",))[names[country].index(name)]
            self._home_row(row, f"{country.lower()}-{slug(code)}", code)

    def _home_row(self, row: Row, own: str, code: str) -> None:
        name = re.split(r" \(|;", row["framework"])[0]
        framework = self.all.setdefault(own, Framework(own, code, row["country"], name))
        framework.name, framework.remark = name, row["framework"]
        framework.rows.append(row)
        if row["level"]:
            framework.typical[row["level"]].append(row)
            framework.levels[row["level"]].append(row)
        else:
            framework.outside.append(row)

    def target_levels(self, row: Row) -> list[str]:
        """The levels that a cell names; ``3/4`` is two."""
        return row["reference_level"].split("/") if row["reference_level"] else []


def fill(framework: Framework) -> None:
    """Add levels that no row speaks of, where the framework says how many it has or there is a gap.

    Without them a level two steps away would look like the next one.
    """
    codes = list(framework.levels)
    if not codes or not framework.territory or not all(code.isdecimal() for code in codes):
        return
    said = re.search(r"\b(\w+)[- ]levels?\b", framework.remark or framework.code)
    last = max(int(code) for code in codes)
    count = NUMBER_WORDS.get(said.group(1), 0) if said else 0
    first = 1 if count else min(int(code) for code in codes)
    for number in range(first, max(last, count) + 1):
        if str(number) not in framework.levels:
            framework.levels[str(number)] = [
                {
                    "source": "the number of levels that the framework is known to have",
                    "confidence": "medium",
                }
            ]


def best(rows: Sequence[Row]) -> Row:
    """The surest row."""
    return min(rows, key=lambda row: ("high", "medium", "low").index(row["confidence"]))


def level_label(framework: Framework, code: str, rows: Sequence[Row]) -> str:
    """As a table prints it; a range of levels is no name of one."""
    for row in rows:
        told = row.get("level_label", "")
        if told and " to " not in told and "I-IV" not in told:
            return told
    return code if not code[0].isdigit() else f"{framework.code} level {code}"


def typical_node(row: Row, sources: Sources) -> Node:
    """What people usually have at a level, or beside the levels."""
    return (
        Node("mob:TypicalQualification")
        .say("rdfs:label", row["typical_qualification"], "en")
        .say("mob:levelLabel", row["level_label"])
        .say("mob:isced2011", row["isced2011_level"])
        .say("mob:comparedWith", without_tables(row["referenced_to"]))
        .add("dct:source", sources.of(row["source"]))
        .say("mob:confidence", row["confidence"])
        .add("mob:asOf", day(row["as_of"]))
    )


def without_tables(said: str) -> str:
    """A remark without its pointer to the referencings, which stand in the same file here."""
    for pointer in ("; see nqf-referencing.csv", " (see nqf-referencing.csv)"):
        said = said.replace(pointer, "")
    return "" if said == "see nqf-referencing.csv" else said


def framework_nodes(framework: Framework, sources: Sources) -> list[Node]:
    """The framework followed by its levels from the lowest."""
    codes = sorted(framework.levels, key=level_order)
    surest = best(framework.rows)
    place = AR_UNITS.get(framework.territory) or country_name(framework.territory, "ar")
    arabic = f"إطار المؤهلات {framework.code}" + (f" ({place})" if framework.territory else "")
    node = (
        Node("mob:Framework", f"framework/{framework.id}")
        .say("mob:code", framework.code)
        .add("rdfs:label", text(framework.name, "en"), text(arabic, "ar"))
        .say("mob:territory", framework.territory)
        .say("mob:remark", framework.remark if framework.remark != framework.name else "")
        .add("mob:hasLevel", *(f"<{level_id(framework.id, code)}>" for code in codes))
        .add("mob:outsideLevel", *(typical_node(row, sources) for row in framework.outside))
        .add("dct:source", sources.of(surest["source"]))
        .say("mob:confidence", surest["confidence"])
    )
    levels = [level_node(framework, code, place, sources) for place, code in enumerate(codes, 1)]
    return [node, *levels]


def level_id(framework: str, code: str) -> str:
    """The address of a level."""
    return f"level/{framework}-{slug(code)}"


def level_node(framework: Framework, code: str, place: int, sources: Sources) -> Node:
    """One level with what people usually have there."""
    rows = framework.levels[code]
    return (
        Node("mob:FrameworkLevel", level_id(framework.id, code))
        .add("mob:position", str(place))
        .say("mob:levelCode", code)
        .say("rdfs:label", level_label(framework, code, rows), "en")
        .add(
            "mob:typicalQualification",
            *(typical_node(row, sources) for row in framework.typical.get(code, ())),
        )
        .add("dct:source", sources.of(best(rows)["source"]))
        .say("mob:confidence", best(rows)["confidence"])
    )


def referencing_node(row: Row, frameworks: Frameworks) -> Node:
    """One cell of a table; an empty cell has no target."""
    territory, code = row["country_code"], slug(row["framework"])
    own = f"{territory.lower()}-{code}" if territory else code
    other = reference_id(row["reference_framework"])
    targets = frameworks.target_levels(row)
    reached = slug(row["reference_level"]) or "none"
    name = f"referencing/{own}-{slug(row['level'])}-to-{other}-{reached}"
    return (
        Node("mob:LevelReferencing", name)
        .add("mob:sourceLevel", f"<{level_id(own, row['level'])}>")
        .add("mob:targetLevel", *(f"<{level_id(other, target)}>" for target in targets))
        .add("mob:referenceFramework", f"<framework/{other}>")
        .say("mob:relation", RELATIONS[row["relation"]])
        .say("mob:statusOfUse", status_of_use(row["status"]))
        .say("mob:statusText", row["status"])
        .add("mob:validFrom", day(f"{row['year']}-01-01") if row["year"] else "")
        .add("mob:validUntil", valid_until(row))
        .add("dct:source", frameworks.sources.of(row["source"]))
        .say("mob:confidence", row["confidence"])
    )


def valid_until(row: Row) -> str:
    """The last day of a table that no longer stands."""
    if row["status"].startswith("referenced before 2021"):
        return day("2020-12-31")
    return day("2018-12-31") if "superseded 2019" in row["status"] else ""


def system_node(country: str, rows: Sequence[Row], sources: Sources) -> Node:
    """Typical qualifications of a country without a framework for all sectors."""
    surest = best(rows)
    return (
        Node("mob:QualificationSystem", f"system/{country.lower()}")
        .add(
            "rdfs:label",
            text(f"Qualifications of {country_name(country)}", "en"),
            text(f"مؤهلات {country_name(country, 'ar')}", "ar"),
        )
        .say("mob:territory", country)
        .say("mob:remark", f"Framework: {rows[0]['framework']}")
        .add("mob:outsideLevel", *(typical_node(row, sources) for row in rows))
        .add("dct:source", sources.of(surest["source"]))
        .say("mob:confidence", surest["confidence"])
    )


def derive_frameworks(folder: Path) -> None:
    """One file for each territory and one for the regional frameworks."""
    frameworks = Frameworks(folder)
    add_reference_targets(frameworks)
    files: dict[str, list[Node]] = defaultdict(list)
    for framework in frameworks.all.values():
        own = files[framework.territory.lower() or "regional"]
        own.extend(framework_nodes(framework, frameworks.sources))
    for row in frameworks.referencing:
        files[row["country_code"].lower() or "regional"].append(referencing_node(row, frameworks))
    for country, rows in frameworks.systems.items():
        files[country.lower()].append(system_node(country, rows, frameworks.sources))
    for name, nodes in sorted(files.items()):
        where = "Regional frameworks" if name == "regional" else country_name(name.upper())
        write(f"frameworks/{name}.ttl", f"{where}: levels and referencings.", nodes)
    write(
        "frameworks/sources.ttl",
        "Sources that several records of this directory share.",
        frameworks.sources.nodes(),
    )


def add_reference_targets(frameworks: Frameworks) -> None:
    """Levels that are only known because a table points to them."""
    for row in frameworks.referencing:
        framework = frameworks.all[reference_id(row["reference_framework"])]
        for code in frameworks.target_levels(row):
            if code not in framework.levels:
                framework.levels[code].append({**row, "level_label": ""})


# Conventions -------------------------------------------------------------------------------


@dataclass(frozen=True)
class ConventionName:
    """What the tables do not hold about a convention."""

    id: str
    slug: str
    english: str
    arabic: str
    complete: str = ""
    in_force: str = ""


# In the order in which they are asked: the younger and regional one before the one it replaces.
CONVENTIONS = (
    ConventionName(
        "REC-LISBON", "lisbon", "Lisbon Recognition Convention (1997)",
        "اتفاقية لشبونة للاعتراف بالمؤهلات (1997)", complete="always",
    ),
    ConventionName(
        "REC-TOKYO", "tokyo", "Tokyo Convention (2011)", "اتفاقية طوكيو (2011)",
        complete="2023-06-01",
    ),
    ConventionName(
        "REC-ADDIS", "addis", "Addis Ababa Convention (2014)", "اتفاقية أديس أبابا (2014)",
        complete="2019-12-15",
    ),
    ConventionName(
        "REC-BUENOSAIRES", "buenos-aires", "Buenos Aires Convention (2019)",
        "اتفاقية بوينس آيرس (2019)",
    ),
    ConventionName("REC-GLOBAL", "global", "Global Convention (2019)", "الاتفاقية العالمية (2019)"),
    ConventionName(
        "REC-ARAB", "arab", "Revised Arab Convention (2022)", "الاتفاقية العربية المنقحة (2022)"
    ),
    ConventionName(
        "REC-BANGKOK-1983", "bangkok-1983", "Bangkok Convention (1983)", "اتفاقية بانكوك (1983)",
        complete="2014-02-03", in_force="1985-10-23",
    ),
    ConventionName(
        "REC-NICE-1976", "nice-1976", "Nice Convention of the Mediterranean states (1976)",
        "اتفاقية نيس لدول البحر الأبيض المتوسط (1976)", in_force="1978-03-06",
    ),
    ConventionName(
        "REC-EUROPE-1979", "europe-1979", "European Region Convention (1979)",
        "اتفاقية المنطقة الأوروبية (1979)", in_force="1982-02-19",
    ),
)  # fmt: skip


def derive_conventions(folder: Path) -> None:
    """One file with all conventions and their parties."""
    rows = read(folder / "qualifications", "recognition-conventions.csv")
    agreements = {row["id"]: row for row in read(folder / "agreements", "agreements.csv")}
    sources = Sources("conventions", (row["source"] for row in rows))
    nodes = [
        convention_node(
            place, name, [r for r in rows if r["instrument"] == name.id],
            agreements.get(name.id), sources,
        )
        for place, name in enumerate(CONVENTIONS, 1)
    ]  # fmt: skip
    about = "Recognition conventions and their parties, in the order in which they are asked."
    write("instruments/conventions.ttl", about, [*sources.nodes(), *nodes])


def convention_node(
    place: int, name: ConventionName, rows: Sequence[Row], agreement: Row | None, sources: Sources
) -> Node:
    """A convention; the day of entry into force is the last day that the table's date can mean."""
    entered = agreement["entry_into_force_date"] if agreement else name.in_force
    source = agreement["source_name"] if agreement else "general knowledge of the depositary's list"
    return (
        Node("mob:RecognitionInstrument", f"convention/{name.id.lower()}")
        .add("mob:preference", str(place))
        .say("mob:slug", name.slug)
        .add("skos:prefLabel", text(name.english, "en"), text(name.arabic, "ar"))
        .say("dct:title", agreement["title"] if agreement else "", "en")
        .say("mob:agreement", name.id.lower() if agreement else "")
        .say("mob:inForceText", entered)
        .add("mob:inForceFrom", day(latest(entered)) if entered else "")
        .add("mob:complete", "true" if name.complete == "always" else "")
        .add("mob:completeOn", day(name.complete) if name.complete[:1].isdigit() else "")
        .add("mob:party", *(party_node(row, sources) for row in rows))
        .say("dct:source", source)
        .say("mob:confidence", agreement["confidence"] if agreement else "medium")
    )


def latest(value: str) -> str:
    """The last day that a day, month or year can mean: only then is it surely in force."""
    months = {"02": "28", "04": "30", "06": "30", "09": "30", "11": "30"}
    parts = value.split("-")
    if len(parts) == 1:
        return f"{value}-12-31"
    return f"{value}-{months.get(parts[1], '31')}" if len(parts) == 2 else value


def party_node(row: Row, sources: Sources) -> Node:
    """One state's standing."""
    return (
        Node("mob:ConventionParty")
        .say("mob:country", row["country"])
        .say("mob:standing", row["status"])
        .say("mob:signedOn", row["signed_on"])
        .say("mob:consentOn", row["consent_on"])
        .add("mob:inForceOn", day(row["in_force_on"]) if row["in_force_on"] else "")
        .say("mob:note", row["note"])
        .add("dct:source", sources.of(row["source"]))
        .say("mob:confidence", row["confidence"])
        .add("mob:asOf", day(row["as_of"]))
    )


# Provisions --------------------------------------------------------------------------------

EU_GROUPS = (("eu", "eu-wa-transition"), ("eea", "eu-wa-transition"), ("ch-eu-afmp",))
WASHINGTON = ("AUS", "CAN", "GBR", "IRL", "NZL", "USA")  # the founding signatories
BALTIC = ("EST", "LTU", "LVA")
BENELUX = ("BEL", "LUX", "NLD")

FAMILIES = {"EU-PQD-AUTO": "eu-pqd", "EU-PQD-EXP": "eu-pqd", "EU-PQD-GEN": "eu-pqd"}
# The regime's own row says that it is not verified whether the provision binds this member.
UNVERIFIED_MEMBERS = {"ASEAN-MRA": ("TLS",)}
WITHIN = {"AU-MR": "AUS", "CA-CFTA": "CAN"}
COUNTRIES = {"QC-FR": ("CA-QC", "FRA"), "UK-CH": ("CHE", "GBR"), "IEA-WASHINGTON": WASHINGTON}
DEGREE_COUNTRIES = {
    "nordic-baltic": ("DNK", "FIN", "ISL", "NOR", "SWE", *BALTIC),
    "benelux": BENELUX,
    "benelux-baltic": (*BENELUX, *BALTIC),
}

# Short names of professions, where a regime has several provisions, in the order of the table.
PROFESSIONS: Mapping[str, tuple[str, ...]] = {
    "EU-PQD-AUTO": (
        "doctor", "specialist-doctor", "general-practitioner", "nurse", "dentist",
        "specialised-dentist", "veterinary-surgeon", "midwife", "pharmacist", "architect",
    ),
    "EU-EPC": ("nurse", "pharmacist", "physiotherapist", "mountain-guide", "real-estate-agent"),
    "ASEAN-MRA": (
        "engineering", "nursing", "architecture", "surveying", "medicine", "dentistry",
        "accountancy", "tourism",
    ),
    "CARICOM-SKILLS": (
        "graduates", "artistes", "musicians", "sportspersons", "media-workers", "nurses",
        "teachers", "artisans", "associate-degrees", "household-domestics",
        "agricultural-workers", "security-guards",
    ),
    "EAC-MRA": ("accountants", "architects", "engineers", "veterinarians"),
    "CONV": ("lisbon", "global", "tokyo", "addis", "buenos-aires", "arab", "arusha"),
    "HE-AUTO": ("nordic-baltic", "benelux", "benelux-baltic", "gcc", "ecowas", "mercosur"),
}  # fmt: skip

Condition: TypeAlias = "tuple[str, int, str]"


def when(kind: str, *, months: int = 0, missing: str = "") -> Condition:
    """A condition: its kind, months of practice, terms that the register does not hold."""
    return (kind, months, missing)


def not_held(*words: str) -> Condition:
    """Terms that the register does not hold."""
    return when("terms-not-held", missing=" ".join(words))


def practice(years: int) -> Condition:
    """Practice of so many years."""
    return when("practice-months", months=years * 12)


NATIONALITY = when("nationality-of-territory")
REGISTERED = when("registered-in-territory")
OTHER_UNIT = when("registered-in-other-unit")
HOST_REGULATES = when("host-regulates")
FLAG_STATE = not_held(
    "an undertaking of the flag state with the state that issued the certificate",
    "(STCW Convention, Regulation I/10)",
)

# What each provision turns on, by its id or by its regime.
CONDITIONS: Mapping[str, tuple[Condition, ...]] = {
    "eu-pqd-auto": (NATIONALITY, when("annex-title-listed"), when("training-after-reference-date")),
    "eu-pqd-gen": (NATIONALITY, HOST_REGULATES, when("automatic-route-excluded")),
    "eu-pqd-exp": (NATIONALITY, not_held("years of practice by Annex IV list")),
    "eu-epc": (NATIONALITY,),
    "eu-lawyer": (NATIONALITY, REGISTERED),
    "eu-sea": (FLAG_STATE,),
    "stcw": (FLAG_STATE,),
    "icao-1": (
        not_held(
            "validation or conversion of the licence by the state,",
            "with language proficiency and a medical certificate",
        ),
    ),
    "asean-mra-nursing": (REGISTERED, practice(3), when("good-standing")),
    "asean-mra-engineering": (
        REGISTERED,
        practice(7),
        not_held(
            "entry on the register of ASEAN Chartered Professional Engineers,",
            "and two of the years in responsible charge",
        ),
    ),
    "asean-mra-architecture": (
        REGISTERED,
        practice(10),
        not_held(
            "entry on the register of ASEAN Architects,",
            "and five of the years after licensing",
        ),
    ),
    "asean-mra-medicine": (REGISTERED, practice(5)),
    "asean-mra-dentistry": (REGISTERED, practice(5)),
    "asean-mra-accountancy": (
        REGISTERED,
        not_held("standing as an ASEAN Chartered Professional Accountant"),
    ),
    "asean-mra-tourism": (
        REGISTERED,
        not_held("a competency certificate against the ASEAN standards for tourism professionals"),
    ),
    "asean-mra-surveying": (
        REGISTERED,
        not_held("the arrangement between the two states that puts the framework into effect"),
    ),
    "ttmra": (REGISTERED, HOST_REGULATES),
    "au-mr": (OTHER_UNIT,),
    "ca-cfta": (OTHER_UNIT,),
    "eac-mra": (REGISTERED,),
    "qc-fr": (not_held("the arrangement of the profession"),),
    "uk-ch": (HOST_REGULATES,),
}


def derive_provisions(folder: Path) -> None:
    """One file for each regime: the regime, then its provisions."""
    rows = read(folder / "qualifications", "profession-recognition-regimes.csv")
    sources = Sources("provisions", (row["source"] for row in rows))
    regimes: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        regimes[row["regime_id"]].append(row)
    for regime, own in regimes.items():
        nodes = regime_nodes(regime, own, sources)
        write(f"instruments/provisions/{regime.lower()}.ttl", f"{own[0]['regime']}.", nodes)
    about = "Sources that several provisions share."
    write("instruments/provisions/sources.ttl", about, sources.nodes())


def common(rows: Sequence[Row], column: str) -> str:
    """What all rows say, or nothing."""
    told = {row[column] for row in rows}
    return told.pop() if len(told) == 1 else ""


def common_terms(rows: Sequence[Row]) -> str:
    """The words with which all rows begin, up to the last colon or semicolon."""
    told = [row["key_conditions"] for row in rows]
    if len(set(told)) == 1:
        return told[0]
    start = 0
    for start, signs in enumerate(zip(*told, strict=False)):  # noqa: B007  used after the loop
        if len(set(signs)) > 1:
            break
    head = told[0][:start]
    cut = max(head.rfind(": "), head.rfind("; "))
    return head[:cut] if cut > 0 else ""


def regime_nodes(regime: str, rows: Sequence[Row], sources: Sources) -> list[Node]:
    """The regime tells what all of its provisions share."""
    shared = {
        column: common(rows, column)
        for column in ("legal_basis", "effect", "gives_right_to_practise", "territory")
    }
    shared["key_conditions"] = common_terms(rows)
    shared["agreement_id"] = common(rows, "agreement_id")
    first = rows[0]["valid_from"]
    surest = best(rows)
    node = Node("mob:RecognitionRegime", f"regime/{regime.lower()}")
    node.say("rdfs:label", rows[0]["regime"], "en").say("mob:family", FAMILIES.get(regime, ""))
    tell(node, shared)
    for place, group in enumerate(groups(rows[0]), 1):
        members = Node("mob:MembershipGroup").add("mob:position", str(place))
        node.add("mob:bindsMembersOf", members.add("mob:membershipRegime", *map(text, group)))
    node.add("mob:boundCountry", *map(text, COUNTRIES.get(regime, ())))
    node.say("mob:withinCountry", WITHIN.get(regime, ""))
    node.add("mob:bindingUnverified", *map(text, UNVERIFIED_MEMBERS.get(regime, ())))
    node.say("mob:validFromText", first if len(first) == 4 else "")
    node.add("mob:validFrom", day(latest(first)) if first else "")
    node.add("dct:source", sources.of(surest["source"])).say("mob:confidence", surest["confidence"])
    names = PROFESSIONS.get(regime, ("",))
    return [node, *(
        provision_node(regime, name, row, shared, sources)
        for name, row in zip(names, rows, strict=True)
    )]  # fmt: skip


def tell(node: Node, told: Mapping[str, str]) -> None:
    """The properties that a regime or a provision may tell."""
    node.say("mob:legalBasis", told["legal_basis"])
    node.say("mob:territoryText", told["territory"])
    node.say("mob:gives", told["effect"])
    node.say("mob:rightText", told["gives_right_to_practise"])
    node.say("mob:terms", told["key_conditions"])
    agreements = sorted(each.lower() for each in told["agreement_id"].split(";") if each)
    node.add("mob:agreement", *map(text, agreements))


def groups(row: Row) -> tuple[tuple[str, ...], ...]:
    """The groups of membership regimes that count as one."""
    if row["regime_id"].startswith("EU-") and row["membership_regime"].startswith("EU;"):
        return EU_GROUPS
    told = row["membership_regime"].lower()
    return ((told,),) if told else ()


def provision_node(
    regime: str, name: str, row: Row, shared: Mapping[str, str], sources: Sources
) -> Node:
    """One provision with what its regime does not tell already."""
    own = regime.lower() + (f"-{name}" if name else "")
    rest = {column: "" if shared[column] else row[column] for column in shared}
    terms = row["key_conditions"].removeprefix(shared["key_conditions"])
    rest["key_conditions"] = terms.lstrip(":; ")
    node = Node("mob:RecognitionProvision", f"provision/{own}")
    node.add("mob:inRegime", f"<regime/{regime.lower()}>").say("mob:profession", row["profession"])
    prefixes = [each for each in row["isco08"].split(";") if each]
    node.add("mob:isco", *map(text, prefixes))
    node.add("mob:excludedIsco", *(map(text, ("2211", "2212")) if regime == "TTMRA" else ()))
    node.add("mob:effect", f"<effect/{row['effect_code']}>").say("mob:route", row["route"])
    tell(node, rest)
    if regime == "HE-AUTO":
        node.add("mob:boundCountry", *map(text, sorted(DEGREE_COUNTRIES.get(name, ()))))
    conditions = CONDITIONS.get(own) or CONDITIONS.get(regime.lower(), ())
    node.add("mob:condition", *(condition_node(n, each) for n, each in enumerate(conditions, 1)))
    return node.add("dct:source", sources.of(row["source"])).say(
        "mob:confidence", row["confidence"]
    )


def condition_node(place: int, condition: Condition) -> Node:
    """One thing that a provision turns on."""
    kind, months, missing = condition
    return (
        Node("mob:Condition")
        .add("mob:position", str(place))
        .say("mob:conditionKind", kind)
        .add("mob:months", str(months) if months else "")
        .say("mob:missingTerms", missing)
    )


# Annexes and authorities -------------------------------------------------------------------


def derive_listings(folder: Path) -> None:
    """The entries of Annex V for nurses."""
    rows = read(folder / "qualifications", "directive-annex-v-nursing.csv")
    sources = Sources("annex-v", (row["source"] for row in rows))
    about = (
        "Directive 2005/36/EC, Annex V.5.2.2: nurses responsible for general care.\n"
        "# A title counts if training began on or after the reference date of its country;\n"
        "# earlier training goes through acquired rights (Art. 23). The titles are not full lists."
    )
    nodes = [listing_node(row, sources) for row in rows]
    write("instruments/annex-v-nursing.ttl", about, [*sources.nodes(), *nodes])


def listing_node(row: Row, sources: Sources) -> Node:
    """A country's entry; the British one ended with the transition period."""
    return (
        Node("mob:AnnexListing", f"annex-listing/{row['country'].lower()}-{row['isco08']}")
        .say("mob:country", row["country"])
        .say("mob:isco", row["isco08"])
        .say("mob:annex", row["annex"])
        .add("mob:referenceDate", day(row["reference_date"]))
        .add("mob:listedTitle", *(text(each.strip()) for each in row["title"].split(";") if each))
        .add("mob:titlesComplete", "true" if row["title_complete"] == "yes" else "false")
        .add("mob:validUntil", day("2020-12-31") if row["country"] == "GBR" else "")
        .add("dct:source", sources.of(row["source"]))
        .say("mob:confidence", row["confidence"])
        .add("mob:asOf", day(row["as_of"]))
    )


def derive_authorities(folder: Path) -> None:
    """One file for each destination."""
    rows = read(folder / "qualifications", "competent-authorities.csv")
    sources = Sources("authorities", (row["source"] for row in rows))
    countries: dict[str, list[Node]] = defaultdict(list)
    for row in rows:
        countries[row["country"]].append(regulation_node(row, sources))
    for country, nodes in countries.items():
        about = f"Who decides on which occupation: {country_name(country)}."
        write(f"authorities/{country.lower()}.ttl", about, nodes)
    about = "Sources that several records of this directory share."
    write("authorities/sources.ttl", about, sources.nodes())


def regulation_node(row: Row, sources: Sources) -> Node:
    """Who decides on one occupation in one place."""
    place = (row["unit"] or row["country"]).lower()
    steps = [text(step.strip()) for step in row["steps"].split(";") if step.strip()]
    authority = Node("mob:CompetentAuthority").say("rdfs:label", row["authority"], "en")
    return (
        Node("mob:Regulation", f"regulation/{place}-{row['isco08']}")
        .say("mob:country", row["country"])
        .say("mob:unit", row["unit"])
        .add("mob:occupation", f"<occupation/isco-{row['isco08']}>")
        .say("mob:regulated", row["regulated"])
        .add("mob:competentAuthority", authority if row["authority"] else "")
        .say("mob:procedure", row["procedure"])
        .say("mob:languageRequirement", row["language_requirement"])
        .say("mob:usualMeasures", row["usual_measures"])
        .add("mob:steps", f"( {' '.join(steps)} )" if steps else "")
        .say("mob:fee", row["fee_note"])
        .say("mob:processingTime", row["time_note"])
        .say("mob:legalBasis", row["legal_basis"])
        .add("dct:source", sources.of(row["source"]))
        .say("mob:confidence", row["confidence"])
        .add("mob:asOf", day(row["as_of"]))
    )


def main(arguments: Sequence[str]) -> int:
    """Make all files."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    steps: tuple[tuple[str, Callable[[Path], None], Path], ...] = (
        ("frameworks", derive_frameworks, folder / "qualifications"),
        ("conventions", derive_conventions, folder),
        ("provisions", derive_provisions, folder),
        ("annexes", derive_listings, folder),
        ("authorities", derive_authorities, folder),
    )
    for name, derive, where in steps:
        derive(where)
        print(f"{name}: done")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
