"""Is this page an article? If not, what is it, and why, in plain words.

The failure this stands against: a page whose article is missing (behind a wall, drawn by a script, moved) leaves
menus, teasers, captions and the house's own description, and a reader that takes the best of what is there files the
description as news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from beatbook.model import Kind
from beatbook.read.blocks import HEADINGS, Sheet
from beatbook.read.body import Body, prose
from beatbook.read.metadata import Metadata
from beatbook.read.text import WORD, size

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
    sheet: Sheet, metadata: Metadata, body: Body, paragraphs: Sequence[str], boilerplate: Sequence[tuple[str, str]]
) -> Judged:
    """What a page is, from what was read of it. `paragraphs` are without `boilerplate` (paragraph, why)."""
    words = sum(size(p) for p in paragraphs)
    told = [p for p in paragraphs if size(p) >= 18]
    told_words = sum(size(p) for p in told)
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
    return Judged(Kind.ARTICLE, partial=walled)


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
    if sum(b.links for b in sheet.blocks) >= 12:
        return Judged(Kind.LIST, _links(sheet))
    if not any(prose(b) for b in sheet.blocks):
        return Judged(Kind.EMPTY, "no text")
    return Judged(Kind.EMPTY, f"only {words} words of text")


def _links(sheet: Sheet) -> str:
    return f"a list of {sum(b.links for b in sheet.blocks)} links"


__all__ = ["FEW_WORDS", "HEADINGS", "WORD", "Judged", "judge"]
