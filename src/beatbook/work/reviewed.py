"""What a review draws on, wherever its articles are kept: the events of the period, what became of what had been announced for it, and
what is ahead of its end. `reviews` has it of lines, `archives` of a desk's store.

All of it is as of the period's last day: what came out later is not looked at, so a review is the same whenever it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from beatbook.filing.words import fold
from beatbook.model import (
    Announcement,
    Announcing,
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
REPORTS = 40
"""Articles that are looked at for a report of one."""
SHARED = 2
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


Search = Callable[[Sequence[str], Days, Collection[str]], Sequence[reporting.Report]]
"""Articles that came out on these days and have some of these words, those that have most of them first; or are of the story of these
articles, which announced it."""


def became(
    foreseen: Iterable[Foreseen],
    period: Period,
    sources: Mapping[date, Set[str]],
    coverage: Sequence[DayCovered],
    search: Search,
    ears: Ears,
) -> list[Announcement]:
    """What became, by its last day, of what had been announced for the period before it began. `sources` are those that have articles, by
    day."""
    last = period.days.last
    due = [f for f in foreseen if f.then and is_due(f.then, period)]
    due.sort(key=lambda f: (-f.now.origins, f.now.key))
    covered = {day: len(names) for day, names in sources.items()}
    for reached in coverage:
        covered[reached.day] = max(covered.get(reached.day, 0), len(reached.reached))
    found = []
    for now, _, said in due[:SETTLED]:
        if now.days and now.days.first <= last:
            within = Days(now.days.first, min(now.days.last + reporting.REPORTED, last))
            own = {one.span.article for one in said}
            reports = search(settling.words_of(said, ears), within, own)
            eve = last + DAY if last < date.max else last
            now = replace(now, settled=settling.settle(now, said, reports, covered, eve, ears))
        found.append(now)
    return found


class Own(NamedTuple):
    """An article of the period that is nobody's copy, where its text is, and the words of it."""

    report: reporting.Report
    words: frozenset[str]


class Searched:
    """Searches articles at hand. `whole` has each with its text, once it is asked for."""

    def __init__(self, found: Iterable[tuple[date, Callable[[], reporting.Report]]]) -> None:
        self._found = list(found)
        self._words: dict[int, Own] = {}

    def __call__(
        self, words: Sequence[str], days: Days, announced_by: Collection[str] = ()
    ) -> list[reporting.Report]:
        wanted = {word for said in words for word in fold(said)}
        ranked = []
        for n, (day, _) in enumerate(self._found):
            if days.first <= day <= days.last:
                own = self._own(n)
                shared = len(wanted & own.words)
                if shared >= min(SHARED, len(wanted)):
                    ranked.append((-shared, day, own.report.article.id, own.report))
        return [report for *_, report in sorted(ranked, key=lambda r: r[:3])[:REPORTS]]

    def _own(self, n: int) -> Own:
        if n not in self._words:
            report = self._found[n][1]()
            version = report.article.version
            self._words[n] = Own(report, frozenset(fold(f"{version.headline or ''} {version.text}")))
        return self._words[n]
