"""From marks to the origins that have them: the latest in a table in memory, all before them on disk.

An entry is eight bytes: the mark, and below it the origin's number. The table has buckets with SLOTS entries; which bucket is
said by the mark's lowest bits, one more each time that the table doubles. A table of LARGEST buckets that is full is
written out as a *run*: entries in order, of which memory keeps one byte each (bits of the mark, so that few reads are in
vain) and where each bucket of some twelve entries begins. A run takes up those before it that are less than RATIO times
as long, so there are few. (A log-structured merge tree: O'Neil and others, Acta Informatica 1996.)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from beatbook.filing.scratch import Held, Scratch
from beatbook.filing.signature import MARK_BITS, Hashes, Places
from beatbook.model import COMMON

SLOTS = 16
"""Entries of a bucket of the table."""
FULL = 0.5
"""Share of slots taken at which the table doubles. At that, one entry in 250 finds its bucket full and is left out."""
_START = 1 << 12
LARGEST = 1 << 17
"""Buckets of the table that is written out: a million entries, those of some twenty thousand articles."""
RATIO = 4
LATEST = 1 << 15
"""Digests in the dictionary."""
_NUMBER_BITS = np.uint64(64 - MARK_BITS)
MOST = (1 << (64 - MARK_BITS)) - 1
"""Origins that can be told apart."""
_BUCKET = 16
"""Most entries of a bucket of a run, on average; half of that at least."""
_CHUNK = 1 << 20
"""Entries that are merged at a time."""

Hits = tuple[Places, Hashes]
"""Which of the marks asked for, and an entry that has it."""


class MarkIndex:
    """`scratch` makes room for a run."""

    def __init__(self, scratch: Callable[[], Scratch] = Held, largest: int = LARGEST) -> None:
        self._scratch, self._largest = scratch, largest
        self._table = np.zeros((min(_START, largest), SLOTS), dtype=np.uint64)
        self._taken = 0
        self._runs: list[_Run] = []

    @property
    def bytes(self) -> int:
        """Memory taken."""
        return self._table.nbytes + sum(run.bytes for run in self._runs)

    def find(self, marks: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64], frozenset[int]]:
        """The numbers that have some of the marks, how many each has, and the marks that are common."""
        wanted = _kept(marks)
        rows = self._rows(wanted)
        which, slots = ((rows >> _NUMBER_BITS) == wanted[:, None]).nonzero()
        hits = [(which, rows[which, slots]), *(run.find(wanted) for run in self._runs)]
        hits = [hit for hit in hits if len(hit[0])]
        if not hits:
            none = np.zeros(0, dtype=np.int64)
            return none, none, frozenset()
        which = np.concatenate([hit[0] for hit in hits])
        entries = np.concatenate([hit[1] for hit in hits])
        often = np.bincount(which, minlength=len(wanted)) >= COMMON
        common: frozenset[int] = frozenset()
        if often.any():
            entries = entries[~often[which]]
            common = frozenset(wanted[often].tolist())
        numbers, counts = np.unique(entries & np.uint64(MOST), return_counts=True)
        return numbers.astype(np.int64), counts, common

    def add(self, marks: Sequence[int], number: int) -> None:
        """Put a number in under each mark that is not common in the table yet. Raises OverflowError beyond MOST."""
        if not 0 < number <= MOST:
            raise OverflowError(f"an index holds {MOST} origins")
        wanted = _kept(marks)
        while len(wanted):
            buckets = self._buckets(wanted)
            rows = self._table[buckets]
            slots = rows.argmin(axis=1)  # an empty one is 0
            fits = rows[np.arange(len(wanted)), slots] == 0
            same = (rows >> _NUMBER_BITS) == wanted[:, None]
            if same.any():
                fits &= same.sum(axis=1) < COMMON
            wanted, buckets, slots = wanted[fits], buckets[fits], slots[fits]
            entries = (wanted << _NUMBER_BITS) | np.uint64(number)
            self._table[buckets, slots] = entries
            placed = self._table[buckets, slots] == entries  # of two for one slot, the other is tried again
            self._taken += int(np.count_nonzero(placed))
            wanted = wanted[~placed]
        if self._taken > FULL * self._table.size:
            if len(self._table) < self._largest:
                self._double()
            else:
                self._write_out()

    def _buckets(self, marks: Hashes) -> Places:
        return (marks & np.uint64(len(self._table) - 1)).astype(np.int64)

    def _rows(self, marks: Hashes) -> Hashes:
        return self._table[self._buckets(marks)]

    def _double(self) -> None:
        old = self._table
        upper = (old >> _NUMBER_BITS) & np.uint64(len(old)) > 0
        table = np.zeros((2 * len(old), SLOTS), dtype=np.uint64)
        table[: len(old)][~upper] = old[~upper]
        table[len(old) :][upper] = old[upper]
        self._table = table

    def _write_out(self) -> None:
        entries = np.sort(self._table[self._table > 0])
        older: list[_Run] = []
        size = len(entries)
        while self._runs and len(self._runs[-1]) < RATIO * size:
            older.append(self._runs.pop())
            size += len(older[-1])
        self._runs.append(_Run(entries, older, self._scratch()))
        for run in older:
            run.close()
        self._table[:] = 0
        self._taken = 0


def _kept(marks: Sequence[int]) -> Hashes:
    """The marks but 0, which in the table is nobody's."""
    wanted = np.array(marks, dtype=np.uint64)
    return wanted[wanted > 0]


class DigestIndex:
    """From digests of 64 bits to numbers: the latest in a dictionary, those before them in arrays, in order, at twelve
    bytes an entry."""

    def __init__(self, latest: int = LATEST) -> None:
        self._most = latest
        self._latest: dict[int, int] = {}
        self._runs: list[tuple[Hashes, NDArray[np.uint32]]] = []

    @property
    def bytes(self) -> int:
        """Memory taken, without the latest."""
        return sum(digests.nbytes + numbers.nbytes for digests, numbers in self._runs)

    def find(self, digest: int) -> int | None:
        if (number := self._latest.get(digest)) is not None:
            return number
        sought = np.uint64(digest)
        for digests, numbers in self._runs:
            at = int(digests.searchsorted(sought))
            if at < len(digests) and digests[at] == sought:
                return int(numbers[at])
        return None

    def add(self, digest: int, number: int) -> None:
        """Put in a digest that is not there yet."""
        self._latest[digest] = number
        if len(self._latest) < self._most:
            return
        digests = np.fromiter(self._latest, dtype=np.uint64)
        numbers = np.fromiter(self._latest.values(), dtype=np.uint32)
        while self._runs and len(self._runs[-1][0]) < RATIO * len(digests):
            older = self._runs.pop()
            digests, numbers = np.concatenate((older[0], digests)), np.concatenate((older[1], numbers))
        order = np.argsort(digests)
        self._runs.append((digests[order], numbers[order]))
        self._latest.clear()


class _Run:
    """The entries of the table and of older runs, in order."""

    def __init__(self, entries: Hashes, older: Sequence[_Run], scratch: Scratch) -> None:
        self._scratch = scratch
        size = len(entries) + sum(map(len, older))
        self._bits = bits = (size // _BUCKET).bit_length()
        parts = min([(size // _CHUNK).bit_length(), bits, *(run._bits for run in older)])
        sizes = np.zeros((1 << parts, 1 << (bits - parts)), dtype=np.uint32)
        self._prints = np.zeros(size, dtype=np.uint8)
        at = 0
        bounds = np.searchsorted(entries, np.arange(1 << parts, dtype=np.uint64) << np.uint64(64 - parts)).tolist() if parts else [0]  # fmt: skip
        for part, (start, end) in enumerate(zip(bounds, [*bounds[1:], len(entries)], strict=True)):
            chunk = np.sort(np.concatenate((entries[start:end], *(run._part(part, parts) for run in older))))
            marks = chunk >> _NUMBER_BITS
            chunk = chunk[np.concatenate((np.ones(min(COMMON, len(marks)), dtype=np.bool_), marks[COMMON:] != marks[:-COMMON]))]  # fmt: skip
            scratch.append(chunk.tobytes())
            self._prints[at : at + len(chunk)] = self._print(chunk)
            sizes[part] = np.bincount(self._bucket(chunk) - (part << (bits - parts)), minlength=1 << (bits - parts))  # fmt: skip
            at += len(chunk)
        self._prints = self._prints[:at]
        self._begins = np.zeros(sizes.size + 1, dtype=np.uint32)
        np.cumsum(sizes, out=self._begins[1:])

    def __len__(self) -> int:
        return len(self._prints)

    @property
    def bytes(self) -> int:
        return self._prints.nbytes + self._begins.nbytes

    def close(self) -> None:
        self._scratch.close()

    def find(self, wanted: Hashes) -> Hits:
        sought = wanted << _NUMBER_BITS
        buckets = self._bucket(sought)
        begins = self._begins[buckets].astype(np.int64)
        sizes = self._begins[buckets + 1] - begins
        ends = np.cumsum(sizes)
        which = np.repeat(np.arange(len(wanted)), sizes)
        places = np.arange(len(which)) + np.repeat(begins - ends + sizes, sizes)
        hit = (self._prints[places] == self._print(sought)[which]).nonzero()[0]
        if not len(hit):
            return hit, sought[:0]
        which, places = which[hit], places[hit]
        # What has one mark stands together.
        first = np.concatenate(([0], (which[1:] != which[:-1]).nonzero()[0] + 1))
        counts = np.diff(first, append=len(which))
        read = self._scratch.read
        data = b"".join([read(8 * a, 8 * n) for a, n in zip(places[first].tolist(), counts.tolist(), strict=True)])  # fmt: skip
        entries = np.frombuffer(data, dtype=np.uint64)
        same = (entries >> _NUMBER_BITS) == wanted[which]
        return which[same], entries[same]

    def _part(self, part: int, parts: int) -> Hashes:
        """The entries whose first `parts` bits are `part`."""
        more = self._bits - parts
        start, end = int(self._begins[part << more]), int(self._begins[(part + 1) << more])
        return np.frombuffer(self._scratch.read(8 * start, 8 * (end - start)), dtype=np.uint64)

    def _bucket(self, entries: Hashes) -> Places:
        return (entries >> np.uint64(64 - self._bits)).astype(np.int64)

    def _print(self, entries: Hashes) -> NDArray[np.uint8]:
        return (entries >> np.uint64(56 - self._bits)).astype(np.uint8)
