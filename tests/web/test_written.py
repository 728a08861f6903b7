"""Timelines that are remembered, and how many are waited for."""

from __future__ import annotations

from datetime import date
from threading import Barrier, Event, Thread

import pytest
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from beatbook.model import Beat, Days, Timeline
from beatbook.store.sqlite import SqliteStore
from beatbook.store.times import Choose
from beatbook.web.written import PLACES, Written, named

from . import desks
from .chronicles import Told, give

DAY = date(2020, 11, 2)
EMPTY = Timeline("", DAY, DAY, ())


def test_the_same_is_written_once_until_the_archive_changes() -> None:
    written, made = Written(), []
    for stamp in (1, 1, 2):
        written.get(("a",), stamp, lambda stamp=stamp: made.append(stamp) or EMPTY)  # type: ignore[misc,func-returns-value]
    assert made == [1, 2]


def test_too_many_are_not_waited_for() -> None:
    written, ready, go = Written(), Barrier(PLACES + 1), Event()

    def slow() -> Timeline:
        ready.wait()
        go.wait()
        return EMPTY

    threads = [Thread(target=written.get, args=((n,), 1, slow)) for n in range(PLACES)]
    for thread in threads:
        thread.start()
    ready.wait()
    with pytest.raises(HTTPException) as raised:
        written.get((99,), 1, lambda: EMPTY)
    assert raised.value.status_code == 503
    go.set()
    for thread in threads:
        thread.join()
    assert written.get((0,), 1, slow) is EMPTY, "what is known is given meanwhile too"
    assert written.get((99,), 1, lambda: EMPTY) is EMPTY


def test_a_mistake_gives_its_place_back() -> None:
    written = Written()

    def wrong() -> Timeline:
        raise ValueError

    for _ in range(PLACES + 1):
        with pytest.raises(ValueError, match=r"^$"):
            written.get((1,), 1, wrong)


def test_names() -> None:
    assert named(["ab", "c"]) != named(["a", "bc"])
    assert named(["\ud800"])


def test_pages_remember_until_the_archive_changes(store: SqliteStore, own: TestClient) -> None:
    store.put_beat(Beat("strait", "The Strait", "ferry"))
    told = give(own, Told(days=Days(DAY, DAY)))
    for _ in range(2):
        assert own.get("/beats/strait/timeline/2020/").status_code == 200
        assert own.get("/beats/strait/timeline/2020.csv").status_code == 200
    assert len(told.asked) == 1
    store.apply([Choose("strait", "editor", desks.NOW, pinned=DAY)])
    own.get("/beats/strait/timeline/2020/")
    assert len(told.asked) == 2
