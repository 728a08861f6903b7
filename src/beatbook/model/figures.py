"""Quantities that a beat follows, and what is stated of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from beatbook.model.basis import Days
from beatbook.model.briefs import Cited, Span


class Bound(StrEnum):
    """How a number is meant: as it is, or as what it is not below, not above, or near to."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


class PeriodKind(StrEnum):
    """Over what a figure is counted: a month, quarter or year; since a day that it names; or not over time at all (a stock, a price)."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    TOTAL = "total"
    STOCK = "stock"


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that a beat follows, as its file says: what is counted in words that all must stand near the number (each a few
    alternatives), in which unit, over which periods, and between which values it can be believed."""

    slug: str
    title: str
    counted: tuple[str, ...]
    near: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    unit: str = ""
    period: PeriodKind = PeriodKind.YEAR
    low: float | None = None
    high: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Observation:
    """One value of a figure that somebody stated. `period`: the days that it counts, None for a stock; `as_of`: the last day that it
    can know of, the end of the period or the day of its news if that is earlier; so a count "so far" ends before its period. Where a
    sentence says one thing of several periods ("at least 1,000 every year for two decades") it is one observation of all of them
    (`each` is the kind of each). `reported` is the day on which its article came out. `stated_by` are the words that name who says
    so."""

    figure: str
    value: float
    bound: Bound
    unit: str
    period: Days | None
    as_of: date
    reported: date
    text: str
    span: Span
    stated_by: str | None = None
    each: PeriodKind | None = None
    revises: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """A value of a period by all who state it alike: their observations, the one reported first in front, and the names that they give.
    `as_of` is the latest of theirs. `revises` is the value that it corrects."""

    value: float
    bound: Bound
    as_of: date
    stated_by: tuple[str, ...]
    observations: tuple[Observation, ...]
    revises: Stated | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """What is stated of one period of a figure, or of each of the periods in it. `values` are those that hold: one, or rivals side by side,
    those known as of the latest day first. `bounds` say no more than what it is not below or above. `earlier` are values that a
    later one took the place of. `is_open`: none of the values reaches the period's end. `period` is None for a stock on `as_of`."""

    period: Days | None
    as_of: date
    each: PeriodKind | None = None
    values: tuple[Stated, ...] = ()
    bounds: tuple[Stated, ...] = ()
    earlier: tuple[Stated, ...] = ()
    is_open: bool = False

    def standing(self) -> Iterator[tuple[str, Stated]]:
        """All that is stated of it, each with what it is to the period: "value", "bound", or "earlier"."""
        for standing, found in (("value", self.values), ("bound", self.bounds), ("earlier", self.earlier)):
            for stated in found:
                yield standing, stated


@dataclass(frozen=True, slots=True)
class SuggestedFigure:
    """A figure that articles state again and again, and nobody keeps yet, with the best of the sentences that do."""

    figure: Figure
    articles: int
    periods: int
    example: Cited


@dataclass(frozen=True, slots=True)
class Countable:
    """A number of an article that a figure could keep: what it counts in the sentence's own words, in which unit, over which period of
    which kind, and the sentence."""

    counted: str
    unit: str
    period: Days
    kind: PeriodKind
    cited: Cited


@dataclass(frozen=True, slots=True)
class Charted:
    """A figure as it is drawn: its points by period, the days on which no source of its beat could be read (`gaps`, runs in order), and
    the day as of which all of it is."""

    figure: Figure
    points: tuple[Point, ...]
    as_of: date
    gaps: tuple[Days, ...] = ()
