"""`/stories/{story}/briefs/{number}/`: a story's brief as it was shown, at an address that stays. The last edition has one
too, so that whoever cites it cites what they saw."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from beatbook.web.asked import asked_under
from beatbook.web.briefcontexts import EditionContext
from beatbook.web.briefs import brief_part, edition_parts, passage_parts, spans_of
from beatbook.web.contexts import Link
from beatbook.web.lists import line_of
from beatbook.web.pages import story as story_page
from beatbook.web.site import NotHere, Site
from beatbook.web.stories import find_story, lead_of, manner


def page(request: Request) -> Response:
    under = asked_under(request)
    if under is None:
        return story_page.page(request)
    site, words = Site.of(request), Site.of(request).words
    key, number = under[0], int(under[1].removeprefix("briefs/"))
    story = find_story(site, key, limit=1)
    headline = line_of(site, lead_of(story), manner(site)).headline
    # A story that was merged keeps the editions that were shown under its own address.
    editions = site.store.editions(key)
    found = next((e for e in editions if e.number == number), None)
    if found is None:
        raise NotHere("404-edition", Link(headline.text, site.urls.story(story.key)))
    is_last = found is editions[-1]
    passages = site.store.passages(spans_of(found.brief))
    lines = {span.article: p.line for span, p in passages.items() if p.line}
    after = next((e for e in editions if e.number > number), None)
    at = site.moment(found.at)
    context = EditionContext(
        page=site.page(
            request,
            words("edition", day=f"{at}: {headline.text}"),
            site.urls.edition(key, number),
            index=False,
        ),
        story=Link(headline.text, site.urls.story(story.key)),
        lang=headline.lang,
        says=words("edition-then", day=at, end=site.moment(after.at))
        if after
        else words("edition-now", day=at),
        brief=brief_part(site, found, lines, is_last=is_last),
        evidence=passage_parts(
            site, found, passages, story.told if is_last else (), editors=site.is_open(request)
        ),
        editions=edition_parts(site, editions, number),
        report=site.urls.report(story.key, number) if story.key == key else "",
    )
    return site.respond(request, context)
