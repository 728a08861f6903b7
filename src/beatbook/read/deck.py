"""The deck: the standfirst by the heading, else the stated description, unless that is only the first paragraph again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from beatbook.model import Witness
from beatbook.read import jsonld
from beatbook.read.blocks import Block, Box, Sheet
from beatbook.read.claims import Claims
from beatbook.read.near import LINE, Near, apart
from beatbook.read.text import clean, plain, size
from beatbook.read.witnesses import Said, witnesses

_DECK_WORD = re.compile(
    r"(?<![a-z])(?:standfirst|dek|deck|sub-?title|sub-?head(?:line|ing)?|article-?summary|chap(?:o|eau)|vorspann|unterzeile)(?![a-z])",
    re.I,
)


_DESCRIPTIONS = ("og:description", "description", "twitter:description")
CUT = "cut off"
SAME = "the headline again"
NO_DECK = "too short or too long for a deck"


def deck_of(
    claims: Claims, sheet: Sheet, near: Near, headline: str | None
) -> tuple[str | None, tuple[Witness, ...]]:
    """The deck, and the testimony on it."""
    title = plain(headline or "")
    heard: list[Said] = []
    taken: Said | None = None
    for by, text in _said(claims, sheet, near):
        if not text:
            continue
        why = None
        if len(text) > 1000 or not 3 <= size(text) <= 80:
            why = NO_DECK
        elif text.endswith(("…", "...", "[…]", "[...]")):
            why = CUT
        elif abs(len(text) - len(headline or "")) < 20 and plain(text) == title:
            why = SAME
        one = Said(by, text, why)
        heard.append(one)
        if taken is None and why is None:
            taken = one
    return taken.said if taken else None, witnesses("deck", heard, taken)


def _said(claims: Claims, sheet: Sheet, near: Near) -> Iterator[tuple[str, str]]:
    for text in islice(_standfirsts(sheet, near.heading), 4):
        yield LINE, text
    for node in claims.props.get("alternativeheadline", ())[:2]:
        yield "microdata", clean(node.attributes.get("content") or node.text(separator=" "))
    yield "JSON-LD", claims.said("alternativeHeadline")
    yield "JSON-LD", clean(jsonld.text_of(claims.article.get("description")))
    for by, text in claims.tagged(_DESCRIPTIONS):
        yield by, clean(text)


def _standfirsts(sheet: Sheet, heading: Block | None) -> Iterator[str]:
    """The texts of boxes that are called a standfirst and stand, at most one box further in, in a box with the main
    heading."""
    if heading is None:
        return
    at = heading.box.order
    boxes = sheet.boxes[max(0, at - AROUND) : at + AROUND]
    for box in _called(boxes):
        if box.tag not in _TOO_WIDE and _DECK_WORD.search(box.names) and _near_heading(box, at):
            yield _text_in(box, sheet)


def _called(boxes: Sequence[Box]) -> list[Box]:
    """The boxes whose names hold one of `_DECK_HINTS`: looked for in all names at once, which is the cheapest."""
    names = " ".join([box.names for box in boxes])
    places: list[int] = []
    for hint in _DECK_HINTS:
        at = names.find(hint)
        while at >= 0:
            places.append(at)
            at = names.find(hint, at + 1)
    if not places:
        return []
    ends = list(accumulate(len(box.names) + 1 for box in boxes))
    found = {bisect_right(ends, at) for at in places}
    return [boxes[i] for i in sorted(found)]


AROUND = 80
"""Boxes before and after the headline's in which its standfirst is looked for."""
_DECK_HINTS = (
    "standfirst",
    "dek",
    "deck",
    "subtitle",
    "sub-title",
    "subhead",
    "sub-head",
    "summary",
    "chap",
    "vorspann",
    "unterzeile",
)
"""One of these is in every name that `_DECK_WORD` finds."""
_TOO_WIDE = frozenset(("body", "main", "article", "section", "html", "button"))


def _text_in(box: Box, sheet: Sheet) -> str:
    return " ".join(block.text for block in sheet.inside(box) if not apart(block))[:1200]


def _near_heading(box: Box, heading: int) -> bool:
    """Whether one of the two boxes around a box also holds the main heading."""
    around = box.parent
    for _ in range(2):
        if around is None or around.tag in ("body", "html"):
            return False
        if around.order <= heading < around.end:
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
