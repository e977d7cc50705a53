"""A small ontology that is in order, and ways to spoil it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import Store

from registry.linked.store import parse_folder

HEAD = """\
@base <https://mobility-registry.example/id/> .
@prefix mob: <https://mobility-registry.example/vocab#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

SKILLS = """
<skill/care> a mob:Skill ;
    skos:prefLabel "Care"@en, "رعاية"@ar ;
    dct:source "test" ; mob:confidence "high" .
<skill/wound-care> a mob:Skill ;
    skos:prefLabel "Wound care"@en, "العناية بالجروح"@ar ;
    skos:broader <skill/care> ;
    dct:source "test" ; mob:confidence "high" .
<occupation/isco-2221> a mob:Occupation ;
    skos:notation "2221" ;
    skos:prefLabel "Nurses"@en, "ممرضون"@ar ;
    mob:hasSkillProfile [
        a mob:SkillProfile ;
        mob:essentialSkill <skill/wound-care> ;
        dct:source "test" ; mob:confidence "medium"
    ] ;
    dct:source "test" ; mob:confidence "high" .
"""

FRAMEWORK = """
<framework/phl-pqf> a mob:Framework ;
    mob:code "PQF" ; rdfs:label "PQF"@en ; mob:territory "PHL" ;
    mob:hasLevel <level/phl-pqf-1>, <level/phl-pqf-2>, <level/phl-pqf-10> ;
    dct:source "test" ; mob:confidence "high" .
<level/phl-pqf-1> a mob:FrameworkLevel ;
    mob:position 1 ; mob:levelCode "1" ; rdfs:label "PQF 1"@en ;
    dct:source "test" ; mob:confidence "high" .
<level/phl-pqf-2> a mob:FrameworkLevel ;
    mob:position 2 ; mob:levelCode "2" ; rdfs:label "PQF 2"@en ;
    dct:source "test" ; mob:confidence "high" .
<level/phl-pqf-10> a mob:FrameworkLevel ;
    mob:position 3 ; mob:levelCode "10" ; rdfs:label "PQF 10"@en ;
    dct:source "test" ; mob:confidence "high" .
"""

QUALIFICATION = """
<qualification/phl-nurse> a mob:Qualification ;
    skos:prefLabel "Nurse"@en, "ممرض"@ar ;
    mob:country "PHL" ;
    mob:isQualificationKind "higher-education" ;
    mob:preparesFor <occupation/isco-2221> ;
    mob:claim [
        a mob:LevelClaim ; mob:framework <framework/phl-pqf> ; mob:levelCode "2" ;
        dct:source "level source" ; mob:confidence "medium"
    ], [
        a mob:SkillsClaim ; mob:skill <skill/wound-care> ;
        dct:source "curriculum" ; mob:confidence "medium"
    ] .
"""

LAW = """
<referencing/phl-pqf-1-to-aqrf-1> a mob:LevelReferencing ;
    mob:sourceLevel <level/phl-pqf-1> ; mob:targetLevel <level/aqrf-1> ;
    mob:referenceFramework <framework/aqrf> ;
    mob:relation "same-level" ; mob:statusOfUse "referenced" ; mob:statusText "referenced" ;
    dct:source "test" ; mob:confidence "high" .
<framework/aqrf> a mob:Framework ;
    mob:code "AQRF" ; rdfs:label "AQRF"@en ; mob:hasLevel <level/aqrf-1> ;
    dct:source "test" ; mob:confidence "high" .
<level/aqrf-1> a mob:FrameworkLevel ;
    mob:position 1 ; mob:levelCode "1" ; rdfs:label "AQRF 1"@en ;
    dct:source "test" ; mob:confidence "high" .
<regime/asean> a mob:RecognitionRegime ;
    rdfs:label "ASEAN"@en ; mob:legalBasis "the arrangement" ; mob:gives "a chance" ;
    mob:boundCountry "PHL", "SGP" ;
    dct:source "test" ; mob:confidence "high" .
<provision/asean-nursing> a mob:RecognitionProvision ;
    mob:inRegime <regime/asean> ; mob:profession "Nursing" ; mob:isco "2221" ;
    mob:effect <effect/eligible-to-apply> ;
    mob:condition [ a mob:Condition ; mob:position 1 ; mob:conditionKind "terms-not-held" ;
        mob:missingTerms "something" ] ;
    dct:source "test" ; mob:confidence "high" .
<convention/rec-tokyo> a mob:RecognitionInstrument ;
    mob:slug "tokyo" ; mob:preference 1 ; skos:prefLabel "Tokyo"@en, "طوكيو"@ar ;
    mob:party [ a mob:ConventionParty ; mob:country "JPN" ; mob:standing "party" ;
        mob:asOf "2023-06-01"^^xsd:date ; dct:source "test" ; mob:confidence "high" ] ;
    dct:source "test" ; mob:confidence "high" .
<regulation/de-by-2221> a mob:Regulation ;
    mob:country "DEU" ; mob:unit "DE-BY" ; mob:occupation <occupation/isco-2221> ;
    mob:regulated "yes" ; mob:asOf "2024-06-25"^^xsd:date ;
    dct:source "test" ; mob:confidence "high" .
"""

GOOD = SKILLS + FRAMEWORK + QUALIFICATION
ALL = GOOD + LAW


def write(folder: Path, body: str, name: str = "all.ttl") -> Path:
    """A folder with one Turtle file."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(HEAD + body, encoding="utf-8")
    return folder


def store(folder: Path, body: str) -> Store:
    """A store of one Turtle text."""
    return parse_folder(write(folder, body))


def by_record(problems: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Faults under the record alone, without the file that describes it."""
    return {place.rpartition(": ")[2]: said for place, said in problems.items()}
