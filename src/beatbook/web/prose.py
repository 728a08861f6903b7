"""The text of a piece as pages, feeds and mails show it: its blocks, each sentence with the numbers of its sources, and the sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from beatbook.filing import piecefile
from beatbook.model import Block, BlockKind, Charted, Citation, Document, Fault, Run, Sentence
from beatbook.store.pieces import Addendum
from beatbook.store.rows import Listed
from beatbook.web import dates, figurecharts, figures
from beatbook.web.contexts import Link
from beatbook.web.piececontexts import (
    AddendumPart,
    BodyPart,
    ChartPart,
    FaultPart,
    ItemPart,
    ProsePart,
    ProseSentence,
    RunPart,
    SourcePart,
)
from beatbook.web.site import Site
from beatbook.web.text import at_words, clean, line, web_address

HEADINGS = 3
"""Headings from which on a piece is shown with a list of them."""

NOWHERE = "http://desk.invalid"

DEEPEST = 6
"""Lists within lists; what lies deeper is shown at that depth."""


@dataclass(slots=True)
class _Source:
    """A citation that a sentence has named, and the sentences that did."""

    n: int
    citation: Citation
    since: str
    sentences: list[int] = field(default_factory=list)


def body_part(
    site: Site,
    beat: str,
    document: Document,
    language: str,
    addenda: Sequence[Addendum] = (),
    *,
    changed: Mapping[Citation, str] | None = None,
    faults: Sequence[Fault] = (),
    page: str = "",
    root: str = "",
) -> BodyPart:
    """A document with what came late for it. `changed` says of citations what became of the words that they cite
    (`Pieces.changed`), `faults` mark sentences for editors. For a feed or a mail, `page` is where its sources stand, and `root`
    what comes before the addresses of this desk."""
    writer = _Writer(site, beat, language, changed or {}, {f.sentence: f.why for f in faults}, page, root)
    parts = writer.parts(document)
    late = tuple(
        AddendumPart(
            says=site.words("added", day=dates.long_day(site.day_of(a.at), site.words.language)),
            iso=a.at.isoformat(timespec="seconds"),
            anchor=f"added-{a.number}",
            parts=writer.parts(a.document),
        )
        for a in addenda
    )
    headings = [
        Link(line("".join(run.text for s in part.sentences for run in s.runs)), f"{page}#{part.anchor}")
        for part in parts
        if part.kind == "heading" and part.level == 2
    ]
    headings += [Link(a.says, f"{page}#{a.anchor}") for a in late]
    touched = [s for s in writer.sources.values() if s.since]
    return BodyPart(
        parts=parts,
        addenda=late,
        sources=writer.source_parts(),
        headings=tuple(headings) if len(headings) >= HEADINGS else (),
        stale=site.words("piece-stale", n=len(touched)) if touched else "",
        touched=tuple(Link(str(s.n), f"{page}#e{s.n}") for s in touched),
        counted=site.words("counted-here") if writer.has_counted else "",
    )


def fault_parts(faults: Sequence[Fault], body: BodyPart | None) -> tuple[FaultPart, ...]:
    """What keeps a document from being published, each with the place of its sentence in the preview."""
    places: dict[str, int] = {}
    for sentence in _sentences(body.parts if body else ()):
        places.setdefault("".join(run.text for run in sentence.runs), sentence.n)
    return tuple(
        FaultPart(line(f.sentence), line(f.why), f"#s{n}" if (n := places.get(clean(f.sentence))) else "")
        for f in faults
    )


def _sentences(parts: Sequence[ProsePart]) -> Iterator[ProseSentence]:
    for part in parts:
        yield from part.sentences
        for item in part.items:
            yield from item.sentences
            yield from _sentences(item.inner)


class _Writer:
    """Numbers the sentences and sources of one page in the order in which they are read."""

    def __init__(
        self,
        site: Site,
        beat: str,
        language: str,
        changed: Mapping[Citation, str],
        faults: Mapping[str, str],
        page: str,
        root: str,
    ) -> None:
        self.site, self.beat, self.language = site, beat, language
        self.changed, self.faults = changed, faults
        self.page, self.root = page, root
        self.sources: dict[tuple[int, str], _Source] = {}
        self._sentences = self._headings = self._documents = self._charts = 0
        self._cited: Mapping[str, Citation] = {}
        self.has_counted = False

    def parts(self, document: Document) -> tuple[ProsePart, ...]:
        """A document's blocks, those of a list put together. Labels are a document's own: those of the next are others."""
        self._documents += 1
        self._cited = {c.label: c for c in document.citations}
        self.has_counted |= any(
            c.span is None and not c.url and piecefile.tied(c.label)[1] != piecefile.WHEN
            for c in document.citations
        )
        charts = {c.figure.slug: c for c in document.charts}
        blocks = piecefile.blocks(document.body, self.language)
        found: list[ProsePart] = []
        at = 0
        while at < len(blocks):
            block = blocks[at]
            if block.kind is BlockKind.ITEM:
                end = at
                while end < len(blocks) and blocks[end].kind is BlockKind.ITEM:
                    end += 1
                found += self._lists(blocks[at:end])
                at = end
                continue
            at += 1
            if block.kind is BlockKind.CHART:
                if chart := charts.get(block.figure):
                    found.append(ProsePart("chart", chart=self._chart(chart, block)))
                continue
            if block.kind is BlockKind.HEADING:
                self._headings += 1
                level = min(max(block.level, 2), 4)
                said = tuple(replace(s, n=0) for s in self._said(block, is_heading=True))
                found.append(ProsePart("heading", said, level, anchor=f"p{self._headings}"))
            else:
                found.append(ProsePart(block.kind.value, self._said(block)))
        return tuple(found)

    def _lists(self, blocks: Sequence[Block], depth: int = 1) -> list[ProsePart]:
        """Items in a row as lists, those that lie deeper under the one before them; a list is numbered or not, and each
        change begins another."""
        found: list[ProsePart] = []
        items: list[ItemPart] = []
        opens: Block | None = None
        at = 0

        def close() -> None:
            if items and opens is not None:
                found.append(ProsePart("list", items=tuple(items), start=opens.number))
                items.clear()

        while at < len(blocks):
            block = blocks[at]
            if opens is not None and (block.number is None) != (opens.number is None):
                close()
                opens = None
            opens = opens or block
            said = self._said(block)
            end = at + 1
            while depth < DEEPEST and end < len(blocks) and blocks[end].level > max(block.level, depth):
                end += 1
            items.append(ItemPart(said, tuple(self._lists(blocks[at + 1 : end], depth + 1))))
            at = end
        close()
        return found

    def _said(self, block: Block, *, is_heading: bool = False) -> tuple[ProseSentence, ...]:
        return tuple(self._sentence(s, is_heading) for s in block.sentences)

    def _sentence(self, sentence: Sentence, is_heading: bool) -> ProseSentence:
        if not is_heading:
            self._sentences += 1
        labels = [x for x in dict.fromkeys(sentence.labels) if (c := self._cited.get(x)) and c.span]
        cited = [self._source(label) for label in labels]
        for source in cited:
            source.sentences.append(self._sentences)
        is_stale = any(source.since for source in cited)
        return ProseSentence(
            n=self._sentences,
            runs=tuple(self._run(run) for run in sentence.runs),
            cites=tuple(Link(str(s.n), f"{self.page}#e{s.n}") for s in cited),
            lit=" ".join(f"c{s.n}" for s in cited),
            stale=self.site.words("stale-sentence") if is_stale else "",
            fault=line(self.faults.get(sentence.text)),
        )

    def _run(self, run: Run) -> RunPart:
        return RunPart(
            clean(run.text), run.style if run.style in ("em", "strong") else "", self._address(run.href)
        )

    def _address(self, href: str) -> str:
        """Where words lead: an address of the web, or a path of this desk; nowhere with anything else."""
        if not href.startswith("/") or href.startswith("//"):
            return web_address(href) or ""
        path = (web_address(f"{NOWHERE}{href}") or "").removeprefix(NOWHERE)
        return self.root + self.site.urls.within(path) if path else ""

    def _source(self, label: str) -> _Source:
        key = (self._documents, label)
        if key not in self.sources:
            n = len(self.sources) + 1
            citation = self._cited[label]
            self.sources[key] = _Source(n, citation, self.changed.get(citation, ""))
        return self.sources[key]

    def _chart(self, charted: Charted, block: Block) -> ChartPart:
        site, title = self.site, line("".join(s.text for s in block.sentences))
        self._charts += 1
        drawn = figurecharts.chart(site.words, charted, f"chart-{self._charts}")
        return ChartPart(
            title=title or (drawn.title if drawn else line(charted.figure.title)),
            chart=None if self.page else drawn,
            rows=figures.rows(site.words, charted) if self.page else (),
            figure=Link(
                site.words("figure-table"), self.root + site.urls.figure(self.beat, charted.figure.slug)
            ),
            says=site.words("figure-as-of", day=dates.long_day(charted.as_of, site.words.language)),
        )

    def source_parts(self) -> tuple[SourcePart, ...]:
        site, found = self.site, list(self.sources.values())
        keys = sorted({s.citation.span.article for s in found if s.citation.span})
        lines = {item.key: item for item in site.store.lines(keys)} if keys else {}
        return tuple(self._source_part(s, lines) for s in found)

    def _source_part(self, source: _Source, lines: Mapping[str, Listed]) -> SourcePart:
        words, c = self.site.words, source.citation
        item = lines.get(c.span.article) if c.span else None
        address = web_address(c.url)
        back = words("back-to-text")
        links = [
            Link(back if i == 0 else str(i + 1), f"{self.page}#s{n}")
            for i, n in enumerate(dict.fromkeys(source.sentences))
        ]
        return SourcePart(
            n=source.n,
            words=clean(c.words),
            lang=self.site.foreign(item.language if item else self.language),
            source=line(c.source),
            headline=line(c.headline),
            page=self.root + self.site.urls.article(item.key) if item else "",
            date=dates.long_day(c.day, words.language) if c.day else "",
            datetime=c.day.isoformat() if c.day else "",
            link=at_words(address, c.words) if address else "",
            cite=address or "",
            note=words(f"source-{source.since}") if source.since in ("changed", "gone") else "",
            back=tuple(links),
        )
