"""Make `src/beatbook/filing/background.txt.gz`: how often words occur in general text, before a desk knows its own.

    uv run --with wordfreq python bench/background.py

Each line is a frequency, as ten times its decimal logarithm, and the words that have it. English words are listed down to
two in a million, those of the other languages down to thirty; a word of several languages counts as in English, else
as where it is most frequent. From Robyn Speer's `wordfreq` 3 (https://github.com/rspeer/wordfreq), whose data may be
passed on under CC BY-SA 4.0; the file made here is under the same licence.
"""

from __future__ import annotations

import gzip
import math
from collections import Counter, defaultdict
from pathlib import Path

import wordfreq

from beatbook.filing.terms import pieces
from beatbook.filing.words import fold

TARGET = Path(__file__).resolve().parent.parent / "src/beatbook/filing/background.txt.gz"
OTHERS = [
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "sv",
    "da",
    "nb",
    "fi",
    "pl",
    "cs",
    "ro",
    "hu",
    "tr",
    "id",
    "ru",
    "uk",
    "el",
    "ar",
    "fa",
    "he",
    "ko",
    "ja",
    "zh",
    "hi",
    "vi",
]
LEAST, LEAST_OTHERS = 1.9e-6, 3e-5


def frequencies(language: str, least: float) -> Counter[str]:
    """Of folded words, and of pairs of letters in scripts without blanks, as terms are made of."""
    found: Counter[str] = Counter()
    for word, frequency in wordfreq.get_frequency_dict(language, wordlist="small").items():
        if frequency >= least:
            for token in fold(word):
                for piece in pieces(token):
                    if not piece.isdigit():
                        found[piece] += frequency
    return found


def main() -> None:
    table: dict[str, float] = {}
    for language in OTHERS:
        for word, frequency in frequencies(language, LEAST_OTHERS).items():
            table[word] = max(table.get(word, 0.0), frequency)
    table |= frequencies("en", LEAST)
    lines: dict[int, list[str]] = defaultdict(list)
    for word, frequency in table.items():
        lines[round(10 * math.log10(frequency))].append(word)
    text = "".join(
        f"{level} {' '.join(sorted(words))}\n" for level, words in sorted(lines.items(), reverse=True)
    )
    TARGET.write_bytes(gzip.compress(text.encode("utf-8"), 9, mtime=0))
    print(f"{len(table):,} words, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
