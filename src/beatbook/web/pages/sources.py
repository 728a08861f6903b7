"""`/sources/`: where the desk reads, and how that goes."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from beatbook.model import Feed
from beatbook.web.contexts import Link, SourceBlock, SourcesContext
from beatbook.web.health import last_read, source_health
from beatbook.web.lists import language_name
from beatbook.web.site import Site
from beatbook.web.text import line


def page(request: Request) -> Response:
    site, blocks = Site.of(request), []
    by_source: dict[str, list[Feed]] = {}
    for feed in site.store.feeds():
        by_source.setdefault(feed.source, []).append(feed)
    for source in sorted(site.store.sources(), key=lambda s: (s.name.casefold(), s.slug)):
        feeds = by_source.get(source.slug, [])
        health, well = source_health(site, feeds)
        blocks.append(
            SourceBlock(
                source=Link(line(source.name) or source.slug, site.urls.source(source.slug)),
                health=health,
                well=well,
                feeds=site.words("feeds-count", n=len(feeds)),
                last=last_read(site, feeds),
                language=language_name(site, source.language) if source.language else "",
                tier=site.words(source.tier.value),
            )
        )
    frame = site.page(
        request, site.words("sources"), site.urls.sources(), description=site.words("sources-lede")
    )
    return site.respond(request, SourcesContext(frame, tuple(blocks)))
