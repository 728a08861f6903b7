"""The raw bytes: what was written is what is read, and a crash harms nothing before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from beatbook.errors import StoreError
from beatbook.model import Fetched
from beatbook.store import documents
from beatbook.store.documents import Documents


def fetched(body: bytes, **headers: str) -> Fetched:
    return Fetched(
        url="https://tide.example/1",
        final_url="https://tide.example/1",
        status=200,
        headers=tuple((k.replace("_", "-"), v) for k, v in headers.items()),
        body=body,
        at=datetime(2026, 11, 20, 12, tzinfo=UTC),
        seconds=0.1,
    )


def test_bytes_and_headers_come_back(tmp_path: Path) -> None:
    with Documents(tmp_path) as kept:
        rows = [
            kept.write(fetched(bytes([i]) * 5000, Content_Type="text/html", ETag='W/"a"')) for i in range(20)
        ]
        kept.sync()
        for i, row in enumerate(rows):
            headers, body = kept.read(row)
            assert body == bytes([i]) * 5000
            assert ("ETag", 'W/"a"') in headers
    assert len({r.file for r in rows}) == 1
    assert all(a.offset + a.length == b.offset for a, b in pairwise(rows))


def test_codings_that_are_gone_are_kept_under_another_name(tmp_path: Path) -> None:
    with Documents(tmp_path) as kept:
        row = kept.write(fetched(b"x", Content_Encoding="gzip", Content_Length="999"))
        kept.sync()
        headers, body = kept.read(row)
    assert body == b"x"
    assert ("X-Archive-Orig-Content-Encoding", "gzip") in headers
    assert ("Content-Length", "1") in headers


def test_a_record_cut_off_by_a_crash_harms_none_before_it(tmp_path: Path) -> None:
    with Documents(tmp_path) as kept:
        first = kept.write(fetched(b"whole" * 1000))
        second = kept.write(fetched(b"cut off" * 1000))
    path = tmp_path / first.file
    path.write_bytes(path.read_bytes()[: second.offset + second.length // 2])
    with Documents(tmp_path) as kept:
        assert kept.read(first)[1] == b"whole" * 1000
        with pytest.raises(StoreError, match="offset"):
            kept.read(second)
        third = kept.write(fetched(b"after"))
        assert third.file != first.file


def test_damage_is_found(tmp_path: Path) -> None:
    with Documents(tmp_path) as kept:
        row = kept.write(fetched(b"said"))
        kept.sync()
        with pytest.raises(StoreError, match="damaged"):
            kept.read(replace(row, digest="0" * 64))
        with pytest.raises(StoreError, match="no document"):
            kept.read(replace(row, file="gone.warc.gz"))


def test_a_full_file_is_followed_by_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "FULL", 1000)
    with Documents(tmp_path) as kept:
        rows = [kept.write(fetched(bytes(range(256)) * 10)) for _ in range(4)]
        kept.sync()
        assert all(kept.read(r)[1] == bytes(range(256)) * 10 for r in rows)
    assert len({r.file for r in rows}) > 1


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "documents").write_text("a file stands in the way")
    with Documents(tmp_path / "documents") as kept, pytest.raises(StoreError, match="cannot be written"):
        kept.write(fetched(b"x"))
