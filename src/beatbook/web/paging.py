"""Which page numbers stand under a list: `1 2 3 4 … 49`."""

from __future__ import annotations

EDGE = 4
"""Numbers shown together at the start and the end of the row, before the gap."""


def pages(total: int, size: int) -> int:
    """How many pages a list of `total` items has; an empty list has one."""
    return max(1, -(-total // size))


def row(current: int, last: int) -> list[int | None]:
    """The numbers to show, in order; None is a gap of at least two pages. The first, the last, the current page and its
    neighbours are always there."""
    shown = {1, last, current - 1, current, current + 1}
    if current <= EDGE:
        shown |= set(range(1, EDGE + 1))
    if current > last - EDGE:
        shown |= set(range(last - EDGE + 1, last + 1))
    numbers: list[int | None] = []
    before = 0
    for n in sorted(n for n in shown if 1 <= n <= last):
        if n - before == 2:
            numbers.append(n - 1)
        elif n - before > 2:
            numbers.append(None)
        numbers.append(n)
        before = n
    return numbers
