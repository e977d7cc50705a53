"""``scripts/setup`` as a newcomer meets it; the packages themselves are not fetched here."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from pathlib import Path

from registry.paths import PACKAGE

SETUP = PACKAGE.parent / "scripts" / "setup"
_PYTHON = """#!/bin/sh
# Stands for the Python of a virtual environment, and for the one that makes it.
echo "$*" >> "$ASKED"
case "$*" in *"-m pip --version"*) exit "${PIP:-0}" ;; esac
"""


def _program(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_PYTHON)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def _set_up(tmp_path: Path, venv: Path | str, **more: str) -> tuple[int, str, list[str]]:
    asked = tmp_path / "asked"
    asked.write_text("")
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        _program(tmp_path / "bin" / name)
    # No package manager here: nothing is installed on the machine that runs the tests.
    for name in ("dirname", "cat", "sha256sum", "cut", "grep", "mkdir", "bash"):
        link, found = tmp_path / "bin" / name, shutil.which(name)
        assert found is not None
        if not link.exists():
            link.symlink_to(found)
    said = subprocess.run(
        [SETUP],
        env={
            "PATH": str(tmp_path / "bin"),
            "ASKED": str(asked),
            "REGISTRY_VENV": str(venv),
            **more,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return said.returncode, said.stderr, asked.read_text().splitlines()


def _made(asked: list[str]) -> list[str]:
    return [line for line in asked if "-m venv" in line or "pip install" in line]


def test_a_second_set_up_does_nothing(tmp_path: Path) -> None:
    _program(tmp_path / "venv" / "bin" / "python")
    status, _, asked = _set_up(tmp_path, tmp_path / "venv")
    assert status == 0
    assert [line.split()[:3] for line in _made(asked)] == [["-m", "pip", "install"]]
    status, said, asked = _set_up(tmp_path, tmp_path / "venv")
    assert status == 0 and "Making" not in said
    assert _made(asked) == []


def test_an_environment_that_was_moved_is_made_anew(tmp_path: Path) -> None:
    _program(tmp_path / "venv" / "bin" / "python")
    _set_up(tmp_path, tmp_path / "venv")
    (tmp_path / "venv").rename(tmp_path / "moved")
    _, _, asked = _set_up(tmp_path, tmp_path / "moved")
    assert any("-m venv --clear" in line for line in asked)
    assert any("pip install" in line for line in asked)


def test_an_environment_that_was_half_made_is_mended(tmp_path: Path) -> None:
    _program(tmp_path / "venv" / "bin" / "python")
    _, _, asked = _set_up(tmp_path, tmp_path / "venv", PIP="1")
    assert [line for line in asked if "-m venv" in line] == [f"-m venv {tmp_path / 'venv'}"]


def test_a_place_that_cannot_be_written_is_told_with_another(tmp_path: Path) -> None:
    assert os.path.isdir("/proc")  # noqa: PTH112  nobody, not even root, makes a folder there
    status, said, asked = _set_up(tmp_path, "/proc/venv")
    assert status == 1
    assert "REGISTRY_VENV=" in said and "scripts/serve" in said
    assert _made(asked) == []


def test_the_driver_of_postgresql_comes_with_an_address_that_names_it(tmp_path: Path) -> None:
    _program(tmp_path / "venv" / "bin" / "python")
    _, _, asked = _set_up(tmp_path, tmp_path / "venv")
    assert not any("[postgresql]" in line for line in asked)
    address = {"REGISTRY_DATABASE_URL": "postgresql+psycopg://registry@/registry"}
    _, _, asked = _set_up(tmp_path, tmp_path / "venv", **address)
    assert any("--editable .[postgresql]" in line for line in asked)
    for more in (address, {}):
        assert _made(_set_up(tmp_path, tmp_path / "venv", **more)[2]) == []
