"""From Turtle to knowledge: what is told arrives, what is wrong is told by record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from registry.catalogue.memberships import Memberships
from registry.errors import InvalidDocument
from registry.linked.loading import check_records, load_knowledge
from registry.linked.store import parse_folder
from registry.paths import ONTOLOGY
from registry.recognition.knowledge import Knowledge
from registry.recognition.levels import LevelReferencing, StatusOfUse
from registry.recognition.occupations import LanguageChecked, Regulated
from registry.recognition.provisions import ConditionKind, Effect, Group
from registry.recognition.qualification import LevelRef, Title
from registry.recognition.table import DecisionTable
from registry.values.evidence import Confidence, Source
from tests.linked.turtle import ALL, FRAMEWORK, GOOD, QUALIFICATION, SKILLS, by_record, store, write

NO_TABLE = DecisionTable("", (), {})
LEVEL = 'mob:framework <framework/phl-pqf> ; mob:levelCode "2" ;'


def _load(folder: Path, body: str) -> Knowledge:
    return load_knowledge(store(folder, body), Memberships(()), NO_TABLE, "v1")


def _problems(folder: Path, body: str) -> dict[str, list[str]]:
    with pytest.raises(InvalidDocument) as caught:
        _load(folder, body)
    return by_record(caught.value.problems)


# What arrives ------------------------------------------------------------------------------


def test_a_claim_becomes_a_fact_with_its_source(tmp_path: Path) -> None:
    known = _load(tmp_path, GOOD).qualifications["phl-nurse"]
    assert known.level is not None
    assert known.level.value == LevelRef("phl-pqf", "2")
    assert known.level.sources == (
        Source("level source", Confidence.MEDIUM, "/id/qualification/phl-nurse"),
    )
    assert known.occupations == ("2221",)


def test_what_is_not_claimed_stays_unknown(tmp_path: Path) -> None:
    known = _load(tmp_path, GOOD).qualifications["phl-nurse"]
    assert (known.months, known.field, known.awarding, known.body) == (None,) * 4


def test_levels_run_by_position_and_not_by_the_alphabet(tmp_path: Path) -> None:
    levels = _load(tmp_path, GOOD).levels.frameworks["phl-pqf"].levels
    assert [level.code for level in levels] == ["1", "2", "10"]


def test_an_unverified_skill_does_not_make_the_others_unverified(tmp_path: Path) -> None:
    low = """[
        a mob:SkillsClaim ; mob:skill <skill/care> ; dct:source "guess" ; mob:confidence "low"
    ], [
        a mob:SkillsClaim ; mob:skill <skill/wound-care> ;"""
    two = GOOD.replace("[\n        a mob:SkillsClaim ; mob:skill <skill/wound-care> ;", low)
    skills = _load(tmp_path, two).qualifications["phl-nurse"].skills
    assert skills is not None
    assert skills.value == {"wound-care"}
    assert skills.counts


def test_the_surer_of_two_claims_is_taken(tmp_path: Path) -> None:
    low = f'[ a mob:LevelClaim ; {LEVEL.replace("2", "1")} dct:source "x" ; mob:confidence "low" ],'
    known = _load(tmp_path, GOOD.replace("mob:claim [", f"mob:claim {low} [", 1))
    level = known.qualifications["phl-nurse"].level
    assert level is not None
    assert level.value.code == "2"


def test_a_shared_source_is_read_by_its_label(tmp_path: Path) -> None:
    shared = '<source/leaflet> a mob:Source ; rdfs:label "The leaflet"@en .\n'
    body = GOOD.replace('"level source"', "<source/leaflet>") + shared
    level = _load(tmp_path, body).qualifications["phl-nurse"].level
    assert level is not None
    assert level.sources[0].text == "The leaflet"


def test_a_title_keeps_its_language_and_script(tmp_path: Path) -> None:
    claim = (
        '[ a mob:TitleClaim ; mob:title "介護福祉士"@ja ; dct:source "x" ; mob:confidence "high" ],'
    )
    known = _load(tmp_path, GOOD.replace("mob:claim [", f"mob:claim {claim} [", 1))
    assert known.qualifications["phl-nurse"].titles[0].value == Title("介護福祉士", "ja")


def test_an_empty_cell_has_no_target(tmp_path: Path) -> None:
    cell = """<referencing/a> a mob:LevelReferencing ;
        mob:sourceLevel <level/phl-pqf-1> ; mob:referenceFramework <framework/phl-pqf> ;
        mob:relation "no-match" ; mob:statusOfUse "no-agreement" ; mob:statusText "none" ;
        mob:validFrom "2018-01-01"^^xsd:date ; dct:source "x" ; mob:confidence "high" ."""
    (found,) = _load(tmp_path, GOOD + cell).levels.referencings
    assert found.target is None
    assert found.status is StatusOfUse.NO_AGREEMENT
    assert found.first == date(2018, 1, 1)


# What is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "record", "said"),
    [
        pytest.param(
            'dct:source "level source" ;', "", "qualification/phl-nurse",
            "The mob:LevelClaim has no source: say where it was found.",
            id="a claim without a source",
        ),
        pytest.param(
            'dct:source "curriculum" ; mob:confidence "medium"', 'dct:source "curriculum"',
            "qualification/phl-nurse",
            "The mob:SkillsClaim has no confidence: write high, medium or low.",
            id="a claim without a confidence",
        ),
        pytest.param(
            '"level source" ; mob:confidence "medium"', '"level source" ; mob:confidence "sure"',
            "qualification/phl-nurse", "mob:confidence is 'sure': write high, medium or low.",
            id="a confidence nobody knows",
        ),
        pytest.param(
            '"level source"', "<source/nowhere>", "qualification/phl-nurse",
            "The source source/nowhere is not on the register.",
            id="a shared source that is not there",
        ),
        pytest.param(
            '"higher-education"', '"highschool"', "qualification/phl-nurse",
            "mob:isQualificationKind is 'highschool'; it must be one of"
            " higher-education, vocational, professional.",
            id="a kind outside the closed list",
        ),
        pytest.param(
            LEVEL, LEVEL.replace("2", "9"), "qualification/phl-nurse",
            "The level 9 is not one of the levels of phl-pqf.", id="a level the framework lacks",
        ),
        pytest.param(
            "mob:framework <framework/phl-pqf>", "mob:framework <framework/phl-xyz>",
            "qualification/phl-nurse",
            "mob:framework names framework/phl-xyz, which is not on the register",
            id="a framework that is not there",
        ),
        pytest.param(
            "mob:skill <skill/wound-care>", "mob:skill <skill/wound-car>",
            "qualification/phl-nurse",
            "mob:skill names skill/wound-car, which is not on the register as a mob:Skill.",
            id="a skill that is not there",
        ),
        pytest.param(
            "mob:essentialSkill <skill/wound-care>", "mob:essentialSkill <skill/gone>",
            "occupation/isco-2221",
            "mob:essentialSkill names skill/gone, which is not on the register as a mob:Skill.",
            id="an essential skill that is not there",
        ),
        pytest.param(
            "mob:SkillsClaim", "mob:SkilsClaim", "qualification/phl-nurse",
            "A claim is of kind mob:SkilsClaim", id="a claim of a kind nobody knows",
        ),
        pytest.param(
            '"Nurse"@en, ', "", "qualification/phl-nurse",
            "It has no name in the language en; give one skos:prefLabel.", id="a name missing",
        ),
        pytest.param(
            '"Care"@en', '"Care"@en, "Caring"@en', "skill/care",
            "It has several names in the language en; give one skos:prefLabel.",
            id="two names in one language",
        ),
        pytest.param(
            'mob:country "PHL"', 'mob:country "PH"', "qualification/phl-nurse",
            "mob:country is 'PH'; write an ISO 3166-1 alpha-3 code such as PHL.",
            id="a country in two letters",
        ),
        pytest.param(
            'mob:country "PHL"', 'mob:country "PHL", "IND"', "qualification/phl-nurse",
            "mob:country is told 2 times; keep one.", id="two countries",
        ),
        pytest.param(
            "mob:position 3", "mob:position 2", "framework/phl-pqf",
            "Two levels have the same mob:position: 2.", id="two levels in one place",
        ),
        pytest.param(
            "<qualification/phl-nurse>", "<qualification/PHL_nurse>", "qualification/PHL_nurse",
            "'PHL_nurse' is no id: write lower-case words joined by hyphens.", id="no slug",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_told_by_record_in_a_sentence(
    tmp_path: Path, old: str, new: str, record: str, said: str
) -> None:
    assert old in GOOD
    problems = _problems(tmp_path, GOOD.replace(old, new))
    assert any(sentence.startswith(said) for sentence in problems[record]), problems


@pytest.mark.parametrize(
    ("old", "new", "record", "said"),
    [
        (
            'mob:territory "PHL"', 'mob:territory "PH"', "framework/phl-pqf",
            "mob:territory is 'PH'; write a country or unit such as PHL, GB-SCT.",
        ),
        (
            "mob:hasLevel <level/aqrf-1>", "mob:hasLevel <level/aqrf-1>, <level/phl-pqf-1>",
            "level/phl-pqf-1", "The level belongs to aqrf and phl-pqf.",
        ),
        (
            "mob:sourceLevel <level/phl-pqf-1>", "mob:sourceLevel <level/phl-pqf-7>",
            "referencing/phl-pqf-1-to-aqrf-1",
            "mob:sourceLevel names level/phl-pqf-7, which no framework has.",
        ),
        (
            "mob:sourceLevel <level/phl-pqf-1> ;", "", "referencing/phl-pqf-1-to-aqrf-1",
            "A referencing needs mob:sourceLevel and mob:referenceFramework.",
        ),
        (
            'mob:statusOfUse "referenced" ;', "", "referencing/phl-pqf-1-to-aqrf-1",
            "mob:statusOfUse must be told once; it is told 0 times.",
        ),
        (
            'mob:position 1 ; mob:levelCode "1" ; rdfs:label "AQRF 1"',
            'mob:levelCode "1" ; rdfs:label "AQRF 1"', "level/aqrf-1",
            "mob:position is missing: levels are numbered from the lowest, which is 1.",
        ),
        (
            "mob:position 3", 'mob:position "top"', "level/phl-pqf-10",
            "mob:position is 'top'; it must be a whole number.",
        ),
        (
            "mob:inRegime <regime/asean> ;", "", "provision/asean-nursing",
            "mob:inRegime must name the regime that the provision belongs to.",
        ),
        (
            'mob:isco "2221"', 'mob:isco "nurses"', "provision/asean-nursing",
            "mob:isco is 'nurses'; write one to four digits of ISCO-08.",
        ),
        (
            'mob:boundCountry "PHL", "SGP"', 'mob:boundCountry "Manila"',
            "provision/asean-nursing", "'Manila' is no country or unit.",
        ),
        (
            'mob:missingTerms "something"', "", "provision/asean-nursing",
            "Terms that the register does not hold need mob:missingTerms.",
        ),
        (
            "mob:party [", ('mob:party [ a mob:ConventionParty ; mob:country "JPN" ; '
            'mob:standing "signatory" ; mob:asOf "2023-06-01" ; dct:source "x" ; '
            'mob:confidence "low" ], ['),
            "convention/rec-tokyo", "JPN stands twice among the parties.",
        ),
        (
            'mob:standing "party"', 'mob:standing "friend"', "convention/rec-tokyo",
            "mob:standing is 'friend'; it must be one of party, signatory.",
        ),
        (
            'mob:country "JPN"', 'mob:country "Japan"', "convention/rec-tokyo",
            "mob:country is 'Japan'; write an ISO 3166-1 alpha-3 code such as PHL.",
        ),
        (
            'mob:country "DEU"', 'mob:country "DE"', "regulation/de-by-2221",
            "mob:country is 'DE'; write an ISO 3166-1 alpha-3 code such as PHL.",
        ),
        (
            'mob:unit "DE-BY"', 'mob:unit "Bavaria"', "regulation/de-by-2221",
            "mob:unit is 'Bavaria'; write an ISO 3166-2 code such as DE-BY.",
        ),
        (
            "mob:occupation <occupation/isco-2221> ;", "", "regulation/de-by-2221",
            "mob:occupation must name one occupation; it names 0.",
        ),
        (
            "mob:hasSkillProfile [", ('mob:hasSkillProfile [ a mob:SkillProfile ; '
            'dct:source "x" ; mob:confidence "low" ], ['),
            "occupation/isco-2221", "There are several skill profiles; keep one.",
        ),
    ],
)  # fmt: skip
def test_a_fault_in_the_law_is_told_by_record_in_a_sentence(
    tmp_path: Path, old: str, new: str, record: str, said: str
) -> None:
    assert ALL.count(old) == 1
    assert said in _problems(tmp_path, ALL.replace(old, new))[record]


def _cells(known: Knowledge, level: LevelRef) -> list[LevelReferencing]:
    return [cell for cell in known.levels.referencings if cell.origin == level]


def test_law_that_is_in_order_arrives(tmp_path: Path) -> None:
    known = _load(tmp_path, ALL)
    assert [each.id for each in known.provisions] == ["asean-nursing"]
    assert known.provisions[0].gives == "a chance"
    assert known.provisions[0].territory.countries == ("PHL", "SGP")
    assert _cells(known, LevelRef("phl-pqf", "1"))[0].target == LevelRef("aqrf", "1")


def test_a_range_of_levels_is_a_cell_for_each(tmp_path: Path) -> None:
    both = "mob:targetLevel <level/phl-pqf-1>, <level/phl-pqf-2> ;"
    body = ALL.replace("mob:targetLevel <level/aqrf-1> ;", both).replace(
        "mob:referenceFramework <framework/aqrf>", "mob:referenceFramework <framework/phl-pqf>"
    )
    targets = [each.target for each in _load(tmp_path, body).levels.referencings]
    assert targets == [LevelRef("phl-pqf", "1"), LevelRef("phl-pqf", "2")]


REFERENCING = """<referencing/{id}> a mob:LevelReferencing ;
    mob:sourceLevel <level/{held}> ; mob:targetLevel <level/{there}> ;
    mob:referenceFramework <framework/eqf> ;
    mob:relation "same-level" ; mob:statusOfUse "referenced" ; mob:statusText "referenced" ;
    mob:validFrom "{first}"^^xsd:date ; {until}
    dct:source "x" ; mob:confidence "{sure}" .
"""
EQF = (
    FRAMEWORK.replace("phl-pqf", "eqf")
    .replace('"PQF"', '"EQF"')
    .replace('mob:territory "PHL" ;', "")
)


def _cell(name: str, held: str, there: str, **told: str) -> str:
    told = {"first": "2012-01-01", "until": "", "sure": "high", **told}
    return REFERENCING.format(id=name, held=held, there=there, **told)


def test_two_tables_that_set_one_level_at_two_are_refused(tmp_path: Path) -> None:
    one = _cell("one", "phl-pqf-1", "eqf-1")
    other = _cell("other", "phl-pqf-1", "eqf-2", first="2015-01-01")
    (said,) = _problems(tmp_path, GOOD + EQF + one + other)["referencing/other"]
    assert said.startswith(
        "It sets level 1 at eqf 2, and referencing/one sets level 1 at eqf 1 on the same days."
    )


def test_a_table_that_turns_levels_round_is_refused(tmp_path: Path) -> None:
    turned = _cell("one", "phl-pqf-1", "eqf-2") + _cell("other", "phl-pqf-2", "eqf-1")
    assert set(_problems(tmp_path, GOOD + EQF + turned)) == {"referencing/other"}


@pytest.mark.parametrize(
    "other",
    [
        {"first": "2020-01-01"},
        {"sure": "low"},
    ],
)
def test_tables_one_after_the_other_or_unsure_contradict_nothing(
    tmp_path: Path, other: dict[str, str]
) -> None:
    until = 'mob:validUntil "2019-12-31"^^xsd:date ;'
    body = _cell("one", "phl-pqf-1", "eqf-1", until=until)
    body += _cell("other", "phl-pqf-1", "eqf-2", **other)
    assert len(_load(tmp_path, GOOD + EQF + body).levels.referencings) == 2


def test_a_table_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    until = 'mob:validUntil "2010-01-01"^^xsd:date ;'
    body = _cell("one", "phl-pqf-1", "eqf-1", until=until)
    assert _problems(tmp_path, GOOD + EQF + body) == {
        "referencing/one": ["It ends before it begins."]
    }


def test_a_provision_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    days = 'mob:validFrom "2012-01-01"^^xsd:date ; mob:validUntil "2011-12-31"^^xsd:date ;'
    body = ALL.replace('mob:profession "Nursing" ;', f'mob:profession "Nursing" ; {days}')
    assert _problems(tmp_path, body) == {"provision/asean-nursing": ["It ends before it begins."]}


VALIDITY = """mob:claim [ a mob:ValidityClaim ; {days} dct:source "x" ; mob:confidence "high" ],"""


def test_the_last_day_of_a_qualification_is_read(tmp_path: Path) -> None:
    claim = VALIDITY.format(days='mob:from "1990" ; mob:until "2003-07" ;')
    known = _load(tmp_path, GOOD.replace("mob:claim", claim, 1)).qualifications["phl-nurse"]
    assert known.since is not None and known.since.value == date(1990, 1, 1)
    assert known.until is not None and known.until.value == date(2003, 7, 31)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ('mob:from "2004" ; mob:until "2003" ;', "It ends before it begins."),
        ('mob:until "soon" ;', "mob:until is 'soon'; write a year, month or day."),
    ],
)
def test_an_end_that_cannot_be_is_refused(tmp_path: Path, days: str, said: str) -> None:
    claim = VALIDITY.format(days=days)
    problems = _problems(tmp_path, GOOD.replace("mob:claim", claim, 1))
    assert problems == {"qualification/phl-nurse": [said]}


def test_a_name_of_a_hundred_thousand_letters_is_refused(tmp_path: Path) -> None:
    title = f'mob:claim [ a mob:TitleClaim ; mob:title "{"x" * 100_000}"@en ; {SURE} ],'
    body = GOOD.replace("mob:claim", title, 1).replace('"Care"@en', f'"{"y" * 301}"@en')
    assert _problems(tmp_path, body) == {
        "qualification/phl-nurse": ["mob:title has 100000 characters; keep it to 300."],
        "skill/care": ["skos:prefLabel has 301 characters; keep it to 300."],
    }


SURE = 'dct:source "x" ; mob:confidence "high"'


def test_one_record_in_two_files_is_refused_with_both(tmp_path: Path) -> None:
    write(tmp_path, GOOD, "good.ttl")
    write(tmp_path, QUALIFICATION.replace('"2"', '"1"'), "again.ttl")
    with pytest.raises(InvalidDocument) as caught:
        check_records(parse_folder(tmp_path))
    said = caught.value.problems["again.ttl and good.ttl: qualification/phl-nurse"]
    assert "It is described in 2 files; keep it in one of them." in said


def test_a_fault_names_the_file_of_the_record(tmp_path: Path) -> None:
    write(tmp_path / "skills", SKILLS.replace('"Care"@en, ', ""), "care.ttl")
    with pytest.raises(InvalidDocument) as caught:
        check_records(parse_folder(tmp_path))
    assert list(caught.value.problems) == ["skills/care.ttl: skill/care"]


def test_skills_in_a_circle_are_refused_with_the_way_round(tmp_path: Path) -> None:
    circle = "\n<skill/care> skos:broader <skill/wound-care> .\n"
    assert _problems(tmp_path, GOOD + circle) == {
        "skill/care": ["The broader skills run in a circle: care → wound-care → care."]
    }


def test_two_claims_that_are_equally_sure_and_differ_are_refused(tmp_path: Path) -> None:
    other = LEVEL.replace("2", "1")
    claim = f'[ a mob:LevelClaim ; {other} dct:source "x" ; mob:confidence "medium" ],'
    problems = _problems(tmp_path, GOOD.replace("mob:claim [", f"mob:claim {claim} [", 1))
    (said,) = problems["qualification/phl-nurse"]
    assert said == "mob:LevelClaim is claimed twice with equal confidence; say which is surer."


def test_all_faults_of_all_records_are_told_together(tmp_path: Path) -> None:
    body = GOOD.replace('"higher-education"', '"x"').replace('mob:code "PQF" ; ', "")
    assert set(_problems(tmp_path, body)) == {"framework/phl-pqf", "qualification/phl-nurse"}


def test_a_referencing_to_a_level_of_another_framework_is_refused(tmp_path: Path) -> None:
    other = FRAMEWORK.replace("phl-pqf", "ind-nsqf").replace('"PHL"', '"IND"')
    cell = """<referencing/a> a mob:LevelReferencing ;
        mob:sourceLevel <level/phl-pqf-1> ; mob:targetLevel <level/phl-pqf-2> ;
        mob:referenceFramework <framework/ind-nsqf> ;
        mob:relation "same-level" ; mob:statusOfUse "referenced" ; mob:statusText "referenced" ;
        dct:source "x" ; mob:confidence "high" ."""
    assert _problems(tmp_path, GOOD + other + cell) == {
        "referencing/a": ["mob:targetLevel is a level of phl-pqf, another framework."]
    }


def test_a_provision_with_an_effect_nobody_knows_is_refused(tmp_path: Path) -> None:
    provision = """<regime/r> a mob:RecognitionRegime ; rdfs:label "R"@en ; mob:legalBasis "law" ;
        mob:gives "something" ; dct:source "x" ; mob:confidence "high" .
    <provision/p> a mob:RecognitionProvision ; mob:inRegime <regime/r> ; mob:profession "P" ;
        mob:effect <effect/right-to-everything> ; dct:source "x" ; mob:confidence "high" ."""
    (said,) = _problems(tmp_path, SKILLS + provision)["provision/p"]
    assert said.startswith("mob:effect is 'right-to-everything'; it must be one of")


def test_practice_without_months_is_refused(tmp_path: Path) -> None:
    provision = """<regime/r> a mob:RecognitionRegime ; rdfs:label "R"@en ; mob:legalBasis "law" ;
        mob:gives "something" ; dct:source "x" ; mob:confidence "high" .
    <provision/p> a mob:RecognitionProvision ; mob:inRegime <regime/r> ; mob:profession "P" ;
        mob:effect <effect/eligible-to-apply> ;
        mob:condition [ a mob:Condition ; mob:position 1 ; mob:conditionKind "practice-months" ] ;
        dct:source "x" ; mob:confidence "high" ."""
    assert _problems(tmp_path, SKILLS + provision) == {
        "provision/p": ["A condition of practice needs mob:months."]
    }


def test_a_day_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    listing = """<annex-listing/rou-2221> a mob:AnnexListing ; mob:country "ROU" ; mob:isco "2221" ;
        mob:annex "V.5.2.2" ; mob:referenceDate "2007-13-01" ; mob:titlesComplete false ;
        dct:source "x" ; mob:confidence "high" ."""
    assert _problems(tmp_path, listing) == {
        "annex-listing/rou-2221": ["mob:referenceDate is '2007-13-01'; write a day as 2013-07-01."]
    }


# The real ontology -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def real() -> Knowledge:
    return load_knowledge(parse_folder(ONTOLOGY), Memberships(()), NO_TABLE, "real")


def test_the_real_ontology_is_in_order() -> None:
    check_records(parse_folder(ONTOLOGY))


def test_reading_it_twice_gives_equal_knowledge(real: Knowledge) -> None:
    again = load_knowledge(parse_folder(ONTOLOGY), Memberships(()), NO_TABLE, "real")
    assert again.qualifications == real.qualifications
    assert again.provisions == real.provisions
    assert again.regulations == real.regulations
    assert again.levels.referencings == real.levels.referencings
    assert again.conventions == real.conventions


def test_a_regime_speaks_for_its_provisions(real: Knowledge) -> None:
    nurse = next(each for each in real.provisions if each.id == "eu-pqd-auto-nurse")
    assert nurse.regime == "eu-pqd"
    assert nurse.effect is Effect.RIGHT_TO_PRACTISE
    assert nurse.first == date(2007, 10, 20)
    assert nurse.territory.groups == (
        Group(("eu", "eu-wa-transition"), None, LanguageChecked.AFTER_RECOGNITION),
        Group(("eea", "eu-wa-transition"), date(2009, 7, 1), LanguageChecked.AFTER_RECOGNITION),
        Group(("ch-eu-afmp",), date(2013, 9, 1)),
    )
    assert [each.kind for each in nurse.conditions] == [
        ConditionKind.NATIONALITY,
        ConditionKind.ANNEX_TITLE,
        ConditionKind.TRAINING_START,
    ]
    assert nurse.terms.startswith("listed title and awarding body; training started after")
    assert "at least 3 years and 4,600 hours (Art. 31(3) as amended in 2013)" in nurse.terms


def test_the_arrangement_of_the_tasman_leaves_doctors_out(real: Knowledge) -> None:
    arrangement = next(each for each in real.provisions if each.id == "ttmra")
    assert arrangement.covers("2221")
    assert not arrangement.covers("2211")


def test_only_complete_lists_make_a_missing_state_a_stranger(real: Knowledge) -> None:
    lisbon, tokyo = real.conventions[0], real.conventions[1]
    assert (lisbon.slug, tokyo.slug) == ("lisbon", "tokyo")
    assert lisbon.bound("PHL", date(2026, 11, 24)) is False
    assert lisbon.bound("USA", date(2026, 11, 24)) is False
    assert tokyo.bound("PHL", date(2026, 11, 24)) is None
    assert tokyo.bound("PHL", date(2023, 6, 1)) is False


def test_levels_without_a_number_have_their_place(real: Knowledge) -> None:
    codes = {
        own: [level.code for level in real.levels.frameworks[own].levels]
        for own in ("gb-eaw-rqf", "mlt-mqf-mt", "fra-rncp-1969-nomenclature", "ind-nsqf")
    }
    assert codes["gb-eaw-rqf"][:4] == ["Entry 1", "Entry 2", "Entry 3", "1"]
    assert codes["mlt-mqf-mt"][:3] == ["A", "B", "1"]
    assert codes["fra-rncp-1969-nomenclature"][0] == "V"
    assert codes["fra-rncp-1969-nomenclature"][-1] == "I-Doctorat"
    assert codes["ind-nsqf"][3:6] == ["4", "4.5", "5"]


def test_the_british_tables_ended_with_the_year_2020(real: Knowledge) -> None:
    (cell,) = (
        each
        for each in _cells(real, LevelRef("gb-eaw-rqf", "6"))
        if each.reference_framework == "eqf"
    )
    assert cell.counts(date(2020, 12, 31))
    assert not cell.counts(date(2021, 1, 1))


def test_steps_of_a_procedure_keep_their_order(real: Knowledge) -> None:
    row = real.regulators("DEU", None, "2221").main
    assert row is not None
    assert row.status is Regulated.YES
    assert row.steps[0] == "apply with certificates"
    assert row.steps[-1] == "permission to use the title"


def test_fields_have_their_names(real: Knowledge) -> None:
    assert real.fields["0913"]["en"] == "Nursing and midwifery"


def test_a_good_ontology_can_be_small(tmp_path: Path) -> None:
    assert len(_load(tmp_path, GOOD).skills.by_id) == 2
    assert _load(tmp_path / "other", SKILLS + FRAMEWORK).qualifications == {}
    assert QUALIFICATION in GOOD
