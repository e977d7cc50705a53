"""The register's secret: taken from the settings, or made once and kept in the home folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from registry.errors import Unavailable

_LENGTH = 32


def secret_key(given: str | None, path: Path) -> bytes:
    """The key that codes and sessions rest on; made on the first start, readable by its owner.

    Losing it makes every printed code worthless, so it belongs in the backup.
    """
    if given:
        return given.encode()
    if path.is_file():
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    made = secrets.token_bytes(_LENGTH)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return secret_key(None, path)
    except OSError as error:
        raise Unavailable(
            f"The register's key cannot be kept in {path.parent}: {error.strerror}.",
            hint="Make the folder writable, or set REGISTRY_SECRET_KEY or REGISTRY_HOME.",
        ) from error
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(made.hex())
    return made
