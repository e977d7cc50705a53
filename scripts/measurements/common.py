"""What the measurements share: servers on loopback, load, and how a figure is reported."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
SECONDS = int(os.environ.get("REGISTRY_MEASURE_SECONDS", "6"))
CONNECTIONS = 16


def report(  # noqa: PLR0913  the parts of a figure
    name: str, ours: float, peer: float | None, *, better: str, unit: str, n: int, by: str = "ours"
) -> None:
    """Print one figure; ``by`` says whether the ratio is ours/peer or peer/ours."""
    ratio = None
    if peer:
        ratio = ours / peer if by == "ours" else peer / ours
    print(
        json.dumps(
            {
                "name": name,
                "ours": round(ours, 4),
                "peer": None if peer is None else round(peer, 4),
                "ratio": None if ratio is None else round(ratio, 4),
                "better": better,
                "unit": unit,
                "n": n,
            }
        ),
        flush=True,
    )


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, seconds: float = 120) -> float:
    """Wait until an address answers; how long it took."""
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  loopback only
                return time.perf_counter() - start
        except OSError:
            time.sleep(0.02)
    raise TimeoutError(f"{url} did not answer in {seconds} s")


@contextmanager
def running(
    command: list[str], url: str, environment: Mapping[str, str] | None = None
) -> Iterator[str]:
    """A server for as long as the block lasts."""
    process = subprocess.Popen(
        command,
        cwd=HERE,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(url)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def registry_server(home: Path, port: int) -> tuple[list[str], str, dict[str, str]]:
    """Our site on a port with a home of its own."""
    url = f"http://127.0.0.1:{port}"
    environment = {"REGISTRY_HOME": str(home), "PORT": str(port), "REGISTRY_TODAY": "2026-11-24"}
    return [str(BIN / "registry"), "serve"], url + "/healthz", environment


def bare_server(port: int) -> tuple[list[str], str]:
    """The same server with the same workers, answering a constant."""
    url = f"http://127.0.0.1:{port}/"
    command = [
        str(BIN / "granian"),
        "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(os.cpu_count() or 1), "--blocking-threads", "2", "--no-ws",
        "--log-level", "warning", "bare:application",
    ]  # fmt: skip
    return command, url


def requests_per_second(url: str, script: Path | None = None) -> tuple[float, int]:
    """Load an address with wrk: requests a second, and how many in all."""
    wrk = shutil.which("wrk")
    if wrk is None:
        sys.exit("wrk is missing. Type: apt-get install -y wrk")
    command = [wrk, "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency"]
    if script:
        command += ["-s", str(script)]
    subprocess.run([*command[:3], "-d2s", *command[4:], url], check=True, capture_output=True)
    said = subprocess.run([*command, url], check=True, capture_output=True, text=True).stdout
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    if failed:
        sys.exit(f"{url}: {failed.group(0)}")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    count = re.search(r"(\d+) requests in", said)
    if not rate or not count:
        sys.exit(f"wrk said nothing to read:\n{said}")
    return float(rate.group(1)), int(count.group(1))


def peer_environment(*packages: str) -> Path:
    """A virtual environment of the peers' own, so that nothing of theirs runs the product."""
    folder = ROOT / "var" / "peers"
    if not (folder / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run(
        [str(folder / "bin" / "python"), "-m", "pip", "install", "--quiet", *packages], check=True
    )
    return folder / "bin"
