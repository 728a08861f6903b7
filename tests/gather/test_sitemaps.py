"""Sitemaps, indexes, and what is neither."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from beatbook.errors import ReadError
from beatbook.gather.sitemaps import CHILDREN_CAP, parse_sitemap, since

URL = "https://a.example/sitemap.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def urlset(*urls: str) -> bytes:
    return f'<?xml version="1.0"?><urlset {NS}>{"".join(f"<url>{u}</url>" for u in urls)}</urlset>'.encode()


NEWS = """<loc>https://a.example/1</loc><lastmod>2026-11-19</lastmod><news:news><news:publication><news:name>A Paper</news:name>
<news:language>en</news:language></news:publication><news:publication_date>2026-11-18T10:00:00+09:00</news:publication_date>
<news:title>Tide &amp;amp; time</news:title><news:keywords>sea, moon</news:keywords></news:news>"""


@pytest.mark.parametrize("pack", [bytes, lambda b: gzip.compress(b, mtime=0)])
def test_news(pack: object) -> None:
    got = parse_sitemap(
        pack(urlset(NEWS, "<loc>/2</loc>", "<loc>https://a.example/1</loc>", "<loc>ftp://x/</loc>")), url=URL
    )  # type: ignore[operator]
    first, second = got.entries
    assert (first.key, first.headline, first.language, first.section) == (
        "https://a.example/1",
        "Tide & time",
        "en",
        "sea",
    )
    assert (str(first.published), str(first.modified)) == ("2026-11-18T10:00:00+09:00", "2026-11-19")
    assert second.url == "https://a.example/2"
    assert got.title == "A Paper"
    assert {"1 without a usable address", "1 repeated (the first is kept)"} <= set(got.problems)


def test_an_index_keeps_to_its_host_and_its_cap() -> None:
    def line(n: int) -> str:
        return f"<sitemap><loc>https://www.a.example/s{n}.xml</loc><lastmod>2026-01-{1 + n % 28:02}</lastmod></sitemap>"

    body = f"<sitemapindex {NS}><sitemap><loc>https://b.example/s</loc></sitemap><sitemap><loc>{URL}</loc></sitemap>{''.join(map(line, range(500)))}</sitemapindex>"
    got = parse_sitemap(body.encode(), url=URL)
    assert len(got.children) == CHILDREN_CAP
    assert got.entries == ()
    assert all(child.startswith("https://www.a.example/") for child in got.children)
    assert got.children[0].endswith("s27.xml")
    assert any("on another host" in p for p in got.problems)


def test_plain_text_and_feeds() -> None:
    got = parse_sitemap(b"\xef\xbb\xbfhttps://a.example/1\r\nnonsense\r\nhttps://a.example/2\n", url=URL)
    assert [e.key for e in got.entries] == ["https://a.example/1", "https://a.example/2"]
    assert (
        parse_sitemap(
            b"<rss version='2.0'><channel><title>t</title><item><link>https://a.example/3</link></item></channel></rss>",
            url=URL,
        )
        .entries[0]
        .url
        == "https://a.example/3"
    )


def test_a_broken_one_gives_what_came_before_the_fault() -> None:
    got = parse_sitemap(
        urlset("<loc>https://a.example/1</loc>", "<loc>https://a.example/2</loc>")[:-20], url=URL
    )
    assert got.entries[0].url == "https://a.example/1"
    assert any("not well-formed" in p for p in got.problems)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"), (b"<html></html>", "html"), (b"<a/>", "not-a-sitemap"), (b"words\n" * 30, "not-a-sitemap"),
        (b'<!DOCTYPE urlset [<!ENTITY a "b">]><urlset><url><loc>https://a.example/&a;</loc></url></urlset>', "dtd"),
        (b'<!DOCTYPE urlset SYSTEM "file:///etc/passwd"><urlset/>', "dtd"),
        (gzip.compress(b"\0" * 60_000_000, mtime=0), "too-large"), (gzip.compress(b"x" * 999, mtime=0)[:-9], "truncated"), (b"\x1f\x8bjunk", "encoding"),
    ],
)  # fmt: skip
def test_what_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        parse_sitemap(body, url=URL)
    assert caught.value.reason == reason


def test_limits_and_window() -> None:
    got = parse_sitemap(
        urlset(
            *(
                f"<loc>https://a.example/{n}</loc><lastmod>2026-{1 + n % 12:02}-01</lastmod>"
                for n in range(51_000)
            )
        ),
        url=URL,
        most=100,
    )
    assert len(got.entries) == 100
    assert any("more than 50000" in p for p in got.problems)
    now = datetime(2026, 11, 20, tzinfo=UTC)
    entries = parse_sitemap(
        urlset(
            NEWS,
            "<loc>https://a.example/2</loc>",
            "<loc>https://a.example/3</loc><lastmod>2020-01-01</lastmod>",
        ),
        url=URL,
    ).entries
    assert [e.key[-1] for e in since(entries, now, timedelta(days=3))] == ["1", "2"]
