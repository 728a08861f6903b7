"""The search page: what it finds with real rules, and how it shows a mistake in one."""

from __future__ import annotations

from collections.abc import Iterator

import feedparser
import pytest
from starlette.testclient import TestClient

from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app

from . import desks
from .reading import all_of, first, lines, parse, text


@pytest.fixture(scope="module")
def searching(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    store = desks.reference_desk(tmp_path_factory.mktemp("searching") / "desk.db", older=60)
    yield store
    store.close()


@pytest.fixture
def search(searching: SqliteStore) -> Iterator[TestClient]:
    app = create_app(searching, desks.SETTINGS, desks.now)
    with TestClient(app, base_url="https://desk.example") as client:
        yield client


def test_found(search: TestClient) -> None:
    tree = parse(search.get("/search/?q=headline:defector*").text)
    said = lines(first(tree, "main"))
    assert "3 articles found" in said
    assert [text(e) for e in all_of(tree, "h2")][:3] == [
        t.headline for t in desks.reference_items() if "defector" in t.headline.lower()
    ]
    assert all_of(tree, "input", id="q")[0].get("value") == "headline:defector*"


def test_pages_and_feed_of_a_search(search: TestClient) -> None:
    tree = parse(search.get("/search/?q=report&page=2").text)
    nav = all_of(tree, "nav", aria_label="Pages")[0]
    assert lines(nav) == ["1 2 3 4 5 6"]
    assert {e.get("href") for e in all_of(nav, "a", rel="next")} == {"/search/?q=report&page=3"}
    link = all_of(tree, "link", rel="alternate")[0].get("href") or ""
    assert link == "/search.rss?q=report"
    read = feedparser.parse(search.get(link).content)
    assert len(read.entries) == 50
    assert read.feed.title == "Search: report — The Beatbook"
    assert search.get("/search/?q=report&page=7").status_code == 404


def test_narrowed_search(search: TestClient) -> None:
    query = "q=north&beat=defector-issues&source=nk-news&month=2020-11&language=en&author="
    tree = parse(search.get(f"/search/?{query}").text)
    said = lines(first(tree, "main"))
    assert "Narrowed to: November 2020 remove NK News remove English remove Show everything" in said
    assert "5 articles found" in said
    chosen = [text(e) for e in all_of(tree, "option") if e.get("selected") is not None]
    assert chosen == ["Defector Issues", "NK News"]
    assert "Nothing found." in search.get("/search/?q=report&beat=none").text


def test_mistake_is_shown_at_its_place(search: TestClient) -> None:
    answer = search.get("/search/", params={"q": 'border ("x"'})
    assert answer.status_code == 200
    wrong = all_of(parse(answer.text), "div", id="wrong")[0]
    assert lines(wrong) == [
        "The search could not be read", 'border ("x"', "a parenthesis is not closed, at the mark.", "Expected: a closing parenthesis",
    ]  # fmt: skip
    assert text(all_of(wrong, "mark")[0]) == "("
    at_end = all_of(parse(search.get("/search/?q=a+OR").text), "mark")[0]
    assert text(at_end) == "here"
    assert search.get("/search.rss?q=(").status_code == 400
    assert search.get("/search.rss").status_code == 404


def test_long_search(search: TestClient) -> None:
    page = search.get("/search/", params={"q": "a" * 600}).text
    parse(page)
    assert "A search has at most 500 characters." in page


def test_help(search: TestClient) -> None:
    tree = parse(search.get("/search/").text)
    examples = [text(e) for e in all_of(tree, "code")]
    assert "leaflet OR balloon" in examples
    for link in all_of(first(tree, "main"), "a"):
        assert search.get(link.get("href") or "").status_code == 200
    assert not all_of(tree, "link", rel="alternate")
