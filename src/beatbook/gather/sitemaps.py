"""Sitemaps in: `urlset` with the news extension, indexes, plain text, and feeds served as sitemaps; gzipped or not.

An XML sitemap is read as a stream by lxml with entities, DTDs and the network off. What is not well-formed gives what
came before the fault, and the fault in words. Limits are the protocol's (sitemaps.org): 50,000 addresses, 50 MB.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from beatbook.bylines import all_names
from beatbook.errors import ReadError
from beatbook.gather import dates, feeds, plain
from beatbook.gather.drafts import HEADLINE_CAP, newest, web_address
from beatbook.gather.unpack import unpack
from beatbook.model import Entry, FeedReading

URLS_CAP: Final = 50_000
BYTES_CAP: Final = 50 * 1024 * 1024
CHILDREN_CAP: Final = 200
"""Files of an index that are followed, the newest by lastmod first."""

DEPTH_CAP: Final = 4
"""Indexes inside indexes that the caller may follow."""

ENTRIES_CAP: Final = 5_000
"""Entries kept of one file, the newest. A news sitemap holds at most 1,000; an archive's file is read whole only when
it is imported."""

_URL_START = re.compile(rb"https?://[^\s<>\"]{4,4000}")


def parse_sitemap(body: bytes, *, url: str, most: int = ENTRIES_CAP) -> FeedReading:
    """What a sitemap lists. Each entry's key is its address; `modified` is its lastmod, `published` its news date.

    `children` are the files an index points to, on the same host only, newest first. Raises ReadError with reason
    `empty`, `too-large`, `truncated`, `encoding`, `dtd`, `html`, `not-a-sitemap` or what `parse_feed` raises.
    """
    body = unpack(body, BYTES_CAP)
    if len(body) > BYTES_CAP:
        raise ReadError("too-large", f"more than {BYTES_CAP} bytes")
    head = body[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head:
        raise ReadError("empty", "the sitemap is empty")
    if not body.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" not in body[:4]:
        if not head.startswith(b"<"):
            return _plain_text(body, url, most)
        if re.search(rb"<(?:rss|feed|rdf:RDF)[\s>]", head):
            return feeds.parse_feed(body, url=url)
        if re.search(rb"<!DOCTYPE\s+html|<html[\s>]", head, re.IGNORECASE):
            raise ReadError("html", "this is HTML, not a sitemap")
    return _xml(body, url, most)


def since(entries: tuple[Entry, ...], now: datetime, window: timedelta) -> tuple[Entry, ...]:
    """The entries published or changed inside the window before `now`, and those that do not say."""
    earliest = now - window
    return tuple(
        e
        for e in entries
        if (moment := e.published or e.modified) is None
        or moment.instant >= (earliest if moment.at else earliest - timedelta(days=1))
    )


def _same_host(child: str, url: str) -> bool:
    """Whether a child lies on the index's own host; `www.` makes no difference."""
    ours, theirs = ((urlsplit(u).hostname or "").removeprefix("www.") for u in (url, child))
    return bool(theirs) and theirs == ours


def _plain_text(body: bytes, url: str, most: int) -> FeedReading:
    """One address per line."""
    found: dict[str, Entry] = {}
    bad = 0
    for raw in body.splitlines()[: URLS_CAP * 2]:
        line = raw.strip().removeprefix(b"\xef\xbb\xbf")
        if not line:
            continue
        address = web_address(line.decode("utf-8", "replace")) if _URL_START.fullmatch(line) else None
        if address is None:
            bad += 1
            if bad > 20 and not found:
                raise ReadError("not-a-sitemap", "neither XML nor a list of addresses")
        elif len(found) < URLS_CAP:
            found.setdefault(address, Entry(address, address))
    if not found:
        raise ReadError("not-a-sitemap", "neither XML nor a list of addresses")
    problems = [f"{bad} lines are no addresses"] if bad else []
    return _reading(None, tuple(found.values()), (), problems, most)


def _xml(body: bytes, url: str, most: int) -> FeedReading:
    entries: dict[str, Entry] = {}
    children: dict[str, str] = {}
    problems: list[str] = []
    outlet: str | None = None
    elsewhere = repeated = bad = 0
    root = ""
    try:
        for kind, element in _elements(body):
            root = root or kind
            if kind == "url":
                entry, name = _entry(element, url)
                outlet = outlet or name
                if entry is None:
                    bad += 1
                elif entry.key in entries:
                    repeated += 1
                else:
                    entries[entry.key] = entry
            elif kind == "sitemap":
                child = web_address(_text(element, "loc"), url)
                if child is None:
                    bad += 1
                elif not _same_host(child, url):
                    elsewhere += 1
                elif child != url:
                    children.setdefault(child, _lastmod(element))
            if len(entries) >= URLS_CAP:
                problems.append(f"more than {URLS_CAP} addresses; the rest was not read")
                break
    except etree.XMLSyntaxError as e:
        problems.append(f"not well-formed XML at line {e.lineno or 0}: {str(e.msg or '')[:120]}")
    if root not in ("urlset", "sitemapindex", "url", "sitemap"):
        raise ReadError(
            "not-a-sitemap", problems[0] if problems else f"its root is {root[:40] or 'missing'!r}"
        )
    for count, what in (
        (bad, "without a usable address"),
        (repeated, "repeated (the first is kept)"),
        (elsewhere, "on another host (not followed)"),
    ):
        if count:
            problems.append(f"{count} {what}")
    ranked = sorted(children, key=lambda c: children[c], reverse=True)
    if len(ranked) > CHILDREN_CAP:
        problems.append(f"{len(ranked)} files; only the newest {CHILDREN_CAP} are followed")
    return _reading(outlet, tuple(entries.values()), tuple(ranked[:CHILDREN_CAP]), problems, most)


def _reading(
    title: str | None, entries: tuple[Entry, ...], children: tuple[str, ...], problems: list[str], most: int
) -> FeedReading:
    if len(entries) > most:
        problems.append(f"{len(entries)} entries; only the newest {most} are read")
        entries = newest(entries, most)
    if not entries and not children:
        problems.append("no entries")
    return FeedReading(title, entries, tuple(problems), children=children)


def _elements(body: bytes) -> Iterator[tuple[str, etree._Element]]:
    """The root's name first, then each `url` and `sitemap` as it closes, freed after use."""
    events = etree.iterparse(
        io.BytesIO(body),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root: etree._Element | None = None
    for event, element in events:
        name = _name(element)
        if root is None:
            root = element
            info = element.getroottree().docinfo
            if info.internalDTD is not None or info.doctype:
                raise ReadError("dtd", "a sitemap with a document type is not read")
            yield name, element
        elif event == "end" and name in ("url", "sitemap") and element.getparent() is root:
            yield name, element
            element.clear()
            while element.getprevious() is not None:
                del root[0]


def _name(element: etree._Element) -> str:
    """The local name in lower case: sitemaps come in many wrong namespaces."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _texts(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Each child's, grandchild's … name and text."""
    for inner in element.iterdescendants():
        if name := _name(inner):
            yield name, (inner.text or "").strip()


def _text(element: etree._Element, name: str) -> str | None:
    return next((text for found, text in _texts(element) if found == name and text), None)


def _lastmod(element: etree._Element) -> str:
    """For ordering: the instant as ISO text, "" if unknown."""
    moment = dates.parse(_text(element, "lastmod") or "")
    return moment.instant.isoformat() if moment else ""


def _entry(element: etree._Element, base: str) -> tuple[Entry | None, str | None]:
    """One address with what the news extension says of it, and the publication's name."""
    said: dict[str, str] = {}
    authors: list[str] = []
    for name, text in _texts(element):
        if text and name == "author":
            authors.append(text)
        elif text and (name != "loc" or "loc" not in said):
            said.setdefault(name, text)
    address = web_address(said.get("loc"), base)
    if address is None:
        return None, None
    date_said = said.get("publication_date")
    outlet = plain.line(said["name"]) if "name" in said else None
    keywords = [k for k in (said.get("keywords") or "").split(",") if k.strip()]
    entry = Entry(
        key=address,
        url=address,
        headline=plain.cut(plain.line(said.get("title", "")), HEADLINE_CAP) or None,
        byline=all_names((plain.line(said_by) for said_by in authors), outlet),
        published=dates.parse(date_said) if date_said else None,
        modified=dates.parse(said.get("lastmod", "")),
        raw_published=plain.cut(plain.clean(date_said), 100) if date_said else None,
        language=_language(said.get("language")),
        section=plain.cut(plain.line(said.get("genres") or keywords[0]), 100) if keywords else None,
    )
    return entry, outlet


def _language(said: str | None) -> str | None:
    return said.lower() if said and re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?", said) else None
