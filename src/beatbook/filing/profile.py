"""What is kept of a story to compare new articles with it, and of an article to compare it with stories.

A `Sketch` is an article as weighted terms; a `Profile` is a story as the sum of its articles, with some of them kept
whole: the first, and the last that joined. A profile's size is bounded, however many articles a story has.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

Weights = dict[str, float]

MOST_NAMES, MOST_NUMBERS = 60, 16
"""Terms of an article that are compared, the weightiest."""
MOST_OF_STORY = 160
"""Names of a story."""
MEMBERS = 12
"""Articles of a story that are kept whole."""
PROMINENT = 6
"""Names of an article that stand for what it is about."""
CORE = 8
"""Names of a story that stand for what it is about."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """An article as weighted terms. `names` are as weighty as they are rare and prominent, the weightiest first;
    `direction`, that of `names`, and `numbers` have length 1. `day` is when it was published, as an
    ordinal, `year` the latest that it speaks of."""

    article: str
    names: Weights
    direction: Weights
    numbers: Weights
    day: int | None = None
    year: int | None = None

    @property
    def prominent(self) -> list[tuple[str, float]]:
        return list(self.names.items())[:PROMINENT]


@dataclass(slots=True)
class Profile:
    """A story as the sum of its articles that are nobody's copy. `spread` says in how many of them a name occurs,
    `weight` how much it weighs in all; `days` are those of the first and the last by publication, `years` what they
    speak of, `shown` how names are written. `parted` are the stories that it was split from, or that were split from it."""

    key: str
    size: int = 0
    direction: Weights = field(default_factory=dict)
    spread: dict[str, int] = field(default_factory=dict)
    weight: Weights = field(default_factory=dict)
    members: list[Sketch] = field(default_factory=list)
    days: tuple[int, int] | None = None
    years: list[int] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    parted: list[str] = field(default_factory=list)
    direction_length: float = 0.0
    core: list[tuple[str, float, float]] = field(default_factory=list)
    """Its foremost names, each with its weight and the share of articles that have it."""

    def add(self, sketch: Sketch, shown: Mapping[str, str]) -> None:
        """Count an article in."""
        self.size += 1
        for name, weight in sketch.direction.items():
            self.direction[name] = self.direction.get(name, 0.0) + weight
        for name, weight in sketch.names.items():
            self.spread[name] = self.spread.get(name, 0) + 1
            self.weight[name] = self.weight.get(name, 0.0) + weight
        if len(self.members) == MEMBERS:
            del self.members[1]
        self.members.append(sketch)
        if sketch.day is not None:
            first, last = self.days or (sketch.day, sketch.day)
            self.days = (min(first, sketch.day), max(last, sketch.day))
        if sketch.year is not None:
            self.years = sorted([*self.years, sketch.year])[-MEMBERS:]
        self.shown |= {name: shown[name] for name in sketch.names if name in shown}
        self._settle()

    def take(self, other: Profile) -> None:
        """Count all of another story's articles in."""
        self.size += other.size
        for sums, vector in ((self.direction, other.direction), (self.weight, other.weight)):
            for name, weight in vector.items():
                sums[name] = sums.get(name, 0.0) + weight
        for name, count in other.spread.items():
            self.spread[name] = self.spread.get(name, 0) + count
        self.members = [*self.members[: MEMBERS // 2], *other.members][:MEMBERS]
        days = [day for pair in (self.days, other.days) if pair for day in pair]
        self.days = (min(days), max(days)) if days else None
        self.years = sorted(self.years + other.years)[-MEMBERS:]
        self.shown |= other.shown
        self.parted = sorted({*self.parted, *other.parted})
        self._settle()

    def part(self, leaving: list[Sketch]) -> tuple[Profile, Profile]:
        """Two stories in place of this one: what stays goes by the same key, what leaves by its first article. Articles
        that are not kept whole stay."""
        gone = {id(sketch) for sketch in leaving}
        stays, leaves = Profile(self.key), Profile(leaving[0].article)
        for sketch in self.members:
            (leaves if id(sketch) in gone else stays).add(sketch, self.shown)
        stays.size = self.size - leaves.size
        stays.parted = sorted({*self.parted, leaves.key})
        leaves.parted = sorted({*self.parted, self.key})
        return stays, leaves

    def _settle(self) -> None:
        if len(self.direction) > 2 * MOST_OF_STORY:
            self.direction = heaviest(self.direction, MOST_OF_STORY)
            self.spread = {name: n for name, n in self.spread.items() if name in self.direction}
            self.weight = {name: w for name, w in self.weight.items() if name in self.direction}
            self.shown = {name: s for name, s in self.shown.items() if name in self.direction}
        self.direction_length = length(self.direction)
        size = self.size
        few = size < 3
        ranked = sorted(
            (
                (self.weight[name] / size * (1.0 if few else count / size), name, count / size)
                for name, count in self.spread.items()
                if few or 3 * count >= size
            ),
            reverse=True,
        )
        self.core = [(name, weight, share) for weight, name, share in ranked[:CORE]]


# ---- on disk -------------------------------------------------------------------------------------------------------------


def to_bytes(profile: Profile) -> bytes:
    """A profile as JSON, weights to three places."""
    row = {
        "key": profile.key,
        "size": profile.size,
        "direction": _short(profile.direction),
        "spread": profile.spread,
        "weight": _short(profile.weight),
        "members": [[m.article, _short(m.names), _short(m.numbers), m.day, m.year] for m in profile.members],
        "days": profile.days,
        "years": profile.years,
        "shown": profile.shown,
        "parted": profile.parted,
    }
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_bytes(data: bytes) -> Profile:
    """What `to_bytes` made. Raises ValueError, KeyError or TypeError for anything else."""
    row = json.loads(data.decode("utf-8", "surrogatepass"))
    members = [
        Sketch(article, names, unit(names), numbers, day, year)
        for article, names, numbers, day, year in row["members"]
    ]
    profile = Profile(
        key=row["key"],
        size=row["size"],
        direction=row["direction"],
        spread=row["spread"],
        weight=row["weight"],
        members=members,
        days=None if row["days"] is None else (row["days"][0], row["days"][1]),
        years=row["years"],
        shown=row["shown"],
        parted=row["parted"],
    )
    profile._settle()
    return profile


def _short(weights: Weights) -> Weights:
    return {term: round(weight, 3) for term, weight in weights.items()}


# ---- vectors -------------------------------------------------------------------------------------------------------------


def heaviest(weights: Weights, most: int) -> Weights:
    """The weightiest terms, in that order; of equals the first by name, so that every run gives the same."""
    return dict(sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:most])


def length(weights: Weights) -> float:
    return math.sqrt(sum([w * w for w in weights.values()]))


def unit(weights: Weights) -> Weights:
    """The same direction with length 1."""
    size = length(weights)
    return {term: w / size for term, w in weights.items()} if size else {}


def dot(a: Weights, b: Weights) -> float:
    if len(a) > len(b):
        a, b = b, a
    get = b.get
    return sum([weight * get(term, 0.0) for term, weight in a.items()])
