"""Figures in a browser: the chart at every width, in the dark and on paper, in other people's pages, and for those who hear it."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ALL = "/beats/strait/figures/"
PAGE = f"{ALL}arrivals/"
RICE = f"{ALL}rice/"
LIGHTNESS = """e => {
    const c = document.createElement('canvas').getContext('2d');
    c.fillStyle = e; c.fillRect(0, 0, 1, 1);
    const v = [...c.getImageData(0, 0, 1, 1).data].slice(0, 3).map(x => x / 255)
        .map(x => x <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
    return .2126 * v[0] + .7152 * v[1] + .0722 * v[2];
}"""


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 1200, "height": 900})
    yield context.new_page()
    context.close()


def test_order_as_text(page: Page) -> None:
    page.goto(PAGE)
    said = [line.strip() for line in page.inner_text("main").splitlines() if line.strip()]
    assert said[:4] == [
        "The Strait › Figures",
        "Arrivals in the South a year",
        "By the ministry’s own count.",
        "Arrivals in the South a year: 195 in 2020 so far, as of October 21; at least 1,000 in each year from 2000 to 2019",
    ]
    assert said.index("What was stated") > said.index("as the Ministry of Settlement has it")


def test_what_is_heard_of_the_chart(page: Page) -> None:
    page.goto(PAGE)
    picture = page.get_by_role("img")
    assert picture.count() == 1
    name = page.evaluate("document.getElementById('figure-says').textContent")
    assert name == page.inner_text("figcaption")
    assert "The table below has the numbers." in page.evaluate(
        "document.getElementById('figure-more').textContent"
    )


@pytest.mark.parametrize("width", [320, 360, 600, 800, 1200])
@pytest.mark.parametrize("path", [PAGE, RICE, ALL, f"{PAGE}embed/"])
def test_chart_at_every_width(page: Page, path: str, width: int) -> None:
    """It fits its page, its letters keep their size, and no word is cut or lies on another or on a mark."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = page.evaluate(
        """() => [...document.querySelectorAll('svg.fig[role=img]')].map(chart => {
            const boxes = q => [...chart.querySelectorAll(q)].filter(e => e.checkVisibility())
                .map(e => [e.getBoundingClientRect(), e.textContent]).map(([b, t]) => [b.left, b.top, b.right, b.bottom, t]);
            return {words: boxes('text'), labels: boxes('.label'), marks: boxes('.exact use, .about use'),
                    size: getComputedStyle(chart.querySelector('text')).fontSize, bytes: chart.outerHTML.length};
        })"""
    )
    assert found
    for chart in found:
        assert chart["size"] == "11px"
        assert chart["bytes"] < 30_000
        for n, one in enumerate(chart["words"]):
            assert one[0] >= 0, one
            assert one[2] <= width, one
            assert not any(touch(one, other) for other in chart["words"][:n]), one
        for one in chart["labels"]:
            assert not any(touch(one, other, 2) for other in chart["marks"]), one
    if path == PAGE and width >= 360:
        assert "195 so far, as of Oct 21" in [one[4] for one in found[0]["labels"]]


def touch(one: list[float], other: list[float], by: float = 0.5) -> bool:
    """Whether two boxes lie on one another by more than so many pixels."""
    return (
        min(one[2], other[2]) - max(one[0], other[0]) > by
        and min(one[3], other[3]) - max(one[1], other[1]) > by
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_are_seen(browser: Browser, address: str, scheme: Any) -> None:
    """What tells something has three times the light of its ground, or a third (WCAG 1.4.11), in the picture that stands alone, too."""
    context = browser.new_context(base_url=address, color_scheme=scheme)
    page = context.new_page()
    page.goto(PAGE)
    ground = page.evaluate(LIGHTNESS, page.evaluate("getComputedStyle(document.body).backgroundColor"))
    for what, how in (
        (".exact", "fill"), (".about", "stroke"), ("g.earlier", "stroke"), (".line.edge", "stroke"), (".line.far", "stroke"),
        (".line.join", "stroke"), (".hachure", "stroke"), (".bound", "stroke"), (".ground", "stroke"),
    ):  # fmt: skip
        colour = page.locator(f"figure > svg {what}").first.evaluate(f"e => getComputedStyle(e).{how}")
        light = page.evaluate(LIGHTNESS, colour)
        assert (max(light, ground) + 0.05) / (min(light, ground) + 0.05) >= 3, (what, colour)
    context.close()


def test_shapes_differ_without_colour(page: Page) -> None:
    """Rivals have shapes of their own, and about is hollow: in one colour all of it is there."""
    page.goto(PAGE)
    shapes = page.evaluate(
        "[...new Set([...document.querySelectorAll('figure > svg .exact use')].map(e => e.getAttribute('href')))]"
    )
    assert len(shapes) == 3
    colours = page.evaluate(
        "[...new Set([...document.querySelectorAll('figure > svg .exact use')].map(e => getComputedStyle(e).fill))]"
    )
    assert len(colours) == 1
    assert page.locator(".figure-key use").count() >= 4


def test_paper(page: Page) -> None:
    page.goto(PAGE)
    page.emulate_media(media="print")
    for shown in ("figure > svg", "figcaption", ".figure-key", "table.stated"):
        assert page.is_visible(shown), shown
    assert not page.is_visible(".side")
    assert len(page.pdf()) > 1000


def test_a_row_that_the_address_names(page: Page) -> None:
    page.goto(PAGE)
    anchor = page.locator("table.stated li[id]").nth(1).get_attribute("id")
    page.goto(f"{PAGE}#{anchor}")
    shadow = page.evaluate(
        "a => getComputedStyle(document.getElementById(a).closest('tbody')).boxShadow", anchor
    )
    assert shadow != "none"


def test_table_is_read_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(PAGE)
    inner, outer = page.evaluate("(e => [e.scrollWidth, e.clientWidth])(document.querySelector('.wide'))")
    assert inner <= outer
    first = page.inner_text("table.stated tbody").splitlines()
    assert [line.strip() for line in first if line.strip()][:2] == ["2020", "195 · so far"] or "195" in first[
        1
    ]


@pytest.fixture
def elsewhere(tmp_path: Path, address: str) -> Iterator[str]:
    """Another site, whose page has the chart in a frame, and as a picture, and the figure's page in a frame."""
    html = (
        f'<!doctype html><iframe id="chart" src="{address}{PAGE}embed/" width="500" height="480"></iframe>'
        f'<iframe id="whole" src="{address}{PAGE}"></iframe><img src="{address}{PAGE.rstrip("/")}.svg" alt="">'
    )
    (tmp_path / "index.html").write_text(html, encoding="utf-8")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_in_other_peoples_pages(page: Page, elsewhere: str) -> None:
    page.goto(elsewhere, wait_until="networkidle")
    chart = page.frame_locator("#chart")
    assert chart.get_by_role("img").is_visible()
    assert chart.get_by_role("link", name="This figure’s page").get_attribute("target") == "_top"
    assert page.frame_locator("#whole").locator("svg").count() == 0
    assert page.evaluate("document.querySelector('img').naturalWidth") == 640


def test_an_editor_strikes_one_out_and_takes_it_back(page: Page) -> None:
    page.goto(PAGE)
    page.get_by_role("link", name="Editors’ page").click()
    page.get_by_role("button", name="Strike out: 1,105").click()
    page.wait_for_url("**?said=done")
    page.get_by_role("link", name="Public page").click()
    assert "1,105" not in page.inner_text("main")
    page.go_back()
    page.get_by_role("button", name="Take it back: 1,105").click()
    page.wait_for_url("**?said=done")
    page.get_by_role("link", name="Public page").click()
    assert "1,105" in page.inner_text("main")
