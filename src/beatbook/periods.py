"""Periods as addresses and commands name them, and what lies around each: its year, its months, the one before. Pure.

A period is written as short as it can be: `2020`, `2020-10`, `2020-10-21`, else `2020-10-01..2020-11-15`. There is one way of
writing each, so that it has one address.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from beatbook.errors import InputError, PeriodError
from beatbook.model import Days, Period, Precision

FIRST_YEAR, LAST_YEAR = 1800, 2199
"""Years that a period may have: what a desk may come upon, and every calendar has."""

LONGEST = 36_525
"""Days of the longest period: a hundred years."""

MONTHS = 12
"""Calendar months that the newest timeline covers, the one that is not over among them."""

_ONE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_DAY = timedelta(days=1)


class Unit(StrEnum):
    """What a period is."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    SPAN = "span"


def read(said: str) -> Days:
    """The period that is written like this; its ends may be a year, a month or a day each. Raises PeriodError."""
    first, mark, last = said.partition("..")
    days = Days(_one(first).first, _one(last if mark else first).last)
    if days.last < days.first:
        raise PeriodError("order", f"'{said}' ends before it begins")
    if length(days) > LONGEST:
        raise PeriodError("long", f"'{said}' is longer than a hundred years")
    return days


def _one(said: str) -> Days:
    match = _ONE.fullmatch(said.strip())
    if match is None:
        raise PeriodError(
            "form",
            f"'{said}' is no period; one is written like 2020, 2020-10, 2020-10-21 or 2020-10-01..2020-11-15",
        )
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise PeriodError("year", f"'{said}' is not between {FIRST_YEAR} and {LAST_YEAR}")
    try:
        if month is None:
            return year_of(date(year, 1, 1))
        if day is None:
            return month_of(date(year, month, 1))
        return Days(date(year, month, day), date(year, month, day))
    except ValueError as error:
        raise PeriodError("day", f"'{said}' is in no calendar") from error


def year_of(day: date) -> Days:
    return Days(date(day.year, 1, 1), date(day.year, 12, 31))


def month_of(day: date) -> Days:
    return Days(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))


def quarter_of(day: date) -> Days:
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    return Days(first, month_of(date(day.year, first.month + 2, 1)).last)


def unit(days: Days) -> Unit:
    if days.first == days.last:
        return Unit.DAY
    if days == month_of(days.first):
        return Unit.MONTH
    return Unit.YEAR if days == year_of(days.first) else Unit.SPAN


def written(days: Days) -> str:
    """The period as addresses have it."""
    match unit(days):
        case Unit.YEAR:
            return f"{days.first:%Y}"
        case Unit.MONTH:
            return f"{days.first:%Y-%m}"
        case Unit.DAY:
            return days.first.isoformat()
        case _:
            return f"{days.first}..{days.last}"


def length(days: Days) -> int:
    """How many days it has."""
    return (days.last - days.first).days + 1


def touch(one: Days, other: Days) -> bool:
    """Whether they have a day in common."""
    return one.first <= other.last and other.first <= one.last


def around(days: Days) -> Days | None:
    """The next larger period that it lies in: a day's month, a month's year, and the year of what lies in one."""
    match unit(days):
        case Unit.DAY:
            return month_of(days.first)
        case Unit.YEAR:
            return None
        case _:
            year = year_of(days.first)
            return year if days.last <= year.last else None


def inside(days: Days) -> tuple[Days, ...]:
    """The next smaller periods that it touches: a month's days, the months of up to two years, else years."""
    if unit(days) is Unit.DAY:
        return ()
    if unit(days) is Unit.MONTH:
        return tuple(Days(day, day) for day in each_day(days))
    return months(days) if length(days) <= 2 * 366 else years(days)


def years(days: Days) -> tuple[Days, ...]:
    """The years that a period touches."""
    return _each(days, year_of)


def months(days: Days) -> tuple[Days, ...]:
    """The months that a period touches."""
    return _each(days, month_of)


def _each(days: Days, of: Callable[[date], Days]) -> tuple[Days, ...]:
    found = [of(days.first)]
    while found[-1].last < days.last:
        found.append(of(found[-1].last + _DAY))
    return tuple(found)


def before(days: Days) -> Days | None:
    """The period of the same kind before it; None where the years end."""
    last = days.first - _DAY
    return _neighbour(days, last, Days(days.first - length(days) * _DAY, last))


def after(days: Days) -> Days | None:
    """The period of the same kind after it; None where the years end."""
    first = days.last + _DAY
    return _neighbour(days, first, Days(first, days.last + length(days) * _DAY))


def _neighbour(days: Days, day: date, other: Days) -> Days | None:
    found = other
    if unit(days) is Unit.YEAR:
        found = year_of(day)
    elif unit(days) is Unit.MONTH:
        found = month_of(day)
    return found if found.first.year >= FIRST_YEAR and found.last.year <= LAST_YEAR else None


def newest(span: Days, today: date) -> Days:
    """The period that is shown where none is asked for: the last twelve calendar months of what there is, the one that is
    not over among them; all of it where it is less. What is dated ahead of `today` does not count, if anything else is there."""
    last = min(span.last, today) if span.first <= today else span.last
    year, month = divmod(last.year * 12 + last.month - 1 - (MONTHS - 1), 12)
    return Days(max(span.first, date(year, month + 1, 1)), last)


def each_day(days: Days) -> Iterator[date]:
    """Its days, in order."""
    return (days.first + n * _DAY for n in range(length(days)))


def runs(days: Iterable[date]) -> tuple[Days, ...]:
    """Single days as runs of days that follow each other, in order."""
    found: list[Days] = []
    for day in sorted(set(days)):
        if found and day - found[-1].last == _DAY:
            found[-1] = Days(found[-1].first, day)
        else:
            found.append(Days(day, day))
    return tuple(found)


# ---- by the names that reviews have -----------------------------------------------------------------------------------------

LONGEST_NAMED = 366 * 10
"""Days of a period that is reviewed: nobody reviews more, and lists of days stay short."""

_ONE_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NAMED = re.compile(r"([0-9]{4})(?:-(?:([0-9]{2})|Q([1-4])|W([0-9]{2})))?")


def named(text: str) -> Period:
    """The period of a name. Raises InputError if it is none."""
    try:
        return _parsed(text.strip())
    except (ValueError, OverflowError):
        raise InputError(
            f"no period: '{text[:40]}' (2020-11, 2020, 2020-Q4, 2020-W45 or 2020-11-03..2020-11-17)"
        ) from None


def _parsed(text: str) -> Period:
    if ".." in text or _ONE_DAY.fullmatch(text):
        ends = text.split("..") if ".." in text else (text, text)
        first, last = map(date.fromisoformat, ends)
        if not 0 <= (last - first).days < LONGEST_NAMED:
            raise ValueError(text)
        name = f"{first}..{last}" if first < last else str(first)
        return Period(name, Precision.DAY, Days(first, last))
    found = _NAMED.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, quarter, week = (int(n) if n else None for n in found.groups())
    assert year is not None
    if month is not None:
        return Period(text, Precision.MONTH, _months_of(year, month, 1))
    if quarter is not None:
        return Period(text, Precision.QUARTER, _months_of(year, 3 * quarter - 2, 3))
    if week is not None:
        first = date.fromisocalendar(year, week, 1)
        return Period(text, Precision.WEEK, Days(first, first + timedelta(6)))
    return Period(text, Precision.YEAR, _months_of(year, 1, 12))


def _months_of(year: int, month: int, count: int) -> Days:
    after = 12 * year + month - 1 + count
    return Days(date(year, month, 1), date(after // 12, after % 12 + 1, 1) - _DAY)


def preceding(period: Period) -> Period:
    """The period of the same kind that ends where this one begins. Raises InputError where the calendar has none."""
    first, last = period.days
    try:
        eve = first - _DAY
        if period.kind is Precision.DAY:
            return named(f"{eve - (last - first)}..{eve}")
    except OverflowError:
        raise InputError(f"nothing is before {first}") from None
    if period.kind is Precision.WEEK:
        year, week, _ = eve.isocalendar()
        return named(f"{year:04}-W{week:02}")
    if period.kind is Precision.QUARTER:
        return named(f"{eve.year:04}-Q{(eve.month + 2) // 3}")
    return named(f"{eve.year:04}-{eve.month:02}" if period.kind is Precision.MONTH else f"{eve.year:04}")
