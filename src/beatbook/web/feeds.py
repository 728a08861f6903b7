"""Lists as RSS 2.0, Atom 1.0 and JSON Feed 1.1. Pure: a `FeedList` in, bytes out.

An item leads to the article at its source, for that is what a reader of news wants to open; the desk's own page of it goes along as
RSS `comments`, Atom `related` and JSON Feed `url` (whose `external_url` is the source's, as that specification says). Decks are
passed on, and the desk's own briefs and pieces; other people's texts never. Ids are tag: URIs (RFC 4151) under the desk's own id, so
they outlive its address. Long lists are paged (RFC 5005, section 3).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as ET

from beatbook.web.text import clean

TTL = 10
"""Minutes; the same as `answers.FEED_AGE`."""


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An article in a feed, or a story with its brief, as `html` and as plain `text`, which was last `changed` then. `link`
    is its address at its source, or None; `page` the desk's page of it. `tags` say what else is to be known ("Members")."""

    id: str
    headline: str
    deck: str
    link: str | None
    page: str
    authors: tuple[str, ...]
    source: str
    at: datetime
    dated: bool
    language: str | None
    html: str = ""
    text: str = ""
    changed: datetime | None = None
    tags: tuple[str, ...] = ()

    @property
    def updated(self) -> datetime:
        return max(self.at, self.changed) if self.changed else self.at


@dataclass(frozen=True, slots=True)
class FeedList:
    """A list to follow. `page` is its HTML page, `address` this page of the feed; `pages` are its neighbours by RFC 5005's names
    (`first`, `previous`, `next`, `last`). `updated` stands in where the list is empty; `touched` is when what its description says
    last changed. `extra` goes along in JSON Feed under names that begin with `_`, as it asks of what is not its own."""

    id: str
    title: str
    description: str
    language: str | None
    page: str
    address: str
    pages: Mapping[str, str]
    items: tuple[FeedItem, ...]
    updated: datetime
    touched: datetime | None = None
    extra: Mapping[str, Any] | None = None


def rss(feed: FeedList) -> bytes:
    root = ET.Element("rss", {
        "version": "2.0",
        "xmlns:atom": "http://www.w3.org/2005/Atom",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    })  # fmt: skip
    channel = ET.SubElement(root, "channel")
    _put(channel, "title", feed.title)
    _put(channel, "link", feed.page)
    _put(channel, "description", feed.description or feed.title)
    if feed.language:
        _put(channel, "language", feed.language)
    _put(channel, "ttl", str(TTL))
    _put(channel, "atom:link", rel="self", type="application/rss+xml", href=feed.address)
    for rel, href in feed.pages.items():
        _put(channel, "atom:link", rel=rel, type="application/rss+xml", href=href)
    for item in feed.items:
        entry = ET.SubElement(channel, "item")
        _put(entry, "title", item.headline)
        _put(entry, "link", item.link or item.page)
        _put(entry, "guid", item.id, isPermaLink="false")
        if item.link:
            _put(entry, "comments", item.page)
        if item.deck:
            _put(entry, "description", item.deck)
        if item.html:
            _put(entry, "content:encoded", item.html)
        for author in item.authors:
            _put(entry, "dc:creator", author)
        _put(entry, "dc:publisher", item.source)
        for tag in item.tags:
            _put(entry, "category", tag)
        if item.language:
            _put(entry, "dc:language", item.language)
        _put(entry, "pubDate", format_datetime(item.at))
        if item.changed:
            _put(entry, "atom:updated", _iso(item.updated))
    return _written(root)


def atom(feed: FeedList) -> bytes:
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom"})
    if feed.language:
        root.set("xml:lang", feed.language)
    _put(root, "id", feed.id)
    _put(root, "title", feed.title)
    if feed.description:
        _put(root, "subtitle", feed.description)
    times = [i.updated for i in feed.items] + ([feed.touched] if feed.touched else [])
    _put(root, "updated", _iso(max(times, default=feed.updated)))
    _put(root, "link", rel="alternate", type="text/html", href=feed.page)
    _put(root, "link", rel="self", type="application/atom+xml", href=feed.address)
    for rel, href in feed.pages.items():
        _put(root, "link", rel=rel, type="application/atom+xml", href=href)
    for item in feed.items:
        entry = ET.SubElement(root, "entry")
        if item.language:
            entry.set("xml:lang", item.language)
        _put(entry, "id", item.id)
        _put(entry, "title", item.headline)
        _put(entry, "link", rel="alternate", href=item.link or item.page)
        if item.link:
            _put(entry, "link", rel="related", type="text/html", href=item.page)
        if item.deck:
            _put(entry, "summary", item.deck)
        if item.html:
            _put(entry, "content", item.html, type="html")
        for author in item.authors or (item.source,):
            _put(ET.SubElement(entry, "author"), "name", author)
        for tag in (item.source, *item.tags):
            _put(entry, "category", term=clean(tag))
        if item.dated:
            _put(entry, "published", _iso(item.at))
        _put(entry, "updated", _iso(item.updated))
    return _written(root)


def json_feed(feed: FeedList) -> bytes:
    said: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(feed.title),
        "home_page_url": feed.page,
        "feed_url": feed.address,
    }
    if feed.description:
        said["description"] = clean(feed.description)
    if "next" in feed.pages:
        said["next_url"] = feed.pages["next"]
    if feed.language:
        said["language"] = feed.language
    said |= feed.extra or {}
    said["items"] = [_json_item(item) for item in feed.items]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _json_item(item: FeedItem) -> dict[str, Any]:
    said: dict[str, Any] = {"id": item.id, "url": item.page, "title": clean(item.headline)}
    if item.link:
        said["external_url"] = item.link
    said["content_text"] = clean(item.text or item.deck)
    if item.html:
        said["content_html"] = item.html
    if item.deck:
        said["summary"] = clean(item.deck)
    said["date_published"] = _iso(item.at)
    if item.changed:
        said["date_modified"] = _iso(item.updated)
    said["authors"] = [{"name": clean(a)} for a in item.authors or (item.source,)]
    said["tags"] = [clean(tag) for tag in (item.source, *item.tags)]
    if item.language:
        said["language"] = item.language
    return said


WRITERS = {"rss": rss, "atom": atom, "json": json_feed}


def _put(parent: ET.Element, tag: str, text: str = "", /, **attributes: str) -> None:
    element = ET.SubElement(parent, tag, {k: clean(v) for k, v in attributes.items()})
    if text:
        element.text = clean(text)


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _written(root: ET.Element) -> bytes:
    body = ET.tostring(root, encoding="unicode")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body.encode("utf-8", "replace") + b"\n"
