"""Numbers that grow whenever something changes, so that who remembers what it made of it knows whether that still holds."""

from __future__ import annotations

import sqlalchemy as sa

from beatbook.store import tables as t

TIMES = "times"
"""Counts what bears on timelines and on what's ahead."""
FIGURES = "figures"
"""Counts what bears on figures."""
PIECES = "pieces"
"""Counts what changes in the desk's own pieces."""


def bump(connection: sa.Connection, *stamps: str) -> None:
    """Count that something changed."""
    more = sa.cast(sa.cast(t.desk.c.value, sa.Integer) + 1, sa.Text)
    for key in stamps:
        if not connection.execute(sa.update(t.desk).where(t.desk.c.key == key).values(value=more)).rowcount:
            connection.execute(sa.insert(t.desk), [{"key": key, "value": "1"}])


def stamp(connection: sa.Connection, key: str) -> int:
    return int(connection.execute(sa.select(t.desk.c.value).where(t.desk.c.key == key)).scalar() or 0)
