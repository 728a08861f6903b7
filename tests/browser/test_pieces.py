"""Pieces in a browser: what lights up, the keyboard, the other direction, members, the dark, a phone, paper; and an editor at work."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.web.newsroom import ARABIC, COUNT, FINES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

REVIEW = "/beats/ferries/reviews/2020-11/"
COLOUR = "e => getComputedStyle(e).backgroundColor"
CLEAR = "rgba(0, 0, 0, 0)"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 1200, "height": 900})
    yield context.new_page()
    context.close()


def colour(page: Page, of: str) -> str:
    found: str = page.locator(of).first.evaluate(COLOUR)
    return found


def test_order_as_text(page: Page) -> None:
    page.goto(REVIEW)
    said = [line.strip() for line in page.inner_text("main").splitlines() if line.strip()]
    assert said[:5] == [
        "Ferries over the strait, Review",
        "The strait in Nov. 2020: A month in review",
        "An analytical look at the main developments",
        "The Beatbook December 2, 2020",
        "Edition 2, changed December 3, 2020.",
    ]
    assert said.index("What’s ahead") < said.index("Added December 5, 2020") < said.index("Sources")


def test_a_number_lights_the_words_and_its_sentence(page: Page) -> None:
    """Without scripts: by the address alone."""
    page.goto(REVIEW)
    sentence = page.locator("li .s.c3").first
    assert sentence.evaluate(COLOUR) == CLEAR
    sentence.get_by_role("link", name="source 3").click()
    assert page.url.endswith("#e3")
    assert sentence.evaluate(COLOUR) != CLEAR
    assert colour(page, "#e3 mark") != CLEAR
    assert colour(page, "#e2 mark") == CLEAR
    words = page.locator("#e3 mark").bounding_box()
    assert words is not None
    assert 0 <= words["y"] < 900
    page.locator("#e3").get_by_role("link", name="Back to the text").first.click()
    box = sentence.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900
    assert sentence.evaluate(COLOUR) != CLEAR


def test_by_keyboard(page: Page) -> None:
    page.goto(REVIEW)
    page.locator(".cites").first.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.url.endswith("#e1")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#e1') !== null"), "on from the words"


def test_a_number_stays_with_its_sentence(page: Page) -> None:
    """No line begins with the number of the sentence before."""
    torn = """() => [...document.querySelectorAll('.prose .cites')].filter(a => {
        const words = a.previousSibling, last = document.createRange();
        if (!words || words.nodeType !== Node.TEXT_NODE || !words.length) return false;
        last.setStart(words, words.length - 1); last.setEnd(words, words.length);
        return a.querySelector('sup').getBoundingClientRect().top > last.getBoundingClientRect().bottom - 2;
    }).length"""
    page.goto(REVIEW)
    for width in range(320, 900, 20):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(torn) == 0, width


@pytest.mark.parametrize("width", [360, 800, 1200])
def test_measure(page: Page, width: int) -> None:
    """Lines are short enough to be read, and the chart is as wide as they are."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(REVIEW)
    prose = page.locator(".prose").first.bounding_box()
    chart = page.locator(".prose figure").bounding_box()
    assert prose is not None
    assert chart is not None
    assert prose["width"] <= 680
    assert prose["x"] >= 0
    assert prose["x"] + prose["width"] <= width
    assert abs(chart["width"] - prose["width"]) < 2
    assert page.locator(".prose figure svg.fig").first.is_visible()


def test_what_has_changed_is_said_and_seen(page: Page) -> None:
    page.goto(REVIEW)
    stale = page.locator(".s.stale").first
    assert stale.inner_text().startswith(FINES)
    assert "what this rests on has changed or is gone" in stale.inner_text()
    assert "underline" in stale.evaluate("e => getComputedStyle(e).textDecorationLine")


def test_the_other_direction(page: Page) -> None:
    page.goto("/beats/ferries/pieces/abbara/")
    sentence = page.locator(".prose p .s").first
    assert sentence.inner_text().startswith(ARABIC)
    assert sentence.evaluate("e => getComputedStyle(e.closest('p')).direction") == "rtl"
    assert page.locator("h1").evaluate("e => getComputedStyle(e).direction") == "rtl"
    number, words = page.locator(".prose .cites").first.bounding_box(), sentence.bounding_box()
    assert number is not None
    assert words is not None
    assert abs(number["x"] - words["x"]) < 12, "at the sentence's end, which is its left"


def test_paper_has_the_sources_as_numbered_notes(page: Page) -> None:
    page.goto(REVIEW)
    page.emulate_media(media="print")
    assert page.is_visible("#e1 blockquote")
    assert "1" in page.evaluate("getComputedStyle(document.querySelector('#e1'), '::before').content")
    assert not page.locator(".ways-on").first.is_visible()
    assert not page.locator(".side").is_visible()
    cite = page.evaluate("getComputedStyle(document.querySelector('#e3 .by'), '::after').content")
    assert "https://nk-news.example/count" in cite
    assert page.is_visible(".prose figure svg.fig")
    assert len(page.pdf()) > 1000


def test_the_chart_leads_to_its_numbers(page: Page) -> None:
    page.goto(REVIEW)
    link = page.locator(".prose figure").get_by_role("link", name="The numbers behind it")
    assert link.get_attribute("href") == "/beats/ferries/figures/arrivals/"


def test_members_are_told_in_words(page: Page) -> None:
    page.goto("/beats/ferries/")
    item = page.locator(".items > li", has_text="What members read of the ferries")
    assert item.locator(".badge").inner_text().lower() == "members"
    by, badge = item.locator(".by").bounding_box(), item.locator(".badge").bounding_box()
    assert by is not None
    assert badge is not None
    assert abs(by["y"] + by["height"] / 2 - badge["y"] - badge["height"] / 2) < 8, "in one line"


def test_an_editor_checks_saves_and_publishes(page: Page) -> None:
    """The browser sends the forms as our policies make it: without a referrer."""
    page.goto("/desk/pieces/")
    page.get_by_label("Beat").last.select_option("ferries")
    page.get_by_label("Name in its address").fill("by-browser")
    page.get_by_role("button", name="Begin the piece").click()
    page.wait_for_url("**/desk/pieces/ferries/by-browser/")
    file = page.get_by_label("The file")
    wrong = COUNT.replace("195", "295")
    front = '+++\ntitle = "By a browser"\ndeck = "A look"\n+++\n'
    cited = f'\n\n[^1]: /articles/count/ "{COUNT}"\n'
    file.fill(f"{front}{wrong}[^1]{cited}")
    page.get_by_role("button", name="Check").click()
    assert "1 sentence keeps it from being published." in page.inner_text("main")
    page.locator(".faults a").click()
    assert page.locator(".fault").evaluate(COLOUR) != CLEAR
    page.get_by_label("The file").fill(f"{front}{COUNT}[^1]{cited}")
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/by-browser/?said=published")
    page.get_by_role("link", name="Public page").click()
    assert page.inner_text("h1") == "By a browser"
    page.get_by_role("link", name="Editors’ page").click()
    page.get_by_label("Why, for readers").fill("It was a test.")
    page.get_by_role("button", name="Withdraw").click()
    page.wait_for_url("**?said=withdrawn")
    page.get_by_role("link", name="Public page").click()
    assert "It was a test." in page.inner_text("main")
