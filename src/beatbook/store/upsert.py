"""Insert, or change the row that is there: the one statement whose construct differs by engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


def insert_into(connection: sa.Connection, table: sa.Table) -> Any:
    """The engine's own insert, which knows what to do where a row is there already."""
    return (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(table)


def upsert(
    connection: sa.Connection, table: sa.Table, *, put: Sequence[str] = (), add: Sequence[str] = ()
) -> Any:
    """An insert that, where the row's key is taken, puts the new values of the columns `put`, adds to those in `add`,
    and otherwise leaves the row alone. Key: the primary key, unless that is a counter; then the unique column."""
    insert = insert_into(connection, table)
    primary = [c.name for c in table.primary_key]
    key = primary if primary != ["id"] else next([c.name] for c in table.columns if c.unique)
    values = {c: insert.excluded[c] for c in put} | {c: table.c[c] + insert.excluded[c] for c in add}
    if not values:
        return insert.on_conflict_do_nothing(index_elements=key)
    return insert.on_conflict_do_update(index_elements=key, set_=values)
