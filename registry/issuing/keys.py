"""The register's secret: taken from the settings, or made once and kept in the home folder."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from registry.errors import Unavailable

_LENGTH = 32


def secret_key(given: str | None, path: Path) -> bytes:
    """The key that codes and sessions rest on; made on the first start, readable by its owner.

    Losing it makes every printed code worthless, so it belongs in the backup.
    """
    if given:
        return given.encode()
    try:
        if not path.exists():
            _make(path)
        return _read(path)
    except OSError as error:
        raise Unavailable(
            f"The register's key cannot be kept in {path.parent}: {error.strerror}.",
            hint="Make the folder writable, or set REGISTRY_SECRET_KEY or REGISTRY_HOME.",
        ) from error


def _make(path: Path) -> None:
    """Put a new key in its place in one step, so that nobody ever reads half of one.

    Of several processes that start at once, one keeps its key, and all use that one.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".key-", dir=path.parent)
    written = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_bytes(_LENGTH).hex())
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(written)
    finally:
        written.unlink(missing_ok=True)


def _read(path: Path) -> bytes:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii"))
    except ValueError:
        key = b""
    if len(key) != _LENGTH:
        raise Unavailable(
            f"The register's key in {path} is damaged.",
            hint="Put it back from the backup. Only if no paper was ever made, remove the file: "
            "the next start makes another key.",
        )
    return key
