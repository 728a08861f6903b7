"""Articles to be read again: which they are, their place in the queue (stage `read`), and what reading them needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from beatbook.model import Outcome
from beatbook.store import filings
from beatbook.store import tables as t
from beatbook.store.intents import WINDOW, DocumentRow
from beatbook.store.rows import READ_AGAIN, Chosen
from beatbook.store.upsert import insert_into

COLUMNS = ("stage", "key", "host", "ready_at", "attempt")


def _rows() -> Any:
    """The articles that can be read again, as rows of `work`. All are ready now, the one published first first, for
    what a source taught is learned in that order."""
    a = t.article.c
    ready = sa.case((a.sorted_at < a.first_seen, a.sorted_at), else_=a.first_seen)
    return (
        sa.select(
            sa.literal(READ_AGAIN).label("stage"),
            a.key,
            t.source.c.slug.label("host"),
            ready.label("ready_at"),
            sa.literal(0).label("attempt"),
        )
        .join_from(t.article, t.source)
        .where(_has_document())
    )


def _has_document() -> Any:
    a, f, v = t.article.c, t.fetch.c, t.version.c
    fetched = sa.exists().where(f.article_id == a.id, f.document_id.is_not(None))
    made = sa.exists().where(v.article_id == a.id, v.document_id.is_not(None))
    return sa.or_(fetched, made)


def of(chosen: Chosen) -> Any:
    """The articles that are chosen, as rows of `work`."""
    a, v = t.article.c, t.version.c
    query = _rows()
    if chosen.sources:
        query = query.where(t.source.c.slug.in_(chosen.sources))
    if chosen.beats:
        filed = sa.exists().where(
            t.filing.c.article_id == a.id, t.filing.c.beat_id == t.beat.c.id, t.beat.c.slug.in_(chosen.beats)
        )
        query = query.where(filed)
    if chosen.since:
        query = query.where(a.day >= chosen.since.isoformat())
    if chosen.until:
        query = query.where(a.day <= chosen.until.isoformat())
    if chosen.readers:
        newest = sa.exists().where(v.article_id == a.id, v.n == a.version, v.reader.in_(chosen.readers))
        query = query.where(newest)
    return query


def count(connection: sa.Connection, chosen: Chosen) -> int:
    ours = of(chosen).subquery()
    return int(connection.execute(sa.select(sa.func.count()).select_from(ours)).scalar_one())


def put_chosen(connection: sa.Connection, chosen: Chosen) -> int:
    insert = insert_into(connection, t.work).from_select(COLUMNS, of(chosen))
    return connection.execute(insert.on_conflict_do_nothing(index_elements=["stage", "key"])).rowcount


def put(connection: sa.Connection, keys: Sequence[str]) -> None:
    """Put these articles back; one that is being read right now will be read once more."""
    for part in filings.chunks(dict.fromkeys(keys)):
        _put(connection, _rows().where(t.article.c.key.in_(part)))


def put_of_source(connection: sa.Connection, source_id: int, *, set_apart: bool) -> None:
    """Put back a source's articles: all, or those that have something set apart or were refused."""
    a, v = t.article.c, t.version.c
    query = _rows().where(a.source_id == source_id)
    if set_apart:
        apart = sa.exists().where(
            v.article_id == a.id, v.n == a.version, sa.cast(v.boilerplate, sa.Text) != "[]"
        )
        query = query.where(sa.or_(apart, a.outcome == Outcome.REFUSED.value))
    _put(connection, query)


def _put(connection: sa.Connection, rows: Any) -> None:
    insert = insert_into(connection, t.work).from_select(COLUMNS, rows)
    fresh = {"owner": None, "lease_until": None, "attempt": t.work.c.attempt + 1}
    connection.execute(insert.on_conflict_do_update(index_elements=["stage", "key"], set_=fresh))


def outdate(connection: sa.Connection, keys: Sequence[str]) -> None:
    """These articles' pages were read anew: whoever is reading an older document of them comes late."""
    w = t.work.c
    for part in filings.chunks(keys):
        connection.execute(
            sa.update(t.work)
            .where(w.stage == READ_AGAIN, w.key.in_(part))
            .values(owner=None, lease_until=None, attempt=w.attempt + 1)
        )


def documents(connection: sa.Connection, article_id: int, version: int) -> tuple[Any, int | None]:
    """An article's documents as `rows.Again` has them, and the number of the one its newest version is from."""
    f, v, d = t.fetch.c, t.version.c, t.document.c
    fetched = sa.select(sa.func.max(f.document_id)).where(f.article_id == article_id)
    made = sa.select(sa.func.max(v.document_id)).where(v.article_id == article_id)
    current = sa.select(v.document_id).where(v.article_id == article_id, v.n == version)
    made_from = connection.execute(current).scalar()
    newest = [connection.execute(query).scalar() for query in (fetched, made)]
    wanted = {max((n for n in newest if n is not None), default=None), made_from} - {None}
    rows = connection.execute(sa.select(t.document).where(d.id.in_(wanted)).order_by(d.id.desc()))
    return tuple((r.id, _document(r)) for r in rows), made_from


def _document(row: Any) -> DocumentRow:
    return DocumentRow(
        row.url, row.fetched_at, row.status, row.content_type, row.digest, row.size, row.file, row.offset, row.length
    )  # fmt: skip


def is_memorable(connection: sa.Connection, source_id: int, article_id: int) -> bool:
    """Whether the source's memory still looks at an article of this age."""
    r = t.recent.c
    mine = sa.select(sa.func.count(), sa.func.min(r.article_id)).where(r.source_id == source_id)
    n, oldest = connection.execute(mine).one()
    return bool(n < WINDOW or article_id >= oldest)
