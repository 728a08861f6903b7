"""Announcements: what articles announced, what stands of it now, what an editor said, and when it is to be settled.

An announcement is kept whole, as it was made of all that was announced (`body`); the columns beside it are those that lists and
queues ask for. Its words are kept with the days that it was ever said to be on, so that looking for what a sentence could repeat
costs what lies around its days, however large the archive is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import sqlalchemy as sa

from beatbook.errors import InputError
from beatbook.model import Announcement, Announcing, Article, Days, Fate, Precision, Settled
from beatbook.store import copies, decisions, notes, queries, queues, search, stamps, timecodec
from beatbook.store import tables as t
from beatbook.store.filings import chunks
from beatbook.store.queries import SHOWN
from beatbook.store.times import (
    NEAR,
    SETTLE,
    TRIES,
    UNKNOWN,
    YEARS,
    Correct,
    KeptAnnouncement,
    Note,
    SameAnnouncement,
    Settle,
)

EPOCH = date(1970, 1, 1).toordinal()
PRECISIONS = {p: n for n, p in enumerate(Precision)}


# ---- what is written ----------------------------------------------------------------------------------------------------------


def note(connection: sa.Connection, intents: Sequence[Note]) -> None:
    """Keep what these articles say of days, whose claims are held."""
    before = _announced_by(connection, [n.key for n in intents])
    ids = notes.keep(connection, intents)
    now = {a.key: a for n in intents for a in n.announcements}
    touched = _put(connection, now.values())
    rows = [
        {"article_id": ids[one.key], "n": n, "announcement_id": touched[a.key], "body": timecodec.announcing_out(a.announcing)}
        for one in intents if one.key in ids for n, a in enumerate(one.announced)
    ]  # fmt: skip
    if rows:
        connection.execute(sa.insert(t.announced), rows)
    _words(connection, before | set(touched.values()))
    _due(connection, now.values())
    _said_meanwhile(connection, now, touched.values())
    _again(connection, {n.day for n in intents if n.day and n.key in ids})
    stamps.bump(connection, stamps.TIMES)


def _said_meanwhile(connection: sa.Connection, now: Collection[str], ids: Iterable[int]) -> None:
    """Put up at once what an editor spoke of: it may have been while the articles were read, and what was made of them does not know."""
    a = t.announcement.c
    for part in chunks(ids):
        rows = connection.execute(sa.select(a.key, a.corrected).where(a.id.in_(part)))
        queues.put(connection, SETTLE, {r.key: 0 for r in rows if r.corrected or r.key not in now})


def _announced_by(connection: sa.Connection, keys: Collection[str]) -> set[int]:
    c = t.announced.c
    query = sa.select(c.announcement_id).join_from(t.announced, t.article, t.article.c.id == c.article_id)
    found: set[int] = set()
    for part in chunks(keys):
        found |= set(connection.execute(query.where(t.article.c.key.in_(part))).scalars())
    return found


def _put(connection: sa.Connection, announcements: Iterable[Announcement]) -> dict[str, int]:
    """Keep announcements as they stand; their numbers. What was found to be the same as another since has that one's."""
    c = t.announcement.c
    ids: dict[str, int] = {}
    joined: set[str] = set()
    new: list[dict[str, Any]] = []
    known: list[dict[str, Any]] = []
    rows = {a.key: _row(a) for a in announcements}
    for part in chunks(rows):
        for r in connection.execute(sa.select(c.key, c.id, c.into_id).where(c.key.in_(part))):
            ids[r.key] = r.into_id or r.id
            if r.into_id:
                joined.add(r.key)
    for key, row in rows.items():
        if key not in ids:
            new.append(row | {"key": key})
        elif key not in joined:
            known.append(row | {"b_id": ids[key]})
    if new:
        insert = sa.insert(t.announcement).returning(c.key, c.id, sort_by_parameter_order=True)
        full = [row | {"is_none": False} for row in new]
        ids |= {r.key: r.id for r in connection.execute(insert, full)}
    if known:
        connection.execute(sa.update(t.announcement).where(c.id == sa.bindparam("b_id")), known)
    return ids


def _row(a: Announcement) -> dict[str, Any]:
    return {
        "first": a.days.first.toordinal() if a.days else None,
        "last": a.days.last.toordinal() if a.days else None,
        "said": max((c.said.toordinal() for c in a.trail), default=0),
        "fate": a.settled.fate.value,
        "body": timecodec.announcement_out(a),
    }


def _words(connection: sa.Connection, ids: Collection[int]) -> None:
    """Make the words of these announcements what their sentences say."""
    for part in chunks(ids):
        w, c = t.announcement_word.c, t.announced.c
        connection.execute(sa.delete(t.announcement_word).where(w.announcement_id.in_(part)))
        words: dict[int, set[str]] = {}
        days: dict[int, list[int]] = {}
        for r in connection.execute(sa.select(c.announcement_id, c.body).where(c.announcement_id.in_(part))):
            one = timecodec.announcing_in(r.body)
            words.setdefault(r.announcement_id, set()).update(one.stems)
            of = days.setdefault(r.announcement_id, [])
            of += [d.toordinal() for period in (one.days, one.was) if period for d in period]
            of.append(one.said.toordinal()) if not one.days and not one.was else None
        rows = [
            {"word": word, "late": max(days[id_]), "announcement_id": id_, "early": min(days[id_])}
            for id_, of in words.items()
            for word in sorted(of)
        ]
        if rows:
            connection.execute(sa.insert(t.announcement_word), rows)


def _due(connection: sa.Connection, announcements: Iterable[Announcement]) -> None:
    """Put up to be settled what has days, for the day after them."""
    announcements = list(announcements)
    places = {a.key: _second(a.days.last.toordinal() + TRIES[0]) for a in announcements if a.days}
    queues.put(connection, SETTLE, places)
    _undue(connection, [a.key for a in announcements if not a.days])


def _second(ordinal: int) -> int:
    return (ordinal - EPOCH) * 86_400


def _undue(connection: sa.Connection, keys: Collection[str]) -> None:
    for part in chunks(keys):
        connection.execute(sa.delete(t.work).where(t.work.c.stage == SETTLE, t.work.c.key.in_(part)))


def settle(connection: sa.Connection, intents: Sequence[Settle]) -> None:
    """Keep what became of announcements, whose claims are held."""
    _undue(connection, [i.key for i in intents])
    before = {k.announcement.key: k for k in by_keys(connection, [i.key for i in intents])}
    changed = [
        i.announcement for i in intents if i.key in before and i.announcement != before[i.key].announcement
    ]
    ids = _put(connection, changed)
    _words(connection, ids.values())
    again = {i.key: int((i.again - queues.FIRST).total_seconds()) for i in intents if i.again}
    queues.put(connection, SETTLE, again)
    if changed:
        stamps.bump(connection, stamps.TIMES)


def correct(connection: sa.Connection, said: Correct) -> None:
    if said.days and not (YEARS[0] <= said.days.first.year and said.days.last.year <= YEARS[1]):
        raise InputError(f"days of an announcement are from {YEARS[0]} to {YEARS[1]}")
    row = _announcement(connection, said.key)
    before = timecodec.correct_in(row.key, row.corrected, is_none=row.is_none)
    now = timecodec.announcement_in(row.key, row.body)
    if said.undo:
        if before is None:
            raise InputError(
                f"nobody said anything of the announcement '{said.key}' that could be taken back"
            )
        values: dict[str, Any] = {"corrected": None, "is_none": False}
        settled = Settled(Fate.AHEAD)
        now = replace(now, settled=settled, sequence=now.sequence + 1)
    else:
        fate = said.fate or (before.fate if before else None)
        days = said.days or (before.days if before else None)
        is_none = row.is_none if said.is_none is None else said.is_none
        whole = replace(said, fate=fate, days=days, is_none=is_none or None)
        if before is not None and replace(whole, who=before.who, at=before.at) == before:
            return
        values = {"corrected": timecodec.correct_out(whole), "is_none": is_none}
        settled = Settled(fate, said.why, who=said.who) if said.fate and fate else now.settled
        now = replace(now, settled=settled, days=days or now.days, sequence=now.sequence + 1)
    connection.execute(
        sa.update(t.announcement).where(t.announcement.c.id == row.id).values(**values, **_row(now))
    )
    queues.put(connection, SETTLE, {row.key: 0})
    detail = {
        "fate": said.fate,
        "days": timecodec.days_out(said.days),
        "is none": said.is_none,
        "why": said.why,
        "taken back": said.undo,
    }
    decisions.note(connection, said.at, said.who, "announcement corrected", said.key, detail)
    stamps.bump(connection, stamps.TIMES)


def same(connection: sa.Connection, said: SameAnnouncement) -> None:
    one, into = _announcement(connection, said.key), _announcement(connection, said.into)
    if one.id == into.id:
        raise InputError(f"'{said.key}' and '{said.into}' are the same announcement already")
    a, c = t.announcement.c, t.announced.c
    connection.execute(
        sa.update(t.announced).where(c.announcement_id == one.id).values(announcement_id=into.id)
    )
    connection.execute(sa.update(t.announcement).where(a.id == one.id).values(into_id=into.id))
    connection.execute(sa.update(t.announcement).where(a.into_id == one.id).values(into_id=into.id))
    _words(connection, [one.id, into.id])
    _undue(connection, [one.key])
    queues.put(connection, SETTLE, {into.key: 0})
    decisions.note(connection, said.at, said.who, "announcements joined", one.key, {"into": into.key})
    stamps.bump(connection, stamps.TIMES)


def _announcement(connection: sa.Connection, key: str) -> Any:
    """The announcement of this key, or the one that it was found to be the same as. Raises InputError."""
    a = t.announcement.c
    row = connection.execute(sa.select(t.announcement).where(a.key == key)).first()
    if row is not None and row.into_id is not None:
        row = connection.execute(sa.select(t.announcement).where(a.id == row.into_id)).first()
    if row is None:
        raise InputError(f"there is no announcement '{key}'")
    return row


def _again(connection: sa.Connection, days: Collection[date]) -> None:
    """Put up what articles of these days could report and nothing is known of: those whose days have begun by then, and ended no
    longer ago than it is looked at."""
    a = t.announcement.c
    unknown = a.fate.in_([fate.value for fate in UNKNOWN])
    keys: set[str] = set()
    for day in {d.toordinal() for d in days}:
        here = sa.and_(a.last >= day - TRIES[-1], a.first <= day, a.into_id.is_(None), unknown)
        keys |= set(connection.execute(sa.select(a.key).where(here)).scalars())
    waiting: set[str] = set()
    w = t.work.c
    for part in chunks(keys):
        soon = sa.select(w.key).where(w.stage == SETTLE, w.key.in_(part), w.ready_at <= queues.FIRST)
        waiting |= set(connection.execute(soon).scalars())
    queues.put(connection, SETTLE, dict.fromkeys(sorted(keys - waiting), 0))


# ---- what is read ---------------------------------------------------------------------------------------------------------------


def announcement(connection: sa.Connection, key: str) -> KeptAnnouncement | None:
    a = t.announcement.c
    row = connection.execute(sa.select(t.announcement).where(a.key == key)).first()
    if row is None:
        return None
    if row.into_id is not None:
        into = connection.execute(sa.select(a.key).where(a.id == row.into_id)).scalar_one()
        return KeptAnnouncement(timecodec.announcement_in(row.key, row.body), (), into=into)
    return _kept(connection, [row], whole=True)[0]


def by_keys(connection: sa.Connection, keys: Collection[str]) -> list[KeptAnnouncement]:
    rows: list[Any] = []
    for part in chunks(keys):
        rows += connection.execute(sa.select(t.announcement).where(t.announcement.c.key.in_(part)))
    return _kept(connection, rows)


def announced_by(connection: sa.Connection, keys: Collection[str]) -> list[KeptAnnouncement]:
    """The announcements that these articles announced, whole."""
    ids = _announced_by(connection, keys)
    rows: list[Any] = []
    for part in chunks(ids):
        rows += connection.execute(sa.select(t.announcement).where(t.announcement.c.id.in_(part)))
    return _kept(connection, sorted(rows, key=lambda r: r.id), whole=True)


def ahead(
    connection: sa.Connection, beat: str | None, first: date, last: date | None, limit: int
) -> list[KeptAnnouncement]:
    a = t.announcement.c
    query = sa.select(t.announcement).where(
        a.last >= first.toordinal(), a.into_id.is_(None), sa.not_(a.is_none), _filed(beat)
    )
    if last is not None:
        query = query.where(a.first <= last.toordinal())
    rows = connection.execute(query.order_by(a.first, a.last, a.id).limit(limit)).all()
    found = _kept(connection, rows)
    return sorted(
        found,
        key=lambda k: (
            k.announcement.days or Days(date.max, date.max),
            PRECISIONS[k.announcement.precision],
            k.announcement.key,
        ),
    )


def put_off(connection: sa.Connection, beat: str | None, since: date) -> list[KeptAnnouncement]:
    a = t.announcement.c
    query = sa.select(t.announcement).where(
        a.last.is_(None), a.said >= since.toordinal(), a.into_id.is_(None), sa.not_(a.is_none), _filed(beat)
    )
    return _kept(connection, connection.execute(query.order_by(a.said.desc(), a.id)).all())


def _filed(beat: str | None) -> Any:
    """Whether an announcement was announced by an article that is filed under a beat, or anywhere."""
    f, c = t.filing.c, t.announced.c
    query = sa.select(c.article_id).join_from(t.announced, t.filing, f.article_id == c.article_id)
    if beat is not None:
        query = query.where(f.beat_id == queries.beat_id(beat))
    return sa.exists(query.where(c.announcement_id == t.announcement.c.id).correlate(t.announcement))


def _kept(connection: sa.Connection, rows: Sequence[Any], *, whole: bool = False) -> list[KeptAnnouncement]:
    ids = [r.id for r in rows]
    beats: dict[int, set[str]] = {}
    announced: dict[int, list[Announcing]] = {}
    c, f = t.announced.c, t.filing.c
    for part in chunks(ids):
        query = (
            sa.select(c.announcement_id, t.beat.c.slug)
            .join_from(t.announced, t.filing, f.article_id == c.article_id)
            .join(t.beat, t.beat.c.id == f.beat_id)
            .where(c.announcement_id.in_(part))
            .distinct()
        )
        for r in connection.execute(query):
            beats.setdefault(r.announcement_id, set()).add(r.slug)
        if whole:
            bodies = sa.select(c.announcement_id, c.body).where(c.announcement_id.in_(part))
            for r in connection.execute(bodies.order_by(c.article_id, c.n)):
                announced.setdefault(r.announcement_id, []).append(timecodec.announcing_in(r.body))
    return [
        KeptAnnouncement(
            timecodec.announcement_in(r.key, r.body),
            tuple(sorted(beats.get(r.id, ()))),
            timecodec.correct_in(r.key, r.corrected, is_none=r.is_none),
            announced=tuple(sorted(announced.get(r.id, ()), key=lambda one: (one.said, one.span.article, one.span.start))),
        )
        for r in rows
    ]  # fmt: skip


def could_be(
    connection: sa.Connection, days: Days, stems: Collection[str], most: int, but: Collection[str]
) -> list[KeptAnnouncement]:
    w = t.announcement_word.c
    query = sa.select(w.announcement_id).where(
        w.late >= days.first.toordinal() - NEAR, w.early <= days.last.toordinal() + NEAR
    )
    shared: Counter[int] = Counter()
    for part in chunks(sorted(set(stems))):
        shared.update(connection.execute(query.where(w.word.in_(part))).scalars())
    best = sorted((id_ for id_, n in shared.items() if n >= 2), key=lambda id_: (-shared[id_], id_))[:most]
    rows = {
        r.id: r for r in connection.execute(sa.select(t.announcement).where(t.announcement.c.id.in_(best)))
    }
    return _kept(connection, [rows[id_] for id_ in best if rows[id_].key not in but], whole=True)


def reports_of(
    connection: sa.Connection, words: Collection[str], first: date, last: date, most: int
) -> list[tuple[Article, str, str | None]]:
    a, g = t.article.c, t.grouping.c
    ends = sa.select(sa.func.min(t.note.c.article_id), sa.func.max(t.note.c.article_id))
    low, high = connection.execute(
        ends.where(t.note.c.day >= first.toordinal(), t.note.c.day <= last.toordinal())
    ).one()
    if low is None:
        return []
    ids = search.having_two(connection, sorted(words), low, high, first.toordinal(), last.toordinal(), most)
    query = sa.select(a.id, a.key, t.story.c.key.label("story")).join_from(
        t.article, t.grouping, g.article_id == a.id
    )
    query = query.join(t.story, t.story.c.id == g.story_id).where(a.id.in_(ids), a.outcome.in_(SHOWN))
    found = {r.id: r for r in connection.execute(query)}
    articles: Mapping[str, tuple[Article, str, int]] = copies.articles(
        connection, [r.key for r in found.values()]
    )
    return [
        (*articles[found[id_].key][:2], found[id_].story)
        for id_ in ids
        if id_ in found and found[id_].key in articles
    ]
