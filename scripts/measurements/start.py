"""``start``: from a bare clone to the first page, and the second start."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

from common import ROOT, free_port, report, wait_for


def measure_start() -> None:
    """Clone this checkout, run ``scripts/serve`` twice, wait for the first page each time."""
    with tempfile.TemporaryDirectory() as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        for name in ("start-from-bare-clone", "start-second"):
            report(name, _start(clone), None, better="lower", unit="s", n=1)


def _start(clone: Path) -> float:
    port = free_port()
    environment = {k: v for k, v in os.environ.items() if not k.startswith("REGISTRY_")}
    began = time.perf_counter()
    process = subprocess.Popen(
        ["scripts/serve"],
        cwd=clone,
        env={**environment, "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/", seconds=600)
        return time.perf_counter() - began
    finally:
        process.terminate()
        process.wait(20)
