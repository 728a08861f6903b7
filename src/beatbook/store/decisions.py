"""What people did to the desk, as it is written down."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import sqlalchemy as sa

from beatbook.store import tables as t


def note(
    connection: sa.Connection,
    at: datetime,
    who: str,
    what: str,
    subject: str,
    detail: Mapping[str, object],
) -> None:
    """Write an audit row."""
    row = {"at": at, "who": who, "what": what, "subject": subject, "detail": dict(detail)}
    connection.execute(sa.insert(t.decision), [row])
