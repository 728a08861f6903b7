"""The raw bytes that came over the wire, kept with their headers in WARC files (ISO 28500), one gzip member a record.

Every writer opens a file of its own and only appends, so a record that was cut off by a crash harms none before it
and is never pointed to: a row that names a record is written after the record is on disk. A file is closed when it is
full; the next one gets a new name.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import BinaryIO
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from beatbook.errors import StoreError
from beatbook.model import Fetched
from beatbook.store.intents import DocumentRow

FULL = 512 * 1024 * 1024
"""Bytes after which a file is closed and another begun: small enough to copy, large enough to be few."""

DECODED = {"content-encoding", "transfer-encoding", "content-length"}
"""Headers that no longer describe the body, which is kept decoded; they are kept under an `X-Archive-Orig-` name, as
web archives do."""


PRINTABLE = "".join(map(chr, range(32, 127)))


@contextmanager
def _on_disk(folder: Path) -> Iterator[None]:
    """The file system's errors as ours."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written: {error.strerror}") from error


class Documents:
    """The folder `documents/` of a desk. `write` may be called from any thread; `sync` puts all written so far on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = Lock()
        self._file: BinaryIO | None = None
        self._name = ""

    def __enter__(self) -> Documents:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, fetched: Fetched) -> DocumentRow:
        """Append one response. It is safe to point to only after the next `sync`."""
        headers = _headers(fetched.headers)
        headers.append(("Content-Length", str(len(fetched.body))))
        digest = hashlib.sha256(fetched.body).hexdigest()
        with self._lock, _on_disk(self.folder):
            file = self._open()
            start = file.tell()
            writer = WARCWriter(file, gzip=True)
            record = writer.create_warc_record(
                fetched.final_url,
                "response",
                payload=io.BytesIO(fetched.body),
                length=len(fetched.body),
                http_headers=StatusAndHeaders(f"{fetched.status} -", headers, protocol="HTTP/1.1"),
                warc_headers_dict={"WARC-Date": fetched.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")},
            )
            writer.write_record(record)
            end, name = file.tell(), self._name
        return DocumentRow(
            url=fetched.final_url,
            fetched_at=fetched.at,
            status=fetched.status,
            content_type=fetched.header("content-type") or "",
            digest=digest,
            size=len(fetched.body),
            file=name,
            offset=start,
            length=end - start,
        )

    def sync(self) -> None:
        with self._lock, _on_disk(self.folder):
            if self._file is not None:
                self._file.flush()
                os.fsync(self._file.fileno())

    def read(self, row: DocumentRow) -> tuple[Sequence[tuple[str, str]], bytes]:
        """The headers and the body of a kept document. Raises StoreError if the file is gone or not what it was."""
        path = self.folder / row.file
        try:
            with path.open("rb") as file:
                file.seek(row.offset)
                record = next(iter(ArchiveIterator(io.BytesIO(file.read(row.length)))))
                body = record.content_stream().read()
        except (OSError, StopIteration, ValueError, ArchiveLoadFailed) as error:
            raise StoreError(f"{path}: no document at offset {row.offset}") from error
        if hashlib.sha256(body).hexdigest() != row.digest:
            raise StoreError(f"{path}: the document at offset {row.offset} is damaged")
        return list(record.http_headers.headers), body

    def close(self) -> None:
        with self._lock, _on_disk(self.folder):
            if self._file is not None:
                self._file.flush()
                os.fsync(self._file.fileno())
                self._file.close()
                self._file = None

    def _open(self) -> BinaryIO:
        if self._file is not None and self._file.tell() >= FULL:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
        if self._file is None:
            now = datetime.now(UTC)
            self._name = f"{now:%Y-%m}/{now:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}.warc.gz"
            path = self.folder / self._name
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._file = path.open("xb")
                _sync_folder(path.parent)
            except OSError as error:
                raise StoreError(f"{path}: cannot be written: {error.strerror}") from error
        return self._file


def _sync_folder(folder: Path) -> None:
    """Put a new file's name on disk too, not only its bytes."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _headers(headers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Header lines as WARC can carry them: what is not ASCII is percent-encoded, as RFC 8187 does."""
    return [
        (f"X-Archive-Orig-{name}" if name.lower() in DECODED else name, quote(value, safe=PRINTABLE))
        for name, value in ((quote(k, safe=PRINTABLE), v) for k, v in headers)
    ]
