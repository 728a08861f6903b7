"""OPML: lists of feeds in and out. Folders are kept as a path of names."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from lxml import etree

from beatbook.errors import ReadError
from beatbook.gather import plain
from beatbook.gather.drafts import web_address

OUTLINES_CAP: Final = 20_000
BYTES_CAP: Final = 15 * 1024 * 1024
FOLDERS_CAP: Final = 16
"""Folders inside folders; deeper ones are counted to the deepest kept."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed of a list. `folder` is the path of folder names, outermost first."""

    title: str
    url: str
    home: str | None = None
    folder: tuple[str, ...] = ()


def read_opml(body: bytes) -> tuple[list[Subscription], list[str]]:
    """The feeds in a list, each once, and what was wrong with it. Raises ReadError if it is no OPML."""
    if len(body) > BYTES_CAP:
        raise ReadError("too-large", f"more than {BYTES_CAP} bytes")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as e:
        raise ReadError("not-opml", f"not XML: {e.msg}"[:200]) from None
    if root is None or _local(root) != "opml":
        raise ReadError("not-opml", "its root is not opml")
    problems = [
        f"not well-formed XML at line {e.line}: {e.message}"
        for e in list(parser.error_log)[:1]
        if e.level_name == "FATAL"
    ]
    found: dict[str, Subscription] = {}
    repeated = unusable = seen = 0
    folders: dict[etree._Element, tuple[str, ...]] = {}
    for element in root.iter():
        if _local(element) != "outline":
            continue
        seen += 1
        if seen > OUTLINES_CAP:
            problems.append(f"more than {OUTLINES_CAP} lines; the rest was not read")
            break
        attributes = {str(k).lower(): str(v) for k, v in element.attrib.items()}
        name = plain.line(attributes.get("text") or "") or plain.line(attributes.get("title") or "")
        parent = element.getparent()
        folder = folders.get(parent, ()) if parent is not None else ()
        kind = attributes.get("type", "").lower()
        if (said := attributes.get("xmlurl", "").strip()) == "" or kind in ("source", "include"):
            folders[element] = (*folder, plain.cut(name, 100))[:FOLDERS_CAP] if name else folder
            unusable += kind in ("rss", "atom", "pie")
            continue
        folders[element] = folder
        said = re.sub(r"^feed:(?=//)", "http:", re.sub(r"^feed:(?://)?(?=https?:)", "", said))
        url = web_address(said)
        if url is None:
            unusable += 1
        elif url in found:
            repeated += 1
        else:
            home = web_address(attributes.get("htmlurl"))
            found[url] = Subscription(plain.cut(name, 200) or url, url, home, folder)
    if unusable:
        problems.append(f"without a usable address (left out): {unusable}")
    if repeated:
        problems.append(f"repeated (the first is kept): {repeated}")
    if not found:
        problems.append("no feeds")
    return list(found.values()), problems


def write_opml(subscriptions: Iterable[Subscription], title: str, made: datetime) -> bytes:
    """A list as OPML 2.0, folders nested, in the order given."""
    root = ET.Element("opml", version="2.0")
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = plain.clean(title)
    ET.SubElement(head, "dateCreated").text = format_datetime(made)
    body = ET.SubElement(root, "body")
    places: dict[tuple[str, ...], ET.Element] = {(): body}
    for one in subscriptions:
        for depth in range(1, len(one.folder) + 1):
            path = one.folder[:depth]
            if path not in places:
                places[path] = ET.SubElement(places[path[:-1]], "outline", text=plain.clean(path[-1]))
        name = plain.clean(one.title)
        said = {"type": "rss", "text": name, "title": name, "xmlUrl": one.url}
        if one.home:
            said["htmlUrl"] = one.home
        ET.SubElement(places[one.folder], "outline", said)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
