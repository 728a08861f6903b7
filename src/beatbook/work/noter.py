"""Noting what articles say of days: which they mention, and what they say is coming.

The path of one: grouped, so that it is known whether its words are its own → claimed (stage `note`) → read for days and for what is
to come → what it announces is joined to what was announced before, by the archive and by the batch → kept with the
announcements that it touches and the end of the claim, in one transaction for the batch. One process of a desk does this at a
time (see `turns`).
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice

import structlog

from beatbook.errors import StoreError
from beatbook.model import Act, Announcement, Announcing, Article, Days, Fate, Settled, Span
from beatbook.store.intents import Claim
from beatbook.store.protocol import Store
from beatbook.store.times import NEAR, NOTE, KeptAnnouncement, Mentioned, Note, NotedAnnouncing, found_at
from beatbook.work.locks import Lock
from beatbook.work.turns import Turn
from beatbook.writing import ahead
from beatbook.writing.announcing import announcings
from beatbook.writing.candidates import Ears
from beatbook.writing.mentions import Notes

log = structlog.get_logger("beatbook.note")

LEASE = 1800.0
"""Seconds that a claim holds; whoever takes the turn frees what a killed process left."""
BATCH = 100
"""Articles in one transaction."""
CANDIDATES = 8
"""Announcements of the archive that something announced is compared with."""
AMONG = 40
"""Announcements in all that it is compared with, those of the batch among them: a batch may announce thousands of things for one day."""
SAME = 0.6
"""Share of their telling words that what an article announces has in common with what it announced before it was edited."""


@dataclass(slots=True)
class Noticed:
    """What a run did so far: articles noted, what they announced, how many our own code failed on, how many are left."""

    done: int = 0
    announced: int = 0
    failed: int = 0
    left: int = 0


@dataclass(slots=True)
class _Entry:
    """An announcement that the batch has looked at: as it was kept, what is announced of it now, what it is recognised by (that, and what
    the batch's articles announced before, so that an edited article's announcement stays the same one), and whether the batch touches it."""

    kept: KeptAnnouncement | None
    announced: list[Announcing] = field(default_factory=list)
    known_by: list[Announcing] = field(default_factory=list)
    touched: bool = False

    def is_near(self, days: Days) -> bool:
        return any(
            (period.first - days.last).days <= NEAR and (days.first - period.last).days <= NEAR
            for one in self.known_by
            for period in (one.days, one.was, Days(one.said, one.said))
            if period
        )


class Noter:
    """`ears` are asked for when the first article is to be read: they read their word lists then."""

    def __init__(
        self, store: Store, ears: Callable[[], Ears], lock: Lock, now: Callable[[], datetime]
    ) -> None:
        self._store, self._ears, self._now = store, ears, now
        self.turn = Turn(store, NOTE, lock)
        self._notes: Notes | None = None
        self.tally = Noticed()

    async def run(
        self, stop: asyncio.Event, progress: Callable[[Noticed], None] = lambda done: None
    ) -> Noticed:
        """Note until nothing is left, or until `stop` is set. Only for whose turn it is. Raises StoreError if it cannot be kept."""
        while not stop.is_set():
            if not await asyncio.to_thread(self.batch):
                break
            progress(self.tally)
        self.tally.left = self._store.waiting(NOTE)
        return self.tally

    def batch(self) -> int:
        """Claim, note and keep one batch; how many articles were claimed."""
        claims = self._store.claim(NOTE, self.turn.owner, BATCH, self._now(), LEASE, per_host=BATCH)
        if not claims:
            return 0
        self._keep_or_part(claims)
        self.tally.done += len(claims)
        self.tally.left = self._store.waiting(NOTE)
        return len(claims)

    def _keep_or_part(self, claims: Sequence[Claim]) -> None:
        """A batch that cannot be kept is noted article by article, so that a bad one takes no good one with it; of the bad one
        nothing is noted."""
        try:
            self._keep(claims)
        except StoreError:
            raise
        except Exception:
            log.exception("not noted", first=claims[0].key, articles=len(claims))
            if len(claims) > 1:
                for claim in claims:
                    self._keep_or_part([claim])
            else:
                self.tally.failed += 1
                self._store.apply([Note(claims[0].key, claim=claims[0])])

    def _keep(self, claims: Sequence[Claim]) -> None:
        keys = [claim.key for claim in claims]
        ears = self._ears()
        if self._notes is None:
            self._notes = Notes(languages=ears.languages)
        articles = self._store.newest(keys)
        copies = {k for k, one in self._store.comparable(keys).items() if one.copy.origin is not None}
        days = {
            key: article.version.published.day
            for key, (article, _, _) in articles.items()
            if article.version.published and key not in copies
        }
        entries = _Entries(self._store, keys, ears)
        joined = entries.join_all(
            {key: self._announced(articles[key][0], day, ears, articles[key][1]) for key, day in days.items()}
        )
        notes: list[Note] = []
        for claim in claims:
            day = days.get(claim.key)
            if day is None:
                notes.append(Note(claim.key, claim=claim))
                continue
            article, version, number = articles[claim.key]
            noted = self._notes.of(article, number, day)
            notes.append(
                Note(
                    claim.key,
                    version,
                    day,
                    date.fromordinal(noted.news),
                    noted.language,
                    tuple(Mentioned(*m) for m in noted.mentions),
                    tuple(joined[claim.key]),
                    claim=claim,
                )
            )
            self.tally.announced += len(joined[claim.key])
        # What the batch touches goes with its last intent: the store keeps a run of them as one.
        last = notes.pop()
        touched = tuple(entries.standing())
        self._store.apply([*notes, replace(last, announcements=touched)])

    def _announced(self, article: Article, day: date, ears: Ears, version: str) -> list[Announcing]:
        """The stage boundary: an article that our own code fails on announces nothing, and the log says why."""
        try:
            return announcings(article, day, ears, version)
        except Exception:
            log.exception("not read for what is coming", article=article.id)
            self.tally.failed += 1
            return []


class _Entries:
    """The announcements that a batch looks at, without what its articles announced before, and by their words."""

    def __init__(self, store: Store, keys: Collection[str], ears: Ears) -> None:
        self._store, self._ears = store, ears
        self._entries: dict[str, _Entry] = {}
        self._having: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._before: dict[tuple[Span, Days | None], str] = {}
        mine = frozenset(keys)
        for kept in store.announced_by(keys):
            rest = [one for one in kept.announced if one.span.article not in mine]
            self._put(kept.announcement.key, _Entry(kept, rest, list(kept.announced), touched=True))
            for one in kept.announced:
                self._before[_place(one), one.days] = kept.announcement.key

    def join_all(self, announced: Mapping[str, Sequence[Announcing]]) -> dict[str, list[NotedAnnouncing]]:
        """What articles announce, by their keys, each with the announcement that it belongs to. What is denied comes last, as it
        belongs to one that is known or is nothing."""
        joined: dict[str, list[NotedAnnouncing]] = {key: [] for key in announced}
        said = [(key, one) for key, ones in announced.items() for one in ones]
        for key, one in sorted(said, key=lambda s: s[1].act is Act.DENIED):
            noted = self._join(one)
            joined[key] += [noted] if noted else []
        return joined

    def _join(self, one: Announcing) -> NotedAnnouncing | None:
        """The announcement that it belongs to: the one that it belonged to before, or one that is known, or a new one."""
        key = self._before.get((_place(one), one.days)) or ahead.join(one, self._among(one), self._ears)
        if key is None and one.act is Act.DENIED:
            return None
        key = key or self._edited(one) or self._new(one)
        one = ahead.called_off(one)
        entry = self._entries.get(key) or self._put(key, _Entry(None))
        entry.announced.append(one)
        entry.known_by.append(one)
        entry.touched = True
        self._index(key, [one])
        return NotedAnnouncing(one, key)

    def _among(self, one: Announcing) -> dict[str, Sequence[Announcing]]:
        """What it could be a repeat of: near in time, those that share most words with it."""
        around = one.days or one.was or Days(one.said, one.said)
        for kept in self._store.could_be(around, one.stems, CANDIDATES, but=self._entries):
            if kept.announced:
                self._put(kept.announcement.key, _entry(kept))
        shared = Counter(key for part in ahead.words_of(one) for key in self._having.get(part, ()))
        near = (key for key, _ in shared.most_common() if self._entries[key].is_near(around))
        return {key: self._entries[key].known_by for key in islice(near, AMONG)}

    def _put(self, key: str, entry: _Entry) -> _Entry:
        self._entries[key] = entry
        self._index(key, entry.known_by)
        return entry

    def _index(self, key: str, known_by: Iterable[Announcing]) -> None:
        for part in {part for one in known_by for part in ahead.words_of(one)}:
            self._having[part][key] = None

    def _edited(self, one: Announcing) -> str | None:
        """What the same article announced in much the same words before it was edited, if nobody else does."""
        mine = set(one.stems)
        for key, entry in self._entries.items():
            for other in () if entry.announced else entry.known_by:
                if other.span.article != one.span.article:
                    continue
                theirs = set(other.stems)
                if len(mine & theirs) >= SAME * max(len(mine), len(theirs)):
                    return key
        return None

    def _new(self, one: Announcing) -> str:
        """The key of what was not announced before, or of what an editor said that is the same as."""
        key = ahead.key_of(one)
        if key in self._entries:
            return key
        kept = found_at(self._store, key)
        if kept is not None:
            key = kept.announcement.key
            if key not in self._entries:
                self._put(key, _entry(kept))
        return key

    def standing(self) -> list[Announcement]:
        """The announcements as they stand now; one that nobody announces any more is left as it was."""
        return [
            standing(key, entry.announced, entry.kept)
            for key, entry in sorted(self._entries.items())
            if entry.announced and entry.touched
        ]


def _place(one: Announcing) -> Span:
    """Where it stands, in whichever version of its article."""
    return replace(one.span, version="")


def _entry(kept: KeptAnnouncement) -> _Entry:
    return _Entry(kept, list(kept.announced), list(kept.announced))


def standing(key: str, announced: Sequence[Announcing], kept: KeptAnnouncement | None) -> Announcement:
    """An announcement of all that was announced, what became of it as it was known, and what an editor said."""
    before = kept.announcement if kept else None
    settled = before.settled if before and before.settled.fate is not Fate.AHEAD else None
    said = kept.said if kept else None
    # With an editor's word it has changed only if it is another with that word.
    now = ahead.announcement(key, announced, settled, None if said else before)
    if said is None:
        return now
    settled = Settled(said.fate, said.why, who=said.who) if said.fate else now.settled
    return ahead.later(replace(now, days=said.days or now.days, settled=settled), before)
