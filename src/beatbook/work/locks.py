"""One gatherer to a desk, and one that reads again: locks that the system takes back when their holder is gone, however
it went."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from beatbook.errors import Busy, StoreError


class Lock:
    """The lock file at `path`, which one process holds at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    @property
    def held(self) -> bool:
        return self._file is not None

    def take(self) -> bool:
        """Hold the lock if nobody else does; whether it is ours now."""
        if self._file is not None:
            return True
        try:
            file = self.path.open("a+", encoding="ascii")
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be written: {error.strerror}") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file
        return True

    def leave(self) -> None:
        """Let it go, if it is ours."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def holder(self) -> str:
        """The process that has it, as far as it can be told."""
        return self.path.read_text(encoding="ascii").strip() or "unknown"


@contextmanager
def only_one(path: Path, what: str) -> Iterator[None]:
    """Hold the lock file at `path`; raises Busy naming the process that has it."""
    lock = Lock(path)
    if not lock.take():
        raise Busy(f"{what} is already running on this desk (process {lock.holder()})")
    try:
        yield
    finally:
        lock.leave()
