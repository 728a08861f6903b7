"""The JSON Lines contract: what comes in, what goes out, and what is refused by name."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beatbook.errors import InputError
from beatbook.model import Name, NameKind
from beatbook.work.lines import article_in, article_out, objects

FULL = {
    "id": "x1",
    "source": "tide",
    "url": "https://tide.example/1",
    "published": "2026-11-01T08:00:00+09:00",
    "headline": "Ferry stopped",
    "deck": "A deck.",
    "byline": [{"name": "Ada Quay", "kind": "person"}, {"name": "Tide Desk", "kind": "desk"}],
    "language": "en",
    "section": "News",
    "text": "One.\n\nTwo.",
}


def test_a_line_goes_through_and_back_unchanged() -> None:
    assert article_out(article_in(FULL)) == FULL


def test_bylines_come_as_text_too() -> None:
    article = article_in({"id": "1", "text": "x", "byline": "By Ada Quay and Bo Reed"})
    assert [n.name for n in article.version.byline] == ["Ada Quay", "Bo Reed"]
    assert article_in(FULL).version.byline[1] == Name("Tide Desk", NameKind.DESK)


def test_unknown_fields_are_ignored_and_optional_ones_may_be_null() -> None:
    article = article_in({"id": 7, "text": "x", "story": "s1", "deck": None, "published": None})
    assert article.id == "7"
    assert article.version.published is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": None}, "'id' is missing"),
        ({"id": ""}, "'id' is missing"),
        ({"text": None, "headline": None}, "neither 'text' nor 'headline'"),
        ({"text": 5}, "'text' must be text"),
        ({"deck": ["a"]}, "'deck' must be text"),
        ({"published": "yesterday"}, "'published' is no ISO 8601"),
        ({"published": "2026-13-01"}, "'published' is no ISO 8601"),
        ({"byline": 5}, "'byline' must be text or a list"),
        ({"byline": [5]}, "'byline' must be text or a list"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(change: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says.replace("(", r"\(")):
        article_in(FULL | change)


def test_control_characters_and_lone_surrogates_never_come_in() -> None:
    article = article_in({"id": "a\x00b", "headline": "x\ud800y", "text": "one\x07\n\ntwo\ttab"})
    assert article.id == "ab"
    assert article.version.headline == "x?y"
    assert article.version.text == "one\n\ntwo\ttab"


@given(
    st.dictionaries(
        st.sampled_from([*FULL, "x"]), st.none() | st.text() | st.integers() | st.lists(st.text())
    )
)
def test_any_object_is_an_article_or_refused(row: dict[str, Any]) -> None:
    try:
        article_in(row)
    except InputError:
        return


def test_lines_that_are_no_objects_are_named_with_their_number() -> None:
    found = list(objects(['{"id": 1}', "", "  ", "[1]", "{broken", "5", "[" * 100_000]))
    assert found[0] == (1, {"id": 1})
    assert [n for n, _ in found] == [1, 4, 5, 6, 7]
    assert all(isinstance(said, str) for _, said in found[1:])
