"""Plain text as we let it out: one line, no control or invisible characters, always valid Unicode."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

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
_SYLLABLE = re.compile("[\uac00-\ud7a3]")
_EASTERN = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f]")
LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"\w+")


def one_of(words: Iterable[str]) -> str:
    """A pattern of these words (or patterns that begin with a letter), those that begin alike together: tried one after
    the other they take twice the time."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


def clean(text: str) -> str:
    """`text` on one line: what must not come out is dropped, runs of white space become one blank.

    Direction marks stay only where right-to-left letters need them.
    """
    text = " ".join(text.split())
    if text.isprintable():
        return text
    text = _DROP.sub("", text)
    if _BIDI.search(text) and not _RTL.search(text):
        text = _BIDI.sub("", text)
    return " ".join(text.split())


def plain(text: str) -> str:
    """The words of `text` in lower case, one blank between: for comparing two wordings of the same thing."""
    return " ".join(WORD.findall(text.lower()))


_CLOSING = "\"'”’»)]」』"
_ENDS = frozenset(".!?…。！？:;")


def ends_sentence(text: str) -> bool:
    """Whether a text ends as sentences do, within quotation marks or brackets or not."""
    return text.rstrip(_CLOSING)[-1:] in _ENDS


def size(text: str) -> int:
    """How much is said in a text on one line (`clean`), in units of about one English word: words, two Chinese or Japanese
    characters, or about 0.6 of a Korean word, which carries what English says in small words of its own."""
    words = text.count(" ") + 1 if text else 0
    if text.isascii() or not _EASTERN.search(text):
        return words
    if _DENSE.search(text):
        words += (len(HAN.findall(text)) + len(KANA.findall(text))) // 2
    return words + len(_SYLLABLE.findall(text)) // 5


def marks(text: str, words: Sequence[str] | None = None) -> set[str]:
    """What two texts on one subject share: the longer words of `text` without their endings; of East Asian words, which
    carry particles or stand unparted, each pair of neighbouring characters. `words` are its words in lower case, if they
    are at hand."""
    words = WORD.findall(text.lower()) if words is None else words
    if text.isascii() or not _EASTERN.search(text):
        return {word[:STEM] for word in words if len(word) > 3 or not word.isascii()}
    found: set[str] = set()
    for word in words:
        if not _EASTERN.search(word):
            if len(word) > 3 or not word.isascii():
                found.add(word[:STEM])
        elif len(word) == 1:
            found.add(word)
        else:
            found.update(word[i : i + 2] for i in range(len(word) - 1))
    return found


def held(wanted: set[str], text: str) -> set[str]:
    """Those of the wanted marks that `text` has; for a few marks and a long text a quarter of the cost of `marks`."""
    if not text.isascii() and _EASTERN.search(text):
        return wanted & marks(text)
    said = text.lower()
    return {mark for mark in wanted if _begins_word(mark, said)}


def _begins_word(mark: str, said: str) -> bool:
    at = said.find(mark)
    while at >= 0:
        end = at + len(mark)
        is_whole = len(mark) == STEM or not WORD.match(said, end, end + 1)
        if is_whole and not (at and WORD.match(said, at - 1, at)):
            return True
        at = said.find(mark, at + 1)
    return False


STEM = 6
"""Letters of a word that are compared: "launches" and "launched" are one, "report" and "repair" two."""
