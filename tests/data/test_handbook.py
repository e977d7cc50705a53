"""The handbook and the root documents name everything that there is, and nothing that is not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import click
import pytest
import yaml
from flask.testing import FlaskClient

from registry import errors
from registry.actions.register import read_corpus
from registry.catalogue.agreement import AgreementType
from registry.catalogue.timeline import StatusValue
from registry.cli import main
from registry.paths import AGREEMENTS, HANDBOOK, ONTOLOGY, PACKAGE
from registry.recognition.knowledge import Knowledge
from registry.recognition.levels import Comparison
from registry.recognition.provisions import ConditionKind, Effect
from registry.recognition.question import EvidenceState, Purpose
from registry.recognition.rules import content
from registry.recognition.table import Outcome
from registry.statements.statement import KEPT_DAYS
from registry.web.problems import _STATUS, CODES
from registry.web.security import MAX_BODY

ROOT = PACKAGE.parent
CHAPTERS = sorted(HANDBOOK.glob("*.md"))
DOCUMENTS = [
    *CHAPTERS,
    *(ROOT / name for name in ("README.md", "ARCHITECTURE.md", "DECISIONS.md", "CONTRIBUTING.md")),
]
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def text(path: Path) -> str:
    """A document without its examples, whose lines are not headings."""
    return re.sub(
        r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )


def headings(path: Path) -> list[str]:
    """The headings of a document, without their marks."""
    return re.findall(r"^#+ (.+)$", text(path), flags=re.MULTILINE)


def anchor(heading: str) -> str:
    """A heading as the end of an address."""
    return re.sub(r"[\s_]+", "-", re.sub(r"[^\w\s-]", "", heading.lower()))


def chapter(name: str) -> Path:
    """A chapter of the handbook by its name."""
    return HANDBOOK / f"{name}.md"


# Settings, commands, errors ----------------------------------------------------------------


def variables() -> set[str]:
    """The environment that code and scripts read."""
    found = {"HOST", "PORT"}
    for folder in (PACKAGE, ROOT / "scripts"):
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix in {".py", ""}:
                found |= set(re.findall(r"\bREGISTRY_[A-Z_]+\b", path.read_text(encoding="utf-8")))
    return found


def test_every_setting_has_a_heading_and_every_heading_is_a_setting():
    told = {each for each in headings(chapter("operators")) if each.isupper()}
    assert told - {"REGISTRY_TEST_DATA"} == variables() - {"REGISTRY_TEST_DATA"}
    assert "REGISTRY_TEST_DATA" in told


def commands(command: click.Command, name: str) -> Iterator[str]:
    """The names of all commands that do something."""
    if not isinstance(command, click.Group):
        yield name
        return
    for word, inner in command.commands.items():
        yield from commands(inner, f"{name} {word}")


def test_every_command_has_a_heading_and_every_heading_is_a_command():
    told = {each for each in headings(chapter("operators")) if each.startswith("registry ")}
    assert told == set(commands(main, "registry"))


def test_every_option_of_assess_is_named():
    said = chapter("operators").read_text(encoding="utf-8")
    assess = main.commands["assess"]
    options = [name for each in assess.params for name in each.opts if name.startswith("--")]
    assert [name for name in options if f"{name}`" not in said and f"{name} " not in said] == []


def kinds(kind: type[errors.RegistryError]) -> Iterator[type[errors.RegistryError]]:
    """A kind of error and all that are more special."""
    yield kind
    for each in kind.__subclasses__():
        yield from kinds(each)


def test_every_error_code_has_a_heading():
    own = {each.code for each in kinds(errors.RegistryError)}
    assert (own | set(CODES.values())) - set(headings(chapter("errors"))) == set()


@pytest.mark.parametrize(("kind", "status"), _STATUS)
def test_every_error_tells_its_status(kind: type[errors.RegistryError], status: HTTPStatus):
    section = text(chapter("errors")).split(f"## {kind.code}\n")[1].split("\n## ")[0]
    assert f"HTTP {status.value}" in section


# Reasons and method ------------------------------------------------------------------------

# Texts of the rules with a hyphen that are no reasons: a purpose and kinds of evidence.
_NO_REASONS = {Purpose.FURTHER_STUDY.value, "good-standing"}


def reasons() -> set[str]:
    """The codes that the rules and the decision table name."""
    found = {each.value for each in Comparison}
    rules = [
        *(PACKAGE / "recognition" / "rules").glob("*.py"),
        PACKAGE / "recognition" / "conditions.py",
    ]
    for path in [*rules, PACKAGE / "recognition" / "table.py"]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            found |= set(_named(node)) if path in rules else set(_read_by_table(node))
    slugs = re.findall(
        r'mob:slug\s+"([^"]+)"', (ONTOLOGY / "instruments" / "conventions.ttl").read_text("utf-8")
    )
    return (found | {f"presumption-{slug}" for slug in slugs}) - _NO_REASONS


def _named(node: ast.AST) -> Iterator[str]:
    """Codes with a hyphen, and one-word codes where a finding is made."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if _CODE.fullmatch(node.value):
            yield node.value
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "found":
        for argument in node.args[3:4]:
            if isinstance(argument, ast.Constant):
                yield argument.value


def _read_by_table(node: ast.AST) -> Iterator[str]:
    """The reasons that the table reads as signals are keys of its dictionaries."""
    if isinstance(node, ast.Dict):
        for key in node.keys:
            if isinstance(key, ast.Constant) and _CODE.fullmatch(str(key.value)):
                yield str(key.value)


def test_every_reason_has_a_heading_and_every_heading_is_a_reason():
    codes = {each for each in headings(chapter("reasons")) if _CODE.fullmatch(each)}
    single = {"admissible", "unregulated"}
    assert (reasons() | single) - set(headings(chapter("reasons"))) == set()
    assert codes - reasons() == set()


def test_the_method_tells_every_row_effect_condition_purpose_and_evidence_state():
    said = chapter("method").read_text(encoding="utf-8")
    table = yaml.safe_load((ONTOLOGY / "parameters" / "decision-table.yaml").read_text("utf-8"))
    rows = [each for each in headings(chapter("method")) if each.startswith("Row ")]
    assert rows == [f"Row {row['id']}" for row in table["rows"]]
    for purpose, criteria in table["required"].items():
        told = ", ".join(each.replace("-", " ") for each in criteria)
        assert f"| `{purpose}` | {told} |" in said
    for names in (Effect, ConditionKind, Purpose, EvidenceState):
        assert [each.value for each in names if f"`{each.value}`" not in said] == []
    rules = re.findall(r"^### (R\d+) ", text(chapter("method")), flags=re.MULTILINE)
    assert rules == [f"R{number}" for number in range(12)]


def test_the_numbers_that_the_handbook_tells_are_those_of_the_code():
    assert content.WORKLOAD_SHARE == 2 / 3
    assert content.EXPERIENCE_MONTHS == 36
    assert KEPT_DAYS == 365
    assert MAX_BODY == 1024 * 1024


def test_the_outcomes_statuses_and_types_are_all_told():
    outcomes = chapter("check-a-qualification").read_text(encoding="utf-8")
    assert [each.value for each in Outcome if f"`{each.value}`" not in outcomes] == []
    agreements = chapter("agreements").read_text(encoding="utf-8")
    for names in (StatusValue, AgreementType):
        assert [each.value for each in names if f"`{each.value}`" not in agreements] == []


# Addresses ---------------------------------------------------------------------------------


def test_every_address_of_the_interface_has_a_heading_and_every_heading_answers(
    client: FlaskClient,
):
    paths = client.get("/api/v1/openapi.json").get_json()["paths"]
    known = {
        f"{method.upper()} {path}"
        for path, methods in paths.items()
        for method in methods
        if method in {"get", "post", "put", "patch", "delete"}
    }
    told = {each for each in headings(chapter("interface")) if "/api/v1/" in each}
    assert told == known


def test_the_examples_of_the_interface_work(client: FlaskClient):
    said = chapter("interface").read_text(encoding="utf-8")
    for example in re.findall(r"^```\n(curl .*?)\n```$", said, flags=re.MULTILINE | re.DOTALL):
        address = re.search(r"http://127\.0\.0\.1:8000(/[^\s']+)", example)
        assert address, example
        body = re.search(r"-d '(.+)'", example, flags=re.DOTALL)
        answer = (
            client.post(address[1], data=body[1], content_type="application/json")
            if body
            else client.get(address[1])
        )
        expected = {404} if address[1].endswith("/nothing") else {200, 201}
        assert answer.status_code in expected, (example, answer.text)


# Links and layout --------------------------------------------------------------------------


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_relative_link_resolves(path: Path):
    broken = []
    for link in _LINK.findall(text(path)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, part = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists() or (part and part not in map(anchor, headings(target))):
            broken.append(link)
    assert broken == []


def test_every_chapter_is_in_the_index_and_has_one_title():
    index = set(_LINK.findall(text(chapter("index"))))
    assert {path.name for path in CHAPTERS} - {"index.md"} == index
    for path in CHAPTERS:
        assert len(re.findall(r"^# ", text(path), flags=re.MULTILINE)) == 1, path.name
        anchors = [anchor(each) for each in headings(path)]
        assert len(set(anchors)) == len(anchors), path.name


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_the_site_serves_every_chapter_and_its_links_answer(path: Path, client: FlaskClient):
    address = "/handbook" if path.stem == "index" else f"/handbook/{path.stem}"
    page = client.get(address)
    assert page.status_code == 200
    for heading in headings(path)[1:]:
        assert f'id="{anchor(heading)}"' in page.text, heading
    for link in set(re.findall(r'href="(/handbook[^"#]*)', page.text)):
        assert client.get(link).status_code == 200, link


def test_the_rooms_and_modules_that_the_architecture_names_exist():
    said = text(ROOT / "ARCHITECTURE.md").split("## Rooms")[1].split("## Contracts")[0]
    for line in said.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        room = re.fullmatch(r"`(\w+)/`", cells[0])
        if room and len(cells) == 3:
            folder = PACKAGE / room[1]
            for name in re.findall(r"`([\w/]+)`", cells[2]):
                plain = name.rstrip("/")
                assert (folder / plain).is_dir() or (folder / f"{plain}.py").is_file(), name
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert [room for room in sorted(rooms) if f"`{room}/`" not in said] == []


def test_the_layout_of_the_ontology_is_told_and_is_so():
    told = set(re.findall(r"`ontology/([\w.-]+)/?`", text(chapter("data"))))
    there = {
        path.name
        for path in ONTOLOGY.iterdir()
        if path.is_file() or any(each.is_file() for each in path.rglob("*"))
    }
    assert told == there


def test_the_decisions_are_numbered_without_a_gap():
    numbers = [int(each.split(".")[0]) for each in headings(ROOT / "DECISIONS.md")[1:]]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_counts_of_the_readme_are_those_of_the_data(knowledge: Knowledge):
    said = (ROOT / "README.md").read_text(encoding="utf-8")
    agreements = len(read_corpus(AGREEMENTS))
    destinations = len({each.country for each in knowledge.regulations})
    countries = len({each.country for each in knowledge.qualifications.values()})
    assert f"{agreements} agreements" in said
    assert f"{len(knowledge.provisions)} provisions" in said
    assert f"authorities for {destinations} destinations" in said
    assert f"qualifications of {countries} countries" in said
    profiles = sum(1 for each in knowledge.occupations.values() if each.essential)
    assert f"skill profiles of {profiles} occupations" in said
