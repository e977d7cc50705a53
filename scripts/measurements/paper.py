"""``statement``: a warm PDF against WeasyPrint alone on the same HTML, and against Chromium."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assess import REQUESTS
from common import report

from registry.actions.issue_statement import make_information
from registry.actions.load import bring_up_to_date
from registry.actions.open_register import open_register
from registry.issuing.paper import render_html, render_pdf
from registry.schemas.question import load_question
from registry.settings import read_settings

N = 15


def _median(act: Callable[[], object], n: int = N) -> float:
    act()
    times = []
    for _ in range(n):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def measure_statement() -> None:
    """The statement of the first journey, in English."""
    import weasyprint

    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings({"REGISTRY_HOME": folder, "REGISTRY_TODAY": "2026-11-24"})
        list(bring_up_to_date(settings))
        register = open_register(settings)
        question = load_question(REQUESTS[0], today=register.today())
        issued = make_information(question, register)
        paper = (issued.statement, issued.code, "en", settings.base_url)
        html = render_html(*paper)
        ours = _median(lambda: render_pdf(*paper))
        bare = _median(lambda: weasyprint.HTML(string=html).write_pdf())
        report("paper-vs-weasyprint", ours, bare, better="lower", unit="s", n=N)
        chromium = shutil.which("chromium")
        if chromium:
            printed = _chromium(chromium, html, Path(folder))
            report("paper-vs-chromium", ours, printed, better="lower", unit="s", n=N)


def _chromium(chromium: str, html: str, folder: Path) -> float:
    """Chromium printing the same HTML; a fresh process each time, as a command prints."""
    page, out = folder / "page.html", folder / "page.pdf"
    page.write_text(html, encoding="utf-8")
    command = [
        chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
        "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={out}",
        page.as_uri(),
    ]  # fmt: skip
    return _median(lambda: subprocess.run(command, check=True, capture_output=True), 5)
