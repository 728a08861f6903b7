"""Which days an announcement is for, and how finely it says so, from a date as `read.when` gives it.

A day, or a range between two days, is of day precision. A week and a weekend are weeks. A third of a month ("early", "mid", "late
December") keeps the month's precision and has the days of that third; so have weeks, quarters and years. Seasons and halves of a
year count as quarters. A span counted from now on ("within two weeks") is as fine as it is long. Decades are no announcement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from beatbook.model import Days, Precision
from beatbook.read.when import Dated
from beatbook.read.when.values import capped, made, month_end, shifted

FARTHEST = 60
"""Years ahead beyond which nothing is announced."""
FAR = 270
"""Days ahead from which on a day or month without its year is not believed to be meant: the year would be said."""
LATELY = 3
"""Days back to which a bare day of the month or a weekday is one that has just been, where nothing says that it is to come."""

_PRECISION = {
    "day": Precision.DAY,
    "week": Precision.WEEK,
    "weekend": Precision.WEEK,
    "month": Precision.MONTH,
    "quarter": Precision.QUARTER,
    "season": Precision.QUARTER,
    "year": Precision.YEAR,
}
_COUNTED = re.compile(r"within|next|coming|over|앞으로|향후|이내|未来|今後|nächste|kommende|prochain", re.I)
_LATER = re.compile(r"later\b")
""" "Later this month": at any time of it that is left."""
_COUNTED_DAY = re.compile(r"\d{4}-\d\d-\d\d$")
""" "In two weeks" has a day for its value, and no part."""
_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d|월)")
_LENGTHS = ((10, Precision.WEEK), (45, Precision.MONTH), (135, Precision.QUARTER), (370, Precision.YEAR))
"""Days of a span counted from now, at most, and the precision that it has."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days that a sentence names at `start` to `end`, if it looks ahead."""

    start: int
    end: int
    days: Days
    precision: Precision
    relation: str = ""
    is_bare: bool = False
    """A day of a month that is not named."""
    is_weekly: bool = False
    """From one weekday to another, of no week in particular."""


def period(dated: Dated, text: str, day: date, *, is_ahead: bool) -> Period | None:
    """The days of a date. `is_ahead`: what is said of it is to come, so that where its year, month or week is left open, the next
    one is meant. None where it has no days, or more than an announcement can be for."""
    precision = _PRECISION.get(dated.grain)
    first, last = dated.first, dated.last
    said = text[dated.start : dated.end]
    if dated.timex == "PRESENT_REF":
        return None
    if is_ahead:
        first, last = (
            _coming(dated, said, day) or _next(dated, day) or _next_range(dated, day) or (first, last)
        )
    if first is None or last is None:
        return None
    if dated.timex.startswith(("XXXX", "(XXXX")) and (first - day).days > FAR:
        return None
    if dated.grain == "range":
        precision = Precision.DAY
        if _COUNTED.search(said):
            length = (last - first).days
            precision = next((p for most, p in _LENGTHS if length <= most), None)
        elif (
            not _NUMBER.search(said)
            and (last - first).days >= 27
            and first.day == 1
            and (last + timedelta(1)).day == 1
        ):
            months = (last.year - first.year) * 12 + last.month - first.month + 1
            precision = (
                Precision.YEAR
                if first.month == 1 and last.month == 12
                else Precision.QUARTER
                if months <= 6
                else Precision.YEAR
            )
        elif length_of(first, last) > 370:
            return None
    if precision is None or first.year > day.year + FARTHEST:
        return None
    if (
        dated.part
        and not _LATER.match(said)
        and not _COUNTED_DAY.match(dated.timex)
        and precision is not Precision.DAY
    ):
        first, last = _third(first, last, dated.part)
    return Period(
        dated.start,
        dated.end,
        Days(first, last),
        precision,
        dated.relation,
        dated.timex.startswith(("XXXX-XX", "(XXXX-XX")),
        _WEEKDAYS.match(dated.timex) is not None,
    )


def length_of(first: date, last: date) -> int:
    """Days of a period, both included."""
    return (last - first).days + 1


def _third(first: date, last: date, part: str) -> tuple[date, date]:
    """The first, middle or last third of a period: of a month the days to the 10th, to the 20th and from the 21st on."""
    length = length_of(first, last)
    a, b = (10, 20) if 28 <= length <= 31 and first.day == 1 else (length // 3, length * 2 // 3)
    if length > 300:
        return {
            "start": (first, date(first.year, 4, 30)),
            "mid": (date(first.year, 5, 1), date(first.year, 8, 31)),
            "end": (date(first.year, 9, 1), last),
        }.get(part, (first, last))
    return {
        "start": (first, first + timedelta(max(0, a - 1))),
        "mid": (first + timedelta(a), first + timedelta(max(a, b - 1))),
        "end": (first + timedelta(b), last),
    }.get(part, (first, last))


_FROM_WEEKDAY = re.compile(r"\(XXXX-WXX-(\d),(?:XXXX|\d{4})-(\d\d)-(\d\d),")


def _next_range(dated: Dated, day: date) -> Days | None:
    """From the next weekday of a name to a day: "from Monday until Nov. 27"."""
    found = _FROM_WEEKDAY.match(dated.timex)
    if found is None:
        return None
    first = capped(day, (int(found[1]) - 1 - day.weekday()) % 7)
    month, number = int(found[2]), int(found[3])
    last = _near(made(day.year, month, number), made(day.year + 1, month, number), first)
    return Days(first, last.last) if last else None


_COMING_MONTH = re.compile(r"(?:this\s|the\s)?(?:coming|upcoming)\s[A-Z]")


def _coming(dated: Dated, said: str, day: date) -> Days | None:
    """The month that "coming December" means: the next one."""
    if dated.grain != "month" or dated.first is None or not _COMING_MONTH.match(said):
        return None
    month = dated.first.month
    first = made(day.year + (month < day.month), month, 1)
    return Days(first, month_end(first.year, month)) if first else None


_MONTH_DAY = re.compile(r"XXXX-(\d\d)-(\d\d)$")
_MONTH = re.compile(r"XXXX-(\d\d)$")
_WEEKDAYS = re.compile(r"\(XXXX-WXX-\d,XXXX-WXX")
_YEARLESS = re.compile(r"\(XXXX-\d\d|(?:SP|SU|FA|WI)$")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)$")
_DAY = re.compile(r"XXXX-XX-(\d\d)$")


def _next(dated: Dated, day: date) -> Days | None:
    """The next day or month that an incomplete date can mean, or None where it is complete or too far."""
    timex = dated.timex
    if dated.last is not None and dated.last >= day:
        return None
    if dated.grain == "day" and (found := _MONTH_DAY.match(timex)):
        return _near(
            made(day.year, int(found[1]), int(found[2])),
            made(day.year + 1, int(found[1]), int(found[2])),
            day,
        )
    if found := _MONTH.match(timex):
        month = int(found[1])
        year = day.year + (month < day.month)
        first = made(year, month, 1)
        return Days(first, month_end(year, month)) if first and (first - day).days <= FAR else None
    if dated.first and dated.last and _WEEKDAYS.match(timex):
        return Days(capped(dated.first, 7), capped(dated.last, 7))
    if dated.first and dated.last and _YEARLESS.match(timex):
        first, last = shifted(dated.first, 1, "year"), shifted(dated.last, 1, "year")
        if first and last and 0 <= (first - day).days <= FAR:
            return Days(first, last)
    if dated.grain == "day" and (found := _WEEKDAY.match(timex)):
        at = capped(day, (int(found[1]) - 1 - day.weekday()) % 7)
        return Days(at, at)
    if dated.grain == "day" and (found := _DAY.match(timex)):
        number = int(found[1])
        if dated.first and 0 < (day - dated.first).days <= LATELY:
            return None
        after = month_end(day.year, day.month) + timedelta(1)
        return _near(made(day.year, day.month, number), made(after.year, after.month, number), day)
    return None


def _near(this: date | None, following: date | None, day: date) -> Days | None:
    for at in (this, following):
        if at and 0 <= (at - day).days <= FAR:
            return Days(at, at)
    return None
