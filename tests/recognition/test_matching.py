"""A title as somebody writes it finds what is meant, and nothing where nothing is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.recognition.folding import LONGEST, fold, romanised, words
from registry.recognition.knowledge import Knowledge
from registry.recognition.matching import MOST, THRESHOLD, Subject, TitleIndex, spelled_by


def ids(knowledge: Knowledge, title: str, **narrowed: str) -> list[str]:
    """What a title may mean, the best first."""
    return [each.id for each in knowledge.titles.matches(title, **narrowed)]


# Folding ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Diplomă de Asistent", "diploma de asistent"),
        ("B.Sc. Nursing", "bsc nursing"),
        ("Caregiving NC2", "caregiving nc 2"),
        ("Caregiving NC II", "caregiving nc 2"),
        ("SMAW NC I", "smaw nc 1"),
        ("أخصائيّة", "اخصاييه"),
        ("المستوى ٤", "المستوي 4"),
        ("Учитель-предметник", "учитель предметник"),
        ("介護福祉士", "介護福祉士"),
        ("Łódź Straße", "lodz strasse"),
        ("ｎｕｒｓｅ", "nurse"),
        ("a\u202eb\u200d", "ab"),
        ("", ""),
    ],
)
def test_two_spellings_of_one_title_fold_alike(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_the_arabic_article_and_joining_words_tell_nothing() -> None:
    assert words(fold("بكالوريوس العلوم في التمريض")) == ("بكالوريوس", "علوم", "تمريض")
    assert words(fold("Diplôme d'ingénieur d'État")) == ("diplome", "ingenieur", "etat")


def test_other_scripts_have_a_form_in_latin_letters() -> None:
    assert romanised("护理员") == "huliyuan"
    assert romanised("Электрик") == "elektrik"


@settings(max_examples=400, deadline=None)
@given(st.text())
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert len(once) <= LONGEST


# Matching ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "country", "meant"),
    [
        ("BSN", "PHL", "phl-bsn-nursing"),
        ("Bachelor Science Nursng", "PHL", "phl-bsn-nursing"),
        ("BS Nursing", "PHL", "phl-bsn-nursing"),
        ("B.Sc. Nursing", "IND", "ind-bsc-nursing"),
        ("NTC Welder", "IND", "ind-ntc-welder"),
        ("welder national trade certificate", "IND", "ind-ntc-welder"),
        ("SMAW NC2", "PHL", "phl-smaw-nc-ii"),
        ("KRCHN", "KEN", "ken-krchn-diploma"),
        ("diploma asistent medical generalist", "ROU", "rou-asistent-medical-generalist"),
        ("بكالوريوس علوم حاسب", "EGY", "egy-bsc-computer-science"),
        ("bakaloryos olum al hasib", "EGY", "egy-bsc-computer-science"),
        ("介護福祉士", "JPN", "jpn-kaigo-fukushishi"),
        ("Fachinformatikerin Anwendungsentwiklung Fachrichtung", "DEU",
         "deu-fachinformatiker-anwendungsentwicklung"),
    ],
)  # fmt: skip
def test_a_title_is_found_as_people_write_it(
    knowledge: Knowledge, written: str, country: str, meant: str
) -> None:
    assert meant in ids(knowledge, written, country=country, kind=Subject.QUALIFICATION)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("inzhener stroitel", "2142"),
        ("mohandes madani", "2142"),
        ("huliyuan", "5321"),
        ("Infirmère aide soignante", ""),
        ("aide soignante", "5321"),
        ("электирк", ""),
        ("Кладчик кирпичя", "7112"),
        ("会计师", "2411"),
    ],
)
def test_an_occupation_is_found_in_any_script(
    knowledge: Knowledge, written: str, meant: str
) -> None:
    assert ids(knowledge, written)[:1] == ([meant] if meant else [])


@pytest.mark.parametrize(
    "written",
    [
        "Bachelor of Science in Physics",
        "Bachelor of Science",
        "National Trade Certificate (Plumber)",
        "Caregiving NC III",
        "Shielded Metal Arc Welding (SMAW) NC I",
        "New Zealand Certificate in Mechanical Engineering Theory and Practice (Trade) (Level 4)",
        "Certificate III",
        "2221",
        "Diploma",
        "AB",
        "?!",
        "",
    ],
)
def test_a_title_that_is_not_held_finds_nothing(knowledge: Knowledge, written: str) -> None:
    assert ids(knowledge, written) == []


def test_a_country_narrows_the_qualifications(knowledge: Knowledge) -> None:
    assert {"aus-bachelor-nursing", "nzl-bachelor-nursing"} <= set(
        ids(knowledge, "Bachelor of Nursing")
    )
    assert ids(knowledge, "Bachelor of Nursing", country="NZL") == ["nzl-bachelor-nursing"]


def test_the_name_of_the_country_may_stand_in_a_title_or_not(knowledge: Knowledge) -> None:
    for written in ("Bachelor of Science in Nursing (Philippines)", "بكالوريوس العلوم في التمريض"):
        assert "phl-bsn-nursing" in ids(knowledge, written)


def test_candidates_are_few_in_order_and_above_the_threshold(knowledge: Knowledge) -> None:
    found = knowledge.titles.matches("engineer", threshold=0.0)
    assert len(found) == MOST
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert all(each.score >= THRESHOLD for each in knowledge.titles.matches("mechanical enginer"))


def test_every_name_of_the_register_finds_its_record(knowledge: Knowledge) -> None:
    for each in knowledge.qualifications.values():
        texts = [*(fact.value.text for fact in each.titles), *each.labels.values()]
        assert [t for t in texts if each.id not in ids(knowledge, t, country=each.country)] == []
    for each in knowledge.occupations.values():
        texts = [*each.labels.values(), *(name for _, name in each.alternatives)]
        assert [text for text in texts if each.isco not in ids(knowledge, text)] == []


def test_nothing_is_found_where_nothing_is_held() -> None:
    assert TitleIndex((), ()).matches("Bachelor of Nursing") == ()


@settings(max_examples=300, deadline=None)
@given(title=st.text(max_size=400))
def test_no_text_breaks_the_search(knowledge: Knowledge, title: str) -> None:
    found = knowledge.titles.matches(title, threshold=0.0)
    assert all(0 <= each.score <= 1 for each in found)
    assert found == knowledge.titles.matches(title, threshold=0.0)


@pytest.mark.parametrize(
    "title",
    ["a b " * 25_000, "Б" * 100_000, "nursing " * 12_500, "ﷺ" * 100_000, "\u0301" * 100_000],
)
def test_a_very_long_title_costs_little(knowledge: Knowledge, title: str) -> None:
    knowledge.titles.matches("")
    start = time.perf_counter()
    knowledge.titles.matches(title)
    assert time.perf_counter() - start < 3


@pytest.mark.parametrize(
    ("short", "spelled"),
    [
        ("bsc", 2), ("bsn", 3), ("btech", 0), ("nurs", 1), ("bach", 1), ("bns", 0), ("bachelors", 0)
    ],
)  # fmt: skip
def test_an_abbreviation_is_put_together_from_beginnings(short: str, spelled: int) -> None:
    assert len(spelled_by(short, ("bachelor", "science", "nursing"))) == spelled
