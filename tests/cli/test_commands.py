"""The ``registry`` command as an operator types it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from registry.actions.decision_table import OWN_TABLE
from registry.actions.exchange_mappings import export_mappings
from registry.actions.load import bring_up_to_date
from registry.actions.open_register import open_register
from registry.cli import main
from registry.paths import AGREEMENTS
from registry.recognition.findings import Criterion
from registry.recognition.question import Purpose
from registry.settings import Settings, read_settings
from tests.linked.test_equivalences import HOST, RECORD
from tests.linked.turtle import ALL, write

COMMAND = Path(sys.executable).parent / "registry"


def run(settings: Settings, *words: str) -> Result:
    environment = {
        "REGISTRY_HOME": str(settings.home),
        "REGISTRY_DATABASE_URL": settings.database_url,
        "REGISTRY_TODAY": "2026-11-24",
        "REGISTRY_SECRET_KEY": "only-for-these-tests",
        "COLUMNS": "200",
    }
    return CliRunner().invoke(main, words, env=environment)


@pytest.fixture
def home(register: object, settings: Settings) -> Settings:
    """The loaded home, which commands share with the pages."""
    assert register
    return settings


def test_assess_prints_the_outcome_and_every_finding_with_its_source(home: Settings) -> None:
    said = run(home, "assess", "--held", "phl-bsn-nursing", "--to", "DEU")
    assert said.exit_code == 0
    assert "Not enough to compare" in said.output
    assert "No published table links PQF 6 with DQR 4." in said.output
    assert "NQF level" in said.output or "level" in said.output


def test_assess_gives_the_same_document_as_the_interface(home: Settings) -> None:
    said = run(home, "assess", "--held", "phl-bsn-nursing", "--to", "DEU", "--json")
    document = json.loads(said.output)
    assert document["outcome"] == "insufficient-evidence"
    assert {"findings", "professional_right", "skills", "versions"} <= document.keys()


def test_assess_speaks_arabic(home: Settings) -> None:
    said = run(home, "assess", "--held", "phl-bsn-nursing", "--to", "DEU", "--lang", "ar")
    assert "ألمانيا" in said.output


def test_what_is_not_on_the_register_is_named_with_its_place(home: Settings) -> None:
    said = run(home, "assess", "--held", "no-such-thing", "--to", "DEU")
    assert said.exit_code == 2
    assert "/held/qualification" in said.output and "Traceback" not in said.output


def test_a_statement_is_made_and_verified(home: Settings, tmp_path: Path) -> None:
    request = tmp_path / "request.json"
    request.write_text('{"held": {"qualification": "phl-bsn-nursing"}, "destination": "DEU"}')
    serial, code = run(home, "statement", "issue", str(request)).output.split()
    again = run(home, "statement", "issue", str(request)).output.split()
    assert again == [serial, code]
    assert run(home, "statement", "verify", serial, code).exit_code == 0
    changed = serial[:-1] + ("0" if serial[-1] != "0" else "1")
    wrong = run(home, "statement", "verify", changed, code)
    assert wrong.exit_code == 1 and "No paper answers" in wrong.output


def test_loading_again_changes_nothing(home: Settings) -> None:
    assert "0 added, 0 changed, 331 unchanged" in run(home, "load").output


def test_the_export_is_the_corpus(home: Settings, tmp_path: Path, database_url: str) -> None:
    assert run(home, "export", str(tmp_path / "out")).exit_code == 0
    assert len(list((tmp_path / "out").rglob("*.yaml"))) == 331
    elsewhere = replace(home, home=tmp_path / "home", database_url=database_url)
    assert "331 added" in run(elsewhere, "load", str(tmp_path / "out")).output


def test_one_agreement_in_a_folder_of_its_own_can_be_loaded(
    tmp_path: Path, database_url: str
) -> None:
    found = next(AGREEMENTS.rglob("reg-asean-port.yaml"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / found.name).write_bytes(found.read_bytes())
    environment = {
        "REGISTRY_HOME": str(tmp_path / "home"),
        "REGISTRY_DATABASE_URL": database_url,
    }
    said = CliRunner().invoke(main, ["load", str(tmp_path / "mine")], env=environment)
    assert said.exit_code == 0, said.output
    assert "1 added" in said.output


def test_a_register_is_copied_with_its_counts(
    home: Settings, database_url: str, tmp_path: Path
) -> None:
    said = run(home, "database", "copy", home.database_url, database_url)
    assert said.exit_code == 0, said.output
    assert re.search(r"^agreement +331 rows +[0-9a-f]{64}$", said.output, re.MULTILINE)
    assert said.output.endswith("Both databases hold the same.\n")
    copied = replace(home, database_url=database_url)
    assert "0 added, 0 changed, 331 unchanged" in run(copied, "load").output
    again = run(home, "database", "copy", home.database_url, database_url)
    assert again.exit_code == 1 and "not empty" in again.output
    typo = run(home, "database", "copy", f"sqlite:///{tmp_path / 'no.sqlite'}", database_url)
    assert typo.exit_code == 2 and "there is no file" in typo.output
    assert not (tmp_path / "no.sqlite").exists()


def test_a_backup_is_made_and_put_back(home: Settings, database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "register.zip"
    said = run(home, "database", "backup", str(file))
    assert said.exit_code == 0, said.output
    assert "agreement " in said.output and "secret key" in said.output
    elsewhere = replace(home, database_url=database_url)
    assert "331 rows" in run(elsewhere, "database", "restore", str(file)).output
    again = run(elsewhere, "database", "restore", str(file))
    assert again.exit_code == 1 and "--force" in again.output
    assert run(elsewhere, "database", "restore", str(file), "--force").exit_code == 0
    assert "0 added, 0 changed, 331 unchanged" in run(elsewhere, "load").output
    nowhere = run(home, "database", "backup", str(tmp_path / "no" / "register.zip"))
    assert nowhere.exit_code == 1 and "cannot be written" in nowhere.output


def test_a_sparql_question_is_answered_as_a_table(home: Settings) -> None:
    asked = "SELECT (count(*) AS ?n) WHERE { GRAPH ?g { ?q a mob:Qualification } }"
    said = run(home, "ontology", "query", asked)
    assert said.exit_code == 0
    assert int(said.output.split()[1]) >= 16


def test_the_equivalences_are_exported_as_a_table(home: Settings, tmp_path: Path) -> None:
    said = run(home, "ontology", "export-mappings")
    assert said.exit_code == 0
    assert said.output.startswith("#sssom_version") and "\nrecord_id\tsubject_id\t" in said.output
    path = tmp_path / "table.sssom.tsv"
    assert run(home, "ontology", "export-mappings", str(path)).exit_code == 0
    assert path.read_text(encoding="utf-8") == said.output


def test_a_table_is_imported_into_an_ontology_of_its_own(home: Settings, tmp_path: Path) -> None:
    folder = write(tmp_path / "ontology", ALL + HOST)
    path = tmp_path / "nurses.sssom.tsv"
    path.write_text(export_mappings((RECORD,)), encoding="utf-8")
    said = run(home, "ontology", "import-mappings", str(path), "--folder", str(folder))
    assert said.exit_code == 0, said.output
    assert "nurses.ttl: 1." in said.output
    again = run(home, "ontology", "import-mappings", str(path), "--folder", str(folder))
    assert again.exit_code == 1 and "is there already" in again.output
    path.rename(tmp_path / "second.tsv")
    wrong = run(home, "ontology", "import-mappings", str(tmp_path / "second.tsv"), "--folder",
                str(folder))  # fmt: skip
    assert wrong.exit_code == 2 and "stands in mappings/nurses.ttl, line 6" in wrong.output


def test_doctor_is_content_with_a_register_that_is_ready(home: Settings) -> None:
    said = run(home, "doctor")
    assert "database: up to date" in said.output
    assert "ontology: snapshot" in said.output


def test_doctor_names_a_snapshot_that_cannot_be_opened(home: Settings, tmp_path: Path) -> None:
    copy = tmp_path / "home"
    shutil.copytree(home.home, copy)
    for part in (copy / "ontology").rglob("CURRENT"):
        part.unlink()
    said = run(replace(home, home=copy), "doctor")
    assert said.exit_code == 1
    assert "cannot be opened" in said.output and "registry ontology load" in said.output


@pytest.mark.sqlite
def test_doctor_names_a_database_that_may_not_be_written(
    home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    said = run(home, "doctor")
    assert "registry.sqlite cannot be written" in said.output


@pytest.mark.parametrize("command", [["load"], ["assess", "--held", "x", "--to", "DEU"]])
def test_a_home_that_cannot_be_written_is_named_with_the_way_out(
    tmp_path: Path, command: list[str]
) -> None:
    in_the_way = tmp_path / "a-file"
    in_the_way.write_text("not a folder")
    said = CliRunner().invoke(main, command, env={"REGISTRY_HOME": str(in_the_way / "home")})
    assert said.exit_code == 1
    assert "a-file" in said.output and "REGISTRY_HOME" in said.output
    assert "Traceback" not in said.output


def test_a_port_in_use_is_named_with_another_way(home: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = run(home, "serve", "--port", str(port))
    assert said.exit_code == 1
    assert str(port) in said.output and "PORT=" in said.output


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1", "8000.0", "٨٠٠٠"])
def test_a_port_that_is_none_is_told_with_an_example(port: str) -> None:
    said = CliRunner().invoke(main, ["serve"], env={"PORT": port})
    assert said.exit_code == 2
    assert "is no port" in said.output and "PORT=8001 scripts/serve" in said.output


def test_a_host_that_is_not_there_is_told(tmp_path: Path) -> None:
    environment = {"HOST": "no such host", "REGISTRY_HOME": str(tmp_path / "home")}
    said = CliRunner().invoke(main, ["serve"], env=environment)
    assert said.exit_code == 1
    assert "no machine of that name" in said.output and "HOST" in said.output
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("REGISTRY_TODAY", "tomorrow", "2026-11-24"),
        ("REGISTRY_DECISION_TABLE", "nowhere.yaml", "leave it out"),
        ("REGISTRY_BASE_URL", "javascript:alert(1)", "https://"),
        ("REGISTRY_BASE_URL", "registry.example.org", "https://"),
        ("REGISTRY_BASE_URL", "https://registry.example.org/?x=1", "https://"),
        ("REGISTRY_BASE_URL", "https://registry.example.org/\nx", "https://"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_named(
    tmp_path: Path, name: str, value: str, said: str
) -> None:
    environment = {"REGISTRY_HOME": str(tmp_path / "home"), name: value}
    told = CliRunner().invoke(main, ["load"], env=environment)
    assert told.exit_code == 1
    assert name in told.output and said in told.output
    assert "Traceback" not in told.output


def test_a_table_with_a_gap_is_refused_with_file_place_and_combination(
    home: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "ministry.yaml"
    text = OWN_TABLE.read_text(encoding="utf-8")
    file.write_text(text[: text.index("  - id: none")], encoding="utf-8")
    said = run(home, "ontology", "check-table", str(file))
    assert said.exit_code == 2
    assert f"The decision table {file} cannot be used." in said.output
    assert "/rows: No row decides, for example, admissible usable, provision none" in said.output


def test_a_table_that_holds_is_told_row_by_row(home: Settings) -> None:
    said = run(home, "ontology", "check-table")
    assert said.exit_code == 0
    first, *rows = said.output.splitlines()
    every = int(first.split("each of ")[1].split()[0])
    shares = [int(row.split("decides ")[1].split(",")[0]) for row in rows]
    assert sum(shares) == every and min(shares) > 0
    assert rows[0].strip().startswith("1  unusable")


def test_a_ministry_can_replace_the_table(tmp_path: Path) -> None:
    file = tmp_path / "ministry.yaml"
    text = OWN_TABLE.read_text(encoding="utf-8")
    file.write_text(
        text.replace("[body, level, outcomes, professional-right]", "[body, level]").replace(
            'version: "', 'version: "ministry-'
        ),
        encoding="utf-8",
    )
    settings = read_settings(
        {"REGISTRY_HOME": str(tmp_path / "home"), "REGISTRY_DECISION_TABLE": str(file)}
    )
    list(bring_up_to_date(settings))
    table = open_register(settings).knowledge.table
    assert table.required[Purpose.REGULATED_PRACTICE] == (Criterion.BODY, Criterion.LEVEL)
    assert table.version.startswith("ministry-")


def test_an_edited_table_may_not_go_by_the_version_of_the_register(
    home: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "ministry.yaml"
    text = OWN_TABLE.read_text(encoding="utf-8")
    file.write_text(text.replace("Part of what", "A part of what"), encoding="utf-8")
    said = run(home, "ontology", "check-table", str(file))
    assert said.exit_code == 2
    assert "/version: " in said.output and "register's table" in said.output


def test_files_that_cannot_be_read_or_written_are_named(home: Settings, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere" / "paper.pdf")
    letters = tmp_path / "letters"
    letters.write_bytes(b"\xff")
    asked = tmp_path / "request.json"
    asked.write_text('{"held": {"qualification": "phl-bsn-nursing"}, "destination": "DEU"}')
    question = ("--held", "phl-bsn-nursing", "--to", "DEU")
    for words in (
        ("assess", *question, "--pdf", nowhere),
        ("statement", "issue", str(asked), "--pdf", nowhere),
        ("export", str(letters / "below")),
        ("ontology", "query", f"@{nowhere}"),
        ("ontology", "query", f"@{letters}"),
    ):
        said = run(home, *words)
        assert said.exit_code == 1, said.output
        assert "cannot be" in said.output or "not UTF-8" in said.output, said.output


def test_a_request_that_is_no_document_is_told(home: Settings, tmp_path: Path) -> None:
    asked = tmp_path / "request.json"
    for body in (b"[" * 100_000, b"\xff", b"{"):
        asked.write_bytes(body)
        said = run(home, "statement", "issue", str(asked))
        assert said.exit_code == 2, said.output
        assert said.output.startswith("The request is n")


def test_what_was_typed_does_nothing_to_the_terminal(home: Settings, tmp_path: Path) -> None:
    asked = tmp_path / "request.json"
    asked.write_text('{"\\u001b[2J\\u202e": 1, "held": {}, "destination": "DEU"}')
    said = run(home, "statement", "issue", str(asked))
    assert said.exit_code == 2
    assert "\x1b" not in said.output and "\u202e" not in said.output
    assert "\\x1b[2J\\u202e: There is no such field here." in said.output


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "REGISTRY_HOME": str(settings.home),
        "REGISTRY_DATABASE_URL": settings.database_url,
    }
    server = subprocess.Popen(
        [COMMAND, "serve", "--port", str(port), "--workers", "1"],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/readyz", timeout=1).close()  # noqa: S310
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)


def test_the_site_serves_its_first_page(home: Settings) -> None:
    with serving(home) as address, urllib.request.urlopen(address) as page:  # noqa: S310
        assert page.status == 200
        assert "Mobility Registry" in page.read().decode()


def test_a_second_start_has_nothing_to_load(home: Settings) -> None:
    assert list(bring_up_to_date(home)) == []


def test_a_site_without_pango_starts_and_says_what_is_missing(
    home: Settings, tmp_path: Path
) -> None:
    """WeasyPrint is hidden, as on a machine where its libraries cannot be loaded."""
    hidden = tmp_path / "weasyprint"
    hidden.mkdir()
    (hidden / "__init__.py").write_text("raise OSError('cannot load library libpango-1.0-0')")
    program = (
        "from registry.app import create_app\n"
        "client = create_app().test_client()\n"
        "request = {'kind': 'information', 'held': {'qualification': 'phl-bsn-nursing'},\n"
        "           'destination': 'SWE'}\n"  # no other test keeps this paper
        "made = client.post('/api/v1/statements', json=request).get_json()\n"
        "path = made['pdf'].partition('//')[2].partition('/')[1:]\n"
        "path = ''.join(path)\n"
        "print(client.get('/').status_code, client.get(path).status_code)\n"
        "print(client.get(path, headers={'Accept': 'application/json'}).get_json()['hint'])\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", program],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]),
            "REGISTRY_HOME": str(home.home),
            "REGISTRY_DATABASE_URL": home.database_url,
            "REGISTRY_SECRET_KEY": "only-for-these-tests",
            "REGISTRY_TODAY": "2026-11-24",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.stdout.startswith("200 503"), said.stderr
    assert "apt-get install" in said.stdout
