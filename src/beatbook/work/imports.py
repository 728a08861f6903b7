"""Files other than article lines: web archives, subscription lists, saved feeds."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from beatbook.errors import InputError, ReadError
from beatbook.gather.feeds import parse_feed
from beatbook.gather.opml import read_opml
from beatbook.model import Article, Entry, Fetched, Kind, Source, Watch
from beatbook.store.documents import Documents
from beatbook.work import decide
from beatbook.work.children import SECONDS, Child
from beatbook.work.importer import BATCH, Importer, Read, Report
from beatbook.work.lines import NEVER, clean
from beatbook.work.memories import Taught
from beatbook.work.reading import READER, study_apart

if TYPE_CHECKING:
    from beatbook.desk import Desk

WHOLE = 64 * 1024 * 1024
"""Bytes of a feed or list that is read into memory."""

MEMBER = 256 * 1024 * 1024
"""Decompressed bytes of one gzip member of a web archive; one record is far smaller, a bomb is larger."""

PIECE = 1024 * 1024

PAGES = ("text/html", "application/xhtml+xml")


def whole(path: Path) -> bytes:
    """A small file's bytes, unzipped if it is gzipped. Raises InputError."""
    try:
        with path.open("rb") as raw:
            zipped = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            body = (gzip.GzipFile(fileobj=raw) if zipped else raw).read(WHOLE + 1)
    except IsADirectoryError as error:
        raise InputError(f"{path}: is a folder") from error
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if len(body) > WHOLE:
        raise InputError(f"{path}: larger than {WHOLE // 1024 // 1024} MB")
    return body


# ---- subscription lists and feeds --------------------------------------------------------------------------------------------


def opml(desk: Desk, body: bytes) -> Report:
    """Make the sources and feeds of a list known; articles come with the next gathering."""
    report = Report(unit=("feed", "feeds"))
    try:
        subscriptions, problems = read_opml(body)
    except ReadError as error:
        raise InputError(str(error)) from error
    report.refused += [("in the list", p) for p in problems]
    have = {f.url for f in desk.store.feeds()}
    for subscription in subscriptions:
        report.total += 1
        if subscription.url in have:
            continue
        taken = [s.slug for s in desk.store.sources()]
        name = subscription.title or decide.host_name(subscription.url) or subscription.url
        desk.watch(Watch(Source(decide.slug_of(name, taken), name, subscription.home), (subscription.url,)))
        report.new += 1
    return report


def feed(importer: Importer, body: bytes, path: Path, source: str) -> Report:
    """Keep what a saved feed says, without fetching its pages."""
    report = Report(unit=("entry", "entries"))
    try:
        reading = parse_feed(body)
    except ReadError as error:
        raise InputError(
            f"{path}: neither article lines, WARC, OPML nor a feed we can read: {error}"
        ) from error
    name = source or reading.title or path.stem
    stand_in = Source(decide.slug_of(name), name, language=reading.language)
    batch: list[Article] = []
    read: dict[str, Read] = {}
    for number, entry in enumerate(reading.entries, 1):
        report.total += 1
        version = decide.from_entry(entry, stand_in)
        if version is None:
            report.refused.append((f"entry {number}", "no headline"))
            continue
        article = Article(decide.article_id(stand_in.slug, entry), name, entry.url, NEVER, version)
        read[article.id] = Read("feed", decide.names_of(entry))
        batch.append(article)
    importer.articles(batch, report, read)
    report.refused += [("in the feed", p) for p in reading.problems]
    return report


# ---- web archives ---------------------------------------------------------------------------------------------------------


def warc(importer: Importer, documents: Documents, path: Path, source: str) -> Report:
    """Read the pages of a WARC file, each in the light of those before it, and keep them with their bytes. What is cut
    off or damaged is named with its offset; what is whole is taken."""
    report = Report(unit=("page", "pages"))
    child = Child()
    waiting: list[tuple[Article, Read]] = []

    def keep() -> None:
        documents.sync()
        importer.articles([a for a, _ in waiting], report, {a.id: r for a, r in waiting})
        waiting.clear()

    def study(page: Fetched, slug: str, key: str) -> Taught:
        kind = page.header("content-type") or ""
        given = importer.memories.give(slug)
        studied = child.call(
            SECONDS, study_apart, page.body, page.final_url, kind, page.at, None, given.memory
        )
        return importer.memories.learn(given, key, studied, importer.now())

    try:
        for where, page in _pages(path, report):
            report.total += 1
            name = source or decide.host_name(page.url) or path.stem
            key = decide.article_id(decide.slug_of(name), Entry(page.url, page.url))
            slug = importer.slug(name)
            try:
                taught = study(page, slug, key)
                taught = taught.then(study(page, slug, key)) if taught.anew else taught
            except ReadError as error:
                report.refused.append((where, str(error)))
                continue
            reading = taught.reading
            if reading.kind is not Kind.ARTICLE:
                report.refused.append((where, f"{page.url}: {reading.reason or reading.kind.value}"))
                if taught.observed is None:
                    continue
            row = documents.write(page)
            read = Read(READER, (), row, taught)
            waiting.append((Article(key, name, page.url, NEVER, reading.version), read))
            if len(waiting) >= BATCH:
                keep()
        keep()
    finally:
        child.stop()
    return report


def _pages(path: Path, report: Report) -> Iterator[tuple[str, Fetched]]:
    """The pages of a web archive that came with status 200, each with where it stands."""
    for offset, file in _members(path, report):
        where = f"byte {offset:,}"
        try:
            for record in ArchiveIterator(file, check_digests=True):
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                page, problem = _page(record)
                if problem:
                    report.refused.append((where, problem))
                elif page is not None:
                    yield where, page
        except (ArchiveLoadFailed, AttributeError, ValueError, EOFError, zlib.error, OSError) as error:
            report.refused.append((where, f"not a whole record: {error}"[:200]))


def _page(record: Any) -> tuple[Fetched | None, str | None]:
    """A response as a page, or what is wrong with it; neither if it is no page."""
    url = clean(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    kind = (record.http_headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
    status = record.http_headers.get_statuscode()
    body = record.content_stream().read(WHOLE)
    if getattr(record.raw_stream, "limit", 0) > 0:
        return None, f"{url}: truncated: {record.raw_stream.limit} bytes are missing"
    checker = record.digest_checker
    if checker is not None and checker.passed is False:
        return None, f"{url}: damaged: its digest does not match"
    if status != "200" or kind not in PAGES:
        return None, None
    try:
        at = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "")
        at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None, f"{url}: no usable date"
    headers = tuple((clean(k), clean(v)) for k, v in record.http_headers.headers)
    return Fetched(url, url, 200, headers, body, at, 0.0), None


def _members(path: Path, report: Report) -> Iterator[tuple[int, io.BufferedIOBase]]:
    """The gzip members of a file, unzipped, with their offsets: in a good archive each holds one record. A member that
    breaks off is named. A file that is not gzipped comes whole."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error
    with file:
        if file.read(2) != b"\x1f\x8b":
            file.seek(0)
            yield 0, file
            return
        offset = 0
        while True:
            file.seek(offset)
            body, used, problem = _member(file)
            if used == 0:
                return
            if problem:
                report.refused.append((f"byte {offset:,}", problem))
                return
            yield offset, io.BytesIO(body)
            offset += used


def _member(file: Any) -> tuple[bytes, int, str | None]:
    """One gzip member: its bytes, how many it took in the file, and what is wrong with it."""
    unzip = zlib.decompressobj(31)
    parts: list[bytes] = []
    size = used = 0
    while not unzip.eof:
        piece = file.read(PIECE)
        if not piece:
            return b"", used, "truncated here" if used else None
        used += len(piece)
        try:
            data = unzip.decompress(piece, MEMBER - size + 1)
        except zlib.error as error:
            return b"", used, f"not gzip: {error}"
        size += len(data)
        parts.append(data)
        if size > MEMBER or unzip.unconsumed_tail:
            return b"", used, f"a member of more than {MEMBER // 1024 // 1024} MB"
    return b"".join(parts), used - len(unzip.unused_data), None
