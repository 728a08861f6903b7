"""The careful path: trafilatura's answer, asked in this one place.

Slow (about 30 ms a page), so only for pages where the fast path has doubts.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

import trafilatura
from htmldate import find_date
from lxml import etree

from beatbook.model import Moment
from beatbook.read.text import clean

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


_BROKEN = (
    etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError, OverflowError
)  # fmt: skip
"""What libxml2, trafilatura and htmldate raise on broken trees."""


@dataclass(frozen=True, slots=True)
class Careful:
    paragraphs: tuple[str, ...] = ()


def read_carefully(markup: bytes) -> Careful:
    """The paragraphs that trafilatura takes for the article; none if it finds nothing or fails on hostile mark-up."""
    try:
        text = trafilatura.extract(
            markup.decode("utf-8", "replace"),
            include_comments=False,
            include_tables=True,
            include_formatting=False,
            include_links=False,
            deduplicate=False,
        )
    except _BROKEN:
        # The fast path's answer then stands alone.
        return Careful()
    lines = (clean(line.removeprefix("- ")) for line in (text or "").splitlines())
    return Careful(tuple(line for line in lines if line))


def date_carefully(markup: bytes, url: str | None) -> Moment | None:
    """The day that htmldate finds, or None."""
    try:
        found = find_date(
            markup.decode("utf-8", "replace"), url=url, original_date=True, extensive_search=False
        )
        return Moment.parse(found) if found else None
    except _BROKEN:
        return None
