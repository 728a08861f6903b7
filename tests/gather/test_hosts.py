"""The gate with a clock that only moves when somebody sleeps."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable

import pytest

from beatbook.gather import hosts
from beatbook.gather.hosts import HostGate, host_of


class Clock:
    """Time passes when all wait: each sleeper wakes in order of its due time."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        due = self.now + seconds
        await asyncio.sleep(0)
        self.now = max(self.now, due)


def gate(clock: Clock, **options: float) -> HostGate:
    return HostGate(clock=clock, sleep=clock.sleep, **options)  # type: ignore[arg-type]


def run(test: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(test(), 10))


def test_one_at_a_time_and_a_gap_between() -> None:
    async def test() -> None:
        clock, starts, inside = Clock(), [], 0
        ours = gate(clock, gap=2.0)

        async def ask(n: int) -> None:
            nonlocal inside
            async with ours.turn("https://a.example/x"):
                inside += 1
                assert inside == 1
                starts.append((n, clock.now))
                clock.now += 0.5
                await asyncio.sleep(0)
                inside -= 1

        await asyncio.gather(*(ask(n) for n in range(5)))
        assert [n for n, _ in starts] == [0, 1, 2, 3, 4]
        assert all(later - sooner >= 2.5 for (_, sooner), (_, later) in itertools.pairwise(starts))

    run(test)


def test_hosts_do_not_wait_for_each_other_and_all_are_bounded() -> None:
    async def test() -> None:
        clock, most, inside = Clock(), 0, 0
        ours = gate(clock, concurrency=3)

        async def ask(n: int) -> None:
            nonlocal most, inside
            async with ours.turn(f"http://h{n}.example/"):
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0.001)
                inside -= 1

        await asyncio.gather(*(ask(n) for n in range(12)))
        assert most == 3
        assert clock.slept == []

    run(test)


def test_a_held_host_takes_no_place() -> None:
    async def test() -> None:
        clock = Clock()
        ours = gate(clock, concurrency=1)
        ours.hold("http://slow.example/", 3600)
        ours.hold("http://slow.example/", 5)  # a shorter wait does not cut the longer one
        assert ours.wait("http://slow.example/a") == 3600
        async with asyncio.timeout(1):
            async with ours.turn("http://quick.example/"):
                pass
        async with ours.turn("http://slow.example/"):
            assert clock.now >= 4600

    run(test)


def test_crawl_delay_widens_the_gap_up_to_a_cap_and_never_narrows_it() -> None:
    async def test() -> None:
        clock = Clock()
        ours = gate(clock, gap=2.0)
        for said, gap in ((10.0, 10.0), (1e9, hosts.CRAWL_DELAY_CAP), (0.1, 2.0), (None, 2.0)):
            ours.crawl_delay("http://a.example/", said)
            async with ours.turn("http://a.example/"):
                pass
            assert ours.wait("http://a.example/") == pytest.approx(gap)

    run(test)


def test_a_failing_or_cancelled_turn_gives_the_place_back() -> None:
    async def test() -> None:
        ours = gate(Clock(), concurrency=1, gap=0)
        with pytest.raises(RuntimeError):
            async with ours.turn("http://a.example/"):
                raise RuntimeError
        async with ours.turn("http://a.example/"):
            waiting = asyncio.create_task(ours.turn("http://a.example/").__aenter__())
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
        async with asyncio.timeout(1), ours.turn("http://a.example/"):
            pass

    run(test)


def test_idle_hosts_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hosts, "HOSTS_KEPT", 10)

    async def test() -> None:
        clock = Clock()
        ours = gate(clock, gap=1.0)
        ours.hold("http://held.example/", 1e6)
        for n in range(100):
            async with ours.turn(f"http://h{n}.example/"):
                clock.now += 2
        assert len(ours._hosts) <= 12
        assert ours.wait("http://held.example/") > 0

    run(test)


def test_keys() -> None:
    assert host_of("http://u:p@A.example:8080/x") == "a.example:8080"
    assert host_of("nonsense") == host_of("http://[") == ""
