"""Writing the briefs of stories that are filed, the one touched last first.

The path of one: claimed (stage `brief`) → what it may draw on is loaded: the story's origins, and articles of earlier
stories on the same people or matter → written → kept with the end of the claim. If the story changes meanwhile, the result
comes late and it is written once more. One process of a desk does this at a time (see `turns`).
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

import structlog

from beatbook.errors import StoreError
from beatbook.filing.terms import Reader
from beatbook.model import Article, Brief, BriefOutcome, Version
from beatbook.store.editions import BRIEF, Draft, Publish
from beatbook.store.intents import Claim
from beatbook.store.protocol import Store
from beatbook.work.locks import Lock
from beatbook.work.turns import Turn
from beatbook.writing import earlier
from beatbook.writing.candidates import Ears
from beatbook.writing.material import ORIGINS, Material, Member, spread

log = structlog.get_logger("beatbook.brief")

LEASE = 1800.0
"""Seconds that a claim holds; whoever takes the turn frees what a killed process left."""

BATCH = 20
"""Briefs in one transaction."""

ASKED = 8
"""The rarest of the names that lead a story, by which earlier ones are looked for."""
FOUND = 12
"""Articles that are looked at for having two of them."""
BEGINNING = 1_500
"""Characters at the beginning of an earlier article that say what it is about."""


class Writes(Protocol):
    """What writes briefs: `writing.brief.Writer`, or a model that passes the same gate."""

    def write(self, material: Material) -> Brief: ...

    @property
    def ears(self) -> Ears:
        """What it reads articles with."""


@dataclass(slots=True)
class Written:
    """What a run did so far: stories looked at (one that changed meanwhile is looked at again), what came of them, how many
    our own code failed on, how many are left."""

    done: int = 0
    briefs: int = 0
    ledes: int = 0
    failed: int = 0
    left: int = 0


class Briefer:
    """`writer` is called for when the first brief is to be written: it reads its word lists then."""

    def __init__(
        self, store: Store, writer: Callable[[], Writes], lock: Lock, now: Callable[[], datetime]
    ) -> None:
        self._store, self._make, self._now = store, writer, now
        self.turn = Turn(store, BRIEF, lock)
        self._writer: Writes | None = None
        self.tally = Written()

    async def run(
        self, stop: asyncio.Event, progress: Callable[[Written], None] = lambda done: None
    ) -> Written:
        """Write until nothing is left, or until `stop` is set; then what is written is kept. Only for whose turn it is.
        Raises StoreError if it cannot be kept."""
        while not stop.is_set():
            if not await asyncio.to_thread(self.batch, stop.is_set):
                break
            progress(self.tally)
        self.tally.left = self._store.waiting(BRIEF)
        return self.tally

    def batch(self, stopped: Callable[[], bool] = lambda: False) -> int:
        """Claim, write and keep one batch; how many stories were claimed."""
        claims = self._store.claim(BRIEF, self.turn.owner, BATCH, self._now(), LEASE, per_host=BATCH)
        if not claims:
            return 0
        if self._writer is None:
            self._writer = self._make()
        written: list[Publish] = []
        for claim in claims:
            if stopped():
                break
            written.append(Publish(self._write(self._writer, claim), self._now(), claim))
        self._keep(written)
        self._count(written)
        if stopped():
            self._store.free(BRIEF)
        self.tally.left = self._store.waiting(BRIEF)
        return len(claims)

    def _keep(self, written: Sequence[Publish]) -> None:
        """One transaction for all; if that fails, one for each, so that a bad one takes no good one with it. A story whose
        brief cannot be kept has none, which says why."""
        try:
            self._store.apply(written)
        except StoreError:
            raise
        except Exception as error:
            if len(written) > 1:
                log.exception("not kept together", stories=len(written))
                for one in written:
                    self._keep([one])
            elif written:
                log.exception("not kept", story=written[0].key)
                self.tally.failed += 1
                none = Brief(written[0].key, BriefOutcome.NONE, f"{NOT_KEPT}: {type(error).__name__}")
                self._store.apply([replace(written[0], brief=none)])

    def _count(self, written: Sequence[Publish]) -> None:
        self.tally.done += len(written)
        self.tally.briefs += sum(p.brief.outcome is BriefOutcome.BRIEF for p in written)
        self.tally.ledes += sum(p.brief.outcome is BriefOutcome.LEDE for p in written)

    def _write(self, writer: Writes, claim: Claim) -> Brief:
        """The stage boundary: a story that our own code fails on has no brief, which says why."""
        try:
            found = material(self._store, claim.key, writer.ears.terms)
            return writer.write(found) if found else Brief(claim.key, BriefOutcome.NONE, NOT_FILED)
        except StoreError:
            raise
        except Exception as error:
            log.exception("failed", story=claim.key)
            self.tally.failed += 1
            return Brief(claim.key, BriefOutcome.NONE, f"{NOT_WRITTEN}: {type(error).__name__}")


NOT_WRITTEN, NOT_KEPT = "the brief could not be written", "the brief could not be kept"
NOT_FILED = "it is filed nowhere"
"""Why a story has no brief that left every beat since it was put up; this is never kept."""


def material(store: Store, key: str, terms: Reader) -> Material | None:
    """All that the brief of a story may draw on; None if it is filed nowhere, or was merged."""
    draft = store.draft(key)
    if draft is None:
        return None
    chosen = spread(draft.own, ORIGINS) or [draft.first]
    members = _members(store, chosen, is_copy=not draft.own)
    first = min((d for m in members if (d := _day(m.article))), default=None)
    before, common = _earlier(store, key, draft, members, first, terms) if first else ((), frozenset[str]())
    return Material(key, members, before, common, draft.struck)


def _members(store: Store, keys: Sequence[str], *, is_copy: bool = False) -> tuple[Member, ...]:
    found = store.newest(keys)
    return tuple(
        Member(article, is_copy, digest) for k in keys if k in found for article, digest, _ in [found[k]]
    )


def _day(article: Article) -> date | None:
    return article.version.published.day if article.version.published else None


def _earlier(
    store: Store, key: str, draft: Draft, members: Sequence[Member], first: date, terms: Reader
) -> tuple[tuple[Member, ...], frozenset[str]]:
    """Articles of stories that went before this one: those that filing has linked, then those that share rare names
    with it. And the names that so many articles have that sharing them says nothing."""
    written: dict[str, str] = {}
    for member in spread(members, earlier.TELLING):
        said = terms.of(member.article.version)
        written |= {n: said.shown.get(n, n) for n in said.names if n in said.leading}
    total, having = store.having(written.values())
    common = frozenset(n for n, form in written.items() if earlier.is_common(having[form], total))
    weights = {
        n: earlier.weight(n, max(1, having[form]), total, terms)
        for n, form in written.items()
        if n not in common
    }
    rare = sorted(weights, key=lambda n: (-weights[n], n))[:ASKED]
    shared: dict[str, set[str]] = defaultdict(set)
    found: dict[str, list[str]] = defaultdict(list)
    for one in store.comparable(store.naming([written[n] for n in rare], draft.first, FOUND)).values():
        day = _day(one.article)
        if one.story and one.copy.origin is None and one.story != key and day and day < first:
            version = one.article.version
            begun = Version(
                headline=version.headline, text=version.text[:BEGINNING], language=version.language
            )
            shared[one.story] |= terms.of(begun).names.keys() & weights.keys()
            found[one.story].append(one.article.id)
    weighed = {
        k: sum(weights[n] for n in sorted(shared[k]))
        for k in shared
        if earlier.is_near([weights[n] for n in shared[k]])
    }
    linked = {article for group in draft.earlier for article in group}
    others = [k for k in sorted(weighed, key=lambda k: (-weighed[k], k)) if linked.isdisjoint(found[k])]
    groups = [*draft.earlier, *(sorted(found[k]) for k in others)][: earlier.STORIES]
    chosen = dict.fromkeys(article for group in groups for article in group[: earlier.ARTICLES])
    there = _members(store, list(chosen))
    return tuple(m for m in there if (day := _day(m.article)) and day < first), common
