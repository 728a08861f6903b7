"""The themes of a period: which of its stories are on one matter, and how much each story mattered.

Stories are compared by their names and telling words, each weighing by how few stories of this period and the one before have it, and
brought together from the nearest on, two groups as near as their stories are on average (Sokal and Michener, 1958). A story weighs by
its origins, by how long it ran, by how new its words are against the period before, by whether it is an event of the timeline, by
whether it had been announced, and by how many stories of its theme came after it; less where the period before told the same of other
names, as it does of wreaths and greetings. An editor's pin goes before all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import log, log1p, log2

import numpy as np

from beatbook.filing.profile import Weights, dot, heaviest, unit
from beatbook.filing.terms import WORD, Reader
from beatbook.model import Article
from beatbook.writing.material import spread

READ = 4
"""Reports of a story by which it is compared: what it is about does not change with more."""
CHARACTERS = 3_000
"""Characters of a report by which its story is compared."""
TERMS = 40
"""Names and words of a story that are compared."""
PRIOR = 25.0
"""Stories that general text stands for when terms are weighed."""
RAREST = 7.0
A_WORD = 0.5
"""What a word weighs against a name."""
LEADING = 2.0
"""How much more a term weighs that stands in the headline or the first lines."""

NEAR, LOOSE = 0.16, 0.06
"""Likeness from which two groups are one theme; and, among few stories, from which they are while there are more than `MOST`. Set by
reading (docs/decisions/0508-reviews.md)."""
FEW = 40
"""Stories that are few: each is heard of anyway, and it reads better to have those together that share somebody."""
MOST = 8
"""Themes of a review."""
COMPARED = 1_200
"""Stories that are compared, those that weigh most: beyond them nothing is a main one."""
NEXT = 0.75
"""To what power the place of a story among those of its theme divides what it counts: four times as many make twice the theme."""
GONE = -1.0
"""The likeness of a group with itself, or with one that is part of another by now."""

DURATION, NOVELTY, EVENT, AWAITED = 0.5, 0.6, 1.0, 2.0
"""What the logarithm of the days on which a story was reported counts, how new its words are, that it is an event of the timeline, and
that it had been announced, against the logarithm of its origins."""
ROUTINE, OFTEN = 2, 5
"""To what power a story loses by being one of a series: a rite half of it, other news little; less where so many reports are of it: the
condolences on one death are."""
LED, ECHOED = 0.6, timedelta(7)
"""What the logarithm of how much later stories of its theme are like it counts, so that it is told what a matter began with; and how
much later."""
AGAIN = 0.5
"""What a further report of the same source counts against a first one."""
NEWEST = 10
"""Weightiest terms of a story by which it is told how new it is."""


@dataclass(frozen=True, slots=True)
class Story:
    """A story as far as a period is concerned: its articles that are nobody's copy and came out in it, by day and id, how many copies
    there are, and its day of first report, ever."""

    key: str
    origins: tuple[Article, ...]
    copies: int
    since: date

    @property
    def days(self) -> list[date]:
        return sorted({a.version.published.day for a in self.origins if a.version.published})


@dataclass(frozen=True, slots=True)
class Matter:
    """A story with its terms as they weigh in this period (of length 1) and how much it mattered."""

    story: Story
    terms: Weights
    weight: float


class Rarity:
    """How many stories of a period and of the one before have a term, and what it weighs for that."""

    def __init__(self, reader: Reader, now: Mapping[str, int], before: Mapping[str, int], stories: int, stories_before: int) -> None:  # fmt: skip
        self._reader, self._now, self._before = reader, now, before
        self.stories, self._all = stories, stories + stories_before
        self._scale = (stories + 1) / (stories_before + 1)
        self._known: dict[str, float] = {}

    def __call__(self, term: str) -> float:
        found = self._known.get(term)
        if found is None:
            found = self._known[term] = self._of(term)
        return found

    def _of(self, term: str) -> float:
        having = self._now.get(term, 0) + self._before.get(term, 0) + PRIOR * self._reader.share(term)
        found = min(RAREST, log((self._all + PRIOR) / having)) if having else RAREST
        return found * (A_WORD if term[0] == WORD else 1.0)

    def newness(self, term: str) -> float:
        """How much more stories have it than the period before would make one expect (a logarithm, not below 0)."""
        expected = self._before.get(term, 0) * self._scale
        return max(0.0, log((self._now.get(term, 0) + 1) / (expected + 1)))


def terms_of(story: Story, reader: Reader) -> Weights:
    """The terms of a story with how prominent each is in its reports."""
    found: dict[str, float] = {}
    for article in spread(story.origins, READ):
        version = article.version
        terms = reader.of(replace(version, text=version.text[:CHARACTERS]))
        for term, count in (*terms.names.items(), *terms.words.items()):
            weight = (1 + log(count)) * (LEADING if term in terms.leading else 1.0)
            found[term] = found.get(term, 0.0) + weight
    return found


def weighed(
    stories: Sequence[Story],
    terms: Mapping[str, Weights],
    rarity: Rarity,
    events: Mapping[str, float],
    awaited: Mapping[str, float],
    routine: Mapping[str, float],
    pinned: frozenset[str],
) -> list[Matter]:
    """The stories by how much they mattered. `events` has how much the timeline makes of a story, `awaited` how widely what it reports had
    been announced, and `routine` how much it is one of a series, from 0 to 1."""
    found = []
    for story in stories:
        own = unit(heaviest({t: w * rarity(t) for t, w in terms[story.key].items()}, TERMS))
        newest = [(weight, rarity.newness(term)) for term, weight in list(own.items())[:NEWEST]]
        new = sum([w * n for w, n in newest]) / (sum([w for w, _ in newest]) or 1.0)
        by_source = Counter(a.source for a in story.origins)
        told = sum([1 + AGAIN * (n - 1) for n in by_source.values()]) + AGAIN * log1p(story.copies)
        weight = (
            log2(1 + told)
            + DURATION * log2(max(1, len(story.days)))
            + NOVELTY * new
            + EVENT * events.get(story.key, 0.0)
            + FACTS * log2(1 + facts(story))
        ) * (1 - routine.get(story.key, 0.0)) ** (ROUTINE if len(story.origins) < OFTEN else 1)
        weight += AWAITED * awaited.get(story.key, 0.0)
        weight += PINNED if story.key in pinned else 0.0
        found.append(Matter(story, own, round(weight, 6)))
    return sorted(found, key=lambda m: (-m.weight, m.story.key))


def facts(story: Story) -> int:
    """How many figures a story's reports begin with, on average: what happened has hours, places and numbers, what is said of it has
    few."""
    reports = spread(story.origins, READ)
    found = [len(_FIGURE.findall(a.version.text[:BEGINNING])) for a in reports]
    return min(MANY_FACTS, round(sum(found) / (len(found) or 1)))


BEGINNING = 600
"""Characters of a report that say what it is about."""
FACTS, MANY_FACTS = 0.25, 12
"""What the logarithm of the figures counts, and how many are enough."""
_FIGURE = re.compile(r"(?<![\w-])(?!(?:19|20)\d\d\b)\d[\d.,:]*(?!\d|st\b|nd\b|rd\b|th\b|-)")
PINNED = 100.0
"""More than any story weighs."""


def routine(now: Mapping[str, Weights], before: Sequence[Weights], rarity: Rarity) -> dict[str, float]:
    """How much each story is one of a series, from 0 to 1: how much other stories of this period and the one before have its words with
    other names ("floral basket from …"), by the few that have most of them."""
    keys = sorted(now)
    others = spread([*(now[k] for k in keys), *before], SERIES)
    if len(others) <= max(FEW, AS_MANY):
        return {}
    found: dict[str, float] = {}
    old_forms, old_names = ([_unit_of(of, rarity, is_word) for of in others] for is_word in (True, False))
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        forms = _against([_unit_of(now[k], rarity, True) for k in some], old_forms)
        names = _against([_unit_of(now[k], rarity, False) for k in some], old_names)
        like = np.round(forms * (1 - np.minimum(names, 1.0)), 4)
        most = np.sort(like, axis=1)[:, -AS_MANY:].mean(axis=1)
        found.update((key, round(float(x), 4)) for key, x in zip(some, most, strict=True))
    return found


SERIES, AS_MANY, FORM, AT_ONCE = 1_800, 5, 24, 600
"""Stories, evenly spread, among which those of the same form are looked for, how many make a series, by how many words and names each is
compared, and how many stories are compared at once, to spare memory."""


def _unit_of(terms: Weights, rarity: Rarity, is_word: bool) -> Weights:
    power = 1 if is_word else 2  # whom a greeting is for differs, who sends it does not
    own = {t: w * rarity(t) ** power for t, w in terms.items() if (t[0] == WORD) is is_word}
    return unit(heaviest(own, FORM))


def _against(some: Sequence[Weights], others: Sequence[Weights]) -> np.ndarray:
    """The cosine of each of some vectors with each of the others."""
    shared = sorted({t for v in some for t in v} & {t for v in others for t in v})
    columns = {term: n for n, term in enumerate(shared)}
    a, b = (np.zeros((len(vectors), len(columns)), dtype=np.float32) for vectors in (some, others))
    for table, vectors in ((a, some), (b, others)):
        for row, vector in enumerate(vectors):
            for term, weight in vector.items():
                if term in columns:
                    table[row, columns[term]] = weight
    product: np.ndarray = a @ b.T
    return product


def grouped(matters: Sequence[Matter]) -> list[list[Matter]]:
    """The stories by what they are on, heaviest group first; in each the heaviest story first. Stories beyond `COMPARED`
    are in none."""
    compared = list(matters[:COMPARED])
    groups = [[m] for m in compared]
    if len(groups) < 2:
        return groups
    alike = _likeness(compared)
    sizes = np.ones(len(groups))
    least = LOOSE if len(groups) <= FEW else NEAR
    np.fill_diagonal(alike, GONE)
    nearest, best = alike.argmax(axis=1), alike.max(axis=1)
    for _ in range(len(groups) - 1):
        a = int(best.argmax())
        b = int(nearest[a])
        if best[a] < least or (best[a] < NEAR and _heavy(groups) <= MOST):
            break
        a, b = min(a, b), max(a, b)
        merged = np.round((alike[a] * sizes[a] + alike[b] * sizes[b]) / (sizes[a] + sizes[b]), 6)
        merged[[a, b]] = GONE
        alike[a], alike[:, a] = merged, merged
        alike[b], alike[:, b] = GONE, GONE
        sizes[a] += sizes[b]
        groups[a], groups[b] = groups[a] + groups[b], []
        again = (nearest == a) | (nearest == b) | (merged > best)
        again[[a, b]] = True
        rows = np.flatnonzero(again)
        nearest[rows], best[rows] = alike[rows].argmax(axis=1), alike[rows].max(axis=1)
    found = [g for g in groups if g]
    if len(compared) > FEW:
        found = _joined(found)
    return _in_order([_led(g) for g in found])


def _in_order(groups: Iterable[Sequence[Matter]]) -> list[list[Matter]]:
    found = [sorted(g, key=lambda m: (-m.weight, m.story.key)) for g in groups]
    return sorted(found, key=lambda g: (-mass(g), g[0].story.key))


def _joined(groups: Sequence[Sequence[Matter]]) -> list[list[Matter]]:
    """Groups that tell of one matter in different words, as all their stories together show, made one: the smaller a group, the less of the
    larger one's matter it has to tell."""
    left = _in_order(groups)
    main: list[list[Matter]] = []
    wholes: list[Weights] = []
    for n, group in enumerate(left):
        whole = _whole(group)
        near = [(dot(whole, other), -m) for m, other in enumerate(wholes) if n < JOINED or len(main[m]) > 2]
        likeness, m = max(near, default=(0.0, 0))
        if likeness >= next(least for size, least in OF_MATTER if len(group) <= size):
            main[-m] += group
            wholes[-m] = _whole(main[-m])
        else:
            main.append(list(group))
            if n < JOINED:
                wholes.append(whole)
    return main


JOINED = 60
"""Groups, the heaviest, to which others may be joined."""
OF_MATTER = ((2, 0.2), (6, 0.32), (10**9, 0.45))
"""Of how many stories a group is at most, and the likeness of all that it tells to all that another tells from which they are one
matter."""


def _whole(group: Sequence[Matter]) -> Weights:
    found: dict[str, float] = {}
    for matter in sorted(group, key=lambda m: m.story.key):
        for term, weight in matter.terms.items():
            found[term] = found.get(term, 0.0) + weight
    return unit(found)


def _led(group: Sequence[Matter]) -> list[Matter]:
    """The stories of a group, each weighing more by how much those that came after it are like it."""
    first = {m.story.key: m.story.days[0] if m.story.days else m.story.since for m in group}
    found = []
    for m in group:
        day = first[m.story.key]
        later = [o for o in group if day < first[o.story.key] <= day + ECHOED][:COUNTED]
        echo = sum([dot(m.terms, o.terms) for o in later])
        found.append(replace(m, weight=round(m.weight + LED * log2(1 + echo), 6)))
    return found


def _likeness(matters: Sequence[Matter]) -> np.ndarray:
    """The cosine of each two stories, to four places, so that the last bit of a sum decides nothing."""
    columns = {term: n for n, term in enumerate(sorted({t for m in matters for t in m.terms}))}
    table = np.zeros((len(matters), len(columns)))
    for row, matter in enumerate(matters):
        for term, weight in matter.terms.items():
            table[row, columns[term]] = weight
    return np.round(table @ table.T, 4)


def mass(group: Sequence[Matter]) -> float:
    """How much the stories of a group mattered together: one that is much like another of them adds little, as rites do that differ
    in a name."""
    ordered = sorted(group, key=lambda m: (-m.weight, m.story.key))[:COUNTED]
    total = 0.0
    for n, matter in enumerate(ordered):
        alike = max([dot(matter.terms, other.terms) for other in ordered[:n]], default=0.0)
        total += matter.weight * max(0.0, 1 - alike) / (n + 1) ** NEXT
    return round(total, 4)


COUNTED = 60
"""Stories of a theme that count."""
HEAVY = 0.25
"""Share of the heaviest group's mass from which a group is a theme."""


def _heavy(groups: Sequence[Sequence[Matter]]) -> int:
    masses = [mass(g) for g in groups if g]
    return sum(m >= HEAVY * max(masses) for m in masses)
