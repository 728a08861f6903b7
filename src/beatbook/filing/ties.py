"""What ties an article to a story, or keeps it from one: signs between 0 and 1, how they weigh, and in an editor's words.

The signs are those by which a person tells two reports of one event from reports of two like ones: not that much is
alike, but that the names are, and that neither side has foremost names of its own. They are weighed by a logistic
regression over labelled stories (`bench/fit_stories.py` writes `tie_weights.py`).
"""

from __future__ import annotations

import math
from typing import NamedTuple

from beatbook.filing.profile import Profile, Sketch, dot
from beatbook.filing.tie_weights import BIAS, WEIGHTS

RAREST = 7.0
"""The most that a name weighs for being rare."""
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


class Signs(NamedTuple):
    """The signs between an article and a story.

    `names`: likeness with the story as a whole (a cosine); `closest_names`, `closest_numbers`: with the articles of it that
    are most like; `shared`: logarithm of what the
    names that both have weigh: one in common is little, however short the texts; `told`: share of the article's names
    that the story has; `held`: share of the story's foremost names that the article has; `new`: share of the article's foremost names
    that the story lacks; `missing`: share of the story's foremost names that nearly all its articles have and this one
    lacks; `size`: logarithm of the story's articles; `years`: between the years they speak of, three at most; `near`: 1
    on the same days, less later, and only as far as names are alike; `far`: logarithm of the days without a report.
    """

    names: float
    closest_names: float
    closest_numbers: float
    shared: float
    told: float
    held: float
    new: float
    missing: float
    size: float
    years: float
    near: float
    far: float


def signs(sketch: Sketch, story: Profile, names: float) -> Signs:
    """The signs between an article and a story, whose likeness in names is known already."""
    members = story.members
    closest_names = _mean_of_best([dot(sketch.direction, m.direction) for m in members])
    closest_numbers = _mean_of_best([dot(sketch.numbers, m.numbers) for m in members])
    ours, spread, size = sketch.names, story.spread, story.size
    total = sum(ours.values()) or 1.0
    shared = sum([min(RAREST, w) for name, w in ours.items() if name in spread])
    told = sum([w * min(1.0, spread.get(name, 0) / size) for name, w in ours.items()]) / total
    held = missing = 0.0
    whole = sum([weight for _, weight, _ in story.core]) or 1.0
    for name, weight, share in story.core:
        if name in ours:
            held += weight
        elif share >= SHARED_CORE:
            missing += weight
    foremost = sketch.prominent
    most = sum([w for _, w in foremost]) or 1.0
    new = sum([w for name, w in foremost if not spread.get(name)]) / most
    held, missing = held / whole, missing / whole
    gap = days_between(sketch, story)
    near = far = years = 0.0
    if gap is not None:
        near = math.exp(-gap / NEAR) * min(1.0, (names + held) / SOME)
        far = min(FURTHEST, math.log1p(max(0, gap - QUIET)))
    if sketch.year and story.years:
        years = min(3.0, abs(sketch.year - story.years[len(story.years) // 2]))
    return Signs(
        names,
        closest_names,
        closest_numbers,
        math.log1p(shared),
        told,
        held,
        new,
        missing,
        math.log(size),
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


def _mean_of_best(values: list[float]) -> float:
    best = sorted(values, reverse=True)[:CLOSEST]
    return sum(best) / len(best)


# ---- in words ------------------------------------------------------------------------------------------------------------

TOLD_NAMES, TOLD_NUMBERS = 5, 3
"""Names and numbers that an editor is told of."""


def in_words(sketch: Sketch, story: Profile, shown: dict[str, str]) -> tuple[str, ...]:
    """What article and story have in common, the weightiest first, as an editor would say it."""
    found = []
    common = sorted(
        (name for name in sketch.direction if story.spread.get(name)),
        key=lambda name: -sketch.direction[name] * story.direction.get(name, 0.0),
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
