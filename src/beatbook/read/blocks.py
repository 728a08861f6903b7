"""A page as a list of blocks of text in reading order, each with the boxes it stands in.

One pass over the tree, made once and used by everything that asks about the page: metadata looks for bylines and dates
in it, `body` chooses among its blocks, `kind` counts its links. Script text, hidden text and the insides of controls
never become blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from beatbook.errors import ReadError
from beatbook.read.text import clean, ends_sentence, size

MAX_DEPTH = 5_000
"""Elements that a text may be nested in. Browsers stop at 512; the most seen on a news page is about 90."""

_SKIP = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "map",
        "audio",
        "video",
        "select",
        "option",
        "optgroup",
        "datalist",
        "textarea",
        "input",
        "button",
        "head",
        "meta",
        "link",
        "title",
        "progress",
        "meter",
        "dialog",
        "frameset",
        "rp",
        "rt",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "img",
        "picture",
        "source",
        "amp-img",
        "o:p",
    ]
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
CELL_WORDS = 18
"""From this many words on a table's cell holds a paragraph rather than a datum."""
_TEXTUAL = HEADINGS | {"p", "li"}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


_NONE: dict[str, str | None] = {}


@dataclass(slots=True, eq=False)
class Box:
    """An element that breaks lines: what its mark-up says of it. `names` holds class and id in lower case; the id of a
    heading, paragraph or list item is made from its words and names nothing."""

    tag: str
    parent: Box | None
    order: int
    attributes: dict[str, str | None] = field(default_factory=dict, repr=False)
    names: str = ""
    role: str = ""
    first: int = 0
    """The place of the first block inside it, in the sheet's blocks."""
    last: int = 0
    """One past the place of the last block inside it."""
    end: int = 0
    """One past the order of the last box inside it."""

    @property
    def itemprop(self) -> str:
        return (self.attributes.get("itemprop") or "").lower()

    @property
    def classes(self) -> str:
        return self.attributes.get("class") or ""

    @property
    def identity(self) -> str:
        return "" if self.tag in _TEXTUAL else self.attributes.get("id") or ""

    def within(self) -> Iterator[Box]:
        """This box and all it stands in, innermost first."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


@dataclass(slots=True, eq=False)
class Block:
    """A run of text between two line breaks. `linked` counts its characters inside links, `links` the links;
    `words` is its `text.size`."""

    text: str
    box: Box
    linked: int = 0
    links: int = 0
    words: int = 0
    tag: str = ""
    told: float = 0.0
    """How much it looks like told text: its characters outside links, if it is long or ends like a sentence."""

    @property
    def link_share(self) -> float:
        return self.linked / len(self.text) if self.text else 0.0


@dataclass(slots=True)
class Sheet:
    """All blocks and boxes of a page, in document order."""

    blocks: list[Block]
    boxes: list[Box]

    def inside(self, box: Box) -> list[Block]:
        """The blocks in a box and in the boxes inside it."""
        return self.blocks[box.first : box.last]


class _Run:
    """The text being gathered between two breaks."""

    __slots__ = ("linked", "links", "parts")

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.linked = self.links = 0


def sheet_of(tree: LexborHTMLParser, within: LexborNode | None = None) -> Sheet:
    """The page, or only what stands `within` an element of it, as blocks. Raises ReadError `too-deep`."""
    root = within or tree.body or tree.root
    sheet = Sheet([], [])
    if root is None:
        return sheet
    late: dict[str, LexborNode] | None = None
    blocks, boxes = sheet.blocks, sheet.boxes
    box = _box(root.tag or "body", None, sheet, root.attributes)
    run = _Run()
    parts = run.parts
    in_link = 0
    stack: list[tuple[LexborNode, Box, int]] = []
    node: LexborNode | None = root.first_child
    while True:
        while node is None:
            if not stack:
                _flush(run, box, blocks)
                box.end, box.last = len(boxes), len(blocks)
                return sheet
            done, outer, in_link = stack.pop()
            if outer is not box:
                if parts or run.links:
                    _flush(run, box, blocks)
                box.end, box.last = len(boxes), len(blocks)
                box = outer
            node = done.next
        tag = node.tag
        if tag == "-text":
            text = node.text_content
            # White space before a run's first word is dropped in any case.
            if text and (parts or not text.isspace()):
                parts.append(text)
                if in_link:
                    run.linked += len(text.strip())
            node = node.next
            continue
        if tag is None or tag in _SKIP or tag[0] == "-":
            part = None
            if tag == "template":
                late = _late_parts(tree) if late is None else late
                part = late.pop((node.attributes.get("id") or "")[2:], None)
            if part is None:
                node = node.next
                continue
            # What was sent later stands here.
            stack.append((node, box, in_link))
            node = part.first_child
            continue
        if tag == "br":
            following = node.next
            while (
                following is not None
                and following.tag == "-text"
                and not (following.text_content or "").strip()
            ):
                following = following.next
            if following is not None and following.tag == "br":
                _flush(run, box, blocks)
            elif parts:
                parts.append(" ")
            node = node.next
            continue
        is_inline = tag in _INLINE
        attributes = _NONE if is_inline and tag != "span" else node.attributes
        if attributes and is_hidden(attributes):
            node = node.next
            continue
        stack.append((node, box, in_link))
        if len(stack) > MAX_DEPTH:
            raise ReadError("too-deep", f"text inside more than {MAX_DEPTH:,} elements")
        if tag == "a":
            in_link += 1
            run.links += 1
        if not is_inline:
            if parts or run.links:
                _flush(run, box, blocks)
            box = _box(tag, box, sheet, attributes)
        node = node.first_child


def _late_parts(tree: LexborHTMLParser) -> dict[str, LexborNode]:
    """The parts of a page that its server sent after the rest, hidden, for a script to put in the place of a
    `<template id="B:…">` (or `P:…`); by what follows in that id. React streams pages so (react.dev, `renderToPipeableStream`)."""
    found = tree.css('div[hidden][id^="S:"]')
    # What is not hidden stands where it is; were it taken, one text could be shown as often as boxes are around it.
    return {(part.attributes["id"] or "")[2:]: part for part in found if is_hidden(part.attributes)}


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Whether an element with these attributes is not shown."""
    if "hidden" in attributes and (attributes["hidden"] or "") != "until-found":
        return True
    if "aria-hidden" in attributes and attributes["aria-hidden"] == "true":
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN_STYLE.search(style))


def _box(tag: str, parent: Box | None, sheet: Sheet, attributes: dict[str, str | None]) -> Box:
    """A new box of the sheet, open until its `last` and `end` are known."""
    names = role = ""
    if attributes:
        names, role = attributes.get("class") or "", attributes.get("role") or ""
        if "id" in attributes and tag not in _TEXTUAL:
            names += f" {attributes['id'] or ''}"
        names = names.strip().lower()[:300]
    box = Box(tag, parent, len(sheet.boxes), attributes, names, role and role.lower(), len(sheet.blocks))
    sheet.boxes.append(box)
    return box


def _flush(run: _Run, box: Box, blocks: list[Block]) -> None:
    text = clean("".join(run.parts))
    if text:
        linked = min(run.linked, len(text))
        words, tag = size(text), box.tag
        told = 0.0 if tag in HEADINGS else told_in(text, words, linked)
        blocks.append(Block(text, box, linked, run.links, words, tag, told))
    run.parts.clear()
    run.linked = run.links = 0


def told_in(text: str, words: int, linked: int = 0) -> float:
    """How much of a block looks like told text (`Block.told`)."""
    if words < 6 or 2 * linked > len(text):
        return 0.0
    if words < 12 and not ends_sentence(text):
        return 0.0
    # East Asian characters say about twice as much as Latin ones.
    weight = 1.0 if len(text) < 8 * words or text.isascii() else 2.0
    return min(len(text) - linked, 1500) * weight
