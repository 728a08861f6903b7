"""What a model answered, so that the same is not asked twice, and what was spent on it day by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import sqlalchemy as sa

from beatbook.store import codec
from beatbook.store import tables as t
from beatbook.store.rows import Spent
from beatbook.store.upsert import upsert


def answer(connection: sa.Connection, key: str) -> str | None:
    body = connection.execute(sa.select(t.answer.c.body).where(t.answer.c.key == key)).scalar()
    return None if body is None else codec.unpack(body)


def keep(connection: sa.Connection, key: str, model: str, at: datetime, text: str) -> None:
    row = {"key": key, "model": model, "at": at, "body": codec.pack(text)}
    connection.execute(upsert(connection, t.answer, put=("model", "at", "body")), [row])


def spent(connection: sa.Connection, day: date) -> Mapping[str, Spent]:
    c = t.spent.c
    query = sa.select(t.spent).where(c.day == day.isoformat()).order_by(c.model)
    return {r.model: Spent(r.requests, r.tokens_in, r.tokens_out, r.cost) for r in connection.execute(query)}


def spend(connection: sa.Connection, day: date, model: str, more: Spent) -> None:
    row = {
        "day": day.isoformat(),
        "model": model,
        "requests": more.requests,
        "tokens_in": more.tokens_in,
        "tokens_out": more.tokens_out,
        "cost": more.cost,
    }
    add = ("requests", "tokens_in", "tokens_out", "cost")
    connection.execute(upsert(connection, t.spent, add=add), [row])
