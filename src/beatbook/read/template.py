"""Where body, headline, date and byline stand on a source's pages: learned from pages read whole, used to read the next
ones fast, dropped when it stops agreeing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from beatbook.model import PLACES, Lesson, LessonKind, LessonState
from beatbook.read.blocks import Block, Box, is_hidden

LOOK = 8
"""Recent pages, newest first, that a template is learned from and judged by."""
AGREE = 6
"""Of so many pages of `LOOK`, those that must have their body in one place for it to be learned."""
STILL = 4
"""And those that must still have it there, or the template is dropped."""


@dataclass(frozen=True, slots=True)
class Template:
    """`body` is the selector of the one element that holds all of the text, and nothing above its like."""

    body: str

    @classmethod
    def of(cls, lesson: Lesson) -> Template | None:
        body = lesson.data.get("body")
        return cls(body) if isinstance(body, str) and body else None

    def find(self, tree: LexborHTMLParser) -> tuple[LexborNode, list[str]] | None:
        """The element, and the paragraphs that stand elsewhere; if the page has exactly one, shows it as its text, and
        has little told beside it."""
        found = tree.css(self.body)
        if len(found) != 1 or _is_apart(found[0]):
            return None
        inside = {p.mem_id for p in found[0].css("p")}
        own = others = 0
        beside: list[str] = []
        for p in tree.css("p"):
            text = p.text()
            long = len(text) if len(text) >= LONG else 0
            if p.mem_id in inside:
                own += long
                continue
            others += long
            # Paragraphs in paragraphs all have the innermost one's text: only short ones are kept.
            if len(text) <= LONGEST:
                beside.append(text)
        return (found[0], beside) if others <= BESIDE * own else None


def around(text: LexborNode, headings: Sequence[LexborNode]) -> LexborNode | None:
    """The smallest element that holds a page's text and one of its main headings, and so what stands between them; None
    if that is the whole page."""
    holding: dict[int, LexborNode] = {}
    node: LexborNode | None = text
    while node is not None and node.tag not in ("body", "html"):
        holding[node.mem_id] = node
        node = node.parent
    for heading in headings[:MOST_HEADINGS]:
        node = heading.parent
        while node is not None:
            if node.mem_id in holding:
                return holding[node.mem_id]
            node = node.parent
    return None


MOST_HEADINGS = 4
"""Main headings that are looked at: the outlet's name may be one."""
BESIDE = 0.5
"""The characters of long paragraphs outside the element, by those inside, from which on the page is read whole: the text
may have moved, or go on in another box."""
LONG = 80
"""Characters of a long paragraph."""
LONGEST = 2_000
"""Characters of a paragraph elsewhere that is kept."""
_APART = frozenset(("aside", "nav", "footer", "form", "figure", "noscript", "template", "dialog", "iframe"))


def _is_apart(node: LexborNode | None) -> bool:
    """Whether an element stands in one that is not shown, or that holds no article."""
    while node is not None:
        if node.tag in _APART or is_hidden(node.attributes):
            return True
        node = node.parent
    return False


def learn_template(
    lessons: Mapping[tuple[LessonKind, str], Lesson],
    seen: Sequence[Mapping[str, str]],
    version: int,
    now: datetime,
) -> list[Lesson]:
    """The template lessons that are new or changed, from where things stood on the recent pages, oldest first. Pages
    whose body was found in no place of its own say nothing."""
    looked = [places for places in seen if places.get("body")][-LOOK:]
    mine = [x for (kind, _), x in lessons.items() if kind is LessonKind.TEMPLATE]
    active = next((x for x in mine if x.state is LessonState.ACTIVE), None)
    if active is not None:
        agreed = sum(places["body"] == active.data.get("body") for places in looked)
        if len(looked) < LOOK or agreed >= STILL:
            return []
        return [replace(active, state=LessonState.DROPPED, version=version, changed=now)]
    if len(looked) < AGREE:
        return []
    body, agreed = Counter(places["body"] for places in looked).most_common(1)[0]
    key = blake2b(body.encode(), digest_size=6).hexdigest()
    before = lessons.get((LessonKind.TEMPLATE, key))
    if agreed < AGREE or (before is not None and before.state is LessonState.UNDONE):
        return []
    data: dict[str, object] = {"body": body, "articles": agreed, "of": len(looked)}
    for name in PLACES[1:]:
        said = Counter(places[name] for places in looked if places.get(name))
        if said:
            data[name] = said.most_common(1)[0][0]
    learned = before.learned if before else now
    return [Lesson(LessonKind.TEMPLATE, key, LessonState.ACTIVE, version, learned, now, data)]


# ---- naming a place ---------------------------------------------------------------------------------------------------

_STEADY = re.compile(r"(?=.{1,80}\Z)[A-Za-z_-]+(?:\d{1,2}[A-Za-z_-]*)?")
"""A class or id that a system gives, not one made for a page (`post-48213`) or a build (`css-1k075w5`)."""


def place_of(blocks: Sequence[Block], tree: LexborHTMLParser) -> str | None:
    """A selector of the smallest element with a name that holds all the blocks, and of which the page has only one."""
    if not blocks:
        return None
    for box in islice(_around(blocks).within(), MOST_TRIED):
        if box.parent is None:
            break
        selector = _selector(box)
        if selector is not None and len(tree.css(selector)) == 1:
            return selector
    return None


MOST_TRIED = 20
"""Elements around a text that are tried, each for a scan of the page."""


def _around(blocks: Sequence[Block]) -> Box:
    first = min(b.box.order for b in blocks)
    last = max(b.box.order for b in blocks)
    box = blocks[0].box
    while box.parent is not None and not (box.order <= first and last < box.end):
        box = box.parent
    return box


def _selector(box: Box) -> str | None:
    tells_by_itself = box.tag in ("article", "main")
    if not tells_by_itself and box.identity and _STEADY.fullmatch(box.identity):
        return f'{box.tag}[id="{box.identity}"]'
    names = [n for n in box.classes.split() if _STEADY.fullmatch(n)][: 2 if tells_by_itself else 3]
    return box.tag + "".join(f'[class~="{n}"]' for n in names) if names or tells_by_itself else None
