"""Queues of work that know no hosts: their order is theirs, and all in them is ready.

A place in the queue is a number, kept as so many seconds after (or before) 1970: due long ago, the lowest first.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from beatbook.store import tables as t
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


def claimable(stage: str, limit: int, now: datetime) -> Any:
    """Keys of what is ready, by place."""
    w = t.work.c
    free = sa.or_(w.owner.is_(None), w.lease_until < now)
    return sa.select(w.key).where(w.stage == stage, w.ready_at <= now, free).order_by(w.ready_at).limit(limit)
