"""Timelines that were asked for lately, and a bound to how many are written at a time: one of thousands of articles takes seconds
of a processor, and whoever asks for many of them must not keep the others from every page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from threading import BoundedSemaphore

from starlette.exceptions import HTTPException

from beatbook.model import Timeline
from beatbook.web.remembered import Remembered

PLACES = 8
"""Requests that may write one, or wait for their turn to; the server has forty threads for all pages."""

AGAIN = 10
"""Seconds after which to try again."""


class Written:
    """For use by many threads."""

    def __init__(self) -> None:
        self._known = Remembered[Timeline]()
        self._places = BoundedSemaphore(PLACES)

    def get(self, key: tuple[object, ...], stamp: int, write: Callable[[], Timeline]) -> Timeline:
        """The timeline of that key and stamp, written if it is not remembered. Raises HTTPException (503) if too many wait already."""
        return self._known.get(key, stamp, lambda: self._in_place(write))

    def _in_place(self, write: Callable[[], Timeline]) -> Timeline:
        if not self._places.acquire(blocking=False):
            raise HTTPException(503, headers={"Retry-After": str(AGAIN)})
        try:
            return write()
        finally:
            self._places.release()


def named(keys: Sequence[str]) -> str:
    """What stands for these articles in a key."""
    joined = "\x00".join(keys).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=16).hexdigest()
