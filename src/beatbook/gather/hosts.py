"""One connection per host, with a gap between requests, and a wait when a host asks for one.

It forgets nothing that matters when the process stops: due times and Retry-After live in the feed's row; this only
spaces out the requests of one process. Times are seconds of an injected monotonic clock.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

GAP: Final = 1.0
"""Seconds between the end of one request to a host and the start of the next."""

CRAWL_DELAY_CAP: Final = 60.0
"""Seconds: the longest Crawl-delay we keep to. Beyond it a site of a thousand pages would never be read; such a
site is polled through its feeds alone."""

CONCURRENCY: Final = 32
"""Requests under way at once over all hosts: at a second each, ten times the 2.8/s that 10,000 hourly feeds need."""

HOSTS_KEPT: Final = 10_000
"""Hosts remembered before the idle ones are swept out."""


def host_of(url: str) -> str:
    """The key under which requests are spaced: host name in lower case and port as written; "" if there is none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


class Held(Exception):
    """The host asked to be left alone for longer than the caller has patience; `seconds` from now."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(f"{seconds:.0f} seconds")


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    gap: float = GAP
    free_at: float = 0.0
    held_until: float = 0.0
    waiting: int = 0


class HostGate:
    """`async with gate.turn(url):` waits until it is this host's turn, and nobody else's, to be asked.

    Requests to one host run one at a time, in the order they came, `gap` apart; different hosts run side by side,
    at most `concurrency` of them. Waiting for a host takes no place from the others. For one event loop. `gap` may be
    one for all, or say what each host's is.
    """

    def __init__(
        self,
        *,
        gap: float | Callable[[str], float] = GAP,
        concurrency: int = CONCURRENCY,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        if concurrency < 1 or (not callable(gap) and gap < 0):
            raise ValueError("the gap must not be negative and the concurrency at least 1")
        self._gap = gap if callable(gap) else lambda host: gap
        self._clock, self._sleep = clock, sleep
        self._places = asyncio.Semaphore(concurrency)
        self._hosts: dict[str, _Host] = {}

    @contextlib.asynccontextmanager
    async def turn(self, url: str, patience: float = math.inf) -> AsyncIterator[None]:
        """Raises Held, without waiting, if the host asked for more than `patience` seconds of rest."""
        host = self._host(host_of(url))
        host.waiting += 1
        try:
            async with host.lock:
                while (wait := max(host.free_at, host.held_until) - self._clock()) > 0:
                    if wait > patience:
                        raise Held(wait)
                    await self._sleep(wait)
                async with self._places:
                    try:
                        yield
                    finally:
                        host.free_at = self._clock() + host.gap
        finally:
            host.waiting -= 1

    def crawl_delay(self, url: str, seconds: float | None) -> None:
        """What the host's robots.txt asks for: it can widen the gap up to `CRAWL_DELAY_CAP`, never narrow it."""
        name = host_of(url)
        self._host(name).gap = max(self._gap(name), min(seconds or 0.0, CRAWL_DELAY_CAP))

    def hold(self, url: str, seconds: float) -> None:
        """Ask the host nothing for so long (Retry-After). A shorter wait never cuts a longer one."""
        host = self._host(host_of(url))
        host.held_until = max(host.held_until, self._clock() + max(seconds, 0.0))

    def wait(self, url: str) -> float:
        """Seconds until the host may be asked, if nobody else is in front; 0 if now."""
        host = self._hosts.get(host_of(url))
        return max(0.0, max(host.free_at, host.held_until) - self._clock()) if host else 0.0

    def _host(self, name: str) -> _Host:
        if name not in self._hosts:
            if len(self._hosts) >= HOSTS_KEPT:
                self._sweep()
            self._hosts[name] = _Host(gap=self._gap(name))
        return self._hosts[name]

    def _sweep(self) -> None:
        now = self._clock()
        for name, host in list(self._hosts.items()):
            if not host.waiting and max(host.free_at, host.held_until) <= now:
                del self._hosts[name]
