"""Articles' meanings as models have them: a vector for each article and model, of the version that it was made from."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import sqlalchemy as sa

from beatbook.store import tables as t
from beatbook.store.filings import chunks
from beatbook.store.upsert import upsert

E, A = t.embedding.c, t.article.c
NEWEST = sa.and_(A.id == E.article_id, A.digest == E.digest)


def vectors(connection: sa.Connection, model: str, keys: Collection[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    query = sa.select(A.key, E.vector).join_from(t.article, t.embedding, NEWEST).where(E.model == model)
    for part in chunks(keys):
        found |= {r.key: r.vector for r in connection.execute(query.where(A.key.in_(part)))}
    return found


def put(connection: sa.Connection, model: str, made: Mapping[str, tuple[str, bytes]]) -> None:
    ids: dict[str, int] = {}
    for part in chunks(made):
        query = sa.select(A.key, A.id).where(A.key.in_(part))
        ids |= {r.key: r.id for r in connection.execute(query)}
    rows = [
        {"article_id": ids[key], "model": model, "digest": digest, "vector": vector}
        for key, (digest, vector) in made.items()
        if key in ids
    ]
    if rows:
        connection.execute(upsert(connection, t.embedding, put=("digest", "vector")), rows)


def counted(connection: sa.Connection) -> dict[str, int]:
    n = sa.func.count().label("n")
    query = (
        sa.select(E.model, n).join_from(t.article, t.embedding, NEWEST).group_by(E.model).order_by(E.model)
    )
    return {r.model: r.n for r in connection.execute(query)}
