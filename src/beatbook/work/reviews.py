"""Reviews of a whole set of articles at once: which are of the beat, which are copies, which stories they tell, what was announced.

A desk's store knows all this; here it is worked out from the lines given, for the stage. Articles may come in any order and are taken in
that of their publication, also those that are of no beat: how rare a word is on a desk is told by all of them; what came out after a period is not known to its review. Months that are asked for one after the other
are each decided once. Texts are kept where they are put.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from beatbook.errors import InputError
from beatbook.filing.match import Matcher
from beatbook.filing.scratch import Held, Place, Scratch, Texts
from beatbook.filing.words import fold
from beatbook.model import (
    Announcement,
    Announcing,
    Article,
    Beat,
    DayCovered,
    Days,
    Event,
    Fate,
    Observation,
    Period,
    Precision,
    Review,
    Span,
)
from beatbook.work.decided import Decided
from beatbook.work.timelines import NO_DAY, Shelf
from beatbook.writing import ahead, periods, reporting, settling
from beatbook.writing.announced import Announced
from beatbook.writing.announcing import announcings
from beatbook.writing.candidates import Ears
from beatbook.writing.mentions import Noted, Notes
from beatbook.writing.review import Archive, Reviewer
from beatbook.writing.themes import Story
from beatbook.writing.timeline import Asked, Chronicler

EVENTS = {Precision.DAY: 8, Precision.WEEK: 6, Precision.MONTH: 10, Precision.QUARTER: 15, Precision.YEAR: 24}
"""Events in the timeline of a review, at most."""
SETTLED = 24
"""Announcements of which it is looked up what became of them, those that most articles announced."""
REPORTS = 12
"""Articles that are looked at for a report of one."""
SHARED = 3
"""Words by which reports are searched for that such an article must have."""
HORIZON, COARSEST = 4, 3
"""How many times the length of the period a review looks ahead, and how long may be what is said to come on some day of it."""
DAY = timedelta(1)


@dataclass(slots=True)
class _Kept:
    """An article without its text, where that is, whether it is of the beat (`filed`), and the story that its line names. `words` are
    those of its text, once they are asked for."""

    article: Article
    place: Place
    filed: bool
    story: str | None
    day: date
    at: datetime
    noted: Noted | None = None
    announced: list[Announcing] | None = None
    words: frozenset[str] | None = None


class Reviews:
    """Takes articles and writes reviews of them. `coverage`, `observations`, `pinned` and `struck` are as `writing.review.Archive` has
    them."""

    def __init__(
        self,
        beat: Beat,
        scratch: Callable[[], Scratch] = Held,
        ears: Ears | None = None,
        *,
        coverage: Sequence[DayCovered] = (),
        observations: Sequence[Observation] = (),
        pinned: frozenset[str] = frozenset(),
        struck: frozenset[str] = frozenset(),
    ) -> None:
        self._beat, self._matcher = beat, Matcher([beat])
        self._ears = ears or Ears()
        self._writer = Reviewer(self._ears)
        self._notes = Notes(languages=self._ears.languages)
        self._scratch, self._texts = scratch, Texts(scratch())
        self._coverage, self._observations = coverage, observations
        self._pinned, self._struck = pinned, struck
        self._kept: dict[str, _Kept] = {}
        self._decided: Decided | None = None
        self._order: list[_Kept] = []
        self._next = 0

    def add(self, article: Article, story: str | None = None) -> bool:
        """Keep an article, of two with one id the one that came out later; whether it is of the beat. Raises InputError if nothing says
        when it came out. Others tell copies and stories apart, as on a desk."""
        published = article.version.published
        if published is None:
            raise InputError(NO_DAY)
        filed = any(self._matcher.file(article))
        version = article.version
        known = self._kept.get(article.id)
        if known is not None and self._rank(known) >= (published.instant, version.text):
            return known.filed
        bare = replace(article, version=replace(version, text=""))
        place = self._texts.put(version.text)
        self._kept[article.id] = _Kept(bare, place, filed, story, published.day, published.instant)
        self._decided = None
        return filed

    def _rank(self, kept: _Kept) -> tuple[datetime, str]:
        return kept.at, self._texts.get(kept.place)

    def written(self, period: Period) -> Review:
        first, last = period.days
        self.decide(last)
        before = periods.before(period)
        known = [k for k in self._order if k.filed and k.day <= last]
        within = [k for k in known if k.day >= first]
        then = [k for k in known if before.days.first <= k.day <= before.days.last]
        since: dict[str, date] = {}
        for kept in known:
            key = self._story(kept)
            since[key] = min(since.get(key, kept.day), kept.day)
        became, coming = self._announced(known, period)
        return self._writer.write(
            Archive(
                self._beat,
                period,
                self._stories(within, since),
                self._stories(then, since) if then else None,
                self._cited,
                articles=len(within),
                sources=frozenset(k.article.source for k in within if k.article.source),
                events=self._events([*then, *within], period),
                became=became,
                ahead=coming,
                observations=self._observations,
                coverage=self._coverage,
                pinned=self._pinned,
                struck=self._struck,
            )
        )

    # ---- copies and stories

    def decide(self, last: date) -> None:
        """Decide on copies and stories of all that came out by the end of a day, in order; from the beginning, where more is decided."""
        if self._decided is None or (self._next and self._order[self._next - 1].day > last):
            self._decided, self._next = Decided(self._scratch), 0
            self._order = sorted(self._kept.values(), key=lambda k: (k.day, k.at, k.article.id))
        while self._next < len(self._order) and self._order[self._next].day <= last:
            self._decided.add(self._whole(self._order[self._next]))
            self._next += 1

    def _story(self, kept: _Kept) -> str:
        assert self._decided is not None
        return kept.story or self._decided.story_of(kept.article.id)

    def _is_own(self, kept: _Kept) -> bool:
        assert self._decided is not None
        return not self._decided.is_copy(kept.article.id)

    def _stories(self, kept: Sequence[_Kept], since: Mapping[str, date]) -> list[Story]:
        of: dict[str, list[_Kept]] = defaultdict(list)
        for each in kept:
            of[self._story(each)].append(each)
        found = []
        for key, members in of.items():
            own = [m for m in members if self._is_own(m)] or members[:1]
            origins = tuple(self._whole(m) for m in own)
            found.append(Story(key, origins, len(members) - len(own), since[key]))
        return found

    def _whole(self, kept: _Kept) -> Article:
        text = self._texts.get(kept.place)
        return replace(kept.article, version=replace(kept.article.version, text=text))

    def _cited(self, span: Span) -> str | None:
        kept = self._kept.get(span.article)
        return None if kept is None else self._texts.get(kept.place)[span.start : span.end]

    # ---- the timeline

    def _events(self, kept: Sequence[_Kept], period: Period) -> list[Event]:
        record = _Record(self)
        for each in kept:
            if self._is_own(each):
                if each.noted is None:
                    each.noted = self._notes.of(self._whole(each), 0, each.day)
                record.add(each, self._story(each))
        asked = Asked(*period.days, sentences=1, struck=self._struck, language=self._beat.language)
        events = Chronicler(record, self._ears).events(asked)
        best = sorted(events, key=lambda e: (-e.score, e.day))[: EVENTS[period.kind]]
        return sorted(best, key=lambda e: e.day)

    # ---- what was announced

    def _announced(
        self, known: Sequence[_Kept], period: Period
    ) -> tuple[list[Announcement], list[Announcement]]:
        """What became of what had been announced for the period before it began, and what is ahead of its end."""
        first, last = period.days
        announced = Announced(self._ears)
        for each in known:
            if self._is_own(each):
                if each.announced is None:
                    each.announced = announcings(self._whole(each), each.day, self._ears)
                announced.add(a for a in each.announced if _concerns(a, first))
        until = last + HORIZON * (last - first + DAY) if last < date.max - 5 * (last - first) else last
        due: list[tuple[Announcement, list[Announcing]]] = []
        coming: list[Announcement] = []
        for key, said in announced.joined(last).items():
            now = ahead.announcement(key, said)
            is_ahead = now.settled.fate is Fate.AHEAD and now.days and last < now.days.first <= until
            if is_ahead and now.days and now.days.last - now.days.first <= COARSEST * (last - first + DAY):
                coming.append(now)
            early = [a for a in said if a.said < first]
            then = ahead.announcement(key, early) if early else None
            if then and then.days and first <= then.days.first and then.days.last <= last:
                due.append((now, said))
        due.sort(key=lambda d: (-d[0].origins, d[0].key))
        within = [k for k in known if k.day >= first and self._is_own(k)]
        covered: dict[date, int] = {}
        for day in {k.day for k in within}:
            covered[day] = len({k.article.source for k in within if k.day == day})
        for reached in self._coverage:
            covered[reached.day] = max(covered.get(reached.day, 0), len(reached.reached))
        eve = last + DAY if last < date.max else last
        became = [self._settled(now, said, within, covered, eve) for now, said in due[:SETTLED]]
        return became, coming

    def _settled(
        self,
        now: Announcement,
        said: Sequence[Announcing],
        within: Sequence[_Kept],
        covered: Mapping[date, int],
        today: date,
    ) -> Announcement:
        if now.days is None:
            return now
        words = settling.words_of(said, self._ears)
        found = self._reporting(words, now.days, within)
        reports = [
            reporting.Report(self._whole(k), "", self._story(k), k.day, k.article.source) for k in found
        ]
        return replace(now, settled=settling.settle(now, said, reports, covered, today, self._ears))

    def _reporting(self, words: Sequence[str], days: Days, within: Sequence[_Kept]) -> list[_Kept]:
        """The articles of some days and the two weeks after that have most of these words."""
        wanted = {word for said in words for word in fold(said)}
        until = days.last + reporting.REPORTED
        found = []
        for each in within:
            if days.first <= each.day <= until:
                if each.words is None:
                    version = self._whole(each).version
                    each.words = frozenset(fold(f"{version.headline or ''} {version.text}"))
                shared = len(wanted & each.words)
                if shared >= min(SHARED, len(wanted)):
                    found.append((-shared, each.day, each.article.id, each))
        return [each for *_, each in sorted(found, key=lambda f: f[:3])[:REPORTS]]


PAST = timedelta(60)
"""How long before a period may be what was announced that still bears on it: what is older is neither due nor ahead."""


def _concerns(announcing: Announcing, first: date) -> bool:
    days = [d.last for d in (announcing.days, announcing.was) if d]
    return not days or first - max(days) < PAST


class _Record(Shelf):
    """A record (`writing.timeline.Record`) of articles that are kept."""

    def __init__(self, reviews: Reviews) -> None:
        super().__init__()
        self._reviews = reviews
        self._of: list[tuple[_Kept, str]] = []

    def add(self, kept: _Kept, story: str) -> None:
        assert kept.noted is not None
        self.put(replace(kept.noted, number=len(self._of)))
        self._of.append((kept, story))

    def headline(self, number: int) -> str | None:
        return self._of[number][0].article.version.headline

    def text(self, number: int) -> str:
        return self.article(number).version.text

    def article(self, number: int) -> Article:
        return self._reviews._whole(self._of[number][0])

    def version(self, number: int) -> str:
        return ""

    def story(self, number: int) -> str | None:
        return self._of[number][1]
