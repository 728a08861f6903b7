"""Processes that do the heavy and the dangerous: each piece has a time and a memory it may take, and is killed beyond.

A page can make a parser loop or eat all memory. What runs here can be stopped from outside without harm to the rest,
which neither a thread nor a shared pool allows. A child that was killed is replaced; the piece it was at is answered
with a `ReadError` (`too-slow`, `crashed`), never silently dropped and never tried on another child.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, TypeVar

from beatbook.errors import BeatbookError, ReadError

T = TypeVar("T")

SECONDS = 10.0
"""Wall clock that one piece may take."""

START_SECONDS = 60.0
"""Wall clock that a fresh child may take for its first piece, imports included."""

MEMORY = 1536 * 1024 * 1024
"""Bytes of address space of a child. Libraries map about 600 MB before any work; a 15 MB page parses within the rest."""

PIECES = 5_000
"""Pieces after which a child is replaced, so that a leak in a library cannot grow for ever."""


def _work(pipe: Connection, memory: int) -> None:
    """A child's life: take a piece, do it, answer; end when the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _limit_memory(memory)
    while True:
        try:
            function, args = pipe.recv()
        except (EOFError, OSError):
            return
        answer: tuple[bool, Any]
        try:
            answer = True, function(*args)
        except BeatbookError as error:
            answer = False, error
        except MemoryError:
            answer = False, ReadError("too-large", "it took more memory than a page may")
        except RecursionError:
            answer = False, ReadError("too-deep", "nested deeper than we follow")
        except Exception as error:  # noqa: BLE001 - the stage boundary: whatever a page makes a library do ends here
            answer = False, ReadError("crashed", f"{type(error).__name__}: {error}"[:300])
        pipe.send(answer)


def _limit_memory(memory: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows: there the time limit alone holds
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (memory, hard))


class Child:
    """One process, for one piece at a time."""

    def __init__(self, memory: int = MEMORY) -> None:
        self._memory = memory
        self._process: Any = None
        self._pipe: Connection | None = None
        self._done = 0

    def call(self, seconds: float, function: Callable[..., T], *args: Any) -> T:
        """`function(*args)` in the child. Raises what it raised, or ReadError where it had to be stopped."""
        if self._process is None or not self._process.is_alive() or self._done >= PIECES:
            self.stop()
            self._start()
        assert self._pipe is not None
        wait = seconds if self._done else max(seconds, START_SECONDS)
        self._done += 1
        try:
            self._pipe.send((function, args))
            if not self._pipe.poll(wait):
                self.kill()
                raise ReadError("too-slow", f"not done after {wait:g} seconds")
            fine, value = self._pipe.recv()
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            self.kill()
            raise ReadError("crashed", "the process that read it ended") from error
        if not fine:
            raise value
        return value  # type: ignore[no-any-return]

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        pipe, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self._memory), daemon=True)
        try:
            process.start()
        except OSError:
            pipe.close()
            raise
        finally:
            theirs.close()
        self._process, self._pipe = process, pipe
        self._done = 0

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self.stop()

    def stop(self) -> None:
        """Let the child end: it does when its pipe closes."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.join(5)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
            self._process.close()
        self._pipe = self._process = None


class Children:
    """`count` children, started when first needed. Use as a context manager, from one event loop."""

    def __init__(self, count: int = 0, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.count = count or os.cpu_count() or 1
        self.seconds = seconds
        self._children = [Child(memory) for _ in range(self.count)]
        self._threads = ThreadPoolExecutor(self.count, thread_name_prefix="child")
        self._idle: asyncio.LifoQueue[Child] = asyncio.LifoQueue()
        for child in self._children:
            self._idle.put_nowait(child)

    async def run(self, function: Callable[..., T], *args: Any) -> T:
        child, loop = await self._idle.get(), asyncio.get_running_loop()

        def call() -> T:
            try:
                return child.call(self.seconds, function, *args)
            finally:  # also when nobody waits for the answer any more: only now is the child free
                loop.call_soon_threadsafe(self._idle.put_nowait, child)

        return await loop.run_in_executor(self._threads, call)

    def __enter__(self) -> Children:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in self._children:
            child.kill()
        self._threads.shutdown(wait=True)
