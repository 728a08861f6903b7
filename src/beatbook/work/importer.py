"""Bringing an archive in: article lines, WARC files, OPML, feed files. What is whole is taken; the rest is named.

Importing the same file again changes nothing: articles keep the ids that their lines gave them.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import IO

from beatbook.errors import InputError
from beatbook.filing.match import Matcher
from beatbook.model import Article, Kind, Outcome, Source
from beatbook.read.dates import plausible
from beatbook.read.language import Languages
from beatbook.settings import Settings
from beatbook.store.intents import Applied, DocumentRow, Keep
from beatbook.store.protocol import Store
from beatbook.work import decide, lines
from beatbook.work.ends import as_taught
from beatbook.work.memories import Memories, Taught

SAMPLE = 300
"""Characters of a text that its language is told from, where its line does not say it."""

BATCH = 500
"""Articles in one transaction."""


@dataclass(slots=True)
class Report:
    """What an import did. `total` counts the `unit`s that were found; `refused` names where (line, byte) and why."""

    unit: tuple[str, str] = ("line", "lines")
    total: int = 0
    new: int = 0
    changed: int = 0
    filed: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Read:
    """How an article was read, for those that come as pages or from a feed. `names` is what it goes by there."""

    reader: str
    names: tuple[str, ...] = ()
    document: DocumentRow | None = None
    taught: Taught | None = None


class Importer:
    def __init__(
        self,
        store: Store,
        settings: Settings,
        matcher: Callable[[], Matcher],
        now: Callable[[], datetime],
        progress: Callable[[Report], None] = lambda report: None,
    ) -> None:
        self.now = now
        self._store, self._settings, self._matcher, self._progress = store, settings, matcher, progress
        self._languages = Languages()
        self._slugs: dict[str, str] = {}
        self._sources = {s.slug: s for s in store.sources()}
        self.memories = Memories(store)

    def article_lines(self, path: Path, source: str = "") -> Report:
        """Import a `.jsonl` or `.jsonl.gz` file. Raises InputError if the file as such cannot be read."""
        report = Report()
        batch: list[Article] = []
        with opened(path) as file:
            for number, row in lines.objects(_readable(file, report)):
                report.total += 1
                try:
                    if isinstance(row, str):
                        raise InputError(row)
                    batch.append(lines.article_in(row, source=source))
                except InputError as error:
                    report.refused.append((f"line {number}", str(error)))
                if len(batch) >= BATCH:
                    self.articles(batch, report)
                    batch = []
            self.articles(batch, report)
        return report

    def articles(
        self, batch: Sequence[Article], report: Report, read: Mapping[str, Read] | None = None
    ) -> None:
        """File and keep a batch. Where it runs newest first it is kept in the opposite order, so that of articles of
        one day the list shows those first that the file has first."""
        batch = self._ours(batch, report)
        if not batch:
            return
        now, rules = self.now(), self._matcher()
        every = [self._keep(a, now, rules, (read or {}).get(a.id)) for a in batch]
        keeps = [k for k in every if k.version]
        done: Applied = self._store.apply(list(reversed(keeps)) if newest_first(keeps) else keeps)
        if len(keeps) < len(every):
            self._store.apply([k for k in every if not k.version])
        report.new += done.new
        report.changed += done.changed
        report.filed += sum(k.outcome is Outcome.FILED for k in keeps)
        self._progress(report)

    def _ours(self, batch: Sequence[Article], report: Report) -> list[Article]:
        """Without those whose id is taken by an article of another source: an import must not speak for others."""
        owners = self._store.owners([a.id for a in batch])
        ours = []
        for article in batch:
            owner = owners.get(article.id)
            if owner is None or owner == self._source(article, self.now()):
                ours.append(article)
            else:
                report.refused.append((f"id {article.id}", f"is the id of an article of '{owner}'"))
        return ours

    def _keep(self, article: Article, now: datetime, rules: Matcher, read: Read | None) -> Keep:
        said = article.version
        sample = said.text[:SAMPLE] if len(said.text) >= SAMPLE else f"{said.headline or ''} {said.text}"
        version = replace(
            decide.fit(said),
            published=plausible(said.published, now),
            language=self._languages.of(sample, said.language),
        )
        article = replace(article, source=self._source(article, now), version=version, first_seen=now)
        filings = tuple(rules.file(article))
        sorted_at, day = decide.placed(version.published, now, self._settings.desk.zone)
        keep = Keep(
            key=article.id,
            source=article.source,
            first_seen=now,
            outcome=Outcome.FILED if filings else Outcome.KEPT,
            day=day.day,
            sorted_at=sorted_at,
            url=article.url,
            names=read.names if read and read.names else _names(article),
            kind=Kind.ARTICLE,
            version=version,
            filings=filings,
            reader=read.reader if read else "import",
            document=read.document if read else None,
        )
        return _as_read(keep, read.taught) if read and read.taught else keep

    def _source(self, article: Article, now: datetime) -> str:
        """The slug of an article's source, made known to the desk if it is new."""
        name = article.source or (decide.host_name(article.url) if article.url else None) or "imported"
        slug = self.slug(name)
        if slug not in self._sources:
            self._sources[slug] = Source(slug, name, language=article.version.language)
            self._store.put_source(self._sources[slug], now)
        return slug

    def slug(self, name: str) -> str:
        """The slug of the source of that name or slug; the one that it will have if it is new."""
        if name not in self._slugs:
            known = next((s.slug for s in self._sources.values() if name in (s.slug, s.name)), None)
            taken = {*self._sources, *self._slugs.values()}
            self._slugs[name] = known or decide.slug_of(name, taken)
        return self._slugs[name]


def _as_read(keep: Keep, taught: Taught) -> Keep:
    """The intent of a page, with all that reading it gave. A page that taught that it is no article is refused."""
    reading = taught.reading
    if reading.kind is not Kind.ARTICLE:
        reason = reading.reason or reading.kind.value
        keep = replace(keep, version=None, filings=(), outcome=Outcome.REFUSED, reason=reason)
    keep = replace(
        keep,
        canonical=reading.canonical,
        image=reading.image,
        witnesses=reading.witnesses,
        path=reading.path,
    )
    return as_taught(keep, taught)


def _names(article: Article) -> tuple[str, ...]:
    """What a line's article goes by: its id, and its address."""
    address = (f"url:{decide.plain_url(article.url)}",) if article.url else ()
    return (f"guid:{article.id}", *address)


def newest_first(keeps: Iterable[Keep]) -> bool:
    """Whether most neighbours with different dates stand newer before older."""
    dates = [k.sorted_at for k in keeps if k.version and k.version.published]
    steps = [(a > b) - (a < b) for a, b in pairwise(dates)]
    return sum(steps) > 0


def opened(path: Path) -> IO[str]:
    """A text file, gzipped or not. Raises InputError if it cannot be opened."""
    try:
        with path.open("rb") as raw:
            zipped = raw.read(2) == b"\x1f\x8b"
        if zipped:
            return gzip.open(path, "rt", encoding="utf-8", errors="replace")
        return path.open(encoding="utf-8", errors="replace")
    except IsADirectoryError as error:
        raise InputError(f"{path}: is a folder") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from error


def _readable(file: IO[str], report: Report) -> Iterator[str]:
    """The file's lines up to where it breaks off; a break is one more thing refused."""
    try:
        yield from file
    except (EOFError, OSError, zlib.error) as error:
        report.refused.append((f"after line {report.total}", f"the file breaks off: {error}"))
