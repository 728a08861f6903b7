"""The deck: the standfirst by the heading, else the stated description, unless that is only the first paragraph again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from beatbook.model import Witness
from beatbook.read import jsonld
from beatbook.read.blocks import Box, Sheet
from beatbook.read.claims import Claims
from beatbook.read.near import apart
from beatbook.read.text import clean, plain, size
from beatbook.read.witnesses import Said, witnesses

_DECK_WORD = re.compile(
    r"(?<![a-z])(?:standfirst|dek|deck|sub-?title|sub-?head(?:line|ing)?|article-?summary)(?![a-z])", re.I
)


_DESCRIPTIONS = ("og:description", "description", "twitter:description")
CUT = "cut off"
SAME = "the headline again"
NO_DECK = "too short or too long for a deck"


def deck_of(claims: Claims, sheet: Sheet, headline: str | None) -> tuple[str | None, tuple[Witness, ...]]:
    """The deck, and the testimony on it."""
    title = plain(headline or "")
    heard: list[Said] = []
    taken: Said | None = None
    for by, text in _said(claims, sheet):
        if not text:
            continue
        why = None
        if len(text) > 1000 or not 3 <= size(text) <= 80:
            why = NO_DECK
        elif text.endswith(("…", "...", "[…]", "[...]")):
            why = CUT
        elif plain(text) == title:
            why = SAME
        one = Said(by, text, why)
        heard.append(one)
        if taken is None and why is None:
            taken = one
    return taken.said if taken else None, witnesses("deck", heard, taken)


def _said(claims: Claims, sheet: Sheet) -> Iterator[tuple[str, str]]:
    for text in _standfirsts(sheet):
        yield "line by the headline", text
    for node in claims.props.get("alternativeheadline", ())[:2]:
        yield "microdata", clean(node.attributes.get("content") or node.text(separator=" "))
    yield "JSON-LD", claims.said("alternativeHeadline")
    yield "JSON-LD", clean(jsonld.text_of(claims.article.get("description")))
    for by, text in claims.tagged(_DESCRIPTIONS):
        yield by, clean(text)


def _standfirsts(sheet: Sheet) -> Iterator[str]:
    """The texts of boxes that are called a standfirst and stand, at most one box further in, in a box with the main
    heading."""
    headings: list[int] | None = None
    found = 0
    for box in sheet.boxes:
        if not box.names or box.tag in _TOO_WIDE or not _DECK_WORD.search(box.names):
            continue
        if headings is None:
            headings = [b.order for b in sheet.boxes if b.tag == "h1"][:20]
            if not headings:
                return
        if _near_heading(box, headings):
            yield " ".join(
                b.text for b in sheet.blocks if box.order <= b.box.order < box.end and not apart(b)
            )[:1200]
        found += 1
        if found >= 8:
            return


_TOO_WIDE = frozenset(("body", "main", "article", "section", "html", "button"))


def _near_heading(box: Box, headings: Sequence[int]) -> bool:
    """Whether one of the two boxes around a box also holds the main heading."""
    around = box.parent
    for _ in range(2):
        if around is None or around.tag in ("body", "html"):
            return False
        if any(around.order <= order < around.end for order in headings):
            return True
        around = around.parent
    return False


def deck_unless_lede(deck: str | None, paragraphs: Sequence[str]) -> str | None:
    """The deck, unless it only repeats how the text begins (many pages state the cut first paragraph)."""
    if not deck or not paragraphs:
        return deck
    said = plain(deck)
    head = plain(" ".join(paragraphs[:4]))
    if said in head or head.startswith(said[: max(40, int(len(said) * 0.8))]):
        return None
    return deck
