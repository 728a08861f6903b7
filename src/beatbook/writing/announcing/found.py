"""What the rules of a language say of a sentence, before it is judged whether the sentence may be published."""

from __future__ import annotations

import re
from dataclasses import dataclass

from beatbook.model import Act, Certainty, Days, Precision

Place = tuple[int, int]
"""Start and end in a sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """Something that a sentence says is coming. `at` is where it names the days, or where it says that they are off. `spent` are the
    places of words that are no part of what is to come: dates, who says so, and what merely announces."""

    days: Days | None
    precision: Precision
    certainty: Certainty
    at: Place
    act: Act = Act.ANNOUNCED
    was: Days | None = None
    stated_by: str | None = None
    spent: tuple[Place, ...] = ()


def marked(text: str, signs: re.Pattern[str], dated: re.Pattern[str]) -> list[tuple[int, bool]]:
    """Where a text has words of a date (true) and of the future, in order; nothing if it has not both."""
    found = [(m.start(), False) for m in signs.finditer(text)]
    days = [(m.start(), True) for m in dated.finditer(text)] if found else []
    return sorted(found + days) if days else []
