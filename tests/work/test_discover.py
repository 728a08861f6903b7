"""From an address to a source with feeds, over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from beatbook.desk import Desk, local_pair
from beatbook.errors import FetchError, InputError
from beatbook.model import FeedKind, Source
from tests.work.town import Town, page, rss


@pytest.fixture
def town() -> Iterator[Town]:
    with Town() as town:
        yield town


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    Desk.init(tmp_path / "desk")
    with Desk.open(tmp_path / "desk", environ={}) as desk:
        yield desk


def find(desk: Desk, town: Town, path: str = "/") -> tuple[Source, Sequence[tuple[str, FeedKind]]]:
    return asyncio.run(desk.find_feeds(town.base + path, [town.pair]))


def home(links: str, title: str = "The Tide | News from the strait") -> str:
    return f'<html lang="en"><head><title>{title}</title>{links}</head><body><h1>x</h1></body></html>'


def test_the_feed_a_home_page_announces(desk: Desk, town: Town) -> None:
    town.put(
        "/",
        home(
            '<link rel="alternate" type="application/rss+xml" href="feed"><link rel="alternate" type="application/rss+xml" href="/comments/feed">'
        ),
    )
    town.put("/feed", rss(town.base, ("/1", "One")))
    town.put("/comments/feed", rss(town.base, ("/1#c1", "Comment")))
    source, feeds = find(desk, town)
    assert (source.name, source.slug, source.language) == ("The Tide", "the-tide", "en")
    assert feeds[0] == (f"{town.base}/feed", FeedKind.FEED)


def test_a_feed_named_outright(desk: Desk, town: Town) -> None:
    town.put("/feed", rss(town.base, ("/1", "One")))
    source, feeds = find(desk, town, "/feed")
    assert source.name == "The Tide"
    assert feeds == [(f"{town.base}/feed", FeedKind.FEED)]
    assert town.paths() == ["/feed"]


def test_a_feed_that_only_a_guess_finds(desk: Desk, town: Town) -> None:
    town.put("/", home(""))
    town.put("/rss.xml", rss(town.base, ("/1", "One")))
    assert find(desk, town)[1] == [(f"{town.base}/rss.xml", FeedKind.FEED)]


def test_a_page_without_feeds_is_said_so(desk: Desk, town: Town) -> None:
    town.put("/", home(""))
    with pytest.raises(InputError, match="names none"):
        find(desk, town)
    assert len(town.asked) < 20


def test_a_feed_that_is_announced_and_broken_is_named(desk: Desk, town: Town) -> None:
    town.put("/", home('<link rel="alternate" type="application/rss+xml" href="feed">'))
    town.put("/feed", "down", 503)
    with pytest.raises(InputError, match=r"/feed: http-503"):
        find(desk, town)


def test_an_address_that_does_not_answer(desk: Desk, town: Town) -> None:
    with pytest.raises(FetchError, match="http-404"):
        find(desk, town, "/nothing")


def test_a_private_address_is_not_asked_unless_it_was_allowed(desk: Desk, town: Town) -> None:
    town.put("/", page("Home"))
    with pytest.raises(FetchError, match=r"address|port"):
        asyncio.run(desk.find_feeds(town.base, []))
    assert town.asked == []


@pytest.mark.parametrize(
    ("url", "pair"),
    [
        ("http://127.0.0.1:8900/site00/", "127.0.0.1:8900"),
        ("http://localhost/", "localhost:80"),
        ("https://[::1]/x", "[::1]:443"),
        ("https://paper.example/", None),
        ("http://10.0.0.1/", None),
        ("http://127.0.0.1.paper.example/", None),
    ],
)
def test_only_this_machine_is_allowed_by_being_named(url: str, pair: str | None) -> None:
    assert local_pair(url) == pair


def test_a_feed_the_desk_has_leads_to_the_source_that_has_it(desk: Desk) -> None:
    one = desk.add_source(Source("tide", "The Tide"), [("https://tide.example/feed", FeedKind.FEED)])
    two = desk.add_source(Source("the-tide", "The Tide"), [("https://tide.example/feed", FeedKind.FEED)])
    assert (one.slug, two.slug) == ("tide", "tide")
    assert len(desk.store.feeds()) == 1
