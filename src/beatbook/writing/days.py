"""Dates that a sentence mentions, against those of its evidence.

A mention says what it says: a weekday, a month, a year, a day, "yesterday". With the article's day it can be resolved; a
mention of the sentence is borne out if one mention of the evidence says as much of it, as written or resolved. What is
a date in a text is told here only as far as the gate needs it; periods and values are for a fuller grammar of dates.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from beatbook.read.when import english, french, german, korean
from beatbook.writing.texts import Text

_MONTH = {
    name: number
    for months in (english.MONTHS, german.MONTHS, french.MONTHS)
    for number, names in enumerate(months, 1)
    for name in names.split()
} | {"marz": 3, "fevrier": 2}
_WEEKDAY = {
    name: number
    for days in (english.WEEKDAY_NAMES, german.WEEKDAY_NAMES, french.WEEKDAY_NAMES, korean.WEEKDAY_NAMES)
    for number, names in enumerate(days)
    for name in names.split()
}
_OFFSET = {
    "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "gestern": -1, "heute": 0, "vorgestern": -2, "hier": -1,
    "aujourd'hui": 0, "demain": 1, "어제": -1, "오늘": 0, "내일": 1,
}  # fmt: skip
_PAIRS = {"昨天": -1, "今天": 0, "明天": 1, "昨日": -1, "今日": 0, "明日": 1}
_EAST_DAY = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}
_SHIFT = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_SPAN = frozenset(("week", "month", "year"))
_DOUBTFUL = frozenset("may march mar mai mars sat sun mon wed dec jan jun hier marz".split())
"""Words that are dates only beside a number, or with a capital where others have none."""
_LEAD = frozenset(
    "in of since by until till during last next this from early late mid between and before after ago im le en".split()
)
_TRIGGER = frozenset(_MONTH) | frozenset(_WEEKDAY) | frozenset(_OFFSET) | _SPAN
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_KOREAN_MONTH = re.compile(r"월(?!요)")


@dataclass(frozen=True, slots=True)
class Mention:
    """What words `start` to `end` say of a date. `offset` is in days from the article's, `span` a week, month or year
    so many away from it."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    offset: int | None = None
    span: tuple[str, int] | None = None


def mentions(text: Text) -> list[Mention]:
    """The dates that a text mentions, in order."""
    keys = text.keys
    if _TRIGGER.isdisjoint(keys) and not any(k[0].isdigit() for k in keys) and text.text.isascii():
        return []
    found: list[Mention] = []
    i = 0
    while i < len(keys):
        key = keys[i]
        mention = _at(text, i) if key in _TRIGGER or key[0].isdigit() or not key.isascii() else None
        if mention is None:
            i += 1
            continue
        if found and _joins(found[-1], mention, text):
            last = found.pop()
            mention = Mention(last.start, mention.end, mention.year, mention.month, mention.day, last.weekday)
        found.append(mention)
        i = mention.end
    return found


def _joins(a: Mention, b: Mention, text: Text) -> bool:
    """Whether a weekday and the date after it are one mention: "Tuesday, Nov. 3"."""
    return (
        a.weekday is not None and a.month is None and b.month is not None and b.day is not None and b.weekday is None
        and b.start - a.end <= 1 and text.gaps[a.end].strip(" ,.") == ""
        and (b.start == a.end or text.keys[a.end] in ("the", "on", "den", "dem", "der", "le"))
    )  # fmt: skip


def _at(text: Text, i: int) -> Mention | None:
    keys, gaps, words = text.keys, text.gaps, text.words
    key = keys[i]
    if key[0].isdigit():
        return _from_number(text, i)
    if (month := _MONTH.get(key)) is not None:
        day, end = _number(text, i + 1, 31, (" ", ". "))
        if day is not None and end < len(keys) and gaps[end] == "," and len(keys[end]) == 3:
            day = None
        year, end = _year(text, end)
        if key in _DOUBTFUL and day is None and year is None:
            if not words[i][0].isupper() and i and keys[i - 1] not in _LEAD:
                return None
            if words[i][0].isupper() and (i == 0 or keys[i - 1] not in _LEAD):
                return None
        return Mention(i, end, year, month, day)
    if (weekday := _WEEKDAY.get(key)) is not None:
        if key in _DOUBTFUL and not (
            words[i][0].isupper() and i + 1 < len(keys) and gaps[i + 1][:1] in (".", ",")
        ):
            return None
        return Mention(i, i + 1, weekday=weekday)
    if (offset := _OFFSET.get(key)) is not None and (key != "hier" or words[i] == key):
        return Mention(i, i + 1, offset=offset)
    if key in _SPAN and i and (shift := _SHIFT.get(keys[i - 1])) is not None:
        return Mention(i - 1, i + 1, span=(key, shift))
    if not key.isascii():
        return _eastern(text, i)
    return None


def _from_number(text: Text, i: int) -> Mention | None:
    keys, gaps = text.keys, text.gaps
    key = keys[i]
    if found := _DOTTED.fullmatch(key):
        return Mention(i, i + 1, int(found[3]), int(found[2]), int(found[1]))
    after = keys[i + 1] if i + 1 < len(keys) else ""
    is_year = _YEAR.fullmatch(key) is not None
    if (
        is_year
        and i + 2 < len(keys)
        and gaps[i + 1] in "-/"
        and gaps[i + 2] in "-/"
        and gaps[i + 1]
        and after.isdigit()
    ):
        month, (day, end) = int(after), _number(text, i + 2, 31, ("-", "/"))
        if 1 <= month <= 12 and day is not None:
            return Mention(i, end, int(key), month, day)
    if is_year and after[:1] in ("년", "年") and len(gaps[i + 1]) <= 1:
        rest = _from_number(text, i + 2) if i + 2 < len(keys) and keys[i + 2][0].isdigit() else None
        if rest is not None and rest.month is not None and rest.year is None:
            return Mention(i, rest.end, int(key), rest.month, rest.day)
        return Mention(i, i + 2, int(key))
    number = int(key) if key.isdigit() and len(key) <= 2 else 0
    if 1 <= number <= 12 and (after == "月" or _KOREAN_MONTH.match(after)) and len(gaps[i + 1]) <= 1:
        day, end = _number(text, i + 2, 31, ("", " "))
        if day is not None and end < len(keys) and keys[end][0] in "일日号號":
            return Mention(i, end + 1, None, number, day)
        return Mention(i, i + 2, None, number)
    if 1 <= number <= 31:
        j = i + 1
        if after in ("st", "nd", "rd", "th", "er"):
            j += 1
        if j < len(keys) and keys[j] in ("of", "de"):
            j += 1
        name = keys[j] if j < len(keys) else ""
        if (month_named := _MONTH.get(name)) is not None and gaps[j].strip(" .-") == "":
            year, end = _year(text, j + 1)
            return Mention(i, end, year, month_named, number)
        if after[:1] in ("일", "日") and not after.startswith("일요") and not gaps[i + 1]:
            return Mention(i, i + 2, day=number)
        if (
            j < len(keys) - 1 and gaps[j] == "/" == gaps[j + 1] and _YEAR.fullmatch(keys[j + 1])
            and keys[j].isdigit() and (number > 12 or number == int(keys[j])) and int(keys[j]) <= 12
        ):  # fmt: skip
            return Mention(i, j + 2, int(keys[j + 1]), int(keys[j]), number)
    if (
        is_year
        and not gaps[i].endswith(("$", "€", "£", ",", "."))
        and "," not in key
        and not _is_amount(text, i)
    ):
        return Mention(i, i + 1, int(key))
    return None


_AMOUNT = frozenset(
    "people miles km kilometers kilometres dollars euros percent million soldiers troops votes points meters metres feet".split()
)


def _is_amount(text: Text, i: int) -> bool:
    return i + 1 < len(text) and (text.keys[i + 1] in _AMOUNT or text.gaps[i + 1].startswith("%"))


def _number(text: Text, i: int, most: int, gaps: Sequence[str]) -> tuple[int | None, int]:
    if i < len(text) and text.gaps[i] in gaps and text.keys[i].isdigit() and len(text.keys[i]) <= 2:
        number = int(text.keys[i])
        if 1 <= number <= most:
            end = i + 1
            if end < len(text) and not text.gaps[end] and text.keys[end] in ("st", "nd", "rd", "th"):
                end += 1
            return number, end
    return None, i


def _year(text: Text, i: int) -> tuple[int | None, int]:
    if i < len(text) and text.gaps[i] in (" ", ", ", ". ", " , ", ".") and _YEAR.fullmatch(text.keys[i]):
        return int(text.keys[i]), i + 1
    return None, i


def _eastern(text: Text, i: int) -> Mention | None:
    """Weekdays and "yesterday" of Korean (with what is written onto them) and Chinese."""
    key, keys = text.keys[i], text.keys
    if "\uac00" <= key[0] <= "\ud7a3":
        for name, number in _WEEKDAY.items():
            if not name.isascii() and key.startswith(name):
                return Mention(i, i + 1, weekday=number)
        for name, number in _OFFSET.items():
            if not name.isascii() and key.startswith(name):
                return Mention(i, i + 1, offset=number)
        return None
    two = "".join(keys[i : i + 2])
    if (offset := _PAIRS.get(two)) is not None:
        return Mention(i, i + 2, offset=offset)
    if key in ("周", "週") and two[1:] in _EAST_DAY:
        return Mention(i, i + 2, weekday=_EAST_DAY[two[1:]])
    three = "".join(keys[i : i + 3])
    if three[:2] in ("星期", "礼拜", "禮拜") and three[2:] in _EAST_DAY:
        return Mention(i, i + 3, weekday=_EAST_DAY[three[2:]])
    if three[1:] == "曜日" and key in "月火水木金土日":
        return Mention(i, i + 3, weekday="月火水木金土日".index(key))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _resolved(mention: Mention, day: date | None) -> list[date]:
    """The days that a mention may mean, by itself or with the article's day. A date without a year is the nearest one,
    a weekday the one before or after."""
    if mention.month is not None and mention.day is not None:
        if mention.year is not None:
            found = _day(mention.year, mention.month, mention.day)
            return [found] if found else []
        if day is None:
            return []
        years = [
            _day(y, mention.month, mention.day)
            for y in (day.year - 1, day.year, day.year + 1)
            if 0 < y < 10_000
        ]
        near = [d for d in years if d is not None]
        return [min(near, key=lambda d: abs((d - day).days))] if near else []
    if day is None:
        return []
    try:
        if mention.offset is not None:
            return [day + timedelta(mention.offset)]
        if mention.day is not None:
            return [d for d in (_day(day.year, day.month, mention.day),) if d]
        if mention.weekday is not None and mention.month is None:
            back = (day.weekday() - mention.weekday) % 7
            return [day - timedelta(back), day + timedelta(7 - back)]
    except OverflowError:
        return []
    return []


def bears_out(said: Mention, told: Mention, day: date | None) -> bool:
    """Whether a mention of the evidence says what the sentence's does."""
    if said.span is not None or said.offset is not None:
        if (said.span, said.offset) == (told.span, told.offset):
            return True
        if said.span is not None:
            return day is not None and any(_is_in(d, said.span, day) for d in _resolved(told, day))
    if _covers(said, told):
        return True
    days = _resolved(told, day)
    if not days:
        return False
    if (said.month is not None and said.day is not None) or said.offset is not None:
        mine = _resolved(said, day)
        if not mine and said.month is not None:
            return any((d.month, d.day) == (said.month, said.day) for d in days)
        return any(d in days for d in mine) and (said.weekday is None or days[0].weekday() == said.weekday)
    if said.weekday is not None:
        return (day is None or abs((days[0] - day).days) <= 7) and any(
            d.weekday() == said.weekday for d in days
        )
    if said.month is not None:
        return any(d.month == said.month and said.year in (None, d.year) for d in days)
    return said.year is not None and any(d.year == said.year for d in days)


def _covers(said: Mention, told: Mention) -> bool:
    """Whether all that is said is told, as written."""
    parts = [
        (said.year, told.year),
        (said.month, told.month),
        (said.day, told.day),
        (said.weekday, told.weekday),
    ]
    return any(a is not None for a, _ in parts) and all(a is None or a == b for a, b in parts)


def _is_in(found: date, span: tuple[str, int], day: date) -> bool:
    unit, shift = span
    if unit == "year":
        return found.year == day.year + shift
    if unit == "month":
        return found.year * 12 + found.month == day.year * 12 + day.month + shift
    monday = day - timedelta(day.weekday()) + timedelta(7 * shift)
    return monday <= found < monday + timedelta(7)


def says_the_same(said: Mention, told: Mention) -> bool:
    """Whether two mentions say the same, as written."""
    return (said.year, said.month, said.day, said.weekday) == (told.year, told.month, told.day, told.weekday)


def is_possible(mention: Mention, day: date | None) -> bool:
    """Whether weekday and date agree."""
    if mention.weekday is None or mention.month is None:
        return True
    days = _resolved(mention, day)
    return not days or days[0].weekday() == mention.weekday


def with_year(mention: Mention) -> Mention:
    """A mention without its year, to be compared where the evidence gives the year elsewhere."""
    return Mention(mention.start, mention.end, None, mention.month, mention.day, mention.weekday)
