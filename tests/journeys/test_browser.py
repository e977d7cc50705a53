"""What a browser shows: nothing sticks out, nothing is out of reach, the keyboard is enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import SIZES

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/agreements",
    "/agreements/tw-phl",
    "/corridors",
    "/corridors/NER/GHA?on=2025-06-01",
    "/equivalence",
    "/equivalence/question",
    "/equivalence/question?to=DEU&held=phl-bsn-nursing",
    "/equivalence/answer?held=phl-bsn-nursing&to=DEU&occupation=isco:2221",
    "/s",
    "/qualifications/phl-bsn-nursing",
    "/frameworks/deu-dqr",
    "/occupations/2221",
    "/conventions/rec-lisbon",
    "/coverage",
    "/coverage/occupations",
    "/coverage/countries",
    "/coverage?country=DEU",
    "/handbook",
    "/nowhere",
)
Open = Callable[..., Any]


def in_language(address: str, language: str) -> str:
    """An address that asks for a language."""
    return f"{address}{'&' if '?' in address else '?'}lang={language}"


# Controls of their own that are smaller than 24 px; links inside running text are exempt.
_SMALL = """() => [...document.querySelectorAll('a, button, input, select, summary')]
  .filter(e => e.checkVisibility() && !e.closest('p, li, dd, .skip, h2, h3'))
  .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([_, box]) => box.width < 24 || box.height < 24)
  .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def violations(page: Any) -> list[tuple[str, str]]:
    """What axe finds: the rule, and the first place where it is broken."""
    found = Axe().run(page, options=_RULES).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_fits_and_can_be_used_by_everybody(
    open_page: Open, address: str, language: str
) -> None:
    page = open_page(in_language(address, language))
    assert violations(page) == []
    assert page.evaluate(_SMALL) == []
    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_would_find_a_field_without_a_label(open_page: Open) -> None:
    page = open_page("/s")
    page.evaluate("document.querySelectorAll('label').forEach(each => each.remove())")
    assert "label" in dict(violations(page))


def test_the_skip_link_is_the_first_stop_and_works(open_page: Open) -> None:
    page = open_page("/", "desktop")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def _tab_to(page: Any, selector: str) -> None:
    """Reach an element by the Tab key alone, and see that its focus shows."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
            assert outline != "0px"
            return
    raise AssertionError(f"The keyboard does not reach {selector}.")


def _choose(page: Any, field: str, letters: str) -> None:
    _tab_to(page, f"select#{field}")
    page.keyboard.type(letters)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def _pick(page: Any, name: str, value: str) -> None:
    """Pick a radio button with the arrow keys, then go on with Enter."""
    _tab_to(page, f"input[type=radio][name={name}]")
    page.keyboard.press("Space")
    for _ in range(40):
        if page.evaluate("document.activeElement.value") == value:
            page.keyboard.press("Enter")
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"The arrow keys do not reach {value}.")


def test_the_keyboard_alone_leads_from_the_start_to_a_paper(open_page: Open) -> None:
    page = open_page("/equivalence", "desktop")
    _tab_to(page, "a.button")
    page.keyboard.press("Enter")
    page.wait_for_selector("select#to")
    _choose(page, "to", "Germany")
    page.wait_for_selector("select#origin")
    _choose(page, "origin", "Philippines")
    page.wait_for_selector("input[name=held]")
    _pick(page, "held", "phl-bsn-nursing")
    page.wait_for_selector("input[name=purpose][type=radio]")
    _pick(page, "purpose", "work")
    page.wait_for_selector("input[name=occupation][type=radio]")
    _pick(page, "occupation", "isco:2221")
    page.wait_for_selector("input[name=unit][type=radio]")
    _pick(page, "unit", "")
    page.wait_for_selector("input#years")
    _tab_to(page, "button[name=skip]")
    page.keyboard.press("Enter")
    page.wait_for_selector("dl.check")
    _tab_to(page, "button[formaction]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer h1")
    assert "only an authority" in page.inner_text("h1")
    _tab_to(page, "form.paper button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/s/MR-*")
    assert "nothing was checked" in page.inner_text("main").lower()


def test_an_error_is_told_first_and_leads_to_its_field(open_page: Open) -> None:
    page = open_page("/equivalence/question", "desktop")
    page.click("form#question button")
    page.wait_for_selector(".errors a")
    page.click(".errors a")
    assert page.evaluate("document.activeElement.id") == "to"


def test_arabic_runs_from_right_to_left(open_page: Open) -> None:
    page = open_page("/?lang=ar", "desktop")
    heading, name = page.locator("h1").bounding_box(), page.locator(".name").bounding_box()
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert name["x"] > 640
    assert heading["x"] > 300


def test_a_printed_answer_shows_no_controls(open_page: Open) -> None:
    page = open_page(PAGES[8], "desktop")
    page.emulate_media(media="print")
    assert not page.locator("form.paper").is_visible()
    assert not page.locator("nav").first.is_visible()
    assert page.locator("h1").is_visible()
