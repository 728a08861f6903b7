"""Timelines that were asked for lately, and a bound to how many are written at a time: one of thousands of articles takes seconds
of a processor, and whoever asks for many of them must not keep the others from every page."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import BoundedSemaphore, Lock

from starlette.exceptions import HTTPException

from beatbook.model import Timeline

KEPT = 64
"""Timelines that are remembered."""

PLACES = 8
"""Requests that may write one, or wait for their turn to; the server has forty threads for all pages."""

AGAIN = 10
"""Seconds after which to try again."""


class Written:
    """For use by many threads."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[object, ...], Timeline] = OrderedDict()
        self._lock, self._places = Lock(), BoundedSemaphore(PLACES)

    def get(self, key: tuple[object, ...], write: Callable[[], Timeline]) -> Timeline:
        """The timeline of that key, written if it is not remembered. Raises HTTPException (503) if too many wait already."""
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        if not self._places.acquire(blocking=False):
            raise HTTPException(503, headers={"Retry-After": str(AGAIN)})
        try:
            made = write()
        finally:
            self._places.release()
        with self._lock:
            self._known[key] = made
            if len(self._known) > KEPT:
                self._known.popitem(last=False)
        return made


def named(keys: Sequence[str]) -> str:
    """What stands for these articles in a key."""
    joined = "\x00".join(keys).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=16).hexdigest()
