"""``list``: 50 agreements as JSON and as HTML, against Datasette on the same rows.

``REGISTRY_DATABASE_URL`` may name an empty PostgreSQL database to measure on.
"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
from pathlib import Path

from common import (
    bare_server,
    free_port,
    peer_environment,
    registry_server,
    report,
    requests_per_second,
    running,
)

from registry.actions.load import bring_up_to_date
from registry.settings import read_settings


def measure_list() -> None:
    """The first page of the list, on both sides 50 rows with the same facts."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        list(bring_up_to_date(read_settings({**os.environ, "REGISTRY_HOME": folder})))
        port = free_port()
        command, url, environment = registry_server(home, port)
        with running(command, url, environment):
            base = f"http://127.0.0.1:{port}"
            ours_json, n_json = requests_per_second(f"{base}/api/v1/agreements?page_size=50")
            ours_html, n_html = requests_per_second(f"{base}/agreements")
            rows = _rows(base)
        theirs_json, theirs_html = _datasette(home, rows)
        bare_command, bare_url = bare_server(free_port())
        with running(bare_command, bare_url):
            bare, _ = requests_per_second(bare_url)
    rate = {"better": "higher", "unit": "requests/s"}
    report("list-json-vs-datasette", ours_json, theirs_json, n=n_json, **rate)
    report("page-html-vs-datasette", ours_html, theirs_html, n=n_html, **rate)
    report("list-json-vs-bare-server", ours_json, bare, n=n_json, **rate)
    report("page-html-vs-bare-server", ours_html, bare, n=n_html, **rate)


def _rows(base: str) -> list[dict[str, object]]:
    import urllib.request

    rows: list[dict[str, object]] = []
    for page in (1, 2):
        address = f"{base}/api/v1/agreements?page_size=200&page={page}"
        with urllib.request.urlopen(address) as answer:  # noqa: S310  loopback only
            rows += json.load(answer)["items"]
    return rows


def _datasette(home: Path, rows: list[dict[str, object]]) -> tuple[float, float]:
    """The same list items as rows of one table, one process per core as Datasette runs it."""
    path = home / "peer.db"
    names = list(rows[0])
    flat = [
        [v if isinstance(v, str | None) else json.dumps(v) for v in row.values()] for row in rows
    ]
    with sqlite3.connect(path) as peer:
        peer.execute(f"CREATE TABLE agreements ({', '.join(names)}, PRIMARY KEY (id))")
        marks = ", ".join("?" for _ in names)
        peer.executemany(f"INSERT INTO agreements VALUES ({marks})", flat)  # noqa: S608
    port = free_port()
    command = [
        str(peer_environment("datasette", "setuptools<81") / "datasette"),
        str(path), "--port", str(port), "--setting", "default_page_size", "50",
    ]  # fmt: skip
    base = f"http://127.0.0.1:{port}"
    with running(command, f"{base}/-/versions.json", dict(os.environ)):
        as_json, _ = requests_per_second(f"{base}/peer/agreements.json?_size=50&_shape=objects")
        as_html, _ = requests_per_second(f"{base}/peer/agreements?_size=50")
    return as_json, as_html
