"""The periods that reviews are of: how they are asked for, which comes before, and what a review of one is called.

    parse("2020-11")    a month; likewise "2020", "2020-Q4", "2020-W45" (ISO 8601), "2020-11-03..2020-11-17", "2020-11-03"

Months are written as the press writes them: "Nov. 2020", but "July 2020".
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from beatbook.errors import InputError
from beatbook.model import Days, Period, Precision

MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
QUARTERS = ("first", "second", "third", "fourth")
LONGEST = 366 * 10
"""Days of a period: nobody reviews more, and lists of days stay short."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NAMED = re.compile(r"(\d{4})(?:-(?:(\d\d)|Q([1-4])|W(\d\d)))?")


def parse(text: str) -> Period:
    """The period of a name. Raises InputError if it is none."""
    try:
        return _parsed(text.strip())
    except (ValueError, OverflowError):
        raise InputError(
            f"no period: '{text[:40]}' (2020-11, 2020, 2020-Q4, 2020-W45 or 2020-11-03..2020-11-17)"
        ) from None


def _parsed(text: str) -> Period:
    if ".." in text or _DAY.fullmatch(text):
        ends = text.split("..") if ".." in text else (text, text)
        first, last = map(date.fromisoformat, ends)
        if not 0 <= (last - first).days < LONGEST:
            raise ValueError(text)
        name = f"{first}..{last}" if first < last else str(first)
        return Period(name, Precision.DAY, Days(first, last))
    found = _NAMED.fullmatch(text)
    if found is None:
        raise ValueError(text)
    year, month, quarter, week = (int(n) if n else None for n in found.groups())
    assert year is not None
    if month is not None:
        return Period(text, Precision.MONTH, _months(year, month, 1))
    if quarter is not None:
        return Period(text, Precision.QUARTER, _months(year, 3 * quarter - 2, 3))
    if week is not None:
        first = date.fromisocalendar(year, week, 1)
        return Period(text, Precision.WEEK, Days(first, first + timedelta(6)))
    return Period(text, Precision.YEAR, _months(year, 1, 12))


def _months(year: int, month: int, count: int) -> Days:
    after = 12 * year + month - 1 + count
    return Days(date(year, month, 1), date(after // 12, after % 12 + 1, 1) - timedelta(1))


def before(period: Period) -> Period:
    """The period of the same kind that ends where this one begins. Raises InputError where the calendar has none."""
    first, last = period.days
    try:
        eve = first - timedelta(1)
        if period.kind is Precision.DAY:
            return parse(f"{eve - (last - first)}..{eve}")
    except OverflowError:
        raise InputError(f"nothing is before {first}") from None
    if period.kind is Precision.WEEK:
        year, week, _ = eve.isocalendar()
        return parse(f"{year:04}-W{week:02}")
    if period.kind is Precision.QUARTER:
        return parse(f"{eve.year:04}-Q{(eve.month + 2) // 3}")
    return parse(f"{eve.year:04}-{eve.month:02}" if period.kind is Precision.MONTH else f"{eve.year:04}")


# ---- in words -----------------------------------------------------------------------------------------------------------


def short_day(day: date) -> str:
    """ "Nov. 3, 2020" """
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def short_days(days: Days) -> str:
    """Days without their year, for lists within a period: "Nov. 3", "Nov. 3–7", "Nov. 28–Dec. 2"."""
    first, last = days
    start = f"{MONTHS[first.month - 1]} {first.day}"
    if first == last:
        return start
    if (first.year, first.month) == (last.year, last.month):
        return f"{start}–{last.day}"
    return f"{start}–{MONTHS[last.month - 1]} {last.day}"


def called(period: Period) -> str:
    """A period as a title says it, after "in" and its like: "Nov. 2020", "the week of Nov. 2, 2020"."""
    first, last = period.days
    match period.kind:
        case Precision.MONTH:
            return f"{MONTHS[first.month - 1]} {first.year}"
        case Precision.QUARTER:
            return f"the {QUARTERS[first.month // 3]} quarter of {first.year}"
        case Precision.YEAR:
            return str(first.year)
        case Precision.WEEK:
            return f"the week of {short_day(first)}"
    return short_day(first) if first == last else f"the days from {short_day(first)} to {short_day(last)}"


def title(beat: str, period: Period) -> str:
    """ "North Korea in Nov. 2020: A month in review and what’s ahead" """
    kind = _KIND.get(period.kind)
    days = (period.days.last - period.days.first).days + 1
    what = f"A {kind}" if kind else "A day" if days == 1 else f"{days} days"
    into = "on" if period.kind is Precision.DAY and days == 1 else "in"
    return f"{beat} {into} {called(period)}: {what} in review and what’s ahead"


_KIND = {
    Precision.WEEK: "week",
    Precision.MONTH: "month",
    Precision.QUARTER: "quarter",
    Precision.YEAR: "year",
}


def deck(period: Period) -> str:
    first, last = map(short_day, period.days)
    if first == last:
        return f"An analytical look at the main developments of {first}"
    return f"An analytical look at the main developments from {first} to {last}"


def one_before(period: Period) -> str:
    """What the period before is called: "the month before"."""
    kind = _KIND.get(period.kind)
    if kind:
        return f"the {kind} before"
    days = (period.days.last - period.days.first).days + 1
    return "the day before" if days == 1 else f"the {days} days before"


def this_one(period: Period) -> str:
    """ "this month" """
    return f"this {_KIND[period.kind]}" if period.kind in _KIND else "on these days"
