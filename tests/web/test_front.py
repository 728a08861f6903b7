from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from starlette.testclient import TestClient

from beatbook.model import Beat, FeedKind, Moment, Source, Version
from beatbook.store import tables as t
from beatbook.store.sqlite import SqliteStore

from . import desks
from .reading import all_of, first, lines, parse, text


def test_front_of_the_reference_desk(client: TestClient) -> None:
    tree = parse(client.get("/").text)
    assert [text(e) for e in all_of(tree, "h1")] == ["The Beatbook"]
    headlines = [text(e) for e in all_of(first(tree, "main"), "h3")]
    assert headlines == [told.headline for told in desks.reference_items()]
    side = first(tree, "aside")
    assert lines(side)[:2] == ["Defector Issues", "Information related to North Korean defector issues"]
    assert lines(side)[2] == "Report 0 on the border and those who cross it October 20, 2020"
    link = next(e for e in all_of(side, "a") if text(e) == "All 490 articles")
    assert link.get("href") == "/beats/defector-issues/"


def test_an_article_of_two_beats_stands_once(store: SqliteStore, own: TestClient) -> None:
    store.put_source(desks.NK_NEWS, desks.NOW)
    for name in ("One", "Two"):
        store.put_beat(Beat(name.lower(), name, "x"))
    for i in range(4):
        version = Version(headline=f"Headline {i}", published=Moment(desks.NOW.date() - timedelta(days=i)))
        store.apply([desks.keep(f"a{i}", "nk-news", version, beats=["one", "two"] if i == 0 else ["two"])])
    tree = parse(own.get("/").text)
    assert [text(e) for e in all_of(tree, "h3")] == [f"Headline {i}" for i in range(4)]
    assert own.get("/front.rss").text.count("<item>") == 4


def test_nothing_yet(store: SqliteStore, own: TestClient) -> None:
    page = own.get("/").text
    parse(page)
    assert "Nothing is filed yet." in page
    assert "This desk has no beats yet." in page
    assert "This desk has no beats yet." in own.get("/beats/").text
    assert "This desk has no sources yet." in own.get("/sources/").text
    store.put_beat(desks.BEAT)
    assert "Nothing is filed here yet." in own.get("/beats/defector-issues/").text
    assert own.get("/beats/defector-issues/?page=2").status_code == 404


def test_coverage_line(store: SqliteStore, own: TestClient) -> None:
    for i in range(8):
        store.put_source(Source(f"s{i}", f"Paper {i}"), desks.NOW)
        if i < 7:
            store.put_feed(f"s{i}", f"https://s{i}.example/feed", FeedKind.FEED, desks.NOW)
    with store.engine.writing() as connection:
        for i, hours in ((0, 1), (1, 30)):
            at = desks.NOW - timedelta(hours=hours)
            mine = t.feed.c.url == f"https://s{i}.example/feed"
            connection.execute(sa.update(t.feed).where(mine).values(last_success=at))
    page = own.get("/").text
    assert "1 of 7 sources reached in the last 24 hours." in page
    assert "Not reached: Paper 1, Paper 2, Paper 3, Paper 4, Paper 5 and 1 more." in page


def test_beats(client: TestClient) -> None:
    said = lines(first(parse(client.get("/beats/").text), "main"))
    assert said[2:] == [
        "Defector Issues", "Information related to North Korean defector issues", "All 490 articles · Briefs · What’s ahead", "RSS Atom JSON Feed",
    ]  # fmt: skip
