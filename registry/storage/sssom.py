"""SSSOM tables as files: tab-separated rows under a header of YAML, whose lines begin with #.

The Simple Standard for Sharing Ontological Mappings (SSSOM/TSV, version 1.1). What the columns
mean is not known here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from registry.errors import Unreadable
from registry.storage.yaml_strict import LARGEST, parse_yaml, write_yaml

_HINT = (
    "Write a header of YAML, each line beginning with #, then a line of column names, then rows."
)


@dataclass(frozen=True, slots=True)
class Table:
    """A header, the names of the columns, and rows by the line on which they stand."""

    header: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: Mapping[int, Mapping[str, str]]


def read_table(path: Path) -> Table:
    """The table of a file."""
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(
                f"{path.name} is larger than {LARGEST} bytes.", hint="Part it into several files."
            )
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path.name} is not UTF-8 text.", hint="Save it as UTF-8.") from error
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be read: {error.strerror}.") from error
    return parse_table(text, path.name)


def parse_table(text: str, name: str) -> Table:
    """The table of a text; ``name`` says in errors where it came from."""
    lines = list(io.StringIO(text, newline=""))
    above = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    header = parse_yaml("".join(line[1:] for line in lines[:above]), f"{name} (header)")
    if not isinstance(header, dict):
        raise Unreadable(f"{name}: the header is no list of names with values.", hint=_HINT)
    numbered = _cells(lines[above:], name, above)
    _, columns = next(numbered, (0, []))
    if not columns:
        raise Unreadable(f"{name} has no line of column names.", hint=_HINT)
    twice = sorted({each for each in columns if columns.count(each) > 1})
    if twice:
        raise Unreadable(f"{name}: the column {twice[0]!r} stands there twice.", hint=_HINT)
    return Table(header, tuple(columns), dict(_rows(numbered, columns, name)))


def _cells(lines: Sequence[str], name: str, above: int) -> Iterator[tuple[int, list[str]]]:
    """The cells of each row that is not empty, by the line of the file on which it begins."""
    reader = csv.reader(lines, delimiter="\t", strict=True)
    line = above + 1
    try:
        for cells in reader:
            if any(cells):
                yield line, cells
            line = above + reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(f"{name}, line {line}: {error}.", hint=_HINT) from error


def _rows(
    numbered: Iterator[tuple[int, list[str]]], columns: Sequence[str], name: str
) -> Iterator[tuple[int, dict[str, str]]]:
    for line, cells in numbered:
        if len(cells) != len(columns):
            raise Unreadable(
                f"{name}, line {line}: {len(cells)} cells stand under {len(columns)} columns.",
                hint="Part cells by one tab each, and keep empty ones.",
            )
        yield line, dict(zip(columns, cells, strict=True))


def write_table(
    header: Mapping[str, Any], columns: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> str:
    """The table as text, always the same for the same table; ``parse_table`` gives it back."""
    stream = io.StringIO()
    for line in write_yaml(header).splitlines():
        stream.write(f"#{line}\n")
    writer = csv.DictWriter(stream, columns, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()
