"""Figures: which a beat follows, what articles state of them, which numbers could be kept besides, and what editors struck.

An article's observations are kept for every figure that there is. Which of them a figure shows is told by the filings of its beat, so
that a rule that changes needs nothing observed anew. Days are ordinals.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from beatbook.errors import InputError
from beatbook.model import Bound, Countable, Days, Figure, Observation, PeriodKind, Span
from beatbook.store import codec, decisions, listed, queries, queues, stamps
from beatbook.store import tables as t
from beatbook.store.figures import OBSERVE, KeptFigure, KeptObservation, Observe, StrikeObservation
from beatbook.store.filings import chunks
from beatbook.store.rows import Listed

# ---- figures ----------------------------------------------------------------------------------------------------------------


def put_figures(connection: sa.Connection, beat: str, figures: Sequence[Figure]) -> int:
    f = t.figure.c
    beat_id = connection.execute(sa.select(t.beat.c.id).where(t.beat.c.slug == beat)).scalar()
    if beat_id is None:
        raise InputError(f"no such beat: '{beat}'")
    rows = connection.execute(sa.select(t.figure).where(f.beat_id == beat_id)).all()
    before = {r.slug: (r.id, _figure_in(r.body)) for r in rows}
    now = {figure.slug: figure for figure in figures}
    gone = {slug for slug in before if slug not in now or not _reads_alike(before[slug][1], now[slug])}
    new = [figure for slug, figure in now.items() if slug not in before or slug in gone]
    other = [figure for slug, figure in now.items() if figure not in new and figure != before[slug][1]]
    if not (gone or new or other):
        return 0
    _forget(connection, [before[slug][0] for slug in gone])
    if new:
        connection.execute(
            sa.insert(t.figure), [_figure_out(figure) | {"beat_id": beat_id} for figure in new]
        )
    for figure in other:
        here = f.id == before[figure.slug][0]
        connection.execute(sa.update(t.figure).where(here).values(_figure_out(figure)))
    stamps.bump(connection, stamps.FIGURES)
    return queues.put_grouped(connection, OBSERVE) if new else 0


def _reads_alike(one: Figure, other: Figure) -> bool:
    """Whether articles state the same of both: what they are called is for people."""
    return replace(one, title=other.title, note=other.note) == other


def _forget(connection: sa.Connection, ids: Collection[int]) -> None:
    for part in chunks(ids):
        connection.execute(sa.delete(t.observation).where(t.observation.c.figure_id.in_(part)))
        connection.execute(sa.delete(t.figure).where(t.figure.c.id.in_(part)))


def forget_beat(connection: sa.Connection, beat_id: int) -> None:
    """A beat that goes takes its figures along; what editors said of them stays."""
    _forget(
        connection,
        connection.execute(sa.select(t.figure.c.id).where(t.figure.c.beat_id == beat_id)).scalars().all(),
    )
    stamps.bump(connection, stamps.FIGURES)


def followed(connection: sa.Connection) -> list[tuple[str, Figure]]:
    query = sa.select(t.beat.c.slug, t.figure.c.body).join_from(t.figure, t.beat)
    rows = connection.execute(query.order_by(t.beat.c.slug, t.figure.c.slug))
    return [(r.slug, _figure_in(r.body)) for r in rows]


def figures(connection: sa.Connection, beat: str | None) -> list[KeptFigure]:
    f, o = t.figure.c, t.observation.c
    kept = sa.select(t.beat.c.slug.label("beat"), f.id, f.body).join_from(t.figure, t.beat)
    if beat is not None:
        kept = kept.where(t.beat.c.slug == beat)
    stated = _standing(
        sa.select(o.figure_id, sa.func.count().label("n"), sa.func.max(o.reported).label("latest"))
    )
    if beat is not None:
        stated = stated.where(t.beat.c.slug == beat)
    counted = {
        r.figure_id: r for r in connection.execute(stated.where(_STRUCK.who.is_(None)).group_by(o.figure_id))
    }
    out = []
    for r in connection.execute(kept.order_by(t.beat.c.slug, f.title, f.slug)):
        found = counted.get(r.id)
        latest = date.fromordinal(found.latest) if found else None
        out.append(KeptFigure(r.beat, _figure_in(r.body), found.n if found else 0, latest))
    return out


# ---- what articles state ------------------------------------------------------------------------------------------------------


def observe(connection: sa.Connection, intents: Sequence[Observe]) -> None:
    """Keep what these articles state, whose claims are held, in place of what was before, and finish their claims."""
    ids: dict[str, int] = {}
    changed = 0
    for part in chunks(i.key for i in intents):
        connection.execute(sa.delete(t.work).where(t.work.c.stage == OBSERVE, t.work.c.key.in_(part)))
        query = sa.select(t.article.c.key, t.article.c.id).where(t.article.c.key.in_(part))
        ids |= {r.key: r.id for r in connection.execute(query)}
    for part in chunks(ids.values()):
        changed += connection.execute(
            sa.delete(t.observation).where(t.observation.c.article_id.in_(part))
        ).rowcount
        connection.execute(sa.delete(t.countable).where(t.countable.c.article_id.in_(part)))
    query = sa.select(t.beat.c.slug.label("beat"), t.figure.c.slug, t.figure.c.id).join_from(t.figure, t.beat)
    known = {(r.beat, r.slug): r.id for r in connection.execute(query)}
    rows = [
        _observation_out(one) | {"figure_id": known[beat, one.figure], "article_id": ids[i.key], "n": n}
        for i in intents
        if i.key in ids
        for n, (beat, one) in enumerate(i.observed)
        if (beat, one.figure) in known
    ]
    if rows:
        connection.execute(sa.insert(t.observation), rows)
    numbers = [
        {"article_id": ids[i.key], "body": _countable_out(i.countable)}
        for i in intents
        if i.key in ids and i.countable
    ]
    if numbers:
        connection.execute(sa.insert(t.countable), numbers)
    if changed or rows:
        stamps.bump(connection, stamps.FIGURES)


_STRUCK = t.observation_struck.c


def _standing(query: Any) -> Any:
    """The observations that articles of their figures' beats state, with the words of an editor who struck one."""
    o, f, filed = t.observation.c, t.figure.c, t.filing.c
    struck = sa.and_(
        _STRUCK.beat == t.beat.c.slug,
        _STRUCK.figure == f.slug,
        _STRUCK.article_id == o.article_id,
        _STRUCK.text == o.text,
    )
    return (
        query.select_from(t.figure)
        .join(t.beat, t.beat.c.id == f.beat_id)
        .join(t.observation, o.figure_id == f.id)
        .join(t.filing, sa.and_(filed.beat_id == f.beat_id, filed.article_id == o.article_id))
        .outerjoin(t.observation_struck, struck)
    )


def stated(beat: str, figure: str, limit: int, *, struck: bool) -> Any:
    """The query for what articles of a beat state of a figure, the last first."""
    o = t.observation.c
    query = _standing(sa.select(t.observation, _STRUCK.who)).where(
        t.beat.c.slug == beat, t.figure.c.slug == figure
    )
    if not struck:
        query = query.where(_STRUCK.who.is_(None))
    return query.order_by(o.reported.desc(), o.article_id.desc(), o.n.desc()).limit(limit)


def observations(
    connection: sa.Connection, beat: str, figure: str, limit: int, *, struck: bool
) -> list[KeptObservation]:
    rows = connection.execute(stated(beat, figure, limit, struck=struck)).all()[::-1]
    lines: dict[int, Listed] = {}
    for part in chunks({r.article_id for r in rows}):
        found = connection.execute(queries.lines().where(t.article.c.id.in_(part))).all()
        lines |= {r.id: line for r, line in zip(found, listed.lines(connection, found), strict=True)}
    return [
        KeptObservation(_observation_in(r, figure, lines[r.article_id].key), lines[r.article_id], r.who)
        for r in rows
    ]


def newest_countables(beat: str, most: int) -> Any:
    """The query for the numbers of a beat's articles, of the last first."""
    filed = t.filing.c
    query = sa.select(t.countable.c.body).join_from(
        t.filing, t.countable, t.countable.c.article_id == filed.article_id
    )
    query = query.where(filed.beat_id == queries.beat_id(beat))
    return query.order_by(filed.sorted_at.desc(), filed.article_id.desc()).limit(most)


def countables(connection: sa.Connection, beat: str, most: int) -> list[Countable]:
    found: list[Countable] = []
    for body in connection.execute(newest_countables(beat, most)).scalars():
        found += _countable_in(body)
        if len(found) >= most:
            break
    return found[:most]


# ---- what editors say ---------------------------------------------------------------------------------------------------------


def strike(connection: sa.Connection, said: StrikeObservation) -> None:
    query = sa.select(t.figure.c.id).join_from(t.figure, t.beat)
    if (
        connection.execute(query.where(t.beat.c.slug == said.beat, t.figure.c.slug == said.figure)).first()
        is None
    ):
        raise InputError(f"the beat '{said.beat}' has no figure '{said.figure}'")
    article = connection.execute(sa.select(t.article.c.id).where(t.article.c.key == said.article)).scalar()
    if article is None:
        raise InputError(f"no such article: '{said.article}'")
    here = sa.and_(
        _STRUCK.beat == said.beat,
        _STRUCK.figure == said.figure,
        _STRUCK.article_id == article,
        _STRUCK.text == said.text,
    )
    there = connection.execute(sa.select(_STRUCK.who).where(here)).first() is not None
    if said.undo and not there:
        raise InputError(
            f"nothing like that of the article '{said.article}' is struck from the figure '{said.figure}'"
        )
    if said.undo:
        connection.execute(sa.delete(t.observation_struck).where(here))
    elif there:
        return
    else:
        row = {
            "beat": said.beat,
            "figure": said.figure,
            "article_id": article,
            "text": said.text,
            "who": said.who,
            "at": said.at,
        }
        connection.execute(sa.insert(t.observation_struck), [row])
    told = "observation allowed again" if said.undo else "observation struck"
    detail = {"figure": said.figure, "article": said.article, "text": said.text}
    decisions.note(connection, said.at, said.who, told, said.beat, detail)
    stamps.bump(connection, stamps.FIGURES)


# ---- as rows, and back --------------------------------------------------------------------------------------------------------


def _figure_out(figure: Figure) -> dict[str, Any]:
    return {"slug": figure.slug, "title": figure.title, "body": asdict(figure)}


def _figure_in(body: Mapping[str, Any]) -> Figure:
    lists = {
        "counted": tuple(body["counted"]),
        "near": tuple(map(tuple, body["near"])),
        "without": tuple(body["without"]),
    }
    return Figure(**{**body, **lists, "period": PeriodKind(body["period"])})


def _observation_out(one: Observation) -> dict[str, Any]:
    return {
        "reported": one.reported.toordinal(),
        "value": one.value,
        "bound": one.bound.value,
        "unit": one.unit,
        "first": one.period.first.toordinal() if one.period else None,
        "last": one.period.last.toordinal() if one.period else None,
        "as_of": one.as_of.toordinal(),
        "text": one.text,
        "version": one.span.version,
        "start": one.span.start,
        "end": one.span.end,
        "stated_by": one.stated_by,
        "each": one.each,
        "revises": one.revises,
    }


def _observation_in(row: Any, figure: str, article: str) -> Observation:
    return Observation(
        figure,
        row.value,
        Bound(row.bound),
        row.unit,
        Days(date.fromordinal(row.first), date.fromordinal(row.last)) if row.first is not None else None,
        date.fromordinal(row.as_of),
        date.fromordinal(row.reported),
        row.text,
        Span(article, row.start, row.end, row.version),
        row.stated_by,
        PeriodKind(row.each) if row.each else None,
        row.revises,
    )


def _countable_out(found: Sequence[Countable]) -> bytes:
    rows = [
        [
            c.counted,
            c.unit,
            c.period.first.toordinal(),
            c.period.last.toordinal(),
            c.kind,
            *codec.cited_out([c.cited]),
        ]
        for c in found
    ]
    return codec.pack(json.dumps(rows, ensure_ascii=False, separators=(",", ":")))


def _countable_in(body: bytes) -> list[Countable]:
    return [
        Countable(
            counted,
            unit,
            Days(date.fromordinal(first), date.fromordinal(last)),
            PeriodKind(kind),
            codec.cited_in([cited])[0],
        )
        for counted, unit, first, last, kind, cited in json.loads(codec.unpack(body))
    ]
