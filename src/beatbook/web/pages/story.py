"""`/stories/{story}/`: the brief with what it rests on, all coverage of one event or development by time, whose words each
article has and what tied it to the story, what came before and after, and what changed.

A story that was merged leads to the one that it is part of, for the time being (302): a merge can be undone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from beatbook.filing.origins import summary
from beatbook.model import BriefOutcome, Moment
from beatbook.store.rows import Listed, Listing, Member, StoryLine
from beatbook.web import dates
from beatbook.web.asked import asked_id
from beatbook.web.briefs import (
    brief_part,
    brief_text,
    cited_lines,
    edition_parts,
    passage_parts,
    spans_of,
)
from beatbook.web.contexts import Line, Link, Pager
from beatbook.web.follow import feed_response
from beatbook.web.lists import FEED_SIZE, MAX_VALUE, line_of, pager, read_page
from beatbook.web.paging import pages
from beatbook.web.site import NotHere, Site
from beatbook.web.stories import Since, find_story, lead_of, manner, member_parts, move_parts
from beatbook.web.storycontexts import StoryContext
from beatbook.web.text import line
from beatbook.web.urls import Asked, AskedStory

SIZE = 50
"""Articles on one page of a story."""

CHANGES = 20
"""Changes that are shown, the newest."""


def page(request: Request) -> Response:
    site = Site.of(request)
    key = asked_id(request, "story")
    asked, since = _read_asked(site, request)
    story = find_story(site, key, limit=SIZE)
    if story.key != key:
        location = site.urls.story(story.key, replace(asked, merged=key, page=1))
        return RedirectResponse(location, 302, {"Cache-Control": "no-cache"})
    total, shown = len(story.copies), list(story.members)
    last = pages(total, SIZE)
    if asked.page > last:
        raise NotHere("404-page", Link(site.words("404-last"), site.urls.story(key, asked.on(last))), n=last)
    if last > 1:
        shown = _members(site, key, total, asked.oldest, asked.page)
    elif not asked.oldest:
        shown.reverse()
    lead = lead_of(story)
    words = site.words
    headline = line_of(site, lead, manner(site)).headline
    parts = member_parts(site, shown, since)
    fresh = ""
    if since:
        n = sum(bool(part.new) for part in parts)
        fresh = words("fresh", n=n, day=since.said) if n else words("fresh-none", day=since.said)
    plain = replace(asked, merged="")
    is_open, told = site.is_open(request), story.told
    editions = site.store.editions(key) if asked.page == 1 else ()
    last_one = editions[-1] if editions else None
    passages = site.store.passages(spans_of(last_one.brief)) if last_one else {}
    cited = {span.article: p.line for span, p in passages.items() if p.line}
    title = words("story-page", headline=headline.text)
    context = StoryContext(
        page=site.page(
            request,
            title if asked.page == 1 else f"{title}, {words('page', n=asked.page)}",
            site.urls.story(key, replace(plain, since="")),
            description=line(lead.deck),
            feeds=site.urls.story(key),
            index=not asked.since and not asked.oldest,
        ),
        headline=headline,
        beats=_beats(site, lead),
        summary=summary(story.told, site.wires),
        brief=brief_part(site, last_one, cited) if asked.page == 1 else None,
        evidence=passage_parts(site, last_one, passages, told, editors=is_open) if last_one else (),
        editions=edition_parts(site, editions, last_one.number)[1:] if last_one else (),
        report=site.urls.report(key, last_one.number) if last_one else "",
        merged=words("merged-note") if asked.merged in {c.regroup.story for c in story.changes} else "",
        order=Link(
            words("to-newest" if asked.oldest else "to-oldest"),
            site.urls.story(key, replace(plain, oldest=not asked.oldest, page=1)),
        ),
        order_says=words("order-oldest" if asked.oldest else "order-newest"),
        fresh=fresh,
        since=_since_links(site, key, plain, shown),
        members=parts,
        pager=_pager(site, key, plain, last),
        earlier=_short(site, story.earlier),
        later=_short(site, story.later),
        changes=move_parts(site, key, story.changes[-CHANGES:]),
        follow=site.follow(site.urls.story(key)),
        timeline=site.urls.timeline(site.urls.story(key)) if total > 1 else "",
        editors=site.urls.editors_story(key) if is_open else "",
    )
    return site.respond(request, context)


def feed(request: Request, kind: str) -> Response:
    """The story's articles, newest first."""
    site = Site.of(request)
    key = asked_id(request, "story", f".{kind}")
    asked = Asked(page=read_page(request))
    story = find_story(site, key, limit=FEED_SIZE)
    if story.key != key:
        location = site.urls.feed(site.urls.story(story.key), kind)
        return RedirectResponse(location, 302, {"Cache-Control": "no-cache"})
    total = len(story.copies)
    start = max(0, total - asked.page * FEED_SIZE)
    end = max(0, total - (asked.page - 1) * FEED_SIZE)
    members = list(story.members)
    if total > FEED_SIZE:
        members = list(find_story(site, key, limit=end - start, offset=start).members) if end else []
    lead = lead_of(story)
    edition = site.store.briefs([key]).get(key)
    said = line(lead.deck)
    if edition and edition.brief.outcome is not BriefOutcome.NONE:
        said = brief_text(site, edition, cited_lines(site, [edition]))
    return feed_response(
        request,
        kind,
        Listing(tuple(m.line for m in reversed(members)), total),
        asked,
        lambda asked: site.urls.story(key, AskedStory(page=asked.page)),
        title=site.words("story-page", headline=line(lead.headline)),
        description=said,
        language=lead.language,
        touched=edition.at if edition else None,
    )


# ---- which story, and which part of it ----------------------------------------------------------------------------------


def _members(site: Site, key: str, total: int, oldest: bool, number: int) -> list[Member]:
    """Those on this page; the store counts from the earliest."""
    if oldest:
        return list(find_story(site, key, limit=SIZE, offset=(number - 1) * SIZE).members)
    end = total - (number - 1) * SIZE
    start = max(0, end - SIZE)
    return list(reversed(find_story(site, key, limit=end - start, offset=start).members))


def _read_asked(site: Site, request: Request) -> tuple[AskedStory, Since | None]:
    """What the address asks of a story. Raises NotHere where a day or a page number cannot be one."""
    said = request.query_params
    since = said.get("since", "").strip().replace(" ", "+")[:40]
    asked = AskedStory(
        oldest=said.get("order") == "oldest",
        since=since,
        merged=said.get("merged", "")[:MAX_VALUE],
        page=read_page(request),
    )
    if not since:
        return asked, None
    try:
        moment = Moment.parse(since)
        if not 1900 <= moment.day.year <= 9000:
            raise ValueError(since)
    except ValueError as error:
        raise NotHere("404-since") from error
    if moment.at:
        return asked, Since(moment.at, False, site.moment(moment.at))
    start = datetime.combine(moment.day, time(), site.settings.desk.zone)
    return asked, Since(start, True, dates.long_day(moment.day, site.words.language))


# ---- its parts --------------------------------------------------------------------------------------------------------------


def _beats(site: Site, lead: Listed) -> tuple[Link, ...]:
    detail = site.store.article(lead.key)
    filed = detail.filed if detail else ()
    return tuple(Link(line(f.title) or f.slug, site.urls.beat(f.slug)) for f in filed)


def _short(site: Site, stories: Sequence[StoryLine]) -> tuple[Line, ...]:
    """Other stories as links to their pages."""
    found = []
    for story in stories:
        shown = line_of(site, story.lead, manner(site))
        found.append(replace(shown, url=site.urls.story(story.key)))
    return tuple(found)


def _since_links(site: Site, key: str, asked: AskedStory, shown: Sequence[Member]) -> tuple[Link, ...]:
    """The page with what is new marked. The last one marks what comes after what stands there now."""
    today = site.today()
    last = max((m.joined for m in shown), default=site.now()).astimezone(UTC)
    ways = (
        ("since-yesterday", (today - timedelta(days=1)).isoformat()),
        ("since-week", (today - timedelta(days=7)).isoformat()),
        ("since-now", last.replace(tzinfo=None).isoformat() + "Z"),
    )
    return tuple(
        Link(site.words(word), site.urls.story(key, replace(asked, since=at, page=1))) for word, at in ways
    )


def _pager(site: Site, key: str, asked: AskedStory, last: int) -> Pager:
    return pager(
        site,
        Asked(page=asked.page),
        last,
        lambda on: site.urls.story(key, asked.on(on.page)),
    )
