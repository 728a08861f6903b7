"""Days of what's ahead as people read them, in the interface's language: no more precise than somebody stated them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from babel.dates import format_date, format_interval, format_skeleton

from beatbook.model import Days, Precision
from beatbook.periods import month_of, year_of
from beatbook.web import dates


def quarter_of(day: date) -> Days:
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    return Days(first, month_of(date(day.year, first.month + 2, 1)).last)


@lru_cache(maxsize=4096)
def said(days: Days, language: str | None) -> str:
    """ "December 10, 2020", "Dec 7 – 13, 2020", "December 2020", "4th quarter 2020", "2021"."""
    if days.first == days.last:
        return dates.long_day(days.first, language)
    if days == year_of(days.first):
        return _written("y", days, language)
    if days == quarter_of(days.first):
        return _written("yQQQQ", days, language)
    if days == month_of(days.first):
        return _written("yMMMM", days, language)
    if days.first.day == 1 and days.last == month_of(days.last).last:
        return _between("yMMMM", days, language)
    return dates.days_between(*days, language)


@lru_cache(maxsize=4096)
def shortly(days: Days, language: str | None, year: int) -> str:
    """The same in short, without the year where it is this one: "Dec 10", "Dec 7 – 13", "December"."""
    if days.first.year != year or days.last.year != year:
        return said(days, language) if days.first != days.last else _written("yMMMd", days, language)
    if days.first == days.last:
        return _written("MMMd", days, language)
    if days in (year_of(days.first), quarter_of(days.first)):
        return said(days, language)
    if days == month_of(days.first):
        return str(format_date(days.first, "LLLL", locale=dates.locale(language)))
    return _between("MMMd", days, language)


@lru_cache(maxsize=4096)
def weekday(day: date, language: str | None) -> str:
    """ "Thu, Dec 10"."""
    return str(format_skeleton("MMMEd", day, locale=dates.locale(language)))


def for_machines(days: Days, precision: Precision) -> str:
    """As the element `time` of HTML takes it: a day, a week, a month or a year; of another period the first day."""
    first = days.first
    if precision is Precision.YEAR and days == year_of(first):
        return f"{first:%Y}"
    if precision is Precision.MONTH and days == month_of(first):
        return f"{first:%Y-%m}"
    if precision is Precision.WEEK and first.weekday() == 0 and days.last - first == timedelta(days=6):
        return f"{first:%G}-W{first:%V}"
    return first.isoformat()


def _written(skeleton: str, days: Days, language: str | None) -> str:
    return str(format_skeleton(skeleton, days.first, locale=dates.locale(language)))


def _between(skeleton: str, days: Days, language: str | None) -> str:
    return str(format_interval(days.first, days.last, skeleton, locale=dates.locale(language)))
