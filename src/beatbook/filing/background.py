"""How often words occur in general text: what a desk goes by until it knows its own.

Made by `bench/background.py` from the word lists of `wordfreq` by Robyn Speer (https://github.com/rspeer/wordfreq),
CC BY-SA 4.0, and passed on under that licence.
"""

from __future__ import annotations

import gzip
import math
from collections.abc import Callable
from importlib.resources import files

TYPICAL_WORDS = 400
"""Words of an article: a word's frequency in running text says how many articles have it at least once."""

RARE = 1e-6
"""The frequency of a word that is not listed."""


class Background:
    """The share of articles in general that have a word, from 0 to 1. `key` maps words to what they are looked up by;
    what several words have in common is added up."""

    def __init__(self, key: Callable[[str], str] = str) -> None:
        found: dict[str, float] = {}
        for line in _text().splitlines():
            level, *words = line.split(" ")
            frequency = 10 ** (int(level) / 10)
            for word in words:
                name = key(word)
                found[name] = found.get(name, 0.0) + frequency
        self._shares = {name: _share(frequency) for name, frequency in found.items()}
        self._rare = _share(RARE)

    def share(self, name: str) -> float:
        return self._shares.get(name, self._rare)


def _share(frequency: float) -> float:
    return -math.expm1(-TYPICAL_WORDS * frequency)


def _text() -> str:
    return gzip.decompress((files("beatbook.filing") / "background.txt.gz").read_bytes()).decode("utf-8")
