"""The themes of a period: which of its stories are on one matter, how much each story mattered, and what a theme is called.

Stories are compared by their names and telling words, each weighing by how few stories of this period and the one before have it,
and brought together from the nearest on, two groups as near as their stories are on average (Sokal and Michener, 1958). A story
weighs by its origins, by how long it ran, by how new its words are against the period before, by whether it is an event of the
timeline, and by whether it had been announced; an editor's pin goes before all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import log, log1p, log2
from typing import NamedTuple

import numpy as np

from beatbook.filing.profile import Weights, dot, heaviest, unit
from beatbook.filing.terms import WORD, Reader, word_key
from beatbook.model import Article, Version
from beatbook.writing.material import spread
from beatbook.writing.naming import things
from beatbook.writing.subjects import names_in

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
MOST = 6
"""Themes of a review."""
COMPARED = 1_200
"""Stories that are compared, those that weigh most: beyond them nothing is a main one."""
NEXT = 0.5
"""To what power the place of a story among those of its theme divides what it counts: four times as many make twice the theme."""
GONE = -1.0
"""The likeness of a group with itself, or with one that is part of another by now."""

DURATION, NOVELTY, EVENT, AWAITED = 0.5, 0.6, 1.0, 2.0
"""What the logarithm of the days on which a story was reported counts, how new its words are, that it is an event of the timeline, and
that it had been announced, against the logarithm of its origins."""
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
        self.stories, self._all = stories, stories + stories_before
        self._scale = (stories + 1) / (stories_before + 1)

    def __call__(self, term: str) -> float:
        having = self._now.get(term, 0) + self._before.get(term, 0) + PRIOR * self._reader.share(term)
        found = min(RAREST, log((self._all + PRIOR) / having)) if having else RAREST
        return found * (A_WORD if term[0] == WORD else 1.0)

    def spread(self, phrase: str) -> float:
        """The share of the period's stories that have all words of a phrase, at most."""
        terms = self._reader.of(Version(text=f"x {phrase}"))
        counts = [self._now.get(term, 0) for term in (*terms.names, *terms.words)]
        return min(counts, default=0) / max(1, self.stories)

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
    pinned: frozenset[str],
) -> list[Matter]:
    """The stories by how much they mattered. `events` has how much the timeline makes of a story, `awaited` how widely what it reports had
    been announced, from 0 to 1."""
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
            + AWAITED * awaited.get(story.key, 0.0)
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
HEAVY = 0.35
"""Share of the heaviest group's mass from which a group is a theme."""


def _heavy(groups: Sequence[Sequence[Matter]]) -> int:
    masses = [mass(g) for g in groups if g]
    return sum(m >= HEAVY * max(masses) for m in masses)


# ---- what a theme is called ---------------------------------------------------------------------------------------------

LONGEST = 6
"""Words of a heading."""
FIRST, FIRST_WORD, SECOND = 0.2, 0.4, 0.5
"""Share of a theme that must have what its heading names, more if it is but a word, else it has no name and is told with the rest; and of which more must have what
stands second in it. A report that has it only in its headline, or only below, has it by half."""
PLAIN = 0.004
"""Share of articles in general that have a word ("ministry") from which it is no name by itself."""
EVERYWHERE, EVERYWHERE_OF_MANY = 0.34, 0.15
"""Share of a period's stories that have a name from which it says nothing of a theme; of few stories, and of many."""
PARTS = 2
"""A name and a thing are a heading."""


def heading(
    group: Sequence[Matter], sentences: Sequence[str], rarity: Rarity, reader: Reader, taken: Iterable[str]
) -> str | None:
    """What a theme is called: of the names and things that its sentences have, those that most of its stories have in their headlines
    and first lines, and few other stories of the period; not what a source is called, nor what is `taken`: by the beat, or other themes. None
    where there is none."""
    other = " ".join(map(_folded, taken))
    bar = EVERYWHERE if rarity.stories <= FEW else EVERYWHERE_OF_MANY
    said = [_folded(s) for s in sentences]
    over = [
        (m.weight / len(reports), _folded(a.version.headline or ""), _folded(_beginning(a)))
        for m in group
        for reports in [spread(m.story.origins, READ)]
        for a in reports
    ]
    total = sum([weight for weight, _, _ in over]) or 1.0
    sources = {a.source.casefold() for m in group for a in m.story.origins}
    found: dict[str, _Phrase] = {}
    for text, is_name in _phrases(sentences):
        key = _folded(text)
        if key in found or key in other or text.casefold() in sources:
            continue
        if any(key in s for s in said):
            share = sum([w * ((key in head) + (key in lead)) / 2 for w, head, lead in over]) / total
            worth = round(share**2 * _worth(text, rarity, reader), 6)
            is_plain = is_name and " " not in text and reader.share(word_key(text.lower())) >= PLAIN
            is_everywhere = rarity.spread(text) > bar and len(group) < bar * rarity.stories
            is_word = not is_name and " " not in text
            if share >= (FIRST_WORD if is_word else FIRST) and worth and not is_plain and not is_everywhere:
                found[key] = _Phrase(text, is_name, share, worth)
    ranked = sorted(found.values(), key=lambda p: (-p.worth, p.text))
    parts: list[_Phrase] = []
    words: set[str] = set()
    for phrase in ranked:
        own = set(_folded(phrase.text).split())
        if own & words or len(own) + len(words) + len(parts) > LONGEST:
            continue
        if parts and (phrase.share <= SECOND or phrase.is_name is parts[0].is_name):
            continue
        parts.append(phrase)
        words |= own
        if len(parts) == PARTS:
            break
    if not parts:
        return None
    parts.sort(key=lambda p: not p.is_name)
    text = " and ".join(p.text if p.is_name else f"the {p.text}" for p in parts)
    return text[0].upper() + text[1:]


class _Phrase(NamedTuple):
    """A name, or a thing without its article, that may stand in a heading: the share of the theme's reports that has it, each story by
    its weight, and what it is worth."""

    text: str
    is_name: bool
    share: float
    worth: float


def _phrases(sentences: Iterable[str]) -> list[tuple[str, bool]]:
    """What may stand in a heading, and whether it is a name."""
    found: dict[tuple[str, bool], None] = {}
    for sentence in sentences:
        named = names_in(sentence)
        found.update(
            dict.fromkeys(
                (n.text, True)
                for n in named
                if len(n.text.split()) <= 4 and (not n.is_first or " " in n.text)
            )
        )
        runs = sorted(
            run
            for run in things(sentence)
            if _PLAIN.fullmatch(run) and len(run.split()) <= 3 and _NO_THING.isdisjoint(run.split())
        )
        found.update(dict.fromkeys((run, False) for run in runs))
    return list(found)


_NO_THING = frozenset(
    "yet early late largest biggest latest only whole very best worst most least second third".split()
)
_PLAIN = re.compile(r"[^\W\d_A-Z][\w-]*(?: [^\W\d_A-Z][\w-]*)*")


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
