"""What periods and reviews of them are called. Months are written as the press writes them: "Nov. 2020", but "July 2020"."""

from __future__ import annotations

from datetime import date

from beatbook.model import Days, Period, Precision

MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
QUARTERS = ("first", "second", "third", "fourth")


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
