"""What the desk itself publishes: reviews, timelines, figures' updates and what its editors write, as documents whose sentences cite."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from beatbook.model.basis import Days, Name, Tier
from beatbook.model.briefs import Span
from beatbook.model.figures import Charted


class PieceKind(StrEnum):
    """What a piece is: the account of a period, a timeline, what is new of a figure, or what an editor wrote."""

    REVIEW = "review"
    TIMELINE = "timeline"
    FIGURE = "figure"
    ANALYSIS = "analysis"


class PieceState(StrEnum):
    """`DRAFT`: never published. `WITHDRAWN`: it was, and an editor took it back; its address says so."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that the desk writes in a beat; `slug` names it there for good ("review-2020-11", "timeline-2020-10",
    "arrivals-2020-10-21"). `period` is what it is an account of; None of what is of no period. `byline` are the people who sign it;
    empty, the desk does: the open one or the members', by its tier."""

    beat: str
    slug: str
    kind: PieceKind
    tier: Tier = Tier.OPEN
    language: str = "en"
    period: Days | None = None
    byline: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """What a sentence of a document rests on, by the `label` that stands behind the sentence (`[^3]`). `words` are what `span` cites,
    as they stand there. Without a span it was counted by the desk itself (the coverage, how often somebody was named), and `words`
    are the whole statement: a sentence that cites it must say exactly that. `source`, `headline`, `url` (at the source) and `day` say
    of which article it is, as they were when the document was written."""

    label: str
    words: str
    span: Span | None = None
    source: str = ""
    headline: str = ""
    url: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A piece's text. `body` is Markdown (docs/guide/pieces.md) in which `[^3]` behind a sentence names a citation and
    `![title](figure:slug)` on a line of its own is the chart of a figure in `charts`."""

    title: str
    deck: str
    body: str
    citations: tuple[Citation, ...] = ()
    charts: tuple[Charted, ...] = ()


# ---- a document's blocks ----------------------------------------------------------------------------------------------------


class BlockKind(StrEnum):
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    CHART = "chart"


class Run(NamedTuple):
    """Words of one style ("", "em", "strong"), with the address (http, https, or a path of the desk) that they link to."""

    text: str
    style: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the labels of what it cites."""

    runs: tuple[Run, ...]
    labels: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document's body. `level` is that of a heading (2 to 4) or how deep an item lies (1 and on); `number` is an item's in a
    numbered list; `figure` is the slug of the chart's figure."""

    kind: BlockKind
    sentences: tuple[Sentence, ...] = ()
    level: int = 0
    number: int | None = None
    figure: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A sentence for which a document may not be published, and why, in words for its editor."""

    sentence: str
    why: str


# ---- readers ----------------------------------------------------------------------------------------------------------------


class TokenKind(StrEnum):
    """`KEY`: with which a reader signs in. `SESSION`: what a signed-in browser holds. `FEED`: what a reader's own feed addresses hold."""

    KEY = "key"
    SESSION = "session"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who may read members' pieces. `slug` names them for commands; `name` is how the desk calls them."""

    slug: str
    name: str
    mail: str = ""
