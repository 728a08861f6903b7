"""`/beats/{beat}/pieces/`, all that the desk itself published in a beat, and `/beats/{beat}/reviews/`, its reviews alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from starlette.requests import Request
from starlette.responses import Response

from beatbook.model import PieceKind
from beatbook.store.pieces import PieceLine
from beatbook.web.archive import own
from beatbook.web.contexts import Link, ListPart
from beatbook.web.follow import feed_of
from beatbook.web.lists import FEED_SIZE, check_page, pager, read_page
from beatbook.web.piececontexts import PiecesContext
from beatbook.web.pieces import piece_item, piece_line
from beatbook.web.site import Site
from beatbook.web.text import line
from beatbook.web.urls import Asked

ALL: Collection[PieceKind] = ()
REVIEWS: Collection[PieceKind] = (PieceKind.REVIEW,)


def page(request: Request, kinds: Collection[PieceKind]) -> Response:
    site, words = Site.of(request), Site.of(request).words
    beat, asked = site.beat(request.path_params["beat"]), Asked(page=read_page(request))
    address = _address(site, beat.slug, kinds)
    found = _of(site, beat.slug, kinds)
    size = site.settings.web.page_size
    last = check_page(site, len(found), asked, size, address)
    title, key = line(beat.title) or beat.slug, "reviews" if kinds else "pieces"
    heading = words(f"{key}-of", beat=title)
    shown = found[(asked.page - 1) * size : asked.page * size]
    context = PiecesContext(
        page=site.page(
            request,
            heading if asked.page == 1 else f"{heading}, {words('page', n=asked.page)}",
            address(asked),
            here=site.urls.beats(),
            description=words(f"{key}-lede"),
            feeds=address(asked.on(1)),
            beat=beat,
            tab=site.urls.reviews(beat.slug),
        ),
        title=words(key),
        beat=Link(title, site.urls.beat(beat.slug)),
        lang=site.foreign(beat.language),
        lede=words(f"{key}-lede"),
        list=ListPart(
            lines=tuple(piece_line(site, p, beat.language) for p in shown),
            pager=pager(site, asked, last, address),
            narrowings=(),
            everything=address(asked.on(1)),
            count="",
            empty="" if found else words(f"{key}-none"),
            follow=site.follow(address(asked.on(1))),
        ),
        other=Link(words("all-pieces"), site.urls.pieces(beat.slug))
        if kinds
        else Link(words("reviews-alone"), site.urls.reviews(beat.slug)),
    )
    return site.respond(request, context)


def feed(request: Request, kind: str, kinds: Collection[PieceKind]) -> Response:
    site = Site.of(request)
    beat, asked = site.beat(request.path_params["beat"]), Asked(page=read_page(request))
    found = _of(site, beat.slug, kinds)
    start = (asked.page - 1) * FEED_SIZE
    shown = found[start : start + FEED_SIZE]
    key = "reviews" if kinds else "pieces"
    title = site.words(f"{key}-of", beat=line(beat.title) or beat.slug)
    return feed_of(
        request,
        kind,
        len(found),
        lambda root, here: tuple(piece_item(site, request, root, p, here) for p in shown),
        asked,
        _address(site, beat.slug, kinds),
        title=site.words("title", page=title, desk=line(site.settings.desk.name)),
        description=site.words(f"{key}-lede"),
        language=beat.language,
    )


def _of(site: Site, beat: str, kinds: Collection[PieceKind]) -> Sequence[PieceLine]:
    return [p for p in own(site, beat) if not kinds or p.piece.kind in kinds]


def _address(site: Site, beat: str, kinds: Collection[PieceKind]) -> Callable[[Asked], str]:
    return lambda asked: site.urls.reviews(beat, asked) if kinds else site.urls.pieces(beat, asked)
