"""The editors' side: who finds it, what it shows, and which forms it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from beatbook.model import (
    Boilerplate,
    Image,
    Lesson,
    LessonKind,
    LessonState,
    Observed,
    Version,
    Witness,
)
from beatbook.settings import Settings, WebSettings
from beatbook.store.intents import DocumentRow
from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app
from beatbook.web.editors import is_open

from . import desks
from .reading import all_of, assert_harmless, lines, parse, text

HOUSE = "The Tide is written and printed in the old customs house by the people who live there. " * 4
HERE = ("127.0.0.1", 50000)
LOCAL = "http://127.0.0.1:8765"
PAGES = ("/desk/sources/nk-news/", "/desk/articles/a1/")
FIRST = Version(
    "Soldier crosses",
    "He is well",
    text="One paragraph.\n\nTwo paragraphs.",
    language="en",
    section="Border",
    partial=True,
)


def document(n: int = 1) -> DocumentRow:
    return DocumentRow(f"https://s.example/{n}", desks.NOW, 200, "text/html", "d" * 64, 9, "a.warc.gz", n, 9)


@pytest.fixture
def filled(store: SqliteStore) -> SqliteStore:
    """A source that taught a template and two repeated paragraphs, and an article with witnesses."""
    store.put_source(desks.NK_NEWS, desks.NOW)
    store.put_beat(desks.BEAT)
    at = desks.NOW - timedelta(days=3)
    lessons = (
        Lesson(LessonKind.BOILERPLATE, "4be1d0c7aa", LessonState.ACTIVE, 1, at, at, {"text": HOUSE, "why": "repeats on 12 articles", "articles": 12, "marks": ["whole:4be1d0c7aa"]}),
        Lesson(LessonKind.BOILERPLATE, "99", LessonState.DROPPED, 2, at, at, {"text": "Once more.", "articles": 2}),
        Lesson(LessonKind.TEMPLATE, "body-1", LessonState.ACTIVE, 3, at, at, {"body": "main > article", "published": "<time>", "articles": 9}),
    )  # fmt: skip
    witnesses = (
        Witness("headline", "feed", "Soldier crosses", True, None),
        Witness("headline", "JSON-LD", "Soldier  crosses", False, "the feed states it outright"),
        Witness("headline", "heading", "A soldier crossed the river", False, "later than the fetch"),
        Witness("section", "meta section", "World", False, "too broad"),
        Witness("image", "meta og:image", "https://s.example/i.jpg", True),
    )
    kept = desks.keep("a1", "nk-news", FIRST, beats=["defector-issues"], url="https://s.example/1")
    kept = replace(
        kept,
        reader="2",
        path="template",
        document=document(),
        boilerplate=(
            Boilerplate(HOUSE, "repeats on 12 articles"),
            Boilerplate("Subscribe to read on.", "asks for payment"),
        ),
        canonical="https://s.example/canonical",
        image=Image("https://s.example/i.jpg", "Ada Quay"),
        witnesses=witnesses,
        observed=Observed((1,)),
        lessons=lessons,
    )
    store.apply([kept])
    return store


def browser(store: SqliteStore, settings: Settings = desks.SETTINGS, **headers: str) -> TestClient:
    """A browser on this machine."""
    app = create_app(store, settings, desks.now)
    return TestClient(app, base_url=LOCAL, client=HERE, headers=headers, follow_redirects=False)


@pytest.fixture
def local(filled: SqliteStore) -> Iterator[TestClient]:
    with browser(filled) as client:
        yield client


def scope(host: str, peer: str = "127.0.0.1", version: str = "1.1", **headers: str) -> dict[str, object]:
    sent = {"host": host, **{k.replace("_", "-"): v for k, v in headers.items()}}
    raw = [(k.encode(), v.encode()) for k, v in sent.items()]
    return {"type": "http", "client": (peer, 1), "http_version": version, "headers": raw}


@pytest.mark.parametrize(
    ("found", "there"),
    [
        (scope("127.0.0.1:8765"), True),
        (scope("localhost"), True),
        (scope("desk.localhost:80"), True),
        (scope("[::1]:8765", "::1"), True),
        (scope("127.9.9.9"), True),
        (scope("localhost", "::ffff:127.0.0.1"), True),
        (scope("localhost", "192.168.0.7"), False),
        (scope("localhost", "::ffff:10.0.0.1"), False),
        (scope("localhost", "testclient"), False),
        (scope("evil.example:8765"), False),
        (scope("127.0.0.1.evil.example"), False),
        (scope("localhost.evil.example"), False),
        (scope("192.168.0.7:8765"), False),
        (scope("localhost@evil.example"), False),
        (scope(""), False),
        (scope("localhost", forwarded="for=203.0.113.1"), False),
        (scope("localhost", x_forwarded_for="203.0.113.1"), False),
        (scope("localhost", x_real_ip="203.0.113.1"), False),
        (scope("localhost", via="1.1 proxy"), False),
        (scope("localhost", x_forwarded_server="desk.example"), False),
        (scope("localhost", cf_connecting_ip="203.0.113.1"), False),
        (scope("localhost", true_client_ip="203.0.113.1"), False),
        (scope("localhost", version="1.0"), False),
        ({"type": "http", "client": None, "headers": [(b"host", b"localhost")]}, False),
        ({"type": "http", "client": HERE, "headers": [(b"host", b"localhost"), (b"host", b"evil.example")]}, False),
    ],
)  # fmt: skip
def test_who_finds_it(found: dict[str, object], there: bool) -> None:
    assert is_open(found, Settings()) is there
    assert not is_open(found, Settings(web=WebSettings(editors="off")))


def test_it_is_not_there_for_anybody_else(filled: SqliteStore) -> None:
    settings = Settings(web=WebSettings(editors="off"))
    elsewhere = TestClient(
        create_app(filled, desks.SETTINGS, desks.now), base_url=LOCAL, client=("10.0.0.9", 1)
    )
    closed = [browser(filled, settings), browser(filled, X_Forwarded_For="203.0.113.1"), elsewhere]
    for client in (
        *closed,
        TestClient(create_app(filled, desks.SETTINGS, desks.now), base_url="https://desk.example"),
    ):
        headers = {"X-Forwarded-For": "203.0.113.1"} if client is closed[1] else {}
        for path in (*PAGES, "/desk/", "/desk", "/desk/sources/nk-news", "/desk/nothing/"):
            for method in ("GET", "POST", "PUT"):
                answer = client.request(method, path, headers=headers)
                assert answer.status_code == 404, (method, path)
                assert HOUSE[:40] not in answer.text
        for path in ("/sources/nk-news/", "/articles/a1/"):
            page = client.get(path, headers=headers)
            assert page.status_code == 200
            assert "/desk/" not in page.text
            assert page.headers["cache-control"].startswith("public")


def test_public_pages_lead_to_it_where_it_is_open(local: TestClient) -> None:
    for path, leads in (("/sources/nk-news/", PAGES[0]), ("/articles/a1/", PAGES[1])):
        answer = local.get(path)
        assert leads in [e.get("href") for e in all_of(parse(answer.text), "a")]
        assert answer.headers["cache-control"] == "private, no-cache"


def test_no_copy_of_it_is_kept(local: TestClient) -> None:
    for path in PAGES:
        answer = local.get(path)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
        assert 'content="noindex, follow"' in answer.text
    assert local.get("/desk/sources/nk-news").headers["location"] == PAGES[0]
    assert local.get("/desk/articles/a1").headers["location"] == PAGES[1]
    for path in ("/desk/articles/nothing/", "/desk/sources/nothing/", "/desk/"):
        assert local.get(path).status_code == 404


# ---- what a source taught --------------------------------------------------------------------------------------------------


def test_the_memory_is_on_the_public_page(filled: SqliteStore) -> None:
    with TestClient(create_app(filled, desks.SETTINGS, desks.now), base_url="https://desk.example") as client:
        tree = parse(client.get("/sources/nk-news/").text)
        second = client.get("/sources/nk-news/?month=2020-12").text
    said = lines(all_of(tree, "section", class_="memory")[0])
    assert "1 recent article is remembered" in said[1]
    whole = " ".join(said)
    for part in (
        "Text main > article", "Date <time>", "; on 9 articles", "In use since December 2, 2020",
        "; on 12 articles; why: repeats on 12 articles", "Dropped, for the pages stopped agreeing with it", "In use, by the desk",
    ):  # fmt: skip
        assert part in whole, part
    quotes = [text(e) for e in all_of(tree, "blockquote")]
    assert len(quotes[0]) <= 200
    assert quotes[0].endswith("…")
    assert all_of(tree, "button") == []
    assert 'class="memory"' not in second


def form_of(page: str, key: str) -> dict[str, str]:
    for form in all_of(parse(page), "form", method="post"):
        fields = {e.get("name", ""): e.get("value", "") for e in all_of(form, "input")}
        if fields.get("key") == key:
            assert form.get("action") == PAGES[0]
            return {k: v or "" for k, v in fields.items()}
    raise AssertionError(key)


OURS = {"Origin": LOCAL, "Sec-Fetch-Site": "same-origin"}


def test_an_editor_undoes_and_recalls(local: TestClient, filled: SqliteStore) -> None:
    form = form_of(local.get(PAGES[0]).text, "4be1d0c7aa")
    assert form["state"] == "undone"
    answer = local.post(PAGES[0], data=form, headers=OURS)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"{PAGES[0]}#boilerplate-4be1d0c7aa"
    assert answer.headers["cache-control"] == "no-store"
    page = local.get(PAGES[0]).text
    assert "1 article is put back to be read again." in page
    assert "Undone by an editor, by editor; before: In use" in page
    form = form_of(page, "4be1d0c7aa")
    assert form["state"] == "active"
    assert local.post(PAGES[0], data=form, headers=OURS).status_code == 303
    states = {x.key: x.state for x in filled.memory("nk-news").lessons}
    assert states["4be1d0c7aa"] is LessonState.ACTIVE
    assert filled.decisions() == 2


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": LOCAL},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin"},
    ],
)
def test_forms_of_our_own_pages_are_taken(local: TestClient, headers: dict[str, str]) -> None:
    form = form_of(local.get(PAGES[0]).text, "99")
    assert local.post(PAGES[0], data=form, headers=headers).status_code == 303


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        ({}, {}),
        ({"Origin": "https://evil.example"}, {}),
        ({"Origin": "null"}, {}),
        ({"Origin": LOCAL, "Sec-Fetch-Site": "cross-site"}, {}),
        ({"Origin": LOCAL, "Sec-Fetch-Site": "same-site"}, {}),
        ({"Origin": "http://127.0.0.1:9999", "Sec-Fetch-Site": "same-site"}, {}),
        ({"Origin": "http://127.0.0.1:9999", "Sec-Fetch-Site": "same-origin"}, {}),
        (OURS, {"token": "x"}),
        (OURS, {"token": ""}),
        (OURS, {"token": "é"}),
        (OURS, {"kind": "nothing"}),
        (OURS, {"state": "dropped"}),
        (OURS, {"key": "nothing"}),
        (OURS, {"key": "x" * 5000}),
        (OURS | {"Content-Type": "text/plain"}, {}),
        (OURS | {"X-Forwarded-For": "203.0.113.1"}, {}),
    ],
)
def test_other_forms_lead_nowhere(
    local: TestClient, filled: SqliteStore, headers: dict[str, str], fields: dict[str, str]
) -> None:
    form = form_of(local.get(PAGES[0]).text, "4be1d0c7aa") | fields
    assert local.post(PAGES[0], data=form, headers=headers).status_code == 404
    assert local.post(PAGES[1], data=form, headers=headers).status_code in (404, 405)
    assert filled.decisions() == 0


def test_a_form_of_another_process_leads_nowhere(local: TestClient, filled: SqliteStore) -> None:
    with browser(filled) as other:
        form = form_of(other.get(PAGES[0]).text, "99")
    assert local.post(PAGES[0], data=form, headers=OURS).status_code == 404


# ---- the editors' page of an article ------------------------------------------------------------------------------------


def test_the_full_text_with_what_was_set_apart_and_why(local: TestClient) -> None:
    tree = parse(local.get(PAGES[1]).text)
    assert_harmless(tree)
    assert lines(all_of(tree, "div", class_="text")[0]) == ["One paragraph.", "Two paragraphs."]
    apart = [lines(e) for e in all_of(tree, "ul", class_="apart")[0]]
    assert [a[0] for a in apart] == ["Why: repeats on 12 articles", "Why: asks for payment"]
    facts = {
        text(all_of(row, "dt")[0]): text(all_of(row, "dd")[0])
        for row in all_of(tree, "dl", class_="facts")[0]
    }
    assert facts == {
        "Reader": "2, path template",
        "Page fetched": "December 5, 2020, 09:00 UTC",
        "Whole": "no: more was announced than could be read (asks for payment)",
        "Canonical": "https://s.example/canonical",
        "Picture": "https://s.example/i.jpg",
        "Picture’s credit": "Ada Quay",
    }


def test_why_we_believe_it(local: TestClient) -> None:
    tree = parse(local.get(PAGES[1]).text)
    (table,) = all_of(tree, "table")
    assert [[text(cell) for cell in row] for row in all_of(table, "tr")] == [
        ["Field", "Who says it", "What they say", "Verdict"],
        ["HeadlineThe witnesses contradict one another.", "feed", "Soldier crosses", "taken"],
        ["JSON-LD", "Soldier crosses", "agrees"],
        ["heading", "A soldier crossed the river", "contradicts: later than the fetch"],
        [
            "SectionThe article bears: Border",
            "meta section",
            "World",
            "contradicts: too broad",
        ],
        ["Picture", "meta og:image", "https://s.example/i.jpg", "taken"],
    ]
    heads = [(e.get("scope"), e.get("rowspan")) for e in all_of(table, "th")][4:]
    assert heads == [("rowgroup", "3"), ("rowgroup", "1"), ("rowgroup", "1")]


def test_versions_before_are_folded_away(local: TestClient, filled: SqliteStore) -> None:
    desks.add_version(filled, "a1", "nk-news", replace(FIRST, text="Another."), desks.NOW)
    tree = parse(local.get(PAGES[1]).text)
    assert [lines(e)[0] for e in all_of(tree, "h2")] == ["Version 2 read December 5, 2020, 09:00 UTC"]
    (older,) = all_of(tree, "details")
    assert "One paragraph." in lines(older)
    assert "No witnesses were kept with this version." in lines(tree)


def test_an_article_that_was_never_read_says_so(local: TestClient, filled: SqliteStore) -> None:
    kept = desks.keep("r1", "nk-news", FIRST)
    filled.apply([replace(kept, version=None, filings=(), reason="only boilerplate was found")])
    page = local.get("/desk/articles/r1/").text
    assert "Nothing of it was read that could be kept." in page
    assert "only boilerplate was found" in page


def test_a_page_read_again_is_not_called_a_change_of_the_source(
    local: TestClient, filled: SqliteStore
) -> None:
    again = desks.keep("a1", "nk-news", replace(FIRST, text="One paragraph."), beats=["defector-issues"])
    filled.apply([replace(again, document_id=1, read_at=desks.NOW)])
    assert "The same page, read again by the desk" in local.get("/articles/a1/").text
