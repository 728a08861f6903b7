"""The careful path: trafilatura's answer, asked in this one place.

Slow (about 30 ms a page), so only for pages where the fast path has doubts.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from beatbook.model import Moment
from beatbook.read.blocks import CELL_WORDS
from beatbook.read.text import clean, size

_BROKEN = (
    etree.LxmlError, ValueError, TypeError, AttributeError, LookupError, RecursionError, AssertionError, OverflowError
)  # fmt: skip
"""What libxml2, trafilatura and htmldate raise on broken trees."""


@dataclass(frozen=True, slots=True)
class Careful:
    paragraphs: tuple[str, ...] = ()


def read_carefully(markup: bytes) -> Careful:
    """The paragraphs that trafilatura takes for the article; none if it finds nothing or fails on hostile mark-up."""
    import trafilatura  # here alone: it takes 0.6 s to load, and few pages need it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
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
    lines = (clean(part.removeprefix("- ")) for line in (text or "").splitlines() for part in _parts(line))
    return Careful(tuple(line for line in lines if line))


def _parts(line: str) -> Iterator[str]:
    """The row of a table as one line of data, or as its paragraphs where a page was set in a table."""
    row = line.strip()
    if not (len(row) > 2 and row.startswith("|") and row.endswith("|")):
        yield line
        return
    cells = [cell.replace("\\|", "|").strip() for cell in row[1:-1].replace("\\|", "\0").split("|")]
    cells = [cell.replace("\0", "|") for cell in cells if cell.strip(" -:")]
    if any(size(cell) >= CELL_WORDS for cell in cells):
        yield from cells
    elif cells:
        yield " ".join(cells)


def date_carefully(markup: bytes, url: str | None) -> Moment | None:
    """The day that htmldate finds, or None."""
    from htmldate import find_date  # here alone: it loads much

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = find_date(
            markup.decode("utf-8", "replace"), url=url, original_date=True, extensive_search=False
        )
        return Moment.parse(found) if found else None
    except _BROKEN:
        return None
