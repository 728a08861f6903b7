"""`/beats/{beat}/briefs/`, the page of briefs: the stories of a beat, newest first, each with its brief."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from beatbook.filing.origins import summary
from beatbook.model import Beat
from beatbook.store.rows import Facets, StoryListing, Wanted
from beatbook.web.briefcontexts import BriefItem, BriefsContext
from beatbook.web.briefs import brief_part, cited_lines
from beatbook.web.contexts import Facet, Link
from beatbook.web.follow import feed_response
from beatbook.web.lists import FEED_SIZE, Manner, facet_parts, label_of, list_part, read_asked, wanted
from beatbook.web.site import Site
from beatbook.web.text import line
from beatbook.web.urls import Asked


def page(request: Request) -> Response:
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    asked = _asked(request)
    listing = _found(site, beat, asked, site.settings.web.page_size)

    def address(asked: Asked) -> str:
        return site.urls.briefs(beat.slug, asked)

    whole = listing.total
    if asked.narrowed:
        whole = site.store.stories(Wanted(beat=beat.slug, limit=1)).total
    part = list_part(site, listing, asked, address, Manner(beat.language, several=True), whole=whole)
    editions = site.store.briefs([story.key for story in listing.items])
    lines = cited_lines(site, editions.values())
    items = []
    for story, shown in zip(listing.items, part.lines, strict=True):
        url = site.urls.story(story.key)
        items.append(
            BriefItem(
                url=url,
                headline=shown.headline,
                brief=brief_part(
                    site,
                    editions.get(story.key),
                    lines,
                    page=url,
                    first=summary(story.told, site.wires),
                ),
                more=site.words("read-more-of", headline=shown.headline.text),
            )
        )
    title = line(beat.title) or beat.slug
    heading = ", ".join([site.words("briefs-of", beat=title), *(n.text for n in part.narrowings)])
    if asked.page > 1:
        heading += ", " + site.words("page", n=asked.page)
    context = BriefsContext(
        page=site.page(
            request,
            heading,
            address(asked),
            here=site.urls.beats(),
            description=site.words("briefs-lede"),
            feeds=address(asked.on(1)),
            index=not asked.narrowed,
            beat=beat,
        ),
        title=title,
        lang=site.foreign(beat.language),
        list=part,
        items=tuple(items),
        months=_months(site, beat, asked),
        archive=Link(site.words("archive"), site.urls.beat(beat.slug)),
    )
    return site.respond(request, context)


def _asked(request: Request) -> Asked:
    """What the address asks for: a story has nothing else to narrow it by than a month."""
    asked = read_asked(request)
    return Asked(month=asked.month, page=asked.page)


def _found(site: Site, beat: Beat, asked: Asked, size: int) -> StoryListing:
    return site.store.stories(wanted(asked, size, beat=beat.slug))


def _months(site: Site, beat: Beat, asked: Asked) -> Facet | None:
    """The months of the beat. How many stories each has is not counted anywhere."""
    total = site.store.listing(Wanted(beat=beat.slug, limit=1)).total
    months = Facets(months=site.facets(beat.slug, total).months)
    found = facet_parts(
        site,
        months,
        asked,
        lambda asked: site.urls.briefs(beat.slug, asked),
        lambda facet: site.urls.beat_by(beat.slug, facet),
        site.words.language,
    )
    if not found:
        return None
    plain = [tuple(replace(c, count="") for c in row) for row in (found[0].shown, found[0].folded)]
    return replace(found[0], shown=plain[0], folded=plain[1], all=None)


def feed(request: Request, kind: str) -> Response:
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    asked = _asked(request)
    title = site.words("briefs-of", beat=line(beat.title) or beat.slug)
    if asked.month:
        title = ", ".join([title, label_of(site, "month", asked.month, {}, site.words.language)])
    return feed_response(
        request,
        kind,
        _found(site, beat, asked, FEED_SIZE),
        asked,
        lambda asked: site.urls.briefs(beat.slug, asked),
        title=site.words("title", page=title, desk=line(site.settings.desk.name)),
        description=site.words("briefs-lede"),
        language=beat.language,
        of_briefs=True,
    )
