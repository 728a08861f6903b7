"""Reading the desk's pages as a browser would: a strict parse, and their text line by line."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import html5lib

BLOCKS = frozenset({
    *("html", "body", "header", "footer", "main", "nav", "aside", "section", "article", "form", "div", "p", "title"),
    *("h1", "h2", "h3", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "details", "summary"),
    *("figure", "svg"),
})  # fmt: skip
QUIET = frozenset({"head", "style", "script", "template"})


def parse(html: str) -> ET.Element:
    """The tree of a page; raises on the first thing that HTML does not allow."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree: ET.Element = parser.parse(html)
    return tree


def name(element: ET.Element) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def first(tree: ET.Element, tag: str) -> ET.Element:
    return next(e for e in tree.iter() if name(e) == tag)


def all_of(tree: ET.Element, tag: str, **attributes: str) -> list[ET.Element]:
    wanted = {k.rstrip("_").replace("_", "-"): v for k, v in attributes.items()}
    return [e for e in tree.iter() if name(e) == tag and all(e.get(k) == v for k, v in wanted.items())]


def text(element: ET.Element) -> str:
    return re.sub(r"[\s\x00]+", " ", "".join(_pieces(element))).strip()


def lines(element: ET.Element) -> list[str]:
    """The text of a page as people see it: a block ends a line, white space is one space, empty lines are left out."""
    said = "".join(_pieces(element))
    found = [re.sub(r"\s+", " ", part).strip() for part in said.split("\x00")]
    return [part for part in found if part]


def _pieces(element: ET.Element) -> Iterator[str]:
    if name(element) in QUIET:
        return
    block = name(element) in BLOCKS
    if block:
        yield "\x00"
    yield element.text or ""
    for child in element:
        yield from _pieces(child)
        yield child.tail or ""
    if block:
        yield "\x00"


def assert_harmless(tree: ET.Element) -> None:
    """Nothing in the page runs, frames, or leads anywhere but to http(s) and our calendars."""
    for element in tree.iter():
        tag = name(element).lower()
        assert tag not in {
            "script",
            "iframe",
            "object",
            "embed",
            "base",
            "frame",
            "applet",
            "math",
            "animate",
            "set",
        }
        for key, value in attributes(element):
            key = key.lower()
            assert not key.startswith("on"), (tag, key, value)
            assert key not in {"style", "srcdoc", "formaction", "background", "xlink:href", "ping"}, (
                tag,
                key,
            )
            if key in {"href", "src", "action"}:
                assert urlsplit(value.strip()).scheme in {"", "http", "https", "webcal"}, value
                assert value == value.strip()
                assert not re.search(r"[\x00-\x20\"'<>\\]", value), value


def attributes(element: ET.Element) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        key_: Any = key
        yield (":".join(str(k) for k in key_) if isinstance(key_, tuple) else str(key_)), value
