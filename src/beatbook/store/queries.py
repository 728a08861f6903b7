"""Building the queries of lists. Building is a function, running is the store's method; lists never load bodies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from beatbook.model import Outcome
from beatbook.store import tables as t
from beatbook.store.rows import Wanted

SHOWN = (Outcome.FILED.value, Outcome.KEPT.value)
"""Outcomes whose articles are shown in lists that are not a beat's."""


def lines() -> Any:
    """The columns of a line of a list, from `article` and `source`."""
    a = t.article.c
    return sa.select(
        a.id, a.key, a.url, a.headline, a.deck, a.published, a.day, a.sorted_at, a.first_seen, a.language, a.partial,
        a.version, t.source.c.slug.label("source"), t.source.c.name.label("source_name"), t.source.c.tier,
    ).join_from(t.article, t.source)  # fmt: skip


def beat_id(slug: Any) -> Any:
    """The number of the beat of a slug (or of a parameter that will be one), inside a query."""
    return sa.select(t.beat.c.id).where(t.beat.c.slug == slug).scalar_subquery()


def item(key: str) -> Any:
    """An article as work sees it, with its source."""
    a, s = t.article.c, t.source.c
    return (
        sa.select(
            a.id, a.source_id, a.key.label("article_key"), a.url, a.first_seen, a.said, a.outcome, a.version, a.kind,
            a.reason, a.digest, s.slug, s.name, s.home, s.language, s.tier, s.allow,
        )
        .join_from(t.article, t.source)
        .where(a.key == key)
    )  # fmt: skip


def wanted_ids(wanted: Wanted, words: Any = None) -> Any:
    """The ids that a list wants, unordered and uncut, with `sorted_at`. `words` is the engine's condition for its rule."""
    month: Any
    language: Any
    if wanted.beat is not None:
        f = t.filing.c
        query = sa.select(f.article_id.label("id"), f.sorted_at).join(t.beat, t.beat.c.id == f.beat_id)
        query = query.where(t.beat.c.slug == wanted.beat)
        month, source, language, id_ = f.month, f.source_id, f.language, f.article_id
    else:
        a = t.article.c
        query = sa.select(a.id, a.sorted_at).where(a.outcome.in_(SHOWN), a.version > 0)
        month, source, language, id_ = (
            sa.func.substr(a.day, 1, 7),
            a.source_id,
            sa.func.coalesce(a.language, ""),
            a.id,
        )
    if wanted.month:
        query = query.where(month == wanted.month)
    if wanted.source:
        query = query.where(
            source == sa.select(t.source.c.id).where(t.source.c.slug == wanted.source).scalar_subquery()
        )
    if wanted.language:
        query = query.where(language == wanted.language)
    if wanted.author:
        signed = sa.select(t.signed.c.article_id).join(t.author).where(t.author.c.slug == wanted.author)
        query = query.where(id_.in_(signed))
    if words is not None:
        query = query.where(words(id_))
    return query


def cut(wanted: Wanted, words: Any = None) -> Any:
    """The ids of one page of a list, newest first, with `sorted_at`."""
    ids = wanted_ids(wanted, words)
    columns = ids.selected_columns
    in_order = ids.order_by(columns.sorted_at.desc(), columns.id.desc())
    return in_order.limit(wanted.limit).offset(wanted.offset)


def page(wanted: Wanted, words: Any = None) -> Any:
    """The lines of one page of a list, newest first."""
    ids = cut(wanted, words).subquery()
    query = lines().join(ids, ids.c.id == t.article.c.id)
    return query.order_by(t.article.c.sorted_at.desc(), t.article.c.id.desc())


def some(keys: Sequence[str]) -> Any:
    """The lines of these articles, unordered."""
    a = t.article.c
    return lines().where(a.key.in_(keys), a.outcome.in_(SHOWN), a.version > 0)


def headlines(beat: str, limit: int) -> Any:
    """Id, source, headline and day of the newest articles of a beat."""
    ids = cut(Wanted(beat=beat, limit=limit)).subquery()
    a = t.article.c
    query = sa.select(a.key, t.source.c.slug.label("source"), a.headline, a.day)
    query = query.join_from(ids, t.article, a.id == ids.c.id).join(t.source, t.source.c.id == a.source_id)
    return query.where(a.headline.is_not(None)).order_by(ids.c.sorted_at.desc(), ids.c.id.desc())


def total(wanted: Wanted, words: Any = None) -> Any:
    """How many there are; from the tallies where the list has at most one filter and no search."""
    filters = {
        "month": wanted.month,
        "source": wanted.source,
        "language": wanted.language,
        "author": wanted.author,
    }
    used = {k: v for k, v in filters.items() if v}
    if wanted.beat is None or words is not None or len(used) > 1:
        return sa.select(sa.func.count()).select_from(wanted_ids(wanted, words).subquery())
    facet, value = next(iter(used.items()), ("all", ""))
    key: Any = value
    if facet == "source":
        key = sa.select(sa.cast(t.source.c.id, sa.Text)).where(t.source.c.slug == value).scalar_subquery()
    if facet == "author":
        key = sa.select(sa.cast(t.author.c.id, sa.Text)).where(t.author.c.slug == value).scalar_subquery()
    n = sa.select(t.tally.c.n).join(t.beat).where(t.beat.c.slug == wanted.beat)
    return n.where(t.tally.c.facet == facet, t.tally.c.value == key)


def tallies(beat: str) -> Any:
    """Every facet of a beat: facet, value, label, n."""
    c = t.tally.c
    label = sa.case(
        (c.facet == "source", t.source.c.name), (c.facet == "author", t.author.c.name), else_=c.value
    )
    name = sa.case(
        (c.facet == "source", t.source.c.slug), (c.facet == "author", t.author.c.slug), else_=c.value
    )
    return (
        sa.select(c.facet, name.label("value"), label.label("label"), c.n)
        .join(t.beat, t.beat.c.id == c.beat_id)
        .outerjoin(
            t.source,
            sa.and_(
                c.facet == "source",
                t.source.c.id == sa.case((c.facet == "source", sa.cast(c.value, sa.Integer))),
            ),
        )
        .outerjoin(
            t.author,
            sa.and_(
                c.facet == "author",
                t.author.c.id == sa.case((c.facet == "author", sa.cast(c.value, sa.Integer))),
            ),
        )
        .where(t.beat.c.slug == beat, c.n > 0)
    )


def counted(wanted: Wanted) -> Any:
    """Every facet of a list that no beat keeps a tally for, counted now: facet, value, label, n."""
    ids = wanted_ids(wanted).subquery()
    a = t.article.c
    month, language = sa.func.substr(a.day, 1, 7), sa.func.coalesce(a.language, sa.literal_column("''"))
    base = sa.select(sa.func.count().label("n")).join_from(t.article, ids, ids.c.id == a.id)
    return sa.union_all(
        base.add_columns(sa.literal("month").label("facet"), month.label("value"), month.label("label")).group_by(month),
        base.add_columns(sa.literal("language"), language, language).group_by(language),
        base.join(t.source, t.source.c.id == a.source_id)
        .add_columns(sa.literal("source"), t.source.c.slug, t.source.c.name)
        .group_by(t.source.c.slug, t.source.c.name),
    )  # fmt: skip


def claimable(stage: str, limit: int, per_host: int, now: Any) -> Any:
    """Keys of work that is ready: of every host its oldest, then the next of each, so that a large backlog of one
    leaves none idle; at most `per_host` of a host counting what is claimed already."""
    w = t.work.c
    free = sa.or_(w.owner.is_(None), w.lease_until < now)
    place = sa.func.row_number().over(
        partition_by=w.host, order_by=[sa.case((free, 1), else_=0), w.ready_at, w.key]
    )
    ranked = (
        sa.select(w.key, w.ready_at, free.label("free"), place.label("place"))
        .where(w.stage == stage, w.ready_at <= now)
        .subquery()
    )
    return (
        sa.select(ranked.c.key)
        .where(ranked.c.free, ranked.c.place <= per_host)
        .order_by(ranked.c.place, ranked.c.ready_at, ranked.c.key)
        .limit(limit)
    )
