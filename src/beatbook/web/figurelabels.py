"""What is written in and under the chart of a figure: labels, levels, days, what its marks mean, and what it shows in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from beatbook.model import Bound, Days, PeriodKind
from beatbook.periods import length, month_of, months, year_of, years
from beatbook.web import charts, dates, figures
from beatbook.web.charts import Tick
from beatbook.web.figurecontexts import KeyPart, Label
from beatbook.web.figurelayout import COLUMNS, EDGE, HACHURE, ROOMS, SHAPES, Drawn, Mark, Place, extent
from beatbook.web.timecharts import ticks

LABELS, ALL = 16, 12
"""Labels in the field at most, and values that each may have one; what finds no room has none."""
YEARS = 6
"""Labels of years at most."""

_STEPS = (1, 2, 5, 10, 20, 50)


def says(drawn: Drawn) -> str:
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


def unit(drawn: Drawn) -> str:
    unit = figures.unit_said(drawn.figure.unit)
    return drawn.words("figure-in-unit", unit=unit) if unit else ""


def down(drawn: Drawn) -> Iterator[Tick]:
    shown = (drawn.levels[0], drawn.levels[-1]) if drawn.is_small else drawn.levels
    for n in dict.fromkeys((0.0, *shown)):
        yield Tick(charts.pixels(drawn.y.at(n)), dates.short_number(n, drawn.words.language))


def across(drawn: Drawn, place: Place) -> Iterator[Tick]:
    """Labels below: of a year or month that is a period of the figure under its middle, else at the first day of what they name."""
    days, language = Days(drawn.x.first, drawn.x.last), drawn.words.language
    yearly, monthly = (drawn.figure.period is kind for kind in (PeriodKind.YEAR, PeriodKind.MONTH))
    found = ticks(days)
    if yearly:
        every = years(days)
        step = next((s for s in _STEPS if len(every) <= s * YEARS), _STEPS[-1])
        found = [(y.first, "y") for y in every if y.first.year % step == 0] or [(every[-1].first, "y")]
    elif monthly and all(skeleton == "MMMd" for _, skeleton in found):
        found = [(m.first, "MMM" if n else "yMMM") for n, m in enumerate(months(days))]
    for day, skeleton in found:
        label = dates.short(day, skeleton, language)
        at = drawn.x.start(day)
        if yearly or (monthly and skeleton != "y"):
            end = drawn.x.end((year_of if yearly else month_of)(day).last)
            yield Tick(place((at + end) / 2), label, "middle")
        elif at * ROOMS[1] / 100 + charts.text_width(label) < ROOMS[1] + EDGE:
            yield Tick(place(at), label)


def labels(drawn: Drawn, place: Place) -> Iterator[Label]:
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


def _told(drawn: Drawn) -> list[tuple[str, float, tuple[float, ...]]]:
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


def _label(drawn: Drawn, mark: Mark) -> str:
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


def _marked(drawn: Drawn, room: float) -> Iterator[_Rect]:
    """The room that marks and hatched bands take."""
    for mark in (*drawn.marks, *drawn.earlier):
        x, y = drawn.middle(mark.point) * room / 100 + mark.beside, drawn.y.at(mark.stated.value)
        yield x - 5, y - 5, x + 5, y + 5
    for point, stated in (*drawn.bounds, *drawn.broad):
        days, y = extent(drawn.figure, point), drawn.y.at(stated.value)
        over = HACHURE if stated.bound is Bound.AT_LEAST else 0
        left, right = (at * room / 100 for at in (drawn.x.start(days.first), drawn.x.end(days.last)))
        yield left, y - over - 1, right, y + HACHURE - over + 1


def key(drawn: Drawn, shapes: Mapping[str, str]) -> Iterator[KeyPart]:
    """What the marks that occur mean."""
    words = drawn.words
    kinds = {m.kind for m in drawn.marks}
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
    if not drawn.is_many and any(figures.is_open(m.point, m.stated) for m in drawn.marks):
        yield KeyPart("far", "far", words("figure-key-so-far"))
    if Bound.AT_LEAST in bounds:
        yield KeyPart("bound", "least", words("figure-key-least"))
    if Bound.AT_MOST in bounds:
        yield KeyPart("bound", "most", words("figure-key-most"))
    if drawn.earlier:
        yield KeyPart("earlier", "ring", words("figure-key-earlier"))
    if drawn.gaps:
        yield KeyPart("gap", "", words("figure-key-gap"))
