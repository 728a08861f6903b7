"""Plain text as we let it out: one line, no control or invisible characters, always valid Unicode."""

from __future__ import annotations

import re

_DROP = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U000e0000-\U000e007f]"
)
"""C0 and C1 controls but white space, soft hyphens, zero-width spaces, lone surrogates, non-characters, tag characters."""

_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
KANA = re.compile("[\u3041-\u30ff\uff66-\uff9f]")
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_DENSE = re.compile("[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f]")
LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"\w+")


def clean(text: str) -> str:
    """`text` on one line: what must not come out is dropped, runs of white space become one blank.

    Direction marks stay only where right-to-left letters need them.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = _DROP.sub("", text)
    if _BIDI.search(text) and not _RTL.search(text):
        text = _BIDI.sub("", text)
    return " ".join(text.split())


def plain(text: str) -> str:
    """The words of `text` in lower case, one blank between: for comparing two wordings of the same thing."""
    return " ".join(WORD.findall(text.lower()))


def size(text: str) -> int:
    """How much is said, in units of about one English word: words, or two East Asian characters."""
    if text.isascii():
        return len(text.split())
    if not _DENSE.search(text):
        return len(text.split())
    dense = len(HAN.findall(text)) + len(KANA.findall(text))
    return len(text.split()) + dense // 2
