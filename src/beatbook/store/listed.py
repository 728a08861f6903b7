"""Articles as lines of lists, with their bylines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from beatbook.model import Tier
from beatbook.store import tables as t
from beatbook.store.filings import chunks
from beatbook.store.rows import Author, Listed


def lines(connection: sa.Connection, rows: Sequence[Any]) -> Iterator[Listed]:
    """The lines of these rows (`queries.lines`), in one more query for all of them."""
    bylines: dict[int, list[Author]] = {}
    for part in chunks(r.id for r in rows):
        query = (
            sa.select(t.signed.c.article_id, t.author.c.slug, t.author.c.name, t.author.c.kind)
            .join_from(t.signed, t.author)
            .where(t.signed.c.article_id.in_(part))
            .order_by(t.signed.c.article_id, t.signed.c.position)
        )
        for r in connection.execute(query):
            bylines.setdefault(r.article_id, []).append(Author(r.slug, r.name, r.kind))
    for r in rows:
        yield Listed(
            key=r.key,
            source=r.source,
            source_name=r.source_name,
            tier=Tier(r.tier),
            url=r.url,
            headline=r.headline or r.url or r.key,
            deck=r.deck,
            byline=tuple(bylines.get(r.id, ())),
            day=date.fromisoformat(r.day),
            dated=r.published is not None,
            sorted_at=r.sorted_at,
            first_seen=r.first_seen,
            language=r.language,
            partial=r.partial,
            published=r.published,
            changed=r.version > 1,
        )
