"""What a source taught, as its public page and its editors' page show it."""

from __future__ import annotations

from collections import defaultdict

from beatbook.model import Lesson, LessonKind, LessonState, Source
from beatbook.store.rows import DESK, LessonChange
from beatbook.web.contexts import LessonForm, LessonPart, MemoryPart
from beatbook.web.site import Site
from beatbook.web.text import line, shortened
from beatbook.work import lessons

QUOTED = 200
"""Characters of a repeated paragraph that are shown."""

SHOWN = 100
"""Lessons of each kind that are shown, those that are acted on first."""

CHANGES = 20
"""Changes of one lesson that are shown, the last."""


def memory_part(site: Site, source: Source, *, forms: bool) -> MemoryPart:
    """`forms` says whether each lesson comes with a button."""
    words, memory = site.words, site.store.memory(source.slug)
    history: dict[tuple[LessonKind, str], list[LessonChange]] = defaultdict(list)
    for change in site.store.lesson_changes(source.slug):
        history[change.kind, change.key].append(change)

    def parts(found: tuple[Lesson, ...]) -> tuple[LessonPart, ...]:
        return tuple(
            _lesson_part(site, source, x, history[x.kind, x.key], forms=forms) for x in found[:SHOWN]
        )

    templates, boilerplate = lessons.shown(memory)
    more = sum(max(0, len(found) - SHOWN) for found in (templates, boilerplate))
    return MemoryPart(
        says=words("memory-says", n=len(memory.recent)) if memory.recent else words("memory-none"),
        templates=parts(templates),
        boilerplate=parts(boilerplate),
        more=words("memory-more", n=more) if more else "",
    )


def _lesson_part(
    site: Site, source: Source, lesson: Lesson, changes: list[LessonChange], *, forms: bool
) -> LessonPart:
    words = site.words
    seen = lessons.articles(lesson)
    agreed = words("lesson-agreed-n", n=seen) if seen is not None else ""
    text = shortened(line(lessons.text(lesson)), QUOTED)
    return LessonPart(
        anchor=f"{lesson.kind}-{lesson.key}",
        key=lesson.key,
        text=text,
        lang=site.foreign(source.language),
        places=tuple((_place(site, name), line(said)) for name, said in lessons.places(lesson)),
        why=line(lessons.why(lesson)),
        agreed=agreed,
        state=words(f"state-{lesson.state}"),
        counts=lesson.state is LessonState.ACTIVE,
        since=words("lesson-since", day=site.moment(lesson.changed)),
        since_iso=lesson.changed.isoformat(timespec="seconds"),
        history=tuple(_change(site, c) for c in changes[-CHANGES:]),
        form=_form(site, lesson, text) if forms else None,
    )


def _place(site: Site, name: str) -> str:
    return site.words(f"place-{name}")


def _change(site: Site, change: LessonChange) -> tuple[str, str]:
    words, day = site.words, site.moment(change.at)
    after = words(f"state-{change.after}")
    at = change.at.isoformat(timespec="seconds")
    if change.before is None:
        return at, words("lesson-new", day=day, after=after)
    before = words(f"state-{change.before}")
    if change.who == DESK:
        return at, words("lesson-desk", day=day, after=after, before=before)
    return at, words("lesson-who", day=day, after=after, before=before, who=line(change.who))


def _form(site: Site, lesson: Lesson, text: str) -> LessonForm:
    words, what = site.words, shortened(text, 60) or lesson.key
    if lesson.state is LessonState.ACTIVE:
        says, label, state = words("undo"), words("undo-what", what=what), LessonState.UNDONE
    else:
        says, label, state = words("recall"), words("recall-what", what=what), LessonState.ACTIVE
    return LessonForm(lesson.kind.value, lesson.key, state.value, says, label)
