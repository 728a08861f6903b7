"""Briefs: what was shown of each story, what it rests on, what editors struck out of it and readers said of it.

A brief is written again when its story is touched (`storylines.put_briefs`), or an article that it cites changes
(`cited_changed`).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from beatbook.errors import InputError
from beatbook.model import ONLY_BOILERPLATE, Brief, BriefOutcome, Dropped, Span
from beatbook.store import codec, decisions, listed, queries, stories, storylines
from beatbook.store import tables as t
from beatbook.store.editions import (
    BRIEF,
    LONGEST_REPORT,
    MOST_REPORTS,
    CloseReport,
    Draft,
    Edition,
    Passage,
    Publish,
    Reported,
    ReportError,
    Strike,
    Struck,
)
from beatbook.store.filings import chunks
from beatbook.store.queries import SHOWN
from beatbook.store.storylines import FILED

PAGE_GONE = frozenset({"http-404", "http-410", ONLY_BOILERPLATE})
"""Reasons of an article whose page its source does not have any more: what was read of it stays."""
AROUND = 240
"""Characters of a paragraph that are shown on either side of the words that a span cites."""

# ---- the queue --------------------------------------------------------------------------------------------------------------


def put_again(connection: sa.Connection, beats: Collection[str], keys: Collection[str]) -> int:
    """Put the briefs of all stories, of those of these beats, or of these up to be written."""
    c = t.story_line.c
    if keys:
        return storylines.put_briefs(connection, stories.follow(connection, _numbers(connection, keys)))
    query = sa.select(c.story_id).where(c.beat_id == FILED)
    if beats:
        ours = sa.select(t.beat.c.id).where(t.beat.c.slug.in_(beats))
        query = sa.select(c.story_id).where(c.beat_id.in_(ours)).distinct()
    return storylines.put_briefs(connection, list(connection.execute(query).scalars()))


def _numbers(connection: sa.Connection, keys: Collection[str]) -> list[int]:
    found: list[int] = []
    for part in chunks(keys):
        found += connection.execute(sa.select(t.story.c.id).where(t.story.c.key.in_(part))).scalars()
    return found


def cited_changed(connection: sa.Connection, articles: Collection[int]) -> None:
    """Put up the briefs that rest on these articles."""
    found: set[int] = set()
    for part in chunks(articles):
        found |= set(
            connection.execute(sa.select(t.cite.c.story_id).where(t.cite.c.article_id.in_(part))).scalars()
        )
    storylines.put_briefs(connection, found)


# ---- what a brief can be made from ------------------------------------------------------------------------------------

# Asked for every brief, so they are built once.
KEY: sa.BindParameter[Any] = sa.bindparam("key")
ID: sa.BindParameter[Any] = sa.bindparam("id")
IDS: sa.BindParameter[Any] = sa.bindparam("ids", expanding=True)
STORY = (
    sa.select(t.story.c.id)
    .join_from(t.story, t.story_line, t.story_line.c.story_id == t.story.c.id)
    .where(t.story.c.key == KEY, t.story.c.into_id.is_(None), t.story_line.c.beat_id == FILED)
)
MEMBERS = (
    sa.select(t.article.c.key, t.grouping.c.origin_id)
    .join_from(t.grouping, t.article, t.article.c.id == t.grouping.c.article_id)
    .where(t.grouping.c.story_id == ID)
    .order_by(t.grouping.c.article_id)
)
NAMED = sa.select(t.earlier.c.earlier_id).where(t.earlier.c.story_id == ID).order_by(t.earlier.c.position)
LINES = sa.select(t.story_line.c.story_id, t.story_line.c.lead_id, t.story_line.c.others).where(
    t.story_line.c.story_id.in_(IDS), t.story_line.c.beat_id == FILED
)
KEYS = sa.select(t.article.c.id, t.article.c.key).where(t.article.c.id.in_(IDS))


def draft(connection: sa.Connection, key: str) -> Draft | None:
    id_ = connection.execute(STORY, {"key": key}).scalar()
    if id_ is None:
        return None
    members = connection.execute(MEMBERS, {"id": id_}).all()
    named = list(connection.execute(NAMED, {"id": id_}).scalars())
    before = [one for one in dict.fromkeys(stories.follow(connection, named)) if one != id_]
    lines: dict[int, list[int]] = {}
    if before:
        for r in connection.execute(LINES, {"ids": before}):
            lines[r.story_id] = [r.lead_id, *(o[2] for o in r.others)]
    ids = [article for line in lines.values() for article in line]
    keys = {r.id: r.key for r in connection.execute(KEYS, {"ids": ids})} if ids else {}
    return Draft(
        members[0].key,
        tuple(m.key for m in members if m.origin_id is None),
        tuple(tuple(keys[a] for a in lines[one]) for one in before if one in lines),
        frozenset(
            connection.execute(
                sa.select(t.struck.c.text).where(t.struck.c.story_id.in_(stories.merged(id_)))
            ).scalars()
        ),
    )


# ---- what is written -------------------------------------------------------------------------------------------------


def publish(connection: sa.Connection, briefs: Sequence[Publish]) -> None:
    """Keep these briefs, whose claims are held: as a new edition where it says something else than the last one."""
    keys = [p.key for p in briefs]
    for part in chunks(keys):
        connection.execute(sa.delete(t.work).where(t.work.c.stage == BRIEF, t.work.c.key.in_(part)))
    ids = _filed(connection, keys)
    last = _rows_of(connection, _last(ids.values()))
    for one in briefs:
        if one.key not in ids:
            continue
        story = ids[one.key]
        dropped = codec.pack(json.dumps([[d.text, d.why] for d in one.brief.dropped], ensure_ascii=False))
        row = {
            "outcome": one.brief.outcome.value,
            "reason": one.brief.reason,
            "writer": one.brief.writer,
            "sentences": codec.pack(
                json.dumps(codec.cited_out(one.brief.sentences), ensure_ascii=False, separators=(",", ":"))
            ),
        }
        old = last.get(story)
        if old and all(getattr(old, name) == value for name, value in row.items()):
            same = sa.update(t.brief).where(t.brief.c.id == old.id)
            connection.execute(same.values(checked=one.at, dropped=dropped))
            continue
        if old:
            connection.execute(sa.update(t.brief).where(t.brief.c.id == old.id).values(dropped=b""))
        number = old.n + 1 if old else 1
        new = row | {"story_id": story, "n": number, "at": one.at, "checked": one.at, "dropped": dropped}
        connection.execute(sa.insert(t.brief), [new])
        _cite(connection, story, one.brief)


def _filed(connection: sa.Connection, keys: Collection[str]) -> dict[str, int]:
    """Those of these stories that are filed somewhere and not merged, with their numbers."""
    s, c = t.story.c, t.story_line.c
    query = sa.select(s.key, s.id).join_from(t.story, t.story_line, c.story_id == s.id)
    query = query.where(c.beat_id == FILED, s.into_id.is_(None))
    found: dict[str, int] = {}
    for part in chunks(keys):
        found |= {r.key: r.id for r in connection.execute(query.where(s.key.in_(part)))}
    return found


def _cite(connection: sa.Connection, story: int, brief: Brief) -> None:
    connection.execute(sa.delete(t.cite).where(t.cite.c.story_id == story))
    cited = {s.article for c in brief.sentences for s in c.spans}
    if cited:
        rows = sa.select(t.article.c.id, sa.literal(story)).where(t.article.c.key.in_(cited))
        connection.execute(sa.insert(t.cite).from_select(["article_id", "story_id"], rows))


def strike(connection: sa.Connection, said: Strike) -> None:
    story = _story(connection, said.story)
    c = t.struck.c
    merged = stories.merged(story)
    here = sa.and_(c.story_id.in_(merged), c.text == said.text)
    there = connection.execute(sa.select(c.text).where(here)).first() is not None
    if said.undo and not there:
        raise InputError(f"nothing like that is struck out of the story '{said.story}'")
    if said.undo:
        connection.execute(sa.delete(t.struck).where(here))
    elif there:
        return
    else:
        row = {"story_id": story, "text": said.text, "who": said.who, "at": said.at}
        connection.execute(sa.insert(t.struck), [row])
    what = "sentence allowed again" if said.undo else "sentence struck out"
    decisions.note(connection, said.at, said.who, what, said.story, {"sentence": said.text})
    storylines.put_briefs(connection, [story])


def report(connection: sa.Connection, said: ReportError) -> None:
    words = " ".join(said.words.split())
    if not words:
        raise InputError("nothing is said to be wrong")
    if open_reports(connection) >= MOST_REPORTS:
        raise InputError(f"{MOST_REPORTS:,} reports wait for the editors: no more are taken for now")
    story = _story(connection, said.story)
    c = t.brief.c
    row = connection.execute(sa.select(t.brief).where(c.story_id == story, c.n == said.number)).first()
    if row is None:
        raise InputError(f"the story '{said.story}' has no brief {said.number}")
    if said.sentence is not None and all(
        s.text != said.sentence for s in codec.cited_in(json.loads(codec.unpack(row.sentences)))
    ):
        raise InputError("the brief has no such sentence")
    new = {"story_id": story, "brief_n": said.number, "at": said.at, "sentence": said.sentence}
    connection.execute(sa.insert(t.reported), [new | {"words": words[:LONGEST_REPORT]}])


def close_report(connection: sa.Connection, said: CloseReport) -> None:
    c = t.reported.c
    row = connection.execute(sa.select(t.reported).where(c.id == said.number)).first()
    if row is None:
        raise InputError(f"no report {said.number}")
    if row.closed_at is not None:
        return
    values = {"closed_at": said.at, "closed_by": said.who, "answer": said.answer}
    connection.execute(sa.update(t.reported).where(c.id == said.number).values(**values))
    detail = {"answer": said.answer}
    decisions.note(connection, said.at, said.who, "report of an error closed", str(said.number), detail)


def _story(connection: sa.Connection, key: str) -> int:
    """The number of the story, or of the one that it has become."""
    id_ = connection.execute(sa.select(t.story.c.id).where(t.story.c.key == key)).scalar()
    if id_ is None:
        raise InputError(f"no story '{key}'")
    return stories.follow(connection, [id_])[0]


# ---- looking up -----------------------------------------------------------------------------------------------------------


def _last(story_ids: Iterable[int]) -> Any:
    """The last edition of each of these stories, as a condition for `chunks` of them."""
    c, newer = t.brief.c, t.brief.alias("newer")
    is_last = sa.not_(sa.exists().where(newer.c.story_id == c.story_id, newer.c.n > c.n))
    return [sa.select(t.brief).where(c.story_id.in_(part), is_last) for part in chunks(story_ids)]


def _rows_of(connection: sa.Connection, found: Iterable[Any]) -> dict[int, Any]:
    return {r.story_id: r for query in found for r in connection.execute(query)}


def briefs(connection: sa.Connection, keys: Collection[str]) -> dict[str, Edition]:
    ids: dict[int, str] = {}
    for part in chunks(keys):
        query = sa.select(t.story.c.id, t.story.c.key).where(t.story.c.key.in_(part))
        ids |= {r.id: r.key for r in connection.execute(query)}
    rows = _rows_of(connection, _last(ids))
    return {e.brief.story: e for e in _editions(connection, [(ids[i], row) for i, row in rows.items()])}


def editions(connection: sa.Connection, key: str) -> list[Edition]:
    c = t.brief.c
    query = sa.select(t.brief).join(t.story).where(t.story.c.key == key).order_by(c.n)
    return _editions(connection, [(key, row) for row in connection.execute(query)])


def _editions(connection: sa.Connection, rows: Sequence[tuple[str, Any]]) -> list[Edition]:
    found = [(row, _brief(key, row)) for key, row in rows]
    now = _now(connection, {s.article for _, b in found for c in b.sentences for s in c.spans})
    w = t.work.c
    waiting: set[str] = set()
    for part in chunks({key for key, _ in rows}):
        query = sa.select(w.key).where(w.stage == BRIEF, w.key.in_(part))
        waiting |= set(connection.execute(query).scalars())
    return [
        Edition(
            row.n,
            row.at,
            row.checked,
            brief,
            frozenset(
                s.article
                for c in brief.sentences
                for s in c.spans
                if now.get(s.article) not in (None, s.version)
            ),
            frozenset(s.article for c in brief.sentences for s in c.spans if s.article not in now),
            brief.story in waiting,
        )
        for row, brief in found
    ]


def _now(connection: sa.Connection, articles: Collection[str]) -> dict[str, str]:
    """The fingerprint of the newest version of each of these that is an article."""
    a = t.article.c
    found: dict[str, str] = {}
    for part in chunks(articles):
        query = sa.select(a.key, a.digest).where(a.key.in_(part), a.outcome.in_(SHOWN), a.version > 0)
        found |= {r.key: r.digest for r in connection.execute(query)}
    return found


def _brief(story: str, row: Any) -> Brief:
    dropped = json.loads(codec.unpack(row.dropped)) if row.dropped else []
    return Brief(
        story,
        BriefOutcome(row.outcome),
        row.reason,
        codec.cited_in(json.loads(codec.unpack(row.sentences))),
        tuple(Dropped(*d) for d in dropped),
        row.writer,
    )


def passages(connection: sa.Connection, spans: Collection[Span]) -> dict[Span, Passage]:
    v, a = t.version.c, t.article.c
    found: dict[Span, Passage] = {}
    by_article: dict[str, list[Span]] = {}
    for span in spans:
        by_article.setdefault(span.article, []).append(span)
    for part in chunks(by_article):
        lines = connection.execute(queries.lines().where(a.key.in_(part), a.outcome.in_(SHOWN))).all()
        shown = {line.key: line for line in listed.lines(connection, lines)}
        query = sa.select(a.key, a.reason, v.n, v.digest, v.read_at, v.text).join_from(t.article, t.version)
        wanted = {s.version for key in part for s in by_article[key]}
        query = query.where(a.key.in_(part), v.digest.in_(wanted)).order_by(v.n)
        for row in connection.execute(query):
            text = codec.unpack(row.text)
            for span in by_article[row.key]:
                if span.version == row.digest and span.end <= len(text):
                    before, words, after = _around(text, span)
                    found[span] = Passage(
                        span,
                        row.n,
                        row.read_at,
                        before,
                        words,
                        after,
                        shown.get(row.key),
                        row.reason in PAGE_GONE,
                    )
    return found


def _around(text: str, span: Span) -> tuple[str, str, str]:
    start = text.rfind("\n\n", 0, span.start) + 2 if "\n\n" in text[: span.start] else 0
    end = text.find("\n\n", span.end)
    end = len(text) if end < 0 else end
    before, after = text[start : span.start], text[span.end : end]
    if len(before) > AROUND:  # at a blank, in scripts that have them
        before = before[-AROUND:]
        before = "…" + (before.partition(" ")[2] or before)
    if len(after) > AROUND:
        after = after[:AROUND]
        after = (after.rpartition(" ")[0] or after) + "…"
    return before, text[span.start : span.end], after


def struck(connection: sa.Connection, key: str) -> list[Struck]:
    id_ = connection.execute(sa.select(t.story.c.id).where(t.story.c.key == key)).scalar()
    if id_ is None:
        return []
    c = t.struck.c
    query = sa.select(c.text, c.who, c.at).where(c.story_id.in_(stories.merged(id_))).order_by(c.at, c.text)
    return [Struck(*row) for row in connection.execute(query)]


def struck_sentences(connection: sa.Connection) -> frozenset[str]:
    return frozenset(connection.execute(sa.select(t.struck.c.text).distinct()).scalars())


def reports(connection: sa.Connection, *, closed: bool, limit: int, offset: int) -> list[Reported]:
    c = t.reported.c
    query = sa.select(t.reported, t.story.c.key).join(t.story).limit(limit).offset(offset)
    if closed:
        query = query.where(c.closed_at.is_not(None)).order_by(c.closed_at.desc(), c.id.desc())
    else:
        query = query.where(c.closed_at.is_(None)).order_by(c.id)
    return [
        Reported(r.id, r.key, r.brief_n, r.at, r.sentence, r.words, r.closed_at, r.closed_by, r.answer)
        for r in connection.execute(query)
    ]


def open_reports(connection: sa.Connection) -> int:
    query = sa.select(sa.func.count()).select_from(t.reported).where(t.reported.c.closed_at.is_(None))
    return int(connection.execute(query).scalar_one())
