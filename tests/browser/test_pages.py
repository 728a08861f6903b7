"""The pages in a browser: their text, the keyboard, contrast and names, the dark, a phone, paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.web import desks

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ARCHIVE = "/beats/defector-issues/"
PAGES = [
    "/",
    ARCHIVE,
    f"{ARCHIVE}?page=25",
    f"{ARCHIVE}?page=49",
    f"{ARCHIVE}?month=2020-11&author=jeongmin-kim",
    f"{ARCHIVE}by/author/",
    "/beats/",
    "/sign-in/",
    "/sign-in/?said=out",
    "/beats/talbuk/",
    "/beats/talbuk/?view=articles",
    "/beats/defector-issues/series/",
    "/beats/talbuk/series/",
    "/beats/talbuk/series/ask-the-clerk-paper-0/",
    "/stories/ko0/",
    "/stories/ko0/?order=oldest&since=2020-12-01",
    "/stories/ko2/",
    "/stories/nk00003/",
    "/articles/nk00003/",
    "/articles/changed/",
    "/articles/ar1/",
    "/sources/",
    "/sources/sahifa/",
    "/desk/sources/sahifa/",
    "/desk/articles/ar1/",
    "/desk/articles/changed/",
    "/desk/stories/ko0/",
    "/desk/authors/",
    "/desk/articles/budget-2/",
    "/articles/budget-2/",
    "/authors/jeongmin-kim/",
    "/search/",
    "/search/?q=report&language=en",
    "/search/?q=a+(b",
    "/search/?q=nowhere",
    "/beats/talbuk/briefs/",
    "/beats/talbuk/briefs/?month=2020-11",
    "/beats/defector-issues/briefs/?page=2",
    "/stories/balloon-en/",
    "/stories/balloon-en/briefs/1/#s1",
    "/stories/balloon-en/#e2",
    "/stories/lede/",
    "/stories/notice/",
    "/stories/balloon-en/report/?brief=2&sentence=1",
    "/stories/balloon-en/report/?said=sent",
    "/desk/reports/",
    "/desk/stories/balloon-en/",
    "/desk/articles/balloon-ko/?version=1&mark=0-10",
    "/beats/harbour/ahead/",
    "/beats/harbour/ahead/2020-11/",
    "/beats/talbuk/ahead/",
    "/beats/talbuk/ahead/2020-11/",
    "/announcements/inquiry/",
    "/announcements/lighthouse/#e2",
    "/announcements/market/",
    "/desk/announcements/inquiry/",
    "/desk/announcements/council/?said=no-such-date",
    "/beats/flights/timeline/",
    "/beats/flights/timeline/2020/",
    "/beats/flights/timeline/2020-10/",
    "/beats/flights/timeline/2020-10-29/",
    "/beats/flights/timeline/2020-10/#e9",
    "/beats/flights/timeline/2018/",
    "/beats/flights/timeline/2020-13/",
    "/stories/flight-0/timeline/",
    "/authors/jeongmin-kim/timeline/",
    "/search/timeline/?q=flights",
    "/desk/beats/flights/timeline/2020-10/",
    "/beats/ferries/",
    "/beats/ferries/reviews/",
    "/beats/ferries/pieces/",
    "/beats/ferries/reviews/2020-11/",
    "/beats/ferries/reviews/2020-11/1/",
    "/beats/ferries/reviews/2020-11/#e3",
    "/beats/ferries/reviews/2020-10/",
    "/beats/ferries/pieces/abbara/",
    "/beats/ferries/pieces/for-few/",
    "/beats/ferries/pieces/gone/",
    "/desk/pieces/",
    "/desk/pieces/ferries/review-2020-11/",
    "/desk/pieces/ferries/not-yet/",
    "/desk/pieces/ferries/begun/",
    "/beats/strait/figures/",
    "/beats/strait/figures/arrivals/",
    "/beats/strait/figures/rice/",
    "/beats/strait/figures/arrivals/#v3",
    "/beats/strait/figures/arrivals/embed/",
    "/beats/talbuk/figures/",
    "/desk/beats/strait/figures/",
    "/desk/beats/strait/figures/arrivals/?said=done",
    "/nothing",
    f"{ARCHIVE}?page=50",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 1200, "height": 900})
    yield context.new_page()
    context.close()


def test_text_is_the_reference_line_for_line(page: Page) -> None:
    page.goto(ARCHIVE)
    said = page.inner_text(".day") + "\n" + page.inner_text("main")
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    assert lines == desks.reference_lines()


def test_nothing_is_refused_by_the_policy(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in PAGES:
        answer = page.goto(path)
        assert answer is not None
        if answer.status != 200:
            said = [s for s in said if str(answer.status) not in s]
    assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessible(browser: Browser, address: str, scheme: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    context = browser.new_context(base_url=address, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    for path in PAGES:
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        results = axe.run(page, options=options)
        assert results.violations_count == 0, (path, results.generate_report())
    context.close()


def test_keyboard(page: Page) -> None:
    """The skip link comes first; then the masthead, the list and the side column, in the order in which they are read."""
    page.goto(ARCHIVE)
    order = []
    for _ in range(16):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.textContent.trim()"))
        box = page.evaluate("(e => getComputedStyle(e).outlineStyle)(document.activeElement)")
        assert box == "solid", order[-1]
    first = desks.reference_items()[0]
    assert order[:8] == [
        "Skip to the content", "The Beatbook", "Front", "Beats", "Sources", "Search", "Pieces", "Reports (1)",
    ]  # fmt: skip
    assert order[8:16] == [
        "Archive", "Briefs", "Timeline", "What’s ahead", "Figures", "Reviews", first.headline, first.byline,
    ]  # fmt: skip
    page.goto(ARCHIVE)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == first.headline


def test_targets_are_large_enough(page: Page) -> None:
    """24 px, but for links inside a sentence."""
    small = """() => [...document.querySelectorAll('a, button, input, select, summary')]
        .filter(e => !e.closest('h1, h2, h3, .rule, .narrowed, dd, dt, .brief, .note') && e.type !== 'hidden' && e.checkVisibility()
                     && !e.matches('.skip') && e.getBoundingClientRect().height < 23.5)
        .map(e => e.outerHTML + e.getBoundingClientRect().height)"""
    for path in PAGES:
        page.goto(path)
        assert page.evaluate(small) == [], path


def test_dark_is_dark(browser: Browser, address: str) -> None:
    colours = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(base_url=address, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto("/")
        colours[scheme] = page.evaluate("getComputedStyle(document.body).backgroundColor")
        context.close()
    assert colours == {"light": "rgb(255, 253, 248)", "dark": "rgb(20, 19, 15)"}


@pytest.mark.parametrize("width", [320, 360, 768])
def test_phone_does_not_scroll_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_large_letters_do_not_scroll_sideways(page: Page) -> None:
    """WCAG 1.4.4: twice the size at 1280 px is the same as 640 px."""
    page.set_viewport_size({"width": 640, "height": 480})
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, path


def test_print(page: Page) -> None:
    page.goto(ARCHIVE)
    page.emulate_media(media="print")
    for gone in (".ways", ".side", ".pages", ".skip", ".foot"):
        assert not page.is_visible(gone), gone
    assert page.is_visible(".day")
    after = "getComputedStyle(document.querySelector('.by'), '::after').content"
    assert "https://www.nknews.example/2020/12/nk00000/" in page.evaluate(after)
    page.goto("/articles/changed/")
    assert "https://s.example/1" in page.evaluate(
        "getComputedStyle(document.querySelector('.read a'), '::after').content"
    )
    assert len(page.pdf()) > 1000


def test_an_editor_undoes_a_lesson_by_keyboard(page: Page) -> None:
    """The browser sends the form as our policies make it: without a referrer."""
    page.goto("/sources/sahifa/")
    page.get_by_role("link", name="Editors’ page").click()
    button = page.get_by_role("button", name="Undo: تابعونا")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/sources/sahifa/#boilerplate-5e")
    assert page.get_by_role("button", name="Let it count: تابعونا").is_visible()
    assert "Undone by an editor" in page.inner_text("#boilerplate-5e")


def test_no_motion(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(ARCHIVE)
    moving = "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration !== '0s').length"
    assert page.evaluate(moving) == 0


def test_verdicts_are_seen_on_a_phone(page: Page) -> None:
    """Who says what of an article, without scrolling sideways."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/desk/articles/ar1/")
    inner, outer = page.evaluate("(e => [e.scrollWidth, e.clientWidth])(document.querySelector('.wide'))")
    assert inner <= outer
