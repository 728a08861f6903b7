"""A beat's list: what others published and what the desk itself did, in one, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.requests import Request

from beatbook.store.pieces import PieceLine
from beatbook.store.rows import Facets, Listing, StoryListing
from beatbook.web.feeds import FeedItem
from beatbook.web.follow import items_of
from beatbook.web.lists import alone, newest_first, not_in_stories, wanted
from beatbook.web.merging import Cut, merged
from beatbook.web.merging import newest_first as in_one
from beatbook.web.pieces import piece_item, published
from beatbook.web.site import Site
from beatbook.web.urls import Asked

NEW = 10
"""Newest articles that are looked at whether they are in a story yet."""

MOST = 10_000
"""Pieces of a beat that stand in its list: as many as a desk publishes in decades."""


@dataclass(frozen=True, slots=True)
class Archive:
    """A page of a beat's list: its articles or stories and its pieces; and how many there are on all pages."""

    listing: Listing | StoryListing
    pieces: tuple[PieceLine, ...]
    all_pieces: int

    @property
    def total(self) -> int:
        return self.listing.total + self.all_pieces


def archive(site: Site, beat: str, asked: Asked, size: int, *, waiting: bool) -> Archive:
    """The stories of a beat; where there are none (yet), and where single articles are asked for, its articles; and the desk's
    own pieces among them. If any articles are `waiting` to be put into a story, the newest of them stand on the first page besides."""
    question = wanted(asked, size, beat=beat)
    pieces = of_list(site, beat, asked)
    folded = asked.folded and site.store.stories(replace(question, limit=1, offset=0)).total > 0

    def ask(limit: int, offset: int) -> Listing | StoryListing:
        cut = replace(question, limit=limit, offset=offset)
        return site.store.stories(cut) if folded else site.store.listing(cut)

    def at(place: int) -> datetime | None:
        return site.store.time_at(question, place, folded=folded)

    found, shown = _cut(ask, at, pieces, question.limit, question.offset)
    if folded and isinstance(found, StoryListing) and asked.page == 1 and waiting:
        new = not_in_stories(site, site.store.listing(question).items[:NEW])
        found = replace(found, items=tuple(newest_first([*new, *found.items])))
    return Archive(found, shown, len(pieces))


def _cut(
    ask: Callable[[int, int], Listing | StoryListing],
    at: Callable[[int], datetime | None],
    pieces: Sequence[PieceLine],
    limit: int,
    offset: int,
) -> tuple[Listing | StoryListing, tuple[PieceLine, ...]]:
    """Lines `offset` to `offset + limit` of what is asked for, of which `at` says the times, and these pieces."""
    if not pieces:
        return ask(limit, offset), ()

    total = ask(1, 0).total
    cut, part = merged([published(p) for p in pieces], at, total, offset, limit)
    return _exactly(ask, cut, total), tuple(pieces[part])


def _exactly(
    ask: Callable[[int, int], Listing | StoryListing], cut: Cut, total: int
) -> Listing | StoryListing:
    """The articles of a cut; it may have none, where a page is full of pieces."""
    if cut.limit > 0:
        return ask(cut.limit, cut.offset)
    return StoryListing((), total) if isinstance(ask(1, 0), StoryListing) else Listing((), total)


def of_list(site: Site, beat: str, asked: Asked) -> Sequence[PieceLine]:
    """The pieces of a beat that stand in its list when it is narrowed like this, newest first: not in one of a source's or an author's
    articles."""
    if asked.source or asked.author:
        return ()
    found = own(site, beat)
    if asked.month:
        found = tuple(p for p in found if _month(site, p) == asked.month)
    if asked.language:
        found = tuple(p for p in found if p.piece.language == asked.language)
    return found


def own(site: Site, beat: str) -> tuple[PieceLine, ...]:
    """The published pieces of a beat, newest first. Remembered until any piece changes."""
    found: tuple[PieceLine, ...] = site.remembered.get(
        ("pieces", beat), site.store.pieces_stamp(), lambda: tuple(site.store.pieces(beat, limit=MOST))
    )
    return found


def _month(site: Site, found: PieceLine) -> str:
    return f"{site.day_of(published(found)):%Y-%m}"


def with_pieces(site: Site, facets: Facets, beat: str) -> Facets:
    """What a beat can be narrowed by, its pieces counted with its articles."""
    found = own(site, beat)
    if not found:
        return facets
    months = Counter(_month(site, p) for p in found)
    languages = Counter(p.piece.language for p in found)
    return replace(
        facets,
        months=tuple(sorted(_added(facets.months, months), reverse=True)),
        languages=tuple(sorted(_added(facets.languages, languages), key=lambda row: -row[2])),
    )


def _added(rows: Sequence[tuple[str, str, int]], more: Counter[str]) -> list[tuple[str, str, int]]:
    known = {value for value, _, _ in rows}
    added = [(value, label, n + more[value]) for value, label, n in rows]
    return added + [(value, value, n) for value, n in more.items() if value not in known]


# ---- in feeds -------------------------------------------------------------------------------------------------------------


def feed_items(
    site: Site,
    request: Request,
    root: str,
    listing: Listing | StoryListing,
    pieces: Sequence[PieceLine],
    here: str,
) -> tuple[FeedItem, ...]:
    """A page of a list as items."""
    articles = list(
        zip([item.sorted_at for item in listing.items], items_of(site, root, listing, here), strict=True)
    )
    own_items = [(published(p), piece_item(site, request, root, p, here)) for p in pieces]
    return tuple(item for _, item in in_one(own_items, _first, articles, _first))


def stories_of(listing: Listing | StoryListing) -> StoryListing:
    """Articles as the stories that they will open: their items keep their ids when they are put into stories."""
    if isinstance(listing, StoryListing):
        return listing
    return StoryListing(tuple(alone(item) for item in listing.items), listing.total)


def _first(pair: tuple[datetime, FeedItem]) -> datetime:
    return pair[0]
