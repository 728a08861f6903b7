"""What a mention of a date means: a day, week, month … or range, as a TIMEX3 value and as days.

TIMEX3 writes what is said: `2020-11-03`, `XXXX-11-03` where the year is not said, `XXXX-WXX-2` for a weekday, `2020-W45`,
`2020-W45-WE`, `2020-11`, `2020-SU`, and ranges as `(first,end,length)` with the end left out of the range. Which year or
week was meant where none is said is told from the article's day, and from whether the sentence looks back or ahead (`placed`).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Grain = Literal["day", "week", "weekend", "month", "quarter", "season", "year", "decade", "century", "range"]
Days = tuple[date, date]
"""First and last day, both included."""


@dataclass(frozen=True, slots=True)
class Value:
    """`first` and `last` are known where no year or week is left open; else `in_year` gives them for a year, or `weekday`
    is one of a week that is not said. `begin` is the first day as a range writes it. `part` is "start", "mid" or "end" of
    what is meant, `relation` what the text says beside it: "since", "until", "before", "after", "about"."""

    timex: str
    grain: Grain
    first: date | None = None
    last: date | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    begin: str = ""
    in_year: Callable[[int], Days | None] | None = None
    part: str = ""
    relation: str = ""
    clock: bool = False
    more: int = 0
    """Days behind the first where `weekday` is the first of several."""


def made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def shifted(day: date, count: int, unit: str) -> date | None:
    """A day so many days, business days, weeks, months … from another, or None beyond the calendar."""
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}.get(unit)
    try:
        if unit == "business":
            step, left, steps = (1 if count > 0 else -1), abs(count), 0
            while left and steps < 5000:
                day, steps = day + timedelta(step), steps + 1
                left -= day.weekday() < 5
            return None if left else day
        if months is None:
            return day + timedelta(count * {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}[unit])
        total = day.year * 12 + day.month - 1 + count * months
        year, month = divmod(total, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


SIGNS = {
    "day": "D", "business": "BD", "week": "W", "weekend": "W", "fortnight": "W", "month": "M", "quarter": "M", "half": "M",
    "year": "Y", "decade": "Y", "century": "Y",
}  # fmt: skip
_TIMES = {"fortnight": 2, "quarter": 3, "half": 6, "decade": 10, "century": 100}


def length(count: int, unit: str) -> str:
    return f"P{count * _TIMES.get(unit, 1)}{SIGNS[unit]}"


def year_sign(year: int | None) -> str:
    return "XXXX" if year is None else f"{year:04d}"


def in_two_digits(year: int) -> tuple[str, int | None]:
    """The year that two digits mean, as TIMEX and as a number; from 30 to 39 it may be either century."""
    if year < 30:
        return f"20{year:02d}", 2000 + year
    return (f"XX{year:02d}", None) if year < 40 else (f"19{year:02d}", 1900 + year)


def exact(day: date, grain: Grain = "day") -> Value:
    """A day. `grain` is how finely it was said: "two years ago" is a day by its TIMEX, but says no more than a year."""
    first, last = day, day
    if grain == "week":
        first, last = day - timedelta(min(3, (day - date.min).days)), capped(day, 3)
    elif grain == "month":
        first, last = day.replace(day=1), month_end(day.year, day.month)
    elif grain in ("year", "decade", "century"):
        first, last = date(day.year, 1, 1), date(day.year, 12, 31)
    return Value(day.isoformat(), grain, first, last, day.year, day.month, day.day, begin=day.isoformat())


def capped(day: date, days: int) -> date:
    return day + timedelta(min(days, (date.max - day).days))


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def on_day(year: int | None, month: int, day: int, sign: str = "") -> Value:
    """A day of a month; one that is none (Feb 30) has a TIMEX and no days. `sign` is the year as TIMEX where it is known in part."""
    timex = f"{sign or year_sign(year)}-{month:02d}-{day:02d}"

    def in_year(year: int) -> Days | None:
        found = made(year, month, day)
        return (found, found) if found else None

    found = made(year, month, day) if year is not None else None
    return Value(
        timex,
        "day",
        found,
        found,
        year,
        month,
        day,
        begin=timex,
        in_year=None if year is not None or sign else in_year,
    )


def on_day_of_month(day: int, reference: date, side: int = 0) -> Value:
    """A day of a month that is not said: the nearest to the reference; if `side` is below 0 the last one until then, above 0 the
    next one."""
    near = [
        found
        for shift in range(-2, 3)
        if (month := shifted(reference.replace(day=1), shift, "month"))
        and (found := made(month.year, month.month, day))
        and side * (found - reference).days >= 0
    ]
    found = min(near, key=lambda d: (abs((d - reference).days), d > reference), default=None)
    return Value(f"XXXX-XX-{day:02d}", "day", found, found, day=day, begin=f"XXXX-XX-{day:02d}")


def in_month(year: int | None, month: int) -> Value:
    def in_year(year: int) -> Days | None:
        return (date(year, month, 1), month_end(year, month)) if 0 < year < 10_000 else None

    timex = f"{year_sign(year)}-{month:02d}"
    first, last = (in_year(year) if year is not None else None) or (None, None)
    return Value(
        timex,
        "month",
        first,
        last,
        year,
        month,
        begin=f"{timex}-01",
        in_year=None if year is not None else in_year,
    )


def whole_year(year: int, prefix: str = "") -> Value:
    """A year; `prefix` "FY" or "SY" for a fiscal or school year, which begins where each keeps it, so that its days are unknown."""
    first, last = (None, None) if prefix else (made(year, 1, 1), made(year, 12, 31))
    return Value(f"{prefix}{year:04d}", "year", first, last, year, begin=f"{year:04d}-01-01")


def weekday_named(weekday: int) -> Value:
    timex = f"XXXX-WXX-{weekday + 1}"
    return Value(timex, "day", weekday=weekday, begin=timex)


def week_of(day: date) -> Value:
    monday = day - timedelta(day.weekday())
    year, week, _ = monday.isocalendar()
    return Value(f"{year:04d}-W{week:02d}", "week", monday, capped(monday, 6), year, begin=monday.isoformat())


def week_with(day: Value) -> Value:
    """The week that a day is in, which keeps the day's TIMEX ("the week of April 10")."""

    def around(days: Days | None) -> Days | None:
        week = week_of(days[0]) if days else None
        return (week.first, week.last) if week and week.first and week.last else None

    of_day = day.in_year
    known = around((day.first, day.first)) if day.first else None
    first, last = known or (None, None)
    return replace(
        day,
        grain="week",
        first=first,
        last=last,
        in_year=(lambda year: around(of_day(year))) if of_day else None,
    )


def week_numbered(year: int, week: int) -> Value | None:
    """A week of a year by number; 0 is the last."""
    try:
        last = date(year, 12, 28).isocalendar().week
        monday = date.fromisocalendar(year, min(week, last) if week else last, 1)
        return replace(week_of(monday), timex=f"{year:04d}-W{week or last:02d}")
    except (ValueError, OverflowError):
        return None


def week_of_month(year: int | None, month: int, week: int) -> Value:
    """The first to fourth week of a month, 0 for the last, which TIMEX calls the fifth."""

    def in_year(year: int) -> Days | None:
        start = made(year, month, 1 + 7 * (week - 1)) if week else month_end(year, month) - timedelta(6)
        return (start, min(start + timedelta(6), month_end(year, month))) if start else None

    timex = f"{year_sign(year)}-{month:02d}-W{week or 5:02d}"
    first, last = (in_year(year) if year is not None else None) or (None, None)
    return Value(
        timex, "week", first, last, year, month, begin=timex, in_year=None if year is not None else in_year
    )


def weekend_of(day: date) -> Value:
    """The weekend of a day's week."""
    year, week, _ = day.isocalendar()
    saturday = capped(day - timedelta(day.weekday()), 5)
    return Value(
        f"{year:04d}-W{week:02d}-WE",
        "weekend",
        saturday,
        capped(saturday, 1),
        year,
        begin=saturday.isoformat(),
    )


def months_of(year: int | None, first: int, count: int, grain: Grain = "quarter") -> Value:
    """A quarter or half of a year."""

    def in_year(year: int) -> Days | None:
        return (date(year, first, 1), month_end(year, first + count - 1)) if 0 < year < 10_000 else None

    after = first + count
    sign = year_sign(year)
    following = year_sign(year if year is None or after < 13 else year + 1)
    timex = f"({sign}-{first:02d}-01,{following}-{(after - 1) % 12 + 1:02d}-01,P{count}M)"
    start, end = (in_year(year) if year is not None else None) or (None, None)
    return Value(
        timex,
        grain,
        start,
        end,
        year,
        begin=f"{sign}-{first:02d}-01",
        in_year=None if year is not None else in_year,
    )


_SEASON = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def season_of(year: int | None, code: str) -> Value:
    """A season by its northern months; winter is that which begins in the year."""

    def in_year(year: int) -> Days | None:
        begin = made(year, _SEASON[code], 1)
        after = shifted(begin, 3, "month") if begin else None
        return (begin, after - timedelta(1)) if begin and after else None

    start, end = (in_year(year) if year is not None else None) or (None, None)
    timex = code if year is None else f"{year:04d}-{code}"
    begin = f"{year_sign(year)}-{_SEASON[code]:02d}-01"
    return Value(
        timex, "season", start, end, year, begin=begin, in_year=None if year is not None else in_year
    )


def period(first: date, after: date, said: str, grain: Grain = "range") -> Value:
    """A range of days by its first day and the day after it."""
    first, after = min(first, after), max(first, after)
    timex = f"({first.isoformat()},{after.isoformat()},{said})"
    return Value(timex, grain, first, max(first, after - timedelta(1)), begin=first.isoformat())


def decade(start: int) -> Value | None:
    if not 0 < start < 9980:
        return None
    return period(date(start, 1, 1), date(start + 10, 1, 1), "P10Y", "decade")


def open_decade(tens: int, reference: date) -> Value:
    """A decade by its tens alone ("the nineties"): the last one that has begun."""
    start = reference.year // 100 * 100 + tens
    start = start if start <= reference.year else start - 100
    days = decade(start)
    timex = f"(XX{tens:02d}-01-01,XX{(tens + 10) % 100:02d}-01-01,P10Y)"
    return Value(
        timex,
        "decade",
        days.first if days else None,
        days.last if days else None,
        begin=f"XX{tens:02d}-01-01",
    )


def century(number: int) -> Value | None:
    if not 1 < number < 99:
        return None
    start = (number - 1) * 100
    return period(date(start, 1, 1), date(start + 100, 1, 1), "P100Y", "century")


def placed(value: Value, reference: date, ahead: bool | None) -> Value:
    """A value with its days, where its year or week is left open. `ahead` is what the sentence says: True for what is to come,
    False for what was; None takes the nearest."""
    if value.first is not None or (value.in_year is None and value.weekday is None):
        return value
    days: list[Days] = []
    if value.in_year is not None:
        days = [
            found
            for y in range(reference.year - 1, reference.year + 2)
            if 0 < y < 10_000 and (found := value.in_year(y))
        ]
        if not days:  # February 29
            days = [
                found
                for y in range(reference.year - 8, reference.year + 9)
                if 0 < y < 10_000 and (found := value.in_year(y))
            ]
    elif value.weekday is not None:
        back = (reference.weekday() - value.weekday) % 7
        days = [
            (at, capped(at, value.more))
            for shift in (-back, 7 - back)
            if (at := shifted(reference, shift, "day"))
        ]
    nearest = min(days, key=lambda d: _distance(d, reference), default=None)
    if ahead is True:
        days = [d for d in days if d[1] >= reference] or days
    elif ahead is False:
        days = [d for d in days if d[0] <= reference] or days
    if not days:
        return value
    chosen = min(days, key=lambda d: _distance(d, reference))
    if nearest and value.grain == "day" and _distance(chosen, reference) > FAR:
        chosen = nearest
    return replace(value, first=chosen[0], last=chosen[1])


FAR = 330
"""Days from which on a day without its year is not believed to be meant, whatever the verb says: the year would be said."""


def _distance(days: Days, reference: date) -> int:
    if days[0] <= reference <= days[1]:
        return 0
    return min(abs((days[0] - reference).days), abs((days[1] - reference).days))


def anchor(value: Value, reference: date) -> date | None:
    """The day that "two weeks from …" counts from."""
    if value.weekday is not None and value.first is None:
        return shifted(reference, (value.weekday - reference.weekday() - 1) % 7 + 1, "day")
    return placed(value, reference, None).first
