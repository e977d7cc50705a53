"""Provisions, annexes and conventions: what binds whom from when, and on what it turns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from registry.linked.nodes import Node, Nodes
from registry.recognition.conventions import Convention, ConventionParty
from registry.recognition.occupations import LanguageChecked
from registry.recognition.provisions import (
    MARKS,
    AnnexListing,
    Condition,
    ConditionKind,
    Effect,
    Group,
    Provision,
    Territory,
)
from registry.values.countries import is_country, is_party


class Standing(StrEnum):
    """How far a state has gone with a convention."""

    PARTY = "party"
    SIGNATORY = "signatory"


# Provisions --------------------------------------------------------------------------------


def read_provisions(nodes: Nodes) -> tuple[Provision, ...]:
    """All provisions, in the order of their ids."""
    found = (_provision(node) for node in nodes.all("mob:RecognitionProvision"))
    return tuple(provision for provision in found if provision is not None)


@dataclass(frozen=True, slots=True)
class _Told:
    """What a provision says itself, or its regime for all of its provisions."""

    provision: Node
    regime: Node

    def by(self, name: str) -> Node:
        """The node that tells the property."""
        return self.provision if self.provision.terms(name) else self.regime


def _provision(node: Node) -> Provision | None:
    regime, effect = node.ref("mob:inRegime"), node.choice("mob:effect", Effect)
    if regime is None or not node.known(regime, "mob:inRegime", "mob:RecognitionRegime"):
        node.wrong("mob:inRegime must name the regime that the provision belongs to.")
        return None
    told = _Told(node, node.follow(regime))
    if effect is None:
        return None
    if effect in MARKS:
        node.wrong(f"mob:effect is {effect.value}: that is a mark of a comparison, not of law.")
    first = told.by("mob:validFrom").day("mob:validFrom")
    last = told.by("mob:validUntil").day("mob:validUntil")
    if first and last and last < first:
        node.wrong("It ends before it begins.")
    return Provision(
        id=node.id,
        regime=told.regime.text("mob:family") or told.regime.id,
        name=told.regime.text("rdfs:label", required=True),
        legal_basis=told.by("mob:legalBasis").text("mob:legalBasis", required=True),
        profession=node.text("mob:profession", required=True),
        effect=effect,
        gives=told.by("mob:gives").text("mob:gives", required=True),
        terms="; ".join(filter(None, (each.text("mob:terms") for each in (told.regime, node)))),
        territory=_territory(told),
        source=node.source(),
        occupations=_prefixes(node, "mob:isco"),
        excluded=_prefixes(node, "mob:excludedIsco"),
        conditions=tuple(read_conditions(node)),
        agreements=told.by("mob:agreement").texts("mob:agreement"),
        first=first,
        last=last,
    )


def _prefixes(node: Node, name: str) -> tuple[str, ...]:
    prefixes = node.texts(name)
    for prefix in prefixes:
        if not (prefix.isdecimal() and len(prefix) <= 4):
            node.wrong(f"{name} is {prefix!r}; write one to four digits of ISCO-08.")
    return prefixes


def _territory(told: _Told) -> Territory:
    within = told.by("mob:withinCountry").text("mob:withinCountry")
    countries = told.by("mob:boundCountry").texts("mob:boundCountry")
    for code in (*countries, *([within] if within else [])):
        if not is_party(code):
            told.provision.wrong(f"{code!r} is no country or unit.")
    groups = told.by("mob:bindsMembersOf").children("mob:bindsMembersOf")
    return Territory(
        groups=tuple(
            Group(
                each.texts("mob:membershipRegime"),
                each.day("mob:validFrom"),
                each.chosen("mob:languageChecked", LanguageChecked),
            )
            for each in groups
        ),
        countries=countries,
        within=within,
        excluded=told.by("mob:bindingUnverified").texts("mob:bindingUnverified"),
    )


def read_conditions(node: Node) -> list[Condition]:
    """The conditions of a provision or an equivalence, in their order."""
    found = []
    for each in node.children("mob:condition"):
        kind = each.choice("mob:conditionKind", ConditionKind)
        months, text = each.number("mob:months") or 0, each.text("mob:missingTerms")
        if kind is ConditionKind.PRACTICE and not months:
            node.wrong("A condition of practice needs mob:months.")
        if kind is ConditionKind.NOT_HELD and not text:
            node.wrong("Terms that the register does not hold need mob:missingTerms.")
        if kind is not None:
            found.append(Condition(kind, months, text))
    return found


# Annexes -----------------------------------------------------------------------------------


def read_listings(nodes: Nodes) -> tuple[AnnexListing, ...]:
    """The entries of annexes, in the order of their ids."""
    found = (_listing(node) for node in nodes.all("mob:AnnexListing"))
    return tuple(listing for listing in found if listing is not None)


def _listing(node: Node) -> AnnexListing | None:
    reference_date = node.day("mob:referenceDate", required=True)
    if reference_date is None:
        return None
    return AnnexListing(
        id=node.id,
        country=_country(node),
        isco=node.text("mob:isco", required=True),
        annex=node.text("mob:annex", required=True),
        reference_date=reference_date,
        titles=node.texts("mob:listedTitle"),
        complete=node.true("mob:titlesComplete"),
        source=node.source(),
        last=node.day("mob:validUntil"),
        **({"acquired": own} if (own := node.text("mob:acquiredRightsBasis")) else {}),
    )


def _country(node: Node) -> str:
    code = node.text("mob:country", required=True)
    if code and not is_country(code):
        node.wrong(f"mob:country is {code!r}; write an ISO 3166-1 alpha-3 code such as PHL.")
    return code


# Conventions -------------------------------------------------------------------------------


def read_conventions(nodes: Nodes) -> tuple[Convention, ...]:
    """The recognition conventions in the order in which they are asked."""
    ordered = sorted(
        nodes.all("mob:RecognitionInstrument"), key=lambda each: each.number("mob:preference") or 0
    )
    return tuple(_convention(node) for node in ordered)


def _convention(node: Node) -> Convention:
    node.sources()
    parties: dict[str, ConventionParty] = {}
    for child in node.children("mob:party"):
        party = _party(child, node.record)
        if party is None:
            continue
        if party.country in parties:
            node.wrong(f"{party.country} stands twice among the parties.")
        parties[party.country] = party
    return Convention(
        id=node.id,
        slug=node.text("mob:slug", required=True),
        labels=node.labels("skos:prefLabel"),
        first=node.day("mob:inForceFrom"),
        sets_burden=node.true("mob:setsBurden"),
        parties=parties,
        complete_on=_complete_on(node),
    )


def _complete_on(node: Node) -> date | None:
    return date.max if node.true("mob:complete") else node.day("mob:completeOn")


def _party(node: Node, convention: str) -> ConventionParty | None:
    standing = node.choice("mob:standing", Standing)
    as_of = node.day("mob:asOf", required=True)
    if standing is None or as_of is None:
        return None
    return ConventionParty(
        country=_country(node),
        party=standing is Standing.PARTY,
        in_force=node.day("mob:inForceOn"),
        as_of=as_of,
        source=node.source(convention),
    )
