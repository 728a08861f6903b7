"""What is kept of a story to compare new articles with it, and of an article to compare it with stories.

A `Sketch` is an article as weighted terms; a `Profile` is a story as the sum of its articles, with some of them kept
whole: the first, and the last that joined. A profile's size is bounded, however many articles a story has.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from beatbook.filing.terms import is_name

Weights = dict[str, float]

MOST_TERMS, MOST_NUMBERS = 90, 16
"""Names and words of an article, and numbers, that are compared: the weightiest."""
MOST_OF_STORY = 250
"""Names and words of a story."""
MEMBERS = 12
"""Articles of a story that are kept whole."""
MOST_SOURCES = 40
"""Sources of a story that are counted."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """An article as terms. `terms` are the names and words that weigh most on this desk, with how prominent each is, words
    half of what names are; `numbers` have length 1. `day` is when it was published, as an ordinal, `year` the latest that
    it speaks of, `source` the outlet, or empty."""

    article: str
    terms: Weights
    numbers: Weights
    day: int | None = None
    year: int | None = None
    source: str = ""


@dataclass(slots=True)
class Profile:
    """A story as the sum of its articles that are nobody's copy. `terms` adds up how prominent each is, `spread` says in
    how many of them it occurs; `days` are those of the first and the last by publication, `years` what they speak of,
    `sources` how many are from each, `shown` how names are written. `parted` are the stories that it was split from, or that were split from it. One that
    is `alone` is a piece on many events, which nothing joins."""

    key: str
    size: int = 0
    terms: Weights = field(default_factory=dict)
    spread: dict[str, int] = field(default_factory=dict)
    members: list[Sketch] = field(default_factory=list)
    days: tuple[int, int] | None = None
    years: list[int] = field(default_factory=list)
    sources: dict[str, int] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    parted: list[str] = field(default_factory=list)
    alone: bool = False

    def add(self, sketch: Sketch, shown: Mapping[str, str]) -> None:
        """Count an article in."""
        self.size += 1
        for term, weight in sketch.terms.items():
            self.terms[term] = self.terms.get(term, 0.0) + weight
            self.spread[term] = self.spread.get(term, 0) + 1
            if is_name(term) and term in shown:
                self.shown[term] = shown[term]
        if len(self.members) == MEMBERS:
            del self.members[1]
        self.members.append(sketch)
        if sketch.day is not None:
            first, last = self.days or (sketch.day, sketch.day)
            self.days = (min(first, sketch.day), max(last, sketch.day))
        if sketch.year is not None:
            self.years = sorted([*self.years, sketch.year])[-MEMBERS:]
        if sketch.source in self.sources or (sketch.source and len(self.sources) < MOST_SOURCES):
            self.sources[sketch.source] = self.sources.get(sketch.source, 0) + 1
        self._prune()

    def remove(self, member: Sketch) -> None:
        """Count an article out that is kept whole. Days and years stay: others may have them, too."""
        self.members.remove(member)
        self.size -= 1
        for term, weight in member.terms.items():
            if self.spread.get(term, 0) > 1:
                self.terms[term] -= weight
                self.spread[term] -= 1
            elif term in self.spread:
                del self.terms[term], self.spread[term]
        if member.source in self.sources:
            self.sources[member.source] -= 1

    def take(self, other: Profile) -> None:
        """Count all of another story's articles in."""
        self.size += other.size
        for term, weight in other.terms.items():
            self.terms[term] = self.terms.get(term, 0.0) + weight
            self.spread[term] = self.spread.get(term, 0) + other.spread[term]
        self.members = [*self.members[: MEMBERS // 2], *other.members][:MEMBERS]
        days = [day for pair in (self.days, other.days) if pair for day in pair]
        self.days = (min(days), max(days)) if days else None
        self.years = sorted(self.years + other.years)[-MEMBERS:]
        for source, count in other.sources.items():
            self.sources[source] = self.sources.get(source, 0) + count
        self.sources = dict(sorted(self.sources.items(), key=lambda item: -item[1])[:MOST_SOURCES])
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
        """Terms of one passing article go first, so that what a story is about stays however long it runs."""
        if len(self.terms) > 1.6 * MOST_OF_STORY:
            self.terms = heaviest(self.terms, MOST_OF_STORY)
            self.spread = {term: self.spread[term] for term in self.terms}
            self.shown = {term: s for term, s in self.shown.items() if term in self.terms}


# ---- on disk -------------------------------------------------------------------------------------------------------------


def to_bytes(profile: Profile) -> bytes:
    """A profile as JSON, weights to three places."""
    row = {
        "key": profile.key,
        "size": profile.size,
        "terms": _short(profile.terms),
        "spread": profile.spread,
        "members": [
            [m.article, _short(m.terms), _short(m.numbers), m.day, m.year, m.source] for m in profile.members
        ],
        "days": profile.days,
        "years": profile.years,
        "sources": profile.sources,
        "shown": profile.shown,
        "parted": profile.parted,
        "alone": profile.alone,
    }
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_bytes(data: bytes) -> Profile:
    """What `to_bytes` made. Raises ValueError, KeyError or TypeError for anything else."""
    row = json.loads(data.decode("utf-8", "surrogatepass"))
    members = [
        Sketch(article, terms, numbers, day, year, source)
        for article, terms, numbers, day, year, source in row["members"]
    ]
    return Profile(
        key=row["key"],
        size=row["size"],
        terms=row["terms"],
        spread=row["spread"],
        members=members,
        days=None if row["days"] is None else (row["days"][0], row["days"][1]),
        years=row["years"],
        sources=row["sources"],
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
