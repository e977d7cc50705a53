"""From the store to all that the rules may look at, or to a list of what is wrong with it."""

from __future__ import annotations

from pyoxigraph import Store

from registry.catalogue.memberships import Memberships
from registry.errors import InvalidDocument
from registry.linked.bodies import read_bodies, read_credit_systems, read_prior_learning
from registry.linked.equivalences import read_equivalences
from registry.linked.frameworks import read_levels
from registry.linked.instruments import read_conventions, read_listings, read_provisions
from registry.linked.nodes import LONGEST_NAME, Node, Nodes, Problems
from registry.linked.occupations import (
    read_appeals,
    read_fields,
    read_occupations,
    read_regulations,
    read_skills,
)
from registry.linked.qualifications import read_qualifications
from registry.recognition.knowledge import Knowledge
from registry.recognition.table import NO_TABLE, DecisionTable
from registry.values.identifiers import is_slug

_RECORDS = (
    "mob:Skill",
    "mob:Occupation",
    "mob:Qualification",
    "mob:Framework",
    "mob:LevelReferencing",
    "mob:RecognitionProvision",
    "mob:AnnexListing",
    "mob:RecognitionInstrument",
    "mob:Regulation",
    "mob:PublishedEquivalence",
    "mob:AwardingBody",
    "mob:CreditSystem",
    "mob:PriorLearningRoute",
)
_NAMED_IN_TWO = ("mob:Skill", "mob:Occupation", "mob:Qualification", "mob:RecognitionInstrument")


def load_knowledge(
    store: Store, memberships: Memberships, table: DecisionTable, version: str
) -> Knowledge:
    """One release of knowledge; ``version`` is the hash of the snapshot it is read from.

    Refuses a store with faults: ``InvalidDocument.problems`` tells all of them by file and record
    (``qualifications/phl-health.ttl: qualification/phl-bsn-nursing``).
    """
    problems = Problems()
    nodes = Nodes(store, problems)
    knowledge = _read(nodes, memberships, table, version)
    _check_names(nodes)
    if problems.by_record:
        count = len(problems.by_record)
        raise InvalidDocument(
            f"{count} {'record' if count == 1 else 'records'} of the ontology cannot be used.",
            hint="Mend the records named and load the ontology again.",
            problems={
                nodes.place(record): said for record, said in sorted(problems.by_record.items())
            },
        )
    return knowledge


def check_records(store: Store) -> None:
    """Refuse a store with faults, without what lies outside the ontology."""
    load_knowledge(store, Memberships(()), NO_TABLE, "")


def _read(nodes: Nodes, memberships: Memberships, table: DecisionTable, version: str) -> Knowledge:
    qualifications = read_qualifications(nodes)
    return Knowledge(
        qualifications=qualifications,
        occupations=read_occupations(nodes),
        skills=read_skills(nodes),
        levels=read_levels(nodes),
        provisions=read_provisions(nodes),
        listings=read_listings(nodes),
        conventions=read_conventions(nodes),
        regulations=read_regulations(nodes),
        appeals=read_appeals(nodes),
        memberships=memberships,
        table=table,
        equivalences=read_equivalences(nodes, qualifications),
        bodies=read_bodies(nodes),
        credit_systems=read_credit_systems(nodes),
        prior_learning=read_prior_learning(nodes),
        fields=read_fields(nodes),
        version=version,
    )


def _check_names(nodes: Nodes) -> None:
    for kind in _RECORDS:
        for node in nodes.all(kind):
            files = sorted(nodes.files[node.key])
            if len(files) > 1:
                node.wrong(f"It is described in {len(files)} files; keep it in one of them.")
            if not is_slug(node.id):
                node.wrong(f"{node.id!r} is no id: write lower-case words joined by hyphens.")
    for kind in _NAMED_IN_TWO:
        for node in nodes.all(kind):
            _check_languages(node)


def _check_languages(node: Node) -> None:
    languages = [language for language, _ in node.tagged("skos:prefLabel")]
    for language in ("en", "ar"):
        if languages.count(language) != 1:
            said = "no name" if language not in languages else "several names"
            node.wrong(f"It has {said} in the language {language}; give one skos:prefLabel.")
    for _, name in node.tagged("skos:prefLabel"):
        if len(name) > LONGEST_NAME:
            node.wrong(f"skos:prefLabel has {len(name)} characters; keep it to {LONGEST_NAME}.")
