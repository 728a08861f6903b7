"""What a review rests on: which sources could be read, which were down when, and when nothing came out.

Unknown is not zero: a source that could not be read is named with its days, and a day on which none was tried is no quiet one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from beatbook.model import Coverage, DayCovered, Days, Outage, Period
from beatbook.periods import each_day, length, runs
from beatbook.writing.periods import short_day, short_days

SILENT = 7
"""Days without an article from which a review says so."""
NAMED = 4
"""Sources that are named with their days; of more it is said how many."""


def covered(
    period: Period,
    days: Sequence[DayCovered],
    published: Collection[date],
    sources: Collection[str],
    articles: int,
    origins: int,
    until: date | None = None,
) -> Coverage:
    """`days` are those that were kept, of any period; `published` are the days on which articles came out, `sources` those who have
    some. `until` is the day as of which it is, if the period is not over: days that are still to come are neither untried nor
    silent."""
    first, last = period.days
    last = min(last, until or last)
    within = [d for d in days if first <= d.day <= last]
    reached: set[str] = set()
    failed: dict[str, list[date]] = defaultdict(list)
    for each in within:
        reached.update(each.reached)
        for source in set(each.failed) - set(each.reached):
            failed[source].append(each.day)
    outages = tuple(Outage(source, runs(failed[source])) for source in sorted(failed))
    all_days = tuple(each_day(Days(first, last)))
    tried = {d.day for d in within if d.reached or d.failed}
    untried = runs([day for day in all_days if day not in tried]) if within else ()
    quiet = [
        run for run in runs([day for day in all_days if day not in set(published)]) if length(run) >= SILENT
    ]
    return Coverage(
        bool(within),
        len(reached | failed.keys()) if within else len(set(sources)),
        len(reached) if within else len(set(sources)),
        articles,
        origins,
        outages,
        untried,
        tuple(quiet),
        until,
    )


def statement(coverage: Coverage, period: Period) -> str:
    """The coverage in a few sentences."""
    said = [_sources(coverage)]
    if coverage.until:
        said.insert(0, f"This is as of {short_day(coverage.until)}, and more days are to come.")
    if coverage.untried:
        said.append(f"No source was tried {_listed(coverage.untried)}.")
    articles = f"{coverage.articles:,} {'article' if coverage.articles == 1 else 'articles'}"
    if not coverage.articles:
        first, last = map(short_day, period.days)
        span = f"on {first}" if first == last else f"from {first} to {last}"
        return " ".join([*said, f"No article of this beat came out {span}."])
    own = f"{coverage.origins:,} of them nobody’s copy" if coverage.origins < coverage.articles else ""
    said.append(f"The review rests on {articles}{', ' * bool(own)}{own}.")
    if coverage.silent:
        said.append(f"No article came out {_listed(coverage.silent)}.")
    return " ".join(said)


def _sources(coverage: Coverage) -> str:
    count = f"{coverage.sources} {'source' if coverage.sources == 1 else 'sources'}"
    if not coverage.is_known:
        if not coverage.sources:
            return "It is not known which sources could be read."
        has = "has" if coverage.sources == 1 else "have"
        return f"{count} {has} articles here; it is not known which others could be read."
    said = f"{coverage.read} of {count} could be read"
    named = coverage.outages[:NAMED]
    down = [f"{outage.source} was down {_listed(outage.days)}" for outage in named]
    if len(coverage.outages) > NAMED:
        down.append(f"{len(coverage.outages) - NAMED} others were down on some days")
    return "; ".join([said, *down]) + "."


def _listed(days: Sequence[Days]) -> str:
    said = [short_days(d) for d in days]
    return said[0] if len(said) == 1 else ", ".join(said[:-1]) + " and " + said[-1]
