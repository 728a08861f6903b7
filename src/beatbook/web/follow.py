"""A list that was found, as a feed: between the store's lines and the pure writers of `feeds`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from beatbook.model import BriefOutcome
from beatbook.store.rows import Listed, Listing, StoryLine, StoryListing
from beatbook.web.answers import FEED_AGE, answer
from beatbook.web.briefs import brief_html, brief_text, cited_lines
from beatbook.web.feeds import WRITERS, FeedItem, FeedList
from beatbook.web.lists import FEED_SIZE, Address, check_page
from beatbook.web.members import own_address
from beatbook.web.site import MEDIA, Site, origin
from beatbook.web.text import language_tag, line, web_address
from beatbook.web.urls import Asked

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
"""When an empty list was last changed."""


def tag_root(site: Site) -> str:
    """What every id of this desk begins with: its own id, or the host of its public address where it has none."""
    owner = site.store.fact("id") or site.urls.host or "beatbook.invalid"
    created = site.store.fact("created") or ""
    day = created[:10] if re.match(r"\d{4}-\d\d-\d\d", created) else "2026"
    return f"tag:{quote(owner, safe='.-')},{day}:"


def item_of(site: Site, root: str, item: Listed, here: str) -> FeedItem:
    return FeedItem(
        id=f"{root}articles/{quote(item.key, safe='', errors='replace')}",
        headline=line(item.headline) or item.key,
        deck=line(item.deck),
        link=web_address(item.url),
        page=site.urls.absolute(site.urls.article(item.key), here),
        authors=tuple(line(a.name) for a in item.byline if line(a.name)),
        source=line(item.source_name) or item.source,
        at=item.sorted_at.replace(microsecond=0),
        dated=item.dated,
        language=language_tag(item.language),
    )


def item_of_story(site: Site, root: str, story: StoryLine, here: str) -> FeedItem:
    """A story as one item: its id is the story's and its date its lead's, so that readers who have it do not get it again
    when a copy comes in."""
    item = replace(
        item_of(site, root, story.lead, here),
        id=f"{root}stories/{quote(story.key, safe='', errors='replace')}",
    )
    if story.pages == 1:
        return item
    return replace(item, page=site.urls.absolute(site.urls.story(story.key), here))


def items_of(
    site: Site, root: str, listing: Listing | StoryListing, here: str, *, of_briefs: bool = False
) -> tuple[FeedItem, ...]:
    if isinstance(listing, StoryListing):
        editions = site.store.briefs([story.key for story in listing.items])
        lines = cited_lines(site, editions.values())
        found = []
        for story in listing.items:
            item, edition = item_of_story(site, root, story, here), editions.get(story.key)
            address = site.urls.absolute(site.urls.story(story.key), here)
            if of_briefs:
                item = _as_brief(site, root, story, item, address)
            if edition and (of_briefs or edition.brief.outcome is not BriefOutcome.NONE):
                item = replace(
                    item,
                    html=brief_html(site, edition, lines, address),
                    text=brief_text(site, edition, lines),
                    changed=edition.at.replace(microsecond=0),
                )
            found.append(item)
        return tuple(found)
    return tuple(item_of(site, root, item, here) for item in listing.items)


def _as_brief(site: Site, root: str, story: StoryLine, item: FeedItem, address: str) -> FeedItem:
    """An item that is about the desk's brief and leads to it: another item than the story's own, and by the desk."""
    return replace(
        item,
        id=f"{root}briefs/{quote(story.key, safe='', errors='replace')}",
        link=None,
        page=address,
        authors=(line(site.settings.desk.name),),
    )


def feed_response(
    request: Request,
    kind: str,
    listing: Listing | StoryListing,
    asked: Asked,
    address: Address,
    *,
    title: str,
    description: str = "",
    language: str | None = None,
    touched: datetime | None = None,
    of_briefs: bool = False,
) -> Response:
    """The list at `address` as a feed of that kind; `touched` is when its description changed. One `of_briefs` leads to the
    stories' pages. Raises NotHere beyond its end."""
    site = Site.of(request)
    return feed_of(
        request,
        kind,
        listing.total,
        lambda root, here: items_of(site, root, listing, here, of_briefs=of_briefs),
        asked,
        address,
        title=title,
        description=description,
        language=language,
        touched=touched,
    )


def feed_of(
    request: Request,
    kind: str,
    total: int,
    items: Callable[[str, str], tuple[FeedItem, ...]],
    asked: Asked,
    address: Address,
    *,
    title: str,
    description: str = "",
    language: str | None = None,
    touched: datetime | None = None,
) -> Response:
    """The same of any list of `total` items: `items` makes those of the page that is asked for, given what ids begin with and the origin of
    addresses."""
    site = Site.of(request)
    here = origin(request)
    root = tag_root(site)

    def at(page: int) -> str:
        feed = site.urls.feed(address(asked.on(page)), kind)
        return site.urls.absolute(own_address(site, request, feed), here)

    last = check_page(site, total, asked, FEED_SIZE, lambda a: site.urls.feed(address(a), kind))
    pages = {}
    if last > 1:
        pages = {"first": at(1), "last": at(last)}
        if asked.page > 1:
            pages["previous"] = at(asked.page - 1)
        if asked.page < last:
            pages["next"] = at(asked.page + 1)
    whole = address(asked.on(1))
    feed = FeedList(
        id=root + whole.removeprefix(site.urls.prefix).lstrip("/"),
        title=line(title),
        description=line(description),
        language=language_tag(language),
        page=site.urls.absolute(whole, here),
        address=at(asked.page),
        pages=pages,
        items=items(root, here),
        updated=EPOCH,
        touched=touched.replace(microsecond=0) if touched else None,
    )
    return answer(request, WRITERS[kind](feed), f"{MEDIA[kind]}; charset=utf-8", site.noticed, FEED_AGE)
