"""The register's key: made once, whole, and for the eyes of its owner."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from registry.errors import Unavailable
from registry.issuing.keys import secret_key
from registry.paths import PACKAGE


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    place = tmp_path / "home" / "secret.key"
    key = secret_key(None, place)
    assert len(key) == 32
    assert secret_key(None, place) == key
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert [each.name for each in place.parent.iterdir()] == ["secret.key"]


def test_a_key_that_is_given_is_taken_and_nothing_is_written(tmp_path: Path) -> None:
    assert secret_key("given", tmp_path / "home" / "secret.key") == b"given"
    assert not (tmp_path / "home").exists()


@pytest.mark.parametrize("kept", [b"", b"00", b"zz" * 32, b"\xff\xfe", b"0" * 62])
def test_a_damaged_key_is_never_used(tmp_path: Path, kept: bytes) -> None:
    """An empty file gave a key of no length: everybody could have made codes."""
    place = tmp_path / "secret.key"
    place.write_bytes(kept)
    with pytest.raises(Unavailable, match="damaged") as refused:
        secret_key(None, place)
    assert "backup" in refused.value.hint
    assert place.read_bytes() == kept


def test_something_else_in_the_place_of_the_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "secret.key").mkdir()
    with pytest.raises(Unavailable, match="cannot be kept"):
        secret_key(None, tmp_path / "secret.key")
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Unavailable, match="cannot be kept"):
        secret_key(None, tmp_path / "file" / "secret.key")


def test_processes_that_start_at_once_have_one_key(tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from registry.issuing.keys import secret_key\n"
        "input()\n"
        "print(secret_key(None, Path(sys.argv[1])).hex())\n"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path / "secret.key")],
            cwd=PACKAGE.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for each in running:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    said = {each.communicate()[0].strip() for each in running}
    assert said == {(tmp_path / "secret.key").read_text()}
