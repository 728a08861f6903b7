from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from beatbook.model import Hit, Moment, Name, NameKind, Outcome, Source, Tier, Version
from beatbook.store.sqlite import SqliteStore
from beatbook.web.differences import pieces

from . import desks
from .reading import all_of, first, lines, parse, text

SEEN = datetime(2020, 12, 4, 6, 0, tzinfo=UTC)
FIRST = Version(
    headline="Soldier crosses the border at night",
    deck="He is in custody",
    byline=(Name("Jeongmin Kim"), Name("NK Pro", NameKind.DESK)),
    published=Moment.of(datetime(2020, 12, 4, 8, 30, tzinfo=timezone(timedelta(hours=9)))),
    language="en",
    section="Defectors",
    text="A defector came.\n\nAnother defector followed.\n\nNobody knows why.",
)
WHY = (Hit("text", 2, 10, "defector"), Hit("headline", 0, 7, "soldier"), Hit("text", 26, 34, "defector"))


@pytest.fixture
def filled(store: SqliteStore) -> SqliteStore:
    store.put_source(desks.NK_NEWS, desks.NOW)
    store.put_beat(desks.BEAT)
    kept = desks.keep(
        "a1", "nk-news", FIRST, beats=["defector-issues"], why=WHY, url="https://s.example/a", first_seen=SEEN
    )
    store.apply([kept])
    return store


def test_what_is_known(filled: SqliteStore, own: TestClient) -> None:
    tree = parse(own.get("/articles/a1/").text)
    said = lines(first(tree, "main"))
    assert said[:4] == [
        "Soldier crosses the border at night",
        "He is in custody",
        "Jeongmin Kim and NK Pro, NK News December 4, 2020",
        "Read at the source s.example",
    ]
    facts = {text(e[0]): text(e[1]) for e in all_of(tree, "div") if e.get("class") is None and len(e) == 2}
    assert facts["Published"] == "December 3, 2020, 23:30 UTC (as stated: 2020-12-04T08:30:00+09:00)"
    assert facts["First seen"] == "December 4, 2020, 06:00 UTC"
    assert facts["Changed"] == "not since it was first read"
    assert facts["Language"] == "English"
    assert facts["Outcome"] == "filed"
    assert facts["Tier"] == "members"
    link = next(e for e in all_of(tree, "a") if text(e) == "Read at the source")
    assert (link.get("href"), link.get("rel")) == ("https://s.example/a", "noopener nofollow ugc")


def test_why_it_is_filed(filled: SqliteStore, own: TestClient) -> None:
    page = own.get("/articles/a1/").text
    tree = parse(page)
    assert [text(e) for e in all_of(tree, "ul", class_="why")[0]] == [
        "Soldier headline",
        "defector text, 2 times",
    ]
    assert "score 0.80" in page
    assert "Nobody knows why" not in page


def test_matched_words_are_words_and_not_the_text(filled: SqliteStore, own: TestClient) -> None:
    long = replace(FIRST, text="word " * 400)
    why = (Hit("text", 0, 2000, "word*"), Hit("text", 9999, 10010, "beyond"), Hit("text", 5, 5, "nothing"))
    filled.apply([desks.keep("a2", "nk-news", long, beats=["defector-issues"], why=why)])
    shown = [text(e) for e in all_of(parse(own.get("/articles/a2/").text), "mark")]
    assert len(shown[0]) <= 60
    assert shown[1:] == ["nothing", "beyond"]


def test_versions(filled: SqliteStore, own: TestClient) -> None:
    second = replace(
        FIRST, headline="Soldier crosses the land border by night", deck=None, text=FIRST.text + "\n\nNew."
    )
    third = replace(second, partial=True)
    at = SEEN + timedelta(hours=5)
    for version in (second, third):
        desks.add_version(filled, "a1", "nk-news", version, at, beats=["defector-issues"])
    tree = parse(own.get("/articles/a1/").text)
    versions = [lines(e) for e in all_of(tree, "ol", class_="versions")[0]]
    assert [v[0] for v in versions] == [
        "Version 3 read December 4, 2020, 11:00 UTC",
        "Version 2 read December 4, 2020, 11:00 UTC",
        "Version 1 read December 4, 2020, 06:00 UTC",
    ]
    assert versions[0][1:] == ["Nothing that is shown here changed."]
    assert versions[1][1:] == [
        "Headline Soldier crosses the land border at by night",
        "Deck He is in custody",
        "The text changed: from 9 to 10 words; 1 paragraph new or reworded, 0 gone.",
    ]
    assert versions[2][1:] == ["As it was first read."]
    assert [text(e) for e in all_of(tree, "ins")] == ["land", "by"]
    assert [text(e) for e in all_of(tree, "del")] == ["at", "He is in custody"]


def test_many_versions_are_counted(filled: SqliteStore, own: TestClient) -> None:
    for i in range(40):
        version = replace(FIRST, headline=f"Soldier, take {i}")
        desks.add_version(filled, "a1", "nk-news", version, SEEN, beats=["defector-issues"])
    page = own.get("/articles/a1/").text
    tree = parse(page)
    shown = all_of(tree, "ol", class_="versions")[0]
    assert len(list(shown)) == 30
    assert text(shown[-1]) == "Version 12 read December 4, 2020, 06:00 UTC Headline Soldier, take 9 10"
    assert "11 older versions are kept and not shown." in page


def test_pieces() -> None:
    assert pieces("a b c", "a x c") == (("same", "a"), ("gone", "b"), ("new", "x"), ("same", "c"))
    assert pieces("", "a") == (("new", "a"),)
    assert pieces("a", "") == (("gone", "a"),)
    assert pieces("a " * 400, "b") == (("gone", "a " * 400), ("new", "b"))


@pytest.mark.parametrize(
    "key",
    [
        "a/b",
        "a//b/",
        "?x=1#y",
        "a%2Fb",
        "%",
        "북한 기사",
        "a b",
        "a+b",
        ".x",
        "a\nb",
        "https://x.example/?a=b&c",
        "a/../b",
    ],
)
def test_any_id_has_an_address(filled: SqliteStore, own: TestClient, key: str) -> None:
    filled.apply([desks.keep(key, "nk-news", replace(FIRST, headline="The one"), beats=["defector-issues"])])
    page = parse(own.get("/beats/defector-issues/").text)
    address = next(e.get("href") for e in all_of(page, "a") if text(e) == "The one")
    assert address == f"/articles/{quote(key, safe='')}/"
    answer = own.get(address)
    assert answer.status_code == 200
    assert text(all_of(parse(answer.text), "h1")[0]) == "The one"


def test_refused_and_unread_articles_say_why(filled: SqliteStore, own: TestClient) -> None:
    kept = desks.keep("r1", "nk-news", FIRST, url="https://s.example/r")
    filled.apply([replace(kept, version=None, outcome=Outcome.REFUSED, reason="http-404", filings=())])
    page = own.get("/articles/r1/").text
    parse(page)
    assert "refused (the server answered 404)" in page
    assert "It is filed under no beat." in page


def test_partial_and_undated(filled: SqliteStore, own: TestClient) -> None:
    filled.put_source(Source("open", "Open Paper", tier=Tier.OPEN), desks.NOW)
    version = Version(headline="In part", partial=True)
    filled.apply([desks.keep("p1", "open", version, beats=["defector-issues"])])
    filled.apply([desks.keep("p2", "nk-news", version, beats=["defector-issues"])])
    page = own.get("/articles/p1/").text
    assert "Only the beginning could be read" in page
    assert "The source states no date that could be read" in page
    assert "The source gave no address for it." in page
    said = lines(all_of(parse(own.get("/beats/defector-issues/").text), "ol", class_="items")[0])
    assert said[:6] == [
        "In part", "NK News seen December 5, 2020", "For members: only the beginning could be read",
        "In part", "Open Paper seen December 5, 2020", "Only the beginning could be read",
    ]  # fmt: skip


def test_day_only(filled: SqliteStore, own: TestClient) -> None:
    version = replace(FIRST, published=Moment(date(2020, 12, 2)))
    filled.apply([desks.keep("d1", "nk-news", version)])
    assert "December 2, 2020 (the day only, as stated)" in own.get("/articles/d1/").text
