"""Which sources could be read on which days of a period, and the same in words: what is not known is not nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from beatbook.model import Days
from beatbook.periods import each_day, length, runs
from beatbook.store.times import Covered
from beatbook.web import dates
from beatbook.web.site import Site
from beatbook.web.text import line

SOURCES = 40
"""Sources of a list of articles of which it is looked up how they could be read; with more, nothing is said."""

NAMED = 5
"""Sources that are named for not having been read on some day."""

RANGES = 4
"""Runs of days that are named; of more, how many days there are, and the first and the last."""


class State(StrEnum):
    """How the sources could be read on a day: all, some, or none of those that were tried; none was tried; before the desk
    watched any; a day that has not come."""

    WHOLE = "whole"
    SOME = "some"
    NONE = "none"
    UNTRIED = "untried"
    UNWATCHED = "unwatched"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How the sources of something could be read in a period up to `today`; `since` is the first day on which the desk watched,
    None if it never did."""

    days: Days
    covered: Mapping[date, Covered]
    since: date | None
    today: date

    def state(self, day: date) -> State:
        if day <= self.today and (self.since is None or day < self.since):
            return (
                State.UNWATCHED
            )  # an article of that day that was found later tells nothing of what was missed
        found = self.covered.get(day)
        if found is not None:
            if not found.failed:
                return State.WHOLE
            return State.SOME if found.reached else State.NONE
        return State.AHEAD if day > self.today else State.UNTRIED

    def runs(self, *states: State) -> tuple[Days, ...]:
        """Runs of days in one of these states."""
        return runs(day for day in each_day(self.days) if self.state(day) in states)


def of_beat(site: Site, beat: str, days: Days) -> Coverage:
    return _coverage(site, site.store.covered(beat, days.first, days.last), days)


def of_sources(site: Site, sources: Collection[str], days: Days) -> Coverage | None:
    """The same of these sources (slugs); None of too many."""
    if len(sources) > SOURCES:
        return None
    reached: dict[date, int] = defaultdict(int)
    failed: dict[date, list[str]] = defaultdict(list)
    for source in sorted(sources):
        for row in site.store.coverage(source, days.first):
            if row.day <= days.last and row.reached:
                reached[row.day] += 1
            elif row.day <= days.last and row.failed:
                failed[row.day].append(source)
    found = [
        Covered(day, reached[day], tuple(failed[day]))
        for day in sorted({*reached, *failed})
        if reached[day] or failed[day]
    ]
    return _coverage(site, found, days)


def _coverage(site: Site, covered: Sequence[Covered], days: Days) -> Coverage:
    known = {c.day: c for c in covered}
    watched = site.store.watched_since()
    firsts = [watched] if watched else []
    created = site.store.fact("created")
    if created and site.store.feeds():
        firsts.append(site.day_of(datetime.fromisoformat(created)))
    return Coverage(days, known, min(firsts, default=None), site.today())


# ---- in words -------------------------------------------------------------------------------------------------------------


def says(site: Site, coverage: Coverage) -> tuple[str, ...]:
    """What is known of it, in sentences."""
    words, days = site.words, coverage.days
    if coverage.since is None:
        return (words("covered-never"),)
    if coverage.since > days.last:
        return (words("covered-later", day=dates.long_day(coverage.since, words.language)),)
    out = []
    failing: dict[str, list[date]] = defaultdict(list)
    for day, row in sorted(coverage.covered.items()):
        for source in row.failed:
            failing[source].append(day)
    if coverage.covered:
        most = max(row.reached + len(row.failed) for row in coverage.covered.values())
        steady = max(0, most - len(failing))
        if failing:
            out.append(words("covered-some" if steady else "covered-no", n=most, steady=steady))
        else:
            out.append(words("covered-both" if most == 2 else "covered-all", n=most))
    names = {s.slug: line(s.name) or s.slug for s in site.store.sources()} if failing else {}
    worst = sorted(failing.items(), key=lambda f: (-len(f[1]), f[0]))
    for source, missed in worst[:NAMED]:
        name = names.get(source, line(source))
        out.append(words("covered-not", source=name, days=_days(site, runs(missed))))
    if len(worst) > NAMED:
        out.append(words("covered-more", n=len(worst) - NAMED))
    if untried := coverage.runs(State.UNTRIED):
        out.append(words("covered-untried", days=_days(site, untried)))
    if coverage.since > days.first:
        out.append(words("covered-before", day=dates.long_day(coverage.since, words.language)))
    return tuple(out)


def _days(site: Site, found: Sequence[Days]) -> str:
    """Runs of days in words."""
    language = site.words.language
    if len(found) <= RANGES:
        return site.words.joined([dates.days_between(run.first, run.last, language) for run in found])
    n = sum(length(run) for run in found)
    first, last = found[0].first, found[-1].last
    return site.words("covered-days", n=n, span=dates.days_between(first, last, language))
