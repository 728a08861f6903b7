"""Pieces of the desk's own: their text with what it rests on, editions, addenda, files, feeds, members, what was withdrawn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import feedparser
import pytest
from starlette.testclient import TestClient

from beatbook.filing import piecefile
from beatbook.model import Citation, Days, Document, PieceKind, Span, Tier, Version
from beatbook.store.intents import Keep
from beatbook.store.pieces import Append, PublishDraft, SaveDraft, Withdraw
from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app

from . import desks, newsroom
from .newsroom import BEAT, COUNT, FINES, LEFT
from .reading import all_of, assert_harmless, first, lines, parse, text
from .test_hostile import PAYLOADS

HOME = f"/beats/{BEAT}/"
REVIEW = f"{HOME}reviews/2020-11/"
EARLIER = desks.NOW - timedelta(days=2)


@pytest.fixture
def keeps(store: SqliteStore) -> dict[str, Keep]:
    return newsroom.strait(store)


@pytest.fixture
def own(store: SqliteStore, keeps: dict[str, Keep]) -> Iterator[TestClient]:
    app = create_app(store, newsroom.TWO, desks.now)
    with TestClient(app, base_url="https://desk.example", follow_redirects=False) as client:
        yield client


@pytest.fixture
def local(store: SqliteStore) -> Iterator[TestClient]:
    """An editor's browser, on this machine."""
    app = create_app(store, newsroom.TWO, desks.now)
    with TestClient(app, base_url="http://127.0.0.1:8765", client=("127.0.0.1", 5)) as client:
        yield client


def publish(store: SqliteStore, keeps: dict[str, Keep], tier: Tier = Tier.OPEN, *byline: str) -> None:
    desks.publish(store, newsroom.review(tier, *byline), newsroom.document(keeps), EARLIER)


def test_page(store: SqliteStore, keeps: dict[str, Keep], own: TestClient) -> None:
    publish(store, keeps)
    answer = own.get(REVIEW)
    assert answer.status_code == 200
    tree = parse(answer.text)
    assert_harmless(tree)
    said = lines(first(tree, "main"))
    assert said[:4] == [
        "Defector Issues, Review",
        "The strait in Nov. 2020",
        "An analytical look at the main developments",
        "NK News December 3, 2020",
    ]
    assert said[4:14] == [
        "Fines and a walk-out",
        f"{FINES}1 {LEFT}2",
        f"{COUNT}34",
        "Nobody knows why.",
        "“A quotation,” she said.",
        "Coverage",
        "2 of 3 sources could be read.",
        "First",
        "Second",
        "What’s ahead",
    ]
    assert "What has no number was counted by this desk in its own archive." in said
    assert [text(e) for e in all_of(tree, "strong")] == ["Nobody"]
    assert [text(e) for e in all_of(tree, "em")] == ["expected"]
    assert len(all_of(first(tree, "main"), "h1")) == 1


def test_sentences_lead_to_their_sources_and_back(
    store: SqliteStore, keeps: dict[str, Keep], own: TestClient
) -> None:
    publish(store, keeps)
    tree = parse(own.get(REVIEW).text)
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for link in all_of(tree, "a"):
        if (link.get("href") or "").startswith("#"):
            assert (link.get("href") or "")[1:] in ids
    cited = {text(e) for e in all_of(tree, "span") if "c3" in (e.get("class") or "").split()}
    assert cited == {f"{COUNT}34"}
    source = next(e for e in tree.iter() if e.get("id") == "e3")
    assert lines(source)[0] == COUNT
    links = {text(e): e.get("href") or "" for e in all_of(source, "a")}
    assert links["Fewer come over the strait"] == "/articles/count/"
    assert links["Read at the source"].startswith("https://nk-news.example/count#:~:text=")
    assert links["↑ Back to the text"] == "#s3"
    korean = next(e for e in tree.iter() if e.get("id") == "e4")
    assert all_of(korean, "blockquote")[0].get("lang") == "ko"


def test_what_stands_beside_it(store: SqliteStore, keeps: dict[str, Keep], own: TestClient) -> None:
    publish(store, keeps)
    for slug, days in (
        ("review-2020-10", newsroom.OCTOBER),
        ("review-2020-08", Days(date(2020, 8, 1), date(2020, 8, 31))),
        ("review-2020", Days(date(2020, 1, 1), date(2020, 12, 31))),
    ):
        desks.publish(
            store, replace(newsroom.review(), slug=slug, period=days), Document(slug, "", "Quiet."), EARLIER
        )
    side = {text(e): e.get("href") for e in all_of(first(parse(own.get(REVIEW).text), "aside"), "a")}
    assert side["Before: review-2020-10"] == f"{HOME}reviews/2020-10/"
    assert side["Timeline: November 2020"] == f"{HOME}timeline/2020-11/"
    assert side["What was announced for December 2020"] == f"{HOME}ahead/2020-12/"
    assert side["Text (Markdown)"] == f"{HOME}reviews/2020-11.md"
    october = {
        text(e): e.get("href")
        for e in all_of(first(parse(own.get(f"{HOME}reviews/2020-10/").text), "aside"), "a")
    }
    assert october["After: The strait in Nov. 2020"] == REVIEW
    assert october["Before: review-2020-08"] == f"{HOME}reviews/2020-08/"


def test_for_search_engines_and_those_who_share(
    store: SqliteStore, keeps: dict[str, Keep], own: TestClient
) -> None:
    publish(store, keeps)
    tree = parse(own.get(REVIEW).text)
    meta = {e.get("property"): e.get("content") for e in all_of(tree, "meta") if e.get("property")}
    assert meta["og:title"] == "The strait in Nov. 2020"
    assert meta["og:url"] == f"https://desk.example{REVIEW}"
    assert meta["article:published_time"] == "2020-12-03T09:00:00+00:00"
    assert all_of(tree, "link", rel="canonical")[0].get("href") == f"https://desk.example{REVIEW}"
    assert [text(e) for e in all_of(tree, "bdi", itemprop="author")] == ["NK News"]


def test_signed_by_people(store: SqliteStore, keeps: dict[str, Keep], own: TestClient) -> None:
    publish(store, keeps, Tier.OPEN, "Ida Korhonen", "Bo Vik")
    assert "Ida Korhonen and Bo Vik December 3, 2020" in lines(first(parse(own.get(REVIEW).text), "main"))
    assert "Ida Korhonen and Bo Vik December 3, 2020" in lines(first(parse(own.get(HOME).text), "main"))


def test_every_edition_stays(store: SqliteStore, keeps: dict[str, Keep], own: TestClient) -> None:
    publish(store, keeps)
    only = parse(own.get(f"{REVIEW}1/").text)
    assert "Edition 1, the only one." in lines(first(only, "main"))
    desks.publish(store, newsroom.review(), newsroom.document(keeps, "It was otherwise."), desks.NOW)
    tree = parse(own.get(REVIEW).text)
    said = lines(first(tree, "main"))
    assert "NK News December 3, 2020" in said
    assert "Edition 2, changed December 5, 2020." in said
    assert "It was otherwise." in said
    older = parse(own.get(f"{REVIEW}1/").text)
    said = lines(first(older, "main"))
    assert "Edition 1 of 2, as it was published December 3, 2020." in said
    assert f"{FINES}1 {LEFT}2" in said
    assert f'href="{REVIEW}"' in own.get(f"{REVIEW}1/").text
    assert all_of(older, "meta", name="robots")[0].get("content") == "noindex, follow"
    for n in ("0", "3", "x", "01"):
        assert own.get(f"{REVIEW}{n}/").status_code == 404, n
    assert own.get(REVIEW.rstrip("/")).headers["location"] == REVIEW


def test_a_review_has_one_address(store: SqliteStore, keeps: dict[str, Keep], own: TestClient) -> None:
    publish(store, keeps)
    answer = own.get(f"{HOME}pieces/review-2020-11/")
    assert (answer.status_code, answer.headers["location"]) == (308, REVIEW)
    assert own.get(f"{HOME}pieces/none/").status_code == 404
    assert own.get(f"{HOME}reviews/2020-12/").status_code == 404


def test_a_draft_is_nobodys_business(store: SqliteStore, keeps: dict[str, Keep], own: TestClient) -> None:
    store.apply([SaveDraft(newsroom.review(), newsroom.document(keeps), 0, "editor", desks.NOW)])
    for address in (REVIEW, f"{REVIEW}1/", f"{HOME}reviews/2020-11.md"):
        assert own.get(address).status_code == 404
    assert "The strait" not in own.get(f"{HOME}reviews/").text + own.get(HOME).text


def test_what_came_late_is_dated(store: SqliteStore, keeps: dict[str, Keep], own: TestClient) -> None:
    publish(store, keeps)
    before = own.get(REVIEW).text
    late = newsroom.document(keeps, f"## What came late\n\n{COUNT}[^3]\n")
    store.apply([Append(BEAT, "review-2020-11", 1, late, desks.NOW)])
    tree = parse(own.get(REVIEW).text)
    said = lines(first(tree, "main"))
    at = said.index("Added December 5, 2020")
    assert said[at + 1 : at + 3] == ["What came late", f"{COUNT}5"]
    assert said[at + 3] == "Sources"
    added = next(e for e in tree.iter() if e.get("id") == "added-1")
    assert all_of(added, "h3")
    # Nothing that was published is another for it.
    assert first(parse(before), "h1").text in said
    assert said[: at - 1] == lines(first(parse(before), "main"))[: at - 1]


def test_sentences_whose_source_changed(store: SqliteStore, keeps: dict[str, Keep], own: TestClient) -> None:
    publish(store, keeps)
    desks.add_version(
        store,
        "bill",
        "nk-news",
        Version("The letters bill moves on", language="en", text=f"{LEFT} Nothing else."),
        desks.NOW,
        url="https://nk-news.example/bill",
        beats=[BEAT],
    )
    tree = parse(own.get(REVIEW).text)
    marked = [text(e) for e in all_of(tree, "span") if "stale" in (e.get("class") or "")]
    assert marked == [f"{FINES}1 (what this rests on has changed or is gone)"]
    said = lines(first(tree, "main"))
    assert "What 1 source of this piece says has changed since or is gone (1)." in said
    assert "The article has changed since, and has these words no more." in said


def test_withdrawn(store: SqliteStore, keeps: dict[str, Keep], own: TestClient, local: TestClient) -> None:
    publish(store, keeps)
    store.apply([Withdraw(BEAT, "review-2020-11", "Two days were missing.", "editor", desks.NOW)])
    for address in (REVIEW, f"{REVIEW}1/", f"{HOME}reviews/2020-11.md"):
        answer = own.get(address)
        assert answer.status_code == 410
        tree = parse(answer.text)
        said = lines(first(tree, "main"))
        assert "This piece was withdrawn." in said
        assert "Two days were missing." in said
        assert FINES not in answer.text
        assert "/desk/" not in answer.text
    assert f"/desk/pieces/{BEAT}/review-2020-11/" in local.get(REVIEW).text
    for address in (HOME, f"{HOME}reviews/", f"{HOME}pieces/", "/"):
        assert "The strait in Nov." not in own.get(address).text
    store.apply([Withdraw(BEAT, "review-2020-11", "", "editor", desks.NOW, undo=True)])
    assert own.get(REVIEW).status_code == 200


# ---- members -----------------------------------------------------------------------------------------------------------------


def test_members(store: SqliteStore, keeps: dict[str, Keep], own: TestClient) -> None:
    publish(store, keeps, Tier.MEMBERS)
    answer = own.get(REVIEW)
    tree = parse(answer.text)
    said = lines(first(tree, "main"))
    assert said[1:6] == [
        "The strait in Nov. 2020",
        "An analytical look at the main developments",
        "NK Pro December 3, 2020",
        "Members",
        "This piece is for members; the whole of it is there for readers who have signed in.",
    ]
    assert FINES not in answer.text
    assert "letters bill" not in answer.text
    links = {text(e): e.get("href") for e in all_of(tree, "a")}
    assert links["Sign in"] == "/sign-in/?to=" + REVIEW.replace("/", "%2F")
    assert "Cookie" in answer.headers["vary"]
    assert "public" in answer.headers["cache-control"]
    file = own.get(f"{HOME}reviews/2020-11.md")
    assert file.status_code == 403
    assert FINES not in file.text
    assert "Members" in lines(first(parse(own.get(f"{HOME}reviews/").text), "main"))


def test_an_editor_reads_all_of_it(store: SqliteStore, keeps: dict[str, Keep], local: TestClient) -> None:
    publish(store, keeps, Tier.MEMBERS)
    answer = local.get(REVIEW)
    assert FINES in answer.text
    assert answer.headers["cache-control"] == "private, no-store"
    assert f"/desk/pieces/{BEAT}/review-2020-11/" in answer.text
    file = local.get(f"{HOME}reviews/2020-11.md")
    assert FINES in file.text
    assert file.headers["cache-control"] == "private, no-store"


def test_a_draft_opens_nothing(store: SqliteStore, keeps: dict[str, Keep], own: TestClient) -> None:
    """What the next edition is to be changes nothing of the last; one that is opened leaves those before it for members."""
    publish(store, keeps, Tier.MEMBERS)
    store.apply([SaveDraft(newsroom.review(), newsroom.document(keeps), 0, "editor", desks.NOW)])
    assert (
        FINES not in own.get(REVIEW).text + own.get(f"{REVIEW}1/").text + own.get(f"{HOME}reviews.rss").text
    )
    assert "Members" in lines(first(parse(own.get(HOME).text), "main"))
    draft = store.draft_of(BEAT, "review-2020-11")
    assert draft is not None
    store.apply([PublishDraft(BEAT, "review-2020-11", draft.number, (), "editor", desks.NOW)])
    assert FINES in own.get(REVIEW).text
    assert FINES not in own.get(f"{REVIEW}1/").text
    assert own.get(f"{HOME}reviews/2020-11/1.md").status_code == 403


# ---- files and lists ---------------------------------------------------------------------------------------------------------


def test_file(store: SqliteStore, keeps: dict[str, Keep], own: TestClient) -> None:
    publish(store, keeps, Tier.OPEN, "Ida Korhonen")
    for address in (f"{HOME}reviews/2020-11.md", f"{HOME}reviews/2020-11/1.md"):
        answer = own.get(address)
        assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
        written = piecefile.parse(answer.text)
        assert written.title == "The strait in Nov. 2020"
        assert written.byline == ("Ida Korhonen",)
        assert written.cited[0].address == "https://desk.example/articles/bill/"
        assert written.cited[0].words == FINES


def test_lists(store: SqliteStore, keeps: dict[str, Keep], own: TestClient) -> None:
    assert "No review of this beat is published yet." in own.get(f"{HOME}reviews/").text
    publish(store, keeps)
    desks.publish(store, newsroom.analysis(), Document("Why fewer came", "A look", "I think so."))
    tree = parse(own.get(f"{HOME}pieces/").text)
    assert [text(e) for e in all_of(tree, "h2")] == ["Why fewer came", "The strait in Nov. 2020"]
    tree = parse(own.get(f"{HOME}reviews/").text)
    assert [text(e) for e in all_of(tree, "h2")] == ["The strait in Nov. 2020"]
    assert own.get(f"{HOME}pieces/?page=2").status_code == 404
    page = parse(own.get(f"{HOME}pieces/why-fewer/").text)
    assert "Defector Issues, Analysis" in lines(first(page, "main"))
    tabs = all_of(page, "nav", class_="tabs")[0]
    assert [text(e) for e in all_of(tabs, "a", aria_current="true")] == ["Reviews"]


@pytest.mark.parametrize("kind", ["rss", "atom"])
@pytest.mark.parametrize("folder", ["reviews", "pieces"])
def test_feeds(store: SqliteStore, keeps: dict[str, Keep], own: TestClient, folder: str, kind: str) -> None:
    publish(store, keeps)
    read = feedparser.parse(own.get(f"{HOME}{folder}.{kind}").content)
    assert not read.bozo, read.get("bozo_exception")
    entry = read.entries[0]
    assert entry.link == f"https://desk.example{REVIEW}"
    html = entry.content[-1].value
    assert_harmless(parse(f"<!doctype html><title>x</title>{html}"))
    assert FINES in html
    assert f'href="https://desk.example{REVIEW}#e1"' in html
    assert f'href="https://desk.example{HOME}"' in html
    assert "id=" not in html


def test_feed_of_members(
    store: SqliteStore, keeps: dict[str, Keep], own: TestClient, local: TestClient
) -> None:
    publish(store, keeps, Tier.MEMBERS)
    said = own.get(f"{HOME}reviews.json").text
    assert FINES not in said
    item = json.loads(said)["items"][0]
    assert item["tags"] == ["NK Pro", "Members"]
    assert item["summary"] == "An analytical look at the main developments"
    assert FINES in local.get(f"{HOME}reviews.json").text


def test_a_feed_says_what_was_changed(store: SqliteStore, keeps: dict[str, Keep], own: TestClient) -> None:
    publish(store, keeps)
    item = json.loads(own.get(f"{HOME}pieces.json").content)["items"][0]
    assert "date_modified" not in item
    late = newsroom.document(keeps, f"{COUNT}[^3]\n")
    store.apply([Append(BEAT, "review-2020-11", 1, late, desks.NOW)])
    changed = json.loads(own.get(f"{HOME}pieces.json").content)["items"][0]
    assert changed["id"] == item["id"]
    assert changed["date_modified"] == "2020-12-05T09:00:00+00:00"
    assert "Added December 5, 2020" in changed["content_html"]


def test_kinds_of_other_pieces(store: SqliteStore, keeps: dict[str, Keep], own: TestClient) -> None:
    for slug, kind in (("timeline-2020-11", PieceKind.TIMELINE), ("arrivals-2020-11-20", PieceKind.FIGURE)):
        piece = replace(newsroom.analysis(slug), kind=kind, period=newsroom.NOVEMBER)
        desks.publish(store, piece, newsroom.document(keeps, f"{COUNT}[^3]"))
        answer = own.get(f"{HOME}pieces/{slug}/")
        assert answer.status_code == 200
        assert f"{kind.value.title()}" in lines(first(parse(answer.text), "main"))[0]


# ---- hostile ------------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A desk each of whose pieces has a payload in every field that may hold one."""
    store = SqliteStore(tmp_path_factory.mktemp("hostile") / "desk.db")
    keeps = newsroom.strait(store)
    for i, bad in enumerate(PAYLOADS):
        version = Version(bad, bad, (), None, None, bad, bad, f"{bad} {bad}")
        kept = desks.keep(f"bad-{i}", "nk-news", version, beats=[BEAT], url=bad)
        store.apply([kept])
        cited = desks.citation("1", kept, bad)
        known = replace(cited, words=bad, source=bad, headline=bad, url=bad, day=date(2020, 11, 3))
        gone = replace(cited, label="2", span=Span(f"{bad}?", 0, 9, "v"), words=bad, url=bad)
        counted = Citation("c1", bad)
        body = (
            f"## {bad}\n\n{bad}[^1][^2][^c1]\n\n[a]({bad}) [b](<{bad}>) ![c]({bad}) **{bad}** <{bad}>\n\n> {bad}\n\n"
            f"* {bad}[^1]\n\n1. {bad}\n\n![{bad}](figure:{bad})\n"
        )
        document = Document(bad, bad, body, (known, gone, counted))
        tier = Tier.MEMBERS if i % 3 == 0 else Tier.OPEN
        for piece in (
            replace(newsroom.review(tier, bad, bad), slug=f"review-{2000 + i}"),
            newsroom.analysis(f"piece-{i}", tier, bad),
        ):
            desks.publish(store, replace(piece, language=bad), document)
        store.apply([Append(BEAT, f"piece-{i}", 1, document, desks.NOW)])
        desks.publish(store, newsroom.analysis(f"gone-{i}"), document)
        store.apply([Withdraw(BEAT, f"gone-{i}", bad, "editor", desks.NOW)])
    assert keeps
    app = create_app(store, newsroom.TWO, desks.now)
    with TestClient(
        app, base_url="http://localhost", client=("127.0.0.1", 1), follow_redirects=False
    ) as client:
        yield client
    store.close()


def check_page(client: TestClient, address: str, status: int = 200) -> None:
    answer = client.get(address)
    assert answer.status_code == status, address
    tree = parse(answer.text)
    assert_harmless(tree)
    for link in all_of(tree, "a"):
        if (link.get("href") or "").startswith("http"):
            assert "noopener" in (link.get("rel") or "")


@pytest.mark.parametrize("i", range(len(PAYLOADS)))
def test_hostile_pieces(hostile: TestClient, i: int) -> None:
    check_page(hostile, f"{HOME}reviews/{2000 + i}/")
    check_page(hostile, f"{HOME}pieces/piece-{i}/1/")
    check_page(hostile, f"{HOME}pieces/gone-{i}/", 410)
    check_page(hostile, f"/desk/pieces/{BEAT}/piece-{i}/?said=<script>")
    assert hostile.get(f"{HOME}pieces/piece-{i}.md").status_code == 200


def test_hostile_lists(hostile: TestClient) -> None:
    for address in (HOME, f"{HOME}pieces/", f"{HOME}reviews/", "/", "/desk/pieces/"):
        check_page(hostile, address)
    for folder in ("pieces", "reviews"):
        for kind in ("rss", "atom"):
            read = feedparser.parse(hostile.get(f"{HOME}{folder}.{kind}").content)
            assert not read.bozo, read.get("bozo_exception")
            assert read.entries
        for item in json.loads(hostile.get(f"{HOME}{folder}.json").content)["items"]:
            assert_harmless(parse(f"<!doctype html><title>x</title>{item['content_html']}"))
