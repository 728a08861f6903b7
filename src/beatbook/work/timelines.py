"""Timelines of a whole set of articles at once: a desk's store knows what was noted of each; here it is noted from the lines given,
for the stage. Texts are kept where they are put, so that memory holds a line and some days for each article.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from beatbook.errors import InputError
from beatbook.filing.scratch import Place, Texts
from beatbook.model import Article, Days, Event
from beatbook.writing.attention import Counts, counts
from beatbook.writing.candidates import Ears
from beatbook.writing.material import spread
from beatbook.writing.mentions import Mention, Noted, Notes
from beatbook.writing.timeline import SENTENCES, Asked, Chronicler

NO_DAY = "'published' is missing: nothing says from which day its dates are counted"


class Timelines:
    """Takes articles in any order and writes timelines of them, by a question's words."""

    def __init__(self, texts: Texts, query: Sequence[str] = (), ears: Ears | None = None) -> None:
        self._ears = ears or Ears()
        self._reader = Notes(query, self._ears.languages)
        self._is_asked = any(query)
        self._record = Lines(texts)

    def add(self, article: Article, story: str | None = None) -> None:
        """Note an article. Raises InputError if nothing says when it came out."""
        published = article.version.published
        if published is None:
            raise InputError(NO_DAY)
        self._record.add(self._reader.of(article, len(self._record), published.day), article, story)

    def written(
        self,
        first: date | None = None,
        last: date | None = None,
        events: int | None = None,
        sentences: int = SENTENCES,
    ) -> list[Event]:
        """The events of a period by their days; of all days on which an article came out, if none is given."""
        span = self._record.span()
        if span is None:
            return []
        asked = Asked(first or span.first, last or span.last, events, sentences)
        return Chronicler(self._record, self._ears, is_asked=self._is_asked).events(asked)


class Shelf:
    """What was noted of a set of articles, all of it at hand, by their days: the part of `writing.timeline.Record` that needs no
    texts."""

    def __init__(self, notes: Iterable[Noted] = ()) -> None:
        self._notes: list[Noted] = []
        self._news: dict[int, list[Noted]] = defaultdict(list)
        self._published: dict[int, list[Noted]] = defaultdict(list)
        self._mentions: dict[int, list[tuple[Noted, Mention]]] = defaultdict(list)
        for note in notes:
            self.put(note)

    def put(self, note: Noted) -> None:
        self._notes.append(note)
        if note.share:
            self._news[note.news].append(note)
            self._published[note.day].append(note)
            for mention in note.mentions:
                self._mentions[mention.day].append((note, mention))

    def span(self) -> Days | None:
        """The first and the last day on which one of them came out."""
        days = [note.day for note in self._notes]
        return Days(date.fromordinal(min(days)), date.fromordinal(max(days))) if days else None

    def counts(self, first: int, last: int) -> Mapping[int, Counts]:
        return counts(self._notes)

    def reporting(self, day: int, most: int) -> Sequence[Noted]:
        return sorted(self._news.get(day, ()), key=lambda n: (-n.share, n.number))[:most]

    def published(self, day: int, most: int) -> Sequence[Noted]:
        return self._published.get(day, ())[:most]

    def mentioning(self, day: int) -> Sequence[tuple[Noted, Mention]]:
        return self._mentions.get(day, ())

    def sample(self, most: int) -> Sequence[Noted]:
        return spread([n for n in self._notes if n.share], most)


class Lines(Shelf):
    """A record of articles as they came, by how many came before."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._articles: list[tuple[Article, Place]] = []
        self._stories: list[str | None] = []

    def __len__(self) -> int:
        return len(self._articles)

    def add(self, note: Noted, article: Article, story: str | None) -> None:
        version = article.version
        bare = replace(article, version=replace(version, text=""))
        self._articles.append((bare, self._texts.put(version.text)))
        self._stories.append(story)
        self.put(note)

    def headline(self, number: int) -> str | None:
        return self._articles[number][0].version.headline

    def text(self, number: int) -> str:
        return self._texts.get(self._articles[number][1])

    def article(self, number: int) -> Article:
        article = self._articles[number][0]
        return replace(article, version=replace(article.version, text=self.text(number)))

    def version(self, number: int) -> str:
        return ""

    def story(self, number: int) -> str | None:
        return self._stories[number]
