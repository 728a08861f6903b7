"""`/`: the newest stories over all beats, what is ahead this week, the beats with theirs, and how the sources are reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from beatbook.model import Beat
from beatbook.store.pieces import PieceLine
from beatbook.store.rows import Listed, Listing, StoryLine, StoryListing, Wanted
from beatbook.store.times import KeptAnnouncement
from beatbook.web.ahead import ahead_of, cited_lines, entry_part, label_of, this_week, week_ahead
from beatbook.web.archive import feed_items
from beatbook.web.contexts import BeatBlock, ComingPart, FrontContext, Link
from beatbook.web.follow import feed_of
from beatbook.web.lists import FEED_SIZE, Manner, are_waiting, line_of, not_in_stories, story_line
from beatbook.web.merging import in_one
from beatbook.web.pieces import piece_line, published
from beatbook.web.site import Site
from beatbook.web.text import line, shortened
from beatbook.web.urls import PLAIN

NEWEST = 10
"""Stories in the front's own list."""

OF_BEAT = 4
"""Articles under each beat."""

AHEAD = 8
"""Announcements for this week."""

SENTENCE = 160
"""Characters of the sentence that announces something."""

REACHED = timedelta(hours=24)
"""A source counts as reached if one of its feeds was read this lately."""

NAMED = 5
"""Sources that are named when they were not reached; the rest is counted."""


def newest(site: Site, found: Sequence[tuple[Beat, Listing]], limit: int) -> list[tuple[Beat, StoryLine]]:
    """The newest stories over all beats, each once, under the beat that comes first. `found` are the beats' newest
    articles, which stand for themselves where they are in no story yet. Exact if each beat brought at least `limit`."""
    first: dict[str, tuple[Beat, StoryLine]] = {}
    waiting = are_waiting(site)
    for beat, listing in found:
        stories = site.store.stories(Wanted(beat=beat.slug, limit=limit)).items
        alone = not_in_stories(site, listing.items[:NEWEST]) if waiting else []
        for story in (*stories, *alone):
            first.setdefault(story.key, (beat, story))
    return sorted(first.values(), key=lambda pair: pair[1].sorted_at, reverse=True)[:limit]


def block_of(site: Site, beat: Beat, total: int, items: Sequence[Listed]) -> BeatBlock:
    address = site.urls.beat(beat.slug)
    manner = Manner(beat.language, several=True)
    return BeatBlock(
        beat=Link(line(beat.title) or beat.slug, address),
        lang=site.foreign(beat.language),
        description=line(beat.description),
        count=site.words("all-of-beat", n=total),
        briefs=Link(site.words("briefs"), site.urls.briefs(beat.slug)),
        ahead=Link(site.words("ahead"), site.urls.ahead(beat.slug)),
        lines=tuple(line_of(site, item, manner) for item in items),
        follow=site.follow(address),
    )


def page(request: Request) -> Response:
    site = Site.of(request)
    found = site.store.front(NEWEST + OF_BEAT)
    titles = {beat.slug: Link(line(beat.title) or beat.slug, site.urls.beat(beat.slug)) for beat, _ in found}
    top = in_one(
        [(published(p), p) for p in site.store.pieces(limit=NEWEST)],
        [(story.sorted_at, (beat, story)) for beat, story in newest(site, found, NEWEST)],
    )[:NEWEST]
    stories = [one for one in top if isinstance(one, tuple)]
    above = {item.key for _, story in stories for item in (story.lead, *(m.line for m in story.others))}
    language = site.settings.desk.language
    lines = [
        piece_line(site, one, language, titles.get(one.piece.beat))
        if isinstance(one, PieceLine)
        else story_line(site, one[1], Manner(language, several=True), titles[one[0].slug])
        for one in top
    ]
    blocks = []
    for beat, listing in found:
        rest = [item for item in listing.items if item.key not in above][:OF_BEAT]
        blocks.append(block_of(site, beat, listing.total, rest))
    coverage, missing = _coverage(site)
    address = site.urls.front()
    description = line(site.settings.desk.description)
    context = FrontContext(
        page=site.page(request, "", address, description=description, feeds=address),
        description=description,
        lines=tuple(lines),
        ahead=_ahead(site, [beat for beat, _ in found]),
        blocks=tuple(blocks),
        coverage=coverage,
        missing=missing,
        follow=site.follow(address),
    )
    return site.respond(request, context)


def _ahead(site: Site, beats: Sequence[Beat]) -> tuple[ComingPart, ...]:
    """What is ahead this week: of what articles announce and what the beats' calendars have."""
    week = week_ahead(site)
    known = {beat.slug: beat for beat in beats}
    kept = [*ahead_of(site, None, week.last)]
    for slug in known:
        kept += [KeptAnnouncement(date, (slug,)) for date in site.calendar.dates(slug, week)]
    shown = [k for k in this_week(site, kept) if any(slug in known for slug in k.beats)][:AHEAD]
    lines = cited_lines(site, [k.announcement for k in shown])
    found = []
    for k in shown:
        beat = next(known[slug] for slug in k.beats if slug in known)
        entry, (label, iso) = entry_part(site, k.announcement, lines), label_of(site, k.announcement)
        in_beat = Link(line(beat.title) or beat.slug, site.urls.ahead(beat.slug))
        text = replace(entry.text, text=shortened(entry.text.text, SENTENCE))
        found.append(
            ComingPart(label, iso, text, entry.url or in_beat.url, in_beat, site.foreign(beat.language))
        )
    return tuple(found)


def _coverage(site: Site) -> tuple[str, str]:
    """How many of the sources that have feeds were reached lately, and which were not."""
    since = site.now() - REACHED
    reached: dict[str, bool] = {}
    for feed in site.store.feeds():
        success = feed.state.last_success
        reached[feed.source] = reached.get(feed.source, False) or (success is not None and success >= since)
    if not reached:
        return "", ""
    said = site.words("coverage-line", n=len(reached), reached=sum(reached.values()))
    names = [line(s.name) or s.slug for s in site.store.sources() if not reached.get(s.slug, True)]
    if not names:
        return said, ""
    named = site.words.joined(names[:NAMED])
    if len(names) > NAMED:
        named = site.words("coverage-more", n=len(names) - NAMED, names=", ".join(names[:NAMED]))
    return said, site.words("coverage-not", names=named)


def feed(request: Request, kind: str) -> Response:
    """The newest of all beats. It has one page; each beat's own feed leads back to its beginning."""
    site = Site.of(request)
    listing = StoryListing(
        tuple(story for _, story in newest(site, site.store.front(FEED_SIZE), FEED_SIZE)), FEED_SIZE
    )
    pieces = site.store.pieces(limit=FEED_SIZE)
    return feed_of(
        request,
        kind,
        FEED_SIZE,
        lambda root, here: feed_items(site, request, root, listing, pieces, here)[:FEED_SIZE],
        PLAIN,
        lambda asked: site.urls.front(),
        title=site.settings.desk.name,
        description=site.settings.desk.description,
        language=site.settings.desk.language,
    )
