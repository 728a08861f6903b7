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


@dataclass(frozen=True, slots=True)
class Sketch:
    """An article as terms. `names` says how prominent each is, from 1, of those that weigh most on this desk; `numbers` have
    length 1. `day` is when it was published, as an ordinal, `year` the latest that it speaks of."""

    article: str
    names: Weights
    numbers: Weights
    day: int | None = None
    year: int | None = None


@dataclass(slots=True)
class Profile:
    """A story as the sum of its articles that are nobody's copy. `names` adds up how prominent each is, `spread` says in
    how many of them it occurs; `days` are those of the first and the last by publication, `years` what they speak of,
    `shown` how names are written. `parted` are the stories that it was split from, or that were split from it. One that
    is `alone` is a piece on many events, which nothing joins."""

    key: str
    size: int = 0
    names: Weights = field(default_factory=dict)
    spread: dict[str, int] = field(default_factory=dict)
    members: list[Sketch] = field(default_factory=list)
    days: tuple[int, int] | None = None
    years: list[int] = field(default_factory=list)
    shown: dict[str, str] = field(default_factory=dict)
    parted: list[str] = field(default_factory=list)
    alone: bool = False

    def add(self, sketch: Sketch, shown: Mapping[str, str]) -> None:
        """Count an article in."""
        self.size += 1
        for name, weight in sketch.names.items():
            self.names[name] = self.names.get(name, 0.0) + weight
            self.spread[name] = self.spread.get(name, 0) + 1
            if name in shown:
                self.shown[name] = shown[name]
        if len(self.members) == MEMBERS:
            del self.members[1]
        self.members.append(sketch)
        if sketch.day is not None:
            first, last = self.days or (sketch.day, sketch.day)
            self.days = (min(first, sketch.day), max(last, sketch.day))
        if sketch.year is not None:
            self.years = sorted([*self.years, sketch.year])[-MEMBERS:]
        self._prune()

    def take(self, other: Profile) -> None:
        """Count all of another story's articles in."""
        self.size += other.size
        for name, weight in other.names.items():
            self.names[name] = self.names.get(name, 0.0) + weight
            self.spread[name] = self.spread.get(name, 0) + other.spread[name]
        self.members = [*self.members[: MEMBERS // 2], *other.members][:MEMBERS]
        days = [day for pair in (self.days, other.days) if pair for day in pair]
        self.days = (min(days), max(days)) if days else None
        self.years = sorted(self.years + other.years)[-MEMBERS:]
        self.shown |= other.shown
        self.parted = sorted({*self.parted, *other.parted})
        self._prune()

    def part(self, leaving: list[Sketch]) -> tuple[Profile, Profile]:
        """Two stories in place of this one: what stays goes by the same key, what leaves by its first article. Articles
        that are not kept whole stay."""
        gone = {id(sketch) for sketch in leaving}
        stays, leaves = Profile(self.key), Profile(leaving[0].article)
        for sketch in self.members:
            (leaves if id(sketch) in gone else stays).add(sketch, self.shown)
        stays.parted = sorted({*self.parted, leaves.key})
        leaves.parted = sorted({*self.parted, self.key})
        return stays, leaves

    def _prune(self) -> None:
        """Names of one passing article go first, so that what a story is about stays however long it runs."""
        if len(self.names) > 2 * MOST_OF_STORY:
            self.names = heaviest(self.names, MOST_OF_STORY)
            self.spread = {name: self.spread[name] for name in self.names}
            self.shown = {name: s for name, s in self.shown.items() if name in self.names}


# ---- on disk -------------------------------------------------------------------------------------------------------------


def to_bytes(profile: Profile) -> bytes:
    """A profile as JSON, weights to three places."""
    row = {
        "key": profile.key,
        "size": profile.size,
        "names": _short(profile.names),
        "spread": profile.spread,
        "members": [[m.article, _short(m.names), _short(m.numbers), m.day, m.year] for m in profile.members],
        "days": profile.days,
        "years": profile.years,
        "shown": profile.shown,
        "parted": profile.parted,
        "alone": profile.alone,
    }
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_bytes(data: bytes) -> Profile:
    """What `to_bytes` made. Raises ValueError, KeyError or TypeError for anything else."""
    row = json.loads(data.decode("utf-8", "surrogatepass"))
    members = [
        Sketch(article, names, numbers, day, year) for article, names, numbers, day, year in row["members"]
    ]
    return Profile(
        key=row["key"],
        size=row["size"],
        names=row["names"],
        spread=row["spread"],
        members=members,
        days=None if row["days"] is None else (row["days"][0], row["days"][1]),
        years=row["years"],
        shown=row["shown"],
        parted=row["parted"],
        alone=row["alone"],
    )


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
