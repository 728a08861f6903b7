"""What an archive keeps of days: which of them its articles mention, and what they say is coming. A part of `protocol`, which says
what holds for all of it.

Each article that is grouped is *noted* (stage `note`): the days that its sentences mention, and what they announce. Copies
say nothing of their own, so nothing of them is kept. What is announced again and again is one *announcement*; the store keeps what was
announced, article by article, and the announcement as it stands, made anew whenever one of its articles changes. Those
whose days have come are *settled* (stage `settle`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from beatbook.model import Announcement, Announcing, Article, Days, Fate

if TYPE_CHECKING:
    from beatbook.store.intents import Claim

NOTE = "note"
"""The stage of work whose keys are those of articles whose days are to be noted, the article first seen first."""
SETTLE = "settle"
"""The stage whose keys are those of announcements of which it is to be said what became of them, when that is due."""

TRIES = (1, 2, 4, 8, 15)
"""Days after an announcement's last day on which it is looked at again, while nothing is reported of it."""

UNKNOWN = (Fate.AHEAD, Fate.NOT_CONFIRMED, Fate.NO_COVERAGE)
"""What is said of an announcement of which nothing is reported."""

YEARS = (1800, 2199)
"""The first and the last year of the days that an editor may name."""

NEAR = 45
"""Days between what is announced and what it could be a repeat, or a move, of."""

# ---- what is written ----------------------------------------------------------------------------------------------------


class Mentioned(NamedTuple):
    """A sentence, by its span, that mentions a day (an ordinal)."""

    day: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NotedAnnouncing:
    """What an article's sentence announces, and the key of the announcement that it belongs to."""

    announcing: Announcing
    key: str


@dataclass(frozen=True, slots=True)
class Note:
    """What an article says of days, in place of what was noted of it before. `day` is when it came out, `news` the day of its news. A
    copy, and an article that has no day or is none any more, has no `day`: nothing of it is kept. `version` is the fingerprint of
    what was noted. `announcements` are all those that are touched, as they stand now. What it could report and nothing is known of is
    put up to be settled again. If the claim is not held any more, it counts as late."""

    key: str
    version: str = ""
    day: date | None = None
    news: date | None = None
    language: str | None = None
    mentions: tuple[Mentioned, ...] = ()
    announced: tuple[NotedAnnouncing, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class Settle:
    """What became of an announcement, as the rules have it; it is looked at again at `again`. What an editor said stays. If the
    claim is not held any more, it counts as late."""

    announcement: Announcement
    again: datetime | None
    claim: Claim | None = None

    @property
    def key(self) -> str:
        return self.announcement.key


@dataclass(frozen=True, slots=True)
class Correct:
    """What an editor says of an announcement, for good: what became of it (`fate`), on which `days` it is, or that it is none
    (`is_none`). What is None is left as it was; with `undo` the rules decide again. It is written down as a decision. Raises
    InputError if there is no such announcement, or its days lie outside `YEARS`."""

    key: str
    who: str
    at: datetime
    fate: Fate | None = None
    why: str = ""
    days: Days | None = None
    is_none: bool | None = None
    undo: bool = False


@dataclass(frozen=True, slots=True)
class SameAnnouncement:
    """An editor says that an announcement is the same as another, for good: what was announced passes to that one, and the
    address of this one leads there. Raises InputError if there is no such announcement, or they are the same already."""

    key: str
    into: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Choose:
    """What an editor says of a beat's timelines, for good: `title` of that of a period (None takes it back), or that a sentence is
    never to be in one (`struck`; with `undo`, it may be again), or that a day is always in one (`pinned`). It is written
    down as a decision. Raises InputError if there is no such beat, or nothing to undo."""

    beat: str
    who: str
    at: datetime
    period: Days | None = None
    title: str | None = None
    struck: str | None = None
    pinned: date | None = None
    undo: bool = False

    @property
    def key(self) -> str:
        return f"{self.beat} {self.period} {self.struck} {self.pinned}"


# ---- what is read -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NotedArticle:
    """What is noted of an article; `number` grows with the order of first sight."""

    number: int
    key: str
    day: date
    news: date
    language: str | None
    mentions: tuple[Mentioned, ...] = ()


class Spoken(NamedTuple):
    """How a day (an ordinal) is spoken of, in sentences: up to `later` days after it (`soon`), of these those from the second day on
    (`still`), longer after, and longer than that before it; likewise in how many articles (`articles` are those up to `later` days
    after); and how many articles have their news of it (`reported`)."""

    day: int
    soon: int = 0
    still: int = 0
    after: int = 0
    before: int = 0
    articles: int = 0
    articles_after: int = 0
    articles_before: int = 0
    reported: int = 0


class Telling(NamedTuple):
    """A sentence that mentions a day, with its article, which has none of its other mentions."""

    article: NotedArticle
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What editors said of a beat's timelines: titles by period, sentences that are never in one, days that always are."""

    titles: Mapping[Days, str]
    struck: frozenset[str]
    pinned: frozenset[date]


@dataclass(frozen=True, slots=True)
class KeptAnnouncement:
    """An announcement as the archive has it: its beats (slugs), and what an editor said of it, if anything. `into` is the
    announcement that it was found to be the same as, which leads no further. `announced`: all that was announced of it, in the order
    of the days on which it was; empty where it was not asked for."""

    announcement: Announcement
    beats: tuple[str, ...]
    said: Correct | None = None
    into: str | None = None
    announced: tuple[Announcing, ...] = ()


@dataclass(frozen=True, slots=True)
class Covered:
    """How many of some sources could be read on a day, or have an article of that day (`read` are their slugs, where the store was
    asked), and which (slugs) were tried and could not be."""

    day: date
    reached: int
    failed: tuple[str, ...] = ()
    read: tuple[str, ...] = ()


class TimeStore(Protocol):
    """The part of a store that keeps days."""

    # -- timelines
    def spoken(self, beat: str, first: date, last: date, later: int) -> Sequence[Spoken]:
        """How each day of a period is spoken of in a beat, by day; days of which nothing is said are missing. `later`: days after
        which a day is remembered rather than reported."""

    def reporting(self, beat: str, day: date, most: int) -> Sequence[NotedArticle]:
        """The beat's articles whose news is of a day, the one first seen first."""

    def published(self, beat: str, day: date, most: int) -> Sequence[NotedArticle]:
        """The beat's articles that came out on a day, without their mentions, the one first seen first."""

    def telling(self, beat: str, day: date, most: int) -> Sequence[Telling]:
        """The sentences of a beat that mention a day and came out on it or later, in the order of the days on which they did; at
        most so many, the earliest."""

    def noted(self, keys: Collection[str]) -> Sequence[NotedArticle]:
        """What is noted of these articles, in the order of first sight."""

    def sampled(self, beat: str, first: date, last: date, most: int) -> Sequence[NotedArticle]:
        """Articles of the beat that came out in a period, evenly spread, without their mentions."""

    def noted_span(self, beat: str) -> Days | None:
        """The first and last day on which an article of the beat came out; None if it has none."""

    def timeline_choices(self, beat: str) -> Choices:
        """What editors said of the beat's timelines."""

    def times_stamp(self) -> int:
        """A number that grows whenever something is noted, filed anew, or said of a timeline or an announcement."""

    def covered(self, beat: str | None, first: date, last: date) -> Sequence[Covered]:
        """Of the sources that have articles in the beat (None: of all), how many could be read on each day of a period, by day. A
        day that is missing was not tried."""

    # -- what's ahead
    def announcement(self, key: str) -> KeptAnnouncement | None:
        """An announcement with all that was announced, by its key, also if it was found to be the same as another."""

    def ahead(
        self, beat: str | None, first: date, last: date | None = None, *, limit: int = 1000
    ) -> Sequence[KeptAnnouncement]:
        """The announcements of a beat (None: of all that is filed) whose days touch a period, by their first day, then precision and key;
        without those that an editor said are none."""

    def put_off(self, beat: str | None, since: date) -> Sequence[KeptAnnouncement]:
        """The announcements that have no days any more, announced last on or after a day."""

    def announced_by(self, keys: Collection[str]) -> Sequence[KeptAnnouncement]:
        """The announcements that these articles announced, with all that was announced."""

    def could_be(
        self, days: Days, stems: Collection[str], most: int, *, but: Collection[str] = ()
    ) -> Sequence[KeptAnnouncement]:
        """Announcements that one on these days could be a repeat of, with all that was announced: those whose days, now or before,
        lie within `NEAR` days of them and that share at least two of these words, the ones that share most first. Of these so many,
        those whose keys are in `but` are left out, as who asks has them."""

    def note_again(self, beats: Collection[str] = ()) -> int:
        """Put all articles that are in a story, or those of these beats, up to be noted. Returns how many were put."""

    def reports_of(
        self, words: Collection[str], first: date, last: date, most: int
    ) -> Sequence[tuple[Article, str, str | None]]:
        """Articles that came out in a period and have at least two of these words as they are written, those that have most of them
        first: with the fingerprints of their versions and their stories."""


def found_at(store: TimeStore, key: str) -> KeptAnnouncement | None:
    """The announcement of this key, or the one that it was found to be the same as; None if there is none."""
    kept = store.announcement(key)
    return store.announcement(kept.into) if kept and kept.into else kept
