"""Qualifications: each claim becomes a fact, and what is not claimed stays unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypeVar

from registry.linked.nodes import LONGEST_NAME, Node, Nodes
from registry.recognition.facts import Fact
from registry.recognition.qualification import (
    BodyStatus,
    Credits,
    Kind,
    LevelRef,
    Qualification,
    Title,
)
from registry.values.countries import is_country
from registry.values.dates import NotADate, VagueDate, parse_date
from registry.values.language import Labels

T = TypeVar("T")

_CLAIMS = frozenset(
    {
        "mob:TitleClaim",
        "mob:LevelClaim",
        "mob:FieldClaim",
        "mob:DurationClaim",
        "mob:CreditClaim",
        "mob:AwardingClaim",
        "mob:BodyStatusClaim",
        "mob:SkillsClaim",
        "mob:AccessClaim",
        "mob:ProfileClaim",
        "mob:ListingClaim",
        "mob:ValidityClaim",
    }
)


def read_qualifications(nodes: Nodes) -> dict[str, Qualification]:
    """All qualifications by id."""
    return {node.id: _qualification(node) for node in nodes.all("mob:Qualification")}


def _qualification(node: Node) -> Qualification:
    claims = _by_kind(node)
    return Qualification(
        id=node.id,
        labels=node.labels("skos:prefLabel"),
        country=_country(node),
        kind=node.chosen("mob:isQualificationKind", Kind),
        occupations=tuple(
            each.removeprefix("isco-") for each in node.slugs("mob:preparesFor", "mob:Occupation")
        ),
        titles=tuple(_titles(claims["mob:TitleClaim"])),
        level=_one(claims["mob:LevelClaim"], _level),
        field=_one(claims["mob:FieldClaim"], _field),
        months=_one(claims["mob:DurationClaim"], lambda claim: claim.number("mob:months")),
        credits=_one(claims["mob:CreditClaim"], _credits),
        awarding=_one(claims["mob:AwardingClaim"], _awarding),
        body=_one(claims["mob:BodyStatusClaim"], _body),
        skills=_skills(claims["mob:SkillsClaim"]),
        access=_one(claims["mob:AccessClaim"], _text("mob:givesAccessTo")),
        profile=_one(claims["mob:ProfileClaim"], _text("mob:profile")),
        since=_one(claims["mob:ValidityClaim"], _since),
        until=_one(claims["mob:ValidityClaim"], _until),
        listings=tuple(_listings(claims["mob:ListingClaim"])),
    )


def _by_kind(node: Node) -> dict[str, list[Node]]:
    claims: dict[str, list[Node]] = {kind: [] for kind in sorted(_CLAIMS)}
    for claim in node.children("mob:claim"):
        kinds = claim.kinds()
        known = sorted(kinds & _CLAIMS)
        if len(known) != 1:
            said = ", ".join(sorted(kinds)) or "nothing"
            node.wrong(f"A claim is of kind {said}; it must be one of {', '.join(sorted(claims))}.")
            continue
        claims[known[0]].append(claim)
    return claims


def _country(node: Node) -> str:
    code = node.text("mob:country", required=True)
    if code and not is_country(code):
        node.wrong(f"mob:country is {code!r}; write an ISO 3166-1 alpha-3 code such as PHL.")
    return code


def _one(claims: list[Node], read: Callable[[Node], T | None]) -> Fact[T] | None:
    """The claim to go by: the surest one; two equally sure ones that differ are a fault."""
    facts = [Fact(value, claim.sources()) for claim in claims if (value := read(claim)) is not None]
    if not facts:
        return None
    best = max(facts, key=lambda fact: fact.confidence.rank)
    equals = [fact for fact in facts if fact.confidence is best.confidence]
    if best.counts and any(fact.value != best.value for fact in equals):
        kind = ", ".join(sorted(claims[0].kinds()))
        claims[0].wrong(f"{kind} is claimed twice with equal confidence; say which is surer.")
    return best


def _text(name: str) -> Callable[[Node], str | None]:
    return lambda claim: claim.text(name, required=True) or None


def _since(claim: Node) -> date | None:
    """The first day of a claim of validity."""
    told = _vague(claim, "mob:from")
    return told.earliest if told else None


def _until(claim: Node) -> date | None:
    """The last day of a claim of validity."""
    told, since = _vague(claim, "mob:until"), _since(claim)
    if told and since and told.latest < since:
        claim.wrong("It ends before it begins.")
    return told.latest if told else None


def _vague(claim: Node, name: str) -> VagueDate | None:
    """A day that may stop at the year or month."""
    text = claim.text(name)
    try:
        return parse_date(text) if text else None
    except NotADate:
        claim.wrong(f"{name} is {text!r}; write a year, month or day.")
        return None


def _titles(claims: list[Node]) -> Iterator[Fact[Title]]:
    for claim in claims:
        for language, text in claim.tagged("mob:title"):
            if len(text) > LONGEST_NAME:
                claim.wrong(f"mob:title has {len(text)} characters; keep it to {LONGEST_NAME}.")
            yield Fact(Title(text, language), claim.sources())


def _level(claim: Node) -> LevelRef | None:
    framework, code = claim.ref("mob:framework"), claim.text("mob:levelCode", required=True)
    if framework is None or not claim.known(framework, "mob:framework", "mob:Framework"):
        return None
    levels = claim.follow(framework)
    codes = {claim.follow(level).text("mob:levelCode") for level in levels.refs("mob:hasLevel")}
    if code and code not in codes:
        claim.wrong(f"The level {code} is not one of the levels of {levels.id}.")
    return LevelRef(levels.id, code)


def _field(claim: Node) -> str | None:
    code = claim.text("mob:iscedField", required=True)
    if code and not (code.isdecimal() and 2 <= len(code) <= 4):
        claim.wrong(f"mob:iscedField is {code!r}; write two to four digits of ISCED-F 2013.")
        return None
    return code or None


def _credits(claim: Node) -> Credits | None:
    number, system = claim.text("mob:credits", required=True), claim.text("mob:creditSystem")
    try:
        return Credits(float(number), system) if number else None
    except ValueError:
        claim.wrong(f"mob:credits is {number!r}; it must be a number.")
        return None


def _awarding(claim: Node) -> Labels | None:
    return claim.labels("mob:awardingSystem") or None


def _body(claim: Node) -> BodyStatus | None:
    return claim.choice("mob:bodyStatus", BodyStatus)


def _skills(claims: list[Node]) -> Fact[frozenset[str]] | None:
    """The skills of all claims that count, together; unverified ones only where there are no
    others, for a single unverified skill must not make the others unverified."""
    facts = [
        Fact(frozenset(claim.slugs("mob:skill", "mob:Skill")), claim.sources()) for claim in claims
    ]
    chosen = [fact for fact in facts if fact.counts] or facts
    if not chosen:
        return None
    together = frozenset[str]().union(*(fact.value for fact in chosen))
    sources = tuple(dict.fromkeys(source for fact in chosen for source in fact.sources))
    return Fact(together, sources)


def _listings(claims: list[Node]) -> Iterator[Fact[str]]:
    for claim in claims:
        annex = claim.text("mob:annex", required=True)
        if annex:
            yield Fact(annex, claim.sources())
