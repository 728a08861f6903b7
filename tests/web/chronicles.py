"""Timelines made for the tests of their pages: as `work.chronicle` gives them, of events that the test names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from starlette.testclient import TestClient

from beatbook.model import Attention, Cited, DayFrom, Days, Event, Timeline
from beatbook.store.intents import Keep
from beatbook.store.protocol import Store
from beatbook.store.times import NOTE, Mentioned, Note
from beatbook.writing.mentions import Notes

from . import desks


@dataclass
class Told:
    """Gives the events that lie in a period, under this title, and remembers what it was asked for."""

    events: Sequence[Event] = ()
    attention: Sequence[Attention] = ()
    title: str = "Timeline: from the storm to the inquiry"
    days: Days | None = None
    asked: list[tuple[object, ...]] = field(default_factory=list)

    def span(self, beat: str) -> Days | None:
        return self.days

    def of_beat(self, beat: str, first: date, last: date, events: int | None = None) -> Timeline:
        self.asked.append((beat, first, last, events))
        return self._of(first, last, events)

    def of_articles(
        self,
        keys: Sequence[str],
        first: date | None = None,
        last: date | None = None,
        events: int | None = None,
        query: Sequence[str] = (),
    ) -> Timeline:
        assert first is not None
        assert last is not None
        self.asked.append((tuple(keys), first, last, events))
        return self._of(first, last, events)

    def _of(self, first: date, last: date, most: int | None) -> Timeline:
        found = [e for e in self.events if first <= e.day <= last]
        best = sorted(found, key=lambda e: -e.score)[: most if most is not None else 40]
        attention = tuple(a for a in self.attention if first <= a.day <= last)
        return Timeline(self.title, first, last, tuple(sorted(best, key=lambda e: e.day)), attention)


def give(client: TestClient, told: Told) -> Told:
    """Have the pages of this client's desk take their timelines from `told`."""
    client.app.state.site.chronicles = told  # type: ignore[attr-defined]
    return told


def event(day: date, *sentences: Cited, score: float = 1.0, **more: object) -> Event:
    given: dict[str, object] = {"day_from": DayFrom.STATED, **more}
    return Event(day, score, sentences, **given)  # type: ignore[arg-type]


def attention(first: date, counts: Iterable[int]) -> tuple[Attention, ...]:
    """So many articles on each day from `first` on, none where it is 0."""
    days = ((first + timedelta(days=n), count) for n, count in enumerate(counts))
    return tuple(Attention(day, count, 2 * count, count / 2) for day, count in days if count)


def note(store: Store, keeps: Iterable[Keep]) -> None:
    """Note what these articles say of days, as the desk does."""
    notes = Notes()
    claims = {claim.key: claim for claim in store.claim(NOTE, "test", 1000, desks.NOW, 600.0)}
    intents = []
    for key, (article, version, number) in store.newest([k.key for k in keeps]).items():
        assert article.version.published is not None
        day = article.version.published.day
        found = notes.of(article, number, day)
        mentions = tuple(Mentioned(*m) for m in found.mentions)
        news = date.fromordinal(found.news)
        intents.append(Note(key, version, day, news, found.language, mentions, claim=claims.get(key)))
    store.apply(intents)
