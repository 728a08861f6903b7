"""What a page says of itself: headline, deck, byline, dates, section, address.

Each field has an order of witnesses, the most believable first (docs/decisions/0202-metadata.md):

* headline — the page's main heading where the page's own metadata agrees with it, else JSON-LD, OpenGraph, `<title>`;
  without the site's name;
* deck — the standfirst under the heading, else the stated description, unless that is only the first paragraph again;
* byline — JSON-LD, meta tags, mark-up; a person beats a desk wherever it is stated;
* published — JSON-LD, meta tags, microdata, `<time>`, the address, a date in words by the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from beatbook.bylines import split_byline
from beatbook.model import Moment, Name, NameKind, Witness
from beatbook.read import jsonld
from beatbook.read.blocks import Sheet
from beatbook.read.dates import date_in_address, first_plausible, parse_date, plausible
from beatbook.read.text import HAN, HANGUL, KANA, clean, plain, size


@dataclass(frozen=True, slots=True)
class Metadata:
    """`stated` is the article's text as the page's own data gives it; `site` the outlet's name; `kind` the page's
    stated type in lower case (`article`, `website`, `collectionpage` …); `paid` says that access is stated not free; `title` is the `<title>`."""

    headline: str | None = None
    deck: str | None = None
    byline: tuple[Name, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    language: str | None = None
    section: str | None = None
    canonical: str | None = None
    site: str | None = None
    stated: str | None = None
    kind: str = ""
    paid: bool = False
    title: str = ""
    witnesses: tuple[Witness, ...] = ()


@dataclass(slots=True)
class _Claims:
    """All that the page's head and its data scripts claim."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    article: jsonld.Node = field(default_factory=dict)
    known: dict[str, jsonld.Node] = field(default_factory=dict)
    types: set[str] = field(default_factory=set)
    site: str = ""
    title: str = ""

    def meta(self, *names: str) -> Iterator[str]:
        for name in names:
            yield from self.metas.get(name, ())

    def said(self, key: str) -> str:
        return clean(jsonld.text_of(self.article.get(key))) if key in self.article else ""


def read_metadata(
    tree: LexborHTMLParser,
    sheet: Sheet,
    url: str | None = None,
    fetched: datetime | None = None,
    announced: str | None = None,
) -> Metadata:
    claims = _claims(tree, url)
    site = _site(claims) or _site_on_top(claims, sheet)
    headline = _headline(claims, tree, site, announced or "")
    return Metadata(
        headline=headline,
        deck=_deck(claims, tree, headline),
        byline=_byline(claims, tree, site) or _byline_by_heading(sheet, headline),
        published=_published(claims, tree, sheet, url, headline, fetched),
        modified=_modified(claims, fetched),
        language=_language(claims, tree),
        section=_section(claims),
        canonical=_canonical(claims, tree, url),
        site=site or None,
        stated=claims.said("articleBody") or None,
        kind=_kind(claims),
        paid=_paid(claims),
        title=claims.title,
    )


def _claims(tree: LexborHTMLParser, url: str | None) -> _Claims:
    claims = _Claims()
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        content = attributes.get("content")
        if name and content and content.strip():
            claims.metas.setdefault(name.strip().lower(), []).append(content)
    title = tree.css_first("title")
    claims.title = clean(title.text())[:LONGEST_TITLE] if title is not None else ""
    found: list[jsonld.Node] = []
    for script in tree.css('script[type*="ld+json"]'):
        for node_ in jsonld.nodes(jsonld.loads(script.text() or "")):
            claims.types.update(t.lower() for t in jsonld.types(node_))
            if isinstance(node_.get("@id"), str) and node_.get("name"):
                claims.known.setdefault(node_["@id"], node_)
            if jsonld.is_article(node_):
                found.append(node_)
    claims.article = _main_article(found, claims, url)
    return claims


def _main_article(found: Sequence[jsonld.Node], claims: _Claims, url: str | None) -> jsonld.Node:
    """The data object about this page's article, its gaps filled from others with the same headline."""
    if not found:
        return {}
    path = urlsplit(url).path.rstrip("/") if url else ""
    title = plain(next(claims.meta("og:title"), claims.title))

    def weight(node: jsonld.Node) -> tuple[int, ...]:
        addresses = " ".join(str(jsonld_address(node.get(k))) for k in ("url", "mainEntityOfPage", "@id"))
        headline = plain(jsonld.text_of(node.get("headline") or node.get("name")))
        return (
            int(bool(path) and path in addresses),
            int(bool(headline) and (headline in title or title in headline)),
            int(jsonld.is_news(node)),
            int("articleBody" in node) + int("author" in node) + int("datePublished" in node),
        )

    best = max(found, key=weight)
    merged = dict(best)
    mine = plain(jsonld.text_of(best.get("headline") or best.get("name")))
    for other in found:
        if other is not best and plain(jsonld.text_of(other.get("headline") or other.get("name"))) in (
            "",
            mine,
        ):
            for key in (
                "author",
                "datePublished",
                "dateModified",
                "articleBody",
                "inLanguage",
                "description",
            ):
                if key in other and not merged.get(key):
                    merged[key] = other[key]
    return merged


def jsonld_address(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, str) else ""


def _kind(claims: _Claims) -> str:
    said = next(claims.meta("og:type"), "").strip().lower()
    if said and said != "website":
        return said
    if claims.article:
        return "article"
    for kind in ("collectionpage", "searchresultspage", "profilepage"):
        if kind in claims.types:
            return kind
    return said


def _paid(claims: _Claims) -> bool:
    free = claims.article.get("isAccessibleForFree")
    return str(free).lower() in ("false", "no", "0") if free is not None else False


# ---- headline ---------------------------------------------------------------------------------------------------------


LONGEST_TITLE = 400
"""Code points of a headline; longer headings are whole texts set large."""


def _site(claims: _Claims) -> str:
    for name in claims.meta("og:site_name", "application-name", "twitter:app:name:iphone"):
        if clean(name):
            return clean(name)
    return clean(jsonld.text_of(claims.article.get("publisher"))) if claims.article else ""


def _site_on_top(claims: _Claims, sheet: Sheet) -> str:
    """The name that a page's first lines link home with, where the `<title>` is that name and nothing more."""
    title = plain(claims.title)
    if not title:
        return ""
    tops = (b for b in sheet.blocks[:4] if b.links and plain(b.text).startswith(title))
    return claims.title if next(tops, None) is not None else ""


_PARTS = re.compile(r"\s+(?:[|·•»«:–—-]|\|\||::|&raquo;)\s+|\s*\|\s*|\s+[-–—]\s*(?=\S+$)|：")


def without_site(title: str, site: str, other: Iterable[str] = ()) -> str:
    """A title without the outlet's name or section at its ends.

    A part goes if it names the site, or if what remains is how another witness words the headline.
    """
    others = {plain(o) for o in other if o}
    if plain(title) in others and not (
        site and plain(title).endswith(plain(site)) and len(plain(title)) > len(plain(site))
    ):
        return title
    cuts = [(m.start(), m.end()) for m in _PARTS.finditer(title)]
    for start, end in cuts:
        for kept, dropped in ((title[:start], title[end:]), (title[end:], title[:start])):
            if not plain(kept):
                continue
            if plain(kept) in others or (site and _same_name(dropped, site)):
                return without_site(kept, site, other) if plain(kept) not in others else kept
    return title


def _same_name(text: str, site: str) -> bool:
    a, b = plain(text).replace(" ", ""), plain(site).replace(" ", "")
    a, b = (x.removeprefix("the").removesuffix("com").removeprefix("www") for x in (a, b))
    return bool(a) and bool(b) and (a == b or (len(b) > 3 and a.startswith(b) and len(a) < len(b) + 12))


def _headline(claims: _Claims, tree: LexborHTMLParser, site: str, announced: str = "") -> str | None:
    headings = []
    for node in tree.css("h1")[:12] or _lesser_headings(tree, claims.title, site, announced):
        text = clean(node.text(separator=" " if _has_blocks(node) else ""))
        if text and len(text) <= LONGEST_TITLE and not _names_site(text, site):
            headings.append((text, _marked_headline(node), node))
    stated = [claims.said("headline") or claims.said("name")]
    stated += [
        clean(t)
        for t in claims.meta("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title")
    ]
    stated = [t for t in stated if 0 < len(t) <= LONGEST_TITLE]
    witnesses = [*stated, claims.title, announced]
    best, best_score = None, 0.0
    for position, (text, marked, node) in enumerate(headings):
        score = max((likeness(text, w) for w in witnesses if w), default=0.0) + 0.3 * marked - 0.02 * position
        if any(w and plain(text).startswith(f"{plain(w)} ") for w in witnesses) and (
            len(headings) == 1 or _in_article(node)
        ):
            # A title cut to its first words, as some systems store it.
            score += 0.4
        if len(headings) == 1 and 3 <= size(text) <= 30:
            score += 0.2
        if score > best_score:
            best, best_score = text, score
    if best is not None and (best_score >= 0.4 or not any(witnesses)):
        return best
    for text in (*stated, claims.title):
        cut = without_site(text, site, (w for w in witnesses if w != text))
        if cut and not _names_site(cut, site):
            return cut
    return best or (headings[0][0] if headings else None)


def _lesser_headings(tree: LexborHTMLParser, title: str, site: str, announced: str) -> Iterator[LexborNode]:
    """What may be the headline of a page without `<h1>`: the heading that was announced; the first one, where the title
    says nothing but the site's name."""
    wanted, nothing = plain(announced), not title or _names_site(title, site)
    for node in tree.css("h2, h3")[:12]:
        said = plain(node.text())
        if said and said == wanted:
            yield node
            return
    if nothing:
        yield from tree.css("h2")[:1]


def _in_article(node: LexborNode) -> bool:
    around = node.parent
    while around is not None:
        if around.tag in ("article", "main"):
            return True
        around = around.parent
    return False


def _has_blocks(node: LexborNode) -> bool:
    child = node.first_child
    while child is not None:
        if child.tag in ("div", "p", "br", "span"):
            return child.tag != "span" or "block" in (child.attributes.get("class") or "")
        child = child.next
    return False


_HEADLINE_NAMES = re.compile(r"head(?:line|ing)|title", re.I)


def _marked_headline(node: LexborNode) -> bool:
    attributes = node.attributes
    return "headline" in (attributes.get("itemprop") or "") or bool(
        _HEADLINE_NAMES.search(attributes.get("class") or "")
    )


def _names_site(text: str, site: str) -> bool:
    return bool(site) and plain(text) == plain(site)


def likeness(a: str, b: str) -> float:
    """How much two titles share, from 0 to 1: the words of the shorter one found in the other, in proportion."""
    x, y = plain(a), plain(b)
    if not x or not y:
        return 0.0
    if x == y:
        return 1.0
    u, v = _units(x), _units(y)
    if len(u) < 3 and len(v) < 3 and (x in y or y in x):
        return min(len(x), len(y)) / max(len(x), len(y))
    return len(u & v) / min(len(u), len(v)) * min(1.0, 0.4 + min(len(u), len(v)) / max(len(u), len(v)))


def _units(text: str) -> set[str]:
    """Words; in East Asian writing, pairs of characters."""
    if text.isascii() or not (HAN.search(text) or KANA.search(text) or HANGUL.search(text)):
        return set(text.split())
    run = text.replace(" ", "")
    return {run[i : i + 2] for i in range(len(run) - 1)}


# ---- deck -------------------------------------------------------------------------------------------------------------

_DECK_NAMES = (
    '[class*="standfirst"], [class*="dek"], [class*="deck"], [class*="subtitle"], [class*="sub-title"], '
    '[class*="subhead"], [class*="article-summary"], [itemprop="alternativeHeadline"]'
)
_DECK_WORD = re.compile(
    r"(?<![a-z])(?:standfirst|dek|deck|sub-?title|sub-?head(?:line|ing)?|article-?summary)(?![a-z])", re.I
)


def _deck(claims: _Claims, tree: LexborHTMLParser, headline: str | None) -> str | None:
    title = plain(headline or "")
    for text in (*_standfirsts(tree), claims.said("alternativeHeadline"), *_descriptions(claims)):
        if (
            len(text) <= 1000
            and 3 <= size(text) <= 80
            and plain(text) != title
            and not text.endswith(("…", "...", "[…]", "[...]"))
        ):
            return text
    return None


def _standfirsts(tree: LexborHTMLParser) -> Iterator[str]:
    for node in tree.css(_DECK_NAMES)[:8]:
        attributes = node.attributes
        if (
            _DECK_WORD.search(attributes.get("class") or "")
            or "alternative" in (attributes.get("itemprop") or "").lower()
        ):
            if node.tag in (
                "body",
                "main",
                "article",
                "section",
                "html",
                "meta",
                "link",
                "script",
                "style",
                "button",
            ):
                continue
            if (attributes.get("itemprop") or "").lower() == "alternativeheadline" or _near_heading(node):
                yield clean(node.text(separator=" "))


def _near_heading(node: LexborNode) -> bool:
    """Whether one of the two boxes around a node also holds the main heading."""
    around = node.parent
    for _ in range(2):
        if around is None or around.tag in ("body", "html"):
            return False
        if around.css_first("h1") is not None:
            return True
        around = around.parent
    return False


def _descriptions(claims: _Claims) -> Iterator[str]:
    for text in (
        claims.article.get("description"),
        *claims.meta("og:description", "description", "twitter:description"),
    ):
        yield clean(jsonld.text_of(text))


def deck_unless_lede(deck: str | None, paragraphs: Sequence[str]) -> str | None:
    """The deck, unless it only repeats how the text begins (many pages state the cut first paragraph)."""
    if not deck or not paragraphs:
        return deck
    said = plain(deck)
    head = plain(" ".join(paragraphs[:4]))
    if said in head or head.startswith(said[: max(40, int(len(said) * 0.8))]):
        return None
    return deck


# ---- byline -----------------------------------------------------------------------------------------------------------

_AUTHOR_METAS = (
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "citation_author",
    "article:author_name", "article.author", "dc.creator.author", "twitter:creator:name", "og:article:author", "rbauthors",
)  # fmt: skip
_AUTHOR_CSS = (
    '[rel~="author"], [itemprop~="author"], [class*="byline"], [class*="Byline"], [class*="by-line"], [class*="author-name"], '
    '[class*="authorName"], [class*="author_name"], [class*="article-author"], [class*="post-author"], [class*="entry-author"], '
    '[class~="author"], [class~="authors"], [class~="writer"], [class*="reporter"], [data-testid*="byline"], [data-testid*="author"]'
)
_NOT_BYLINE = re.compile(
    r"bio|about|comment|related|description|avatar|image|social|follow|reply|widget|sidebar", re.I
)


def _byline(claims: _Claims, tree: LexborHTMLParser, site: str) -> tuple[Name, ...]:
    stated = _names(
        (name, is_desk) for name, is_desk in jsonld.people(claims.article.get("author"), claims.known)
    )
    if not stated:
        stated = _names((name, False) for name in _author_metas(claims))
    if any(n.kind is NameKind.PERSON and not _same_name(n.name, site) for n in stated):
        return tuple(n for n in stated if not _same_name(n.name, site)) or stated
    marked = _marked_byline(tree)
    if any(n.kind is NameKind.PERSON for n in marked) or not stated:
        return marked or stated
    return stated


def _author_metas(claims: _Claims) -> Iterator[str]:
    for name in _AUTHOR_METAS:
        values = [v for v in claims.meta(name) if not re.match(r"\s*(?:https?:)?//|\s*www\.|\s*@", v)]
        if values:
            yield from values
            return


def _names(said: Iterable[tuple[str, bool]]) -> tuple[Name, ...]:
    out: dict[str, Name] = {}
    for text, is_desk in said:
        for name in split_byline(text):
            out.setdefault(plain(name.name), Name(name.name, NameKind.DESK) if is_desk else name)
    return tuple(out.values())


def _marked_byline(tree: LexborHTMLParser) -> tuple[Name, ...]:
    desks: tuple[Name, ...] = ()
    persons: dict[str, Name] = {}
    beside: int | None = None
    for node in tree.css(_AUTHOR_CSS)[:30]:
        attributes = node.attributes
        marks = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if node.tag in ("body", "html", "img", "meta", "article", "main") or _NOT_BYLINE.search(marks):
            continue
        around = node.parent
        place = around.mem_id if around is not None else 0
        if beside is not None and place != beside:
            continue
        found = _byline_of(node)
        if any(n.kind is NameKind.PERSON for n in found):
            for name in found:
                persons.setdefault(plain(name.name), name)
            beside = place
        desks = desks or found
    return tuple(persons.values()) or desks


_SIGNED = re.compile(
    r"^(?:(?:posted |written |published |story |text )?by|von|par|por|di|door|글|文)\s?[:：]?\s+(?=\S)", re.I
)
_KOREAN_SIGNED = re.compile(r"^\W*(?:\S{2,8}\s?=\s?)?[가-힣]{2,4}\s?(?:기자|특파원)\b")


def _byline_by_heading(sheet: Sheet, headline: str | None) -> tuple[Name, ...]:
    """A short block that says "By …" within the few blocks after the headline."""
    title = plain(headline or "")
    at = next((i for i, b in enumerate(sheet.blocks) if title and plain(b.text) == title), None)
    if at is None:
        return ()
    for block in sheet.blocks[at + 1 : at + 10]:
        if block.words > 18:
            continue
        if _SIGNED.match(block.text) or _KOREAN_SIGNED.match(block.text):
            return split_byline(block.text)
        if found := _stamped(block.text):
            return found
    return ()


_BETWEEN = re.compile(r"\s*[|·•—–/]\s*|\s+-\s+|\s(?=[Bb]y\s)")
_LIKE_A_NAME = re.compile(
    r"(?:[A-ZÀ-ÞĀ-Ž][\w.’'-]*|de|van|von|der|la|al|bin|staff|desk|newsroom|the|wire)(?:\s+|$)"
)


def _stamped(text: str) -> tuple[Name, ...]:
    """The names in a line that gives a name and a date and nothing else: "Ida Korhonen | 6 September 2026 18:00"."""
    if parse_date(text) is None:
        return ()
    parts = [p for p in _BETWEEN.split(text) if p and parse_date(p) is None]
    if len(parts) != 1:
        return ()
    found = split_byline(parts[0])
    like = all("".join(_LIKE_A_NAME.findall(n.name)) == n.name or not n.name.isascii() for n in found)
    return found if like and len(parts[0].split()) <= 8 else ()


def _byline_of(node: LexborNode) -> tuple[Name, ...]:
    if node.tag in ("meta", "link"):
        return split_byline(node.attributes.get("content") or "")
    inner = node.css('[itemprop~="name"]') or node.css('[rel~="author"]') or node.css("a")
    texts = [clean(n.attributes.get("content") or n.text(separator=" ")) for n in inner[:8]]
    links = _names((t, False) for t in texts if t and len(t.split()) <= 6)
    if links:
        return links
    text = clean(node.text(separator=" "))
    return split_byline(text) if len(text) <= 150 else ()


# ---- dates ------------------------------------------------------------------------------------------------------------

_PUBLISHED_METAS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "publish_date", "publishdate", "publication_date", "pubdate", "publish-date", "article.published",
    "article:published", "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date", "dcterms.date", "date",
    "cxenseparse:recs:publishtime", "citation_publication_date", "citation_date", "originalpublicationdate", "displaydate",
    "article_date_original", "cxense:publishtime", "dc.date.created", "analyticsattributes.articledate", "datecreated",
    "rnews:datepublished", "article:post_date", "published_time", "release_date", "ptime", "firstpublishedtime",
)  # fmt: skip
_MODIFIED_METAS = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "last-modified", "dcterms.modified", "lastmod",
    "article:modified", "revised",
)  # fmt: skip
_TIME_CSS = 'time, [itemprop~="datePublished"], [pubdate], [class*="published"], [class*="pubdate"], [class*="publish-date"], [class*="post-date"], [class*="entry-date"], [class*="article-date"], [class*="timestamp"], [class*="dateline"], [data-timestamp], [class~="date"]'
_NOT_THIS_TIME = re.compile(r"updat|modif|comment|related|sidebar|widget|footer|card|teaser|recent", re.I)


def _published(
    claims: _Claims,
    tree: LexborHTMLParser,
    sheet: Sheet,
    url: str | None,
    headline: str | None,
    fetched: datetime | None,
) -> Moment | None:
    return (
        first_plausible(
            (claims.said("datePublished"), claims.said("uploadDate"), claims.said("dateCreated")), fetched
        )
        or first_plausible((clean(t) for t in claims.meta(*_PUBLISHED_METAS)), fetched)
        or _marked_time(tree, fetched)
        or (plausible(date_in_address(url), fetched) if url else None)
        or _date_by_heading(sheet, headline, fetched)
    )


def _modified(claims: _Claims, fetched: datetime | None) -> Moment | None:
    return first_plausible(
        (claims.said("dateModified"), *(clean(t) for t in claims.meta(*_MODIFIED_METAS))), fetched
    )


def _marked_time(tree: LexborHTMLParser, fetched: datetime | None) -> Moment | None:
    later: Moment | None = None
    for node in tree.css(_TIME_CSS)[:25]:
        attributes = node.attributes
        marks = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}"
        around = node.parent.attributes.get("class") or "" if node.parent is not None else ""
        texts = [attributes.get("datetime"), attributes.get("content"), attributes.get("data-timestamp")]
        shown = clean(node.text(separator=" "))
        if len(shown) <= 80:
            texts.append(shown)
        moment = first_plausible(texts, fetched)
        if moment is None:
            continue
        if (
            _NOT_THIS_TIME.search(marks)
            or _NOT_THIS_TIME.search(around)
            or shown.lower().startswith("updated")
        ):
            later = later or moment
            continue
        return moment
    return later


def _date_by_heading(sheet: Sheet, headline: str | None, fetched: datetime | None) -> Moment | None:
    """A date in words in a short block within the dozen blocks after the headline or the few before it; where the
    headline stands nowhere, in any short block before the told text begins."""
    title = plain(headline or "")
    blocks = sheet.blocks
    at = next((i for i, b in enumerate(blocks) if title and plain(b.text) == title), None)
    if at is None:
        told = next((i for i, b in enumerate(blocks) if b.words >= 30 and b.link_share < 0.3), len(blocks))
        around = blocks[max(0, told - 30) : told]
    else:
        around = [*blocks[at + 1 : at + 13], *reversed(blocks[max(0, at - 4) : at])]
    for block in around:
        if block.words <= 20 and (moment := plausible(parse_date(block.text), fetched)):
            return moment
    return None


# ---- the rest ---------------------------------------------------------------------------------------------------------


def _language(claims: _Claims, tree: LexborHTMLParser) -> str | None:
    root = tree.css_first("html")
    attributes = root.attributes if root is not None else {}
    said = attributes.get("lang") or attributes.get("xml:lang") or claims.said("inLanguage")
    said = said or next(claims.meta("og:locale", "content-language", "dc.language", "language"), "")
    return said.strip() or None


def _section(claims: _Claims) -> str | None:
    for text in (
        claims.article.get("articleSection"),
        *claims.meta("article:section", "parsely-section", "section"),
    ):
        said = clean(jsonld.text_of(text))
        if said and len(said) <= 60:
            return said
    return None


def _canonical(claims: _Claims, tree: LexborHTMLParser, url: str | None) -> str | None:
    """The address that the page gives as its own; only on the same site, since a page may point at a rival."""
    node = tree.css_first('link[rel~="canonical"]')
    said = [node.attributes.get("href") or "" if node is not None else "", *claims.meta("og:url")]
    for address in said:
        address = address.strip()
        if not address or len(address) > 2000:
            continue
        try:
            whole = urljoin(url or "", address)
            parts = urlsplit(whole)
            host = parts.hostname or ""
        except ValueError:
            continue
        if (
            parts.scheme in ("http", "https")
            and host
            and clean(whole) == whole
            and (not url or _same_site(host, url))
        ):
            return whole
    return None


def _same_site(host: str, url: str) -> bool:
    try:
        mine = urlsplit(url).hostname or ""
    except ValueError:
        return False
    a, b = (re.sub(r"^(?:www|m|amp|mobile)\.", "", h.lower()) for h in (host, mine))
    return a == b or a.endswith("." + b) or b.endswith("." + a)
