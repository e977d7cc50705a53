"""Measurements against peers; each prints JSON lines: name, ours, peer, ratio, better, unit, n.

A ratio runs the way the aim is written. Nothing here is a test: figures are reported as found.
"""

from __future__ import annotations

import sys

from assess import measure_assess
from listing import measure_list
from match import measure_match
from paper import measure_statement
from start import measure_start

MEASUREMENTS = {
    "start": measure_start,
    "assess": measure_assess,
    "list": measure_list,
    "match": measure_match,
    "statement": measure_statement,
}


def main() -> int:
    """Run the measurements that were named."""
    names = sys.argv[1:]
    if not names or not set(names) <= MEASUREMENTS.keys():
        print("Usage: scripts/measure NAME...   with NAME one of", *MEASUREMENTS, file=sys.stderr)
        return 0 if names == ["list-names"] else 2
    for name in names:
        MEASUREMENTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
