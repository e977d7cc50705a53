"""Words, in the scripts that people type: found alike on either database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select

from registry.storage import agreements, search
from registry.storage.engine import open_engine, writing
from registry.storage.migrations import upgrade
from registry.storage.preparing import prepare
from registry.storage.tables import AgreementRow
from tests.catalogue.builders import in_force
from tests.storage.test_agreements import SECTORS, _covering

SAID = {
    "german": "Förderung der Pflegekräfte; STRASSE und Straße.",
    "french": "L'accord sur les travailleurs étrangers – cœur, naïveté",
    "polish": "Zatrudnienie w Łodzi",
    "turkish": "İstanbul, IĞDIR, ısı",
    "greek": "ΕΡΓΑΤΕΣ και εργάτες",
    "russian": "Соглашение о трудовой миграции, съёмщик",
    "arabic": "اتفاقية العمالة المُهاجرة إلى الأردن",
    "persian": "کارگران ایرانی",
    "hindi": "श्रम समझौता",
    "bengali": "শ্রম চুক্তি",
    "thai": "บันทึกความเข้าใจ",
    "chinese": "劳务合作协定",
    "korean": "고용허가제 협정",
    "numbers": "No. 12/2019, Art. 3(5), H-2A, 50%, a_b, C++",
    "wide": "Ｗｉｄｅ ｌｅｔｔｅｒｓ ﬁne",
    "long": "x" * 500 + "y",
}


@pytest.fixture
def engine(database_url: str):
    opened = open_engine(database_url)
    upgrade(opened)
    with writing(opened) as connection:
        ready = [
            prepare(_covering(in_force(id=f"in-{name}"), notes=(said,)), SECTORS)
            for name, said in SAID.items()
        ]
        agreements.put_all(connection, [(each, 1) for each in ready])
    yield opened
    opened.dispose()


def found(engine, asked: str) -> set[str]:
    with engine.connect() as connection:
        condition = search.condition(connection, asked)
        assert condition is not None
        ids = connection.scalars(select(AgreementRow.id).where(condition))
        return {each.removeprefix("in-") for each in ids}


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("förderung", {"german"}),
        ("FORDERUNG", {"german"}),
        ("Pflegekraft", {"german"}),
        ("pflegekraften", set()),
        ("strasse STRAßE", {"german"}),
        ("etrangers", {"french"}),
        ("l'accord", {"french"}),
        ("coeur naivete", {"french"}),
        ("lodzi", {"polish"}),
        ("istanbul", {"turkish"}),
        ("ıstanbul igdir", {"turkish"}),
        ("igdir", {"turkish"}),
        ("εργατεσ", {"greek"}),
        ("εργάτε", {"greek"}),
        ("съемщик", {"russian"}),
        ("ТРУДОВОЙ", {"russian"}),
        ("المهاجرة", {"arabic"}),
        ("مهاجره", {"arabic"}),
        ("الاردن", {"arabic"}),
        ("كارگران", {"persian"}),
        ("श्रम", {"hindi"}),
        ("समझौता", {"hindi"}),
        ("চুক্তি", {"bengali"}),
        ("บันทึก", {"thai"}),
        ("劳务", {"chinese"}),
        ("协定", set()),
        ("고용", {"korean"}),
        ("2019 12", {"numbers"}),
        ("12/2019", {"numbers"}),
        ("h-2a", {"numbers"}),
        ("H2A", set()),
        ("50%", {"numbers"}),
        ("art_3", {"numbers"}),
        ("wide fine", {"wide"}),
        ("x" * 500, {"long"}),
        ("x" * 199 + "y", set()),
        ("accord'':* | lodzi", set()),
        ("accord & lodzi", set()),
        ("!accord", {"french"}),
        ('lodzi" OR "accord', set()),
        ("lodzi NOT accord", set()),
        ("--", set()),
        ("'", set()),
    ],
)
def test_words_are_found_by_their_beginning_however_they_are_written(engine, asked, names):
    assert found(engine, asked) == names


def test_nothing_asked_is_no_condition(engine):
    with engine.connect() as connection:
        assert search.condition(connection, "  ") is None


@given(some.text(max_size=60))
def test_folded_words_stay_as_they_are_and_hold_nothing_that_an_index_reads(said: str) -> None:
    words = search.searchable([said])
    assert set(words.split()) <= set(search.searchable([words]).split())
    assert all(word.replace(" ", "").isalnum() for word in words.split())
    assert len(set(words.split(" "))) == len(words.split(" "))


@given(some.text(min_size=1, max_size=30))
def test_a_word_is_found_by_itself(said: str) -> None:
    known = search.searchable([f"{said} and more"]).split()
    assert all(
        any(each.startswith(word) for each in known) for word in search.searchable([said]).split()
    )
