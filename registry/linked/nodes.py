"""Reading nodes of the ontology into values, with every fault told as a sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from typing import TypeAlias, TypeVar

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from registry.linked.namespaces import DCT, GRAPH, MOB, RDF, RDFS, SKOS, short, slug
from registry.values.evidence import Confidence, Source
from registry.values.language import Labels

E = TypeVar("E", bound=Enum)

# What a person can read as one name; the interface takes no longer title either.
LONGEST_NAME = 300

TYPE = RDF + "type"
SOURCE = DCT + "source"

_PREFIXES = {"mob": MOB, "dct": DCT, "skos": SKOS, "rdfs": RDFS, "rdf": RDF}


class Ref(str):
    """The address of another node (blank ones begin with ``_:``)."""

    __slots__ = ()


Term: TypeAlias = "Ref | Literal"
Properties: TypeAlias = "dict[str, list[Term]]"


def expand(name: str) -> str:
    """A prefixed name as an address.

    >>> expand("mob:country")
    'https://mobility-registry.example/vocab#country'
    """
    prefix, _, local = name.partition(":")
    return _PREFIXES[prefix] + local


def compact(address: str) -> str:
    """An address as people read it: with a prefix or relative to the register."""
    for prefix, space in _PREFIXES.items():
        if address.startswith(space):
            return f"{prefix}:{address.removeprefix(space)}"
    return short(address)


@dataclass
class Problems:
    """Sentences by record, in the order in which they were found."""

    by_record: dict[str, list[str]] = field(default_factory=dict)

    def tell(self, record: str, sentence: str) -> None:
        """Note a fault once."""
        told = self.by_record.setdefault(record, [])
        if sentence not in told:
            told.append(sentence)


class Nodes:
    """The store turned into dictionaries by one pass over its quads."""

    def __init__(self, store: Store, problems: Problems) -> None:
        self.problems = problems
        self.properties: dict[str, Properties] = {}
        self.of_class: dict[str, list[str]] = defaultdict(list)
        self.files: dict[str, set[str]] = defaultdict(set)
        """The files that describe each node."""
        self._read(store)

    def _read(self, store: Store) -> None:
        by_subject: dict[str, Properties] = defaultdict(lambda: defaultdict(list))
        for quad in store:
            subject, predicate = _key(quad.subject), quad.predicate.value
            value = quad.object
            term: Term = value if isinstance(value, Literal) else _key(value)
            by_subject[subject][predicate].append(term)
            self.files[subject].add(quad.graph_name.value.removeprefix(GRAPH))
        self.properties = by_subject
        for key, properties in by_subject.items():
            for kind in properties.get(TYPE, ()):
                self.of_class[str(kind)].append(key)

    def all(self, kind: str) -> Iterator[Node]:
        """The named nodes of a class (``mob:Skill``), in the order of their addresses."""
        for key in sorted(self.of_class.get(expand(kind), ())):
            if not key.startswith("_:"):
                yield Node(self, key, short(key))

    def place(self, record: str) -> str:
        """A record as a fault is told under it: the files that describe it, then its address."""
        files = next((self.files[key] for key in self.files if short(key) == record), ())
        return ": ".join(filter(None, (" and ".join(sorted(files)), record)))

    def is_a(self, key: str, kind: str) -> bool:
        """Whether the node is told to be of the class."""
        return expand(kind) in self.properties.get(key, {}).get(TYPE, ())


def _key(term: object) -> Ref:
    if isinstance(term, NamedNode):
        return Ref(term.value)
    if isinstance(term, BlankNode):
        return Ref("_:" + term.value)
    raise TypeError(f"{term!r} cannot name a node.")


@dataclass(frozen=True, slots=True)
class Node:
    """One node; ``record`` is the record that faults are told under."""

    nodes: Nodes
    key: str
    record: str

    @property
    def id(self) -> str:
        """The record's id on the register: the last part of its address."""
        return slug(self.key)

    @property
    def properties(self) -> Mapping[str, list[Term]]:
        """What is told about the node, by address of the property."""
        return self.nodes.properties.get(self.key, {})

    def wrong(self, sentence: str) -> None:
        """Tell a fault of this record."""
        self.nodes.problems.tell(self.record, sentence)

    def kinds(self) -> set[str]:
        """The classes of the node, as people write them."""
        return {compact(str(kind)) for kind in self.properties.get(TYPE, ())}

    # Values ------------------------------------------------------------------------------

    def terms(self, name: str) -> list[Term]:
        """All values of a property."""
        return self.properties.get(expand(name), [])

    def texts(self, name: str) -> tuple[str, ...]:
        """All literal values, in alphabetical order."""
        return tuple(sorted(t.value for t in self.terms(name) if isinstance(t, Literal)))

    def text(self, name: str, *, required: bool = False) -> str:
        """The one literal value, or an empty text."""
        values = self.texts(name)
        if len(values) > 1:
            self.wrong(f"{name} is told {len(values)} times; keep one.")
        if required and not values:
            self.wrong(f"{name} is missing.")
        return values[0] if values else ""

    def labels(self, name: str) -> Labels:
        """Texts by language; what has no language is English."""
        return {
            term.language or "en": term.value
            for term in sorted(self.terms(name), key=str)
            if isinstance(term, Literal)
        }

    def tagged(self, name: str) -> tuple[tuple[str, str], ...]:
        """Every text with its language, as (language, text)."""
        terms = (term for term in self.terms(name) if isinstance(term, Literal))
        return tuple(sorted((term.language or "en", term.value) for term in terms))

    def refs(self, name: str) -> list[Ref]:
        """Addresses of other nodes."""
        return sorted(term for term in self.terms(name) if isinstance(term, Ref))

    def ref(self, name: str) -> Ref | None:
        """The one node named, or None."""
        found = self.refs(name)
        if len(found) > 1:
            self.wrong(f"{name} names {len(found)} records; keep one.")
        return found[0] if found else None

    def slugs(self, name: str, kind: str) -> tuple[str, ...]:
        """Ids of the records named, each of which must be on the register."""
        return tuple(slug(ref) for ref in self.refs(name) if self.known(ref, name, kind))

    def known(self, ref: Ref, name: str, kind: str) -> bool:
        """Whether the node named is a record of the class; a fault if not."""
        if self.nodes.is_a(ref, kind):
            return True
        self.wrong(f"{name} names {short(ref)}, which is not on the register as a {kind}.")
        return False

    def number(self, name: str) -> int | None:
        """A whole number."""
        text = self.text(name)
        if text and not text.isdecimal():
            self.wrong(f"{name} is {text!r}; it must be a whole number.")
            return None
        return int(text) if text else None

    def true(self, name: str) -> bool:
        """Whether the property says true; silence is false."""
        return self.text(name) in ("true", "1")

    def day(self, name: str, *, required: bool = False) -> date | None:
        """A day, written 2013-07-01."""
        text = self.text(name, required=required)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.wrong(f"{name} is {text!r}; write a day as 2013-07-01.")
            return None

    def choice(self, name: str, options: type[E]) -> E | None:
        """A value of a closed list; a concept of a scheme is read by the end of its address."""
        told = [slug(t) if isinstance(t, Ref) else t.value for t in self.terms(name)]
        if len(told) != 1:
            self.wrong(f"{name} must be told once; it is told {len(told)} times.")
        known = {str(option.value): option for option in options}
        for value in told:
            if value not in known:
                self.wrong(f"{name} is {value!r}; it must be one of {', '.join(known)}.")
                return None
        return known[told[0]] if told else None

    def chosen(self, name: str, options: type[E]) -> E | None:
        """A value of a closed list that need not be told."""
        return self.choice(name, options) if self.terms(name) else None

    # Evidence ----------------------------------------------------------------------------

    def confidence(self) -> Confidence:
        """How sure the node is; a missing one is a fault."""
        text = self.text("mob:confidence")
        if text in Confidence._value2member_map_:
            return Confidence(text)
        if len(self.texts("mob:confidence")) < 2:
            said = f"mob:confidence is {text!r}" if text else f"{self._what()} has no confidence"
            self.wrong(f"{said}: write high, medium or low.")
        return Confidence.LOW

    def sources(self, carrier: str = "") -> tuple[Source, ...]:
        """One source for each that the node names; a missing one is a fault.

        The address is that of ``carrier``, a record that tells this one, or of the record itself.
        """
        confidence, as_of = self.confidence(), self.text("mob:asOf")
        address = f"/id/{carrier or self.record}"
        told = sorted(text for term in self.properties.get(SOURCE, ()) for text in self._told(term))
        if not told:
            self.wrong(f"{self._what()} has no source: say where it was found.")
            return (Source("", Confidence.LOW),)
        return tuple(Source(text, confidence, address, as_of) for text in told)

    def source(self, carrier: str = "") -> Source:
        """All sources of the node as one."""
        sources = self.sources(carrier)
        return replace(sources[0], text="; ".join(each.text for each in sources))

    def _told(self, term: Term) -> list[str]:
        """A source is a text, or a mob:Source with a label that several records share."""
        if isinstance(term, Literal):
            return [term.value]
        shared = Node(self.nodes, term, self.record)
        label = shared.texts("rdfs:label")
        if not label:
            self.wrong(f"The source {short(term)} is not on the register.")
        return list(label)

    def _what(self) -> str:
        return "The " + " ".join(sorted(self.kinds())) if self.key.startswith("_:") else "It"

    # Other nodes -------------------------------------------------------------------------

    def children(self, name: str) -> list[Node]:
        """The blank nodes of a property, told as part of this record, by position if they have."""
        found = [Node(self.nodes, ref, self.record) for ref in self.refs(name)]
        return sorted(found, key=lambda each: (each.number("mob:position") or 0, each.words()))

    def words(self) -> list[str]:
        """All that the node says: blank nodes have no name that stays, so this orders them."""
        terms = (term for values in self.properties.values() for term in values)
        return sorted(term.value if isinstance(term, Literal) else term for term in terms)

    def follow(self, ref: Ref) -> Node:
        """Another record."""
        return Node(self.nodes, ref, short(ref))

    def listed(self, name: str) -> tuple[str, ...]:
        """The texts of an RDF list, in its order."""
        found: list[str] = []
        here = self.ref(name)
        seen: set[str] = set()
        while here and here != RDF + "nil" and here not in seen:
            seen.add(here)
            item = Node(self.nodes, here, self.record)
            found.extend(item.texts("rdf:first"))
            here = item.ref("rdf:rest")
        return tuple(found)
