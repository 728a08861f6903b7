"""Which days mattered: how many articles speak of a day, how long after they still do, and how far it stands above the days around it.

Days that are mentioned most are those of main events (Ghalandari and Ifrim, "Examining the State-of-the-Art in News Timeline
Summarization", 2020; La Quatra and others, "Summarize Dates First", 2021). Three things are added. A day of which articles a
week later still speak weighs more: What was spoken of a day long before it came
is taken off that: "the June 15 declaration" is a name, no event of this June. And a day is measured against the weeks around
it, so that the echo of a great day is no event, and a quiet season has its events too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import log1p

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


def scores(notes: Iterable[Noted], first: int, last: int) -> dict[int, float]:
    """How much each day of a period mattered, by ordinals; days of which nothing is said are left out."""
    soon: dict[int, float] = defaultdict(float)
    still: dict[int, float] = defaultdict(float)
    articles: dict[int, float] = defaultdict(float)
    remembered: dict[int, float] = defaultdict(float)
    remembering: dict[int, float] = defaultdict(float)
    reported: dict[int, float] = defaultdict(float)
    for note in notes:
        reported[note.news] += note.share
        for mention in note.mentions:
            age = note.day - mention.day
            if 0 <= age <= LATER:
                soon[mention.day] += note.share
                still[mention.day] += note.share if age > 1 else 0.0
            elif abs(age) > LATER:
                remembered[mention.day] += note.share if age > 0 else -note.share
        for day in {m.day for m in note.mentions}:
            age = note.day - day
            if 0 <= age <= LATER:
                articles[day] += note.share
            elif abs(age) > LATER:
                remembering[day] += note.share if age > 0 else -note.share

    def later(day: int) -> float:
        return still[day] + max(0.0, remembered[day])

    def alone(day: int) -> float:
        after = max(0.0, remembered[day])
        return (
            MENTIONED * log1p(soon[day] + after)
            + ARTICLES * log1p(articles[day] + max(0.0, remembering[day]))
            + STILL * log1p(still[day] + after)
            + REMEMBERED * log1p(after)
            + REPORTED * log1p(reported[day])
            - NEIGHBOURS * log1p((later(day - 1) + later(day + 1)) / 2)
        )

    known: dict[int, float] = {}
    found: dict[int, float] = {}
    for day in sorted(soon.keys() | reported.keys() | remembered.keys()):
        if not first <= day <= last or not (soon[day] or reported[day] or remembered[day] > 0):
            continue
        around = range(max(first, day - NEAR), min(last, day + NEAR) + 1)
        for each in around:
            if each not in known:
                known[each] = alone(each)
        rest = sum(known[each] for each in around) - known[day]
        found[day] = known[day] - SURROUNDINGS * rest / max(1, len(around) - 1)
    return found
