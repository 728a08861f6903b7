"""What was made of the archive, remembered for as long as nothing has changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

KEPT = 64
"""Things that are remembered; the one asked for last is kept longest."""

V = TypeVar("V")


class Remembered(Generic[V]):
    """Things by their keys, each made when the archive's stamp was so; at most `kept`."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._known: OrderedDict[object, tuple[int, V]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: object, stamp: int, make: Callable[[], V]) -> V:
        """What is remembered of that stamp; what is of another is made anew. `stamp` is to be read before what is made of it."""
        with self._lock:
            known = self._known.get(key)
            if known and known[0] == stamp:
                self._known.move_to_end(key)
                return known[1]
        made = make()
        with self._lock:
            self._known[key] = (stamp, made)
            self._known.move_to_end(key)
            if len(self._known) > self._kept:
                self._known.popitem(last=False)
        return made
