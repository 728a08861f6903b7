"""A page of a list that has the desk's own pieces among other people's articles (or stories), however long either list is.

Both are in order, newest first, and the articles are read by their place in it. So the place of each piece in the list of both is
found without reading what lies between: a few looks at single articles say which of either are on the page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

T = TypeVar("T")
U = TypeVar("U")


class Cut(NamedTuple):
    """What a page has of a list: so many from a place on."""

    offset: int
    limit: int


def merged(
    pieces: Sequence[datetime],
    at: Callable[[int], datetime | None],
    total: int,
    offset: int,
    limit: int,
) -> tuple[Cut, slice]:
    """Which articles and which of the pieces are lines `offset` to `offset + limit` of both lists in one, newest first; a piece
    stands before an article of the same time. `pieces` are their times, newest first; `at` says the time of the article at a place
    (None beyond the end), of which there are `total`. It is asked at most some log2(len(pieces)) + log2(limit) times."""
    end = offset + limit
    first = _before(offset, pieces, at, total, 0, min(len(pieces), offset))
    last = _before(end, pieces, at, total, first, min(len(pieces), first + limit))
    start = min(offset - first, total)
    return Cut(start, min(end - last, total) - start), slice(first, last)


def _before(
    place: int,
    pieces: Sequence[datetime],
    at: Callable[[int], datetime | None],
    total: int,
    low: int,
    high: int,
) -> int:
    """How many pieces stand before a place of the list of both; it is known to be from `low` to `high`."""

    def is_after(n: int) -> bool:
        """Whether piece `n` stands at the place or later: then so many articles are newer than it that the two fill what lies before."""
        last = place - n - 1
        if last >= total:
            return False
        newer = at(last)
        return newer is not None and newer > pieces[n]

    return bisect_left(range(high), True, lo=low, key=is_after)


def in_one(pieces: Iterable[tuple[datetime, T]], articles: Iterable[tuple[datetime, U]]) -> list[T | U]:
    """The lines of a page, each given with its time, newest first: in the order that `merged` counts in."""
    both: list[tuple[datetime, T | U]] = [*pieces, *articles]
    both.sort(key=lambda pair: pair[0], reverse=True)  # stable: what is of one time stays as it is
    return [one for _, one in both]
