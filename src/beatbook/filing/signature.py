"""What an article is recognised by when its words come again: a text cut into words, and the marks drawn from them.

A text is cut by table look-ups over all its characters at once; a rule's words (`filing.words`) cost several times as
much and need not be the same. Case, accents and punctuation do not count. A word is a run of letters and digits; in
writing without blanks between words (Han, kana, Thai …) it is one character.

*Shingles* are the overlapping runs of four words (eight characters where a character is a word), as 64-bit hashes. Of every
sixteen neighbouring shingles the smallest is kept (winnowing: Schleimer, Wilkerson, Aiken, SIGMOD 2003): two texts
that share nineteen words in a row share a mark, however long the rest of either is. Sketches of the smallest hashes of a
whole text (MinHash, bottom-k) do not find a short excerpt in a long article.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Set
from functools import cache, cached_property
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from beatbook.filing.words import Words
from beatbook.model import Signature

ALGORITHM = "winnow-1"
"""Name and version of the way from a text to its marks. Marks of another version cannot be compared."""

WIDTH = 4
"""Words of a shingle."""
DENSE_WIDTH = 8
"""Characters of a shingle where a character is a word."""
WINDOW = 16
"""Neighbouring shingles of which the smallest becomes a mark. An article of 600 words has some 70."""
HEADS = (4, 6, 8)
"""Words of the beginning that make marks of their own, so that the shortest excerpt is found too."""
MOST_MARKS = 256
"""Marks of the longest text; of more, the smallest are kept."""
MARK_BITS = 40
"""Bits of a mark: with sixty million of them kept, one look-up in twenty thousand hits a wrong one. Fewer bits make a
smaller index; a wrong hit only costs a comparison."""
LONGEST = 120_000
"""Characters of a text that are compared; what comes after counts only for whether two texts are the same."""
SHORTEST = 8
"""Words of the shortest text that can be a copy."""

UPPER, DIGIT, DENSE, CASELESS, STOP, DENSE_STOP, BREAK, BLANK = (1 << i for i in range(8))
"""What a character is, as bits."""

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]
Mask = NDArray[np.bool_]

_ALL_BITS = (1 << 64) - 1
_GOLDEN, _M1, _M2 = (
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0xBF58476D1CE4E5B9),
    np.uint64(0x94D049BB133111EB),
)


_S30, _S27, _S31 = np.uint64(30), np.uint64(27), np.uint64(31)


def _mixed(x: Hashes) -> Hashes:
    """Every bit of the result depends on every bit of x (the finaliser of splitmix64)."""
    mixed = x >> _S30
    mixed ^= x
    mixed *= _M1
    shifted = mixed >> _S27
    mixed ^= shifted
    mixed *= _M2
    np.right_shift(mixed, _S31, out=shifted)
    mixed ^= shifted
    return mixed


IGNORED = 1
"""Stands in the table for a character that takes no part and parts nothing: an accent, a soft hyphen."""


@cache
def _tables() -> tuple[Hashes, NDArray[np.uint8]]:
    """For each code point of the first plane: what it folds to (0 if it parts words), and what it is."""
    fold = np.zeros(0x10000, dtype=np.uint64)
    kind = np.zeros(0x10000, dtype=np.uint8)
    for first, last, bits in ((0x3400, 0x9FFF, DENSE | CASELESS), (0xAC00, 0xD7A3, CASELESS)):
        fold[first : last + 1] = np.arange(first, last + 1)
        kind[first : last + 1] = bits
    for code in (*range(0x3400), *range(0xA000, 0xAC00), *range(0xD7A4, 0xD800), *range(0xF900, 0x10000)):
        fold[code], kind[code] = _character(chr(code))
    return fold, kind


@cache
def _ascii_tables() -> tuple[bytes, bytes]:
    """The same for the bytes of ASCII, as `bytes.translate` takes it: most texts that are compared are no more."""
    fold, kind = _tables()
    rest = bytes(128)
    return fold[:128].astype(np.uint8).tobytes() + rest, kind[:128].tobytes() + rest


@cache
def _ends_sentence() -> Mask:
    """For what a word and what follows it are, as bits: whether a sentence ends there."""
    seen = np.arange(256)
    stop = ((seen & STOP) > 0) & ((seen & BLANK) > 0)
    return stop | ((seen & (BREAK | DENSE_STOP)) > 0)


@cache
def _powers() -> tuple[Hashes, Hashes]:
    """What each place of a text is multiplied by, and what takes that back, modulo 2**64."""
    back = np.uint64(pow(int(_GOLDEN), -1, 1 << 64))
    return tuple(
        np.cumprod(np.full(LONGEST + 1, x, dtype=np.uint64), dtype=np.uint64) for x in (_GOLDEN, back)
    )  # type: ignore[return-value]


def _character(char: str) -> tuple[int, int]:
    category = unicodedata.category(char)
    if category == "Cf" and char != "\u200b":
        return IGNORED, 0
    if category[0] == "M":
        return (IGNORED, 0) if _is_shading(char) else (ord(char), CASELESS)
    if category[0] in "LN":
        parts = unicodedata.normalize("NFKD", char).casefold()
        whole = unicodedata.normalize("NFC", "".join(c for c in parts if not _is_shading(c)))
        folded = next((c for c in whole if c.isalnum()), char)
        bits = DIGIT if category[0] == "N" else 0
        bits |= UPPER if char.isupper() else 0
        bits |= CASELESS if category == "Lo" else 0
        return ord(folded), bits | (DENSE if _is_dense(char) else 0)
    if char in "\n\r\u2028\u2029":
        return 0, BREAK | BLANK
    if char in "。！？｡":
        return 0, DENSE_STOP
    return 0, STOP if char in ".!?…؟।" else BLANK if char.isspace() else 0


def _is_shading(char: str) -> bool:
    """An accent, a point or a selector; not the vowels of Indic scripts, nor what makes か into が."""
    combining = unicodedata.combining(char)
    return combining >= 200 or 10 <= combining <= 36 or "\ufe00" <= char <= "\ufe0f"


def _is_dense(char: str) -> bool:
    """Thai, Lao, Burmese, Khmer, Han, kana."""
    return any(a <= char <= b for a, b in (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"),
        ("\u2e80", "\u2fdf"), ("\u3005", "\u30ff"), ("\u31f0", "\u31ff"), ("\uf900", "\ufaff"), ("\uff66", "\uff9f")))  # fmt: skip


class Cut:
    """A text as words: for each word its hash, where it starts and ends in `text`, what it is, and the number of the
    sentence it stands in. `core` bounds the words that are compared: without the dateline and known boilerplate."""

    def __init__(self, text: str) -> None:
        self.whole = text
        self.text = text = text[:LONGEST]
        self._offsets: Places | None = None
        if text.isascii():
            folds, kinds = _ascii_tables()
            data = text.encode("ascii")
            self._cut(
                np.frombuffer(data.translate(folds), dtype=np.uint8),
                np.frombuffer(data.translate(kinds), dtype=np.uint8),
            )
        else:
            self._cut(*self._looked_up())
        self.core = (0, len(self.hashes))

    def _looked_up(self) -> tuple[Hashes, NDArray[np.uint8]]:
        """What the characters of the text fold to, and what they are, without those that take no part."""
        codes = _codes(self.text)
        if bool(((codes >> 8) == 0x11).any()):
            self.text = Words(self.text).folded[:LONGEST]  # decomposed Hangul
            codes = _codes(self.text)
        fold_of, kind_of = _tables()
        if self.text.isascii() or codes.max() <= 0xFFFF:
            places = codes.astype(np.int64)
            fold, kind = fold_of.take(places), kind_of.take(places)
        else:
            first_plane = np.minimum(codes, 0xFFFF)
            ideographs = (codes >= 0x20000) & (codes < 0x40000)
            fold = np.where(ideographs, codes, fold_of[first_plane])
            kind = np.where(ideographs, np.uint8(DENSE | CASELESS), kind_of[first_plane])
        if bool((ignored := fold == IGNORED).any()):
            self._offsets = np.flatnonzero(~ignored)
            fold, kind = fold[self._offsets], kind[self._offsets]
        return fold, kind

    def _cut(self, fold: Hashes | NDArray[np.uint8], kind: NDArray[np.uint8]) -> None:
        self._letters = letter = fold > 0
        begins = letter.copy()
        np.greater(letter[1:], letter[:-1], out=begins[1:])
        self._has_dense = False
        if not self.text.isascii() and bool((dense := (kind & DENSE) > 0).any()):
            self._has_dense = True
            begins |= dense
            begins[1:] |= letter[1:] & dense[:-1]
        self._kind = kind
        self._starts = starts = begins.nonzero()[0]
        self.hashes: Hashes = np.zeros(0, dtype=np.uint64)
        if len(starts):
            powers, inverses = _powers()
            sums = np.add.reduceat(fold * powers[: len(fold)], starts)
            sums *= inverses.take(starts)
            self.hashes = _mixed(sums)  # the same wherever the word stands

    @cached_property
    def _after(self) -> NDArray[np.uint8]:
        """What the characters of each word, and those up to the next, are together."""
        if not len(self._starts):
            return self._kind[:0]
        return np.bitwise_or.reduceat(self._kind, self._starts)

    @cached_property
    def kinds(self) -> NDArray[np.uint8]:
        """What each word is: its first letter, and whether it has a digit."""
        first = self._kind.take(self._starts)
        return (first & np.uint8(UPPER | DENSE | CASELESS)) | (self._after & np.uint8(DIGIT))

    @cached_property
    def sentences(self) -> Places:
        """The number of the sentence that each word stands in."""
        numbers = np.zeros(len(self) + 1, dtype=np.int64)
        _ends_sentence().take(self._after).cumsum(out=numbers[1:])
        return numbers[:-1]

    def __len__(self) -> int:
        return len(self.hashes)

    @cached_property
    def starts(self) -> Places:
        """Where each word starts in `text`."""
        return self._starts if self._offsets is None else self._offsets[self._starts]

    @cached_property
    def ends(self) -> Places:
        """Where each word ends in `text`."""
        last = self._letters.copy()
        last[:-1] &= ~self._letters[1:]
        last[self._starts[self._starts > 0] - 1] |= self._letters[self._starts[self._starts > 0] - 1]
        found = np.flatnonzero(last)
        return (found if self._offsets is None else self._offsets[found]) + 1

    def trim(self, start: int, is_boilerplate: Callable[[str], bool] | None, edge: int) -> None:
        """Leave out of the core what stands before the offset `start`, and boilerplate among the last `edge`
        paragraphs and the first one."""
        text, end = self.text, len(self.text)
        if is_boilerplate is not None:
            for _ in range(edge):
                begin = text.rfind("\n", start, len(text[:end].rstrip())) + 1
                if begin <= start or not is_boilerplate(text[begin:end].strip()):
                    break
                end = begin
            stop = text.find("\n", start, end)
            if stop > 0 and is_boilerplate(text[start:stop].strip()):
                start = stop
        first = int(self.starts.searchsorted(start)) if start else 0
        last = int(self.starts.searchsorted(end)) if end < len(text) else len(self)
        self.core = (first, last)

    @cached_property
    def last_paragraph(self) -> int:
        """The word of the core that its last paragraph begins with."""
        first, last = self.core
        breaks = np.flatnonzero(self._after[first : max(first, last - 1)] & BREAK)
        return first + int(breaks[-1]) + 1 if len(breaks) else first

    @cached_property
    def begins(self) -> list[int]:
        """The word that each sentence begins with, and the number of words."""
        changes = (self.sentences[1:] != self.sentences[:-1]).nonzero()[0] + 1
        return [0, *changes.tolist(), len(self)]

    @cached_property
    def days(self) -> list[int]:
        """The numbers of the dateline, as hashes."""
        kinds = self.kinds[: self.core[0]].tolist() if self.core[0] else ()
        return [int(self.hashes[i]) for i, kind in enumerate(kinds) if kind & DIGIT]

    # ---- of the core ----

    @cached_property
    def words(self) -> Hashes:
        return self.hashes[self.core[0] : self.core[1]]

    @cached_property
    def shingles(self) -> tuple[Hashes, Places, Places]:
        """Their hashes, the place of each in the core, and how many words each has."""
        h = self.words
        count = len(h) - WIDTH + 1
        if count < 1:
            return h[:0], np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        four = h[:count].copy()
        for i in range(1, WIDTH):
            four *= _GOLDEN
            four += h[i : i + count]
        places = np.arange(count)
        if not self._has_dense:
            return _mixed(four), places, np.full(count, WIDTH)
        dense = (self.kinds[self.core[0] : self.core[0] + count] & DENSE) > 0
        eight = four.copy()
        eight[: max(0, count - WIDTH)] = four[: max(0, count - WIDTH)] * _M1 + four[WIDTH:]
        whole = ~dense | (places < count - WIDTH)
        chosen = np.where(dense, eight, four)[whole]
        return _mixed(chosen), places[whole], np.where(dense, DENSE_WIDTH, WIDTH)[whole]

    @cached_property
    def sorted(self) -> tuple[Hashes, Places]:
        """The shingles in order of their hash, and which one each is."""
        order = np.argsort(self.shingles[0], kind="stable")
        return self.shingles[0][order], order

    @cached_property
    def heads(self) -> tuple[int, ...]:
        """The marks of the beginning."""
        total, marks, words = 0, [], self.words[: HEADS[-1]].tolist()
        for number, word in enumerate(words, 1):
            total = (total * int(_M1) + word + number) & _ALL_BITS
            if number in HEADS:
                marks.append((total ^ total >> 29) * int(_M2) % (1 << 64) >> (64 - MARK_BITS))
        return tuple(marks)

    @cached_property
    def signature(self) -> Signature:
        return Signature(ALGORITHM, self._exact() if len(self.words) else None, self._marks())

    def _exact(self) -> str:
        digest = blake2b(self.hashes.tobytes(), digest_size=8)
        if len(self.whole) > LONGEST:
            digest.update(self.whole[LONGEST:].encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def _marks(self) -> tuple[int, ...]:
        least = self.shingles[0]
        if len(self.words) < SHORTEST or not len(least):
            return ()
        if len(least) > WINDOW:
            span = 1
            while span < WINDOW:
                least = np.minimum(least[:-span], least[span:])
                span *= 2
            least = np.concatenate((least[:-1][least[1:] != least[:-1]], least[-1:]))
        if len(least) > MOST_MARKS:
            least = np.unique(least)[:MOST_MARKS]
        return tuple(dict.fromkeys((*self.heads, *_marked(least).tolist())))

    def marked(self, common: Set[int]) -> tuple[Hashes, Hashes]:
        """The shingles of this text that became marks, in order: those whose marks are among `common`, and the rest."""
        hashes = self.shingles[0]
        made = _marked(hashes)
        often, seldom = (
            np.sort(hashes[among(made, np.array(sorted(marks), dtype=np.uint64))])
            for marks in (common, set(self.signature.marks) - common)
        )
        return often, seldom


def _marked(least: Hashes) -> Hashes:
    """Marks of the smallest shingles, which all have small hashes: they are spread anew."""
    return _mixed(least + _GOLDEN) >> np.uint64(64 - MARK_BITS)


def among(hashes: Hashes, few: Hashes) -> Mask:
    """Which of the hashes are among a few others, which are in order."""
    if not len(few):
        return np.zeros(len(hashes), dtype=np.bool_)
    found: Mask = few[np.minimum(few.searchsorted(hashes), len(few) - 1)] == hashes
    return found


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def hashed_words(text: str) -> list[int]:
    """The words of a short text, as hashes."""
    return [int(h) for h in Cut(text).hashes]
