"""Feeds: cases from files, what must always hold, and what must not take long."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.errors import ReadError
from beatbook.gather.drafts import web_address
from beatbook.gather.feeds import parse_feed
from beatbook.model import Entry, FeedReading

CASES = Path(__file__).parent.parent / "cases" / "feeds"
HANG = 10.0


def told(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.key, "url": entry.url, "headline": entry.headline, "deck": entry.deck, "text": entry.text,
        "byline": [{"name": n.name, "kind": n.kind.value} for n in entry.byline], "section": entry.section,
        "published": entry.published and str(entry.published), "modified": entry.modified and str(entry.modified),
        "raw_published": entry.raw_published, "language": entry.language,
    }  # fmt: skip


@pytest.mark.parametrize("case", sorted(CASES.glob("*.json")), ids=lambda p: p.stem)
def test_case(case: Path) -> None:
    wanted: Mapping[str, Any] = json.loads(case.read_text("utf-8"))
    body = (CASES / wanted.get("file", case.stem + ".xml")).read_bytes()
    got = parse_feed(body, content_type=wanted.get("content_type", ""), url=wanted.get("url", ""))
    for name in ("title", "home", "language", "ttl"):
        if name in wanted:
            assert getattr(got, name) == wanted[name], name
    assert [
        {k: told(e)[k] for k in w} for e, w in zip(got.entries, wanted["entries"], strict=True)
    ] == wanted["entries"]
    for words in wanted.get("problems", []):
        assert any(words in problem for problem in got.problems), (words, got.problems)
    if "problems" not in wanted:
        assert got.problems == ()


def rss(*items: str, head: str = "") -> bytes:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{head}{body}</channel></rss>'.encode()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"), (b" \n\xef\xbb\xbf ", "empty"), (b"<!DOCTYPE html><html><head><title>x</title></head></html>", "html"),
        (b"<HTML><body>404</body>", "html"), (b"just words", "not-a-feed"), (b"<a/>", "not-a-feed"), (b"{}", "not-a-feed"),
        (b"{not json", "unreadable"), (b'{"items": ' + b"[" * 100_000, "unreadable"), (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not-a-feed"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(ReadError) as caught:
        parse_feed(body)
    assert caught.value.reason == reason


def test_the_key_is_guid_then_link_then_what_it_says() -> None:
    got = parse_feed(
        rss(
            "<guid>g</guid><link>http://a.example/</link>",
            "<link>http://a.example/1</link>",
            "<title>x</title>",
            "<title>y</title>",
            f"<guid>{'z' * 600}</guid>",
        )
    )
    keys = [e.key for e in got.entries]
    assert keys[:2] == ["g", "http://a.example/1"]
    assert all(k.startswith("sha256:") for k in keys[2:])
    assert len(set(keys)) == 5


def test_the_newest_thousand_whichever_way_the_feed_is_sorted() -> None:
    def item(n: int) -> str:
        return f"<guid>{n}</guid><pubDate>2026-01-{1 + n // 100:02}T{n % 24:02}:00:00Z</pubDate>"

    for order in (range(1500), range(1499, -1, -1)):
        got = parse_feed(rss(*map(item, order)))
        assert len(got.entries) == 1000
        assert {int(e.key) for e in got.entries} >= set(range(600, 1500))
        assert any("1500 entries" in p for p in got.problems)
        assert [int(e.key) for e in got.entries] == [
            n for n in order if str(n) in {e.key for e in got.entries}
        ]


def test_a_very_long_feed_keeps_both_ends() -> None:
    got = parse_feed(rss(*(f"<guid>{n}</guid><title>t</title>" for n in range(20_000))))
    assert len(got.entries) == 1000
    assert any("in the middle" in p for p in got.problems)


def test_markup_inside_markup_is_taken_out_once() -> None:
    got = parse_feed(
        rss(
            "<title>How to write &amp;lt;b&amp;gt;</title>",
            "<title>&lt;b&gt;Bold&lt;/b&gt; &amp;#38; free</title>",
            "<title><![CDATA[5 < 6 && 7 > 2]]></title>",
        )
    )
    assert [e.headline for e in got.entries] == ["How to write <b>", "Bold & free", "5 < 6 && 7 > 2"]


@pytest.mark.parametrize(("said", "encoding"), [("정원기 기자의 항구 소식과 날씨", "cp949"), ("港のニュースと天気をおしらせします", "euc_jp"), ("港のニュースと天気をおしらせします", "cp932")])  # fmt: skip
def test_an_encoding_nobody_stated(said: str, encoding: str) -> None:
    got = parse_feed(rss(f"<title>{said}</title>").decode().encode(encoding))
    assert got.entries[0].headline == said
    assert any("encoding" in p for p in got.problems)


def test_no_file_is_opened_and_no_entity_grows(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOP SECRET")
    body = (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
        + rss("<title>&x;&b;</title>").decode().split("?>")[1]
    )
    try:
        got = repr(parse_feed(body.encode()))
    except ReadError:
        got = ""
    assert "SECRET" not in got
    assert "a" * 30 not in got


MEGA = 1 << 20
HOSTILE = {
    "one attribute": b'<rss><channel><item a="'
    + b"x" * 15 * MEGA
    + b'"><title>t</title></item></channel></rss>',
    "many attributes": b"<rss><channel><item "
    + b" ".join(b"a%d='1'" % n for n in range(100_000))
    + b"/></channel></rss>",
    "deep": b"<rss><channel><item>" + b"<a>" * 200_000 + b"</a>" * 200_000,
    "open": b"<rss><channel><item><title>" + b"<" * 3 * MEGA,
    "open in a description": rss("<description><![CDATA[" + "<a " * MEGA + "]]></description>"),
    "quotes": rss("<description><![CDATA[" + '<a b="' * MEGA + "]]></description>"),
    "comments": rss("<description><![CDATA[" + "<!--" * MEGA + "]]></description>"),
    "items": rss() + b"<item><title>x</title></item>" * 200_000,
    "author": rss("<author>a@" + "a." * MEGA + "</author>"),
    "links": rss("<link>x</link>" * 300_000),
    "ampersands": b"<rss><channel><item><title>" + b"&" * 3 * MEGA,
    "spaces": b" " * 10 * MEGA + rss("<title>x</title>"),
    "dates": rss("<pubDate>" + "1" * MEGA + "</pubDate>", "<pubDate>" + "Mon, " * MEGA + "</pubDate>"),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_nothing_takes_long(body: bytes) -> None:
    begun = time.monotonic()
    try:
        parse_feed(body[: 15 * MEGA])
    except ReadError:
        pass
    assert time.monotonic() - begun < HANG


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=400),
        st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass")),
        st.lists(st.sampled_from(["<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<![CDATA[", "]]>", "&amp;", "&#0;", "&#xD800;", "&#x1F600;", "<guid>", "</guid>", "x\0", "\ud800", "<feed>", "<entry>", "<updated>9999-12-31T23:59:59-14:00</updated>", "<pubDate>", "</pubDate>", "{", '"items":[', "]}", "\u202e", "日本"]), max_size=30).map(lambda p: "".join(p).encode("utf-8", "surrogatepass")),
    )
)  # fmt: skip
def test_whatever_comes_in_what_comes_out_is_clean(body: bytes) -> None:
    try:
        got = parse_feed(body, url="https://a.example/feed")
    except ReadError:
        return
    assert isinstance(got, FeedReading)
    assert len({e.key for e in got.entries}) == len(got.entries)
    for entry in got.entries:
        assert entry.url is None or entry.url.startswith(("http://", "https://"))
        for text in (
            entry.key,
            entry.headline,
            entry.deck,
            entry.section,
            entry.raw_published,
            got.title,
            *(n.name for n in entry.byline),
        ):
            if text is not None:
                text.encode("utf-8")
                assert text == text.strip()
                assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in text)


@pytest.mark.parametrize(
    ("said", "base", "wanted"),
    [
        ("http://a.example/x", "", "http://a.example/x"), (" HTTPS://a.example/ ", "", "https://a.example/"), ("/x", "https://a.example/y", "https://a.example/x"),
        ("//b.example/x", "https://a.example/y", "https://b.example/x"), ("x", "", None), ("javascript:x", "https://a.example/", None),
        ("java\nscript:x", "https://a.example/", None), ("\x01javascript:x", "", None), ("http://", "", None), ("http://[", "", None),
        ("http://a.example:x/", "", None), ("data:text/html,x", "", None), ("ftp://a.example/", "", None), ("http://a.example/a b", "", "http://a.example/a%20b"),
        ("http://a.example/\ud800", "", None), ("", "https://a.example/", None), (None, "", None),
    ],
)  # fmt: skip
def test_web_addresses(said: str | None, base: str, wanted: str | None) -> None:
    got = web_address(said, base)
    assert got == wanted or (got is not None and got.lower() == wanted)
