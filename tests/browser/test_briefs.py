"""Briefs in a browser: their order as text, what lights up, the keyboard, paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from .conftest import ARABIC, LEAFLETS, WIND

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

BRIEFS = "/beats/talbuk/briefs/"
STORY = "/stories/balloon-en/"
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


def test_order_is_the_reference_s(page: Page) -> None:
    """The title; then each story's headline, its brief (or why there is none), and \u201cRead more\u201d."""
    page.goto(BRIEFS)
    said = [line.strip() for line in page.inner_text("main").splitlines() if line.strip()]
    assert said[0] == "탈북민 소식"
    ends = [i for i, line in enumerate(said) if line == "Read more"]
    stories = [said[a + 1 : b] for a, b in zip([0, *ends], ends, strict=False)]
    assert len(stories) == 10
    assert [s[0] for s in stories[:4]] == [
        f"Balloons over the border ({key})" for key in ("balloon-ko", "lede", "notice", "model")
    ]
    assert stories[0][1].startswith(LEAFLETS)
    assert stories[0][1].endswith("(reported August 3, 2020)")
    assert stories[1][1:3] == ["From the article’s first lines, Courier:", f"{WIND}1"]
    assert stories[2][1] == "No brief: only boilerplate was found."
    assert stories[3][1].startswith(LEAFLETS)
    assert "written by small-1" in stories[3][2]
    assert stories[4][1] == "The brief of this story is not written yet."


def test_a_sentence_lights_the_words_it_rests_on(page: Page) -> None:
    """Without scripts: by the address alone, and so does the sentence itself."""
    page.goto(BRIEFS)
    page.get_by_role("link", name=ARABIC).click()
    page.wait_for_url(f"**{STORY}#e4")
    assert page.locator("#e4 mark").inner_text() == ARABIC
    lit, dark = colour(page, "#e4 mark"), colour(page, "#e1 mark")
    assert lit != dark == CLEAR
    assert colour(page, "#s3") == lit
    assert colour(page, "#s1") == colour(page, "#s2") == CLEAR
    assert page.locator("#e4").is_visible()
    brief, words = page.locator(".brief").bounding_box(), page.locator("#e4 mark").bounding_box()
    assert brief is not None
    assert words is not None
    assert brief["y"] >= 0
    assert brief["y"] + brief["height"] <= words["y"] <= 900 - words["height"], "both in sight"
    page.locator("#s1 > a >> nth=0").click()
    assert colour(page, "#e1 mark") == lit
    assert colour(page, "#e4 mark") == CLEAR
    page.locator("#e1").get_by_role("link", name="Sentence 1").click()
    assert page.url.endswith("#s1")
    assert colour(page, "#s1") == lit


def test_a_sentence_of_two_passages_lights_with_either(page: Page) -> None:
    for anchor in ("e1", "e2"):
        page.goto(f"{STORY}#{anchor}")
        assert colour(page, "#s1") != CLEAR
        assert colour(page, "#s2") == CLEAR
        page.goto("about:blank")


def test_by_keyboard(page: Page) -> None:
    page.goto(STORY)
    page.locator("#s3 > a >> nth=0").focus()
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    assert page.url.endswith("#e4")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.activeElement.closest('#e4') !== null")
    assert inside, "the keyboard goes on from the words"


@pytest.mark.parametrize("width", [360, 1200])
def test_focus_is_not_hidden_behind_the_brief(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 760})
    page.goto(f"{STORY}#e4")
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        hidden = page.evaluate(
            """() => { const e = document.activeElement, b = e.getBoundingClientRect();
                       if (!e.closest('.evidence')) return false;
                       const top = document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2);
                       return !(top && (e.contains(top) || top.contains(e))); }"""
        )
        assert not hidden, page.evaluate("document.activeElement.outerHTML")


def test_paper_has_the_evidence_as_numbered_notes(page: Page) -> None:
    page.goto(STORY)
    page.emulate_media(media="print")
    assert page.is_visible("#e1 blockquote")
    assert "1" in page.evaluate("getComputedStyle(document.querySelector('#e1'), '::before').content")
    assert not page.locator(".ways-on").first.is_visible()
    cite = page.evaluate("getComputedStyle(document.querySelector('#e1 .by'), '::after').content")
    assert "https://paper-0.example/balloon-en" in cite
    assert page.evaluate("getComputedStyle(document.querySelector('.brief')).position") == "static"


def test_a_reader_reports_an_error_and_an_editor_closes_it(page: Page) -> None:
    """The browser sends the forms as our policies make it: without a referrer."""
    page.goto(STORY)
    page.get_by_role("link", name="Report an error").click()
    page.get_by_label("Which sentence").select_option(index=1)
    page.get_by_label("What is wrong").fill("It was by day.")
    page.get_by_role("button", name="Send to the editors").click()
    page.wait_for_url("**/report/?said=sent")
    assert "Thank you." in page.inner_text("main")
    page.get_by_role("link", name="Reports (2)").click()
    assert "It was by day." in page.inner_text("main")
    page.get_by_label("What was done about it").last.fill("It was not.")
    page.get_by_role("button", name="Close report").last.click()
    page.wait_for_url("**/desk/reports/#report-*")
    assert "1 report is open." in page.inner_text("main")
    assert "It was not." in page.inner_text("main section")


def test_a_number_stays_with_its_sentence(page: Page) -> None:
    """No line begins with the number of the sentence before, in Chinese either."""
    torn = """() => [...document.querySelectorAll('.brief .s > a:first-child')].filter(a => {
        const words = a.firstChild, last = document.createRange();
        last.setStart(words, words.length - 1); last.setEnd(words, words.length);
        return a.querySelector('sup').getBoundingClientRect().top > last.getBoundingClientRect().bottom - 2;
    }).length"""
    page.goto(BRIEFS)
    for width in range(320, 900, 20):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(torn) == 0, width


def test_what_follows_a_brief_is_clear_of_its_shadow(page: Page) -> None:
    page.goto(STORY)
    gap = """() => document.querySelector('.brief').nextElementSibling.getBoundingClientRect().top
                   - document.querySelector('.brief').getBoundingClientRect().bottom"""
    assert page.evaluate(gap) >= 14, "the shadow fades out over .9rem"
