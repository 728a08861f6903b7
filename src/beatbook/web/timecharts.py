"""The chart over a timeline: how much was said of each day, what was read and what was not, and marks at the events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from beatbook.model import Attention, Days, Event, Timeline
from beatbook.periods import each_day, length, month_of, year_of
from beatbook.web import charts, dates
from beatbook.web.charts import Across, Box, Down, Drawing, Lanes, Mark, Tick
from beatbook.web.coverage import Coverage, State
from beatbook.web.site import Site
from beatbook.web.text import line, shortened
from beatbook.web.timecontexts import BarPart, ChartPart

BARS = 124
"""Bars of a chart at most: four months of days, two years of weeks, ten of months."""
FEWEST = 3
"""Days of the shortest period that is worth a chart."""
FIELD = 132.0
"""Pixels from the lowest to the highest value."""
MARK = 24.0
"""Pixels across and down that a mark takes: what a finger needs."""
MARK_LANES, LABEL_LANES = 3, 2
LABEL = 16.0
"""Pixels down that a row of labels takes."""
LABELS = 6
"""Events that are named in the chart, those that mattered most."""
LETTERS, SAID = 30, 80
"""Characters of such a name, and of what is said of a mark to those who hear it or point at it."""
STRIP = 7.0
"""Pixels of the strip below the bars that says where only some sources could be read."""
TICKS = 6
"""Labels below a chart at most."""

_WORDS = {
    State.WHOLE: "covered-whole",
    State.SOME: "covered-part",
    State.NONE: "covered-none",
    State.UNTRIED: "covered-untried-day",
    State.UNWATCHED: "covered-unwatched",
    State.AHEAD: "covered-ahead",
}


@dataclass(frozen=True, slots=True)
class Bar:
    """A day, week, month or year of a chart, as far as it lies in the period."""

    days: Days
    articles: int
    mentions: int


def chart_part(
    site: Site, timeline: Timeline, coverage: Coverage | None, source: str, anchors: Mapping[date, str]
) -> ChartPart | None:
    """The chart of a timeline; `source` says what is counted, `anchors` where each event stands on the page."""
    days = Days(timeline.first, timeline.last)
    if length(days) < FEWEST or not any(a.articles or a.mentions for a in timeline.attention):
        return None
    words, unit = site.words, unit_of(days)
    bars = bars_of(days, timeline.attention)
    best = max(bars, key=lambda b: (b.articles, b.mentions))
    highest = [_called(site, bar.days, unit) for bar in bars if bar.articles == best.articles]
    title = words(f"chart-most-{unit}", n=best.articles, what=words.joined(highest[:2]))
    if len(highest) == 2:
        title = words("chart-each", said=title)
    elif len(highest) > 2:
        title = words(f"chart-tie-{unit}", n=best.articles)
    if not best.articles:
        title = words("chart-mentions-only")
    return ChartPart(
        title=title,
        below=words(f"chart-by-{unit}"),
        drawing=drawing(site, timeline, bars, unit, coverage, anchors, title),
        key=_key(site, timeline, coverage),
        source=source,
        unit=words(unit),
        rows=tuple(_row(site, bar, unit, coverage) for bar in bars),
        has_coverage=coverage is not None,
    )


def unit_of(days: Days) -> str:
    """What a bar of a period stands for, so that there are not too many of them."""
    n = length(days)
    if n <= BARS:
        return "day"
    if n <= 7 * BARS - 7:
        return "week"
    months = (days.last.year - days.first.year) * 12 + days.last.month - days.first.month + 1
    return "month" if months <= BARS else "year"


def bars_of(days: Days, attention: Sequence[Attention]) -> list[Bar]:
    """The bars of a period, each day of which is in one."""
    unit, known = unit_of(days), {a.day: a for a in attention}
    bars: list[Bar] = []
    first = days.first
    while first <= days.last:
        last = min(days.last, _last(first, unit))
        said = [known[day] for day in each_day(Days(first, last)) if day in known]
        bars.append(Bar(Days(first, last), sum(a.articles for a in said), sum(a.mentions for a in said)))
        first = last + timedelta(days=1)
    return bars


def _last(day: date, unit: str) -> date:
    match unit:
        case "day":
            return day
        case "week":
            return day + timedelta(days=6 - day.weekday())
        case "month":
            return month_of(day).last
        case _:
            return year_of(day).last


def _called(site: Site, days: Days, unit: str) -> str:
    """A bar in words."""
    language = site.words.language
    if unit == "month":
        return dates.long_month(f"{days.first:%Y-%m}", language)
    if unit == "year":
        return dates.short(days.first, "y", language)
    return dates.days_between(days.first, days.last, language)


# ---- the drawing ------------------------------------------------------------------------------------------------------------


def drawing(
    site: Site,
    timeline: Timeline,
    bars: Sequence[Bar],
    unit: str,
    coverage: Coverage | None,
    anchors: Mapping[date, str],
    title: str,
) -> Drawing:
    words = site.words
    x = Across(timeline.first, timeline.last)
    best = max(bar.articles for bar in bars)
    levels = charts.steps(best)
    places = _places(site, timeline, x, anchors)
    rows = 1 + max((p.label for p in places if p.label is not None), default=-1)
    lanes = 1 + max((p.lane for p in places if p.lane is not None), default=-1)
    top = 14 + rows * LABEL + lanes * MARK
    y = Down(levels[-1], top, top + FIELD)
    with_event = {e.day for e in timeline.events}
    told = len(timeline.events)
    return Drawing(
        height=charts.pixels(y.bottom + STRIP + 20),
        rows=rows,
        top=charts.pixels(top),
        bottom=charts.pixels(y.bottom),
        says=words("chart-says", n=told, title=title, by=words(f"chart-by-{unit}")),
        bands=_bands(site, coverage, x, y) if coverage else (),
        bars=tuple(
            Box(
                x=charts.per_cent(x.start(bar.days.first) + _gap(x, bar)),
                width=charts.per_cent(x.end(bar.days.last) - x.start(bar.days.first) - 2 * _gap(x, bar)),
                y=charts.pixels(y.at(bar.articles)),
                height=charts.pixels(y.bottom - y.at(bar.articles)),
                kind="told" if any(day in with_event for day in each_day(bar.days)) else "bar",
                says=words("chart-bar", n=bar.articles, what=_called(site, bar.days, unit)),
            )
            for bar in bars
            if bar.articles
        ),
        across=_ticks(site, x),
        across_y=charts.pixels(y.bottom + STRIP + 14),
        down=tuple(
            Tick(charts.pixels(y.at(n)), words("articles", n=n) if n == levels[-1] else dates.number(n, words.language))
            for n in levels
        ),
        marks=tuple(_mark(site, p, bars, y, rows, lanes) for p in places if p.lane is not None),
    )  # fmt: skip


def _gap(x: Across, bar: Bar) -> float:
    """The room left on either side of a bar."""
    return 0.12 * (x.end(bar.days.first) - x.start(bar.days.first)) * length(bar.days)


@dataclass(frozen=True, slots=True)
class _Place:
    event: Event
    url: str
    x: float
    lane: int | None
    wide: bool
    text: str
    label: int | None


def _places(site: Site, timeline: Timeline, x: Across, anchors: Mapping[date, str]) -> list[_Place]:
    """Where the events' marks stand: those that mattered most choose first. One that has no room has none."""
    marks, labels = Lanes(MARK_LANES), Lanes(LABEL_LANES)
    found = []
    ranked = sorted(timeline.events, key=lambda e: (-e.score, e.day))
    for n, event in enumerate(ranked):
        at = x.middle(event.day)
        wide, narrow = (_mark_at(at, width) for width in (charts.WIDE, charts.NARROW))
        lane, is_wide = marks.take(wide, narrow), False
        if lane is None:
            lane, is_wide = marks.take(wide), True
        text = _label(site, event)
        row = None
        if lane is not None and n < LABELS:
            row = labels.take(charts.taken(at, charts.text_width(text), charts.WIDE, 14))
        found.append(_Place(event, anchors[event.day], at, lane, is_wide, text, row))
    return sorted(found, key=lambda p: p.event.day)


def _label(site: Site, event: Event) -> str:
    """What a mark is called in the chart: a name, without the quotation marks of a headline, that is short or is cut; else the day."""
    name = line(event.name)
    if name.startswith("“") and name.endswith("”"):
        name = name[1:-1]
    return shortened(name, LETTERS) or dates.short(event.day, "MMMd", site.words.language)


def _mark_at(x: float, width: float) -> tuple[float, float]:
    """The pixels that a mark takes; one at the edge reaches over it."""
    return x * width / 100 - MARK / 2, x * width / 100 + MARK / 2


def _mark(site: Site, place: _Place, bars: Sequence[Bar], y: Down, rows: int, lanes: int) -> Mark:
    day, lane = place.event.day, place.lane or 0
    bar = next(b for b in bars if b.days.first <= day <= b.days.last)
    middle = rows * LABEL + (lanes - lane) * MARK - MARK / 2
    text = place.text if place.label is not None else ""
    return Mark(
        url=place.url,
        says=_said(site, place.event),
        x=charts.per_cent(place.x),
        y=charts.pixels(middle),
        foot=charts.pixels(y.at(bar.articles) if bar.articles else y.bottom),
        label=text,
        label_y=charts.pixels((rows - (place.label or 0)) * LABEL - 4),
        anchor=charts.anchor(place.x, charts.text_width(text)),
        wide=place.wide,
    )


def _said(site: Site, event: Event) -> str:
    """An event in a few words: its day and what it is called, or how its first sentence begins."""
    name = shortened(line(event.name) or line(event.sentences[0].text), SAID)
    return site.words("chart-mark", day=dates.long_day(event.day, site.words.language), name=name)


def _bands(site: Site, coverage: Coverage, x: Across, y: Down) -> tuple[Box, ...]:
    """Where nothing could be read: over the whole height; where some sources could not, a strip below; likewise a line where
    the desk did not watch."""
    words, language = site.words, site.words.language
    kinds = (
        ("dark", (State.NONE, State.UNTRIED), y.top, y.bottom + STRIP),
        ("partly", (State.SOME,), y.bottom, y.bottom + STRIP),
        ("before", (State.UNWATCHED,), y.bottom + STRIP / 2, y.bottom + STRIP / 2 + 2),
    )
    return tuple(
        Box(
            x=charts.per_cent(x.start(run.first)),
            width=charts.per_cent(x.end(run.last) - x.start(run.first)),
            y=charts.pixels(top),
            height=charts.pixels(bottom - top),
            kind=kind,
            says=words(f"chart-{kind}-days", days=dates.days_between(run.first, run.last, language)),
        )
        for kind, states, top, bottom in kinds
        for run in coverage.runs(*states)
    )


def _ticks(site: Site, x: Across) -> tuple[Tick, ...]:
    """Some days, months or years below the chart."""
    language, found = site.words.language, ticks(Days(x.first, x.last))
    out = []
    for day, skeleton in found:
        label = dates.short(day, skeleton, language)
        at = x.start(day)
        out.append(
            Tick(charts.per_cent(at), label, charts.anchor(at, charts.text_width(label), charts.NARROW))
        )
    return tuple(out)


def ticks(days: Days) -> list[tuple[date, str]]:
    """At most `TICKS` days of a period at even steps, each with what is said of it (a skeleton of the CLDR): the first days of years or
    of months, else every so many days. The first of a year is named with it."""
    n = length(days)
    months = (days.last.year - days.first.year) * 12 + days.last.month - days.first.month
    if months < 3:
        step = -(-n // TICKS)
        return [(days.first + timedelta(days=i), "MMMd") for i in range(0, n, step)]
    if months < 12 * 4:
        step = next(s for s in (1, 2, 3, 4, 6, 12) if months / s <= TICKS - 1 or s == 12)
        firsts = [_month(days.first, i) for i in range(months + 1)]
        firsts = [f for f in firsts if f >= days.first and (f.month - 1) % step == 0]
        return [(f, "yMMM" if n == 0 or f.month == 1 else "MMM") for n, f in enumerate(firsts)]
    years = days.last.year - days.first.year
    step = next(s for s in (1, 2, 5, 10, 20, 50) if years / s <= TICKS - 1 or s == 50)
    every = range(days.first.year, days.last.year + 1)
    return [
        (day, "y") for day in (date(y, 1, 1) for y in every if y % step == 0) if days.first <= day <= days.last
    ]  # fmt: skip


def _month(day: date, more: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + more, 12)
    return date(year, month + 1, 1)


def _key(site: Site, timeline: Timeline, coverage: Coverage | None) -> tuple[tuple[str, str], ...]:
    """What the marks and hatches that occur mean."""
    words = site.words
    found = [("mark", words("chart-key-event"))] if timeline.events else []
    if coverage:
        if coverage.runs(State.NONE, State.UNTRIED):
            found.append(("dark", words("chart-key-dark")))
        if coverage.runs(State.SOME):
            found.append(("partly", words("chart-key-partly")))
        if coverage.runs(State.UNWATCHED):
            found.append(("before", words("chart-key-before")))
    return tuple(found)


def _row(site: Site, bar: Bar, unit: str, coverage: Coverage | None) -> BarPart:
    language = site.words.language
    return BarPart(
        says=_called(site, bar.days, unit),
        articles=dates.number(bar.articles, language),
        mentions=dates.number(bar.mentions, language),
        coverage=_covered(site, bar.days, coverage) if coverage else "",
    )


def _covered(site: Site, days: Days, coverage: Coverage) -> str:
    """How the sources could be read on these days, in a few words."""
    words = site.words
    if days.first == days.last:
        row, state = coverage.covered.get(days.first), coverage.state(days.first)
        if row and row.failed:
            return words("covered-of", n=row.reached + len(row.failed), reached=row.reached)
        return words(_WORDS[state])
    counts = Counter(coverage.state(day) for day in each_day(days))
    if len(counts) == 1:
        return words(_WORDS[next(iter(counts))])
    said = [
        words("covered-count", n=counts[state], what=words(_WORDS[state])) for state in State if counts[state]
    ]
    return words("comma").join(said)
