"""`/authors/{author}/`: everything that a person or desk signed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from beatbook.store.rows import Listing, Wanted
from beatbook.web.contexts import AuthorContext, Link
from beatbook.web.follow import feed_response
from beatbook.web.lists import FEED_SIZE, Manner, list_part, read_asked, wanted
from beatbook.web.site import NotHere, Site
from beatbook.web.text import line
from beatbook.web.urls import FILTERS, Asked


def _asked(request: Request) -> Asked:
    """What the address asks for: whose list it is is told by its path."""
    asked = read_asked(request)
    narrowed = {name: getattr(asked, name) for name in FILTERS if name != "author"}
    return Asked(**narrowed, page=asked.page)


def found(site: Site, slug: str, asked: Asked, size: int) -> tuple[str, Listing]:
    """The author's name as last signed, and the list. Raises NotHere if nothing is signed with it."""
    listing = site.store.listing(wanted(asked, size, author=slug))
    items = listing.items or site.store.listing(Wanted(author=slug, limit=1)).items
    for item in items:
        for author in item.byline:
            if author.slug == slug:
                return line(author.name) or slug, listing
    raise NotHere("404-author", Link(site.words("search"), site.urls.search()))


def moved(site: Site, slug: str) -> str:
    """The author that the one of this address has become, if it is another."""
    author = site.store.author(slug)
    return author.slug if author and author.slug != slug else ""


def page(request: Request) -> Response:
    site = Site.of(request)
    slug = request.path_params["author"]
    asked = _asked(request)
    if now := moved(site, slug):
        return RedirectResponse(site.urls.author(now, asked), 302, {"Cache-Control": "no-cache"})
    name, listing = found(site, slug, asked, site.settings.web.page_size)

    def address(asked: Asked) -> str:
        return site.urls.author(slug, asked)

    part = list_part(site, listing, asked, address, Manner(site.settings.desk.language, several=True))
    context = AuthorContext(
        page=site.page(
            request,
            name if asked.page == 1 else f"{name}, {site.words('page', n=asked.page)}",
            address(asked),
            feeds=address(asked.on(1)),
            index=not asked.narrowed,
        ),
        name=name,
        list=part,
        timeline=site.urls.timeline(site.urls.author(slug)),
        editors=site.urls.editors_authors() if site.is_open(request) else "",
    )
    return site.respond(request, context)


def feed(request: Request, kind: str) -> Response:
    site = Site.of(request)
    slug = request.path_params["author"]
    asked = _asked(request)
    if now := moved(site, slug):
        location = site.urls.feed(site.urls.author(now, asked), kind)
        return RedirectResponse(location, 302, {"Cache-Control": "no-cache"})
    name, listing = found(site, slug, asked, FEED_SIZE)
    return feed_response(
        request,
        kind,
        listing,
        asked,
        lambda asked: site.urls.author(slug, asked),
        title=site.words("title", page=name, desk=line(site.settings.desk.name)),
        language=site.settings.desk.language,
    )
