"""Stories at the command line: shown, merged, split, moved, and taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from beatbook.cli import cli
from beatbook.desk import Desk
from beatbook.work.locks import Lock
from tests.work.town import prose

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Commands on a desk with three articles, two of which have the same words."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BEATBOOK_DESK", raising=False)
    runner = CliRunner()

    def call(*args: str) -> Result:
        result = runner.invoke(cli, list(args))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    call("init", ".")
    lines = [
        {"id": key, "source": "tide", "headline": title, "published": f"2026-11-0{n}", "text": "\n\n".join(prose(text))}
        for n, (key, title, text) in enumerate(
            [("a", "Ferry stopped", "one"), ("b", "Ferry has stopped", "one"), ("c", "Boats wait", "two")], 1
        )
    ]  # fmt: skip
    Path("lines.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert "3 articles grouped: 2 opened a story, 1 copy." in call("import", "lines.jsonl").output
    return call


def test_a_story_is_shown_with_what_ties_it(run: Run) -> None:
    said = run("story", "show", "b").output
    assert said.splitlines()[0] == "story a: 2 pages, 1 origin: own reporting (2)"
    assert "2026-11-02  tide  Ferry has stopped  [b]\n  exact of a (100% the same)" in said
    shown = json.loads(run("story", "show", "a", "--json").output)
    assert [(m["article"], m["origin"]) for m in shown["members"]] == [("a", None), ("b", "a")]
    assert (shown["pages"], shown["origins"], shown["into"]) == (2, 1, None)


def test_an_editor_merges_splits_moves_and_takes_back(run: Run) -> None:
    merged = run("story", "merge", "c", "a", "--why", "one event").output
    assert "operator: 1 article from c to a: one event" in merged
    assert "story a: 3 pages" in merged
    assert run("story", "show", "c").output.startswith("story c: 0 pages; merged into a")
    assert "story b: 1 page" in run("story", "split", "a", "b").output
    assert "from a to b" in run("story", "move", "c", "b").output
    assert "(taken back by 4)" in run("story", "undo", "3").output
    assert "put here by an editor" in run("story", "show", "b").output
    assert len(run("story", "log").output.splitlines()) == 4
    told = json.loads(run("story", "log", "b", "--json").output)
    assert [(c["number"], c["into"], c["articles"]) for c in told] == [
        (2, "b", ["b"]),
        (3, "b", ["c"]),
        (4, "a", ["c"]),
    ]
    assert run("story", "undo", "3").exit_code == 2


def test_what_an_editor_did_survives_grouping_anew(run: Run) -> None:
    run("story", "split", "a", "b")
    assert "3 articles grouped" in run("regroup", "--all").output
    assert run("story", "show", "b").output.startswith("story b: 1 page, 1 origin: own reporting (1)")
    assert "0 articles grouped" in run("regroup").output
    run("story", "undo", "1")
    assert run("story", "show", "a").output.startswith("story a: 2 pages, 1 origin")
    assert "(taken back by 2)" in run("story", "log").output


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["story", "show", "z"], "no story and no article 'z'"),
        (["story", "merge", "z", "a"], "no story 'z'"),
        (["story", "merge", "a", "z"], "no story 'z'"),
        (["story", "split", "a", "c"], "article 'c' is not in the story 'a'"),
        (["story", "split", "a", "z"], "article 'z' is in no story"),
        (["story", "move", "z", "a"], "article 'z' is in no story"),
        (["story", "undo", "7"], "no change 7 of stories"),
        (["regroup", "--beat", "z"], "no beat 'z'"),
    ],
)
def test_errors_name_what_and_where(run: Run, args: list[str], says: str) -> None:
    result = run(*args)
    assert (result.exit_code, says in result.output) == (2, True)


def test_while_another_process_groups_it_is_left_to_that(run: Run, tmp_path: Path) -> None:
    lock = Lock(tmp_path / ".group.lock")
    assert lock.take()
    said = run("regroup", "--all").output
    assert "3 articles to be grouped; another process of this desk is grouping" in said
    with Desk.open(tmp_path, environ={}) as desk:
        assert desk.store.waiting("group") == 3
    assert "3 articles to be put into stories" in run("status").output
    assert "waits to be put" not in run("story", "show", "a").output
    lock.leave()
    assert "3 articles grouped" in run("regroup").output
    assert "to choose" in run("regroup", "--all", "--beat", "x").output


def test_a_log_without_changes_says_so(run: Run) -> None:
    assert run("story", "log").output == "No articles have passed from one story to another.\n"
