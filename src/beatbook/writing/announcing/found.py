"""What the rules of a language say of a sentence, before it is judged whether the sentence may be published."""

from __future__ import annotations

import re
from dataclasses import dataclass

from beatbook.model import Act, Certainty, Days, Precision
from beatbook.writing.announcing.periods import Period

Place = tuple[int, int]
"""Start and end in a sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a sentence says is coming. `at` is where it names the days, or where it says that they are off. `spent` are the
    places of words that are no part of what is to come: dates, who says so, and what merely announces. `deed`: where a sentence that
    denies it says what will not be done."""

    days: Days | None
    precision: Precision
    certainty: Certainty
    at: Place
    act: Act = Act.ANNOUNCED
    was: Days | None = None
    stated_by: str | None = None
    spent: tuple[Place, ...] = ()
    deed: Place | None = None


def changed(
    at: Period, act: Act, was: Period | None, stated_by: str | None, spent: tuple[Place, ...]
) -> Found:
    """Something that is moved to these days or off on them; `was` are those that it was to be on before, where it was moved."""
    return Found(
        at.days,
        at.precision,
        Certainty.SCHEDULED,
        (at.start, at.end),
        act,
        was.days if was else None,
        stated_by,
        spent,
    )


def denied(at: Period, deed: Place, stated_by: str | None, spent: tuple[Place, ...]) -> Found:
    """Something that will not be done on these days."""
    place = (at.start, at.end)
    return Found(
        at.days,
        at.precision,
        Certainty.SCHEDULED,
        place,
        Act.DENIED,
        stated_by=stated_by,
        spent=spent,
        deed=deed,
    )


def without_day(place: Place, act: Act, stated_by: str | None, spent: tuple[Place, ...]) -> Found:
    """Something that is off, as is said at `place`, with no day named."""
    return Found(None, Precision.DAY, Certainty.SCHEDULED, place, act, None, stated_by, spent)


def marked(text: str, signs: re.Pattern[str], dated: re.Pattern[str]) -> list[tuple[int, bool]]:
    """Where a text has words of a date (true) and of the future, in order; nothing if it has not both."""
    found = [(m.start(), False) for m in signs.finditer(text)]
    days = [(m.start(), True) for m in dated.finditer(text)] if found else []
    return sorted(found + days) if days else []
