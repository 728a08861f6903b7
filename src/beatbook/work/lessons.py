"""What a lesson says, for people: its `data` is JSON that the reader wrote (`read.memory`, `read.template`)."""

from __future__ import annotations

from collections.abc import Mapping

from beatbook.errors import InputError
from beatbook.model import PLACES, Lesson, LessonKind, LessonState, Memory
from beatbook.settings import nearest

STATES: Mapping[LessonState, str] = {
    LessonState.ACTIVE: "in use",
    LessonState.DROPPED: "dropped, for the pages stopped agreeing with it",
    LessonState.UNDONE: "undone by an editor",
}
"""States as the command line says them."""


def text(lesson: Lesson) -> str:
    """The paragraph that a source repeats, as one line; empty for a template."""
    return " ".join(str(lesson.data.get("text") or "").split())


def why(lesson: Lesson) -> str:
    return str(lesson.data.get("why") or "")


def articles(lesson: Lesson) -> int | None:
    """On how many articles the lesson agreed, None if that is not known."""
    said = lesson.data.get("articles")
    return said if isinstance(said, int) else None


def places(lesson: Lesson) -> tuple[tuple[str, str], ...]:
    """Where things stand on the source's pages."""
    return tuple((name, str(lesson.data[name])) for name in PLACES if name in lesson.data)


def shown(memory: Memory) -> tuple[tuple[Lesson, ...], tuple[Lesson, ...]]:
    """The templates and the boilerplate of a memory, those that are acted on first, then the widest known."""
    order = {LessonState.ACTIVE: 0, LessonState.UNDONE: 1, LessonState.DROPPED: 2}
    ranked = sorted(memory.lessons, key=lambda x: (order[x.state], -(articles(x) or 0), x.key))
    return (
        tuple(x for x in ranked if x.kind is LessonKind.TEMPLATE),
        tuple(x for x in ranked if x.kind is LessonKind.BOILERPLATE),
    )


SHORTEST = 4
"""Characters of a key's beginning that may stand for it."""


def named(memory: Memory, key: str, kind: LessonKind | None = None) -> Lesson:
    """The lesson with this key, or with the only key that begins so. Raises InputError."""
    ours = [x for x in memory.lessons if kind is None or x.kind is kind]
    found = [x for x in ours if x.key == key] or [
        x for x in ours if len(key) >= SHORTEST and x.key.startswith(key)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(f"'{key}' may be any of {', '.join(f'{x.kind} {x.key}' for x in found)}")
    if len(key) < SHORTEST and any(x.key.startswith(key) for x in ours):
        raise InputError(f"'{key}' is too short: give at least {SHORTEST} digits of the key")
    near = nearest(key, [x.key for x in ours])
    raise InputError(f"'{memory.source}' taught nothing with the key '{key}'{near}")
