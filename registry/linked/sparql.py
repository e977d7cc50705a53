"""Asking the ontology in SPARQL: read only, within a time limit, and never another server.

Oxigraph cannot stop a query once it runs. ``query`` therefore gives up waiting and leaves its
thread to end by itself, which is right for a command that exits and wrong for a server.
"""

from __future__ import annotations

import csv
import io
import queue
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from registry.errors import InvalidDocument, Unavailable
from registry.linked.namespaces import BASE, PREFIXES

Binding: TypeAlias = Mapping[str, str]

_TIMED_OUT = "The query took longer than {timeout:g} seconds and was stopped."
_TIMED_OUT_HINT = "Ask for less: name a class or a record, or add a LIMIT inside the query."

# What may hold a word that is no keyword: comments, texts, addresses, prefixed names, variables.
_QUIET = re.compile(
    r"""\"{3}.*?\"{3} | '{3}.*?'{3} | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'
      | <[^<>"{}|^`\\\s]*> | \#[^\n]* | [?$]\w+ | [\w-]*:(?:[\w.:-]|\\.)*""",
    re.VERBOSE | re.DOTALL,
)
_SERVICE = re.compile(r"\bSERVICE\b", re.IGNORECASE)
_ESCAPED = re.compile(r"\\[uU][0-9A-Fa-f]{4}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave: rows of a SELECT, the truth of an ASK or the triples of a CONSTRUCT.

    A row maps variables to SPARQL JSON terms; ``cut`` tells that more rows were left out.
    """

    variables: tuple[str, ...] = ()
    rows: tuple[Mapping[str, Binding], ...] = ()
    truth: bool | None = None
    triples: str | None = None
    cut: bool = False

    def as_csv(self) -> str:
        """SPARQL 1.1 Query Results CSV."""
        written = io.StringIO()
        writer = csv.writer(written)
        writer.writerow(self.variables)
        for row in self.rows:
            writer.writerow(row[name]["value"] if name in row else "" for name in self.variables)
        return written.getvalue()


def query(store: Store, text: str, *, timeout: float, most: int = 10_000) -> Answer:
    """Ask a store; at most ``most`` rows or triples are given."""
    refuse_service(text)
    answers: queue.Queue[Answer | Exception] = queue.Queue()

    def ask() -> None:
        try:
            answers.put(_ask(store, text, most))
        except (SyntaxError, ValueError, OSError, InvalidDocument) as error:
            answers.put(error)

    threading.Thread(target=ask, name="sparql", daemon=True).start()
    try:
        answer = answers.get(timeout=timeout)
    except queue.Empty:
        raise Unavailable(_TIMED_OUT.format(timeout=timeout), hint=_TIMED_OUT_HINT) from None
    if isinstance(answer, Answer):
        return answer
    raise _unreadable(answer)


def refuse_service(text: str) -> None:
    """A query may not send anything to another server, nor spell a keyword in escapes."""
    if _ESCAPED.search(text):
        raise InvalidDocument(
            "Escaped characters are not allowed in a query.",
            hint="Type the character itself instead of its number.",
        )
    if _SERVICE.search(_QUIET.sub(" ", text)):
        raise InvalidDocument(
            "SERVICE is not allowed: queries stay on this register.",
            hint="Ask the other server yourself and join the answers.",
        )


def _ask(store: Store, text: str, most: int) -> Answer:
    found = store.query(text, base_iri=BASE, prefixes=PREFIXES, use_default_graph_as_union=True)
    if isinstance(found, QueryBoolean):
        return Answer(truth=bool(found))
    if isinstance(found, QueryTriples):
        triples = list(islice(found, most + 1))
        turtle = serialize(triples[:most], format=RdfFormat.TURTLE, prefixes=PREFIXES) or b""
        return Answer(triples=turtle.decode(), cut=len(triples) > most)
    return _rows(found, most)


def _rows(found: QuerySolutions, most: int) -> Answer:
    names = tuple(variable.value for variable in found.variables)
    rows = tuple(
        {
            name: _binding(value)
            for name, value in zip(names, solution, strict=True)
            if value is not None
        }
        for solution in islice(found, most + 1)
    )
    return Answer(variables=names, rows=rows[:most], cut=len(rows) > most)


def _binding(term: object) -> Binding:
    """A term as SPARQL 1.1 Query Results JSON writes it."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        raise InvalidDocument("Triples inside triples cannot be shown.")
    return dict(_literal(term))


def _literal(term: Literal) -> Iterator[tuple[str, str]]:
    yield "type", "literal"
    yield "value", term.value
    if term.language:
        yield "xml:lang", term.language
    elif not term.datatype.value.endswith("#string"):
        yield "datatype", term.datatype.value


def _unreadable(error: Exception) -> InvalidDocument:
    if isinstance(error, InvalidDocument):
        return error
    return InvalidDocument(
        f"This is not a query that can be read here: {error}",
        hint="Write SPARQL 1.1: SELECT, ASK or CONSTRUCT.",
    )
