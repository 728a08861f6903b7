"""The cases of tests/cases/stories are well-formed: what is asked of whoever adds one. See story_cases.py."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from itertools import combinations

import pytest

from beatbook.filing.words import Words
from beatbook.model import SLUG

from .story_cases import FOLDER, KINDS, StoryCase, story_cases

CASES = story_cases()

CASE_KEYS = {"name", "about", "kind", "articles"}
ARTICLE_KEYS = {
    "id",
    "source",
    "published",
    "language",
    "headline",
    "deck",
    "text",
    "story",
    "earlier",
    "about_events",
}

WORDS = range(70, 251)
"""Of a text. In Korean and Chinese, where a word says more or is not parted, `SIGNS` counts instead."""
SIGNS = range(160, 701)
PARAGRAPHS = range(3, 8)

MAY_ALL_BE_APART = ("recurring", "template", "same-series")
"""Kinds of which a case may be without two articles that belong together."""

LEAST = {
    "no-shared-word": 12,
    "same-place-same-week": 10,
    "correction": 3,
    "anniversary": 4,
    "round-up": 3,
    "month-review": 2,
    "developing": 5,
    "follow-up": 5,
    "headline-only": 3,
    "no-date": 4,
    "languages": 8,
    "opinion": 3,
    "same-person-other-matter": 4,
}
"""How many cases of a kind there are at least; of every other kind one."""


def test_every_kind_is_there() -> None:
    count = Counter(c.kind for c in CASES)
    assert set(count) == set(KINDS)
    assert {k: n for k, n in count.items() if n < LEAST.get(k, 1)} == {}


def test_names_are_unique() -> None:
    assert [n for n, k in Counter(c.name for c in CASES).items() if k > 1] == []


def test_no_key_is_misspelled() -> None:
    for path in FOLDER.glob("*.toml"):
        for case in tomllib.loads(path.read_text("utf-8"))["case"]:
            assert set(case) == CASE_KEYS, case["name"]
            for article in case["articles"]:
                assert set(article) <= ARTICLE_KEYS, (case["name"], article["id"])


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_case(case: StoryCase) -> None:
    ids = [a.id for a in case.articles]
    assert SLUG.fullmatch(case.name)
    assert case.about.endswith(".")
    assert 2 <= len(ids) <= 8
    assert len(set(ids)) == len(ids)
    sizes = Counter(case.stories)
    assert len(sizes) > 1, "nothing must stay apart"
    assert max(sizes.values()) > 1 or case.kind in MAY_ALL_BE_APART, "nothing belongs together"
    dated = [a.version.published.instant for a in case.articles if a.version.published]
    assert dated == sorted(dated), "not in order of arrival"
    for i, (label, earlier, events) in enumerate(
        zip(case.stories, case.earlier, case.about_events, strict=True)
    ):
        assert SLUG.fullmatch(label)
        assert earlier is None or (earlier in case.stories[:i] and earlier != label)
        assert set(events) <= set(case.stories[:i]) - {label}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_articles_are_of_the_length_of_news(case: StoryCase) -> None:
    for article in case.articles:
        v = article.version
        assert SLUG.fullmatch(article.source)
        assert re.fullmatch("[a-z]{2}", v.language or "")
        assert v.headline
        assert v.headline == v.headline.strip()
        if not v.text:
            assert case.kind == "headline-only"
            continue
        assert len(v.text.split("\n\n")) in PARAGRAPHS, article.id
        if v.language in ("ko", "zh"):
            assert len("".join(v.text.split())) in SIGNS, article.id
        else:
            assert len(v.text.split()) in WORDS, article.id


@pytest.mark.parametrize("case", [c for c in CASES if c.kind == "no-shared-word"], ids=lambda c: c.name)
def test_headlines_of_one_story_share_no_word(case: StoryCase) -> None:
    heads = [set(Words(a.version.headline or "").tokens) for a in case.articles]
    pairs = [(a, b) for a, b in combinations(range(len(heads)), 2) if case.stories[a] == case.stories[b]]
    assert any(heads[a].isdisjoint(heads[b]) for a, b in pairs)


@pytest.mark.parametrize(
    "case", [c for c in CASES if c.kind in ("round-up", "month-review")], ids=lambda c: c.name
)
def test_a_round_up_names_events_and_is_none_of_them(case: StoryCase) -> None:
    least = 5 if case.kind == "round-up" else 2
    assert any(len(set(events)) >= least for events in case.about_events)
    for label, events in zip(case.stories, case.about_events, strict=True):
        assert not events or case.stories.count(label) == 1
