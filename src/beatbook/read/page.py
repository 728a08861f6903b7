"""Bytes to a parsed page, within limits.

Parsing is lexbor's (an HTML5 parser: four times as fast as libxml2 on news pages, and it drops nothing for being deep).
Its cost is quadratic in depth and in formatting elements left open, so a page with very many tags is first put in
order by libxml2, which is linear (docs/decisions/0201-parser.md).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from beatbook.errors import ReadError
from beatbook.read.text import HAN, HANGUL, KANA

MAX_BYTES = 20_000_000
"""Bytes of a page; news pages of 2023–26 have a median of 0.2 MB, the largest seen 6 MB."""
MAX_TAGS = 400_000
"""Tags of a page; the most seen on a news page is about 30,000."""
MANY_TAGS = 20_000
"""From here on libxml2 goes first: 20,000 nested elements cost lexbor 0.7 s, 40,000 cost 2.3 s."""
FEW_TAGS = 2_000
"""Up to so many tags, formatting elements left open cost lexbor 0.3 s at the worst."""
MAX_COPIES = 500_000
"""Formatting elements with attributes × tags: the elements that a bomb of unclosed formatting could make lexbor copy."""

MAX_ATTRIBUTES = 2_000
"""Attributes of one tag; looking for doubles is quadratic in them (50,000 cost 4.6 s)."""

_ATTRIBUTE_BOMB = re.compile(
    rb"""<[a-zA-Z][^\s/>]*+(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+))?+){%d}"""
    % MAX_ATTRIBUTES
)
_FORMATTING = re.compile(
    rb"<(?=[bcefinstu])(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/]", re.I
)
_META_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.I)
_HTTP_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER = {
    "gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "x-gbk": "gb18030",
    "euc-kr": "cp949", "euckr": "cp949", "ks_c_5601-1987": "cp949", "ksc5601": "cp949", "ks_c_5601": "cp949",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "iso8859-1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "iso-8859-9": "cp1254", "big5": "big5hkscs", "utf8": "utf-8", "unicode": "utf-8",
    "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "tis-620": "cp874", "iso-8859-11": "cp874",
}  # fmt: skip
"""What pages mean by a name, as in the WHATWG Encoding Standard (a page that says UTF-16 in ASCII is not UTF-16)."""
_TEXT_CODECS = re.compile(
    r"utf-8|cp\d+|gb18030|big5\w*|euc[-_]\w+|iso-?8859-?\d+|iso-2022-jp|koi8-[ru]|windows-\d+|mac\w*", re.I
)
_NOT_HTML = (
    (b"%PDF", "a PDF file"), (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"),
    (b"\x1f\x8b", "compressed data"), (b"PK\x03\x04", "a ZIP file"), (b"RIFF", "a media file"), (b"OggS", "a media file"),
    (b"ID3", "a media file"), (b"\x00\x00\x00\x1cftyp", "a media file"), (b"wOF", "a font"), (b"\x7fELF", "a program"),
)  # fmt: skip
_MARKUP = re.compile(
    rb"<(?:!doctype|html|head|body|title|meta|div|p|article|section|main|table|h[1-6]|span|a|br)\b", re.I
)
_FEED = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.S
)


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page. `markup` is valid UTF-8; `tree` is never changed by its readers."""

    markup: bytes
    encoding: str
    tree: LexborHTMLParser = field(repr=False)


def parse_page(body: bytes, content_type: str = "") -> Page:
    """Decode and parse. Raises ReadError: `too-large`, `too-deep`, `not-html`, `empty`."""
    if len(body) > MAX_BYTES:
        raise ReadError("too-large", f"{len(body):,} bytes")
    if not body.strip(b"\x00 \t\r\n\x0c"):
        raise ReadError("empty", "the page has no bytes to read")
    for magic, what in _NOT_HTML:
        if body.startswith(magic):
            raise ReadError("not-html", what)
    if _FEED.match(body[:4000]):
        raise ReadError("not-html", "a feed or sitemap")
    markup, encoding = to_utf8(body, content_type)
    if b"\x00" in markup:
        markup = markup.replace(b"\x00", b"")
    if not _MARKUP.search(markup, 0, 200_000):
        raise ReadError("not-html", "no mark-up was found")
    tags = markup.count(b"<")
    if tags > MAX_TAGS:
        raise ReadError("too-large", f"{tags:,} tags")
    if len(markup) > 4 * MAX_ATTRIBUTES and _ATTRIBUTE_BOMB.search(markup):
        raise ReadError("too-large", f"a tag with more than {MAX_ATTRIBUTES:,} attributes")
    if tags > MANY_TAGS or (tags > FEW_TAGS and tags * len(_FORMATTING.findall(markup)) > MAX_COPIES):
        markup = _in_order(markup)
    return Page(markup, encoding, LexborHTMLParser(markup))


def _in_order(markup: bytes) -> bytes:
    """The same page as libxml2 writes it: every element closed, nothing deeper than its limit."""
    parser = etree.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True
    )
    try:
        root = etree.fromstring(markup, parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ReadError("too-deep", str(error)[:200]) from error
    if root is None:
        raise ReadError("too-deep", "nested deeper than can be read")
    ordered = bytes(etree.tostring(root, method="html", encoding="utf-8"))
    if ordered.count(b"<") * 4 < markup.count(b"<"):
        raise ReadError("too-deep", "most of the page is nested deeper than can be read")
    return ordered


# ---- encodings --------------------------------------------------------------------------------------------------------


def to_utf8(body: bytes, content_type: str = "") -> tuple[bytes, str]:
    """The page as valid UTF-8, and the encoding it came in.

    In this order: byte order mark, what the server said, what the page says, what the bytes look like. UTF-8 that is
    valid wins over any other claim, and a claim that the bytes contradict is not believed; nor is one of Latin-1 if the
    page says otherwise or the bytes plainly are East Asian.
    """
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace").encode(), name
    if body.isascii() and b"\x1b$" not in body:
        return body, "utf-8"
    claims = []
    if said := _HTTP_CHARSET.search(content_type):
        claims.append(said[1])
    head = body[:4096]
    for pattern in (_XML_CHARSET, _META_CHARSET):
        if found := pattern.search(head):
            claims.append(found[1].decode("ascii", "replace"))
    try:
        body.decode()
    except UnicodeDecodeError:
        pass
    else:
        if not any(_codec(c) == "iso2022_jp" for c in claims):
            return body, "utf-8"
    # Servers call everything Latin-1 by default, and every byte is some letter in it: that claim is heard last.
    named = sorted((_codec(c) or "" for c in claims), key=lambda name: name == "cp1252")
    for claimed in filter(None, named):
        if claimed == "cp1252" and _in_pairs(body) and guess_encoding(body) in _EAST_ASIAN:
            break
        if (text := _decoded(body, claimed)) is not None:
            return text.encode("utf-8", "replace"), claimed
    name = guess_encoding(body)
    return body.decode(name, "replace").encode("utf-8", "replace"), name


_HIGH = re.compile(rb"[\x80-\xff]")
_HIGH_PAIR = re.compile(rb"[\x80-\xff]{2}")
_EAST_ASIAN = ("cp949", "gb18030", "cp932", "euc_jp", "big5hkscs")
IN_PAIRS = 0.4
"""Of the bytes above ASCII, the share that stand two by two in any East Asian text; letters with accents stand alone."""


def _in_pairs(body: bytes) -> bool:
    return 2 * len(_HIGH_PAIR.findall(body)) >= IN_PAIRS * len(_HIGH.findall(body)) > 0


def _codec(claim: str) -> str | None:
    name = _WIDER.get(claim.lower(), claim)
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return (
        found
        if _TEXT_CODECS.fullmatch(found.replace("2022_jp", "-2022-jp")) or found == "iso2022_jp"
        else None
    )


def _decoded(body: bytes, name: str) -> str | None:
    """The text if the claim holds: at most one character in fifty of the non-ASCII ones damaged."""
    text = body.decode(name, "replace")
    foreign = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.count("\ufffd") * 50 <= max(foreign, 50) else None


def guess_encoding(body: bytes) -> str:
    """What bytes without a believable claim are most likely written in.

    From how the high bytes pair up: the Korean syllables, the first-level Chinese characters and the kana each sit in
    known rows of their national sets.
    """
    utf8 = body.decode("utf-8", "replace")
    foreign = sum(1 for c in utf8 if c > "\x7f")
    if utf8.count("\ufffd") * 10 <= foreign:
        return "utf-8"
    best, best_score = "", 0.5
    for name in _EAST_ASIAN:
        score = _east_asian_score(body, name)
        if score > best_score:
            best, best_score = name, score
    if best:
        return best
    high = [b for b in body if b >= 0x80]
    letters = sum(1 for b in high if b >= 0xC0 or b in (0xA8, 0xB8))
    runs = len(re.findall(rb"[\xc0-\xff]{4,}", body))
    return "cp1251" if letters > 0.8 * len(high) and runs * 12 > len(high) else "cp1252"


_KS_HANGUL = re.compile(rb"[\xb0-\xc8][\xa1-\xfe]")
_GB_LEVEL_1 = re.compile(rb"[\xb0-\xd7][\xa1-\xfe]")
_BIG5_LEVEL_1 = re.compile(rb"[\xa4-\xc6][\x40-\x7e\xa1-\xfe]")


def _east_asian_score(body: bytes, name: str) -> float:
    """How well the bytes read in an East Asian encoding, from 0 to about 1."""
    sample = body[:200_000]
    text = sample.decode(name, "replace")
    foreign = [c for c in text if c > "\x7f"]
    if not foreign:
        return 0.0
    bad = sum(1 for c in foreign if c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or "\uff61" <= c <= "\uff9f")
    joined = "".join(foreign)
    kana, hangul, han = len(KANA.findall(joined)), len(HANGUL.findall(joined)), len(HAN.findall(joined))
    n = len(foreign)
    if name in ("cp932", "euc_jp"):
        good = (kana + han) / n if kana > 0.15 * n else 0.0
    elif name == "cp949":
        rows = 2 * len(_KS_HANGUL.findall(sample)) / max(1, sum(1 for b in sample if b >= 0x80))
        good = hangul / n * min(1.0, rows + 0.1) if hangul > 0.6 * n else 0.0
    elif name == "gb18030":
        common = len(_GB_LEVEL_1.findall(sample)) * 2 / max(1, sum(1 for b in sample if b >= 0x80))
        good = 0.95 * han / n * min(1.0, common + 0.1)
    else:
        common = len(_BIG5_LEVEL_1.findall(sample))
        good = 0.9 * han / n * min(1.0, common / max(1, han)) if _in_pairs(sample) else 0.0
    return good - 8 * bad / n
