"""What an archive must be able to do, whatever engine is under it. This file is the specification; the contract suite
in tests/contract runs on every engine.

Threads: a store may be used from any thread; writes queue behind one another, readers never wait for a writer.
Transactions: each method that writes is one transaction: when it returns, all of it is on disk; when it raises, none.
Times are aware; what comes back is in UTC. Leases: `claim` hands a piece of work to one owner until its lease ends;
a claim carries the attempt number it was given, and a result that comes with an older one is refused (`apply` counts
it as `late`) because the work belongs to somebody else by then. Every write can run twice and changes nothing the
second time.

Errors: `StoreError` and its kin (`NewerDesk`, `Busy`). Looking up what does not exist gives None, not an error.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, count
from typing import TYPE_CHECKING, Protocol

from beatbook.model import (
    Article,
    Beat,
    Boilerplate,
    CopyOf,
    Entry,
    Feed,
    FeedKind,
    FeedState,
    Filing,
    Grouping,
    Hit,
    Image,
    Kind,
    Lesson,
    LessonKind,
    LessonState,
    Memory,
    Observed,
    Outcome,
    Regroup,
    Signature,
    Source,
    Tier,
    Told,
    Version,
    Witness,
)
from beatbook.store.editions import BriefStore, CloseReport, Publish, ReportError, Strike

if TYPE_CHECKING:
    from beatbook.filing.rule import Node

# ---- what is written -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """Raw bytes that were kept: where they lie (`file` under the desk's `documents/`, `offset` and `length` in bytes of
    the compressed record) and their sha-256 `digest`."""

    url: str
    fetched_at: datetime
    status: int
    content_type: str
    digest: str
    size: int
    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class FetchRow:
    """One request and what came of it. `status` is None if no answer came, `reason` None if all went well."""

    url: str
    at: datetime
    status: int | None
    reason: str | None
    size: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Claim:
    """A piece of work that is ours until the lease ends."""

    stage: str
    key: str
    host: str
    attempt: int
    owner: str


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry of a feed and the article it stands for: `key` is the id that the article gets if this is its first
    sight, `names` what it goes by within its source (guid, address), `host` where its page is fetched from (empty if
    it has none), `day` and `sorted_at` its place in lists until it is read."""

    entry: Entry
    key: str
    names: tuple[str, ...]
    host: str
    day: date
    sorted_at: datetime


@dataclass(frozen=True, slots=True)
class Poll:
    """What came of polling a feed. `seen` comes newest first.

    `children` are sitemaps that this one points to: feeds of the source from now on, `MOST_CHILDREN` at the most.
    `state` replaces the feed's state; `url` replaces the feed's address where it has moved for good. An entry that is
    new, or says something else than before, makes a piece of work of stage `page`.
    """

    claim: Claim
    feed: int
    state: FeedState
    fetch: FetchRow
    document: DocumentRow | None = None
    seen: tuple[Seen, ...] = ()
    title: str | None = None
    url: str | None = None
    children: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Keep:
    """An article's outcome and, unless `version` is None, what it says and where it belongs.

    `key` is the article's id; `names` is what it goes by within its source (guid, address). `day` is its date in the desk's time zone, `sorted_at` its place in
    lists: the time it was published, else first seen. A `claim` is finished with it; with outcome RETRY the work comes
    back at `again_at`.

    `canonical`, `image`, `witnesses` and `path` are what else a page gave. They are kept with the version but make none:
    where what is shown is as before, they replace those of the newest version, and so does `reader`. `document` is what
    was read just now; `document_id` names one that was kept before and is read again, at `read_at`.

    `withdrawn` says that what was read from the same bytes before was no article: it leaves every list, its versions
    stay. `observed` goes into the source's memory, where the `WINDOW` articles first seen last are remembered, and
    `lessons` are what it taught. A lesson that an editor has undone stays so, and of two writers' states of a lesson
    that of the higher version stands. `again` are articles of the same source to be read again; so is this one, if a
    lesson of its source was overruled after `decisions`, when its page was read by the memory of then.
    """

    key: str
    source: str
    first_seen: datetime
    outcome: Outcome
    day: date
    sorted_at: datetime
    url: str | None = None
    names: tuple[str, ...] = ()
    reason: str | None = None
    kind: Kind | None = None
    version: Version | None = None
    boilerplate: tuple[Boilerplate, ...] = ()
    filings: tuple[Filing, ...] = ()
    reader: str = ""
    document: DocumentRow | None = None
    fetch: FetchRow | None = None
    claim: Claim | None = None
    again_at: datetime | None = None
    canonical: str | None = None
    image: Image | None = None
    witnesses: tuple[Witness, ...] = ()
    path: str | None = None
    document_id: int | None = None
    read_at: datetime | None = None
    withdrawn: bool = False
    observed: Observed | None = None
    lessons: tuple[Lesson, ...] = ()
    again: tuple[str, ...] = ()
    decisions: int | None = None


@dataclass(frozen=True, slots=True)
class Refile:
    """Where an article belongs after the rules of `beats` changed; filings under other beats stay as they are. `digest`
    is the fingerprint of the version that was looked at: if the article has another by now, it was filed with that."""

    key: str
    digest: str
    beats: tuple[str, ...]
    filings: tuple[Filing, ...]


@dataclass(frozen=True, slots=True)
class Overrule:
    """What a person says of a lesson: `state` is UNDONE or ACTIVE. It is written down as a decision, and every article
    that the lesson may bear on is put back to be read again: for one that is undone those of the source that have
    something set apart or were refused, for a template and for one that is recalled all of the source."""

    source: str
    kind: LessonKind
    lesson: str
    state: LessonState
    who: str
    at: datetime

    @property
    def key(self) -> str:
        return f"{self.source}/{self.kind}/{self.lesson}"


MOST_LESSONS = 400
"""Repeated paragraphs in use of a source that are kept, the one that changed longest ago gone first:
`read.memory.MOST_LESSONS`."""

WINDOW = 64
"""Recent articles of a source that are remembered: `read.memory.WINDOW`, which this room does not import; a test
compares them."""

MOST_CHILDREN = 200
"""Sitemaps of one source: an index that points to indexes without end grows no desk."""

GROUP = "group"
"""The stage of work whose keys are the ids of articles that are to be compared with the others and put into a story, in
the order of their first sight."""


@dataclass(frozen=True, slots=True)
class Group:
    """An article's place among the others: whose words it has, and which story it belongs to.

    `digest` is the fingerprint of the version that was looked at; if the article has another by now, it comes up again
    and this counts as late. `signature` is kept for later ones to be compared with; what is not to be found by it has an empty one.
    `repointed` are earlier articles whose origin this one turned out to be (or another, by its coming); one that is
    nobody's copy any more comes up again, for its signature. The copies of an article that turns out to be a copy are
    its origin's from then on. `profile` is what `filing.stories` keeps of the story after this article; of several in a
    batch the last stands. A story that was merged is its successor.

    `regroups` are merges and splits that this article brought about, carried out after it has its place, with the
    `profiles` of the stories they touched. A story that articles are parted into, or that an article opens which goes by
    its id, is there again if it was merged away. An article that an editor has put into a story stays there (and is there
    again if it was withdrawn in between), and a story that holds one, or that an editor has parted, is not merged
    into another: that regroup is passed over, and the stories' profiles are made anew. Nor does the last article of
    one that was parted leave it.
    """

    key: str
    at: datetime
    digest: str
    copy: CopyOf
    signature: Signature
    grouping: Grouping
    profile: bytes
    claim: Claim | None = None
    repointed: tuple[CopyOf, ...] = ()
    regroups: tuple[Regroup, ...] = ()
    profiles: Mapping[str, bytes] = field(default_factory=dict)


UNCOMPARED = b""
"""The profile of a story that new articles are not compared with: it could not be made out, or all its articles wait to be
grouped again."""


@dataclass(frozen=True, slots=True)
class Move:
    """What a person says of where articles belong: `regroup` is carried out, its articles stay where they are put,
    and it is written down. A story that was merged into the one its articles pass from is there again.

    `undoes` is the number of a change that this takes back; of `regroup` only `why` counts then. Articles that are still
    where the change put them go back, and are pinned as they were before; if it was the desk's, they are pinned there. A
    change that was taken back already is left alone. Raises InputError, naming it, if there is no such story or change,
    an article is in none of the two stories, or nothing is left to take back."""

    regroup: Regroup
    who: str
    at: datetime
    undoes: int | None = None

    @property
    def key(self) -> str:
        return self.regroup.story


@dataclass(frozen=True, slots=True)
class SameAuthor:
    """What a person says of a name: that it is another name of the author `into`; with `into` None, that this is taken
    back. Both are slugs. It is written down as a decision. What is signed with the name, now and later, is signed by
    the other from then on, until it is taken back; a name that is joined leads to where the other leads. Raises
    InputError if there is no such author, the two are one already the other way round, the name is joined to
    another, or there is nothing to take back. Saying it twice changes nothing."""

    author: str
    into: str | None
    who: str
    at: datetime

    @property
    def key(self) -> str:
        return self.author


OTHERS = 5
"""Further reports that a story's line has."""

EARLIER = 10
"""Stories on the same matter that are kept of a story, and shown of those that came after it."""

Intent = (
    Poll | Keep | Refile | Overrule | Group | Move | SameAuthor | Publish | Strike | ReportError | CloseReport
)


@dataclass(frozen=True, slots=True)
class Applied:
    """What `apply` changed: articles first seen, articles with a new version, claims that came too late."""

    new: int = 0
    changed: int = 0
    late: int = 0

    def __add__(self, other: Applied) -> Applied:
        return Applied(self.new + other.new, self.changed + other.changed, self.late + other.late)


# ---- what is read ------------------------------------------------------------------------------------------------------


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


class Store(BriefStore, Protocol):
    """The archive of one desk."""

    def close(self) -> None:
        """Give up files and connections. Closing twice is fine."""

    def facts(self) -> Mapping[str, str]:
        """What `doctor` shows of the engine: its name and version, the journal mode, the schema's revision."""

    # -- the desk's own facts
    def fact(self, key: str) -> str | None:
        """A named fact of the desk (`id`, `created`)."""

    def set_fact(self, key: str, value: str) -> None: ...

    # -- sources, feeds, beats
    def put_source(self, source: Source, at: datetime) -> None:
        """Add the source, or change the one with its slug."""

    def sources(self) -> Sequence[Source]:
        """All sources, by slug."""

    def put_feed(
        self,
        source: str,
        url: str,
        kind: FeedKind,
        at: datetime,
        *,
        title: str | None = None,
        interval: float = 3600.0,
    ) -> Feed:
        """Add a feed to a source, due at once, or return the one it already has at that address."""

    def feeds(self, source: str | None = None) -> Sequence[Feed]:
        """All feeds, or a source's, by id."""

    def put_beat(self, beat: Beat) -> bool:
        """Add or change a beat; True if its articles must be filed anew because the rule is new."""

    def drop_beat(self, slug: str) -> None:
        """Forget a beat and its filings; its articles stay, and are filed again if it comes back."""

    def beats(self) -> Sequence[Beat]:
        """All beats, by title; `watches` is empty, for it lives in the beat's file."""

    def beats_to_file(self) -> Sequence[str]:
        """Slugs of beats whose rule is newer than their filings."""

    def beats_filed(self, beats: Mapping[str, str]) -> None:
        """Every article was filed under these beats (slug → rule) as their rules were."""

    # -- hosts
    def host(self, name: str) -> HostState | None: ...

    def put_host(self, state: HostState) -> None: ...

    # -- work
    def claim(
        self, stage: str, owner: str, limit: int, now: datetime, lease: float, *, per_host: int = 20
    ) -> Sequence[Claim]:
        """Up to `limit` pieces of work that are ready, the hosts in turn and each host's oldest first, at most `per_host` of one host counting those
        already claimed; they are `owner`'s for `lease` seconds. Stage `poll` has feed ids as keys, `page` and `read`
        (to be read again) article ids. So has `group`; it knows no hosts, the article first seen comes first; nor does
        `brief`, whose keys are those of stories, the one touched last first."""

    def free(self, stage: str, *, but: str = "") -> int:
        """Give back what owners other than `but` hold; for when they are known to be gone. Returns how many."""

    def clamp(self, latest: datetime) -> None:
        """Bring due times beyond `latest` back to it: a clock that jumped ahead must not strand work for years."""

    def next_ready(self, stage: str) -> datetime | None:
        """When the next unclaimed piece of work is due."""

    def poll_now(self, now: datetime, source: str | None = None) -> int:
        """Make every feed due that is neither disabled nor held back by its server; returns how many are due."""

    # -- results
    def apply(self, intents: Sequence[Intent]) -> Applied:
        """Carry out all of the intents, in order, in one transaction."""

    def item(self, key: str) -> Item | None: ...

    def owners(self, keys: Collection[str]) -> Mapping[str, str]:
        """Of these article ids, those that are taken, each with the slug of its article's source."""

    def known(self, source: str, names: Collection[str]) -> set[str]:
        """Of these names, those that the source's articles already go by."""

    # -- what sources taught
    def memory(self, source: str) -> Memory:
        """What is known of the source: its lessons by kind and key, and its recent articles, the one first seen first
        first. Empty for a source that taught nothing yet, or that there is none of."""

    def lesson_changes(self, source: str) -> Sequence[LessonChange]:
        """Every change of state of the source's lessons, oldest first."""

    def decisions(self) -> int:
        """A number that grows with every decision: what was read from here before may have been overruled since."""

    # -- authors
    def author(self, slug: str) -> Author | None:
        """The author that goes by this slug, or the one that it has become."""

    def joined(self) -> Sequence[Joined]:
        """The authors that are joined to others, by slug, each with the one that it was joined to."""

    # -- copies and stories
    def same_words(self, algorithm: str, exact: str) -> str | None:
        """The article first seen first that was kept with these very words. What waits to be grouped (again) is not
        found."""

    def marked(
        self, algorithm: str, marks: Collection[int]
    ) -> tuple[Mapping[int, Sequence[Marked]], frozenset[int]]:
        """The articles that have each of these marks, and which of the marks are commonplaces, for `COMMON` articles have
        them or had at one time; of these there are no articles. What waits to be grouped (again) is not found."""

    def comparable(self, keys: Collection[str]) -> Mapping[str, Comparable]:
        """What is to be compared of these articles, by id; those that are gone are missing."""

    def profiles(self, most: int) -> Sequence[tuple[str, bytes]]:
        """The profiles of the stories that were touched last, at most `most`, the one touched first first."""

    def unprofiled(self, most: int) -> Mapping[str, int]:
        """Stories whose profile must be made anew from their members, because articles came to them or left them
        otherwise than by a `Group` that knew of it; each with a number that changes when this happens again."""

    def put_profiles(self, made: Mapping[str, tuple[int, bytes]]) -> None:
        """Keep profiles that were made anew, with the numbers of `unprofiled`; not where the number has changed since."""

    def members(self, story: str, most: int) -> Sequence[Article]:
        """The articles of a story, the one first seen first, at most `most`; without those that wait to be grouped
        again."""

    def settled(self) -> set[str]:
        """The stories that a person had a hand in, and has not taken back: they put something there, or parted it."""

    def group_again(self, beats: Collection[str], fact: str, value: str) -> int:
        """Put all articles, or those filed under any of these beats, back to be grouped and set the fact; what waits
        already stays. They are in their stories until they are decided on, but no longer in the stories' profiles.
        Returns how many were put."""

    def newest(self, keys: Collection[str]) -> Mapping[str, tuple[Article, str, int]]:
        """These articles with their newest versions, those versions' fingerprints, and the articles' places in the order
        of first sight; what is no article (any more) is missing."""

    def regrouped(self, number: int) -> Regrouped | None:
        """A change of stories by its number."""

    def regroups(self, most: int) -> Sequence[Regrouped]:
        """The last changes of stories, at most `most`, the oldest of them first."""

    # -- reading again
    def to_read(self, key: str) -> Again | None:
        """What reading the article again needs; None if there is no such article."""

    def chosen(self, chosen: Chosen) -> int:
        """How many articles these are."""

    def read_again(self, chosen: Chosen, fact: str, value: str) -> int:
        """Put these articles back to be read (stage `read`), the one published first first, and set the fact; what
        waits already keeps its place. Returns how many were put."""

    def waiting(self, stage: str) -> int:
        """How many pieces of work there are, claimed or not."""

    # -- reading
    def listing(self, wanted: Wanted) -> Listing: ...

    def lines(self, keys: Sequence[str]) -> Sequence[Listed]:
        """These articles as lines of a list, in this order; those that are gone, or never had a version, are missing."""

    def headlines(self, beat: str, limit: int) -> Sequence[tuple[str, str, str, date]]:
        """Of the newest articles of the beat, at most `limit`, newest first: id, source, headline and day. Those without
        a headline are passed over."""

    def facets(self, wanted: Wanted) -> Facets:
        """Counts for the list's beat, or for all that is filed; narrower filters are not applied."""

    def front(self, limit: int) -> Sequence[tuple[Beat, Listing]]:
        """The newest lines of each beat, beats with the newest line first."""

    def stories(self, wanted: Wanted) -> StoryListing:
        """The stories of a beat, or of all that is filed; with `month`, those last reported anew in it. Only articles
        filed there make the line. Narrower wishes are not met here: such lists are of single articles."""

    def story(self, key: str, *, limit: int = 500, offset: int = 0) -> Story | None:
        """A story with its members, by its key, also if it was merged into another."""

    def article(self, key: str) -> Detail | None: ...

    def articles(self, after: str | None = None) -> Iterator[Article]:
        """Every article that has a version and was not withdrawn, in the order they were first kept, after the one with
        id `after`."""

    def endings(self, source: str, limit: int) -> Sequence[Ending]:
        """The source's items whose outcome has a reason, the one first seen last first."""

    def coverage(self, source: str, since: date) -> Sequence[CoverageDay]:
        """Polls of the source's feeds day by day, oldest first; a day that is missing was not tried."""

    def counts(self) -> Counts: ...

    def answer(self, key: str) -> str | None:
        """What a model answered to what the digest `key` stands for."""

    def keep_answer(self, key: str, model: str, at: datetime, text: str) -> None:
        """Keep an answer; a later one to the same takes its place."""

    def spent(self, day: date) -> Mapping[str, Spent]:
        """What was spent on a day of the desk, by model; empty for nothing."""

    def spend(self, day: date, model: str, more: Spent) -> None:
        """Add to what was spent. This is the one write that must not run twice: it counts twice."""

    def decide(self, at: datetime, who: str, what: str, subject: str, detail: Mapping[str, object]) -> None:
        """Write an audit row: what somebody did to the desk."""


def free_key(store: Store, story: str, articles: Sequence[str]) -> str:
    """What a story that these articles of `story` make is to go by: the one that opens it; where a story of that name has
    members already, or was merged into yet another, one of the others, else the first with a number."""
    names = chain(articles, (f"{articles[0]}-{n}" for n in count(2)))
    return next(name for name in names if _is_free(store, name, story))


def _is_free(store: Store, name: str, story: str) -> bool:
    found = store.story(name, limit=1)
    while found is not None and found.into and found.into != story:
        found = store.story(found.into, limit=1)
    return found is None or (not found.members and found.into in (None, story))
