"""JSON Feed 1.0 and 1.1, by the standard library."""

from __future__ import annotations

import json
from typing import Any, Final

from beatbook.errors import ReadError
from beatbook.gather.drafts import Draft, Item

DEPTH_CAP: Final = 64
"""Brackets open at once; a feed needs five. json's own recursion ends in an error we should not provoke."""


def looks_like_json(body: bytes, content_type: str = "") -> bool:
    """Whether the body is a JSON object, whatever it was served as."""
    start = body[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if not start and body[:4096].strip():
        start = body[:4096].lstrip()[:1]
    return start == b"{" or (start not in (b"<", b"") and "json" in content_type.lower())


def read(body: bytes) -> Draft:
    """Raises ReadError with reason `unreadable` if it is no JSON, `not-a-feed` if it is no feed."""
    problems: list[str] = []
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        problems.append(f"not valid UTF-8 at byte {e.start}")
        text = body.decode("utf-8", "replace")
    if _depth(text) > DEPTH_CAP:
        raise ReadError("unreadable", f"JSON nested deeper than {DEPTH_CAP}")
    try:
        found = json.loads(text, strict=False, parse_int=_number, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as e:
        raise ReadError("unreadable", f"not JSON: {e}"[:200]) from None
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not (
        isinstance(items, list) or "jsonfeed.org" in str(found.get("version"))
    ):
        raise ReadError("not-a-feed", "this JSON is not a feed")
    if "jsonfeed.org/version/" not in str(found.get("version")):
        problems.append("no JSON Feed version is stated")
    if not isinstance(items, list):
        problems.append("items is missing or no list")
        items = []
    usable = [item for item in items if isinstance(item, dict)]
    if len(usable) < len(items):
        problems.append(f"{len(items) - len(usable)} items are no objects (left out)")
    shared = _authors(found)
    return Draft(
        title=_text(found, "title"),
        home=_text(found, "home_page_url"),
        language=_text(found, "language"),
        items=[_item(item, shared) for item in usable],
        problems=problems,
    )


def _item(found: dict[str, Any], shared: tuple[str, ...]) -> Item:
    summary, html, text = _text(found, "summary"), _text(found, "content_html"), _text(found, "content_text")
    title = _text(found, "title")
    published = [
        (said, None) for key in ("date_published", "date_modified") if (said := _text(found, key)) is not None
    ]
    modified = _text(found, "date_modified")
    return Item(
        key=_text(found, "id"),
        url=_text(found, "url") or _text(found, "external_url"),
        headline=(title, None) if title else None,
        summary=(summary, None) if summary else None,
        content=(html, True) if html else (text, False) if text else None,
        authors=_authors(found) or shared,
        published=tuple(published),
        modified=(modified, None) if modified and len(published) > 1 else None,
        language=_text(found, "language"),
        section=next((t for t in _list(found, "tags") if isinstance(t, str) and t.strip()), None),
    )


def _authors(found: dict[str, Any]) -> tuple[str, ...]:
    said = _list(found, "authors") or [found.get("author")]
    return tuple(name for a in said if isinstance(a, dict) and (name := _text(a, "name")))


def _list(found: dict[str, Any], key: str) -> list[Any]:
    value = found.get(key)
    return value if isinstance(value, list) else []


def _text(found: dict[str, Any], key: str) -> str | None:
    """A text; a number counts as one, since ids are often numbers (the specification asks readers to bear it)."""
    value = found.get(key)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    return value if isinstance(value, str) and value.strip() else None


def _number(digits: str) -> int | str:
    return int(digits) if len(digits) < 20 else digits


def _depth(text: str) -> int:
    """How deep brackets nest, strings counted too: a bound from above, in one pass of C."""
    opened = text.count("[") + text.count("{")
    if opened <= DEPTH_CAP:
        return opened
    depth = deepest = 0
    inside = escaped = False
    for c in text:
        if inside:
            if escaped:
                escaped = False
            elif c == "\\":
                escaped = True
            elif c == '"':
                inside = False
        elif c == '"':
            inside = True
        elif c in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif c in "]}":
            depth -= 1
    return deepest
