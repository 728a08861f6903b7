"""When the desk's pieces are looked after."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from beatbook.work.locks import Lock
from beatbook.work.piecework import Looked, Looker

NOW = datetime(2027, 11, 1, 9, tzinfo=UTC)


class Stamps:
    """A store of which nothing is asked but whether anything changed."""

    def __init__(self) -> None:
        self.times = self.pieces = 1

    def times_stamp(self) -> int:
        return self.times

    def pieces_stamp(self) -> int:
        return self.pieces


class Kept:
    """Pieces of which one addendum is kept at each look, while something else may come in."""

    def __init__(self, store: Stamps) -> None:
        self.store, self.comes_in, self.fails = store, False, False

    def append_late(self, at: datetime) -> int:
        if self.fails:
            raise OSError("the disk is full")
        self.store.pieces += 1
        self.store.times += self.comes_in
        return 1

    def draft_ended(self, at: datetime) -> int:
        return 2


class Days:
    today = date(2027, 11, 1)


@pytest.fixture
def store() -> Stamps:
    return Stamps()


@pytest.fixture
def kept(store: Stamps) -> Kept:
    return Kept(store)


@pytest.fixture
def looker(store: Any, kept: Any, tmp_path: Path) -> Looker:
    return Looker(store, kept, Lock(tmp_path / ".piece.lock"), lambda: NOW, lambda: Days.today)


def test_it_looks_when_something_changed(
    looker: Looker, store: Stamps, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert looker.turn.has_work
    assert looker.look() == Looked(appended=1, drafted=2)
    assert not looker.turn.has_work, "what it made itself is nothing new"
    store.times += 1
    assert looker.turn.has_work
    looker.look()
    store.pieces += 1
    assert looker.turn.has_work
    looker.look()
    monkeypatch.setattr(Days, "today", date(2027, 11, 2))
    assert looker.turn.has_work


def test_what_comes_in_meanwhile_is_looked_at_next(looker: Looker, kept: Kept) -> None:
    kept.comes_in = True
    looker.look()
    assert looker.turn.has_work


def test_what_failed_is_looked_at_again(looker: Looker, kept: Kept) -> None:
    kept.fails = True
    with pytest.raises(OSError, match="full"):
        looker.look()
    assert looker.turn.has_work


def test_one_process_has_the_turn(looker: Looker, store: Any, kept: Any, tmp_path: Path) -> None:
    other = Looker(store, kept, Lock(tmp_path / ".piece.lock"), lambda: NOW, lambda: Days.today)
    assert looker.turn.take()
    assert looker.turn.take()
    assert not other.turn.take()
    looker.turn.leave()
    assert other.turn.take()
    other.turn.leave()
