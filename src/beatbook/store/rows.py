"""What a store answers: rows of lists and pages, and what work is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from beatbook.model import (
    Article,
    Boilerplate,
    CopyOf,
    Entry,
    Hit,
    Image,
    Kind,
    LessonKind,
    LessonState,
    Outcome,
    Regroup,
    Source,
    Tier,
    Told,
    Version,
    Witness,
)

if TYPE_CHECKING:
    from beatbook.filing.rule import Node


from beatbook.store.intents import DocumentRow


@dataclass(frozen=True, slots=True)
class HostState:
    """What is remembered of a host: its robots.txt (`robots_status` None means it could not be reached) and until when
    it asked to be left alone."""

    name: str
    robots: bytes | None = None
    robots_status: int | None = None
    robots_at: datetime | None = None
    hold_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An article as work sees it: what the feed said, where it stands, and its last document's validators."""

    key: str
    source: Source
    url: str | None
    first_seen: datetime
    entry: Entry | None
    outcome: Outcome
    version: int
    kind: Kind | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """What reading an article again needs: the item, the `digest` of its newest version, its `documents` with their
    numbers (the newest one, then the one that its newest version was read from), that version's document (None if it
    was not read from one), and whether the memory of its source still looks at articles of its age."""

    item: Item
    digest: str | None
    documents: tuple[tuple[int, DocumentRow], ...]
    made_from: int | None
    memorable: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which articles to read again; only those with a document can be. Empty means any. Days are in the desk's time
    zone, both ends included; `readers` are those that read the newest version."""

    sources: tuple[str, ...] = ()
    beats: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    readers: tuple[str, ...] = ()


READ_AGAIN = "read"
"""The stage of work whose keys are the ids of articles that are to be read again."""

DESK = "desk"
"""Who changed a lesson's state where nobody overruled the desk."""


@dataclass(frozen=True, slots=True)
class LessonChange:
    """A lesson passed from state `before` (None: it was new) to `after`; `who` is `DESK`, or who overruled it."""

    kind: LessonKind
    key: str
    at: datetime
    who: str
    before: LessonState | None
    after: LessonState
    version: int


@dataclass(frozen=True, slots=True)
class Regrouped:
    """A change of stories as it was written down. `undone_by` is the number of the change that took it back."""

    number: int
    at: datetime
    who: str
    regroup: Regroup
    undone_by: int | None = None


@dataclass(frozen=True, slots=True)
class Comparable:
    """An article that a new one may be a copy of: what `filing.copies` compares, and what it is to others itself."""

    article: Article
    copy: CopyOf
    story: str | None
    seen: int
    """Its place in the order of first sight."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An article that has some marks: its id, its place in the order of first sight, and how many marks it has in all."""

    key: str
    seen: int
    size: int


@dataclass(frozen=True, slots=True)
class Author:
    slug: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Joined:
    """An author that an editor has said to be another name of `into`."""

    author: Author
    into: Author


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as a line of a list: no body. `day` is its date in the desk's time zone."""

    key: str
    source: str
    source_name: str
    tier: Tier
    url: str | None
    headline: str
    deck: str | None
    byline: tuple[Author, ...]
    day: date
    dated: bool
    sorted_at: datetime
    first_seen: datetime
    language: str | None
    partial: bool
    published: str | None
    changed: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which articles a list wants. None means any; an `author` means the one that it has become. `month` is `YYYY-MM` in the desk's time zone; `rule` searches."""

    beat: str | None = None
    source: str | None = None
    author: str | None = None
    language: str | None = None
    month: str | None = None
    rule: Node | None = None
    limit: int = 10
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of a list, newest first (published, else first seen; of equals the later kept first), and how many there
    are in all."""

    items: tuple[Listed, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Member:
    """An article as a line of its story: whose words it has, what tied it to the story that it first came to, and when
    it came to this one. `pinned` is one that a person put there."""

    line: Listed
    copy: CopyOf
    tie: tuple[str, ...]
    joined: datetime
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story as a line of a list. `lead` is its first report by our first sight that is nobody's copy (if all are
    copies, the first of them), `others` are at most `OTHERS` further ones, one of each other source, reports of their
    own first, newest first. `pages` counts its articles in this list, `origins` the reports among them that are nobody's
    copy, `sources` who has any; `told` is where the words of all its articles come from, in this list or not. `sorted_at` is when it was last reported anew: each source counts with the first of its own reports on the last
    day that it has one, copies never (if all are copies, the lead does)."""

    key: str
    lead: Listed
    others: tuple[Member, ...]
    pages: int
    origins: int
    sources: int
    sorted_at: datetime
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class StoryListing:
    """Stories, the one last reported anew first, and how many there are in all."""

    items: tuple[StoryLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Story:
    """All there is of one story. `into` is the story that it was merged into (which may have been merged too), then it
    has no members. `line` is that of all that is filed, None if none of its members is. `members` are all, filed or not,
    the earliest first, at most those asked for; `copies` has all its copy decisions, `told` where the words of all of them
    come from. `earlier` are the stories that it names, `later` those that name it, as far as they are filed. `changes` are the merges, splits and
    moves that touched it, oldest first."""

    key: str
    opened: datetime
    into: str | None
    line: StoryLine | None
    members: tuple[Member, ...] = ()
    copies: tuple[CopyOf, ...] = ()
    told: tuple[Told, ...] = ()
    earlier: tuple[StoryLine, ...] = ()
    later: tuple[StoryLine, ...] = ()
    changes: tuple[Regrouped, ...] = ()


@dataclass(frozen=True, slots=True)
class Facets:
    """How many articles of a list there are by month (newest first), source, language and author (most first).

    Each is a list of (value, label, count).
    """

    months: tuple[tuple[str, str, int], ...] = ()
    sources: tuple[tuple[str, str, int], ...] = ()
    languages: tuple[tuple[str, str, int], ...] = ()
    authors: tuple[tuple[str, str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FiledUnder:
    slug: str
    title: str
    score: float
    why: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class VersionRow:
    n: int
    read_at: datetime
    reader: str
    version: Version
    boilerplate: tuple[Boilerplate, ...] = ()
    canonical: str | None = None
    image: Image | None = None
    witnesses: tuple[Witness, ...] = ()
    path: str | None = None
    fetched_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """All there is of one article: its line, outcome, filings and versions, oldest first."""

    line: Listed
    outcome: Outcome
    reason: str | None
    kind: str | None
    filed: tuple[FiledUnder, ...]
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """An item that did not simply end as an article: refused, to be tried again, or kept with a reason."""

    key: str
    url: str | None
    headline: str | None
    outcome: Outcome
    reason: str
    first_seen: datetime


@dataclass(frozen=True, slots=True)
class CoverageDay:
    day: date
    reached: int
    failed: int
    reason: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How the desk stands: items by outcome, refusals and retries by reason, rows by kind, work that is due."""

    outcomes: Mapping[Outcome, int]
    reasons: Mapping[tuple[Outcome, str], int]
    sources: int
    feeds: int
    beats: Mapping[str, int]
    documents: int
    versions: int
    waiting: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Spent:
    """What was asked of a model, and what it came to by the prices of then."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
