"""`beatbook stage stories`, as docs/reference/stages.md says: where copies go when stories pass into one another."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from beatbook.cli import cli
from beatbook.filing import stories
from beatbook.model import Article, CopyOf, Grouping, Regroup
from tests.work.town import prose


def as_told(known: stories.Stories, article: Article, copy: CopyOf, home: str | None) -> stories.Decision:
    """Headlines say what is decided: the story, and what passes from one to another by it ("a>b:x" or "a>b")."""
    if copy.origin is not None:
        assert home is not None
        return stories.Decision(Grouping(article.id, home))
    story, _, moves = (article.version.headline or "").partition(" ")
    regroups = []
    for said in moves.split():
        left, _, articles = said.partition(":")
        one, _, into = left.partition(">")
        regroups.append(Regroup(one, into, tuple(filter(None, [articles]))))
    return stories.Decision(Grouping(article.id, story), tuple(regroups))


def told(*rows: tuple[str, str, str]) -> dict[str, str]:
    """The stories of these articles: id, headline, what they say."""
    lines = [{"id": i, "headline": h, "text": "\n\n".join(prose(f"words of {said}"))} for i, h, said in rows]
    result = CliRunner().invoke(cli, ["stage", "stories"], input="\n".join(map(json.dumps, lines)))
    assert result.exit_code == 0
    return {row["id"]: row["story"] for row in map(json.loads, result.stdout.splitlines())}


@pytest.fixture(autouse=True)
def _as_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories.Stories, "decide", as_told)


def test_after_a_split_only_the_copies_of_what_left_go_to_the_new_story() -> None:
    found = told(
        ("a", "a", "one"),
        ("b", "a", "two"),
        ("c", "a", "three"),
        ("d", "b a>b:b", "four"),
        ("e", "-", "one"),
        ("f", "-", "two"),
        ("g", "-", "three"),
        ("h", "-", "four"),
    )
    assert found == {"a": "a", "b": "a", "c": "a", "d": "b", "e": "a", "f": "b", "g": "a", "h": "b"}


def test_a_story_that_was_merged_and_is_parted_again_is_there_again() -> None:
    found = told(
        ("a", "a", "one"),
        ("b", "b", "two"),
        ("c", "a b>a", "three"),
        ("d", "-", "two"),
        ("e", "b a>b:b", "four"),
        ("f", "-", "two"),
        ("g", "-", "three"),
        ("h", "a b>a", "five"),
        ("i", "-", "four"),
    )
    assert {k: found[k] for k in "defghi"} == {"d": "a", "e": "b", "f": "b", "g": "a", "h": "a", "i": "a"}
