"""The chart of a figure: what was stated, for which days, and how it was meant.

Across are the days, down the values. A value is a mark in the middle of its period; where the period was not over, a stroke goes from
its first day to the day as of which it was counted. Only neighbouring periods that are each counted whole, and of which nobody
says otherwise, are joined. A bound is an edge over all of the periods that it holds for, hatched on the side on which the value is.
Rivals stand beside one another, each speaker in a shape of its own; filled is exact, hollow is about.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from beatbook.model import Bound, Charted, Days, Figure, PeriodKind, Point, Stated
from beatbook.periods import length, month_of, year_of, years
from beatbook.web import charts, dates, figures
from beatbook.web.charts import Across, Box, Down, Tick
from beatbook.web.figurecontexts import FigureChart, FigureDrawing, KeyPart, Label, Spot
from beatbook.web.timecharts import ticks
from beatbook.web.words import Words

FIELD, SMALL = 176.0, 56.0
"""Pixels from the lowest to the highest level, and of a chart in a list."""
GUTTER, EDGE = 48.0, 10.0
"""Pixels beside the field, for the levels' labels and for marks at its end; the style sheet says the same."""
ALONE = 640.0
"""Pixels of the width of a picture of its own."""
ROOMS = (charts.WIDE - GUTTER - EDGE, charts.NARROW - GUTTER - EDGE)
"""Pixels of the field's width on a page, and on a phone, at the least."""
UNITS = 1000.0
"""Units of the width of the field in which lines are drawn."""

MARKS = 260
"""Values and bounds that are drawn one by one. Of more, each of `COLUMNS` has a stroke from its lowest to its highest value, so that a
chart stays under 30 kB."""
COLUMNS = 100
DENSE = 100
"""Values from which on marks are smaller."""
TITLED = 60
"""Marks that say what they are when pointed at, where there are not more."""
LABELS, ALL = 16, 12
"""Labels in the field at most, and values that each may have one; what finds no room has none."""
GAPS = 100
"""Gaps that are drawn one by one. Of more, those that lie nearest to each other are drawn as one until there are so few."""
HACHURE = 9.0
"""Pixels that a bound is hatched on its open side."""
BROAD, BANDS = 8.0, 20
"""Per cent of the width from which on a bound is hatched, and how many are, the broadest; another one has an arrow."""
RIVALS = 9.0
"""Pixels between rivals."""
YEARS = 6
"""Labels of years at most."""

SHAPES = ("circle", "diamond", "triangle", "square", "cross")
"""Of the speaker who states most, the next, and so on; the last is for all others."""

_STEPS = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A value of a point."""

    point: Point
    stated: Stated
    kind: str
    shape: str = SHAPES[0]
    beside: float = 0.0


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn of a figure, and where: its marks, bounds and gaps. `is_many`: too many to draw each."""

    words: Words
    charted: Charted
    marks: Sequence[_Mark]
    earlier: Sequence[_Mark]
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
        days = _extent(self.figure, point)
        return (self.x.start(days.first) + self.x.end(days.last)) / 2


def chart(
    words: Words, charted: Charted, key: str = "figure", *, is_small: bool = False, is_alone: bool = False
) -> FigureChart | None:
    """The chart of a figure; None where nothing was stated of it. `key` tells it from other charts of a page. One that stands alone is a
    picture with a width of its own."""
    shapes = _shapes(charted.points)
    drawn = _drawn(words, charted, shapes, is_small=is_small)
    if drawn is None:
        return None
    title = figures.title(words, charted)
    hidden = sum(len(p.earlier) for p in charted.points) - len(drawn.earlier)
    return FigureChart(
        title=title,
        drawing=_drawing(drawn, key, title, is_alone=is_alone),
        key=() if is_small else tuple(_key(drawn, shapes)),
        notes=(words("figure-left-earlier", n=hidden),) if hidden and not is_small else (),
    )


# ---- what is drawn ------------------------------------------------------------------------------------------------------------


def _drawn(words: Words, charted: Charted, shapes: Mapping[str, str], *, is_small: bool) -> _Drawn | None:
    marks = list(_marks(charted.points, shapes))
    bounds = [(p, s) for p in charted.points for s in p.bounds if math.isfinite(s.value)]
    if not marks and not bounds:
        return None
    before = [
        _Mark(p, s, "earlier")
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
    return _Drawn(
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


def _shapes(points: Sequence[Point]) -> dict[str, str]:
    """The shape of each speaker (by its bare name, "" is nobody) who has a rival somewhere; empty if nobody has."""
    contested = {_speaker(s) for p in points if len(p.values) > 1 for s in p.values}
    counts = Counter(_speaker(s) for p in points for s in p.values)
    ranked = sorted(contested, key=lambda who: (-counts[who], who))
    return {who: SHAPES[min(n, len(SHAPES) - 1)] for n, who in enumerate(ranked)}


def _speaker(stated: Stated) -> str:
    names = figures.speakers(stated.observations)
    return figures.bare(names[0]) if names else ""


def _marks(points: Sequence[Point], shapes: Mapping[str, str]) -> Iterator[_Mark]:
    for point in points:
        found = [s for s in point.values if math.isfinite(s.value)]
        taken: set[str] = set()
        for n, stated in enumerate(found):
            shape = shapes.get(_speaker(stated), SHAPES[0])
            if shape in taken:
                shape = next((s for s in SHAPES if s not in taken), SHAPES[-1])
            taken.add(shape)
            kind = "about" if stated.bound is Bound.ABOUT else "exact"
            yield _Mark(point, stated, kind, shape, (n - (len(found) - 1) / 2) * RIVALS)


def _extent(figure: Figure, point: Point) -> Days:
    """The days that a point takes across: of a stock, and of a total, the day as of which it is."""
    if point.period is None or figure.period is PeriodKind.TOTAL:
        return Days(point.as_of, point.as_of)
    return point.period


def _span(charted: Charted) -> Days:
    """The days of the chart: those of all points, and what has passed since, if that is not more than they have. Of what has no
    periods whole months."""
    found = [_extent(charted.figure, p) for p in charted.points]
    first, last = min(d.first for d in found), max(d.last for d in found)
    last = max(last, min(charted.as_of, last + (last - first)))
    if charted.figure.period in (PeriodKind.STOCK, PeriodKind.TOTAL):
        return Days(month_of(first).first, month_of(last).last)
    if charted.figure.period is PeriodKind.YEAR:
        return Days(first, year_of(last).last)
    return Days(first, last)


def _joined(gaps: list[Days]) -> list[Days]:
    """Gaps, of which those that lie nearest to each other are one where there are too many."""
    while len(gaps) > GAPS:
        n = min(range(len(gaps) - 1), key=lambda i: gaps[i + 1].first - gaps[i].last)
        gaps[n : n + 2] = [Days(gaps[n].first, gaps[n + 1].last)]
    return gaps


# ---- the drawing --------------------------------------------------------------------------------------------------------------

_Place = Callable[[float], str]
"""A place across, in per cent, as it is written."""


def _drawing(drawn: _Drawn, key: str, title: str, *, is_alone: bool) -> FigureDrawing:
    y, room = drawn.y, ALONE - GUTTER - EDGE
    height = charts.pixels(y.bottom + 26)

    def place(x: float) -> str:
        return charts.pixels(room * x / 100) if is_alone else charts.per_cent(x)

    return FigureDrawing(
        id=key,
        says=title,
        more=_says(drawn),
        height=height,
        width=charts.pixels(ALONE) if is_alone else "100%",
        view=f"{-GUTTER:g} 0 {ALONE:g} {height}" if is_alone else "",
        field=charts.pixels(room) if is_alone else "100%",
        is_dense=len(drawn.marks) > DENSE,
        ground=charts.pixels(y.at(0)),
        bottom=charts.pixels(y.bottom),
        unit="" if drawn.is_small else _unit(drawn),
        gaps=tuple(_box(drawn, place, g, y.top, y.bottom, "gap") for g in drawn.gaps),
        bands=tuple(_bands(drawn, place)),
        lines=tuple((kind, path) for kind, path in _lines(drawn) if path),
        spots=tuple((kind, spots) for kind, spots in _spots(drawn, place) if spots),
        labels=() if drawn.is_small or drawn.is_many else tuple(_labels(drawn, place)),
        across=tuple(_across(drawn, place)),
        across_y=charts.pixels(y.bottom + 20),
        down=tuple(_down(drawn)),
    )


def _box(drawn: _Drawn, place: _Place, days: Days, top: float, bottom: float, kind: str) -> Box:
    x, end = drawn.x.start(days.first), drawn.x.end(days.last)
    return Box(place(x), place(end - x), charts.pixels(top), charts.pixels(bottom - top), kind, "")


def _bands(drawn: _Drawn, place: _Place) -> Iterator[Box]:
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


def _lines(drawn: _Drawn) -> Iterator[tuple[str, str]]:
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


def _earlier(drawn: _Drawn) -> Iterator[str]:
    """From each earlier value to the one that took its place."""
    for mark in drawn.earlier:
        now = [m for m in drawn.marks if m.point is mark.point]
        if now:
            x, y = _units(drawn.middle(mark.point)), drawn.y.at
            yield f"M{x} {charts.pixels(y(mark.stated.value))}V{charts.pixels(y(now[0].stated.value))}"


def _edges(drawn: _Drawn) -> Iterator[str]:
    """The edge of each bound. Where there are too many, the highest of the lower ones and the lowest of the upper ones of each column,
    with a stem on its open side."""
    for point, stated in drawn.broad if drawn.is_many else (*drawn.broad, *drawn.bounds):
        days = _extent(drawn.figure, point)
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


def _ranges(drawn: _Drawn) -> Iterator[str]:
    """From the lowest to the highest value of each column."""
    found: dict[int, list[float]] = {}
    for mark in drawn.marks:
        found.setdefault(_column(drawn, mark.point), []).append(drawn.y.at(mark.stated.value))
    for n, values in found.items():
        x = (n + 0.5) * UNITS / COLUMNS
        # One value alone is a dot: the stroke of a line that hardly has a length, with round ends.
        yield f"M{x:g} {charts.pixels(min(values))}V{charts.pixels(max(max(values), min(values) + 0.1))}"


def _column(drawn: _Drawn, point: Point) -> int:
    return min(COLUMNS - 1, max(0, int(drawn.middle(point) * COLUMNS / 100)))


def _joins(drawn: _Drawn) -> Iterator[str]:
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


def _so_far(drawn: _Drawn) -> Iterator[str]:
    """From the first day of a period that was not over to the day as of which it was counted."""
    for mark in drawn.marks:
        days = mark.point.period
        if days and figures.is_open(mark.point, mark.stated):
            x, end = _units(drawn.x.start(days.first)), _units(drawn.x.end(mark.stated.as_of))
            y = drawn.y.at(mark.stated.value)
            yield f"M{x} {charts.pixels(y)}H{end}M{end} {charts.pixels(y - 5)}v10"


def _spots(drawn: _Drawn, place: _Place) -> Iterator[tuple[str, tuple[Spot, ...]]]:
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


# ---- what is written ----------------------------------------------------------------------------------------------------------


def _says(drawn: _Drawn) -> str:
    """What the chart shows, for those who do not see it."""
    words, said = drawn.words, []
    if drawn.marks:
        numbers = [m.stated.value for m in drawn.marks]
        low, high = (figures.amount(words, n, drawn.figure.unit) for n in (min(numbers), max(numbers)))
        first, last = (dates.long_day(day, words.language) for day in (drawn.x.first, drawn.x.last))
        said.append(words("figure-says-many", n=len(numbers), low=low, high=high, first=first, last=last))
    if bounds := len(drawn.bounds) + len(drawn.broad):
        said.append(words("figure-says-bounds", n=bounds))
    if gaps := sum(map(length, drawn.charted.gaps)):
        said.append(words("figure-says-gaps", n=gaps))
    return words("figure-says", said=" ".join(said))


def _unit(drawn: _Drawn) -> str:
    unit = figures.unit_said(drawn.figure.unit)
    return drawn.words("figure-in-unit", unit=unit) if unit else ""


def _down(drawn: _Drawn) -> Iterator[Tick]:
    shown = (drawn.levels[0], drawn.levels[-1]) if drawn.is_small else drawn.levels
    for n in dict.fromkeys((0.0, *shown)):
        yield Tick(charts.pixels(drawn.y.at(n)), dates.short_number(n, drawn.words.language))


def _across(drawn: _Drawn, place: _Place) -> Iterator[Tick]:
    """Labels below: of a year or month that is a period of the figure under its middle, else at the first day of what they name."""
    days, language = Days(drawn.x.first, drawn.x.last), drawn.words.language
    yearly, monthly = (drawn.figure.period is kind for kind in (PeriodKind.YEAR, PeriodKind.MONTH))
    found = ticks(days)
    if yearly:
        every = years(days)
        step = next((s for s in _STEPS if len(every) <= s * YEARS), _STEPS[-1])
        found = [(y.first, "y") for y in every if y.first.year % step == 0] or [(every[-1].first, "y")]
    for day, skeleton in found:
        label = dates.short(day, skeleton, language)
        at = drawn.x.start(day)
        if yearly or (monthly and skeleton != "MMMd" and skeleton != "y"):
            end = drawn.x.end((year_of if yearly else month_of)(day).last)
            yield Tick(place((at + end) / 2), label, "middle")
        elif at * ROOMS[1] / 100 + charts.text_width(label) < ROOMS[1] + EDGE:
            yield Tick(place(at), label)


def _labels(drawn: _Drawn, place: _Place) -> Iterator[Label]:
    """What is written at marks and bands, that which tells most first; what finds no room is left out."""
    taken: list[list[_Rect]] = [[*_marked(drawn, room)] for room in ROOMS]
    for text, x, lines in _told(drawn)[:LABELS]:
        width = charts.text_width(text)
        for y in lines:
            rects = [_rect(x, y, width, room) for room in ROOMS]
            free = [
                not any(_touch(rect, other) for other in there)
                for rect, there in zip(rects, taken, strict=True)
            ]
            if not free[0] or not 10 <= y <= drawn.y.bottom - 2:
                continue
            taken[0].append(rects[0])
            if free[1]:
                taken[1].append(rects[1])
            where = charts.anchor(x, width, ROOMS[1] if free[1] else ROOMS[0])
            yield Label(text, place(x), charts.pixels(y), where, not free[1])
            break


def _told(drawn: _Drawn) -> list[tuple[str, float, tuple[float, ...]]]:
    """What could be written, where across, and on which lines: where the figure stands, broad bounds, the highest and the lowest, then
    the rest if it is little."""
    words, last = drawn.words, figures.latest(drawn.charted.points)
    by_value = sorted(drawn.marks, key=lambda m: m.stated.value)
    now = [m for m in by_value if m.point is last]
    rest = [m for m in (*by_value[-1:], *by_value[:1]) if m not in now]
    if len(drawn.marks) <= ALL:
        rest += [m for m in reversed(drawn.marks) if m not in now and m not in rest]
    found = []
    for mark in (*now, *rest):
        y = drawn.y.at(mark.stated.value)
        lines: tuple[float, ...] = (y - 9, y + 18)
        if mark in now[: len(now) // 2] or (mark not in now and mark is by_value[0]):
            lines = (y + 18, y - 9)
        if mark in now:
            lines += (y - 22, y - 35, y + 31)
        found.append((_label(drawn, mark), drawn.middle(mark.point), lines))
    bands = []
    for point, stated in drawn.broad:
        beside = tuple(s for p, s in drawn.broad if p is point)
        if stated is not beside[0]:
            continue  # the bounds of a range are written as one
        text = figures.values(words, beside, drawn.figure.unit)
        top, foot = (drawn.y.at(choose(s.value for s in beside)) for choose in (max, min))
        if len(beside) == 1 and stated.bound is Bound.AT_LEAST:
            top -= HACHURE
        elif len(beside) == 1:
            foot += HACHURE
        bands.append((text, drawn.middle(point), (top - 5, foot + 16, top - 19)))
    return [*found[: len(now)], *bands, *found[len(now) :]]


def _label(drawn: _Drawn, mark: _Mark) -> str:
    words = drawn.words
    said = figures.value(words, mark.stated, drawn.figure.unit)
    if mark.point.period is None or not figures.is_open(mark.point, mark.stated):
        return said
    day = figures.day_in(words, mark.stated.as_of, mark.point.period)
    return words("figure-label-so-far", value=said, day=day)


_Rect = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels."""


def _rect(x: float, y: float, width: float, room: float) -> _Rect:
    left, right = charts.taken(x, width, room)
    return left, y - 10, right, y + 3


def _touch(one: _Rect, other: _Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _marked(drawn: _Drawn, room: float) -> Iterator[_Rect]:
    """The room that marks and hatched bands take."""
    for mark in (*drawn.marks, *drawn.earlier):
        x, y = drawn.middle(mark.point) * room / 100 + mark.beside, drawn.y.at(mark.stated.value)
        yield x - 5, y - 5, x + 5, y + 5
    for point, stated in (*drawn.bounds, *drawn.broad):
        days, y = _extent(drawn.figure, point), drawn.y.at(stated.value)
        over = HACHURE if stated.bound is Bound.AT_LEAST else 0
        left, right = (at * room / 100 for at in (drawn.x.start(days.first), drawn.x.end(days.last)))
        yield left, y - over - 1, right, y + HACHURE - over + 1


def _key(drawn: _Drawn, shapes: Mapping[str, str]) -> Iterator[KeyPart]:
    """What the marks that occur mean."""
    words = drawn.words
    kinds = {m.kind for m in drawn.marks}
    paths = {kind for kind, path in _lines(drawn) if path}
    bounds = {s.bound for _, s in (*drawn.bounds, *drawn.broad)}
    names = {
        figures.bare(n): n
        for p in drawn.charted.points
        for s in p.values
        for n in figures.speakers(s.observations)
    }
    if drawn.is_many:
        n = max(1, round(len(drawn.charted.points) / COLUMNS))
        yield KeyPart("range", "", words("figure-key-many", n=n))
    elif shapes:
        for shape in SHAPES:
            whose = [names[who] for who, s in shapes.items() if s == shape and who]
            if whose:
                yield KeyPart("exact", shape, words("figure-key-rival", who=figures.named(words, whose)))
            elif shapes.get("") == shape:
                yield KeyPart("exact", shape, words("figure-key-unnamed"))
            elif any(m.shape == shape for m in drawn.marks):
                yield KeyPart("exact", shape, words("figure-key-other"))
    elif "exact" in kinds:
        yield KeyPart("exact", SHAPES[0], words("figure-key-exact"))
    if "about" in kinds and not drawn.is_many:
        yield KeyPart("about", SHAPES[0], words("figure-key-about"))
    if "far" in paths:
        yield KeyPart("far", "far", words("figure-key-so-far"))
    if Bound.AT_LEAST in bounds:
        yield KeyPart("bound", "least", words("figure-key-least"))
    if Bound.AT_MOST in bounds:
        yield KeyPart("bound", "most", words("figure-key-most"))
    if drawn.earlier:
        yield KeyPart("earlier", "ring", words("figure-key-earlier"))
    if drawn.gaps:
        yield KeyPart("gap", "", words("figure-key-gap"))
