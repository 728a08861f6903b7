"""What a page says of itself: headline, deck, byline, dates, section, address, lead image, and who said what.

Each field has an order of witnesses, the most believable first, and a module of its own; `claims` gathers what the
mark-up says and `near` what stands by the headline (docs/decisions/0202-metadata.md):

* `headline` — the main heading where the page's own metadata agrees with it, else JSON-LD, OpenGraph, `<title>`;
* `deck` — the standfirst by the heading, else the stated description;
* `signature` — JSON-LD, meta tags, microdata and links, the line by the headline; a person beats a desk wherever stated;
* `published` — the day shown by the headline with the time that JSON-LD, meta tags or microdata state, the address;
* `lead` — the picture and its credit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser

from beatbook.model import Image, Moment, Name, Witness
from beatbook.read.addresses import canonical_of
from beatbook.read.blocks import Sheet
from beatbook.read.claims import Claims, claims_of
from beatbook.read.deck import deck_of
from beatbook.read.headline import headline_of, site_of
from beatbook.read.lead import lead_image
from beatbook.read.near import Near, near
from beatbook.read.published import when
from beatbook.read.signature import signature
from beatbook.read.text import clean
from beatbook.read.witnesses import Said, first_unrefused


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
    image: Image | None = None
    witnesses: tuple[Witness, ...] = ()


def read_metadata(
    tree: LexborHTMLParser,
    sheet: Sheet,
    url: str | None = None,
    fetched: datetime | None = None,
    announced: str | None = None,
    claims: Claims | None = None,
) -> Metadata:
    """`claims` are those of the tree, if they are at hand."""
    claims = claims or claims_of(tree, url)
    site = site_of(claims, sheet)
    headline, headline_words = headline_of(claims, tree, site, announced or "")
    around = near(sheet, headline)
    headline = _without_hidden(headline, around)
    deck, deck_words = deck_of(claims, sheet, around, headline)
    byline, byline_words = signature(claims, tree, sheet, around, site)
    language, language_words = _language(claims, tree)
    dates = when(claims, tree, sheet, around, url, fetched, language)
    section, section_words = _section(claims)
    canonical, canonical_words = canonical_of(claims, url)
    image, image_words = lead_image(claims, tree, around, url)
    return Metadata(
        headline=headline,
        deck=deck,
        byline=byline,
        published=dates.published,
        modified=dates.modified,
        language=language,
        section=section,
        canonical=canonical,
        site=site or None,
        stated=claims.said("articleBody") or None,
        kind=_kind(claims),
        paid=_paid(claims),
        title=claims.title,
        image=image,
        witnesses=(
            *headline_words,
            *deck_words,
            *byline_words,
            *dates.witnesses,
            *language_words,
            *section_words,
            *canonical_words,
            *image_words,
        ),
    )


def _without_hidden(headline: str | None, around: Near) -> str | None:
    """The headline without words before it that no reader sees, such as its section for screen readers."""
    heading = around.heading
    if headline and heading is not None and heading.tag == "h1" and headline.endswith(heading.text):
        return heading.text
    return headline


def _kind(claims: Claims) -> str:
    said = next(claims.meta("og:type"), "").strip().lower()
    if said and said != "website":
        return said
    if claims.article:
        return "article"
    for kind in ("collectionpage", "searchresultspage", "profilepage"):
        if kind in claims.types:
            return kind
    return said


def _paid(claims: Claims) -> bool:
    free = claims.article.get("isAccessibleForFree")
    return str(free).lower() in ("false", "no", "0") if free is not None else False


def _language(claims: Claims, tree: LexborHTMLParser) -> tuple[str | None, tuple[Witness, ...]]:
    root = tree.root
    attributes = root.attributes if root is not None else {}
    heard = [Said("<html lang>", (attributes.get("lang") or attributes.get("xml:lang") or "").strip())]
    heard.append(Said("JSON-LD", claims.said("inLanguage").strip()))
    for by, said in claims.tagged(("og:locale", "content-language", "dc.language", "language")):
        heard.append(Said(by, said.strip()))
    return first_unrefused("language", heard)


LONGEST_SECTION = 60
"""Code points of a section's name; longer ones are lists or sentences."""


def _section(claims: Claims) -> tuple[str | None, tuple[Witness, ...]]:
    heard = [("JSON-LD", claims.said("articleSection"))]
    heard += [(by, clean(t)) for by, t in claims.tagged(("article:section", "parsely-section", "section"))]
    for node in claims.props.get("articlesection", ())[:1]:
        heard.append(("microdata", clean(node.attributes.get("content") or node.text())))
    return first_unrefused(
        "section",
        (Said(by, t, "too long for a section" if len(t) > LONGEST_SECTION else None) for by, t in heard),
    )
