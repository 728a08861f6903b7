"""What a page says of itself in JSON-LD, read tolerantly."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

_ARTICLE = re.compile(r"(?:article|blogposting|report|liveblogposting|newsitem|creativework|posting)$", re.I)
_NEWS = re.compile(
    r"(?:newsarticle|reportage\w*|analysisnewsarticle|opinionnewsarticle|blogposting|article)$", re.I
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TRAILING = re.compile(r",\s*([}\]])")
_WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)

MAX_LENGTH = 2_000_000
"""Characters of one script: longer ones are data files."""
MAX_NODES = 4_000

Node = dict[str, Any]


def loads(text: str) -> Any:
    """The JSON in a script, or None. Forgives comment wrappers, control characters, trailing commas, entities."""
    if len(text) > MAX_LENGTH:
        return None
    tries = (
        lambda t: t,
        lambda t: _TRAILING.sub(r"\1", _CONTROL.sub(" ", _WRAPPED.sub("", t.strip()))).rstrip("; \n\t"),
        lambda t: html.unescape(_TRAILING.sub(r"\1", _CONTROL.sub(" ", t))),
    )
    for attempt in tries:
        try:
            return json.loads(attempt(text), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def nodes(data: Any) -> Iterator[Node]:
    """Every object of a JSON-LD document, outermost first; at most 4,000."""
    queue: list[Any] = [data]
    count = 0
    while queue and count < MAX_NODES:
        this = queue.pop(0)
        if isinstance(this, list):
            queue[:0] = this[:MAX_NODES]
        elif isinstance(this, dict):
            count += 1
            yield this
            for key, value in this.items():
                if isinstance(value, (dict, list)) and key not in (
                    "comment",
                    "review",
                    "itemListElement",
                    "video",
                ):
                    queue.append(value)


def types(node: Node) -> tuple[str, ...]:
    said = node.get("@type")
    said = said if isinstance(said, list) else [said]
    return tuple(t.rsplit("/", 1)[-1] for t in said if isinstance(t, str))


def is_article(node: Node) -> bool:
    return any(_ARTICLE.search(t) for t in types(node))


def is_news(node: Node) -> bool:
    return any(_NEWS.search(t) for t in types(node))


def text_of(value: Any) -> str:
    """A value as text: a string, the first of a list, or an object's name or @value."""
    for _ in range(4):
        if isinstance(value, str):
            return html.unescape(value)
        if isinstance(value, list):
            value = next((v for v in value if v), None)
        elif isinstance(value, dict):
            value = value.get("@value") or value.get("name") or value.get("text")
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        else:
            return ""
    return ""


def people(value: Any, known: dict[str, Node], depth: int = 0) -> list[tuple[str, bool]]:
    """The names that an author field gives, each with whether it says it is an organisation. `known` finds objects
    that are only referred to by @id."""
    out: list[tuple[str, bool]] = []
    for one in value[:50] if isinstance(value, list) else [value]:
        if isinstance(one, str):
            out.append((html.unescape(one), False))
        elif isinstance(one, list) and depth < 3:
            out.extend(people(one[:50], known, depth + 1))
        elif isinstance(one, dict):
            if not one.get("name") and isinstance(one.get("@id"), str):
                one = known.get(one["@id"], one)
            names = one.get("name")
            is_desk = any("organi" in t.lower() for t in types(one))
            for name in names if isinstance(names, list) else [names]:
                if isinstance(name, str):
                    out.append((html.unescape(name), is_desk))
    return out
