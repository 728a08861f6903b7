"""Floors for edited pieces, on the reviews of the sample press: what an editor may not change is found, and what may be shortened
stands."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date

from beatbook.filing.pieceblocks import body
from beatbook.model import Block, BlockKind, Document, PieceKind, Run, Sentence, Span
from beatbook.writing.pieces import Passage, faults, review_document
from tests.gates.test_reviews import MAIN, press, review

TEXTS = {article.id: article.version for article in press()}


def words(span: Span) -> str:
    return TEXTS[span.article].text[span.start : span.end]


def cite(span: Span) -> Passage:
    published = TEXTS[span.article].published
    return Passage(words(span), "", "", None, published.day if published else None)


def edits(said: str) -> dict[str, str]:
    """What may not be done to a sentence, each once."""
    found = {}
    if number := re.search(r"(?<![\w.,])\d+(?![\w.,])", said):
        found["number"] = f"{said[: number.start()]}{int(number[0]) + 3}{said[number.end() :]}"
    if day := re.search(r"\b(?:Mon|Tues|Wednes|Thurs|Fri)day", said):
        found["day"] = said.replace(day[0], "Sunday", 1)
    if name := re.search(r"(?<=[a-z,] )[A-Z][a-z]+ [A-Z][a-z]+", said):
        found["name"] = said.replace(name[0], "Harold Blimp", 1)
    if quoted := re.search(r"[“\"]([^”\"]{15,})[”\"]", said):
        of = quoted[1].split()
        of[len(of) // 2] = "never"
        found["quotation"] = said.replace(quoted[1], " ".join(of), 1)
    return found


def test_edits() -> None:
    found: Counter[tuple[str, bool]] = Counter()

    def is_fault(document: Document, text: str, labels: tuple[str, ...]) -> bool:
        part = body([Block(BlockKind.PARAGRAPH, (Sentence((Run(text),), labels),))])
        return bool(faults(replace(document, body=part), PieceKind.REVIEW, words, date(2026, 11, 5)))

    for beat, month in MAIN:
        if beat.endswith("-ko"):
            continue
        document = review_document(review(beat, month), {}, cite)
        for citation in document.citations:
            if citation.span is None:
                continue
            said, labels = citation.words, (citation.label,)
            found["unmarked", is_fault(document, said, ())] += 1
            for kind, text in edits(said).items():
                found[kind, is_fault(document, text, labels)] += 1
            shorter = re.sub(r", [^,“”\"]*? said(?: on \w+)?\.$", ".", said)
            if shorter != said:
                found["shortened", is_fault(document, shorter, labels)] += 1

    assert found["unmarked", True] > 100
    assert found["number", True] > 30
    assert found["name", True] > 40
    assert found["day", True] > 40
    assert found["quotation", True] > 10
    assert found["shortened", False] > 10
    missed = {kind: n for (kind, fault), n in found.items() if fault is (kind == "shortened")}
    assert missed == {}
