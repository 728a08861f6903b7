"""The two months of Aldermere (tests/cases/reviews/town.toml) as articles, and reviews of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from beatbook import periods
from beatbook.model import Article, Beat, Cited, Review
from beatbook.work.lines import article_in
from beatbook.work.reviews import Reviews
from beatbook.writing import evidence
from beatbook.writing.candidates import Ears

FILE = Path(__file__).parent.parent / "cases" / "reviews" / "town.toml"
EARS = Ears()


@cache
def case() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def rows() -> list[dict[str, Any]]:
    return [row | {"text": row["text"].strip()} for row in case()["article"]]


def articles() -> list[Article]:
    return [article_in(row) for row in rows()]


def beat(**changed: Any) -> Beat:
    return Beat(**({"slug": "aldermere", "title": "Aldermere", "rule": case()["rule"]} | changed))


def reviewed(of: Iterable[Article], period: str = "2027-10", **given: Any) -> Review:
    reviews = Reviews(beat(), ears=EARS, **given)
    for article in of:
        reviews.add(article)
    return reviews.written(periods.named(period))


def cited(review: Review) -> list[Cited]:
    """All sentences of a review."""
    found = [c for s in review.sections for c in s.sentences]
    found += [c for e in review.timeline for c in e.sentences]
    found += [q.cited for q in review.quotations]
    for announcement in (*review.became, *review.ahead):
        found += [*announcement.sentences, *announcement.settled.sentences]
    return found


def told(review: Review) -> str:
    return " ".join(c.text for s in review.sections for c in s.sentences)


def unsupported(review: Review, of: Iterable[Article]) -> list[str]:
    """The sentences that do not stand in their spans, or do not pass the gate."""
    texts = {a.id: a.version.text for a in of}
    wrong = []
    for c in cited(review):
        spans = [texts[s.article][s.start : s.end] for s in c.spans]
        if c.text not in spans or not evidence.check(c.text, spans).supported:
            wrong.append(c.text)
    return wrong
