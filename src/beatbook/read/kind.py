"""Is this page an article? If not, what is it, and why, in plain words.

The failure this stands against: a page whose article is missing (behind a wall, drawn by a script, moved) leaves
menus, teasers, captions and the house's own description, and a reader that takes the best of what is there files the
description as news.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from beatbook.model import Kind
from beatbook.read.blocks import HEADINGS, Sheet
from beatbook.read.body import Body, prose
from beatbook.read.metadata import Metadata
from beatbook.read.text import plain, size

FEW_WORDS = 40
"""Fewer words than this are no article."""


@dataclass(frozen=True, slots=True)
class Judged:
    kind: Kind
    reason: str | None = None
    partial: bool = False


_ERROR_TITLE = re.compile(
    r"^\W*(?:(?:error\s)?(?:404|403|410|500|503)\b|(?:page|article|story)?\s?not found|access (?:denied|to this page)|forbidden|just a moment|"
    r"attention required|are you a robot|robot or human|security check|please wait|service unavailable|bad gateway|"
    r"site(?: is)? (?:under|down)|something went wrong|oops|verify(?:ing)? you are human|seite nicht gefunden|"
    r"page (?:introuvable|non trouvée)|페이지를 찾을 수|页面不存在|找不到)",
    re.I,
)
_VIDEO_KINDS = ("video.other", "video.movie", "video.episode", "video", "music.song")


def judge(
    sheet: Sheet,
    metadata: Metadata,
    body: Body,
    paragraphs: Sequence[str],
    boilerplate: Sequence[tuple[str, str]],
    *,
    careful: bool = False,
) -> Judged:
    """What a page is, from what was read of it. `paragraphs` are without `boilerplate` (paragraph, why);
    `careful` says that they came on the careful path."""
    words = sum(size(p) for p in paragraphs)
    told_words = sum(n for p in paragraphs if (n := size(p)) >= TOLD_WORDS)
    title = metadata.headline or ""
    whys = [why for _, why in boilerplate]
    walled = metadata.paid or any(w == "asks for payment" for w in whys)

    if _ERROR_TITLE.match(title) and told_words < 250:
        return Judged(Kind.NOTICE, "an error page")
    if not sheet.blocks:
        return Judged(Kind.EMPTY, "no text")
    if words < FEW_WORDS:
        return _too_little(sheet, metadata, words, whys, walled)
    if metadata.kind in _VIDEO_KINDS and told_words < 120:
        return Judged(Kind.NOTICE, "a video with a caption")
    if metadata.kind in ("collectionpage", "searchresultspage", "profilepage") and told_words < 250:
        return Judged(Kind.LIST, _links(sheet))
    signs = evidence(sheet, metadata, body, paragraphs, careful=careful)
    if signs.weight < ENOUGH_EVIDENCE:
        return _remains(sheet, metadata, body, signs, walled, whys)
    return Judged(Kind.ARTICLE, partial=walled)


# ---- evidence ---------------------------------------------------------------------------------------------------------

ENOUGH_EVIDENCE = -0.9
"""The weight from which on a text is taken for an article. The weights below are from a logistic regression on half
of 588 intact article pages and 272 pages whose article had been taken out (November 2026), rounded; on the other half
the whole path keeps .98 of the intact ones and refuses .80 of the others. Tied to each other: refit together."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a text being the page's article. `headline` and `deck` are the share of their longer words that
    the text has, None if there are none; `gap` the words between the headline and the text, None if the headline does
    not stand before it; `share` the part of all the page's words that is told in paragraphs."""

    told: int
    paragraphs: int
    share: float
    headline: float | None
    deck: float | None
    headings: float
    linked_headings: float
    gap: int | None
    careful: bool

    @property
    def weight(self) -> float:
        return (
            1.5
            + 1.1 * (math.log(self.told + 10) - 5.5)
            + 0.6 * (math.log(self.paragraphs + 1) - 2)
            + 0.7 * (min(self.share, 0.6) - 0.3)
            + 2.3 * ((0.5 if self.deck is None else self.deck) - 0.5)
            + 1.1 * ((0.5 if self.headline is None else self.headline) - 0.5)
            - 1.2 * min(1.0, self.headings)
            - 1.1 * self.linked_headings
            - 1.8 * (self.gap is not None and self.gap > 120)
            - 0.6 * (self.gap is None)
            - 1.6 * self.careful
        )


def evidence(
    sheet: Sheet, metadata: Metadata, body: Body, paragraphs: Sequence[str], *, careful: bool = False
) -> Evidence:
    told = [p for p in paragraphs if size(p) >= TOLD_WORDS]
    words = sum(size(p) for p in told)
    page = sum(b.words for b in sheet.blocks)
    said = set(plain(" ".join(paragraphs)).split())
    headings = [b for b in body.blocks if b.tag in HEADINGS]
    linked = sum(b.link_share > 0.8 for b in headings)
    return Evidence(
        told=words,
        paragraphs=len(told),
        share=words / max(1, page),
        headline=_shared(metadata.headline, said),
        deck=_shared(metadata.deck, said),
        headings=len(headings) / (1 + len(told)),
        linked_headings=linked / max(1, len(headings)),
        gap=_gap(sheet, metadata.headline, told),
        careful=careful,
    )


TOLD_WORDS = 18
"""From this many words on a paragraph tells something; shorter ones are as often labels."""


def _shared(title: str | None, said: set[str]) -> float | None:
    wanted = {w for w in plain(title or "").split() if len(w) > 3 or not w.isascii()}
    return len(wanted & said) / len(wanted) if wanted else None


def _gap(sheet: Sheet, headline: str | None, told: Sequence[str]) -> int | None:
    title = plain(headline or "")
    first = told[0] if told else None
    if not title or first is None:
        return None
    gap: int | None = None
    for block in sheet.blocks:
        if block.text == first or (block.words >= 8 and block.text in first):
            return gap
        if gap is not None:
            gap += block.words
        if len(block.text) < 2 * len(title) + 20 and plain(block.text) == title:
            gap = 0
    return gap


def _remains(
    sheet: Sheet, metadata: Metadata, body: Body, signs: Evidence, walled: bool, whys: Sequence[str]
) -> Judged:
    """What a page is whose text is not its article."""
    if walled:
        return Judged(Kind.NOTICE, "a pay notice")
    headings = [b for b in body.blocks if b.tag in HEADINGS]
    if (len(headings) >= 3 and signs.linked_headings > 0.5) or (metadata.kind != "article" and _lists(sheet)):
        return Judged(Kind.LIST, _links(sheet))
    if whys and signs.told < 30:
        return Judged(Kind.NOTICE, "only boilerplate was found")
    if signs.told < 30:
        return Judged(Kind.EMPTY, "only labels and short lines of text")
    if (signs.headline or 0.0) < 0.5 and (signs.deck or 0.0) < 0.5:
        return Judged(Kind.EMPTY, f"{signs.told} words of text that are not about the headline")
    return Judged(
        Kind.EMPTY, f"only {signs.told} words of told text, and little that ties them to the headline"
    )


def _too_little(sheet: Sheet, metadata: Metadata, words: int, whys: Sequence[str], walled: bool) -> Judged:
    if any(w == "asks for consent" for w in whys) and words < 15:
        return Judged(Kind.NOTICE, "a consent notice")
    if any(w == "is an error page" for w in whys):
        return Judged(Kind.NOTICE, "an error page")
    if walled:
        return Judged(Kind.NOTICE, "a pay notice")
    if metadata.kind in _VIDEO_KINDS:
        return Judged(Kind.NOTICE, "a video with a caption")
    if whys and words < 15:
        return Judged(Kind.NOTICE, "only boilerplate was found")
    if metadata.kind != "article" and _lists(sheet):
        return Judged(Kind.LIST, _links(sheet))
    if not any(prose(b) for b in sheet.blocks):
        return Judged(Kind.EMPTY, "no text")
    return Judged(Kind.EMPTY, f"only {words} words of text")


def _lists(sheet: Sheet) -> bool:
    """Whether the page shows headlines to follow: linked headings, or a dozen links as long as headlines."""
    headings = sum(b.tag in HEADINGS and b.link_share > 0.8 for b in sheet.blocks)
    return (
        headings >= 5 or sum(b.links > 0 and b.link_share > 0.8 and b.words >= 5 for b in sheet.blocks) >= 12
    )


def _links(sheet: Sheet) -> str:
    return f"a list of {sum(b.links for b in sheet.blocks)} links"
