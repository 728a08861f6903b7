"""All that a page's mark-up claims of it, gathered in one scan of the tree.

Each scan for a selector visits every element of the page, so there is one for all fields; `metadata` and its helpers
choose among what it found. Nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from beatbook.read import jsonld
from beatbook.read.text import clean, plain

_WANTED = (
    "meta, title, link[rel~='canonical'], script[type*='ld+json'], time, h1, figcaption, [itemprop], [rel~='author'], "
    "a[href*='/author']"
)
MANY = 40
"""Elements of one sort that are looked at: the page's own stand before those of other articles."""
MANY_METAS = 400
LONGEST_TITLE = 400
"""Code points of a headline; longer headings are whole texts set large."""


@dataclass(slots=True)
class Claims:
    """What the page says of itself. `article` is its data object (JSON-LD), `known` the objects that others refer to by
    @id; `props` microdata by property, in lower case."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    article: jsonld.Node = field(default_factory=dict)
    known: dict[str, jsonld.Node] = field(default_factory=dict)
    types: set[str] = field(default_factory=set)
    props: dict[str, list[LexborNode]] = field(default_factory=dict)
    times: list[LexborNode] = field(default_factory=list)
    headings: list[LexborNode] = field(default_factory=list)
    authors: list[LexborNode] = field(default_factory=list)
    captions: list[LexborNode] = field(default_factory=list)
    canonical: str = ""
    title: str = ""

    def meta(self, *names: str) -> Iterator[str]:
        for name in names:
            yield from self.metas.get(name, ())

    def tagged(self, names: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The meta tags of these names, each as a witness is called, with what they say."""
        metas = self.metas
        for name in names:
            for said in metas.get(name, ()):
                yield f"meta {name}", said

    def said(self, key: str) -> str:
        return clean(jsonld.text_of(self.article.get(key))) if key in self.article else ""


def claims_of(tree: LexborHTMLParser, url: str | None) -> Claims:
    claims = Claims()
    data: list[LexborNode] = []
    metas = 0
    for node in tree.css(_WANTED):
        tag = node.tag
        if tag == "script":
            data.append(node)
            continue
        if tag == "meta":
            metas += 1
            if metas <= MANY_METAS:
                _meta(claims, node)
            continue
        if tag == "title":
            if not claims.title:
                claims.title = clean(node.text())[:LONGEST_TITLE]
            continue
        attributes = node.attributes
        if tag == "link":
            claims.canonical = claims.canonical or (attributes.get("rel") and attributes.get("href")) or ""
            if "itemprop" not in attributes:
                continue
        if tag == "time":
            _add(claims.times, node)
        elif tag == "h1":
            _add(claims.headings, node)
        elif tag == "figcaption":
            _add(claims.captions, node)
        if prop := attributes.get("itemprop"):
            for name in prop.lower().split()[:3]:
                _add(claims.props.setdefault(name, []), node)
        if "itemprop" not in attributes and (tag == "a" or "rel" in attributes):
            _add(claims.authors, node)
    _data(claims, data, url)
    return claims


def _add(nodes: list[LexborNode], node: LexborNode) -> None:
    if len(nodes) < MANY:
        nodes.append(node)


def _meta(claims: Claims, node: LexborNode) -> None:
    attributes = node.attributes
    content = attributes.get("content")
    if not content or not content.strip():
        return
    name = attributes.get("property") or attributes.get("name")
    if name:
        values = claims.metas.setdefault(name.strip().lower(), [])
        if len(values) < MANY:
            values.append(content)
    elif prop := attributes.get("itemprop"):
        _add(claims.props.setdefault(prop.strip().lower(), []), node)


def _data(claims: Claims, scripts: Sequence[LexborNode], url: str | None) -> None:
    found: list[jsonld.Node] = []
    for script in scripts:
        for node in jsonld.nodes(jsonld.loads(script.text() or "")):
            if "@type" in node:
                claims.types.update([t.lower() for t in jsonld.types(node)])
                if jsonld.is_article(node):
                    found.append(node)
            if len(node) > 1 and isinstance(name := node.get("@id"), str):
                claims.known.setdefault(name, node)
    claims.article = _main_article(found, claims, url)


_FILLED = (
    "author", "datePublished", "dateModified", "articleBody", "inLanguage", "description", "image", "articleSection",
)  # fmt: skip


def _main_article(found: Sequence[jsonld.Node], claims: Claims, url: str | None) -> jsonld.Node:
    """The data object about this page's article, its gaps filled from others with the same headline."""
    if len(found) < 2:
        return found[0] if found else {}
    path = _path(url)
    title = plain(next(claims.meta("og:title"), claims.title))

    def weight(node: jsonld.Node) -> tuple[int, ...]:
        addresses = " ".join(address_in(node.get(k)) for k in ("url", "mainEntityOfPage", "@id"))
        headline = _headline_of(node)
        return (
            int(bool(path) and path in addresses),
            int(bool(headline) and (headline in title or title in headline)),
            int(jsonld.is_news(node)),
            int("articleBody" in node) + int("author" in node) + int("datePublished" in node),
        )

    best = max(found, key=weight)
    merged = dict(best)
    mine = _headline_of(best)
    for other in found:
        if other is not best and _headline_of(other) in ("", mine):
            for key in _FILLED:
                if key in other and not merged.get(key):
                    merged[key] = other[key]
    return merged


def _path(url: str | None) -> str:
    try:
        return urlsplit(url or "").path.rstrip("/")
    except ValueError:
        return ""


def _headline_of(node: jsonld.Node) -> str:
    return plain(jsonld.text_of(node.get("headline") or node.get("name")))


def address_in(value: Any) -> str:
    """The address that a JSON-LD value is or holds."""
    for _ in range(4):
        if isinstance(value, list):
            value = next((v for v in value if v), None)
        elif isinstance(value, dict):
            value = value.get("url") or value.get("contentUrl") or value.get("@id")
        else:
            break
    return value if isinstance(value, str) else ""
