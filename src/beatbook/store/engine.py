"""How SQLite is opened, and the one place where its errors become ours.

The SQLite that comes with most Pythons has the WAL-reset bug (3.7.0 to 3.51.2: two connections that write and
checkpoint at the same instant can lose committed pages, https://sqlite.org/wal.html). We carry a newer one, in the
package `pysqlite3`; see docs/decisions/0003-sqlite.md.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any

import pysqlite3.dbapi2 as driver
import sqlalchemy as sa
from sqlalchemy import event

from beatbook.errors import Busy, StoreError

SAFE_WAL = (3, 51, 3)
"""The first SQLite without the WAL-reset bug."""

BUSY_TIMEOUT = 30_000
"""Milliseconds that a writer waits for another process's transaction before it gives up."""

NETWORK_FILE_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs"}
)
"""Where SQLite's locks cannot be trusted."""


def file_system(path: Path, mounts: str) -> str:
    """The type of the file system that holds `path`, by the text of /proc/self/mounts; empty if it cannot be told."""
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split()
        if len(parts) < 3:
            continue
        point = parts[1].encode().decode("unicode_escape")
        if (path.is_relative_to(point)) and len(point) > len(best):
            best, kind = point, parts[2]
    return kind


def refuse_network(folder: Path) -> None:
    """Raise StoreError if `folder` lies on a network file system."""
    mounts = Path("/proc/self/mounts")
    kind = file_system(folder.resolve(), mounts.read_text(encoding="utf-8")) if mounts.exists() else ""
    if kind in NETWORK_FILE_SYSTEMS:
        raise StoreError(
            f"{folder}: is on a network file system ({kind}), where SQLite's locks cannot be trusted"
        )


class Engine:
    """Connections to one database file: one that writes, behind a lock, and a pool of those that read."""

    def __init__(self, path: Path) -> None:
        if driver.sqlite_version_info < SAFE_WAL:
            raise StoreError(
                f"SQLite {driver.sqlite_version} can corrupt the archive; 3.51.3 or newer is needed"
            )
        refuse_network(path.parent)
        self.path = path
        self._lock = RLock()
        self._write = self._make(1, readonly=False)
        self._read = self._make(16, readonly=True)

    def _make(self, size: int, *, readonly: bool) -> sa.Engine:
        engine = sa.create_engine(
            f"sqlite:///{self.path}",
            module=driver,
            poolclass=sa.pool.QueuePool,
            pool_size=size,
            max_overflow=0,
            connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT / 1000},
        )

        @event.listens_for(engine, "connect")
        def _connect(connection: Any, record: Any) -> None:
            connection.isolation_level = None
            for pragma in (
                f"busy_timeout={BUSY_TIMEOUT}",
                "journal_mode=WAL",
                "synchronous=FULL",
                "foreign_keys=ON",
                "temp_store=MEMORY",
                "mmap_size=0",
                "cache_size=-32000",
                "journal_size_limit=67108864",
                f"query_only={'ON' if readonly else 'OFF'}",
            ):
                connection.execute(f"PRAGMA {pragma}")

        @event.listens_for(engine, "begin")
        def _begin(connection: sa.Connection) -> None:
            connection.exec_driver_sql("BEGIN" if readonly else "BEGIN IMMEDIATE")

        return engine

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One write transaction: all of it, or nothing."""
        with self._lock, self._mended(), self._write.begin() as connection:
            yield connection

    @contextmanager
    def reading(self, seconds: float | None = None) -> Iterator[sa.Connection]:
        """One consistent view of the archive. A question that takes longer than `seconds` is given up: Busy."""
        with self._mended(), self._read.begin() as connection:
            raw: Any = connection.connection.driver_connection
            if seconds is not None:
                until = time.monotonic() + seconds
                raw.set_progress_handler(lambda: time.monotonic() > until, 20_000)
            try:
                yield connection
            finally:
                if seconds is not None:
                    raw.set_progress_handler(None, 0)

    @contextmanager
    def _mended(self) -> Iterator[None]:
        """Turn the driver's errors into ours; our own bugs pass through as they are."""
        try:
            yield
        except sa.exc.OperationalError as error:
            text = str(error.orig)
            if "interrupted" in text:
                raise Busy("the question takes too long; ask a narrower one") from error
            if "locked" in text:
                raise Busy(
                    f"{self.path}: another process has been writing for {BUSY_TIMEOUT // 1000} s"
                ) from error
            raise StoreError(f"{self.path}: {text}") from error
        except sa.exc.TimeoutError as error:
            raise Busy(f"{self.path}: too many readers at the same time") from error
        except sa.exc.DatabaseError as error:
            if isinstance(error.orig, (driver.IntegrityError, driver.ProgrammingError)):
                raise
            raise StoreError(f"{self.path}: {error.orig}") from error

    def facts(self) -> dict[str, str]:
        with self.reading() as connection:
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()
            sync = connection.exec_driver_sql("PRAGMA synchronous").scalar_one()
        return {
            "engine": f"SQLite {driver.sqlite_version}",
            "journal": f"{mode}, synchronous={ {0: 'off', 1: 'normal', 2: 'full', 3: 'extra'}[sync] }",
        }

    def close(self) -> None:
        with self._lock:
            self._read.dispose()
            self._write.dispose()
