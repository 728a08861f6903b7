"""The series that observations of a figure make: by period, rivals side by side, and what a later value took the place of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from beatbook.model import Bound, Days, Figure, Observation, PeriodKind, Point, Stated


def series(figure: Figure, found: Iterable[Observation]) -> list[Point]:
    """What is stated of a figure, by period: the oldest first, of one period what is said of each in it behind what is said of it whole."""
    periods: defaultdict[tuple[Days | None, date | None, PeriodKind | None], list[Observation]] = defaultdict(
        list
    )
    for one in sorted(set(found), key=lambda o: (o.reported, o.span.article, o.span.start, o.value)):
        if one.figure == figure.slug:
            key = one.as_of if one.period is None else None
            start = one.period
            if figure.period is PeriodKind.TOTAL and one.period:
                start = Days(one.period.first, one.as_of)
            periods[start, key, one.each].append(one)
    points = [_point(key[0], key[2], ones) for key, ones in periods.items()]
    return sorted(
        points,
        key=lambda p: (
            p.period.last if p.period else p.as_of,
            p.period.first if p.period else p.as_of,
            p.each is not None,
        ),
    )


def _point(period: Days | None, each: PeriodKind | None, found: Sequence[Observation]) -> Point:
    stated = _joined(found)
    bounds = [s for s in stated if s.bound in (Bound.AT_LEAST, Bound.AT_MOST)]
    values, earlier = _standing([s for s in stated if s not in bounds], period)
    standing, old = _standing(bounds, period)
    as_of = max(s.as_of for s in stated)
    is_open = period is not None and all(s.as_of < period.last for s in values or standing)
    return Point(period, as_of, each, tuple(values), tuple(standing), tuple(earlier + old), is_open)


def _joined(found: Sequence[Observation]) -> list[Stated]:
    """The values, each with all observations that state it, the first reported first."""
    alike: defaultdict[tuple[float, Bound], list[Observation]] = defaultdict(list)
    for one in found:
        alike[one.value, one.bound].append(one)
    return [
        Stated(
            value,
            bound,
            max(o.as_of for o in ones),
            tuple({_words(o.stated_by): o.stated_by for o in reversed(ones) if o.stated_by}.values()),
            tuple(ones),
        )
        for (value, bound), ones in alike.items()
    ]


def _standing(stated: Sequence[Stated], period: Days | None) -> tuple[list[Stated], list[Stated]]:
    """The values that hold, and those that later ones took the place of. Only of one and the same speaker, or where nobody is named, is a
    later value taken for a newer one; else they are rivals."""
    earlier: list[Stated] = []
    revised: dict[int, Stated] = {}
    names = {id(s): tuple(map(_words, s.stated_by)) for s in stated}
    words = {key: frozenset().union(*of) for key, of in names.items()}
    corrections = {id(s) for s in stated if any(o.revises for o in s.observations)}
    first = [s.observations[0].reported for s in stated]
    near = _near([words[id(s)] for s in stated])
    for a in stated:
        # What can be newer was reported no earlier, and is of a speaker of whose name a word is in this one's; of 2,000 values of as many
        # speakers all pairs would be 4,000,000.
        named, last = near(words[id(a)]), a.observations[-1].reported
        since = bisect_left(named, bisect_left(first, last))
        for b, reported in ((stated[n], first[n]) for n in named[since:]):
            may_be = (
                b.as_of > a.as_of
                or (b.as_of == a.as_of and a.stated_by and reported > last)
                or id(b) in corrections
            )
            if not may_be or a is b or a.bound is not b.bound or not _is_later(b, a):
                continue
            is_newer = b.as_of > a.as_of
            may_be_same = not names[id(a)] or not names[id(b)]
            is_apart = words[id(a)].isdisjoint(words[id(b)]) and (names[id(a)] or names[id(b)])
            is_same = not is_apart and _is_same(names[id(a)], names[id(b)])
            if id(b) in corrections and (may_be_same or is_same):
                revised[id(b)] = max(a, revised.get(id(b), a), key=lambda s: s.observations[-1].reported)
            elif is_newer and (is_same or (may_be_same and b.value >= a.value)):
                pass
            elif not is_newer and b.as_of == a.as_of and is_same and a.stated_by:
                revised[id(b)] = max(a, revised.get(id(b), a), key=lambda s: s.observations[-1].reported)
            else:
                continue
            earlier.append(a)
            break
    gone = {id(s) for s in earlier}
    kept = [replace(s, revises=revised.get(id(s))) for s in stated if id(s) not in gone]
    return sorted(kept, key=lambda s: s.as_of, reverse=True), earlier


def _near(words: Sequence[frozenset[str]]) -> Callable[[frozenset[str]], Sequence[int]]:
    """The places of those who have a word in common with a name, or have no name; of all, for who has none."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    nameless = []
    for n, of in enumerate(words):
        for word in of:
            places[word].append(n)
        if not of:
            nameless.append(n)

    @cache
    def near(of: frozenset[str]) -> Sequence[int]:
        if not of:
            return range(len(words))
        return sorted({*nameless, *(n for word in of for n in places[word])})

    return near


def _is_later(b: Stated, a: Stated) -> bool:
    """Whether a value was first reported after another was last. Of one day's values only that one is which is known as of a later day, or
    which another article says is a correction: so no two take each other's place."""
    first, last = b.observations[0], a.observations[-1]
    if first.reported != last.reported or b.as_of != a.as_of:
        return first.reported > last.reported or (first.reported == last.reported and b.as_of > a.as_of)
    corrects, corrected = (any(o.revises for o in s.observations) for s in (b, a))
    return corrects and not corrected and first.span.article != last.span.article


Names = tuple[frozenset[str], ...]
"""The words of each name."""
_LITTLE = frozenset("the a an of for s and".split())


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.lower())) - _LITTLE


def _is_same(a: Names, b: Names) -> bool:
    """Whether those who state two values have a name in common, which may be given in part; or neither has one."""
    return any(x <= y or y <= x for x in a for y in b) if a or b else True
