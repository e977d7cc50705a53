"""A title that somebody typed is matched, and the person says whether that is what they meant."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from registry.values.language import OFFERED
from tests.web.pages import flow
from tests.web.pages.reading import Reading


def typed(title: str, **more: dict[str, str | list[str]]) -> flow.Told:
    """A nurse of the Philippines who did not find the title in the list and typed it."""
    return flow.nurse("PHL", "other", claims={"title": title}, **more)


def page_of(done: flow.Walk, step: str) -> Reading:
    """The page of a step."""
    return next(page for page in done.pages if dict(page.form().hidden).get("at") == step)


@pytest.mark.parametrize("language", OFFERED)
def test_a_title_that_is_confirmed_becomes_what_is_held(client: FlaskClient, language: str) -> None:
    told = typed("BS Nursng", meant={"meant": "phl-bsn-nursing"})
    done = flow.walk(client, told, language)
    assert "meant" in done.asked and "skills" not in done.asked
    asked = page_of(done, "meant")
    assert asked.faults == []
    assert "BS Nursng" in asked.words and "Bachelor of Science in Nursing" in asked.words
    check = done.pages[-1].form()
    hidden = [name for name, _ in check.hidden]
    assert ("held", "phl-bsn-nursing") in check.hidden
    assert "title" not in hidden and "meant" not in hidden
    chosen = flow.walk(client, flow.FILIPINO_NURSE, language)
    assert done.page.words == chosen.page.words


def test_none_of_these_goes_on_with_the_title_as_told(client: FlaskClient) -> None:
    done = flow.walk(client, typed("BS Nursng", meant={"meant": "none"}))
    assert done.asked[3:6] == ["claims", "meant", "purpose"]
    assert ("held", "other") in done.pages[-1].form().hidden
    assert "BS Nursng" in done.pages[-1].words


def test_nothing_is_taken_without_an_answer(client: FlaskClient) -> None:
    done = flow.walk(client, typed("BS Nursng", meant={"meant": "none"}))
    form = page_of(done, "meant").form()
    for wrong in ({}, {"meant": ""}, {"meant": "nzl-bachelor-nursing"}, {"skip": "1"}):
        answer = client.post("/equivalence", data=form.with_answers(**wrong))
        assert answer.status_code == 422
        page = Reading(answer.text)
        assert page.faults == [] and "#meant" in page.links


@pytest.mark.parametrize("title", ["Bachelor of Science in Physics", "Diploma in Journalism", ""])
def test_a_title_like_nothing_of_the_country_is_not_asked_about(
    client: FlaskClient, title: str
) -> None:
    told = typed(title) if title else flow.nurse("PHL", "other")
    assert "meant" not in flow.walk(client, told).asked


def test_another_title_is_asked_about_anew(client: FlaskClient) -> None:
    done = flow.walk(client, typed("BS Nursng", meant={"meant": "none"}))
    check = done.pages[-1].form()
    claims = Reading(client.post("/equivalence", data=check.with_answers(go="claims")).text)
    sent = claims.form().with_answers(title="Care giving NC2")
    page = Reading(client.post("/equivalence", data=sent).text)
    assert dict(page.form().hidden)["at"] == "meant"
    assert "Caregiving NC II" in page.words
    back = Reading(
        client.post("/equivalence", data=page.form("/equivalence").with_answers(go="claims")).text
    )
    assert dict(back.form().hidden)["at"] == "claims"


def test_markup_in_a_title_stays_text(client: FlaskClient) -> None:
    done = flow.walk(client, typed("<b>BSN</b>", meant={"meant": "none"}))
    assert all(page.faults == [] for page in done.pages)
