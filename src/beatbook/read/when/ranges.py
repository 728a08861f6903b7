"""Ranges from one value to another, as TIMEX3 writes them: `(first,end,length)`, the end left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from beatbook.read.when import values as v


def between(a: v.Value, b: v.Value, reference: date) -> v.Value | None:
    """The range from one value to another. A year that one says holds for the other, too."""
    if "XXXX-XX" in a.begin + b.begin:
        return None
    a, b = _of_one_year(a, b)
    if a.weekday is None and b.weekday is not None and b.first is None and a.last is not None:
        day = v.shifted(a.last, (b.weekday - a.last.weekday()) % 7, "day")
        b = v.exact(day) if day else b
    first, after = _edge(a, reference), _edge(b, reference)
    if first is None or after is None:
        return None
    if first == after and (a.part or b.part):  # "from the end of May to early June"
        return between(replace(a, part=""), replace(b, part=""), reference)
    begins, ends = _begin(a), _begin(b)
    open_years = a.in_year is not None or b.in_year is not None or "X" in begins + ends
    if after < first and a.weekday is not None and b.weekday is not None:
        after = v.capped(after, 7)
    elif after < first and open_years:
        after = v.shifted(after, 1, "year") or after
    if after < first:
        return None
    timex = f"({begins},{ends},{_length(a, b, first, after)})"
    last = v.placed(replace(b, part=""), first, True).last if not b.part else after - timedelta(1)
    if last is None or last < first:
        last = after
    open_weeks = "XXXX-W" in timex and a.weekday is not None
    return v.Value(
        timex,
        "range",
        None if "X" in timex else first,
        None if "X" in timex else last,
        begin=begins,
        in_year=_yearly(a, b) if "XXXX-" in timex and not open_weeks else None,
        weekday=a.weekday if open_weeks else None,
        more=(last - first).days if open_weeks else 0,
    )


def _yearly(a: v.Value, b: v.Value) -> Callable[[int], v.Days | None]:
    def in_year(year: int) -> v.Days | None:
        start, end = _days_in(a, year), _days_in(b, year)
        if start and end and end[1] < start[0]:
            end = _days_in(b, year + 1)
        return (start[0], end[1]) if start and end and start[0] <= end[1] else None

    return in_year


def _days_in(value: v.Value, year: int) -> v.Days | None:
    if value.first is not None and value.last is not None:
        return value.first, value.last
    return value.in_year(year) if value.in_year is not None and 0 < year < 10_000 else None


def _of_one_year(a: v.Value, b: v.Value) -> tuple[v.Value, v.Value]:
    if a.in_year is not None and a.month and b.year is not None and b.month:
        year = b.year - (1 if (a.month, a.day or 1) > (b.month, b.day or a.day or 1) else 0)
        a = replace(_with_year(a, year), part=a.part)
    elif b.in_year is not None and b.month and a.year is not None and a.month:
        year = a.year + (1 if (b.month, b.day or 31) < (a.month, a.day or 1) else 0)
        b = replace(_with_year(b, year), part=b.part)
    return a, b


def _with_year(value: v.Value, year: int) -> v.Value:
    assert value.month is not None
    return v.on_day(year, value.month, value.day) if value.day else v.in_month(year, value.month)


def _edge(value: v.Value, reference: date) -> date | None:
    """The day on which a range begins or ends."""
    first, last = value.first, value.last
    if value.weekday is not None and first is None:
        return v.shifted(reference, (value.weekday - reference.weekday()) % 7, "day")
    if first is None and value.in_year is not None:
        days = value.in_year(reference.year)
        first, last = days if days else (None, None)
    if first is None or last is None:
        return None
    if value.part == "end" and last < date.max:
        return last + timedelta(1)
    if value.part == "mid":
        return (
            date(first.year, 7, 2)
            if value.grain == "year"
            else first + timedelta(15)
            if value.grain == "month"
            else first
        )
    return date.fromisoformat(value.begin) if value.grain == "day" and "X" not in value.begin else first


def _begin(value: v.Value) -> str:
    if not value.part or value.part == "start":
        return value.begin
    edge = _edge(value, date(2001, 1, 1))
    if edge is None:
        return value.begin
    return f"XXXX{edge.isoformat()[4:]}" if value.in_year is not None else edge.isoformat()


def _length(a: v.Value, b: v.Value, first: date, after: date) -> str:
    months = (after.year - first.year) * 12 + after.month - first.month
    if a.part in ("mid", "end") or b.part in ("mid", "end"):
        return (
            f"P{months - (after.day < first.day and a.part != 'mid')}M"
            if months
            else f"P{(after - first).days}D"
        )
    if a.grain == b.grain and a.grain in ("year", "decade", "century"):
        return f"P{after.year - first.year}Y"
    if a.grain in ("month", "year") and b.grain in ("month", "year") and after.day == first.day == 1:
        return f"P{months}M"
    if a.grain == b.grain == "week":
        return f"P{(after - first).days // 7}W"
    return f"P{(after - first).days}D"
