"""When to ask a feed again: from what is remembered of it and what came of the last poll, what to remember next.

Pure: no clock, no chance, no network. The runner passes in the time and a number between 0 and 1, and stores what
comes back. The reasons for the numbers: docs/decisions/0105-polling-feeds.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from beatbook.gather.dates import http_date
from beatbook.model import FeedState

MINUTE: Final = 60.0
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

FLOOR: Final = 15 * MINUTE
"""Seconds: no feed is asked more often, whatever it says of itself."""

HOURLY: Final = HOUR
"""Seconds: where a feed starts, and what it returns to when it has something new."""

CEILING: Final = DAY
"""Seconds between polls of a feed that never changes."""

UNCONDITIONAL_FLOOR: Final = HOUR
"""Seconds: a feed without validators costs a full answer each time."""

SLOWER: Final = 1.25
FASTER: Final = 0.5
"""What an unchanged poll and one with news do to the interval: a feed that wakes is followed within two polls, one
that sleeps drifts to the ceiling in about fifteen."""

STATED_CAP: Final = DAY
"""Seconds: how far max-age, Expires or ttl can put off the next poll; some servers send a year."""

BACKOFF: Final = tuple(h * HOUR for h in (1, 2, 4, 8, 16, 24))
"""Seconds after the first, second … failure in a row, the last for all that follow."""

GIVE_UP_AFTER: Final = 30 * DAY
"""Seconds of nothing but failure before a feed is disabled, with its reason."""

GIVE_UP_FAILURES: Final = 10
"""And at least so many in a row: a long Retry-After or a jump of the clock is not a month of failures."""

RETRY_AFTER_CAP: Final = 31 * DAY
"""Seconds: the longest wait a server can ask of us."""

MOVES_AGREED: Final = 5
"""Polls in a row that must be redirected for good to the same place before the feed moves there."""

JITTER: Final = 0.1
"""Share of the interval by which a poll may be put off, so that feeds added together do not stay together."""

CLOCK_SLACK: Final = 2 * DAY
"""Seconds beyond the longest wait we would set: a due time further off means that the clock has jumped."""


@dataclass(frozen=True, slots=True)
class Polled:
    """What came of one poll. `status` is None if no answer came; `reason` is the failure's, None if it went well.

    `fresh_for` is what `freshness` made of the headers, `ttl` what the feed says of itself, both in seconds.
    `news` counts entries not seen before.
    """

    status: int | None
    reason: str | None = None
    detail: str = ""
    changed: bool = False
    news: int = 0
    etag: str | None = None
    last_modified: str | None = None
    fresh_for: float | None = None
    ttl: float | None = None
    retry_after: float | None = None
    permanent_url: str | None = None
    problems: tuple[str, ...] = ()


def after(state: FeedState, polled: Polled, now: datetime, jitter: float) -> FeedState:
    """What to remember after a poll. `jitter` is a number from 0 to 1, by chance or by the feed's id."""
    if not 0.0 <= jitter <= 1.0:
        raise ValueError("jitter must be from 0 to 1")
    state = replace(state, last_poll=now, status=polled.status)
    if polled.reason is None:
        return _went_well(state, polled, now, jitter)
    return _failed(state, polled, now, jitter)


def _went_well(state: FeedState, polled: Polled, now: datetime, jitter: float) -> FeedState:
    fresh = polled.status != 304
    etag, last_modified = polled.etag, polled.last_modified
    if not fresh:  # a 304 may carry new validators (RFC 9110 15.4.5); what it leaves out stays
        etag, last_modified = etag or state.etag, last_modified or state.last_modified
    interval = state.interval
    if polled.news:
        interval = min(interval, HOURLY) * FASTER if state.last_change else HOURLY
    elif state.last_success:
        interval *= SLOWER
    interval = _between(interval, FLOOR, CEILING)
    stated = min(max(polled.fresh_for or 0.0, polled.ttl or 0.0), STATED_CAP)
    floor = FLOOR if etag or last_modified else UNCONDITIONAL_FLOOR
    wait = max(interval, stated, floor)
    moved_to, moved_count = _moved(state, polled)
    return replace(
        state,
        etag=etag,
        last_modified=last_modified,
        last_success=now,
        last_change=now if polled.changed or polled.news else state.last_change,
        failures=0,
        reason=None,
        problems=polled.problems if fresh else state.problems,
        interval=interval,
        moved_to=moved_to,
        moved_count=moved_count,
        disabled=None,
        next_poll=now + timedelta(seconds=wait * (1 + JITTER * jitter)),
        hold_until=None,
    )


def _failed(state: FeedState, polled: Polled, now: datetime, jitter: float) -> FeedState:
    failures = state.failures + 1
    said = f"{polled.reason}: {polled.detail}" if polled.detail else polled.reason
    wait = BACKOFF[min(failures, len(BACKOFF)) - 1] * (1 + JITTER * jitter)
    hold = min(polled.retry_after, RETRY_AFTER_CAP) if polled.retry_after else 0.0
    disabled = None
    if polled.status == 410:
        disabled = "the server says that the feed is gone for good (410)"
    elif (
        failures >= GIVE_UP_FAILURES
        and (since := _failing_since(state))
        and (now - since).total_seconds() >= GIVE_UP_AFTER
    ):
        disabled = f"nothing but failures for {GIVE_UP_AFTER / DAY:.0f} days; the last: {said}"
    return replace(
        state,
        failures=failures,
        reason=said,
        moved_to=None,
        moved_count=0,
        disabled=disabled,
        next_poll=None if disabled else now + timedelta(seconds=max(wait, hold)),
        hold_until=now + timedelta(seconds=hold) if hold else None,
    )


def _failing_since(state: FeedState) -> datetime | None:
    """The last success; for a feed that never had one, as far back as its failures can be counted."""
    if state.last_success is not None:
        return state.last_success
    if state.last_poll is None:
        return None
    spent = sum(BACKOFF[min(n, len(BACKOFF) - 1)] for n in range(state.failures))
    return state.last_poll - timedelta(seconds=spent)


def _moved(state: FeedState, polled: Polled) -> tuple[str | None, int]:
    if polled.permanent_url is None:
        return None, 0
    if polled.permanent_url == state.moved_to:
        return state.moved_to, min(state.moved_count + 1, MOVES_AGREED)
    return polled.permanent_url, 1


def adopted(state: FeedState) -> str | None:
    """The address the feed has moved to for good, once enough polls agree; else None."""
    return state.moved_to if state.moved_count >= MOVES_AGREED else None


def due(state: FeedState, now: datetime) -> bool:
    """Whether the feed may be asked now. A disabled feed never is; one that was never asked is at once."""
    if state.disabled:
        return False
    times = [t for t in (state.next_poll, state.hold_until) if t is not None]
    return all(t <= now for t in times)


def sane(state: FeedState, now: datetime) -> FeedState:
    """The state with due times that a jump of the clock has put out of reach brought back.

    After a jump back, a due time years off is set to one interval from now; a time in the past needs nothing: the
    feed is due once, and the next due time is counted from now, so there is no storm.
    """
    longest = timedelta(seconds=max(STATED_CAP, CEILING, BACKOFF[-1]) * (1 + JITTER) + CLOCK_SLACK)
    held = timedelta(seconds=RETRY_AFTER_CAP + CLOCK_SLACK)
    hold = state.hold_until if state.hold_until and state.hold_until - now <= held else None
    next_poll = state.next_poll
    if next_poll is not None and next_poll - now > longest and (hold is None or next_poll - now > held):
        next_poll = now + timedelta(seconds=_between(state.interval, FLOOR, CEILING))
    if next_poll == state.next_poll and hold == state.hold_until:
        return state
    return replace(state, next_poll=next_poll, hold_until=hold)


def freshness(headers: Iterable[tuple[str, str]], now: datetime) -> float | None:
    """Seconds for which the answer says it stays fresh, less the time it has spent in caches; None if it is silent.

    `s-maxage` is for shared caches, not for us. max-age beats Expires (RFC 9111 4.2.1); an Expires that is no date
    has passed already. At most `STATED_CAP`.
    """
    held: dict[str, str] = {}
    for key, value in headers:
        name = key.lower()
        held[name] = (
            f"{held[name]}, {value}" if name == "cache-control" and name in held else held.get(name, value)
        )
    age = _seconds(held.get("age")) or 0.0
    directives = [part.strip().lower() for part in held.get("cache-control", "").split(",")]
    if "no-store" in directives or "no-cache" in directives:
        return 0.0
    for directive in directives:
        if directive.startswith("max-age="):
            stated = _seconds(directive[8:].strip('"'))
            return None if stated is None else _between(stated - age, 0.0, STATED_CAP)
    if "expires" not in held:
        return None
    expires = http_date(held["expires"])
    if expires is None:
        return 0.0
    sent = http_date(held.get("date", "")) or now
    return _between((expires - sent).total_seconds() - age, 0.0, STATED_CAP)


def _seconds(said: str | None) -> float | None:
    said = (said or "").strip()
    return float(said[:12]) if said.isascii() and said.isdigit() else None


def _between(value: float, least: float, most: float) -> float:
    return min(max(value, least), most)
