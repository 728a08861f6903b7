"""Briefs in the SQLite engine: see `editions.BriefStore` for what each method promises."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa

from beatbook.model import Span
from beatbook.store import briefs, search
from beatbook.store import tables as t
from beatbook.store.editions import Draft, Edition, Passage, Reported, Struck
from beatbook.store.engine import Engine


class SqliteBriefs:
    engine: Engine

    def draft(self, story: str) -> Draft | None:
        with self.engine.reading() as connection:
            return briefs.draft(connection, story)

    def briefs(self, stories: Collection[str]) -> Mapping[str, Edition]:
        with self.engine.reading() as connection:
            return briefs.briefs(connection, stories)

    def editions(self, story: str) -> Sequence[Edition]:
        with self.engine.reading() as connection:
            return briefs.editions(connection, story)

    def passages(self, spans: Collection[Span]) -> Mapping[Span, Passage]:
        with self.engine.reading() as connection:
            return briefs.passages(connection, spans)

    def struck(self, story: str) -> Sequence[Struck]:
        with self.engine.reading() as connection:
            return briefs.struck(connection, story)

    def struck_sentences(self) -> frozenset[str]:
        with self.engine.reading() as connection:
            return briefs.struck_sentences(connection)

    def reports(self, *, closed: bool = False, limit: int = 100, offset: int = 0) -> Sequence[Reported]:
        with self.engine.reading() as connection:
            return briefs.reports(connection, closed=closed, limit=limit, offset=offset)

    def open_reports(self) -> int:
        with self.engine.reading() as connection:
            return briefs.open_reports(connection)

    def write_again(self, beats: Collection[str] = (), stories: Collection[str] = ()) -> int:
        with self.engine.writing() as connection:
            return briefs.put_again(connection, beats, stories)

    def naming(self, names: Collection[str], before: str, most: int) -> Sequence[str]:
        with self.engine.reading() as connection:
            first = connection.execute(sa.select(t.article.c.id).where(t.article.c.key == before)).scalar()
            ids = search.naming(connection, sorted(names), first or 0, most)
            keys = sa.select(t.article.c.id, t.article.c.key).where(t.article.c.id.in_(ids))
            found = {r.id: r.key for r in connection.execute(keys)}
        return [found[id_] for id_ in ids if id_ in found]

    def having(self, names: Collection[str]) -> tuple[int, Mapping[str, int]]:
        with self.engine.reading() as connection:
            return search.having(connection, names)
