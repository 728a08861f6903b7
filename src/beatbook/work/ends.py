"""What an item ends as: the intents that keep it, from what was read of its page or what its feed said. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, tzinfo

from beatbook.filing.match import Matcher
from beatbook.model import Article, Filing, Kind, Outcome, Version
from beatbook.store.intents import Claim, FetchRow, Keep
from beatbook.store.rows import Item
from beatbook.work import decide
from beatbook.work.memories import Taught
from beatbook.work.reading import READER


def keep_of(
    item: Item,
    claim: Claim,
    version: Version | None,
    outcome: Outcome,
    reason: str | None,
    *,
    rules: Matcher,
    zone: tzinfo,
    row: FetchRow | None = None,
) -> Keep:
    """The intent for an item: filed if there is something to file and a rule wants it. What it says is the feed's word,
    unless `from_page` says more."""
    filings: tuple[Filing, ...] = ()
    if version is not None:
        version = decide.fit(version)
        filings = tuple(rules.file(Article(item.key, item.source.slug, item.url, item.first_seen, version)))
        outcome = Outcome.FILED if filings else Outcome.KEPT
    published = version.published if version else item.entry.published if item.entry else None
    sorted_at, day = decide.placed(published, item.first_seen, zone)
    return Keep(
        key=item.key,
        source=item.source.slug,
        first_seen=item.first_seen,
        outcome=outcome,
        day=day.day,
        sorted_at=sorted_at,
        url=item.url,
        reason=reason,
        version=version,
        filings=filings,
        reader=decide.FEED,
        witnesses=decide.feed_witnesses(item.entry) if version and item.entry else (),
        fetch=row,
        claim=claim,
    )


def from_page(
    item: Item,
    claim: Claim,
    taught: Taught,
    now: datetime,
    *,
    rules: Matcher,
    zone: tzinfo,
    row: FetchRow | None = None,
) -> Keep:
    """The intent for an item whose page was read. Where the page is no article, what was read before stands. `now` is
    what the page's dates are held against."""
    reading = taught.reading
    if reading.kind is Kind.ARTICLE:
        version = decide.merged(reading, item.entry, item.source, now)
        keep = keep_of(item, claim, version, Outcome.KEPT, None, rules=rules, zone=zone, row=row)
        keep = replace(
            keep,
            reader=READER,
            path=reading.path,
            canonical=reading.canonical,
            image=reading.image,
            witnesses=decide.witnesses(reading, item.entry, keep.version or version),
        )
    else:
        outcome, said = decide.unread(reading, item.entry, item.source)
        reason = reading.reason or reading.kind.value
        said = None if item.version else said
        keep = keep_of(item, claim, said, outcome, reason, rules=rules, zone=zone, row=row)
    return as_taught(keep, taught)


def as_taught(keep: Keep, taught: Taught) -> Keep:
    """The intent with what its page turned out to be, and what it taught of its source."""
    return replace(
        keep,
        kind=taught.reading.kind,
        boilerplate=taught.reading.boilerplate,
        observed=taught.observed,
        lessons=taught.lessons,
        again=taught.again,
        decisions=taught.decisions,
    )
