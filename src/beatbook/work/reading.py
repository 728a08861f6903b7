"""Reading a page in a process of its own: what is handed to a child (see `children`)."""

from __future__ import annotations

from datetime import datetime

from beatbook.model import Reading


def read_apart(
    body: bytes, url: str, content_type: str, fetched: datetime, announced: str | None = None
) -> Reading:
    """`read_page`, loaded in the child alone, for it loads much."""
    from beatbook.read.article import read_page

    return read_page(body, url=url, content_type=content_type, fetched=fetched, announced=announced)
