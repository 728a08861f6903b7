"""What a desk's archive has for a review: a beat's articles of a period and of the one before, their stories, days, announcements,
figures, and what editors said of them.

As of the period's last day: what came out later is not looked at, and today is not asked for, so that the same archive makes the same
review whenever it is written. `reviews` has the same of lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from beatbook import periods
from beatbook.model import (
    Announcement,
    Announcing,
    Article,
    Beat,
    DayCovered,
    Days,
    Observation,
    Period,
    Settled,
    Span,
)
from beatbook.store.pieces import PeriodArticle
from beatbook.store.protocol import Store
from beatbook.store.times import KeptAnnouncement
from beatbook.work import reviewed
from beatbook.work.chronicle import noted
from beatbook.work.reviewed import Foreseen
from beatbook.work.timelines import Shelf
from beatbook.writing import ahead
from beatbook.writing.candidates import Ears
from beatbook.writing.reporting import Report
from beatbook.writing.review import Archive
from beatbook.writing.themes import Story

MOVED = timedelta(400)
"""How far from a period what was announced for it may stand by now."""
MOST = 5_000
"""Announcements of these days that are looked at."""

Calendar = Callable[[str, Days], Sequence[Announcement]]
"""The dates of a beat's calendar that touch a period."""


class Archives:
    """Puts together what reviews draw on. `calendar` gives the dates of the beats' calendars."""

    def __init__(self, store: Store, ears: Callable[[], Ears], calendar: Calendar) -> None:
        self._store, self._ears, self._calendar = store, ears, calendar

    def of(self, beat: Beat, period: Period) -> Archive:
        store, ears = self._store, self._ears()
        before = periods.preceding(period)
        now, then = store.of_period(beat.slug, period.days), store.of_period(beat.slug, before.days)
        texts = _Texts(store, [*then, *now])
        coverage = self._coverage(beat.slug, period.days)
        choices = store.timeline_choices(beat.slug)
        struck = choices.struck | store.struck_sentences()
        foreseen = list(self._foreseen(beat.slug, period))
        sources: dict[date, set[str]] = defaultdict(set)
        for one in now:
            sources[one.day].add(one.source)
        coming = [f.now for f in foreseen if reviewed.is_coming(f.now, period)]
        first_days = store.first_days(beat.slug, sorted({a.story for a in [*now, *then] if a.story}))
        return Archive(
            beat,
            period,
            _stories(now, texts, first_days),
            _stories(then, texts, first_days) if then else None,
            texts.cited,
            texts.version,
            articles=len(now),
            sources=frozenset(one.source for one in now),
            events=reviewed.events(
                _Record(store, texts, [*then, *now]),
                ears,
                period,
                language=beat.language.split("-")[0],
                struck=struck,
                pinned=choices.pinned,
            ),
            became=reviewed.became(foreseen, period, sources, coverage, self._reports, ears),
            ahead=[*coming, *self._dated(beat.slug, period)],
            observations=self._observations(beat.slug),
            coverage=coverage,
            pinned=store.pinned_stories(beat.slug),
            struck=struck,
        )

    def _coverage(self, beat: str, days: Days) -> tuple[DayCovered, ...]:
        """Which sources could be read since the desk watched any: an article of an earlier day that was found later does not make that day
        known."""
        since = self._store.watched_since()
        if since is None:
            return ()
        names = {s.slug: s.name for s in self._store.sources()}
        return tuple(
            DayCovered(c.day, tuple(names[s] for s in c.read), tuple(names[s] for s in c.failed))
            for c in self._store.covered(beat, *days)
            if c.day >= since
        )

    def _observations(self, beat: str) -> list[Observation]:
        kept = [k.figure.slug for k in self._store.figures(beat)]
        return [k.observation for slug in kept for k in self._store.observations(beat, slug)]

    # ---- what was announced

    def _foreseen(self, beat: str, period: Period) -> Iterable[Foreseen]:
        """The announcements of the beat that were due in the period, or are ahead of its end."""
        first, last = period.days
        near = Days(_away(first, -MOVED), _away(reviewed.horizon(period), MOVED))
        kept = [
            *self._store.ahead(beat, *near, limit=MOST),
            *self._store.put_off(beat, near.first),
        ]
        for one in kept:
            if _bears_on(one.announcement, period):
                whole = self._store.announcement(one.announcement.key)
                said = [a for a in whole.announced if a.said <= last] if whole else []
                if whole and said:
                    early = [a for a in said if a.said < first]
                    then = ahead.announcement(one.announcement.key, early) if early else None
                    yield Foreseen(_standing(whole, said), then, said)

    def _reports(self, words: Sequence[str], days: Days) -> list[Report]:
        """Of the whole archive: what a beat announces may be reported elsewhere."""
        names = {s.slug: s.name for s in self._store.sources()}
        return [
            Report(article, version, story, published.day, names.get(article.source, ""))
            for article, version, story in self._store.reports_of(words, *days, reviewed.REPORTS)
            if (published := article.version.published)
        ]

    def _dated(self, beat: str, period: Period) -> list[Announcement]:
        last = period.days.last
        if last == date.max:
            return []
        coming = Days(last + reviewed.DAY, reviewed.horizon(period))
        return [a for a in self._calendar(beat, coming) if reviewed.is_coming(a, period)]


def _bears_on(announcement: Announcement, period: Period) -> bool:
    """Whether it was put, at some time, on days of the period or on days that are ahead of it."""
    first, last = period.days
    put = [c.days for c in announcement.trail if c.days and c.said <= last]
    put += [announcement.days] if announcement.days else []
    return any(days.first <= reviewed.horizon(period) and days.last >= first for days in put)


def _standing(kept: KeptAnnouncement, said: Sequence[Announcing]) -> Announcement:
    """How it stood after this had been said of it; an editor's word holds at all times."""
    now = ahead.announcement(kept.announcement.key, said)
    if (word := kept.said) is None:
        return now
    settled = Settled(word.fate, word.why, who=word.who) if word.fate else now.settled
    return replace(now, days=word.days or now.days, settled=settled)


def _away(day: date, by: timedelta) -> date:
    return date.fromordinal(min(max(1, day.toordinal() + by.days), date.max.toordinal()))


# ---- stories -----------------------------------------------------------------------------------------------------------------


def _stories(found: Sequence[PeriodArticle], texts: _Texts, first_days: Mapping[str, date]) -> list[Story]:
    """The stories of a period's articles; what waits to be put into one is not told yet."""
    of: dict[str, list[PeriodArticle]] = defaultdict(list)
    for one in found:
        if one.story and one.key in texts:
            of[one.story].append(one)
    stories = []
    for key, members in of.items():
        own = [m for m in members if not m.is_copy] or members[:1]
        origins = tuple(texts.article(m.key) for m in own)
        since = min(first_days.get(key, members[0].day), members[0].day)
        stories.append(Story(key, origins, len(members) - len(own), since))
    return stories


class _Texts:
    """Articles of a beat with their texts, as their newest versions have them. In place of its slug, each has its source's name, which
    is what sentences call it."""

    def __init__(self, store: Store, found: Sequence[PeriodArticle]) -> None:
        self._store = store
        self._newest = store.newest([one.key for one in found])
        self._names = {one.key: one.source for one in found}
        self._passages: dict[Span, str | None] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._newest

    def article(self, key: str) -> Article:
        return replace(self._newest[key][0], source=self._names[key])

    def version(self, key: str) -> str:
        return self._newest[key][1]

    def cited(self, span: Span) -> str | None:
        """What a span cites: of these articles as they are, or of any version that was ever kept."""
        if span.article in self._newest:
            article, version, _ = self._newest[span.article]
            if span.version == version:
                return article.version.text[span.start : span.end]
        if span not in self._passages:
            found = self._store.passages([span]).get(span)
            self._passages[span] = found.words if found else None
        return self._passages[span]


class _Record(Shelf):
    """What was noted of these articles (`writing.timeline.Record`), as of the last day on which one of them came out."""

    def __init__(self, store: Store, texts: _Texts, found: Sequence[PeriodArticle]) -> None:
        own = [one.key for one in found if not one.is_copy and one.key in texts]
        kept = store.noted(own)
        super().__init__(noted(a) for a in kept)
        self._texts = texts
        self._keys = {a.number: a.key for a in kept}
        self._stories = {one.key: one.story for one in found}

    def headline(self, number: int) -> str | None:
        return self.article(number).version.headline

    def text(self, number: int) -> str:
        return self.article(number).version.text

    def article(self, number: int) -> Article:
        return self._texts.article(self._keys[number])

    def version(self, number: int) -> str:
        return self._texts.version(self._keys[number])

    def story(self, number: int) -> str | None:
        return self._stories[self._keys[number]]
