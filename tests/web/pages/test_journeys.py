"""The five newcomers of the first day, from the first question to a paper."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from registry.issuing.paper import missing_parts
from registry.recognition.knowledge import Knowledge
from registry.values.language import OFFERED
from registry.values.speech import speech
from tests.web.pages import flow
from tests.web.pages.reading import Reading


def outcome(page: Reading, words: str, language: str) -> None:
    """The answer's outcome stands on the page, in the reader's language."""
    assert speech(language).message(words) in page.words


@pytest.mark.parametrize("language", OFFERED)
def test_a_filipino_nurse_is_told_that_the_authority_decides(
    client: FlaskClient, language: str
) -> None:
    done = flow.walk(client, flow.FILIPINO_NURSE, language)
    outcome(done.page, "Not enough to compare", language)
    outcome(done.page, "The authority decides", language)
    assert "Bachelor of Science in Nursing" in done.page.words
    assert "Pflegefachfrau" in done.page.words
    assert "German B2" in done.page.words
    assert "/agreements/tw-phl" in done.page.links
    assert "nationality" not in done.asked


@pytest.mark.parametrize("language", OFFERED)
def test_a_romanian_nurse_is_asked_what_the_directive_turns_on(
    client: FlaskClient, language: str
) -> None:
    done = flow.walk(client, flow.ROMANIAN_NURSE, language)
    assert done.asked[-2:] == ["nationality", "started"]
    why = next(page for page in done.pages if dict(page.form().hidden).get("at") == "nationality")
    assert "Directive 2005/36/EC" in why.words
    outcome(done.page, "Comparable", language)
    outcome(
        done.page,
        "Nothing you told us has been checked, and this page gives no right to practise.",
        language,
    )


def test_training_begun_before_2007_goes_through_acquired_rights(client: FlaskClient) -> None:
    done = flow.walk(client, flow.ROMANIAN_NURSE_OF_OLD)
    assert done.asked[-1] == "practice"
    assert "acquired rights" in done.page.words
    assert "once you have done the formalities with the authority there" in done.page.h1


def test_practice_at_any_time_is_not_taken_for_practice_in_the_last_five_years(
    client: FlaskClient,
) -> None:
    told = {**flow.ROMANIAN_NURSE_OF_OLD, "experience": {"years": "20"}}
    told["practice"] = {"skip": "1"}
    done = flow.walk(client, told)
    assert "Not enough to compare" in done.page.words
    assert "Certificate of three years of practice in the last five" in done.page.words
    assert "the law gives you the right" not in done.page.h1


def test_before_the_accession_there_was_no_such_right(client: FlaskClient) -> None:
    done = flow.walk(client, flow.ROMANIAN_NURSE)
    form = done.pages[-1].form()
    day = Reading(client.post("/equivalence", data=form.with_answers(go="day")).text)
    sent = day.form().with_answers(on_day="1", on_month="6", on_year="2006")
    check = Reading(client.post("/equivalence", data=sent).text)
    while dict(check.form().hidden).get("at"):
        check = Reading(client.post("/equivalence", data=check.form().with_answers(skip="1")).text)
    answer = Reading(client.post("/equivalence/answer", data=check.form().with_answers()).text)
    assert "1 June 2006" in answer.words
    assert "the law gives you the right" not in answer.h1


@pytest.mark.parametrize("language", OFFERED)
def test_a_new_zealand_electrician_is_entitled_to_register(
    client: FlaskClient, language: str
) -> None:
    done = flow.walk(client, flow.NEW_ZEALAND_ELECTRICIAN, language)
    assert "registered" in done.asked
    outcome(done.page, "Comparable", language)
    assert speech(language).country("AUS") in done.page.h1
    assert "Energy Safe Victoria" in done.page.words


@pytest.mark.parametrize("language", OFFERED)
def test_an_indian_welder_without_a_paper_sees_what_would_settle_it(
    client: FlaskClient, language: str
) -> None:
    done = flow.walk(client, flow.INDIAN_WELDER, language)
    outcome(done.page, "Not enough to compare", language)
    assert "120" in done.page.words
    assert done.asked[-1] == "skills"


def test_skills_that_were_ticked_are_shown_as_covered(
    client: FlaskClient, knowledge: Knowledge
) -> None:
    essential = knowledge.occupations["7212"].essential
    assert essential is not None
    begun = flow.walk(client, flow.INDIAN_WELDER)
    page = next(page for page in begun.pages if dict(page.form().hidden).get("at") == "skills")
    assert len([key for key in page.ids if re.fullmatch(r"skills-\d+", key)]) == len(
        essential.value
    )
    told = {**flow.INDIAN_WELDER, "skills": {"skills": sorted(essential.value)[:5]}}
    done = flow.walk(client, told)
    assert "5 covered" in done.page.words
    assert "still to be shown" in done.page.words


@pytest.mark.parametrize("language", OFFERED)
def test_a_diploma_nobody_knows_is_shown_and_not_counted(
    client: FlaskClient, language: str
) -> None:
    done = flow.walk(client, flow.UNKNOWN_DIPLOMA, language)
    outcome(done.page, "Not enough to compare", language)
    assert "<b>" not in done.page.words
    assert "Nowhere" not in done.page.title


def test_a_claimed_level_is_told_back_in_words(client: FlaskClient) -> None:
    done = flow.walk(client, flow.UNKNOWN_DIPLOMA)
    assert "NSQF, level 5" in done.pages[-1].words
    assert "ind-nsqf" not in done.pages[-1].words


def test_what_would_change_the_answer_is_said_as_a_sentence(client: FlaskClient) -> None:
    done = flow.walk(client, flow.FILIPINO_NURSE)
    said = "If a published table shows the same level, the answer would be: Comparable"
    assert said in done.page.words


def test_a_page_without_an_answer_says_what_is_wrong(client: FlaskClient) -> None:
    form = Reading(client.get("/equivalence/question").text).form()
    answer = client.post("/equivalence", data=form.with_answers(to=""))
    assert answer.status_code == 422
    page = Reading(answer.text)
    assert page.title.startswith("Error")
    assert "#to" in page.links
    assert page.faults == []


@pytest.mark.parametrize(
    ("step", "told", "field"),
    [
        (
            "started",
            {"started_day": "31", "started_month": "2", "started_year": "2010"},
            "started-day",
        ),
        (
            "started",
            {"started_day": "1", "started_month": "1", "started_year": "2999"},
            "started-day",
        ),
        ("started", {"started_day": "1", "started_month": "", "started_year": ""}, "started-day"),
        ("nationality", {"nationality": "XXX"}, "nationality"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(
    client: FlaskClient, step: str, told: dict[str, str], field: str
) -> None:
    done = flow.walk(client, flow.ROMANIAN_NURSE)
    asked = next(page for page in done.pages if dict(page.form().hidden).get("at") == step)
    answer = client.post("/equivalence", data=asked.form().with_answers(**told))
    page = Reading(answer.text)
    assert answer.status_code == 422
    assert f"#{field}" in page.links
    assert field in page.ids
    assert page.faults == []


@pytest.mark.parametrize(
    "told",
    [
        {"title": "x" * 5000},
        {"title": "a\u202eb"},
        {"level": "ind-nsqf:99"},
    ],
)
def test_claims_that_cannot_be_used_are_refused(client: FlaskClient, told: dict[str, str]) -> None:
    done = flow.walk(client, flow.UNKNOWN_DIPLOMA)
    asked = next(page for page in done.pages if dict(page.form().hidden).get("at") == "claims")
    assert client.post("/equivalence", data=asked.form().with_answers(**told)).status_code == 422


def test_back_keeps_what_was_told_and_a_change_drops_what_rested_on_it(client: FlaskClient) -> None:
    done = flow.walk(client, flow.ROMANIAN_NURSE)
    check = done.pages[-1].form()
    again = Reading(client.post("/equivalence", data=check.with_answers(go="origin")).text)
    same = client.post("/equivalence", data=again.form().with_answers(origin="ROU"))
    assert dict(Reading(same.text).form().hidden).get("held") == "rou-asistent-medical-generalist"
    other = client.post("/equivalence", data=again.form().with_answers(origin="PHL"))
    page = Reading(other.text)
    assert dict(page.form().hidden)["at"] == "held"
    assert "held" not in dict(page.form().hidden)


def test_the_language_can_be_changed_in_the_middle(client: FlaskClient) -> None:
    done = flow.walk(client, flow.FILIPINO_NURSE)
    page = done.pages[3]
    switch = page.form("/equivalence")
    assert switch.id == ""
    changed = Reading(client.post("/equivalence", data=switch.with_answers(lang="ar")).text)
    assert changed.attributes["html"]["lang"] == "ar"
    assert dict(changed.form().hidden)["at"] == dict(page.form().hidden)["at"]
    assert dict(changed.form().hidden)["held"] == "phl-bsn-nursing"


def test_a_hidden_field_that_was_tampered_with_is_asked_again(client: FlaskClient) -> None:
    form = flow.walk(client, flow.FILIPINO_NURSE).pages[-1].form()
    form.hidden = [(n, "nobody-knows" if n == "held" else v) for n, v in form.hidden]
    page = Reading(client.post("/equivalence/answer", data=form.with_answers()).text)
    assert dict(page.form().hidden)["at"] == "held"
    answer = client.post("/equivalence/statement", data=form.with_answers())
    assert answer.status_code == 422


def test_a_link_carries_records_and_nothing_about_the_person(client: FlaskClient) -> None:
    done = flow.walk(client, flow.ROMANIAN_NURSE)
    assert not [link for link in done.page.links if "/equivalence/answer?" in link]
    plain = flow.walk(client, flow.FILIPINO_NURSE)
    [link] = [link for link in plain.page.links if "/equivalence/answer?" in link]
    opened = Reading(client.get(link.partition("8000")[2]).text)
    assert opened.h1 == plain.page.h1


def test_a_linked_answer_that_names_too_little_leads_to_the_start(client: FlaskClient) -> None:
    assert client.get("/equivalence/answer").status_code == 303
    assert client.get("/equivalence/answer?to=DEU").headers["Location"] == "/equivalence"


def test_an_answer_becomes_a_paper_that_says_what_was_only_told(client: FlaskClient) -> None:
    done = flow.walk(client, flow.ROMANIAN_NURSE)
    sent = done.page.form("/equivalence/statement").with_answers()
    made = client.post("/equivalence/statement", data=sent)
    assert made.status_code == 303
    again = client.post("/equivalence/statement", data=sent)
    assert again.headers["Location"] == made.headers["Location"]
    paper = client.get(made.headers["Location"])
    page = Reading(paper.text)
    assert page.faults == []
    assert paper.headers["Cache-Control"] == "private, no-store"
    for words in ("nothing was checked", "No officer and no authority", "no title that you typed"):
        assert words in page.words
    assert "genuine" not in page.words.lower()


@pytest.mark.parametrize("language", OFFERED)
def test_number_and_code_open_the_paper_and_nothing_else_does(
    client: FlaskClient, language: str
) -> None:
    done = flow.walk(client, flow.FILIPINO_NURSE)
    sent = done.page.form("/equivalence/statement").with_answers()
    address = client.post("/equivalence/statement", data=sent).headers["Location"]
    found = re.fullmatch(r"/s/(MR-[\w-]+)\?c=([\w-]+)&made=1", address)
    assert found
    serial, code = found.groups()
    typed = client.get("/s", query_string={"serial": serial.lower().replace("-", " "), "c": code})
    assert typed.headers["Location"] == f"/s/{serial}?c={code}"
    wrong_code = ("A" if code[0] != "A" else "B") + code[1:]
    flipped = serial[:5] + ("2" if serial[5] != "2" else "3") + serial[6:]
    pages = [
        client.get(f"/s/{serial}?c={wrong_code}&lang={language}"),
        client.get(f"/s/{serial}?lang={language}"),
        client.get(f"/s/{flipped}?c={code}&lang={language}"),
        client.get(f"/s/nothing?c={code}&lang={language}"),
    ]
    for each in pages:
        assert each.status_code == 404
        assert Reading(each.text).h1 == Reading(pages[0].text).h1
    assert client.get(f"/statements/{serial}.json?c={code}").json["kind"] == "information"
    assert client.get(f"/statements/{serial}.json?c={wrong_code}").status_code == 404
    assert client.get(f"/statements/{serial}.pdf?c={wrong_code}").status_code == 404


@pytest.mark.paper
@pytest.mark.parametrize("language", OFFERED)
def test_the_paper_can_be_had_as_pdf_and_stays_the_same(client: FlaskClient, language: str) -> None:
    if missing_parts():
        pytest.skip("pango or the fonts are missing")
    done = flow.walk(client, flow.FILIPINO_NURSE)
    sent = done.page.form("/equivalence/statement").with_answers()
    address = client.post("/equivalence/statement", data=sent).headers["Location"]
    serial, code = re.findall(r"/s/(.*)\?c=([^&]*)", address)[0]
    pdf = f"/statements/{serial}.pdf?c={code}&lang={language}"
    first, second = client.get(pdf), client.get(pdf)
    assert first.data.startswith(b"%PDF") and first.data == second.data


def test_the_answer_says_what_recruitment_may_cost(client: FlaskClient) -> None:
    page = flow.walk(client, flow.INDIAN_WELDER).page
    assert "What recruitment may cost you" in page.words
    assert "Emigration Rules, rule 25 as amended" in page.words
    assert "Federal Decree-Law 33 of 2021 Art. 6" in page.words
    assert "Charging is forbidden" in page.words


@pytest.mark.parametrize("language", OFFERED)
def test_how_the_authority_decides_leads_the_answer(client: FlaskClient, language: str) -> None:
    words = flow.walk(client, flow.FILIPINO_NURSE, language).page.words
    say = speech(language).message
    order = [
        "The right to practise", "Who decides", "Steps there", "Papers asked for",
        "Checked before the licence or the registration is given.",
        "If you disagree with the decision", "Not known here", "What to do next",
    ]  # fmt: skip
    places = [words.index(say(each)) for each in order]
    assert places == sorted(places)
    assert "Curriculum vitae in German".lower() in words.lower()
