"""Skills, occupations and fields of study, and who decides on an occupation where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from registry.linked.namespaces import SKOS, short, slug
from registry.linked.nodes import Node, Nodes
from registry.recognition.facts import Fact
from registry.recognition.occupations import (
    FACTS,
    AppealRoute,
    LanguageChecked,
    Occupation,
    Regulated,
    Regulation,
)
from registry.recognition.skills import Skill, Skills
from registry.values.countries import is_country, is_unit
from registry.values.evidence import Source
from registry.values.language import Labels

_MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch")


# Skills ------------------------------------------------------------------------------------


def read_skills(nodes: Nodes) -> Skills:
    """The skills with their hierarchy, which must not run in a circle."""
    skills = [_skill(node) for node in nodes.all("mob:Skill")]
    for circle in _circles(skills):
        path = " → ".join((*circle, circle[0]))
        nodes.problems.tell(f"skill/{circle[0]}", f"The broader skills run in a circle: {path}.")
    return Skills(skills)


def _skill(node: Node) -> Skill:
    node.sources()
    return Skill(
        id=node.id,
        labels=node.labels("skos:prefLabel"),
        broader=frozenset(node.slugs("skos:broader", "mob:Skill")),
        transversal=node.true("mob:transversal"),
        links=_links(node),
    )


def _links(node: Node) -> tuple[str, ...]:
    return tuple(ref for match in _MATCHES for ref in node.refs(f"skos:{match}"))


def _circles(skills: Iterable[Skill]) -> list[list[str]]:
    """Every circle of the hierarchy once, from its first skill in the alphabet."""
    above = {skill.id: sorted(skill.broader) for skill in skills}
    found: dict[frozenset[str], list[str]] = {}
    done: set[str] = set()

    def climb(skill: str, path: list[str]) -> None:
        if skill in path:
            circle = path[path.index(skill) :]
            start = circle.index(min(circle))
            found.setdefault(frozenset(circle), circle[start:] + circle[:start])
        elif skill not in done:
            for parent in above.get(skill, ()):
                climb(parent, [*path, skill])
            done.add(skill)

    for skill in sorted(above):
        climb(skill, [])
    return list(found.values())


# Occupations -------------------------------------------------------------------------------


def read_occupations(nodes: Nodes) -> dict[str, Occupation]:
    """All occupations by ISCO-08 unit group."""
    occupations = (_occupation(node) for node in nodes.all("mob:Occupation"))
    return {occupation.isco: occupation for occupation in occupations}


def _occupation(node: Node) -> Occupation:
    node.sources()
    profiles = node.children("mob:hasSkillProfile")
    if len(profiles) > 1:
        node.wrong("There are several skill profiles; keep one.")
    profile = profiles[0] if profiles else None
    return Occupation(
        isco=node.text("skos:notation", required=True),
        labels=node.labels("skos:prefLabel"),
        alternatives=node.tagged("skos:altLabel"),
        essential=_essential(profile) if profile else None,
        optional=_asked(profile, "mob:optionalSkill") if profile else frozenset(),
        links=_links(node),
    )


def _asked(profile: Node, name: str) -> frozenset[str]:
    return frozenset(profile.slugs(name, "mob:Skill"))


def _essential(profile: Node) -> Fact[frozenset[str]]:
    return Fact(_asked(profile, "mob:essentialSkill"), profile.sources())


def read_fields(nodes: Nodes) -> dict[str, Labels]:
    """Labels of the ISCED-F 2013 fields by code."""
    scheme = "isced-f/"
    return {
        slug(key): Node(nodes, key, short(key)).labels("skos:prefLabel")
        for key in nodes.of_class.get(SKOS + "Concept", ())
        if short(key).startswith(scheme)
    }


# Regulation --------------------------------------------------------------------------------


def read_appeals(nodes: Nodes) -> tuple[AppealRoute, ...]:
    """The ways to contest a decision; no two speak for the same occupation at the same place."""
    found: dict[tuple[str, str | None, str], str] = {}
    routes = []
    for node in nodes.all("mob:AppealRoute"):
        route = _appeal(node)
        for isco in route.occupations or {"any occupation"}:
            other = found.setdefault((route.country, route.unit, isco), node.id)
            if other != node.id:
                place = route.unit or route.country
                node.wrong(f"{place} has two appeal routes for {isco}: this one and {other}.")
        routes.append(route)
    return tuple(routes)


def _appeal(node: Node) -> AppealRoute:
    country, unit = _place(node)
    return AppealRoute(
        country=country,
        procedure=node.text("mob:procedure", required=True),
        legal_basis=node.text("mob:legalBasis", required=True),
        source=node.source(),
        unit=unit,
        occupations=frozenset(
            each.removeprefix("isco-") for each in node.slugs("mob:occupation", "mob:Occupation")
        ),
    )


def read_regulations(nodes: Nodes) -> tuple[Regulation, ...]:
    """Who decides on which occupation where, by country, unit and occupation."""
    rows = [_regulation(node) for node in nodes.all("mob:Regulation")]
    return tuple(sorted(rows, key=lambda row: (row.country, row.unit or "", row.isco)))


def _place(node: Node) -> tuple[str, str | None]:
    """The country, and the unit of it where one is told."""
    country, unit = node.text("mob:country", required=True), node.text("mob:unit")
    if country and not is_country(country):
        node.wrong(f"mob:country is {country!r}; write an ISO 3166-1 alpha-3 code such as PHL.")
    if unit and not is_unit(unit):
        node.wrong(f"mob:unit is {unit!r}; write an ISO 3166-2 code such as DE-BY.")
    return country, unit or None


def _regulation(node: Node) -> Regulation:
    country, unit = _place(node)
    occupations = node.slugs("mob:occupation", "mob:Occupation")
    if len(occupations) != 1:
        node.wrong(f"mob:occupation must name one occupation; it names {len(occupations)}.")
    facts, claimed = _facts(node)
    return Regulation(
        country=country,
        unit=unit,
        isco=occupations[0].removeprefix("isco-") if occupations else "",
        regulated=node.choice("mob:regulated", Regulated) or Regulated.UNKNOWN,
        authority="; ".join(
            each.text("rdfs:label", required=True)
            for each in node.children("mob:competentAuthority")
        ),
        procedure=node.text("mob:procedure"),
        language=node.text("mob:languageRequirement"),
        measures=node.text("mob:usualMeasures"),
        legal_basis=node.text("mob:legalBasis"),
        source=node.source(),
        claimed=claimed,
        **facts,
    )


def _facts(node: Node) -> tuple[dict[str, Any], Mapping[str, Source]]:
    """The facts of a procedure by name, each told once, and the sources of those claimed apart."""
    facts, claimed = _procedure(node), {}
    claims = [
        (claim.source(node.record), _procedure(claim)) for claim in node.children("mob:claim")
    ]
    for name in FACTS:
        for source, told in claims:
            if told[name] and facts[name]:
                node.wrong(f"{name.replace('_', ' ')}: told twice; keep one.")
            elif told[name]:
                facts[name], claimed[name] = told[name], source
    return facts, MappingProxyType(claimed)


def _procedure(node: Node) -> dict[str, Any]:
    return {
        "steps": node.listed("mob:steps"),
        "papers": node.listed("mob:papers"),
        "fee": node.text("mob:fee"),
        "time": node.text("mob:processingTime"),
        "language_checked": node.chosen("mob:languageChecked", LanguageChecked),
    }
