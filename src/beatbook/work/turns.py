"""Stages that one process of a desk does at a time, beside what it gathers."""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

import structlog

from beatbook.errors import BeatbookError
from beatbook.store.protocol import Store
from beatbook.work.locks import Lock

log = structlog.get_logger("beatbook.beside")

REST = 60.0
"""Seconds for which a stage that failed as such is left alone."""


class Turn:
    """Whose turn it is to do a stage of work: who takes the lock frees what a killed process left. `due`: what waits for a later
    time than this is no work yet."""

    def __init__(
        self, store: Store, stage: str, lock: Lock, due: Callable[[], datetime] | None = None
    ) -> None:
        self._store, self._stage, self._lock, self._due = store, stage, lock, due
        self.owner = f"{os.uname().nodename}:{os.getpid()}:{secrets.token_hex(4)}"
        self.taken = 0
        """How many times it became ours: others may have done something in between."""

    @property
    def has_work(self) -> bool:
        """Whether there is something to claim; also what a killed process holds, until we have the lock and free it."""
        ready = self._store.next_ready(self._stage)
        if ready is not None and (self._due is None or ready <= self._due()):
            return True
        if self._due is not None and self.taken:
            return False
        return not self._lock.held and self._store.waiting(self._stage) > 0

    def take(self) -> bool:
        """Be the one who does it, if nobody else is; whether we are."""
        if not self._lock.held:
            if not self._lock.take():
                return False
            self._store.free(self._stage, but=self.owner)
            self.taken += 1
        return True

    def holder(self) -> str:
        """The process that does it, as far as it can be told."""
        return self._lock.holder()

    def leave(self) -> None:
        """Let another process do it; what is claimed here is given back."""
        if self._lock.held:
            self._store.free(self._stage)
            self._lock.leave()


class Taken(Protocol):
    """Whose turn something is, as `Turn` has it."""

    @property
    def has_work(self) -> bool: ...

    def take(self) -> bool: ...

    def holder(self) -> str: ...

    def leave(self) -> None: ...


class Stage(Protocol):
    """What does a stage in its turn."""

    @property
    def turn(self) -> Taken: ...

    async def run(self, stop: asyncio.Event) -> Any:
        """Work until nothing is left, or until `stop` is set. Only for whose turn it is."""


class Beside:
    """Does these stages beside what is gathered, one at a time: the first that has work, unless another process is at it."""

    def __init__(self, *stages: Stage) -> None:
        self._stages = stages
        self._task: asyncio.Task[None] | None = None
        self._from = dict.fromkeys(range(len(stages)), 0.0)

    def start(self, stop: asyncio.Event) -> set[asyncio.Task[None]]:
        """A task that does what there is to do, if there is and none is under way."""
        if self._task is not None and not self._task.done():
            return set()
        clock = asyncio.get_running_loop().time()
        for n, stage in enumerate(self._stages):
            if clock >= self._from[n] and stage.turn.has_work and stage.turn.take():
                self._task = asyncio.create_task(self._run(n, stage, stop))
                return {self._task}
        return set()

    async def _run(self, n: int, stage: Stage, stop: asyncio.Event) -> None:
        """What goes wrong with a stage as such keeps nothing from being gathered: it is tried again later."""
        try:
            await stage.run(stop)
        except BeatbookError:
            raise
        except Exception:
            log.exception("failed as such", stage=type(stage).__name__)
            stage.turn.leave()
            self._from[n] = asyncio.get_running_loop().time() + REST

    def leave(self) -> None:
        for stage in self._stages:
            stage.turn.leave()
