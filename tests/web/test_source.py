from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from beatbook.model import FeedKind, Source
from beatbook.store import tables as t
from beatbook.store.sqlite import SqliteStore

from . import desks
from .reading import all_of, first, lines, parse, text

URL = "https://s.example/feed"


@pytest.fixture
def source(store: SqliteStore) -> SqliteStore:
    store.put_source(Source("s", "The Source", "https://s.example/", "ko"), desks.NOW)
    store.put_feed("s", URL, FeedKind.FEED, desks.NOW, title="Its feed")
    return store


def put(store: SqliteStore, **values: object) -> None:
    with store.engine.writing() as connection:
        connection.execute(sa.update(t.feed).values(**values))


def side(own: TestClient) -> list[str]:
    return lines(first(parse(own.get("/sources/s/").text), "aside"))


def test_new(source: SqliteStore, own: TestClient) -> None:
    said = side(own)
    assert "Not asked yet." in said
    assert said[said.index("Last read") + 1] == "never"
    assert said[said.index("Home page") + 1] == "s.example"
    assert said[said.index("Language") + 1] == "Korean"


@pytest.mark.parametrize(
    ("values", "wanted", "short"),
    [
        ({"last_success": desks.NOW}, "Reads well.", "Reads well"),
        (
            {"failures": 3, "reason": "timeout"},
            "Failed 3 times in a row: no complete answer in time.",
            "Cannot be read",
        ),
        ({"failures": 1, "status": 503}, "Failed 1 time in a row: HTTP 503.", "Cannot be read"),
        ({"disabled": "gone"}, "Stopped for good: gone.", "Stopped"),
        (
            {"hold_until": desks.NOW + timedelta(hours=1)},
            "The server asked to be left alone until December 5, 2020, 10:00 UTC.",
            "Not asked yet",
        ),
        (
            {"moved_to": "https://t.example/f"},
            "It says that it has moved to https://t.example/f.",
            "Not asked yet",
        ),
        ({"problems": ["not well-formed at line 3"]}, "not well-formed at line 3", "Not asked yet"),
    ],
)
def test_health(
    source: SqliteStore, own: TestClient, values: dict[str, object], wanted: str, short: str
) -> None:
    put(source, **values)
    assert wanted in side(own)
    row = lines(all_of(parse(own.get("/sources/").text), "tbody")[0])
    assert row[0].startswith(f"The Source{short}") or short in row[0]


def test_some_feeds_fail(source: SqliteStore, own: TestClient) -> None:
    put(source, last_success=desks.NOW)
    source.put_feed("s", "https://s.example/2", FeedKind.SITEMAP, desks.NOW)
    with source.engine.writing() as connection:
        connection.execute(sa.update(t.feed).where(t.feed.c.url != URL).values(failures=1, reason="robots"))
    assert "1 of 2 feeds cannot be read" in own.get("/sources/").text


def test_unknown_is_not_zero(source: SqliteStore, own: TestClient) -> None:
    with source.engine.writing() as connection:
        for back, reached, failed in ((0, 3, 0), (1, 0, 2), (2, 1, 1), (40, 1, 0)):
            row = {"source_id": 1, "day": str(desks.NOW.date() - timedelta(days=back)), "reached": reached}
            connection.execute(
                sa.insert(t.coverage).values(**row, failed=failed, reason="timeout" if failed else None)
            )
    tree = parse(own.get("/sources/s/").text)
    says = "Of 30 days: reached on 2, failed on 1, not tried on 27. Not tried is not the same as no news."
    svg = first(tree, "svg")
    assert svg.get("aria-label") == says
    assert [e.get("class") for e in all_of(svg, "rect")][-3:] == ["reached", "failed", "reached"]
    assert says in side(own)
    rows = [lines(e) for e in all_of(tree, "tr")]
    assert rows[1] == ["December 5, 2020reached, 3 of 3 requests answered"]
    assert rows[2] == ["December 4, 2020failed, 0 of 2 requests answered (timeout)"]
    assert rows[3] == ["December 3, 2020reached, 1 of 2 requests answered (timeout)"]
    assert rows[4] == ["December 2, 2020not tried"]


def test_list_of_a_source(client: TestClient) -> None:
    tree = parse(client.get("/sources/nk-news/").text)
    said = lines(first(tree, "main"))
    assert said[0] == "NK News"
    listed = desks.reference_lines()[3:]
    assert said[1 : len(listed) + 1] == listed
    assert said[len(listed) + 1] == "What the desk has learned of it"
    last = parse(client.get("/sources/nk-news/?page=49").text)
    assert len(all_of(first(last, "main"), "h2")) == 10
    assert "Narrowed to: October 2020" in text(
        first(parse(client.get("/sources/nk-news/?month=2020-10").text), "main")
    )
    assert client.get("/sources/none/").status_code == 404
