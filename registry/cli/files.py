"""Files that a command is told to read or write: what is wrong with one is said in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from registry.errors import Unavailable, Unreadable


def write_paper(path: Path, content: bytes) -> None:
    """Write a paper to the place that was named."""
    with writable(path):
        path.write_bytes(content)


def read_text(path: Path) -> str:
    """The text of a file that was named."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path} is not UTF-8 text.", hint="Save it as UTF-8.") from error
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from error


@contextmanager
def writable(path: Path) -> Iterator[None]:
    """Say in words why a place cannot be written to."""
    try:
        yield
    except OSError as error:
        raise Unavailable(
            f"{path} cannot be written: {error.strerror}.",
            hint="Name a folder that is there and may be written to.",
        ) from error
