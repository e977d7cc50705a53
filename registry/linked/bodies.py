"""Awarding bodies, credit systems, and routes for people without papers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from registry.linked.nodes import Node, Nodes
from registry.recognition.bodies import AwardingBody, Bodies, Spell
from registry.recognition.folding import fold
from registry.recognition.prior_learning import PriorLearningRoute
from registry.recognition.qualification import BodyStatus, Kind
from registry.recognition.workload import CreditSystem, CreditSystems
from registry.values.countries import is_country
from registry.values.dates import NotADate, VagueDate, parse_date

_BODY = "mob:AwardingBody"


def read_bodies(nodes: Nodes) -> Bodies:
    """All awarding bodies; a name that two of one country share is a fault."""
    bodies = [_body(node) for node in nodes.all(_BODY)]
    owners: dict[tuple[str, str], str] = {}
    for node, body in zip(nodes.all(_BODY), bodies, strict=True):
        for name in sorted({fold(each) for each in (body.id, *body.names)}):
            for country in sorted({body.country, *body.also_in}):
                owner = owners.setdefault((country, name), body.id)
                if owner != body.id:
                    node.wrong(f"The name {name!r} is that of {owner} in {country} too.")
    return Bodies(bodies)


def _body(node: Node) -> AwardingBody:
    spells = sorted(_spells(node), key=lambda spell: (spell.first.earliest, spell.first.latest))
    if not spells:
        node.wrong("mob:hasStanding is missing: say what standing it had from when.")
    for earlier, later in pairwise(spells):
        if earlier.last is None or earlier.last.earliest > later.first.latest:
            node.wrong(f"The standing from {earlier.first} runs into the one from {later.first}.")
    labels = node.labels("skos:prefLabel")
    others = tuple(name for _, name in node.tagged("skos:altLabel"))
    return AwardingBody(
        id=node.id,
        country=_country(node, node.text("mob:country", required=True), "mob:country"),
        labels=labels,
        names=(*labels.values(), *others),
        spells=tuple(spells),
        kinds=frozenset(_kinds(node)),
        established=_date(node, "mob:established"),
        also_in=frozenset(
            _country(node, code, "mob:alsoAwardsIn") for code in node.texts("mob:alsoAwardsIn")
        ),
    )


def _country(node: Node, code: str, name: str) -> str:
    if code and not is_country(code):
        node.wrong(f"{name} is {code!r}; write an ISO 3166-1 alpha-3 code such as PHL.")
    return code


def _kinds(node: Node) -> Iterator[Kind]:
    known = {kind.value: kind for kind in Kind}
    for told in node.texts("mob:awardsKind"):
        if told in known:
            yield known[told]
        else:
            node.wrong(f"mob:awardsKind is {told!r}; it must be one of {', '.join(known)}.")


def _spells(node: Node) -> Iterator[Spell]:
    for child in node.children("mob:hasStanding"):
        standing, first = child.choice("mob:bodyStatus", BodyStatus), _date(child, "mob:from")
        if first is None:
            child.wrong("mob:from is missing: a standing begins on a day, in a month or a year.")
        elif standing is not None:
            yield Spell(standing, first, _date(child, "mob:until"), child.source())


def _date(node: Node, name: str) -> VagueDate | None:
    """A day, month or year that the register is sure of."""
    text = node.text(name)
    if not text:
        return None
    try:
        told = parse_date(text)
    except NotADate as error:
        node.wrong(f"{name}: {error}")
        return None
    if told.precision == "interval" or text[-1] in "?~%":
        node.wrong(f"{name} is {text!r}; write a day, a month or a year that is sure.")
    return told


def read_credit_systems(nodes: Nodes) -> CreditSystems:
    """All credit systems."""
    return CreditSystems(_system(node) for node in nodes.all("mob:CreditSystem"))


def _system(node: Node) -> CreditSystem:
    labels = node.labels("skos:prefLabel")
    least, most = node.number("mob:leastHours"), node.number("mob:mostHours")
    if (least is None) != (most is None) or (least and most and least > most):
        node.wrong("mob:leastHours and mob:mostHours must both be told, the least first.")
    return CreditSystem(
        id=node.id,
        labels=labels,
        names=(*labels.values(), *(name for _, name in node.tagged("skos:altLabel"))),
        hours=(least, most) if least and most else None,
        per_year=node.number("mob:creditsPerYear"),
        source=node.source(),
    )


def read_prior_learning(nodes: Nodes) -> tuple[PriorLearningRoute, ...]:
    """All routes, in the order of their ids."""
    return tuple(_route(node) for node in nodes.all("mob:PriorLearningRoute"))


def _route(node: Node) -> PriorLearningRoute:
    return PriorLearningRoute(
        id=node.id,
        country=_country(node, node.text("mob:country", required=True), "mob:country"),
        name=node.labels("rdfs:label"),
        provider=node.text("mob:provider", required=True),
        procedure=node.text("mob:procedure", required=True),
        legal_basis=node.text("mob:legalBasis", required=True),
        source=node.source(),
        occupations=tuple(
            each.removeprefix("isco-") for each in node.slugs("mob:occupation", "mob:Occupation")
        ),
    )
