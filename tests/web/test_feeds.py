"""Feeds: read again by a feed reader, they say what the list says."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from beatbook.model import Moment, Name, Version
from beatbook.store.sqlite import SqliteStore
from beatbook.web.feeds import FeedItem, FeedList, atom, json_feed, rss
from beatbook.web.text import line

from . import desks
from .reading import all_of, parse

ATOM = "{http://www.w3.org/2005/Atom}"
LISTS = ["/front", "/beats/defector-issues", "/sources/nk-news", "/authors/jeongmin-kim"]


@pytest.mark.parametrize("kind", ["rss", "atom"])
@pytest.mark.parametrize("address", LISTS)
def test_feed_reads_well(client: TestClient, address: str, kind: str) -> None:
    answer = client.get(f"{address}.{kind}")
    assert answer.headers["content-type"] == f"application/{kind}+xml; charset=utf-8"
    read = feedparser.parse(answer.content)
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == {"rss": "rss20", "atom": "atom10"}[kind]
    assert read.entries
    ids = [e.id for e in read.entries]
    assert len(set(ids)) == len(ids)
    for entry in read.entries:
        assert entry.id.startswith("tag:0b6f8a52-6f6c-4a53-9c5e-3f0f3c6a7d11,2020-01-02:")
        assert entry.link.startswith("https://www.nknews.example/")
        assert entry.title
        assert entry.summary
        assert "content" not in entry
    links = {link.rel: link.href for link in read.feed.links}
    assert links["self"] == f"https://desk.example{address}.{kind}"


def test_the_three_kinds_say_the_same(client: TestClient) -> None:
    told = [(t.headline, t.deck, t.byline) for t in desks.reference_items()]
    address = "/beats/defector-issues"
    r = ET.fromstring(client.get(f"{address}.rss").content)
    dc = "{http://purl.org/dc/elements/1.1/}creator"
    items = r.findall("channel/item")
    assert [(i.findtext("title"), i.findtext("description"), i.findtext(dc)) for i in items][:10] == told
    a = ET.fromstring(client.get(f"{address}.atom").content)
    entries = a.findall(f"{ATOM}entry")
    got = [
        (e.findtext(f"{ATOM}title"), e.findtext(f"{ATOM}summary"), e.findtext(f"{ATOM}author/{ATOM}name"))
        for e in entries
    ]
    assert got[:10] == told
    j = json.loads(client.get(f"{address}.json").content)
    assert [(i["title"], i["summary"], i["authors"][0]["name"]) for i in j["items"]][:10] == told
    assert [i.findtext("guid") for i in items] == [e.findtext(f"{ATOM}id") for e in entries]
    assert [i["id"] for i in j["items"]] == [i.findtext("guid") for i in items]


def test_links_lead_to_the_source_and_the_desk_goes_along(client: TestClient) -> None:
    first = ET.fromstring(client.get("/beats/defector-issues.rss").content).find("channel/item")
    assert first is not None
    assert (first.findtext("link") or "").startswith("https://www.nknews.example/")
    assert first.findtext("comments") == "https://desk.example/articles/nk00000/"
    item = json.loads(client.get("/beats/defector-issues.json").content)["items"][0]
    assert item["url"] == "https://desk.example/articles/nk00000/"
    assert item["external_url"] == first.findtext("link")
    entry = ET.fromstring(client.get("/beats/defector-issues.atom").content).find(f"{ATOM}entry")
    assert entry is not None
    links = {e.get("rel"): e.get("href") for e in entry.findall(f"{ATOM}link")}
    assert links == {"alternate": first.findtext("link"), "related": item["url"]}


def test_pages_of_a_feed_lead_through_all_of_it(client: TestClient) -> None:
    address, found = "https://desk.example/beats/defector-issues.atom", []
    rels: list[set[str]] = []
    while address:
        tree = ET.fromstring(client.get(address).content)
        found += [e.findtext(f"{ATOM}id") for e in tree.findall(f"{ATOM}entry")]
        links = {e.get("rel") or "": e.get("href") or "" for e in tree.findall(f"{ATOM}link")}
        rels.append(set(links))
        assert links["self"] == address
        address = links.get("next", "")
    assert len(found) == len(set(found)) == 490
    assert len(rels) == 10
    assert {"first", "last", "next"} < rels[0]
    assert "previous" in rels[-1]
    assert client.get("/beats/defector-issues.atom?page=11").status_code == 404


def test_json_pages(client: TestClient) -> None:
    first = json.loads(client.get("/beats/defector-issues.json").content)
    assert first["next_url"] == "https://desk.example/beats/defector-issues.json?page=2"
    assert first["version"] == "https://jsonfeed.org/version/1.1"
    last = json.loads(client.get("/beats/defector-issues.json?page=10").content)
    assert "next_url" not in last


def test_feed_is_narrowed_like_its_page(client: TestClient) -> None:
    page = client.get("/beats/defector-issues/?month=2020-11&author=jeongmin-kim").text
    links = [e.get("href") or "" for e in all_of(parse(page), "link", rel="alternate")]
    assert links[0] == "/beats/defector-issues.rss?month=2020-11&author=jeongmin-kim"
    read = feedparser.parse(client.get(links[0]).content)
    assert len(read.entries) == 3
    assert read.feed.title == "Defector Issues, November 2020, Jeongmin Kim — The Beatbook"
    assert client.get("/beats/defector-issues.rss?month=x").status_code == 404


def test_undated_article_is_listed_by_first_sight(store: SqliteStore, own: TestClient) -> None:
    store.put_source(desks.NK_NEWS, desks.NOW)
    store.put_beat(desks.BEAT)
    store.apply(
        [desks.keep("a", "nk-news", Version(headline="Undated", language="ko"), beats=["defector-issues"])]
    )
    entry = ET.fromstring(own.get("/beats/defector-issues.atom").content).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.find(f"{ATOM}published") is None
    assert entry.findtext(f"{ATOM}updated") == "2020-12-05T09:00:00+00:00"
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "ko"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "NK News"
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://desk.example/articles/a/"


def test_empty_list_is_a_feed(store: SqliteStore, own: TestClient) -> None:
    store.put_beat(desks.BEAT)
    for kind in ("rss", "atom", "json"):
        assert own.get(f"/beats/defector-issues.{kind}").status_code == 200
    read = feedparser.parse(own.get("/beats/defector-issues.atom").content)
    assert not read.bozo
    assert read.feed.id.startswith("tag:desk.example,2026:")


def test_text_of_an_article_is_in_no_feed(store: SqliteStore, own: TestClient) -> None:
    store.put_source(desks.NK_NEWS, desks.NOW)
    store.put_beat(desks.BEAT)
    version = Version(headline="One", text="The whole of the report, word for word.", byline=(Name("A"),))
    store.apply([desks.keep("a", "nk-news", version, beats=["defector-issues"])])
    for address in ("/front", "/beats/defector-issues", "/sources/nk-news", "/authors/a"):
        for kind in ("rss", "atom", "json"):
            assert "word for word" not in own.get(f"{address}.{kind}").text
    for address in ("/", "/beats/defector-issues/", "/sources/nk-news/", "/authors/a/", "/articles/a/"):
        assert "word for word" not in own.get(address).text


def test_opml(client: TestClient) -> None:
    outline = ET.fromstring(client.get("/opml").content).find("body/outline")
    assert outline is not None
    assert outline.get("xmlUrl") == "https://desk.example/beats/defector-issues.rss"
    assert outline.get("htmlUrl") == "https://desk.example/beats/defector-issues/"


anything = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)


@settings(max_examples=300, deadline=None)
@given(anything, anything, anything, st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)))
def test_any_text_survives(headline: str, deck: str, author: str, at: datetime) -> None:
    item = FeedItem(
        "tag:x,2026:a", line(headline), line(deck), None, "https://desk.example/a/",
        (line(author),) if line(author) else (), line(author) or "s", at.replace(tzinfo=UTC), True, None,
        html=line(deck), text=line(deck), changed=datetime(2100, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    feed = FeedList(
        "tag:x,2026:", headline, deck, "en", "https://desk.example/", "https://desk.example/a.rss", {}, (item,),
        datetime(2020, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    entry = ET.fromstring(rss(feed)).find("channel/item")
    assert entry is not None
    assert (entry.findtext("title") or "") == line(headline)
    assert (entry.findtext("description") or "") == line(deck)
    assert (entry.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or "") == line(deck)
    entry = ET.fromstring(atom(feed)).find(f"{ATOM}entry")
    assert entry is not None
    assert (entry.findtext(f"{ATOM}title") or "") == line(headline)
    assert (entry.findtext(f"{ATOM}content") or "") == line(deck)
    assert entry.findtext(f"{ATOM}updated") == max(at.replace(tzinfo=UTC), item.updated).isoformat(
        timespec="seconds"
    )
    assert json.loads(json_feed(feed))["items"][0]["title"] == line(headline)


def test_same_article_keeps_its_id_wherever_the_desk_moves(store: SqliteStore, own: TestClient) -> None:
    store.set_fact("id", "7b7b")
    store.put_source(desks.NK_NEWS, desks.NOW)
    store.put_beat(desks.BEAT)
    version = Version(headline="One", published=Moment(desks.NOW.date()))
    store.apply([desks.keep("a/b?c", "nk-news", version, beats=["defector-issues"])])
    for address in ("/front.rss", "/beats/defector-issues.rss", "/sources/nk-news.rss"):
        what = "articles" if "sources" in address else "stories"
        assert feedparser.parse(own.get(address).content).entries[0].id == f"tag:7b7b,2026:{what}/a%2Fb%3Fc"
