"""Numbers that grow whenever something of a kind changes, kept among the desk's facts: what was made of it before is stale then."""

from __future__ import annotations

import sqlalchemy as sa

from beatbook.store import tables as t


def bump(connection: sa.Connection, name: str) -> int:
    """Count that something changed; the number from now on."""
    more = sa.cast(sa.cast(t.desk.c.value, sa.Integer) + 1, sa.Text)
    if not connection.execute(sa.update(t.desk).where(t.desk.c.key == name).values(value=more)).rowcount:
        connection.execute(sa.insert(t.desk), [{"key": name, "value": "1"}])
    return stamp(connection, name)


def stamp(connection: sa.Connection, name: str) -> int:
    return int(connection.execute(sa.select(t.desk.c.value).where(t.desk.c.key == name)).scalar() or 0)
