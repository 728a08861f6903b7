"""When to ask again, by the day and by the year."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.gather import schedule
from beatbook.gather.schedule import DAY, HOUR, Polled, adopted, after, due, freshness, sane
from beatbook.model import FeedState

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FINE = Polled(200, etag='"a"', last_modified="x")
UNCHANGED = Polled(304)
DOWN = Polled(None, reason="timeout")


def wait(state: FeedState, since: datetime = NOW) -> float:
    assert state.next_poll is not None
    return (state.next_poll - since).total_seconds()


def test_a_new_feed_is_due_and_begins_hourly() -> None:
    assert due(FeedState(), NOW)
    state = after(FeedState(), FINE, NOW, 0)
    assert (wait(state), state.failures, state.etag, state.last_success) == (HOUR, 0, '"a"', NOW)
    assert not due(state, NOW + timedelta(minutes=59))
    assert due(state, NOW + timedelta(hours=1))


def test_news_brings_it_nearer_to_the_floor_and_silence_to_the_ceiling() -> None:
    state, at = FeedState(), NOW
    for _ in range(10):
        state = after(state, Polled(200, etag="e", changed=True, news=3), at, 0)
        at += timedelta(seconds=wait(state, at))
    assert state.interval == schedule.FLOOR
    for _ in range(40):
        state = after(state, UNCHANGED, at, 0)
        at += timedelta(seconds=wait(state, at))
    assert state.interval == schedule.CEILING
    assert state.etag == "e"
    woken = after(state, Polled(200, etag="e", news=1), at, 0)
    assert woken.interval <= HOUR


def test_what_the_server_and_the_feed_ask_for_is_kept_to_a_cap() -> None:
    assert wait(after(FeedState(), Polled(200, etag="e", fresh_for=3 * HOUR), NOW, 0)) == 3 * HOUR
    assert wait(after(FeedState(), Polled(200, etag="e", ttl=2 * HOUR, fresh_for=60), NOW, 0)) == 2 * HOUR
    assert wait(after(FeedState(), Polled(200, etag="e", fresh_for=1e9), NOW, 0)) == schedule.STATED_CAP
    assert (
        wait(after(FeedState(interval=1.0), Polled(200, etag="e", fresh_for=1.0), NOW, 0)) == schedule.FLOOR
    )
    assert wait(after(FeedState(interval=1.0), Polled(200), NOW, 0)) == schedule.UNCONDITIONAL_FLOOR


def test_validators() -> None:
    state = after(FeedState(), FINE, NOW, 0)
    assert after(state, Polled(304, etag='"b"'), NOW, 0).etag == '"b"'
    assert after(state, Polled(304, etag='"b"'), NOW, 0).last_modified == "x"
    gone = after(state, Polled(200), NOW, 0)
    assert (gone.etag, gone.last_modified) == (None, None)
    assert after(state, DOWN, NOW, 0).etag == '"a"'


def test_failures_back_off_and_a_success_ends_them() -> None:
    state, at, waits = after(FeedState(), FINE, NOW, 0), NOW, []
    for _ in range(8):
        state = after(state, DOWN, at, 0)
        waits.append(wait(state, at) / HOUR)
        at += timedelta(hours=waits[-1])
    assert waits == [1, 2, 4, 8, 16, 24, 24, 24]
    assert (state.failures, state.reason, state.disabled) == (8, "timeout", None)
    well = after(state, FINE, at, 0)
    assert (well.failures, well.reason, well.disabled) == (0, None, None)


def test_a_month_of_nothing_but_failure_disables_with_the_reason() -> None:
    for state in (after(FeedState(), FINE, NOW, 0), FeedState()):
        at, days = NOW, 0.0
        while state.disabled is None:
            state = after(state, Polled(500, reason="http-500", detail="boom"), at, 0)
            days = (at - NOW).total_seconds() / DAY
            at = state.next_poll or at
        assert 29 <= days <= 32
        assert "http-500" in state.disabled
        assert state.next_poll is None
        assert not due(state, at + timedelta(days=999))


def test_gone_stops_at_once() -> None:
    state = after(FeedState(), Polled(410, reason="http-410"), NOW, 0)
    assert "410" in (state.disabled or "")


def test_retry_after_is_kept_for_a_month_at_most_and_does_not_disable() -> None:
    state = after(FeedState(), FINE, NOW, 0)
    held = after(state, Polled(503, reason="http-503", retry_after=5 * DAY), NOW, 0)
    assert wait(held) == 5 * DAY
    assert not due(held, NOW + timedelta(days=4.9))
    assert wait(after(state, Polled(429, reason="http-429", retry_after=1e9), NOW, 0)) == 31 * DAY
    assert wait(after(state, Polled(429, reason="http-429", retry_after=1), NOW, 0)) == HOUR
    twice = after(
        after(state, Polled(429, reason="http-429", retry_after=1e9), NOW, 0),
        DOWN,
        NOW + timedelta(days=31),
        0,
    )
    assert twice.disabled is None


def test_five_agreeing_polls_move_a_feed() -> None:
    state = FeedState()
    for n in range(1, 7):
        assert adopted(state) is None or n > 5
        state = after(state, Polled(200, etag="e", permanent_url="https://b.example/f"), NOW, 0)
    assert adopted(state) == "https://b.example/f"
    assert adopted(after(state, Polled(200, permanent_url="https://c.example/f"), NOW, 0)) is None
    assert after(state, Polled(200), NOW, 0).moved_count == 0
    assert after(state, DOWN, NOW, 0).moved_to is None


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([FINE, UNCHANGED, DOWN, Polled(503, reason="http-503", retry_after=40 * DAY)]), st.floats(0, 1)), max_size=60),
    st.floats(0, 1e7),
)  # fmt: skip
def test_nothing_is_ever_asked_sooner_than_the_floor_nor_forgotten(
    polls: list[tuple[Polled, float]], interval: float
) -> None:
    state, at = FeedState(interval=interval), NOW
    for polled, jitter in polls:
        state = after(state, polled, at, jitter)
        if state.disabled:
            return
        assert schedule.FLOOR <= wait(state, at) <= 31 * DAY
        assert sane(state, at) == state
        at = state.next_poll or at


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_that_jumps(years: int) -> None:
    state = after(FeedState(), FINE, NOW, 0)
    then = NOW.replace(year=NOW.year + years)
    mended = sane(state, then)
    assert mended.next_poll is not None
    assert (mended.next_poll - then).total_seconds() <= DAY
    failed = after(mended, DOWN, then, 0)
    assert failed.disabled is None
    for hours in (-1, 1):
        assert sane(state, NOW + timedelta(hours=hours)) == state


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=600"}, 600),
        ({"Cache-Control": "public, MAX-AGE=600", "Age": "100", "Expires": "0"}, 500),
        ({"cache-control": "max-age=600", "age": "9999"}, 0),
        ({"Cache-Control": "max-age=99999999"}, DAY),
        ({"Cache-Control": "no-cache, max-age=600"}, 0),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({"Cache-Control": "max-age=x"}, None),
        ({"Expires": "Fri, 20 Nov 2026 13:00:00 GMT"}, HOUR),
        (
            {
                "Expires": "Fri, 20 Nov 2026 13:00:00 GMT",
                "Date": "Fri, 20 Nov 2026 12:30:00 GMT",
                "Age": "60",
            },
            1740,
        ),
        ({"Expires": "-1"}, 0),
        ({"Expires": "Fri, 20 Nov 1998 13:00:00 GMT"}, 0),
    ],
)
def test_freshness(headers: dict[str, str], seconds: float | None) -> None:
    assert freshness(headers.items(), NOW) == seconds
