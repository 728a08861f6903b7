"""`/beats/{beat}/`, the archive page: everything filed under a beat and everything the desk wrote, newest first, articles on one
event folded under the first report; and `/beats/{beat}/by/{facet}/`, every
value that it can be narrowed by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from beatbook.filing.series import Series
from beatbook.store.pieces import PieceLine
from beatbook.store.rows import Facets, StoryListing, Wanted
from beatbook.web.archive import archive, feed_items, own, stories_of, with_pieces
from beatbook.web.contexts import BeatContext, ByContext, Link
from beatbook.web.follow import feed_of
from beatbook.web.lists import (
    FEED_SIZE,
    Address,
    Manner,
    are_waiting,
    choice,
    facet_parts,
    label_of,
    list_part,
    read_asked,
    rows_of,
)
from beatbook.web.site import NotHere, Site
from beatbook.web.text import line, shortened
from beatbook.web.urls import ARTICLES, FILTERS, PLAIN, Asked

RULE = 600
"""Characters of its rule that a beat's page shows; a rule may be as long as a book."""

SERIES = 5
"""Standing columns that are named beside the list."""

OWN = 3
"""The desk's newest pieces that are named beside the list."""


def page(request: Request) -> Response:
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    asked = _asked(request)
    waiting = asked.folded and are_waiting(site)
    found = archive(site, beat.slug, asked, site.settings.web.page_size, waiting=waiting)
    listing = found.listing
    articles = listing.total
    if asked.narrowed or isinstance(listing, StoryListing):
        articles = site.store.listing(Wanted(beat=beat.slug, limit=1)).total
    facets = site.facets(beat.slug, articles)
    stories = listing.total
    if asked.narrowed or not isinstance(listing, StoryListing):
        stories = site.store.stories(Wanted(beat=beat.slug, limit=1)).total
    facets = with_pieces(site, facets, beat.slug)
    pieces = own(site, beat.slug)
    whole = (stories if isinstance(listing, StoryListing) else articles) + len(pieces)
    labels = labels_of(facets) if asked.narrowed else {}

    def address(asked: Asked) -> str:
        return site.urls.beat(beat.slug, asked)

    manner = Manner(beat.language, several=len(facets.sources) > 1)
    series = site.series(beat.slug)
    columns = {
        article: Link(line(s.name), site.urls.series(beat.slug, s.slug))
        for s in series.values()
        for article in s.articles
    }
    part = list_part(
        site,
        listing,
        asked,
        address,
        manner,
        labels=labels,
        whole=whole,
        kickers=columns,
        pieces=found.pieces,
        all_pieces=found.all_pieces,
    )
    title = line(beat.title) or beat.slug
    heading = ", ".join([title, *(n.text for n in part.narrowings)])
    if asked.page > 1:
        heading += ", " + site.words("page", n=asked.page)
    context = BeatContext(
        page=site.page(
            request,
            heading,
            address(asked if asked.by("view", None).folded else replace(asked, view=None)),
            here=site.urls.beats(),
            description=beat.description,
            feeds=address(asked.on(1)),
            index=not asked.narrowed,
            beat=beat,
        ),
        title=title,
        lang=site.foreign(beat.language),
        description=line(beat.description),
        rule=shortened("\n".join(line(part) for part in beat.rule.strip().splitlines()), RULE),
        slug=beat.slug,
        search=site.urls.search(),
        list=part,
        facets=facet_parts(
            site,
            facets,
            asked,
            address,
            lambda facet: site.urls.beat_by(beat.slug, facet),
            site.words.language,
        ),
        series=_series_links(site, beat.slug, series),
        own=_own_links(site, beat.slug, pieces),
        view=_other_view(site, asked, address, stories),
        view_says=site.words("view-stories" if isinstance(listing, StoryListing) else "view-articles"),
        waiting=site.words("stories-wait") if waiting else "",
        whole_counts=site.words("whole-counts") if asked.narrowed else "",
    )
    return site.respond(request, context)


def _asked(request: Request) -> Asked:
    """What the address asks of a beat; it has no search of its own."""
    asked = read_asked(request)
    view = ARTICLES if request.query_params.get("view") == ARTICLES else None
    return Asked(**{name: getattr(asked, name) for name in FILTERS}, view=view, page=asked.page)


def _series_links(site: Site, beat: str, series: Mapping[str, Series]) -> tuple[Link, ...]:
    links = [Link(line(s.name), site.urls.series(beat, s.slug)) for s in list(series.values())[:SERIES]]
    if links:
        links.append(Link(site.words("series-all", n=len(series)), site.urls.all_series(beat)))
    return tuple(links)


def _own_links(site: Site, beat: str, pieces: Sequence[PieceLine]) -> tuple[Link, ...]:
    if not pieces:
        return ()
    links = [Link(line(p.title) or p.piece.slug, site.urls.of_piece(p.piece)) for p in pieces[:OWN]]
    return (
        *links,
        Link(site.words("reviews"), site.urls.reviews(beat)),
        Link(site.words("pieces-all", n=len(pieces)), site.urls.pieces(beat)),
    )


def _other_view(site: Site, asked: Asked, address: Address, stories: int) -> Link | None:
    if not stories or not asked.by("view", None).folded:
        return None
    if asked.view == ARTICLES:
        return Link(site.words("to-stories"), address(asked.by("view", None)))
    return Link(site.words("to-articles"), address(asked.by("view", ARTICLES)))


def labels_of(facets: Facets) -> dict[tuple[str, str], str]:
    """What sources and authors are called, by (facet, value)."""
    return {(name, value): label for name, rows in rows_of(facets).items() for value, label, _ in rows}


def feed(request: Request, kind: str) -> Response:
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    asked = _asked(request)
    found = archive(site, beat.slug, asked, FEED_SIZE, waiting=are_waiting(site))
    listing = stories_of(found.listing) if asked.folded else found.listing
    title = line(beat.title) or beat.slug
    if asked.narrowed:
        named = asked.source or asked.author
        labels = labels_of(site.store.facets(Wanted(beat=beat.slug))) if named else {}
        values = [(name, getattr(asked, name)) for name in FILTERS]
        said = [label_of(site, n, v, labels, site.words.language) for n, v in values if v]
        title = ", ".join([title, *said])
    return feed_of(
        request,
        kind,
        found.total,
        lambda root, here: feed_items(site, request, root, listing, found.pieces, here),
        asked,
        lambda asked: site.urls.beat(beat.slug, asked),
        title=site.words("title", page=title, desk=line(site.settings.desk.name)),
        description=beat.description,
        language=beat.language,
    )


def by(request: Request) -> Response:
    site = Site.of(request)
    beat = site.beat(request.path_params["beat"])
    facet = request.path_params["facet"]
    if facet not in FILTERS:
        raise NotHere("404-text", Link(line(beat.title), site.urls.beat(beat.slug)))
    rows = rows_of(site.store.facets(Wanted(beat=beat.slug)))[facet]
    title, words = line(beat.title) or beat.slug, site.words
    choices = tuple(
        choice(site, facet, r, PLAIN, lambda asked: site.urls.beat(beat.slug, asked), words.language)
        for r in rows
    )
    heading = words(f"by-{facet}")
    context = ByContext(
        page=site.page(
            request,
            f"{title}, {heading.lower()}",
            site.urls.beat_by(beat.slug, facet),
            here=site.urls.beats(),
        ),
        title=heading,
        beat=Link(title, site.urls.beat(beat.slug)),
        lang=site.foreign(beat.language),
        lede=words("by-lede", what=words(f"what-{facet}")),
        choices=choices,
    )
    return site.respond(request, context)
