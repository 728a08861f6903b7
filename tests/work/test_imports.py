"""Files other than article lines: what is whole is taken, the rest is named with its place, and again changes nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from beatbook.desk import Desk
from beatbook.errors import InputError
from beatbook.model import Fetched
from beatbook.store.documents import Documents
from beatbook.store.rows import Wanted
from tests.work.town import page, prose, rss


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    Desk.init(tmp_path / "desk")
    with Desk.open(tmp_path / "desk", environ={}) as desk:
        yield desk


def fetched(path: str, body: str, kind: str = "text/html; charset=utf-8") -> Fetched:
    url = f"https://tide.example{path}"
    return Fetched(
        url, url, 200, (("Content-Type", kind),), body.encode(), datetime(2026, 11, 1, tzinfo=UTC), 0.1
    )


def told(headline: str) -> str:
    return page(headline, *prose(headline))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A WARC file of three pages and a picture, as the desk itself writes them."""
    with Documents(tmp_path / "made") as made:
        made.write(fetched("/1", told("Ferry stopped")))
        made.write(fetched("/logo", "not a page", "image/png"))
        made.write(fetched("/2", told("Ferry towed to the quay")))
        row = made.write(fetched("/3", told("Ferry passengers paid back")))
    return tmp_path / "made" / row.file


def headlines(desk: Desk) -> list[str]:
    return sorted(line.headline for line in desk.store.listing(Wanted(limit=50)).items)


def test_the_pages_of_a_web_archive_are_read_and_kept_with_their_bytes(desk: Desk, archive: Path) -> None:
    report = desk.import_file(archive)
    assert (report.total, report.new, report.refused) == (3, 3, [])
    assert headlines(desk) == ["Ferry passengers paid back", "Ferry stopped", "Ferry towed to the quay"]
    assert desk.store.counts().documents == 3
    before = desk.store.counts().versions
    assert desk.import_file(archive).new == 0
    assert desk.store.counts().versions == before


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_web_archive_cut_off_gives_what_is_whole_and_names_the_place(
    desk: Desk, archive: Path, share: float
) -> None:
    whole = archive.read_bytes()
    archive.write_bytes(whole[: int(len(whole) * share)])
    report = desk.import_file(archive)
    assert report.new == report.total < 3
    assert len(report.refused) == 1
    where, why = report.refused[0]
    assert where.startswith("byte ")
    assert "truncated" in why


def test_damage_in_the_middle_is_named(desk: Desk, archive: Path) -> None:
    raw = bytearray(archive.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    archive.write_bytes(bytes(raw))
    report = desk.import_file(archive)
    assert report.refused
    assert report.new < 3


def plain_warc(path: Path, *, cut: int = 0) -> None:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=False)
    body = page("Ferry stopped").encode()
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    record = writer.create_warc_record(
        "https://tide.example/1", "response", payload=io.BytesIO(body), length=len(body), http_headers=headers
    )
    writer.write_record(record)
    path.write_bytes(buffer.getvalue()[: -cut or None])


def test_an_archive_without_gzip(desk: Desk, tmp_path: Path) -> None:
    plain_warc(tmp_path / "a.warc")
    assert desk.import_file(tmp_path / "a.warc").new == 1
    plain_warc(tmp_path / "b.warc", cut=300)
    report = desk.import_file(tmp_path / "b.warc")
    assert report.new == 0
    assert "truncated" in report.refused[0][1]


def test_a_saved_feed(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text(
        rss("https://tide.example", ("/1", "Ferry stopped"), ("/2", "Quay sold"))
    )
    report = desk.import_file(tmp_path / "feed.xml")
    assert (report.total, report.new) == (2, 2)
    assert headlines(desk) == ["Ferry stopped", "Quay sold"]
    assert [s.name for s in desk.store.sources()] == ["The Tide"]
    assert desk.import_file(tmp_path / "feed.xml").new == 0


def test_a_subscription_list(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "list.opml").write_text(
        '<opml version="2.0"><body><outline text="News"><outline text="The Tide" type="rss" xmlUrl="https://tide.example/feed" '
        'htmlUrl="https://tide.example/"/><outline text="Bad" xmlUrl="file:///etc/passwd"/></outline></body></opml>'
    )
    report = desk.import_file(tmp_path / "list.opml")
    assert report.new == 1
    assert report.refused
    assert [(f.source, f.url) for f in desk.store.feeds()] == [("the-tide", "https://tide.example/feed")]
    assert desk.import_file(tmp_path / "list.opml").new == 0


@pytest.mark.parametrize(
    ("name", "body"), [("x.bin", b"\x00\x01\x02"), ("x.html", b"<html><p>hello"), ("x.xml", b"")]
)
def test_what_is_nothing_we_know_is_said_so(desk: Desk, tmp_path: Path, name: str, body: bytes) -> None:
    (tmp_path / name).write_bytes(body)
    with pytest.raises(InputError, match=name):
        desk.import_file(tmp_path / name)


def test_a_file_that_is_not_there(desk: Desk, tmp_path: Path) -> None:
    for name in ("a.jsonl", "a.warc.gz", "a.opml"):
        with pytest.raises(InputError, match="cannot be read"):
            desk.import_file(tmp_path / name)
    with pytest.raises(InputError, match="is a folder"):
        desk.import_file(tmp_path)


def test_files_that_run_newest_first_keep_their_order_within_a_day(desk: Desk, tmp_path: Path) -> None:
    days = ["2026-11-03", "2026-11-02", "2026-11-02", "2026-11-02", "2026-11-01"]
    rows = [
        f'{{"id": "n{i}", "headline": "No. {i}", "text": "x", "published": "{d}"}}'
        for i, d in enumerate(days)
    ]
    (tmp_path / "newest.jsonl").write_text("\n".join(rows))
    desk.import_file(tmp_path / "newest.jsonl")
    assert [line.key for line in desk.store.listing(Wanted()).items] == ["n0", "n1", "n2", "n3", "n4"]
    oldest = [row.replace('"n', '"o') for row in reversed(rows)]
    (tmp_path / "oldest.jsonl").write_text("\n".join(oldest))
    with Desk.open(desk.folder, environ={}) as other:
        other.import_file(tmp_path / "oldest.jsonl", source="other")
        keys = [line.key for line in other.store.listing(Wanted(source="other")).items]
    assert keys == ["o0", "o1", "o2", "o3", "o4"]
