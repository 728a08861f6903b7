"""What stands near the headline on the page: the lines in which a house says who wrote a text, and when."""

from __future__ import annotations

from dataclasses import dataclass, field

from beatbook.read.blocks import Block, Sheet
from beatbook.read.text import plain

AFTER = 16
"""Blocks after the headline in which its lines may stand: share buttons and section names come between."""
BEFORE = 6
LINE_WORDS = 30
"""Words of the longest line that is looked at."""
TOLD = 80
"""Words of running text after which the article has begun."""
_APART = frozenset(("figure", "figcaption", "nav", "footer"))

LINE = "line by the headline"
"""What a witness of the page itself is called that stands by its headline."""


@dataclass(slots=True)
class Near:
    """`after` follow the headline, in order; `before` precede it, the nearest first. `heading` is the headline itself;
    where it stands nowhere, `after` is what precedes the text and `before` is empty. `lines` are the short blocks among
    them that are no caption or menu, with their distance from the headline (negative: before)."""

    after: list[Block]
    before: list[Block]
    heading: Block | None = None
    lines: list[tuple[int, Block]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for blocks, sign in ((self.after, 1), (self.before, -1)):
            for i, block in enumerate(blocks, 1):
                if block.words <= LINE_WORDS and not apart(block):
                    self.lines.append((sign * i, block))

    @property
    def found(self) -> bool:
        return self.heading is not None


def apart(block: Block) -> bool:
    """Whether a block stands in a figure, menu or the like."""
    return any(box.tag in _APART for box in block.box.within())


def near(sheet: Sheet, headline: str | None) -> Near:
    blocks = sheet.blocks
    at = _place(blocks, headline)
    if at is None:
        told = next((i for i, b in enumerate(blocks) if b.words >= 30 and b.link_share < 0.3), len(blocks))
        return Near(blocks[max(0, told - 30) : told], [])
    after: list[Block] = []
    words = 0
    for block in blocks[at + 1 : at + 1 + AFTER]:
        after.append(block)
        if block.words >= 20 and block.link_share < 0.3:
            words += block.words
            if words > TOLD:
                break
    return Near(after, blocks[max(0, at - BEFORE) : at][::-1], blocks[at])


def _place(blocks: list[Block], headline: str | None) -> int | None:
    """Where the headline stands: as a heading rather than in a menu or a list."""
    if not headline:
        return None
    same = [i for i, b in enumerate(blocks) if b.text == headline]
    if not same:
        title, length = plain(headline), len(headline)
        same = [i for i, b in enumerate(blocks) if abs(len(b.text) - length) <= 12 and plain(b.text) == title]
    if not same:
        title = plain(headline)
        same = [i for i, b in enumerate(blocks) if b.tag in ("h1", "h2") and _is_part(plain(b.text), title)]
    same = [i for i in same if blocks[i].tag == "h1"] or same
    return min(same[:6], key=lambda i: _to_text(blocks, i), default=None)


def _to_text(blocks: list[Block], at: int) -> int:
    """How many blocks lie between a heading and the next running text: a headline in a bar on top is far from it."""
    told = (i for i, b in enumerate(blocks[at + 1 : at + 60]) if b.words >= 20 and b.link_share < 0.3)
    return next(told, 60)


def _is_part(said: str, title: str) -> bool:
    """Whether a heading is most of the headline, or the other way round: a kicker or hidden words make the difference."""
    short, long = sorted((said, title), key=len)
    return len(short) > 0.6 * len(long) and short in long
