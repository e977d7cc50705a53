"""The addresses of our terms and records, and of the vocabularies that we build on."""

from __future__ import annotations

BASE = "https://mobility-registry.example/id/"
MOB = "https://mobility-registry.example/vocab#"
GRAPH = "https://mobility-registry.example/graph/"

SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PROV = "http://www.w3.org/ns/prov#"
ELI = "http://data.europa.eu/eli/ontology#"
ELM = "http://data.europa.eu/snb/model/elm/"
SEMAPV = "https://w3id.org/semapv/vocab/"
ESCO = "http://data.europa.eu/esco/model#"

PREFIXES = {
    "mob": MOB,
    "id": BASE,
    "skos": SKOS,
    "dct": DCT,
    "rdf": RDF,
    "rdfs": RDFS,
    "xsd": XSD,
    "prov": PROV,
}


def short(address: str) -> str:
    """A record's address as it is written in the files: ``skill/wound-care``.

    >>> short("https://mobility-registry.example/id/skill/wound-care")
    'skill/wound-care'
    """
    return address.removeprefix(BASE)


def slug(address: str) -> str:
    """The last part of a record's address, which is its id on the register.

    >>> slug("https://mobility-registry.example/id/occupation/isco-2221")
    'isco-2221'
    """
    return address.rpartition("/")[2]
