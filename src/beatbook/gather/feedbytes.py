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
from xml.parsers import expat

from beatbook.errors import ReadError

ITEMS_READ: Final = 3_000
"""Items a reader is given; the newest 1,000 are kept. 200,000 small items took feedparser 25 s."""

DEPTH_CAP: Final = 400
"""Elements open at once. Feeds need about ten, with XHTML inside a few dozen."""

TAGS_CAP: Final = 200_000
"""Tags a reader is given: feedparser takes some 25 µs for each. A feed beyond is cut after an entry."""

ATTRIBUTES_CAP: Final = 1_000
"""Of one tag; feedparser looks each of them up among all."""

LOOSE_CAP: Final = 2 * 1024 * 1024
"""Bytes of a feed that is not well-formed: feedparser's loose reader takes up to 3 s for each megabyte."""

AUTHOR_CAP: Final = 400
"""Bytes of an author; feedparser looks for e-mail addresses with an expression that a long one can stall."""

_CONTROLS = bytes(c for c in range(0x20) if c not in (0x09, 0x0A, 0x0D))
_START = re.compile(rb"<(?:\?xml|rss|feed|rdf:RDF|channel|\w+:(?:RDF|feed|rss)|!--|!DOCTYPE)", re.IGNORECASE)
_DECLARED = re.compile(rb"""<\?xml[^<>]{0,200}encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s{0,8}>", re.IGNORECASE)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_TOKEN = re.compile(rb"<!\[CDATA\[|<!--|<(/?)([A-Za-z_][\w:.-]*+)[^<>]*+>")
_VOID = frozenset({b"br", b"img", b"hr", b"input", b"meta", b"wbr", b"area", b"p", b"li"})
_RUNS = re.compile(rb"<{32,}|&{32,}")
_AUTHOR = re.compile(
    rb"(<(?:[\w-]{1,20}:)?(?:author|creator|managingeditor|webmaster|name|email|publisher)\b[^<>]{0,300}>"
    rb"\s{0,20}(?:<!\[CDATA\[)?)([^<\]]{%d})[^<\]]++" % AUTHOR_CAP,
    re.IGNORECASE,
)
_STRAY = re.compile("[\udc80-\udcff]")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<", b"\0\0")


@dataclass(frozen=True, slots=True)
class Prepared:
    body: bytes
    content_type: str
    problems: tuple[str, ...] = ()


def prepare(body: bytes, content_type: str) -> Prepared:
    """The bytes and content type to read instead, and what was repaired. Raises ReadError for what nests too deep."""
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
    body = _AUTHOR.sub(_shorter, _RUNS.sub(b" ", body))
    body, left_out = _thinned(body)
    if left_out:
        problems.append(f"{left_out} entries in the middle of a very long feed were not read")
    body, cut = _cut(body, *_scan(body))
    if cut:
        problems.append(f"the last {cut} bytes of a very long feed were not read")
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
    text = body.decode("utf-8", "surrogateescape")
    strays = len(_STRAY.findall(text))
    if strays > len(_MULTIBYTE.findall(body)):
        return _guessed(body)
    text = _STRAY.sub(lambda m: bytes([ord(m[0]) - 0xDC00]).decode("cp1252", "replace"), text)
    return text.encode("utf-8"), [f"{strays} bytes that are not UTF-8"]


_SCRIPTS = (
    ("cp949", "\uac00", "\ud7a3", 0.6),
    ("euc_jp", "\u3041", "\u30fe", 0.2),
    ("cp932", "\u3041", "\u30fe", 0.2),
)
"""Encodings that a feed may be in without saying so, and the share of its letters that its own script must make up.
Korean and Japanese give themselves away; Chinese and Cyrillic ones are too alike for a guess."""


def _guessed(body: bytes) -> tuple[bytes, list[str]]:
    """A feed that does not say its encoding and is not UTF-8, as UTF-8 if its script gives the encoding away."""
    for name, first, last, share in _SCRIPTS:
        try:
            text = body.decode(name)
        except UnicodeDecodeError:
            continue
        foreign = [c for c in text if c > "\x7f"]
        if sum(first <= c <= last for c in foreign) >= share * len(foreign):
            text = re.sub(r"^\s*<\?xml[^<>]*\?>", "", text, count=1)
            return text.encode("utf-8"), [f"its encoding is not stated or wrong; read as {name}"]
    return body, []


def _thinned(body: bytes) -> tuple[bytes, int]:
    """A very long feed without its middle, and how many items that was."""
    ends = [m.end() for m in _END.finditer(body)]
    if len(ends) <= ITEMS_READ:
        return body, 0
    half = ITEMS_READ // 2
    return body[: ends[half - 1]] + body[ends[-half - 1] :], len(ends) - 2 * half


def _shorter(author: re.Match[bytes]) -> bytes:
    """An author's head, not ended inside a character or a reference."""
    return author[1] + re.sub(rb"(?:&[^;&]{0,12}|[\x80-\xff]{1,3})$", b"", author[2])


def _scan(body: bytes) -> tuple[int, tuple[bytes, ...]]:
    """Where to cut a feed of too many tags, and what is open there; (-1, ()) if it has not too many.

    It looks at tags alone, and forgives what is left open inside an entry at the entry's end.
    """
    opened: list[bytes] = []
    entry_at: int | None = None
    open_there: tuple[bytes, ...] = ()
    end = tags = at = 0
    while found := _TOKEN.search(body, at):
        at = found.end()
        if found[2] is None:
            at = body.find(b"]]>" if found[0].startswith(b"<![") else b"-->", at) + 3
            if at < 3:
                break
            continue
        if len(found[0]) > ATTRIBUTES_CAP and found[0].count(b"=") > ATTRIBUTES_CAP:
            raise ReadError("unreadable", f"a tag with more than {ATTRIBUTES_CAP} attributes")
        tags += 1
        name = found[2].lower()
        is_entry = name.rpartition(b":")[2] in (b"item", b"entry")
        if tags > TAGS_CAP:
            if not end:
                raise ReadError("unreadable", f"more than {TAGS_CAP} tags before the first entry ends")
            return end, open_there
        if found[1]:
            if is_entry and entry_at is not None:
                del opened[entry_at:]
                entry_at, end, open_there = None, at, tuple(opened[:DEPTH_CAP])
            elif opened and opened[-1] == found[2]:
                opened.pop()
        elif not found[0].endswith(b"/>") and name not in _VOID:
            if is_entry and entry_at is None:
                entry_at = len(opened)
            opened.append(found[2])
            if len(opened) > DEPTH_CAP:
                raise ReadError("unreadable", f"elements nested deeper than {DEPTH_CAP}")
    return -1, ()


def _cut(body: bytes, end: int, open_there: tuple[bytes, ...]) -> tuple[bytes, int]:
    """A feed cut where `_scan` says, closed again; one that is not well-formed at `LOOSE_CAP` at the latest."""
    left = 0
    if end >= 0:
        left = len(body) - end
        body = body[:end] + b"".join(b"</" + name + b">" for name in reversed(open_there))
    if len(body) > LOOSE_CAP and not _well_formed(body):
        ends = [m.end() for m in _END.finditer(body, 0, LOOSE_CAP)]
        stop = ends[-1] if ends else LOOSE_CAP
        left += len(body) - stop
        body = body[:stop]
    return body, left


def _well_formed(body: bytes) -> bool:
    """Whether an XML reader will get to the end. A charset it does not know is the next reader's matter."""
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(body, True)
    except expat.ExpatError as e:
        return e.code in (18, 19)  # unknown encoding, encoding specified is incorrect
    except (LookupError, ValueError):
        return True
    return True
