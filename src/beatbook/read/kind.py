"""Is this page an article? If not, what is it, and why, in plain words.

The failure this stands against: a page whose article is missing (behind a wall, drawn by a script, moved) leaves
menus, teasers, captions and the house's own description, and a reader that takes the best of what is there files the
description as news.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from beatbook.model import ONLY_BOILERPLATE, Kind
from beatbook.read import weights
from beatbook.read.blocks import HEADINGS, Sheet
from beatbook.read.body import Body, is_titled
from beatbook.read.headline import likeness
from beatbook.read.metadata import Metadata
from beatbook.read.text import ends_sentence, held, marks, plain, size

FEW_WORDS = 40
"""Fewer words than this are no article."""
FEW_ANNOUNCED = 25
"""The same for a page that a feed announced under the headline it bears: a short report of three lines is one."""


@dataclass(frozen=True, slots=True)
class Judged:
    kind: Kind
    reason: str | None = None
    partial: bool = False


_ERROR_TITLE = re.compile(
    r"^\W*(?:(?:error\s)?(?:404|403|410|500|503)\b|(?:page|article|story)?\s?not found|access (?:denied|to this page)|forbidden|just a moment|"
    r"attention required|are you a robot|robot or human|security check|please wait|service unavailable|bad gateway|"
    r"site(?: is)? (?:under|down)|(?:sorry,? )?something went wrong|oops|verify(?:ing)? you are human|seite nicht gefunden|"
    r"page (?:introuvable|non trouvée)|페이지를 찾을 수|页面不存在|找不到)",
    re.I,
)
_SIGN_IN = re.compile(
    r"^\W*(?:(?:please )?(?:log|sign) ?in|login|member login|anmelden|einloggen|connexion|iniciar sesión|로그인|회원 로그인|登录|登入|ログイン)\W*$",
    re.I,
)
_LIVE = re.compile(
    r"^\W*(?:live\b\s?[:|–-]|live(?:\s?blog| updates)\b|en direct\b|liveticker\b|실시간|라이브|直播)", re.I
)
_VIDEO = re.compile(r"^\W*(?:watch|video|vidéo|vídeo|영상|동영상|视频|動画)\s?[:\]|】–-]", re.I)
_VIDEO_KINDS = ("video.other", "video.movie", "video.episode", "video", "music.song")


def judge(
    sheet: Sheet,
    metadata: Metadata,
    body: Body,
    paragraphs: Sequence[str],
    boilerplate: Sequence[tuple[str, str]],
    *,
    careful: bool = False,
    is_certain: bool = False,
    announced: str | None = None,
) -> Judged:
    """What a page is, from what was read of it. `paragraphs` are without `boilerplate` (paragraph, why);
    `careful` says that they came on the careful path, `is_certain` that they stood where this source's articles do;
    `announced` is the headline under which a feed gave the page."""
    sizes = [size(p) for p in paragraphs]
    words = sum(sizes)
    told_words = sum(n for n in sizes if n >= TOLD_WORDS)
    title = metadata.headline or ""
    whys = [why for _, why in boilerplate]
    walled = metadata.paid or any(w == "asks for payment" for w in whys)

    if _ERROR_TITLE.match(title) and told_words < 250:
        return Judged(Kind.NOTICE, "an error page")
    if not sheet.blocks:
        return Judged(Kind.EMPTY, "no text")
    own = is_own(metadata, announced)
    if words < (FEW_ANNOUNCED if own else FEW_WORDS):
        return _too_little(sheet, metadata, words, whys, walled)
    if metadata.kind in _VIDEO_KINDS and told_words < 120:
        return Judged(Kind.NOTICE, "a video with a caption")
    if metadata.kind in ("collectionpage", "searchresultspage", "profilepage") and told_words < 250:
        return Judged(Kind.LIST, _links(sheet))
    if is_certain:
        return Judged(Kind.ARTICLE, partial=walled)
    signs = evidence(sheet, metadata, body, paragraphs, sizes, careful=careful, announced=own)
    if not signs.is_enough:
        return _remains(sheet, metadata, body, signs, walled, whys)
    return Judged(Kind.ARTICLE, partial=walled)


ALIKE = 0.6
"""How much (`likeness`) a page's headline or title must share with the announced one to be its page: outlets reword."""


def is_own(metadata: Metadata, announced: str | None) -> bool:
    """Whether this is the page of the article that a feed announced under this headline."""
    if not announced:
        return False
    return any(
        likeness(announced, said) >= ALIKE or plain(announced) in plain(said)
        for said in (metadata.headline, metadata.title)
        if said and plain(announced)
    )


# ---- evidence ---------------------------------------------------------------------------------------------------------

ANNOUNCED = 1.0
"""The weight of a feed having announced this page under this headline. More would give back what the rest wins: a page
whose article is missing keeps its headline too. Set by hand."""

STRUCTURE = 1.0
"""The weight of sentences right under the headline on a page that is signed and dated. Set by hand: the pages that the
other weights were fitted on hold few reports of three paragraphs, and a desk reads many."""

NEAR = 60
"""Words between the headline and the text that deck, signature and share bar may take."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a text being the page's article.

    `told` are the words of its paragraphs of `TOLD_WORDS` and more, `paragraphs` how many those are; `sentences` how
    many paragraphs end as sentences do, `ended` what part of all that is; `prose` the part of the page's characters
    that looks like told text. `headline` and `deck` are the share of their marks (`text.marks`) that the text has,
    `headline_first` and `deck_first` that its first three paragraphs have, -1 if there are none; `coherence` the share of
    the first paragraph's marks that the next five take up, -1 if there are none. `gap` counts the words between the
    headline and the text, -1 if the headline does not stand before it.
    """

    told: int
    paragraphs: int
    sentences: int
    ended: float
    prose: float
    headline: float
    headline_first: float
    deck: float
    deck_first: float
    coherence: float
    gap: int
    careful: bool
    linked_headings: float
    signed: bool
    announced: bool

    @property
    def weight(self) -> float:
        """The sum of what each sign weighs (`weights.STEPS`)."""
        total = weights.BASE + ANNOUNCED * self.announced + STRUCTURE * self.is_structured
        for name, (bounds, values) in weights.STEPS.items():
            total += values[bisect_right(bounds, getattr(self, name))]
        return total

    @property
    def is_structured(self) -> bool:
        """Whether sentences stand right under the headline of a signed and dated page."""
        near = 0 <= self.gap <= NEAR
        return near and self.sentences >= 2 and self.signed and not self.linked_headings

    @property
    def is_enough(self) -> bool:
        if self.weight >= weights.ENOUGH:
            return True
        # The page that was asked for, and sentences where its article should stand: it is a short or a wry one.
        return self.announced and self.is_structured


def evidence(
    sheet: Sheet,
    metadata: Metadata,
    body: Body,
    paragraphs: Sequence[str],
    sizes: Sequence[int],
    *,
    careful: bool = False,
    announced: bool = False,
) -> Evidence:
    """`sizes` are the `text.size` of the paragraphs."""
    told = [p for p, n in zip(paragraphs, sizes, strict=True) if n >= TOLD_WORDS]
    sentences = [
        p for p, n in zip(paragraphs, sizes, strict=True) if n >= SENTENCE_WORDS and ends_sentence(p)
    ]
    headline, deck = marks(metadata.headline or ""), marks(metadata.deck or "")
    first = marks(told[0]) if told else set()
    lead = marks(" ".join(told[:3]))
    said = held(headline | deck, " ".join(paragraphs[:MANY]))
    headings = [b for b in body.blocks if b.tag in HEADINGS]
    gap = words_between(sheet, metadata.headline, told or sentences)
    return Evidence(
        told=sum(n for n in sizes if n >= TOLD_WORDS),
        paragraphs=len(told),
        sentences=len(sentences),
        ended=len(sentences) / max(1, len(paragraphs)),
        prose=body.prose_share,
        headline=_shared(headline, said),
        headline_first=_shared(headline, lead),
        deck=_shared(deck, said),
        deck_first=_shared(deck, lead),
        coherence=_shared(first, marks(" ".join(told[1:6]))) if len(told) > 1 else -1.0,
        gap=-1 if gap is None else gap,
        careful=careful,
        linked_headings=sum(b.link_share > 0.8 for b in headings) / max(1, len(headings)),
        signed=bool(metadata.byline) and metadata.published is not None,
        announced=announced,
    )


MANY = 60
"""Paragraphs that are looked through for what the headline speaks of."""

TOLD_WORDS = 18
"""From this many words on a paragraph tells something; shorter ones are as often labels."""


SENTENCE_WORDS = 8
"""From this many words on a paragraph that ends like a sentence is taken for one: "Read more." is shorter."""


def _shared(wanted: set[str], said: set[str]) -> float:
    return len(wanted & said) / len(wanted) if wanted else -1.0


def words_between(sheet: Sheet, headline: str | None, told: Sequence[str]) -> int | None:
    """The words between the headline and the first of the paragraphs, None if it does not stand before it."""
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
        if is_titled(block, title):
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
        return Judged(Kind.NOTICE, ONLY_BOILERPLATE)
    if signs.told < 15:
        return Judged(Kind.EMPTY, "only labels and short lines of text")
    if signs.headline < 0.5 and signs.deck < 0.5:
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
    if any(b.tag in HEADINGS and _ERROR_TITLE.match(b.text) for b in sheet.blocks):
        return Judged(Kind.NOTICE, "an error page")
    if any(b.tag in HEADINGS and _SIGN_IN.match(b.text) for b in sheet.blocks):
        return Judged(Kind.NOTICE, "a sign-in form")
    if _LIVE.match(metadata.headline or ""):
        return Judged(Kind.EMPTY, f"a live page whose text is not in it, only {words} words")
    if metadata.kind in _VIDEO_KINDS or _VIDEO.match(metadata.headline or ""):
        return Judged(Kind.NOTICE, "a video with a caption")
    if whys and words < 15:
        return Judged(Kind.NOTICE, ONLY_BOILERPLATE)
    if metadata.kind != "article" and _lists(sheet):
        return Judged(Kind.LIST, _links(sheet))
    if not any(b.told for b in sheet.blocks):
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
