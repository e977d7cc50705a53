"""Where the data that ships with the product lies: in the checkout, or inside the wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def _data() -> Path:
    shipped = PACKAGE / "_data"
    return shipped if shipped.is_dir() else PACKAGE.parent


ONTOLOGY = _data() / "ontology"
AGREEMENTS = _data() / "agreements"
TEMPLATES = _data() / "templates"
LOCALE = PACKAGE / "locale"
HANDBOOK = PACKAGE / "handbook"
STATIC = PACKAGE / "web" / "static"
