"""Days in the SQLite engine: see `times.TimeStore` for what each method promises."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from beatbook.model import Article, Days
from beatbook.store import ahead, notes, queues, stamps
from beatbook.store.engine import Engine
from beatbook.store.times import NOTE, Choices, Covered, KeptAnnouncement, NotedArticle, Spoken, Telling


class SqliteTimes:
    engine: Engine

    # ---- timelines

    def spoken(self, beat: str, first: date, last: date, later: int) -> Sequence[Spoken]:
        with self.engine.reading() as connection:
            return notes.spoken(connection, beat, first, last, later)

    def reporting(self, beat: str, day: date, most: int) -> Sequence[NotedArticle]:
        with self.engine.reading() as connection:
            return notes.reporting(connection, beat, day, most)

    def published(self, beat: str, day: date, most: int) -> Sequence[NotedArticle]:
        with self.engine.reading() as connection:
            return notes.published(connection, beat, day, most)

    def telling(self, beat: str, day: date, most: int) -> Sequence[Telling]:
        with self.engine.reading() as connection:
            return notes.telling(connection, beat, day, most)

    def noted(self, keys: Collection[str]) -> Sequence[NotedArticle]:
        with self.engine.reading() as connection:
            return notes.noted(connection, keys)

    def sampled(self, beat: str, first: date, last: date, most: int) -> Sequence[NotedArticle]:
        with self.engine.reading() as connection:
            return notes.sampled(connection, beat, first, last, most)

    def noted_span(self, beat: str) -> Days | None:
        with self.engine.reading() as connection:
            return notes.span(connection, beat)

    def timeline_choices(self, beat: str) -> Choices:
        with self.engine.reading() as connection:
            return notes.choices(connection, beat)

    def times_stamp(self) -> int:
        with self.engine.reading() as connection:
            return stamps.stamp(connection, stamps.TIMES)

    def covered(self, beat: str | None, first: date, last: date) -> Sequence[Covered]:
        with self.engine.reading() as connection:
            return notes.covered(connection, beat, first, last)

    def note_again(self, beats: Collection[str] = ()) -> int:
        with self.engine.writing() as connection:
            return queues.put_grouped(connection, NOTE, beats)

    # ---- what's ahead

    def announcement(self, key: str) -> KeptAnnouncement | None:
        with self.engine.reading() as connection:
            return ahead.announcement(connection, key)

    def ahead(
        self, beat: str | None, first: date, last: date | None = None, *, limit: int = 1000
    ) -> Sequence[KeptAnnouncement]:
        with self.engine.reading() as connection:
            return ahead.ahead(connection, beat, first, last, limit)

    def put_off(self, beat: str | None, since: date) -> Sequence[KeptAnnouncement]:
        with self.engine.reading() as connection:
            return ahead.put_off(connection, beat, since)

    def announced_by(self, keys: Collection[str]) -> Sequence[KeptAnnouncement]:
        with self.engine.reading() as connection:
            return ahead.announced_by(connection, keys)

    def could_be(
        self, days: Days, stems: Collection[str], most: int, *, but: Collection[str] = ()
    ) -> Sequence[KeptAnnouncement]:
        with self.engine.reading() as connection:
            return ahead.could_be(connection, days, stems, most, but)

    def reports_of(
        self, words: Collection[str], first: date, last: date, most: int
    ) -> Sequence[tuple[Article, str, str | None]]:
        with self.engine.reading() as connection:
            return ahead.reports_of(connection, words, first, last, most)
