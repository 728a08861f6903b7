"""Floors for reading, on every page of the bundled sample press: short and long, in five languages, well marked up and
not at all. Nothing is fetched: the pages are set and read, each outlet's in order and then once more with what they
taught, as a desk reads them.

There is no digest: the floors ask for nearly every page, so a change to the press cannot hide a loss.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import pytest

from beatbook.model import Kind, Memory, Reading
from beatbook.read.article import read_page, study_page
from beatbook.read.language import Languages
from beatbook.read.memory import learn
from beatbook.read.text import plain
from beatbook.sample.pages import Pages
from beatbook.sample.press import CLOSING, HERE, Edition, Oddity, Outlet, Press, address, edition, load

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
"""Measured in November 2026: 1.0, .996, 1.0, 1.0, 1.0, 1.0, .989."""

BY_LANGUAGE = {
    "en": {"paragraphs": 0.943, "headline": 1.0, "day": 1.0, "byline": 1.0},
    "ko": {"paragraphs": 0.99, "headline": 1.0, "day": 1.0, "byline": 1.0},
    "de": {"paragraphs": 0.93, "headline": 1.0, "day": 1.0, "byline": 1.0},
    "fr": {"paragraphs": 1.0, "headline": 1.0, "day": 1.0, "byline": 1.0},
    "zh": {"paragraphs": 1.0, "headline": 1.0, "day": 1.0, "byline": 1.0},
}
"""`paragraphs`: of all paragraphs that the press wrote or the reading has, the share that both have, word for word."""

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
    press, languages = load(), Languages()
    pages = Pages(press, BASE)
    return tuple(read for outlet in press.outlets for read in readings_of(outlet, press, pages, languages))


def readings_of(outlet: Outlet, press: Press, pages: Pages, languages: Languages) -> Iterator[Read]:
    memory = Memory(outlet.slug)
    listed = [
        (stands, pages.answer(address(outlet, stands.article), clock))
        for article in press.articles
        for clock in [max(CLOSING, article.published)]
        if article.outlet == outlet.slug and (stands := edition(article, clock))
    ]
    for stands, answer in listed:
        url = BASE + address(outlet, stands.article)
        shown = study_page(
            answer.body,
            url=url,
            content_type=answer.content_type,
            announced=stands.headline,
            memory=memory,
            languages=languages,
        )
        memory = learn(memory, url, shown.observed, shown.texts, stands.article.published).memory
    for stands, answer in listed:
        url, kind = BASE + address(outlet, stands.article), answer.content_type
        announced = study_page(
            answer.body,
            url=url,
            content_type=kind,
            announced=stands.headline,
            memory=memory,
            languages=languages,
        )
        bare = read_page(answer.body, url=url, content_type=kind, languages=languages)
        yield Read(stands, outlet.language, announced.reading, bare)


def agreement(a: str, b: str) -> float:
    """F1 by words."""
    x, y = (Counter(re.findall(r"\w+", text.lower())) for text in (a, b))
    return 2 * (x & y).total() / max(1, x.total() + y.total())


def score(reads: Sequence[Read]) -> dict[str, float]:
    """The share of the pages that agree with what the press wrote; of `paragraphs`, the share of them."""
    right: Counter[str] = Counter()
    written = both = 0
    for read in reads:
        version, wrote = read.announced.version, read.edition
        right["article"] += read.announced.kind is Kind.ARTICLE
        right["article, not announced"] += read.bare.kind is Kind.ARTICLE
        right["headline"] += version.headline == wrote.headline
        right["byline"] += [n.name for n in version.byline] == [
            name.removesuffix(" 기자") for name in wrote.article.byline
        ]
        right["day"] += (
            version.published is not None and version.published.day == wrote.article.published.date()
        )
        right["language"] += version.language == read.language
        wanted, got = (Counter(map(plain, text.split("\n\n"))) for text in (wrote.text, version.text))
        written += (wanted | got).total()
        both += (wanted & got).total()
    return {name: count / len(reads) for name, count in right.items()} | {"paragraphs": both / written}


def test_every_article_is_read_as_the_press_wrote_it() -> None:
    got = score(readings())
    agreed = {r.edition.article.id: agreement(r.announced.version.text, r.edition.text) for r in readings()}
    got["text"] = sum(agreed.values()) / len(agreed)
    assert len(readings()) > 200
    assert {name: got[name] for name in FLOORS if got[name] < FLOORS[name]} == {}
    assert {name: f for name, f in agreed.items() if f < WORST} == {}


@pytest.mark.parametrize("language", BY_LANGUAGE)
def test_every_language_is_read_as_the_press_wrote_it(language: str) -> None:
    got = score([r for r in readings() if r.language == language])
    floors = BY_LANGUAGE[language]
    assert {name: got[name] for name in floors if got[name] < floors[name]} == {}


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
