"""What a review draws on, wherever its articles are kept: the events of the period, what became of what had been announced for it, and
what is ahead of its end. `reviews` has it of lines, `archives` of a desk's store.

All of it is as of the period's last day: what came out later is not looked at, so a review is the same whenever it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from beatbook.filing.words import fold
from beatbook.model import (
    Announcement,
    Announcing,
    Article,
    DayCovered,
    Days,
    Event,
    Fate,
    Period,
    Precision,
)
from beatbook.writing import reporting, settling
from beatbook.writing.candidates import Ears
from beatbook.writing.timeline import Asked, Chronicler, Record

EVENTS = {Precision.DAY: 8, Precision.WEEK: 6, Precision.MONTH: 10, Precision.QUARTER: 15, Precision.YEAR: 24}
"""Events in the timeline of a review, at most."""
SETTLED = 24
"""Announcements of which it is looked up what became of them, those that most articles announced."""
REPORTS = 12
"""Articles that are looked at for a report of one."""
SHARED = 3
"""Words by which reports are searched for that such an article must have."""
HORIZON, COARSEST = 4, 3
"""How many times the length of the period a review looks ahead, and how long may be what is said to come on some day of it."""
PAST = timedelta(60)
"""How long before a period may be what was announced that still bears on it: what is older is neither due nor ahead."""
DAY = timedelta(1)


def events(
    record: Record,
    ears: Ears,
    period: Period,
    *,
    language: str | None = None,
    struck: frozenset[str] = frozenset(),
    pinned: frozenset[date] = frozenset(),
) -> list[Event]:
    """The events of a period that mattered most, by their days."""
    asked = Asked(*period.days, sentences=1, pinned=pinned, struck=struck, language=language)
    found = Chronicler(record, ears).events(asked)
    best = sorted(found, key=lambda e: (e.day not in pinned, -e.score, e.day))[: EVENTS[period.kind]]
    return sorted(best, key=lambda e: e.day)


# ---- what was announced ----------------------------------------------------------------------------------------------------


class Foreseen(NamedTuple):
    """An announcement as of the period's last day, as of the day before the period (None: nobody had announced it), and all that was
    announced of it."""

    now: Announcement
    then: Announcement | None
    said: Sequence[Announcing]


@dataclass(slots=True)
class Own:
    """An article of the period that is nobody's copy, where its text is, and its words once they are asked for."""

    key: str
    day: date
    source: str
    story: str | None
    whole: Callable[[], Article]
    version: str = ""
    words: frozenset[str] | None = None


def horizon(period: Period) -> date:
    """The last day that a review looks ahead to."""
    first, last = period.days
    return last + HORIZON * (last - first + DAY) if last < date.max - 5 * (last - first) else last


def is_due(then: Announcement, period: Period) -> bool:
    first, last = period.days
    return then.days is not None and first <= then.days.first and then.days.last <= last


def is_coming(now: Announcement, period: Period) -> bool:
    first, last = period.days
    days = now.days
    if now.settled.fate is not Fate.AHEAD or days is None:
        return False
    return last < days.first <= horizon(period) and days.last - days.first <= COARSEST * (last - first + DAY)


def became(
    foreseen: Iterable[Foreseen],
    period: Period,
    within: Sequence[Own],
    coverage: Sequence[DayCovered],
    ears: Ears,
) -> list[Announcement]:
    """What became, by its last day, of what had been announced for the period before it began. `within` are its articles."""
    last = period.days.last
    due = [f for f in foreseen if f.then and is_due(f.then, period)]
    due.sort(key=lambda f: (-f.now.origins, f.now.key))
    sources: dict[date, set[str]] = {}
    for own in within:
        sources.setdefault(own.day, set()).add(own.source)
    covered = {day: len(names) for day, names in sources.items()}
    for reached in coverage:
        covered[reached.day] = max(covered.get(reached.day, 0), len(reached.reached))
    eve = last + DAY if last < date.max else last
    return [_settled(f, within, covered, eve, ears) for f in due[:SETTLED]]


def _settled(
    foreseen: Foreseen, within: Sequence[Own], covered: Mapping[date, int], today: date, ears: Ears
) -> Announcement:
    now, said = foreseen.now, foreseen.said
    if now.days is None:
        return now
    found = _reporting(settling.words_of(said, ears), now.days, within)
    reports = [reporting.Report(o.whole(), o.version, o.story, o.day, o.source) for o in found]
    return replace(now, settled=settling.settle(now, said, reports, covered, today, ears))


def _reporting(words: Sequence[str], days: Days, within: Sequence[Own]) -> list[Own]:
    """The articles of some days and the two weeks after that have most of these words."""
    wanted = {word for said in words for word in fold(said)}
    until = days.last + reporting.REPORTED
    found = []
    for each in within:
        if days.first <= each.day <= until:
            if each.words is None:
                version = each.whole().version
                each.words = frozenset(fold(f"{version.headline or ''} {version.text}"))
            shared = len(wanted & each.words)
            if shared >= min(SHARED, len(wanted)):
                found.append((-shared, each.day, each.key, each))
    return [each for *_, each in sorted(found, key=lambda f: f[:3])[:REPORTS]]
