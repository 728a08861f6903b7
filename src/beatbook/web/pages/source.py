"""`/sources/{source}/`: a source, how reading it goes, which of its days are known, its articles and what it taught."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from beatbook.web.contexts import SourceContext
from beatbook.web.follow import feed_response
from beatbook.web.health import DAYS, ENDINGS, day_parts, days_say, ending_part, feed_part, source_health
from beatbook.web.lists import FEED_SIZE, Manner, language_name, list_part, read_asked, wanted
from beatbook.web.memory import memory_part
from beatbook.web.site import Site
from beatbook.web.text import line, web_address
from beatbook.web.urls import FILTERS, Asked


def _asked(request: Request) -> Asked:
    """What the address asks for: whose list it is is told by its path."""
    asked = read_asked(request)
    narrowed = {name: getattr(asked, name) for name in FILTERS if name != "source"}
    return Asked(**narrowed, page=asked.page)


def page(request: Request) -> Response:
    site = Site.of(request)
    source = site.source(request.path_params["source"])
    asked = _asked(request)
    listing = site.store.listing(wanted(asked, site.settings.web.page_size, source=source.slug))

    def address(asked: Asked) -> str:
        return site.urls.source(source.slug, asked)

    words, now = site.words, site.now()
    part = list_part(
        site, listing, asked, address, Manner(source.language or site.settings.desk.language, several=False)
    )
    feeds = site.store.feeds(source.slug)
    today = site.day_of(now)
    days = day_parts(site, site.store.coverage(source.slug, today - timedelta(days=DAYS - 1)), today)
    home = web_address(source.home)
    facts = [
        (words("language"), language_name(site, source.language) if source.language else "", ""),
        (words("tier"), words(source.tier.value), ""),
        (words("health"), source_health(site, feeds)[0], ""),
    ]
    if home:
        facts.insert(0, (words("home"), urlsplit(home).hostname or home, home))
    name = line(source.name) or source.slug
    context = SourceContext(
        page=site.page(
            request,
            name if asked.page == 1 else f"{name}, {words('page', n=asked.page)}",
            address(asked),
            here=site.urls.sources(),
            feeds=address(asked.on(1)),
            index=not asked.narrowed,
        ),
        name=name,
        facts=tuple(fact for fact in facts if fact[1]),
        feeds=tuple(feed_part(site, feed, now) for feed in feeds),
        endings=tuple(ending_part(site, ending) for ending in site.store.endings(source.slug, ENDINGS)),
        days=days,
        days_heading=words("coverage", n=DAYS),
        days_say=days_say(site, days),
        list=part,
        memory=memory_part(site, source, forms=False) if asked.page == 1 and not asked.narrowed else None,
        editors=site.urls.editors_source(source.slug) if site.is_open(request) else "",
    )
    return site.respond(request, context)


def feed(request: Request, kind: str) -> Response:
    site = Site.of(request)
    source = site.source(request.path_params["source"])
    asked = _asked(request)
    listing = site.store.listing(wanted(asked, FEED_SIZE, source=source.slug))
    name = line(source.name) or source.slug
    return feed_response(
        request,
        kind,
        listing,
        asked,
        lambda asked: site.urls.source(source.slug, asked),
        title=site.words("title", page=name, desk=line(site.settings.desk.name)),
        language=source.language,
    )
