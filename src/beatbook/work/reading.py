"""Reading a page in a process of its own: what is handed to a child (see `children`), and what comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from beatbook.model import Lesson, LessonState, Memory

if TYPE_CHECKING:
    from beatbook.read.language import Languages
    from beatbook.read.memory import Studied

READER = "2"
"""Which reader reads pages now; kept with every version that it makes. It is raised when pages would be read otherwise,
so that `beatbook reread --reader OLD` finds what an older one made. Without a page, `feed` or `import` stands there."""


def study_apart(
    body: bytes,
    url: str,
    content_type: str,
    fetched: datetime,
    announced: str | None = None,
    memory: Memory | None = None,
) -> Studied:
    """`study_page`, loaded in the child alone, for it loads much."""
    from beatbook.read.article import study_page

    return study_page(
        body,
        url=url,
        content_type=content_type,
        fetched=fetched,
        announced=announced,
        memory=memory,
        languages=_languages(),
    )


@cache
def _languages() -> Languages:
    """One for each child: its model takes most of a second to load."""
    from beatbook.read.language import Languages

    return Languages()


def in_use(memory: Memory) -> tuple[Lesson, ...]:
    """The lessons that a page is read by."""
    return tuple(lesson for lesson in memory.lessons if lesson.state is LessonState.ACTIVE)


def acting(memory: Memory) -> Memory:
    """What a child needs of a memory: 64 recent articles and the lessons on trial stay here (14 kB for a source with
    thirty lessons, where the whole is 57)."""
    return replace(memory, lessons=in_use(memory), recent=())
