"""What ties an article to a story, or keeps it from one: signs, how they weigh, and in an editor's words.

The signs are those by which a person tells two reports of one event from reports of two like ones: not that much is
alike, but that rare names are, and that neither side has foremost names of its own. They are weighed by a logistic
regression over labelled stories (`bench/fit_stories.py` writes `tie_weights.py`), each with the sign that it must have.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from beatbook.filing.profile import Profile, Sketch, dot, length
from beatbook.filing.tie_weights import BIAS, WEIGHTS

PROMINENT, CORE = 6, 8
"""Names of an article, and of a story, that stand for what it is about."""
SHARED_CORE = 0.7
"""Share of a story's articles that have a name from which a report without it lacks something."""
CLOSEST = 3
"""Articles of a story that the new one is most like: what counts where a story has many sides."""
NEAR = 10.0
"""Days after which nearness in time is worth a third."""
SOME = 0.6
"""Likeness in names from which nearness in time counts fully: that two reports are of one day ties no two of them."""
QUIET = 3
"""Days without a report that cost nothing."""
FURTHEST = 6.0
"""Logarithm of the days from which further apart makes no difference: a year and more."""

Rarity = Callable[[str], float]
"""What a name weighs on this desk now: the logarithm of how many articles there are to one that has it."""


class Signs(NamedTuple):
    """The signs between an article and a story.

    `names`: likeness in names (a cosine, those weighing that are rare on this desk); `shared`: logarithm of what the names
    that it has in common with the story's articles weigh, on average: one in common is little, however short the texts; `numbers`: likeness in numbers
    with the articles of it that are most like; `held`: share of the story's foremost names that the article has;
    `new`: share of the article's foremost names that the story lacks; `missing`: share of the story's foremost names
    that nearly all its articles have and this one lacks; `years`: between the years they speak of, three at most;
    `near`: 1 on the same days, less later, and only as far as names are alike; `far`: logarithm of the days without
    a report.
    """

    names: float
    shared: float
    numbers: float
    held: float
    new: float
    missing: float
    years: float
    near: float
    far: float


MUST_BE = (1, 1, 1, 1, -1, -1, -1, 1, -1)
"""What each sign speaks for: joining (1) or opening."""


def signs(sketch: Sketch, story: Profile, rarity: Rarity) -> Signs:
    """The signs between an article and a story."""
    size, spread = story.size, story.spread
    ours = {name: weight * rarity(name) for name, weight in sketch.names.items()}
    theirs = {name: weight * rarity(name) for name, weight in story.names.items()}
    whole = length(ours) * length(theirs)
    names = dot(ours, theirs) / whole if whole else 0.0
    shared = math.log1p(sum([rarity(name) * spread[name] for name in ours if name in spread]) / size)

    few = size < CLOSEST
    core = sorted(
        [
            (theirs[name] * (1.0 if few else count / size), name)
            for name, count in spread.items()
            if few or 3 * count >= size
        ],
        reverse=True,
    )[:CORE]
    held = missing = 0.0
    for weight, name in core:
        if name in ours:
            held += weight
        elif spread[name] >= SHARED_CORE * size:
            missing += weight
    most = sum([weight for weight, _ in core]) or 1.0
    foremost = sorted([(weight, name) for name, weight in ours.items()], reverse=True)[:PROMINENT]
    new = sum([w for w, name in foremost if name not in spread]) / (sum([w for w, _ in foremost]) or 1.0)

    closest = sorted([dot(sketch.numbers, m.numbers) for m in story.members], reverse=True)[:CLOSEST]
    gap = days_between(sketch, story)
    near = far = years = 0.0
    if gap is not None:
        near = math.exp(-gap / NEAR) * min(1.0, (names + held / most) / SOME)
        far = min(FURTHEST, math.log1p(max(0, gap - QUIET)))
    if sketch.year and story.years:
        years = min(3.0, abs(sketch.year - story.years[len(story.years) // 2]))
    return Signs(
        names,
        shared,
        sum(closest) / len(closest),
        held / most,
        new,
        missing / most,
        years,
        near,
        far,
    )


def score(found: Signs) -> float:
    """How likely article and story belong together, as log odds; 0 is the line."""
    return BIAS + sum([weight * value for weight, value in zip(WEIGHTS, found, strict=True)])


def days_between(sketch: Sketch, story: Profile) -> int | None:
    """Days between an article and the nearest report of a story; None where one has no date."""
    if sketch.day is None or story.days is None:
        return None
    first, last = story.days
    return max(first - sketch.day, sketch.day - last, 0)


# ---- in words ------------------------------------------------------------------------------------------------------------

TOLD_NAMES, TOLD_NUMBERS = 5, 3
"""Names and numbers that an editor is told of."""


def in_words(sketch: Sketch, story: Profile, rarity: Rarity, shown: dict[str, str]) -> tuple[str, ...]:
    """What article and story have in common, the weightiest first, as an editor would say it."""
    found = []
    common = sorted(
        (name for name in sketch.names if name in story.spread),
        key=lambda name: -sketch.names[name] * story.names[name] * rarity(name),
    )
    if common:
        written = [shown.get(name) or story.shown.get(name, name) for name in common[:TOLD_NAMES]]
        found.append(f"names: {', '.join(written)}")
    numbers = [n for n in sketch.numbers if any(n in m.numbers for m in story.members)]
    if numbers:
        found.append(f"numbers: {', '.join(numbers[:TOLD_NUMBERS])}")
    gap = days_between(sketch, story)
    if gap is not None:
        found.append("the same days" if gap == 0 else f"{gap} day{'s' if gap > 1 else ''} apart")
    return tuple(found)
