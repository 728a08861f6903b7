"""Results to disk, many at a time: one thread that keeps documents, then applies intents in one transaction.

A transaction costs a flush of the disk whatever it holds, so results that come in while one is under way go together
into the next. `put` returns when its result is safely kept.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from beatbook.model import Fetched
from beatbook.store.documents import Documents
from beatbook.store.intents import Applied, Keep, Poll
from beatbook.store.protocol import Store

BATCH = 100
"""Results in one transaction at the most: it bounds what a reader of the archive waits for and what a crash undoes."""

Result = tuple[Poll | Keep, Fetched | None]


class Writer:
    """Use as an async context manager; leaving it writes what is still waiting."""

    def __init__(self, store: Store, documents: Documents) -> None:
        self._store, self._documents = store, documents
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self._waiting: list[tuple[Result, asyncio.Future[Applied]]] = []
        self._wake = asyncio.Event()
        self._closing = False
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Writer:
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *error: object) -> None:
        self._closing = True
        self._wake.set()
        assert self._task is not None
        await self._task
        self._thread.shutdown()

    async def put(self, intent: Poll | Keep, fetched: Fetched | None = None) -> Applied:
        """Keep `fetched` as the intent's document and apply the intent; raises what the store raised. What a whole
        transaction changed is told to the first of its results."""
        done: asyncio.Future[Applied] = asyncio.get_running_loop().create_future()
        self._waiting.append(((intent, fetched), done))
        self._wake.set()
        return await done

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while not (self._closing and not self._waiting):
            await self._wake.wait()
            self._wake.clear()
            while self._waiting:
                batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
                results = await loop.run_in_executor(self._thread, self._write, [r for r, _ in batch])
                for (_, done), result in zip(batch, results, strict=True):
                    if done.cancelled():
                        continue
                    if isinstance(result, Exception):
                        done.set_exception(result)
                    else:
                        done.set_result(result)

    def _write(self, results: list[Result]) -> list[Applied | Exception]:
        """One transaction for all; if that fails, one for each, so that a bad one takes no good one with it."""
        answers: list[Applied | Exception | None] = [None] * len(results)
        intents: dict[int, Poll | Keep] = {}
        for i, (intent, fetched) in enumerate(results):
            try:
                intents[i] = replace(intent, document=self._documents.write(fetched)) if fetched else intent
            except Exception as error:  # noqa: BLE001 - handed to whoever put the result
                answers[i] = error
        try:
            self._documents.sync()
            done = self._store.apply(list(intents.values()))
        except Exception as error:  # noqa: BLE001 - found out one by one
            for i, intent in intents.items():
                answers[i] = error if len(intents) == 1 else self._one(intent)
        else:
            for i in intents:
                answers[i], done = done, Applied()
        return [a if a is not None else Applied() for a in answers]

    def _one(self, intent: Poll | Keep) -> Applied | Exception:
        try:
            return self._store.apply([intent])
        except Exception as error:  # noqa: BLE001 - handed to whoever put the result
            return error
