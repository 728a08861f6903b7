"""An index in memory from marks to the origins that have them, eight bytes an entry, look-ups by whole arrays.

A table of buckets with SLOTS entries each, an entry being the mark and the origin's number. Which bucket is said by
the mark's lowest bits, one more each time that the table doubles. A Python dictionary takes ten times the room.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from beatbook.filing.signature import MARK_BITS
from beatbook.model import COMMON

SLOTS = 16
"""Entries of a bucket."""
FULL = 0.5
"""Share of slots taken at which the table doubles. At that, one entry in 250 finds its bucket full and is left out."""
_START = 1 << 12
_NUMBER_BITS = np.uint64(64 - MARK_BITS)
MOST = (1 << (64 - MARK_BITS)) - 1
"""Origins that can be told apart."""


class MarkIndex:
    def __init__(self) -> None:
        self._table = np.zeros((_START, SLOTS), dtype=np.uint64)
        self._taken = 0

    @property
    def bytes(self) -> int:
        return self._table.nbytes

    def find(self, marks: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64], frozenset[int]]:
        """The numbers that have some of the marks, how many each has, and the marks that are common."""
        wanted = np.array(marks, dtype=np.uint64)
        rows = self._rows(wanted)
        same = (rows >> _NUMBER_BITS) == wanted[:, None]
        often = same.sum(axis=1) >= COMMON
        same[often] = False
        numbers, counts = np.unique(rows[same] & np.uint64(MOST), return_counts=True)
        return (
            numbers.astype(np.int64),
            counts,
            frozenset(wanted[often].tolist()) if often.any() else frozenset(),
        )

    def add(self, marks: Sequence[int], number: int) -> None:
        """Put a number in under each mark that is not common yet. Raises OverflowError beyond MOST."""
        if not 0 < number <= MOST:
            raise OverflowError(f"an index in memory holds {MOST} origins")
        wanted = np.array(marks, dtype=np.uint64)
        while len(wanted):
            rows = self._rows(wanted)
            rare = ((rows >> _NUMBER_BITS) == wanted[:, None]).sum(axis=1) < COMMON
            slots = rows.argmin(axis=1)  # an empty one is 0
            fits = rare & (rows[np.arange(len(wanted)), slots] == 0)
            wanted, slots = wanted[fits], slots[fits]
            buckets = self._buckets(wanted)
            entries = (wanted << _NUMBER_BITS) | np.uint64(number)
            self._table[buckets, slots] = entries
            placed = self._table[buckets, slots] == entries  # of two for one slot, the other is tried again
            self._taken += int(placed.sum())
            wanted = wanted[~placed]
        if self._taken > FULL * self._table.size:
            self._double()

    def _buckets(self, marks: NDArray[np.uint64]) -> NDArray[np.uint64]:
        return marks & np.uint64(len(self._table) - 1)

    def _rows(self, marks: NDArray[np.uint64]) -> NDArray[np.uint64]:
        return self._table[self._buckets(marks)]

    def _double(self) -> None:
        old = self._table
        upper = (old >> _NUMBER_BITS) & np.uint64(len(old)) > 0
        table = np.zeros((2 * len(old), SLOTS), dtype=np.uint64)
        table[: len(old)][~upper] = old[~upper]
        table[len(old) :][upper] = old[upper]
        self._table = table
