"""Reading again: an article's kept bytes, with today's reader and what its source has taught since.

The path of one: claimed (stage `read`) → its newest document from the WARC files → a child reads it → merged with what
the feed said, as at the first reading → filed and kept in one transaction with the end of the claim. Ids and first
sight stay; a version is made only if what is shown changed. One process of a desk does this at a time (see `locks`);
an article whose page comes in anew meanwhile is left to that reading.
"""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from beatbook.errors import BeatbookError, ReadError, StoreError
from beatbook.filing.match import Matcher
from beatbook.model import Kind, Outcome
from beatbook.settings import Settings
from beatbook.store.codec import version_digest
from beatbook.store.documents import Documents
from beatbook.store.intents import Claim, DocumentRow, Keep
from beatbook.store.protocol import Store
from beatbook.store.rows import READ_AGAIN, Again
from beatbook.work.children import Children
from beatbook.work.ends import from_page, keep_of
from beatbook.work.memories import Memories, Taught
from beatbook.work.reading import study_apart
from beatbook.work.writer import Writer

log = structlog.get_logger("beatbook.reread")

LEASE = 1800.0
"""Seconds that a claim holds; whoever takes the lock frees what a killed process left."""

BATCH = 200
"""Articles claimed at a time."""

LOST = "cannot be read again"
"""How the reason of an item begins whose document is gone, damaged or no longer readable."""

QUEUED = "reread"
"""The fact that says which articles were last asked for, until all are read: asked for again, they are taken up."""


@dataclass(slots=True)
class Reread:
    """What reading again did so far. `changed` have another version, `withdrawn` are no articles after all, `lost` could
    not be read; the rest is as it was."""

    read: int = 0
    changed: int = 0
    withdrawn: int = 0
    lost: int = 0
    left: int = 0

    @property
    def unchanged(self) -> int:
        return self.read - self.changed - self.withdrawn


class Rereader:
    def __init__(
        self,
        store: Store,
        documents: Documents,
        writer: Writer,
        children: Children,
        memories: Memories,
        settings: Settings,
        now: Callable[[], datetime],
    ) -> None:
        self._store, self._documents, self._writer, self._children = store, documents, writer, children
        self._memories, self._zone, self._now = memories, settings.desk.zone, now
        self._owner = f"{os.uname().nodename}:{os.getpid()}:{secrets.token_hex(4)}"
        self.tally = Reread()

    async def claim(self, room: int) -> list[Claim]:
        """Only for who holds the lock. Once nothing is left, what was asked for is done with."""
        claims = await asyncio.to_thread(
            self._store.claim, READ_AGAIN, self._owner, room, self._now(), LEASE, per_host=room
        )
        if not claims and self._store.fact(QUEUED) and not self._store.waiting(READ_AGAIN):
            self._store.set_fact(QUEUED, "")
        return list(claims)

    async def run(
        self, matcher: Callable[[], Matcher], stop: asyncio.Event, progress: Callable[[Reread], None]
    ) -> Reread:
        """Read until nothing is left, or until `stop` is set; then what is under way is finished. Raises StoreError if
        results cannot be kept."""
        self._store.free(READ_AGAIN, but=self._owner)
        turns = asyncio.Semaphore(self._children.count + 1)

        async def one(claim: Claim, rules: Matcher) -> None:
            async with turns:
                if not stop.is_set():
                    await self.handle(claim, rules)
                    progress(self.tally)

        while not stop.is_set():
            claims = await self.claim(BATCH)
            if not claims:
                break
            self._memories.refresh()
            rules = await asyncio.to_thread(matcher)
            self.tally.left = self._store.waiting(READ_AGAIN)
            await asyncio.gather(*(one(c, rules) for c in claims))
        self._store.free(READ_AGAIN)
        self.tally.left = self._store.waiting(READ_AGAIN)
        return self.tally

    async def handle(self, claim: Claim, rules: Matcher) -> None:
        """The stage boundary: whatever goes wrong with one article ends here, named, and harms no other."""
        try:
            keep = await self._read(claim, rules)
        except BeatbookError:
            raise
        except Exception as error:
            log.exception("failed", article=claim.key)
            again = self._store.to_read(claim.key)
            keep = self._lost(again, claim, f"failed: {type(error).__name__}", rules) if again else None
        if keep is None:
            return
        try:
            done = await self._writer.put(keep)
        except StoreError:
            raise
        except Exception:  # the claim is freed when the run ends
            log.exception("not kept", article=claim.key)
            self._memories.forget()
            return
        if done.late:
            self._memories.forget()
        log.info("read again", source=keep.source, article=keep.key, outcome=keep.outcome.value)

    async def _read(self, claim: Claim, rules: Matcher) -> Keep | None:
        again = self._store.to_read(claim.key)
        if again is None:
            return None
        why = ""
        for number, document in again.documents:
            try:
                taught = await self._study(again, document)
            except (StoreError, ReadError) as error:
                why = str(error)
                continue
            is_article = taught.reading.kind is Kind.ARTICLE
            if not is_article and again.item.version and number != again.made_from:
                continue  # a later visit found no article: what was read before is read again
            return self._kept(again, claim, taught, number, document, rules)
        if why or not again.documents:
            return self._lost(again, claim, why or "no document is kept", rules)
        self._count()
        keep = keep_of(
            again.item, claim, None, again.item.outcome, again.item.reason, rules=rules, zone=self._zone
        )
        return replace(keep, kind=again.item.kind)

    async def _study(self, again: Again, document: DocumentRow) -> Taught:
        """Raises StoreError if the document cannot be had, ReadError if it had to be given up."""
        item, slug = again.item, again.item.source.slug
        _, body = await asyncio.to_thread(self._documents.read, document)

        async def study() -> Taught:
            given = self._memories.give(slug)
            studied = await self._children.run(
                study_apart,
                body,
                document.url,
                document.content_type,
                document.fetched_at,
                item.entry.headline if item.entry else None,
                given.memory,
            )
            if not again.memorable:  # an old article says nothing of how its source's pages are today
                return Taught(studied.reading, decisions=given.decisions)
            return self._memories.learn(given, item.key, studied, self._now())

        taught = await study()
        return taught.then(await study()) if taught.anew else taught

    def _kept(
        self,
        again: Again,
        claim: Claim,
        taught: Taught,
        number: int,
        document: DocumentRow,
        rules: Matcher,
    ) -> Keep:
        item, was_refused = again.item, again.item.outcome is Outcome.REFUSED
        # What this document gave before is what is judged here, so nothing "read before" stands against it.
        fresh = replace(item, version=0)
        # The clock of the first reading: a web archive's pages were read when they were imported.
        then = max(document.fetched_at, item.first_seen)
        keep = from_page(fresh, claim, taught, then, rules=rules, zone=self._zone)
        withdrawn = keep.version is None and item.version > 0
        same = keep.version is not None and version_digest(keep.version) == again.digest
        is_as_it_was = was_refused if keep.version is None else same and not was_refused
        reason = keep.reason
        if reason is None and is_as_it_was and not (item.reason or "").startswith(LOST):
            reason = item.reason
        self._count()
        self.tally.withdrawn += withdrawn and not was_refused
        self.tally.changed += not is_as_it_was and not withdrawn
        return replace(keep, reason=reason, withdrawn=withdrawn, document_id=number, read_at=self._now())

    def _count(self) -> None:
        self.tally.read += 1
        self.tally.left = max(0, self.tally.left - 1)

    def _lost(self, again: Again, claim: Claim, why: str, rules: Matcher) -> Keep:
        """What was read before stands, and the reason is kept."""
        item = again.item
        self.tally.lost += 1
        self.tally.left = max(0, self.tally.left - 1)
        log.warning("cannot be read again", article=item.key, why=why)
        keep = keep_of(item, claim, None, item.outcome, f"{LOST}: {why}"[:300], rules=rules, zone=self._zone)
        return replace(keep, kind=item.kind)
