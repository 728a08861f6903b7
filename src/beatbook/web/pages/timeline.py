"""`/beats/{beat}/timeline/` and `…/timeline/{period}/`: the dated events of a period with what they rest on, and how much was said
of each day; the same of a story, an author and a search, under their addresses. Each is a feed and a table as well."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from beatbook import periods
from beatbook.errors import PeriodError
from beatbook.model import Days, Timeline
from beatbook.periods import Unit
from beatbook.store.rows import Listed
from beatbook.web import coverage, timeexports
from beatbook.web.answers import FEED_AGE, answer
from beatbook.web.asked import asked_timeline
from beatbook.web.contexts import Link
from beatbook.web.feeds import WRITERS
from beatbook.web.lists import line_of, read_asked
from beatbook.web.pages import author as author_page
from beatbook.web.pages import search as search_page
from beatbook.web.pages import story as story_page
from beatbook.web.site import MEDIA, NotHere, Site, origin
from beatbook.web.stories import find_story, lead_of, manner
from beatbook.web.text import line
from beatbook.web.timecharts import chart_part
from beatbook.web.timecontexts import AskPart, TimelineContext
from beatbook.web.timeexports import CSV, TIMELINE_JS
from beatbook.web.timelines import (
    Cites,
    Matter,
    anchor,
    deck,
    event_parts,
    is_waiting,
    period_said,
    title,
    why_empty,
    zoom_part,
)
from beatbook.web.urls import FEEDS, Asked, AskedTimeline
from beatbook.web.written import named

MOST = 5000
"""Articles of an author or a search of which a timeline is made, the newest."""

EVENTS = 100
"""Events that may be asked for."""

Finder = Callable[[Request, str], Matter | Response]
"""Finds what a timeline is of, or answers with something else; the text is what the path ends in."""


# ---- of what ------------------------------------------------------------------------------------------------------------------


def of_beat(request: Request, end: str) -> Matter:
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])

    def made(days: Days, events: int | None) -> Timeline:
        return site.written.get(
            ("beat", beat.slug, days, events),
            site.store.times_stamp(),
            lambda: site.chronicles.of_beat(beat.slug, days.first, days.last, events),
        )

    return Matter(
        link=Link(line(beat.title) or beat.slug, site.urls.beat(beat.slug)),
        lang=site.foreign(beat.language),
        span=site.chronicles.span(beat.slug),
        made=made,
        beat=beat,
    )


def of_story(request: Request, end: str) -> Matter | Response:
    asked = asked_timeline(request, end)
    site = Site.of(request)
    if asked is None:
        # What looks like the timeline of a story is a part of its id.
        kind = end.removeprefix(".")
        if kind in FEEDS:
            return story_page.feed(request, kind)
        return story_page.page(request) if end == "/" else site.wrong(request, 404)
    key, period = asked
    story = find_story(site, key, limit=1)
    if story.key != key:
        location = site.urls.timeline(site.urls.story(story.key), AskedTimeline(quote(period, safe=".")))
        if end != "/":
            location = site.urls.feed(location, end.removeprefix("."))
        return RedirectResponse(location, 302, {"Cache-Control": "no-cache"})
    headline = line_of(site, lead_of(story), manner(site)).headline
    keys = [copy.article for copy in story.copies][-MOST:]
    link = Link(headline.text, site.urls.story(key))
    days = [note.day for note in site.store.noted(keys)]
    found = _matter(site, link, keys, days, frozenset(told.source for told in story.told), len(keys))
    return replace(found, lang=headline.lang, story=key)


def of_author(request: Request, end: str) -> Matter | Response:
    site = Site.of(request)
    slug = request.path_params["author"]
    if now := author_page.moved(site, slug):
        period = quote(request.path_params.get("period", ""), safe=".")
        location = site.urls.timeline(site.urls.author(now), AskedTimeline(period))
        if end != "/":
            location = site.urls.feed(location, end.removeprefix("."))
        return RedirectResponse(location, 302, {"Cache-Control": "no-cache"})
    name, listing = author_page.found(site, slug, Asked(), MOST)
    return _listed(site, Link(name, site.urls.author(slug)), listing.items, listing.total)


def of_search(request: Request, end: str) -> Matter:
    site = Site.of(request)
    asked = read_asked(request).on(1)
    listing, wrong = search_page.searched(site, asked, MOST)
    if listing is None:
        key = "404-timeline-rule" if wrong else "404-timeline-search"
        raise NotHere(key, Link(site.words("search"), site.urls.search(asked)))
    return _listed(site, Link(line(asked.rule), site.urls.search(asked)), listing.items, listing.total)


def _listed(site: Site, link: Link, items: Sequence[Listed], total: int) -> Matter:
    keys, days = [item.key for item in items], [item.day for item in items if item.dated]
    return _matter(site, link, keys, days, frozenset(item.source for item in items), total)


def _matter(
    site: Site, link: Link, keys: Sequence[str], days: Sequence[date], sources: frozenset[str], total: int
) -> Matter:
    """The articles of these ids, of `total` that there are; `days` are those on which they came out."""

    def made(days: Days, events: int | None) -> Timeline:
        return site.written.get(
            ("articles", named(keys), days, events),
            site.store.times_stamp(),
            lambda: site.chronicles.of_articles(keys, days.first, days.last, events),
        )

    return Matter(
        link=link,
        lang=None,
        span=Days(min(days), max(days)) if days else None,
        made=made,
        articles=site.words("articles", n=len(keys)),
        note=site.words("timeline-newest-of", n=len(keys), total=total) if total > len(keys) else "",
        sources=sources,
    )


# ---- of which period ----------------------------------------------------------------------------------------------------------


def _events(request: Request) -> int | None:
    """How many events the address asks for. Raises NotHere if that is no such number."""
    said = request.query_params.get("events", "").strip()
    if not said:
        return None
    if not re.fullmatch(r"0*[1-9][0-9]{0,2}", said) or int(said) > EVENTS:
        raise NotHere("404-events", n=EVENTS)
    return int(said)


def read_period(said: str, *ways: Link) -> Days:
    """The period of an address. Raises NotHere with the reason if it is none."""
    try:
        return periods.read(said)
    except PeriodError as error:
        raise NotHere(f"404-period-{error.reason}", *ways) from error


def _asked(request: Request, site: Site, matter: Matter, end: str) -> tuple[Days, AskedTimeline]:
    """The period that the address asks for (the newest if none), and its one way of being asked for."""
    events, said = _events(request), _said(request, matter, end)
    way = Link(site.words("timeline-to-newest"), site.urls.timeline(matter.link.url))
    if said:
        days = read_period(said, way)
        return days, AskedTimeline(periods.written(days), events)
    first, last = (request.query_params.get(name, "").strip() for name in ("from", "to"))
    if first or last:
        days = read_period(f"{first or last}..{last or first}", way)
        return days, AskedTimeline(periods.written(days), events)
    today = site.today()
    days = periods.newest(matter.span, today) if matter.span else periods.month_of(today)
    return days, AskedTimeline(events=events)


def _said(request: Request, matter: Matter, end: str) -> str:
    """The period as the address has it; empty if it names none."""
    if matter.story and (sent := asked_timeline(request, end)):
        return sent[1]
    return str(request.path_params.get("period", ""))


# ---- the page -----------------------------------------------------------------------------------------------------------------


def page(request: Request, find: Finder) -> Response:
    site = Site.of(request)
    matter = find(request, "/")
    if isinstance(matter, Response):
        return matter
    days, asked = _asked(request, site, matter, "/")
    address = site.urls.timeline(matter.link.url, asked)
    if _said(request, matter, "/") != asked.period:
        return RedirectResponse(address, 302, {"Cache-Control": "no-cache"})
    words = site.words
    timeline = matter.made(days, asked.events)
    cites = Cites.of(site, timeline)
    is_open = site.is_open(request)
    heading, lang = title(site, timeline, days, _chosen_title(site, matter, days))
    of_newest = site.urls.timeline(matter.link.url)
    newest = not asked.period
    covered = _coverage(site, matter, days)
    notes = [note for note in (matter.note, words("timeline-waits") if is_waiting(site) else "") if note]
    is_indexed = matter.beat is not None and asked.events is None and periods.unit(days) is not Unit.DAY
    context = TimelineContext(
        page=site.page(
            request,
            f"{heading}, {matter.link.text}",
            address,
            here=site.urls.beats() if matter.beat else "",
            description=deck(site, timeline),
            feeds=address,
            index=is_indexed and (newest or periods.unit(days) is not Unit.SPAN),
            beat=matter.beat,
            tab=of_newest,
        ),
        of=matter.link,
        of_lang=matter.lang,
        title=heading,
        title_lang=lang,
        deck=deck(site, timeline),
        zoom=zoom_part(site, matter, days, asked.events, is_newest=newest),
        chart=chart_part(
            site,
            timeline,
            covered,
            _source(site, matter, timeline),
            {event.day: f"#{anchor(event.day)}" for event in timeline.events},
        ),
        coverage=coverage.says(site, covered) if covered else (),
        notes=tuple(notes),
        events=event_parts(site, timeline, cites, editors=is_open, story=matter.story),
        empty=() if timeline.events else why_empty(site, matter, days),
        ask=_ask_part(request, matter, of_newest, days, asked.events),
        follow=site.follow(address),
        data=(
            Link(words("as-csv"), site.urls.feed(address, CSV)),
            Link(words("as-json"), site.urls.feed(address, "json")),
            Link(words("as-timelinejs"), site.urls.feed(address, TIMELINE_JS)),
        ),
        permanent=_permanent(site, matter, days, asked.events) if newest and timeline.events else None,
        editors=site.urls.editors_timeline(matter.beat.slug, periods.written(days))
        if is_open and matter.beat
        else "",
    )
    return site.respond(request, context)


def _ask_part(request: Request, matter: Matter, action: str, days: Days, events: int | None) -> AskPart:
    """The form for another period; of a search it says again what was searched for."""
    kept = () if matter.beat else ("q", "beat", "month", "source", "author", "language")
    return AskPart(
        action=action.partition("?")[0],
        hidden=tuple((name, value) for name, value in request.query_params.items() if name in kept),
        first=days.first.isoformat(),
        last=days.last.isoformat(),
        events=str(events or ""),
    )


def _permanent(site: Site, matter: Matter, days: Days, events: int | None) -> Link:
    """The address at which this period stays."""
    asked = AskedTimeline(periods.written(days), events)
    return Link(period_said(site, days), site.urls.timeline(matter.link.url, asked))


def _chosen_title(site: Site, matter: Matter, days: Days) -> str:
    """What an editor said that the timeline of a period is called; empty if nobody did."""
    return site.store.timeline_choices(matter.beat.slug).titles.get(days, "") if matter.beat else ""


def _coverage(site: Site, matter: Matter, days: Days) -> coverage.Coverage | None:
    if matter.beat:
        return coverage.of_beat(site, matter.beat.slug, days)
    return coverage.of_sources(site, matter.sources or (), days)


def _source(site: Site, matter: Matter, timeline: Timeline) -> str:
    """What a chart counts."""
    if matter.beat:
        n = sum(a.articles for a in timeline.attention)
        return site.words("chart-source-beat", n=n, beat=matter.link.text)
    return site.words("chart-source", articles=matter.articles)


# ---- as data ------------------------------------------------------------------------------------------------------------------


def data(request: Request, find: Finder, kind: str) -> Response:
    """The timeline as a feed, as a table, or for TimelineJS."""
    site, end = Site.of(request), f".{kind}"
    matter = find(request, end)
    if isinstance(matter, Response):
        return matter
    days, asked = _asked(request, site, matter, end)
    address = site.urls.timeline(matter.link.url, asked)
    if _said(request, matter, end) != asked.period:
        return RedirectResponse(site.urls.feed(address, kind), 302, {"Cache-Control": "no-cache"})
    timeline = matter.made(days, asked.events)
    cites, here = Cites.of(site, timeline), origin(request)
    name, _ = title(site, timeline, days, _chosen_title(site, matter, days))
    if kind == CSV:
        body, media = timeexports.table(timeline, cites), "text/csv; charset=utf-8"
    elif kind == TIMELINE_JS:
        body = timeexports.timeline_js(site, timeline, cites, name, deck(site, timeline), here)
        media = "application/json"
    else:
        said = site.words("title", page=name, desk=line(site.settings.desk.name))
        feed = timeexports.events_feed(
            site, timeline, cites, said, deck(site, timeline), matter, address, kind, here
        )
        body, media = WRITERS[kind](feed), f"{MEDIA[kind]}; charset=utf-8"
    made = answer(request, body, media, site.noticed, FEED_AGE)
    if kind == CSV:
        made.headers["Content-Disposition"] = f'attachment; filename="timeline-{periods.written(days)}.csv"'
    return made
