"""`/announcements/{key}/`: one thing that is announced, with the words of every article that does, where it was put and when,
and what became of it.

One that was found to be the same as another leads there, for the time being (302); of one that an editor found to be none the page
says so.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from beatbook.model import Days, Precision
from beatbook.web import dates
from beatbook.web.ahead import cited_lines, facts, fate_part, trail_parts, when
from beatbook.web.aheadcontexts import AnnouncementContext
from beatbook.web.announcements import find_announcement, rests
from beatbook.web.asked import asked_id
from beatbook.web.contexts import Link
from beatbook.web.site import Site
from beatbook.web.text import line, shortened

TITLE = 120
"""Characters of the sentence in the window's title."""


def page(request: Request) -> Response:
    site = Site.of(request)
    key = asked_id(request, "announcement")
    kept = find_announcement(site, key)
    announcement = kept.announcement
    if announcement.key != key:
        location = site.urls.announcement(announcement.key)
        return RedirectResponse(location, 302, {"Cache-Control": "no-cache"})
    words, is_open = site.words, site.is_open(request)
    is_none = kept.said is not None and bool(kept.said.is_none)
    found = rests(site, kept, editors=is_open)
    named = when(site, announcement)
    sentence = shortened(line(announcement.sentences[0].text), TITLE) if announcement.sentences else ""
    titles = {beat.slug: line(beat.title) or beat.slug for beat in site.store.beats()}
    context = AnnouncementContext(
        page=site.page(
            request,
            words("announcement-page", when=named, sentence=sentence),
            site.urls.announcement(key),
            description=line(announcement.sentences[0].text) if announcement.sentences else "",
            index=not is_none,
        ),
        beats=tuple(Link(titles[slug], site.urls.ahead(slug)) for slug in kept.beats if slug in titles),
        when=named,
        iso=_iso(announcement.days, announcement.precision),
        denied=words("announcement-none") if is_none else "",
        sentences=found.sentences,
        facts=facts(site, announcement),
        fate=fate_part(site, announcement, cited_lines(site, [announcement])),
        reports=found.reports,
        trail=trail_parts(
            site,
            announcement,
            lambda span: (
                f"#e{found.numbers[span]}" if span in found.numbers else site.urls.article(span.article)
            ),
            whole=True,
        ),
        evidence=found.evidence,
        more=words("announced-more", n=found.more) if found.more else "",
        corrected=words("announcement-corrected") if kept.said and kept.said.days else "",
        editors=site.urls.editors_announcement(key) if is_open else "",
    )
    return site.respond(request, context)


def _iso(days: Days | None, precision: Precision) -> str:
    return dates.for_machines(days, precision) if days else ""
