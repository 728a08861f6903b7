"""Lists: what an address asks of one, and its articles as lines. Shared by every page that shows one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from starlette.requests import Request

from beatbook.filing.origins import summary, tally
from beatbook.model import CopyKind, Told
from beatbook.store.intents import GROUP
from beatbook.store.pieces import PieceLine
from beatbook.store.rows import Facets, Listed, Listing, StoryLine, StoryListing, Wanted
from beatbook.web import dates
from beatbook.web.contexts import (
    Choice,
    Facet,
    Folded,
    Line,
    Link,
    ListPart,
    Narrowing,
    Other,
    PageNumber,
    Pager,
    Said,
    Signer,
)
from beatbook.web.merging import in_one
from beatbook.web.paging import pages, row
from beatbook.web.pieces import piece_line, published
from beatbook.web.site import NotHere, Site
from beatbook.web.text import line, web_address
from beatbook.web.urls import FILTERS, Asked

MAX_RULE = 500
"""Characters of a search."""

MAX_VALUE = 200
"""Characters of a value that a list is narrowed by."""

FEED_SIZE = 50
"""Items of one page of a feed."""

SHOWN = {"month": 12, "source": 8, "author": 8, "language": 6}
FOLDED = {"month": 60, "source": 32, "author": 32, "language": 24}
"""Choices of a facet on the archive page: at once, and more behind a summary. The rest has a page of its own, so that
the archive page stays under 40 kB however many there are."""


def read_asked(request: Request) -> Asked:
    """What the address asks for. Raises NotHere where a month or page number cannot be one."""
    said = request.query_params
    values = {name: said.get(name, "").strip()[:MAX_VALUE] or None for name in ("beat", *FILTERS)}
    if values["month"] and not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", values["month"]):
        raise NotHere("404-month")
    return Asked(rule=said.get("q", "").strip(), page=read_page(request), **values)


def read_page(request: Request) -> int:
    """The page number that the address asks for. Raises NotHere if it is none."""
    page = request.query_params.get("page", "1") or "1"
    if not re.fullmatch(r"0*[1-9][0-9]{0,6}", page):
        raise NotHere("404-number")
    return int(page)


def wanted(asked: Asked, size: int, **fixed: str | None) -> Wanted:
    """The store's question for a page of `size` items; `fixed` is what the page itself is about."""
    values = {name: getattr(asked, name) for name in FILTERS} | fixed
    return Wanted(**values, limit=size, offset=(asked.page - 1) * size)


# ---- lines ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Manner:
    """How a list shows its lines: the language of its dates, and whether each line names its source."""

    language: str
    several: bool


def line_of(site: Site, item: Listed, manner: Manner, kicker: Link | None = None) -> Line:
    lang = site.foreign(item.language or manner.language)
    source = line(item.source_name) or item.source
    signers = _signers(site, item) or (Signer(source, site.urls.source(item.source)),)
    named = any(s.name.casefold() == source.casefold() for s in signers)
    date, date_lang = dates.long_day(item.day, manner.language), site.foreign(manner.language)
    if not item.dated:
        seen = dates.long_day(item.day, site.words.language)
        date, date_lang = site.words("seen", day=seen), None
    deck = line(item.deck)
    note = ""
    if item.partial:
        note = site.words("partial-members" if item.tier == "members" else "partial")
    return Line(
        url=site.urls.article(item.key),
        headline=Said(line(item.headline) or item.key, lang),
        deck=Said(deck, lang) if deck else None,
        signers=signers,
        source=Link(source, site.urls.source(item.source)) if manner.several and not named else None,
        date=date,
        datetime=item.day.isoformat(),
        date_lang=date_lang,
        note=note,
        cite=web_address(item.url) or "",
        kicker=kicker,
    )


def story_line(site: Site, story: StoryLine, manner: Manner, kicker: Link | None = None) -> Line:
    """A story as its lead, with what else it has folded under it."""
    lead = line_of(site, story.lead, manner, kicker)
    if tally(story.told).pages == 1:
        return lead
    words = site.words
    others = [
        Other(
            Link(line(m.line.source_name) or m.line.source, site.urls.article(m.line.key)),
            "" if m.copy.kind is CopyKind.OWN else words("also-copy", what=words(f"kind-{m.copy.kind}")),
        )
        for m in story.others
    ]
    more = story.sources - 1 - len(others)
    last = site.day_of(story.sorted_at)
    latest = words("latest", day=dates.long_day(last, words.language)) if last > story.lead.day else ""
    all_ = Link(summary(story.told, site.wires), site.urls.story(story.key))
    folded = Folded(tuple(others), words("also-more", n=more) if more > 0 else "", all_, latest)
    return replace(lead, folded=folded)


def alone(item: Listed) -> StoryLine:
    """An article that is in no story yet, as the story that it will open."""
    told = (Told(item.key, None, False, item.source, 1),)
    return StoryLine(item.key, item, (), pages=1, origins=1, sources=1, sorted_at=item.sorted_at, told=told)


def are_waiting(site: Site) -> bool:
    """Whether articles wait to be put into stories."""
    return site.store.next_ready(GROUP) is not None


def not_in_stories(site: Site, items: Sequence[Listed]) -> list[StoryLine]:
    """Those of these articles that wait to be put into a story, as stories of their own: what is new must not be missing
    while the desk is busy."""
    if not items:
        return []
    known = site.store.comparable([item.key for item in items])
    return [alone(item) for item in items if item.key in known and known[item.key].story is None]


def newest_first(stories: Iterable[StoryLine]) -> list[StoryLine]:
    """Each once."""
    once = {story.key: story for story in stories}
    return sorted(once.values(), key=lambda story: story.sorted_at, reverse=True)


def lines_of(
    site: Site,
    listing: Listing | StoryListing,
    manner: Manner,
    kickers: Mapping[str, Link],
    pieces: Sequence[PieceLine] = (),
) -> tuple[Line, ...]:
    """A page of a list, newest first; `pieces` are the desk's own on it."""
    articles = [
        (
            item.sorted_at,
            story_line(site, item, manner, kickers.get(item.lead.key))
            if isinstance(item, StoryLine)
            else line_of(site, item, manner, kickers.get(item.key)),
        )
        for item in listing.items
    ]
    own = [(published(p), piece_line(site, p, manner.language)) for p in pieces]
    return tuple(in_one(own, articles))


def _signers(site: Site, item: Listed) -> tuple[Signer, ...]:
    signed = [(line(author.name), author.slug) for author in item.byline if line(author.name)]
    return tuple(
        Signer(name, site.urls.author(slug), before)
        for (name, slug), before in zip(signed, site.words.joints(len(signed)), strict=True)
    )


# ---- a list with its pages and narrowings ------------------------------------------------------------------------------


Address = Callable[[Asked], str]
"""The address of a list that asks for this."""


def check_page(site: Site, total: int, asked: Asked, size: int, address: Address) -> int:
    """How many pages a list of so many items has. Raises NotHere beyond its end."""
    last = pages(total, size)
    if asked.page > last:
        links = [Link(site.words("404-last"), address(asked.on(last)))]
        if last > 1:
            links.append(Link(site.words("404-first"), address(asked.on(1))))
        raise NotHere("404-page", *links, n=last)
    return last


def pager(site: Site, asked: Asked, last: int, address: Address) -> Pager:
    if last == 1:
        return Pager(())
    rels = {asked.page - 1: "prev", asked.page + 1: "next"}
    numbers = tuple(
        PageNumber(None, "…")
        if n is None
        else PageNumber(n, str(n), address(asked.on(n)), n == asked.page, rels.get(n, ""))
        for n in row(asked.page, last)
    )
    return Pager(
        numbers,
        address(asked.on(asked.page - 1)) if asked.page > 1 else "",
        address(asked.on(asked.page + 1)) if asked.page < last else "",
    )


def list_part(
    site: Site,
    listing: Listing | StoryListing,
    asked: Asked,
    address: Address,
    manner: Manner,
    *,
    labels: Mapping[tuple[str, str], str] | None = None,
    whole: int | None = None,
    kickers: Mapping[str, Link] | None = None,
    pieces: Sequence[PieceLine] = (),
    all_pieces: int = 0,
) -> ListPart:
    """The list that `asked` asks for, as `listing` found it. `labels` names the values it is narrowed by, `whole` is
    how many there are without narrowing, `kickers` are what stands over some articles, by their ids; `pieces` are the desk's own on
    this page, of `all_pieces` in the list. Raises NotHere beyond its end."""
    total = listing.total + all_pieces
    last = check_page(site, total, asked, site.settings.web.page_size, address)
    words = site.words
    everything = address(replace(asked, page=1, month=None, source=None, author=None, language=None))
    count = ""
    if asked.narrowed and whole is not None:
        said = "narrowed-stories" if isinstance(listing, StoryListing) else "narrowed-count"
        count = words(said, n=total, total=whole)
    empty = ""
    if not listing.items and not pieces:
        empty = words("nothing-narrowed" if asked.narrowed else "nothing")
    return ListPart(
        lines=lines_of(site, listing, manner, kickers or {}, pieces),
        pager=pager(site, asked, last, address),
        narrowings=_narrowings(site, asked, address, manner, labels or {}),
        everything=everything,
        count=count,
        empty=empty,
        follow=site.follow(address(asked.on(1))),
    )


def label_of(site: Site, name: str, value: str, labels: Mapping[tuple[str, str], str], language: str) -> str:
    """What a value that a list is narrowed by is called."""
    if name == "month":
        return dates.long_month(value, language)
    if name == "language":
        return language_name(site, value)
    return line(labels.get((name, value))) or line(value)


def language_name(site: Site, tag: str) -> str:
    """ "Korean" for "ko"; the tag itself where there is no name."""
    place = dates.locale(site.words.language)
    primary = tag.replace("_", "-").split("-")[0].lower()
    return str(place.languages.get(tag.replace("-", "_")) or place.languages.get(primary) or line(tag))


def _narrowings(
    site: Site, asked: Asked, address: Address, manner: Manner, labels: Mapping[tuple[str, str], str]
) -> tuple[Narrowing, ...]:
    found = []
    for name in FILTERS:
        value = getattr(asked, name)
        if value:
            text = label_of(site, name, value, labels, site.words.language)
            removes = site.words("remove-what", what=text)
            found.append(Narrowing(text, address(asked.by(name, None)), removes))
    return tuple(found)


# ---- facets -------------------------------------------------------------------------------------------------------------


def rows_of(facets: Facets) -> Mapping[str, Sequence[tuple[str, str, int]]]:
    return {
        "month": facets.months,
        "source": facets.sources,
        "author": facets.authors,
        "language": facets.languages,
    }


def choice(
    site: Site, name: str, found: tuple[str, str, int], asked: Asked, address: Address, language: str
) -> Choice:
    value, label, n = found
    text = label_of(site, name, value, {(name, value): label}, language)
    here = getattr(asked, name) == value
    return Choice(text, address(asked.by(name, value)), dates.number(n, site.words.language), here)


def facet_parts(
    site: Site, facets: Facets, asked: Asked, address: Address, by: Callable[[str], str], language: str
) -> tuple[Facet, ...]:
    """What a list can be narrowed by; `by` is the page with every choice of a facet. A facet with one choice is none,
    unless the list is narrowed by it."""
    parts = []
    for name, found in rows_of(facets).items():
        if len(found) < 2 and not getattr(asked, name):
            continue
        shown, folded = SHOWN[name], SHOWN[name] + FOLDED[name]
        choices = [choice(site, name, f, asked, address, language) for f in found[:folded]]
        parts.append(
            Facet(
                name=name,
                heading=site.words(f"by-{name}"),
                shown=tuple(choices[:shown]),
                folded=tuple(choices[shown:]),
                folded_says=site.words("more", n=len(choices) - shown) if len(choices) > shown else "",
                all=Link(site.words(f"all-{name}", n=len(found)), by(name)) if len(found) > folded else None,
            )
        )
    return tuple(parts)
