"""Saying what became of announcements whose days have come.

The path of one: due (stage `settle`; see `store.times.TRIES`) → claimed → made anew of all that was announced → the archive is
searched for articles of those days and the two weeks after that have its words → what became of it, by rules that say why
(`writing.settling`), is kept with the end of the claim. While nothing is reported it is looked at again, and when articles of its
days come in late. One process of a desk does this at a time (see `turns`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import structlog

from beatbook.errors import StoreError
from beatbook.model import Announcement, Article, Days, Fate, Settled
from beatbook.store.intents import Claim
from beatbook.store.protocol import Store
from beatbook.store.times import SETTLE, TRIES, UNKNOWN, KeptAnnouncement, Settle
from beatbook.work.locks import Lock
from beatbook.work.noter import standing
from beatbook.work.turns import Turn
from beatbook.writing import ahead, settling
from beatbook.writing.candidates import Ears
from beatbook.writing.reporting import REPORTED, Report

log = structlog.get_logger("beatbook.settle")

LEASE = 1800.0
"""Seconds that a claim holds; whoever takes the turn frees what a killed process left."""
BATCH = 50
"""Announcements in one transaction."""
REPORTS = 40
"""Articles that are looked at for a report."""
STORIES = 20
"""Stories of an announcement in which another article of its days is looked for."""
MEMBERS = 200
"""Articles of a story among which one of those days is looked for."""
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
        names = {s.slug: s.name for s in self._store.sources()} if claims else {}
        self._store.apply([self._settled(claim, names) for claim in claims])
        self.tally.done += len(claims)
        return len(claims)

    def _settled(self, claim: Claim, names: Mapping[str, str]) -> Settle:
        kept = self._store.announcement(claim.key)
        assert kept is not None, "what is put up is kept"
        if kept.into is not None or not kept.announced:
            return Settle(kept.announcement, None, claim)
        try:
            now = self._now(kept, names)
        except StoreError:
            raise
        except Exception:
            log.exception("failed", announcement=claim.key)
            self.tally.failed += 1
            return Settle(kept.announcement, None, claim)
        self.tally.happened += now.settled.fate is Fate.HAPPENED
        return Settle(now, self._again(now), claim)

    def _now(self, kept: KeptAnnouncement, names: Mapping[str, str]) -> Announcement:
        """As it stands today. `names` are those of the sources, by slug."""
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
        found = self._store.reports_of(
            settling.words_of(kept.announced, ears), days.first, days.last + REPORTED, REPORTS
        )
        mates = self._mates(kept, days)
        by_words = {article.id for article, _, _ in found}
        reports = [
            Report(
                article,
                version,
                story,
                published.day,
                names.get(article.source, ""),
                is_of_story=article.id in mates,
                is_by_words=article.id in by_words,
            )
            for article, version, story in {a[0].id: a for a in (*mates.values(), *found)}.values()
            if (published := article.version.published)
        ]
        settled = settling.settle(now, kept.announced, reports, covered, self._today(), ears)
        if settled.fate is Fate.NOT_CONFIRMED and (story := self._story(kept, days)):
            settled = replace(settled, why=f"{settled.why}; its story was reported on then", story=story)
        return ahead.later(replace(now, settled=settled), before)

    def _mates(self, kept: KeptAnnouncement, days: Days) -> dict[str, tuple[Article, str, str]]:
        """The articles of those days and the two after, by their keys, of the stories of the articles that announced it and of those
        that go on with them."""
        own = {one.span.article for one in kept.announced}
        stories = {c.story for c in self._store.comparable(own).values() if c.story}
        for key in sorted(stories)[:STORIES]:
            story = self._store.story(key, limit=1)
            stories |= {line.key for line in story.later} if story else set()
        of_story = {
            article.id: story
            for story in sorted(stories)[:STORIES]
            for article in self._store.members(story, MEMBERS)
            if (published := article.version.published)
            and days.first <= published.day <= days.last + settling.AWAITED
        }
        newest = self._store.newest(of_story)
        return {key: (article, version, of_story[key]) for key, (article, version, _) in newest.items()}

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
