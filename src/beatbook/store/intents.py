"""What a store is asked to carry out: intents, each told by what decides, and what they are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from beatbook.model import (
    Boilerplate,
    CopyOf,
    Entry,
    FeedState,
    Filing,
    Grouping,
    Image,
    Kind,
    Lesson,
    LessonKind,
    LessonState,
    Observed,
    Outcome,
    Regroup,
    Signature,
    Version,
    Witness,
)
from beatbook.store.editions import CloseReport, Publish, ReportError, Strike
from beatbook.store.figures import Observe, StrikeObservation
from beatbook.store.pieces import (
    Append,
    DropDraft,
    DropReader,
    PinStory,
    PublishDraft,
    PutReader,
    PutToken,
    RevokeTokens,
    SaveDraft,
    Withdraw,
)
from beatbook.store.times import Choose, Correct, Note, SameAnnouncement, Settle


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

    `key` is the article's id; `names` is what it goes by within its source (guid, address). `day` is its date in the desk's time
    zone, `sorted_at` its place in lists: the time it was published, else first seen. A `claim` is finished with it; with outcome
    RETRY the work comes back at `again_at`.

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
    Poll
    | Keep
    | Refile
    | Overrule
    | Group
    | Move
    | SameAuthor
    | Publish
    | Strike
    | ReportError
    | CloseReport
    | Note
    | Settle
    | Correct
    | SameAnnouncement
    | Choose
    | Observe
    | StrikeObservation
    | SaveDraft
    | DropDraft
    | PublishDraft
    | Withdraw
    | Append
    | PinStory
    | PutReader
    | DropReader
    | PutToken
    | RevokeTokens
)


@dataclass(frozen=True, slots=True)
class Applied:
    """What `apply` changed: articles first seen, articles with a new version, claims that came too late."""

    new: int = 0
    changed: int = 0
    late: int = 0

    def __add__(self, other: Applied) -> Applied:
        return Applied(self.new + other.new, self.changed + other.changed, self.late + other.late)
