"""What articles mean as a model has it: vectors, kept small, and the nearest of many.

A `Meaning` is the mean of a few vectors with eight bits for each dimension: of vectors of length 1 that moves a cosine in the
fourth place. The nearest are found by the signs of the dimensions (for unit vectors the share of signs that differ is
the angle, roughly: Charikar, STOC 2002), then compared exactly. All vectors of a desk are of one model: those of another
say nothing about these.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
"""Of one article: (dimensions,), of length 1."""

RECENT = 8
"""Articles that a mean follows: of a longer story the last count."""
DAYS = 3
"""Days that may lie between what is told in two languages: a translation comes the same day or the next."""
LOOKED_AT = 64
"""Those with most signs in common that are compared exactly: many, for a desk of one beat has many near ones."""
LANGUAGES = 64
"""Languages that are told apart; those met later count as one, which is compared with none of itself."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """Of some articles: the direction of their mean, their languages (ISO 639-1), the days (ordinals) of the first and the
    last, and how many they are, but for those whose meaning is not known."""

    values: NDArray[np.int8]
    languages: frozenset[str]
    days: tuple[int, int]
    articles: int = 1

    @classmethod
    def of(cls, vector: Vector, language: str, day: int) -> Meaning:
        return cls(_small(vector), frozenset((language,)), (day, day))

    def and_of(self, other: Meaning) -> Meaning:
        """Of the articles of both."""
        ours = min(self.articles, RECENT - 1)
        theirs = min(other.articles, RECENT)
        return Meaning(
            _small(ours * _unit(self.values) + theirs * _unit(other.values)),
            self.languages | other.languages,
            (min(self.days[0], other.days[0]), max(self.days[1], other.days[1])),
            self.articles + other.articles,
        )

    def and_one(self, language: str, day: int) -> Meaning:
        """With one more, of which it is not known what it means."""
        days = min(self.days[0], day), max(self.days[1], day)
        return Meaning(self.values, self.languages | {language}, days, self.articles)

    def to_json(self, model: str) -> str:
        row = {
            "model": model,
            "values": base64.b64encode(self.values.tobytes()).decode("ascii"),
            "languages": sorted(self.languages),
            "days": self.days,
            "articles": self.articles,
        }
        return json.dumps(row, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes, model: str) -> Meaning | None:
        """What `to_json` made; None if it is another model's."""
        row: dict[str, Any] = json.loads(text)
        if row["model"] != model:
            return None
        values = np.frombuffer(base64.b64decode(row["values"]), dtype=np.int8)
        first, last = row["days"]
        return cls(values, frozenset(row["languages"]), (first, last), row["articles"])


def _small(vector: NDArray[np.float32]) -> NDArray[np.int8]:
    most = float(np.abs(vector).max())
    small: NDArray[np.int8] = np.rint(vector * (127.0 / most if most else 0.0)).astype(np.int8)
    return small


def _unit(values: NDArray[np.int8]) -> Vector:
    wide = values.astype(np.float32)
    return wide / np.float32(np.linalg.norm(wide) or 1.0)


def _signs(values: NDArray[np.int8]) -> NDArray[np.uint64]:
    """A bit for each dimension, filled up to whole words of 64."""
    bits = np.packbits(values > 0)
    return np.pad(bits, (0, -bits.size % 8)).view(np.uint64)


class Nearest:
    """Meanings by key, and which of them are near one. The first that is put says how many dimensions there are; others are
    not taken."""

    def __init__(self) -> None:
        self._keys: list[str] = []
        self._meanings: dict[str, Meaning] = {}
        self._rows: dict[str, int] = {}
        self._bits: dict[str, int] = {}
        self._columns: tuple[NDArray[Any], ...] = ()
        self._values: NDArray[np.int8]
        self._marks: NDArray[np.uint64]
        self._first: NDArray[np.int32]
        self._last: NDArray[np.int32]
        self._spoken: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def keys(self) -> list[str]:
        return list(self._keys)

    def get(self, key: str) -> Meaning | None:
        return self._meanings.get(key)

    def put(self, key: str, meaning: Meaning) -> None:
        if not self._keys:
            self._grow(64, meaning.values.size)
        elif meaning.values.size != self._values.shape[1]:
            self.drop(key)
            return
        row = self._rows.get(key)
        if row is None:
            row = len(self._keys)
            if row == len(self._values):
                self._grow(2 * row, meaning.values.size)
            self._rows[key] = row
            self._keys.append(key)
        self._meanings[key] = meaning
        self._values[row], self._marks[row] = meaning.values, _signs(meaning.values)
        self._first[row], self._last[row] = meaning.days
        self._spoken[row] = self._mask(meaning)

    def drop(self, key: str) -> None:
        row = self._rows.pop(key, None)
        if row is None:
            return
        del self._meanings[key]
        last = self._keys.pop()
        if last != key:  # the last row takes the free place
            self._keys[row], self._rows[last] = last, row
            for column in self._columns:
                column[row] = column[len(self._keys)]

    def near(self, meaning: Meaning) -> list[tuple[float, str]]:
        """Those in other languages and of the same days that are nearest, with their cosines, the nearest first."""
        n = len(self._keys)
        if not n or meaning.values.size != self._values.shape[1]:
            return []
        first, last = meaning.days
        is_asked = (self._last[:n] >= first - DAYS) & (self._first[:n] <= last + DAYS)
        is_asked &= (self._spoken[:n] & self._mask(meaning)) == 0
        rows = np.flatnonzero(is_asked)
        if rows.size > LOOKED_AT:
            apart = np.bitwise_count(self._marks[rows] ^ _signs(meaning.values)).sum(axis=1, dtype=np.int32)
            rows = rows[np.argpartition(apart, LOOKED_AT)[:LOOKED_AT]]
        asked = _unit(meaning.values)
        found = [(float(_unit(self._values[row]) @ asked), self._keys[row]) for row in rows.tolist()]
        return sorted(found, key=lambda pair: (-pair[0], pair[1]))

    def _mask(self, meaning: Meaning) -> np.uint64:
        mask = 0
        for language in meaning.languages:
            mask |= 1 << self._bits.setdefault(language, min(len(self._bits), LANGUAGES - 1))
        return np.uint64(mask)

    def _grow(self, rows: int, size: int) -> None:
        """Room for so many, of so many dimensions; what is there stays."""
        had = self._columns
        new: tuple[NDArray[Any], ...] = (
            np.zeros((rows, size), np.int8),
            np.zeros((rows, (size + 63) // 64), np.uint64),
            np.zeros(rows, np.int32),
            np.zeros(rows, np.int32),
            np.zeros(rows, np.uint64),
        )
        for column, old in zip(new, had if self._keys else (), strict=False):
            column[: len(old)] = old
        self._columns = new
        self._values, self._marks, self._first, self._last, self._spoken = new
