"""The outlets' feeds: RSS 2.0, RSS 1.0, Atom, JSON Feed and a news sitemap. Each lists all that exists at the clock."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from beatbook.sample.press import Edition, FeedSpec, Oddity, Outlet, Press, address

CONTENT_TYPES = {
    "rss": "application/rss+xml",
    "rdf": "application/rdf+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
    "sitemap": "application/xml",
}


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed says of one address."""

    url: str
    headline: str
    deck: str
    byline: tuple[str, ...]
    published: datetime
    updated: datetime
    section: str = ""
    text: tuple[str, ...] = ()


def items(press: Press, outlet: Outlet, base: str, clock: datetime) -> list[Item]:
    """All that an outlet's feed gives out at `clock`, newest first, the oddities among the articles."""
    found = [_of_article(outlet, e, base) for e in press.editions(outlet.slug, clock)]
    found += [_of_oddity(o, base) for o in press.odd(outlet.slug, clock)]
    return sorted(found, key=lambda i: (i.published, i.url), reverse=True)


def _of_article(outlet: Outlet, e: Edition, base: str) -> Item:
    a = e.article
    text = (
        tuple(b.text for b in e.blocks if b.kind in ("p", "heading", "quote"))
        if outlet.template == "quayside"
        else ()
    )
    section = a.section
    if a.members and outlet.member_desk:
        section = outlet.member_desk
    url = base + address(outlet, a)
    return Item(url, e.headline, e.deck, a.byline, a.published, e.updated or a.published, section, text)


def _of_oddity(o: Oddity, base: str) -> Item:
    return Item(f"{base}/{o.outlet}/{o.path}", o.headline, o.deck, (), o.published, o.published)


def feed(press: Press, outlet: Outlet, spec: FeedSpec, base: str, clock: datetime) -> bytes:
    """One feed as the outlet would send it."""
    listed = items(press, outlet, base, clock)
    home, here = f"{base}/{outlet.slug}/", f"{base}/{outlet.slug}/{spec.path}"
    if spec.form == "json":
        return _json(outlet, listed, home, here)
    write = {"rss": _rss, "rdf": _rdf, "atom": _atom, "sitemap": _sitemap}[spec.form]
    text = write(outlet, listed, home, here)
    if spec.broken:
        text = text.replace("&amp;", "&")
    return text.encode(outlet.encoding, "xmlcharrefreplace")


def comments(outlet: Outlet, base: str) -> bytes:
    """A comments feed: announced on the home page beside the real one, and of no use to a desk."""
    home = f"{base}/{outlet.slug}/"
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<rss version="2.0"><channel>',
        f"<title>Comments for {escape(outlet.name)}</title><link>{home}</link>",
        "<description>What readers say</description>",
        f"<item><title>By oldhand in reply to a reader</title><link>{home}</link><guid isPermaLink='false'>c1</guid>",
        "<description>You have never stood on Pier 9 in January, have you?</description></item>",
        "</channel></rss>",
    ]
    return "\n".join(lines).encode()


def _declaration(outlet: Outlet) -> str:
    return f'<?xml version="1.0" encoding="{outlet.encoding}"?>\n'


def _rss(outlet: Outlet, listed: list[Item], home: str, here: str) -> str:
    out = [
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>',
        f"<title>{escape(outlet.name)}</title><link>{home}</link>",
        f'<atom:link href="{here}" rel="self" type="application/rss+xml"/>',
        f"<description>{escape(outlet.tagline)}</description><language>{outlet.language}</language>",
    ]
    for i in listed:
        out.append(f"<item><title>{escape(i.headline)}</title><link>{escape(i.url)}</link>")
        out.append(
            f'<guid isPermaLink="true">{escape(i.url)}</guid><pubDate>{format_datetime(i.published)}</pubDate>'
        )
        if i.updated != i.published:
            out.append(f"<atom:updated>{i.updated.isoformat()}</atom:updated>")
        out += [f"<dc:creator>{escape(name)}</dc:creator>" for name in i.byline]
        if i.section:
            out.append(f"<category>{escape(i.section)}</category>")
        out.append(f"<description>{escape(i.deck)}</description>")
        if i.text:
            html = "".join(f"<p>{escape(p)}</p>" for p in i.text)
            out.append(f"<content:encoded><![CDATA[{html}]]></content:encoded>")
        out.append("</item>")
    return _declaration(outlet) + "\n".join([*out, "</channel></rss>"])


def _rdf(outlet: Outlet, listed: list[Item], home: str, here: str) -> str:
    out = [
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">',
        f'<channel rdf:about="{here}"><title>{escape(outlet.name)}</title><link>{home}</link>',
        f"<description>{escape(outlet.tagline)}</description><items><rdf:Seq>",
        *(f'<rdf:li rdf:resource="{escape(i.url)}"/>' for i in listed),
        "</rdf:Seq></items></channel>",
    ]
    for i in listed:
        out.append(
            f'<item rdf:about="{escape(i.url)}"><title>{escape(i.headline)}</title><link>{escape(i.url)}</link>'
        )
        out.append(f"<description>{escape(i.deck)}</description><dc:date>{i.published.isoformat()}</dc:date>")
        out += [f"<dc:creator>{escape(name)}</dc:creator>" for name in i.byline]
        out.append("</item>")
    return _declaration(outlet) + "\n".join([*out, "</rdf:RDF>"])


def _atom(outlet: Outlet, listed: list[Item], home: str, here: str) -> str:
    newest = max((i.updated for i in listed), default=None)
    out = [
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{outlet.language}"><title>{escape(outlet.name)}</title>',
        f'<subtitle>{escape(outlet.tagline)}</subtitle><id>{home}</id><link href="{home}"/>',
        f'<link rel="self" href="{here}"/>',
    ]
    if newest:
        out.append(f"<updated>{newest.isoformat()}</updated>")
    for i in listed:
        out.append(
            f'<entry><title>{escape(i.headline)}</title><link href="{escape(i.url)}"/><id>{escape(i.url)}</id>'
        )
        out.append(
            f"<published>{i.published.isoformat()}</published><updated>{i.updated.isoformat()}</updated>"
        )
        out += [f"<author><name>{escape(name)}</name></author>" for name in i.byline or (outlet.name,)]
        if i.section:
            out.append(f'<category term="{escape(i.section)}"/>')
        out.append(f"<summary>{escape(i.deck)}</summary></entry>")
    return _declaration(outlet) + "\n".join([*out, "</feed>"])


def _sitemap(outlet: Outlet, listed: list[Item], home: str, here: str) -> str:
    out = [
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
    ]
    for i in listed:
        out.append(f"<url><loc>{escape(i.url)}</loc><lastmod>{i.updated.isoformat()}</lastmod><news:news>")
        out.append(f"<news:publication><news:name>{escape(outlet.name)}</news:name>")
        out.append(f"<news:language>{outlet.language}</news:language></news:publication>")
        out.append(f"<news:publication_date>{i.published.isoformat()}</news:publication_date>")
        out.append(f"<news:title>{escape(i.headline)}</news:title></news:news></url>")
    return _declaration(outlet) + "\n".join([*out, "</urlset>"])


def _json(outlet: Outlet, listed: list[Item], home: str, here: str) -> bytes:
    entries = [
        {
            "id": i.url,
            "url": i.url,
            "title": i.headline,
            "summary": i.deck,
            "content_text": i.deck,
            "date_published": i.published.isoformat(),
            "date_modified": i.updated.isoformat(),
            "authors": [{"name": name} for name in i.byline],
        }
        for i in listed
    ]
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": home,
        "feed_url": here,
        "language": outlet.language,
        "items": entries,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()
