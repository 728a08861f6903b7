"""What reviews of a beat are made of: the articles of a period, when stories were first reported, which stories every review tells of.

A period is found by its months, which the filings are in order of, so that it costs what it holds, however long the archive is.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from beatbook.errors import InputError
from beatbook.model import Days
from beatbook.store import decisions, queries, stories
from beatbook.store import tables as t
from beatbook.store.filings import chunks
from beatbook.store.piecerows import check_beat
from beatbook.store.pieces import PeriodArticle, PinStory


def of_period(connection: sa.Connection, beat: str, days: Days) -> list[PeriodArticle]:
    return [_article(row) for row in connection.execute(articles(beat, days))]


def late(connection: sa.Connection, beat: str, days: Days, since: datetime) -> list[PeriodArticle]:
    a, v = t.article.c, t.version.c
    first_read = sa.exists().where(v.article_id == a.id, v.n == 1, v.read_at > since)
    query = articles(beat, days).where(sa.or_(a.first_seen > since, first_read))
    return [_article(row) for row in connection.execute(query)]


def articles(beat: str, days: Days) -> Any:
    """Those of a period, as a query."""
    a, f, g = t.article.c, t.filing.c, t.grouping.c
    first, last = days.first.isoformat(), days.last.isoformat()
    return (
        sa.select(a.key, a.day, a.first_seen, t.source.c.name, t.story.c.key.label("story"), g.origin_id)
        .join_from(t.filing, t.article, a.id == f.article_id)
        .join(t.source, t.source.c.id == a.source_id)
        .join(t.grouping, g.article_id == a.id, isouter=True)
        .join(t.story, t.story.c.id == g.story_id, isouter=True)
        .where(f.beat_id == queries.beat_id(beat), f.month >= first[:7], f.month <= last[:7])
        .where(a.day >= first, a.day <= last, a.published.is_not(None))
        .order_by(a.day, a.id)
    )


def _article(row: Any) -> PeriodArticle:
    return PeriodArticle(
        row.key, date.fromisoformat(row.day), row.name, row.story, row.origin_id is not None, row.first_seen
    )


def reports(keys: Collection[str]) -> Any:
    """The dated articles of these stories, as a query."""
    a, g, s = t.article.c, t.grouping.c, t.story.c
    query = sa.select(s.key, a.id, a.day).join_from(t.story, t.grouping, g.story_id == s.id)
    return query.join(t.article, a.id == g.article_id).where(a.published.is_not(None), s.key.in_(keys))


def first_days(connection: sa.Connection, beat: str, keys: Collection[str]) -> dict[str, date]:
    # In two steps, for in one the engine would walk all that the beat has.
    f = t.filing.c
    days: dict[str, date] = {}
    for part in chunks(keys):
        rows = connection.execute(reports(part)).all()
        filed: set[int] = set()
        for some in chunks(row.id for row in rows):
            query = sa.select(f.article_id).where(f.beat_id == queries.beat_id(beat), f.article_id.in_(some))
            filed.update(connection.execute(query).scalars())
        for row in rows:
            if row.id in filed:
                day = date.fromisoformat(row.day)
                days[row.key] = min(day, days.get(row.key, day))
    return days


# ---- stories that are told in every review ----------------------------------------------------------------------------------


def pin(connection: sa.Connection, said: PinStory) -> None:
    check_beat(connection, said.beat)
    id_ = connection.execute(sa.select(t.story.c.id).where(t.story.c.key == said.story)).scalar()
    if id_ is None:
        raise InputError(f"no story '{said.story}'")
    (story,) = stories.follow(connection, [id_])
    p = t.review_pin.c
    here = sa.and_(p.beat == said.beat, p.story_id.in_(stories.merged(story)))
    is_pinned = connection.execute(sa.select(p.story_id).where(here)).first() is not None
    if said.undo and not is_pinned:
        raise InputError(f"the story '{said.story}' is not pinned in reviews of '{said.beat}'")
    if said.undo:
        connection.execute(sa.delete(t.review_pin).where(here))
    elif is_pinned:
        return
    else:
        row = {"beat": said.beat, "story_id": story, "who": said.who, "at": said.at}
        connection.execute(sa.insert(t.review_pin), [row])
    what = "story let go in reviews" if said.undo else "story pinned in reviews"
    decisions.note(connection, said.at, said.who, what, said.story, {"beat": said.beat})


def pinned(connection: sa.Connection, beat: str) -> frozenset[str]:
    p, s = t.review_pin.c, t.story.c
    ids = list(connection.execute(sa.select(p.story_id).where(p.beat == beat)).scalars())
    found: set[str] = set()
    for part in chunks(set(stories.follow(connection, ids))):
        found.update(connection.execute(sa.select(s.key).where(s.id.in_(part))).scalars())
    return frozenset(found)
