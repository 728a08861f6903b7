"""A document while it is put together: its blocks, and what their sentences cite, numbered as they are read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from beatbook.filing.pieceblocks import body
from beatbook.filing.piecefile import BECAME, WHEN, tied
from beatbook.model import Block, BlockKind, Charted, Citation, Cited, Document, Run, Sentence, Span
from beatbook.writing.pieces.labels import is_day_of, is_stated


class Passage(NamedTuple):
    """The words that a span cites, and of which article they are: the name of its source, its headline, its address at the source, and
    the day on which it came out."""

    words: str
    source: str
    headline: str
    url: str | None
    day: date | None


Cite = Callable[[Span], Passage]

_DATED = re.compile(r"[^\W\d_]{3,9}\.? [0-9]{1,2}(?:, [0-9]{4})?: ")
"""How an entry of somebody's list begins: "Aug. 4: The ministry …"."""


class Building:
    """One document. What is cited twice has one mark."""

    def __init__(self, cite: Cite, language: str = "en") -> None:
        self._cite, self._language = cite, language
        self._blocks: list[Block] = []
        self._citations: dict[str, Citation] = {}
        self._marks: dict[Span, str] = {}
        self._own: dict[tuple[str, str], str] = {}
        self._charts: dict[str, Charted] = {}

    # ---- sentences

    def cited(self, cited: Cited, lead: str = "") -> Sentence:
        """A sentence of an article; `lead` is a label that the desk sets before it, unless it begins with a date of its own."""
        labels = tuple(dict.fromkeys(self._mark(span) for span in cited.spans))
        if not lead or _DATED.match(cited.text):
            return Sentence((Run(cited.text),), labels)
        known = [self._citations[label] for label in labels]
        if not any(is_day_of(lead, c.day) for c in known) and not is_stated(lead, known, lambda c: c.words):
            self._tied(labels[0], WHEN, lead)
        return Sentence((Run(lead, "strong"), Run(f" {cited.text}")), labels)

    def counted(self, said: str, lead: str = "") -> Sentence:
        """What the desk counted or knows itself."""
        label = self._counted(f"{lead} {said}" if lead else said)
        runs = (Run(lead, "strong"), Run(f" {said}")) if lead else (Run(said),)
        return Sentence(runs, (label,))

    def became(self, said: str, of: Sentence) -> Sentence:
        """What became of what a sentence announced; it says nothing by itself, so it belongs to that."""
        return Sentence((Run(said),), (self._tied(of.labels[0], BECAME, said),))

    def link(self, said: str, address: str) -> Sentence:
        """A line that says where to read on, in the words of a headline: the link itself is its mark."""
        self._known("s", said, address)
        return Sentence((Run(said, href=address),))

    def day(self, cited: Cited) -> date | None:
        """The day on which a sentence's first article came out."""
        return self._citations[self._mark(cited.spans[0])].day if cited.spans else None

    def _mark(self, span: Span) -> str:
        if span not in self._marks:
            label = self._marks[span] = str(len(self._marks) + 1)
            found = self._cite(span)
            self._citations[label] = Citation(
                label, found.words, span, found.source, found.headline, found.url, found.day
            )
        return self._marks[span]

    def _tied(self, label: str, ending: str, said: str) -> str:
        """The label of what belongs to another; what says something else of the same is numbered."""
        name, n = f"{label}{ending}", 1
        while name in self._citations and self._citations[name].words != said:
            n += 1
            name = f"{label}{ending}{n}"
        self._citations[name] = Citation(name, said)
        return name

    def _counted(self, said: str) -> str:
        return self._known("c", said)

    def _known(self, letter: str, said: str, address: str = "") -> str:
        key = (said, address)
        if key not in self._own:
            label = f"{letter}{sum(known.startswith(letter) for known in self._own.values()) + 1}"
            self._own[key] = label
            self._citations[label] = Citation(label, said, url=address or None)
        return self._own[key]

    # ---- blocks

    def heading(self, text: str, level: int = 2) -> None:
        self._blocks.append(Block(BlockKind.HEADING, (Sentence((Run(text),)),), level))

    def paragraph(self, *sentences: Sentence) -> None:
        self._blocks.append(Block(BlockKind.PARAGRAPH, sentences))

    def item(self, *sentences: Sentence) -> None:
        self._blocks.append(Block(BlockKind.ITEM, sentences, 1))

    def day_item(self, said: Sequence[Cited], lead: str) -> None:
        """Sentences of one day, with its label before the first."""
        self.item(*(self.cited(c, "" if n else lead) for n, c in enumerate(said)))

    def quote(self, *sentences: Sentence) -> None:
        self._blocks.append(Block(BlockKind.QUOTE, sentences))

    def chart(self, charted: Charted) -> None:
        figure = charted.figure
        self._charts[figure.slug] = charted
        self._blocks.append(Block(BlockKind.CHART, (Sentence((Run(figure.title),)),), figure=figure.slug))

    def document(self, title: str, deck: str) -> Document:
        return Document(
            title,
            deck,
            body(self._blocks, self._language),
            tuple(sorted(self._citations.values(), key=in_order)),
            tuple(self._charts[slug] for slug in sorted(self._charts)),
        )


def in_order(citation: Citation) -> tuple[bool, str, int, str]:
    """The order of definitions: what articles say by its numbers, then what the desk counted and where to read on."""
    letters = citation.label.rstrip("0123456789")
    number = citation.label.removeprefix(letters)
    own = not citation.label[:1].isdigit()
    head = citation.label.partition("-")[0]
    if not own and head.isdigit():
        return False, "", int(head), citation.label
    return own, letters, int(number) if number else 0, citation.label


def renumbered(parts: Iterable[Block], citations: Sequence[Citation]) -> tuple[list[Block], list[Citation]]:
    """Blocks with their marks numbered as they are read, and the citations that they need."""
    known = {c.label: c for c in citations}
    names: dict[str, str] = {}

    def named(label: str) -> str:
        of, _ = tied(label)
        if of in names:
            return names[of] + label.removeprefix(of)
        if label not in names and label in known:
            counted = known[label].span is None
            number = sum(name.startswith("c") is counted for name in names.values()) + 1
            names[label] = f"{'c' if counted else ''}{number}"
        return names.get(label, label)

    found = [
        replace(b, sentences=tuple(replace(s, labels=tuple(map(named, s.labels))) for s in b.sentences))
        for b in parts
    ]
    links = {run.href for b in found for s in b.sentences for run in s.runs if run.href}
    kept = [replace(known[label], label=name) for label, name in names.items()]
    kept += [replace(c, label=named(c.label)) for c in citations if tied(c.label)[0] in names]
    kept += [c for c in citations if c.span is None and c.url in links]
    return found, sorted(kept, key=in_order)
