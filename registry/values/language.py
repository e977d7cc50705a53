"""Names and texts in several languages, and the direction they run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

Labels = Mapping[str, str]
NO_LABELS: Labels = MappingProxyType({})

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
OFFERED = ("en", "ar")


def direction(language: str) -> str:
    """``rtl`` or ``ltr``.

    >>> direction("ar"), direction("en-GB")
    ('rtl', 'ltr')
    """
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


def best(labels: Labels, wanted: str, *, otherwise: Iterable[str] = ("en",)) -> tuple[str, str]:
    """The label in ``wanted``, else the first fall-back, else any: (language, text).

    >>> best({"en": "Welder", "ar": "لحام"}, "fr")
    ('en', 'Welder')
    """
    for language in (wanted, wanted.split("-", maxsplit=1)[0], *otherwise):
        if language in labels:
            return language, labels[language]
    for language in sorted(labels):
        return language, labels[language]
    return wanted, ""
