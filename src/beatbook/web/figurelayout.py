"""What the chart of a figure shows, and where: its marks, bounds and gaps, its axes, and the shapes of those who differ."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from beatbook.model import Bound, Charted, Days, Figure, PeriodKind, Point, Stated
from beatbook.periods import month_of, year_of
from beatbook.web import charts, figures
from beatbook.web.charts import Across, Down
from beatbook.web.words import Words

FIELD, SMALL = 176.0, 56.0
"""Pixels from the lowest to the highest level, and of a chart in a list."""
GUTTER, EDGE = 48.0, 10.0
"""Pixels beside the field, for the levels' labels and for marks at its end; the style sheet says the same."""
ROOMS = (charts.WIDE - GUTTER - EDGE, charts.NARROW - GUTTER - EDGE)
"""Pixels of the field's width on a page, and on a phone, at the least."""

MARKS = 260
"""Values and bounds that are drawn one by one. Of more, each of `COLUMNS` has a stroke from its lowest to its highest value, so that a
chart stays under 30 kB."""
COLUMNS = 100
GAPS = 100
"""Gaps that are drawn one by one. Of more, those that lie nearest to each other are drawn as one until there are so few."""
HACHURE = 9.0
"""Pixels that a bound is hatched on its open side."""
BROAD, BANDS = 8.0, 20
"""Per cent of the width from which on a bound is hatched, and how many are, the broadest; another one has an arrow."""
RIVALS = 9.0
"""Pixels between rivals."""

SHAPES = ("circle", "diamond", "triangle", "square", "cross")
"""Of the speaker who states most, the next, and so on; the last is for all others."""

Place = Callable[[float], str]
"""A place across, in per cent, as it is written."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value of a point."""

    point: Point
    stated: Stated
    kind: str
    shape: str = SHAPES[0]
    beside: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn of a figure, and where: its marks, bounds and gaps. `is_many`: too many to draw each."""

    words: Words
    charted: Charted
    marks: Sequence[Mark]
    earlier: Sequence[Mark]
    bounds: Sequence[tuple[Point, Stated]]
    broad: Sequence[tuple[Point, Stated]]
    gaps: Sequence[Days]
    levels: Sequence[float]
    x: Across
    y: Down
    is_small: bool
    is_many: bool

    @property
    def figure(self) -> Figure:
        return self.charted.figure

    def middle(self, point: Point) -> float:
        """Where a point stands across, in per cent."""
        days = extent(self.figure, point)
        return (self.x.start(days.first) + self.x.end(days.last)) / 2


def laid_out(words: Words, charted: Charted, shapes: Mapping[str, str], *, is_small: bool) -> Drawn | None:
    marks = list(_marks(charted.points, shapes))
    bounds = [(p, s) for p in charted.points for s in p.bounds if math.isfinite(s.value)]
    if not marks and not bounds:
        return None
    before = [
        Mark(p, s, "earlier")
        for p in charted.points
        for s in p.earlier
        if math.isfinite(s.value) and s.bound in (Bound.EXACT, Bound.ABOUT)
    ]
    n = len(marks) + len(bounds)
    earlier = before if not is_small and n + len(before) <= MARKS else []
    numbers = [m.stated.value for m in (*marks, *earlier)]
    # What is hatched over a bound needs room.
    numbers += [s.value * (1.1 if s.bound is Bound.AT_LEAST and s.value > 0 else 1.0) for _, s in bounds]
    levels = charts.levels(min(numbers), max(numbers), 2 if is_small else 4)
    top = 8.0 if is_small else 28.0
    days = _span(charted)
    x = Across(*days)
    wide = [
        (x.end(p.period.last) - x.start(p.period.first), n) for n, (p, _) in enumerate(bounds) if p.period
    ]
    ranges = {id(p) for p, _ in bounds if len({s.bound for s in p.bounds}) > 1}
    broad = {
        n for share, n in sorted(wide, reverse=True)[:BANDS] if share >= BROAD or id(bounds[n][0]) in ranges
    }
    gaps = [Days(max(g.first, days.first), min(g.last, days.last)) for g in charted.gaps]
    return Drawn(
        words=words,
        charted=charted,
        marks=marks,
        earlier=earlier,
        bounds=[b for n, b in enumerate(bounds) if n not in broad],
        broad=[b for n, b in enumerate(bounds) if n in broad],
        gaps=_joined([g for g in gaps if g.first <= g.last]),
        levels=levels,
        x=x,
        y=Down(levels[-1], top, top + (SMALL if is_small else FIELD), levels[0]),
        is_small=is_small,
        is_many=n > MARKS,
    )


def shapes_of(points: Sequence[Point]) -> dict[str, str]:
    """The shape of each speaker (by its bare name, "" is nobody) who has a rival somewhere; empty if nobody has."""
    contested = {_speaker(s) for p in points if len(p.values) > 1 for s in p.values}
    counts = Counter(_speaker(s) for p in points for s in p.values)
    ranked = sorted(contested, key=lambda who: (-counts[who], who))
    return {who: SHAPES[min(n, len(SHAPES) - 1)] for n, who in enumerate(ranked)}


def _speaker(stated: Stated) -> str:
    names = figures.speakers(stated.observations)
    return figures.bare(names[0]) if names else ""


def _marks(points: Sequence[Point], shapes: Mapping[str, str]) -> Iterator[Mark]:
    for point in points:
        found = [s for s in point.values if math.isfinite(s.value)]
        taken: set[str] = set()
        for n, stated in enumerate(found):
            shape = shapes.get(_speaker(stated), SHAPES[0])
            if shape in taken:
                shape = next((s for s in SHAPES if s not in taken), SHAPES[-1])
            taken.add(shape)
            kind = "about" if stated.bound is Bound.ABOUT else "exact"
            yield Mark(point, stated, kind, shape, (n - (len(found) - 1) / 2) * RIVALS)


def extent(figure: Figure, point: Point) -> Days:
    """The days that a point takes across: of a stock, and of a total, the day as of which it is."""
    if point.period is None or figure.period is PeriodKind.TOTAL:
        return Days(point.as_of, point.as_of)
    return point.period


def _span(charted: Charted) -> Days:
    """The days of the chart: those of all points, and what has passed since, if that is not more than they have. Of what has no
    periods whole months; where a period is a month or a year, the last is whole, for its label stands under its middle."""
    found = [extent(charted.figure, p) for p in charted.points]
    first, last = min(d.first for d in found), max(d.last for d in found)
    last = max(last, min(charted.as_of, last + (last - first)))
    if charted.figure.period in (PeriodKind.STOCK, PeriodKind.TOTAL):
        return Days(month_of(first).first, month_of(last).last)
    if charted.figure.period is PeriodKind.YEAR:
        return Days(first, year_of(last).last)
    if charted.figure.period is PeriodKind.MONTH:
        return Days(first, month_of(last).last)
    return Days(first, last)


def _joined(gaps: list[Days]) -> list[Days]:
    """Gaps, of which those that lie nearest to each other are one where there are too many."""
    while len(gaps) > GAPS:
        n = min(range(len(gaps) - 1), key=lambda i: gaps[i + 1].first - gaps[i].last)
        gaps[n : n + 2] = [Days(gaps[n].first, gaps[n + 1].last)]
    return gaps
