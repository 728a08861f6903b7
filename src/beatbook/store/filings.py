"""Where articles belong, who signed them, and how many there are of each kind: filings, signatures, tallies.

The tallies are changed in the transaction that changes what they count: the old filings of a batch are taken off, the
new ones added, so a page of a list never counts anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from beatbook.filing import words
from beatbook.model import Filing, Name, Outcome
from beatbook.store import codec
from beatbook.store import tables as t
from beatbook.store.intents import Refile
from beatbook.store.upsert import upsert

CHUNK = 500
"""Values in one IN (…): far under every engine's limit."""


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    rows = list(values)
    for i in range(0, len(rows), CHUNK):
        yield rows[i : i + CHUNK]


def rows_of(connection: sa.Connection, keys: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in chunks(keys):
        c = t.article.c
        query = sa.select(
            c.id, c.key, c.version, c.digest, c.outcome, c.kind, c.headline, c.deck, c.published, c.day,
            c.sorted_at, c.language, c.section, c.partial,
        ).where(c.key.in_(part))  # fmt: skip
        found |= {r.key: r for r in connection.execute(query)}
    return found


def refile(connection: sa.Connection, intents: Sequence[Refile]) -> None:
    found = rows_of(connection, [i.key for i in intents])
    intents = [
        i
        for i in intents
        if i.key in found and found[i.key].digest == i.digest and found[i.key].outcome != Outcome.REFUSED
    ]
    file_under(
        connection,
        {found[i.key].id: i.filings for i in intents},
        only={found[i.key].id: frozenset(i.beats) for i in intents},
    )
    end_as_filed(connection, [found[i.key].id for i in intents])


def end_as_filed(connection: sa.Connection, ids: Sequence[int]) -> None:
    """Make these articles' outcome filed or kept, by whether a filing is left."""
    for part in chunks(ids):
        filed = sa.exists().where(t.filing.c.article_id == t.article.c.id)
        ended = t.article.c.outcome.in_([Outcome.FILED, Outcome.KEPT])
        connection.execute(
            sa.update(t.article)
            .where(t.article.c.id.in_(part), ended)
            .values(outcome=sa.case((filed, Outcome.FILED.value), else_=Outcome.KEPT.value))
        )


def file_under(
    connection: sa.Connection,
    filings: Mapping[int, Sequence[Filing]],
    *,
    signed: Mapping[int, Sequence[Name]] | None = None,
    only: Mapping[int, frozenset[str]] | None = None,
) -> None:
    """Make the filings (and, where given, the signatures) of these articles what they should be, and the tallies with
    them. `only` names the beats that an article's filings are complete for; without it, for all."""
    beats = {r.slug: r.id for r in connection.execute(sa.select(t.beat.c.slug, t.beat.c.id))}
    ids = list(filings)
    delta: Counter[tuple[int, str, str]] = Counter()
    count(connection, ids, delta, -1)

    gone = []
    for article_id in ids:
        affected = beats.keys() if only is None else only[article_id] & beats.keys()
        gone += [{"b_beat": beats[b], "b_article": article_id} for b in affected]
    if gone:
        _delete(connection, ids, gone, everything=only is None)
    if signed:
        sign(connection, signed)
    facts: dict[int, Any] = {}
    for part in chunks(ids):
        c = t.article.c
        query = sa.select(c.id, c.sorted_at, c.day, c.source_id, c.language).where(c.id.in_(part))
        facts |= {r.id: r for r in connection.execute(query)}
    new = [
        {
            "beat_id": beats[f.beat],
            "article_id": article_id,
            "score": f.score,
            "why": codec.hits_out(f.why),
            "sorted_at": facts[article_id].sorted_at,
            "month": facts[article_id].day[:7],
            "source_id": facts[article_id].source_id,
            "language": facts[article_id].language or "",
        }
        for article_id, wanted in filings.items()
        for f in wanted
        if f.beat in beats
    ]
    if new:
        connection.execute(sa.insert(t.filing), new)
    count(connection, ids, delta, +1)
    tally(connection, delta)


def _delete(
    connection: sa.Connection, ids: Sequence[int], gone: Sequence[Mapping[str, int]], *, everything: bool
) -> None:
    if everything:
        for part in chunks(ids):
            connection.execute(sa.delete(t.filing).where(t.filing.c.article_id.in_(part)))
        return
    connection.execute(
        sa.delete(t.filing).where(
            t.filing.c.beat_id == sa.bindparam("b_beat"), t.filing.c.article_id == sa.bindparam("b_article")
        ),
        gone,
    )


def count(
    connection: sa.Connection, ids: Sequence[int], delta: Counter[tuple[int, str, str]], sign: int
) -> None:
    """Add (or take away) what these articles' present filings weigh in the tallies."""
    for part in chunks(ids):
        c = t.filing.c
        query = sa.select(c.beat_id, c.article_id, c.month, c.source_id, c.language).where(
            c.article_id.in_(part)
        )
        filed = connection.execute(query).all()
        if not filed:
            continue
        authors: dict[int, set[int]] = defaultdict(set)
        query = sa.select(t.signed.c.article_id, t.signed.c.author_id).where(
            t.signed.c.article_id.in_({r.article_id for r in filed})
        )
        for row in connection.execute(query):
            authors[row.article_id].add(row.author_id)
        for row in filed:
            for facet, value in (
                ("all", ""),
                ("month", row.month),
                ("source", str(row.source_id)),
                ("language", row.language),
                *(("author", str(a)) for a in authors[row.article_id]),
            ):
                delta[row.beat_id, facet, value] += sign


def tally(connection: sa.Connection, delta: Mapping[tuple[int, str, str], int]) -> None:
    """Add these numbers to the tallies, by beat, facet and value."""
    rows = [{"beat_id": b, "facet": f, "value": v, "n": n} for (b, f, v), n in delta.items() if n]
    if rows:
        connection.execute(upsert(connection, t.tally, add=("n",)), rows)


def sign(connection: sa.Connection, signed: Mapping[int, Sequence[Name]]) -> None:
    """Make these articles' signatures what their newest bylines say, by the authors that the names have become."""
    for part in chunks(signed):
        connection.execute(sa.delete(t.signed).where(t.signed.c.article_id.in_(part)))
    wanted = {author_slug(n.name): n for byline in signed.values() for n in byline}
    if not wanted:
        return
    rows = [{"slug": s, "name": n.name, "kind": n.kind} for s, n in wanted.items()]
    connection.execute(upsert(connection, t.author), rows)
    ids: dict[str, int] = {}
    for part in chunks(wanted):
        query = sa.select(t.author.c.slug, t.author.c.id).where(t.author.c.slug.in_(part))
        ids |= {r.slug: r.id for r in connection.execute(query)}
    now = ends(connection, ids.values())
    signatures = [
        {"article_id": article_id, "position": i, "author_id": author_id}
        for article_id, byline in signed.items()
        for i, author_id in enumerate(dict.fromkeys(now[ids[author_slug(n.name)]] for n in byline))
    ]
    connection.execute(sa.insert(t.signed), signatures)


def ends(connection: sa.Connection, authors: Collection[int]) -> dict[int, int]:
    """For each of these authors the one that it has become: itself, unless an editor joined it to another."""
    a = t.author.c
    now = {id_: id_ for id_ in authors}
    while True:
        into: dict[int, int] = {}
        for part in chunks(set(now.values())):
            query = sa.select(a.id, a.into_id).where(a.id.in_(part), a.into_id.is_not(None))
            into |= {r.id: r.into_id for r in connection.execute(query)}
        if not into:
            return now
        now = {id_: into.get(end, end) for id_, end in now.items()}


def author_slug(name: str) -> str:
    """The key of a name. "Won-Gi Jung" and "Won-gi Jung" are one; spelling variants beyond that are for the editor to
    join."""
    return words.slug(name, 80, every_script=True) or "unnamed"
