"""Days and times as people read them, in the language of what they stand beside."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval, format_skeleton
from babel.numbers import format_decimal, format_percent


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


@lru_cache(maxsize=4096)
def number(n: int, language: str | None) -> str:
    """ "9,000"."""
    return str(format_decimal(n, locale=locale(language)))


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
    """A day, month or year on the edge of a chart: "Oct 21" for `MMMd`, "Oct" for `MMM`, "2020" for `y`."""
    return str(format_skeleton(skeleton, day, locale=locale(language)))
