"""The themes of a period: which of its stories are on one matter, how much each story mattered, and what a theme is called.

Stories are compared by their names and telling words, each weighing by how few stories of this period and the one before have it,
and brought together from the nearest on, two groups as near as their stories are on average (Sokal and Michener, 1958). A story
weighs by its origins, by how long it ran, by how new its words are against the period before, and by whether it is an event of the
timeline; an editor's pin goes before all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log, log1p, log2

import numpy as np

from beatbook.filing.profile import Weights, heaviest, unit
from beatbook.filing.terms import WORD, Reader
from beatbook.model import Article, Version
from beatbook.writing.material import spread
from beatbook.writing.naming import things
from beatbook.writing.subjects import names_in

READ = 4
"""Reports of a story by which it is compared: what it is about does not change with more."""
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
"""Likeness from which two groups are one theme; and from which they are while there are more than `MOST`. Set by reading
(docs/decisions/0508-reviews.md)."""
MOST = 6
"""Themes of a review."""
COMPARED = 500
"""Stories that are compared, those that weigh most: beyond them nothing is a main one."""
NEXT = 0.8
"""What each further story of a theme counts against the one before it: a great many small ones make no main theme."""

DURATION, NOVELTY, EVENT = 0.5, 0.6, 1.0
"""What the logarithm of the days on which a story was reported counts, how new its words are, and that it is an event of the timeline,
against the logarithm of its origins."""
AGAIN = 0.5
"""What a further report of the same source counts against a first one."""
NEWEST = 10
"""Weightiest terms of a story by which it is told how new it is."""


@dataclass(frozen=True, slots=True)
class Story:
    """A story as far as a period is concerned: its articles that are nobody's copy and came out in it, by day and id, how many copies there are, and its day of
    first report, ever."""

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
        self._stories, self._all = stories, stories + stories_before
        self._scale = (stories + 1) / (stories_before + 1)

    def __call__(self, term: str) -> float:
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
        terms = reader.of(article.version)
        for term, count in (*terms.names.items(), *terms.words.items()):
            weight = (1 + log(count)) * (LEADING if term in terms.leading else 1.0)
            found[term] = found.get(term, 0.0) + weight
    return found


def weighed(
    stories: Sequence[Story],
    terms: Mapping[str, Weights],
    rarity: Rarity,
    events: Mapping[str, float],
    pinned: frozenset[str],
) -> list[Matter]:
    """The stories by how much they mattered. `events` has how much the timeline makes of a story, from 0 to 1."""
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
            + (PINNED if story.key in pinned else 0.0)
        )
        found.append(Matter(story, own, round(weight, 6)))
    return sorted(found, key=lambda m: (-m.weight, m.story.key))


PINNED = 100.0
"""More than any story weighs."""


def grouped(matters: Sequence[Matter]) -> list[list[Matter]]:
    """The stories by what they are on, heaviest group first; in each the heaviest story first. Stories beyond `COMPARED`
    are in none."""
    compared = list(matters[:COMPARED])
    groups = [[m] for m in compared]
    if len(groups) < 2:
        return groups
    alike = _likeness(compared)
    sizes = np.ones(len(groups))
    np.fill_diagonal(alike, -1.0)
    left = len(groups)
    while left > 1:
        at = int(alike.argmax())
        a, b = divmod(at, len(groups))
        best = alike[a, b]
        if best < LOOSE or (best < NEAR and _heavy(groups) <= MOST):
            break
        a, b = min(a, b), max(a, b)
        merged = (alike[a] * sizes[a] + alike[b] * sizes[b]) / (sizes[a] + sizes[b])
        alike[a], alike[:, a] = merged, merged
        alike[b], alike[:, b], alike[a, a] = -1.0, -1.0, -1.0
        sizes[a] += sizes[b]
        groups[a], groups[b] = groups[a] + groups[b], []
        left -= 1
    found = [sorted(g, key=lambda m: (-m.weight, m.story.key)) for g in groups if g]
    return sorted(found, key=lambda g: (-mass(g), g[0].story.key))


def _likeness(matters: Sequence[Matter]) -> np.ndarray:
    """The cosine of each two stories, to four places, so that the last bit of a sum decides nothing."""
    columns = {term: n for n, term in enumerate(sorted({t for m in matters for t in m.terms}))}
    table = np.zeros((len(matters), len(columns)))
    for row, matter in enumerate(matters):
        for term, weight in matter.terms.items():
            table[row, columns[term]] = weight
    return np.round(table @ table.T, 4)


def mass(group: Sequence[Matter]) -> float:
    """How much the stories of a group mattered together; the heaviest come first in it."""
    weights = sorted((m.weight for m in group), reverse=True)
    return sum([weight * NEXT**n for n, weight in enumerate(weights)])


HEAVY = 0.35
"""Share of the heaviest group's mass from which a group is a theme."""


def _heavy(groups: Sequence[Sequence[Matter]]) -> int:
    masses = [mass(g) for g in groups if g]
    return sum(m >= HEAVY * max(masses) for m in masses)


# ---- what a theme is called ---------------------------------------------------------------------------------------------

LONGEST = 6
"""Words of a heading."""
ENOUGH = 0.6
"""Share of a theme, by the weight of its stories, that one name must be in to stand alone in the heading."""
PARTS = 2
"""Names in a heading."""


def heading(group: Sequence[Matter], sentences: Sequence[str], rarity: Rarity, reader: Reader) -> str | None:
    """What a theme is called: of the names and things that its sentences have, those that most of its stories have in their headlines
    and first lines, and few others. None where there is none."""
    said = [_folded(s) for s in sentences]
    over = [(m.weight, {_folded(_beginning(a)) for a in spread(m.story.origins, READ)}) for m in group]
    total = sum([weight for weight, _ in over]) or 1.0
    found: dict[str, tuple[float, float, str]] = {}
    for phrase in _phrases(sentences):
        key = _folded(phrase)
        if key in found or not any(key in s for s in said):
            continue
        share = sum([w for w, texts in over if any(key in t for t in texts)]) / total
        worth = _worth(phrase, rarity, reader)
        if share and worth:
            found[key] = (round(share * worth, 6), share, phrase)
    ranked = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))
    parts: list[str] = []
    words: set[str] = set()
    for key, (_, share, phrase) in ranked:
        own = set(key.split())
        if own & words or len(own) + len(words) + len(parts) > LONGEST:
            continue
        parts.append(phrase)
        words |= own
        if len(parts) == PARTS or (share >= ENOUGH and len(own) > 1):
            break
    if not parts:
        return None
    text = " and ".join(parts)
    return text[0].upper() + text[1:]


def _phrases(sentences: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for sentence in sentences:
        found.update(dict.fromkeys(name.text for name in names_in(sentence) if len(name.text.split()) <= 4))
        found.update(dict.fromkeys(sorted(p for p in things(sentence) if "’" not in p and "'" not in p)))
    return list(found)


def _worth(phrase: str, rarity: Rarity, reader: Reader) -> float:
    """What the words of a phrase weigh together: of many, the two that weigh most and a little of the others."""
    version = Version(text=f"x {phrase}")
    terms = reader.of(version)
    weights = sorted((rarity(t) for t in (*terms.names, *terms.words)), reverse=True)
    return sum([weight * 0.5**n for n, weight in enumerate(weights)])


def _beginning(article: Article) -> str:
    version = article.version
    return f"{version.headline or ''} {version.deck or ''} {version.text[:BEGINNING]}"


BEGINNING = 600
"""Characters of a report that say what it is about."""


def _folded(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.lower().replace('’', chr(39))))} "


_WORD = re.compile(r"[\w']+")
