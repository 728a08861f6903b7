"""Feeds in: RSS 0.9x, 1.0 and 2.0, Atom, CDF and JSON Feed, whatever state they are in.

A broken feed gives what could be read *and* what was wrong with it. Only what is no feed at all raises ReadError.
Text fields come out as plain text (`plain.py`), names as names (`beatbook.bylines`), dates as they were stated (`dates.py`).
Why feedparser, and what is done before and after it: docs/decisions/0103-reading-feeds.md. What is hostile enough to
be slow runs in a child with a clock over it; that is the runner's matter, and so is the size of the body.
"""

from __future__ import annotations

import io
import re
import xml.sax
from collections.abc import Mapping
from typing import Any

import feedparser

from beatbook.errors import ReadError
from beatbook.gather import feedbytes, jsonfeed
from beatbook.gather.drafts import Draft, Item, finish
from beatbook.model import FeedReading

Found = dict[str, Any]
"""feedparser's dictionaries; `dict.get` on them goes round their fallbacks from one key to another."""

_HTML = re.compile(rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])", re.IGNORECASE)


def parse_feed(body: bytes, *, content_type: str = "", url: str = "") -> FeedReading:
    """What a feed says. `content_type` is the header as sent, with its charset; `url` resolves relative links.

    Raises ReadError with reason `empty`, `html`, `not-a-feed` or `unreadable`.
    """
    if not body.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise ReadError("empty", "the feed is empty")
    if jsonfeed.looks_like_json(body, content_type):
        draft = jsonfeed.read(body)
    else:
        draft = _read_xml(body, content_type, url)
    return finish(draft, url)


# ---- XML, through feedparser ----------------------------------------------------------------------------------------


def _read_xml(body: bytes, content_type: str, url: str) -> Draft:
    prepared = feedbytes.prepare(body, content_type)
    headers = {"content-type": prepared.content_type} if prepared.content_type else {}
    try:
        parsed = feedparser.parse(
            io.BytesIO(prepared.body),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as e:  # noqa: BLE001 - it raises ValueError, OverflowError, UnicodeError … on odd input
        raise ReadError("unreadable", f"{type(e).__name__}: {e}"[:200]) from None
    feed, items = parsed.feed, parsed.entries
    if not items and not parsed.get("version"):
        if _HTML.search(body[:4_096]):
            raise ReadError("html", "this is HTML, not a feed")
        if not any(dict.get(feed, key) for key in ("title", "link", "subtitle", "id")):
            raise ReadError("not-a-feed", "no feed was found in it")
    draft = Draft(
        title=_get(feed, "title"),
        home=_get(feed, "link"),
        language=_get(feed, "language"),
        ttl=_ttl(feed),
        problems=[*prepared.problems, *_bozo(parsed)],
    )
    atom = str(parsed.get("version", "")).startswith("atom")
    for item in items:
        read = _item(item)
        if atom and not read.authors:
            read.authors = _authors(feed)  # RFC 4287 4.1.1: an entry without author has the feed's
        draft.items.append(read)
    return draft


def _get(found: Found, key: str) -> str | None:
    """A text as feedparser stored it, without its fallbacks from one key to another."""
    value = dict.get(found, key)
    return value if isinstance(value, str) and value.strip() else None


def _item(found: Found) -> Item:
    title, summary = _get(found, "title"), _get(found, "summary")
    content = _content(found)
    dated = [
        (said, dict.get(found, f"{key}_parsed"))
        for key in ("published", "created", "updated")
        if (said := _get(found, key))
    ]
    return Item(
        key=_get(found, "id"),
        url=_link(found),
        headline=(title, _is_html(found, "title_detail")) if title else None,
        summary=(summary, _is_html(found, "summary_detail")) if summary else None,
        content=content,
        summary_is_content=bool(summary and content and content[0] == summary),
        authors=_authors(found),
        published=tuple(dated),
        modified=next(((said, parsed) for said, parsed in dated[1:] if said == _get(found, "updated")), None),
        language=_detail(found, "title_detail").get("language")
        or _detail(found, "summary_detail").get("language"),
        section=_section(found),
    )


def _content(found: Found) -> tuple[str, bool | None] | None:
    """The longest of the contents that are text."""
    contents = dict.get(found, "content") or []
    best: tuple[str, bool | None] | None = None
    for content in contents:
        kind, value = str(content.get("type", "text/html")), content.get("value")
        if not isinstance(value, str) or not (kind.startswith("text/") or kind.endswith(("html", "xml"))):
            continue
        if best is None or len(value) > len(best[0]):
            best = (value, kind != "text/plain")
    return best


def _link(found: Found) -> str | None:
    if original := _get(found, "feedburner_origlink"):
        return original
    if link := _get(found, "link"):
        return link
    links = dict.get(found, "links") or []
    return next(
        (str(a["href"]) for a in links if a.get("rel", "alternate") == "alternate" and a.get("href")), None
    )


def _authors(found: Found) -> tuple[str, ...]:
    said = [str(a["name"]) for a in dict.get(found, "authors") or [] if a.get("name")]
    # Of a single author take the whole text: feedparser's idea of an address ends after four letters of ".media".
    if len(said) < 2 and (author := _get(found, "author")):
        said = [author]
    return tuple(said)


def _section(found: Found) -> str | None:
    for tag in dict.get(found, "tags") or []:
        for key in ("label", "term"):
            value = tag.get(key)
            if isinstance(value, str) and value.strip() and not value.startswith(("http:", "https:")):
                return value
    return None


def _detail(found: Found, key: str) -> Found:
    value = dict.get(found, key)
    return value if isinstance(value, dict) else {}


def _is_html(found: Found, key: str) -> bool | None:
    kind = str(_detail(found, key).get("type", ""))
    return None if not kind or kind == "text/plain" else True


_PERIODS: Mapping[str, float] = {
    "hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000,
}  # fmt: skip


def _ttl(feed: Found) -> float | None:
    """Seconds for which the feed says its content stays: RSS ttl in minutes, or the syndication module's period."""
    ttl = (_get(feed, "ttl") or "").strip()
    if ttl.isascii() and ttl.isdigit() and 0 < int(ttl[:7]) <= 525_600:
        return int(ttl[:7]) * 60.0
    period = _PERIODS.get((_get(feed, "sy_updateperiod") or "").strip().lower())
    if period is None:
        return None
    times = (_get(feed, "sy_updatefrequency") or "1").strip()
    return period / max(1, int(times[:4])) if times.isascii() and times.isdigit() else period


def _bozo(parsed: Found) -> list[str]:
    """What feedparser found wrong, in words."""
    if not parsed.get("bozo"):
        return []
    error = parsed.get("bozo_exception")
    if isinstance(error, xml.sax.SAXParseException):
        where = f" at line {error.getLineNumber()}" if error.getLineNumber() else ""
        return [f"not well-formed XML{where}: {error.getMessage()}"]
    if isinstance(error, feedparser.CharacterEncodingOverride):
        said = re.search(r"declared as (\S+), but parsed as (\S+)", str(error))
        if said is None:
            return [str(error)]
        if said[1] == "us-ascii":
            return []  # what text/xml without a charset means on paper, and never in practice
        return [f"declared {said[1]} but read as {said[2]}"]
    if isinstance(error, feedparser.CharacterEncodingUnknown):
        return ["its character encoding could not be found"]
    if isinstance(error, feedparser.NonXMLContentType):
        said_type = str(error).split(" is not an XML")[0]
        return [] if said_type.startswith("no Content-type") else [f"served as {said_type[:80]}, not as XML"]
    if isinstance(error, feedparser.UndeclaredNamespace):
        return [f"not well-formed XML: {error}"]
    return [f"{type(error).__name__}: {error}"[:200]]
