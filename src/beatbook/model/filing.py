"""Where an article belongs: beats and their rules, copies, stories."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from beatbook.model.basis import Tier
from beatbook.model.sources import Source

# ---- filing -------------------------------------------------------------------------------------------------------------

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a slug looks like: lower-case letters, digits and single hyphens, at most 80 characters."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A subject followed. `rule` is in the rule language (docs/guide/rules.md); `watches` are the sources that the
    beat's file asks to watch. Filing looks at every source: a rule that wants only some says so with `source:`."""

    slug: str
    title: str
    rule: str
    description: str = ""
    language: str = "en"
    tier: Tier = Tier.OPEN
    watches: tuple[Watch, ...] = ()


@dataclass(frozen=True, slots=True)
class Watch:
    """A source as a beat's file names it, with the addresses of its feeds."""

    source: Source
    feeds: tuple[str, ...] = ()


class Hit(NamedTuple):
    """Words of an article that a rule's term matched: `start` and `end` count code points in that field's text
    (`headline`, `deck`, `byline`, `section`, `source`, `language` or `text`)."""

    field: str
    start: int
    end: int
    term: str


class Filing(NamedTuple):
    """The decision that an article belongs to a beat. `score` runs from 0 (a mention at the end) to 1."""

    beat: str
    score: float
    why: tuple[Hit, ...] = ()


# ---- copies and stories ----------------------------------------------------------------------------------------------------


class CopyKind(StrEnum):
    """What an article is to those that came before it. `OWN`: nobody's copy; `FLASH`: nobody's copy, but a headline with a
    few words under it or none, which is no report yet; `EXACT`: the same words; `REPRINT`: the same report, cut,
    retitled, with another tail or a paragraph put in, lightly edited; `EXCERPT`: a part of it."""

    OWN = "own"
    FLASH = "flash"
    EXACT = "exact"
    REPRINT = "reprint"
    EXCERPT = "excerpt"


@dataclass(frozen=True, slots=True)
class CopyOf:
    """The decision on where an article's words come from. `origin` is the article it reprints, which is nobody's copy
    itself, and None for `OWN` and `FLASH`. `similarity` is the share of the shorter text that both have, from 0 to 1. `wire` is
    the agency that the article credits or comes from, by the slug in `filing/wires.toml`."""

    article: str
    origin: str | None = None
    kind: CopyKind = CopyKind.OWN
    similarity: float = 0.0
    wire: str | None = None


class Told(NamedTuple):
    """Pages of one source that say the same of where their words come from: the one that they reprint (their own where
    none), the agency that they credit, and whether they are a flash."""

    origin: str
    wire: str | None
    is_flash: bool
    source: str
    pages: int


@dataclass(frozen=True, slots=True)
class Grouping:
    """The decision on which story an article belongs to. A story goes by the id of the article that opened it, whatever
    becomes of that article later. `tie` says what tied the article to it, in words for an editor, the strongest first;
    it is empty for the one that opened it. `earlier` are stories of other events on the same matter, the nearest first."""

    article: str
    story: str
    tie: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """What an article's words are recognised by. `algorithm` names how it was made and its version: signatures of
    another are made anew, not compared. `exact` is a digest of all words, None where there are none; `marks` are 63-bit
    fingerprints of some runs of words, the same runs in every text that has them."""

    algorithm: str
    exact: str | None
    marks: tuple[int, ...] = ()


COMMON = 12
"""Articles that a mark may have: from here on it is a commonplace, proves nothing, and takes no further ones. For the index
in memory (`filing.index`) and the one on disk (`store.copies`)."""


@dataclass(frozen=True, slots=True)
class Regroup:
    """Articles pass from one story to another; none named means all of them. If they are all of `story`, it is merged into
    the other and its address leads there; if `into` is new, `story` was split. `why` says what it rests on, in words for
    an editor."""

    story: str
    into: str
    articles: tuple[str, ...]
    why: tuple[str, ...] = ()
