"""The runner of the gathering: claims what is due, carries it out, and ends each item in exactly one outcome.

The path of one article: a feed is due → `_poll` fetches and reads it → its entries are kept and wait → `_page` fetches
the page, keeps the bytes → a child reads it → `decide` merges what page and feed said → the rules file it → one
transaction keeps it all and releases the claim. Killed at any moment, the next run takes up what was not finished.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import random
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import structlog

from beatbook.errors import BeatbookError, FetchError, ReadError, StoreError
from beatbook.filing.match import Matcher
from beatbook.gather import reasons, schedule
from beatbook.gather.client import ACCEPT_FEED, ACCEPT_PAGE, Client, Elsewhere
from beatbook.gather.feeds import parse_feed
from beatbook.gather.hosts import Held, HostGate, host_of
from beatbook.gather.robots import FRESH_FOR, SIZE_CAP, Robots
from beatbook.gather.sitemaps import parse_sitemap, since
from beatbook.model import Feed, FeedKind, FeedReading, Fetched, Kind, Outcome, Reading, Source, Version
from beatbook.settings import Settings
from beatbook.store.intents import Applied, Claim, FetchRow, Keep, Poll
from beatbook.store.protocol import Store
from beatbook.store.rows import READ_AGAIN, HostState, Item
from beatbook.work import decide
from beatbook.work.children import Children
from beatbook.work.ends import from_page, keep_of
from beatbook.work.locks import Lock
from beatbook.work.memories import Memories, Taught
from beatbook.work.reading import study_apart
from beatbook.work.rereader import Reread, Rereader
from beatbook.work.turns import Beside
from beatbook.work.writer import Writer

log = structlog.get_logger("beatbook.gather")

LEASE = 1800.0
"""Seconds that a claim holds: more than the longest queue behind one host takes."""

PER_HOST = 20
"""Pages of one host claimed at a time, so that one large site does not fill the queue."""

GRACE = 5.0
"""Seconds that requests under way have when the gatherer is told to stop."""

HOSTS = 4
"""Hosts that one request may be sent on to."""

LONGEST_WAIT = timedelta(days=32)
"""No wait is set longer (Retry-After is capped at 31 days); a later due time means that the clock has jumped."""

PATIENCE = 60.0
"""Seconds that work waits for a host that asked to be left alone; beyond, it is given back until then."""

LOOK = 1.0
"""Seconds between two looks for more work while some is under way and there was none."""

SLEEP = 30.0
"""Seconds between two looks for due work when there is none."""


AGENT = "Beatbook"
"""Our product token in robots.txt."""

ROBOTS_AGAIN = 3600.0
"""Seconds until a robots.txt that could not be had is asked for again."""

UNREACHED = 60.0
"""Seconds for which a host that could not be reached is not tried again, by any of its pages."""

NOT_REACHED = frozenset(
    {reasons.DNS, reasons.CONNECT, reasons.TLS, reasons.TIMEOUT, reasons.ADDRESS, reasons.PORT}
)
"""Failures that say nothing of robots.txt: there was no answer at all, or we did not even ask."""

NO_STATUS = 503
"""What a robots.txt counts as that came broken (cut off, too large, not HTTP): the site could not say (RFC 9309)."""

SITEMAP_WINDOW = timedelta(days=30)
"""How far back a sitemap's addresses are followed: a sitemap may list a site's whole past, which is an import's
matter, not the daily round's."""

MOST_PROBLEMS = 20
"""Problems of one feed that are kept."""


@dataclass(slots=True)
class Tally:
    """What a run did so far; `outcomes` counts items, `failures` polls by reason; `failed` has each
    failed feed's address and reason; `again` counts what was read again when nothing else was due."""

    polls: int = 0
    unchanged: int = 0
    listed: int = 0
    new: int = 0
    changed: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    failed: list[tuple[str, str]] = field(default_factory=list)
    again: Reread = field(default_factory=Reread)

    @property
    def done(self) -> int:
        return sum(self.outcomes.values())


class Gatherer:
    """Gathers for one desk, in one event loop. `matcher` is asked for anew with each round of claims, so that a rule
    that changes during a long run counts from then on; so are the memories, if an editor overruled something. When
    nothing else is due it reads again what is queued for that, unless another process holds the lock `reading_again`.
    Beside all this it puts what was kept into stories and writes their briefs (`beside`)."""

    def __init__(
        self,
        store: Store,
        writer: Writer,
        client: Client,
        children: Children,
        settings: Settings,
        matcher: Callable[[], Matcher],
        rereader: Rereader,
        memories: Memories,
        reading_again: Lock,
        beside: Beside,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        progress: Callable[[Tally], None] = lambda tally: None,
    ) -> None:
        self._store, self._writer, self._client, self._children = store, writer, client, children
        self._settings, self._matcher, self._now, self._progress = settings, matcher, now, progress
        self._gate = HostGate(gap=self._gap, concurrency=settings.gather.connections)
        self._owner = f"{os.uname().nodename}:{os.getpid()}:{secrets.token_hex(4)}"
        self._robots: dict[str, tuple[datetime, Robots]] = {}
        self._unreached: dict[str, tuple[datetime, FetchError]] = {}
        self._robots_locks: dict[str, asyncio.Lock] = {}
        self._sources: dict[str, Source] = {}
        self._feeds: dict[int, Feed] = {}
        self._rules_now: Matcher | None = None
        self._rereader, self._memories, self._reading_again = rereader, memories, reading_again
        self._beside = beside
        self.tally = Tally(again=rereader.tally)

    async def run(self, *, once: bool, stop: asyncio.Event | None = None) -> Tally:
        """Work until nothing is due (`once`), or until `stop` is set; then what is under way has `GRACE` to finish, and
        the rest is left for the next run. Raises StoreError if results cannot be kept.

        Only one gatherer may run on a desk (see `locks`), so what others hold belongs to nobody any more.
        """
        stop = stop or asyncio.Event()
        self._store.clamp(self._now() + LONGEST_WAIT)
        for stage in ("poll", "page"):
            self._store.free(stage, but=self._owner)
        most = self._settings.gather.connections * 2
        running: set[asyncio.Task[None]] = set()
        look_again = 0.0
        try:
            while not stop.is_set():
                clock = asyncio.get_running_loop().time()
                if not running or (len(running) <= most // 2 and clock >= look_again):
                    claims = await self._claim(most - len(running))
                    running |= {asyncio.create_task(self._handle(c)) for c in claims}
                    look_again = clock + (0.0 if claims else LOOK)
                    running |= self._beside.start(stop)
                if running:
                    done, running = await asyncio.wait(
                        running, timeout=1.0, return_when=asyncio.FIRST_COMPLETED
                    )
                    for task in done:
                        task.result()
                elif once:
                    break
                else:
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(stop.wait(), self._until_due())
                self._progress(self.tally)
            if running:
                _, running = await asyncio.wait(running, timeout=GRACE)
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            self._progress(self.tally)
            if self._reading_again.held:
                self._store.free(READ_AGAIN)
                self._reading_again.leave()
            self._beside.leave()
        for stage in ("poll", "page"):
            self._store.free(stage)
        return self.tally

    async def _claim(self, room: int) -> Sequence[Claim]:
        """Feeds first: they bring what else there is to do. What the claims name is looked up after they are made: a
        feed may be added at any moment."""
        now = self._now()
        claims = list(
            await asyncio.to_thread(self._store.claim, "poll", self._owner, room, now, LEASE, per_host=room)
        )
        if room > len(claims):
            left = room - len(claims)
            claims += await asyncio.to_thread(
                self._store.claim, "page", self._owner, left, now, LEASE, per_host=PER_HOST
            )
        if not claims:
            claims = await self._claim_again(room)
        if any(c.stage == "poll" for c in claims) or not self._sources:
            self._sources = {s.slug: s for s in self._store.sources()}
            self._feeds = {f.id: replace(f, state=schedule.sane(f.state, now)) for f in self._store.feeds()}
        if claims:
            self._memories.refresh()
            self._rules_now = await asyncio.to_thread(self._matcher)
        return claims

    async def _claim_again(self, room: int) -> list[Claim]:
        """Something to read again, if there is and nobody else is at it: as much as keeps the children busy."""
        if not self._store.waiting(READ_AGAIN):
            return []
        if not self._reading_again.held:
            if not self._reading_again.take():
                return []
            self._store.free(READ_AGAIN)
        claims = await self._rereader.claim(min(room, 2 * self._children.count))
        if not claims:
            self._reading_again.leave()
        return claims

    def _until_due(self) -> float:
        due = [d for stage in ("poll", "page") if (d := self._store.next_ready(stage))]
        wait = (min(due) - self._now()).total_seconds() if due else SLEEP
        return min(max(wait, 0.5), SLEEP)

    async def _handle(self, claim: Claim) -> None:
        """The stage boundary: whatever goes wrong with one item ends here, named, and harms no other."""
        assert self._rules_now is not None
        if claim.stage == READ_AGAIN:
            await self._rereader.handle(claim, self._rules_now)
            return
        try:
            await (self._poll(claim) if claim.stage == "poll" else self._page(claim))
        except BeatbookError:
            raise
        except Exception as error:
            log.exception("failed", stage=claim.stage, key=claim.key)
            try:
                await self._give_up(claim, f"failed: {type(error).__name__}")
            except StoreError:
                raise
            except Exception:  # the claim is freed when the run ends
                log.exception("failed again", stage=claim.stage, key=claim.key)
            self._memories.forget()

    async def _give_up(self, claim: Claim, reason: str) -> None:
        """An item that our own code failed on: quarantined, or tried later if it is a feed."""
        if claim.stage == "page" and (item := self._store.item(claim.key)):
            await self._put(self._without_page(item, claim, reason, None))
        elif claim.stage == "poll" and (feed := self._feeds.get(int(claim.key))):
            state = replace(feed.state, reason=reason, next_poll=self._now() + timedelta(hours=1))
            await self._writer.put(
                Poll(claim, feed.id, state, FetchRow(feed.url, self._now(), None, reason, 0, 0.0))
            )

    # ---- asking ---------------------------------------------------------------------------------------------------------

    async def _get(
        self,
        url: str,
        source: Source,
        accept: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Fetched:
        """One polite request: robots.txt first, then the host's turn."""
        asked, permanent = url, True
        for _ in range(HOSTS):
            rules = await self._rules(url, source)
            if rules.is_closed:
                raise FetchError(reasons.ROBOTS_DOWN, asked)
            if not rules.allows(url, AGENT):
                raise FetchError(reasons.ROBOTS, asked, permanent=True)
            try:
                async with self._turn(url):
                    fetched = await self._client.fetch(
                        url,
                        etag=etag,
                        last_modified=last_modified,
                        allow=frozenset(source.allow),
                        accept=accept,
                        stay=True,
                    )
            except Elsewhere as moved:
                # Another host has rules and a turn of its own, and never sees the first one's validators.
                url, permanent, etag, last_modified = (
                    moved.target,
                    permanent and moved.permanently,
                    None,
                    None,
                )
            except FetchError as error:
                if error.retry_after and error.reason != reasons.HELD:
                    await self._hold(url, error.retry_after)
                raise
            else:
                if url == asked:
                    return fetched
                end = fetched.permanent_url or (fetched.final_url if fetched.final_url == url else None)
                return replace(fetched, url=asked, permanent_url=end if permanent else None)
        raise FetchError(reasons.REDIRECTS, asked, f"over more than {HOSTS} hosts")

    @contextlib.asynccontextmanager
    async def _turn(self, url: str) -> AsyncIterator[None]:
        """The host's turn, for which we wait as long as `PATIENCE`."""
        try:
            async with self._gate.turn(url, PATIENCE):
                yield
        except Held as held:
            raise FetchError(reasons.HELD, url, retry_after=held.seconds) from held

    async def _hold(self, url: str, seconds: float) -> None:
        """Leave the host alone for so long; the next process will too."""
        host = host_of(url)
        self._gate.hold(url, seconds)
        until = self._now() + timedelta(seconds=seconds)
        state = replace(self._store.host(host) or HostState(host), hold_until=until)
        await asyncio.to_thread(self._store.put_host, state)

    def _gap(self, host: str) -> float:
        """Seconds between requests to a host: the operator's own machines need no such care."""
        ours = any(host in s.allow for s in self._sources.values())
        return self._settings.gather.gap_allowed if ours else self._settings.gather.gap

    async def _rules(self, url: str, source: Source) -> Robots:
        """The host's robots.txt: from memory, else from the archive if it is fresh, else asked for. Raises FetchError
        if the host cannot be reached."""
        host = host_of(url)
        async with self._robots_locks.setdefault(host, asyncio.Lock()):
            at, rules = self._robots.get(host, (None, None))
            if at and rules and self._is_fresh(at, rules):
                return rules
            failed, error = self._unreached.get(host, (None, None))
            if failed and error and (self._now() - failed).total_seconds() < UNREACHED:
                raise FetchError(error.reason, url, error.detail)
            state = self._store.host(host)
            if state and state.hold_until and state.hold_until > self._now():
                self._gate.hold(url, (state.hold_until - self._now()).total_seconds())
            at, rules = _kept_rules(state)
            if not at or not self._is_fresh(at, rules):
                at, rules = _kept_rules(await self._ask_rules(url, host, source, state))
                assert at is not None
            self._robots[host] = at, rules
            self._gate.crawl_delay(url, rules.crawl_delay(AGENT))
            return rules

    def _is_fresh(self, at: datetime, rules: Robots) -> bool:
        """An answer holds for a day; a failure is looked into again sooner, or a hiccup would close a site for a day."""
        return (self._now() - at).total_seconds() < (ROBOTS_AGAIN if rules.is_closed else FRESH_FOR)

    async def _ask_rules(self, url: str, host: str, source: Source, state: HostState | None) -> HostState:
        body, status = b"", None
        address = f"{url.split('://')[0]}://{host}/robots.txt"
        async with self._turn(url):
            try:
                fetched = await self._client.fetch(address, allow=frozenset(source.allow))
                body, status = fetched.body, fetched.status
            except FetchError as error:
                status = _status(error)
                if error.reason in NOT_REACHED:
                    self._unreached[host] = self._now(), error
                    raise FetchError(error.reason, url, error.detail) from error
                if error.retry_after:
                    await self._hold(url, error.retry_after)
                    state = self._store.host(host)
        state = replace(
            state or HostState(host), robots=body[:SIZE_CAP], robots_status=status, robots_at=self._now()
        )
        await asyncio.to_thread(self._store.put_host, state)
        return state

    # ---- feeds -----------------------------------------------------------------------------------------------------------

    async def _poll(self, claim: Claim) -> None:
        feed = self._feeds[int(claim.key)]
        source = self._sources[feed.source]
        begun = self._now()
        try:
            fetched = await self._get(
                feed.url,
                source,
                etag=feed.state.etag,
                last_modified=feed.state.last_modified,
                accept=ACCEPT_FEED,
            )
        except FetchError as error:
            polled = schedule.Polled(
                _status(error), error.reason, error.detail, retry_after=error.retry_after
            )
            state = schedule.after(feed.state, polled, self._now(), _jitter())
            row = FetchRow(
                feed.url, begun, _status(error), error.reason, 0, (self._now() - begun).total_seconds()
            )
            self.tally.failures[error.reason] += 1
            self.tally.failed.append((feed.url, error.reason))
            log.warning("poll", source=source.slug, feed=feed.url, reason=error.reason, detail=error.detail)
            self._count(await self._writer.put(Poll(claim, feed.id, state, row)))
        else:
            await self._polled(claim, feed, source, fetched)
        self.tally.polls += 1

    async def _polled(self, claim: Claim, feed: Feed, source: Source, fetched: Fetched) -> None:
        now, zone = self._now(), self._settings.desk.zone
        digest = hashlib.sha256(fetched.body).hexdigest()
        same = fetched.status == 304 or digest == feed.state.digest
        reading, failure = FeedReading(None, (), feed.state.problems), None
        if not same:
            parse = _parse_sitemap if feed.kind is FeedKind.SITEMAP else _parse_feed
            try:
                reading = await self._children.run(
                    parse, fetched.body, fetched.header("content-type") or "", fetched.final_url
                )
            except ReadError as error:
                failure = error
                reading = FeedReading(None, (), (str(error),))
        entries = reading.entries
        if feed.kind is FeedKind.SITEMAP:
            entries = since(entries, now, SITEMAP_WINDOW)
        seen = tuple(decide.seen(e, source, host_of(e.url or ""), now, zone) for e in entries)
        known = await asyncio.to_thread(self._store.known, source.slug, {n for s in seen for n in s.names})
        polled = schedule.Polled(
            fetched.status,
            failure.reason if failure else None,
            failure.detail if failure else "",
            changed=not same,
            news=sum(not known.intersection(s.names) for s in seen),
            etag=fetched.header("etag"),
            last_modified=fetched.header("last-modified"),
            fresh_for=schedule.freshness(fetched.headers, now),
            ttl=reading.ttl,
            permanent_url=fetched.permanent_url,
            problems=reading.problems[:MOST_PROBLEMS],
        )
        state = schedule.after(feed.state, polled, now, _jitter())
        if not same:
            state = replace(
                state, digest=None if failure else digest, problems=reading.problems[:MOST_PROBLEMS]
            )
        moved = schedule.adopted(state)
        if moved:
            state = replace(state, moved_to=None, moved_count=0)
        row = FetchRow(
            feed.url, fetched.at, fetched.status, polled.reason, len(fetched.body), fetched.seconds
        )
        done = await self._writer.put(
            Poll(
                claim,
                feed.id,
                state,
                row,
                seen=seen,
                title=reading.title,
                url=moved,
                children=reading.children,
            ),
            None if same else fetched,
        )
        self.tally.unchanged += same
        self.tally.listed += len(entries)
        self._count(done)
        if failure:
            self.tally.failures[failure.reason] += 1
            self.tally.failed.append((feed.url, failure.reason))
        log.info(
            "poll", source=source.slug, feed=feed.url, status=fetched.status, entries=len(entries), same=same
        )

    # ---- pages -------------------------------------------------------------------------------------------------------------

    async def _page(self, claim: Claim) -> None:
        item = self._store.item(claim.key)
        if item is None:
            return
        if not item.url:
            await self._put(self._without_page(item, claim, "no address", None))
            return
        begun = self._now()
        try:
            fetched = await self._get(item.url, item.source, ACCEPT_PAGE)
        except FetchError as error:
            await self._put(self._not_fetched(item, claim, error, begun))
            return
        row = FetchRow(item.url, fetched.at, fetched.status, None, len(fetched.body), fetched.seconds)
        try:
            taught = await self._study(item, fetched)
            taught = taught.then(await self._study(item, fetched)) if taught.anew else taught
        except ReadError as error:
            taught = Taught(Reading(Kind.EMPTY, Version(), reason=str(error)))
        assert self._rules_now is not None
        zone = self._settings.desk.zone
        keep = from_page(item, claim, taught, self._now(), rules=self._rules_now, zone=zone, row=row)
        await self._put(keep, fetched)

    async def _study(self, item: Item, fetched: Fetched) -> Taught:
        """The page as a child reads it in the light of its source's memory, and what it teaches."""
        given = self._memories.give(item.source.slug)
        studied = await self._children.run(
            study_apart,
            fetched.body,
            fetched.final_url,
            fetched.header("content-type") or "",
            fetched.at,
            item.entry.headline if item.entry else None,
            given.memory,
        )
        return self._memories.learn(given, item.key, studied, self._now())

    def _not_fetched(self, item: Item, claim: Claim, error: FetchError, begun: datetime) -> Keep:
        """Tried again while there is hope; then what the feed said is kept in the page's place."""
        seconds = (self._now() - begun).total_seconds()
        row = FetchRow(item.url or "", begun, _status(error), error.reason, 0, seconds)
        tries = claim.attempt <= self._settings.gather.retries or error.reason == reasons.HELD
        if not error.permanent and tries:
            again = self._now() + timedelta(seconds=decide.backoff(claim.attempt, error.retry_after))
            keep = self._keep(item, claim, None, Outcome.RETRY, error.reason, row)
            return replace(keep, again_at=again)
        return self._without_page(item, claim, error.reason, row)

    def _without_page(self, item: Item, claim: Claim, reason: str, row: FetchRow | None) -> Keep:
        """What was read before stands; if nothing was, the feed's word does."""
        version = decide.from_entry(item.entry, item.source) if item.entry and not item.version else None
        outcome = Outcome.KEPT if version or item.version else Outcome.REFUSED
        return self._keep(item, claim, version, outcome, reason, row)

    def _keep(
        self,
        item: Item,
        claim: Claim,
        version: Version | None,
        outcome: Outcome,
        reason: str | None,
        row: FetchRow | None,
    ) -> Keep:
        assert self._rules_now is not None
        zone = self._settings.desk.zone
        return keep_of(item, claim, version, outcome, reason, rules=self._rules_now, zone=zone, row=row)

    async def _put(self, keep: Keep, fetched: Fetched | None = None) -> None:
        self._count(await self._writer.put(keep, fetched))
        self.tally.outcomes[keep.outcome] += 1
        log.info("item", source=keep.source, article=keep.key, outcome=keep.outcome.value, reason=keep.reason)

    def _count(self, done: Applied) -> None:
        """What the store changed; a transaction's whole is told to one of those who took part in it."""
        self.tally.new += done.new
        self.tally.changed += done.changed
        if done.late:
            self._memories.forget()


def _kept_rules(state: HostState | None) -> tuple[datetime | None, Robots]:
    """The rules that are kept of a host, and since when."""
    if state is None or state.robots_at is None:
        return None, Robots.closed()
    return state.robots_at, Robots.parse(state.robots or b"", state.robots_status or NO_STATUS)


def _status(error: FetchError) -> int | None:
    return int(error.reason[5:]) if error.reason.startswith("http-") else None


def _jitter() -> float:
    return random.random()  # noqa: S311 - to spread polls, not to keep secrets


def _parse_sitemap(body: bytes, content_type: str, url: str) -> FeedReading:
    return parse_sitemap(body, url=url)


def _parse_feed(body: bytes, content_type: str, url: str) -> FeedReading:
    return parse_feed(body, content_type=content_type, url=url)
