"""Saying what became of announcements whose days have come.

The path of one: due (stage `settle`; see `store.times.TRIES`) → claimed → made anew of all that was announced → the archive is
searched for articles of those days and the two weeks after that have its words or are of its story → what became of it, by rules that say why
(`writing.settling`), is kept with the end of the claim. While nothing is reported it is looked at again, and when articles of its
days come in late. One process of a desk does this at a time (see `turns`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import structlog

from beatbook.errors import StoreError
from beatbook.model import Announcement, Days, Fate, Settled
from beatbook.store.intents import Claim
from beatbook.store.protocol import Store
from beatbook.store.times import SETTLE, TRIES, UNKNOWN, KeptAnnouncement, Settle
from beatbook.work.locks import Lock
from beatbook.work.noter import standing
from beatbook.work.reports import MEMBERS, STORIES, reports_of
from beatbook.work.turns import Turn
from beatbook.writing import ahead, settling
from beatbook.writing.candidates import Ears
from beatbook.writing.reporting import REPORTED

log = structlog.get_logger("beatbook.settle")

LEASE = 1800.0
"""Seconds that a claim holds; whoever takes the turn frees what a killed process left."""
BATCH = 50
"""Announcements in one transaction."""
REPORTS = 40
"""Articles that are looked at for a report."""
LONGEST = 400
"""Days of an announcement for which it is asked whether sources could be read."""


@dataclass(slots=True)
class SettledSoFar:
    """What a run did so far: announcements looked at, how many happened, how many our own code failed on."""

    done: int = 0
    happened: int = 0
    failed: int = 0


class Settler:
    """`today` is the desk's day. `ears` are asked for when the first announcement is due."""

    def __init__(self, store: Store, ears: Callable[[], Ears], lock: Lock, today: Callable[[], date]) -> None:
        self._store, self._ears, self._today = store, ears, today
        self.turn = Turn(store, SETTLE, lock, due=self._due)
        self.tally = SettledSoFar()

    def _due(self) -> datetime:
        """Due is what waits for the first moment of today, or an earlier one."""
        return datetime.combine(self._today(), time(), UTC)

    async def run(
        self, stop: asyncio.Event, progress: Callable[[SettledSoFar], None] = lambda done: None
    ) -> SettledSoFar:
        """Settle until nothing is due, or until `stop` is set. Only for whose turn it is. Raises StoreError if it cannot be kept."""
        while not stop.is_set():
            if not await asyncio.to_thread(self.batch):
                break
            progress(self.tally)
        return self.tally

    def batch(self) -> int:
        """Claim, settle and keep one batch; how many announcements were claimed."""
        claims = self._store.claim(SETTLE, self.turn.owner, BATCH, self._due(), LEASE, per_host=BATCH)
        self._store.apply([self._settled(claim) for claim in claims])
        self.tally.done += len(claims)
        return len(claims)

    def _settled(self, claim: Claim) -> Settle:
        kept = self._store.announcement(claim.key)
        assert kept is not None, "what is put up is kept"
        if kept.into is not None or not kept.announced:
            return Settle(kept.announcement, None, claim)
        try:
            now = self._now(kept)
        except StoreError:
            raise
        except Exception:
            log.exception("failed", announcement=claim.key)
            self.tally.failed += 1
            return Settle(kept.announcement, None, claim)
        self.tally.happened += now.settled.fate is Fate.HAPPENED
        return Settle(now, self._again(now), claim)

    def _now(self, kept: KeptAnnouncement) -> Announcement:
        """As it stands today."""
        before = kept.announcement
        now = standing(before.key, kept.announced, kept)
        if now.settled.who is not None or now.days is None:
            return now
        days, ears = now.days, self._ears()
        now = replace(now, settled=Settled(Fate.AHEAD))
        last = min(days.last, days.first + timedelta(LONGEST))
        covered: dict[date, int] = {}
        for beat in kept.beats or (None,):
            for each in self._store.covered(beat, days.first, last + settling.AWAITED):
                covered[each.day] = max(covered.get(each.day, 0), each.reached)
        within = Days(days.first, days.last + REPORTED)
        own = {one.span.article for one in kept.announced}
        words = settling.words_of(kept.announced, ears)
        reports = reports_of(self._store, words, within, own, REPORTS)
        settled = settling.settle(now, kept.announced, reports, covered, self._today(), ears)
        if settled.fate is Fate.NOT_CONFIRMED and (story := self._story(kept, days)):
            settled = replace(settled, why=f"{settled.why}; its story was reported on then", story=story)
        return ahead.later(replace(now, settled=settled), before)

    def _story(self, kept: KeptAnnouncement, days: Days) -> str | None:
        """The story of an article that announced it, if it has another article of those days or the day after: it may say more."""
        own = [one.span.article for one in kept.announced]
        stories = {c.story for c in self._store.comparable(own).values() if c.story}
        for story in sorted(stories)[:STORIES]:
            for article in self._store.members(story, MEMBERS):
                published = article.version.published
                is_of_then = published and days.first <= published.day <= days.last + timedelta(1)
                if is_of_then and article.id not in own:
                    return story
        return None

    def _again(self, now: Announcement) -> datetime | None:
        if (
            now.days is None
            or now.settled.who is not None
            or now.settled.fate not in (*UNKNOWN, Fate.POSTPONED)
        ):
            return None
        tries = (now.days.last + timedelta(n) for n in TRIES)
        day = next((d for d in tries if d > self._today()), None)
        return datetime.combine(day, time(), UTC) if day else None
