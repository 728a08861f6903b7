"""What is told of a day, and in which sentences.

A word is worth the more the more of these have it: sentences that mention the day as it comes, sentences that still mention it
later, articles whose news is of that day, articles of the day after, and the sentences of the whole matter. The five shares are
multiplied, each to a power: a word that is missing in one of them is not what the day was about. A sentence is worth the words
that no chosen one has yet, and the pairs of words that several articles have, over its length.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log, log1p
from typing import NamedTuple


class Powers(NamedTuple):
    """To what power each share of a word goes, and what the product is multiplied by to be odds."""

    soon: float
    after: float
    news: float
    following: float
    matter: float
    odds: float


ASKED = Powers(0.4, 0.4, 0.4, 0.2, 0.6, 20.0)
"""Where a question was asked: fitted on what journalists chose of 300 days, and rounded (docs/decisions/0504-timelines.md)."""
WHOLE = Powers(0.4, 0.8, 0.2, 0.2, -0.6, 0.5)
"""Where none was: in an archive of many matters a day is what is remembered of it, and what all have says nothing."""
OPENING = 0.2
"""How much more the first sentence of an article is worth, the second by half of it, the third by a third."""

HEADED = 0.75
"""How much more a sentence is worth that has all telling words of its article's headline: it tells the news, and is no scene that
leads up to it."""
PAIRS = 0.2
"""What a pair of neighbouring words is worth that all articles have, against a word that is certain."""
LENGTH = 0.75
"""Power of a sentence's length by which its worth is divided: at 1 the shortest win, at 0 the longest."""
LATER = 0.9
"""What a later mention is worth against a report of the day or the next."""
ASIDE = 0.6
"""What a sentence is worth that names the day only in passing: "the strike that began on Monday"."""
SAME = 0.6
"""Share of the telling words of the shorter of two sentences from which they say the same."""
ON_IT = 0.3
"""Share of those words from which two sentences of one day are on the same event."""
LATE = 20
"""Position of a sentence of which it is not known: far from the beginning."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that may tell of a day: the number of its article, where it stands there, its telling words in order and as a
    set, and what part of its article is on the question. `position` counts the sentences before it, as far as it is known.
    `age`: how many days later its article came out; `names_day`: it mentions the day itself,
    `is_aside`: in passing only; `headed`: the share of its headline's telling words that it has."""

    article: int
    start: int
    end: int
    stems: tuple[str, ...]
    words: frozenset[str]
    share: float
    position: int = LATE
    age: int = 0
    names_day: bool = False
    is_aside: bool = False
    headed: float = 0.0


class Shares:
    """How large a part of some texts, each weighing what it does, has a word."""

    def __init__(self, texts: Iterable[tuple[Iterable[str], float]], doubt: float = 5.0) -> None:
        self._found: dict[str, float] = {}
        self._total = doubt
        for words, weight in texts:
            self._total += weight
            for word in words:
                self._found[word] = self._found.get(word, 0.5) + weight

    def add(self, counts: Mapping[str, int], weight: float, texts: int) -> None:
        """Count so many texts more, of which so many have each word."""
        self._total += weight * texts
        for word, count in counts.items():
            self._found[word] = self._found.get(word, 0.5) + weight * count

    def log(self, word: str) -> float:
        return log(self._found.get(word, 0.5) / self._total)


@dataclass(frozen=True, slots=True)
class Material:
    """All that a day is told from. `news` and `following` are the words of the beginnings of the articles of that day's news and of
    those of the day after, with what part of each is on the question."""

    sentences: tuple[Said, ...]
    news: tuple[tuple[frozenset[str], float], ...]
    following: tuple[tuple[frozenset[str], float], ...]


def worth_of_words(material: Material, matter: Shares, *, is_asked: bool) -> dict[str, float]:
    """What each telling word is worth, from 0 to 1: about the chance that who tells of the day needs it."""
    powers = ASKED if is_asked else WHOLE
    named = [s for s in material.sentences if s.names_day]
    soon = Shares((s.words, s.share) for s in named if s.age <= 1)
    after = Shares((s.words, s.share) for s in named if s.age > 1)
    news, following = Shares(material.news), Shares(material.following)
    worth: dict[str, float] = {}
    for word in {w for s in material.sentences for w in s.words}:
        power = (
            powers.soon * soon.log(word)
            + powers.after * after.log(word)
            + powers.news * news.log(word)
            + powers.following * following.log(word)
            + powers.matter * matter.log(word)
        )
        chance = powers.odds * exp(power)
        worth[word] = chance / (1 + chance)
    return worth


def worth_of_pairs(material: Material) -> dict[tuple[str, str], float]:
    """What each pair of neighbouring words is worth, by how many articles have it; one that a single article has is nothing."""
    having: dict[tuple[str, str], set[int]] = defaultdict(set)
    for s in material.sentences:
        for pair in pairwise(s.stems):
            having[pair].add(s.article)
    most = log1p(max(2, len({s.article for s in material.sentences})))
    return {pair: PAIRS * log1p(len(have) - 1) / most for pair, have in having.items() if len(have) > 1}


class Choice:
    """Takes the best sentence again and again; what says nothing new is passed over."""

    def __init__(self, material: Material, matter: Shares, *, is_asked: bool) -> None:
        self._worth = worth_of_words(material, matter, is_asked=is_asked)
        self._pairs = worth_of_pairs(material)
        self._left = list(material.sentences)
        self._pairs_of = {
            id(s): {pair for pair in pairwise(s.stems) if pair in self._pairs} for s in self._left
        }
        self._said: set[str] = set()
        self._said_pairs: set[tuple[str, str]] = set()
        self._rank()

    def _rank(self) -> None:
        """The worst first: what is taken next stands at the end."""
        self._left.sort(key=self._value)

    def next(self) -> Said | None:
        """The best of those that are left, which is then no longer left."""
        return self._left.pop() if self._left else None

    def take(self, said: Said) -> None:
        self._said |= said.words
        self._said_pairs |= self._pairs_of[id(said)]
        self._left = [s for s in self._left if not says_same(s, said)]
        self._rank()

    def _value(self, s: Said) -> float:
        new = sum([self._worth[word] for word in s.words - self._said])
        new += sum([self._pairs[pair] for pair in self._pairs_of[id(s)] - self._said_pairs])
        value: float = new / len(s.stems) ** LENGTH * (1 + OPENING / (1 + s.position) + HEADED * s.headed)
        return value * (LATER if s.age > 1 else 1.0) * (ASIDE if s.is_aside else 1.0)


def says_same(one: Said, other: Said, share: float = SAME) -> bool:
    """Whether two sentences have so large a share of the words of the shorter one in common."""
    a, b = one.words, other.words
    return len(a & b) >= share * min(len(a), len(b))


def matter(texts: Iterable[tuple[Sequence[str], float, int]]) -> Shares:
    """How large a part of all sentences has a word: of texts as their telling words, what part of each is on the question, and
    how many sentences it has."""
    shares = Shares((), doubt=50.0)
    for stems, weight, sentences in texts:
        shares.add(Counter(stems), weight, sentences)
    return shares
