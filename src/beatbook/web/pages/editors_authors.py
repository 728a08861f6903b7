"""`/desk/authors/`: names of authors that may be one person's, joined and parted by an editor."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from beatbook.errors import InputError
from beatbook.store.intents import SameAuthor
from beatbook.store.rows import Author, Wanted
from beatbook.web.answers import see_other
from beatbook.web.contexts import AlikePart, EditorsAuthorsContext, JoinedPart, Link, Option
from beatbook.web.names import alike
from beatbook.web.site import NotHere, Site
from beatbook.web.text import line

SHOWN = 300
"""Pairs that are shown, by name, and joined names."""

EDITOR = "editor"
"""Who a joining is written down to: there are no accounts yet."""


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
            ways=(
                _way(site, slugs, one, other),
                _way(site, slugs, other, one),
            ),
        )
        for one, other, why in pairs[:SHOWN]
    ]
    joined = site.store.joined()
    context = EditorsAuthorsContext(
        page=site.page(request, words("authors-alike"), "", here=" ", index=False),
        pairs=tuple(parts),
        more=words("more", n=len(pairs) - SHOWN) if len(pairs) > SHOWN else "",
        joined=tuple(
            JoinedPart(
                name=_called(j.author),
                author=j.author.slug,
                into=Link(_called(j.into), site.urls.author(j.into.slug)),
                part=words("part-authors-what", name=_called(j.author)),
            )
            for j in joined[:SHOWN]
        ),
        action=site.urls.editors_authors(),
        token=site.forms.token,
    )
    return site.respond_once(context)


def _called(author: Author) -> str:
    return line(author.name) or author.slug


def _way(site: Site, slugs: Mapping[str, str], one: str, into: str) -> Option:
    """The button that says that the first is another name of the second."""
    return Option(f"{slugs[one]} {slugs[into]}", site.words("join-authors", name=into), False)


async def change(request: Request) -> Response:
    """Join two names or part them, and show the page anew. A form that is not ours leads nowhere."""
    site = Site.of(request)
    fields = await site.forms.read(request)
    if fields is None:
        raise NotHere("404-form")
    author, _, into = fields.get("join", "").partition(" ")
    if not into:
        author = fields.get("part", "")
    try:
        said = SameAuthor(author, into or None, EDITOR, site.now())
        await run_in_threadpool(site.store.apply, [said])
    except InputError as error:
        raise NotHere("404-form") from error
    return see_other(site.urls.editors_authors())
