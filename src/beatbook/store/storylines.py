"""How stories show in lists: a line for each beat that they are filed under, and one for all that is filed.

An article that joins a story is added to its lines, at the same cost however long the story is. Whatever else happens
to one (it leaves, its date or its beats change, it turns out to be a copy) has the story's lines counted anew.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from beatbook.model import CopyKind
from beatbook.store import queues
from beatbook.store import tables as t
from beatbook.store.editions import BRIEF
from beatbook.store.filings import chunks
from beatbook.store.intents import OTHERS
from beatbook.store.upsert import upsert

FILED = 0
"""The beat of the lines of all that is filed."""


def put_briefs(connection: sa.Connection, stories: Collection[int]) -> int:
    """Put the briefs of those of these stories that are filed somewhere up to be written, the story touched last first.
    Returns how many were put."""
    s, c = t.story.c, t.story_line.c
    query = sa.select(s.key, s.touched).join_from(t.story, t.story_line, c.story_id == s.id)
    query = query.where(c.beat_id == FILED, s.into_id.is_(None))
    places: dict[str, int] = {}
    for part in chunks(stories):
        places |= {r.key: -r.touched for r in connection.execute(query.where(s.id.in_(part)))}
    queues.put(connection, BRIEF, places)
    return len(places)


class Member(NamedTuple):
    """What an article weighs in the lines of its story. `beats` are those it is filed under."""

    story: int
    article: int
    source: int
    own: bool
    day: str
    sorted_at: datetime
    beats: frozenset[int]


class _Other(NamedTuple):
    """Articles compare by which one a line would rather show."""

    own: int
    at: float
    article: int
    source: int


@dataclass(slots=True)
class _Source:
    """Of one source: the last day on which it had a report of its own, and the first one's time."""

    day: str | None = None
    at: datetime | None = None


@dataclass(slots=True)
class _Line:
    lead: int = 0
    lead_source: int = 0
    pages: int = 0
    origins: int = 0
    sources: int = 0
    sorted_at: datetime | None = None
    month: str = ""
    others: list[_Other] = field(default_factory=list)
    by_source: dict[int, _Source] = field(default_factory=dict)
    """Of the sources that are added to, all; `fell` says that `sorted_at` must be looked for among the others too."""
    fell: bool = False

    def add(self, member: Member) -> bool:
        """Count one more; False if it comes before the lead, so that the line must be counted anew."""
        if self.pages and (member.own, -member.article) > (self.origins > 0, -self.lead):
            return False
        if not self.pages:
            self.lead, self.lead_source = member.article, member.source
        self.pages += 1
        self.origins += member.own
        source = self.by_source.get(member.source)
        if source is None:
            source = self.by_source[member.source] = _Source()
            self.sources += 1
        if member.own:
            before = source.at
            _report(source, member)
            self._last(before, source)
        elif self.sorted_at is None:
            self.sorted_at, self.month = member.sorted_at, member.day[:7]
        self._show(member)
        return True

    def _last(self, before: datetime | None, source: _Source) -> None:
        assert source.at is not None
        assert source.day is not None
        last = source.at, source.day[:7]
        if self.origins == 1 or self.sorted_at is None or last >= (self.sorted_at, self.month):
            self.sorted_at, self.month = last
        elif before == self.sorted_at and source.at < before:
            self.fell = True

    def _show(self, member: Member) -> None:
        """The best of each source but the lead's."""
        if member.source == self.lead_source:
            return
        new = _Other(int(member.own), member.sorted_at.timestamp(), member.article, member.source)
        best = {o.source: o for o in self.others}
        if new.source not in best or new > best[new.source]:
            best[new.source] = new
        self.others = sorted(best.values(), reverse=True)[:OTHERS]


def _report(source: _Source, member: Member) -> None:
    if source.day is None or member.day > source.day:
        source.day, source.at = member.day, member.sorted_at
    elif member.day == source.day:
        assert source.at is not None
        source.at = min(source.at, member.sorted_at)


Place = tuple[int, int]
"""A line: its story and its beat."""


def members(connection: sa.Connection, column: Any, ids: Collection[int]) -> Iterator[Member]:
    """Those whose `column` (`grouping.article_id` or `.story_id`) is among the ids, whether filed or not."""
    g, a = t.grouping.c, t.article.c
    for part in chunks(ids):
        query = sa.select(g.story_id, g.article_id, g.kind, a.source_id, a.day, a.sorted_at)
        rows = connection.execute(
            query.join_from(t.grouping, t.article, a.id == g.article_id).where(column.in_(part))
        ).all()
        beats: dict[int, set[int]] = defaultdict(set)
        for some in chunks(r.article_id for r in rows):
            filed = sa.select(t.filing.c.article_id, t.filing.c.beat_id)
            for row in connection.execute(filed.where(t.filing.c.article_id.in_(some))):
                beats[row.article_id].add(row.beat_id)
        for r in rows:
            own = r.kind == CopyKind.OWN
            yield Member(
                r.story_id,
                r.article_id,
                r.source_id,
                own,
                r.day,
                r.sorted_at,
                frozenset(beats.get(r.article_id, ())),
            )


def _places(member: Member) -> Iterator[Place]:
    if member.beats:
        yield member.story, FILED
        for beat in member.beats:
            yield member.story, beat


@contextmanager
def following(connection: sa.Connection, articles: Collection[int]) -> Iterator[set[int]]:
    """Stories' lines follow what happens inside to these articles, where they weigh otherwise afterwards. The set has
    the stories that were counted anew; those put in inside are counted as well."""
    column = t.grouping.c.article_id
    before = set(members(connection, column, articles))
    stories: set[int] = set()
    yield stories
    after = set(members(connection, column, articles))
    stories |= {m.story for m in before ^ after}
    recount(connection, stories)


def recount(connection: sa.Connection, stories: Collection[int]) -> None:
    """Make the lines of these stories anew from their members."""
    for part in chunks(stories):
        lines: dict[Place, _Line] = defaultdict(_Line)
        every = members(connection, t.grouping.c.story_id, part)
        # A line's lead first: then no article comes before it.
        for member in sorted(every, key=lambda m: (not m.own, m.article)):
            for place in _places(member):
                lines[place].add(member)
        for line in lines.values():
            if line.origins:
                _settle(line, line.by_source.values())
        before = {place: line.month for place, line in _lines(connection, part).items()}
        for table in (t.story_source, t.story_line):
            connection.execute(sa.delete(table).where(table.c.story_id.in_(part)))
        _write_sources(connection, lines)
        _write_lines(connection, lines, before)


def add(connection: sa.Connection, joined: Collection[Member]) -> None:
    """Add these articles, which were in no story before, to their stories' lines."""
    filed = sorted((m for m in joined if m.beats), key=lambda m: m.article)
    lines = _lines(connection, {m.story for m in filed})
    before = {place: line.month for place, line in lines.items()}
    _load_sources(connection, lines, filed)
    changed: set[Place] = set()
    anew: set[int] = set()
    for member in filed:
        for place in _places(member):
            changed.add(place)
            if not lines.setdefault(place, _Line()).add(member):
                anew.add(member.story)
    lines = {place: lines[place] for place in changed if place[0] not in anew}
    _write_sources(connection, lines)
    for place, line in lines.items():
        if line.fell:
            s = t.story_source.c
            query = sa.select(s.day, s.at).where(s.story_id == place[0], s.beat_id == place[1])
            _settle(line, [_Source(r.day, r.at) for r in connection.execute(query)])
    _write_lines(connection, lines, {place: month for place, month in before.items() if place in lines})
    recount(connection, anew)


def _settle(line: _Line, sources: Iterable[_Source]) -> None:
    reports = [(s.at, s.day[:7]) for s in sources if s.at is not None and s.day is not None]
    line.sorted_at, line.month = max(reports)


def _lines(connection: sa.Connection, stories: Collection[int]) -> dict[Place, _Line]:
    """The lines that these stories have, without their sources."""
    c = t.story_line.c
    query = sa.select(t.story_line, t.article.c.source_id)
    query = query.join_from(t.story_line, t.article, t.article.c.id == c.lead_id)
    found: dict[Place, _Line] = {}
    for part in chunks(stories):
        for r in connection.execute(query.where(c.story_id.in_(part))):
            others = [_Other(*o) for o in r.others]
            found[r.story_id, r.beat_id] = _Line(
                r.lead_id, r.source_id, r.pages, r.origins, r.sources, r.sorted_at, r.month, others
            )
    return found


def _load_sources(
    connection: sa.Connection, lines: Mapping[Place, _Line], joined: Collection[Member]
) -> None:
    """Of the sources that these lines have already, those that are added to."""
    c = t.story_source.c
    wanted = {(*place, m.source) for m in joined for place in _places(m) if place in lines}
    for part in chunks(wanted):
        query = sa.select(t.story_source).where(sa.tuple_(c.story_id, c.beat_id, c.source_id).in_(part))
        for r in connection.execute(query):
            lines[r.story_id, r.beat_id].by_source[r.source_id] = _Source(r.day, r.at)


def _write_sources(connection: sa.Connection, lines: Mapping[Place, _Line]) -> None:
    rows = [
        {"story_id": story, "beat_id": beat, "source_id": source, "day": s.day, "at": s.at}
        for (story, beat), line in lines.items()
        for source, s in line.by_source.items()
    ]
    if rows:
        connection.execute(upsert(connection, t.story_source, put=("day", "at")), rows)


def _write_lines(
    connection: sa.Connection, lines: Mapping[Place, _Line], before: Mapping[Place, str]
) -> None:
    """`before` has the months of the lines that were there."""
    rows = [
        {
            "story_id": story,
            "beat_id": beat,
            "lead_id": line.lead,
            "others": [list(o) for o in line.others],
            "pages": line.pages,
            "origins": line.origins,
            "sources": line.sources,
            "sorted_at": line.sorted_at,
            "month": line.month,
        }
        for (story, beat), line in lines.items()
    ]
    if rows:
        put = [c for c in rows[0] if c not in ("story_id", "beat_id")]
        connection.execute(upsert(connection, t.story_line, put=put), rows)
        put_briefs(connection, {story for story, beat in lines.keys() - before.keys() if beat == FILED})
    count = Counter((beat, line.month) for (_, beat), line in lines.items())
    count.subtract((beat, month) for (_, beat), month in before.items())
    counts = [{"beat_id": beat, "month": month, "n": n} for (beat, month), n in count.items() if n]
    if counts:
        connection.execute(upsert(connection, t.story_count, add=("n",)), counts)


def forget_beat(connection: sa.Connection, beat: int) -> None:
    """Forget a beat's lines; those of all that is filed follow their articles."""
    for table in (t.story_line, t.story_source, t.story_count):
        connection.execute(sa.delete(table).where(table.c.beat_id == beat))
