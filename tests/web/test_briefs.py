"""Briefs: the page of a beat's briefs, a story's brief with what it rests on, its editions, and briefs in feeds."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote, unquote

import feedparser
import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from beatbook.model import Beat, BriefOutcome, Dropped, Moment, Outcome, Regroup, Role, Source, Version
from beatbook.store.intents import Keep, Move
from beatbook.store.sqlite import SqliteStore

from . import desks
from .reading import all_of, assert_harmless, first, lines, parse, text

PAGE = "/beats/strait/briefs/"
DAY = date(2020, 11, 2)
AGROUND = "The ferry ran aground off Port Marrow on Monday."
FREED = "Two tugs pulled it free on Tuesday, the harbour master said."
LIMPET = "The Limpet was towed to the yard at Sallow."
LAST_YEAR = "A ferry of the same line ran aground at Port Marrow in 2019."


def told(key: str, source: str, headline: str, body: str, days: int = 0, language: str = "en") -> Keep:
    day = Moment(DAY + timedelta(days=days))
    version = Version(headline, published=day, language=language, text=body)
    return desks.keep(key, source, version, beats=["strait"], url=f"https://{source}.example/{key}")


@pytest.fixture
def desk(store: SqliteStore) -> dict[str, Keep]:
    """Four stories: the ferry, told by two sources and briefed with background; the fog, of which only the first lines are
    shown; the notice, of which there is no brief; the gulls, whose brief is not written yet."""
    for slug, name in (("tide", "The Tide"), ("quay", "Quay News"), ("bada", "바다 신문")):
        store.put_source(Source(slug, name), desks.NOW)
    store.put_beat(Beat("strait", "The Strait", "ferry"))
    keeps = [
        told("old", "tide", "Ferry aground", f"Last year. {LAST_YEAR} Nobody was hurt.", -400),
        told("f1", "tide", "Ferry aground off Port Marrow", f"{AGROUND} It carried ninety.\n\n{FREED} More to come.", 3),
        told("f2", "quay", "Tugs free the ferry", f"It is over. {FREED}\n\n{LIMPET}", 3),
        told("g1", "quay", "Fog over the harbour", "Fog lay over the harbour all day. Nothing moved.", 2),
        told("n1", "bada", "안개 속의 항구", "구독 안내", 1, "ko"),
        told("u1", "tide", "Gulls", "Gulls were seen.", 0),
    ]  # fmt: skip
    store.apply(keeps)
    store.apply([desks.place(k, "f1" if k.key == "f2" else "") for k in keeps])
    by_key = {k.key: k for k in keeps}
    f1, f2, old = by_key["f1"], by_key["f2"], by_key["old"]
    dropped = (Dropped("It may sink.", "unsupported: nobody says so"),)
    store.apply([
        desks.brief(
            "f1",
            desks.cut(f1, AGROUND),
            desks.said(FREED, (f2, FREED), (f1, FREED), origins=2),
            desks.cut(old, LAST_YEAR, role=Role.BACKGROUND, origins=0, published=Moment(date(2019, 9, 29))),
            dropped=dropped,
        ),
        desks.brief(
            "g1", desks.cut(by_key["g1"], "Fog lay over the harbour all day."),
            outcome=BriefOutcome.LEDE, reason="fewer than two sentences could be supported",
        ),
        desks.brief("n1", outcome=BriefOutcome.NONE, reason="only boilerplate was found"),
    ])  # fmt: skip
    return by_key


def main_of(client: TestClient, address: str) -> list[str]:
    return lines(first(parse(client.get(address).text), "main"))


def ids(tree: ET.Element) -> set[str]:
    return {e.get("id") or "" for e in tree.iter()}


def inner_links(tree: ET.Element) -> set[str]:
    return {h[1:] for e in all_of(tree, "a") if (h := e.get("href") or "").startswith("#")}


# ---- the page of briefs -------------------------------------------------------------------------------------------------


def test_the_page_goes_by_the_reference(desk: dict[str, Keep], own: TestClient) -> None:
    assert main_of(own, PAGE)[:16] == [
        "The Strait",
        "Ferry aground off Port Marrow",
        f"{AGROUND}1 {FREED}23 {LAST_YEAR}4 (reported September 29, 2019)",
        "2 pages, 2 origins: own reporting (2) · sentences taken as they stand from 2 sources · as of December 5, 2020, 09:00 UTC",
        "Read more",
        "Fog over the harbour",
        "From the article’s first lines, Quay News:",
        "Fog lay over the harbour all day.1",
        "1 page, 1 origin: own reporting (1) · no brief: fewer than two sentences could be supported · as of December 5, 2020, 09:00 UTC",
        "Read more",
        "안개 속의 항구",
        "No brief: only boilerplate was found.",
        "1 page, 1 origin: own reporting (1) · as of December 5, 2020, 09:00 UTC",
        "Read more",
        "Gulls",
        "The brief of this story is not written yet.",
    ]


def test_each_sentence_leads_to_its_words(desk: dict[str, Keep], own: TestClient) -> None:
    tree = parse(own.get(PAGE).text)
    assert_harmless(tree)
    brief = all_of(tree, "p", class_="brief")[0]
    links = [(text(e), e.get("href")) for e in all_of(brief, "a")]
    assert links == [
        (f"{AGROUND}1", "/stories/f1/#e1"),
        (f"{FREED}2", "/stories/f1/#e2"),
        ("3", "/stories/f1/#e3"),
        (f"{LAST_YEAR}4", "/stories/f1/#e4"),
    ]
    story = parse(own.get("/stories/f1/").text)
    assert {u.partition("#")[2] for _, u in links if u} <= ids(story)
    more = next(e for e in all_of(tree, "a") if text(e) == "Read more")
    assert more.get("aria-label") == "Read more: Ferry aground off Port Marrow"
    assert all_of(tree, "h2", lang="ko")


def test_a_model_is_named(desk: dict[str, Keep], store: SqliteStore, own: TestClient) -> None:
    store.apply(
        [desks.brief("f1", desks.cut(desk["f1"], AGROUND), desks.cut(desk["f1"], FREED), writer="small-1")]
    )
    assert "written by small-1 from 1 source, each sentence checked" in " ".join(main_of(own, PAGE))


def test_from_the_archive_and_back(desk: dict[str, Keep], own: TestClient) -> None:
    for address, here in (("/beats/strait/", "Archive"), (f"{PAGE}?month=2020-11", "Briefs")):
        nav = all_of(parse(own.get(address).text), "nav", class_="tabs")[0]
        assert [(text(e), e.get("href")) for e in all_of(nav, "a")] == [
            ("Archive", "/beats/strait/"),
            ("Briefs", PAGE),
            ("Timeline", "/beats/strait/timeline/"),
            ("What’s ahead", "/beats/strait/ahead/"),
            ("Figures", "/beats/strait/figures/"),
            ("Reviews", "/beats/strait/reviews/"),
        ]
        assert [text(e) for e in all_of(nav, "a", aria_current="true")] == [here]
    assert own.get(PAGE[:-1], follow_redirects=False).headers["location"] == PAGE


def test_by_month_and_by_page(desk: dict[str, Keep], store: SqliteStore, own: TestClient) -> None:
    tree = parse(own.get(PAGE).text)
    months = {text(e): e.get("href") for e in all_of(first(tree, "aside"), "a")}
    assert months["November 2020"] == f"{PAGE}?month=2020-11"
    assert "4 of 5 stories" in main_of(own, f"{PAGE}?month=2020-11")
    assert "Ferry aground" in main_of(own, f"{PAGE}?month=2019-09")
    more = [told(f"m{i:02}", "tide", f"Report {i}", "A ferry.", i % 3) for i in range(12)]
    store.apply(more)
    store.apply([desks.place(kept) for kept in more])
    one, two = main_of(own, PAGE), main_of(own, f"{PAGE}?page=2")
    assert one.count("Read more") == 10
    assert two.count("Read more") == 7
    assert own.get(f"{PAGE}?page=3").status_code == 404
    assert own.get(f"{PAGE}?month=x").status_code == 404


def test_it_costs_a_constant_number_of_questions(
    desk: dict[str, Keep], store: SqliteStore, own: TestClient
) -> None:
    asked: list[str] = []

    def counted(*said: Any) -> None:
        asked.append(said[2])

    def cost(address: str) -> int:
        own.get(address)
        asked.clear()
        own.get(address)
        return len(asked)

    sa.event.listen(sa.Engine, "before_cursor_execute", counted)
    before = [cost(a) for a in (PAGE, "/beats/strait/briefs.atom", "/stories/f1/")]
    more = [told(f"m{i:02}", "quay", f"Report {i}", f"A ferry. {LIMPET}", 2) for i in range(8)]
    store.apply(more)
    store.apply([desks.place(kept) for kept in more])
    store.apply([desks.brief(k.key, desks.cut(k, LIMPET), desks.cut(k, "A ferry.")) for k in more])
    assert [cost(a) for a in (PAGE, "/beats/strait/briefs.atom", "/stories/f1/")] == before
    sa.event.remove(sa.Engine, "before_cursor_execute", counted)


# ---- the story's page -----------------------------------------------------------------------------------------------------


def test_the_story_shows_what_its_brief_rests_on(desk: dict[str, Keep], own: TestClient) -> None:
    tree = parse(own.get("/stories/f1/").text)
    assert_harmless(tree)
    assert inner_links(tree) - {"content"} <= ids(tree)
    sentences = [e for e in tree.iter() if (e.get("class") or "").startswith("s c")]
    assert [(e.get("id"), e.get("class")) for e in sentences] == [
        ("s1", "s c1"),
        ("s2", "s c2 c3"),
        ("s3", "s c4 background"),
    ]
    items = all_of(all_of(tree, "ol", class_="evidence")[0], "li")
    assert [text(first(e, "mark")) for e in items] == [AGROUND, FREED, FREED, LAST_YEAR]
    assert lines(items[1]) == [
        f"It is over. {FREED}",
        "Tugs free the ferry",
        "Quay News November 5, 2020",
        "Version 1, read December 5, 2020, 09:00 UTC",
        "Read at the source ↑ Sentence 2",
    ]
    assert LIMPET not in own.get("/stories/f1/").text, "another paragraph"
    links = {text(e): e.get("href") or "" for e in all_of(items[0], "a")}
    assert links["Ferry aground off Port Marrow"] == "/articles/f1/"
    assert links["↑ Sentence 1"] == "#s1"
    address, _, fragment = links["Read at the source"].partition("#:~:text=")
    assert address == "https://tide.example/f1"
    assert unquote(fragment) == AGROUND
    assert "Story" in main_of(own, "/stories/f1/")[0]
    assert "All coverage" in main_of(own, "/stories/f1/")


def test_what_one_source_only_says_is_told(
    desk: dict[str, Keep], store: SqliteStore, own: TestClient
) -> None:
    items = all_of(all_of(parse(own.get("/stories/f1/").text), "ol", class_="evidence")[0], "li")
    assert [("Said by The Tide only." in lines(e)) for e in items] == [True, False, False, False]
    assert "only." not in " ".join(main_of(own, "/stories/g1/")), "a story of one origin"


def test_each_sentence_is_in_its_own_language(
    desk: dict[str, Keep], store: SqliteStore, own: TestClient
) -> None:
    words = "안개가 항구를 덮었다."
    kept = told("k1", "bada", "안개", f"{words} 배는 떠나지 못했다.", 5, "ko")
    store.apply([kept])
    store.apply([desks.place(kept)])
    korean = (desks.cut(kept, words), desks.cut(kept, "배는 떠나지 못했다."))
    store.apply([desks.brief("k1", *korean, desks.cut(desk["f1"], AGROUND))])
    for address in (PAGE, "/stories/k1/"):
        tree = parse(own.get(address).text)
        assert [text(first(e, "a")) for e in all_of(tree, "span", lang="ko")][:1] == [f"{words}1"]
    apart = [e.get("dir") for e in tree.iter() if (e.get("class") or "").startswith("s c")]
    assert apart == [None, None, "auto"], "the paragraph goes by its first sentence"
    quotes = all_of(parse(own.get("/stories/k1/").text), "blockquote", lang="ko")
    assert len(quotes) == 2


def test_a_changed_source_is_told_until_the_brief_is_written_again(
    desk: dict[str, Keep], store: SqliteStore, own: TestClient
) -> None:
    version = desk["f2"].version
    assert version is not None
    changed = replace(desk["f2"], version=replace(version, text=f"It is over. {FREED} Or is it?"))
    store.apply([changed])
    note = "An article that this rests on has changed since (2): the brief is to be written again."
    for address in (PAGE, "/stories/f1/"):
        tree = parse(own.get(address).text)
        notes = [text(e) for e in all_of(tree, "p", class_="note")]
        assert notes == [note]
        stale = [e for e in tree.iter() if "stale" in (e.get("class") or "").split()]
        assert [text(first(e, "a")) for e in stale] == [f"{FREED}2"]
    items = all_of(all_of(parse(own.get("/stories/f1/").text), "ol", class_="evidence")[0], "li")
    assert "These words are of an older version. What has changed" in lines(items[1])
    difference = {text(e): e.get("href") for e in all_of(items[1], "a")}["What has changed"]
    assert difference == "/articles/f2/#versions"
    assert "versions" in ids(parse(own.get("/articles/f2/").text))
    assert FREED in text(items[1]), "as it was read"
    rewritten = desks.brief("f1", desks.cut(desk["f1"], AGROUND), desks.cut(changed, FREED))
    store.apply([rewritten])
    assert note not in " ".join(main_of(own, "/stories/f1/"))


def test_a_page_that_was_taken_down_is_told(
    desk: dict[str, Keep], store: SqliteStore, own: TestClient
) -> None:
    store.apply([replace(desk["f2"], version=None, outcome=Outcome.KEPT, reason="http-410")])
    items = all_of(all_of(parse(own.get("/stories/f1/").text), "ol", class_="evidence")[0], "li")
    assert "The source's page does not have the article any more." in lines(items[1])
    assert "The source's page does not have the article any more." not in lines(items[0])
    assert FREED in text(items[1]), "what was read of it stays"


def test_a_source_that_is_gone_is_told(desk: dict[str, Keep], store: SqliteStore, own: TestClient) -> None:
    gone = replace(desk["f2"], version=None, withdrawn=True, filings=(), outcome=Outcome.REFUSED)
    store.apply([gone])
    page = main_of(own, "/stories/f1/")
    assert any("An article that this rests on is no longer there (2)" in said for said in page)
    items = all_of(all_of(parse(own.get("/stories/f1/").text), "ol", class_="evidence")[0], "li")
    assert "The article is no longer there." in lines(items[1])
    assert lines(items[1])[0] == FREED, "nothing around the words"
    assert not any("tugs free" in text(e).lower() for e in all_of(items[1], "a"))


def test_a_version_that_was_never_kept(desk: dict[str, Keep], store: SqliteStore, own: TestClient) -> None:
    good = desks.cut(desk["f1"], AGROUND)
    lost = replace(desks.cut(desk["f1"], FREED), spans=(replace(good.spans[0], version="lost"),))
    store.apply([desks.brief("f1", good, lost)])
    tree = parse(own.get("/stories/f1/").text)
    assert inner_links(tree) - {"content"} <= ids(tree)
    assert "The archive does not have the version that was cited." in main_of(own, "/stories/f1/")


# ---- editions -------------------------------------------------------------------------------------------------------------


def test_what_was_shown_before_can_be_opened(
    desk: dict[str, Keep], store: SqliteStore, own: TestClient
) -> None:
    later = desks.NOW + timedelta(hours=2)
    store.apply([desks.brief("f1", desks.cut(desk["f1"], AGROUND), desks.cut(desk["f2"], LIMPET), at=later)])
    side = first(parse(own.get("/stories/f1/").text), "aside")
    links = {text(e): e.get("href") for e in all_of(side, "a")}
    assert links["December 5, 2020, 09:00 UTC"] == "/stories/f1/briefs/1/"
    old = own.get("/stories/f1/briefs/1/")
    tree = parse(old.text)
    assert_harmless(tree)
    assert "As it was shown from December 5, 2020, 09:00 UTC to December 5, 2020, 11:00 UTC." in lines(
        first(tree, "main")
    )
    assert FREED in old.text
    assert "noindex" in old.text
    assert inner_links(tree) - {"content"} <= ids(tree)
    now = main_of(own, "/stories/f1/briefs/2/")
    assert "As it is shown since December 5, 2020, 11:00 UTC." in now
    assert any(LIMPET in said for said in now)
    for wrong in ("3", "0", "01", "x", "9" * 30, "-1"):
        assert own.get(f"/stories/f1/briefs/{wrong}/").status_code == 404, wrong
    assert own.get("/stories/u1/briefs/1/").status_code == 404
    bare = own.get("/stories/f1/briefs/2", follow_redirects=False)
    assert bare.headers["location"] == "/stories/f1/briefs/2/"


def test_what_a_merged_story_showed_stays(desk: dict[str, Keep], store: SqliteStore, own: TestClient) -> None:
    store.apply([Move(Regroup("g1", "f1", ()), "ada", desks.NOW)])
    tree = parse(own.get("/stories/g1/briefs/1/").text)
    assert any("Fog lay over the harbour" in said for said in lines(first(tree, "main")))
    links = {text(e): e.get("href") for e in all_of(tree, "a")}
    assert links["Ferry aground off Port Marrow"] == "/stories/f1/"
    assert "Report an error" not in links
    answer = own.get("/stories/g1/report/?brief=1", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, "/stories/f1/report/")


def test_ids_that_look_like_pages_under_a_story(store: SqliteStore, own: TestClient) -> None:
    store.put_source(Source("tide", "The Tide"), desks.NOW)
    store.put_beat(Beat("strait", "The Strait", "ferry"))
    for key in ("https://t.example/briefs/2", "a/report"):
        kept = told(key, "tide", f"Of {key}", AGROUND + " " + FREED)
        store.apply([kept])
        store.apply([desks.place(kept), desks.brief(key, desks.cut(kept, AGROUND), desks.cut(kept, FREED))])
        address = f"/stories/{quote(key, safe='')}"
        assert f"Of {key}" in main_of(own, f"{address}/")
        assert f"Of {key}" in main_of(own, f"{address}/briefs/1/")
        assert "Report an error in the brief" in main_of(own, f"{address}/report/")
        for page in ("", "/briefs/1", "/report"):
            assert own.get(address + page, follow_redirects=False).headers["location"] == f"{address}{page}/"


# ---- feeds ------------------------------------------------------------------------------------------------------------------

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def entry(client: TestClient, address: str, n: int = 0) -> ET.Element:
    return ET.fromstring(client.get(f"{address}.atom").content).findall(f"{ATOM}entry")[n]


@pytest.mark.parametrize("address", ["/beats/strait", "/front", "/beats/strait/briefs"])
def test_feeds_carry_the_brief(desk: dict[str, Keep], own: TestClient, address: str) -> None:
    html = entry(own, address).findtext(f"{ATOM}content") or ""
    assert f'{AGROUND} <a href="https://desk.example/stories/f1/#e1">[1]</a>' in html
    assert "(reported September 29, 2019)" in html
    assert html.endswith("<p>sentences taken as they stand from 2 sources</p>")
    item = ET.fromstring(own.get(f"{address}.rss").content).find("channel/item")
    assert item is not None
    assert item.findtext(CONTENT) == html
    said = json.loads(own.get(f"{address}.json").content)["items"][0]
    assert said["content_html"] == html
    assert said["content_text"].startswith(f"{AGROUND} {FREED} {LAST_YEAR}")


@pytest.mark.parametrize("address", ["/beats/strait", "/beats/strait/briefs", "/stories/f1"])
@pytest.mark.parametrize("kind", ["rss", "atom"])
def test_feeds_read_well(desk: dict[str, Keep], own: TestClient, address: str, kind: str) -> None:
    read = feedparser.parse(own.get(f"{address}.{kind}").content)
    assert not read.bozo, read.get("bozo_exception")
    if "stories" not in address:
        assert AGROUND in read.entries[0].content[0].value


def test_an_item_is_updated_when_its_brief_is_another_one(
    desk: dict[str, Keep], store: SqliteStore, own: TestClient
) -> None:
    def updated() -> tuple[str | None, ...]:
        e = entry(own, "/beats/strait")
        return e.findtext(f"{ATOM}id"), e.findtext(f"{ATOM}published"), e.findtext(f"{ATOM}updated")

    first_ = own.get("/beats/strait.atom")
    before = updated()
    assert before[2] == "2020-12-05T09:00:00+00:00"
    later = desks.NOW + timedelta(hours=2)
    same = store.briefs(["f1"])["f1"].brief
    store.apply([desks.brief("f1", *same.sentences, at=later)])
    headers = {"If-None-Match": first_.headers["etag"]}
    assert own.get("/beats/strait.atom", headers=headers).status_code == 304
    store.apply([desks.brief("f1", *same.sentences[:2], at=later)])
    assert own.get("/beats/strait.atom", headers=headers).status_code == 200
    assert updated() == (*before[:2], "2020-12-05T11:00:00+00:00")
    item = json.loads(own.get("/beats/strait.json").content)["items"][0]
    assert item["date_modified"] == "2020-12-05T11:00:00+00:00"
    assert item["date_published"] == "2020-11-05T00:00:00+00:00"


def test_an_item_of_briefs_leads_to_the_story(desk: dict[str, Keep], own: TestClient) -> None:
    e = entry(own, "/beats/strait/briefs")
    assert e.findtext(f"{ATOM}id") == "tag:desk.example,2026:briefs/f1"
    assert [x.get("href") for x in e.findall(f"{ATOM}link")] == ["https://desk.example/stories/f1/"]
    assert e.findtext(f"{ATOM}author/{ATOM}name") == "The Beatbook"
    assert (
        entry(own, "/beats/strait/briefs", 2).findtext(f"{ATOM}content")
        == "<p>No brief: only boilerplate was found.</p>"
    )
    assert entry(own, "/beats/strait", 2).find(f"{ATOM}content") is None
    assert (entry(own, "/beats/strait", 1).findtext(f"{ATOM}content") or "").startswith("<p>From the article’s first lines, Quay News: Fog")  # fmt: skip


def test_a_story_s_feed_says_its_brief(desk: dict[str, Keep], own: TestClient) -> None:
    tree = ET.fromstring(own.get("/stories/f1.atom").content)
    assert (tree.findtext(f"{ATOM}subtitle") or "").startswith(AGROUND)
    assert tree.findtext(f"{ATOM}updated") == "2020-12-05T09:00:00+00:00"
    assert all(e.find(f"{ATOM}content") is None for e in tree.findall(f"{ATOM}entry"))
