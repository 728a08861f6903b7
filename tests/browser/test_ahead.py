"""What's ahead in a browser: the diary's columns, the keyboard, what lights up, an editor's word, paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

AHEAD = "/beats/harbour/ahead/"
COUNCIL = "The port council votes on the new harbour dues on December 8."


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 1200, "height": 900})
    yield context.new_page()
    context.close()


def test_the_days_stand_beside_what_is_on_them(page: Page) -> None:
    page.goto(AHEAD)
    row = page.locator(".diary > li", has_text=COUNCIL)
    day, entries = row.locator(".on").bounding_box(), row.locator(".entry")
    assert entries.count() == 2, "two things on one day stand under one date"
    box = entries.first.bounding_box()
    assert day is not None
    assert box is not None
    assert day["x"] + day["width"] <= box["x"]
    assert abs(day["y"] - box["y"]) < 6
    page.set_viewport_size({"width": 360, "height": 740})
    day, box = row.locator(".on").bounding_box(), entries.first.bounding_box()
    assert day is not None
    assert box is not None
    assert day["y"] + day["height"] <= box["y"] + 1, "on a phone over it"


def test_what_is_written_from_the_right_stands_on_the_right(page: Page) -> None:
    page.goto(AHEAD)
    arabic = page.locator(".what[lang=ar]")
    assert arabic.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert (
        page.locator(".entry", has=arabic)
        .locator(".data")
        .first.evaluate("e => getComputedStyle(e).direction")
        == "ltr"
    )


def test_by_keyboard_from_the_diary_to_the_words(page: Page) -> None:
    """An entry's sentence, then its article, then the steps of its trail; its own page lights its words."""
    page.goto(AHEAD)
    page.get_by_role("link", name="The inquiry into the grounding").first.focus()
    order = []
    for _ in range(3):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.textContent"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    assert order == ["The Tide, Dec 2", "Oct 20", "Nov 11"]
    page.get_by_role("link", name="The inquiry into the grounding").first.press("Enter")
    page.wait_for_url("**/announcements/inquiry/")
    page.get_by_role("link", name="Nov 11").press("Enter")
    assert page.url.endswith("#e3")
    colour = "e => getComputedStyle(e).backgroundColor"
    assert page.locator("#e3 mark").evaluate(colour) != page.locator("#e1 mark").evaluate(colour)


def test_a_report_lights_with_its_words(page: Page) -> None:
    page.goto("/announcements/lighthouse/")
    page.get_by_role("link", name="The lighthouse was handed over").first.click()
    assert page.url.endswith("#e2")
    colour = "e => getComputedStyle(e).backgroundColor"
    assert page.locator("#s2").evaluate(colour) == page.locator("#e2 mark").evaluate(colour)


def test_an_editor_sets_the_days_in_the_browser_s_own_field(page: Page) -> None:
    page.goto("/desk/announcements/trial/")
    page.get_by_label("First day").fill("2021-01-19")
    page.get_by_role("button", name="Set the days").click()
    page.wait_for_url("**/desk/announcements/trial/?said=done")
    assert page.inner_text("h1") == "January 19, 2021"
    assert page.get_by_role("status").inner_text() == "Done. It stands below."
    page.get_by_role("button", name="Take back all that editors said of it").press("Enter")
    page.wait_for_url("**/desk/announcements/trial/?said=done")
    assert not page.locator("#said").is_visible()


def test_paper(page: Page) -> None:
    for address in (AHEAD, f"{AHEAD}2020-11/"):
        page.goto(address)
        page.emulate_media(media="print")
        for gone in (".ways", ".side", ".tabs"):
            assert not page.is_visible(gone), gone
        assert page.locator(".diary .on").first.is_visible()
        assert page.locator(".entry .data a").first.is_visible(), "who said it stands on paper too"
        assert len(page.pdf()) > 1000
    assert not page.is_visible(".months")


def test_the_front_has_this_week_first_in_its_column(page: Page) -> None:
    page.goto("/")
    assert page.inner_text("aside h2 >> nth=0") == "Ahead this week"
    page.get_by_role("link", name=COUNCIL).click()
    page.wait_for_url("**/announcements/council/")
