"""The decisions about one item: identity, time, and who is believed about what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook.model import (
    ONLY_BOILERPLATE,
    SLUG,
    Entry,
    Kind,
    Moment,
    Name,
    Outcome,
    Reading,
    Source,
    Version,
    Witness,
)
from beatbook.read.article import read_page
from beatbook.work import decide

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SOURCE = Source("tide", "The Tide", language="en")
ENTRY = Entry(
    "g1",
    "https://tide.example/1",
    "Ferry stopped",
    deck="A short deck.",
    published=Moment.parse("2026-11-19"),
)


@pytest.mark.parametrize(
    "other",
    [
        "http://tide.example/a?id=1",
        "https://TIDE.example/a?id=1#top",
        "https://tide.example/a?id=1&utm_source=x&fbclid=y",
    ],
)
def test_one_page_has_one_name(other: str) -> None:
    assert decide.plain_url(other) == decide.plain_url("https://tide.example/a?id=1")


def test_what_selects_the_page_stays_in_its_name() -> None:
    assert decide.plain_url("https://tide.example/a?id=1") != decide.plain_url("https://tide.example/a?id=2")
    assert decide.plain_url("https://tide.example/A") != decide.plain_url("https://tide.example/a")


@given(st.text())
def test_any_address_has_a_name(url: str) -> None:
    assert isinstance(decide.plain_url(url), str)


def test_an_id_is_the_same_for_ever() -> None:
    assert decide.article_id("tide", ENTRY) == "tide-lbpa2bnr3x"
    assert decide.article_id("tide", ENTRY) == decide.article_id("tide", replace(ENTRY, key="other guid"))
    assert decide.article_id("tide", ENTRY) != decide.article_id("quay", ENTRY)


def test_a_day_ends_where_the_desk_says() -> None:
    late = Moment.parse("2026-11-30T23:30:00+00:00")
    assert decide.placed(late, NOW, ZoneInfo("Asia/Seoul"))[1].day.isoformat() == "2026-12-01"
    assert decide.placed(late, NOW, ZoneInfo("UTC"))[1].day.isoformat() == "2026-11-30"
    assert (
        decide.placed(Moment.parse("2026-11-30"), NOW, ZoneInfo("Asia/Seoul"))[1].day.isoformat()
        == "2026-11-30"
    )
    assert decide.placed(None, NOW, ZoneInfo("UTC")) == (NOW, Moment(NOW.date()))


def test_a_future_date_in_a_feed_is_dropped_and_the_article_stands_where_we_saw_it() -> None:
    seen = decide.seen(replace(ENTRY, published=Moment.parse("2031-01-01")), SOURCE, "tide.example", NOW, UTC)
    assert seen.entry.published is None
    assert seen.sorted_at == NOW


READING = Reading(
    Kind.ARTICLE,
    Version(
        headline="Ferry stopped in strait - The Tide",
        deck="What the page calls its deck.",
        byline=(Name("Ada Quay"),),
        published=Moment.parse("2026-11-19T08:00:00+09:00"),
        text="Body.",
    ),
)


def test_the_feed_is_believed_about_headline_and_day_and_the_page_about_the_hour() -> None:
    version = decide.merged(READING, ENTRY, SOURCE, NOW)
    assert version.headline == "Ferry stopped"
    assert version.deck == "A short deck."
    assert str(version.published) == "2026-11-19T08:00:00+09:00"
    assert version.byline == (Name("Ada Quay"),)
    assert version.language == "en"


@pytest.mark.parametrize("summary", ["x" * 400, "The ferry was stopped when …", "Cut off here [...]", None])
def test_a_summary_that_is_cut_or_long_is_no_deck(summary: str | None) -> None:
    version = decide.merged(READING, replace(ENTRY, deck=summary), SOURCE, NOW)
    assert version.deck == "What the page calls its deck."


def test_a_notice_leaves_the_feeds_word_and_a_list_leaves_nothing() -> None:
    notice = Reading(Kind.NOTICE, Version(), reason="a pay notice")
    empty = Reading(Kind.LIST, Version(), reason="a list of 30 links")
    outcome, version = decide.unread(notice, ENTRY, SOURCE)
    assert outcome is Outcome.KEPT
    assert version is not None
    assert version.partial
    assert decide.unread(empty, ENTRY, SOURCE) == (Outcome.REFUSED, None)
    assert decide.unread(empty, replace(ENTRY, text="The whole text."), SOURCE)[0] is Outcome.KEPT
    assert decide.unread(notice, None, SOURCE) == (Outcome.REFUSED, None)


def test_a_page_with_nothing_but_boilerplate_stands_in_front_of_nothing() -> None:
    house = "Copyright 2026 The Tide. All rights reserved."
    page = f"<html><head><title>Ferry</title></head><body><article><h1>Ferry</h1><p>{house}</p></article></body></html>"
    only = read_page(page.encode(), url="https://tide.example/1", announced="Ferry stopped")
    assert (only.kind, only.reason) == (Kind.NOTICE, ONLY_BOILERPLATE)
    assert decide.unread(only, ENTRY, SOURCE) == (Outcome.REFUSED, None)
    assert decide.unread(only, replace(ENTRY, text="The whole text."), SOURCE)[0] is Outcome.KEPT


def test_the_feed_is_one_witness_among_the_pages() -> None:
    page = (
        Witness("headline", "JSON-LD", "Ferry stopped in strait", True),
        Witness("headline", "heading", "Ferry", False, "shorter"),
        Witness("published", "meta", "2026-11-19T08:00:00+09:00", True),
        Witness("image", "meta og:image", "https://tide.example/i.jpg", True),
    )
    reading = replace(READING, witnesses=page)
    version = decide.merged(reading, ENTRY, SOURCE, NOW)
    heard = decide.witnesses(reading, ENTRY, version)
    assert [w for w in heard if w.field == "headline"] == [
        Witness("headline", "feed", "Ferry stopped", True),
        Witness("headline", "JSON-LD", "Ferry stopped in strait", False, decide.FIRST),
        page[1],
    ]
    # The page knows the hour of the feed's day, so its word is taken and the feed comes after it.
    assert [(w.by, w.taken) for w in heard if w.field == "published"] == [("meta", True), ("feed", False)]
    assert [w.by for w in heard if w.field == "image"] == ["meta og:image"]
    assert [(w.by, w.said, w.taken) for w in heard if w.field == "deck"] == [("feed", "A short deck.", True)]
    assert decide.witnesses(reading, None, version) == page
    assert all(w.by == "feed" and w.taken for w in decide.feed_witnesses(ENTRY))


def test_patience_grows_and_a_servers_wish_is_heard() -> None:
    waits = [decide.backoff(n, None) for n in range(1, 8)]
    assert waits == sorted(waits)
    assert decide.backoff(1, 7200) == 7200
    assert decide.backoff(1, 1) == waits[0]


@given(st.text(max_size=200), st.sets(st.sampled_from(["news", "news-2"])))
def test_any_name_makes_a_slug_that_is_free(name: str, taken: set[str]) -> None:
    slug = decide.slug_of(name, taken)
    assert SLUG.fullmatch(slug)
    assert slug not in taken


def test_slugs_read_like_the_name() -> None:
    assert decide.slug_of("NK News") == "nk-news"
    assert decide.slug_of("Élan Vital") == "elan-vital"
    assert decide.slug_of("NK News", ["nk-news", "nk-news-2"]) == "nk-news-3"
    assert decide.slug_of("연합뉴스", otherwise="yonhap") == "yonhap"
    assert decide.slug_of("연합뉴스").startswith("source-")
    assert decide.slug_of("2024").startswith("source-")
    assert decide.backoff(3, None) <= timedelta(days=1).total_seconds()
