"""In whose place a word stands: what the evidence has where the sentence has it.

That a name, number or date occurs somewhere in the evidence is not enough: where the sentence keeps the words around it, it
must stand where the evidence has it, or where the evidence has nothing of its kind.
"""

from __future__ import annotations

from beatbook.writing.alignment import Alignment
from beatbook.writing.texts import FUNCTION

NEAR = 8
"""Words of the evidence that a name may stand in the place of."""
REACH = 4
"""Words beside a number or date that may have it beside them in the evidence."""
LEAD = 3
"""Little words around a name that may belong to it: "the", "of the"."""


def taken_by(
    alignment: Alignment, start: int, end: int, theirs: set[int], good: set[int], mine: set[int], both: bool
) -> tuple[int, int] | None:
    """`in_the_place_of`, for each part of the words that is of one piece in the evidence, unless one of the places that are
    `good` is beside a word that is near them (up to one of `mine`, their like). `both`: only where it stands between what goes
    before and after."""
    to, i = alignment.to, start
    if _beside(alignment, range(end, min(end + REACH, len(to))), -1, good, mine):
        return None
    if _beside(alignment, range(start - 1, max(-1, start - 1 - REACH), -1), 1, good, mine):
        return None
    while i < end:
        first = i
        i += 1
        while i < end and goes_on(to[i - 1], to[i]):
            i += 1
        if (there := in_the_place_of(alignment, first, i, theirs)) is not None:
            before, behind = to[first - 1] if first else -1, to[i] if i < len(to) else -1
            if not both or (0 <= before < there[0] and there[1] <= behind and behind - before <= NEAR):
                return there
    return None


def _beside(alignment: Alignment, near: range, step: int, good: set[int], mine: set[int]) -> bool:
    s, to = alignment.sentence, alignment.to
    for j in near:
        if j in mine or s.gaps[j if step < 0 else j + 1].strip(" -%") not in ("", "$", "€", "£"):
            return False
        if to[j] >= 0 and (step < 0 or s.keys[j] not in FUNCTION) and to[j] + step in good:
            return True
    return False


def in_the_place_of(alignment: Alignment, start: int, end: int, theirs: set[int]) -> tuple[int, int] | None:
    """Which of the places in `theirs` the evidence has where the sentence has the words `start` to `end`: between, or
    beside, the words that go before and after them. None if they stand there themselves, or nothing of the kind does."""
    s, e, to, of = alignment.sentence, alignment.evidence, alignment.to, alignment.evidence.of
    i, j = start - 1, end
    first, last = to[start], to[end - 1]
    while (
        i >= 0
        and start - i <= LEAD
        and s.keys[i] in FUNCTION
        and (to[i] < 0 or (first >= 0 and to[i] == first - (start - i)))
    ):
        i -= 1
    while (
        j < len(s)
        and j - end < LEAD
        and s.keys[j] in FUNCTION
        and (to[j] < 0 or (last >= 0 and to[j] == last + 1 + j - end))
    ):
        j += 1
    left = to[i] if i >= 0 else -1
    right = to[j] if j < len(s) else -1
    if first >= 0 and (
        (left >= 0 and first - left == start - i) or (right >= 0 and right - last == j - end + 1)
    ):
        return None
    there = _slot(alignment, (i, start, end, j), (left, right), theirs)
    if there is not None and first >= 0 and last >= 0:
        follows = left < 0 or (left < first and of[left] == of[first])
        precedes = right < 0 or (last < right and of[right] == of[last])
        if follows and precedes and set(e.keys[slice(*there)]).isdisjoint(s.keys[end:]):
            return None  # only something between was left out
    return there


def _slot(
    alignment: Alignment, words: tuple[int, int, int, int], beside: tuple[int, int], theirs: set[int]
) -> tuple[int, int] | None:
    """The words in `theirs` right after the left one of two places of the evidence, or right before the right one."""
    s, e, of = alignment.sentence, alignment.evidence, alignment.evidence.of
    (i, start, end, j), (left, right) = words, beside
    if left >= 0:
        begin = left + 1
        for k in range(i + 1, start):
            begin += begin < len(e) and e.keys[begin] == s.keys[k]
        until = begin
        most = right if begin < right else begin + NEAR
        while (
            until in theirs
            and until < most
            and of[until] == of[left]
            and (until == begin or not e.gaps[until].strip(" .-'"))
        ):
            until += 1
        if until > begin and e.gaps[begin].strip(" ($€£-'\"“") in ("", s.gaps[start].strip()):
            return begin, until
    if right > 0:
        until = right
        for k in range(j - 1, end - 1, -1):
            until -= e.keys[until - 1] == s.keys[k]
        begin = until
        while (
            begin - 1 in theirs
            and (begin - 1 > left or left >= until)
            and of[begin - 1] == of[right]
            and (begin == until or not e.gaps[begin].strip(" .-'"))
        ):
            begin -= 1
            if until - begin >= NEAR:
                break
        if until > begin and not e.gaps[until].strip(" ,%)-'"):
            return begin, until
    return None


def goes_on(p: int, q: int) -> bool:
    return q == p + 1 if p >= 0 else q < 0
