"""Timelines of a desk: of a beat over any period, or of any set of articles, from what was noted of them.

A beat's days are counted by the store, so that a timeline costs what its period holds; only the articles that the chosen days are
told from are loaded.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Lock

from beatbook.model import Article, Attention, Days, Timeline, Version
from beatbook.store.protocol import Store
from beatbook.store.times import NotedArticle
from beatbook.work.timelines import Shelf
from beatbook.writing import naming
from beatbook.writing.attention import LATER, Counts, scores
from beatbook.writing.candidates import Ears
from beatbook.writing.material import spread
from beatbook.writing.mentions import Mention, Noted, Question
from beatbook.writing.timeline import Asked, Chronicler

MENTIONS = 4_000
"""Sentences that mention a day that are looked at."""
ARTICLES = 5_000
"""Articles of a timeline that is not a beat's."""
TOGETHER = 500
"""Articles that are loaded in one go."""
NEVER = datetime(1, 1, 1, tzinfo=UTC)
LOADED = 2_000
"""Articles whose texts are held at a time."""


class Chronicles:
    """Writes the timelines of a desk. `ears` are asked for when the first is. For use by many threads."""

    def __init__(self, store: Store, ears: Callable[[], Ears] = Ears) -> None:
        self._store, self._make = store, ears
        self._ears: Ears | None = None
        self._writing = Lock()

    def span(self, beat: str) -> Days | None:
        """The first and the last day on which an article of the beat came out."""
        return self._store.noted_span(beat)

    def of_beat(self, beat: str, first: date, last: date, events: int | None = None) -> Timeline:
        """The timeline of a beat over a period (both days included), of at most so many events."""
        choices = self._store.timeline_choices(beat)
        language = next((b.language.split("-")[0] for b in self._store.beats() if b.slug == beat), None)
        asked = Asked(first, last, events, pinned=choices.pinned, struck=choices.struck, language=language)
        with self._writing:  # one at a time: each takes a processor for itself
            return self._made(BeatRecord(self._store, beat), asked, choices.titles.get(Days(first, last)))

    def of_articles(
        self,
        keys: Sequence[str],
        first: date | None = None,
        last: date | None = None,
        events: int | None = None,
        query: Sequence[str] = (),
    ) -> Timeline:
        """The timeline of these articles (of more than `ARTICLES`, as many, evenly spread), over the days on which they came out unless a
        period is given. `query`: the words of a question, by which it is told how much of each is on it."""
        record = SetRecord(self._store, keys, query)
        span = record.span()
        if span is None:
            day = first or last or date.min
            return Timeline(naming.UNTOLD, first or day, last or day, ())
        asked = Asked(first or span.first, last or span.last, events)
        with self._writing:
            return self._made(record, asked, is_asked=any(query))

    def _made(
        self,
        record: BeatRecord | SetRecord,
        asked: Asked,
        title: str | None = None,
        *,
        is_asked: bool = False,
    ) -> Timeline:
        if self._ears is None:
            self._ears = self._make()
        found = tuple(Chronicler(record, self._ears, is_asked=is_asked).events(asked))
        attention = _attention(record, asked.first, asked.last)
        return Timeline(title or naming.title(found), asked.first, asked.last, found, attention)


def _attention(record: BeatRecord | SetRecord, first: date, last: date) -> tuple[Attention, ...]:
    start, end = first.toordinal(), last.toordinal()
    spoken = record.counts(start, end)
    mattered = scores(spoken, start, end)
    return tuple(
        Attention(
            date.fromordinal(day), int(of.reported), int(of.soon), round(max(0.0, mattered.get(day, 0.0)), 3)
        )
        for day, of in sorted(spoken.items())
        if start <= day <= end and (of.reported or of.soon)
    )


class _Texts:
    """The articles of a desk by their numbers, loaded when they are asked for and held while there is room."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._keys: dict[int, str] = {}
        self._loaded: OrderedDict[int, tuple[Article, str]] = OrderedDict()
        self._stories: dict[int, str | None] = {}

    def met(self, found: Iterable[NotedArticle]) -> None:
        self._keys.update({a.number: a.key for a in found})

    def load(self, numbers: Iterable[int]) -> None:
        """Load those that are not held, in one go."""
        missing = {self._keys[n]: n for n in numbers if n not in self._loaded}
        if not missing:
            return
        for key, (article, version, _) in self.store.newest(list(missing)).items():
            self._loaded[missing[key]] = (article, version)
        while len(self._loaded) > LOADED:
            self._loaded.popitem(last=False)

    def _of(self, number: int) -> tuple[Article, str]:
        """One that is an article no more says nothing."""
        self.load([number])
        return self._loaded.get(number) or (Article(self._keys[number], "", None, NEVER, Version()), "")

    def headline(self, number: int) -> str | None:
        return self._of(number)[0].version.headline

    def text(self, number: int) -> str:
        return self._of(number)[0].version.text

    def article(self, number: int) -> Article:
        return self._of(number)[0]

    def version(self, number: int) -> str:
        return self._of(number)[1]

    def story(self, number: int) -> str | None:
        key = self._keys[number]
        found = self.store.comparable([key]).get(key)
        return found.story if found else None


class BeatRecord(_Texts):
    """What was noted of a beat's articles (`writing.timeline.Record`)."""

    def __init__(self, store: Store, beat: str) -> None:
        super().__init__(store)
        self._beat = beat
        self._period = Days(date.min, date.max)
        self._counts: tuple[Days, Mapping[int, Counts]] | None = None

    def counts(self, first: int, last: int) -> Mapping[int, Counts]:
        wider = Days(_day(first - 1), _day(last + 1))
        self._period = Days(_day(first), _day(last))
        if self._counts is None or self._counts[0] != wider:
            found = self.store.spoken(self._beat, *wider, LATER)
            self._counts = (
                wider,
                {
                    s.day: Counts(
                        s.soon,
                        s.still,
                        s.after - s.before,
                        s.articles,
                        s.articles_after - s.articles_before,
                        s.reported,
                    )
                    for s in found
                },
            )
        return self._counts[1]

    def reporting(self, day: int, most: int) -> Sequence[Noted]:
        return self._noted(self.store.reporting(self._beat, _day(day), most))

    def published(self, day: int, most: int) -> Sequence[Noted]:
        return self._noted(self.store.published(self._beat, _day(day), most))

    def mentioning(self, day: int) -> Sequence[tuple[Noted, Mention]]:
        found = self.store.telling(self._beat, _day(day), MENTIONS)
        self.met(t.article for t in found)
        return [(noted(t.article), Mention(day, t.start, t.end)) for t in found]

    def sample(self, most: int) -> Sequence[Noted]:
        return self._noted(self.store.sampled(self._beat, *self._period, most))

    def _noted(self, found: Sequence[NotedArticle]) -> list[Noted]:
        self.met(found)
        self.load(a.number for a in found)
        return [noted(a) for a in found]


class SetRecord(_Texts, Shelf):
    """What was noted of some articles."""

    def __init__(self, store: Store, keys: Sequence[str], query: Sequence[str] = ()) -> None:
        _Texts.__init__(self, store)
        found = store.noted(spread(list(dict.fromkeys(keys)), ARTICLES))
        self.met(found)
        notes = [noted(a) for a in found]
        if any(query):
            question = Question(query)
            for at in range(0, len(notes), TOGETHER):
                part = notes[at : at + TOGETHER]
                self.load(n.number for n in part)
                notes[at : at + TOGETHER] = [
                    replace(n, share=question.share(self.article(n.number).version)) for n in part
                ]
        Shelf.__init__(self, notes)


def noted(article: NotedArticle) -> Noted:
    """What was noted, as timelines take it. A copy is never noted, and what is filed is all on the beat."""
    return Noted(
        article.number,
        article.day.toordinal(),
        article.news.toordinal(),
        1.0,
        article.language,
        tuple(Mention(*m) for m in article.mentions),
    )


def _day(ordinal: int) -> date:
    return date.fromordinal(min(max(1, ordinal), date.max.toordinal()))
