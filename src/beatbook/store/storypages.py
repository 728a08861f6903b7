"""Stories as pages show them: lists of them, and one with its members. Lists walk an index and never load bodies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from beatbook.model import CopyKind, CopyOf, Told
from beatbook.store import copies, listed, queries, stories
from beatbook.store import tables as t
from beatbook.store.filings import chunks
from beatbook.store.intents import EARLIER
from beatbook.store.rows import Listed, Member, Story, StoryLine, StoryListing, Wanted
from beatbook.store.storylines import FILED


def listing(connection: sa.Connection, wanted: Wanted) -> StoryListing:
    beat = _beat(connection, wanted)
    if beat is None:
        return StoryListing((), 0)
    n = t.story_count.c
    total = sa.select(sa.func.sum(n.n)).where(n.beat_id == beat)
    if wanted.month:
        total = total.where(n.month == wanted.month)
    rows = connection.execute(cut(beat, wanted, t.story_line)).all()
    return StoryListing(tuple(_lines(connection, rows)), int(connection.execute(total).scalar() or 0))


def time_at(connection: sa.Connection, wanted: Wanted, place: int) -> datetime | None:
    beat = _beat(connection, wanted)
    if beat is None:
        return None
    query = cut(beat, replace(wanted, limit=1, offset=place), t.story_line.c.sorted_at)
    return connection.execute(query).scalar()


def _beat(connection: sa.Connection, wanted: Wanted) -> int | None:
    """The number of the beat whose list is wanted; None if there is no such beat."""
    if wanted.beat is None:
        return FILED
    return connection.execute(sa.select(t.beat.c.id).where(t.beat.c.slug == wanted.beat)).scalar()


def cut(beat: int, wanted: Wanted, *what: Any) -> Any:
    """A page of a list of stories, newest first, as a query."""
    c = t.story_line.c
    query = sa.select(*what).where(c.beat_id == beat)
    if wanted.month:
        query = query.where(c.month == wanted.month)
    query = query.order_by(c.sorted_at.desc(), c.story_id.desc())
    return query.limit(wanted.limit).offset(wanted.offset)


def _lines(connection: sa.Connection, rows: Sequence[Any]) -> list[StoryLine]:
    keys = _keys(connection, {r.story_id for r in rows})
    told = _told(connection, keys)
    found = _members(connection, {r.lead_id for r in rows} | {o[2] for r in rows for o in r.others})
    return [
        StoryLine(
            keys[r.story_id],
            found[r.lead_id].line,
            tuple(found[o[2]] for o in r.others),
            r.pages,
            r.origins,
            r.sources,
            r.sorted_at,
            tuple(told[r.story_id]),
        )
        for r in rows
    ]


def _told(connection: sa.Connection, stories: Collection[int]) -> dict[int, list[Told]]:
    """Where the words of all articles of these stories come from, counted in the database."""
    g = t.grouping.c
    origin, is_flash = sa.func.coalesce(g.origin_id, g.article_id), g.kind == CopyKind.FLASH.value
    by = (g.story_id, origin, g.wire, is_flash, t.source.c.slug)
    query = sa.select(*by, sa.func.count()).select_from(t.grouping).group_by(*by)
    query = query.join(t.article, t.article.c.id == g.article_id).join(t.source)
    found: dict[int, list[Told]] = defaultdict(list)
    for part in chunks(stories):
        for id_, first, wire, flash, source, n in connection.execute(query.where(g.story_id.in_(part))):
            found[id_].append(Told(str(first), wire, bool(flash), source, n))
    return found


def _keys(connection: sa.Connection, ids: Collection[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for part in chunks(ids):
        query = sa.select(t.story.c.id, t.story.c.key).where(t.story.c.id.in_(part))
        found |= {r.id: r.key for r in connection.execute(query)}
    return found


def _members(connection: sa.Connection, ids: Collection[int]) -> dict[int, Member]:
    """These articles as members of their stories."""
    rows: list[Any] = []
    groupings: dict[int, Any] = {}
    g, origin = t.grouping.c, t.article.alias("origin")
    for part in chunks(ids):
        rows += connection.execute(queries.lines().where(t.article.c.id.in_(part))).all()
        query = sa.select(
            g.article_id, g.kind, g.similarity, g.wire, g.tie, g.joined, g.pinned, origin.c.key.label("origin")
        ).join_from(t.grouping, origin, origin.c.id == g.origin_id, isouter=True)  # fmt: skip
        groupings |= {r.article_id: r for r in connection.execute(query.where(g.article_id.in_(part)))}
    lines: dict[int, Listed] = dict(zip((r.id for r in rows), listed.lines(connection, rows), strict=True))
    return {
        id_: Member(
            line,
            CopyOf(line.key, r.origin, CopyKind(r.kind), r.similarity, r.wire),
            tuple(r.tie),
            r.joined,
            r.pinned,
        )
        for id_, line in lines.items()
        if (r := groupings.get(id_))
    }


def story(connection: sa.Connection, key: str, limit: int, offset: int) -> Story | None:
    s, g, a, r = t.story.c, t.grouping.c, t.article.c, t.regroup.c
    into = t.story.alias("into_story")
    query = sa.select(s.id, s.opened, into.c.key.label("into")).join_from(
        t.story, into, into.c.id == s.into_id, isouter=True
    )
    row = connection.execute(query.where(s.key == key)).first()
    if row is None:
        return None
    page = sa.select(g.article_id).join_from(t.grouping, t.article, a.id == g.article_id)
    page = page.where(g.story_id == row.id).order_by(a.sorted_at, a.id).limit(limit).offset(offset)
    ids = list(connection.execute(page).scalars())
    found = _members(connection, ids)
    touched = sa.or_(r.story_id == row.id, r.into_id == row.id)
    return Story(
        key,
        row.opened,
        row.into,
        next(iter(_of_all(connection, [row.id])), None),
        tuple(found[id_] for id_ in ids),
        tuple(copies.of_story(connection, row.id)),
        tuple(_told(connection, [row.id])[row.id]),
        tuple(_of_all(connection, _earlier(connection, row.id))),
        tuple(_of_all(connection, _later(connection, row.id))),
        tuple(stories.regrouped(connection, touched)),
    )


def _of_all(connection: sa.Connection, ids: Sequence[int]) -> list[StoryLine]:
    """The lines of these stories in the list of all that is filed, in this order; those that are filed nowhere have none."""
    rows: dict[int, Any] = {}
    for part in chunks(ids):
        query = sa.select(t.story_line).where(
            t.story_line.c.beat_id == FILED, t.story_line.c.story_id.in_(part)
        )
        rows |= {r.story_id: r for r in connection.execute(query)}
    return _lines(connection, [rows[id_] for id_ in ids if id_ in rows])


def _earlier(connection: sa.Connection, story: int) -> list[int]:
    """The stories that it names as earlier ones, or what they were merged into, the nearest first."""
    e = t.earlier.c
    named = connection.execute(
        sa.select(e.earlier_id).where(e.story_id == story).order_by(e.position)
    ).scalars()
    return [id_ for id_ in dict.fromkeys(stories.follow(connection, list(named))) if id_ != story]


def _later(connection: sa.Connection, story: int) -> list[int]:
    """The stories that name it, or one that was merged into it, the one opened last first."""
    e = t.earlier.c
    query = sa.select(e.story_id).where(e.earlier_id.in_(stories.merged(story)))
    naming = connection.execute(query.order_by(e.story_id.desc()).limit(EARLIER)).scalars()
    return [id_ for id_ in dict.fromkeys(stories.follow(connection, list(naming))) if id_ != story]
