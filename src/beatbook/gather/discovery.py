"""From an address that somebody typed to the feeds behind it. Pure: it reads a page and says what to try next.

Three steps, each cheaper for the site than the one after it: is the page itself a feed; what does it link to as
feeds; and, where it names none, which addresses are worth a guess. What is found is a candidate: the caller fetches
it, through the same client as everything, and `parse_feed` has the last word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from beatbook.errors import ReadError
from beatbook.gather import feeds, jsonfeed, plain, sitemaps
from beatbook.gather.drafts import web_address
from beatbook.model import FeedKind

PAGE_CAP: Final = 2_000_000
"""Bytes of a page that are looked at; the links to its feeds stand in its head."""

FOUND_CAP: Final = 50

GUESSES: Final = (
    "feed/",
    "rss.xml",
    "feed.xml",
    "atom.xml",
    "rss",
    "index.xml",
    "feed.json",
    "rss/",
    "feeds/",
)
"""Under the site's root and the page's own folder, in this order: what common publishing systems use."""

SITEMAP_GUESSES: Final = (
    "sitemap_news.xml",
    "news-sitemap.xml",
    "sitemap-news.xml",
    "sitemap.xml",
    "sitemap_index.xml",
)

_FEED_TYPES = {
    "application/rss+xml": 0,
    "application/atom+xml": 0,
    "application/rdf+xml": 1,
    "application/feed+json": 1,
    "application/xml": 3,
    "text/xml": 3,
    "application/json": 3,
}
_COMMENTS = re.compile(r"/comments?(?:/|$)|[?&]comments|\bcomments?\b", re.IGNORECASE)
_NARROW = re.compile(r"/(?:tag|tags|category|categories|author|authors|topic|section|search)/", re.IGNORECASE)
_FEED_LIKE = re.compile(
    r"(?:/(?:feeds?|rss|atom|rdf)(?:/|$|\?)|\.(?:rss|atom|rdf)(?:$|\?)|/[^/?]*(?:rss|feed|atom)[^/?]*\.(?:xml|json|php|aspx?)(?:$|\?)"
    r"|[?&](?:feed|format|type|alt)=(?:rss2?|atom|feed|xml)\b|^https?://feeds?\.|feedburner\.com/)",
    re.IGNORECASE,
)
_NOT_FEEDS = re.compile(
    r"//(?:[\w-]+\.)?(?:facebook|twitter|x|youtube|instagram|linkedin|feedly|inoreader|netvibes|add\.my\.yahoo)\.com/|\.(?:jpe?g|png|gif|svg|css|js|pdf)(?:$|\?)",
    re.IGNORECASE,
)
_TAGLINE = re.compile(r"\s+[|–—·•»:-]\s+|\s*[|»]\s*|:\s+")
_HOME_WORDS = frozenset(
    {"home", "homepage", "front page", "frontpage", "welcome", "index", "start", "latest", "news"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate. `sure` if the site itself names it a feed or it has been read as one, else a guess."""

    url: str
    kind: FeedKind = FeedKind.FEED
    title: str | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of its site: a name for the source, its language, its home."""

    name: str | None = None
    language: str | None = None
    home: str | None = None


def discover(body: bytes, url: str, content_type: str = "") -> list[Found]:
    """The feeds that a page is or names, best first; empty if it names none (then see `guesses`)."""
    if itself := _is_itself(body, url, content_type):
        return [itself]
    root = _parse(body, content_type)
    if root is None:
        return []
    base, language = _base(root, url), _language(root)
    ranked: dict[str, tuple[int, int, Found]] = {}
    for place, (rank, found, said_language) in enumerate(_links(root, base)):
        if language and said_language and said_language.split("-")[0] != language.split("-")[0]:
            rank += 4
        if found.url != url and (found.url not in ranked or ranked[found.url][0] > rank):
            ranked[found.url] = (rank, place, found)
    return [found for *_, found in sorted(ranked.values(), key=lambda r: r[:2])][:FOUND_CAP]


def describe(body: bytes, url: str, content_type: str = "") -> Page:
    """The site's name and language as its page states them."""
    root = _parse(body, content_type)
    if root is None:
        return Page(home=web_address(url))
    metas = {
        str(m.get("property") or m.get("name") or "").lower(): str(m.get("content") or "")
        for m in reversed(list(root.iter("meta")))
    }
    name = next(
        (n for key in ("og:site_name", "application-name") if (n := plain.line(metas.get(key, "")))), None
    )
    title = root.find(".//title")
    if name is None and title is not None:
        name = site_name(title.text_content(), urlsplit(url).hostname or "")
    home = web_address("/", url)
    return Page(plain.cut(name, 120) if name else None, _language(root), home)


def site_name(title: str, host: str = "") -> str | None:
    """A home page's title without its tagline: the part that the host's name resembles, else the first that is one."""
    parts = [p for part in _TAGLINE.split(plain.clean(title)) if (p := part.strip())]
    if not parts:
        return None
    words = re.sub(r"[^a-z0-9]", "", host.lower().removeprefix("www.").rpartition(".")[0])

    def likeness(part: str) -> int:
        bare = re.sub(r"[^a-z0-9]", "", part.lower())
        return len(bare) if len(bare) > 2 and (bare in words or words in bare) else 0

    best = max(parts, key=likeness)
    if likeness(best):
        return best
    return next((p for p in parts if p.lower() not in _HOME_WORDS), parts[0])


def guesses(url: str, robots_sitemaps: Sequence[str] = ()) -> list[Found]:
    """What is worth trying where a page names no feed, in order. Each is one request: stop at the first that reads."""
    root = web_address("/", url)
    if root is None:
        return []
    found: dict[str, Found] = {}
    folders = dict.fromkeys((urljoin(url, "./") if urlsplit(url).path not in ("", "/") else root, root))
    for folder in folders:
        for guess in GUESSES:
            found.setdefault(urljoin(folder, guess), Found(urljoin(folder, guess), sure=False))
    stated = sorted(
        (a for s in robots_sitemaps if (a := web_address(s, root))),
        key=lambda a: 0 if "news" in a.lower() else 1,
    )
    for address in [*stated[:10], *(urljoin(root, guess) for guess in SITEMAP_GUESSES)]:
        found.setdefault(address, Found(address, FeedKind.SITEMAP, sure=address in stated))
    return list(found.values())


# ---- what the page is -----------------------------------------------------------------------------------------------


def _is_itself(body: bytes, url: str, content_type: str) -> Found | None:
    head = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        if re.search(rb"<(?:urlset|sitemapindex)[\s>]", head) or head.startswith(b"\x1f\x8b"):
            sitemaps.parse_sitemap(body, url=url)
            return Found(url, FeedKind.SITEMAP)
        looks = re.search(rb"<(?:rss|feed|rdf:RDF|channel)[\s>]", head)
        if looks or jsonfeed.looks_like_json(body, content_type):
            reading = feeds.parse_feed(body, content_type=content_type, url=url)
            return Found(url, FeedKind.FEED, reading.title)
    except ReadError:
        pass
    return None


def _parse(body: bytes, content_type: str) -> Any:
    """The page as a tree, or None. The tree is lxml's: what nests deeper than 256 is not looked at."""
    body = body[:PAGE_CAP]
    charset = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", content_type)
    name = charset[1] if charset else None
    try:
        body.decode("utf-8")
        name = "utf-8"  # what reads as UTF-8 is UTF-8, whatever the header or lxml's default of Latin-1 say
    except UnicodeDecodeError:
        pass
    try:
        parser = html.HTMLParser(encoding=name, no_network=True, huge_tree=False)
    except LookupError:
        parser = html.HTMLParser(no_network=True, huge_tree=False)
    try:
        return html.document_fromstring(body, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _base(root: Any, url: str) -> str:
    base = root.find(".//base[@href]")
    return (web_address(base.get("href"), url) if base is not None else None) or url


def _language(root: Any) -> str | None:
    said = (root.get("lang") or root.get("xml:lang") or "").strip().replace("_", "-")
    return said.lower() if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}", said) else None


# ---- what the page links to -----------------------------------------------------------------------------------------


def _links(root: Any, base: str) -> Iterator[tuple[int, Found, str]]:
    """(rank, candidate, language) in page order; the lower the rank the better."""
    own_host = (urlsplit(base).hostname or "").removeprefix("www.")
    for link in root.iter("link"):
        rels = str(link.get("rel") or "").lower().split()
        kind = str(link.get("type") or "").split(";")[0].strip().lower()
        if not ("feed" in rels or ("alternate" in rels and kind in _FEED_TYPES and "stylesheet" not in rels)):
            continue
        address = web_address(link.get("href"), base)
        if address is None or (
            kind in ("application/json", "text/xml", "application/xml") and "oembed" in address
        ):
            continue
        if kind == "application/json" and "/wp-json/" in address and "feed" not in address:
            continue
        title = plain.cut(plain.line(str(link.get("title") or "")), 200) or None
        rank = _FEED_TYPES.get(kind, 0)
        rank += 10 * bool(_COMMENTS.search(address) or (title and _COMMENTS.search(title)))
        rank += 2 * bool(_NARROW.search(address))
        yield rank, Found(address, title=title), str(link.get("hreflang") or "").lower()
    seen = 0
    for anchor in root.iter("a"):
        address = web_address(anchor.get("href"), base)
        if address is None or not _FEED_LIKE.search(address) or _NOT_FEEDS.search(address):
            continue
        seen += 1
        if seen > 500:
            return
        host = (urlsplit(address).hostname or "").removeprefix("www.")
        rank = 20 + 2 * bool(_NARROW.search(address)) + 10 * bool(_COMMENTS.search(address))
        rank += 5 * (own_host.split(".")[-2:] != host.split(".")[-2:])
        title = plain.cut(plain.line(anchor.text_content()[:500], markup=False), 200) or None
        yield rank, Found(address, title=title, sure=False), str(anchor.get("hreflang") or "").lower()
