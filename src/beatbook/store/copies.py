"""Whose words articles have: the signatures they are recognised by, and the decisions what is whose copy.

An origin is nobody's copy itself: where one turns out to be a copy, its copies become those of its origin. Only what is
nobody's copy, or adds much to what it copies, comes with marks, so a new one is compared with each text once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from beatbook.model import COMMON, Article, CopyKind, CopyOf
from beatbook.store import codec
from beatbook.store import tables as t
from beatbook.store.filings import chunks
from beatbook.store.intents import GROUP
from beatbook.store.queries import SHOWN
from beatbook.store.rows import Comparable, Marked

EVERYBODY = 0
"""The article of a mark that too many have."""

# ---- looking up -----------------------------------------------------------------------------------------------------------

# Asked for every article, so they are built once.
VALUES: sa.BindParameter[Any] = sa.bindparam("values", expanding=True)
WAITS = sa.and_(t.work.c.stage == GROUP, t.work.c.key == t.article.c.key)
SAME_WORDS = (
    sa.select(t.article.c.key)
    .join_from(t.grouping, t.article, t.article.c.id == t.grouping.c.article_id)
    .where(t.grouping.c.exact == sa.bindparam("exact"), t.grouping.c.algorithm == sa.bindparam("algorithm"))
    .where(sa.not_(sa.exists().where(WAITS)))
    .order_by(t.grouping.c.article_id)
    .limit(1)
)
MARKED = (
    sa.select(
        t.mark.c.mark, t.mark.c.article_id, t.article.c.key, t.grouping.c.algorithm,
        sa.func.length(t.grouping.c.marks).label("bytes"), t.work.c.key.label("waits"),
    )
    .join_from(t.mark, t.grouping, t.grouping.c.article_id == t.mark.c.article_id, isouter=True)
    .join(t.article, t.article.c.id == t.mark.c.article_id, isouter=True)
    .join(t.work, WAITS, isouter=True)
    .where(t.mark.c.mark.in_(VALUES))
    .order_by(t.mark.c.mark, t.mark.c.article_id)
)  # fmt: skip
ARTICLES = (
    sa.select(
        t.article.c.id, t.article.c.key, t.article.c.url, t.article.c.first_seen, t.article.c.outcome, t.source.c.slug,
        t.version.c.digest, t.version.c.headline, t.version.c.deck, t.version.c.byline, t.version.c.published,
        t.version.c.modified, t.version.c.language, t.version.c.section, t.version.c.partial, t.version.c.text,
    )
    .join_from(
        t.article,
        t.version,
        sa.and_(t.version.c.article_id == t.article.c.id, t.version.c.n == t.article.c.version),
    )
    .join(t.source, t.source.c.id == t.article.c.source_id)
    .where(t.article.c.key.in_(VALUES))
)  # fmt: skip


def _deciding(column: Any) -> Any:
    """Copy decisions and stories of the articles whose `column` is among the values."""
    g, origin = t.grouping.c, t.article.alias("origin")
    return (
        sa.select(
            t.article.c.key, g.kind, g.similarity, g.wire, origin.c.key.label("origin"), t.story.c.key.label("story")
        )
        .join_from(t.grouping, t.article, t.article.c.id == g.article_id)
        .join(t.story, t.story.c.id == g.story_id)
        .join(origin, origin.c.id == g.origin_id, isouter=True)
        .where(column.in_(VALUES))
        .order_by(g.article_id)
    )  # fmt: skip


BY_ARTICLE, BY_STORY = _deciding(t.article.c.key), _deciding(t.grouping.c.story_id)
HAVING = (
    sa.select(t.mark.c.mark, sa.func.count(), sa.func.min(t.mark.c.article_id))
    .where(t.mark.c.mark.in_(VALUES))
    .group_by(t.mark.c.mark)
)


def same_words(connection: sa.Connection, algorithm: str, exact: str) -> str | None:
    return connection.execute(SAME_WORDS, {"exact": exact, "algorithm": algorithm}).scalar()


def marked(
    connection: sa.Connection, algorithm: str, marks: Collection[int]
) -> tuple[dict[int, list[Marked]], frozenset[int]]:
    having: dict[int, list[Marked]] = defaultdict(list)
    common: set[int] = set()
    for part in chunks(dict.fromkeys(marks)):
        for r in connection.execute(MARKED, {"values": part}):
            if r.article_id == EVERYBODY:
                common.add(r.mark)
            elif r.algorithm == algorithm and r.waits is None:
                having[r.mark].append(Marked(r.key, r.article_id, r.bytes // codec.FINGERPRINT))
    return having, frozenset(common)


def articles(connection: sa.Connection, keys: Collection[str]) -> dict[str, tuple[Article, str, int]]:
    """Of these, those that are articles, with their newest version, its fingerprint, and their number."""
    found: dict[str, tuple[Article, str, int]] = {}
    for part in chunks(keys):
        for r in connection.execute(ARTICLES, {"values": part}):
            if r.outcome in SHOWN:
                article = Article(r.key, r.slug, r.url, r.first_seen, codec.version_in(r))
                found[r.key] = article, r.digest, r.id
    return found


def comparable(connection: sa.Connection, keys: Collection[str]) -> dict[str, Comparable]:
    there = articles(connection, keys)
    decided = {copy.article: (copy, story) for copy, story in _decisions(connection, BY_ARTICLE, keys)}
    found: dict[str, Comparable] = {}
    for key, (article, _, seen) in there.items():
        copy, story = decided.get(key, (CopyOf(key), None))
        found[key] = Comparable(article, copy, story, seen)
    return found


def of_story(connection: sa.Connection, story: int) -> list[CopyOf]:
    """The copy decisions of all articles of a story, in the order of first sight."""
    return [copy for copy, _ in _decisions(connection, BY_STORY, [story])]


def _decisions(
    connection: sa.Connection, query: Any, values: Collection[Any]
) -> Iterator[tuple[CopyOf, str | None]]:
    for part in chunks(values):
        for r in connection.execute(query, {"values": part}):
            yield CopyOf(r.key, r.origin, CopyKind(r.kind), r.similarity, r.wire), r.story


# ---- signatures -----------------------------------------------------------------------------------------------------------


def sign(
    connection: sa.Connection, before: Mapping[int, Collection[int]], after: Mapping[int, Collection[int]]
) -> None:
    """Articles have other marks than before: `before` and `after` say which, by article."""
    gone = [
        {"b_mark": mark, "b_article": id_}
        for id_, marks in before.items()
        for mark in set(marks).difference(after.get(id_, ()))
    ]
    if gone:
        here = sa.and_(
            t.mark.c.mark == sa.bindparam("b_mark"), t.mark.c.article_id == sa.bindparam("b_article")
        )
        connection.execute(sa.delete(t.mark).where(here), gone)
    new: dict[int, list[int]] = defaultdict(list)
    for id_, marks in after.items():
        for mark in set(marks).difference(before.get(id_, ())):
            new[mark].append(id_)
    if new:
        _mark(connection, new)


def _mark(connection: sa.Connection, new: Mapping[int, Sequence[int]]) -> None:
    """Note which articles have these marks besides those that do; what too many have is no longer noted."""
    m = t.mark.c
    have: dict[int, tuple[int, bool]] = {}
    marks = sorted(new)
    for part in chunks(marks):
        for mark, n, first in connection.execute(HAVING, {"values": part}):
            have[mark] = n, first == EVERYBODY
    rows: list[dict[str, int]] = []
    common: list[int] = []
    for mark in marks:
        n, everybody = have.get(mark, (0, False))
        if everybody:
            continue
        if n + len(new[mark]) >= COMMON:
            common.append(mark)
        else:
            rows += [{"mark": mark, "article_id": id_} for id_ in new[mark]]
    for part in chunks(common):
        connection.execute(sa.delete(t.mark).where(m.mark.in_(part)))
    rows += [{"mark": mark, "article_id": EVERYBODY} for mark in common]
    if rows:
        connection.execute(sa.insert(t.mark), rows)


# ---- deciding -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decided:
    """A copy decision by numbers: an origin of None is nobody's copy."""

    origin: int | None
    kind: str
    similarity: float
    wire: str | None


class Copies:
    """The copy decisions of a batch, in order, over those that the archive has; what changed comes from `changed`."""

    def __init__(self, connection: sa.Connection, said: Iterable[CopyOf]) -> None:
        self._connection = connection
        every = list(said)
        self.ids = _ids(connection, {c.article for c in every} | {c.origin for c in every if c.origin})
        self._now: dict[int, Decided] = {}
        self._copies: dict[int, set[int]] = defaultdict(set)
        self.changed: set[int] = set()
        g = t.grouping.c
        columns = sa.select(g.article_id, g.origin_id, g.kind, g.similarity, g.wire)
        turned = {self.ids[c.article] for c in every if c.origin and c.article in self.ids}
        for column, values in ((g.article_id, set(self.ids.values())), (g.origin_id, turned)):
            for part in chunks(values):
                for r in connection.execute(columns.where(column.in_(part))):
                    self._now[r.article_id] = Decided(r.origin_id, r.kind, r.similarity, r.wire)
                    if r.origin_id is not None:
                        self._copies[r.origin_id].add(r.article_id)

    def of(self, article: int) -> Decided:
        return self._now[article]

    def __contains__(self, article: int) -> bool:
        return article in self._now

    def put(self, said: CopyOf) -> None:
        """Take a decision over. One that would make a circle is not: who said it did not know of the other yet."""
        article = self.ids[said.article]
        origin = self.ids.get(said.origin) if said.origin else None
        if origin is not None and origin != article and origin in self._now:
            further = self._now[origin].origin
            origin = origin if further is None else further
        if origin is None or origin == article:
            kind = said.kind if said.origin is None else CopyKind.OWN
            self._set(article, Decided(None, kind.value, 0.0, said.wire))
            return
        self._set(article, Decided(origin, said.kind.value, said.similarity, said.wire))
        for copy in self._copies.pop(article, set()):
            was = self._now[copy]
            self._set(copy, Decided(origin, was.kind, was.similarity, was.wire))

    def _set(self, article: int, decided: Decided) -> None:
        before = self._now.get(article)
        if before == decided:
            return
        if before and before.origin is not None:
            self._copies[before.origin].discard(article)
        if decided.origin is not None:
            self._copies[decided.origin].add(article)
        self._now[article] = decided
        self.changed.add(article)


def _ids(connection: sa.Connection, keys: Collection[str]) -> dict[str, int]:
    """The numbers of those that are articles."""
    a = t.article.c
    found: dict[str, int] = {}
    for part in chunks(keys):
        query = sa.select(a.key, a.id, a.outcome).where(a.key.in_(part))
        found |= {r.key: r.id for r in connection.execute(query) if r.outcome in SHOWN}
    return found
