"""Stories: their own page, and folded on the archive page and the front."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from beatbook.model import Beat, CopyKind, Moment, Name, Regroup, Source, Version
from beatbook.store.intents import Keep, Move
from beatbook.store.sqlite import SqliteStore

from . import desks
from .reading import all_of, assert_harmless, first, lines, parse, text

BEAT = "/beats/strait/"
DAY = date(2020, 11, 2)
SOURCES = ("tide", "quay", "mole", "buoy")


def told(key: str, source: str, headline: str, days: int = 0, **more: object) -> Keep:
    """An article of the strait, so many days after the first."""
    version = Version(
        headline, f"What is known of {headline.lower()}", (Name(f"{source.title()} Desk"),),
        Moment(DAY + timedelta(days=days)), language="en", text=f"{headline}. The ferry lay in the strait.",
    )  # fmt: skip
    filed = ["strait"] if more.pop("filed", True) else []
    return desks.keep(key, source, version, beats=filed, url=f"https://{source}.example/{key}", **more)  # type: ignore[arg-type]


@pytest.fixture
def strait(store: SqliteStore) -> SqliteStore:
    """Two stories: the ferry, told by four sources on three days in five articles, and the fog, told once between."""
    for slug in SOURCES:
        store.put_source(Source(slug, f"The {slug.title()}"), desks.NOW)
    store.put_beat(Beat("strait", "The Strait", "ferry", "Ships and ferries"))
    ferry = told("f1", "tide", "Ferry stopped in the strait")
    keeps = [
        ferry,
        told("f2", "quay", "Ferry in the strait stopped"),
        told("g1", "quay", "Fog over the harbour", 1),
        told("f3", "mole", "Channel closed until divers have looked", 2),
        told("f4", "buoy", "Ferry stopped", 3),
        told("f5", "tide", "Ferry sails again", 2, filed=False),
    ]
    store.apply(keeps)
    early, late = desks.NOW - timedelta(days=10), desks.NOW - timedelta(hours=30)
    store.apply([
        desks.place(keeps[0], at=early, wire="ap"),
        desks.place(keeps[1], "f1", origin="f1", tie=("93% the words of f1",), at=early),
        desks.place(keeps[2], at=early),
        desks.place(keeps[3], "f1", tie=("rare words: divers, channel", "the same <day>"), earlier=("g1",), at=late),
        desks.place(keeps[4], "f1", origin="f1", kind=CopyKind.EXACT, share=1.0, at=late),
        desks.place(keeps[5], "f1", at=desks.NOW),
    ])  # fmt: skip
    return store


def main_of(client: TestClient, address: str) -> list[str]:
    return lines(first(parse(client.get(address).text), "main"))


# ---- the archive page -----------------------------------------------------------------------------------------------------


def test_stories_stand_folded_under_their_first_report(strait: SqliteStore, own: TestClient) -> None:
    said = main_of(own, BEAT)
    assert said[2:] == [
        "Ferry stopped in the strait",
        "What is known of ferry stopped in the strait",
        "Tide Desk, The Tide November 2, 2020",
        "Also: The Mole, The Buoy (exact copy), The Quay (reprint) — 5 pages, 3 origins: AP (3 copies), own reporting (2); the latest November 4, 2020",
        "Fog over the harbour",
        "What is known of fog over the harbour",
        "Quay Desk, The Quay November 3, 2020",
    ]
    tree = parse(own.get(BEAT).text)
    also = all_of(tree, "p", class_="also")[0]
    links = {text(e): e.get("href") for e in all_of(also, "a")}
    assert links["The Mole"] == "/articles/f3/"
    assert links["5 pages, 3 origins: AP (3 copies), own reporting (2)"] == "/stories/f1/"
    assert "5 pages, 3 origins: AP (3 copies), own reporting (2)" in main_of(own, "/stories/f1/"), (
        "the same there"
    )
    assert own.get("/stories/f1/").status_code == 200


def test_one_address_shows_each_article_and_one_leads_back(strait: SqliteStore, own: TestClient) -> None:
    def way(address: str) -> tuple[str, str]:
        link = all_of(first(parse(own.get(address).text), "aside"), "a", class_="way")[0]
        return text(link), link.get("href") or ""

    assert way(BEAT) == ("Show single articles", f"{BEAT}?view=articles")
    assert way(f"{BEAT}?month=2020-11") == ("Show single articles", f"{BEAT}?month=2020-11&view=articles")
    assert way(f"{BEAT}?view=articles") == ("Show stories", BEAT)
    single = own.get(f"{BEAT}?view=articles").text
    tree = parse(single)
    headlines = [text(e) for e in all_of(first(tree, "main"), "h2")]
    assert headlines[0] == "Ferry stopped"
    assert len(headlines) == 5
    assert 'class="also"' not in single
    links = [e.get("href") or "" for e in all_of(tree, "a")]
    assert f"{BEAT}?source=tide&view=articles" in links
    assert f"{BEAT[:-1]}.rss?view=articles" in links
    assert own.get(f"{BEAT}?view=stories").text == own.get(BEAT).text
    canonical = all_of(tree, "link", rel="canonical")[0].get("href")
    assert canonical == f"https://desk.example{BEAT}?view=articles"


def test_narrowed_lists_are_of_single_articles(strait: SqliteStore, own: TestClient) -> None:
    for query in ("source=quay", "author=quay-desk", "source=quay&view=articles"):
        tree = parse(own.get(f"{BEAT}?{query}").text)
        assert "2 of 5 articles" in lines(first(tree, "main")), query
        assert all_of(tree, "a", class_="way") == []
    canonical = all_of(tree, "link", rel="canonical")[0].get("href")
    assert canonical == f"https://desk.example{BEAT}?source=quay"
    assert "2 of 2 stories" in main_of(own, f"{BEAT}?month=2020-11")
    assert "5 of 5 articles" in main_of(own, f"{BEAT}?month=2020-11&view=articles")


def test_pages_keep_the_view(client: TestClient) -> None:
    tree = parse(client.get("/beats/defector-issues/?view=articles&page=2").text)
    nav = all_of(tree, "nav", aria_label="Pages")[0]
    links = {text(e): e.get("href") for e in all_of(nav, "a")}
    assert links["1"] == "/beats/defector-issues/?view=articles"
    assert links["3"] == "/beats/defector-issues/?view=articles&page=3"


def test_where_nothing_is_grouped_each_article_stands_for_itself(store: SqliteStore, own: TestClient) -> None:
    store.put_source(Source("tide", "The Tide"), desks.NOW)
    store.put_beat(Beat("strait", "The Strait", "ferry"))
    kept = told("f1", "tide", "Ferry stopped")
    store.apply([kept, told("f2", "tide", "Ferry sails", 1)])
    assert "Ferry stopped" in main_of(own, BEAT)
    assert "wait to be put into stories" not in own.get(BEAT).text
    before = [i["id"] for i in json.loads(own.get("/beats/strait.json").content)["items"]]
    store.apply([desks.place(kept)])
    assert "Some articles wait to be put into stories" in own.get(BEAT).text
    for address in (BEAT, "/"):
        assert [h for h in main_of(own, address) if h.startswith("Ferry")] == ["Ferry sails", "Ferry stopped"]
    after = [i["id"] for i in json.loads(own.get("/beats/strait.json").content)["items"]]
    assert after == before


def test_an_item_stays_the_same_when_a_copy_comes_in(strait: SqliteStore, own: TestClient) -> None:
    def item() -> dict[str, object]:
        found: dict[str, object] = json.loads(own.get("/beats/strait.json").content)["items"][0]
        return found

    before = item()
    assert before["id"] == "tag:desk.example,2026:stories/f1"
    assert before["url"] == "https://desk.example/stories/f1/"
    assert before["external_url"] == "https://tide.example/f1"
    assert str(before["date_published"]).startswith("2020-11-02")
    copy = told("f9", "quay", "Ferry stopped, they say", 9)
    strait.apply([copy])
    strait.apply([desks.place(copy, "f1")])
    assert item() == before
    single = json.loads(own.get("/beats/strait.json?view=articles").content)["items"]
    assert [i["id"].rpartition("/")[2] for i in single] == ["f9", "f4", "f3", "g1", "f2", "f1"]
    for kind in ("rss", "atom"):
        assert own.get(f"/beats/strait.{kind}").text.count("stories/f1<") == 1


def test_front_shows_stories(strait: SqliteStore, own: TestClient) -> None:
    tree = parse(own.get("/").text)
    assert [text(e) for e in all_of(first(tree, "main"), "h3")] == [
        "Ferry stopped in the strait",
        "Fog over the harbour",
    ]
    assert "Also: The Mole" in text(all_of(tree, "p", class_="also")[0])
    assert own.get("/front.rss").text.count("<item>") == 2


def test_many_sources_are_counted(strait: SqliteStore, own: TestClient) -> None:
    keeps = []
    for i in range(9):
        strait.put_source(Source(f"s{i}", f"Paper {i}"), desks.NOW)
        keeps.append(told(f"s{i}", f"s{i}", "Ferry stopped", 4))
    strait.apply(keeps)
    strait.apply([desks.place(kept, "f1", origin="f1") for kept in keeps])
    also = text(all_of(parse(own.get(BEAT).text), "p", class_="also")[0])
    assert ", 7 more sources — " in also
    assert also.endswith(
        "14 pages, 3 origins: AP (12 copies), own reporting (2); the latest November 4, 2020"
    )


def test_a_page_full_of_large_stories_is_small(store: SqliteStore, own: TestClient) -> None:
    store.put_beat(Beat("strait", "The Strait", "ferry"))
    for i in range(40):
        store.put_source(Source(f"paper-{i}", f"The Paper of Place Number {i}"), desks.NOW)
    keeps = [
        told(f"long-identifier-{n}-{i}", f"paper-{i}", f"A headline of the length that headlines have, number {n}", n)
        for n in range(12)
        for i in range(8)
    ]  # fmt: skip
    store.apply(keeps)
    for n in range(12):
        opener, *others = keeps[n * 8 : n * 8 + 8]
        store.apply([desks.place(opener), *(desks.place(o, opener.key, origin=opener.key) for o in others)])
    page = own.get(BEAT)
    assert page.text.count('class="also"') == 10
    assert len(page.content) < 40_000


# ---- the story's page -------------------------------------------------------------------------------------------------------


def test_story_page(strait: SqliteStore, own: TestClient) -> None:
    page = own.get("/stories/f1/").text
    tree = parse(page)
    assert_harmless(tree)
    said = lines(first(tree, "main"))
    assert said[:3] == [
        "Story, The Strait",
        "Ferry stopped in the strait",
        "5 pages, 3 origins: AP (3 copies), own reporting (2)",
    ]
    assert [text(e) for e in all_of(first(tree, "main"), "h2")] == [
        "Ferry stopped",
        "Ferry sails again",
        "Channel closed until divers have looked",
        "Ferry in the strait stopped",
        "Ferry stopped in the strait",
    ]
    assert "Exact copy of The Tide" in said
    assert "Reprint of The Tide, 93% the same" in said
    assert "Own report, from AP" in said
    assert "rare words: divers, channel" in said
    assert "It opened this story, or one that became part of it." in said
    links = {text(e): e.get("href") for e in all_of(tree, "a")}
    assert links["Fog over the harbour"] == "/stories/g1/"
    assert links["RSS"] == "/stories/f1.rss"
    back = {text(e): e.get("href") for e in all_of(parse(own.get("/stories/g1/").text), "a")}
    assert back["Ferry stopped in the strait"] == "/stories/f1/"


def test_the_oldest_first(strait: SqliteStore, own: TestClient) -> None:
    tree = parse(own.get("/stories/f1/").text)
    way = all_of(tree, "a", class_="way")[0]
    assert (text(way), way.get("href")) == ("Oldest first", "/stories/f1/?order=oldest")
    other = parse(own.get("/stories/f1/?order=oldest").text)
    newest = [text(e) for e in all_of(first(tree, "main"), "h2")]
    assert [text(e) for e in all_of(first(other, "main"), "h2")] == newest[::-1]
    assert all_of(other, "a", class_="way")[0].get("href") == "/stories/f1/"
    assert all_of(other, "link", rel="canonical")[0].get("href", "").endswith("/stories/f1/?order=oldest")


def test_what_is_new_since_a_day_or_a_time(strait: SqliteStore, own: TestClient) -> None:
    def fresh(since: str) -> list[str]:
        tree = parse(own.get("/stories/f1/", params={"since": since}).text)
        return [text(e) for e in all_of(tree, "h2") if all_of(e, "mark")]

    assert fresh("2020-12-05") == ["New Ferry sails again"]
    assert fresh("2020-12-04") == ["New Ferry stopped", "New Ferry sails again", "New Channel closed until divers have looked"]  # fmt: skip
    assert fresh("2020-12-05T09:00:00Z") == []
    assert fresh("2020-12-05T09:59:59+01:00") == ["New Ferry sails again"]
    page = own.get("/stories/f1/?since=2020-12-04").text
    assert "3 of the articles shown here came after December 4, 2020." in page
    assert "noindex" in page
    assert "Nothing that is shown here came after" in own.get("/stories/f1/?since=2020-12-06").text
    links = {text(e): e.get("href") or "" for e in all_of(parse(own.get("/stories/f1/").text), "a")}
    assert links["since yesterday"] == "/stories/f1/?since=2020-12-04"
    assert links["in the last week"] == "/stories/f1/?since=2020-11-28"
    assert links["from now on"] == "/stories/f1/?since=2020-12-05T09%3A00%3A00Z"
    assert "Nothing that is shown here came after" in own.get(links["from now on"]).text
    for wrong in ("yesterday", "2020-13-01", "0001-01-01", "9999-01-01", "2020-12-05T25:00Z"):
        answer = own.get("/stories/f1/", params={"since": wrong})
        assert answer.status_code == 404
        assert "Since when is written as a day" in answer.text


def test_a_merged_story_leads_to_the_one_it_is_part_of(strait: SqliteStore, own: TestClient) -> None:
    strait.apply([Move(Regroup("g1", "f1", (), ("one and the same evening",)), "ada", desks.NOW)])
    answer = own.get("/stories/g1/", follow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["location"] == "/stories/f1/?merged=g1"
    page = own.get("/stories/g1/").text
    assert "The story at the address that you followed is part of this one now." in page
    side = text(first(parse(page), "aside"))
    assert "An editor put 1 article here from another story: one and the same evening" in side
    assert all_of(parse(page), "link", rel="canonical")[0].get("href") == "https://desk.example/stories/f1/"
    assert "part of this one" not in own.get("/stories/f1/?merged=f2").text
    feed = own.get("/stories/g1.rss", follow_redirects=False)
    assert (feed.status_code, feed.headers["location"]) == (302, "/stories/f1.rss")
    strait.apply([Move(Regroup("f1", "g1", ()), "ada", desks.NOW, undoes=1)])
    assert own.get("/stories/g1/", follow_redirects=False).status_code == 200
    assert "taken back since" in own.get("/stories/f1/").text


def test_feed_of_a_story(strait: SqliteStore, own: TestClient) -> None:
    tree = ET.fromstring(own.get("/stories/f1.rss").content)
    titles = [e.findtext("title") for e in tree.findall("channel/item")]
    assert titles[0] == "Ferry stopped"
    assert len(titles) == 5
    assert tree.findtext("channel/title") == "Story, Ferry stopped in the strait"
    assert own.get("/stories/f1.json?page=2").status_code == 404


def test_a_long_story_has_pages(strait: SqliteStore, own: TestClient) -> None:
    keeps = [told(f"m{i:03}", SOURCES[i % 4], f"Report {i}", 10 + i) for i in range(120)]
    strait.apply(keeps)
    strait.apply([desks.place(kept, "f1") for kept in keeps])

    def headlines(address: str) -> list[str]:
        return [text(e) for e in all_of(first(parse(own.get(address).text), "main"), "h2")]

    assert headlines("/stories/f1/")[0] == "Report 119"
    all_pages = [h for n in (1, 2, 3) for h in headlines(f"/stories/f1/?page={n}")]
    assert len(all_pages) == 125
    assert [h for n in (1, 2, 3) for h in headlines(f"/stories/f1/?order=oldest&page={n}")] == all_pages[::-1]
    assert own.get("/stories/f1/?page=4").status_code == 404
    assert "Reprint of The Tide" not in own.get("/stories/f1/").text
    fed = [
        e.findtext("title") or ""
        for n in (1, 2, 3)
        for e in ET.fromstring(own.get(f"/stories/f1.rss?page={n}").content).findall("channel/item")
    ]
    assert fed == all_pages
    third = lines(first(parse(own.get("/stories/f1/?page=3").text), "main"))
    assert "Exact copy of The Tide" in third


def test_an_origin_on_another_page_is_called_by_its_headline(strait: SqliteStore, own: TestClient) -> None:
    keeps = [told(f"m{i:03}", SOURCES[i % 4], f"Report {i}", 10 + i) for i in range(60)]
    strait.apply(keeps)
    strait.apply([desks.place(kept, "f1", origin="f1") for kept in keeps])
    assert "Reprint of Ferry stopped in the strait, 93% the same" in main_of(own, "/stories/f1/")


def test_a_story_of_which_nothing_is_filed(store: SqliteStore, own: TestClient) -> None:
    store.put_source(Source("tide", "The Tide"), desks.NOW)
    one, two = told("a/b?c", "tide", "One", filed=False), told("b", "tide", "Two", 1, filed=False)
    store.apply([one, two])
    store.apply([desks.place(one), desks.place(two, "a/b?c")])
    address = f"/stories/{quote('a/b?c', safe='')}"
    assert main_of(own, f"{address}/")[:2] == ["Story", "One"]
    assert own.get(address, follow_redirects=False).headers["location"] == f"{address}/"
    assert own.get(f"{address}.atom").status_code == 200
    assert own.get("/stories/none/").status_code == 404


# ---- an article's page ------------------------------------------------------------------------------------------------------


def test_an_article_names_its_story_and_its_origin(strait: SqliteStore, own: TestClient) -> None:
    copy = main_of(own, "/articles/f2/")
    at = copy.index("Story")
    assert copy[at + 1 : at + 5] == [
        "Ferry stopped in the strait",
        "5 pages, 3 origins: AP (3 copies), own reporting (2)",
        "Reprint of Ferry stopped in the strait, 93% the same",
        "1 other copy of the same report",
    ]
    links = {text(e): e.get("href") for e in all_of(first(parse(own.get("/articles/f2/").text), "main"), "a")}
    assert links["Ferry stopped in the strait"] == "/articles/f1/"
    origin = main_of(own, "/articles/f1/")
    assert "Own report, from AP" in origin
    assert "2 other copies of the same report" in origin
    assert "No other article that this desk has tells of it." in main_of(own, "/articles/g1/")


def test_an_article_that_waits_says_so(strait: SqliteStore, own: TestClient) -> None:
    strait.apply([told("w1", "tide", "Ferry waits")])
    assert "It waits to be compared with the others and put into a story." in main_of(own, "/articles/w1/")
