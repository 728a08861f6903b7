"""What an archive keeps of the desk's own pieces and of who may read the members' ones. A part of `protocol`, which says what holds for
all of it.

A piece has one *draft* at most, which editors change, and any number of *editions*: what was published, frozen with all that it rests on.
What came late is an *addendum* of its last edition. Nothing that was published is ever changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from beatbook.model import Days, Document, Name, Piece, PieceKind, PieceState, Reader, TokenKind

PIECE_SLUG = re.compile(r"[A-Za-z0-9]+(?:(?:-|\.\.)[A-Za-z0-9]+)*")
"""What names a piece: as a slug, or with the name of a period as part of it ("review-2020-W45", "review-2020-11-03..2020-11-17")."""
LONGEST_SLUG = 120
"""Characters of what names a piece or a reader."""

# ---- what is written ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SaveDraft:
    """A piece's draft as it is now. `base` is the number of the draft that was changed, 0 where there was none; `piece` is what the
    next edition will be (a new piece if there is none of its slug). Raises InputError if there is no such beat, the slug is none, the
    piece is of another kind, or another draft than `base` stands: somebody else changed it meanwhile. Saving what stands changes
    nothing."""

    piece: Piece
    document: Document
    base: int
    who: str
    at: datetime

    @property
    def key(self) -> str:
        return f"{self.piece.beat} {self.piece.slug}"


@dataclass(frozen=True, slots=True)
class DropDraft:
    """A piece's draft is given up; one that was never published is forgotten with it. It is written down as a decision. Raises
    InputError if there is no such draft."""

    beat: str
    slug: str
    who: str
    at: datetime

    @property
    def key(self) -> str:
        return f"{self.beat} {self.slug}"


@dataclass(frozen=True, slots=True)
class PublishDraft:
    """A draft becomes the piece's next edition, signed by `byline`, and is a draft no more. A piece that was withdrawn is there
    again. It is written down as a decision. Raises InputError if the draft numbered `base` does not stand. The place of a piece in
    lists is that of its first edition."""

    beat: str
    slug: str
    base: int
    byline: tuple[Name, ...]
    who: str
    at: datetime

    @property
    def key(self) -> str:
        return f"{self.beat} {self.slug}"


@dataclass(frozen=True, slots=True)
class Withdraw:
    """A piece is taken back: it leaves every list, and its address says so and `why`; with `undo` it is there again. It is written down
    as a decision. Raises InputError if it was never published, or nothing is to be undone. Saying it twice changes nothing."""

    beat: str
    slug: str
    why: str
    who: str
    at: datetime
    undo: bool = False

    @property
    def key(self) -> str:
        return f"{self.beat} {self.slug}"


@dataclass(frozen=True, slots=True)
class Append:
    """What came late for the piece's last edition. Raises InputError if `edition` is not the last. An addendum that says what one of
    that edition says already is not kept."""

    beat: str
    slug: str
    edition: int
    document: Document
    at: datetime

    @property
    def key(self) -> str:
        return f"{self.beat} {self.slug}"


@dataclass(frozen=True, slots=True)
class PinStory:
    """An editor says that a story is to be told in every review of a beat in whose period it has articles; with `undo`, that it is as
    others are. It is written down as a decision. A story that was merged is its successor. Raises InputError if there is no such beat
    or story, or nothing to undo. Saying it twice changes nothing."""

    beat: str
    story: str
    who: str
    at: datetime
    undo: bool = False

    @property
    def key(self) -> str:
        return f"{self.beat} {self.story}"


@dataclass(frozen=True, slots=True)
class PutReader:
    """A reader is added, or has another name or address. It is written down as a decision. Raises InputError if the slug is none."""

    reader: Reader
    who: str
    at: datetime

    @property
    def key(self) -> str:
        return self.reader.slug


@dataclass(frozen=True, slots=True)
class DropReader:
    """A reader may read no more: all their tokens end. It is written down as a decision. Raises InputError if there is no such reader."""

    slug: str
    who: str
    at: datetime

    @property
    def key(self) -> str:
        return self.slug


@dataclass(frozen=True, slots=True)
class PutToken:
    """A reader has one more token, known by its `digest` alone: the SHA-256 of a random secret, in hexadecimal digits. `ends` is None
    for one that holds until it is revoked; the reader's tokens that have ended are forgotten. Raises InputError if there is no such
    reader, or the token is another's."""

    reader: str
    kind: TokenKind
    digest: str
    at: datetime
    ends: datetime | None = None

    @property
    def key(self) -> str:
        return self.digest


@dataclass(frozen=True, slots=True)
class RevokeTokens:
    """All tokens of a reader of one kind end (or the one of this `digest`), if there are any."""

    reader: str
    kind: TokenKind
    at: datetime
    digest: str | None = None

    @property
    def key(self) -> str:
        return f"{self.reader} {self.kind} {self.digest}"


# ---- what is read -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Draft:
    """A piece's draft: its `number` grows with each change, and no other draft of the piece ever has it. `made_at` is when it was
    first made, `changed_at` and `who` are of the last change."""

    number: int
    piece: Piece
    document: Document
    made_at: datetime
    changed_at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Addendum:
    """What came late for an edition, as of `at`."""

    number: int
    at: datetime
    document: Document


@dataclass(frozen=True, slots=True)
class PieceEdition:
    """A piece as it was published: frozen. `byline` are those who signed it. `digest` is that of its bytes, the same wherever the
    same document is published. `addenda`, oldest first, are no part of it."""

    number: int
    at: datetime
    who: str
    piece: Piece
    document: Document
    byline: tuple[Name, ...]
    digest: str
    addenda: tuple[Addendum, ...] = ()


@dataclass(frozen=True, slots=True)
class PieceLine:
    """A piece as a line of a list, by its last edition. `published_at` is when its first edition was published, by which lists are
    sorted; `editions` counts them, `draft` is the number of its draft (0: none). Of what was never published the headline is the
    draft's."""

    piece: Piece
    state: PieceState
    title: str
    deck: str
    byline: tuple[Name, ...]
    editions: int
    draft: int
    published_at: datetime | None
    changed_at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A reader's token, without what it is known by: `used` is the last day on which it was."""

    kind: TokenKind
    digest: str
    at: datetime
    ends: datetime | None
    used: date | None = None


@dataclass(frozen=True, slots=True)
class PeriodArticle:
    """An article of a beat that came out in a period, as far as a review is concerned. `day` is its day in the desk's time zone; `source`
    the name of its source, `story` None while it waits to be put into one."""

    key: str
    day: date
    source: str
    story: str | None
    is_copy: bool
    first_seen: datetime


class PieceStore(Protocol):
    """The part of a store that keeps pieces and readers."""

    # -- pieces
    def pieces(
        self,
        beat: str | None = None,
        *,
        kinds: Collection[PieceKind] = (),
        states: Collection[PieceState] = (PieceState.PUBLISHED,),
        limit: int = 100,
        offset: int = 0,
    ) -> Sequence[PieceLine]:
        """Pieces of a beat (None: of all that there are) in these states, those published last first (drafts: those changed last first,
        before all others)."""

    def piece(self, beat: str, slug: str) -> PieceLine | None:
        """A piece in whatever state, also of a beat that is gone."""

    def draft_of(self, beat: str, slug: str) -> Draft | None: ...

    def piece_edition(self, beat: str, slug: str, number: int | None = None) -> PieceEdition | None:
        """An edition of a piece with its addenda; the last one, if no number is given."""

    def pieces_stamp(self) -> int:
        """A number that grows whenever a piece changes."""

    # -- what reviews are made of
    def of_period(self, beat: str, days: Days) -> Sequence[PeriodArticle]:
        """The dated articles of a beat that came out on these days of the desk's time zone, by day and first sight."""

    def first_days(self, beat: str, stories: Collection[str]) -> dict[str, date]:
        """On which day each of these stories was first reported in the beat, ever; those that have no dated article there are missing."""

    def late(self, beat: str, days: Days, since: datetime) -> Sequence[PeriodArticle]:
        """Those of a period that were first seen, or (for pages may wait) first read, after a time."""

    def pinned_stories(self, beat: str) -> frozenset[str]:
        """The stories that every review of a beat tells of."""

    # -- readers
    def readers(self) -> Sequence[Reader]:
        """All who may read members' pieces, by name."""

    def reader(self, slug: str) -> Reader | None: ...

    def reader_of(self, digest: str, kind: TokenKind, at: datetime) -> Reader | None:
        """Whose token this is, if it holds at that time; that it was used is written down, once a day (in UTC)."""

    def tokens(self, reader: str) -> Sequence[Token]:
        """The tokens of a reader that were not revoked, the newest first; some may have ended."""
