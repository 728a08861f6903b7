"""A text as the gate compares it: words in their order, folded, with what stands between them, in sentences.

Every check rests on the same words, so that their places mean the same to all. Of scripts without blanks between words
(Han, kana) each character is a word. Sentences are told apart quickly and roughly here: they only decide which words
belong together; `read.sentences` is for what is shown.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import cached_property

_HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_NUMBER = r"\d+(?:[.,]\d+)*"
_WORD = re.compile(rf"({_NUMBER}|(?:[A-Za-z]\.){{2,}}|[^\W\d_]+(?:'[^\W\d_]+)*)")
_HAN_WORD = re.compile(
    rf"({_NUMBER}|[{_HAN}]|(?:[A-Za-z]\.){{2,}}|(?:(?![{_HAN}])[^\W\d_])+(?:'(?:(?![{_HAN}])[^\W\d_])+)*)"
)
_PLAIN_WORD = re.compile(r"([A-Za-z]+(?:'[A-Za-z]+)*|\d+(?:[.,]\d+)*)", re.ASCII)
_DOTTED = re.compile(r"[A-Za-z]\.[A-Za-z]\.")
_ANY_HAN = re.compile(f"[{_HAN}]")
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufe00-\ufe0f]")
_MARKS = re.compile("[\u0300-\u036f]")
_END = re.compile(r"[.!?\u2026\u3002\uff01\uff1f\n]")
_SHORT = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "mx",
        "dr",
        "prof",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "sen",
        "rep",
        "gov",
        "pres",
        "st",
        "mt",
        "jr",
        "sr",
        "vs",
        "no",
        "inc",
        "corp",
        "co",
        "ltd",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "bzw",
        "ca",
        "nr",
        "mme",
        "mlle",
        "approx",
    ]
)
"""Words with a full stop that ends no sentence."""

FUNCTION = frozenset(
    [
        "a",
        "an",
        "the",
        "this",
        "that",
        "these",
        "those",
        "and",
        "or",
        "but",
        "nor",
        "so",
        "yet",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "off",
        "on",
        "onto",
        "out",
        "over",
        "to",
        "up",
        "with",
        "within",
        "about",
        "above",
        "across",
        "after",
        "against",
        "along",
        "among",
        "around",
        "before",
        "behind",
        "below",
        "beneath",
        "beside",
        "between",
        "beyond",
        "during",
        "except",
        "inside",
        "like",
        "near",
        "outside",
        "since",
        "through",
        "throughout",
        "toward",
        "towards",
        "under",
        "until",
        "upon",
        "via",
        "i",
        "me",
        "my",
        "we",
        "us",
        "our",
        "you",
        "your",
        "he",
        "him",
        "his",
        "she",
        "her",
        "it",
        "its",
        "they",
        "them",
        "their",
        "who",
        "whom",
        "whose",
        "which",
        "what",
        "where",
        "when",
        "why",
        "how",
        "there",
        "here",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "am",
        "has",
        "have",
        "had",
        "having",
        "do",
        "does",
        "did",
        "will",
        "would",
        "shall",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "if",
        "then",
        "than",
        "because",
        "while",
        "although",
        "though",
        "also",
        "just",
        "only",
        "very",
        "more",
        "most",
        "such",
        "same",
        "both",
        "each",
        "all",
        "any",
        "some",
        "other",
        "own",
        "too",
        "said",
        "says",
        "say",
        "s",
        "t",
        "re",
        "ve",
        "ll",
        "d",
        "m",
    ]
)
"""English words that say nothing by themselves."""


def clean(text: str) -> str:
    """A text without invisible characters, compatibility forms and curly apostrophes inside words."""
    if text.isascii():
        return text
    text = _INVISIBLE.sub("", text)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text.replace("\u2019", "'").replace("\u02bc", "'")


def fold(word: str) -> str:
    """What a word is compared by: lower case, without full stops and the English genitive."""
    key = word.lower()
    if "." in key and not key[0].isdigit():
        key = key.replace(".", "")
    if key.endswith("'s"):
        key = key[:-2]
    return key


def unaccented(key: str) -> str:
    """A word without its accents."""
    return (
        key
        if key.isascii()
        else unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", key)))
    )


class Text:
    """A text as words. `gaps[i]` stands before word `i`, the last gap after the last word; `of[i]` is the number of its
    sentence."""

    def __init__(self, text: str) -> None:
        self.text = clean(text)
        if self.text.isascii():
            pattern = _WORD if _DOTTED.search(self.text) else _PLAIN_WORD
        else:
            pattern = _HAN_WORD if _ANY_HAN.search(self.text) else _WORD
        parts = pattern.split(self.text)
        self.gaps: list[str] = parts[0::2]
        self.words: list[str] = parts[1::2]
        self.keys = [w.lower() if w.isalpha() else fold(w) for w in self.words]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def of(self) -> list[int]:
        number, done = 0, 0
        out: list[int] = []
        words, gaps = self.words, self.gaps
        for i in [i for i, gap in enumerate(gaps) if gap != " "]:
            if 0 < i < len(words) and _END.search(gaps[i]) and not _goes_on(words[i - 1], gaps[i]):
                out += [number] * (i - done)
                number, done = number + 1, i
        return out + [number] * (len(words) - done)

    def start_of(self, at: int) -> int:
        """The first word of the sentence that a word is in."""
        return bisect_left(self.of, self.of[at])

    def end_of(self, at: int) -> int:
        """One more than the last word of the sentence that a word is in."""
        return bisect_right(self.of, self.of[at])

    def said(self, start: int, end: int) -> str:
        """Words as they are written, with what is between them."""
        if end <= start:
            return ""
        out = [self.words[start]]
        for i in range(start + 1, min(end, start + 40)):
            out += (self.gaps[i], self.words[i])
        return "".join(out)

    def is_capital(self, at: int) -> bool:
        return self.words[at][0].isupper()


def _goes_on(previous: str, gap: str) -> bool:
    """Whether a stop after a word ends no sentence."""
    if not gap.startswith(".") or gap.count(".") > 1 or "\n" in gap:
        return False
    if len(gap) == 1:
        return True  # a.example, 4.5L
    return (len(previous) == 1 and previous.isalpha()) or previous.lower() in _SHORT


_IRREGULAR = dict(
    pair.split("-")
    for pair in [
        "paid-pay",
        "won-win",
        "lost-lose",
        "fell-fall",
        "fallen-fall",
        "rose-rise",
        "risen-rise",
        "began-begin",
        "begun-begin",
        "took-take",
        "taken-take",
        "gave-give",
        "given-give",
        "went-go",
        "gone-go",
        "made-make",
        "came-come",
        "saw-see",
        "seen-see",
        "knew-know",
        "known-know",
        "grew-grow",
        "grown-grow",
        "held-hold",
        "led-lead",
        "left-leave",
        "met-meet",
        "ran-run",
        "sent-send",
        "shot-shoot",
        "sold-sell",
        "bought-buy",
        "brought-bring",
        "built-build",
        "caught-catch",
        "fought-fight",
        "found-find",
        "told-tell",
        "thought-think",
        "spoke-speak",
        "spoken-speak",
        "stole-steal",
        "stolen-steal",
        "struck-strike",
        "wrote-write",
        "written-write",
        "drove-drive",
        "driven-drive",
        "broke-break",
        "broken-break",
        "chose-choose",
        "chosen-choose",
        "flew-fly",
        "beaten-beat",
        "threw-throw",
        "thrown-throw",
        "hid-hide",
        "hidden-hide",
        "kept-keep",
        "lent-lend",
        "sank-sink",
        "sunk-sink",
        "drew-draw",
        "drawn-draw",
        "became-become",
        "felt-feel",
        "fled-flee",
        "sought-seek",
        "taught-teach",
        "wore-wear",
        "swam-swim",
        "sang-sing",
        "rode-ride",
        "men-man",
        "women-woman",
        "children-child",
    ]
)


_ENDING = re.compile("(?<=...)(?:ing|ied|ies|ed|es|ly|s|e)$")


def stem(key: str) -> str:
    """A folded English word without its ending, roughly: what two forms of one word have in common."""
    key = _IRREGULAR.get(key, key)
    if len(key) < 4 or not key.isascii():
        return key
    if key[-1] in "gdsye":
        key = _ENDING.sub("", key, count=1)
    if len(key) > 3 and key[-1] == key[-2]:
        key = key[:-1]
    return key[:-1] if key[-1] in "iy" and len(key) > 3 else key
