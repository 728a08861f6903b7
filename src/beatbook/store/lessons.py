"""What sources taught: lessons with every change of their state, and the recent articles they are learned from.

Written in the transaction that keeps the article. An editor's word is final: what the desk learns later never changes
a lesson that was undone, and of two writers' states of one lesson that of the higher version stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from beatbook.errors import InputError
from beatbook.model import Lesson, LessonKind, LessonState, Memory, Recent
from beatbook.store import again, codec, decisions, filings
from beatbook.store import tables as t
from beatbook.store.intents import MOST_LESSONS, WINDOW, Keep, Overrule
from beatbook.store.rows import DESK, LessonChange
from beatbook.store.upsert import upsert


def memory(connection: sa.Connection, source: str) -> Memory:
    mine = t.source.c.slug == source
    lessons = sa.select(t.lesson).join(t.source).where(mine).order_by(t.lesson.c.kind, t.lesson.c.key)
    recent = (
        sa.select(t.article.c.key, t.recent.c.paragraphs, t.recent.c.places)
        .join_from(t.recent, t.article)
        .join(t.source, t.source.c.id == t.recent.c.source_id)
        .where(mine)
        .order_by(t.recent.c.article_id)
    )
    return Memory(
        source,
        tuple(codec.lesson_in(r) for r in connection.execute(lessons)),
        tuple(Recent(r.key, codec.observed_in(r)) for r in connection.execute(recent)),
    )


def changes(connection: sa.Connection, source: str) -> list[LessonChange]:
    c = t.lesson_change.c
    query = sa.select(t.lesson_change).join(t.source).where(t.source.c.slug == source).order_by(c.id)
    return [
        LessonChange(
            LessonKind(r.kind),
            r.key,
            r.at,
            r.who,
            LessonState(r.before) if r.before else None,
            LessonState(r.after),
            r.version,
        )
        for r in connection.execute(query)
    ]


# ---- what the desk learns -------------------------------------------------------------------------------------------------


def learn(
    connection: sa.Connection, keeps: Sequence[Keep], sources: Mapping[str, int], articles: Mapping[str, int]
) -> None:
    """Write what these articles showed and taught."""
    _remember(connection, [k for k in keeps if k.observed is not None], sources, articles)
    found: dict[tuple[int, str, str], Lesson] = {}
    for keep in keeps:
        for lesson in keep.lessons:
            place = sources[keep.source], lesson.kind.value, lesson.key
            if place not in found or found[place].version <= lesson.version:
                found[place] = lesson
    if found:
        _write(connection, found)


def _remember(
    connection: sa.Connection, keeps: Sequence[Keep], sources: Mapping[str, int], articles: Mapping[str, int]
) -> None:
    rows = [
        {
            "source_id": sources[k.source],
            "article_id": articles[k.key],
            "paragraphs": codec.fingerprints_out(k.observed.paragraphs),
            "places": dict(k.observed.places),
        }
        for k in keeps
        if k.observed is not None
    ]
    if not rows:
        return
    connection.execute(upsert(connection, t.recent, put=("paragraphs", "places")), rows)
    r = t.recent.c
    for source_id in {row["source_id"] for row in rows}:
        youngest = sa.select(r.article_id).where(r.source_id == source_id)
        youngest = youngest.order_by(r.article_id.desc()).limit(1).offset(WINDOW - 1)
        connection.execute(
            sa.delete(t.recent).where(r.source_id == source_id, r.article_id < youngest.scalar_subquery())
        )


def _write(connection: sa.Connection, found: Mapping[tuple[int, str, str], Lesson]) -> None:
    c = t.lesson.c
    before: dict[tuple[int, str, str], Any] = {}
    for source_id in {place[0] for place in found}:
        keys = [key for source, _, key in found if source == source_id]
        for part in filings.chunks(keys):
            query = sa.select(c.source_id, c.kind, c.key, c.state, c.version)
            query = query.where(c.source_id == source_id, c.key.in_(part))
            before |= {(r.source_id, r.kind, r.key): r for r in connection.execute(query)}
    rows, passed = [], []
    for place, lesson in found.items():
        old = before.get(place)
        if LessonState.UNDONE in (lesson.state, old.state if old else None):
            continue
        if old and old.version > lesson.version:
            continue
        rows.append(_row(place[0], lesson))
        if old is None or old.state != lesson.state:
            passed.append(_change(place[0], lesson, old.state if old else None, DESK))
    if rows:
        put = ("state", "version", "changed", "data")
        connection.execute(upsert(connection, t.lesson, put=put), rows)
    if passed:
        connection.execute(sa.insert(t.lesson_change), passed)
    for source_id in {place[0] for place in found}:
        _forget_oldest(connection, source_id)


def _forget_oldest(connection: sa.Connection, source_id: int) -> None:
    """Of the paragraphs in use, the `MOST_LESSONS` that changed last stay; what an editor undid stays in any case."""
    c = t.lesson.c
    mine = sa.select(c.key).where(
        c.source_id == source_id, c.kind == LessonKind.BOILERPLATE.value, c.state == LessonState.ACTIVE.value
    )
    old = list(connection.scalars(mine.order_by(c.changed.desc(), c.key).offset(MOST_LESSONS).limit(10_000)))
    for part in filings.chunks(old):
        connection.execute(
            sa.delete(t.lesson).where(
                c.source_id == source_id, c.kind == LessonKind.BOILERPLATE.value, c.key.in_(part)
            )
        )


def _row(source_id: int, lesson: Lesson) -> dict[str, Any]:
    return {
        "source_id": source_id,
        "kind": lesson.kind.value,
        "key": lesson.key,
        "state": lesson.state.value,
        "version": lesson.version,
        "learned": lesson.learned,
        "changed": lesson.changed,
        "data": dict(lesson.data),
    }


def _change(source_id: int, lesson: Lesson, before: str | None, who: str) -> dict[str, Any]:
    return {
        "source_id": source_id,
        "kind": lesson.kind.value,
        "key": lesson.key,
        "at": lesson.changed,
        "who": who,
        "before": before,
        "after": lesson.state.value,
        "version": lesson.version,
    }


# ---- what a person says of it ---------------------------------------------------------------------------------------------


UNDONE, RECALLED = "lesson undone", "lesson recalled"
"""What the decisions are called."""


def overruled(connection: sa.Connection, keeps: Sequence[Keep]) -> list[str]:
    """Of these articles, those whose page was read by something that has been overruled since."""
    read = [(k, k.decisions) for k in keeps if k.decisions is not None]
    if not read:
        return []
    c = t.decision.c
    since = min(decisions for _, decisions in read)
    query = sa.select(c.id, c.subject).where(c.id > since, c.what.in_((UNDONE, RECALLED)))
    last: dict[str, int] = {}
    for row in connection.execute(query.order_by(c.id)):
        last[row.subject.split("/")[0]] = row.id
    return [k.key for k, decisions in read if last.get(k.source, 0) > decisions]


def overrule(connection: sa.Connection, said: Overrule) -> None:
    """Raises InputError if there is no such lesson. A lesson that is in this state already is left as it is."""
    assert said.state in (LessonState.UNDONE, LessonState.ACTIVE)
    c = t.lesson.c
    query = sa.select(t.lesson).join(t.source).where(t.source.c.slug == said.source)
    row = connection.execute(query.where(c.kind == said.kind.value, c.key == said.lesson)).first()
    if row is None:
        raise InputError(f"'{said.source}' taught no {said.kind.value} with the key '{said.lesson}'")
    if row.state == said.state.value:
        return
    mine = c.source_id == row.source_id
    version = 1 + int(connection.execute(sa.select(sa.func.max(c.version)).where(mine)).scalar_one())
    here = sa.and_(mine, c.kind == row.kind, c.key == row.key)
    lesson = replace(codec.lesson_in(row), state=said.state, version=version, changed=said.at)
    changed = {"state": lesson.state.value, "version": lesson.version, "changed": lesson.changed}
    connection.execute(sa.update(t.lesson).where(here).values(**changed))
    connection.execute(sa.insert(t.lesson_change), [_change(row.source_id, lesson, row.state, said.who)])
    undone = said.state is LessonState.UNDONE
    detail = {"before": row.state, "version": version}
    decisions.note(connection, said.at, said.who, UNDONE if undone else RECALLED, said.key, detail)
    narrow = undone and said.kind is LessonKind.BOILERPLATE
    again.put_of_source(connection, row.source_id, set_apart=narrow)
