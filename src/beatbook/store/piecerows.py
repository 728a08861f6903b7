"""The desk's own pieces: their drafts, what of them was published, and what came late for it.

`piece` has a row for lists, made anew whenever one changes; drafts, editions and addenda hold the documents.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import sqlalchemy as sa

from beatbook.errors import InputError
from beatbook.model import Document, Piece, PieceKind, PieceState
from beatbook.store import codec, decisions, piececodec, stamps
from beatbook.store import tables as t
from beatbook.store.pieces import (
    LONGEST_SLUG,
    PIECE_SLUG,
    Addendum,
    Append,
    Draft,
    DropDraft,
    PieceEdition,
    PieceLine,
    PublishDraft,
    SaveDraft,
    Withdraw,
)

# ---- what is written ----------------------------------------------------------------------------------------------------


def save(connection: sa.Connection, said: SaveDraft) -> None:
    piece = said.piece
    _check_slug(piece.slug)
    check_beat(connection, piece.beat)
    row = _row(connection, piece.beat, piece.slug)
    if row is not None and row.kind != piece.kind:
        raise InputError(f"'{piece.slug}' is of the kind '{row.kind}', not '{piece.kind}'")
    new = {"piece": _piece_out(piece), "body": piececodec.pack(said.document)}
    d = t.piece_draft.c
    old = None
    if row is not None:
        old = connection.execute(sa.select(t.piece_draft).where(d.piece_id == row.id)).first()
    if old is not None and old.piece == new["piece"] and piececodec.unpack(old.body) == said.document:
        return
    _check_base(piece.beat, piece.slug, old, said.base)
    # So no other draft of the piece ever has this number, not even one that is made after this one was given up.
    stamps.bump(connection, stamps.PIECES)
    number = stamps.stamp(connection, stamps.PIECES)
    shown = {"piece": new["piece"], "title": said.document.title, "deck": said.document.deck, "byline": codec.byline_out(piece.byline)}  # fmt: skip
    now = {"draft": number, "changed_at": said.at}
    if row is None:
        first = {"beat": piece.beat, "slug": piece.slug, "kind": piece.kind.value, "state": PieceState.DRAFT.value, "editions": 0, "why": ""}  # fmt: skip
        insert = sa.insert(t.piece).values(**first, **shown, **now).returning(t.piece.c.id)
        id_ = connection.execute(insert).scalar_one()
    else:
        id_ = row.id
        _change(connection, id_, **(now if row.editions else shown | now))
    changed = new | {"number": number, "changed_at": said.at, "who": said.who}
    if old is None:
        connection.execute(sa.insert(t.piece_draft).values(piece_id=id_, made_at=said.at, **changed))
    else:
        connection.execute(sa.update(t.piece_draft).where(d.piece_id == id_).values(**changed))


def drop(connection: sa.Connection, said: DropDraft) -> None:
    row = _row(connection, said.beat, said.slug)
    if row is None or not row.draft:
        raise InputError(f"there is no draft of '{said.slug}'")
    connection.execute(sa.delete(t.piece_draft).where(t.piece_draft.c.piece_id == row.id))
    if row.editions:
        _change(connection, row.id, draft=0, changed_at=said.at)
    else:
        connection.execute(sa.delete(t.piece).where(t.piece.c.id == row.id))
    decisions.note(connection, said.at, said.who, "draft of a piece given up", said.slug, {"beat": said.beat})
    stamps.bump(connection, stamps.PIECES)


def publish(connection: sa.Connection, said: PublishDraft) -> None:
    row = _row(connection, said.beat, said.slug)
    d = t.piece_draft.c
    draft = None
    if row is not None:
        draft = connection.execute(sa.select(t.piece_draft).where(d.piece_id == row.id)).first()
    if row is None or draft is None:
        raise InputError(f"there is no draft of '{said.slug}'")
    _check_base(said.beat, said.slug, draft, said.base)
    document = piececodec.unpack(draft.body)
    byline = codec.byline_out(said.byline)
    edition = {
        "piece_id": row.id,
        "n": row.editions + 1,
        "at": said.at,
        "who": said.who,
        "piece": draft.piece,
        "byline": byline,
        "digest": piececodec.digest(document),
        "body": draft.body,
    }
    connection.execute(sa.insert(t.piece_edition), [edition])
    connection.execute(sa.delete(t.piece_draft).where(d.piece_id == row.id))
    _change(
        connection,
        row.id,
        state=PieceState.PUBLISHED.value,
        piece=draft.piece,
        title=document.title,
        deck=document.deck,
        byline=byline,
        editions=row.editions + 1,
        draft=0,
        published_at=row.published_at or said.at,
        changed_at=said.at,
        why="",
    )
    detail = {"beat": said.beat, "edition": row.editions + 1, "digest": edition["digest"]}
    decisions.note(connection, said.at, said.who, "piece published", said.slug, detail)
    stamps.bump(connection, stamps.PIECES)


def withdraw(connection: sa.Connection, said: Withdraw) -> None:
    row = _row(connection, said.beat, said.slug)
    if row is None or not row.editions:
        raise InputError(f"'{said.slug}' was never published")
    is_withdrawn = row.state == PieceState.WITHDRAWN
    if said.undo and not is_withdrawn:
        raise InputError(f"'{said.slug}' is not withdrawn")
    why = "" if said.undo else said.why
    if not said.undo and is_withdrawn and row.why == why:
        return
    state = PieceState.PUBLISHED if said.undo else PieceState.WITHDRAWN
    _change(connection, row.id, state=state.value, why=why, changed_at=said.at)
    what = "piece brought back" if said.undo else "piece withdrawn"
    decisions.note(connection, said.at, said.who, what, said.slug, {"beat": said.beat, "why": said.why})
    stamps.bump(connection, stamps.PIECES)


def append(connection: sa.Connection, said: Append) -> None:
    row = _row(connection, said.beat, said.slug)
    if row is None or not row.editions or row.editions != said.edition:
        raise InputError(f"'{said.slug}' has no last edition {said.edition}")
    a = t.piece_addendum.c
    here = sa.and_(a.piece_id == row.id, a.edition == said.edition)
    digest = piececodec.digest(said.document)
    before = list(connection.execute(sa.select(a.digest).where(here)).scalars())
    if digest in before:
        return
    new = {"piece_id": row.id, "edition": said.edition, "n": len(before) + 1, "at": said.at, "digest": digest}
    connection.execute(sa.insert(t.piece_addendum), [new | {"body": piececodec.pack(said.document)}])
    _change(connection, row.id, changed_at=said.at)
    stamps.bump(connection, stamps.PIECES)


def check_beat(connection: sa.Connection, slug: str) -> None:
    """Raise InputError if there is no such beat."""
    if connection.execute(sa.select(t.beat.c.id).where(t.beat.c.slug == slug)).first() is None:
        raise InputError(f"no such beat: '{slug}'")


def _check_slug(slug: str) -> None:
    if not PIECE_SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise InputError(
            f"a piece is named by letters, digits and single hyphens, at most {LONGEST_SLUG}, not '{slug[:200]}'"
        )


def _check_base(beat: str, slug: str, draft: Any, base: int) -> None:
    stands = draft.number if draft else 0
    if stands != base:
        who = f": {draft.who} changed it meanwhile" if draft else ""
        now = f"number {stands}" if draft else "none"
        raise InputError(f"the draft of '{slug}' in '{beat}' is {now}, not {base}{who}")


def _row(connection: sa.Connection, beat: str, slug: str) -> Any:
    c = t.piece.c
    return connection.execute(sa.select(t.piece).where(c.beat == beat, c.slug == slug)).first()


def _change(connection: sa.Connection, id_: int, **values: Any) -> None:
    connection.execute(sa.update(t.piece).where(t.piece.c.id == id_).values(**values))


def _piece_out(piece: Piece) -> Any:
    return piececodec.out(Piece, piece)


def _piece_in(said: Any) -> Piece:
    return piececodec.value(Piece, said)


# ---- looking up -----------------------------------------------------------------------------------------------------------


def listed(
    beat: str | None, kinds: Collection[PieceKind], states: Collection[PieceState], limit: int, offset: int
) -> Any:
    """The rows of a list, as a query."""
    c = t.piece.c
    query = sa.select(t.piece).where(c.state.in_([s.value for s in states]))
    if beat is None:
        query = query.where(sa.exists().where(t.beat.c.slug == c.beat))
    else:
        query = query.where(c.beat == beat)
    if kinds:
        query = query.where(c.kind.in_([k.value for k in kinds]))
    if PieceState.DRAFT in states:
        drafts_first = sa.case((c.published_at.is_(None), c.changed_at))
        query = query.order_by(c.published_at.is_not(None), drafts_first.desc())
    return query.order_by(c.published_at.desc(), c.id.desc()).limit(limit).offset(offset)


def lines(connection: sa.Connection, listed: Any) -> list[PieceLine]:
    return [_line(row) for row in connection.execute(listed)]


def piece(connection: sa.Connection, beat: str, slug: str) -> PieceLine | None:
    row = _row(connection, beat, slug)
    return _line(row) if row else None


def _line(row: Any) -> PieceLine:
    return PieceLine(
        _piece_in(row.piece),
        PieceState(row.state),
        row.title,
        row.deck,
        codec.byline_in(row.byline),
        row.editions,
        row.draft,
        row.published_at,
        row.changed_at,
        row.why,
    )


def draft(connection: sa.Connection, beat: str, slug: str) -> Draft | None:
    c = t.piece.c
    query = sa.select(t.piece_draft).join(t.piece).where(c.beat == beat, c.slug == slug)
    row = connection.execute(query).first()
    if row is None:
        return None
    return Draft(row.number, _piece_in(row.piece), _document(row), row.made_at, row.changed_at, row.who)


def edition(connection: sa.Connection, beat: str, slug: str, number: int | None) -> PieceEdition | None:
    c, e, a = t.piece.c, t.piece_edition.c, t.piece_addendum.c
    query = sa.select(t.piece_edition).join(t.piece).where(c.beat == beat, c.slug == slug)
    query = query.where(e.n == (c.editions if number is None else number))
    row = connection.execute(query).first()
    if row is None:
        return None
    late = sa.select(t.piece_addendum).where(a.piece_id == row.piece_id, a.edition == row.n).order_by(a.n)
    return PieceEdition(
        row.n,
        row.at,
        row.who,
        _piece_in(row.piece),
        _document(row),
        codec.byline_in(row.byline),
        row.digest,
        tuple(Addendum(r.n, r.at, _document(r)) for r in connection.execute(late)),
    )


def _document(row: Any) -> Document:
    return piececodec.unpack(row.body)
