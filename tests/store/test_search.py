"""A search finds what a rule would file: the index against the matcher, on the same small archive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beatbook.filing.match import matches
from beatbook.filing.rule import parse
from beatbook.model import Source
from beatbook.store.rows import Wanted
from beatbook.store.sqlite import SqliteStore
from tests.conftest import NOW, keep

TEXTS = {
    "a": ("Ferry stopped in the strait", "The US sent a ferry. Let us see what the harbour says.", "en"),
    "b": (
        "Dock strike ends",
        "Harbour workers ended the strike on the docks after nine days at the harbour gate.",
        "en",
    ),
    "c": (
        "탈북민 지원 예산 늘어",
        "통일부는 탈북민 정착 지원 예산을 늘린다고 밝혔다. 북한이탈주민은 3만 명이다.",
        "ko",
    ),
    "d": ("脱北者の証言", "脱北者がソウルで証言した。", "ja"),
    "e": (
        "Élan vital: a café opens",
        "The café by the harbor serves tea, not coffee. It opens at nine.",
        "fr",
    ),
    "f": ("K팝 and the ferry", "K팝 stars took the Ferry across the strait, the operator said.", "en"),
    "g": ("Quiet day", "Nothing happened.", "en"),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    folder: Path = tmp_path_factory.mktemp("search")
    store = SqliteStore(folder / "archive.db")
    store.put_source(Source("tide", "The Tide"), NOW)
    store.apply([keep(k, headline=h, text=t, language=lang) for k, (h, t, lang) in TEXTS.items()])
    yield store
    store.close()


def searched(store: SqliteStore, rule: str) -> set[str]:
    return {line.key for line in store.listing(Wanted(rule=parse(rule), limit=50)).items}


def filed(store: SqliteStore, rule: str) -> set[str]:
    return {a.id for a in store.articles() if matches(parse(rule), a.version, a.source)}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("ferry", "af"),
        ("harbour", "ab"),
        ("harbo*", "abe"),
        ('"dock strike"', "b"),
        ("=US", "a"),
        ("ferry NOT k팝", "a"),
        ("language:en NOT ferry", "bg"),
        ("ferry near/3 strait", "af"),
        ("ended near/2 docks", ""),
        ("cafe", "e"),
        ("headline:strait", "a"),
        ("탈북", "c"),
        ("이탈주민", "c"),
        ("脱北者", "d"),
        ("language:ko", "c"),
        ("source:tide ferry", "af"),
        ("(strike OR 증언) NOT docks", ""),
    ],
)
def test_cases(archive: SqliteStore, rule: str, expected: str) -> None:
    assert searched(archive, rule) == filed(archive, rule) == set(expected)


WORDS = st.sampled_from(
    [
        "ferry",
        "harbour",
        "harbo*",
        "=US",
        "us",
        "the",
        '"the harbour"',
        "strike",
        "탈북",
        "북한이탈",
        "脱北",
        "café",
        "K팝",
        "nine",
        '"at nine"',
    ]
)
RULES = st.recursive(
    WORDS
    | WORDS.map(lambda w: f"headline:{w}")
    | st.tuples(WORDS, WORDS).map(lambda p: f"{p[0]} near/4 {p[1]}"),
    lambda inner: (
        st.tuples(inner, inner).map(lambda p: f"({p[0]} AND {p[1]})")
        | st.tuples(inner, inner).map(lambda p: f"({p[0]} OR {p[1]})")
        | st.tuples(inner, inner).map(lambda p: f"({p[0]} AND NOT ({p[1]}))")
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(rule=RULES)
def test_a_search_finds_what_a_rule_would_file(archive: SqliteStore, rule: str) -> None:
    assert searched(archive, rule) == filed(archive, rule)
