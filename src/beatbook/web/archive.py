"""A beat's list: what others published and what the desk itself did, in one, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.requests import Request

from beatbook.store.pieces import PieceLine
from beatbook.store.rows import Facets, Listing, StoryListing, Wanted
from beatbook.web.feeds import FeedItem
from beatbook.web.follow import items_of
from beatbook.web.lists import alone, newest_first, not_in_stories, wanted
from beatbook.web.merging import Cut, in_one, merged
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
    one = replace(question, limit=1, offset=0)
    first = site.store.stories(one) if asked.folded else StoryListing((), 0)
    folded = first.total > 0

    def ask(cut: Cut) -> Listing | StoryListing:
        some = replace(question, limit=cut.limit, offset=cut.offset)
        return site.store.stories(some) if folded else site.store.listing(some)

    def at(place: int) -> datetime | None:
        return site.store.time_at(question, place, folded=folded)

    if not pieces:
        return Archive(
            _with_new(site, ask(Cut(question.offset, question.limit)), asked, question, waiting), (), 0
        )
    total = first.total if folded else site.store.listing(one).total
    cut, part = merged([published(p) for p in pieces], at, total, question.offset, question.limit)
    nothing = StoryListing((), total) if folded else Listing((), total)
    found = ask(cut) if cut.limit > 0 else nothing  # a page may be full of pieces
    return Archive(_with_new(site, found, asked, question, waiting), tuple(pieces[part]), len(pieces))


def _with_new(
    site: Site, found: Listing | StoryListing, asked: Asked, question: Wanted, waiting: bool
) -> Listing | StoryListing:
    """Stories, on their first page with the newest articles that wait to be put into one."""
    if not isinstance(found, StoryListing) or asked.page > 1 or not waiting:
        return found
    new = not_in_stories(site, site.store.listing(question).items[:NEW])
    return replace(found, items=tuple(newest_first([*new, *found.items])))


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
    times = [item.sorted_at for item in listing.items]
    articles = zip(times, items_of(site, root, listing, here), strict=True)
    return tuple(in_one([(published(p), piece_item(site, request, root, p, here)) for p in pieces], articles))


def stories_of(listing: Listing | StoryListing) -> StoryListing:
    """Articles as the stories that they will open: their items keep their ids when they are put into stories."""
    if isinstance(listing, StoryListing):
        return listing
    return StoryListing(tuple(alone(item) for item in listing.items), listing.total)
