"""Every quantity of a sentence: how much, how it is meant, of what, over which period.

    quantities("So far, only 195 North Koreans arrived in 2020", date(2020, 10, 21))

`english`, `korean` and `others` find the numbers that count or measure something, and leave out years, ages, scores, names of weapons
and other numbers that count nothing; `periods` says when each holds, `claims` whether it is said to be so. A number that
could be two things is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from beatbook.model import Bound
from beatbook.read.language import normal_code, script
from beatbook.read.quantities import english, korean, others
from beatbook.read.quantities.claims import claim
from beatbook.read.quantities.found import Found, Place, is_within
from beatbook.read.quantities.periods import Period, spent, timings
from beatbook.read.when import Dated, dates

__all__ = ["LONGEST", "MOST", "Period", "Quantity", "quantities"]

LONGEST = 1_500
"""Code points of a sentence that is read."""
MOST = 40
"""Numbers of a sentence that is read: one with more is a table."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity of a sentence. The words that say how much stand from `start` to `end`. Of a range `value` and `upper` are the ends.
    `unit` is "" for things that are counted, "%", "points", or a unit (`read.units`). `counted` are the words for what is counted,
    None where the sentence leaves them out. `as_of`: the day as of which it is known, if the sentence names one. `is_change`: it says
    by how much something changed; `is_average`: it is an average. `is_stated`: it is said to be so, not expected, aimed at or
    denied. `is_revision`: it corrects an earlier number. `is_part`: it is said of some of those that are counted, or comes on top
    of them; `is_total`: of all together. `is_base`: it is what another number is compared with."""

    start: int
    end: int
    value: float
    bound: Bound
    unit: str = ""
    upper: float | None = None
    counted: str | None = None
    period: Period | None = None
    as_of: date | None = None
    is_change: bool = False
    is_average: bool = False
    is_stated: bool = True
    is_revision: bool = False
    is_part: bool = False
    is_total: bool = False
    is_base: bool = False


_WHERE = re.compile(r"\s(?:from|at|with|by|under|aboard|among|inside|near|in|on|of)\s")


def _is_of_part(sentence: str, one: Found, before: list[Found], dated: list[Dated]) -> bool:
    """Whether a number without a noun says how many of those before it are somewhere: "six people, three from the ministry"."""
    if one.counted is not None or not before or (where := _WHERE.match(sentence, one.end)) is None:
        return False
    return not is_within(one.end, where.end() + 1, [(d.start, d.end) for d in dated])


_BY_SCRIPT = {"hangul": "ko", "kana": "ja", "han": "zh", "latin": "en"}


def quantities(
    sentence: str, day: date, language: str | None = None, before: Period | None = None
) -> list[Quantity]:
    """The quantities of a sentence of an article that came out on `day`, in order. `before` is the period of the last number before
    the sentence, which "a month earlier" may mean. A language without rules has none."""
    if len(sentence) > LONGEST:
        return []
    code = normal_code(language) or _BY_SCRIPT.get(script(sentence) or "latin", "")
    if code not in _CODES or not _NUMBER[code].search(sentence):
        return []
    parted = _LISTED.sub(_part, sentence) if code == "en" else sentence
    dated = [
        d
        for d in dates(parted, day, code)
        if sentence[d.start : d.end] not in _WORDS and not _AGED.search(sentence[: d.start])
    ]
    if (
        dated
        and (entry := _ENTRY.match(sentence, dated[0].end))
        and dated[0].grain == "day"
        and not sentence[: dated[0].start].strip()
    ):
        day = min(day, dated[0].first or day)
        return [_moved(q, entry.end()) for q in quantities(sentence[entry.end() :], day, code, before)]
    found = _found(parted, code, dated)
    if not found or len(found) > MOST:
        return []
    times = timings(sentence, day, code, dated, found, before)
    out = []
    for n, (one, timing) in enumerate(zip(found, times, strict=True)):
        last = found[n - 1].end if n else 0
        following = found[n + 1].start if n + 1 < len(found) else len(sentence)
        said = claim(sentence, code, one, last, following)
        counted = sentence[slice(*one.counted)] if one.counted else None
        out.append(
            Quantity(
                one.start,
                one.end,
                one.value,
                one.bound,
                one.unit,
                one.upper,
                counted,
                timing.period,
                timing.as_of,
                one.is_change,
                said.is_average,
                said.is_stated,
                said.is_revision,
                said.is_part or _is_of_part(sentence, one, found[:n], dated),
                said.is_total,
                timing.is_base,
            )
        )
    return out


def _part(hit: re.Match[str]) -> str:
    return f"{hit['month'] or hit['late'] or ''};"


def _moved(q: Quantity, by: int) -> Quantity:
    return replace(q, start=q.start + by, end=q.end + by)


_ENTRY = re.compile(r":\s+")
"""Behind a date with which a sentence begins: it is told as of that day, "Sept. 3: The ministry counts 206 since January"."""
_MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_LISTED = re.compile(
    rf"(?<=[a-z]),(?=\s(?:\d{{1,3}}\s[a-z]|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b))"
    rf"|(?<=[Ii]n\s)(?P<month>{_MONTHS})\s(?=\d{{1,2}}\s[a-z])|(?P<late>{_MONTHS})\s(?=(?:3[2-9]|[4-9]\d)\s[A-Za-z])"
)
"""Where a number begins that is no day of the month before it: "12 in July, 15 in August", "in August 38 people"."""
_WORDS = frozenset(("march", "may", "second", "fall"))
"""What a date can be, and in small letters is another word."""
_NUMBER = {"en": english.LIKELY, "ko": korean.LIKELY, **others.LIKELY}
_AGED = re.compile(r"\b(?:his|her|their|my)\s(?:\w+\s)?$")
"""What leads to the tens of an age, "in his 30s"."""
_CODES = frozenset(_NUMBER)


def _found(sentence: str, code: str, dated: list[Dated]) -> list[Found]:
    places: list[Place] = [(d.start, d.end) for d in dated] + spent(sentence, code)
    if code == "ko":
        return sorted(korean.numbers(sentence, places), key=lambda f: f.start)
    if code in others.CODES:
        return others.numbers(sentence, places, code)
    return english.numbers(sentence, places)
