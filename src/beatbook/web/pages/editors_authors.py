"""`/desk/authors/`: names of authors that may be one person's, for an editor to look at."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from beatbook.store.protocol import Wanted
from beatbook.web.contexts import AlikePart, EditorsAuthorsContext, Link
from beatbook.web.names import alike
from beatbook.web.site import Site
from beatbook.web.text import line

SHOWN = 300
"""Pairs that are shown, by name."""


def page(request: Request) -> Response:
    site, words = Site.of(request), Site.of(request).words
    slugs: dict[str, str] = {}
    for beat in site.store.beats():
        slugs |= {
            line(name) or slug: slug for slug, name, _ in site.store.facets(Wanted(beat=beat.slug)).authors
        }
    pairs = alike(slugs)
    parts = [
        AlikePart(
            names=tuple(Link(name, site.urls.author(slugs[name])) for name in (one, other)),
            why=words(f"alike-{why}"),
        )
        for one, other, why in pairs[:SHOWN]
    ]
    context = EditorsAuthorsContext(
        page=site.page(request, words("authors-alike"), "", here=" ", index=False),
        pairs=tuple(parts),
        more=words("more", n=len(pairs) - SHOWN) if len(pairs) > SHOWN else "",
    )
    return site.respond_to_editors(context)
