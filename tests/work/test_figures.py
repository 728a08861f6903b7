"""Figures as they are shown: points, gaps, and what could be kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from beatbook.errors import InputError
from beatbook.model import Cited, Countable, Days, FeedKind, FeedState, Figure, PeriodKind, Span
from beatbook.store.figures import Observe
from beatbook.store.intents import FetchRow, Poll
from beatbook.store.protocol import Store
from beatbook.store.times import Note
from beatbook.work.figures import Figures
from tests.conftest import keep
from tests.contract.test_figures import stated
from tests.contract.test_stories import decided

BOATS = Figure("boats", "boats", ("boats",))


@pytest.fixture(autouse=True)
def a_beat(store: Store, beats: Callable[..., None]) -> None:
    beats("strait")
    store.put_figures("strait", [replace(BOATS, slug="arrivals", counted=("people",))])


def told(store: Store, key: str, on: str = "2026-11-01") -> None:
    kept = keep(key, on, text=f"Some words of {key}.", beats=("strait",))
    store.apply([kept])
    store.apply([decided(kept), Note(key, "v", date.fromisoformat(on))])


def polled(store: Store, day: date, *, reached: bool) -> None:
    """A look at the feed of The Tide on a day."""
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    feed = store.put_feed("tide", "https://tide.example/feed", FeedKind.FEED, at)
    store.poll_now(at)
    (claim,) = store.claim("poll", "me", 9, at, 60.0)
    fetch = FetchRow(feed.url, at, 200 if reached else None, None if reached else "timeout", 9, 0.1)
    store.apply([Poll(claim, feed.id, FeedState(next_poll=at + timedelta(1)), fetch)])


def day(n: int) -> date:
    return date(2026, 11, n)


def test_what_is_reported_later_is_not_charted_yet(store: Store) -> None:
    told(store, "a")
    told(store, "b", "2026-11-09")
    store.apply([Observe("a", (("strait", stated("a", 7, "2026-11-01")),))])
    store.apply([Observe("b", (("strait", stated("b", 9, "2026-11-09")),))])
    found = Figures(store).charted("strait", "arrivals", day(5))
    assert ([[s.value for s in p.values] for p in found.points], found.as_of) == ([[7]], day(5))
    assert [
        [s.value for s in p.values] for p in Figures(store).charted("strait", "arrivals", day(9)).points
    ] == [[9]]
    with pytest.raises(InputError, match="the beat 'strait' has no figure 'ferries'"):
        Figures(store).charted("strait", "ferries", day(5))


def test_days_on_which_no_source_could_be_read_are_gaps(store: Store) -> None:
    told(store, "a", "2026-11-05")
    store.apply([Observe("a", (("strait", stated("a", 7, "2026-11-05")),))])
    figures = Figures(store)
    assert figures.charted("strait", "arrivals", day(9)).gaps == ()  # nothing was ever watched
    polled(store, day(2), reached=True)
    polled(store, day(3), reached=False)
    polled(store, day(7), reached=True)
    # of the 3rd it failed, on the 4th and 6th it was not tried; an article of the 5th is there
    assert figures.charted("strait", "arrivals", day(8)).gaps == (
        Days(day(3), day(4)),
        Days(day(6), day(6)),
        Days(day(8), day(8)),
    )
    store.apply([Observe("a", (("strait", stated("a", 7, "2026-11-05", period=Days(day(6), day(30)))),))])
    assert figures.charted("strait", "arrivals", day(8)).gaps == (Days(day(6), day(6)), Days(day(8), day(8)))
    store.apply([Observe("a")])
    assert figures.charted("strait", "arrivals", day(8)).gaps == ()


# ---- what could be kept -------------------------------------------------------------------------------------------------------


def counted(
    store: Store, name: str, kind: PeriodKind = PeriodKind.YEAR, unit: str = "", *, first: int = 0
) -> None:
    """Three articles that count something over two periods."""
    for n in range(first, first + 3):
        key = f"{name}-{n}"
        told(store, key)
        year = 2020 + n % 2
        cited = Cited(f"In {year}, {n} {name} sank.", (Span(key, 0, 20, "v"),))
        period = Days(date(year, 1, 1), date(year, 12, 31))
        store.apply([Observe(key, countable=(Countable(name, unit, period, kind, cited),))])


def test_what_a_figure_of_the_beat_keeps_is_not_suggested(store: Store) -> None:
    counted(store, "boats")
    figures = Figures(store)
    (one,) = figures.suggested("strait")
    assert (one.figure, one.articles, one.periods) == (BOATS, 3, 2)
    assert figures.suggested("elsewhere") == []
    store.put_figures("strait", [one.figure])
    assert figures.suggested("strait") == []
    store.put_figures("strait", [replace(BOATS, slug="sunk", counted=(), near=(("sank",),))])
    assert figures.suggested("strait") == []


def test_what_is_suggested_has_a_slug_of_its_own(store: Store) -> None:
    counted(store, "boats")
    counted(store, "boats", PeriodKind.MONTH, first=3)
    counted(store, "boats", PeriodKind.MONTH, "%", first=6)
    assert [s.figure.slug for s in Figures(store).suggested("strait")] == [
        "boats",
        "boats-by-month",
        "boats-by-year",
    ]
    store.put_figures("strait", [replace(BOATS, counted=("ships",))])
    slugs = {s.figure.slug for s in Figures(store).suggested("strait")}
    assert slugs == {"boats-2", "boats-by-month", "boats-by-year"}
