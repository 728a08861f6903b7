"""A beat's calendar: TOML, as an editor keeps it, of the dates that come again.

    [[date]]
    title = "Foundation day of the ministry"
    on = "10-10"                 # month and day, every year
    since = 1945                 # the first year, by which it is told the how manieth it is
    until = 2030                 # the last year
    days = 3                     # how long it lasts; default: one day
    note = "the parade is at 10" # for the people who read the file

    [[date]]
    title = "Council session"
    on = "second Tuesday of March"

`on` may be: `"10-10"`, every year; `"2020-11-03"`, once; `"04"`, some time in April, every year; `"second Tuesday of March"` (first to
fourth, or last), every year; `"last Friday of every month"`; or a feast that moves, as `"lunar new year"` (`read.when.feasts.NAMES`).
Pure but for `read_calendar`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from hashlib import blake2b
from pathlib import Path

from beatbook.filing.tomlfile import Table, kind, parsed, text_of
from beatbook.filing.words import slug
from beatbook.model import Announcement, Certainty, Days, Precision
from beatbook.read.when.feasts import NAMES, feast
from beatbook.read.when.values import made, month_end

KEYS = ("title", "on", "since", "until", "days", "note")
MARK = "calendar-"
"""What the keys of its dates begin with."""
MOST_DAYS = 366
MOST_DATES = 1_000
"""Dates of a file."""
MAX_TITLE = 200
"""Characters of a title."""

_COUNTS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_WEEKDAY_OF = re.compile(
    rf"({'|'.join(_COUNTS)})\s+({'|'.join(_WEEKDAYS)})\s+(?:of|in)\s+(every\s+month|{'|'.join(_MONTHS)})"
)
_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})")
_ONCE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"0[1-9]|1[0-2]")

InYear = Callable[[int], Sequence[Days]]
"""The days of a year on which something is."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """A date that comes again. `in_year` says when, `since` and `until` in which years, `precision` is a month where no day is said;
    `is_yearly`: it comes once a year, so that one can count which it is. `on` is how the file says it."""

    title: str
    on: str
    in_year: InYear
    since: int | None = None
    until: int | None = None
    precision: Precision = Precision.DAY
    is_yearly: bool = True
    note: str = ""

    @property
    def slug(self) -> str:
        """What its keys have of its title; where that has no Latin letters, of a digest of it."""
        return slug(self.title) or blake2b(self.title.encode("utf-8", "replace"), digest_size=4).hexdigest()


def read_calendar(path: Path | str) -> tuple[Recurring, ...]:
    """The dates of a file. Raises BeatError, naming the file, if it cannot be read or used."""
    path = Path(path)
    return parse_calendar(text_of(path), str(path))


def parse_calendar(text: str, where: str) -> tuple[Recurring, ...]:
    """The dates in the text of a file, in its order. Raises BeatError, naming the file `where` and the date, for what is not TOML, an
    unknown key, a wrong type, a missing key, a day that there is not, or a title that comes twice."""
    reader = Table(parsed(text, where), where, "")
    reader.check(("date",))
    items = reader.table.get("date", [])
    if not isinstance(items, list):
        reader.refuse(f"'date' must be [[date]] tables, not {kind(items)}")
    if len(items) > MOST_DATES:
        reader.refuse(f"more than {MOST_DATES:,} dates")
    found: dict[str, Recurring] = {}
    for number, item in enumerate(items, 1):
        place = Table(item if isinstance(item, dict) else {}, where, f"date {number}: ")
        if not isinstance(item, dict):
            place.refuse(f"must be a [[date]] table, not {kind(item)}")
        one = _recurring(place)
        if one.slug in found:
            place.refuse(f"a second date '{one.title[:80]}'; give one of them another title")
        found[one.slug] = one
    return tuple(found.values())


def _recurring(reader: Table) -> Recurring:
    reader.check(KEYS)
    title = " ".join(reader.text("title", "").split())
    if not title:
        reader.refuse("'title' is missing")
    if len(title) > MAX_TITLE:
        reader.refuse(f"'title' has more than {MAX_TITLE} characters")
    on = reader.table.get("on")
    said = on.isoformat() if isinstance(on, date) else " ".join(reader.text("on", "").split()).lower()
    if not said:
        reader.refuse("'on' is missing")
    in_year, precision, per_year = _parsed(reader, said, reader.whole("days", 1, MOST_DAYS) or 1)
    since, until = reader.whole("since", 1, 9999), reader.whole("until", 1, 9999)
    if (since or until) and per_year == 0:
        reader.refuse("'since' and 'until' are for what comes again, and this is one day of one year")
    if since and until and since > until:
        reader.refuse(f"'since' ({since}) is after 'until' ({until})")
    return Recurring(title, said, in_year, since, until, precision, per_year == 1, reader.text("note", ""))


def _parsed(reader: Table, on: str, days: int) -> tuple[InYear, Precision, int]:
    """When it is, how finely that is said, and how often a year it comes: 0 for what comes once for all."""

    def lasting(day: date | None) -> list[Days]:
        return [Days(day, day + timedelta(min(days - 1, (date.max - day).days)))] if day else []

    if _ONCE.fullmatch(on):
        try:
            once = date.fromisoformat(on)
        except ValueError:
            reader.refuse(f"there is no day '{on}'")
        return lambda year: lasting(once) if year == once.year else [], Precision.DAY, 0
    if found := _MONTH_DAY.fullmatch(on):
        month, day = int(found[1]), int(found[2])
        if made(2000, month, day) is None:
            reader.refuse(f"there is no day '{on}'")
        return lambda year: lasting(made(year, month, day)), Precision.DAY, 1
    if _MONTH.fullmatch(on):
        if "days" in reader.table:
            reader.refuse("'days' is for what has a first day, and this is a month")
        of_year = int(on)
        return lambda year: [Days(date(year, of_year, 1), month_end(year, of_year))], Precision.MONTH, 1
    if found := _WEEKDAY_OF.fullmatch(on):
        count, weekday = _COUNTS[found[1]], _WEEKDAYS.index(found[2])
        is_monthly = found[3].startswith("every")
        months = range(1, 13) if is_monthly else (_MONTHS.index(found[3]) + 1,)
        return (
            lambda year: [d for m in months for d in lasting(_weekday_of(year, m, weekday, count))],
            Precision.DAY,
            len(months),
        )
    if on not in NAMES:
        close = get_close_matches(on[:40], NAMES, n=1)
        hint = f"; did you mean '{close[0]}'?" if close else ""
        reader.refuse(
            "'on' must be a day as '10-10' or '2020-11-03', a month as '04', 'second Tuesday of March' or a feast, "
            f"not '{on[:60]}'{hint}"
        )
    return lambda year: lasting(_feast(on, year)), Precision.DAY, 1


def _weekday_of(year: int, month: int, weekday: int, count: int) -> date:
    """The count-th weekday of a month, the last if that is -1."""
    if count < 0:
        last = month_end(year, month)
        return last - timedelta((last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta((weekday - first.weekday()) % 7 + 7 * (count - 1))


def _feast(name: str, year: int) -> date | None:
    found = feast(name, year, date(year, 1, 1))
    return found.first if found else None


# ---- what is ahead ------------------------------------------------------------------------------------------------------


def occurrences(recurring: Sequence[Recurring], first: date, last: date) -> list[Announcement]:
    """The dates that touch a period (both days included), by their days. Each has a key that stays."""
    found = [a for one in recurring for a in _of(one, first, last)]
    return sorted(found, key=lambda a: (a.days or Days(first, last), a.key))


def _of(one: Recurring, first: date, last: date) -> Iterator[Announcement]:
    begin = max(first.year - 1, one.since or 1)
    for year in range(begin, min(last.year, one.until or 9999) + 1):
        for days in one.in_year(year):
            if days.first <= last and days.last >= first:
                when = f"{year}" if one.is_yearly else f"{days.first:%Y-%m}"
                yield Announcement(
                    f"{MARK}{one.slug}-{when}",
                    days,
                    one.precision,
                    Certainty.SCHEDULED,
                    (),
                    origins=0,
                    title=_title(one, year),
                )


def _title(one: Recurring, year: int) -> str:
    """With the how manieth it is, where that can be told."""
    if one.since is None or not one.is_yearly or year == one.since:
        return one.title
    return f"{one.title} ({ordinal(year - one.since)} anniversary)"


def ordinal(number: int) -> str:
    """ "75th"."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
