"""What ties an article to a story, or keeps it from one: signs, how they weigh, and in an editor's words.

The signs are those by which a person tells two reports of one event from reports of two like ones: not that much is
alike, but that rare names are, and that neither side has foremost names of its own. They are weighed by a logistic
regression over labelled stories (`bench/fit_stories.py` writes `tie_weights.py`), each with the sign that it must have.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from heapq import nlargest
from typing import NamedTuple

from beatbook.filing.profile import Profile, Sketch, Weights, dot, length
from beatbook.filing.terms import WORD, is_name
from beatbook.filing.tie_weights import BIAS, WEIGHTS

PROMINENT, CORE = 6, 8
"""Names of an article, and of a story, that stand for what it is about."""
SHARED_CORE = 0.7
"""Share of a story's articles that have a name from which a report without it lacks something."""
CLOSEST = 3
"""Articles of a story that the new one is most like: what counts where a story has many sides."""
NEAR = 10.0
"""Days after which nearness in time is worth a third."""
SOME = 0.4
"""Likeness from which nearness in time counts fully: that two reports are of one day ties no two of them."""
QUIET = 3
"""Days without a report that cost nothing."""
TIGHT = 10.0
"""What the terms weigh that half of a story's articles have, from which it holds together: two or three names."""
FURTHEST = 6.0
"""Logarithm of the days from which further apart makes no difference: a year and more."""
UNKNOWN = 0.5
"""What an article counts as lacking of a story without names: it may be all the same or all another matter."""
A_WORD = 0.5
"""What a word is worth, against a name."""

Rarity = Mapping[str, float]
"""What a term weighs on this desk now: the logarithm of how many articles there are to one that has it."""


class Signs(NamedTuple):
    """The signs between an article and a story.

    `alike`: likeness in names and words (a cosine, those weighing that are rare on this desk); `shared`: logarithm of what
    those weigh that it has in common with the story's articles, on average: one in common is little, however short the
    texts; `numbers`: likeness in numbers with the articles of it that are most like; `held`: share of the story's
    foremost names that the article has; `new`: share of the article's foremost names that the story lacks; `missing`:
    share of the story's foremost names that nearly all its articles have and this one lacks; `years`: between the years
    they speak of, three at most; `near`: 1 on the same days, less later, and only as far as they are alike; `far`:
    logarithm of the days without a report; `same`: share of the story's articles that are from the article's own
    source. Who has reported an event seldom reports it again in other words, and others do: two dispatches of one
    agency on one matter are mostly two events, two outlets' are mostly one.
    """

    alike: float
    shared: float
    numbers: float
    held: float
    new: float
    missing: float
    years: float
    near: float
    far: float
    same: float


MUST_BE = (1, 1, 1, 1, -1, -1, -1, 1, -1, -1)
"""What each sign speaks for: joining (1) or opening."""


class Weighed(NamedTuple):
    """An article's terms as they weigh on this desk now: all, how long they are as a vector, the foremost names."""

    sketch: Sketch
    terms: Weights
    length: float
    foremost: list[tuple[float, str]]


class Core(NamedTuple):
    """What a story is about as it weighs on this desk now: how long its terms are as a vector, its foremost names, of
    those the ones that nearly all its articles have, what all foremost ones weigh together, and, from 0 to 1, how little
    its articles have in common."""

    length: float
    names: list[tuple[float, str]]
    everywhere: frozenset[str]
    most: float
    loose: float


def weighed(sketch: Sketch, rarity: Rarity) -> Weighed:
    terms = {term: weight * rarity[term] for term, weight in sketch.terms.items()}
    names = [(weight, term) for term, weight in terms.items() if term[0] != WORD]
    return Weighed(sketch, terms, length(terms), nlargest(PROMINENT, names))


def core(story: Profile, rarity: Rarity) -> Core:
    size, spread = story.size, story.spread
    few = size < CLOSEST
    weights = [(weight * rarity[term], term) for term, weight in story.terms.items()]
    names = [
        (weight * (1.0 if few else spread[term] / size), term)
        for weight, term in weights
        if term[0] != WORD and (few or 3 * spread[term] >= size)
    ]
    foremost = nlargest(CORE, names)
    everywhere = frozenset(term for _, term in foremost if spread[term] >= SHARED_CORE * size)
    loose = 0.0
    if not few:
        halves = [(term, rarity[term]) for term, count in spread.items() if 2 * count >= size]
        loose = math.exp(-sum([A_WORD * rare if term[0] == WORD else rare for term, rare in halves]) / TIGHT)
    whole = math.sqrt(sum([weight * weight for weight, _ in weights]))
    return Core(whole, foremost, everywhere, sum([weight for weight, _ in foremost]) or 1.0, loose)


def signs(article: Weighed, story: Profile, about: Core, rarity: Rarity) -> Signs:
    """The signs between an article and a story, of which `about` is the core."""
    sketch, ours = article.sketch, article.terms
    size, spread, terms = story.size, story.spread, story.terms
    alike = shared = 0.0
    for term, weight in ours.items():
        count = spread.get(term)
        if count:
            rare = rarity[term]
            alike += weight * terms[term] * rare
            shared += rare * count * (A_WORD if term[0] == WORD else 1.0)
    alike /= article.length * about.length or 1.0

    held, missing = 0.0, 0.0 if about.names else UNKNOWN
    for weight, name in about.names:
        if name in ours:
            held += weight
        elif name in about.everywhere:
            missing += weight
    most = sum([weight for weight, _ in article.foremost]) or 1.0
    new = sum([weight for weight, name in article.foremost if name not in spread]) / most

    alike_in = [dot(sketch.numbers, m.numbers) if m.numbers else 0.0 for m in story.members]
    closest = sorted(alike_in, reverse=True)[:CLOSEST]
    gap = days_between(sketch, story)
    near = far = years = 0.0
    if gap is not None:
        near = math.exp(-gap / NEAR) * min(1.0, alike / SOME)
        far = min(FURTHEST, math.log1p(max(0, gap - QUIET)))
    if sketch.year and story.years:
        years = min(3.0, abs(sketch.year - story.years[len(story.years) // 2]))
    return Signs(
        alike,
        math.log1p(shared / size),
        sum(closest) / (len(closest) or 1),
        held / about.most,
        new,
        missing / about.most,
        years,
        near,
        far,
        story.sources.get(sketch.source, 0) / size,
    )


def score(found: Signs) -> float:
    """How likely article and story belong together, as log odds; 0 is the line."""
    return BIAS + sum([weight * value for weight, value in zip(WEIGHTS, found, strict=True)])


def score_at_any_time(found: Signs) -> float:
    """The same, whenever it was and whoever reported it: what is left is whether they are on one matter."""
    near = min(1.0, found.alike / SOME)
    return score(found._replace(years=0.0, near=near, far=0.0, same=0.0))


def days_between(sketch: Sketch, story: Profile) -> int | None:
    """Days between an article and the nearest report of a story; None where one has no date."""
    if sketch.day is None or story.days is None:
        return None
    first, last = story.days
    return max(first - sketch.day, sketch.day - last, 0)


# ---- in words ------------------------------------------------------------------------------------------------------------

TOLD_NAMES, TOLD_WORDS, TOLD_NUMBERS = 5, 3, 3
"""Names, words (where names are few) and numbers that an editor is told of."""
FEW = 2
"""Names from which words are not told."""


def in_words(article: Weighed, story: Profile, shown: Mapping[str, str]) -> tuple[str, ...]:
    """What article and story have in common, the weightiest first, as an editor would say it."""
    found = []
    common = sorted(
        (term for term in article.terms if term in story.spread),
        key=lambda term: -article.terms[term] * story.terms[term],
    )
    names = [term for term in common if is_name(term)][:TOLD_NAMES]
    words = [term for term in common if not is_name(term)][:TOLD_WORDS]
    for kind, terms in (("names", names), ("words", words if len(names) < FEW else [])):
        if terms:
            written = [shown.get(term) or story.shown.get(term, term) for term in terms]
            found.append(f"{kind}: {', '.join(written)}")
    numbers = [n for n in article.sketch.numbers if any(n in m.numbers for m in story.members)]
    if numbers:
        found.append(f"numbers: {', '.join(numbers[:TOLD_NUMBERS])}")
    gap = days_between(article.sketch, story)
    if gap is not None:
        found.append("the same days" if gap == 0 else f"{gap} day{'s' if gap > 1 else ''} apart")
    return tuple(found)
