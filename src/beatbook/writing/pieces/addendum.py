"""What came late for a piece: the sentences that its document would have now, and that rest on late articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from beatbook.filing.pieceblocks import blocks, body
from beatbook.model import Block, BlockKind, Document
from beatbook.writing.periods import short_day
from beatbook.writing.pieces.building import renumbered
from beatbook.writing.pieces.labels import parted


def addendum(
    before: Document, after: Document, late: frozenset[str], day: date, language: str = "en"
) -> Document | None:
    """What of `after` rests on the articles `late` and is not in `before`, under its headings; None if nothing is. Of an item of
    which one sentence does, all of it: what was announced and what became of it belong together. `day` is when it is added."""
    said = {parted(s)[1] for block in blocks(before.body, language) for s in block.sentences}
    marks = {c.label for c in after.citations if c.span is not None and c.span.article in late}
    kept = list(_late(blocks(after.body, language), said, marks))
    if not kept:
        return None
    parts, citations = renumbered(kept, after.citations)
    return Document(
        before.title, f"Added on {short_day(day)}: what came in late", body(parts, language), tuple(citations)
    )


def _late(parts: tuple[Block, ...], said: set[str], marks: set[str]) -> Iterator[Block]:
    """The blocks with new sentences that have one of the marks, each heading before the first of its own."""
    headings: list[Block] = []
    for block in parts:
        if block.kind is BlockKind.HEADING:
            headings = [h for h in headings if h.level < block.level] + [block]
            continue
        new = tuple(s for s in block.sentences if parted(s)[1] not in said and not marks.isdisjoint(s.labels))
        if not new:
            continue
        yield from headings
        headings = []
        yield block if block.kind is BlockKind.ITEM else replace(block, sentences=new)
