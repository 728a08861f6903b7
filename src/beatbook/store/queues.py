"""Queues of work that know no hosts: their order is theirs, and all in them is ready.

A place in the queue is a number, kept as so many seconds after (or before) 1970: due long ago, the lowest first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from beatbook.store import tables as t
from beatbook.store.filings import chunks
from beatbook.store.upsert import upsert

FIRST = datetime(1970, 1, 1, tzinfo=UTC)


def put(connection: sa.Connection, stage: str, places: Mapping[str, int]) -> None:
    """Put these up, each at its place; whoever is at an earlier state of one comes late."""
    rows = [
        {"stage": stage, "key": key, "host": "", "ready_at": FIRST + timedelta(seconds=n), "attempt": 1, "owner": None, "lease_until": None}
        for key, n in places.items()
    ]  # fmt: skip
    if rows:
        change = ("ready_at", "owner", "lease_until")
        connection.execute(upsert(connection, t.work, put=change, add=("attempt",)), rows)


def put_articles(connection: sa.Connection, stages: Collection[str], articles: Collection[str]) -> None:
    """Put articles up for these stages, in the order of first sight."""
    a = t.article.c
    for part in chunks(articles):
        found = connection.execute(sa.select(a.key, a.id).where(a.key.in_(part)))
        places = {r.key: r.id for r in found}
        for stage in stages:
            put(connection, stage, places)


def put_grouped(connection: sa.Connection, stage: str, beats: Collection[str] = ()) -> int:
    """Put all articles that are in a story, or those of these beats, up for a stage; how many."""
    a, g = t.article.c, t.grouping.c
    query = sa.select(a.key, a.id).join_from(t.article, t.grouping, g.article_id == a.id)
    if beats:
        ours = sa.select(t.filing.c.article_id).join(t.beat).where(t.beat.c.slug.in_(beats))
        query = query.where(a.id.in_(ours))
    places = {r.key: r.id for r in connection.execute(query)}
    put(connection, stage, places)
    return len(places)


def claimable(stage: str, limit: int, now: datetime) -> Any:
    """Keys of what is ready, by place."""
    w = t.work.c
    free = sa.or_(w.owner.is_(None), w.lease_until < now)
    return sa.select(w.key).where(w.stage == stage, w.ready_at <= now, free).order_by(w.ready_at).limit(limit)
