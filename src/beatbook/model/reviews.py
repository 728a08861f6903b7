"""The account of a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from beatbook.model.basis import Days, Precision
from beatbook.model.briefs import Cited, Dropped
from beatbook.model.figures import Observation
from beatbook.model.times import Announcement, Event


@dataclass(frozen=True, slots=True)
class Period:
    """What a review is of. `kind` is WEEK, MONTH, QUARTER or YEAR, and DAY for any other run of days; `name` is how it is asked for
    and addressed ("2020-11", "2020-W45", "2020-Q4", "2020", "2020-11-03..2020-11-17")."""

    name: str
    kind: Precision
    days: Days


@dataclass(frozen=True, slots=True)
class DayCovered:
    """Which sources, by their names, could be read on a day, and which were tried and could not."""

    day: date
    reached: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outage:
    """A source that could not be read, and when, in order."""

    source: str
    days: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a review rests on: how many `sources` were tried and how many of them could be `read` on any day, which were down when, on
    which days none was tried, and when nothing came out for a week or longer (`silent`). `is_known` says that days were kept; if not,
    sources are those that have articles. `articles` counts all of the period, `origins` those that are nobody's copy. `until` is the
    day as of which a period is reviewed that is not over."""

    is_known: bool
    sources: int
    read: int
    articles: int
    origins: int
    outages: tuple[Outage, ...] = ()
    untried: tuple[Days, ...] = ()
    silent: tuple[Days, ...] = ()
    until: date | None = None


class SubjectKind(StrEnum):
    """What is counted from one period to the next: somebody, a place, another name, or a word for a matter."""

    PERSON = "person"
    PLACE = "place"
    NAME = "name"
    THEME = "theme"


class Direction(StrEnum):
    NEW = "new"
    RISING = "rising"
    FALLING = "falling"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Movement:
    """In how many stories of a period something is named (`count`), and in how many of the period before. `stories` are some of them: of
    this period, or of the one before where it is named no more."""

    subject: str
    kind: SubjectKind
    direction: Direction
    count: int
    before: int
    stories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Further:
    """A story that a review only links to: the headline of its first report in the review's language, and that report's day."""

    story: str
    headline: str
    day: date


@dataclass(frozen=True, slots=True)
class Section:
    """A theme of a period: a heading of words that its sentences have, one to six sentences by their days, the stories that they tell
    in the same order, and the others of the theme."""

    heading: str
    sentences: tuple[Cited, ...]
    stories: tuple[str, ...]
    further: tuple[Further, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence with what somebody said and who it was, as the sentence names them."""

    cited: Cited
    speaker: str
    story: str


@dataclass(frozen=True, slots=True)
class FigureMoved:
    """The latest value of a figure that was stated in a period by one speaker, and the one before it that is of as long a period."""

    latest: Observation
    before: Observation | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """The account of a period. `sections` are what mattered, what mattered most first; `changed` compares stories with those of the
    period before, which had `stories_before` (None: nothing is known of it); `became` are announcements for this period, `ahead`
    those for after it. `dropped` did not pass the gate or was struck by an editor."""

    beat: str
    period: Period
    title: str
    deck: str
    coverage: Coverage
    stories: int
    stories_before: int | None = None
    sections: tuple[Section, ...] = ()
    changed: tuple[Movement, ...] = ()
    timeline: tuple[Event, ...] = ()
    figures: tuple[FigureMoved, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    became: tuple[Announcement, ...] = ()
    ahead: tuple[Announcement, ...] = ()
    dropped: tuple[Dropped, ...] = ()
