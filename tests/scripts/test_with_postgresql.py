"""``scripts/with-postgresql``: a server for as long as a command runs, and not a moment longer."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest

from registry.paths import PACKAGE

SCRIPT = PACKAGE.parent / "scripts" / "with-postgresql"
_TELL = 'echo "$REGISTRY_TEST_DATABASE_URL"; psql -XtA "${REGISTRY_TEST_DATABASE_URL/+psycopg/}"'

pytestmark = pytest.mark.skipif(
    not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")), reason="PostgreSQL is not installed"
)


def _folder(line: str) -> Path:
    return Path(line.strip().partition("host=")[2])


def test_the_command_finds_a_server_and_its_status_is_passed_on() -> None:
    asked = f"{_TELL} -c 'SHOW fsync; SHOW listen_addresses; SHOW server_encoding'; exit 7"
    said = subprocess.run(
        [SCRIPT, "bash", "-c", asked], capture_output=True, text=True, check=False
    )
    assert said.returncode == 7, said.stderr
    address, *shown = said.stdout.splitlines()
    assert shown == ["off", "", "UTF8"]
    assert not _folder(address).exists()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_whoever_stops_the_script_stops_the_server(how: signal.Signals) -> None:
    waiting = 'echo "$REGISTRY_TEST_DATABASE_URL"; exec sleep 20'
    script = subprocess.Popen(
        [SCRIPT, "bash", "-c", waiting],
        stdout=subprocess.PIPE,
        text=True,
        # What runs in the background may have been told to ignore an interruption.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    assert script.stdout is not None
    folder = _folder(script.stdout.readline())
    server = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    assert Path(f"/proc/{server}").exists()
    script.send_signal(how)
    script.wait(20)
    script.stdout.close()
    assert script.returncode != 0
    for _ in range(100):
        if not folder.exists():
            break
        time.sleep(0.1)
    assert not folder.exists()
    state = Path(f"/proc/{server}/stat")
    assert not state.exists() or state.read_text().split()[2] == "Z"
