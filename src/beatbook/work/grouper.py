"""Putting articles into stories, and saying whose words they have, the one first seen first.

The path of a batch: claimed (stage `group`) → loaded → one after another compared with the archive and with those of the
batch before it (`Known`) → decided by `Copies` and `Stories` → kept in one transaction with the end of the claims. One
process of a desk does this at a time (see `locks`), for what one article decides the next must know.
"""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import structlog

from beatbook.errors import StoreError
from beatbook.filing.meaning import Vector
from beatbook.model import COMMON, Article, CopyOf, Grouping, Regroup, Signature
from beatbook.store.intents import GROUP, UNCOMPARED, Claim, Group
from beatbook.store.protocol import Store
from beatbook.store.rows import Comparable, Marked
from beatbook.work.embedder import Embedder
from beatbook.work.locks import Lock
from beatbook.work.turns import Turn

log = structlog.get_logger("beatbook.group")

LEASE = 1800.0
"""Seconds that a claim holds; whoever takes the lock frees what a killed process left."""

BATCH = 500
"""Articles in one transaction: marks lie scattered over the archive, and a large batch writes each page once."""

STORIES = 10_000
"""Stories that new articles are compared with: those touched last."""

MEMBERS = 200
"""Articles that a story's profile is made anew from, those first seen."""

QUEUED = "regroup"
"""The fact that says which articles were last asked for, until all are grouped: asked for again, they are taken up."""


# ---- what decides -----------------------------------------------------------------------------------------------------------


class Lookup(Protocol):
    """What there is to compare an article with; see `store.protocol.Store` for what the methods promise."""

    def same_words(self, algorithm: str, exact: str) -> str | None: ...

    def sharing(
        self, algorithm: str, marks: Collection[int], least: float, most: int
    ) -> tuple[Sequence[tuple[str, int]], frozenset[int]]:
        """Articles that share marks with a text, and how many: at least that share of the marks of whichever has fewer;
        most first, of equals the one first seen first, at most `most`. And which of the marks are commonplaces."""

    def comparable(self, keys: Collection[str]) -> Mapping[str, Comparable]: ...

    def is_settled(self, story: str) -> bool:
        """Whether a person had a hand in a story: what is in it stays there."""

    def vectors(self, keys: Collection[str]) -> Mapping[str, Vector]:
        """What these articles mean, of those of which it is known."""

    @property
    def anew(self) -> bool:
        """Whether all that was decided before is decided anew."""


class Copies(Protocol):
    """Says whose words an article has."""

    def decide(self, article: Article) -> tuple[CopyOf, Signature, Sequence[CopyOf]]:
        """The decision, what its words are recognised by, and earlier articles that have another origin by its coming."""


class Stories(Protocol):
    """Says which story an article belongs to. Holds the profiles of those that it compares with."""

    def load(self, profiles: Iterable[tuple[str, bytes]]) -> None:
        """Know these stories, the one touched last last; what is known of one of them is replaced."""

    def decide(
        self, article: Article, copy: CopyOf
    ) -> tuple[Grouping, Sequence[Regroup], Mapping[str, bytes]]:
        """The decision, other stories that pass into one another by it, and the profiles of all the stories that are
        touched: the article's own, and those that the regroups leave."""

    def profile(self, story: str, members: Sequence[Article]) -> bytes:
        """A story's profile, made anew from its members; from now on it is known."""


Deciders = Callable[[Lookup], tuple[Copies, Stories]]


class Known:
    """What the archive knows, and over it what was decided in this batch and is not kept yet."""

    def __init__(self, store: Store, embedder: Embedder | None = None) -> None:
        self._store, self._embedder = store, embedder
        self.settled: set[str] = set()
        self.anew = False
        self.clear()

    def is_settled(self, story: str) -> bool:
        return story in self.settled

    def clear(self) -> None:
        self.embedded: Mapping[str, Vector] = {}
        self.asked: Collection[str] = ()
        self._articles: dict[str, Article] = {}
        self._copies: dict[str, CopyOf] = {}
        self._places: dict[str, str] = {}
        self._seen: dict[str, int] = {}
        self._exact: dict[tuple[str, str], str] = {}
        self._marks: dict[tuple[str, int], list[Marked]] = defaultdict(list)
        self._regroups: list[Regroup] = []

    def add(self, article: Article, seen: int, decided: Group) -> None:
        """Know what was decided of an article from now on."""
        self._articles[decided.key], self._seen[decided.key] = article, seen
        self._places[decided.key] = decided.grouping.story
        for copy in (decided.copy, *decided.repointed):
            self._copies[copy.article] = copy
        signature = decided.signature
        if signature.exact is not None:
            self._exact.setdefault((signature.algorithm, signature.exact), decided.key)
        marks = dict.fromkeys(signature.marks)
        for mark in marks:
            self._marks[signature.algorithm, mark].append(Marked(decided.key, seen, len(marks)))
        self._regroups += decided.regroups

    def same_words(self, algorithm: str, exact: str) -> str | None:
        return self._store.same_words(algorithm, exact) or self._exact.get((algorithm, exact))

    def sharing(
        self, algorithm: str, marks: Collection[int], least: float, most: int
    ) -> tuple[Sequence[tuple[str, int]], frozenset[int]]:
        kept, often = self._store.marked(algorithm, marks)
        common = set(often)
        shared: Counter[Marked] = Counter()
        for mark in marks:
            having = [*kept.get(mark, ()), *self._marks.get((algorithm, mark), ())]
            if len(having) >= COMMON:
                common.add(mark)
            elif mark not in often:
                shared.update(having)
        enough = [(one, n) for one, n in shared.items() if n >= least * min(one.size, len(marks))]
        enough.sort(key=lambda pair: (-pair[1], pair[0].seen))
        return [(one.key, n) for one, n in enough[:most]], frozenset(common)

    def comparable(self, keys: Collection[str]) -> Mapping[str, Comparable]:
        kept = self._store.comparable([k for k in keys if k not in self._articles])
        found = {
            k: Comparable(self._articles[k], self._copies[k], self._places[k], self._seen[k])
            for k in keys
            if k in self._articles
        }
        for key, one in kept.items():
            found[key] = replace(one, copy=self._copies.get(key, one.copy))
        return {key: replace(one, story=self._story(key, one.story)) for key, one in found.items()}

    def vectors(self, keys: Collection[str]) -> Mapping[str, Vector]:
        if self._embedder is None:
            return {}
        found = {key: self.embedded[key] for key in keys if key in self.embedded}
        rest = [key for key in keys if key not in self.asked]
        return found | self._embedder.kept(rest) if rest else found

    def _story(self, key: str, story: str | None) -> str | None:
        """Where the regroups of this batch have put an article of that story."""
        for regroup in self._regroups:
            if regroup.story == story and (not regroup.articles or key in regroup.articles):
                story = regroup.into
        return story


# ---- the runner ---------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Grouped:
    """What a run did so far: articles decided, how many of them are copies, how many opened a story, how many had to be
    given up for now, how many were grouped without the vector that they should have, and how many are left."""

    done: int = 0
    copies: int = 0
    opened: int = 0
    failed: int = 0
    unembedded: int = 0
    left: int = 0


class Grouper:
    def __init__(
        self,
        store: Store,
        deciders: Deciders,
        lock: Lock,
        now: Callable[[], datetime],
        embedder: Embedder | None = None,
    ) -> None:
        self._store, self._now, self._embedder = store, now, embedder
        self.turn = Turn(store, GROUP, lock)
        self._deciders = deciders
        self._known = Known(store, embedder)
        self._copies: Copies | None = None
        self._stories: Stories | None = None
        self._as_of: tuple[int, int, str | None] = (0, -1, None)
        self.tally = Grouped()

    async def run(
        self, stop: asyncio.Event, progress: Callable[[Grouped], None] = lambda done: None
    ) -> Grouped:
        """Group until nothing is left, or until `stop` is set; then what is decided is kept. Only for whose turn
        it is. Raises StoreError if results cannot be kept."""
        while not stop.is_set():
            if not await asyncio.to_thread(self.batch, stop.is_set):
                break
            progress(self.tally)
        self.tally.left = self._store.waiting(GROUP)
        if not self.tally.left and self._store.fact(QUEUED):
            self._store.set_fact(QUEUED, "")
        return self.tally

    def batch(self, stopped: Callable[[], bool] = lambda: False) -> int:
        """Claim, decide and keep one batch; how many articles were claimed."""
        now = self._now()
        claims = self._store.claim(GROUP, self.turn.owner, BATCH, now, LEASE, per_host=BATCH)
        if not claims:
            return 0
        copies, stories = self._ready()
        articles = self._store.newest([c.key for c in claims])
        if self._embedder is not None:
            self._known.embedded = self._embedder.of(
                {key: (article.version, digest) for key, (article, digest, _) in articles.items()}, stopped
            )
            self._known.asked = articles.keys()
        decided: list[Group] = []
        for claim in claims:
            if stopped():
                break
            if claim.key in articles:  # else it was withdrawn meanwhile, and its work with it
                article, digest, seen = articles[claim.key]
                group = self._decide(claim, article, digest, copies, stories, now)
                self._known.add(article, seen, group)
                if self._embedder is not None:
                    self.tally.unembedded += claim.key not in self._known.embedded
                decided.append(group)
        self._keep(decided)
        self._known.clear()
        if stopped():
            self._store.free(GROUP)
        self.tally.left = self._store.waiting(GROUP)
        return len(claims)

    def _ready(self) -> tuple[Copies, Stories]:
        """What decides, as the archive is now: another process may have grouped since, an editor may have moved
        something, or all is put up again."""
        as_of = self.turn.taken, self._store.decisions(), self._store.fact(QUEUED) or None
        if self._copies is None or self._stories is None or as_of != self._as_of:
            self._known.settled, self._known.anew = self._store.settled(), as_of[2] is not None
            self._copies, self._stories = self._deciders(self._known)
            self._stories.load((k, p) for k, p in self._store.profiles(STORIES) if p != UNCOMPARED)
            self._as_of = as_of
        while outdated := self._store.unprofiled(100):
            self._store.put_profiles({k: (n, self._profile(k, self._stories)) for k, n in outdated.items()})
        return self._copies, self._stories

    def _profile(self, key: str, stories: Stories) -> bytes:
        """A story's profile made anew: an editor moved articles, or one was withdrawn."""
        members = self._store.members(key, MEMBERS)
        try:
            return stories.profile(key, members)
        except Exception:
            log.exception("no profile", story=key)
            return UNCOMPARED

    def _decide(
        self, claim: Claim, article: Article, digest: str, copies: Copies, stories: Stories, now: datetime
    ) -> Group:
        """The stage boundary: an article that our own code fails on is nobody's copy and opens a story, which says why."""
        try:
            copy, signature, repointed = copies.decide(article)
            grouping, regroups, profiles = stories.decide(article, copy)
            profile = profiles[grouping.story]
        except StoreError:
            raise
        except Exception as error:
            log.exception("failed", article=claim.key)
            self.tally.failed += 1
            copy, signature, repointed = CopyOf(claim.key), Signature("", None), ()
            grouping = Grouping(claim.key, claim.key, (f"could not be compared: {type(error).__name__}",))
            regroups, profile, profiles = (), UNCOMPARED, {}
        others = {k: p for k, p in profiles.items() if k != grouping.story}
        return Group(
            claim.key,
            now,
            digest,
            copy,
            signature,
            grouping,
            profile,
            claim,
            tuple(repointed),
            tuple(regroups),
            others,
        )

    def _keep(self, decided: Sequence[Group]) -> None:
        """One transaction for all; if that fails, one for each, so that a bad one takes no good one with it."""
        if not decided:
            return
        try:
            late = self._store.apply(decided).late
        except StoreError:
            raise
        except Exception:
            log.exception("not kept together", articles=len(decided))
            late = sum(self._keep_one(group) for group in decided)
        if late:  # what decides knows articles that were not kept
            self._stories = None
        self.tally.done += len(decided) - late
        self.tally.copies += sum(g.copy.origin is not None for g in decided)
        self.tally.opened += sum(g.grouping.story == g.key for g in decided)

    def _keep_one(self, group: Group) -> int:
        try:
            return self._store.apply([group]).late
        except StoreError:
            raise
        except Exception:  # the claim is freed when the run ends
            log.exception("not kept", article=group.key)
            self.tally.failed += 1
            return 1
