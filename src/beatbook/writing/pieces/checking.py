"""The gate over a document: for which of its sentences it may not be published, and why.

In reviews, timelines and what is new of a figure every sentence cites, and what it cites bears it out. Part of the form, and no sentence, are headings
and the titles of charts as long as they cite nothing, the date that is set before a sentence, and a line that is nothing but a link to a story in the words of
its headline. What the desk counted must be said exactly as it was counted. In an analysis a sentence that cites nothing is its author's
own; one that cites must be borne out, and so must what stands as a quotation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import date

from beatbook.filing.pieceblocks import blocks
from beatbook.filing.piecefile import WHEN, tied
from beatbook.model import Block, BlockKind, Citation, Document, Fault, PieceKind, Sentence, Span
from beatbook.writing import evidence
from beatbook.writing.gate import Problem
from beatbook.writing.pieces.labels import is_day_of, is_stated, parted

UNCITED = "it cites nothing"
NO_SENTENCE = "a mark stands behind no sentence"
NOT_AT_HAND = "what it cites is not at hand"
NO_CHART = "the piece has no such chart"
NO_LABEL = "nothing bears out what stands before it"
NOT_BESIDE = "it belongs beside what it was said of"
NOT_AS_COUNTED = "it must be said exactly as the desk counted it"

TURNED = "it has characters that turn the direction of reading, and what it cites has none"

_TURNS = frozenset("\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
"""With these a sentence is read otherwise than it is written: the gate reads it as it is written."""

_FORM = (BlockKind.HEADING, BlockKind.CHART)


def faults(
    document: Document,
    kind: PieceKind,
    text: Callable[[Span], str | None],
    day: date,
    language: str = "",
) -> tuple[Fault, ...]:
    """What is wrong with a document, in the order of its sentences. `text` has what a span cites; `day` stands in for that of an
    article whose own is not known; `language` is that by which the text is parted into sentences, told from the script if empty."""
    check = _Checking(document, kind, text, day)
    found = [
        Fault(said, why) for block in blocks(document.body, language) for said, why in check.block(block)
    ]
    return tuple(dict.fromkeys(found))


class _Checking:
    """One document while it is checked."""

    def __init__(
        self,
        document: Document,
        kind: PieceKind,
        text: Callable[[Span], str | None],
        day: date,
    ) -> None:
        self._known: Mapping[str, Citation] = {c.label: c for c in document.citations}
        self._links = {(c.url, c.words) for c in document.citations if c.span is None and c.url}
        self._charts = {c.figure.slug for c in document.charts}
        self._is_own = kind is PieceKind.ANALYSIS
        self._text, self._day = text, day

    def block(self, block: Block) -> Iterator[tuple[str, str]]:
        """Sentences that are at fault, with the reason."""
        if block.kind is BlockKind.CHART and block.figure not in self._charts:
            yield block.figure, NO_CHART
        beside = {label for sentence in block.sentences for label in sentence.labels}
        for sentence in block.sentences:
            if why := self._why(sentence, block.kind, beside):
                yield sentence.text, why

    def _why(self, sentence: Sentence, kind: BlockKind, beside: Set[str]) -> str:
        """What is wrong with a sentence, in a block that cites `beside`; empty if nothing is."""
        unknown = [label for label in sentence.labels if label not in self._known]
        if unknown:
            return f"nothing says what {' and '.join(f'[^{label}]' for label in unknown)} stands for"
        if not sentence.text.strip():
            return NO_SENTENCE
        if kind in _FORM and not sentence.labels:
            return ""
        if not sentence.labels:
            is_free = self._is_own and kind is not BlockKind.QUOTE
            return "" if is_free or self._is_link(sentence) else UNCITED
        citations = [self._known[label] for label in sentence.labels]
        lead, rest = parted(sentence)
        counted = [c for c in citations if c.span is None]
        if counted and sentence.text == counted[0].words and len(citations) == 1:
            of, ending = tied(counted[0].label)
            return NOT_BESIDE if ending == WHEN or (of and of not in beside) else ""
        if counted:
            return f"{NOT_AS_COUNTED}: “{counted[0].words}”"
        cited = [c for c in citations if c.span is not None]
        texts = [told for c in cited if c.span and (told := self._text(c.span)) is not None]
        if len(texts) < len(cited):
            return NOT_AT_HAND
        if (turns := _TURNS & set(sentence.text)) and not any(turns <= set(told) for told in texts):
            return TURNED
        if not lead or self._may_lead(lead, cited):
            return self._supported(rest, cited, texts)
        if not any(lead.removesuffix(":").casefold() in told.casefold() for told in texts):
            return f"{NO_LABEL}: “{lead}”"
        return self._supported(sentence.text, cited, texts)

    def _is_link(self, sentence: Sentence) -> bool:
        """Whether it is nothing but a link to a story in the words of its headline."""
        return len(sentence.runs) == 1 and (sentence.runs[0].href, sentence.text) in self._links

    def _may_lead(self, lead: str, cited: Sequence[Citation]) -> bool:
        """Whether a label is what the desk set there, the day of the article, or one that the article states."""
        when = {(c.label, WHEN) for c in cited}
        return (
            any(c.words == lead for c in self._known.values() if c.span is None and tied(c.label) in when)
            or any(is_day_of(lead, c.day) for c in cited)
            or is_stated(lead, cited, lambda c: self._text(c.span) if c.span else None)
        )

    def _supported(self, said: str, cited: Sequence[Citation], texts: Sequence[str]) -> str:
        """What the gate finds wrong with a sentence, by the day of any article that it cites."""
        problems: tuple[Problem, ...] = ()
        for day in dict.fromkeys(c.day or self._day for c in cited):
            verdict = evidence.check(said, texts, day=day)
            if verdict.supported:
                return ""
            problems = problems or verdict.problems
        return "; ".join(f"“{p.text}”: {p.why}" if p.text != said else p.why for p in problems)
