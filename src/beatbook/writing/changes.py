"""What changed against the period before: in how many stories something is named now, and in how many it was.

Only counts of our own archive are compared, of stories, so that a wire under twenty names moves nothing. The period before is
scaled by how many stories it had; a difference counts if chance does not give it (a Poisson count is off by about its root), and
of names that stand in the same stories the one with the most.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from beatbook.model import Direction, Movement, Period, SubjectKind
from beatbook.writing.periods import one_before
from beatbook.writing.subjects import Subject

LEAST, LEAST_OF_FEW = 3, 2
"""Stories in which something must be named, now or before; of few, less will do for what is new or ended."""
FEW = 60
"""Stories of a period that are few."""
STEP = 3
"""By how many stories a count must rise or fall, at least."""
FACTOR = 1.7
"""How many times as many as expected is a rise; as many times fewer is a fall."""
OFF = 1.6
"""How many roots of the expected count it must be off by."""
EACH, THEMES = 4, 3
"""Names of one direction, and themes of one direction, that are told."""
ALIKE = 0.6
"""Share of the stories of both that two have in common from which one stands for both."""
LINKS = 5
"""Stories that a movement leads to."""


def movements(
    subjects: Sequence[Subject], stories: int, stories_before: int, common: float = 0.5
) -> list[Movement]:
    """What rose, fell, began and ended, of so many stories; in that order, the plainest change first. What more than a share of
    `common` of the stories of both periods name is what the beat is on, and no news."""
    if not stories or not stories_before:
        return []
    scale = stories / stories_before
    found: list[tuple[float, Movement, frozenset[str]]] = []
    for subject in subjects:
        now, before = len(subject.within), len(subject.before)
        least = LEAST_OF_FEW if max(stories, stories_before) <= FEW and not min(now, before) else LEAST
        if max(now, before) < least or min(now / stories, before / stories_before) > common:
            continue
        expected = before * scale
        off = (now - expected) / sqrt(max(expected, 1.0))
        direction = _direction(now, before, expected)
        if direction is None or abs(off) < OFF:
            continue
        linked = subject.within or subject.before
        movement = Movement(subject.text, subject.kind, direction, now, before, tuple(sorted(linked)[:LINKS]))
        found.append((round(abs(off), 4), movement, linked))
    found.sort(key=lambda f: (-f[0], f[1].kind is SubjectKind.THEME, -len(f[1].subject), f[1].subject))
    told: list[tuple[Movement, frozenset[str]]] = []
    for _, movement, linked in found:
        same = [m for m, _ in told if m.direction is movement.direction]
        is_theme = movement.kind is SubjectKind.THEME
        alike = [m for m in same if (m.kind is SubjectKind.THEME) is is_theme]
        if len(alike) >= (THEMES if is_theme else EACH):
            continue
        if not any(
            m.direction is movement.direction
            and (len(linked & other) >= ALIKE * len(linked | other) or _is_form(movement, m))
            for m, other in told
        ):
            told.append((movement, linked))
    order = list(Direction)
    return sorted((m for m, _ in told), key=lambda m: order.index(m.direction))


def _is_form(one: Movement, other: Movement) -> bool:
    """Whether two names differ in how much of them is spelled out."""
    return one.subject.split()[-2:] == other.subject.split()[-2:]


def _direction(now: int, before: int, expected: float) -> Direction | None:
    if not before:
        return Direction.NEW
    if not now:
        return Direction.ENDED
    if abs(now - expected) < STEP:
        return None
    if now >= FACTOR * expected:
        return Direction.RISING
    return Direction.FALLING if FACTOR * now <= expected else None


def in_words(movement: Movement, period: Period) -> str:
    """ "named in 14 stories, 5 the month before" """
    now, before = movement.count, movement.before
    was = "none" if not before else f"{before:,}"
    if not now:
        return f"named in no story, {_stories(before)} {one_before(period)}"
    return f"named in {_stories(now)}, {was} {one_before(period)}"


def _stories(count: int) -> str:
    return f"{count:,} {'story' if count == 1 else 'stories'}"
