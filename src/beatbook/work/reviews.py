"""Reviews of a whole set of articles at once: which are of the beat, which are copies, which stories they tell, what was announced.

A desk's store knows all this; here it is worked out from the lines given, for the stage. Articles may come in any order and are taken
in that of their publication, also those that are of no beat: how rare a word is on a desk is told by all of them; what came out after
a period is not known to its review. Months that are asked for one after the other are each decided once. Texts are kept where they
are put.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from beatbook import periods
from beatbook.errors import InputError
from beatbook.filing.match import Matcher
from beatbook.filing.scratch import Held, Place, Scratch, Texts
from beatbook.model import (
    Announcement,
    Announcing,
    Article,
    Beat,
    DayCovered,
    Event,
    Observation,
    Period,
    Review,
    Span,
)
from beatbook.work import reviewed
from beatbook.work.decided import Decided
from beatbook.work.reviewed import Foreseen, Searched
from beatbook.work.timelines import NO_DAY, Shelf
from beatbook.writing import ahead
from beatbook.writing.announced import Announced
from beatbook.writing.announcing import announcings
from beatbook.writing.candidates import Ears
from beatbook.writing.mentions import Noted, Notes
from beatbook.writing.reporting import Report
from beatbook.writing.review import Archive, Reviewer
from beatbook.writing.themes import Story


@dataclass(slots=True)
class _Kept:
    """An article without its text, where that is, whether it is of the beat (`filed`), and the story that its line names."""

    article: Article
    place: Place
    filed: bool
    story: str | None
    day: date
    at: datetime
    noted: Noted | None = None
    announced: list[Announcing] | None = None


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
        before = periods.preceding(period)
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

    def _report(self, kept: _Kept) -> Report:
        return Report(self._whole(kept), "", self._story(kept), kept.day, kept.article.source)

    # ---- the timeline

    def _events(self, kept: Sequence[_Kept], period: Period) -> list[Event]:
        record = _Record(self)
        for each in kept:
            if self._is_own(each):
                if each.noted is None:
                    each.noted = self._notes.of(self._whole(each), 0, each.day)
                record.add(each, self._story(each))
        return reviewed.events(record, self._ears, period, language=self._beat.language, struck=self._struck)

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
        foreseen = []
        for key, said in announced.joined(last).items():
            early = [a for a in said if a.said < first]
            then = ahead.announcement(key, early) if early else None
            foreseen.append(Foreseen(ahead.announcement(key, said), then, said))
        within = [k for k in known if k.day >= first and self._is_own(k)]
        sources: dict[date, set[str]] = defaultdict(set)
        for each in within:
            sources[each.day].add(each.article.source)
        search = Searched((k.day, partial(self._report, k)) for k in within)
        settled = reviewed.became(foreseen, period, sources, self._coverage, search, self._ears)
        return settled, [f.now for f in foreseen if reviewed.is_coming(f.now, period)]


def _concerns(announcing: Announcing, first: date) -> bool:
    days = [d.last for d in (announcing.days, announcing.was) if d]
    return not days or first - max(days) < reviewed.PAST


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
