"""Work that can be killed: what hangs, crashes or eats memory ends, and the next piece goes on."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator

import pytest

from beatbook.errors import ReadError, RuleError
from beatbook.work.children import Child, Children


def twice(n: int) -> int:
    return n * 2


def who(_: int = 0) -> int:
    return os.getpid()


def hang(seconds: float) -> None:
    time.sleep(seconds)


def die(code: int) -> None:
    os._exit(code)


def eat(size: int) -> int:
    return len(bytearray(size))


def dig(depth: int) -> int:
    return dig(depth + 1)


def refuse(reason: str) -> None:
    raise ReadError(reason, "as it was told")


def misread() -> None:
    raise RuleError("no", "a rule", 2, "another")


def stumble() -> None:
    raise KeyError("our own bug")


@pytest.fixture
def child() -> Iterator[Child]:
    child = Child()
    yield child
    child.kill()


def test_answers_and_our_errors_come_back_whole(child: Child) -> None:
    assert child.call(10, twice, 21) == 42
    with pytest.raises(ReadError, match="told") as caught:
        child.call(10, refuse, "not-html")
    assert caught.value.reason == "not-html"
    with pytest.raises(RuleError) as rule:
        child.call(10, misread)
    assert rule.value.position == 2


def test_what_hangs_is_killed_and_the_next_piece_is_done(child: Child) -> None:
    first = child.call(10, who)
    with pytest.raises(ReadError, match=r"not done after 0\.3 seconds"):
        child.call(0.3, hang, 60)
    assert child.call(10, who) != first


def test_what_crashes_is_named_and_the_next_piece_is_done(child: Child) -> None:
    with pytest.raises(ReadError) as caught:
        child.call(10, die, 7)
    assert caught.value.reason == "crashed"
    assert child.call(10, twice, 1) == 2


def test_what_eats_memory_is_stopped_and_the_child_lives(child: Child) -> None:
    first = child.call(10, who)
    with pytest.raises(ReadError) as caught:
        child.call(10, eat, 8 * 1024**3)
    assert caught.value.reason == "too-large"
    assert child.call(10, who) == first


def test_other_faults_end_at_the_boundary_with_their_name(child: Child) -> None:
    with pytest.raises(ReadError, match="KeyError"):
        child.call(10, stumble)
    with pytest.raises(ReadError) as caught:
        child.call(10, dig, 0)
    assert caught.value.reason == "too-deep"


def test_children_work_side_by_side() -> None:
    async def both() -> list[int]:
        with Children(2) as children:
            return await asyncio.gather(*(children.run(twice, n) for n in range(20)))

    assert asyncio.run(both()) == [n * 2 for n in range(20)]


def test_a_child_is_replaced_after_its_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("beatbook.work.children.PIECES", 2)
    child = Child()
    pids = [child.call(10, who) for _ in range(5)]
    child.kill()
    assert len(set(pids)) == 3
