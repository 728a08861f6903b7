"""The archive on SQLite: the engine that a desk has unless told otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from beatbook.model import Article, Beat, Feed, FeedKind, FeedState, Kind, Memory, Outcome, Source, Tier
from beatbook.store import (
    again,
    answers,
    authors,
    codec,
    copies,
    decisions,
    filings,
    keep,
    lessons,
    listed,
    meanings,
    observations,
    queries,
    queues,
    search,
    stories,
    storylines,
    storypages,
)
from beatbook.store import tables as t
from beatbook.store.briefstore import SqliteBriefs
from beatbook.store.editions import BRIEF
from beatbook.store.engine import Engine
from beatbook.store.figures import OBSERVE
from beatbook.store.figurestore import SqliteFigures
from beatbook.store.intents import GROUP, Applied, Claim, Intent
from beatbook.store.migrate import migrate, revision
from beatbook.store.piecestore import SqlitePieces
from beatbook.store.rows import (
    Again,
    Author,
    Chosen,
    Comparable,
    Counts,
    CoverageDay,
    Detail,
    Ending,
    Facets,
    FiledUnder,
    HostState,
    Item,
    Joined,
    LessonChange,
    Listed,
    Listing,
    Marked,
    Regrouped,
    Spent,
    Story,
    StoryListing,
    VersionRow,
    Wanted,
)
from beatbook.store.times import NOTE, SETTLE
from beatbook.store.timestore import SqliteTimes
from beatbook.store.upsert import upsert


class SqliteStore(SqliteBriefs, SqliteTimes, SqliteFigures, SqlitePieces):
    """See `protocol.Store` for what each method promises."""

    def __init__(self, path: Path) -> None:
        self.engine = Engine(path)
        self._searching = search.places()
        migrate(self.engine)

    def close(self) -> None:
        self.engine.close()

    def facts(self) -> Mapping[str, str]:
        return self.engine.facts() | {"schema": revision(self.engine) or "none"}

    # ---- the desk's own facts

    def fact(self, key: str) -> str | None:
        with self.engine.reading() as connection:
            value = connection.execute(sa.select(t.desk.c.value).where(t.desk.c.key == key)).scalar()
        return None if value is None else str(value)

    def set_fact(self, key: str, value: str) -> None:
        with self.engine.writing() as connection:
            connection.execute(upsert(connection, t.desk, put=("value",)), [{"key": key, "value": value}])

    # ---- sources, feeds, beats

    def put_source(self, source: Source, at: datetime) -> None:
        row = {
            "slug": source.slug,
            "name": source.name,
            "home": source.home,
            "language": source.language,
            "tier": source.tier.value,
            "allow": list(source.allow),
            "added_at": at,
        }
        with self.engine.writing() as connection:
            put = ("name", "home", "language", "tier", "allow")
            connection.execute(upsert(connection, t.source, put=put), [row])

    def sources(self) -> Sequence[Source]:
        with self.engine.reading() as connection:
            return [_source(r) for r in connection.execute(sa.select(t.source).order_by(t.source.c.slug))]

    def put_feed(
        self,
        source: str,
        url: str,
        kind: FeedKind,
        at: datetime,
        *,
        title: str | None = None,
        interval: float = 3600.0,
    ) -> Feed:
        with self.engine.writing() as connection:
            source_id = connection.execute(
                sa.select(t.source.c.id).where(t.source.c.slug == source)
            ).scalar_one()
            here = sa.and_(t.feed.c.source_id == source_id, t.feed.c.url == url)
            feed_id = connection.execute(sa.select(t.feed.c.id).where(here)).scalar()
            if feed_id is None:
                feed_id = keep.add_feed(connection, source_id, url, kind, at, interval=interval, title=title)
        return next(f for f in self.feeds(source) if f.id == feed_id)

    def feeds(self, source: str | None = None) -> Sequence[Feed]:
        query = sa.select(t.feed, t.source.c.slug.label("slug")).join(t.source).order_by(t.feed.c.id)
        if source is not None:
            query = query.where(t.source.c.slug == source)
        with self.engine.reading() as connection:
            return [_feed(r) for r in connection.execute(query)]

    def put_beat(self, beat: Beat) -> bool:
        row = {
            "slug": beat.slug,
            "title": beat.title,
            "description": beat.description,
            "rule": beat.rule,
            "language": beat.language,
            "tier": beat.tier.value,
        }
        with self.engine.writing() as connection:
            put = ("title", "description", "rule", "language", "tier")
            connection.execute(upsert(connection, t.beat, put=put), [row])
            filed = sa.select(t.beat.c.filed_rule).where(t.beat.c.slug == beat.slug)
            return bool(connection.execute(filed).scalar() != beat.rule)

    def drop_beat(self, slug: str) -> None:
        with self.engine.writing() as connection:
            beat_id = connection.execute(sa.select(t.beat.c.id).where(t.beat.c.slug == slug)).scalar()
            if beat_id is None:
                return
            filed = sa.select(t.filing.c.article_id).where(t.filing.c.beat_id == beat_id)
            ids = list(connection.execute(filed).scalars())
            with storylines.following(connection, ids):
                for table in (t.filing, t.tally):
                    connection.execute(sa.delete(table).where(table.c.beat_id == beat_id))
            storylines.forget_beat(connection, beat_id)
            observations.forget_beat(connection, beat_id)
            connection.execute(sa.delete(t.beat).where(t.beat.c.id == beat_id))
            filings.end_as_filed(connection, ids)

    def beats(self) -> Sequence[Beat]:
        with self.engine.reading() as connection:
            query = sa.select(t.beat).order_by(t.beat.c.title, t.beat.c.slug)
            return [_beat(r) for r in connection.execute(query)]

    def beats_to_file(self) -> Sequence[str]:
        stale = sa.or_(t.beat.c.filed_rule.is_(None), t.beat.c.filed_rule != t.beat.c.rule)
        with self.engine.reading() as connection:
            return list(
                connection.execute(sa.select(t.beat.c.slug).where(stale).order_by(t.beat.c.slug)).scalars()
            )

    def beats_filed(self, beats: Mapping[str, str]) -> None:
        with self.engine.writing() as connection:
            for slug, rule in beats.items():
                connection.execute(sa.update(t.beat).where(t.beat.c.slug == slug).values(filed_rule=rule))

    # ---- hosts

    def host(self, name: str) -> HostState | None:
        with self.engine.reading() as connection:
            row = connection.execute(sa.select(t.host).where(t.host.c.name == name)).first()
        return HostState(*row) if row else None

    def put_host(self, state: HostState) -> None:
        row = {f.name: getattr(state, f.name) for f in fields(HostState)}
        with self.engine.writing() as connection:
            put = ("robots", "robots_status", "robots_at", "hold_until")
            connection.execute(upsert(connection, t.host, put=put), [row])

    # ---- work

    def claim(
        self, stage: str, owner: str, limit: int, now: datetime, lease: float, *, per_host: int = 20
    ) -> Sequence[Claim]:
        w = t.work.c
        with self.engine.writing() as connection:
            ready = (
                queues.claimable(stage, limit, now)
                if stage in (GROUP, BRIEF, NOTE, OBSERVE, SETTLE)
                else queries.claimable(stage, limit, per_host, now)
            )
            keys = list(connection.execute(ready).scalars())
            claims: list[Claim] = []
            for part in filings.chunks(keys):
                update = (
                    sa.update(t.work)
                    .where(w.stage == stage, w.key.in_(part))
                    .values(owner=owner, lease_until=now + timedelta(seconds=lease), attempt=w.attempt + 1)
                    .returning(w.stage, w.key, w.host, w.attempt, w.owner)
                )
                claims += [Claim(*r) for r in connection.execute(update)]
        order = {k: i for i, k in enumerate(keys)}
        return sorted(claims, key=lambda c: order[c.key])

    def free(self, stage: str, *, but: str = "") -> int:
        others = sa.and_(t.work.c.stage == stage, t.work.c.owner.is_not(None), t.work.c.owner != but)
        with self.engine.writing() as connection:
            return connection.execute(
                sa.update(t.work).where(others).values(owner=None, lease_until=None)
            ).rowcount

    def clamp(self, latest: datetime) -> None:
        with self.engine.writing() as connection:
            for column in (t.work.c.ready_at, t.work.c.lease_until, t.host.c.hold_until, t.feed.c.hold_until):
                beyond = sa.update(column.table).where(column > latest).values({column.name: latest})
                connection.execute(beyond)
            ahead = sa.update(t.host).where(t.host.c.robots_at > latest).values(robots_at=None)
            connection.execute(ahead)

    def next_ready(self, stage: str) -> datetime | None:
        query = sa.select(sa.func.min(t.work.c.ready_at)).where(
            t.work.c.stage == stage, t.work.c.owner.is_(None)
        )
        with self.engine.reading() as connection:
            return connection.execute(query).scalar()

    def poll_now(self, now: datetime, source: str | None = None) -> int:
        f = t.feed.c
        held = sa.and_(f.hold_until.is_not(None), f.hold_until > now)
        feeds = sa.select(sa.cast(f.id, sa.Text)).where(f.disabled.is_(None), sa.not_(held))
        if source is not None:
            feeds = feeds.join(t.source).where(t.source.c.slug == source)
        here = sa.and_(t.work.c.stage == "poll", t.work.c.key.in_(feeds))
        with self.engine.writing() as connection:
            update = sa.update(t.work).where(here, t.work.c.ready_at > now).values(ready_at=now)
            connection.execute(update)
            return int(
                connection.execute(sa.select(sa.func.count()).select_from(t.work).where(here)).scalar_one()
            )

    # ---- results

    def apply(self, intents: Sequence[Intent]) -> Applied:
        with self.engine.writing() as connection:
            return keep.apply(connection, intents)

    def item(self, key: str) -> Item | None:
        with self.engine.reading() as connection:
            row = connection.execute(queries.item(key)).first()
        return _item(row) if row else None

    def owners(self, keys: Collection[str]) -> Mapping[str, str]:
        query = sa.select(t.article.c.key, t.source.c.slug).join_from(t.article, t.source)
        found: dict[str, str] = {}
        with self.engine.reading() as connection:
            for part in filings.chunks(keys):
                found |= {r.key: r.slug for r in connection.execute(query.where(t.article.c.key.in_(part)))}
        return found

    def known(self, source: str, names: Collection[str]) -> set[str]:
        k = t.article_key.c
        query = sa.select(k.key).join_from(t.article_key, t.source).where(t.source.c.slug == source)
        found: set[str] = set()
        with self.engine.reading() as connection:
            for part in filings.chunks(names):
                found.update(connection.execute(query.where(k.key.in_(part))).scalars())
        return found

    def named(self, names: Collection[str]) -> str | None:
        k, a = t.article_key.c, t.article.c
        everywhere = sa.select(t.source.c.id)  # names are found by their source
        query = sa.select(a.key).join_from(t.article_key, t.article)
        query = query.where(k.source_id.in_(everywhere), k.key.in_(names)).order_by(a.id).limit(1)
        with self.engine.reading() as connection:
            return connection.execute(query).scalar()

    # ---- what sources taught

    def memory(self, source: str) -> Memory:
        with self.engine.reading() as connection:
            return lessons.memory(connection, source)

    def lesson_changes(self, source: str) -> Sequence[LessonChange]:
        with self.engine.reading() as connection:
            return lessons.changes(connection, source)

    def decisions(self) -> int:
        with self.engine.reading() as connection:
            return connection.execute(sa.select(sa.func.max(t.decision.c.id))).scalar() or 0

    # ---- authors

    def author(self, slug: str) -> Author | None:
        with self.engine.reading() as connection:
            return authors.author(connection, slug)

    def joined(self) -> Sequence[Joined]:
        with self.engine.reading() as connection:
            return authors.joined(connection)

    # ---- copies and stories

    def same_words(self, algorithm: str, exact: str) -> str | None:
        with self.engine.reading() as connection:
            return copies.same_words(connection, algorithm, exact)

    def marked(
        self, algorithm: str, marks: Collection[int]
    ) -> tuple[Mapping[int, Sequence[Marked]], frozenset[int]]:
        with self.engine.reading() as connection:
            return copies.marked(connection, algorithm, marks)

    def comparable(self, keys: Collection[str]) -> Mapping[str, Comparable]:
        with self.engine.reading() as connection:
            return copies.comparable(connection, keys)

    def profiles(self, most: int) -> Sequence[tuple[str, bytes]]:
        with self.engine.reading() as connection:
            return stories.profiles(connection, most)

    def unprofiled(self, most: int) -> Mapping[str, int]:
        with self.engine.reading() as connection:
            return stories.unprofiled(connection, most)

    def put_profiles(self, made: Mapping[str, tuple[int, bytes]]) -> None:
        with self.engine.writing() as connection:
            stories.put_profiles(connection, made)

    def members(self, story: str, most: int) -> Sequence[Article]:
        with self.engine.reading() as connection:
            return stories.members(connection, story, most)

    def settled(self) -> set[str]:
        with self.engine.reading() as connection:
            return stories.settled(connection)

    def group_again(self, beats: Collection[str], fact: str, value: str) -> int:
        with self.engine.writing() as connection:
            connection.execute(upsert(connection, t.desk, put=("value",)), [{"key": fact, "value": value}])
            return stories.put_all(connection, beats)

    def newest(self, keys: Collection[str]) -> Mapping[str, tuple[Article, str, int]]:
        with self.engine.reading() as connection:
            return copies.articles(connection, keys)

    def regrouped(self, number: int) -> Regrouped | None:
        with self.engine.reading() as connection:
            found = stories.regrouped(connection, t.regroup.c.id == number)
        return found[0] if found else None

    def regroups(self, most: int) -> Sequence[Regrouped]:
        r = t.regroup.c
        last = sa.select(r.id).order_by(r.id.desc()).limit(most)
        with self.engine.reading() as connection:
            return stories.regrouped(connection, r.id.in_(last))

    # ---- meanings

    def vectors(self, model: str, keys: Collection[str]) -> Mapping[str, bytes]:
        with self.engine.reading() as connection:
            return meanings.vectors(connection, model, keys)

    def put_vectors(self, model: str, made: Mapping[str, tuple[str, bytes]]) -> None:
        with self.engine.writing() as connection:
            meanings.put(connection, model, made)

    def embedded(self) -> Mapping[str, int]:
        with self.engine.reading() as connection:
            return meanings.counted(connection)

    # ---- reading again

    def to_read(self, key: str) -> Again | None:
        with self.engine.reading() as connection:
            row = connection.execute(queries.item(key)).first()
            if row is None:
                return None
            documents, made_from = again.documents(connection, row.id, row.version)
            memorable = again.is_memorable(connection, row.source_id, row.id)
        return Again(_item(row), row.digest, documents, made_from, memorable)

    def chosen(self, chosen: Chosen) -> int:
        with self.engine.reading() as connection:
            return again.count(connection, chosen)

    def read_again(self, chosen: Chosen, fact: str, value: str) -> int:
        row = {"key": fact, "value": value}
        with self.engine.writing() as connection:
            connection.execute(upsert(connection, t.desk, put=("value",)), [row])
            return again.put_chosen(connection, chosen)

    def waiting(self, stage: str) -> int:
        query = sa.select(sa.func.count()).select_from(t.work).where(t.work.c.stage == stage)
        with self.engine.reading() as connection:
            return int(connection.execute(query).scalar_one())

    # ---- reading

    def listing(self, wanted: Wanted) -> Listing:
        if wanted.rule is None:
            with self.engine.reading() as connection:
                return _listing(connection, wanted, None)
        with search.bounded(self._searching), self.engine.reading(seconds=search.SECONDS) as connection:
            return _listing(connection, wanted, search.condition(connection, wanted.rule))

    def lines(self, keys: Sequence[str]) -> Sequence[Listed]:
        found: dict[str, Listed] = {}
        with self.engine.reading() as connection:
            for part in filings.chunks(keys):
                rows = connection.execute(queries.some(part)).all()
                found |= {item.key: item for item in listed.lines(connection, rows)}
        return [found[key] for key in keys if key in found]

    def headlines(self, beat: str, limit: int) -> Sequence[tuple[str, str, str, date]]:
        with self.engine.reading() as connection:
            rows = connection.execute(queries.headlines(beat, limit)).all()
        return [(r.key, r.source, r.headline, date.fromisoformat(r.day)) for r in rows]

    def facets(self, wanted: Wanted) -> Facets:
        query = queries.tallies(wanted.beat) if wanted.beat is not None else queries.counted(wanted)
        found: dict[str, list[tuple[str, str, int]]] = {
            "month": [],
            "source": [],
            "language": [],
            "author": [],
        }
        with self.engine.reading() as connection:
            for row in connection.execute(query):
                if row.facet in found and row.value:
                    found[row.facet].append((row.value, row.label, row.n))
        for facet, rows in found.items():
            rows.sort(key=lambda r: r[0] if facet == "month" else "", reverse=True)
            if facet != "month":
                rows.sort(key=lambda r: (-r[2], r[1]))
        return Facets(*(tuple(found[f]) for f in ("month", "source", "language", "author")))

    def front(self, limit: int) -> Sequence[tuple[Beat, Listing]]:
        blocks = [(beat, self.listing(Wanted(beat=beat.slug, limit=limit))) for beat in self.beats()]
        oldest = datetime.min.replace(tzinfo=UTC)
        return sorted(blocks, key=lambda b: b[1].items[0].sorted_at if b[1].items else oldest, reverse=True)

    def stories(self, wanted: Wanted) -> StoryListing:
        with self.engine.reading() as connection:
            return storypages.listing(connection, wanted)

    def time_at(self, wanted: Wanted, place: int, *, folded: bool) -> datetime | None:
        with self.engine.reading() as connection:
            if folded:
                return storypages.time_at(connection, wanted, place)
            row = connection.execute(
                queries.cut(replace(_by_now(connection, wanted), limit=1, offset=place))
            ).first()
        return row.sorted_at if row else None

    def story(self, key: str, *, limit: int = 500, offset: int = 0) -> Story | None:
        with self.engine.reading() as connection:
            return storypages.story(connection, key, limit, offset)

    def article(self, key: str) -> Detail | None:
        a = t.article.c
        with self.engine.reading() as connection:
            rows = connection.execute(queries.lines().where(a.key == key)).all()
            if not rows:
                return None
            (line,) = listed.lines(connection, rows)
            ended = connection.execute(sa.select(a.id, a.outcome, a.reason, a.kind).where(a.key == key)).one()
            filed = (
                sa.select(t.beat.c.slug, t.beat.c.title, t.filing.c.score, t.filing.c.why)
                .join_from(t.filing, t.beat)
                .where(t.filing.c.article_id == ended.id)
                .order_by(t.filing.c.score.desc(), t.beat.c.slug)
            )
            versions = (
                sa.select(t.version, t.document.c.fetched_at)
                .join_from(t.version, t.document, isouter=True)
                .where(t.version.c.article_id == ended.id)
                .order_by(t.version.c.n)
            )
            return Detail(
                line,
                Outcome(ended.outcome),
                ended.reason,
                ended.kind,
                tuple(
                    FiledUnder(r.slug, r.title, r.score, codec.hits_in(r.why))
                    for r in connection.execute(filed)
                ),
                tuple(_version(r) for r in connection.execute(versions)),
            )

    def articles(self, after: str | None = None) -> Iterator[Article]:
        a, v = t.article.c, t.version.c
        columns = sa.select(
            t.version, a.id, a.key, a.url, a.first_seen, t.source.c.slug.label("source")
        ).join_from(t.article, t.version, sa.and_(v.article_id == a.id, v.n == a.version)).join(t.source)  # fmt: skip
        last = 0
        if after is not None:
            with self.engine.reading() as connection:
                last = connection.execute(sa.select(a.id).where(a.key == after)).scalar() or 0
        while True:
            with self.engine.reading() as connection:
                query = columns.where(a.id > last, a.outcome != Outcome.REFUSED.value)
                query = query.order_by(a.id).limit(filings.CHUNK)
                rows = connection.execute(query).all()
            for row in rows:
                yield Article(row.key, row.source, row.url, row.first_seen, codec.version_in(row))
            if len(rows) < filings.CHUNK:
                return
            last = rows[-1].id

    def endings(self, source: str, limit: int) -> Sequence[Ending]:
        a = t.article.c
        query = (
            sa.select(a.key, a.url, a.headline, a.outcome, a.reason, a.first_seen)
            .join_from(t.article, t.source)
            .where(t.source.c.slug == source, a.reason.is_not(None))
            .order_by(a.first_seen.desc(), a.id.desc())
            .limit(limit)
        )
        with self.engine.reading() as connection:
            rows = connection.execute(query).all()
        return [Ending(r.key, r.url, r.headline, Outcome(r.outcome), r.reason, r.first_seen) for r in rows]

    def coverage(self, source: str, since: date) -> Sequence[CoverageDay]:
        c = t.coverage.c
        query = sa.select(c.day, c.reached, c.failed, c.reason).join_from(t.coverage, t.source)
        query = query.where(t.source.c.slug == source, c.day >= since.isoformat()).order_by(c.day)
        with self.engine.reading() as connection:
            rows = connection.execute(query).all()
        return [CoverageDay(date.fromisoformat(r.day), r.reached, r.failed, r.reason) for r in rows]

    def watched_since(self) -> date | None:
        with self.engine.reading() as connection:
            first = connection.execute(sa.select(sa.func.min(t.coverage.c.day))).scalar()
        return date.fromisoformat(first) if first else None

    def counts(self) -> Counts:
        a = t.article.c
        with self.engine.reading() as connection:

            def number(table: sa.Table) -> int:
                return int(connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())

            ended = connection.execute(
                sa.select(a.outcome, a.reason, sa.func.count().label("n")).group_by(a.outcome, a.reason)
            ).all()
            filed = sa.select(t.beat.c.slug, sa.func.coalesce(t.tally.c.n, 0).label("n")).outerjoin(
                t.tally, sa.and_(t.tally.c.beat_id == t.beat.c.id, t.tally.c.facet == "all")
            )
            waiting = sa.select(t.work.c.stage, sa.func.count().label("n")).group_by(t.work.c.stage)
            outcomes: dict[Outcome, int] = {}
            for row in ended:
                outcomes[Outcome(row.outcome)] = outcomes.get(Outcome(row.outcome), 0) + row.n
            return Counts(
                outcomes=outcomes,
                reasons={(Outcome(r.outcome), r.reason): r.n for r in ended if r.reason},
                sources=number(t.source),
                feeds=number(t.feed),
                beats={r.slug: r.n for r in connection.execute(filed.order_by(t.beat.c.slug))},
                documents=number(t.document),
                versions=number(t.version),
                waiting={r.stage: r.n for r in connection.execute(waiting)},
            )

    def decide(self, at: datetime, who: str, what: str, subject: str, detail: Mapping[str, object]) -> None:
        with self.engine.writing() as connection:
            decisions.note(connection, at, who, what, subject, detail)

    # ---- models

    def answer(self, key: str) -> str | None:
        with self.engine.reading() as connection:
            return answers.answer(connection, key)

    def keep_answer(self, key: str, model: str, at: datetime, text: str) -> None:
        with self.engine.writing() as connection:
            answers.keep(connection, key, model, at, text)

    def spent(self, day: date) -> Mapping[str, Spent]:
        with self.engine.reading() as connection:
            return answers.spent(connection, day)

    def spend(self, day: date, model: str, more: Spent) -> None:
        with self.engine.writing() as connection:
            answers.spend(connection, day, model, more)


def _listing(connection: sa.Connection, wanted: Wanted, words: Any) -> Listing:
    wanted = _by_now(connection, wanted)
    rows = connection.execute(queries.page(wanted, words)).all()
    total = connection.execute(queries.total(wanted, words)).scalar() or 0
    return Listing(tuple(listed.lines(connection, rows)), total)


def _by_now(connection: sa.Connection, wanted: Wanted) -> Wanted:
    """What is wanted, by the author that the one asked for has become."""
    if wanted.author and (now := authors.author(connection, wanted.author)):
        return replace(wanted, author=now.slug)
    return wanted


def _source(row: Any) -> Source:
    return Source(row.slug, row.name, row.home, row.language, Tier(row.tier), tuple(row.allow))


def _item(row: Any) -> Item:
    return Item(
        row.article_key,
        _source(row),
        row.url,
        row.first_seen,
        codec.entry_in(row.said) if row.said else None,
        Outcome(row.outcome),
        row.version,
        Kind(row.kind) if row.kind else None,
        row.reason,
    )


def _version(row: Any) -> VersionRow:
    return VersionRow(
        row.n,
        row.read_at,
        row.reader,
        codec.version_in(row),
        codec.boilerplate_in(row.boilerplate),
        row.canonical,
        codec.image_in(row.image),
        codec.witnesses_in(row.witnesses),
        row.path,
        row.fetched_at,
    )


def _beat(row: Any) -> Beat:
    return Beat(row.slug, row.title, row.rule, row.description, row.language, Tier(row.tier))


def _feed(row: Any) -> Feed:
    state = {f.name: getattr(row, f.name) for f in fields(FeedState)} | {"problems": tuple(row.problems)}
    return Feed(row.id, row.slug, row.url, FeedKind(row.kind), row.title, FeedState(**state))
