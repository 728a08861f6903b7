"""What a paragraph is recognised by when it comes again, also where a date, a number or a name in it has changed.

A fingerprint is 64 bits: 21 of the paragraph's first words, 21 of its last ones, 18 of all of it, and 4 that say how
much it speaks of what the rest of its article speaks of. Numbers, months and weekdays are blanked before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import blake2b

from beatbook.read.text import HAN, HANGUL, KANA, WORD, marks, one_of

ENDS = 4
"""Words at each end of a paragraph that are told apart; five where words are single characters."""
SHORTEST = 9
"""A paragraph of fewer words is recognised only as a whole."""

_CHANGING_NAMES = """
    am pm
    jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov
    november dec december mon monday mondays tue tues tuesday tuesdays wed wednesday wednesdays thu thurs thursday
    thursdays fri friday fridays sat saturday saturdays sun sunday sundays
    januar februar märz mai juni juli oktober dezember montag montags dienstag dienstags mittwoch mittwochs donnerstag
    donnerstags freitag freitags samstag samstags sonnabend sonnabends sonntag sonntags
    janvier février mars avril juin juillet août septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi
    samedi dimanche
"""
"""Halves of the day, months and weekdays."""
_CHANGING_WORDS = frozenset(["m", *_CHANGING_NAMES.split()])
"""Of "p.m." the `m` is a word."""
_CHANGING_SIGN = re.compile(r"[\d요星周週]")
_CHANGING = re.compile(
    rf"\d+(?:[.,:/]\d+)*|\b(?:[ap]\.m|{one_of(_CHANGING_NAMES.split())})\b|"
    r"[월화수목금토일]요일|(?:星期|周|週)[一二三四五六日天]"
)
_SHARED_BITS = 4
_MOST = (1 << _SHARED_BITS) - 1


def fingerprints(paragraphs: Sequence[str], headline: str = "") -> tuple[int, ...]:
    """One for each paragraph of an article, in order."""
    lowered = [p.lower() for p in paragraphs]
    words = [WORD.findall(text) for text in lowered]
    spoken = [marks(*pair) for pair in zip(paragraphs, words, strict=True)]
    once, elsewhere = set[str](), marks(headline)
    for said in spoken:
        elsewhere |= said & once
        once |= said
    return tuple(
        _hashes(_blanked(*pair)) << _SHARED_BITS | _topic(said, elsewhere)
        for pair, said in zip(zip(lowered, words, strict=True), spoken, strict=True)
    )


def fingerprint_of(line: str) -> int:
    """Of a line that stands by itself, a headline: what it is recognised by as a whole."""
    text = line.lower()
    return whole(_hashes(_blanked(text, WORD.findall(text))) << _SHARED_BITS)


def _topic(said: set[str], elsewhere: set[str]) -> int:
    shared = len(said & elsewhere)
    return min(_MOST, shared * (_MOST + 1) // max(1, len(said)))


def _hashes(words: Sequence[str]) -> int:
    whole = _hash(words, 18)
    if len(words) < SHORTEST:
        both = _hash(words, 21)
        return both << 39 | both << 18 | whole
    ends = ENDS if len(words[0]) > 1 or len(words[-1]) > 1 else ENDS + 1
    return _hash(words[:ends], 21) << 39 | _hash(words[-ends:], 21) << 18 | whole


def _blanked(text: str, words: list[str]) -> list[str]:
    """The words of a text in lower case, numbers and dates blanked; of writing without blanks each character."""
    if _CHANGING_SIGN.search(text) or not _CHANGING_WORDS.isdisjoint(words):
        words = WORD.findall(_CHANGING.sub("0", text))
    if text.isascii() or not (HAN.search(text) or KANA.search(text)):
        return words
    return [part for word in words for part in (word if _is_unparted(word) else (word,))]


def _is_unparted(word: str) -> bool:
    return bool((HAN.search(word) or KANA.search(word)) and not HANGUL.search(word))


def _hash(words: Sequence[str], bits: int) -> int:
    text = " ".join(words).encode("utf-8", "replace")
    return int.from_bytes(blake2b(text, digest_size=4).digest()) >> (32 - bits)


def whole(fingerprint: int) -> int:
    """The same number for paragraphs that differ only in case, punctuation, numbers and dates."""
    return fingerprint >> _SHARED_BITS


def both_ends(fingerprint: int) -> int:
    """The same number for paragraphs that begin alike and end alike."""
    return fingerprint >> (_SHARED_BITS + 18)


def beginning(fingerprint: int) -> int:
    return fingerprint >> (_SHARED_BITS + 39)


def ending(fingerprint: int) -> int:
    return fingerprint >> (_SHARED_BITS + 18) & (1 << 21) - 1


def topic(fingerprint: int) -> float:
    """The share of the paragraph's marks (`text.marks`) that the rest of its article or its headline has, from 0 to 1."""
    return (fingerprint & _MOST) / (_MOST + 1)
