"""A reader of members' pieces in a browser: the key, the cookie that it keeps, feed addresses that are shown once, and out again."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from beatbook.model import Tier, TokenKind
from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app
from beatbook.work.readers import Readers
from tests.web import desks, newsroom

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def readers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Readers]]:
    """A served desk of https behind a proxy, asked without it on this machine; and its readers."""
    store = SqliteStore(tmp_path_factory.mktemp("served") / "desk.db")
    desks.publish(store, newsroom.review(Tier.MEMBERS), newsroom.document(newsroom.strait(store)), desks.NOW)
    settings = replace(newsroom.TWO, web=replace(newsroom.TWO.web, editors="off"))
    app = create_app(store, settings, desks.now)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}", Readers(store, desks.now)
    server.should_exit = True
    thread.join()
    store.close()


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, readers: tuple[str, Readers], request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        base_url=readers[0],
        color_scheme=request.param,
        viewport={"width": 360, "height": 740},
        bypass_csp=True,
    )
    yield context.new_page()
    context.close()


def is_well(page: Page) -> None:
    """Nothing keeps anybody out, and nothing has to be scrolled sideways."""
    from axe_playwright_python.sync_playwright import Axe

    options: dict[str, Any] = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    results = Axe().run(page, options=options)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_in_and_out_by_keyboard(page: Page, readers: tuple[str, Readers]) -> None:
    ada, key = readers[1].add("Ada Quay", "editor")
    page.goto("/me/")
    page.get_by_label("Your key").fill("wrong")
    page.keyboard.press("Enter")
    page.get_by_role("alert").filter(has_text="nobody’s key").wait_for()
    is_well(page)
    page.get_by_label("Your key").fill(key)
    page.keyboard.press("Enter")
    page.wait_for_url("**/me/")
    page.get_by_text("Signed in as Ada Quay").wait_for()
    assert page.evaluate("document.cookie") == ""
    (cookie,) = page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["secure"]) == ("__Host-beatbook", True, True)
    assert key not in page.content()
    is_well(page)
    page.get_by_role("button", name="Make the addresses").focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").wait_for()
    addresses = re.findall(r"https://desk\.example/my/[^<\"]+", page.content())
    assert len(set(addresses)) == 6, addresses
    is_well(page)
    page.goto("/me/")
    assert "/my/" not in page.content()
    page.get_by_role("button", name="Sign out", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_text("You are signed out.").wait_for()
    assert page.context.cookies() == []
    assert readers[1].tokens(ada.slug, TokenKind.SESSION) == []
    page.go_back()
    assert not page.get_by_text("Signed in as").is_visible(), "a browser keeps no copy of it"


def test_from_the_notice_to_the_whole_and_back(page: Page, readers: tuple[str, Readers]) -> None:
    """A browser does not show what it kept from before somebody signed in, or out."""
    key = readers[1].add("Ada Quay", "editor")[1]
    review, fines = "/beats/defector-issues/reviews/2020-11/", page.get_by_text(newsroom.FINES)
    for _ in range(2):
        page.goto(review)
        assert fines.count() == 0
        page.get_by_role("main").get_by_role("link", name="Sign in").click()
        page.get_by_label("Your key").fill(key)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{review}")
        fines.first.wait_for()
        is_well(page)
        page.get_by_role("link", name="For members").click()
        page.get_by_role("button", name="Sign out", exact=True).click()
        page.get_by_text("You are signed out.").wait_for()
        page.goto(review)
        assert fines.count() == 0
