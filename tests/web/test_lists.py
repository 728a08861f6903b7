"""Narrowing, languages, sources and the size of lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from starlette.testclient import TestClient

from beatbook.model import Beat, Moment, Name, Source, Version
from beatbook.settings import DeskSettings
from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app

from . import desks
from .reading import all_of, first, lines, parse, text

ARCHIVE = "/beats/defector-issues/"


def test_narrowing(client: TestClient) -> None:
    page = client.get(f"{ARCHIVE}?month=2020-11&author=jeongmin-kim").text
    tree = parse(page)
    said = lines(first(tree, "main"))
    assert said[:4] == [
        "Defector Issues",
        "Information related to North Korean defector issues",
        "Narrowed to: November 2020 remove Jeongmin Kim remove Show everything",
        "3 of 490 articles",
    ]
    links = {e.get("aria-label") or text(e): e.get("href") for e in all_of(first(tree, "main"), "a")}
    assert links["remove November 2020"] == f"{ARCHIVE}?author=jeongmin-kim"
    assert links["remove Jeongmin Kim"] == f"{ARCHIVE}?month=2020-11"
    assert links["Show everything"] == ARCHIVE
    assert text(first(tree, "title")) == "Defector Issues, November 2020, Jeongmin Kim — The Beatbook"
    assert [e.get("content") for e in all_of(tree, "meta", name="robots")] == ["noindex, follow"]
    here = [text(e) for e in all_of(first(tree, "aside"), "a", aria_current="true")]
    assert here == ["November 2020", "Jeongmin Kim"]
    assert "Numbers are for the whole beat." in page


def test_narrowing_keeps_its_pages(client: TestClient) -> None:
    tree = parse(client.get(f"{ARCHIVE}?author=nk-news&page=2").text)
    nav = all_of(tree, "nav", aria_label="Pages")[0]
    links = {text(e): e.get("href") for e in all_of(nav, "a")}
    assert links["1"] == f"{ARCHIVE}?author=nk-news"
    assert links["3"] == f"{ARCHIVE}?author=nk-news&page=3"


def test_facets_lead_to_as_many_as_they_say(client: TestClient) -> None:
    tree = parse(client.get(ARCHIVE).text)
    side = first(tree, "aside")
    seen = 0
    for li in list(all_of(side, "li"))[:20]:
        link, count = all_of(li, "a")[0], text(all_of(li, "span")[0])
        page = client.get(link.get("href") or "").text
        assert f"{count} of 490 {'stories' if '?month=' in (link.get('href') or '') else 'articles'}" in page
        seen += 1
    assert seen == 20


def test_every_choice_has_a_page(client: TestClient) -> None:
    tree = parse(client.get(ARCHIVE).text)
    link = next(e for e in all_of(tree, "a") if text(e) == "All 353 authors")
    whole = parse(client.get(link.get("href") or "").text)
    assert len(all_of(first(whole, "main"), "li")) == 353
    assert client.get(f"{ARCHIVE}by/weather/").status_code == 404
    for facet in ("month", "source", "language"):
        assert client.get(f"{ARCHIVE}by/{facet}/").status_code == 200


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A beat of 9,000 articles over twenty-five years with thousands of authors and fifty sources."""
    store = desks.reference_desk(tmp_path_factory.mktemp("large") / "desk.db", older=8000, authors=90)
    for i in range(50):
        store.put_source(Source(f"paper-{i}", f"The Paper of Place Number {i}"), desks.NOW)
    keeps = [
        desks.keep(
            f"p{i}",
            f"paper-{i % 50}",
            Version(f"Headline {i}", None, (Name(f"Person {i}"),), Moment(date(2020, 1, 1) - timedelta(days=i * 9)),
                    language=["en", "ko", "ja", "fr"][i % 4]),
            beats=["defector-issues"],
        )
        for i in range(990)
    ]  # fmt: skip
    store.apply(keeps)
    store.apply([desks.place(kept) for kept in keeps])
    with TestClient(create_app(store, desks.SETTINGS, desks.now), base_url="https://desk.example") as client:
        yield client
    store.close()


@pytest.mark.parametrize(
    "query", ["", "?page=450", "?page=900", "?month=2019-11", "?language=ko&source=paper-1"]
)
def test_large_beat_has_small_pages(large: TestClient, query: str) -> None:
    answer = large.get(ARCHIVE + query)
    assert answer.status_code == 200
    assert len(answer.content) < 40_000
    tree = parse(answer.text)
    if not query:
        assert lines(all_of(tree, "nav", aria_label="Pages")[0]) == ["1 2 3 4 … 900"]


# ---- languages, sources, undated ---------------------------------------------------------------------------------------


def korean(store: SqliteStore) -> None:
    store.put_source(Source("daily", "데일리", language="ko"), desks.NOW)
    store.put_beat(Beat("talbuk", "탈북민 소식", "탈북", "북한 이탈 주민", "ko"))
    version = Version("탈북민 지원", "국회 논의", (Name("김하나"),), Moment(date(2020, 12, 2)), language="ko")
    store.apply([desks.keep("k1", "daily", version, beats=["talbuk"])])


def test_korean_beat(store: SqliteStore, own: TestClient) -> None:
    korean(store)
    tree = parse(own.get("/beats/talbuk/").text)
    assert tree.get("lang") == "en"
    assert lines(first(tree, "main")) == [
        "탈북민 소식",
        "북한 이탈 주민",
        "탈북민 지원",
        "국회 논의",
        "김하나 2020년 12월 2일",
    ]
    for tag in ("h1", "h2"):
        assert all_of(first(tree, "main"), tag)[0].get("lang") == "ko"
    assert [e.get("lang") for e in all_of(first(tree, "main"), "time")] == ["ko"]
    assert [
        e.get("lang") for e in all_of(first(tree, "main"), "p") if e.get("class") in ("lede", "deck")
    ] == ["ko", "ko"]
    front = parse(own.get("/").text)
    assert "December 2, 2020" in lines(first(front, "main"))[-1]


def test_several_sources_are_named_after_the_byline(store: SqliteStore, own: TestClient) -> None:
    korean(store)
    store.put_source(Source("tass", "Press Agency"), desks.NOW)
    store.apply([
        desks.keep("t1", "tass", Version("By a person", byline=(Name("A. Person"), Name("B. Person"), Name("C. Person")),
                                         published=Moment(date(2020, 12, 4))), beats=["talbuk"]),
        desks.keep("t2", "tass", Version("By the agency", byline=(Name("PRESS AGENCY"),),
                                         published=Moment(date(2020, 12, 3))), beats=["talbuk"]),
        desks.keep("t3", "tass", Version("By nobody", published=Moment(date(2020, 12, 1))), beats=["talbuk"]),
    ])  # fmt: skip
    said = lines(all_of(parse(own.get("/beats/talbuk/").text), "ol", class_="items")[0])
    assert [line for line in said if line.endswith("일")] == [
        "A. Person, B. Person and C. Person, Press Agency 2020년 12월 4일",
        "PRESS AGENCY 2020년 12월 3일",
        "김하나, 데일리 2020년 12월 2일",
        "Press Agency 2020년 12월 1일",
    ]


def test_names_and_headlines_are_isolated(store: SqliteStore, own: TestClient) -> None:
    korean(store)
    tree = parse(own.get("/beats/talbuk/").text)
    for tag in ("h1", "h2"):
        assert all_of(first(tree, "main"), tag)[0].get("dir") == "auto"
    assert [text(e) for e in all_of(first(tree, "main"), "bdi")] == ["김하나"]


def test_author(client: TestClient) -> None:
    tree = parse(client.get("/authors/jeongmin-kim/").text)
    said = lines(first(tree, "main"))
    assert said[:2] == ["Jeongmin Kim", "Everything signed with this name."]
    assert sum("Jeongmin Kim, NK News" in line for line in said) == 3
    assert "Nothing in this desk is signed" in client.get("/authors/nobody/").text
    assert client.get("/authors/jeongmin-kim/?month=1999-01").status_code == 200
    assert client.get("/authors/jeongmin-kim/?page=2").status_code == 404


def test_masthead_day(store: SqliteStore) -> None:
    def day(desk: DeskSettings) -> str:
        settings = replace(desks.SETTINGS, desk=desk)
        page = (
            TestClient(create_app(store, settings, desks.now))
            .get("/beats/", headers={"host": "desk.example"})
            .text
        )
        return lines(next(e for e in parse(page).iter() if e.get("class") == "day"))[0]

    assert day(DeskSettings()) == "December 05, 2020"
    assert day(DeskSettings(as_of="2019-01-02")) == "January 02, 2019"
    assert day(DeskSettings(time_zone="Pacific/Kiritimati")) == "December 05, 2020"
    assert day(DeskSettings(time_zone="America/Los_Angeles")) == "December 05, 2020"
    assert day(DeskSettings(language="ko")) == "2020년 12월 5일 토요일"


def test_a_desk_below_a_path(reference: SqliteStore) -> None:
    web = replace(desks.SETTINGS.web, base="https://site.example/desk/")
    app = create_app(reference, replace(desks.SETTINGS, web=web), desks.now)
    client = TestClient(app, base_url="https://site.example")
    tree = parse(client.get(ARCHIVE).text)
    for link in [*all_of(tree, "a"), *all_of(tree, "link")]:
        href = link.get("href") or ""
        assert href.startswith(("/desk/", "#", "https://site.example/desk/")), href
    assert "https://site.example/desk/articles/nk00000/" in client.get("/front.rss").text
