"""Pieces and readers in the SQLite engine: see `pieces.PieceStore` for what each method promises."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import date, datetime

from beatbook.errors import StoreError
from beatbook.model import Days, PieceKind, PieceState, Reader, TokenKind
from beatbook.store import piecerows, readers, reviewed, stamps
from beatbook.store.engine import Engine
from beatbook.store.pieces import Draft, PeriodArticle, PieceEdition, PieceLine, Token


class SqlitePieces:
    engine: Engine

    # ---- pieces

    def pieces(
        self,
        beat: str | None = None,
        *,
        kinds: Collection[PieceKind] = (),
        states: Collection[PieceState] = (PieceState.PUBLISHED,),
        limit: int = 100,
        offset: int = 0,
    ) -> Sequence[PieceLine]:
        with self.engine.reading() as connection:
            return piecerows.lines(connection, piecerows.listed(beat, kinds, states, limit, offset))

    def piece(self, beat: str, slug: str) -> PieceLine | None:
        with self.engine.reading() as connection:
            return piecerows.piece(connection, beat, slug)

    def draft_of(self, beat: str, slug: str) -> Draft | None:
        with self.engine.reading() as connection:
            return piecerows.draft(connection, beat, slug)

    def piece_edition(self, beat: str, slug: str, number: int | None = None) -> PieceEdition | None:
        with self.engine.reading() as connection:
            return piecerows.edition(connection, beat, slug, number)

    def pieces_stamp(self) -> int:
        with self.engine.reading() as connection:
            return stamps.stamp(connection, stamps.PIECES)

    # ---- what reviews are made of

    def of_period(self, beat: str, days: Days) -> Sequence[PeriodArticle]:
        with self.engine.reading() as connection:
            return reviewed.of_period(connection, beat, days)

    def first_days(self, beat: str, stories: Collection[str]) -> dict[str, date]:
        with self.engine.reading() as connection:
            return reviewed.first_days(connection, beat, stories)

    def late(self, beat: str, days: Days, since: datetime) -> Sequence[PeriodArticle]:
        with self.engine.reading() as connection:
            return reviewed.late(connection, beat, days, since)

    def pinned_stories(self, beat: str) -> frozenset[str]:
        with self.engine.reading() as connection:
            return reviewed.pinned(connection, beat)

    # ---- readers

    def readers(self) -> Sequence[Reader]:
        with self.engine.reading() as connection:
            return readers.readers(connection)

    def reader(self, slug: str) -> Reader | None:
        with self.engine.reading() as connection:
            return readers.reader(connection, slug)

    def reader_of(self, digest: str, kind: TokenKind, at: datetime) -> Reader | None:
        with self.engine.reading() as connection:
            found = readers.reader_of(connection, digest, kind, at)
        if found is None:
            return None
        reader, is_first = found
        if is_first:
            # Nobody is kept out because another process is writing or the disk is full: the next use writes it down.
            with suppress(StoreError), self.engine.writing() as connection:
                readers.use(connection, digest, at)
        return reader

    def tokens(self, reader: str) -> Sequence[Token]:
        with self.engine.reading() as connection:
            return readers.tokens(connection, reader)
