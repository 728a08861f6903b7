"""Observing what articles state of the figures that beats follow, and what numbers they have that a figure could keep.

The path of one: grouped, so that it is known whether its words are its own → claimed (stage `observe`) → its sentences read once for all
figures of all beats → what it states kept with the end of the claim, in one transaction for the batch. One process of a desk does this at a
time (see `turns`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog

from beatbook.errors import StoreError
from beatbook.store.figures import OBSERVE, Observe
from beatbook.store.intents import Claim
from beatbook.store.protocol import Store
from beatbook.work.locks import Lock
from beatbook.work.turns import Turn
from beatbook.writing.candidates import Ears
from beatbook.writing.figures import Statements, Wanted, countable, observations

log = structlog.get_logger("beatbook.observe")

LEASE = 1800.0
"""Seconds that a claim holds; whoever takes the turn frees what a killed process left."""
BATCH = 100
"""Articles in one transaction."""
MOST = 100
"""Observations of a figure that are kept of an article, and numbers that could be kept: one that has more is a table."""


@dataclass(slots=True)
class ObservedSoFar:
    """What a run did so far: articles observed, what they stated, how many our own code failed on, how many are left."""

    done: int = 0
    stated: int = 0
    failed: int = 0
    left: int = 0


class Observer:
    """`ears` are asked for when the first article is to be read: they read their word lists then."""

    def __init__(
        self, store: Store, ears: Callable[[], Ears], lock: Lock, now: Callable[[], datetime]
    ) -> None:
        self._store, self._ears, self._now = store, ears, now
        self.turn = Turn(store, OBSERVE, lock)
        self.tally = ObservedSoFar()

    async def run(
        self, stop: asyncio.Event, progress: Callable[[ObservedSoFar], None] = lambda done: None
    ) -> ObservedSoFar:
        """Observe until nothing is left, or until `stop` is set. Only for whose turn it is. Raises StoreError if it cannot be kept."""
        while not stop.is_set():
            if not await asyncio.to_thread(self.batch):
                break
            progress(self.tally)
        self.tally.left = self._store.waiting(OBSERVE)
        return self.tally

    def batch(self) -> int:
        """Claim, observe and keep one batch; how many articles were claimed."""
        claims = self._store.claim(OBSERVE, self.turn.owner, BATCH, self._now(), LEASE, per_host=BATCH)
        if not claims:
            return 0
        self._keep_or_part(claims)
        self.tally.done += len(claims)
        self.tally.left = self._store.waiting(OBSERVE)
        return len(claims)

    def _keep_or_part(self, claims: Sequence[Claim]) -> None:
        """The stage boundary: a batch that our own code fails on is observed article by article, so that a bad one takes no good one with
        it; of the bad one nothing is kept, and the log says why."""
        try:
            observed = self._observed(claims)
            self._store.apply(observed)
        except StoreError:
            raise
        except Exception:
            log.exception("not observed", first=claims[0].key, articles=len(claims))
            if len(claims) > 1:
                for claim in claims:
                    self._keep_or_part([claim])
            else:
                self.tally.failed += 1
                self._store.apply([Observe(claims[0].key, claim=claims[0])])
        else:
            self.tally.stated += sum(len(one.observed) for one in observed)

    def _observed(self, claims: Sequence[Claim]) -> list[Observe]:
        keys = [claim.key for claim in claims]
        figures = [(beat, Wanted.of(figure)) for beat, figure in self._store.followed()]
        articles = self._store.newest(keys)
        copies = {key for key, one in self._store.comparable(keys).items() if one.copy.origin is not None}
        done = []
        for claim in claims:
            article, version, _ = articles.get(claim.key, (None, "", 0))
            if article is None or article.version.published is None or claim.key in copies:
                done.append(Observe(claim.key, claim=claim))
                continue
            day, ears = article.version.published.day, self._ears()
            said = Statements(article, day, ears, version)
            stated = tuple(
                (beat, one)
                for beat, wanted in figures
                for one in observations(article, wanted, day, ears, version, said)[:MOST]
            )
            numbers = tuple(countable(article, day, ears, version, said)[:MOST])
            done.append(Observe(claim.key, stated, numbers, claim))
        return done
