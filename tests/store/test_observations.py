"""What observations cost: no query looks at more than it asks for, however large the archive is."""

from __future__ import annotations

from typing import Any

import pytest

from beatbook.store import observations
from beatbook.store.sqlite import SqliteStore


@pytest.mark.parametrize(
    "query",
    [
        observations.stated("strait", "arrivals", 5000, struck=False),
        observations.stated("strait", "arrivals", 5000, struck=True),
        observations.newest_countables("strait", 5000),
    ],
)
def test_what_is_asked_of_figures_is_walked_along_an_index(store: SqliteStore, query: Any) -> None:
    with store.engine.reading() as connection:
        said = str(query.compile(connection.engine, compile_kwargs={"literal_binds": True}))
        plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}")]
    assert [step for step in plan if step.startswith("SCAN ") or "TEMP B-TREE" in step] == []


def test_what_was_kept_of_an_article_is_found_by_it(store: SqliteStore) -> None:
    with store.engine.reading() as connection:
        for table in ("observation", "countable"):
            said = f"EXPLAIN QUERY PLAN DELETE FROM {table} WHERE article_id IN (1, 2)"
            assert all("SEARCH" in row[3] for row in connection.exec_driver_sql(said))
