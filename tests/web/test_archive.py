"""The desk's own pieces among other people's articles: as text, the page is the reference's line for line."""

from __future__ import annotations

import json
from collections.abc import Iterator

import feedparser
import pytest
from starlette.testclient import TestClient

from beatbook.model import Tier
from beatbook.settings import Settings
from beatbook.web import create_app

from . import desks, newsroom
from .reading import all_of, assert_harmless, first, lines, parse, text

ARCHIVE = "/beats/defector-issues/"


def client_of(path: pytest.TempPathFactory, tier: Tier, settings: Settings) -> Iterator[TestClient]:
    store = newsroom.reference_desk(path.mktemp("newsroom") / "desk.db", tier)
    with TestClient(create_app(store, settings, desks.now), base_url="https://desk.example") as client:
        yield client
    store.close()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    yield from client_of(tmp_path_factory, Tier.OPEN, newsroom.OPEN)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    yield from client_of(tmp_path_factory, Tier.MEMBERS, newsroom.TWO)


def said(client: TestClient, address: str = ARCHIVE) -> list[str]:
    tree = parse(client.get(address).text)
    masthead = next(e for e in tree.iter() if e.get("class") == "day")
    return lines(masthead) + lines(first(tree, "main"))


def test_page_is_the_reference_line_for_line(opened: TestClient) -> None:
    assert said(opened) == desks.reference_lines()


def test_single_articles_too(opened: TestClient) -> None:
    assert said(opened, f"{ARCHIVE}?view=articles") == desks.reference_lines()


def test_pieces_of_members_have_a_badge_in_words(closed: TestClient) -> None:
    found = said(closed)
    assert [line for line in found if line != "Members"] == desks.reference_lines()
    assert found.count("Members") == 3
    assert [found[i - 1] for i, line in enumerate(found) if line == "Members"] == [
        "NK Pro December 3, 2020",
        "NK Pro November 3, 2020",
        "NK Pro November 2, 2020",
    ]


def test_every_item_is_on_one_page_and_in_order(opened: TestClient) -> None:
    found: list[str] = []
    for page in range(1, 50):
        tree = parse(opened.get(f"{ARCHIVE}?page={page}").text)
        here = [e.get("href") or "" for e in all_of(tree, "a", itemprop="url")]
        assert len(here) == 10
        found += here
    assert len(set(found)) == 490
    assert [a for a in found if "/reviews/" in a or "/pieces/" in a] == [
        f"{ARCHIVE}reviews/2020-11/",
        f"{ARCHIVE}reviews/2020-10/",
        f"{ARCHIVE}pieces/timeline-2020-10/",
    ]
    assert opened.get(f"{ARCHIVE}?page=50").status_code == 404


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ("month=2020-11", 2),
        ("month=2020-12", 1),
        ("month=2020-10", 0),
        ("month=2020-11&language=en", 2),
        ("language=en", 3),
        ("language=ko", 0),
        ("source=nk-news", 0),
        ("author=jeongmin-kim", 0),
        ("month=2020-11&author=jeongmin-kim", 0),
    ],
)
def test_narrowed(opened: TestClient, query: str, n: int) -> None:
    tree = parse(opened.get(f"{ARCHIVE}?{query}").text)
    own = [e for e in all_of(tree, "a", itemprop="url") if not (e.get("href") or "").startswith("/articles/")]
    assert len(own) == n


def test_facets_count_them(opened: TestClient) -> None:
    side = first(parse(opened.get(ARCHIVE).text), "aside")
    assert "November 2020 6" in lines(side)
    assert "December 2020 3" in lines(side)
    assert "7 of 490 stories" not in lines(first(parse(opened.get(f"{ARCHIVE}?month=2020-12").text), "main"))
    assert "3 of 490 stories" in lines(first(parse(opened.get(f"{ARCHIVE}?month=2020-12").text), "main"))


def test_beside_the_list(opened: TestClient) -> None:
    side = first(parse(opened.get(ARCHIVE).text), "aside")
    links = {text(e): e.get("href") for e in all_of(side, "a")}
    assert links["Reviews"] == f"{ARCHIVE}reviews/"
    assert links["All 3 pieces"] == f"{ARCHIVE}pieces/"


@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_feeds_of_the_beat(opened: TestClient, kind: str) -> None:
    read = feedparser.parse(opened.get(f"/beats/defector-issues.{kind}").content)
    assert not read.bozo
    told = [t.headline for t in desks.reference_items()]
    assert [e.title for e in read.entries][:10] == told
    assert len({e.id for e in read.entries}) == 50
    review = read.entries[0]
    assert review.link == f"https://desk.example{ARCHIVE}reviews/2020-11/"
    assert review.summary.startswith("An analytical look")
    assert review.content[-1].value == '<p dir="auto"><span class="s">Nothing more is said.</span></p>'
    assert review.author == "NK Pro"


def test_feeds_go_on(opened: TestClient) -> None:
    ids = []
    for page in range(1, 11):
        said = json.loads(opened.get(f"/beats/defector-issues.json?page={page}").content)
        ids += [item["id"] for item in said["items"]]
    assert len(ids) == len(set(ids)) == 490


def test_members_in_feeds(closed: TestClient) -> None:
    items = json.loads(closed.get("/beats/defector-issues.json").content)["items"]
    assert items[0]["tags"] == ["NK Pro", "Members"]
    assert "Nothing more is said." not in json.dumps(items)
    assert "for members" in items[0]["content_html"]
    assert items[0]["summary"].startswith("An analytical look")
    rss = feedparser.parse(closed.get("/beats/defector-issues.rss").content)
    assert [t.term for t in rss.entries[0].tags] == ["Members"]


def test_front(opened: TestClient) -> None:
    tree = parse(opened.get("/").text)
    assert_harmless(tree)
    found = [text(e) for e in all_of(tree, "h3")]
    assert found[:3] == [t.headline for t in desks.reference_items()][:3]
    for kind in ("rss", "atom", "json"):
        assert opened.get(f"/front.{kind}").status_code == 200
    items = json.loads(opened.get("/front.json").content)["items"]
    assert [i["title"] for i in items][:10] == [t.headline for t in desks.reference_items()]
