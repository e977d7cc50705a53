"""Searching agreements by words: one reading of words, and the full-text index of either database.

Both indexes are given words that are folded already, so neither has a say in what a word is.
Nothing is ranked: a list is in the order of ids, and a word that is everywhere costs no sorting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from sqlalchemy import (
    ColumnElement,
    Connection,
    cast,
    column,
    delete,
    false,
    func,
    insert,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from registry.recognition.folding import unmarked
from registry.storage.tables import AgreementRow

_INDEX = table("agreement_words", column("id"), column("words"))
_ROW: ColumnElement[int] = literal_column("agreement_words.rowid")
_WORD = re.compile(r"[^\W_]+")
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_LONGEST = 200
"""Letters of a word that are looked at; PostgreSQL takes 2046 bytes."""


def searchable(said: Iterable[str]) -> str:
    """The words of texts, each once and folded; Arabic ones also without their article.

    >>> searchable(["Förderung der Pflege", "pflege, ALTENPFLEGE"])
    'forderung der pflege altenpflege'
    """
    found = dict.fromkeys(word for text in said for word in _words(text))
    bare = [w.removeprefix(_ARTICLE) for w in found if w.startswith(_ARTICLE) and len(w) > 4]
    return " ".join(dict.fromkeys((*found, *bare)))


def _words(text: str) -> Iterator[str]:
    for part in text.split():
        yield from _folded(part)


@lru_cache(maxsize=32768)
def _folded(part: str) -> tuple[str, ...]:
    return tuple(word[:_LONGEST] for word in _WORD.findall(unmarked(part)))


def condition(connection: Connection, asked: str) -> ColumnElement[bool] | None:
    """That every word, or its beginning, stands in an agreement; None if there are no words."""
    if not asked.strip():
        return None
    found = tuple(dict.fromkeys(_words(asked)))
    if not found:
        return false()
    if connection.dialect.name == "postgresql":
        words = func.array_to_tsvector(
            func.string_to_array(AgreementRow.words, literal_column("' '"))
        )
        return words.op("@@")(cast(" & ".join(f"'{word}':*" for word in found), TSQUERY))
    beginnings = " ".join(f'"{word}"*' for word in found)
    return AgreementRow.id.in_(select(_INDEX.c.id).where(_INDEX.c.words.op("MATCH")(beginnings)))


def learn(connection: Connection, slug: str, words: str) -> None:
    """Let a new agreement be found by its words; PostgreSQL does it by itself."""
    if connection.dialect.name == "sqlite":
        connection.execute(insert(_INDEX).values(id=slug, words=words))


def forget(connection: Connection, slug: str) -> None:
    """Let an agreement no longer be found.

    The index has no order of ids, but it knows the words of each: those of its own id lead to it.
    """
    if connection.dialect.name == "sqlite":
        own = " ".join(f'"{word}"' for word in _words(slug))
        near = select(_ROW).where(_INDEX.c.words.op("MATCH")(own))
        connection.execute(delete(_INDEX).where(_ROW.in_(near), _INDEX.c.id == slug))


def learn_all(connection: Connection) -> None:
    """Make the index anew from the agreements that are there."""
    if connection.dialect.name == "sqlite":
        connection.execute(delete(_INDEX))
        known = select(AgreementRow.id, AgreementRow.words)
        connection.execute(insert(_INDEX).from_select(["id", "words"], known))
