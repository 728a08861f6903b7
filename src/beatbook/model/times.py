"""Events and timelines, announcements and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from beatbook.model.basis import Days, Precision
from beatbook.model.briefs import Cited, Span

# ---- timelines ------------------------------------------------------------------------------------------------------------


class DayFrom(StrEnum):
    """How an event's day is known: an article states it, or it is only known that it was reported that day."""

    STATED = "stated"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, in sentences of those who reported it, the one that tells most first. `score` says how much
    the day mattered among the others of its timeline; `name` is what a title may call the event ("the dam breach"), or None;
    `origins` counts the articles that tell it; `story` is that of the article that is quoted first, where it is known."""

    day: date
    score: float
    sentences: tuple[Cited, ...]
    day_from: DayFrom
    name: str | None = None
    origins: int = 1
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Attention:
    """How much was said of a day: `articles` of its news, `mentions` of it in sentences of any article, and how much it
    mattered among the days around it (`score`, not below 0)."""

    day: date
    articles: int
    mentions: int
    score: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """The chosen events of a period (both days included), by their days, and how much was said of each of its days; days of which
    nothing was said are left out. `title` is what the events suggest, or what an editor said."""

    title: str
    first: date
    last: date
    events: tuple[Event, ...]
    attention: tuple[Attention, ...] = ()


# ---- what's ahead ---------------------------------------------------------------------------------------------------------


class Certainty(StrEnum):
    """How certain it is said to be that something comes."""

    SCHEDULED = "scheduled"
    EXPECTED = "expected"
    POSSIBLE = "possible"
    THREATENED = "threatened"


class Act(StrEnum):
    """What a sentence does to what's ahead: it says that something comes, that it comes on another day than was said, or not
    at all. `DENIED`: that it will not be done then, which calls off what was announced, and is nothing where nothing was."""

    ANNOUNCED = "announced"
    MOVED = "moved"
    CANCELLED = "cancelled"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Announcing:
    """What one sentence of an article, which came out on day `said`, says is coming on `days`. `text` is the sentence as it may
    be published, `span` where it stands. `stated_by` are the words that name who says so, as they stand in it; None where it
    is the article's own word. `was`: the days on which it was to be before, where the sentence says that. Of a thing that
    is put off with no new day named, `days` are those it was to be on, or None if they are not named either. `stems` are the telling
    words of what is to come, without those of the date, by which repeats are recognised; of what is denied the first is what will not
    be done."""

    text: str
    span: Span
    said: date
    days: Days | None
    precision: Precision
    certainty: Certainty
    stems: tuple[str, ...]
    act: Act = Act.ANNOUNCED
    stated_by: str | None = None
    was: Days | None = None
    language: str | None = None


class Fate(StrEnum):
    """What became of an announcement. `AHEAD`: its days have not passed. `POSTPONED`: it was put off, and no day is named or the day
    that was named is not the one that was announced in the list; `NOT_CONFIRMED`: sources could be read and none reports it."""

    AHEAD = "ahead"
    HAPPENED = "happened"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    NOT_CONFIRMED = "not confirmed"
    NO_COVERAGE = "no coverage"


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of an announcement, and `why`, in words for readers: the rule that says so. `sentences` report it, `story` is
    theirs. `who` is the editor who said so, or None where it was a rule."""

    fate: Fate
    why: str = ""
    sentences: tuple[Cited, ...] = ()
    story: str | None = None
    who: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A step in an announcement's trail: on day `said`, the article of `span` put it on these days, with this certainty."""

    said: date
    act: Act
    days: Days | None
    precision: Precision
    certainty: Certainty
    span: Span


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something expected, however often it was announced. `key` stays; `sequence` grows with every change of its days, certainty
    or fate (RFC 5545, 3.8.7.4). `days` are where it stands now, None where it was put off and no day is named. `sentences` say so, the
    best first; `origins` counts the articles that do. `trail` has the first announcement and every later one that changed
    something, oldest first. `title` is that of a date of the beat's calendar, which rests on no article."""

    key: str
    days: Days | None
    precision: Precision
    certainty: Certainty
    sentences: tuple[Cited, ...]
    stated_by: str | None = None
    origins: int = 1
    trail: tuple[Change, ...] = ()
    settled: Settled = Settled(Fate.AHEAD)
    sequence: int = 0
    title: str | None = None
