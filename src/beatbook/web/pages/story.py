"""`/stories/{story}/`: all coverage of one event or development by time, whose words each article has and what tied it to
the story, what came before and after, and what changed.

A story that was merged leads to the one that it is part of, for the time being (302): a merge can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from beatbook.filing.origins import summary
from beatbook.model import CopyKind, Moment
from beatbook.store.protocol import DESK, Listed, Listing, Member, Regrouped, Story, StoryLine
from beatbook.web import dates
from beatbook.web.asked import asked_id
from beatbook.web.contexts import Line, Link, MemberPart, MovePart, Pager, StoryContext
from beatbook.web.follow import feed_response
from beatbook.web.lists import FEED_SIZE, MAX_VALUE, Manner, line_of, pager, read_page
from beatbook.web.paging import pages
from beatbook.web.site import NotHere, Site
from beatbook.web.text import line, shortened
from beatbook.web.urls import Asked, AskedStory

SIZE = 50
"""Articles on one page of a story."""

CHANGES = 20
"""Changes that are shown, the newest."""

ELSEWHERE = 20
"""Origins that stand on another page, or in another story, and are looked up for one page."""

HEADLINE = 80
"""Characters of the headline of such an origin that are shown."""


def page(request: Request) -> Response:
    site = Site.of(request)
    key = asked_id(request, "story")
    asked, since = _read_asked(site, request)
    story = found(site, key, limit=SIZE)
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
    headline = line_of(site, lead, _manner(site)).headline
    parts = member_parts(site, shown, since)
    fresh = ""
    if since:
        n = sum(bool(part.new) for part in parts)
        fresh = words("fresh", n=n, day=since.said) if n else words("fresh-none", day=since.said)
    plain = replace(asked, merged="")
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
        summary=summary(story.copies, site.wires),
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
        changes=move_parts(site, key, story.changes)[:CHANGES],
        follow=site.follow(site.urls.story(key)),
        editors=site.urls.editors_story(key) if site.is_open(request) else "",
    )
    return site.respond(request, context)


def feed(request: Request, kind: str) -> Response:
    """The story's articles, newest first."""
    site = Site.of(request)
    key = asked_id(request, "story", f".{kind}")
    asked = Asked(page=read_page(request))
    story = found(site, key, limit=FEED_SIZE)
    if story.key != key:
        location = site.urls.feed(site.urls.story(story.key), kind)
        return RedirectResponse(location, 302, {"Cache-Control": "no-cache"})
    total = len(story.copies)
    start = max(0, total - asked.page * FEED_SIZE)
    end = max(0, total - (asked.page - 1) * FEED_SIZE)
    members = list(story.members)
    if total > FEED_SIZE:
        members = list(found(site, key, limit=end - start, offset=start).members) if end else []
    lead = lead_of(story)
    return feed_response(
        request,
        kind,
        Listing(tuple(m.line for m in reversed(members)), total),
        asked,
        lambda asked: site.urls.story(key, AskedStory(page=asked.page)),
        title=site.words("story-page", headline=line(lead.headline)),
        description=line(lead.deck),
        language=lead.language,
    )


# ---- which story, and which part of it ----------------------------------------------------------------------------------


def found(site: Site, key: str, *, limit: int, offset: int = 0) -> Story:
    """The story, or the one that it is part of now. Raises NotHere if there is none, or nothing is left of it."""
    story = site.store.story(key, limit=limit, offset=offset)
    passed = {key}
    while story is not None and story.into and story.into not in passed:
        passed.add(story.into)
        story = site.store.story(story.into, limit=limit, offset=offset)
    if story is None or not story.copies:
        raise NotHere("404-story", Link(site.words("beats"), site.urls.beats()))
    return story


def _members(site: Site, key: str, total: int, oldest: bool, number: int) -> list[Member]:
    """Those on this page; the store counts from the earliest."""
    if oldest:
        return list(found(site, key, limit=SIZE, offset=(number - 1) * SIZE).members)
    end = total - (number - 1) * SIZE
    start = max(0, end - SIZE)
    return list(reversed(found(site, key, limit=end - start, offset=start).members))


def lead_of(story: Story) -> Listed:
    """The article that stands for the story: its first report that is nobody's copy."""
    if story.line:
        return story.line.lead
    return min(story.members, key=lambda m: (m.copy.kind is not CopyKind.OWN, m.line.first_seen)).line


@dataclass(frozen=True, slots=True)
class Since:
    """From when on an article is new to the reader: `said` is that time in words."""

    at: datetime
    inclusive: bool
    said: str

    def is_new(self, joined: datetime) -> bool:
        return joined >= self.at if self.inclusive else joined > self.at


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


def _manner(site: Site) -> Manner:
    return Manner(site.settings.desk.language, several=True)


def member_parts(site: Site, members: Sequence[Member], since: Since | None = None) -> tuple[MemberPart, ...]:
    origins = _origins(site, members)
    return tuple(_member_part(site, m, origins, since) for m in members)


def _member_part(site: Site, member: Member, origins: Mapping[str, str], since: Since | None) -> MemberPart:
    words, copy = site.words, member.copy
    origin = None
    if copy.origin:
        origin = Link(origins.get(copy.origin, copy.origin), site.urls.article(copy.origin))
    return MemberPart(
        line=line_of(site, member.line, _manner(site)),
        what=words(f"copy-{copy.kind}"),
        origin=origin,
        more=tuple(_more(site, member)),
        tie=tuple(line(said) for said in member.tie),
        new=words("new") if since and since.is_new(member.joined) else "",
        key=member.line.key,
    )


def _more(site: Site, member: Member) -> list[str]:
    words, copy = site.words, member.copy
    said = []
    if copy.kind in (CopyKind.REPRINT, CopyKind.EXCERPT):
        said.append(words("same-share", share=dates.share(copy.similarity, words.language)))
    if copy.wire:
        said.append(words("from-wire", wire=site.wires.name(copy.wire)))
    if member.pinned:
        said.append(words("pinned"))
    return said


def _origins(site: Site, members: Sequence[Member]) -> Mapping[str, str]:
    """What the origins of these articles are called: by their source where they are among them, else by their headline."""
    here = {m.line.key: line(m.line.source_name) or m.line.source for m in members}
    away = list(dict.fromkeys(m.copy.origin for m in members if m.copy.origin and m.copy.origin not in here))
    if away:
        for key, known in site.store.comparable(away[:ELSEWHERE]).items():
            here[key] = shortened(line(known.article.version.headline) or key, HEADLINE)
    return here


def move_parts(site: Site, key: str, changes: Sequence[Regrouped]) -> tuple[MovePart, ...]:
    """What happened to a story, newest first."""
    parts = []
    for change in reversed(changes):
        came = change.regroup.into == key
        other = change.regroup.story if came else change.regroup.into
        who = "desk" if change.who == DESK else "editor"
        parts.append(
            MovePart(
                number=change.number,
                at=site.moment(change.at),
                at_iso=change.at.isoformat(timespec="seconds"),
                says=site.words(f"{'came' if came else 'left'}-{who}", n=len(change.regroup.articles)),
                other=Link(site.words("another-story"), site.urls.story(other)),
                why=tuple(line(said) for said in change.regroup.why),
                back=site.words("taken-back") if change.undone_by else "",
            )
        )
    return tuple(parts)


def _beats(site: Site, lead: Listed) -> tuple[Link, ...]:
    detail = site.store.article(lead.key)
    filed = detail.filed if detail else ()
    return tuple(Link(line(f.title) or f.slug, site.urls.beat(f.slug)) for f in filed)


def _short(site: Site, stories: Sequence[StoryLine]) -> tuple[Line, ...]:
    """Other stories as links to their pages."""
    found = []
    for story in stories:
        shown = line_of(site, story.lead, _manner(site))
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
