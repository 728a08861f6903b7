"""The vocabulary: one frozen type for each thing the desk speaks of, and nothing else.

A type for each stage: `Fetched` (what came over the wire) → `Entry` (what a feed said) → `Reading` (what a page says)
→ `Filing` (where it belongs and why). `Version` is what a document says at one time; the others hold one rather than
repeat its fields. Times are aware `datetime`s; offsets count Unicode code points, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NamedTuple

# ---- time -----------------------------------------------------------------------------------------------------------


class Precision(StrEnum):
    """How precisely somebody stated when something was, or is to be."""

    TIME = "time"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def is_dated(self) -> bool:
        """Whether it stands on its days; all else stands only somewhere between them."""
        return self in (Precision.TIME, Precision.DAY)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time as precisely as somebody stated it: a day (`at` is None), or a time with its zone."""

    day: date
    at: datetime | None = None

    @classmethod
    def of(cls, at: datetime) -> Moment:
        """The moment of an aware datetime; its day is the day in its own zone."""
        return cls(at.date(), at)

    @classmethod
    def parse(cls, text: str) -> Moment:
        """From ISO 8601: a date, or a date and time with zone. A time without a zone counts as a day.

        Raises ValueError if it is neither.
        """
        text = text.strip()
        if len(text) <= 10:
            return cls(date.fromisoformat(text))
        at = datetime.fromisoformat(text)
        if not 1 < at.year < 9999:
            raise ValueError(f"a year that cannot be: {text}")
        return cls(at.date(), at if at.tzinfo else None)

    @property
    def precision(self) -> Precision:
        return Precision.TIME if self.at else Precision.DAY

    @property
    def instant(self) -> datetime:
        """For ordering, in UTC; a day counts as its first moment in UTC."""
        return (self.at or datetime(self.day.year, self.day.month, self.day.day, tzinfo=UTC)).astimezone(UTC)

    def __str__(self) -> str:
        return self.at.isoformat() if self.at else self.day.isoformat()


# ---- who --------------------------------------------------------------------------------------------------------------


class NameKind(StrEnum):
    PERSON = "person"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a byline: a person's, or a desk's ("NK Pro", an agency, "Staff")."""

    name: str
    kind: NameKind = NameKind.PERSON


class Tier(StrEnum):
    OPEN = "open"
    MEMBERS = "members"


# ---- sources and feeds -------------------------------------------------------------------------------------------------


class FeedKind(StrEnum):
    """What an address was found to be. `FEED` is RSS, Atom or JSON Feed; which one is read from the bytes."""

    FEED = "feed"
    SITEMAP = "sitemap"


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet or institution. `slug` is its stable key; `allow` lists the host:port pairs on private addresses or
    odd ports that the operator has allowed for it."""

    slug: str
    name: str
    home: str | None = None
    language: str | None = None
    tier: Tier = Tier.OPEN
    allow: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between polls. Validators are kept byte for byte as the server sent them;
    `digest` is the sha-256 of the last body, so that the same bytes are neither kept nor read twice. `interval` is in
    seconds; `hold_until` is when the server lets us ask again (Retry-After); `disabled` is why it is asked no more."""

    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    last_poll: datetime | None = None
    last_success: datetime | None = None
    last_change: datetime | None = None
    status: int | None = None
    failures: int = 0
    reason: str | None = None
    problems: tuple[str, ...] = ()
    interval: float = 3600.0
    moved_to: str | None = None
    moved_count: int = 0
    disabled: str | None = None
    next_poll: datetime | None = None
    hold_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    id: int
    source: str
    url: str
    kind: FeedKind = FeedKind.FEED
    title: str | None = None
    state: FeedState = FeedState()


# ---- gather ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fetched:
    """One request and what came of it. `body` is decoded of its transfer and content codings, capped in size.

    `url` is what was asked for, `final_url` where the last redirect led; `permanent_url` is the target if every
    redirect on the way was permanent (301, 308), else None. `headers` keeps the server's order and repeats.
    """

    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: datetime
    seconds: float
    permanent_url: str | None = None

    def header(self, name: str) -> str | None:
        """The first value of a header, as sent; names compare without case."""
        name = name.lower()
        return next((v for k, v in self.headers if k.lower() == name), None)

    @property
    def content_type(self) -> str:
        """The media type in lower case, without parameters; empty if none was sent."""
        return (self.header("content-type") or "").split(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed said about one article. `key` is its guid, else its link, else a hash of what it says: unique within
    a source. Text fields are plain text. `published` is None where the feed's date is missing or unusable; then
    `raw_published` still holds what was said. `text` is the feed's full text if it carries one, paragraphs parted by
    a blank line."""

    key: str
    url: str | None
    headline: str | None = None
    deck: str | None = None
    byline: tuple[Name, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    raw_published: str | None = None
    language: str | None = None
    section: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class FeedReading:
    """What was read from a feed or sitemap. `problems` says in words what was wrong with it; a broken feed gives what
    could be read *and* its problems. `children` are the files a sitemap index points to."""

    title: str | None
    entries: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
    home: str | None = None
    language: str | None = None
    ttl: float | None = None
    children: tuple[str, ...] = ()


# ---- read --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Version:
    """What a document says at one time. `text` holds the body's paragraphs parted by a blank line, without
    boilerplate. `partial` says that more was announced than could be read (a teaser, a pay notice)."""

    headline: str | None = None
    deck: str | None = None
    byline: tuple[Name, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    language: str | None = None
    section: str | None = None
    text: str = ""
    partial: bool = False


class Kind(StrEnum):
    """What a page turned out to be: an article, a list of links, a notice (consent, payment, error) or nothing."""

    ARTICLE = "article"
    LIST = "list"
    NOTICE = "notice"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A paragraph that a source repeats and that is not reporting, and how we know."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Image:
    """The picture that a page leads with: its address, and who it is credited to. The picture itself is not kept."""

    url: str
    credit: str | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """What one witness says of one `field` of an article (`headline`, `deck`, `byline`, `published`, `modified`,
    `language`, `section`, `canonical`, `image`). `by` names the witness as an editor would (`feed`, `JSON-LD`,
    `meta og:title`, `microdata`, `heading`, `<time>`, `line by the headline`, `address`); `said` is its word, one line.

    `taken` says that the article bears this word; else `why` may say why not (`later than the fetch`).
    """

    field: str
    by: str
    said: str
    taken: bool = False
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page says, or the `reason` why it is no article. `path` names the way it was read: `template`, `fast`,
    `careful`, or `data` where the page draws its text from its data. A page that is no article may still have a headline and a text; neither is filed. `witnesses` come in the
    order in which they are believed, field by field."""

    kind: Kind
    version: Version
    reason: str | None = None
    boilerplate: tuple[Boilerplate, ...] = ()
    canonical: str | None = None
    path: str = "fast"
    image: Image | None = None
    witnesses: tuple[Witness, ...] = ()


# ---- what a source taught ------------------------------------------------------------------------------------------------


class LessonKind(StrEnum):
    """What is learned of a source: where things stand on its pages, and a paragraph that it repeats."""

    TEMPLATE = "template"
    BOILERPLATE = "boilerplate"


class LessonState(StrEnum):
    """`ACTIVE`: acted on; `DROPPED`: it stopped agreeing with the pages; `UNDONE`: an
    editor took it back, and it is not learned again."""

    ACTIVE = "active"
    DROPPED = "dropped"
    UNDONE = "undone"


PLACES = ("body", "headline", "published", "byline")
"""What a template says the place of, in the order in which it is shown: the body's selector, the others' witnesses."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing learned of a source. `key` names it within the source and kind (lower-case hexadecimal digits and
    hyphens). `version` counts the changes of this source's memory: the one that brought this state. `data` is JSON:
    for boilerplate `text` (an example), `why`, `articles` (how many had it), `marks` (what it is recognised by); for a
    template the selectors, how often they agreed and how often not."""

    kind: LessonKind
    key: str
    state: LessonState
    version: int
    learned: datetime
    changed: datetime
    data: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Observed:
    """What one article's page showed of its source's habits. `paragraphs` are 64-bit fingerprints of the candidate
    paragraphs (`read.fingerprint`), in order; `places` says where body, headline, date and byline stood: the body as a
    selector, the others by their witness; `title` is a fingerprint of the headline."""

    paragraphs: tuple[int, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recent:
    """An article that a source's memory still looks at, by its id, and what was observed on its page."""

    article: str
    observed: Observed


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is known of one source: its lessons in order of key, and its recent articles, oldest first. `version`
    is the highest of the lessons' versions, 0 if there are none."""

    source: str
    lessons: tuple[Lesson, ...] = ()
    recent: tuple[Recent, ...] = ()

    @property
    def version(self) -> int:
        return max((lesson.version for lesson in self.lessons), default=0)


@dataclass(frozen=True, slots=True)
class Article:
    """An article of the desk: its id and first sight never change; `version` is the newest one."""

    id: str
    source: str
    url: str | None
    first_seen: datetime
    version: Version


# ---- filing -------------------------------------------------------------------------------------------------------------

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a slug looks like: lower-case letters, digits and single hyphens, at most 80 characters."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A subject followed. `rule` is in the rule language (docs/guide/rules.md); `watches` are the sources that the
    beat's file asks to watch. Filing looks at every source: a rule that wants only some says so with `source:`."""

    slug: str
    title: str
    rule: str
    description: str = ""
    language: str = "en"
    tier: Tier = Tier.OPEN
    watches: tuple[Watch, ...] = ()


@dataclass(frozen=True, slots=True)
class Watch:
    """A source as a beat's file names it, with the addresses of its feeds."""

    source: Source
    feeds: tuple[str, ...] = ()


class Hit(NamedTuple):
    """Words of an article that a rule's term matched: `start` and `end` count code points in that field's text
    (`headline`, `deck`, `byline`, `section`, `source`, `language` or `text`)."""

    field: str
    start: int
    end: int
    term: str


class Filing(NamedTuple):
    """The decision that an article belongs to a beat. `score` runs from 0 (a mention at the end) to 1."""

    beat: str
    score: float
    why: tuple[Hit, ...] = ()


# ---- copies and stories ----------------------------------------------------------------------------------------------------


class CopyKind(StrEnum):
    """What an article is to those that came before it. `OWN`: nobody's copy; `FLASH`: nobody's copy, but a headline with a
    few words under it or none, which is no report yet; `EXACT`: the same words; `REPRINT`: the same report, cut,
    retitled, with another tail or a paragraph put in, lightly edited; `EXCERPT`: a part of it."""

    OWN = "own"
    FLASH = "flash"
    EXACT = "exact"
    REPRINT = "reprint"
    EXCERPT = "excerpt"


@dataclass(frozen=True, slots=True)
class CopyOf:
    """The decision on where an article's words come from. `origin` is the article it reprints, which is nobody's copy
    itself, and None for `OWN` and `FLASH`. `similarity` is the share of the shorter text that both have, from 0 to 1. `wire` is
    the agency that the article credits or comes from, by the slug in `filing/wires.toml`."""

    article: str
    origin: str | None = None
    kind: CopyKind = CopyKind.OWN
    similarity: float = 0.0
    wire: str | None = None


class Told(NamedTuple):
    """Pages of one source that say the same of where their words come from: the one that they reprint (their own where
    none), the agency that they credit, and whether they are a flash."""

    origin: str
    wire: str | None
    is_flash: bool
    source: str
    pages: int


@dataclass(frozen=True, slots=True)
class Grouping:
    """The decision on which story an article belongs to. A story goes by the id of the article that opened it, whatever
    becomes of that article later. `tie` says what tied the article to it, in words for an editor, the strongest first;
    it is empty for the one that opened it. `earlier` are stories of other events on the same matter, the nearest first."""

    article: str
    story: str
    tie: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """What an article's words are recognised by. `algorithm` names how it was made and its version: signatures of
    another are made anew, not compared. `exact` is a digest of all words, None where there are none; `marks` are 63-bit
    fingerprints of some runs of words, the same runs in every text that has them."""

    algorithm: str
    exact: str | None
    marks: tuple[int, ...] = ()


COMMON = 12
"""Articles that a mark may have: from here on it is a commonplace, proves nothing, and takes no further ones. For the index
in memory (`filing.index`) and the one on disk (`store.copies`)."""


@dataclass(frozen=True, slots=True)
class Regroup:
    """Articles pass from one story to another; none named means all of them. If they are all of `story`, it is merged into
    the other and its address leads there; if `into` is new, `story` was split. `why` says what it rests on, in words for
    an editor."""

    story: str
    into: str
    articles: tuple[str, ...]
    why: tuple[str, ...] = ()


# ---- briefs ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Span:
    """A run of an article's text, in code points, end exclusive. `version` is the fingerprint of the version that it was
    cut from; empty where an article has only one, as in a stage."""

    article: str
    start: int
    end: int
    version: str = ""


class Role(StrEnum):
    """What a sentence is in a brief: of the story itself, or from an earlier story."""

    NEWS = "news"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence that is published, and what it rests on. `origins` counts the story's origins that say it: where there are
    several and only one does, readers are told. `published` is when the cited article came out; a background sentence
    is shown with it."""

    text: str
    spans: tuple[Span, ...]
    role: Role = Role.NEWS
    origins: int = 1
    published: Moment | None = None


class BriefOutcome(StrEnum):
    """What came of writing a brief: a brief; an article's own first sentences, shown as such; or nothing."""

    BRIEF = "brief"
    LEDE = "lede"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Dropped:
    """A sentence that was not published, and why, in words for an editor. A long one is shortened."""

    text: str
    why: str


EXTRACTIVE = "extractive"
"""The writer that takes sentences as they stand."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What is shown of a story: sentences in the order in which they are read, news first. `reason` says why it is no
    brief, and is None for one. `writer` is who wrote it: `EXTRACTIVE`, or the name of a model."""

    story: str
    outcome: BriefOutcome
    reason: str | None = None
    sentences: tuple[Cited, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    writer: str = EXTRACTIVE


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
    at all."""

    ANNOUNCED = "announced"
    MOVED = "moved"
    CANCELLED = "cancelled"


class Days(NamedTuple):
    """A period, both days included."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Announcing:
    """What one sentence of an article, which came out on day `said`, says is coming on `days`. `text` is the sentence as it may
    be published, `span` where it stands. `stated_by` are the words that name who says so, as they stand in it; None where it
    is the article's own word. `was`: the days on which it was to be before, where the sentence says that. Of a thing that
    is put off with no new day named, `days` are those it was to be on, or None if they are not named either. `stems` are the telling
    words of what is to come, without those of the date, by which repeats are recognised."""

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


# ---- figures ---------------------------------------------------------------------------------------------------------------


class Bound(StrEnum):
    """How a number is meant: as it is, or as what it is not below, not above, or near to."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


class PeriodKind(StrEnum):
    """Over what a figure is counted: a month, quarter or year; since a day that it names; or not over time at all (a stock, a price)."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    TOTAL = "total"
    STOCK = "stock"


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that a beat follows, as its file says: what is counted in words that all must stand near the number (each a few
    alternatives), in which unit, over which periods, and between which values it can be believed."""

    slug: str
    title: str
    counted: tuple[str, ...]
    near: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    unit: str = ""
    period: PeriodKind = PeriodKind.YEAR
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of a figure that somebody stated. `period`: the days that it counts, None for a stock; `as_of`: the last day that it can know
    of, the end of the period or the day of its news if that is earlier; so a count "so far" ends before its period. Where a sentence says one thing of
    several periods ("at least 1,000 every year for two decades") it is one observation of all of them (`each` is the kind of each).
    `reported` is the day on which its article came out. `stated_by` are the words that name who says so."""

    figure: str
    value: float
    bound: Bound
    unit: str
    period: Days | None
    as_of: date
    reported: date
    text: str
    span: Span
    stated_by: str | None = None
    each: PeriodKind | None = None
    revises: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """A value of a period by all who state it alike: their observations, the one reported first in front, and the names that they give.
    `as_of` is the latest of theirs. `revises` is the value that it corrects."""

    value: float
    bound: Bound
    as_of: date
    stated_by: tuple[str, ...]
    observations: tuple[Observation, ...]
    revises: Stated | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """What is stated of one period of a figure, or of each of the periods in it. `values` are those that hold: one, or rivals side by side,
    those known as of the latest day first. `bounds` say no more than what it is not below or above. `earlier` are values that a
    later one took the place of. `is_open`: none of the values reaches the period's end. `period` is None for a stock on `as_of`."""

    period: Days | None
    as_of: date
    each: PeriodKind | None = None
    values: tuple[Stated, ...] = ()
    bounds: tuple[Stated, ...] = ()
    earlier: tuple[Stated, ...] = ()
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class SuggestedFigure:
    """A figure that articles state again and again, and nobody keeps yet, with the best of the sentences that do."""

    figure: Figure
    articles: int
    periods: int
    example: Cited


# ---- reviews ---------------------------------------------------------------------------------------------------------------


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
    sources are those that have articles. `articles` counts all of the period, `origins` those that are nobody's copy."""

    is_known: bool
    sources: int
    read: int
    articles: int
    origins: int
    outages: tuple[Outage, ...] = ()
    untried: tuple[Days, ...] = ()
    silent: tuple[Days, ...] = ()


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
    """A theme of a period: a heading of words that its sentences have, one to six sentences by their days, the stories that they tell in the same order,
    and the others of the theme."""

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
    period before, which had `stories_before` (None: nothing is known of it); `became` are announcements for this period, `ahead` those for after it. `dropped` did not pass the
    gate or was struck by an editor."""

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


# ---- outcomes -----------------------------------------------------------------------------------------------------------


ONLY_BOILERPLATE = "only boilerplate was found"
"""Why a page is no article, and why a story has no brief, where nothing was found but what is known not to be reporting."""


class Outcome(StrEnum):
    """What came of an item. Each ends in exactly one; `WAITING` is the state before the end."""

    WAITING = "waiting"
    FILED = "filed"
    KEPT = "kept"
    REFUSED = "refused"
    RETRY = "retry"


OUTCOME_WORDS: Mapping[Outcome, str] = {
    Outcome.WAITING: "waiting",
    Outcome.FILED: "filed",
    Outcome.KEPT: "kept, not filed",
    Outcome.REFUSED: "refused",
    Outcome.RETRY: "retry later",
}
"""The same words wherever an outcome is shown or logged."""


def names(byline: Sequence[Name]) -> str:
    """A byline as one line of text: "Won-Gi Jung and Jeongmin Kim"."""
    said = [n.name for n in byline]
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " and " + said[-1] if said else ""
