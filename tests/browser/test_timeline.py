"""Timelines in a browser: what lights up, the chart at every width, the keyboard, paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from .conftest import ARABIC, KOREAN

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGE = "/beats/flights/timeline/"
OCTOBER = f"{PAGE}2020-10/"
COLOUR = "e => getComputedStyle(e).backgroundColor"
CLEAR = "rgba(0, 0, 0, 0)"


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 1200, "height": 900})
    yield context.new_page()
    context.close()


def colour(page: Page, of: str) -> str:
    found: str = page.locator(of).evaluate(COLOUR)
    return found


def test_order_as_text(page: Page) -> None:
    page.goto(OCTOBER)
    said = [line.strip() for line in page.inner_text("main").splitlines() if line.strip()]
    assert said[:3] == [
        "Balloon flights",
        "Timeline: From the great launch to the night of the leaflets",
        "The key events from October 1, 2020 to October 31, 2020",
    ]
    assert "October 29, 2020" in said
    assert said[said.index("October 29, 2020") + 1] == "Thursday"


def test_a_sentence_shows_and_lights_the_words_it_rests_on(page: Page) -> None:
    """Without scripts: by the address alone. The words are not there before, and others go when they come."""
    page.goto(OCTOBER)
    assert not page.locator(".event .evidence > li").first.is_visible()
    page.get_by_role("link", name=ARABIC).click()
    shown = page.locator(".event .evidence > li:visible")
    assert shown.count() == 1
    assert shown.locator("mark").inner_text() == ARABIC
    lit = [s for s in page.locator(".s").all() if s.evaluate(COLOUR) != CLEAR]
    assert [s.inner_text().startswith(ARABIC) for s in lit] == [True]
    words, sentence = shown.locator("mark").bounding_box(), lit[0].bounding_box()
    assert words is not None
    assert sentence is not None
    assert 0 <= sentence["y"] < words["y"] < 900 - words["height"], "both in sight"
    page.get_by_role("link", name=KOREAN).click()
    assert page.locator(".event .evidence > li:visible mark").inner_text() == KOREAN
    page.get_by_role("link", name="↑ October 29, 2020").click()
    assert page.locator(".event .evidence > li:visible").count() == 0


def test_the_other_direction(page: Page) -> None:
    """An Arabic sentence is set from the right, its source after it."""
    page.goto(OCTOBER)
    sentence = page.get_by_role("link", name=ARABIC)
    assert sentence.evaluate("e => getComputedStyle(e.closest('p')).direction") == "rtl"
    words, source = sentence.bounding_box(), page.get_by_role("link", name="صحيفة").first.bounding_box()
    assert words is not None
    assert source is not None
    assert source["x"] < words["x"]
    assert page.locator("figure .data").first.evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_a_mark_leads_to_its_event(page: Page) -> None:
    page.goto(OCTOBER)
    page.get_by_role("link", name="October 29, 2020: the night of the leaflets").locator(".touch").click()
    assert page.url.endswith("#d2020-10-29")
    box = page.locator("#d2020-10-29").bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 900
    assert page.locator("#d2020-10-29 h2 time").evaluate("e => getComputedStyle(e).boxShadow") != "none"


def test_by_keyboard(page: Page) -> None:
    """Each mark is reached, seen to be, and followed; from there the keyboard goes on in the event."""
    page.goto(OCTOBER)
    mark = page.get_by_role("link", name="October 29, 2020: the night of the leaflets")
    mark.focus()
    assert (
        page.evaluate("getComputedStyle(document.activeElement.querySelector('.touch')).strokeWidth") == "2px"
    )
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#d2020-10-29') !== null")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.evidence') !== null"), "on from the words"


def test_what_is_heard_of_the_chart(page: Page) -> None:
    page.goto(OCTOBER)
    chart = page.get_by_role("group", name="Events in the chart")
    picture = chart.get_by_role("img")
    assert (picture.get_attribute("aria-label") or "").startswith("Chart: Articles by the day of their news.")
    assert chart.get_by_role("link").count() == 5


@pytest.mark.parametrize("width", [320, 360, 600, 800, 1200])
@pytest.mark.parametrize("path", [PAGE, f"{PAGE}2020/", OCTOBER])
def test_chart_at_every_width(page: Page, path: str, width: int) -> None:
    """It is as wide as the page, its letters keep their size, no word lies on another or is cut, and no mark on another."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    found = page.evaluate(
        """() => {
            const chart = document.querySelector('svg.chart').getBoundingClientRect();
            const boxes = q => [...document.querySelectorAll('svg.chart ' + q)].filter(e => e.checkVisibility())
                .map(e => e.getBoundingClientRect()).map(b => [b.left, b.top, b.right, b.bottom]);
            return {width: document.querySelector('figure').clientWidth - chart.width, words: boxes('text'), marks: boxes('.touch'),
                    size: getComputedStyle(document.querySelector('svg.chart text')).fontSize};
        }"""
    )
    assert abs(found["width"]) < 1
    assert found["size"] == "11px"
    for boxes in (found["words"], found["marks"]):
        for n, one in enumerate(boxes):
            assert one[0] >= 0, one
            assert one[2] <= width, one
            for other in boxes[:n]:
                apart = one[0] >= other[2] or other[0] >= one[2] or one[1] >= other[3] or other[1] >= one[3]
                assert apart, (one, other)
    assert len(found["marks"]) >= 5


def test_paper(page: Page) -> None:
    page.goto(OCTOBER)
    page.emulate_media(media="print")
    assert page.is_visible("svg.chart")
    assert page.is_visible("figcaption")
    for gone in (".zoom", ".side", ".evidence", "figure details", ".onward"):
        assert not page.locator(gone).first.is_visible(), gone
    after = page.evaluate("getComputedStyle(document.querySelector('.event .from'), '::after').content")
    assert "https://p.example/" in after
    assert len(page.pdf()) > 1000


def test_an_editor_gives_a_title_and_strikes_a_sentence(page: Page) -> None:
    page.goto(f"{PAGE}2020-09/")
    page.get_by_role("link", name="Editors’ page").click()
    page.get_by_label("Title").fill("September, in four flights")
    page.get_by_role("button", name="Give it this title").click()
    page.wait_for_url("**/desk/beats/flights/timeline/2020-09/?said=done")
    assert page.get_by_role("button", name="Take the title back").is_visible()
    page.get_by_role("link", name="Public page").click()
    assert page.inner_text("h1") == "September, in four flights"
    page.go_back()
    page.get_by_role("button", name="Take the title back").click()
    page.wait_for_url("**?said=done")
    page.get_by_role("button", name="Strike out: On day 0").click()
    page.wait_for_url("**?said=done")
    assert page.get_by_role("button", name="Allow again: On day 0").is_visible()


def test_the_form_asks_for_a_period(page: Page) -> None:
    page.goto(PAGE)
    page.get_by_label("From").fill("2020-10")
    page.get_by_label("To", exact=True).fill("2020-11-15")
    page.get_by_label("Events at most").fill("3")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{PAGE}2020-10-01..2020-11-15/?events=3")
    assert page.locator(".event").count() == 3
