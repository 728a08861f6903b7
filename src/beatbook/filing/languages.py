"""Whether two reports in different languages are on one event: near in meaning is not enough.

A model has two earthquakes of one day as near as two reports of one. So what is near must also share what goes through
languages: numbers that are no years, dates or handfuls, names that both can write, countries. What is told with other numbers
throughout is another event, however near. Where scripts let no name through, meaning alone does if it is far above the
line and no other report of these days is nearly as near.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from beatbook.filing.meaning import DAYS
from beatbook.filing.profile import Profile
from beatbook.filing.terms import is_name
from beatbook.read.language import written_in

ENOUGH = 2
"""What must be shared: a telling number counts two, a name one, any countries together one, as do one or two other
numbers."""
RARE = 2.0
"""Logarithm of how many articles of the desk there are to one that has it, from which a name counts: one in seven."""
SURE = 0.5
"""Share of the way from the operator's line to 1 from which meaning alone does."""
LEAD = 0.1
"""Share of that way by which it must then be nearer than any other."""
TELLING = 2
"""Numbers that are telling of which each side must have so many, and none in common, to be another event for certain."""
SEVERAL = 2
"""Numbers that are not telling of which so many in common make up for telling ones that differ; more count as a telling one:
two that like events have in common by chance are not rare, three are."""
LONGEST = 31
"""Days after which every day of the month has been."""

_ALPHABETS = frozenset(("latin", "cyrillic"))
"""Scripts whose names are compared in Latin letters."""


class Shared(NamedTuple):
    """What two reports have in common: names and countries by their keys, numbers with a decimal point. `points` is what
    that counts, one less if they have telling numbers and none in common; `is_other` that this is so of several."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    points: int
    is_other: bool


def shared(
    one: Profile,
    days: tuple[int, int],
    other: Profile,
    others_days: tuple[int, int],
    rarity: Mapping[str, float],
    countries: Collection[str],
) -> Shared:
    """What a new report, of one article, has in common with a story."""
    few = other.size < 3
    names = [
        term
        for term in one.terms
        if is_name(term) and term in other.spread and (few or 3 * other.spread[term] >= other.size)
    ]
    known = [term for term in names if term in countries]
    names = [term for term in names if term not in countries and rarity[term] >= RARE]

    calendar = _days_of_month(days) | _days_of_month(others_days)
    ours, theirs = _numbers(one, calendar), _numbers(other, calendar)
    common = [number for number in ours if number in theirs]
    telling = [number for number in common if ours[number] == ENOUGH]
    rest = [number for number in common if number not in telling]
    differ = min(_telling(ours), _telling(theirs)) if not telling and len(rest) < SEVERAL else 0
    points = len(names) + bool(known) + ENOUGH * len(telling) - (differ > 0)
    points += ENOUGH if len(rest) > SEVERAL else bool(rest)
    numbers = telling + rest
    return Shared((*names, *known), tuple(numbers), points, differ >= TELLING)


def belong(cosine: float, near: float, lead: float, found: Shared, names_cross: bool) -> bool:
    """Whether a report belongs to a story in another language. `near` is the operator's line, `lead` how much nearer the
    story is than any other in its language."""
    if cosine < near or found.is_other:
        return False
    if found.points >= ENOUGH:
        return True
    left = 1.0 - near
    is_sure = cosine >= near + SURE * left and lead >= LEAD * left
    return is_sure and found.points >= 0 and not names_cross


def names_cross(some: Collection[str], others: Collection[str]) -> bool:
    """Whether reports in languages of both kinds write names alike."""
    ours, theirs = _scripts(some), _scripts(others)
    return bool(ours & theirs) or bool(ours & _ALPHABETS and theirs & _ALPHABETS)


def _scripts(languages: Collection[str]) -> set[str]:
    return {script for language in languages for script in written_in(language)}


def _days_of_month(days: tuple[int, int]) -> set[str]:
    """The days about these, as texts write them: a report says when it is from."""
    first, last = days[0] - DAYS, days[1] + DAYS
    if last - first >= LONGEST:
        return set(map(str, range(1, 32)))
    return {str(date.fromordinal(max(1, day)).day) for day in range(first, last + 1)}


def _numbers(story: Profile, calendar: Collection[str]) -> dict[str, int]:
    """What a story's numbers count, decimals with a point; those that count nothing are left out."""
    found: dict[str, int] = {}
    for member in story.members:
        for written in member.numbers:
            number = written.replace(",", ".")
            counts = _counts(number, calendar)
            if counts:
                found[number] = counts
    return found


def _counts(number: str, calendar: Collection[str]) -> int:
    is_whole = "." not in number
    if is_whole and (len(number) < 2 or (len(number) == 4 and number[:2] in ("19", "20"))):
        return 0
    if is_whole and len(number) == 2:
        return int(number not in calendar)
    is_round = len(number.replace(".", "").strip("0")) < 2
    return 1 if is_round else ENOUGH


def _telling(numbers: Mapping[str, int]) -> int:
    return sum(counts == ENOUGH for counts in numbers.values())
