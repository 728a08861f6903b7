"""The chart of a figure: what was stated, for which days, and how it was meant.

Across are the days, down the values. A value is a mark in the middle of its period; where the period was not over, a stroke goes from
its first day to the day as of which it was counted. Only neighbouring periods that are each counted whole, and of which nobody
says otherwise, are joined. A bound is an edge over all of the periods that it holds for, hatched on the side on which the value is.
Rivals stand beside one another, each speaker in a shape of its own; filled is exact, hollow is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from beatbook.model import Bound, Charted, Days, PeriodKind, Point, Stated
from beatbook.web import charts, figurelabels, figures
from beatbook.web.charts import Box
from beatbook.web.figurecontexts import FigureChart, FigureDrawing, Spot
from beatbook.web.figurelayout import (
    COLUMNS,
    EDGE,
    GUTTER,
    HACHURE,
    Drawn,
    Place,
    extent,
    laid_out,
    shapes_of,
)
from beatbook.web.words import Words

ALONE = 640.0
"""Pixels of the width of a picture of its own."""
UNITS = 1000.0
"""Units of the width of the field in which lines are drawn."""
DENSE = 100
"""Values from which on marks are smaller."""
TITLED = 60
"""Marks that say what they are when pointed at, where there are not more."""


def chart(
    words: Words, charted: Charted, key: str = "figure", *, is_small: bool = False, is_alone: bool = False
) -> FigureChart | None:
    """The chart of a figure; None where nothing was stated of it. `key` tells it from other charts of a page. One that stands alone is a
    picture with a width of its own."""
    shapes = shapes_of(charted.points)
    drawn = laid_out(words, charted, shapes, is_small=is_small)
    if drawn is None:
        return None
    title = figures.title(words, charted)
    hidden = sum(len(p.earlier) for p in charted.points) - len(drawn.earlier)
    return FigureChart(
        title=title,
        drawing=_drawing(drawn, key, title, is_alone=is_alone),
        key=() if is_small else tuple(figurelabels.key(drawn, shapes)),
        notes=(words("figure-left-earlier", n=hidden),) if hidden and not is_small else (),
    )


def _drawing(drawn: Drawn, key: str, title: str, *, is_alone: bool) -> FigureDrawing:
    y, room = drawn.y, ALONE - GUTTER - EDGE
    height = charts.pixels(y.bottom + 26)

    def place(x: float) -> str:
        return charts.pixels(room * x / 100) if is_alone else charts.per_cent(x)

    return FigureDrawing(
        id=key,
        says=title,
        more=figurelabels.says(drawn),
        height=height,
        width=charts.pixels(ALONE) if is_alone else "100%",
        view=f"{-GUTTER:g} 0 {ALONE:g} {height}" if is_alone else "",
        field=charts.pixels(room) if is_alone else "100%",
        is_dense=len(drawn.marks) > DENSE,
        ground=charts.pixels(y.at(0)),
        bottom=charts.pixels(y.bottom),
        unit="" if drawn.is_small else figurelabels.unit(drawn),
        gaps=tuple(_box(drawn, place, g, y.top, y.bottom, "gap") for g in drawn.gaps),
        bands=tuple(_bands(drawn, place)),
        lines=tuple((kind, path) for kind, path in _lines(drawn) if path),
        spots=tuple((kind, spots) for kind, spots in _spots(drawn, place) if spots),
        labels=() if drawn.is_small or drawn.is_many else tuple(figurelabels.labels(drawn, place)),
        across=tuple(figurelabels.across(drawn, place)),
        across_y=charts.pixels(y.bottom + 20),
        down=tuple(figurelabels.down(drawn)),
    )


def _box(drawn: Drawn, place: Place, days: Days, top: float, bottom: float, kind: str) -> Box:
    x, end = drawn.x.start(days.first), drawn.x.end(days.last)
    return Box(place(x), place(end - x), charts.pixels(top), charts.pixels(bottom - top), kind, "")


def _bands(drawn: Drawn, place: Place) -> Iterator[Box]:
    """What is hatched of bounds: the side on which the value is; between two of a point, what lies between."""
    for point, stated in drawn.broad:
        if point.period is None:
            continue
        at = drawn.y.at(stated.value)
        above = [drawn.y.at(s.value) for p, s in drawn.broad if p is point and s.bound is Bound.AT_MOST]
        if stated.bound is Bound.AT_LEAST and above:
            yield _box(drawn, place, point.period, min(*above, at), at, "between")
        elif stated.bound is Bound.AT_LEAST:
            yield _box(drawn, place, point.period, at - HACHURE, at, "least")
        elif not any(p is point and s.bound is Bound.AT_LEAST for p, s in drawn.broad):
            yield _box(drawn, place, point.period, at, at + HACHURE, "most")


def _lines(drawn: Drawn) -> Iterator[tuple[str, str]]:
    """Paths in a field of `UNITS` across."""
    yield "earlier", " ".join(_earlier(drawn))
    yield "edge", " ".join(_edges(drawn))
    if drawn.is_many:
        yield "range", " ".join(_ranges(drawn))
        return
    yield "join", " ".join(_joins(drawn))
    yield "far", " ".join(_so_far(drawn))


def _units(x: float) -> str:
    return charts.pixels(x * UNITS / 100)


def _earlier(drawn: Drawn) -> Iterator[str]:
    """From each earlier value to the one that took its place."""
    for mark in drawn.earlier:
        now = [m for m in drawn.marks if m.point is mark.point]
        if now:
            x, y = _units(drawn.middle(mark.point)), drawn.y.at
            yield f"M{x} {charts.pixels(y(mark.stated.value))}V{charts.pixels(y(now[0].stated.value))}"


def _edges(drawn: Drawn) -> Iterator[str]:
    """The edge of each bound. Where there are too many, the highest of the lower ones and the lowest of the upper ones of each column,
    with a stem on its open side."""
    for point, stated in drawn.broad if drawn.is_many else (*drawn.broad, *drawn.bounds):
        days = extent(drawn.figure, point)
        y = charts.pixels(drawn.y.at(stated.value))
        yield f"M{_units(drawn.x.start(days.first))} {y}H{_units(drawn.x.end(days.last))}"
    if not drawn.is_many:
        return
    tightest: dict[tuple[int, Bound], float] = {}
    for point, stated in drawn.bounds:
        key, choose = (_column(drawn, point), stated.bound), max if stated.bound is Bound.AT_LEAST else min
        tightest[key] = choose(tightest.get(key, stated.value), stated.value)
    wide = UNITS / COLUMNS
    for (n, bound), value in tightest.items():
        y = charts.pixels(drawn.y.at(value))
        stem = -6 if bound is Bound.AT_LEAST else 6
        yield f"M{n * wide:g} {y}h{wide:g}m{-wide / 2:g} 0v{stem}"


def _ranges(drawn: Drawn) -> Iterator[str]:
    """From the lowest to the highest value of each column."""
    found: dict[int, list[float]] = {}
    for mark in drawn.marks:
        found.setdefault(_column(drawn, mark.point), []).append(drawn.y.at(mark.stated.value))
    for n, values in found.items():
        x = (n + 0.5) * UNITS / COLUMNS
        # One value alone is a dot: the stroke of a line that hardly has a length, with round ends.
        yield f"M{x:g} {charts.pixels(min(values))}V{charts.pixels(max(max(values), min(values) + 0.1))}"


def _column(drawn: Drawn, point: Point) -> int:
    return min(COLUMNS - 1, max(0, int(drawn.middle(point) * COLUMNS / 100)))


def _joins(drawn: Drawn) -> Iterator[str]:
    """Between the values of neighbouring periods that are counted whole, exactly, and by nobody otherwise."""
    alone = [m for m in drawn.marks if len(m.point.values) == 1 and m.kind == "exact"]
    known = [(m, d) for m in alone if (d := m.point.period) and not figures.is_open(m.point, m.stated)]
    if drawn.figure.period is PeriodKind.TOTAL:
        return
    at = None
    for (one, before), (other, after) in pairwise(known):
        if one.point.each or other.point.each or after.first - before.last != timedelta(days=1):
            continue
        ends = [
            f"{_units(drawn.middle(m.point))} {charts.pixels(drawn.y.at(m.stated.value))}"
            for m in (one, other)
        ]
        yield f"{'' if at is one else 'M' + ends[0]}L{ends[1]}"
        at = other


def _so_far(drawn: Drawn) -> Iterator[str]:
    """From the first day of a period that was not over to the day as of which it was counted."""
    for mark in drawn.marks:
        days = mark.point.period
        if days and figures.is_open(mark.point, mark.stated):
            x, end = _units(drawn.x.start(days.first)), _units(drawn.x.end(mark.stated.as_of))
            y = drawn.y.at(mark.stated.value)
            yield f"M{x} {charts.pixels(y)}H{end}M{end} {charts.pixels(y - 5)}v10"


def _spots(drawn: Drawn, place: Place) -> Iterator[tuple[str, tuple[Spot, ...]]]:
    """Marks by their kind, what is seen best last."""
    titled = len(drawn.marks) + len(drawn.bounds) + len(drawn.earlier) <= TITLED

    def spot(point: Point, stated: Stated, shape: str, beside: float = 0) -> Spot:
        says = figures.said(drawn.words, drawn.figure, point, (stated,)) if titled else ""
        x, y = place(drawn.middle(point)), charts.pixels(drawn.y.at(stated.value))
        return Spot(shape, x, y, charts.pixels(beside) if beside else "", says)

    yield "earlier", tuple(spot(m.point, m.stated, "ring") for m in drawn.earlier)
    if drawn.is_many:
        return
    ways = {Bound.AT_LEAST: "up", Bound.AT_MOST: "down"}
    yield "bound", tuple(spot(p, s, ways[s.bound]) for p, s in drawn.bounds)
    for kind in ("about", "exact"):
        yield kind, tuple(spot(m.point, m.stated, m.shape, m.beside) for m in drawn.marks if m.kind == kind)
