"""What is said of a figure in words: its values, its periods, its title, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from beatbook.model import Bound, Charted, Days, Figure, Observation, PeriodKind, Point, Stated
from beatbook.periods import year_of
from beatbook.web import dates
from beatbook.web.text import line, shortened
from beatbook.web.words import Words

UNIT, NAME = 16, 80
"""Characters of a unit and of a speaker's name that are shown."""

RIVALS = 8
"""Values of one period that are named where they are said in a sentence; the table has all."""

NAMED = 3
"""Speakers that are named in a sentence."""

_BEFORE, _CLOSE = frozenset("$€£₩¥"), frozenset("%°")

_BY = {PeriodKind.MONTH: "month", PeriodKind.QUARTER: "quarter", PeriodKind.YEAR: "year"}


def amount(words: Words, value: float, unit: str) -> str:
    """A number in its unit."""
    return in_unit(words, dates.number(value, words.language), unit)


def unit_said(unit: str) -> str:
    return shortened(line(unit), UNIT)


def in_unit(words: Words, said: str, unit: str) -> str:
    """A number, as it is written, in its unit."""
    unit = unit_said(unit)
    if not unit:
        return said
    if unit == "points":
        return words("figure-points", value=said)
    key = "figure-before" if unit in _BEFORE else "figure-close" if unit in _CLOSE else "figure-after"
    return words(key, value=said, unit=unit)


def value(words: Words, stated: Stated | Observation, unit: str) -> str:
    """A value as it is meant: "229", "at least 1,000", "about 300 t"."""
    return words(f"figure-{stated.bound.value}", value=amount(words, stated.value, unit))


def values(words: Words, stated: Iterable[Stated], unit: str) -> str:
    """Rival values as one: "229 or 240"; bounds: "at least 300 and at most 350"."""
    found = list(stated)
    if any(s.bound in (Bound.AT_LEAST, Bound.AT_MOST) for s in found):
        return words.joined(_some(words, list(dict.fromkeys(value(words, s, unit) for s in found))))
    if len(found) < 2 or any(s.bound is Bound.ABOUT for s in found):
        return _either(words, _some(words, list(dict.fromkeys(value(words, s, unit) for s in found))))
    numbers = list(dict.fromkeys(dates.number(s.value, words.language) for s in found))
    return in_unit(words, _either(words, _some(words, numbers)), unit)


def _some(words: Words, said: list[str]) -> list[str]:
    """The first of very many, and how many others there are."""
    if len(said) <= RIVALS:
        return said
    return [*said[:RIVALS], words("figure-others", n=len(said) - RIVALS)]


def _either(words: Words, said: list[str]) -> str:
    """ "A", "A or B", "A, B or C"."""
    if len(said) < 2:
        return "".join(said)
    return words("figure-or", first=words("comma").join(said[:-1]), last=said[-1])


def is_open(point: Point, stated: Stated | Observation) -> bool:
    """Whether a value does not reach the end of its period: it was counted so far."""
    return point.period is not None and stated.as_of < point.period.last


# ---- periods ------------------------------------------------------------------------------------------------------------------


def ends(words: Words, period: Days, kind: PeriodKind) -> tuple[str, str]:
    """The first and the last month, quarter or year of a period."""
    skeleton = {PeriodKind.MONTH: "yMMMM", PeriodKind.QUARTER: "yQQQQ"}.get(kind, "y")
    return dates.short(period.first, skeleton, words.language), dates.short(
        period.last, skeleton, words.language
    )


def period(words: Words, figure: Figure, point: Point) -> str:
    """What a point is of, as the head of its row."""
    language = words.language
    if point.period is None:
        total = figure.period is PeriodKind.TOTAL
        return words("figure-all") if total else dates.long_day(point.as_of, language)
    if figure.period is PeriodKind.TOTAL:
        return words("figure-from", day=_since(words, point.period))
    if point.each in _BY:
        first, last = ends(words, point.period, point.each)
        if first != last:
            return words(f"figure-each-{_BY[point.each]}", first=first, last=last)
    return dates.period(point.period, language)


def _since(words: Words, days: Days) -> str:
    """The day since which is counted; the year, where it is its first day."""
    if days.first == year_of(days.first).first:
        return dates.short(days.first, "y", words.language)
    return dates.long_day(days.first, words.language)


def said(words: Words, figure: Figure, point: Point, stated: Sequence[Stated] = ()) -> str:
    """What is stated of a point, or these of its values: "229 in 2020", "at least 1,000 in each year from 2000 to 2019"."""
    found = stated or point.values or point.bounds
    text, language = values(words, found, figure.unit), words.language
    as_of = max((s.as_of for s in found), default=point.as_of)
    if point.period is None:
        key = "figure-total" if figure.period is PeriodKind.TOTAL else "figure-stock"
        return words(key, values=text, day=dates.long_day(as_of, language))
    if figure.period is PeriodKind.TOTAL:
        since = _since(words, point.period)
        return words("figure-since", values=text, since=since, day=dates.long_day(as_of, language))
    if point.each in _BY:
        first, last = ends(words, point.period, point.each)
        if first != last:
            return words(f"figure-in-each-{_BY[point.each]}", values=text, first=first, last=last)
    of_quarter = "-quarter" if figure.period is PeriodKind.QUARTER else ""
    name = dates.period(point.period, language)
    if as_of < point.period.last:
        day = dates.short(as_of, "MMMMd", language)
        return words(f"figure-so-far{of_quarter}", values=text, period=name, day=day)
    return words(f"figure-in{of_quarter}", values=text, period=name)


def rows(words: Words, charted: Charted) -> tuple[tuple[str, str], ...]:
    """A figure as a table: each period with what is stated of it."""
    figure = charted.figure
    return tuple(
        (period(words, figure, p), values(words, (*p.values, *p.bounds), figure.unit))
        for p in charted.points
        if p.values or p.bounds
    )


def day_in(words: Words, day: date, days: Days) -> str:
    """A day as short as it can be told of a period: its year is said already."""
    return dates.short(day, "MMMd" if day.year == days.last.year else "yMMMd", words.language)


# ---- the whole --------------------------------------------------------------------------------------------------------------


def end(point: Point) -> date:
    return point.period.last if point.period else point.as_of


def latest(points: Sequence[Point]) -> Point | None:
    """The point that a figure stands at: of the last period, one with a value rather than one with bounds."""
    stated = [p for p in points if p.values or p.bounds]
    return max(stated, key=lambda p: (end(p), bool(p.values), p.as_of), default=None)


def latest_said(words: Words, charted: Charted) -> str:
    """Where the figure stands, in words; empty if nothing was stated."""
    last = latest(charted.points)
    return said(words, charted.figure, last) if last else ""


def name(words: Words, figure: Figure) -> str:
    """A figure with what it is counted over: "Arrivals in the South a year"."""
    title, by = line(figure.title) or figure.slug, _BY.get(figure.period)
    return words(f"figure-by-{by}", figure=title) if by and by not in title.lower() else title


def title(words: Words, charted: Charted) -> str:
    """What a figure shows, in plain words: where it stands, and what was before: a bound of many periods, or the value before."""
    last, called = latest(charted.points), name(words, charted.figure)
    if last is None:
        return called
    before = [p for p in charted.points if p is not last and end(p) <= end(last) and (p.values or p.bounds)]
    many = [p for p in before if p.each and p.period and p.bounds and p.period != last.period]
    found = [last, *(many or [p for p in before if p.values and p.each is None])[-1:]]
    parts = [said(words, charted.figure, p) for p in found]
    all_said = parts[0] if len(parts) < 2 else words("figure-and", said=parts[0], more=parts[1])
    return words("figure-title", figure=called, said=all_said)


def speakers(observations: Iterable[Observation]) -> list[str]:
    """Who states something, whoever does most often first."""
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for one in observations:
        if said_by := shortened(line(one.stated_by), NAME):
            key = bare(said_by)
            names.setdefault(key, said_by)
            counts[key] = counts.get(key, 0) + 1
    return [names[key] for key in sorted(counts, key=lambda k: (-counts[k], k))]


def bare(name: str) -> str:
    """A speaker's name without its article, in small letters."""
    return line(name).lower().removeprefix("the ")


def named(words: Words, names: Sequence[str]) -> str:
    """Some names in a sentence."""
    if len(names) <= NAMED:
        return words.joined(list(names))
    return words.joined([*names[:NAMED], words("figure-others", n=len(names) - NAMED)])
