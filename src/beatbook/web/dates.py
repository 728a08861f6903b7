"""Days and times as people read them, in the language of what they stand beside."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_compact_decimal, format_decimal, format_percent

from beatbook.model import Days, Precision
from beatbook.periods import month_of, quarter_of, year_of


@lru_cache(maxsize=256)
def locale(language: str | None) -> Locale:
    """The locale of a language tag; English where there is none that we know."""
    for tag in ((language or "").replace("_", "-"), (language or "").split("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (ValueError, UnknownLocaleError, TypeError):
            continue
    return Locale("en")


@lru_cache(maxsize=4096)
def long_day(day: date, language: str | None) -> str:
    """ "December 2, 2020"; "2020년 12월 2일"."""
    return str(format_date(day, "long", locale=locale(language)))


@lru_cache(maxsize=64)
def masthead_day(day: date, language: str | None) -> str:
    """The day over the page. In English with two digits, "December 05, 2020", as our model prints it."""
    place = locale(language)
    if place.language == "en":
        return str(format_date(day, "MMMM dd, y", locale=place))
    return str(format_date(day, "full", locale=place))


@lru_cache(maxsize=4096)
def long_month(month: str, language: str | None) -> str:
    """ "November 2020" for "2020-11"; the text itself if it is no month."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        return month
    return str(format_skeleton("yMMMM", first, locale=locale(language)))


def day_and_time(at: datetime, zone: ZoneInfo, language: str | None) -> str:
    """ "November 22, 2026, 06:00 UTC" in the desk's zone."""
    here = at.astimezone(zone)
    return f"{long_day(here.date(), language)}, {here:%H:%M} {here.tzname()}"


EXACT = 1e15
"""From here on a number is written by its first digits; Babel fails on some that have 25."""


@lru_cache(maxsize=4096)
def number(n: float, language: str | None) -> str:
    """ "9,000"; "2.5"; of more digits than anybody reads the first ones."""
    if not abs(n) < EXACT:
        return f"{n:.6g}"
    return str(format_decimal(n, locale=locale(language)))


@lru_cache(maxsize=1024)
def short_number(n: float, language: str | None) -> str:
    """The same with few letters: "9,000", "25K", "1.5M"."""
    if abs(n) < 10_000 or not abs(n) < EXACT:
        return number(n, language)
    return str(format_compact_decimal(n, locale=locale(language), fraction_digits=1))


def share(part: float, language: str | None) -> str:
    """ "93%" for 0.93."""
    return str(format_percent(part, locale=locale(language)))


@lru_cache(maxsize=4096)
def days_between(first: date, last: date, language: str | None) -> str:
    """ "November 3, 2020" for a day; "Nov 3 – 7, 2020" for several."""
    if first == last:
        return long_day(first, language)
    return str(format_interval(first, last, "yMMMd", locale=locale(language)))


@lru_cache(maxsize=4096)
def weekday(day: date, language: str | None) -> str:
    """ "Wednesday"."""
    return str(format_date(day, "EEEE", locale=locale(language)))


@lru_cache(maxsize=4096)
def short(day: date, skeleton: str, language: str | None) -> str:
    """A day as a skeleton of the CLDR has it: "Oct 21" for `MMMd`, "Oct" for `MMM`, "2020" for `y`."""
    return str(format_skeleton(skeleton, day, locale=locale(language)))


# ---- periods, no more precise than somebody stated them -------------------------------------------------------------------


@lru_cache(maxsize=4096)
def period(days: Days, language: str | None) -> str:
    """ "December 10, 2020", "Dec 7 – 13, 2020", "December 2020", "4th quarter 2020", "2021"."""
    if days.first == days.last:
        return long_day(days.first, language)
    if days == year_of(days.first):
        return short(days.first, "y", language)
    if days == quarter_of(days.first):
        return short(days.first, "yQQQQ", language)
    if days == month_of(days.first):
        return short(days.first, "yMMMM", language)
    if days.first.day == 1 and days.last == month_of(days.last).last:
        return _between("yMMMM", days, language)
    return days_between(*days, language)


@lru_cache(maxsize=4096)
def short_period(days: Days, language: str | None, year: int) -> str:
    """The same in short, without the year where it is this one: "Dec 10", "Dec 7 – 13", "December"."""
    if days.first.year != year or days.last.year != year:
        return period(days, language) if days.first != days.last else short(days.first, "yMMMd", language)
    if days.first == days.last:
        return short(days.first, "MMMd", language)
    if days in (year_of(days.first), quarter_of(days.first)):
        return period(days, language)
    if days == month_of(days.first):
        return str(format_date(days.first, "LLLL", locale=locale(language)))
    return _between("MMMd", days, language)


@lru_cache(maxsize=4096)
def weekday_and_day(day: date, language: str | None) -> str:
    """ "Thu, Dec 10"."""
    return str(format_skeleton("MMMEd", day, locale=locale(language)))


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


def _between(skeleton: str, days: Days, language: str | None) -> str:
    return str(format_interval(days.first, days.last, skeleton, locale=locale(language)))
