"""The article as a page carries it in its data, where its script would draw it from.

Pages that are drawn in the browser bring their text as rich text in JSON, in one of a few shapes that editors of rich
text share: ProseMirror and Slate (`type`), Contentful (`nodeType`), Portable Text (`_type`), Draft.js (`blocks`), Arc
(`content_elements`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from json import JSONDecoder
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from beatbook.read.text import clean, size

LONGEST = 4_000_000
"""Characters of one script that are looked at."""
DEEPEST = 60
"""Levels of nested data that are looked at."""
FEWEST = 3
"""Paragraphs in one place that make it a text; fewer are a blurb."""

RICH_TEXT = re.compile(
    rb'"(?:type|nodeType|_type)"\s*:\s*"(?:paragraph|block|unstyled)"|"content_elements"\s*:\s*\['
)
"""What every page with such data has in its mark-up."""
_BEGIN = re.compile(r"[{\[]")
_PARAGRAPH = frozenset(("paragraph", "p", "block", "unstyled", "text-block", "list-item", "listitem"))
_HEADING = re.compile(r"heading(?:-?\d)?|header(?:-\w+)?|h[2-6]|subheading", re.I)
_TAG = re.compile(r"<[^<>]{1,500}>")


def stated_paragraphs(tree: LexborHTMLParser) -> tuple[str, ...]:
    """The paragraphs of the longest rich text in the page's scripts, in order; none if there is none."""
    best: list[str] = []
    for script in tree.css("script"):
        text = script.text() or ""
        if not 500 < len(text) <= LONGEST or not RICH_TEXT.search(text.encode("utf-8", "replace")):
            continue
        found = _BEGIN.search(text)
        if found is None:
            continue
        try:
            data, _ = JSONDecoder(strict=False).raw_decode(text, found.start())
        except (ValueError, RecursionError):
            continue
        for paragraphs in _texts(data):
            if sum(map(size, paragraphs)) > sum(map(size, best)):
                best = paragraphs
    return tuple(best)


def _texts(data: Any) -> Iterator[list[str]]:
    """The paragraphs of each list in the data that holds some."""
    waiting: list[tuple[Any, int]] = [(data, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > DEEPEST:
            continue
        if isinstance(node, dict):
            waiting += ((value, depth + 1) for value in node.values() if isinstance(value, (dict, list)))
        elif isinstance(node, list):
            told = [text for one in node if isinstance(one, dict) and (text := _paragraph(one))]
            if len(told) >= FEWEST:
                yield told
            else:
                waiting += ((value, depth + 1) for value in node if isinstance(value, (dict, list)))


def _paragraph(node: dict[str, Any]) -> str:
    """The text of a node that is a paragraph or a sub-heading; empty if it is neither."""
    kind = node.get("type") or node.get("nodeType") or node.get("_type")
    if not isinstance(kind, str):
        return ""
    if kind == "text" and isinstance(node.get("content"), str):
        return clean(_TAG.sub("", node["content"]))
    if kind.lower() in _PARAGRAPH or _HEADING.fullmatch(kind):
        return clean(_TAG.sub("", "".join(_leaves(node, 0))))
    return ""


def _leaves(node: Any, depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        return
    if isinstance(node, list):
        for one in node:
            yield from _leaves(one, depth + 1)
    elif isinstance(node, dict):
        for key in ("text", "value"):
            if isinstance(node.get(key), str):
                yield node[key]
                return
        for key in ("content", "children"):
            if isinstance(node.get(key), (list, dict)):
                yield from _leaves(node[key], depth + 1)
