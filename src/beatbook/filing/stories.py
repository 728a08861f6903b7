"""Which story an article belongs to: online, in order of arrival, one pass, one setting for every beat.

An article is compared with the stories that share its rare terms; it joins the one it is tied to most, if that is
enough, else it opens one. A story goes by the article that opened it, by our own first sight: a publisher's date is
evidence of likeness, never of identity. Copies go where their origin is and add nothing to a story, so a wire under a
hundred names weighs as one report. If an article is tied to two stories and they to each other, they are merged.

Terms are weighed by how few of the stories have them, articles in general standing in until there are many: what is
in every story of a beat (its country, its leader) ties nothing, and a name that a hundred articles on one event repeat
is still rare. Only the stories that were touched last are compared (`ACTIVE`), so an article costs the same however
large the archive is.

The scheme is that of single-pass topic detection and tracking with incremental weights (Yang, Pierce and Carbonell,
SIGIR 1998; Brants, Chen and Farahat, SIGIR 2003), with signs of difference added.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import nlargest

from beatbook.filing import ties
from beatbook.filing.profile import (
    MOST_NAMES,
    MOST_NUMBERS,
    Profile,
    Sketch,
    dot,
    from_bytes,
    heaviest,
    to_bytes,
    unit,
)
from beatbook.filing.terms import Reader, Terms
from beatbook.filing.tie_weights import WEIGHTS
from beatbook.model import Article, CopyOf, Grouping, Regroup

ACTIVE = 20_000
"""Stories that new articles are compared with: those that were touched last."""
PRIOR = 120.0
"""Stories that general text stands for when terms are weighed."""
ASKED = 30
"""Names by which stories are looked up."""
EVERYWHERE = 2_000
"""Stories from which a term finds none."""
LOOKED_AT, COMPARED = 20, 5
"""Stories that are looked at, and of these compared in full."""
SOME = 0.03
"""Likeness in names without which there is nothing to compare."""
SURE = 3.0
"""Log odds from which two stories that one article ties together may be one."""
ALIKE = 0.7
"""Likeness in names from which two stories are merged, if they hold their foremost names in common, too."""
COPY_DAYS = 30
"""Days between a report and its reprint: the same words years later are no sign of one event."""
REVIEWED = frozenset((6, 9, 12, 16, 22, 30, 42, 60, 84, 120, 170, 240))
"""Sizes at which a story is looked at anew: whether it is two by now."""
FEWEST = 3
"""Articles that a part must have to become a story of its own."""
PARTED = 0.45
"""Likeness between two parts of a story, against that within the looser one, up to which they are two stories."""
EARLIER = 3
"""Earlier stories that one is linked with."""


@dataclass(frozen=True, slots=True)
class Rival:
    """A story that an article was compared with."""

    story: Profile
    signs: ties.Signs
    score: float


@dataclass(frozen=True, slots=True)
class Decision:
    """Where an article belongs, the merges that it brought about, and the stories that it touched."""

    grouping: Grouping
    regroups: tuple[Regroup, ...] = ()
    touched: tuple[Profile, ...] = ()

    def profiles(self) -> dict[str, bytes]:
        return {profile.key: to_bytes(profile) for profile in self.touched}


@dataclass(slots=True)
class Stories:
    """The active stories of a desk. Not for use by several threads at a time."""

    reader: Reader = field(default_factory=Reader)
    active: int = ACTIVE
    _stories: OrderedDict[str, Profile] = field(default_factory=OrderedDict)
    _having: dict[str, set[str]] = field(default_factory=dict)
    _found_by: dict[str, set[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._stories)

    def load(self, profiles: Iterable[bytes]) -> None:
        """Take up stories as they were kept, the one touched last last."""
        for data in profiles:
            profile = from_bytes(data)
            self._put(profile)

    # ---- deciding ----

    def decide(self, article: Article, copy: CopyOf | None = None, home: str | None = None) -> Decision:
        """Where an article belongs. `home` is the story of the article that it is a copy of, if it is one."""
        if (
            copy is not None
            and copy.origin is not None
            and home is not None
            and self._is_timely(article, home)
        ):
            self._touch(home)
            return Decision(Grouping(article.id, home, (f"{copy.kind.value} of {copy.origin}",)))
        terms = self.reader.of(article.version)
        sketch = self.sketch(article, terms)
        rivals = self.rivals(sketch)
        best = rivals[0] if rivals else None
        if best is None or best.score < 0.0:
            # An id that a story goes by already is that of an article that was moved out of it.
            story = Profile(article.id if article.id not in self._stories else f"{article.id}-2")
            story.add(sketch, terms.shown)
            self._put(story)
            return Decision(Grouping(article.id, story.key, (), self._earlier(rivals)), (), (story,))
        tie = ties.in_words(sketch, best.story, terms.shown)
        best.story.add(sketch, terms.shown)
        self._put(best.story)
        if best.story.size in REVIEWED and (parts := self._part(best.story)) is not None:
            stays, leaves = parts
            part = leaves if any(m.article == article.id for m in leaves.members) else stays
            moved = tuple(m.article for m in leaves.members if m.article != article.id)
            regroup = Regroup(stays.key, leaves.key, moved, _unlike(stays, leaves))
            return Decision(Grouping(article.id, part.key, tie), (regroup,), (stays, leaves))
        regroups, touched = self._merge(rivals, tie)
        kept = touched[0] if touched else best.story
        return Decision(Grouping(article.id, kept.key, tie), regroups, (kept,))

    def _earlier(self, rivals: list[Rival]) -> tuple[str, ...]:
        """Stories that would have taken the article if time did not part them."""
        far = ties.Signs._fields.index("far")
        alike = [r for r in rivals if r.signs.far > 0 and r.score - WEIGHTS[far] * r.signs.far > 0]
        return tuple(r.story.key for r in alike[:EARLIER])

    def _merge(self, rivals: list[Rival], tie: tuple[str, ...]) -> tuple[tuple[Regroup, ...], list[Profile]]:
        """If the article ties another story to its own, and they are alike as wholes, the later opened joins."""
        best = rivals[0].story
        for other in rivals[1:]:
            if other.score < SURE:
                break
            a, b = best, other.story
            names = dot(a.direction, b.direction) / ((a.direction_length * b.direction_length) or 1.0)
            held = {name for name, _, _ in a.core} & {name for name, _, _ in b.core}
            lacking = len(a.core) + len(b.core) - 2 * len(held)
            if names < ALIKE or lacking > len(held) or not _overlap(a, b) or b.key in a.parted:
                continue
            into, gone = (a, b) if a.size >= b.size else (b, a)
            self._drop(gone.key)
            into.take(gone)
            self._put(into)
            return (Regroup(gone.key, into.key, (), tie),), [into]
        return (), []

    def _part(self, story: Profile) -> tuple[Profile, Profile] | None:
        """If a story has become two, those: its articles are joined again, the most alike first, until two parts are
        left (average linkage), and these are compared with what holds each together."""
        members = story.members
        alike = [[dot(a.direction, b.direction) for b in members] for a in members]
        parts = [[i] for i in range(len(members))]
        while len(parts) > 2:
            _, i, j = max(
                (_between(alike, parts[i], parts[j]), j, i) for i in range(len(parts)) for j in range(i)
            )
            parts[i] += parts.pop(j)
        one, two = parts
        if min(len(one), len(two)) < FEWEST:
            return None
        within = min(_within(alike, one), _within(alike, two))
        if _between(alike, one, two) > PARTED * within:
            return None
        leaving = two if 0 in one else one
        stays, leaves = story.part([members[i] for i in sorted(leaving)])
        self._put(stays)
        self._put(leaves)
        return stays, leaves

    def rivals(self, sketch: Sketch) -> list[Rival]:
        """The stories that an article may belong to, the most likely first."""
        found = []
        for names, story in self._candidates(sketch):
            signs = ties.signs(sketch, story, names)
            found.append(Rival(story, signs, ties.score(signs)))
        found.sort(key=lambda rival: -rival.score)
        return found

    def _candidates(self, sketch: Sketch) -> list[tuple[float, Profile]]:
        asked: dict[str, float] = {}
        for name, weight in list(sketch.direction.items())[:ASKED]:
            having = self._having.get(name)
            if having is not None and len(having) < EVERYWHERE:
                counted = weight * weight
                for key in having:
                    asked[key] = asked.get(key, 0.0) + counted
        found = []
        for key in nlargest(LOOKED_AT, asked, key=lambda key: (asked[key], key)):
            story = self._stories[key]
            names = dot(sketch.direction, story.direction) / (story.direction_length or 1.0)
            if names >= SOME:
                found.append((names, story))
        return nlargest(COMPARED, found, key=lambda one: (one[0], one[1].key))

    # ---- weighing ----

    def sketch(self, article: Article, terms: Terms) -> Sketch:
        """An article as weighted terms, by what the desk knows of them now."""
        share, having, log = self.reader.background.share, self._having, math.log
        stories = len(self._stories) + PRIOR
        weights = {}
        for name, count in terms.names.items():
            with_it = having.get(name)
            rare = log(stories / ((len(with_it) if with_it else 0) + PRIOR * share(name)))
            weights[name] = min(ties.RAREST, rare) * (1 + log(count) + (name in terms.leading))
        names = heaviest(weights, MOST_NAMES)
        numbers = {n: (1 + 0.5 * log(count)) * number_weight(n) for n, count in terms.numbers.items()}
        published = article.version.published
        return Sketch(
            article.id,
            names,
            unit(names),
            unit(heaviest({n: w for n, w in numbers.items() if w}, MOST_NUMBERS)),
            published.day.toordinal() if published else terms.day,
            published.day.year if published else terms.year,
        )

    # ---- keeping ----

    def _is_timely(self, copy: Article, home: str) -> bool:
        """Whether a copy is of the days of its origin's story, as far as is known."""
        story, published = self._stories.get(home), copy.version.published
        if story is None or story.days is None or published is None:
            return True
        day = published.day.toordinal()
        return story.days[0] - COPY_DAYS <= day <= story.days[1] + COPY_DAYS

    def _touch(self, key: str) -> None:
        if key in self._stories:
            self._stories.move_to_end(key)

    def _put(self, story: Profile) -> None:
        self._stories[story.key] = story
        self._stories.move_to_end(story.key)
        names = set(story.direction)
        before = self._found_by.get(story.key, set())
        for name in names - before:
            self._having.setdefault(name, set()).add(story.key)
        self._unlist(story.key, before - names)
        self._found_by[story.key] = names
        while len(self._stories) > self.active:
            self._drop(next(iter(self._stories)))

    def _drop(self, key: str) -> None:
        del self._stories[key]
        self._unlist(key, self._found_by.pop(key))

    def _unlist(self, key: str, names: Iterable[str]) -> None:
        for name in names:
            having = self._having[name]
            having.discard(key)
            if not having:
                del self._having[name]


def _between(alike: list[list[float]], one: list[int], two: list[int]) -> float:
    """The mean likeness between the articles of two parts."""
    return sum([alike[i][j] for i in one for j in two]) / (len(one) * len(two))


def _within(alike: list[list[float]], part: list[int]) -> float:
    """The mean likeness between the articles of a part."""
    pairs = [alike[i][j] for i in part for j in part if i < j]
    return sum(pairs) / len(pairs)


def _unlike(stays: Profile, leaves: Profile) -> tuple[str, ...]:
    """What each of two parts has that the other lacks, in words for an editor."""
    found = []
    for one, other in ((stays, leaves), (leaves, stays)):
        own = [one.shown.get(name, name) for name, _, _ in one.core if name not in other.spread]
        if own:
            found.append(f"only one part names {', '.join(own[:3])}")
    return tuple(found)


def _overlap(a: Profile, b: Profile) -> bool:
    """Whether two stories ran at one time, as far as is known."""
    if a.days is None or b.days is None:
        return True
    return max(a.days[0], b.days[0]) - min(a.days[1], b.days[1]) <= ties.QUIET


def number_weight(number: str) -> float:
    """How much a number says: a count in the hundreds or a decimal much, a year little, a digit nothing."""
    if "." in number or "," in number:
        return 2.5
    if len(number) == 4 and number[:2] in ("19", "20"):
        return 0.7
    return (0.0, 1.0)[len(number) - 1] if len(number) < 3 else 2.5
