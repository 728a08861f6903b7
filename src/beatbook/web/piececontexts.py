"""What the templates of the desk's own pieces are given (see `contexts`).

A sentence is numbered in the order in which it is read, a source in the order in which it is first cited; sentence 2 is `#s2`, source 3
is `#e3`, and the style sheet lights them by the classes `c3` and `#e3:target`, as it does those of a brief.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated as A
from typing import ClassVar

from markupsafe import Markup

from beatbook.web.contexts import Link, ListPart, Option, Page, Said, Signer
from beatbook.web.figurecontexts import FigureChart

# ---- the text -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RunPart:
    """Words of one style."""

    text: A[str, "the words"]
    style: A[str, "`em`, `strong` or empty"]
    url: A[str, "where they lead; empty if they are no link"]


@dataclass(frozen=True, slots=True)
class ProseSentence:
    """A sentence of a piece."""

    n: A[int, "its number on the page, from 1; 0 where it is in a heading"]
    runs: A[tuple[RunPart, ...], "its words"]
    cites: A[tuple[Link, ...], "the numbers of the sources that it cites, each leading to its own"]
    lit: A[str, "classes by which the style sheet lights it with its sources"]
    stale: A[str, "that what it rests on has changed or is gone; empty otherwise"]
    fault: A[str, "why it may not be published; empty where it may, and on public pages"]


@dataclass(frozen=True, slots=True)
class ChartPart:
    """The chart of a figure as it was when the piece was written."""

    title: A[str, "what it shows, in plain words"]
    chart: A[FigureChart | None, "the drawing; None where it cannot be shown"]
    figure: A[Link, "the page of the figure, with the numbers behind it"]
    says: A[str, "as of when it is"]
    rows: A[tuple[tuple[str, str], ...], "its periods and values, where no drawing can be shown"] = ()


@dataclass(frozen=True, slots=True)
class ItemPart:
    """An item of a list."""

    sentences: A[tuple[ProseSentence, ...], "what it says"]
    inner: A[tuple[ProsePart, ...], "the lists under it"]


@dataclass(frozen=True, slots=True)
class ProsePart:
    """A part of a piece's text."""

    kind: A[str, "`heading`, `paragraph`, `quote`, `list` or `chart`"]
    sentences: A[tuple[ProseSentence, ...], "of a heading, paragraph or quote"] = ()
    level: A[int, "of a heading, 2 to 4"] = 0
    anchor: A[str, "the id of a heading"] = ""
    items: A[tuple[ItemPart, ...], "of a list"] = ()
    start: A[int | None, "the first number of a numbered list; None for one without"] = None
    chart: A[ChartPart | None, "of a chart"] = None


@dataclass(frozen=True, slots=True)
class SourcePart:
    """What a sentence rests on."""

    n: A[int, "its number, from 1"]
    words: A[str, "the words that are cited"]
    lang: A[str | None, "their language where it differs from the page's"]
    source: A[str, "the name of the article's source"]
    headline: A[str, "the article's headline"]
    page: A[str, "the desk's page of the article; empty if it is one no more"]
    date: A[str, "its date in words"]
    datetime: A[str, "the same for machines"]
    link: A[str, "the words at the source; empty if it gave no address"]
    cite: A[str, "the article's own address, for paper"]
    note: A[str, "that the article has changed or is gone since; empty otherwise"]
    back: A[tuple[Link, ...], "the sentences that rest on it"]


@dataclass(frozen=True, slots=True)
class AddendumPart:
    """What came late."""

    says: A[str, "when it was added"]
    iso: A[str, "the same for machines"]
    anchor: A[str, "its place on the page"]
    parts: A[tuple[ProsePart, ...], "what it says"]


@dataclass(frozen=True, slots=True)
class BodyPart:
    """A piece's text with all that it rests on."""

    parts: A[tuple[ProsePart, ...], "the text"]
    addenda: A[tuple[AddendumPart, ...], "what came late, oldest first"]
    sources: A[tuple[SourcePart, ...], "what it rests on, by their numbers"]
    headings: A[tuple[Link, ...], "its parts, by their headings; empty where there are few"]
    stale: A[str, "how many sources have changed or are gone since; empty if none"]
    touched: A[tuple[Link, ...], "the numbers of those"]
    counted: A[str, "that the desk counted what has no number; empty if there is nothing like that"]


# ---- pages --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HeadPart:
    """What stands over a piece, for everybody."""

    kind: A[str, "what it is: a review, a timeline, …"]
    beat: A[Link, "its beat and the archive"]
    title: A[Said, "its headline"]
    deck: A[Said | None, "its deck"]
    signers: A[tuple[Signer, ...], "who signs it"]
    date: A[str, "when it was published, in words"]
    iso: A[str, "the same for machines, with its time"]
    date_lang: A[str | None, "the language of the date where it differs from the page's"]
    badge: A[str, "that it is for members; empty otherwise"]
    edition: A[str, "which edition it is, where there are several; empty otherwise"]


@dataclass(frozen=True, slots=True)
class PieceContext:
    """A piece that the desk published, or as much of it as whoever asks may read."""

    template: ClassVar[str] = "piece.html"
    page: A[Page, "the frame"]
    style: A[str, "the style sheet of pieces"]
    head: A[HeadPart, "headline, deck, byline and date"]
    lang: A[str | None, "the piece's language where it differs from the page's"]
    older: A[Link | None, "the last edition, where this is an older one; None otherwise"]
    body: A[BodyPart | None, "its text; None for who may not read it"]
    notice: A[str, "that the rest is for members; empty where the whole is shown"]
    sign_in: A[Link | None, "where members sign in; None where the whole is shown"]
    nearby: A[tuple[Link, ...], "the pieces before and after it, and the pages of its period"]
    editions: A[
        tuple[tuple[str, Link, bool], ...], "time for machines, the edition, whether it is the one shown"
    ]
    markdown: A[str, "its file form; empty for who may not read it"]
    editors: A[str, "the editors' page of it; empty where the editors' side is not open"]


@dataclass(frozen=True, slots=True)
class WithdrawnContext:
    """What stands at the address of a piece that was withdrawn."""

    template: ClassVar[str] = "withdrawn.html"
    page: A[Page, "the frame"]
    title: A[Said, "its headline"]
    text: A[str, "when it was published"]
    why: A[str, "why it was withdrawn; empty if nothing was said"]
    beat: A[Link, "its beat"]
    editors: A[str, "the editors' page of it; empty where the editors' side is not open"]


@dataclass(frozen=True, slots=True)
class PiecesContext:
    """The pieces of a beat, or its reviews alone."""

    template: ClassVar[str] = "pieces.html"
    page: A[Page, "the frame"]
    title: A[str, "what stands over it"]
    beat: A[Link, "the beat"]
    lang: A[str | None, "the beat's language where it differs from the page's"]
    lede: A[str, "what they are"]
    list: A[ListPart, "the pieces, newest first"]
    other: A[Link, "all pieces from the reviews, the reviews from all pieces"]


# ---- the editors' pages -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DeskPiece:
    """A piece as a line of the editors' list."""

    piece: A[Link, "its headline, and its editors' page"]
    lang: A[str | None, "its language where it differs from the page's"]
    beat: A[Link, "its beat"]
    kind: A[str, "what it is"]
    state: A[str, "draft, published or withdrawn, with its editions and whether a draft lies over them"]
    changed: A[str, "when it was changed last"]
    changed_iso: A[str, "the same for machines"]
    badge: A[str, "that it is for members; empty otherwise"]


@dataclass(frozen=True, slots=True)
class EditorsPiecesContext:
    """The desk's drafts and pieces."""

    template: ClassVar[str] = "editors_pieces.html"
    page: A[Page, "the frame"]
    style: A[str, "the style sheet of pieces"]
    drafts: A[tuple[DeskPiece, ...], "those with a draft, the one changed last first"]
    pieces: A[tuple[DeskPiece, ...], "the others, the one published last first"]
    more: A[Link | None, "the next page of those"]
    beats: A[tuple[Option, ...], "the beats to choose from"]
    figures: A[tuple[Option, ...], "the figures to choose from, each with its beat"]
    period: A[str, "the period that is suggested: the month that is over"]
    why: A[
        tuple[str, ...], "why nothing came of a form, line by line; empty if something did, or none was sent"
    ]
    action: A[str, "where the forms are sent"]
    token: A[str, "what shows that a form is ours"]


@dataclass(frozen=True, slots=True)
class FaultPart:
    """A sentence that may not be published."""

    sentence: A[str, "the sentence"]
    why: A[str, "why"]
    at: A[str, "where it stands in the preview; empty if that cannot be told"]


@dataclass(frozen=True, slots=True)
class EditorsPieceContext:
    """The editors' page of a piece."""

    template: ClassVar[str] = "editors_piece.html"
    page: A[Page, "the frame"]
    style: A[str, "the style sheet of pieces"]
    title: A[str, "its headline"]
    lang: A[str | None, "its language where it differs from the page's"]
    kind: A[str, "what it is"]
    state: A[str, "its state, in words"]
    public: A[Link | None, "its public page; None if it has none"]
    base: A[int, "the number of the draft that the text is of; 0 where there is none"]
    text: A[Markup, "the file to edit"]
    theirs: A[Markup, "what somebody else has saved meanwhile; empty if nobody has"]
    said: A[str, "what came of a form; empty if none was sent"]
    why: A[tuple[str, ...], "why nothing came of it, line by line; empty if something did"]
    faults: A[tuple[FaultPart, ...], "what keeps it from being published"]
    checked: A[str, "what the check says, in one sentence; empty where nothing was checked"]
    preview: A[BodyPart | None, "the text as it would be shown; None where nothing was checked"]
    head: A[HeadPart | None, "the same of what stands over it"]
    has_draft: A[bool, "whether there is a draft to drop"]
    can_redraw: A[bool, "whether the desk can draft it anew from the archive"]
    withdrawn: A[bool, "whether it is withdrawn"]
    published: A[bool, "whether it was ever published"]
    editions: A[tuple[tuple[str, Link, bool], ...], "time for machines, the edition, whether it is the last"]
    most: A[int, "characters that a file may have"]
    action: A[str, "where the forms are sent"]
    token: A[str, "what shows that a form is ours"]
