"""Carrying out intents inside a transaction: a few statements for a whole batch, not a few for each article.

`Batch` looks up what is there, decides in memory what is new or changed, and writes each table once. The order of the
batch is kept: of two intents for one article the later one wins, so a batch is cut where an article comes up again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

import sqlalchemy as sa

from beatbook.model import FeedKind, Outcome, Version
from beatbook.store import (
    again,
    ahead,
    authors,
    briefs,
    codec,
    filings,
    lessons,
    notes,
    observations,
    piecerows,
    readers,
    reviewed,
    search,
    stamps,
    stories,
    storylines,
)
from beatbook.store import tables as t
from beatbook.store.editions import CloseReport, Publish, ReportError, Strike
from beatbook.store.figures import Observe, StrikeObservation
from beatbook.store.intents import (
    MOST_CHILDREN,
    Applied,
    Claim,
    DocumentRow,
    FetchRow,
    Group,
    Intent,
    Keep,
    Move,
    Overrule,
    Poll,
    Refile,
    SameAuthor,
    Seen,
)
from beatbook.store.pieces import (
    Append,
    DropDraft,
    DropReader,
    PinStory,
    PublishDraft,
    PutReader,
    PutToken,
    RevokeTokens,
    SaveDraft,
    Withdraw,
)
from beatbook.store.times import Choose, Correct, Note, SameAnnouncement, Settle
from beatbook.store.upsert import upsert

EACH: Mapping[type[Intent], Callable[[sa.Connection, Any], None]] = {
    Overrule: lessons.overrule,
    Move: stories.move,
    SameAuthor: authors.same,
    Strike: briefs.strike,
    ReportError: briefs.report,
    CloseReport: briefs.close_report,
    Correct: ahead.correct,
    SameAnnouncement: ahead.same,
    Choose: notes.choose,
    StrikeObservation: observations.strike,
    SaveDraft: piecerows.save,
    DropDraft: piecerows.drop,
    PublishDraft: piecerows.publish,
    Withdraw: piecerows.withdraw,
    Append: piecerows.append,
    PinStory: reviewed.pin,
    PutReader: readers.put,
    DropReader: readers.drop,
    PutToken: readers.put_token,
    RevokeTokens: readers.revoke,
}
"""What people say is carried out one by one."""


def apply(connection: sa.Connection, intents: Sequence[Intent]) -> Applied:
    """Carry out the intents in order."""
    done = Applied()
    for group in _runs(intents):
        first = group[0]
        if isinstance(first, Poll):
            done += _poll(connection, first)
        elif isinstance(first, Keep):
            done += _keep(connection, [i for i in group if isinstance(i, Keep)])
        elif isinstance(first, Group):
            done += _group(connection, [i for i in group if isinstance(i, Group)])
        elif isinstance(first, Publish):
            done += _held_only(connection, [i for i in group if isinstance(i, Publish)], briefs.publish)
        elif isinstance(first, Note):
            done += _held_only(connection, [i for i in group if isinstance(i, Note)], ahead.note)
        elif isinstance(first, Observe):
            done += _held_only(connection, [i for i in group if isinstance(i, Observe)], observations.observe)
        elif isinstance(first, Settle):
            done += _held_only(connection, [i for i in group if isinstance(i, Settle)], ahead.settle)
        elif isinstance(first, Refile):
            _refile(connection, [i for i in group if isinstance(i, Refile)])
        else:
            for intent in group:
                EACH[type(intent)](connection, intent)
    # Last, for an article of this batch may send a later one of it back.
    put = [key for i in intents if isinstance(i, Keep) for key in i.again]
    put += lessons.overruled(connection, [i for i in intents if isinstance(i, Keep)])
    if put:
        again.put(connection, put)
    return done


def _runs(intents: Sequence[Intent]) -> Iterator[list[Intent]]:
    """Groups that can be carried out together: of one type, no article twice; each poll by itself."""
    group: list[Intent] = []
    keys: set[str] = set()
    for intent in intents:
        alike = group and type(group[0]) is type(intent) and not isinstance(intent, Poll)
        if group and (not alike or (not isinstance(intent, Poll) and intent.key in keys)):
            yield group
            group, keys = [], set()
        group.append(intent)
        if not isinstance(intent, Poll):
            keys.add(intent.key)
    if group:
        yield group


# ---- small lookups -----------------------------------------------------------------------------------------------------


def _source_ids(connection: sa.Connection, slugs: Iterable[str]) -> dict[str, int]:
    wanted = set(slugs)
    found = {r.slug: r.id for r in connection.execute(sa.select(t.source.c.id, t.source.c.slug))}
    missing = wanted - found.keys()
    if missing:
        raise LookupError(f"no such source: {', '.join(sorted(missing))}")
    return found


def _held(connection: sa.Connection, claims: Iterable[Claim]) -> set[Claim]:
    """Of these claims, those that are still their owner's."""
    wanted = {(c.stage, c.key): c for c in claims}
    held = set()
    for part in filings.chunks(wanted):
        by_stage: dict[str, list[str]] = defaultdict(list)
        for stage, key in part:
            by_stage[stage].append(key)
        for stage, keys in by_stage.items():
            query = sa.select(t.work).where(t.work.c.stage == stage, t.work.c.key.in_(keys))
            for row in connection.execute(query):
                claim = wanted[row.stage, row.key]
                if (row.owner, row.attempt) == (claim.owner, claim.attempt):
                    held.add(claim)
    return held


def _documents(connection: sa.Connection, rows: Sequence[DocumentRow | None]) -> list[int | None]:
    """Insert the documents that there are; their ids, in order."""
    values = [
        {
            "url": r.url,
            "fetched_at": r.fetched_at,
            "status": r.status,
            "content_type": r.content_type,
            "digest": r.digest,
            "size": r.size,
            "file": r.file,
            "offset": r.offset,
            "length": r.length,
        }
        for r in rows
        if r is not None
    ]
    ids: Iterator[int] = iter(())
    if values:
        insert = sa.insert(t.document).returning(t.document.c.id, sort_by_parameter_order=True)
        ids = iter(connection.execute(insert, values).scalars().all())
    return [None if r is None else next(ids) for r in rows]


def _fetch_values(fetch: FetchRow, **refs: int | None) -> dict[str, Any]:
    return {
        "url": fetch.url,
        "at": fetch.at,
        "status": fetch.status,
        "reason": fetch.reason,
        "size": fetch.size,
        "seconds": fetch.seconds,
        **refs,
    }


# ---- polls --------------------------------------------------------------------------------------------------------------


def _poll(connection: sa.Connection, poll: Poll) -> Applied:
    if poll.claim not in _held(connection, [poll.claim]):
        return Applied(late=1)
    source_id = connection.execute(sa.select(t.feed.c.source_id).where(t.feed.c.id == poll.feed)).scalar_one()
    (document_id,) = _documents(connection, [poll.document])
    values = _fetch_values(poll.fetch, source_id=source_id, feed_id=poll.feed, document_id=document_id)
    connection.execute(sa.insert(t.fetch), [values])
    _cover(connection, source_id, poll.fetch)
    state = {k: getattr(poll.state, k) for k in poll.state.__slots__} | {
        "problems": list(poll.state.problems)
    }
    if poll.title:
        state["title"] = poll.title
    if poll.url:
        taken = sa.select(t.feed.c.id).where(t.feed.c.source_id == source_id, t.feed.c.url == poll.url)
        if connection.execute(taken).first() is None:
            state["url"] = poll.url
    connection.execute(sa.update(t.feed).where(t.feed.c.id == poll.feed).values(**state))
    work = sa.and_(t.work.c.stage == poll.claim.stage, t.work.c.key == poll.claim.key)
    if poll.state.disabled or poll.state.next_poll is None:
        connection.execute(sa.delete(t.work).where(work))
    else:
        due = max(poll.state.next_poll, poll.state.hold_until or poll.state.next_poll)
        connection.execute(sa.update(t.work).where(work).values(owner=None, lease_until=None, ready_at=due))
    _follow(connection, source_id, poll)
    return _see(connection, source_id, poll)


def _follow(connection: sa.Connection, source_id: int, poll: Poll) -> None:
    """Make the sitemaps that a sitemap points to feeds of their own, each with its state."""
    if not poll.children:
        return
    ours = sa.select(t.feed.c.url).where(t.feed.c.source_id == source_id)
    have = set(connection.execute(ours).scalars())
    new = [url for url in dict.fromkeys(poll.children) if url not in have][
        : max(0, MOST_CHILDREN - len(have))
    ]
    for url in new:
        add_feed(connection, source_id, url, FeedKind.SITEMAP, poll.fetch.at, interval=poll.state.interval)


def add_feed(
    connection: sa.Connection,
    source_id: int,
    url: str,
    kind: FeedKind,
    at: datetime,
    *,
    interval: float,
    title: str | None = None,
) -> int:
    """A new feed, due at once; its id."""
    row = {
        "source_id": source_id,
        "url": url,
        "kind": kind.value,
        "title": title,
        "failures": 0,
        "moved_count": 0,
        "problems": [],
        "interval": interval,
        "next_poll": at,
    }
    feed_id = int(connection.execute(sa.insert(t.feed).returning(t.feed.c.id), [row]).scalar_one())
    due = {"stage": "poll", "key": str(feed_id), "host": "", "ready_at": at, "attempt": 0}
    connection.execute(sa.insert(t.work), [due])
    return feed_id


def _cover(connection: sa.Connection, source_id: int, fetch: FetchRow) -> None:
    reached = fetch.reason is None
    row = {
        "source_id": source_id,
        "day": fetch.at.date().isoformat(),
        "reached": int(reached),
        "failed": int(not reached),
        "reason": fetch.reason,
    }
    connection.execute(
        upsert(connection, t.coverage, add=("reached", "failed"), put=() if reached else ("reason",)), [row]
    )


def _see(connection: sa.Connection, source_id: int, poll: Poll) -> Applied:
    """Enter what a feed listed: new articles wait to be read, and so do those of which it now says something else."""
    known: dict[str, int] = {}
    for part in filings.chunks({n for s in poll.seen for n in s.names}):
        query = sa.select(t.article_key.c.key, t.article_key.c.article_id).where(
            t.article_key.c.source_id == source_id, t.article_key.c.key.in_(part)
        )
        known |= {r.key: r.article_id for r in connection.execute(query)}
    # What was imported goes by the id that the feed would have given it.
    for part in filings.chunks({s.key for s in poll.seen}):
        query = sa.select(t.article.c.key, t.article.c.id).where(t.article.c.key.in_(part))
        known |= {f"id:{r.key}": r.id for r in connection.execute(query)}
    rows: dict[int, Any] = {}
    for part in filings.chunks(set(known.values())):
        query = sa.select(t.article.c.id, t.article.c.key, t.article.c.said_digest).where(
            t.article.c.id.in_(part)
        )
        rows |= {r.id: r for r in connection.execute(query)}

    new: list[dict[str, Any]] = []
    names: list[dict[str, Any]] = []
    waiting: list[dict[str, Any]] = []
    again: list[dict[str, Any]] = []
    fresh: dict[str, str] = {}
    # Newest first in the feed; kept in the opposite order, so that of equal times the newer gets the higher id.
    for seen in reversed(list(_first_of_each(poll.seen))):
        article_id = next((known[n] for n in (*seen.names, f"id:{seen.key}") if n in known), None)
        if article_id is None and any(n in fresh for n in seen.names):
            continue
        said = codec.entry_out(seen.entry)
        digest = codec.digest(said)
        ready = {"stage": "page", "host": seen.host, "ready_at": poll.fetch.at, "attempt": 0}
        if article_id is None:
            new.append(
                {
                    "key": seen.key,
                    "source_id": source_id,
                    "url": seen.entry.url,
                    "first_seen": poll.fetch.at,
                    "outcome": Outcome.WAITING,
                    "said": said,
                    "said_digest": digest,
                    "version": 0,
                    "headline": seen.entry.headline,
                    "deck": seen.entry.deck,
                    "published": codec.moment_out(seen.entry.published),
                    "day": seen.day.isoformat(),
                    "sorted_at": seen.sorted_at,
                    "partial": False,
                }
            )
            fresh |= dict.fromkeys(seen.names, seen.key)
            waiting.append(ready | {"key": seen.key})
            continue
        names += [
            {"source_id": source_id, "key": n, "article_id": article_id} for n in seen.names if n not in known
        ]
        if rows[article_id].said_digest != digest:
            connection.execute(
                sa.update(t.article)
                .where(t.article.c.id == article_id)
                .values(said=said, said_digest=digest, url=sa.func.coalesce(seen.entry.url, t.article.c.url))
            )
            again.append(
                ready | {"key": rows[article_id].key, "attempt": 1, "owner": None, "lease_until": None}
            )
    if new:
        ids = _insert_articles(connection, new)
        names += [{"source_id": source_id, "key": n, "article_id": ids[key]} for n, key in fresh.items()]
    if names:
        connection.execute(upsert(connection, t.article_key), names)
    if waiting:
        connection.execute(upsert(connection, t.work, put=("ready_at", "host")), waiting)
    if again:
        # Whoever is reading the page right now reads what the feed said before: the higher attempt makes it come late.
        put = ("ready_at", "host", "owner", "lease_until")
        connection.execute(upsert(connection, t.work, put=put, add=("attempt",)), again)
    return Applied(new=len(new))


def _first_of_each(seen: Sequence[Seen]) -> Iterator[Seen]:
    """Of entries that go by a common name, the first."""
    taken: set[str] = set()
    for one in seen:
        if taken.isdisjoint(one.names):
            yield one
        taken.update(one.names)


def _insert_articles(connection: sa.Connection, rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    insert = sa.insert(t.article).returning(t.article.c.key, t.article.c.id, sort_by_parameter_order=True)
    return {r.key: r.id for r in connection.execute(insert, rows)}


# ---- articles -----------------------------------------------------------------------------------------------------------


def _keep(connection: sa.Connection, keeps: Sequence[Keep]) -> Applied:
    held = _held(connection, [k.claim for k in keeps if k.claim])
    late = [k for k in keeps if k.claim and k.claim not in held]
    keeps = [k for k in keeps if not k.claim or k.claim in held]
    if not keeps:
        return Applied(late=len(late))
    sources = _source_ids(connection, [k.source for k in keeps])
    before = filings.rows_of(connection, [k.key for k in keeps])
    with storylines.following(connection, [row.id for row in before.values()]) as recounted:
        done = _keep_these(connection, keeps, sources, before, recounted)
    return done + Applied(late=len(late))


def _keep_these(
    connection: sa.Connection,
    keeps: Sequence[Keep],
    sources: Mapping[str, int],
    before: Mapping[str, Any],
    recounted: set[int],
) -> Applied:
    document_ids = _documents(connection, [k.document for k in keeps])
    inserts = [_article_row(k, sources) for k in keeps if k.key not in before]
    ids = {key: row.id for key, row in before.items()}
    if inserts:
        ids |= _insert_articles(connection, inserts)

    rows: list[dict[str, Any]] = []
    versions: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    known: list[dict[str, Any]] = []
    changed: list[Keep] = []
    for keep, document_id in zip(keeps, document_ids, strict=True):
        old = before.get(keep.key)
        digest = codec.version_digest(keep.version) if keep.version else None
        n = old.version if old else 0
        if keep.version and digest != (old.digest if old else None):
            n += 1
            changed.append(keep)
            versions.append(_version_row(keep, keep.version, ids[keep.key], n, document_id, digest or ""))
            words.append(search.words_row(ids[keep.key], keep.source, keep.version))
        elif keep.version and keep.path:
            known.append({"b_id": ids[keep.key], "b_n": n} | _known_row(keep))
        # An article that has been read stays what it is when a later visit brings nothing.
        still = keep.version is None and n > 0 and not keep.withdrawn
        rows.append(
            {
                "b_id": ids[keep.key],
                "outcome": old.outcome if still and old else keep.outcome,
                "reason": keep.reason,
                "version": n,
                "digest": digest or (old.digest if old else None),
            }
            | (_said(keep) if keep.version else _said_before(old, keep))
        )
    connection.execute(
        sa.update(t.article).where(t.article.c.id == sa.bindparam("b_id")),
        rows,
    )
    if versions:
        connection.execute(sa.insert(t.version), versions)
        search.put_words(connection, words)
    if known:
        v = t.version.c
        here = sa.and_(v.article_id == sa.bindparam("b_id"), v.n == sa.bindparam("b_n"))
        connection.execute(sa.update(t.version).where(here), known)
    names = [
        {"source_id": sources[k.source], "key": n, "article_id": ids[k.key]} for k in keeps for n in k.names
    ]
    if names:
        connection.execute(upsert(connection, t.article_key), names)
    fetches = [
        _fetch_values(k.fetch, source_id=sources[k.source], article_id=ids[k.key], document_id=d)
        for k, d in zip(keeps, document_ids, strict=True)
        if k.fetch
    ]
    if fetches:
        connection.execute(sa.insert(t.fetch), fetches)
    filed = [k for k in keeps if k.version or k.withdrawn]
    filings.file_under(
        connection,
        {ids[k.key]: k.filings for k in filed},
        signed={ids[k.key]: k.version.byline for k in changed if k.version},
    )
    _finish(connection, keeps)
    fresh = [k.key for k in keeps if k.document]
    if fresh:
        again.outdate(connection, fresh)
    lessons.learn(connection, keeps, sources, ids)
    grouped = {k.key for k in changed} | {k for k, row in before.items() if row.outcome == Outcome.REFUSED}
    recounted |= stories.kept(
        connection, keeps, ids, {k.key for k in keeps if k.version and k.key in grouped}
    )
    other = {k.key for k in changed} | {k.key for k in keeps if k.withdrawn}
    briefs.cited_changed(connection, [row.id for key, row in before.items() if key in other])
    return Applied(new=len(inserts), changed=len(changed))


def _group(connection: sa.Connection, groups: Sequence[Group]) -> Applied:
    held = _held(connection, [g.claim for g in groups if g.claim])
    ours = [g for g in groups if not g.claim or g.claim in held]
    late = Applied(late=len(groups) - len(ours))
    return late + stories.group(connection, ours) if ours else late


Written = TypeVar("Written", Publish, Note, Observe, Settle)


def _held_only(
    connection: sa.Connection,
    intents: Sequence[Written],
    carry_out: Callable[[sa.Connection, Sequence[Written]], None],
) -> Applied:
    """Carry out those whose claims are still held."""
    held = _held(connection, [i.claim for i in intents if i.claim])
    ours = [i for i in intents if not i.claim or i.claim in held]
    carry_out(connection, ours)
    return Applied(late=len(intents) - len(ours))


def _refile(connection: sa.Connection, intents: Sequence[Refile]) -> None:
    ids = [row.id for row in filings.rows_of(connection, [i.key for i in intents]).values()]
    with storylines.following(connection, ids):
        filings.refile(connection, intents)
    stamps.bump(connection, stamps.TIMES, stamps.FIGURES)


def _article_row(keep: Keep, sources: Mapping[str, int]) -> dict[str, Any]:
    return {
        "key": keep.key,
        "source_id": sources[keep.source],
        "url": keep.url,
        "first_seen": keep.first_seen,
        "outcome": keep.outcome,
        "day": keep.day.isoformat(),
        "sorted_at": keep.sorted_at,
        "version": 0,
        "partial": False,
    }


def _said(keep: Keep) -> dict[str, Any]:
    """What the list shows of the newest version."""
    assert keep.version is not None
    return {
        "kind": keep.kind,
        "headline": keep.version.headline,
        "deck": keep.version.deck,
        "published": codec.moment_out(keep.version.published),
        "day": keep.day.isoformat(),
        "sorted_at": keep.sorted_at,
        "language": keep.version.language,
        "section": keep.version.section,
        "partial": keep.version.partial,
    }


def _said_before(old: Any, keep: Keep) -> dict[str, Any]:
    """The same columns where nothing new was read: they stay as they are."""
    if old is None:
        row = dict.fromkeys(("headline", "deck", "published", "language", "section"))
        return row | {
            "kind": keep.kind,
            "day": keep.day.isoformat(),
            "sorted_at": keep.sorted_at,
            "partial": False,
        }
    columns = ("headline", "deck", "published", "day", "sorted_at", "language", "section", "partial")
    return {"kind": old.kind if old.version and not keep.withdrawn else keep.kind} | {
        c: getattr(old, c) for c in columns
    }


def _version_row(
    keep: Keep, version: Version, article_id: int, n: int, document_id: int | None, digest: str
) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "n": n,
        "read_at": keep.read_at or (keep.fetch.at if keep.fetch else keep.first_seen),
        "document_id": document_id or keep.document_id,
        "digest": digest,
        "headline": version.headline,
        "deck": version.deck,
        "byline": codec.byline_out(version.byline),
        "published": codec.moment_out(version.published),
        "modified": codec.moment_out(version.modified),
        "language": version.language,
        "section": version.section,
        "partial": version.partial,
        "text": codec.pack(version.text),
    } | _known_row(keep)


def _known_row(keep: Keep) -> dict[str, Any]:
    """What is known of a version beside what it says: it may become known better, and makes no other version."""
    return {
        "reader": keep.reader,
        "path": keep.path,
        "boilerplate": codec.boilerplate_out(keep.boilerplate),
        "canonical": keep.canonical,
        "image": codec.image_out(keep.image),
        "witnesses": codec.witnesses_out(keep.witnesses),
    }


def _finish(connection: sa.Connection, keeps: Sequence[Keep]) -> None:
    """Release the claims: done work is gone, the rest comes back when it is due."""
    done = [k.claim for k in keeps if k.claim and k.again_at is None]
    again = [k for k in keeps if k.claim and k.again_at is not None]
    if done:
        connection.execute(
            sa.delete(t.work).where(
                t.work.c.stage == sa.bindparam("b_stage"), t.work.c.key == sa.bindparam("b_key")
            ),
            [{"b_stage": c.stage, "b_key": c.key} for c in done],
        )
    if again:
        connection.execute(
            sa.update(t.work)
            .where(t.work.c.stage == sa.bindparam("b_stage"), t.work.c.key == sa.bindparam("b_key"))
            .values(ready_at=sa.bindparam("b_at"), owner=None, lease_until=None),
            [{"b_stage": k.claim.stage, "b_key": k.claim.key, "b_at": k.again_at} for k in again if k.claim],
        )
