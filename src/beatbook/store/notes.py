"""What was noted of articles, and what timelines are made from: which days are spoken of, and in which sentences.

Days are ordinals in the tables. A beat's share of what was noted is told by its filings, so that a rule that changes needs
nothing noted anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa

from beatbook.errors import InputError
from beatbook.model import Days
from beatbook.store import decisions, queries, stamps, timecodec
from beatbook.store import tables as t
from beatbook.store.filings import chunks
from beatbook.store.times import (
    NOTE,
    Choices,
    Choose,
    Covered,
    Mentioned,
    Note,
    NotedArticle,
    Spoken,
    Telling,
)
from beatbook.store.upsert import upsert

# ---- what is noted ----------------------------------------------------------------------------------------------------------


def keep(connection: sa.Connection, notes: Sequence[Note]) -> dict[str, int]:
    """Keep what was noted of these articles in place of what was before, and finish their claims; the articles that there are,
    with their numbers."""
    keys = [n.key for n in notes]
    ids: dict[str, int] = {}
    for part in chunks(keys):
        connection.execute(sa.delete(t.work).where(t.work.c.stage == NOTE, t.work.c.key.in_(part)))
        query = sa.select(t.article.c.key, t.article.c.id).where(t.article.c.key.in_(part))
        ids |= {r.key: r.id for r in connection.execute(query)}
    for part in chunks(ids.values()):
        for table in (t.note, t.mention, t.announced):
            connection.execute(sa.delete(table).where(table.c.article_id.in_(part)))
    kept = [(n, ids[n.key], n.day.toordinal()) for n in notes if n.key in ids and n.day]
    rows = [
        {"article_id": id_, "version": n.version, "day": day, "news": (n.news or n.day or date.min).toordinal(), "language": n.language}
        for n, id_, day in kept
    ]  # fmt: skip
    if rows:
        connection.execute(sa.insert(t.note), rows)
    mentions = {
        (m.day, day, id_, m.start): m.end for n, id_, day in kept for m in n.mentions
    }  # a sentence mentions a day once
    if mentions:
        connection.execute(
            sa.insert(t.mention),
            [
                {"day": d, "said": s, "article_id": a, "start": b, "end": e}
                for (d, s, a, b), e in mentions.items()
            ],
        )
    return ids


# ---- what timelines are made from -------------------------------------------------------------------------------------------

BEAT: sa.BindParameter[Any] = sa.bindparam("beat")
FIRST: sa.BindParameter[Any] = sa.bindparam("first")
LAST: sa.BindParameter[Any] = sa.bindparam("last")
MOST: sa.BindParameter[Any] = sa.bindparam("most")
LATER: sa.BindParameter[Any] = sa.bindparam("later")


def _filed(article: Any) -> Any:
    f = t.filing.c
    beat = queries.beat_id(BEAT)
    return sa.and_(f.beat_id == beat, f.article_id == article)


def _spoken() -> Any:
    m = t.mention.c
    age = m.said - m.day
    near = sa.and_(age >= 0, age <= LATER)

    def sentences(condition: Any) -> Any:
        return sa.func.sum(sa.case((condition, 1), else_=0))

    def articles(condition: Any) -> Any:
        return sa.func.count(sa.distinct(sa.case((condition, m.article_id))))

    return (
        sa.select(
            m.day,
            sentences(near),
            sentences(sa.and_(near, age > 1)),
            sentences(age > LATER),
            sentences(age < -LATER),
            articles(near),
            articles(age > LATER),
            articles(age < -LATER),
        )
        .join_from(t.mention, t.filing, _filed(m.article_id))
        .where(m.day >= FIRST, m.day <= LAST)
        .group_by(m.day)
    )


def _noted() -> Any:
    n = t.note.c
    return sa.select(t.article.c.id, t.article.c.key, n.day, n.news, n.language).join_from(
        t.note, t.article, t.article.c.id == n.article_id
    )


# Asked for every day of a timeline, so they are built once.
SPOKEN = _spoken()
NEWS = (
    sa.select(t.note.c.news, sa.func.count())
    .join_from(t.note, t.filing, _filed(t.note.c.article_id))
    .where(t.note.c.news >= FIRST, t.note.c.news <= LAST)
    .group_by(t.note.c.news)
)
REPORTING = (
    _noted().join(t.filing, _filed(t.note.c.article_id)).where(t.note.c.news == FIRST).order_by(t.note.c.article_id).limit(MOST)
)  # fmt: skip
PUBLISHED = (
    _noted().join(t.filing, _filed(t.note.c.article_id)).where(t.note.c.day == FIRST).order_by(t.note.c.article_id).limit(MOST)
)  # fmt: skip
TELLING = (
    sa.select(t.article.c.id, t.article.c.key, t.note.c.day, t.note.c.news, t.note.c.language, t.mention.c.start, t.mention.c.end)
    .join_from(t.mention, t.filing, _filed(t.mention.c.article_id))
    .join(t.note, t.note.c.article_id == t.mention.c.article_id)
    .join(t.article, t.article.c.id == t.mention.c.article_id)
    .where(t.mention.c.day == FIRST, t.mention.c.said >= FIRST)
    .order_by(t.mention.c.said, t.mention.c.article_id, t.mention.c.start)
    .limit(MOST)
)  # fmt: skip
IN_PERIOD = (
    sa.select(t.note.c.article_id)
    .join_from(t.note, t.filing, _filed(t.note.c.article_id))
    .where(t.note.c.day >= FIRST, t.note.c.day <= LAST)
    .order_by(t.note.c.day, t.note.c.article_id)
)
SPAN = sa.select(sa.func.min(t.filing.c.month), sa.func.max(t.filing.c.month)).where(
    t.filing.c.beat_id == queries.beat_id(BEAT)
)


def spoken(connection: sa.Connection, beat: str, first: date, last: date, later: int) -> list[Spoken]:
    period = {"beat": beat, "first": first.toordinal(), "last": last.toordinal()}
    found = {r[0]: Spoken(*r) for r in connection.execute(SPOKEN, period | {"later": later})}
    for day, count in connection.execute(NEWS, period):
        found[day] = found.get(day, Spoken(day))._replace(reported=count)
    return [found[day] for day in sorted(found)]


def _articles(rows: Iterable[Any], mentions: Mapping[int, Sequence[Mentioned]]) -> list[NotedArticle]:
    return [
        NotedArticle(
            r.id,
            r.key,
            date.fromordinal(r.day),
            date.fromordinal(r.news),
            r.language,
            tuple(mentions.get(r.id, ())),
        )
        for r in rows
    ]


def _mentions(connection: sa.Connection, ids: Iterable[int]) -> dict[int, list[Mentioned]]:
    m = t.mention.c
    found: dict[int, list[Mentioned]] = {}
    for part in chunks(ids):
        query = sa.select(m.article_id, m.day, m.start, m.end).where(m.article_id.in_(part))
        for r in connection.execute(query.order_by(m.article_id, m.start, m.day)):
            found.setdefault(r.article_id, []).append(Mentioned(r.day, r.start, r.end))
    return found


def reporting(connection: sa.Connection, beat: str, day: date, most: int) -> list[NotedArticle]:
    rows = connection.execute(REPORTING, {"beat": beat, "first": day.toordinal(), "most": most}).all()
    return _articles(rows, _mentions(connection, [r.id for r in rows]))


def published(connection: sa.Connection, beat: str, day: date, most: int) -> list[NotedArticle]:
    rows = connection.execute(PUBLISHED, {"beat": beat, "first": day.toordinal(), "most": most})
    return _articles(rows, {})


def telling(connection: sa.Connection, beat: str, day: date, most: int) -> list[Telling]:
    rows = connection.execute(TELLING, {"beat": beat, "first": day.toordinal(), "most": most}).all()
    return [Telling(article, r.start, r.end) for r, article in zip(rows, _articles(rows, {}), strict=True)]


def noted(connection: sa.Connection, keys: Collection[str]) -> list[NotedArticle]:
    rows: list[Any] = []
    for part in chunks(keys):
        rows += connection.execute(_noted().where(t.article.c.key.in_(part)))
    rows.sort(key=lambda r: r.id)
    return _articles(rows, _mentions(connection, [r.id for r in rows]))


def sampled(connection: sa.Connection, beat: str, first: date, last: date, most: int) -> list[NotedArticle]:
    period = {"beat": beat, "first": first.toordinal(), "last": last.toordinal()}
    ids = list(connection.execute(IN_PERIOD, period).scalars())
    if len(ids) > most:
        ids = [ids[i * (len(ids) - 1) // (most - 1)] for i in range(most)]
    rows: list[Any] = []
    for part in chunks(ids):
        rows += connection.execute(_noted().where(t.note.c.article_id.in_(part)))
    return _articles(sorted(rows, key=lambda r: r.id), {})


def span(connection: sa.Connection, beat: str) -> Days | None:
    """By the first and the last month that the beat has articles of, which an index knows."""
    f, n = t.filing.c, t.note.c
    months = connection.execute(SPAN, {"beat": beat}).one()
    if months[0] is None:
        return None
    days = []
    for month, end in ((months[0], sa.func.min(n.day)), (months[1], sa.func.max(n.day))):
        query = sa.select(end).join_from(t.filing, t.note, n.article_id == f.article_id)
        query = query.where(
            f.beat_id == queries.beat_id(beat),
            f.month == month,
        )
        days.append(connection.execute(query).scalar())
    if days[0] is None or days[1] is None:
        return None
    return Days(date.fromordinal(days[0]), date.fromordinal(days[1]))


# ---- what editors say ---------------------------------------------------------------------------------------------------------


def choose(connection: sa.Connection, said: Choose) -> None:
    c = t.timeline_choice.c
    if connection.execute(sa.select(t.beat.c.id).where(t.beat.c.slug == said.beat)).first() is None:
        raise InputError(f"no such beat: '{said.beat}'")
    if said.period is not None:
        kind, what, value = "title", "..".join(d.isoformat() for d in said.period), said.title or ""
        undo = said.title is None
        told = "title of a timeline taken back" if undo else "title of a timeline given"
    elif said.struck is not None:
        kind, what, value, undo = "struck", said.struck, "", said.undo
        told = "sentence of timelines allowed again" if undo else "sentence of timelines struck out"
    elif said.pinned is not None:
        kind, what, value, undo = "pinned", said.pinned.isoformat(), "", said.undo
        told = "day of timelines let go" if undo else "day of timelines pinned"
    else:
        raise InputError("nothing is said of the timeline")
    here = sa.and_(c.beat == said.beat, c.kind == kind, c.what == what)
    before = connection.execute(sa.select(c.value).where(here)).first()
    if undo and before is None:
        raise InputError("there is nothing to take back")
    if undo:
        connection.execute(sa.delete(t.timeline_choice).where(here))
    elif before is not None and before.value == value:
        return
    else:
        row = {"beat": said.beat, "kind": kind, "what": what, "value": value, "who": said.who, "at": said.at}
        connection.execute(upsert(connection, t.timeline_choice, put=("value", "who", "at")), [row])
    decisions.note(connection, said.at, said.who, told, said.beat, {"what": what, "value": value})
    stamps.bump(connection, stamps.TIMES)


def choices(connection: sa.Connection, beat: str) -> Choices:
    c = t.timeline_choice.c
    titles: dict[Days, str] = {}
    struck: set[str] = set()
    pinned: set[date] = set()
    for r in connection.execute(
        sa.select(c.kind, c.what, c.value).where(c.beat == beat).order_by(c.kind, c.what)
    ):
        if r.kind == "title":
            days = timecodec.days_in(r.what.split(".."))
            assert days is not None
            titles[days] = r.value
        elif r.kind == "struck":
            struck.add(r.what)
        else:
            pinned.add(date.fromisoformat(r.what))
    return Choices(titles, frozenset(struck), frozenset(pinned))


# ---- coverage -----------------------------------------------------------------------------------------------------------------


def covered(connection: sa.Connection, beat: str | None, first: date, last: date) -> list[Covered]:
    c, y, n, f, a = t.coverage.c, t.tally.c, t.note.c, t.filing.c, t.article.c
    polled = sa.select(c.day, c.reached, t.source.c.slug).join_from(t.coverage, t.source)
    polled = polled.where(c.day >= first.isoformat(), c.day <= last.isoformat())
    had = sa.select(n.day, t.source.c.slug).join_from(t.note, t.article, a.id == n.article_id).join(t.source)
    had = had.where(n.day >= first.toordinal(), n.day <= last.toordinal()).distinct()
    if beat is not None:
        id_ = queries.beat_id(beat)
        ours = sa.select(sa.cast(y.value, sa.Integer)).where(y.beat_id == id_, y.facet == "source", y.n > 0)
        polled = polled.where(c.source_id.in_(ours))
        had = had.join(t.filing, sa.and_(f.article_id == n.article_id, f.beat_id == id_))
    read: dict[date, set[str]] = defaultdict(set)
    failed: dict[date, set[str]] = defaultdict(set)
    for r in connection.execute(polled):
        (read if r.reached else failed)[date.fromisoformat(r.day)].add(r.slug)
    for day, slug in connection.execute(had):
        read[date.fromordinal(day)].add(slug)
    return [
        Covered(day, len(read[day]), tuple(sorted(failed[day] - read[day])))
        for day in sorted(read.keys() | failed.keys())
    ]
