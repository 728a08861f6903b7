"""Which days mattered: how many articles speak of a day, how long after they still do, and how far it stands above the days around it.

Days that are mentioned most are those of main events (Ghalandari and Ifrim, "Examining the State-of-the-Art in News Timeline
Summarization", 2020; La Quatra and others, "Summarize Dates First", 2021). Three things are added. A day of which articles a
week later still speak weighs more. What was spoken of a day long before it came is taken off that: "the June 15 declaration" is a
name, no event of this June. And a day is measured against the weeks around it, so that the echo of a great day is no event, and
a quiet season has its events too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import log1p
from typing import NamedTuple

from beatbook.writing.mentions import Noted

MENTIONED = 0.5
"""Weight of the sentences that mention a day once it has come."""
ARTICLES = 0.5
"""Weight of the articles with such sentences."""
STILL = 0.25
"""Weight of the sentences that mention it two days after and later."""
REMEMBERED = 0.25
"""Weight of the sentences that mention it more than a week after."""
NEIGHBOURS = 0.25
"""Weight, taken off, of what the days before and after are still mentioned by."""
SURROUNDINGS = 0.4
"""Weight, taken off, of the mean of the days within `NEAR`."""
REPORTED = 0.05
"""Weight of the articles whose news is of that day: it decides where texts name no days."""
LATER = 7
"""Days after which a day is remembered rather than reported."""
NEAR = 20
"""Days that are a day's surroundings, before and after."""


class Counts(NamedTuple):
    """How a day is spoken of, each article counting by how much of it is on what was asked: in sentences that came within `LATER`
    days after it (`soon`), in those of them from the second day on (`still`), in later ones less those long before it
    (`remembered`); in articles with such sentences (`articles`, `remembering`), and in articles whose news is of it
    (`reported`)."""

    soon: float = 0.0
    still: float = 0.0
    remembered: float = 0.0
    articles: float = 0.0
    remembering: float = 0.0
    reported: float = 0.0

    @property
    def later(self) -> float:
        return self.still + max(0.0, self.remembered)

    @property
    def is_spoken_of(self) -> bool:
        return self.soon > 0 or self.reported > 0 or self.remembered > 0


def counts(notes: Iterable[Noted]) -> dict[int, Counts]:
    """How each day is spoken of, by ordinals."""
    found: dict[int, list[float]] = defaultdict(lambda: [0.0] * len(Counts._fields))
    for note in notes:
        found[note.news][5] += note.share
        for mention in note.mentions:
            age, of = note.day - mention.day, found[mention.day]
            if 0 <= age <= LATER:
                of[0] += note.share
                of[1] += note.share if age > 1 else 0.0
            elif abs(age) > LATER:
                of[2] += note.share if age > 0 else -note.share
        for day in {m.day for m in note.mentions}:
            age, of = note.day - day, found[day]
            if 0 <= age <= LATER:
                of[3] += note.share
            elif abs(age) > LATER:
                of[4] += note.share if age > 0 else -note.share
    return {day: Counts(*of) for day, of in found.items()}


NOTHING = Counts()


def scores(spoken: Mapping[int, Counts], first: int, last: int) -> dict[int, float]:
    """How much each day of a period mattered, by ordinals, of how its days and the two beside it are spoken of; days of which
    nothing is said are left out."""

    def alone(day: int) -> float:
        of = spoken.get(day, NOTHING)
        after = max(0.0, of.remembered)
        beside = spoken.get(day - 1, NOTHING).later + spoken.get(day + 1, NOTHING).later
        return (
            MENTIONED * log1p(of.soon + after)
            + ARTICLES * log1p(of.articles + max(0.0, of.remembering))
            + STILL * log1p(of.still + after)
            + REMEMBERED * log1p(after)
            + REPORTED * log1p(of.reported)
            - NEIGHBOURS * log1p(beside / 2)
        )

    known: dict[int, float] = {}
    found: dict[int, float] = {}
    for day in sorted(spoken):
        if not first <= day <= last or not spoken[day].is_spoken_of:
            continue
        around = range(max(first, day - NEAR), min(last, day + NEAR) + 1)
        for each in around:
            if each not in known:
                known[each] = alone(each)
        rest = sum(known[each] for each in around) - known[day]
        found[day] = known[day] - SURROUNDINGS * rest / max(1, len(around) - 1)
    return found
