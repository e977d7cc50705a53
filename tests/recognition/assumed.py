"""Facts that a case assumes on top of the register, in the words of the case files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from registry.recognition.bodies import AwardingBody, Bodies, Spell
from registry.recognition.equivalences import Equivalence, Status
from registry.recognition.facts import Fact
from registry.recognition.knowledge import Knowledge
from registry.recognition.levels import LevelReferencing, Levels, Relation, StatusOfUse
from registry.recognition.occupations import Occupation, Regulated, Regulation
from registry.recognition.prior_learning import PriorLearningRoute
from registry.recognition.provisions import (
    Condition,
    ConditionKind,
    Effect,
    Provision,
    Territory,
)
from registry.recognition.qualification import BodyStatus, Kind, LevelRef, Qualification, Title
from registry.recognition.skills import Skill, Skills
from registry.recognition.workload import CreditSystem, CreditSystems, read_credits
from registry.values.dates import parse_date
from registry.values.evidence import Confidence, Source

ASSUMED = Source("assumed by the case", Confidence.HIGH)
_CONDITIONS = {
    "nationality": ConditionKind.NATIONALITY,
    "registration": ConditionKind.REGISTERED,
    "good-standing": ConditionKind.GOOD_STANDING,
    "training-start": ConditionKind.TRAINING_START,
    "terms-not-held": ConditionKind.NOT_HELD,
}


def assume(knowledge: Knowledge, assumed: Mapping[str, Any]) -> Knowledge:
    """The release of knowledge with the case's own facts added."""
    for key, facts in assumed.items():
        for fact in facts:
            knowledge = _ADD[key](knowledge, fact)
    return knowledge


def _source(told: Mapping[str, Any]) -> Source:
    return Source("assumed by the case", Confidence(told.get("confidence", "high")))


def _authority(knowledge: Knowledge, told: Mapping[str, Any]) -> Knowledge:
    row = Regulation(
        country=told["country"],
        unit=told.get("unit"),
        isco=str(told["isco"]),
        regulated=Regulated(told["regulated"]),
        authority=told.get("authority", ""),
        measures=told.get("usual_measures", ""),
        source=_source(told),
    )
    others = [
        r
        for r in knowledge.regulations
        if (r.country, r.unit, r.isco) != (row.country, row.unit, row.isco)
    ]
    return replace(knowledge, regulations=(row, *others))


def _body(knowledge: Knowledge, told: Mapping[str, Any]) -> Knowledge:
    known = knowledge.qualifications[told["qualification"]]
    changed = replace(known, body=Fact(BodyStatus(told["status"]), (ASSUMED,)))
    return _with(knowledge, changed)


def _awarding_body(knowledge: Knowledge, told: Mapping[str, Any]) -> Knowledge:
    record = AwardingBody(
        id=told["id"],
        country=told["country"],
        labels={"en": told["names"][0]},
        names=tuple(told["names"]),
        spells=tuple(_spell(each, told) for each in told["spells"]),
        kinds=frozenset(map(Kind, told["kinds"])),
        established=parse_date(told["established"]) if told.get("established") else None,
        also_in=frozenset(told.get("also_in") or ()),
    )
    return replace(knowledge, bodies=Bodies([*knowledge.bodies.by_id.values(), record]))


def _spell(told: Mapping[str, Any], body: Mapping[str, Any]) -> Spell:
    last = told.get("until")
    return Spell(
        standing=BodyStatus(told["standing"]),
        first=parse_date(told["from"]),
        last=parse_date(last) if last else None,
        source=_source(body),
    )


def _credit_system(knowledge: Knowledge, told: Mapping[str, Any]) -> Knowledge:
    record = CreditSystem(
        id=told["id"],
        labels={"en": told["names"][0]},
        names=tuple(told["names"]),
        hours=tuple(told["hours"]) if told.get("hours") else None,
        per_year=told.get("per_year"),
        source=_source(told),
    )
    systems = CreditSystems([*knowledge.credit_systems.by_id.values(), record])
    return replace(knowledge, credit_systems=systems)


def _prior_learning(knowledge: Knowledge, told: Mapping[str, Any]) -> Knowledge:
    record = PriorLearningRoute(
        id=told["id"],
        country=told["country"],
        name={"en": told["id"]},
        provider="assumed by the case",
        procedure="assumed by the case",
        legal_basis="assumed by the case",
        source=_source(told),
        occupations=tuple(told.get("isco") or ()),
    )
    return replace(knowledge, prior_learning=(*knowledge.prior_learning, record))


def _with(knowledge: Knowledge, qualification: Qualification) -> Knowledge:
    everything = {**knowledge.qualifications, qualification.id: qualification}
    return replace(knowledge, qualifications=everything)


def _skills(knowledge: Knowledge, skills: list[str]) -> Knowledge:
    known = list(knowledge.skills.by_id.values())
    new = [Skill(s, {"en": s}) for s in skills if s not in knowledge.skills.by_id]
    return replace(knowledge, skills=Skills([*known, *new]))


def _qualification(knowledge: Knowledge, told: Mapping[str, Any]) -> Knowledge:
    def fact(key: str, make: Any = lambda value: value) -> Any:
        return Fact(make(told[key]), (_source(told),)) if told.get(key) is not None else None

    level = told.get("level") and told.get("framework")
    qualification = Qualification(
        id=told["id"],
        labels={"en": told.get("title", told["id"])},
        country=told["country"],
        kind=Kind(told.get("kind", "higher-education")),
        occupations=(str(told["isco"]),) if told.get("isco") else (),
        titles=(Fact(Title(told.get("title", told["id"]), "en"), (_source(told),)),),
        level=Fact(LevelRef(told["framework"], str(told["level"])), (_source(told),))
        if level
        else None,
        field=fact("field", str),
        months=fact("months"),
        credits=fact("credits", read_credits),
        awarding=fact("awarding_system", lambda text: {"en": text}),
        skills=fact("skills", frozenset),
        access=fact("access"),
        profile=fact("profile"),
        since=fact("since", date.fromisoformat),
        until=fact("until", date.fromisoformat),
    )
    return _with(_skills(knowledge, told.get("skills") or []), qualification)


def _referencing(knowledge: Knowledge, told: Mapping[str, Any]) -> Knowledge:
    status = StatusOfUse(told.get("status", "referenced"))
    empty = status is StatusOfUse.NO_AGREEMENT
    target = (
        None
        if empty or told.get("reference_level") is None
        else LevelRef(told["reference_framework"], str(told["reference_level"]))
    )
    cell = LevelReferencing(
        id=f"assumed-{len(knowledge.levels.referencings)}",
        origin=LevelRef(told["framework"], str(told["level"])),
        reference_framework=told["reference_framework"],
        target=target,
        relation=Relation(told.get("relation", "same-level")),
        status=status,
        said="assumed by the case",
        source=_source(told),
        first=date(int(told["year"]), 1, 1) if told.get("year") else None,
    )
    levels = Levels(knowledge.levels.frameworks.values(), (*knowledge.levels.referencings, cell))
    return replace(knowledge, levels=levels)


def _condition(told: str) -> Condition:
    if told.startswith("practice-"):
        return Condition(ConditionKind.PRACTICE, months=int(told.removeprefix("practice-")))
    return Condition(_CONDITIONS[told])


def _provision(knowledge: Knowledge, told: Mapping[str, Any]) -> Knowledge:
    start = told.get("valid_from")
    provision = Provision(
        id=told["id"],
        regime=told["id"],
        name=told["id"],
        legal_basis="assumed by the case",
        profession="assumed by the case",
        effect=Effect(told["effect"]),
        gives="assumed by the case",
        terms="",
        territory=Territory(countries=tuple(told["territory"])),
        source=_source(told),
        occupations=tuple(str(isco) for isco in told.get("isco") or ()),
        conditions=tuple(_condition(each) for each in told.get("conditions") or ()),
        first=date.fromisoformat(str(start)) if start else None,
    )
    return replace(knowledge, provisions=(*knowledge.provisions, provision))


def _day(told: Mapping[str, Any], key: str) -> date | None:
    return date.fromisoformat(str(told[key])) if told.get(key) else None


def _equivalence(knowledge: Knowledge, told: Mapping[str, Any]) -> Knowledge:
    record = Equivalence(
        id=told["id"],
        held=told["held"],
        host=told["host"],
        effect=Effect(told["effect"]),
        status=Status(told.get("status", "published")),
        basis="assumed by the case",
        source=_source(told),
        conditions=tuple(_condition(each) for each in told.get("conditions") or ()),
        first=_day(told, "valid_from"),
        last=_day(told, "valid_until"),
        contested_by=tuple(told.get("contested_by") or ()),
    )
    return replace(knowledge, equivalences=(*knowledge.equivalences, record))


def _profile(knowledge: Knowledge, told: Mapping[str, Any]) -> Knowledge:
    isco = str(told["isco"])
    known = knowledge.occupations.get(isco) or Occupation(isco, {"en": isco})
    knowledge = _skills(knowledge, told["essential"])
    changed = replace(known, essential=Fact(frozenset(told["essential"]), (ASSUMED,)))
    everything = {**knowledge.occupations, isco: changed}
    return replace(knowledge, occupations=everything)


_ADD = {
    "authorities": _authority,
    "bodies": _body,
    "awarding_bodies": _awarding_body,
    "credit_systems": _credit_system,
    "prior_learning": _prior_learning,
    "qualifications": _qualification,
    "referencings": _referencing,
    "provisions": _provision,
    "skill_profiles": _profile,
    "equivalences": _equivalence,
}
