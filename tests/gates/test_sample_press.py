"""Floors for reading, on every page of the bundled sample press: short and long, English and Korean, well marked up
and not at all. Nothing is fetched: the pages are set and read.

There is no digest: the floors ask for nearly every page, so a change to the press cannot hide a loss.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache

import pytest

from beatbook.model import Kind, Reading
from beatbook.read.article import read_page
from beatbook.read.language import Languages
from beatbook.sample.pages import Pages
from beatbook.sample.press import CLOSING, HERE, Edition, Oddity, address, edition, load

BASE = "http://press.example"
FLOORS = {
    "article": 1.0,
    "article, not announced": 0.975,
    "headline": 1.0,
    "byline": 1.0,
    "day": 1.0,
    "language": 1.0,
    "text": 0.98,
}
"""Measured in November 2026: 1.0, .979, 1.0, 1.0, 1.0, 1.0, .983."""

WORST = 0.85
"""The least that any one page's text may agree with what the press wrote."""

WHY = {
    "index": "a list of ",
    "live": "a live page",
    "video": "a video",
    "gone": "an error page",
    "error": "an error page",
    "login": "a sign-in form",
}
"""How the reason begins that a person is given for each kind of page that holds no article."""


@dataclass(frozen=True, slots=True)
class Read:
    edition: Edition
    language: str
    announced: Reading
    bare: Reading


@cache
def readings() -> tuple[Read, ...]:
    press, languages, out = load(), Languages(), []
    pages = Pages(press, BASE)
    for outlet in press.outlets:
        for article in press.articles:
            clock = max(CLOSING, article.published)
            stands = edition(article, clock)
            if article.outlet != outlet.slug or stands is None:
                continue
            answer = pages.answer(address(outlet, article), clock)

            def read(
                announced: str | None,
                body: bytes = answer.body,
                kind: str = answer.content_type,
                path: str = address(outlet, article),
            ) -> Reading:
                return read_page(
                    body, url=BASE + path, content_type=kind, announced=announced, languages=languages
                )

            out.append(Read(stands, outlet.language, read(stands.headline), read(None)))
    return tuple(out)


def agreement(a: str, b: str) -> float:
    """F1 by words."""
    x, y = (Counter(re.findall(r"\w+", text.lower())) for text in (a, b))
    return 2 * (x & y).total() / max(1, x.total() + y.total())


def test_every_article_is_read_as_the_press_wrote_it() -> None:
    score: Counter[str] = Counter()
    for read in readings():
        version, wrote = read.announced.version, read.edition
        score["article"] += read.announced.kind is Kind.ARTICLE
        score["article, not announced"] += read.bare.kind is Kind.ARTICLE
        score["headline"] += version.headline == wrote.headline
        score["byline"] += [n.name for n in version.byline] == [
            name.removesuffix(" 기자") for name in wrote.article.byline
        ]
        score["day"] += (
            version.published is not None and version.published.day == wrote.article.published.date()
        )
        score["language"] += version.language == read.language
    got = {name: count / len(readings()) for name, count in score.items()}
    agreed = {r.edition.article.id: agreement(r.announced.version.text, r.edition.text) for r in readings()}
    got["text"] = sum(agreed.values()) / len(agreed)
    assert len(readings()) > 200
    assert {name: got[name] for name in FLOORS if got[name] < FLOORS[name]} == {}
    assert {name: f for name, f in agreed.items() if f < WORST} == {}


ODD = tomllib.loads((HERE / "truth.toml").read_text("utf-8"))["oddity"]


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize("kind", [odd["kind"] for odd in ODD])
def test_what_is_no_article_is_refused_in_words(kind: str, announced: bool) -> None:
    press = load()
    odd: Oddity = next(o for o in press.oddities if o.kind == kind)
    answer = Pages(press, BASE).answer(f"/{odd.outlet}/{odd.path}", CLOSING)
    reading = read_page(
        answer.body,
        url=f"{BASE}/{odd.outlet}/{odd.path}",
        content_type=answer.content_type,
        announced=odd.headline if announced else None,
    )
    assert reading.kind is not Kind.ARTICLE
    assert (reading.reason or "").startswith(WHY[kind])
