"""Authors: who signed what, and which names an editor has said to be one person's.

An author who was joined to another stays in the table and leads there; articles are signed with the one that the name has
become, so lists and counts cost what they did. What an article printed is in its versions: from there its signatures are
made anew when names are joined or parted, whatever was read or filed in between.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from beatbook.errors import InputError
from beatbook.store import codec, decisions, filings
from beatbook.store import tables as t
from beatbook.store.intents import SameAuthor
from beatbook.store.rows import Author, Joined

JOINED, PARTED = "authors joined", "joining of authors taken back"
"""What the decisions are called."""


def same(connection: sa.Connection, said: SameAuthor) -> None:
    """What a person says of two names. Raises InputError if there is no such author, or it cannot be so."""
    a = t.author.c
    one = _found(connection, said.author)
    if said.into is None:
        if one.into_id is None:
            raise InputError(f"author '{said.author}' is joined to no other")
        into, end = None, filings.ends(connection, [one.id])[one.id]
    else:
        into = _found(connection, said.into).id
        end = filings.ends(connection, [into])[into]
        if end == one.id:
            raise InputError(f"author '{said.into}' is '{said.author}' already")
        if one.into_id is not None:
            if end == filings.ends(connection, [one.id])[one.id]:
                return
            raise InputError(f"author '{said.author}' is joined to another already: take that back first")
    articles = _signed(connection, [one.id, end])
    connection.execute(sa.update(t.author).where(a.id == one.id).values(into_id=into))
    _sign_anew(connection, articles)
    detail = {"into": said.into, "articles": len(articles)}
    decisions.note(connection, said.at, said.who, JOINED if said.into else PARTED, said.author, detail)


def _found(connection: sa.Connection, slug: str) -> Any:
    row = connection.execute(sa.select(t.author).where(t.author.c.slug == slug)).first()
    if row is None:
        raise InputError(f"no author '{slug}'")
    return row


def _signed(connection: sa.Connection, authors: Collection[int]) -> list[int]:
    s = t.signed.c
    query = sa.select(s.article_id).where(s.author_id.in_(authors)).distinct().order_by(s.article_id)
    return list(connection.execute(query).scalars())


def _sign_anew(connection: sa.Connection, articles: Sequence[int]) -> None:
    """Sign these articles by their newest bylines, and the tallies with them."""
    a, v = t.article.c, t.version.c
    newest = sa.and_(v.article_id == a.id, v.n == a.version)
    for part in filings.chunks(articles):
        delta: Counter[tuple[int, str, str]] = Counter()
        filings.count(connection, part, delta, -1)
        query = sa.select(a.id, v.byline).join_from(t.article, t.version, newest).where(a.id.in_(part))
        filings.sign(connection, {r.id: codec.byline_in(r.byline) for r in connection.execute(query)})
        filings.count(connection, part, delta, +1)
        filings.tally(connection, delta)


# ---- looking up -----------------------------------------------------------------------------------------------------------


def author(connection: sa.Connection, slug: str) -> Author | None:
    """The author that goes by this slug, or the one that it has become."""
    a = t.author.c
    id_ = connection.execute(sa.select(a.id).where(a.slug == slug)).scalar()
    if id_ is None:
        return None
    end = filings.ends(connection, [id_])[id_]
    row = connection.execute(sa.select(t.author).where(a.id == end)).one()
    return Author(row.slug, row.name, row.kind)


def joined(connection: sa.Connection) -> list[Joined]:
    """Those who are joined to others, by slug."""
    into = t.author.alias("into_author")
    query = sa.select(t.author, into.c.slug.label("s"), into.c.name.label("n"), into.c.kind.label("k"))
    query = query.join_from(t.author, into, into.c.id == t.author.c.into_id).order_by(t.author.c.slug)
    return [Joined(Author(r.slug, r.name, r.kind), Author(r.s, r.n, r.k)) for r in connection.execute(query)]
