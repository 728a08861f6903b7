"""What a source teaches: which paragraphs it repeats, and where things stand on its pages.

Pure: `learn` takes the source's memory and what one more article showed, and answers what changed. `work` carries the
change to the store, and has those recent articles read again that the change bears on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from beatbook.model import Lesson, LessonKind, LessonState, Memory, Observed, Reading, Recent
from beatbook.read.boilerplate import key

WINDOW = 64
"""Recent articles of a source that are remembered. Memory and cost per article are bounded by it."""


@dataclass(frozen=True, slots=True)
class Studied:
    """A page read, and what it shows of its source. `texts` are the paragraphs that `observed.paragraphs` stand for."""

    reading: Reading
    observed: Observed = field(default_factory=Observed)
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Learned:
    """What one more article taught. `memory` is the memory from now on; `lessons` are those of it that are new or
    changed; `articles` are the ids of recent articles, without this one, that would now be read otherwise."""

    memory: Memory
    lessons: tuple[Lesson, ...] = ()
    articles: tuple[str, ...] = ()


ENOUGH = 3
"""On how many recent articles a paragraph must stand before it counts as repeated."""


def learn(memory: Memory, article: str, observed: Observed, texts: Sequence[str], now: datetime) -> Learned:
    """Add one article to the memory. An article that comes again (a new version, a re-reading) takes its old place and
    is not counted twice."""
    others = [r for r in memory.recent if r.article != article]
    recent = (*others, Recent(article, observed))[-WINDOW:]
    lessons = {(x.kind, x.key): x for x in memory.lessons}
    changed: list[Lesson] = []
    touched: list[str] = []
    version = memory.version
    for mark, text in zip(observed.paragraphs, texts, strict=True):
        having = [r.article for r in others if mark in r.observed.paragraphs]
        key = f"{mark:016x}"
        if len(having) + 1 < ENOUGH or (LessonKind.BOILERPLATE, key) in lessons:
            continue
        version += 1
        lesson = Lesson(
            LessonKind.BOILERPLATE,
            key,
            LessonState.ACTIVE,
            version,
            now,
            now,
            {
                "text": text,
                "why": f"repeats on {len(having) + 1} articles",
                "articles": len(having) + 1,
                "marks": [key],
            },
        )
        lessons[lesson.kind, key] = lesson
        changed.append(lesson)
        touched += having
    ordered = tuple(lessons[k] for k in sorted(lessons))
    return Learned(Memory(memory.source, ordered, recent), tuple(changed), tuple(dict.fromkeys(touched)))


def known_boilerplate(memory: Memory) -> Remembered:
    """The memory as `article.sift` asks it."""
    return Remembered(
        {
            int(str(mark), 16): str(lesson.data["why"])
            for lesson in memory.lessons
            if lesson.kind is LessonKind.BOILERPLATE and lesson.state is LessonState.ACTIVE
            for mark in cast(Sequence[object], lesson.data["marks"])
        }
    )


@dataclass(frozen=True, slots=True)
class Remembered:
    """Why a paragraph is boilerplate, by its fingerprint."""

    whys: Mapping[int, str]

    def judge(self, paragraph: str, *, at_edge: bool = True) -> str | None:
        return self.whys.get(key(paragraph))
