"""What is done to a feed's bytes before a reader sees them: small repairs that save whole feeds, each one said.

A single stray byte makes feedparser read a whole UTF-8 feed as windows-1252; one control character or a line of PHP
warnings before the first tag makes it leave its XML reader for its loose one. Feeds too large to read in time are
thinned here, in the middle, so that both ends survive whichever way the feed is sorted.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

ITEMS_READ: Final = 3_000
"""Items a reader is given; the newest 1,000 are kept. 200,000 small items took feedparser 25 s (threats.md)."""

DEPTH_CAP: Final = 400
"""Elements open at once. Feeds need about ten, with XHTML inside a few dozen."""

_CONTROLS = bytes(c for c in range(0x20) if c not in (0x09, 0x0A, 0x0D))
_START = re.compile(rb"<(?:\?xml|rss|feed|rdf:RDF|channel|\w+:(?:RDF|feed|rss)|!--|!DOCTYPE)", re.IGNORECASE)
_DECLARED = re.compile(rb"""<\?xml[^<>]{0,200}encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s{0,8}>", re.IGNORECASE)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<", b"\0\0")


@dataclass(frozen=True, slots=True)
class Prepared:
    body: bytes
    content_type: str
    problems: tuple[str, ...] = ()


def prepare(body: bytes, content_type: str) -> Prepared:
    """The bytes and content type to read instead, and what was repaired."""
    problems: list[str] = []
    if body.startswith(_WIDE):  # UTF-16 and UTF-32: bytes are not characters; leave it to the reader
        return Prepared(body, content_type)
    declared = _declared(body, content_type)
    if not declared.startswith(("iso-2022", "hz", "cp037", "ebcdic")):
        plain = body.translate(None, _CONTROLS)
        if len(plain) < len(body):
            problems.append(f"{len(body) - len(plain)} control characters (left out)")
            body = plain
    body, skipped = _from_start(body)
    if skipped:
        problems.append(f"{skipped} bytes of something else before the feed")
    if declared in ("", "utf-8", "utf8", "us-ascii", "ascii"):
        body, note = _mended(body)
        problems += note
    body, left_out = _thinned(body)
    if left_out:
        problems.append(f"{left_out} entries in the middle of a very long feed were not read")
    return Prepared(body, content_type, tuple(problems))


def _declared(body: bytes, content_type: str) -> str:
    """The charset that the header or the XML declaration names, in lower case; "" if none does."""
    if body.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if said := _CHARSET.search(content_type):
        return said[1].lower()
    found = _DECLARED.search(body[:1024])
    return found[1].decode("ascii").lower() if found else ""


def _from_start(body: bytes) -> tuple[bytes, int]:
    """Without white space or junk before the first tag of a feed; how many bytes of junk there were."""
    bom = codecs.BOM_UTF8 if body.startswith(codecs.BOM_UTF8) else b""
    stripped = body.removeprefix(bom).lstrip()
    if stripped.startswith(b"<"):
        return bom + stripped, 0
    start = _START.search(stripped[:65_536])
    return (bom + stripped[start.start() :], start.start()) if start else (body, 0)


def _mended(body: bytes) -> tuple[bytes, list[str]]:
    """A UTF-8 feed with a few bytes that are not, mended: each stray byte is read as windows-1252, or given up."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return body, []
    good, strays = len(_MULTIBYTE.findall(body)), 0

    def mend(error: UnicodeError) -> tuple[str, int]:
        nonlocal strays
        assert isinstance(error, UnicodeDecodeError)
        strays += 1
        if strays > good:
            raise error
        return error.object[error.start : error.end].decode("cp1252", "replace"), error.end

    codecs.register_error("beatbook-mend", mend)
    try:
        text = body.decode("utf-8", "beatbook-mend")
    except UnicodeDecodeError:
        return body, []
    return text.encode("utf-8"), [f"{strays} bytes that are not UTF-8"]


def _thinned(body: bytes) -> tuple[bytes, int]:
    """A very long feed without its middle, and how many items that was."""
    ends = [m.end() for m in _END.finditer(body)]
    if len(ends) <= ITEMS_READ:
        return body, 0
    half = ITEMS_READ // 2
    return body[: ends[half - 1]] + body[ends[-half - 1] :], len(ends) - 2 * half
