"""Markup and hostile text to plain text, in one pass and in linear time.

Feeds carry HTML, escaped HTML, text that looks like HTML, and worse. What comes out here is valid Unicode without
control characters, tags or character references, ready to be stored and, escaped, to be shown. It is no sanitiser:
nothing of the markup survives, so there is nothing to make safe.

A tag is scanned once whatever is in it, and an unclosed one is text: a megabyte of `<` costs what a megabyte of
prose does.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

MARKUP_CAP: Final = 2_000_000
"""Code points of markup read from one field; the longest feed articles we have seen are a tenth of it."""

_BLOCKS_SAID = """
address article aside blockquote body br caption center dd details dir div dl dt fieldset figcaption figure footer
form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup option p pre section summary table tbody td
tfoot th thead tr ul video audio
"""
_BLOCKS = frozenset(_BLOCKS_SAID.split())
_PARAGRAPHS = _BLOCKS - {"br", "td", "th"}
_SILENT = frozenset({"script", "style", "template", "applet", "noembed", "noframes"})
"""Elements whose content is not prose. Fallback text (in object, iframe, svg) is somebody's prose and stays."""

_TAG_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*(?:[:-][a-zA-Z0-9]+)*)")
_TAG_STOP = re.compile(r">|=[ \t\r\n]*[\"']")
_TAGS_SAID = """
a abbr acronym address applet area article aside audio b base big blink blockquote body br button canvas caption center
cite code col colgroup command dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer
form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd keygen label legend li link main
map mark marquee menu meta meter nav nobr noscript object ol optgroup option output p param picture pre progress q rp
rt ruby s samp script section select small source span strike strong style sub summary sup svg table tbody td textarea
tfoot th thead time tr track tt u ul var video wbr
"""
_KNOWN_TAG = re.compile(
    rf"</?(?:{'|'.join(_TAGS_SAID.split())})(?:[ \t\r\n/][^<>]{{0,2000}})?>", re.IGNORECASE
)
_EMPTY_COMMENT = re.compile("<!--?-?>")
_DECLARATION = re.compile("[!?][A-Za-z]")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")

_DROPPED = {
    **dict.fromkeys(range(0x20)),
    **dict.fromkeys(range(0x7F, 0xA0)),
    **dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF)),
    **dict.fromkeys((0x09, 0x0A, 0x0C, 0x0D, 0x85, 0x2028, 0x2029), " "),
}
_SURROGATES = re.compile("[\ud800-\udfff]+")


def clean(text: str) -> str:
    """One line of valid Unicode: no controls, no lone surrogates, no invisible hyphens, white space collapsed."""
    return " ".join(_SURROGATES.sub("\ufffd", text).translate(_DROPPED).split())


def looks_marked_up(text: str) -> bool:
    """Whether what claims to be plain text has tags or character references in it, as it often does."""
    return bool(
        ("<" in text and ("<!--" in text or _KNOWN_TAG.search(text)))
        or ("&" in text and _REFERENCE.search(text))
    )


def paragraphs(markup: str) -> list[str]:
    """The paragraphs of some HTML, each one clean line; character references are decoded once."""
    found: list[str] = []
    for block in _blocks(markup[:MARKUP_CAP]):
        if line := clean(unescape(block)):
            found.append(line)
    return found


def text_paragraphs(text: str) -> list[str]:
    """The paragraphs of plain text: parted by blank lines."""
    return [line for part in re.split(r"\n[ \t\r]*\n", text[:MARKUP_CAP]) if (line := clean(part))]


def line(text: str, markup: bool | None = None) -> str:
    """A field as one line of plain text. `markup` says whether it is HTML; None means look and see."""
    if markup is None:
        markup = looks_marked_up(text)
    return " ".join(paragraphs(text)) if markup else clean(text[:MARKUP_CAP])


def cut(text: str, longest: int) -> str:
    """At most `longest` code points, ended at a word with an ellipsis if something was left out."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    space = head.rfind(" ", longest // 2)
    return (head[:space] if space > 0 else head).rstrip(" ,;:–—-") + "…"


def _blocks(markup: str) -> list[str]:
    """The runs of text between paragraph breaks, tags taken out, character references still in."""
    blocks: list[str] = []
    run: list[str] = []
    at, lower = 0, ""
    comments_end = True  # until one did not: then none does, and each ends at its first `>`
    while True:
        start = markup.find("<", at)
        if start < 0:
            run.append(markup[at:])
            break
        run.append(markup[at:start])
        if markup.startswith("<!--", start):
            if empty := _EMPTY_COMMENT.match(markup, start):
                at = empty.end()
                continue
            end = markup.find("-->", start + 4) if comments_end else -1
            comments_end = end >= 0
            at = end + 3 if comments_end else markup.find(">", start) + 1
            if not at:
                break
            continue
        if markup.startswith("<![CDATA[", start):
            end = markup.find("]]>", start)
            run.append(markup[start + 9 : end if end >= 0 else None])
            if end < 0:
                break
            at = end + 3
            continue
        name = _TAG_NAME.match(markup, start + 1)
        if name is None and not _DECLARATION.match(markup, start + 1):
            run.append("<")
            at = start + 1
            continue
        end = _tag_end(markup, start + 1)
        if end < 0:
            run.append(markup[start:])
            break
        at = end
        if name is None:
            continue
        tag = name[1].lower()
        if tag in _SILENT and markup[start + 1] != "/" and markup[end - 2] != "/":
            lower = lower or markup.lower()
            if len(lower) != len(markup):
                lower = re.sub("[A-Z]", lambda m: m[0].lower(), markup)
            close = lower.find(f"</{tag}", end)
            if close < 0:
                break
            at = close
        elif tag in _PARAGRAPHS:
            blocks.append("".join(run))
            run = []
        elif tag in _BLOCKS:
            run.append("\n")
    blocks.append("".join(run))
    return blocks


def _tag_end(markup: str, at: int) -> int:
    """Where the tag ends, past its `>`; -1 if it does not. A `>` in a quoted value does not end it."""
    while stop := _TAG_STOP.search(markup, at):
        if stop[0] == ">":
            return stop.end()
        close = markup.find(stop[0][-1], stop.end())
        at = close + 1 if close >= 0 else stop.end()
    return -1
