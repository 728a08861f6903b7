"""What an edited copy changed, word by word, against its origin.

Shared runs of words are found first, through shingles that occur once in each text, in the order of the origin; only the
gaps between them are aligned word by word. So the cost grows with the length of the texts, not with its square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from beatbook.filing.signature import Cut

GAP = 20_000
"""Pairs of words in a gap that are compared; a larger gap is shown whole, as deleted and inserted."""
ALL_GAPS = 400_000
"""Pairs of words in all gaps together."""


class Change(StrEnum):
    EQUAL = "equal"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the origin (`start` to `end`) and of the copy (`copy_start` to `copy_end`), as offsets. What is
    deleted is empty in the copy, what is inserted empty in the origin. Signs between words belong to neither."""

    change: Change
    start: int
    end: int
    copy_start: int
    copy_end: int


def difference(origin: str, copy: str) -> tuple[Span, ...]:
    """What the copy kept, left out and put in, in order; what stands in place of something follows it. Case, accents and
    punctuation do not count."""
    one, other = Cut(origin), Cut(copy)
    found: list[Span] = []
    for change, a, b, c, d in _joined(
        _steps(one.hashes.tolist(), other.hashes.tolist(), _anchors(one, other))
    ):
        found.append(Span(change, *_offsets(one, a, b), *_offsets(other, c, d)))
    return tuple(found)


_Step = tuple[Change, int, int, int, int]


def _anchors(one: Cut, other: Cut) -> list[tuple[int, int]]:
    """Words at which the same shingle begins in both, each shingle being the only one of its kind: the longest row of
    them that goes forward in both texts."""
    mine, theirs = one.shingles[0].tolist(), other.shingles[0].tolist()
    once_mine, once_theirs = Counter(mine), Counter(theirs)
    at = {h: i for h, i in zip(theirs, other.shingles[1].tolist(), strict=True) if once_theirs[h] == 1}
    pairs = [
        (i, at[h])
        for h, i in zip(mine, one.shingles[1].tolist(), strict=True)
        if once_mine[h] == 1 and h in at
    ]
    ends: list[int] = []  # the longest row of each length: where it ends in the copy
    last: list[int] = []
    before: list[int] = []
    for k, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        if length == len(ends):
            ends.append(j)
            last.append(k)
        else:
            ends[length], last[length] = j, k
        before.append(last[length - 1] if length else -1)
    row: list[tuple[int, int]] = []
    k = last[-1] if last else -1
    while k >= 0:
        row.append(pairs[k])
        k = before[k]
    return row[::-1]


def _steps(a: list[int], b: list[int], anchors: list[tuple[int, int]]) -> list[_Step]:
    steps: list[_Step] = []
    i = j = 0
    left = ALL_GAPS
    for p, q in [*anchors, (len(a), len(b))]:
        if p < i or q < j:
            continue  # within the run of the last anchor
        left -= _gap(a, i, p, b, j, q, left, steps)
        i, j = p, q
        while i < len(a) and j < len(b) and a[i] == b[j]:
            i, j = i + 1, j + 1
        if i > p:
            steps.append((Change.EQUAL, p, i, q, j))
    return steps


def _gap(a: list[int], i: int, p: int, b: list[int], j: int, q: int, left: int, steps: list[_Step]) -> int:
    """Align what lies between two runs; returns what it cost, in pairs of words."""
    cost = (p - i) * (q - j)
    if not cost or cost > min(GAP, left):
        steps += [(Change.DELETED, i, p, j, j)] if p > i else []
        steps += [(Change.INSERTED, p, p, j, q)] if q > j else []
        return 0
    for what, s, e, t, u in SequenceMatcher(None, a[i:p], b[j:q], autojunk=False).get_opcodes():
        if what == "equal":
            steps.append((Change.EQUAL, i + s, i + e, j + t, j + u))
            continue
        steps += [(Change.DELETED, i + s, i + e, j + t, j + t)] if e > s else []
        steps += [(Change.INSERTED, i + e, i + e, j + t, j + u)] if u > t else []
    return cost


def _joined(steps: list[_Step]) -> list[_Step]:
    """Neighbours of one kind as one."""
    joined: list[_Step] = []
    for step in steps:
        if joined and joined[-1][0] is step[0] and joined[-1][2] == step[1] and joined[-1][4] == step[3]:
            change, a, _, c, _ = joined[-1]
            joined[-1] = (change, a, step[2], c, step[4])
        else:
            joined.append(step)
    return joined


def _offsets(cut: Cut, first: int, last: int) -> tuple[int, int]:
    if last > first:
        return int(cut.starts[first]), int(cut.ends[last - 1])
    place = int(cut.starts[first]) if first < len(cut) else len(cut.text)
    return place, place
