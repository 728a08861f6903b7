"""How reading a source goes, in plain words, and which of its last days are known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from beatbook.gather.reasons import said
from beatbook.model import OUTCOME_WORDS, Feed
from beatbook.store.rows import CoverageDay, Ending
from beatbook.web import dates
from beatbook.web.contexts import DayPart, EndingPart, FeedPart, Link
from beatbook.web.site import Site
from beatbook.web.text import line, shortened, web_address

DAYS = 30
"""Days of coverage that a source's page shows."""

ENDINGS = 50
"""Items with a reason that a source's page shows."""

PROBLEMS = 20
"""Problems of one feed that are shown."""


def feed_part(site: Site, feed: Feed, now: datetime) -> FeedPart:
    words, state = site.words, feed.state
    times: tuple[tuple[str, str], ...] = (
        (words("last-poll"), _when(site, state.last_poll)),
        (words("last-success"), _when(site, state.last_success)),
        (words("last-change"), _when(site, state.last_change)),
    )
    if not state.disabled:
        times += ((words("next-poll"), _when(site, state.next_poll)),)
    notes = []
    if state.hold_until and state.hold_until > now:
        notes.append(words("feed-held", day=site.moment(state.hold_until)))
    if state.moved_to:
        notes.append(words("feed-moved", url=line(state.moved_to)))
    return FeedPart(
        title=line(feed.title) or line(feed.url),
        url=web_address(feed.url) or "",
        health=_feed_health(site, feed),
        well=_well(feed),
        times=times,
        notes=tuple(notes),
        problems=tuple(shortened(line(p), 300) for p in state.problems[:PROBLEMS]),
    )


def ending_part(site: Site, ending: Ending) -> EndingPart:
    outcome = OUTCOME_WORDS[ending.outcome]
    return EndingPart(
        item=Link(
            shortened(line(ending.headline or ending.url or ending.key), 120), site.urls.article(ending.key)
        ),
        says=f"{outcome}: {shortened(line(said(ending.reason)), 200)}",
    )


def _when(site: Site, at: datetime | None) -> str:
    return site.moment(at) if at else site.words("never")


def _well(feed: Feed) -> bool:
    return not feed.state.disabled and not feed.state.failures


def _feed_health(site: Site, feed: Feed) -> str:
    words, state = site.words, feed.state
    if state.disabled:
        return words("feed-stopped", reason=line(said(state.disabled)))
    if state.failures:
        reason = line(said(state.reason or "")) or (f"HTTP {state.status}" if state.status else "?")
        return words("feed-failing", n=state.failures, reason=reason)
    if state.last_success and state.problems:
        return words("feed-odd", n=len(state.problems))
    return words("feed-well" if state.last_success else "feed-new")


def source_health(site: Site, feeds: Sequence[Feed]) -> tuple[str, bool]:
    """How reading a source's feeds goes, and whether there is nothing to see to."""
    words = site.words
    if not feeds:
        return words("health-none"), True
    if all(f.state.disabled for f in feeds):
        return words("health-stopped"), False
    failing = sum(not _well(f) for f in feeds)
    if failing == len(feeds):
        return words("health-failing"), False
    if failing:
        return words("health-some", n=len(feeds), failing=failing), False
    if any(f.state.last_success and f.state.problems for f in feeds):
        return words("health-odd"), True
    return words("health-well" if any(f.state.last_success for f in feeds) else "health-new"), True


def last_read(site: Site, feeds: Sequence[Feed]) -> str:
    read = [f.state.last_success for f in feeds if f.state.last_success]
    return _when(site, max(read, default=None))


def day_parts(site: Site, coverage: Sequence[CoverageDay], last: date) -> tuple[DayPart, ...]:
    """The `DAYS` days up to `last`, oldest first. A day without a row was not tried: that is not zero articles."""
    known = {c.day: c for c in coverage}
    words, parts = site.words, []
    for back in range(DAYS - 1, -1, -1):
        day = last - timedelta(days=back)
        row, detail = known.get(day), ""
        state = "untried"
        if row is not None and row.reached + row.failed:
            state = "reached" if row.reached else "failed"
            detail = words("polls", n=row.reached + row.failed, reached=row.reached)
            if row.failed and row.reason:
                detail += f" ({line(row.reason)})"
        parts.append(DayPart(day, dates.long_day(day, words.language), state, words(state), detail))
    return tuple(parts)


def days_say(site: Site, days: Sequence[DayPart]) -> str:
    counts = {state: sum(d.state == state for d in days) for state in ("reached", "failed", "untried")}
    return site.words("coverage-days", n=len(days), **counts)
