"""Words as a reader means them: folded, with the place each was taken from.

Rules and the search index both rest on this module, so that what a rule finds a search finds too.

* Case and accents are folded: `É` is `e`, `ß` is `ss`, `İ` and `ı` are `i`, `Ł` is `l`. So are compatibility forms:
  full-width letters, half-width kana, ligatures, and decomposed text (NFD).
* A word is a run of letters and digits. Everything else parts words: blanks, hyphens, apostrophes, `_`, symbols,
  emoji, control characters, lone surrogates. A possessive `'s` is dropped: `defector's` is the word `defector`.
* Scripts written without blanks between words (Han, kana, Hangul, and Thai, Lao, Burmese, Khmer) make *runs*: one
  token per stretch of text, to be searched inside. Where such a run meets another script, a new token begins, so that
  `K팝` and `K-팝` are the same two tokens.
* Invisible characters (soft hyphen, zero-width joiner, direction marks) vanish; a zero-width space parts words.

Offsets count code points in the text as given; ends are exclusive.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, count
from operator import add

MAX_CLUSTER = 30
"""Code points that may make one character (a base and its marks; UAX #15 allows 30 in its stream-safe format). What
goes beyond starts anew, so that a text of a million accents costs no more than any other."""

# ---- one character -----------------------------------------------------------------------------------------------------

_LETTERS = {
    "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ł": "l", "Ł": "L", "ħ": "h", "Ħ": "H", "ŧ": "t",
    "Ŧ": "T", "ı": "i", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "TH", "ß": "ss", "ẞ": "SS",
    "ŋ": "n", "Ŋ": "N", "ĸ": "k",
}  # fmt: skip
"""Letters that Unicode does not decompose, and that people without the key type as these."""

_APOSTROPHES = frozenset("'’‘‛ʼ＇′`´")
_FRACTION_SLASH = "\u2044"
_TATWEEL = "\u0640"
_ZERO_WIDTH_SPACE = "\u200b"


def _is_accent(char: str) -> bool:
    """Whether a mark only shades a letter: accents, Hebrew and Arabic points, selectors; not Indic or Thai vowels,
    nor the voicing marks of kana, without which a word is another word."""
    category = unicodedata.category(char)
    if category == "Mn":
        combining = unicodedata.combining(char)
        if combining == 0:
            return char == "\u034f" or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"
        return combining == 1 or 10 <= combining <= 36 or combining >= 200
    return category == "Me"


def _plain_char(char: str) -> str:
    """A character without accents and compatibility form, in its own case; what is not a letter or digit is a blank."""
    if char in _APOSTROPHES:
        return "'"
    if char == _TATWEEL or (char != _ZERO_WIDTH_SPACE and unicodedata.category(char) == "Cf"):
        return ""
    out = []
    for part in unicodedata.normalize("NFKD", char):
        if not _is_accent(part):
            out.append(_LETTERS.get(part, part) if unicodedata.category(part)[0] in "LNM" else " ")
    if _FRACTION_SLASH in unicodedata.normalize("NFKD", char):
        out = [" ", *out, " "]  # 5½ is five and a half, not 51 over 2
    return unicodedata.normalize("NFC", "".join(out))


def _fold_char(char: str) -> str:
    return "".join(_plain_char(c) for c in _plain_char(char).casefold())


def _joins(char: str) -> bool:
    """Whether a character belongs to the one before it: a mark, or the second or third letter of a Hangul syllable."""
    first = unicodedata.normalize("NFKD", char)[:1]
    return (
        unicodedata.category(first)[0] == "M"
        or "\u1160" <= first <= "\u11ff"
        or "\ud7b0" <= first <= "\ud7fb"
    )


class _Table(dict[int, str]):
    """What each code point folds to, worked out when first met: a table of all of Unicode would take a second to
    make. `odd` are those met that do not fold one to one, so that offsets need care."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: set[str] = set()

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _fold_char(char)
        if len(folded) != 1 or _joins(char):
            self.odd.add(char)
        self[code] = folded
        return folded


_TABLE = _Table()
_ASCII = {code: " " for code in range(128) if not chr(code).isalnum() and chr(code) not in _APOSTROPHES} | {
    0x60: "'"
}
_TYPOGRAPHY = (("’", "'"), ("“", " "), ("”", " "), ("‘", "'"), ("–", " "), ("—", " "), ("\xa0", " "))
"""What makes most English news texts not ASCII; taken out first, the rest can go the quick way."""

_POSSESSIVE = re.compile(r"\b's\b")

_SPACED_HANGUL = "\u1100-\u11ff\ua960-\ua97f\uac00-\ud7ff"
_DENSE_SCRIPTS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c"
    "\u3040-\u30ff\u3100-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uaa60-\uaa7f"
    "\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, Han, kana, Bopomofo: a word is about two letters long, and no blank parts it."""
RUNS = _SPACED_HANGUL + _DENSE_SCRIPTS
"""The scripts of runs, as ranges for a character class."""

_RUN = re.compile(f"[{RUNS}]")
_TOKEN = re.compile(f"[{RUNS}]+|[^ {RUNS}]+")
_DENSE = re.compile(f"[{_DENSE_SCRIPTS}]")


def _clusters(text: str) -> Iterator[tuple[int, int, str]]:
    """Each character with its marks: start, end, and what they fold to together."""
    start, size = 0, len(text)
    while start < size:
        end = ahead = start + 1
        while ahead < min(size, start + MAX_CLUSTER) and (char := text[ahead]) in _TABLE.odd:
            ahead += 1
            if _joins(char):
                end = ahead  # with the invisible characters before it, but not with those after it
            elif _TABLE[ord(char)]:
                break
        yield start, end, unicodedata.normalize("NFC", "".join(_TABLE[ord(c)] for c in text[start:end]))
        start = end


def _fold(text: str) -> str:
    """The text folded, with a blank for each character that is no part of a word, but apostrophes still in place."""
    if text.isascii():
        return text.lower().translate(_ASCII)
    for char, plain in _TYPOGRAPHY:
        text = text.replace(char, plain)
    if text.isascii():
        return text.lower().translate(_ASCII)
    folded = text.translate(_TABLE)
    if unicodedata.is_normalized("NFC", folded):
        return folded
    return "".join(piece for _, _, piece in _clusters(text))


def plain(text: str) -> str:
    """Without accents and compatibility forms, but in its own case: what a term compares where case matters."""
    if text.isascii():
        return text
    pieces = [_plain_char(c) for c in text]
    return "".join(
        unicodedata.normalize("NFC", "".join(pieces[i : i + MAX_CLUSTER]))
        for i in range(0, len(pieces), MAX_CLUSTER)
    )


# ---- a text ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word (or run), and where it stood."""

    text: str
    start: int
    end: int


CODE_BITS = 28
"""A span as one number, start before end: 28 bits each, for texts of up to 268 million code points. Plain numbers are
quicker to sort and look up than pairs, and a desk with many beats does thousands per article."""
CODE_MASK = (1 << CODE_BITS) - 1


class Words:
    """A text as folded tokens. What only few callers need (offsets, positions) is worked out when asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        folded = _fold(text)
        if "'" in folded:
            folded = _POSSESSIVE.sub("  ", folded).replace("'", " ")
        self.folded = folded
        """The folded text, with blanks between the tokens, not one to one with `text`."""
        self.has_runs = not folded.isascii() and _RUN.search(folded) is not None
        self.tokens: list[str] = _TOKEN.findall(folded) if self.has_runs else folded.split()

    def __len__(self) -> int:
        return len(self.tokens)

    @cached_property
    def joined(self) -> str:
        """The tokens with one blank around each: a pattern with blanks at its ends finds whole words only."""
        return f" {' '.join(self.tokens)} "

    @cached_property
    def starts(self) -> list[int]:
        """Where each token starts in `joined`."""
        return (
            list(accumulate(map((1).__add__, map(len, self.tokens[:-1])), initial=1)) if self.tokens else []
        )

    @cached_property
    def _folded_starts(self) -> list[int]:
        """Where each token starts in `folded`."""
        starts, at, index = [], 0, self.folded.index
        for token in self.tokens:  # in order and with nothing but blanks between, so the next find is the one
            at = index(token, at)
            starts.append(at)
            at += len(token)
        return starts

    @cached_property
    def _origins(self) -> tuple[list[int], list[int]] | None:
        """For each character of `folded`, the start and end of what it came from; None if they are one to one."""
        if self.text.isascii() or _TABLE.odd.isdisjoint(self._seen_characters()):
            return None
        starts: list[int] = []
        ends: list[int] = []
        for start, end, piece in _clusters(self.text):
            starts.extend([start] * len(piece))
            ends.extend([end] * len(piece))
        return starts, ends

    @property
    def is_uneven(self) -> bool:
        """Whether two tokens may stand in the same place, as those of `½` do."""
        return self._origins is not None

    def _seen_characters(self) -> set[str]:
        seen = set(self.text)
        for char in seen:
            _TABLE[ord(char)]  # those that the quick way never looked up
        return seen

    @cached_property
    def codes(self) -> list[int]:
        """For each token, where it stood in `text`, as one number: start, shifted by CODE_BITS, and end."""
        if (origins := self._origins) is None and not self.has_runs:
            lengths = list(map(len, self.folded.split(" ")))  # those of the tokens, and 0 between two blanks
            ends = map(add, accumulate(lengths), count())
            return [
                end - length << CODE_BITS | end for end, length in zip(ends, lengths, strict=False) if length
            ]
        starts, tokens = self._folded_starts, self.tokens
        if origins is None:
            return [s << CODE_BITS | s + len(token) for s, token in zip(starts, tokens, strict=True)]
        first, last = origins
        return [
            first[s] << CODE_BITS | last[s + len(token) - 1] for s, token in zip(starts, tokens, strict=True)
        ]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """For each token, where it stood in `text`: start and end."""
        return [(code >> CODE_BITS, code & CODE_MASK) for code in self.codes]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `joined[start:end]` stood in `text`; it must begin and end inside tokens."""
        i, j = self.token_at(start), self.token_at(end - 1)
        first = self._folded_starts[i] + start - self.starts[i]
        last = self._folded_starts[j] + end - 1 - self.starts[j]
        if (origins := self._origins) is None:
            return first, last + 1
        return origins[0][first], origins[1][last]

    def token_at(self, place: int) -> int:
        """The index of the token that a place in `joined` lies in."""
        return bisect_right(self.starts, place) - 1

    @cached_property
    def _numbers(self) -> list[int] | None:
        """For each token, the number of its first word, where runs hold several words each; None if none does."""
        if not self.has_runs or not any(map(_DENSE.match, self.tokens)):
            return None
        return list(accumulate((words_in(t) for t in self.tokens), initial=0))

    def number(self, place: int) -> int:
        """The number of the word that a place in `joined` lies in, counted from 0."""
        i = self.token_at(place)
        if (numbers := self._numbers) is None:
            return i
        inside = (place - self.starts[i]) // 2 if _DENSE.match(self.tokens[i]) else 0
        return numbers[i] + inside


def words_in(token: str) -> int:
    """How many words a token counts for: one, but a run of Han, kana or Thai one for every two letters begun."""
    return (len(token) + 1) // 2 if _DENSE.match(token) else 1


def tokens(text: str) -> list[Token]:
    """The folded words and runs of a text, in order, with their places."""
    words = Words(text)
    return [Token(token, start, end) for token, (start, end) in zip(words.tokens, words.spans, strict=True)]


def fold(text: str) -> list[str]:
    """The folded words and runs of a text, in order."""
    return Words(text).tokens


def is_run(token: str) -> bool:
    """Whether a token is of a script without blanks between words, to be searched inside."""
    return _RUN.match(token) is not None


def grams(token: str) -> list[str]:
    """What to index a token under so that terms are found inside runs: a run's overlapping pairs of letters, in
    order (a phrase of them finds a longer term exactly); any other token as it is."""
    if len(token) < 3 or not is_run(token):
        return [token]
    return [token[i : i + 2] for i in range(len(token) - 1)]


def slug(name: str, longest: int = 60, *, every_script: bool = False) -> str:
    """A name as it goes into an address: "Gazeta Łódź" → "gazeta-lodz". Words in scripts other than Latin are left out
    unless `every_script`; then nothing may be left."""
    return "-".join(w for w in fold(name) if every_script or w.isascii())[:longest].strip("-")
