"""What is done about the desk's pieces without being asked: addenda to reviews for whose period articles came in late, and drafts of the
reviews of periods that are over. One process of a desk does this at a time, when something has changed since it last looked.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from beatbook.store.protocol import Store
from beatbook.work.locks import Lock
from beatbook.work.pieces import Pieces


@dataclass(frozen=True, slots=True)
class Looked:
    """How many addenda were appended, and how many reviews drafted."""

    appended: int = 0
    drafted: int = 0


class Looker:
    """`today` is the desk's day."""

    def __init__(
        self, store: Store, pieces: Pieces, lock: Lock, now: Callable[[], datetime], today: Callable[[], date]
    ) -> None:
        self._pieces, self._now = pieces, now
        self.turn = Look(store, lock, today)

    async def run(self, stop: asyncio.Event) -> Looked:
        """Look once. Only for whose turn it is. Raises StoreError if it cannot be kept."""
        return await asyncio.to_thread(self.look)

    def look(self) -> Looked:
        at = self._now()
        with self.turn.looking():
            return Looked(self._pieces.append_late(at), self._pieces.draft_ended(at))


class Look:
    """Whose turn it is (`turns.Taken`). There is something to look at when something was noted, filed or published since, or the day
    is another one."""

    def __init__(self, store: Store, lock: Lock, today: Callable[[], date]) -> None:
        self._store, self._lock, self._today = store, lock, today
        self._seen: tuple[int, int, date] | None = None

    def _stamp(self) -> tuple[int, int, date]:
        return self._store.times_stamp(), self._store.pieces_stamp(), self._today()

    @property
    def has_work(self) -> bool:
        return self._seen != self._stamp()

    @contextmanager
    def looking(self) -> Iterator[None]:
        """What came in before this began is seen when it ends, and what was made of it."""
        times, _, today = self._stamp()
        yield
        self._seen = times, self._store.pieces_stamp(), today

    def take(self) -> bool:
        return self._lock.take()

    def holder(self) -> str:
        return self._lock.holder()

    def leave(self) -> None:
        self._lock.leave()
