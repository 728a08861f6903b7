"""What many tests need: an archive in a folder of its own, a clock that stands still, articles in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from beatbook.model import Beat, Filing, Hit, Moment, Name, NameKind, Outcome, Source, Version
from beatbook.store.intents import Keep
from beatbook.store.sqlite import SqliteStore

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Clock:
    """A clock that stands until it is told to go on."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def go(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SqliteStore]:
    """Every engine there is; the contract has no exceptions."""
    opened = SqliteStore(tmp_path / "archive.db")
    opened.put_source(Source("tide", "The Tide", language="en"), NOW)
    opened.put_source(Source("quay", "Quay News", language="en"), NOW)
    yield opened
    opened.close()


def keep(
    key: str,
    day: str = "2026-11-01",
    *,
    headline: str = "Ferry stopped",
    text: str = "The ferry was stopped in the strait.",
    beats: tuple[str, ...] = (),
    by: tuple[str, ...] = (),
    source: str = "tide",
    language: str = "en",
    **more: Any,
) -> Keep:
    """A kept article, told in one line."""
    published = Moment.parse(day)
    version = Version(
        headline=headline,
        text=text,
        byline=tuple(Name(n, NameKind.PERSON) for n in by),
        published=published,
        language=language,
    )
    values: dict[str, Any] = {
        "url": f"https://tide.example/{key}",
        "version": version,
        "filings": tuple(Filing(b, 0.5, (Hit("headline", 0, 5, "ferry"),)) for b in beats),
        "outcome": Outcome.FILED if beats else Outcome.KEPT,
        "day": published.day,
        "sorted_at": published.instant,
    } | more
    return Keep(key=key, source=source, first_seen=NOW, **values)


@pytest.fixture
def beats(store: SqliteStore) -> Callable[..., None]:
    def put(*slugs: str) -> None:
        for slug in slugs:
            store.put_beat(Beat(slug, slug.title(), "ferry"))

    return put


def day(text: str) -> date:
    return date.fromisoformat(text)
