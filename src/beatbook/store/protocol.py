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
from datetime import date, datetime
from itertools import chain, count
from typing import Protocol

from beatbook.model import (
    Article,
    Beat,
    Feed,
    FeedKind,
    Memory,
    Source,
)
from beatbook.store.editions import BriefStore
from beatbook.store.figures import FigureStore
from beatbook.store.intents import Applied, Claim, Intent
from beatbook.store.pieces import PieceStore
from beatbook.store.rows import (
    Again,
    Author,
    Chosen,
    Comparable,
    Counts,
    CoverageDay,
    Detail,
    Ending,
    Facets,
    HostState,
    Item,
    Joined,
    LessonChange,
    Listed,
    Listing,
    Marked,
    Regrouped,
    Spent,
    Story,
    StoryListing,
    Wanted,
)
from beatbook.store.times import TimeStore


class Store(BriefStore, TimeStore, FigureStore, PieceStore, Protocol):
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
        """Up to `limit` pieces of work that are ready, the hosts in turn and each host's oldest first, at most `per_host` of one host
        counting those already claimed; they are `owner`'s for `lease` seconds. Stage `poll` has feed ids as keys, `page` and `read`
        (to be read again) article ids. So have `group` and `note`; they know no hosts, the article first seen comes first; nor does
        `brief`, whose keys are those of stories, the one touched last first, nor `settle`, with keys of announcements, the one due
        first first."""

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

    def named(self, names: Collection[str]) -> str | None:
        """The article that goes by one of these names at whichever source; of several, the one first seen."""

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

    # -- meanings
    def vectors(self, model: str, keys: Collection[str]) -> Mapping[str, bytes]:
        """Of these articles the vectors that this model made of their newest versions: 32-bit floats, little endian."""

    def put_vectors(self, model: str, made: Mapping[str, tuple[str, bytes]]) -> None:
        """Keep vectors that a model made of articles' versions, by their fingerprints, in place of its earlier ones of these
        articles. Articles that are gone are passed over."""

    def embedded(self) -> Mapping[str, int]:
        """How many articles have a vector of their newest version, by model."""

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

    def time_at(self, wanted: Wanted, place: int, *, folded: bool) -> datetime | None:
        """By which time the line at a place of a list is sorted, which no search narrows: of that of stories if `folded`, else of
        that of articles. Its `limit` and `offset` do not count. None beyond the end. Nothing but an index is read."""

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

    def watched_since(self) -> date | None:
        """The first day on which a feed was asked; None if none ever was."""

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
