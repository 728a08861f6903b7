"""Who may read members' pieces, and by which tokens they are known. The archive has the tokens' digests alone."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from beatbook.errors import InputError
from beatbook.model import SLUG, Reader, TokenKind
from beatbook.store import decisions
from beatbook.store import tables as t
from beatbook.store.pieces import LONGEST_SLUG, DropReader, PutReader, PutToken, RevokeTokens, Token

# ---- what is written ----------------------------------------------------------------------------------------------------


def put(connection: sa.Connection, said: PutReader) -> None:
    slug = said.reader.slug
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
        raise InputError(
            f"a reader is named by lower-case letters, digits and single hyphens, at most {LONGEST_SLUG}, not '{slug[:200]}'"
        )
    values = {"name": said.reader.name, "mail": said.reader.mail}
    before = connection.execute(_row_of(slug)).first()
    if before is not None and _reader(before) == said.reader:
        return
    if before is None:
        connection.execute(sa.insert(t.reader).values(slug=slug, added_at=said.at, **values))
    else:
        connection.execute(sa.update(t.reader).where(t.reader.c.id == before.id).values(**values))
    what = "reader changed" if before else "reader added"
    decisions.note(connection, said.at, said.who, what, slug, {"name": said.reader.name})


def drop(connection: sa.Connection, said: DropReader) -> None:
    id_ = _id(connection, said.slug)
    connection.execute(sa.delete(t.token).where(t.token.c.reader_id == id_))
    connection.execute(sa.delete(t.reader).where(t.reader.c.id == id_))
    decisions.note(connection, said.at, said.who, "reader removed", said.slug, {})


def put_token(connection: sa.Connection, said: PutToken) -> None:
    c = t.token.c
    id_ = _id(connection, said.reader)
    there = connection.execute(sa.select(c.reader_id, c.kind).where(c.digest == said.digest)).first()
    if there is not None:
        if there == (id_, said.kind):
            return
        raise InputError("there is such a token already, of another reader or kind")
    # Browsers forget; what they held has not to be kept once it has ended.
    connection.execute(sa.delete(t.token).where(c.reader_id == id_, c.ends <= said.at))
    row = {"reader_id": id_, "kind": said.kind.value, "digest": said.digest, "at": said.at, "ends": said.ends}
    connection.execute(sa.insert(t.token), [row])


def revoke(connection: sa.Connection, said: RevokeTokens) -> None:
    c = t.token.c
    readers = sa.select(t.reader.c.id).where(t.reader.c.slug == said.reader)
    gone = sa.delete(t.token).where(c.reader_id.in_(readers), c.kind == said.kind.value)
    connection.execute(gone if said.digest is None else gone.where(c.digest == said.digest))


def use(connection: sa.Connection, digest: str, at: datetime) -> None:
    """Write down that a token was used on this day."""
    day = _day(at).isoformat()
    c = t.token.c
    earlier = sa.or_(c.used.is_(None), c.used < day)
    connection.execute(sa.update(t.token).where(c.digest == digest, earlier).values(used=day))


def _row_of(slug: str) -> Any:
    return sa.select(t.reader).where(t.reader.c.slug == slug)


def _id(connection: sa.Connection, slug: str) -> int:
    row = connection.execute(_row_of(slug)).first()
    if row is None:
        raise InputError(f"no such reader: '{slug}'")
    return int(row.id)


# ---- looking up -----------------------------------------------------------------------------------------------------------


def readers(connection: sa.Connection) -> list[Reader]:
    query = sa.select(t.reader).order_by(t.reader.c.name, t.reader.c.slug)
    return [_reader(row) for row in connection.execute(query)]


def reader(connection: sa.Connection, slug: str) -> Reader | None:
    row = connection.execute(_row_of(slug)).first()
    return _reader(row) if row else None


def reader_of(
    connection: sa.Connection, digest: str, kind: TokenKind, at: datetime
) -> tuple[Reader, bool] | None:
    """Whose token this is, and whether it is still to be written down that it was used on this day."""
    c = t.token.c
    query = sa.select(t.reader, c.used).join_from(t.token, t.reader)
    query = query.where(c.digest == digest, c.kind == kind.value, sa.or_(c.ends.is_(None), c.ends > at))
    row = connection.execute(query).first()
    if row is None:
        return None
    return _reader(row), row.used is None or date.fromisoformat(row.used) < _day(at)


def tokens(connection: sa.Connection, reader: str) -> list[Token]:
    c = t.token.c
    query = sa.select(t.token).join(t.reader).where(t.reader.c.slug == reader)
    return [
        Token(TokenKind(r.kind), r.digest, r.at, r.ends, date.fromisoformat(r.used) if r.used else None)
        for r in connection.execute(query.order_by(c.at.desc(), c.id.desc()))
    ]


def _reader(row: Any) -> Reader:
    return Reader(row.slug, row.name, row.mail)


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()
