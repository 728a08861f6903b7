"""Charts as plain values: scales, ticks, hatches, and where words have room. Pure, and drawn by `templates/charts.html`.

Across a chart everything is measured in per cent of its width and down it in pixels, so that one drawing is as wide as its
page, on a phone too, while letters keep their size. Only where words have room is judged at a width, `WIDE` or `NARROW`.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated as A

WIDE, NARROW = 600.0, 300.0
"""Pixels of a chart's width on a page, and on a phone of 360 pixels, at the least."""

LETTER = 11.0
"""Pixels of a chart's letters."""

_NARROW_LETTERS, _WIDE_LETTERS = frozenset("fijlrt.,:;|!'’ ()-"), frozenset("mwMW%@—…")


def text_width(text: str, size: float = LETTER) -> float:
    """About how many pixels a text takes in a sans serif; rather more than less."""
    width = 0.0
    for letter in text:
        if unicodedata.combining(letter):
            continue
        if unicodedata.east_asian_width(letter) in "WF":
            width += 1.0
        elif letter in _NARROW_LETTERS:
            width += 0.36
        elif letter in _WIDE_LETTERS:
            width += 0.98
        elif letter.isupper():
            width += 0.8
        else:
            width += 0.6
    return width * size


def steps(most: float, count: int = 4) -> tuple[int, ...]:
    """Round numbers from one step up to at least `most`, at most `count` of them or few more: 1, 2 or 5 times a power of ten
    apart, and whole, for what is counted has no halves."""
    size = 1
    while size * count < most:
        size = size * 5 // 2 if str(size)[0] == "2" else size * 2
    last = max(1, -(-int(most) // size))
    return tuple(size * n for n in range(1, last + 1))


def levels(least: float, most: float, count: int = 4) -> tuple[float, ...]:
    """Round numbers from at most `least` to at least `most`, zero among them, about `count` steps: for what has halves, too, and
    can be below zero."""
    least, most = min(least, 0.0), max(most, 0.0)
    size = (most - least) / count
    if not 1e-300 < size < math.inf:
        return (0.0, 1.0)
    power = 10.0 ** math.floor(math.log10(size))
    step = next(n * power for n in (1, 2, 2.5, 5, 10) if n * power >= size * (1 - 1e-9))
    first, last = math.floor(least / step + 1e-9), math.ceil(most / step - 1e-9)
    return tuple(float(f"{step * n:.10g}") for n in range(first, last + 1))


@dataclass(frozen=True, slots=True)
class Across:
    """Where days lie across a chart, in per cent of its width. Each day is as wide as another."""

    first: date
    last: date

    def _share(self, days: int) -> float:
        return 100 * days / ((self.last - self.first).days + 1)

    def start(self, day: date) -> float:
        return self._share((day - self.first).days)

    def end(self, day: date) -> float:
        return self._share((day - self.first).days + 1)

    def middle(self, day: date) -> float:
        return (self.start(day) + self.end(day)) / 2


@dataclass(frozen=True, slots=True)
class Down:
    """Where a count lies down a chart, in pixels from its top: `least` (none, unless said otherwise) at `bottom`, `most` at `top`."""

    most: float
    top: float
    bottom: float
    least: float = 0.0

    def at(self, count: float) -> float:
        whole = self.most - self.least
        return self.bottom - (self.bottom - self.top) * (count - self.least) / whole if whole else self.bottom


def anchor(x: float, width: float, within: float = WIDE) -> str:
    """Which end of a text `width` pixels wide stands at `x` per cent so that all of it is seen."""
    at, half = x * within / 100, width / 2
    if at < half:
        return "start"
    return "end" if at > within - half else "middle"


def taken(x: float, width: float, within: float = WIDE, gap: float = 6) -> tuple[float, float]:
    """The pixels that a text at `x` per cent takes from left to right, with the gap that it keeps from others."""
    at, which = x * within / 100, anchor(x, width, within)
    left = at if which == "start" else at - width if which == "end" else at - width / 2
    return left - gap / 2, left + width + gap / 2


class Lanes:
    """Rows in which things stand beside one another without lying on one another; what comes first chooses first."""

    def __init__(self, most: int) -> None:
        self._rows: list[list[Sequence[tuple[float, float]]]] = [[] for _ in range(most)]

    def take(self, *places: tuple[float, float]) -> int | None:
        """The first lane in which there is room, which is then taken; None if there is none. `places` are the pixels from left to
        right at each width at which the chart is looked at, the widest first."""
        for n, row in enumerate(self._rows):
            if not any(_overlap(places, other) for other in row):
                row.append(places)
                return n
        return None


def _overlap(one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]) -> bool:
    """Whether they lie on one another at any width at which both are there."""
    return any(a[0] < b[1] and b[0] < a[1] for a, b in zip(one, other, strict=False))


def per_cent(x: float) -> str:
    """A place across as it is written."""
    return f"{x:.2f}".rstrip("0").rstrip(".") + "%"


def pixels(y: float) -> str:
    """A place down as it is written."""
    return f"{y:.1f}".removesuffix(".0")


# ---- what the template draws --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Box:
    """A bar, or a hatched band."""

    x: A[str, "its left end"]
    width: A[str, "how wide it is"]
    y: A[str, "its upper end"]
    height: A[str, "how high it is"]
    kind: A[str, "what the style sheet knows it by"]
    says: A[str, "what it stands for, in words"]


@dataclass(frozen=True, slots=True)
class Tick:
    """A value along an edge."""

    at: A[str, "where it is"]
    label: A[str, "what it says"]
    anchor: A[str, "which end of the label stands there: `start`, `middle` or `end`"] = "start"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark that leads to an entry of the page."""

    url: A[str, "the entry"]
    says: A[str, "what it is, in words"]
    x: A[str, "where it stands across"]
    y: A[str, "where its middle is"]
    foot: A[str, "where the line that it stands on ends"]
    label: A[str, "what is written beside it where there is room; empty if there is none"]
    label_y: A[str, "where that is"]
    anchor: A[str, "which end of it stands there"]
    wide: A[bool, "whether it has room on a wide page only"]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart of bars."""

    height: A[str, "how high it is, in pixels"]
    rows: A[int, "rows of labels at its head, which a phone has no room for"]
    top: A[str, "where the bars' field begins"]
    bottom: A[str, "where it ends"]
    says: A[str, "what it shows, for those who do not see it"]
    bands: A[tuple[Box, ...], "what lies behind the bars"]
    bars: A[tuple[Box, ...], "the bars"]
    across: A[tuple[Tick, ...], "the ticks below"]
    across_y: A[str, "where their labels stand"]
    down: A[tuple[Tick, ...], "the lines across, from the lowest up"]
    marks: A[tuple[Mark, ...], "marks that lead on"]
