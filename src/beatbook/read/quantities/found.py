"""What the rules of a language say of a number, before it is known when it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from beatbook.model import Bound

Place = tuple[int, int]
"""Start and end in a sentence."""


@dataclass(frozen=True, slots=True)
class Found:
    """A number that counts or measures something. Its words, with those of bound and unit, stand from `start` to `end`, the number alone
    at `at`. `upper` is the upper end of a range. `counted` is where the noun stands that says what is counted, None where the
    sentence leaves it out. `is_change`: it says by how much something grew or fell, not how much there is."""

    start: int
    end: int
    at: Place
    value: float
    bound: Bound = Bound.EXACT
    unit: str = ""
    upper: float | None = None
    counted: Place | None = None
    is_change: bool = False


def is_within(start: int, end: int, places: Iterable[Place]) -> bool:
    """Whether one of the places touches these characters."""
    return any(start < b and a < end for a, b in places)


def parted(places: Sequence[Place], start: int, end: int) -> int:
    """How many of the places lie between two characters."""
    return sum(start <= a and b <= end for a, b in places)
