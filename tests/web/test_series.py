"""Standing columns of a beat: their list, their pages, and the kicker on the archive page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from beatbook.model import Beat, Source
from beatbook.store.sqlite import SqliteStore
from beatbook.web import create_app

from . import desks
from .reading import all_of, assert_harmless, first, lines, parse, text
from .test_stories import told

PAGE = "/beats/strait/series/"
ASK = f"{PAGE}ask-a-pilot-tide/"


@pytest.fixture
def columns(store: SqliteStore) -> SqliteStore:
    """Twelve weekly instalments of a column until four weeks ago, and as much news."""
    store.put_source(Source("tide", "The Tide"), desks.NOW)
    store.put_beat(Beat("strait", "The Strait", "ferry"))
    asked = [told(f"ask{i}", "tide", f"Ask a pilot: Why is buoy {i} red?", 7 * i - 70) for i in range(12)]
    news = [told(f"n{i}", "tide", f"Buoy {i} was repaired", 7 * i - 72) for i in range(12)]
    store.apply([*asked, *news])
    store.apply([desks.place(kept) for kept in (*asked, *news)])
    return store


def test_list_of_series(columns: SqliteStore, own: TestClient) -> None:
    tree = parse(own.get(PAGE).text)
    assert_harmless(tree)
    assert lines(first(tree, "main"))[3:] == [
        "Ask a pilot",
        "The Tide 12 instalments, weekly, the last one on November 9, 2020",
        "An instalment is missing since November 16, 2020; the source’s page says on which days it could be read.",
    ]
    assert [e.get("href") for e in all_of(tree, "a") if text(e) == "Ask a pilot"] == [ASK]


def test_page_of_a_series(columns: SqliteStore, own: TestClient) -> None:
    tree = parse(own.get(ASK).text)
    main = first(tree, "main")
    assert text(all_of(main, "h1")[0]) == "Ask a pilot"
    headlines = [text(e) for e in all_of(main, "h2")]
    assert headlines[0] == "Ask a pilot: Why is buoy 11 red?"
    assert len(headlines) == 10
    second = [text(e) for e in all_of(first(parse(own.get(f"{ASK}?page=2").text), "main"), "h2")]
    assert second == ["Ask a pilot: Why is buoy 1 red?", "Ask a pilot: Why is buoy 0 red?"]
    assert own.get(f"{ASK}?page=3").status_code == 404
    assert own.get(f"{ASK[:-1]}.rss").text.count("<item>") == 12
    assert "No series of that name" in own.get(f"{PAGE}none/").text


def test_a_line_of_the_archive_page_leads_to_its_series(columns: SqliteStore, own: TestClient) -> None:
    tree = parse(own.get("/beats/strait/").text)
    kickers = all_of(first(tree, "main"), "p", class_="kicker")
    assert {text(e) for e in kickers} == {"Ask a pilot"}
    assert len(kickers) == 5
    side = {text(e): e.get("href") for e in all_of(first(tree, "aside"), "a")}
    assert side["Ask a pilot"] == ASK
    assert side["All 1 series"] == PAGE


def test_no_series(client: TestClient) -> None:
    assert "No standing column was recognised" in client.get("/beats/defector-issues/series/").text
    assert client.get("/beats/none/series/").status_code == 404


@pytest.fixture
def yearly(tmp_path: Path) -> Iterator[TestClient]:
    """The reference desk with two more reviews of a month before its own."""
    store = desks.reference_desk(tmp_path / "desk.db", older=20)
    review = next(t for t in desks.reference_items() if "Nov. 2020" in t.headline)
    for i, month in enumerate(("Sept.", "Aug.")):
        headline = review.headline.replace("Nov.", month)
        day = date(2020, 10, 3) - timedelta(days=31 * i)
        store.apply([desks.told_keep(f"more{i}", desks.Told(headline, "Another month", "NK Pro", day))])
    with TestClient(create_app(store, desks.SETTINGS, desks.now), base_url="https://desk.example") as client:
        yield client
    store.close()


def test_the_reviews_of_the_months_are_a_series(yearly: TestClient) -> None:
    said = lines(first(parse(yearly.get("/beats/defector-issues/series/").text), "main"))
    assert "North Korea in …: A month in review and what’s ahead" in said
    assert "NK News 4 instalments, monthly, the last one on December 3, 2020" in said
