"""From a page to its feeds, and to the name of who makes it."""

from __future__ import annotations

import pytest

from beatbook.gather.discovery import describe, discover, guesses, site_name
from beatbook.model import FeedKind

URL = "https://www.gazette.example/news/"
PAGE = """<!doctype html><html lang="en-GB"><head><title>Home | Gazette – All the tides</title>
<link rel="alternate" type="application/rss+xml" title="Gazette » Comments Feed" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" title="Gazette en français" hreflang="fr" href="/fr/feed/">
<link rel="alternate" type="application/rss+xml" title="Harbour" href="/category/harbour/feed/">
<link rel="alternate" type="application/rss+xml" title="Gazette" href="/feed/">
<link rel="alternate" type="application/json+oembed" href="/oembed"><link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
<link rel="stylesheet" href="/s.css"><link rel=feed href=atom.xml>
</head><body><a href="/rss.xml">RSS</a><a href="javascript:feed">x</a><a href="https://twitter.com/feed/">x</a></body></html>"""


def test_the_main_feed_comes_first_and_comments_last() -> None:
    found = discover(PAGE.encode(), URL, "text/html; charset=utf-8")
    assert [f.url.removeprefix("https://www.gazette.example") for f in found] == [
        "/feed/", "/news/atom.xml", "/category/harbour/feed/", "/fr/feed/", "/comments/feed/", "/rss.xml",
    ]  # fmt: skip
    assert found[0].title == "Gazette"
    assert (found[0].sure, found[-1].sure) == (True, False)


def test_a_page_that_is_itself_one() -> None:
    rss = b"<rss version='2.0'><channel><title>T</title><item><title>x</title></item></channel></rss>"
    assert [(f.url, f.kind, f.title) for f in discover(rss, URL)] == [(URL, FeedKind.FEED, "T")]
    assert (
        discover(b"<urlset><url><loc>https://a.example/</loc></url></urlset>", URL)[0].kind
        is FeedKind.SITEMAP
    )
    assert (
        discover(b'{"version":"https://jsonfeed.org/version/1","title":"J","items":[]}', URL)[0].title == "J"
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\0\xff",
        b"<",
        b"<link rel=alternate type=application/rss+xml href='javascript:x'>",
        b"<div>" * 50_000,
        b"<base href='http://['><a href='http://[/feed'>",
    ],
)
def test_pages_that_name_none(body: bytes) -> None:
    assert discover(body, URL, "text/html; charset=nonsense") == []


def test_guesses_are_few_and_in_order() -> None:
    found = guesses(
        URL,
        ["https://www.gazette.example/all.xml", "https://www.gazette.example/news-today.xml", "javascript:x"],
    )
    urls = [f.url for f in found]
    assert urls[0] == "https://www.gazette.example/news/feed/"
    assert "https://www.gazette.example/feed/" in urls
    maps = [f for f in found if f.kind is FeedKind.SITEMAP]
    assert [m.url.rpartition("/")[2] for m in maps[:3]] == ["news-today.xml", "all.xml", "sitemap_news.xml"]
    assert (maps[0].sure, maps[2].sure) == (True, False)
    assert len(found) < 30
    assert len(set(urls)) == len(urls)


def test_who_makes_it() -> None:
    page = describe(PAGE.encode(), URL)
    assert (page.name, page.language, page.home) == ("Gazette", "en-gb", "https://www.gazette.example/")
    named = describe(
        b'<html><head><meta property="og:site_name" content="The &amp; Paper"><title>x</title>', URL
    )
    assert named.name == "The & Paper"
    assert describe(b"", URL).name is None


@pytest.mark.parametrize(
    ("title", "host", "wanted"),
    [("Gazette", "", "Gazette"), ("Breaking news - The Daily Tide", "dailytide.example", "The Daily Tide"), ("Home | Quay", "x.example", "Quay"), ("", "", None), ("The Tide: news of the sea", "tide.example", "The Tide")],
)  # fmt: skip
def test_site_names(title: str, host: str, wanted: str | None) -> None:
    assert site_name(title, host) == wanted
